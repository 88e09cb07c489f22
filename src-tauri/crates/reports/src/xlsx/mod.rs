//! Workbooks: exported tables ([`table_xlsx`]) and survey workbooks returned with doubts marked
//! ([`marked_workbook`]). Identity, card and phone numbers are always text cells: a number cell
//! turns 18 digits into 6.22202E+18.

mod bank;
mod marked;
mod roster;
mod table;

pub use bank::{BankColumn, BankRow, bank_transfer};
pub use marked::{Mark, MarkedSheet, Merge, Severity, marked_workbook};
pub use roster::{HardshipRosterRow, hardship_roster};
pub use table::{Column, ColumnKind, TableSpec, table_xlsx, tables_xlsx};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::ReportError;

/// What stands in a cell.
#[derive(Clone, PartialEq, Default)]
pub enum CellValue {
    #[default]
    Empty,
    /// Written as a text cell, whatever it looks like: never a number, never a formula.
    Text(String),
    /// Money in fen, written as yuan with two decimals.
    Fen(i64),
    /// A count.
    Integer(i64),
    /// A number of a workbook we return, as it was (not money: see [`CellValue::Fen`]).
    Number(f64),
    /// A date cell of a workbook we return: Excel's day number.
    DateSerial(f64),
    Bool(bool),
}

impl std::fmt::Debug for CellValue {
    /// Cells hold personal data: only their kind is shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            CellValue::Empty => "Empty",
            CellValue::Text(_) => "Text(…)",
            CellValue::Fen(_) => "Fen(…)",
            CellValue::Integer(_) => "Integer(…)",
            CellValue::Number(_) => "Number(…)",
            CellValue::DateSerial(_) => "DateSerial(…)",
            CellValue::Bool(_) => "Bool(…)",
        })
    }
}

impl CellValue {
    /// A text cell, or an empty one for empty text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            CellValue::Empty
        } else {
            CellValue::Text(text)
        }
    }
}

impl From<XlsxError> for ReportError {
    fn from(error: XlsxError) -> Self {
        ReportError::Workbook(error.to_string())
    }
}

/// Yuan for a number cell. A workbook knows only doubles; fen below 2^53 come through unchanged.
fn yuan(fen: i64) -> f64 {
    fen as f64 / 100.0
}

/// A workbook that says it was made at `created_unix` (seconds), not now: same data, same bytes.
fn workbook(created_unix: i64, title: &str) -> Result<Workbook, ReportError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(created_unix)?;
    let properties = DocProperties::new()
        .set_title(title)
        .set_author("送暖")
        .set_creation_datetime(&created);
    workbook.set_properties(&properties);
    Ok(workbook)
}

fn row_number(row: usize) -> Result<u32, ReportError> {
    // One row fewer than Excel's own limit would still open, one more would not.
    u32::try_from(row)
        .ok()
        .filter(|row| *row < 1_048_576)
        .ok_or_else(|| ReportError::Workbook("超过 1,048,576 行".to_owned()))
}

fn column_number(column: usize) -> Result<u16, ReportError> {
    u16::try_from(column)
        .ok()
        .filter(|column| *column < 16_384)
        .ok_or_else(|| ReportError::Workbook("超过 16,384 列".to_owned()))
}

/// A sheet name Excel accepts: at most 31 characters, none of `[]:*?/\`, no quote at an end.
fn sheet_name(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|ch| if "[]:*?/\\".contains(ch) { '-' } else { ch })
        .scan(0, |units, ch| {
            *units += ch.len_utf16();
            (*units <= 31).then_some(ch)
        })
        .collect();
    let name = name.trim_matches('\'').to_owned();
    if name.is_empty() {
        "表1".to_owned()
    } else {
        name
    }
}
