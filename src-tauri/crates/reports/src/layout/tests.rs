//! The layer itself, on the real serif: spans, fitting, cutting, continuation.

use super::draw::Setting;
use super::fit::{cut, fit};
use super::table::{heights, place};
use super::*;
use crate::fonts::{Face, FontFile, Fonts};
use crate::text::{Glyph, Typesetter, width_of};
use crate::{PrintOptions, ReportError};

fn glyphs(text: &str) -> Vec<Glyph> {
    text.chars()
        .map(|ch| Glyph {
            ch,
            drawn: ch,
            face: Face::Serif,
            variant: 0,
            gid: 1,
            advance: if ch == '\n' {
                0
            } else if ch.is_ascii() {
                500
            } else {
                1000
            },
            missing: false,
        })
        .collect()
}

fn grid(columns: usize, rows: Vec<Vec<Cell>>) -> Grid {
    let rows = rows.into_iter().map(|cells| Row::new(8.0, cells)).collect();
    Grid {
        columns: vec![10.0; columns],
        rows,
    }
}

fn blank(span: usize, rows: usize) -> Cell {
    Cell::value("空", "").span(span).rows(rows)
}

#[test]
fn spans_must_cover_every_row_exactly() {
    let good = grid(
        3,
        vec![
            vec![blank(1, 2), blank(2, 1)],
            vec![blank(1, 1), blank(1, 1)],
            vec![blank(3, 1)],
        ],
    );
    let placed = place(&good, 20.0, 170.0).unwrap();
    let wide: f32 = placed
        .iter()
        .filter(|item| item.row == 0)
        .map(|item| item.w)
        .sum();
    assert!((wide - 170.0).abs() < 0.001);
    assert!(
        (placed[2].x - (20.0 + 170.0 / 3.0)).abs() < 0.001,
        "pushed right by the tall cell"
    );
    for bad in [
        vec![vec![blank(2, 1)]],
        vec![vec![blank(4, 1)]],
        vec![vec![blank(0, 1), blank(3, 1)]],
        vec![vec![blank(3, 2)]],
        vec![vec![blank(1, 2), blank(2, 1)], vec![blank(3, 1)]],
    ] {
        let bad = grid(3, bad);
        assert!(matches!(
            place(&bad, 0.0, 170.0),
            Err(ReportError::Layout(_))
        ));
    }
}

#[test]
fn fitting_prefers_one_line_then_wraps_then_shrinks() {
    let table: &[(&str, f32, f32, f32, usize, bool)] = &[
        // text, width, height, expected size, lines, fits (points)
        ("困难职工", 60.0, 20.0, 10.5, 1, true),
        ("困难职工", 40.0, 20.0, 10.0, 1, true),
        // Wrapping at a good size comes before shrinking below five sixths.
        ("困难职工档案", 40.0, 26.0, 10.5, 2, true),
        ("困难职工档案", 40.0, 19.0, 8.5, 2, true),
        // An amount is never cut while a smaller size shows it whole.
        ("12,345.60", 32.0, 26.0, 7.0, 1, true),
        // Too much for the box even at the floor.
        (
            "困难职工档案困难职工档案困难职工档案",
            30.0,
            16.0,
            FLOOR_PT,
            5,
            false,
        ),
        ("", 30.0, 16.0, 10.5, 1, true),
    ];
    for (text, width, height, size, lines, fits) in table {
        let fitted = fit(&glyphs(text), *width, *height, 10.5, false);
        assert_eq!(
            (fitted.size, fitted.lines.len(), fitted.fits),
            (*size, *lines, *fits),
            "{text}"
        );
        assert!(!fits || fitted.height() <= height + 0.01, "{text}");
    }
}

#[test]
fn balanced_lines_are_about_equal() {
    let fitted = fit(&glyphs("单位性质状"), 42.0, 30.0, 10.0, true);
    assert_eq!(fitted.lines, [0..3, 3..5]);
    let plain = fit(&glyphs("单位性质状"), 42.0, 30.0, 10.0, false);
    assert_eq!(plain.lines, [0..4, 4..5]);
}

#[test]
fn a_cut_text_ends_with_its_mark_inside_the_box() {
    let text = glyphs(&"困难职工档案".repeat(20));
    let mark = glyphs("…见续页");
    let (width, height) = (60.0, 30.0);
    let fitted = fit(&text, width, height, 10.5, false);
    assert!(!fitted.fits);
    let (kept, cut) = cut(&text, &mark, &fitted, width, height);
    let shown: String = kept.iter().map(|glyph| glyph.ch).collect();
    assert!(shown.ends_with("…见续页") && shown.starts_with("困难职工"));
    assert!(cut.height() <= height);
    for line in &cut.lines {
        assert!(width_of(&kept[line.clone()]) as f32 * cut.size / 1000.0 <= width);
    }
}

fn fonts() -> Fonts {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/fonts/");
    let name = Face::Serif.file_name();
    let bytes = std::fs::read(format!("{path}{name}")).unwrap();
    Fonts::new(vec![FontFile::bytes(name, bytes)]).unwrap()
}

#[test]
fn rows_grow_only_into_spare_height() {
    let fonts = fonts();
    let mut type_setter = Typesetter::new(&fonts);
    let mut setting = Setting {
        type_setter: &mut type_setter,
        identity: "",
        seals: false,
        notes: Vec::new(),
        portrait: None,
    };
    let long = "困难职工".repeat(60);
    let grid = grid(1, vec![vec![Cell::prose("备注", &long)], vec![blank(1, 1)]]);
    let placed = place(&grid, 0.0, 60.0).unwrap();
    let mut spare = 200.0;
    let grown = heights(&grid, &placed, &mut setting, 1.0, &mut spare);
    assert!(
        grown[0] > 20.0 && (grown[1] - 8.0).abs() < 0.001,
        "{grown:?}"
    );
    assert!(
        (grown[0] - 8.0 - (200.0 - spare)).abs() < 0.001,
        "what grew was taken from the spare"
    );
    let mut little = 3.0;
    assert_eq!(
        heights(&grid, &placed, &mut setting, 1.0, &mut little),
        [8.0, 8.0]
    );
    assert_eq!(little, 3.0, "half a need is not granted");
}

#[test]
fn a_form_higher_than_its_page_is_refused() {
    let fonts = fonts();
    let options = PrintOptions::default();
    let mut binder = crate::pdf::Binder::new(&fonts, &options);
    for (paper, rows, good) in [
        (Paper::A4, 30, true),
        (Paper::A4, 60, false),
        (Paper::A4Landscape, 19, true),
    ] {
        let form = Form {
            page: PageSetup {
                paper,
                side: 20.0,
                binding: 0.0,
                top: 10.0,
                bottom: 10.0,
            },
            title: "试".to_owned(),
            above: Vec::new(),
            blocks: vec![Block::Grid(grid(
                1,
                (0..rows).map(|_| vec![blank(1, 1)]).collect(),
            ))],
            below: Vec::new(),
            identity: String::new(),
            portrait: None,
            photos: &[],
        };
        assert_eq!(
            lay_out(&mut binder, &form).is_ok(),
            good,
            "{paper:?} {rows}"
        );
    }
}
