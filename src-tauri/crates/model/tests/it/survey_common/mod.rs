//! Reads a sample workbook into plain sheets, the simplest way there is.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;

use calamine::{Data, Reader, Xlsx, open_workbook};
use songnuan_model::dates::{ParsedDate, date_from_excel_number};
use songnuan_model::survey::{Sheet, Value};

/// Path of a file beside the samples.
pub fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/fixtures/samples")
        .join(name)
}

/// Every sheet of a sample workbook.
pub fn sheets(name: &str) -> Vec<Sheet> {
    let mut book: Xlsx<_> = open_workbook(sample(name)).unwrap();
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| sheet(&mut book, &name))
        .collect()
}

fn sheet(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, name: &str) -> Sheet {
    let range = book.worksheet_range(name).unwrap();
    let mut sheet = Sheet::new(name);
    for (row, col, cell) in range.cells() {
        let (top, left) = range.start().unwrap();
        let (row, col) = (row as u32 + top + 1, col as u32 + left + 1);
        let value = match cell {
            Data::Empty => Value::Empty,
            Data::String(text) => Value::Text(text),
            Data::Float(number) => Value::Number(*number),
            Data::Int(number) => Value::Number(*number as f64),
            Data::Bool(flag) => Value::Bool(*flag),
            Data::DateTime(date) => match date_from_excel_number(date.as_f64()) {
                ParsedDate::Day(day) => Value::Date(day),
                _ => Value::Number(date.as_f64()),
            },
            other => panic!("unexpected cell {other:?}"),
        };
        sheet.push(row, col, value, false);
    }
    sheet.finish()
}

/// The expected results beside a sample.
pub fn expected(name: &str) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(sample(name)).unwrap()).unwrap()
}
