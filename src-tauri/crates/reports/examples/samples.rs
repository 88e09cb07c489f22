//! Writes the sample forms as PDF files: `cargo run --example samples -- DIR`.
#![allow(clippy::unwrap_used)]

#[path = "../tests/common/mod.rs"]
mod common;

use songnuan_reports::data::{HardshipFileForm, VisitCardForm, VisitRecordForm};
use songnuan_reports::{Document, PrintOptions, hardship_files, visit_cards, visit_records};

fn main() {
    let dir = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let fonts = common::fonts();
    let options = PrintOptions {
        trace: "打印：李四 2026-11-22".to_owned(),
        ..PrintOptions::default()
    };
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
        &dir,
        "files",
        &hardship_files(&fonts, &files, &options, go).unwrap(),
    );
    save(
        &dir,
        "visits",
        &visit_records(&fonts, &visits, &options, go).unwrap(),
    );
    save(
        &dir,
        "cards",
        &visit_cards(&fonts, &cards, &options, go).unwrap(),
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
