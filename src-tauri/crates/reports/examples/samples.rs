//! Writes the sample forms as PDF files: `cargo run --example samples -- DIR`.
#![allow(clippy::unwrap_used)]

#[path = "../tests/it/common/mod.rs"]
mod common;

use common::{honors, money, sync};
use songnuan_reports::data::*;
use songnuan_reports::*;

fn main() {
    let dir = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let fonts = common::fonts();
    let options = PrintOptions {
        trace: "打印：李四 2026-11-22".to_owned(),
        ..PrintOptions::default()
    };
    cases(&dir, &fonts, &options);
    payments(&dir, &fonts, &options);
    registers(&dir, &fonts, &options);
}

/// The forms of one household.
fn cases(dir: &str, fonts: &Fonts, options: &PrintOptions) {
    let go = &mut |_, _| true;
    let files = [
        HardshipFileForm::default(),
        common::plain_file(1),
        common::hard_file(),
    ];
    let visits = [
        VisitRecordForm::default(),
        common::plain_visit(),
        common::hard_visit(),
    ];
    let cards = [VisitCardForm::default(), common::card()];
    save(
        dir,
        "files",
        &hardship_files(fonts, &files, options, go).unwrap(),
    );
    save(
        dir,
        "visits",
        &visit_records(fonts, &visits, options, go).unwrap(),
    );
    save(
        dir,
        "cards",
        &visit_cards(fonts, &cards, options, go).unwrap(),
    );
}

/// The forms of scholarships and model workers, and the receipt of a sync.
fn registers(dir: &str, fonts: &Fonts, options: &PrintOptions) {
    let go = &mut |_, _| true;
    let students = [honors::student(), ScholarshipApplicationForm::default()];
    let workers = [honors::model_worker(), ModelWorkerForm::default()];
    let visits = [honors::worker_visits(), ModelWorkerVisitsForm::default()];
    for (name, document) in [
        (
            "scholarship_application",
            scholarship_applications(fonts, &students, options, go),
        ),
        (
            "scholarship_roster",
            scholarship_rosters(fonts, &[honors::scholarship_roster()], options, go),
        ),
        (
            "scholarship_summary",
            scholarship_summaries(fonts, &[honors::scholarship_summary()], options, go),
        ),
        (
            "scholarship_notice",
            notices(fonts, &[honors::scholarship_notice()], options, go),
        ),
        ("model_worker", model_workers(fonts, &workers, options, go)),
        (
            "model_worker_funds",
            model_worker_funds(fonts, &[honors::funds()], options, go),
        ),
        (
            "honor_ledger",
            honor_ledgers(fonts, &[honors::honor_ledger()], options, go),
        ),
        (
            "model_worker_visits",
            model_worker_visits(fonts, &visits, options, go),
        ),
        (
            "sync_receipt",
            sync_receipts(fonts, &[sync::sync_receipt()], options, go),
        ),
    ] {
        save(dir, name, &document.unwrap());
    }
}

/// The forms of a campaign and its payments.
fn payments(dir: &str, fonts: &Fonts, options: &PrintOptions) {
    let go = &mut |_, _| true;
    let blank = RosterForm::default();
    for (name, variant) in [
        ("roster_cash", RosterVariant::Cash),
        ("roster_bank", RosterVariant::Bank),
        ("roster_masked", RosterVariant::Masked),
    ] {
        let items = [money::roster(variant)];
        save(dir, name, &rosters(fonts, &items, options, go).unwrap());
    }
    save(
        dir,
        "roster_blank",
        &rosters(fonts, &[blank], options, go).unwrap(),
    );
    let applications = [money::application(), AidApplicationForm::default()];
    let document = aid_applications(fonts, &applications, options, go).unwrap();
    save(dir, "application", &document);
    let slips = [
        money::receipt(12),
        ReceiptForm::default(),
        money::receipt(13),
    ];
    save(
        dir,
        "receipts",
        &receipts(fonts, &slips, options, go).unwrap(),
    );
    save(
        dir,
        "letter",
        &letters(fonts, &[money::letter()], options, go).unwrap(),
    );
    save(
        dir,
        "notice",
        &notices(fonts, &[money::notice()], options, go).unwrap(),
    );
    let ledger = [money::fund_ledger(60)];
    save(
        dir,
        "fund_ledger",
        &fund_ledgers(fonts, &ledger, options, go).unwrap(),
    );
    let visits = [money::visit_ledger()];
    save(
        dir,
        "visit_ledger",
        &visit_ledgers(fonts, &visits, options, go).unwrap(),
    );
    save(
        dir,
        "report",
        &report(fonts, &money::figures(), options, go).unwrap(),
    );
}

#[expect(clippy::print_stdout, reason = "an example talks to its user")]
fn save(dir: &str, name: &str, document: &Document) {
    std::fs::write(format!("{dir}/{name}.pdf"), &document.bytes).unwrap();
    println!(
        "{name}: {} pages, missing {:?}",
        document.pages, document.missing
    );
    document
        .notices
        .iter()
        .for_each(|notice| println!("  {notice}"));
}
