//! Times 1,000 file forms in one PDF against printpdf drawing the same texts without any layout.
//!
//! `cargo run --release --example bench_forms [-- COUNT]`. Aim: at most 2×, under 2.9 s.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/it/common/mod.rs"]
mod common;

use std::time::Instant;

use printpdf::{
    FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem, TextMatrix, serialize_pdf_into_bytes,
};
use songnuan_reports::data::HardshipFileForm;
use songnuan_reports::{Face, PrintOptions, hardship_file_texts, hardship_files};

fn main() {
    let count = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(1000);
    let items: Vec<_> = (0..count).map(common::plain_file).collect();

    let start = Instant::now();
    let fonts = common::fonts();
    hardship_files(
        &fonts,
        &items[..1],
        &PrintOptions::default(),
        &mut |_, _| true,
    )
    .unwrap();
    println!("fonts parsed and one form: {:?}", start.elapsed());

    let parsed: Vec<(Face, ParsedFont)> = [Face::Serif, Face::SerifBold, Face::Sans, Face::RareA]
        .into_iter()
        .map(|face| {
            let bytes = std::fs::read(common::font_dir().join(face.file_name())).unwrap();
            (
                face,
                ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).unwrap(),
            )
        })
        .collect();

    let mut ratios = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        let bytes = bare(&parsed, &items);
        let bare_time = start.elapsed();
        let start = Instant::now();
        let document =
            hardship_files(&fonts, &items, &PrintOptions::default(), &mut |_, _| true).unwrap();
        let form_time = start.elapsed();
        let ratio = form_time.as_secs_f64() / bare_time.as_secs_f64();
        ratios.push(ratio);
        println!(
            "bare {bare_time:?} ({} KB) · forms {form_time:?} ({} KB, {} pages) · ratio {ratio:.2}",
            bytes.len() / 1024,
            document.bytes.len() / 1024,
            document.pages,
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio {:.2}", ratios[ratios.len() / 2]);
}

/// The yardstick: every text at some place on a page of its form, nothing else.
fn bare(fonts: &[(Face, ParsedFont)], items: &[HardshipFileForm]) -> Vec<u8> {
    let mut pdf = PdfDocument::new("bare");
    for (face, font) in fonts {
        let id = FontId(face.file_name().to_owned());
        pdf.resources
            .fonts
            .map
            .insert(id, PdfFont::new(font.clone()));
    }
    for item in items {
        let mut ops = vec![Op::StartTextSection];
        for (index, (face, text)) in hardship_file_texts(item).into_iter().enumerate() {
            let font = PdfFontHandle::External(FontId(face.file_name().to_owned()));
            ops.push(Op::SetFont {
                font,
                size: Pt(10.5),
            });
            let (x, y) = (
                (index % 6) as f32 * 90.0 + 40.0,
                800.0 - (index / 6) as f32 * 20.0,
            );
            let matrix = TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]);
            ops.push(Op::SetTextMatrix { matrix });
            ops.push(Op::ShowText {
                items: vec![TextItem::Text(text)],
            });
        }
        ops.push(Op::EndTextSection);
        pdf.pages.push(PdfPage::new(Mm(210.0), Mm(297.0), ops));
    }
    serialize_pdf_into_bytes(&pdf, &PdfSaveOptions::default(), &mut Vec::new())
}
