//! The papers of a campaign, of scholarships, of model workers and of a sync, held against golden text
//! and pictures of every page that matters.
//!
//! `SONGNUAN_BLESS=1 cargo test -p songnuan-reports --test it golden` rewrites
//! `tests/fixtures/golden/money`, `honors` and `sync`; look at the pictures before committing them.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::honors::*;
use common::money::*;
use common::sync::*;
use common::*;
use songnuan_reports::data::*;
use songnuan_reports::*;

/// Largest mean difference of a page picture, in grey levels of 255: renderers differ a little.
const TOLERANCE: f64 = 2.0;

/// Name, document, how many of its first pages are kept as pictures.
type Kept = (&'static str, Document, u32);

fn golden(folder: &str) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/golden");
    fixtures.join(folder)
}

/// Runs a poppler tool; the test command installs them.
fn tool(name: &str, args: &[&str]) -> Vec<u8> {
    let out = Command::new(name).args(args).output();
    let out = out.unwrap_or_else(|e| panic!("{name} (poppler-utils) is needed: {e}"));
    assert!(out.status.success(), "{name} {args:?}");
    out.stdout
}

fn papers_of_a_campaign() -> Vec<Kept> {
    let fonts = fonts();
    let options = PrintOptions {
        trace: "李干事 2026-11-22 打印".to_owned(),
        ..PrintOptions::default()
    };
    let go = &mut |_: usize, _: usize| true;
    let cash = [roster(RosterVariant::Cash)];
    let bank = [roster(RosterVariant::Bank)];
    let masked = [roster(RosterVariant::Masked)];
    let blank = [RosterForm::default()];
    let slips = [receipt(12), ReceiptForm::default(), receipt(13)];
    let story = [visit_ledger()];
    let account = [fund_ledger(60)];
    vec![
        (
            "roster_cash",
            rosters(&fonts, &cash, &options, go).unwrap(),
            3,
        ),
        (
            "roster_bank",
            rosters(&fonts, &bank, &options, go).unwrap(),
            1,
        ),
        (
            "roster_masked",
            rosters(&fonts, &masked, &options, go).unwrap(),
            1,
        ),
        (
            "roster_blank",
            rosters(&fonts, &blank, &options, go).unwrap(),
            1,
        ),
        (
            "receipt",
            receipts(&fonts, &slips, &options, go).unwrap(),
            1,
        ),
        (
            "aid_application",
            aid_applications(&fonts, &[application()], &options, go).unwrap(),
            1,
        ),
        (
            "letter",
            letters(&fonts, &[letter()], &options, go).unwrap(),
            1,
        ),
        (
            "notice",
            notices(&fonts, &[notice()], &options, go).unwrap(),
            2,
        ),
        (
            "visit_ledger",
            visit_ledgers(&fonts, &story, &options, go).unwrap(),
            1,
        ),
        (
            "fund_ledger",
            fund_ledgers(&fonts, &account, &options, go).unwrap(),
            1,
        ),
        (
            "report",
            report(&fonts, &figures(), &options, go).unwrap(),
            1,
        ),
    ]
}

fn compare_text(folder: &Path, name: &str, pdf: &str, bless: bool) {
    let text = String::from_utf8(tool("pdftotext", &["-layout", pdf, "-"])).unwrap();
    let path = folder.join(format!("{name}.txt"));
    if bless {
        std::fs::write(&path, &text).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap();
    for (n, (found, wanted)) in text.lines().zip(wanted.lines()).enumerate() {
        assert_eq!(found, wanted, "{name}, line {}", n + 1);
    }
    assert_eq!(
        text.lines().count(),
        wanted.lines().count(),
        "{name}: lines"
    );
}

fn compare_picture(folder: &Path, name: &str, pdf: &str, page: u32, bless: bool) {
    let number = page.to_string();
    let args = [
        "-r", "50", "-gray", "-png", "-f", &number, "-l", &number, pdf,
    ];
    let png = tool("pdftoppm", &args);
    let path = folder.join(format!("{name}-{page}.png"));
    if bless {
        std::fs::write(&path, &png).unwrap();
    }
    let grey = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_luma8();
    let (found, wanted) = (grey(&png), grey(&std::fs::read(&path).unwrap()));
    assert_eq!(
        found.dimensions(),
        wanted.dimensions(),
        "{name}: size of the page"
    );
    let pairs = found.pixels().zip(wanted.pixels());
    let sum: u64 = pairs.map(|(a, b)| u64::from(a.0[0].abs_diff(b.0[0]))).sum();
    let mean = sum as f64 / f64::from(found.width() * found.height());
    assert!(
        mean <= TOLERANCE,
        "{name}, page {page}: looks different (mean {mean:.2} grey levels)"
    );
}

fn compare(name: &str, documents: Vec<Kept>) {
    let bless = std::env::var_os("SONGNUAN_BLESS").is_some();
    let golden = golden(name);
    std::fs::create_dir_all(&golden).unwrap();
    let folder = format!("songnuan-golden-{name}-{}", std::process::id());
    let folder = std::env::temp_dir().join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, document, pictures) in documents {
        let pdf = folder.join(format!("{name}.pdf"));
        std::fs::write(&pdf, &document.bytes).unwrap();
        let pdf = pdf.display().to_string();
        compare_text(&golden, name, &pdf, bless);
        for page in 1..=pictures {
            compare_picture(&golden, name, &pdf, page, bless);
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn papers_of_a_campaign_say_and_look_as_before() {
    compare("money", papers_of_a_campaign());
}

#[test]
fn papers_of_scholarships_and_model_workers_say_and_look_as_before() {
    compare("honors", papers_of_honors());
}

#[test]
fn the_receipt_of_a_sync_says_and_looks_as_before() {
    let options = PrintOptions {
        trace: "李干事 2026-11-22 打印".to_owned(),
        ..PrintOptions::default()
    };
    let items = [sync_receipt(), broken_receipt()];
    let document = sync_receipts(&fonts(), &items, &options, &mut |_, _| true).unwrap();
    compare("sync", vec![("sync_receipt", document, 2)]);
}

fn papers_of_honors() -> Vec<Kept> {
    let fonts = fonts();
    let options = PrintOptions {
        trace: "李干事 2026-11-22 打印".to_owned(),
        ..PrintOptions::default()
    };
    let go = &mut |_: usize, _: usize| true;
    let students = [student(), ScholarshipApplicationForm::default()];
    let workers = [model_worker(), ModelWorkerForm::default()];
    let summary = [scholarship_summary()];
    let blank = [ModelWorkerVisitsForm::default()];
    vec![
        (
            "scholarship_application",
            scholarship_applications(&fonts, &students, &options, go).unwrap(),
            3,
        ),
        (
            "scholarship_roster",
            scholarship_rosters(&fonts, &[scholarship_roster()], &options, go).unwrap(),
            2,
        ),
        (
            "scholarship_summary",
            scholarship_summaries(&fonts, &summary, &options, go).unwrap(),
            1,
        ),
        (
            "scholarship_notice",
            notices(&fonts, &[scholarship_notice()], &options, go).unwrap(),
            2,
        ),
        (
            "model_worker",
            model_workers(&fonts, &workers, &options, go).unwrap(),
            5,
        ),
        (
            "model_worker_funds",
            songnuan_reports::model_worker_funds(&fonts, &[funds()], &options, go).unwrap(),
            1,
        ),
        (
            "honor_ledger",
            honor_ledgers(&fonts, &[honor_ledger()], &options, go).unwrap(),
            1,
        ),
        (
            "model_worker_visits",
            model_worker_visits(&fonts, &[worker_visits()], &options, go).unwrap(),
            1,
        ),
        (
            "model_worker_visits_blank",
            model_worker_visits(&fonts, &blank, &options, go).unwrap(),
            1,
        ),
    ]
}
