//! A survey workbook returned to the village it came from, the doubtful cells coloured and
//! commented; everything else as it was.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note, Worksheet};

use super::{CellValue, column_number, row_number, sheet_name, workbook};
use crate::ReportError;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Imported, but should be looked at: yellow.
    Warning,
    /// Not imported: red.
    Reject,
}

/// A doubtful cell; rows and columns count from 0. Several marks on a cell share one comment, and
/// the worst decides the colour.
#[derive(Clone, PartialEq, Eq)]
pub struct Mark {
    pub row: usize,
    pub col: usize,
    pub severity: Severity,
    /// What is wrong and what to do, in a sentence.
    pub comment: String,
}

impl std::fmt::Debug for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mark({}, {}, {:?})", self.row, self.col, self.severity)
    }
}

/// A merged area, both corners inside; rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    pub first_row: usize,
    pub first_col: usize,
    pub last_row: usize,
    pub last_col: usize,
}

/// A sheet to write back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MarkedSheet {
    pub name: String,
    pub rows: Vec<Vec<CellValue>>,
    pub merges: Vec<Merge>,
    /// Column → width in characters; others keep Excel's own.
    pub widths: BTreeMap<usize, f64>,
    pub marks: Vec<Mark>,
    pub hidden_cols: BTreeSet<usize>,
    pub hidden_rows: BTreeSet<usize>,
    /// Rows that stay in view at the top.
    pub frozen_rows: usize,
}

/// Cell formats by what stands in the cell, for one severity or none.
struct Formats {
    text: Format,
    number: Format,
    date: Format,
    amount: Format,
}

impl Formats {
    fn new(severity: Option<Severity>) -> Self {
        let base = || {
            let plain = Format::new()
                .set_font_name("宋体")
                .set_align(FormatAlign::VerticalCenter);
            match severity {
                None => plain,
                Some(Severity::Warning) => plain
                    .set_background_color(Color::RGB(0x00FF_EB9C))
                    .set_border(FormatBorder::Thin),
                Some(Severity::Reject) => plain
                    .set_background_color(Color::RGB(0x00FF_9C9C))
                    .set_border(FormatBorder::Thin),
            }
        };
        Self {
            text: base().set_num_format("@"),
            number: base(),
            date: base().set_num_format("yyyy-mm-dd"),
            amount: base().set_num_format("#,##0.00"),
        }
    }
}

/// The workbook as bytes; the same bytes for the same arguments. `created_unix` in seconds.
pub fn marked_workbook(sheets: &[MarkedSheet], created_unix: i64) -> Result<Vec<u8>, ReportError> {
    if sheets.is_empty() {
        return Err(ReportError::Nothing);
    }
    let mut book = workbook(created_unix, "导入核对（标注）")?;
    let formats = [
        Formats::new(None),
        Formats::new(Some(Severity::Warning)),
        Formats::new(Some(Severity::Reject)),
    ];
    for sheet in sheets {
        write(book.add_worksheet(), sheet, &formats)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write(
    out: &mut Worksheet,
    sheet: &MarkedSheet,
    formats: &[Formats; 3],
) -> Result<(), ReportError> {
    out.set_name(sheet_name(&sheet.name))?;
    let mut marks: BTreeMap<(usize, usize), (Severity, Vec<&str>)> = BTreeMap::new();
    for mark in &sheet.marks {
        let entry = marks
            .entry((mark.row, mark.col))
            .or_insert((mark.severity, Vec::new()));
        entry.0 = entry.0.max(mark.severity);
        entry.1.push(&mark.comment);
    }
    let of = |at: (usize, usize)| match marks.get(&at) {
        None => &formats[0],
        Some((Severity::Warning, _)) => &formats[1],
        Some((Severity::Reject, _)) => &formats[2],
    };
    for merge in &sheet.merges {
        let (row, col) = (
            row_number(merge.first_row)?,
            column_number(merge.first_col)?,
        );
        let last = (row_number(merge.last_row)?, column_number(merge.last_col)?);
        let format = of((merge.first_row, merge.first_col)).text.clone();
        // An overlapping or one-cell area is not worth losing the workbook over: the values of
        // its cells are written below in any case.
        let _ = out.merge_range(
            row,
            col,
            last.0,
            last.1,
            "",
            &format.set_align(FormatAlign::Center),
        );
    }
    let inside_merge = |row: usize, col: usize| {
        sheet.merges.iter().any(|merge| {
            (merge.first_row..=merge.last_row).contains(&row)
                && (merge.first_col..=merge.last_col).contains(&col)
        })
    };
    for (row, cells) in sheet.rows.iter().enumerate() {
        for (col, value) in cells.iter().enumerate() {
            let marked = marks.contains_key(&(row, col));
            if *value != CellValue::Empty || (marked && !inside_merge(row, col)) {
                cell(out, row, col, value, of((row, col)))?;
            }
        }
    }
    for ((row, col), (_, comments)) in &marks {
        // A doubt about a cell beyond the last one (a missing value) still needs its colour.
        if sheet.rows.get(*row).is_none_or(|cells| cells.len() <= *col) && !inside_merge(*row, *col)
        {
            cell(out, *row, *col, &CellValue::Empty, of((*row, *col)))?;
        }
        let text = comments.join("\n");
        let lines = text.chars().count() / 18 + comments.len() + 1;
        let height = u32::try_from(lines).unwrap_or(20).clamp(3, 20) * 18;
        let note = Note::new(text)
            .set_author("送暖")
            .add_author_prefix(false)
            .set_width(260)
            .set_height(height);
        out.insert_note(row_number(*row)?, column_number(*col)?, &note)?;
    }
    geometry(out, sheet)
}

/// Column widths, what is hidden, what stays in view.
fn geometry(out: &mut Worksheet, sheet: &MarkedSheet) -> Result<(), ReportError> {
    for (col, width) in &sheet.widths {
        out.set_column_width(column_number(*col)?, *width)?;
    }
    for col in &sheet.hidden_cols {
        out.set_column_hidden(column_number(*col)?)?;
    }
    for row in &sheet.hidden_rows {
        out.set_row_hidden(row_number(*row)?)?;
    }
    if sheet.frozen_rows > 0 {
        out.set_freeze_panes(row_number(sheet.frozen_rows)?, 0)?;
    }
    Ok(())
}

fn cell(
    out: &mut Worksheet,
    row: usize,
    col: usize,
    value: &CellValue,
    formats: &Formats,
) -> Result<(), ReportError> {
    let (row, col) = (row_number(row)?, column_number(col)?);
    match value {
        CellValue::Empty => out.write_blank(row, col, &formats.text)?,
        CellValue::Text(text) => out.write_string_with_format(row, col, text, &formats.text)?,
        CellValue::Fen(fen) => {
            out.write_number_with_format(row, col, super::yuan(*fen), &formats.amount)?
        }
        CellValue::Integer(count) => {
            out.write_number_with_format(row, col, *count as f64, &formats.number)?
        }
        CellValue::Number(number) => {
            out.write_number_with_format(row, col, *number, &formats.number)?
        }
        CellValue::DateSerial(day) => {
            out.write_number_with_format(row, col, *day, &formats.date)?
        }
        CellValue::Bool(truth) => {
            out.write_boolean_with_format(row, col, *truth, &formats.number)?
        }
    };
    Ok(())
}
