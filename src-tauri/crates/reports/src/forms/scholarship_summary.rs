//! 金秋助学汇总表: a line for each level of school, heads and amounts side by side, never added to
//! one another.

use songnuan_model::money::Fen;

use super::register::day;
use crate::ReportError;
use crate::data::{ScholarshipSummaryForm, ScholarshipSummaryRow};
use crate::layout::{Cell, Flow, Grid, Head, Ink, PageSetup, Paper, Row};
use crate::pdf::{Binder, Canvas};

/// Height of a row, of a line of the header, mm.
const ROW: f32 = 11.0;
const HEADER: f32 = 8.5;
/// Widths, mm; 257 in all.
const COLUMNS: [f32; 15] = [
    25.0, 14.0, 14.0, 14.0, 14.0, 14.0, 23.0, 14.0, 23.0, 14.0, 23.0, 14.0, 12.0, 14.0, 25.0,
];

/// The one page of a summary.
pub(super) fn pages(
    binder: &mut Binder<'_>,
    form: &ScholarshipSummaryForm,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    let title = match form.title.as_str() {
        "" => "金秋助学汇总表",
        title => title,
    };
    let head = Head {
        page: PageSetup {
            paper: Paper::A4Landscape,
            side: 20.0,
            binding: 0.0,
            top: 16.0,
            bottom: 12.0,
        },
        title: title.to_owned(),
        above: vec![vec![
            (format!("填报单位(盖章)：{}", form.unit), Ink::Left),
            (day("申请期", &form.period), Ink::Centre),
            ("单位：人、元".to_owned(), Ink::Right),
        ]],
        identity: title.to_owned(),
    };
    let mut rows = header();
    rows.extend(form.rows.iter().map(line));
    let all = total(&form.rows);
    rows.push(line(&all));
    rows.push(words(form, &all));
    let mut flow = Flow::new(binder, &head);
    flow.grid(&Grid {
        columns: COLUMNS.to_vec(),
        rows,
    })?;
    flow.gap(2.0);
    let signs = [
        "负责人：".to_owned(),
        "审核人：".to_owned(),
        format!("填表人：{}", form.handled_by),
    ];
    let signs = signs.map(|text| (text, Ink::Left));
    flow.spread(&signs, 8.0, 10.5);
    flow.finish()
}

/// Groups above, their columns below.
fn header() -> Vec<Row> {
    let tall = |text: &str| Cell::label(text).rows(2);
    let pair = || [Cell::label("人数"), Cell::label("金额")];
    let mut below: Vec<Cell> = ["新录取", "在读", "连续资助"].map(Cell::label).to_vec();
    below.extend(pair().into_iter().chain(pair()).chain(pair()));
    below.extend(pair());
    vec![
        Row::new(
            HEADER,
            vec![
                tall("学历层次"),
                tall("申请人数"),
                Cell::label("资助人数").span(3),
                Cell::label("建档困难职工家庭").span(2),
                Cell::label("其他职工家庭").span(2),
                Cell::label("资助合计").span(2),
                tall("不予资助"),
                tall("待审"),
                Cell::label("已发放").span(2),
            ],
        ),
        Row::new(HEADER, below),
    ]
}

fn line(row: &ScholarshipSummaryRow) -> Row {
    let count = |label: &str, n: u32| match n {
        0 => Cell::value(label, ""),
        n => Cell::value(label, &n.to_string()),
    };
    let money = |label: &str, fen: Fen| match fen {
        Fen::ZERO => Cell::amount(label, ""),
        fen => Cell::amount(label, &fen.to_string()),
    };
    let (heads, sum) = aided(row);
    Row::new(
        ROW,
        vec![
            Cell::label(&row.level),
            count("申请人数", row.applications),
            count("新录取", row.new),
            count("在读", row.in_school),
            count("连续资助", row.continuing),
            count("建档人数", row.filed),
            money("建档金额", row.filed_amount),
            count("其他人数", row.unfiled),
            money("其他金额", row.unfiled_amount),
            count("资助人数", heads),
            money("资助金额", sum),
            count("不予资助", row.refused),
            count("待审", row.pending),
            count("已发放人数", row.paid),
            money("已发放金额", row.paid_amount),
        ],
    )
}

/// Who is aided, and with how much.
fn aided(row: &ScholarshipSummaryRow) -> (u32, Fen) {
    let sum = row.filed_amount.checked_add(row.unfiled_amount);
    (row.filed + row.unfiled, sum.unwrap_or(Fen::ZERO))
}

fn total(rows: &[ScholarshipSummaryRow]) -> ScholarshipSummaryRow {
    let count = |of: fn(&ScholarshipSummaryRow) -> u32| rows.iter().map(of).sum();
    let money =
        |of: fn(&ScholarshipSummaryRow) -> Fen| Fen::sum(rows.iter().map(of)).unwrap_or(Fen::ZERO);
    ScholarshipSummaryRow {
        level: "合计".to_owned(),
        applications: count(|row| row.applications),
        new: count(|row| row.new),
        in_school: count(|row| row.in_school),
        continuing: count(|row| row.continuing),
        filed: count(|row| row.filed),
        filed_amount: money(|row| row.filed_amount),
        unfiled: count(|row| row.unfiled),
        unfiled_amount: money(|row| row.unfiled_amount),
        refused: count(|row| row.refused),
        pending: count(|row| row.pending),
        paid: count(|row| row.paid),
        paid_amount: money(|row| row.paid_amount),
    }
}

/// 资助金额 in capitals, and the families.
fn words(form: &ScholarshipSummaryForm, all: &ScholarshipSummaryRow) -> Row {
    let (heads, sum) = aided(all);
    let words = format!(
        "资助金额合计人民币(大写)：{}　　　　¥ {sum}　　　　共 {heads} 人 / {} 户",
        sum.uppercase(),
        form.families
    );
    let cell = Cell::prose("合计", &words).size(11.0).span(COLUMNS.len());
    Row::new(ROW, vec![cell])
}
