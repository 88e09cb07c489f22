//! Times a roster of 20,000 recipients against printpdf drawing the same texts without any layout,
//! and against a roster of 10,000: twice the people must take about twice the time.
//!
//! `cargo run --release --example bench_roster [-- COUNT]`. Aim: at most 3× bare, growth 2.0.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/it/common/mod.rs"]
mod common;

use std::time::{Duration, Instant};

use common::money;
use printpdf::{
    FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem, TextMatrix, serialize_pdf_into_bytes,
};
use songnuan_reports::data::{RosterForm, RosterRow, RosterVariant};
use songnuan_reports::{Face, Fonts, PrintOptions, rosters};

const PER_PAGE: usize = 15;

fn main() {
    let count: usize = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(20_000);
    let fonts = common::fonts();
    let whole = roster(count);
    let half = roster(count / 2);
    // Parses the fonts.
    time(&fonts, &roster(1));
    let parsed = [Face::Serif, Face::RareB].map(|face| {
        let bytes = std::fs::read(common::font_dir().join(face.file_name())).unwrap();
        let font = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).unwrap();
        (face, font)
    });
    let mut ratios = Vec::new();
    let mut growths = Vec::new();
    for _ in 0..3 {
        let start = Instant::now();
        let plain = bare(&parsed, &whole.rows);
        let bare_time = start.elapsed();
        let (roster_time, bytes, pages) = time(&fonts, &whole);
        let (half_time, ..) = time(&fonts, &half);
        let ratio = roster_time.as_secs_f64() / bare_time.as_secs_f64();
        let growth = roster_time.as_secs_f64() / half_time.as_secs_f64();
        ratios.push(ratio);
        growths.push(growth);
        println!(
            "{count} recipients: bare {bare_time:?} ({} KB) · roster {roster_time:?} ({} KB, \
             {pages} pages) · ratio {ratio:.2} · twice as many take {growth:.2}×",
            plain.len() / 1024,
            bytes / 1024,
        );
    }
    ratios.sort_by(f64::total_cmp);
    growths.sort_by(f64::total_cmp);
    println!("median ratio {:.2}, growth {:.2}", ratios[1], growths[1]);
}

/// The sample recipients over and over.
fn roster(count: usize) -> RosterForm {
    let form = money::roster(RosterVariant::Cash);
    let rows = form.rows.iter().cycle().take(count).cloned().collect();
    RosterForm { rows, ..form }
}

fn time(fonts: &Fonts, form: &RosterForm) -> (Duration, usize, usize) {
    let start = Instant::now();
    let items = std::slice::from_ref(form);
    let document = rosters(fonts, items, &PrintOptions::default(), &mut |_, _| true).unwrap();
    (start.elapsed(), document.bytes.len(), document.pages)
}

/// The yardstick: every text of every row at some place of its page, nothing else. The one name in
/// 41 that the main font lacks is set in the rare one.
fn bare(fonts: &[(Face, ParsedFont)], rows: &[RosterRow]) -> Vec<u8> {
    let mut pdf = PdfDocument::new("bare");
    let id = |face: Face| FontId(face.file_name().to_owned());
    for (face, font) in fonts {
        let font = PdfFont::new(font.clone());
        pdf.resources.fonts.map.insert(id(*face), font);
    }
    for (page, rows) in rows.chunks(PER_PAGE).enumerate() {
        let mut ops = vec![Op::StartTextSection];
        for (line, row) in rows.iter().enumerate() {
            let number = (page * PER_PAGE + line + 1).to_string();
            let amount = row.amount.to_string();
            let texts = [
                number.as_str(),
                &row.name,
                &row.sex,
                &row.id_no,
                &row.employer,
                &row.category,
                &amount,
            ];
            for (column, text) in texts.into_iter().enumerate() {
                let rare = text.chars().any(|ch| u32::from(ch) > 0xFFFF);
                let face = if rare { Face::RareB } else { Face::Serif };
                let font = PdfFontHandle::External(id(face));
                let size = Pt(10.5);
                ops.push(Op::SetFont { font, size });
                let (x, y) = (40.0 + column as f32 * 100.0, 500.0 - line as f32 * 25.0);
                let matrix = TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]);
                ops.push(Op::SetTextMatrix { matrix });
                let items = vec![TextItem::Text(text.to_owned())];
                ops.push(Op::ShowText { items });
            }
        }
        ops.push(Op::EndTextSection);
        pdf.pages.push(PdfPage::new(Mm(297.0), Mm(210.0), ops));
    }
    serialize_pdf_into_bytes(&pdf, &PdfSaveOptions::default(), &mut Vec::new())
}
