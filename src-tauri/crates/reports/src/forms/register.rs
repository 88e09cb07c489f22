//! Landscape lists of one shape: title, unit, a table with 本页小计 and 合计, names for signatures.

use std::ops::Range;

use songnuan_model::money::Fen;

use super::BLANK_DATE;
use crate::ReportError;
use crate::layout::{Cell, Flow, Head, Ink, PageSetup, Paper, Row, Table};
use crate::pdf::{Binder, Canvas, Progress};

/// Least height of a row, of a header, mm; rows on a page, and empty rows of a blank one.
const ROW: f32 = 8.2;
const HEADER: f32 = 9.0;
const BLANK_ROWS: usize = 15;

/// A column: its label, width in mm, what stands in it, and what is summed.
pub(super) struct Column<R> {
    pub label: &'static str,
    pub width: f32,
    pub cell: fn(&R, usize) -> Cell,
    pub sum: Option<fn(&R) -> Fen>,
}

/// A column that is not summed.
pub(super) const fn column<R>(
    label: &'static str,
    width: f32,
    cell: fn(&R, usize) -> Cell,
) -> Column<R> {
    Column {
        label,
        width,
        cell,
        sum: None,
    }
}

/// A column of amounts.
pub(super) const fn amounts<R>(
    label: &'static str,
    width: f32,
    cell: fn(&R, usize) -> Cell,
    sum: fn(&R) -> Fen,
) -> Column<R> {
    Column {
        label,
        width,
        cell,
        sum: Some(sum),
    }
}

/// What stands around the table.
pub(super) struct Around<'a, R> {
    pub title: &'a str,
    pub unit: &'a str,
    /// In the middle above the table, e.g. `申请期：…`.
    pub middle: String,
    pub right: &'a str,
    /// 人, 项, 次: what the rows are.
    pub counted: &'a str,
    /// What the sum in capitals adds up.
    pub total: Option<fn(&R) -> Fen>,
    /// The last row, for what is promised by signing; empty: none.
    pub promise: &'a str,
    pub signs: Vec<String>,
}

/// A label, or the text given.
pub(super) fn value(label: &str, text: &str) -> Cell {
    Cell::value(label, text).size(9.5)
}

/// Text that reads from the left.
pub(super) fn prose(label: &str, text: &str) -> Cell {
    Cell::prose(label, text).size(9.5)
}

/// An amount; nothing for zero.
pub(super) fn amount(label: &str, fen: Fen) -> Cell {
    let text = match fen {
        Fen::ZERO => String::new(),
        fen => fen.to_string(),
    };
    Cell::amount(label, &text).size(9.5)
}

/// The running number.
pub(super) fn number<R>(_: &R, index: usize) -> Cell {
    value("序号", &(index + 1).to_string())
}

/// A given date, or blanks for one.
pub(super) fn day(label: &str, date: &str) -> String {
    match date {
        "" => format!("{label}：{BLANK_DATE}"),
        date => format!("{label}：{date}"),
    }
}

/// Pages of a list; without rows a blank page to be filled by hand.
pub(super) fn pages<R: Default>(
    binder: &mut Binder<'_>,
    around: &Around<'_, R>,
    columns: &[Column<R>],
    rows: &[R],
    progress: Progress<'_>,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    let head = Head {
        page: PageSetup {
            paper: Paper::A4Landscape,
            side: 20.0,
            binding: 0.0,
            top: 12.0,
            bottom: 10.0,
        },
        title: around.title.to_owned(),
        above: vec![vec![
            (format!("填报单位(盖章)：{}", around.unit), Ink::Left),
            (around.middle.clone(), Ink::Centre),
            (around.right.to_owned(), Ink::Right),
        ]],
        identity: around.title.to_owned(),
    };
    let empty = R::default();
    let row = |index: usize| {
        let row = rows.get(index).unwrap_or(&empty);
        let cell = |column: &Column<R>| (column.cell)(row, index);
        columns.iter().map(cell).collect()
    };
    let closing = |range: Range<usize>, last: bool| closing(around, columns, rows, range, last);
    let count = match rows.len() {
        0 => BLANK_ROWS,
        count => count,
    };
    let header = columns.iter().map(|column| Cell::label(column.label));
    let mut flow = Flow::new(binder, &head);
    flow.table(
        &Table {
            columns: columns.iter().map(|column| column.width).collect(),
            header: vec![Row::new(HEADER, header.collect())],
            count,
            row: &row,
            row_height: ROW,
            per_page: BLANK_ROWS,
            closing: Some(&closing),
            closing_height: if around.promise.is_empty() { 3.0 } else { 4.0 } * ROW,
            signs: around.signs.clone(),
        },
        progress,
    )?;
    flow.finish()
}

/// 本页小计 on every page of several; 合计, with the sum in capitals, on the last.
fn closing<R>(
    around: &Around<'_, R>,
    columns: &[Column<R>],
    rows: &[R],
    range: Range<usize>,
    last: bool,
) -> Vec<Row> {
    let here = rows.get(range).unwrap_or_default();
    let mut closing = Vec::new();
    if here.len() < rows.len() || rows.is_empty() {
        closing.push(line("本页小计", around, columns, here));
    }
    if last && !rows.is_empty() {
        closing.push(line("合计", around, columns, rows));
        let wide = |label: &str, words: &str| {
            let cell = Cell::prose(label, words).size(10.5).span(columns.len());
            Row::new(ROW, vec![cell])
        };
        let total = around.total.map(|of| Fen::sum(rows.iter().map(of)));
        if let Some(Some(total)) = total {
            let capitals = total.uppercase();
            let words = format!("合计人民币(大写)：{capitals}　　　　¥ {total}");
            closing.push(wide("合计", &words));
        }
        if !around.promise.is_empty() {
            closing.push(wide("承诺", around.promise));
        }
    }
    closing
}

/// Label and count up to the first column of amounts, a sum under each of these.
fn line<R>(label: &str, around: &Around<'_, R>, columns: &[Column<R>], rows: &[R]) -> Row {
    let first = columns.iter().position(|column| column.sum.is_some());
    let words = match rows.len() {
        0 => label.to_owned(),
        count => format!("{label}（{count} {}）", around.counted),
    };
    let Some(first) = first else {
        return Row::new(ROW, vec![Cell::label(&words).span(columns.len())]);
    };
    let mut cells = vec![Cell::label(&words).span(first)];
    cells.extend(columns.iter().skip(first).map(|column| match column.sum {
        Some(sum) if !rows.is_empty() => {
            // More than the ledger can hold: no number is better than a wrong one.
            let total = Fen::sum(rows.iter().map(sum));
            let text = total.map_or_else(|| "——".to_owned(), |sum| sum.to_string());
            Cell::amount(label, &text).size(9.5)
        }
        _ => Cell::value(label, ""),
    }));
    Row::new(ROW, cells)
}
