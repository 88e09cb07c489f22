//! One table on one sheet: title, unit note, frozen header, typed columns, sum row.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, ProtectionOptions, Worksheet};

use super::{CellValue, column_number, row_number, sheet_name, workbook, yuan};
use crate::ReportError;

/// How a column is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text cells (format `@`): names, identity numbers, cards, phones, codes.
    Text,
    /// Dates as text, yyyy-mm-dd: no reader can turn them into something else.
    Date,
    /// Yuan with two decimals and thousands separators; summed.
    Amount,
    /// Yuan per head and the like: written as Amount, never summed.
    Average,
    /// Whole numbers; summed.
    Count,
    /// Whole numbers that mean nothing when summed: running numbers, years.
    Serial,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub header: String,
    /// Width in characters.
    pub width: f64,
    pub kind: ColumnKind,
}

impl Column {
    pub fn new(header: &str, width: f64, kind: ColumnKind) -> Self {
        Self {
            header: header.to_owned(),
            width,
            kind,
        }
    }
}

/// A table to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct TableSpec {
    /// Sheet name; characters Excel refuses are replaced.
    pub sheet: String,
    pub title: String,
    /// Under the title, left: “填报单位：…”. May be empty.
    pub note_left: String,
    /// Under the title, right: “单位：元”. May be empty.
    pub note_right: String,
    pub columns: Vec<Column>,
    /// Cells by column; short rows are filled with empty cells.
    pub rows: Vec<Vec<CellValue>>,
    /// Adds a row of sums over Amount and Count columns, as formulas with their results.
    pub total_label: Option<String>,
    /// Locks title and header; the rows stay editable.
    pub protect_header: bool,
    /// Seconds since 1970-01-01 UTC, the file's creation date.
    pub created_unix: i64,
}

/// Rows above the data: title, note, header.
const HEAD: usize = 3;

struct Formats {
    title: Format,
    left: Format,
    right: Format,
    header: Format,
    text: Format,
    amount: Format,
    count: Format,
    total: Format,
    total_amount: Format,
    total_count: Format,
}

impl Formats {
    fn new() -> Self {
        let base = || Format::new().set_font_name("宋体").set_font_size(11);
        let cell = || {
            base()
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::VerticalCenter)
        };
        let total = || cell().set_bold();
        Self {
            title: base()
                .set_font_size(16)
                .set_bold()
                .set_align(FormatAlign::Center),
            left: base().set_align(FormatAlign::Left),
            right: base().set_align(FormatAlign::Right),
            header: cell()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_text_wrap(),
            text: cell().set_num_format("@").set_unlocked(),
            amount: cell().set_num_format("#,##0.00").set_unlocked(),
            count: cell().set_num_format("0").set_unlocked(),
            total: total(),
            total_amount: total().set_num_format("#,##0.00"),
            total_count: total().set_num_format("0"),
        }
    }

    fn of(&self, kind: ColumnKind) -> &Format {
        match kind {
            ColumnKind::Text | ColumnKind::Date => &self.text,
            ColumnKind::Amount | ColumnKind::Average => &self.amount,
            ColumnKind::Count | ColumnKind::Serial => &self.count,
        }
    }
}

/// The table as the bytes of an xlsx file; the same bytes for the same table.
pub fn table_xlsx(spec: &TableSpec) -> Result<Vec<u8>, ReportError> {
    tables_xlsx(std::slice::from_ref(spec))
}

/// Several tables, each on a sheet of its own; the first gives title and creation date.
pub fn tables_xlsx(specs: &[TableSpec]) -> Result<Vec<u8>, ReportError> {
    let first = specs.first().ok_or(ReportError::Nothing)?;
    let mut book = workbook(first.created_unix, &first.title)?;
    let formats = Formats::new();
    for spec in specs {
        fill(book.add_worksheet(), spec, &formats)?;
    }
    Ok(book.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, spec: &TableSpec, formats: &Formats) -> Result<(), ReportError> {
    if spec.columns.is_empty() {
        return Err(ReportError::Nothing);
    }
    sheet.set_name(sheet_name(&spec.sheet))?;
    head(sheet, spec, formats)?;
    for (index, row) in spec.rows.iter().enumerate() {
        let at = row_number(HEAD + index)?;
        for (index, column) in spec.columns.iter().enumerate() {
            let value = row.get(index).unwrap_or(&CellValue::Empty);
            cell(
                sheet,
                at,
                column_number(index)?,
                value,
                formats.of(column.kind),
            )?;
        }
    }
    if let Some(label) = &spec.total_label {
        total(sheet, spec, label, formats)?;
    }
    if spec.protect_header {
        sheet.protect_with_options(&ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        });
    }
    Ok(())
}

fn head(sheet: &mut Worksheet, spec: &TableSpec, formats: &Formats) -> Result<(), ReportError> {
    let last = column_number(spec.columns.len() - 1)?;
    if last > 0 {
        sheet.merge_range(0, 0, 0, last, &spec.title, &formats.title)?;
    } else {
        sheet.write_string_with_format(0, 0, &spec.title, &formats.title)?;
    }
    sheet.set_row_height(0, 28)?;
    sheet.write_string_with_format(1, 0, &spec.note_left, &formats.left)?;
    if last > 0 {
        sheet.write_string_with_format(1, last, &spec.note_right, &formats.right)?;
    }
    for (index, column) in spec.columns.iter().enumerate() {
        let at = column_number(index)?;
        sheet.set_column_width(at, column.width)?;
        sheet.write_string_with_format(2, at, &column.header, &formats.header)?;
    }
    sheet.set_row_height(2, 30)?;
    sheet.set_freeze_panes(3, 0)?;
    sheet.set_repeat_rows(0, 2)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &CellValue,
    format: &Format,
) -> Result<(), ReportError> {
    match value {
        CellValue::Empty => sheet.write_blank(row, column, format)?,
        CellValue::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
        CellValue::Fen(fen) => sheet.write_number_with_format(row, column, yuan(*fen), format)?,
        CellValue::Integer(count) => {
            sheet.write_number_with_format(row, column, *count as f64, format)?
        }
        CellValue::Number(number) | CellValue::DateSerial(number) => {
            sheet.write_number_with_format(row, column, *number, format)?
        }
        CellValue::Bool(truth) => sheet.write_boolean_with_format(row, column, *truth, format)?,
    };
    Ok(())
}

/// The sum row: formulas, so that a reader who corrects a cell sees the sum move, with results, so
/// that a reader without a calculator sees them too.
fn total(
    sheet: &mut Worksheet,
    spec: &TableSpec,
    label: &str,
    formats: &Formats,
) -> Result<(), ReportError> {
    let at = row_number(HEAD + spec.rows.len())?;
    for (index, column) in spec.columns.iter().enumerate() {
        let column_at = column_number(index)?;
        let values = spec.rows.iter().filter_map(|row| row.get(index));
        let (result, format) = match column.kind {
            ColumnKind::Amount => {
                let sum: i64 = values
                    .map(|value| {
                        if let CellValue::Fen(fen) = value {
                            *fen
                        } else {
                            0
                        }
                    })
                    .fold(0, i64::saturating_add);
                (format!("{}", yuan(sum)), &formats.total_amount)
            }
            ColumnKind::Count => {
                let sum: i64 = values
                    .map(|value| {
                        if let CellValue::Integer(count) = value {
                            *count
                        } else {
                            0
                        }
                    })
                    .fold(0, i64::saturating_add);
                (sum.to_string(), &formats.total_count)
            }
            _ => {
                let text = if index == 0 { label } else { "" };
                sheet.write_string_with_format(at, column_at, text, &formats.total)?;
                continue;
            }
        };
        let name = rust_xlsxwriter::utility::column_number_to_name(column_at);
        // With no rows the range would run backwards over the header.
        let formula = match spec.rows.len() {
            0 => "=0".to_owned(),
            _ => format!("=SUM({name}{}:{name}{at})", HEAD + 1),
        };
        let formula = Formula::new(formula).set_result(result);
        sheet.write_formula_with_format(at, column_at, formula, format)?;
    }
    Ok(())
}
