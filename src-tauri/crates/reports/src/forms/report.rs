//! A report of figures: the figures in a grid, the tables one after the other, notes at the end.

use super::no_progress;
use crate::ReportError;
use crate::data::{ReportForm, ReportTable};
use crate::fonts::Face;
use crate::layout::{Cell, Flow, Grid, Head, Ink, PageSetup, Paper, Prose, Row, Table, Text};
use crate::pdf::{Binder, Canvas, Progress};

/// Pages of one report.
pub(super) fn pages(
    binder: &mut Binder<'_>,
    report: &ReportForm,
    progress: Progress<'_>,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    let head = head(report);
    let mut flow = Flow::new(binder, &head);
    if !report.figures.is_empty() {
        facts(&mut flow, &report.figures, 2)?;
        flow.gap(4.0);
    }
    for (done, part) in report.tables.iter().enumerate() {
        table(&mut flow, part, &mut no_progress)?;
        if !progress(done + 1, report.tables.len()) {
            return Err(ReportError::Cancelled);
        }
    }
    notes(&mut flow, &report.notes);
    flow.finish()
}

fn head(report: &ReportForm) -> Head {
    let wide = report.tables.iter().any(is_wide);
    let part = |label: &str, text: &str| match text {
        "" => String::new(),
        text => format!("{label}{text}"),
    };
    let line = vec![
        (part("填报单位：", &report.unit), Ink::Left),
        (part("统计时点：", &report.as_of), Ink::Right),
    ];
    Head {
        page: PageSetup {
            paper: if wide { Paper::A4Landscape } else { Paper::A4 },
            side: 20.0,
            binding: 0.0,
            top: 15.0,
            bottom: 14.0,
        },
        title: report.title.clone(),
        above: vec![line],
        identity: report.title.clone(),
    }
}

/// Labels beside values in a frame, `pairs` to a row.
pub(super) fn facts(
    flow: &mut Flow<'_, '_>,
    facts: &[(String, String)],
    pairs: usize,
) -> Result<(), ReportError> {
    for chunk in facts.chunks(pairs * 20) {
        let rows = chunk.chunks(pairs).map(|row| {
            let mut cells = Vec::new();
            for index in 0..pairs {
                let (label, text) = match row.get(index) {
                    Some((label, text)) => (label.as_str(), text.as_str()),
                    None => ("", ""),
                };
                cells.push(Cell::label(label));
                let value = match pairs {
                    1 => Cell::prose(label, text),
                    _ => Cell::value(label, text),
                };
                cells.push(value);
            }
            Row::new(9.0, cells)
        });
        let columns = match pairs {
            1 => vec![34.0, 136.0],
            _ => [38.0, 47.0].repeat(pairs),
        };
        let rows = rows.collect();
        flow.grid(&Grid { columns, rows })?;
    }
    Ok(())
}

/// A table under its title; a column of numbers is set to the right.
pub(super) fn table(
    flow: &mut Flow<'_, '_>,
    part: &ReportTable,
    progress: Progress<'_>,
) -> Result<(), ReportError> {
    if part.columns.is_empty() {
        return Ok(());
    }
    flow.need(34.0);
    if !part.title.is_empty() {
        flow.line(&subtitle(&part.title), 8.5);
    }
    let header = part.columns.iter().map(|label| Cell::label(label));
    let numeric: Vec<bool> = (0..part.columns.len())
        .map(|column| is_numeric(part, column))
        .collect();
    let row = |index: usize| {
        let texts = part.rows.get(index);
        let cell = |(column, label): (usize, &String)| {
            let text = texts.and_then(|row| row.get(column));
            let text = text.map(String::as_str).unwrap_or_default();
            match (numeric[column], column) {
                (true, _) => Cell::amount(label, text).size(10.0),
                (false, 0) => Cell::prose(label, text).size(10.0),
                _ if text.chars().count() > 16 => Cell::prose(label, text).size(10.0),
                _ => Cell::value(label, text).size(10.0),
            }
        };
        part.columns.iter().enumerate().map(cell).collect()
    };
    flow.table(
        &Table {
            columns: widths(part),
            header: vec![Row::new(8.5, header.collect())],
            count: part.rows.len(),
            row: &row,
            row_height: 7.5,
            per_page: usize::MAX,
            closing: None,
            closing_height: 0.0,
            signs: Vec::new(),
        },
        progress,
    )?;
    flow.gap(4.0);
    Ok(())
}

/// The heading of a part.
pub(super) fn subtitle(text: &str) -> Text {
    Text {
        text: text.to_owned(),
        face: Face::Sans,
        size: 12.0,
        ink: Ink::Left,
        top: false,
    }
}

fn notes(flow: &mut Flow<'_, '_>, notes: &[String]) {
    let prose = Prose {
        face: Face::Serif,
        size: 9.0,
        pitch: 4.8,
        indent: 0,
        ink: Ink::Left,
    };
    for note in notes {
        flow.paragraph(&format!("注：{note}"), prose);
    }
}

/// How wide a text wants to be, in half characters.
fn weight(text: &str) -> usize {
    text.chars()
        .map(|ch| if ch.is_ascii() { 1 } else { 2 })
        .sum()
}

fn weights(part: &ReportTable) -> Vec<usize> {
    const LEAST: usize = 8;
    const MOST: usize = 44;
    // The first rows speak for the rest: a million rows need not be measured for a column's width.
    let measured = part.rows.iter().take(500);
    let mut weights: Vec<usize> = part.columns.iter().map(|text| weight(text)).collect();
    for row in measured {
        for (most, text) in weights.iter_mut().zip(row) {
            *most = (*most).max(weight(text));
        }
    }
    weights.iter().map(|w| (w + 2).clamp(LEAST, MOST)).collect()
}

fn widths(part: &ReportTable) -> Vec<f32> {
    weights(part).into_iter().map(|w| w as f32).collect()
}

/// Whether a table wants the long side of the sheet.
fn is_wide(part: &ReportTable) -> bool {
    part.columns.len() > 9 || weights(part).iter().sum::<usize>() > 110
}

/// Numbers with or without a unit behind them, and nothing else, in all rows that are not empty.
fn is_numeric(part: &ReportTable, column: usize) -> bool {
    let looks = |text: &str| {
        let text = text.trim_start_matches(['-', '−', '≈', '¥', '+']);
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || ",.%".contains(c));
        rest.len() < text.len() && rest.trim_start().chars().count() <= 2
    };
    let mut texts = part.rows.iter().take(500).filter_map(|row| row.get(column));
    let mut any = false;
    let all = texts.all(|text| {
        any |= !text.is_empty();
        text.is_empty() || text == "—" || looks(text)
    });
    all && any
}
