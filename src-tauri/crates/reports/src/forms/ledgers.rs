//! 走访台账 and 资金收支明细账: landscape ledgers with a subtotal on every page.

use std::ops::Range;

use songnuan_model::money::Fen;

use crate::ReportError;
use crate::data::{FundLedgerForm, FundLedgerLine, VisitLedgerForm, VisitLedgerRow};
use crate::layout::{Cell, Flow, Head, Ink, PageSetup, Paper, Row, Table};
use crate::pdf::{Binder, Canvas, Progress};

/// Least height of a row, of a header, mm.
const ROW: f32 = 8.0;
const HEADER: f32 = 9.0;

fn page() -> PageSetup {
    PageSetup {
        paper: Paper::A4Landscape,
        side: 20.0,
        binding: 0.0,
        top: 12.0,
        bottom: 10.0,
    }
}

fn head(title: String, unit: &str, period: &str, right: &str) -> Head {
    let period = match period {
        "" => String::new(),
        period => format!("期间：{period}"),
    };
    Head {
        page: page(),
        above: vec![vec![
            (format!("单位(盖章)：{unit}"), Ink::Left),
            (period, Ink::Centre),
            (right.to_owned(), Ink::Right),
        ]],
        identity: title.clone(),
        title,
    }
}

/// A sum, or dashes when it leaves the range of amounts.
fn sum(amounts: impl Iterator<Item = Fen>) -> String {
    Fen::sum(amounts).map_or_else(|| "——".to_owned(), |sum| sum.to_string())
}

/// An amount; nothing for zero.
fn some(amount: Fen) -> String {
    match amount {
        Fen::ZERO => String::new(),
        amount => amount.to_string(),
    }
}

/// Pages of a visit ledger.
pub(super) fn visits(
    binder: &mut Binder<'_>,
    form: &VisitLedgerForm,
    progress: Progress<'_>,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    const COLUMNS: [(&str, f32); 11] = [
        ("序号", 10.0),
        ("走访日期", 22.0),
        ("走访对象", 20.0),
        ("单位/住址", 38.0),
        ("事由", 18.0),
        ("走访人", 24.0),
        ("走访情况", 18.0),
        ("慰问金(元)", 20.0),
        ("慰问品", 22.0),
        ("反映问题", 33.0),
        ("解决意见", 32.0),
    ];
    let title = match form.title.as_str() {
        "" => "走访台账",
        title => title,
    };
    let head = head(title.to_owned(), &form.unit, &form.period, "单位：元");
    let row = |index: usize| visit(form.rows.get(index), index);
    let closing = |range: Range<usize>, last: bool| {
        let line = |label: String, rows: &[VisitLedgerRow]| {
            let amount = sum(rows.iter().map(|row| row.money));
            let mut cells = vec![Cell::label(&label).span(7), Cell::amount("小计", &amount)];
            cells.extend((8..COLUMNS.len()).map(|_| Cell::value("小计", "")));
            Row::new(ROW, cells)
        };
        let here = form.rows.get(range).unwrap_or_default();
        let mut rows = vec![line(format!("本页小计（{} 次）", here.len()), here)];
        if last {
            rows.push(line(format!("合计（{} 次）", form.rows.len()), &form.rows));
        }
        rows
    };
    let table = Table {
        columns: COLUMNS.iter().map(|(_, width)| *width).collect(),
        header: vec![Row::new(
            HEADER,
            COLUMNS
                .iter()
                .map(|(label, _)| Cell::label(label))
                .collect(),
        )],
        count: form.rows.len(),
        row: &row,
        row_height: ROW,
        per_page: usize::MAX,
        closing: Some(&closing),
        closing_height: 2.0 * ROW,
        signs: vec![
            format!("填表人：{}", form.handled_by),
            "审核人：".to_owned(),
        ],
    };
    let mut flow = Flow::new(binder, &head);
    flow.table(&table, progress)?;
    flow.finish()
}

fn visit(row: Option<&VisitLedgerRow>, index: usize) -> Vec<Cell> {
    let Some(row) = row else { return Vec::new() };
    let value = |label: &str, text: &str| Cell::value(label, text).size(9.5);
    let prose = |label: &str, text: &str| Cell::prose(label, text).size(9.5);
    vec![
        value("序号", &(index + 1).to_string()),
        value("走访日期", &row.on),
        value("走访对象", &row.name),
        prose("单位/住址", &row.place),
        value("事由", &row.reason),
        value("走访人", &row.visitors),
        value("走访情况", &row.outcome),
        Cell::amount("慰问金", &some(row.money)).size(9.5),
        value("慰问品", &row.goods),
        prose("反映问题", &row.problems),
        prose("解决意见", &row.solution),
    ]
}

/// Pages of the account of a fund.
pub(super) fn fund(
    binder: &mut Binder<'_>,
    form: &FundLedgerForm,
    progress: Progress<'_>,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    const COLUMNS: [(&str, f32); 7] = [
        ("序号", 14.0),
        ("日期", 28.0),
        ("凭证/批次号", 40.0),
        ("摘要", 79.0),
        ("收入", 32.0),
        ("支出", 32.0),
        ("余额", 32.0),
    ];
    let mut head = head(
        "资金收支明细账".to_owned(),
        &form.unit,
        &form.period,
        "单位：元",
    );
    let fund = format!("资金名称：{}", form.fund);
    head.above.push(vec![(fund, Ink::Left)]);
    // The opening balance is the first row of the account.
    let row = |index: usize| match index {
        0 => opening(form.opening),
        _ => account(form.rows.get(index - 1), index),
    };
    let closing = |range: Range<usize>, last: bool| fund_closing(form, range, last);
    let table = Table {
        columns: COLUMNS.iter().map(|(_, width)| *width).collect(),
        header: vec![Row::new(
            HEADER,
            COLUMNS
                .iter()
                .map(|(label, _)| Cell::label(label))
                .collect(),
        )],
        count: form.rows.len() + 1,
        row: &row,
        row_height: ROW,
        per_page: usize::MAX,
        closing: Some(&closing),
        closing_height: 2.0 * ROW,
        signs: ["负责人：", "审核：", "记账：", "出纳："]
            .map(str::to_owned)
            .to_vec(),
    };
    let mut flow = Flow::new(binder, &head);
    flow.table(&table, progress)?;
    flow.finish()
}

fn opening(amount: Fen) -> Vec<Cell> {
    let empty = || Cell::value("期初余额", "");
    vec![
        empty(),
        empty(),
        empty(),
        Cell::prose("期初余额", "期初余额"),
        empty(),
        empty(),
        Cell::amount("期初余额", &amount.to_string()),
    ]
}

fn account(row: Option<&FundLedgerLine>, number: usize) -> Vec<Cell> {
    let Some(row) = row else { return Vec::new() };
    vec![
        Cell::value("序号", &number.to_string()),
        Cell::value("日期", &row.on),
        Cell::value("凭证/批次号", &row.no),
        Cell::prose("摘要", &row.summary),
        Cell::amount("收入", &some(row.income)),
        Cell::amount("支出", &some(row.outgo)),
        Cell::amount("余额", &row.balance.to_string()),
    ]
}

/// 本页小计 with the balance reached, on the last page 合计 with the closing balance.
fn fund_closing(form: &FundLedgerForm, range: Range<usize>, last: bool) -> Vec<Row> {
    // Row 0 of the table is the opening balance; the rest are shifted by one.
    let here = form
        .rows
        .get(range.start.saturating_sub(1)..range.end.saturating_sub(1))
        .unwrap_or_default();
    let line = |label: &str, rows: &[FundLedgerLine], balance: Fen| {
        Row::new(
            ROW,
            vec![
                Cell::label(label).span(4),
                Cell::amount(label, &sum(rows.iter().map(|row| row.income))),
                Cell::amount(label, &sum(rows.iter().map(|row| row.outgo))),
                Cell::amount(label, &balance.to_string()),
            ],
        )
    };
    let balance = here.last().map_or(form.opening, |row| row.balance);
    let mut rows = vec![line("本页小计", here, balance)];
    if last {
        let closing = form.rows.last().map_or(form.opening, |row| row.balance);
        rows.push(line("本期合计　期末余额", &form.rows, closing));
    }
    rows
}
