//! The workbook written back with doubtful cells coloured and commented.

use std::collections::HashMap;

use chrono::NaiveDate;
use songnuan_model::survey::{
    FindingDetail, Layout, Sheet, Value, part_details, row_details, survey_details,
};
use songnuan_reports::xlsx::{CellValue, Mark, MarkedSheet, Merge, Severity, marked_workbook};

use super::dry_run::{Checks, Import};
use super::shape::{Shape, column_number, shapes};
use super::workbook::merged_areas;
use crate::commands::internal;
use crate::error::AppResult;

/// File name and bytes of the marked workbook. `created_unix` in seconds.
pub(super) fn workbook(import: &Import, created_unix: i64) -> AppResult<(String, Vec<u8>)> {
    let (details, layouts) = doubts(&import.checks);
    let mut by_sheet: HashMap<&str, Vec<&FindingDetail>> = HashMap::new();
    for detail in &details {
        by_sheet
            .entry(detail.sheet.as_str())
            .or_default()
            .push(detail);
    }
    let shapes = shapes(&import.bytes);
    let plain = Shape::default();
    let sheets: Vec<MarkedSheet> = import
        .sheets
        .iter()
        .map(|sheet| {
            let doubts = by_sheet.remove(sheet.name.as_str()).unwrap_or_default();
            let shape = shapes.get(&sheet.name).unwrap_or(&plain);
            let headings = layouts
                .iter()
                .find(|layout| layout.kind.name_fit(&sheet.name) == 2)
                .and_then(|layout| layout.data.first());
            let frozen = headings.map_or(0, |first| *first as usize - 1);
            MarkedSheet {
                name: sheet.name.clone(),
                rows: rows(sheet),
                merges: merges(&import.bytes, &sheet.name),
                widths: shape
                    .widths
                    .iter()
                    .map(|(col, w)| (*col as usize - 1, *w))
                    .collect(),
                marks: doubts.into_iter().map(mark).collect(),
                hidden_cols: shape
                    .hidden_cols
                    .iter()
                    .map(|col| *col as usize - 1)
                    .collect(),
                hidden_rows: shape
                    .hidden_rows
                    .iter()
                    .filter_map(|row| (*row as usize).checked_sub(1))
                    .collect(),
                frozen_rows: frozen,
            }
        })
        .collect();
    let bytes = marked_workbook(&sheets, created_unix).map_err(internal)?;
    let stem = import
        .file_name
        .rsplit_once('.')
        .map_or(import.file_name.as_str(), |(s, _)| s);
    Ok((format!("{stem}(已标注).xlsx"), bytes))
}

/// Every doubt of the workbook, and how its sheets are laid out.
fn doubts(checks: &Checks) -> (Vec<FindingDetail>, Vec<&Layout>) {
    match checks {
        Checks::Hardship(survey) => (survey_details(survey), survey.layouts().collect()),
        Checks::Unions(survey) => (
            part_details(&survey.part),
            survey.part.layout.iter().collect::<Vec<_>>(),
        ),
        Checks::Campaign(roster) => {
            let mut details: Vec<_> = roster.parts.iter().flat_map(part_details).collect();
            for (part, sums) in roster.parts.iter().zip(&roster.sums) {
                let layout = part.layout.as_ref();
                details.extend(
                    sums.iter()
                        .flat_map(|row| row_details(&part.tab, layout, row)),
                );
            }
            let layouts = roster.parts.iter().filter_map(|part| part.layout.as_ref());
            (details, layouts.collect())
        }
        Checks::Visits(log, _) => {
            let mut details = Vec::new();
            for sheet in &log.sheets {
                let (part, layout) = (&sheet.part, sheet.part.layout.as_ref());
                details.extend(part_details(part));
                let totals = sheet.totals.iter();
                details.extend(totals.flat_map(|row| row_details(&part.tab, layout, row)));
            }
            let layouts = log
                .sheets
                .iter()
                .filter_map(|sheet| sheet.part.layout.as_ref());
            (details, layouts.collect())
        }
        Checks::Scholarships(list, _) => {
            let mut details: Vec<_> = list.parts.iter().flat_map(part_details).collect();
            for (part, sums) in list.parts.iter().zip(&list.sums) {
                let layout = part.layout.as_ref();
                let sums = sums.iter();
                details.extend(sums.flat_map(|row| row_details(&part.tab, layout, row)));
            }
            let layouts = list.parts.iter().filter_map(|part| part.layout.as_ref());
            (details, layouts.collect())
        }
        Checks::ModelWorkers(registry) => {
            let mut details: Vec<_> = registry.workers.iter().flat_map(part_details).collect();
            details.extend(registry.honors.iter().flat_map(part_details));
            let workers = registry.workers.iter();
            let layouts = workers.filter_map(|part| part.layout.as_ref());
            let honors = registry.honors.iter();
            let honors = honors.filter_map(|part| part.layout.as_ref());
            (details, layouts.chain(honors).collect())
        }
    }
}

fn mark(detail: &FindingDetail) -> Mark {
    Mark {
        row: (detail.row as usize).saturating_sub(1),
        // A doubt about the whole row stands on its first cell.
        col: column_number(&detail.column).map_or(0, |col| col as usize - 1),
        severity: if detail.severity == "reject" {
            Severity::Reject
        } else {
            Severity::Warning
        },
        comment: format!("{}{}", detail.message, detail.remedy),
    }
}

fn rows(sheet: &Sheet) -> Vec<Vec<CellValue>> {
    let mut rows: Vec<Vec<CellValue>> = Vec::new();
    for row in sheet.rows() {
        let at = (row.number as usize).saturating_sub(1);
        rows.resize_with(at, Vec::new);
        let mut cells: Vec<CellValue> = Vec::new();
        for (col, value) in row.cells() {
            cells.resize((col as usize).saturating_sub(1), CellValue::Empty);
            cells.push(cell(value));
        }
        rows.push(cells);
    }
    rows
}

fn cell(value: Value<'_>) -> CellValue {
    match value {
        Value::Empty => CellValue::Empty,
        Value::Text(text) | Value::Error(text) => CellValue::Text(text.to_owned()),
        Value::Number(number) => CellValue::Number(number),
        Value::Bool(flag) => CellValue::Bool(flag),
        Value::Date(date) => match NaiveDate::from_ymd_opt(1899, 12, 30) {
            Some(base) => CellValue::DateSerial((date - base).num_days() as f64),
            None => CellValue::Text(date.to_string()),
        },
    }
}

fn merges(bytes: &[u8], sheet: &str) -> Vec<Merge> {
    let areas = merged_areas(bytes, sheet).into_iter();
    areas
        .map(|area| Merge {
            first_row: area.start.0 as usize,
            first_col: area.start.1 as usize,
            last_row: area.end.0 as usize,
            last_col: area.end.1 as usize,
        })
        .collect()
}
