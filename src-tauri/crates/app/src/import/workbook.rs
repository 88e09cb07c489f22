//! Reading workbooks into plain sheets: one pass, cells straight into the model's buffers.

use std::io::{Cursor, ErrorKind};
use std::path::Path;

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Reader, Xlsx, XlsxError, open_workbook_auto_from_rs,
};
use chrono::NaiveDate;
use songnuan_model::survey::{Sheet, Value};

use super::container::{Container, damaged, inspect, not_a_workbook, too_large};
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;

/// Cells that hold something; a survey of 100,000 rows has two million.
const MAX_CELLS: usize = 20_000_000;
/// Rows between two looks at the cancel flag.
const ROWS_PER_COUNT: u32 = 512;

/// A file from disk: its name and bytes. Refuses a workbook that is open in a spreadsheet program,
/// because what is on disk may be half of what is on the screen.
pub fn read_path(path: &Path) -> AppResult<(String, Vec<u8>)> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let in_use = || AppError::with(Code::WorkbookInUse, [("file", name.clone())]);
    let beside = |lock: String| path.with_file_name(lock).exists();
    if beside(format!("~${name}")) || beside(format!(".~lock.{name}#")) {
        return Err(in_use());
    }
    match std::fs::read(path) {
        Ok(bytes) => Ok((name, bytes)),
        // Windows: sharing violation, lock violation.
        Err(error) if matches!(error.raw_os_error(), Some(32 | 33)) && cfg!(windows) => {
            Err(in_use())
        }
        Err(error) => {
            let detail = match error.kind() {
                ErrorKind::NotFound => "没有这个文件".to_owned(),
                ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
                _ => error.to_string(),
            };
            let params = [("file", path.display().to_string()), ("detail", detail)];
            Err(AppError::with(Code::FileUnreadable, params))
        }
    }
}

/// Every worksheet of a workbook.
pub fn read_sheets(file: &str, bytes: &[u8], progress: &Progress) -> AppResult<Vec<Sheet>> {
    progress.stage("检查文件", 0);
    match inspect(file, bytes, progress)? {
        Container::Xlsx => read_xlsx(file, bytes, progress),
        Container::Other => read_other(file, bytes, progress),
    }
}

fn read_xlsx(file: &str, bytes: &[u8], progress: &Progress) -> AppResult<Vec<Sheet>> {
    let failed = |error: XlsxError| xlsx_error(file, &error);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
    let mut sheets = Vec::new();
    let mut cells = 0_usize;
    for name in book.sheet_names() {
        let mut reader = match book.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            // Chart and macro sheets hold no cells.
            Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => continue,
            Err(error) => return Err(failed(error)),
        };
        let rows = reader.dimensions().end.0.saturating_add(1);
        progress.stage(&format!("读取“{name}”"), rows as usize);
        let mut sheet = Sheet::new(name.as_str());
        let mut counted = 0_u32;
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(failed)? {
            let (row, col) = cell.pos;
            if row >= counted + ROWS_PER_COUNT || row < counted {
                counted = row;
                progress.done(row as usize)?;
            }
            if matches!(cell.value, DataRef::Empty) {
                continue;
            }
            cells += 1;
            if cells > MAX_CELLS {
                return Err(too_large(file, "有内容的单元格超过 2000 万个"));
            }
            put(
                &mut sheet,
                (row + 1, col + 1),
                &cell.value,
                cell.formula.is_some(),
            );
        }
        sheets.push(sheet.finish());
    }
    Ok(sheets)
}

fn put(sheet: &mut Sheet, (row, col): (u32, u32), value: &DataRef<'_>, formula: bool) {
    match value {
        DataRef::Empty => {}
        DataRef::Int(number) => sheet.push(row, col, Value::Number(*number as f64), formula),
        DataRef::Float(number) => sheet.push(row, col, Value::Number(*number), formula),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            sheet.push(row, col, Value::Text(text), formula);
        }
        DataRef::SharedString(text) => sheet.push(row, col, Value::Text(text), formula),
        DataRef::Bool(flag) => sheet.push(row, col, Value::Bool(*flag), formula),
        DataRef::DateTime(date) => sheet.push(row, col, date_value(date), formula),
        DataRef::Error(error) => {
            sheet.push(row, col, Value::Error(&error.to_string()), formula);
        }
    }
}

/// A cell formatted as a date. Day numbers nobody means as a date stay numbers.
fn date_value(date: &ExcelDateTime) -> Value<'static> {
    let number = date.as_f64();
    if !date.is_datetime() || !(1.0..2_958_466.0).contains(&number) {
        return Value::Number(number);
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    let day = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    day.map_or(Value::Number(number), Value::Date)
}

/// .xls, .xlsb and .ods, without formulas: those formats are rare and small.
fn read_other(file: &str, bytes: &[u8], progress: &Progress) -> AppResult<Vec<Sheet>> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|error| other_error(file, &error))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book
            .worksheet_range(&name)
            .map_err(|error| other_error(file, &error))?;
        progress.stage(&format!("读取“{name}”"), range.height());
        let (top, left) = range.start().unwrap_or((0, 0));
        let mut sheet = Sheet::new(name.as_str());
        for (row, cells) in range.rows().enumerate() {
            progress.done(row)?;
            let row = u32::try_from(row)
                .unwrap_or(u32::MAX)
                .saturating_add(top + 1);
            for (col, cell) in cells.iter().enumerate() {
                let col = u32::try_from(col)
                    .unwrap_or(u32::MAX)
                    .saturating_add(left + 1);
                match cell {
                    Data::Error(error) => {
                        sheet.push(row, col, Value::Error(&error.to_string()), false);
                    }
                    Data::DateTime(date) => sheet.push(row, col, date_value(date), false),
                    Data::Empty => {}
                    Data::Int(number) => {
                        sheet.push(row, col, Value::Number(*number as f64), false);
                    }
                    Data::Float(number) => sheet.push(row, col, Value::Number(*number), false),
                    Data::Bool(flag) => sheet.push(row, col, Value::Bool(*flag), false),
                    Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                        sheet.push(row, col, Value::Text(text), false);
                    }
                }
            }
        }
        sheets.push(sheet.finish());
    }
    Ok(sheets)
}

/// Merged areas of one sheet, for writing it back. Reads the sheet once more.
pub fn merged_areas(bytes: &[u8], sheet: &str) -> Vec<Dimensions> {
    let Ok(mut book) = Xlsx::new(Cursor::new(bytes)) else {
        return Vec::new();
    };
    book.merge_cells_by_sheet_name(sheet).unwrap_or_default()
}

fn xlsx_error(file: &str, error: &XlsxError) -> AppError {
    match error {
        XlsxError::Password => AppError::with(Code::WorkbookEncrypted, [("file", file.to_owned())]),
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => not_a_workbook(file),
        _ => damaged(file, "表格内容不完整"),
    }
}

fn other_error(file: &str, error: &calamine::Error) -> AppError {
    let text = error.to_string();
    if text.to_ascii_lowercase().contains("password") {
        AppError::with(Code::WorkbookEncrypted, [("file", file.to_owned())])
    } else if matches!(error, calamine::Error::Msg(_)) {
        not_a_workbook(file)
    } else {
        damaged(file, "表格内容不完整")
    }
}
