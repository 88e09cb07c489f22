//! The papers of a campaign, held against golden text and pictures of every page that matters.
//!
//! `SONGNUAN_BLESS=1 cargo test -p songnuan-reports --test it golden` rewrites
//! `tests/fixtures/golden/money`; look at the pictures before committing them.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::money::*;
use common::*;
use songnuan_reports::data::*;
use songnuan_reports::*;

/// Largest mean difference of a page picture, in grey levels of 255: renderers differ a little.
const TOLERANCE: f64 = 2.0;

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/golden/money")
}

/// Runs a poppler tool; the test command installs them.
fn tool(name: &str, args: &[&str]) -> Vec<u8> {
    let out = Command::new(name).args(args).output();
    let out = out.unwrap_or_else(|e| panic!("{name} (poppler-utils) is needed: {e}"));
    assert!(out.status.success(), "{name} {args:?}");
    out.stdout
}

fn documents() -> Vec<(&'static str, Document, u32)> {
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
    // Name, document, how many of its first pages are kept as pictures.
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

fn compare_text(name: &str, pdf: &str, bless: bool) {
    let text = String::from_utf8(tool("pdftotext", &["-layout", pdf, "-"])).unwrap();
    let path = golden().join(format!("{name}.txt"));
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

fn compare_picture(name: &str, pdf: &str, page: u32, bless: bool) {
    let number = page.to_string();
    let args = [
        "-r", "50", "-gray", "-png", "-f", &number, "-l", &number, pdf,
    ];
    let png = tool("pdftoppm", &args);
    let path = golden().join(format!("{name}-{page}.png"));
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

#[test]
fn papers_of_a_campaign_say_and_look_as_before() {
    let bless = std::env::var_os("SONGNUAN_BLESS").is_some();
    std::fs::create_dir_all(golden()).unwrap();
    let folder = std::env::temp_dir().join(format!("songnuan-golden-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, document, pictures) in documents() {
        let pdf = folder.join(format!("{name}.pdf"));
        std::fs::write(&pdf, &document.bytes).unwrap();
        let pdf = pdf.display().to_string();
        compare_text(name, &pdf, bless);
        for page in 1..=pictures {
            compare_picture(name, &pdf, page, bless);
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
