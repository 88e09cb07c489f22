//! 送温暖慰问金发放花名册 (签收表), DOMAIN §3.3: A4 landscape, fifteen recipients to a page.

use std::ops::Range;

use songnuan_model::money::Fen;
use songnuan_model::records::CountUnit;

use super::{BLANK_DATE, card_groups, public_name};
use crate::ReportError;
use crate::data::{RosterForm, RosterRow, RosterVariant};
use crate::layout::{Cell, Flow, Head, Ink, PageSetup, Paper, Row, Table};
use crate::pdf::{Binder, Canvas, Progress};

/// Recipients on a page, and empty rows of a blank form.
const PER_PAGE: usize = 15;
/// Least height of a row, mm: room to sign.
const ROW: f32 = 8.8;
/// Height of the header, of a subtotal, mm.
const HEADER: f32 = 9.0;
const CLOSING: f32 = 8.0;

/// A column of the roster: its label, width in mm and what stands in it.
struct Column {
    label: &'static str,
    width: f32,
    cell: fn(&RosterRow, usize) -> Cell,
}

const fn column(label: &'static str, width: f32, cell: fn(&RosterRow, usize) -> Cell) -> Column {
    Column { label, width, cell }
}

/// The widths of DOMAIN §3.3, 257 mm in all.
const CASH: [Column; 11] = [
    column("序号", 10.0, number),
    column("姓名", 20.0, name),
    column("性别", 10.0, |row, _| value("性别", &row.sex)),
    column("身份证号", 42.0, |row, _| value("身份证号", &row.id_no)),
    column("工作单位", 40.0, employer),
    column("困难类别/\n慰问类别", 28.0, category),
    column("慰问金额", 20.0, amount),
    column("慰问品", 22.0, goods),
    // Always left to the pen: a printed word here would look like a signature.
    column("领款人签字", 28.0, |_, _| value("领款人签字", "")),
    column("代领人及关系", 25.0, |row, _| {
        value("代领人及关系", &row.proxy)
    }),
    column("备注", 12.0, note),
];

/// Paid by bank: account and result stand where people would sign.
const BANK: [Column; 12] = [
    column("序号", 10.0, number),
    column("姓名", 18.0, name),
    column("性别", 9.0, |row, _| value("性别", &row.sex)),
    column("身份证号", 37.0, |row, _| value("身份证号", &row.id_no)),
    column("工作单位", 33.0, employer),
    column("困难类别/\n慰问类别", 24.0, category),
    column("慰问金额", 20.0, amount),
    column("慰问品", 15.0, goods),
    column("开户行", 28.0, |row, _| value("开户行", &row.bank)),
    column("卡号", 40.0, |row, _| {
        value("卡号", &card_groups(&row.card_no))
    }),
    column("到账结果", 13.0, |row, _| {
        value("到账结果", &row.result)
    }),
    column("备注", 10.0, note),
];

/// For the wall: no sex, no number, no account, no signature; the name is masked here, so that no
/// caller can forget it.
const MASKED: [Column; 6] = [
    column("序号", 15.0, number),
    column("姓名", 40.0, |row, _| {
        value("姓名", &public_name(&row.name))
    }),
    column("工作单位", 92.0, employer),
    column("困难类别/慰问类别", 55.0, category),
    column("慰问金额", 35.0, amount),
    column("备注", 20.0, |_, _| value("备注", "")),
];

fn value(label: &str, text: &str) -> Cell {
    Cell::value(label, text)
}

fn number(_: &RosterRow, index: usize) -> Cell {
    value("序号", &(index + 1).to_string())
}

fn name(row: &RosterRow, _: usize) -> Cell {
    value("姓名", &row.name)
}

fn employer(row: &RosterRow, _: usize) -> Cell {
    value("工作单位", &row.employer)
}

fn category(row: &RosterRow, _: usize) -> Cell {
    value("困难类别/慰问类别", &row.category)
}

fn amount(row: &RosterRow, _: usize) -> Cell {
    // Goods alone: the cell stays empty rather than showing 0.00.
    let text = match row.amount {
        Fen::ZERO => String::new(),
        amount => amount.to_string(),
    };
    Cell::amount("慰问金额", &text)
}

fn goods(row: &RosterRow, _: usize) -> Cell {
    value("慰问品", &row.goods)
}

fn note(row: &RosterRow, _: usize) -> Cell {
    value("备注", &row.note)
}

fn columns(variant: RosterVariant) -> &'static [Column] {
    match variant {
        RosterVariant::Cash => &CASH,
        RosterVariant::Bank => &BANK,
        RosterVariant::Masked => &MASKED,
    }
}

/// Pages of one roster.
pub(super) fn pages(
    binder: &mut Binder<'_>,
    form: &RosterForm,
    progress: Progress<'_>,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    let head = head(form);
    let columns = columns(form.variant);
    let blank = form.rows.is_empty();
    let count = if blank { PER_PAGE } else { form.rows.len() };
    let empty = RosterRow::default();
    let row = |index: usize| {
        let row = form.rows.get(index).unwrap_or(&empty);
        let cell = |column: &Column| (column.cell)(row, index);
        columns.iter().map(cell).collect()
    };
    let closing = |range: Range<usize>, last: bool| closing(form, columns, range, last);
    let header = columns.iter().map(|column| Cell::label(column.label));
    let mut flow = Flow::new(binder, &head);
    flow.table(
        &Table {
            columns: columns.iter().map(|column| column.width).collect(),
            header: vec![Row::new(HEADER, header.collect())],
            count,
            row: &row,
            row_height: ROW,
            per_page: PER_PAGE,
            closing: Some(&closing),
            closing_height: 2.0 * CLOSING,
            signs: signs(form),
        },
        progress,
    )?;
    flow.finish()
}

fn head(form: &RosterForm) -> Head {
    let date = match form.paid_on.as_str() {
        "" => BLANK_DATE,
        date => date,
    };
    let middle = match (form.variant, form.no.as_str()) {
        (_, "") => format!("发放日期：{date}"),
        (_, no) => format!("发放日期：{date}　　批次：{no}"),
    };
    let title = match form.title.as_str() {
        "" => "慰问金发放花名册",
        title => title,
    };
    Head {
        page: PageSetup {
            paper: Paper::A4Landscape,
            side: 20.0,
            binding: 0.0,
            top: 12.0,
            bottom: 10.0,
        },
        title: title.to_owned(),
        above: vec![vec![
            (format!("发放单位(盖章)：{}", form.unit), Ink::Left),
            (middle, Ink::Centre),
            ("单位：元".to_owned(), Ink::Right),
        ]],
        identity: title.to_owned(),
    }
}

/// What a number of rows add up to; 户 and 人 stand apart.
#[derive(Default)]
struct Sums {
    amount: Option<Fen>,
    recipients: usize,
    households: usize,
    persons: usize,
}

fn sums(rows: &[RosterRow]) -> Sums {
    let counted = |unit: Option<CountUnit>| {
        rows.iter()
            .filter(|row| row.counts && unit.is_none_or(|unit| row.unit == unit))
            .count()
    };
    Sums {
        amount: Fen::sum(rows.iter().map(|row| row.amount)),
        recipients: counted(None),
        households: counted(Some(CountUnit::Household)),
        persons: counted(Some(CountUnit::Person)),
    }
}

/// 本页小计 on every page, 合计 on the last.
fn closing(form: &RosterForm, columns: &[Column], range: Range<usize>, last: bool) -> Vec<Row> {
    let blank = form.rows.is_empty();
    let here = sums(form.rows.get(range).unwrap_or_default());
    let count = columns.len();
    let money = columns
        .iter()
        .position(|column| column.label == "慰问金额")
        .unwrap_or(count - 1);
    let label = match blank {
        true => "本页小计（人数　　）".to_owned(),
        false => format!("本页小计（人数 {}）", here.recipients),
    };
    let text = |amount: Option<Fen>| match (blank, amount) {
        (true, _) => String::new(),
        // More than the ledger can hold: no number is better than a wrong one.
        (_, None) => "——".to_owned(),
        (_, Some(amount)) => amount.to_string(),
    };
    let mut subtotal = vec![
        Cell::label(&label).span(money),
        Cell::amount("本页小计", &text(here.amount)),
    ];
    subtotal.extend((money + 1..count).map(|_| value("本页小计", "")));
    let mut rows = vec![Row::new(CLOSING, subtotal)];
    if last {
        let all = sums(&form.rows);
        let total = match (blank, all.amount) {
            (true, _) => {
                "合计人民币(大写)：　　　　　　　　　　　　　　¥　　　　　　　　　共　　户/　　人"
                    .to_owned()
            }
            (_, None) => "合计：金额超出可计算的范围，请分批打印".to_owned(),
            (_, Some(amount)) => format!(
                "合计人民币(大写)：{}　　　　¥ {amount}　　　　共 {}",
                amount.uppercase(),
                heads(&all)
            ),
        };
        rows.push(Row::new(
            CLOSING,
            vec![Cell::prose("合计", &total).size(11.0).span(count)],
        ));
    }
    rows
}

/// “6 户 35 人”: two counts side by side, never one sum.
fn heads(sums: &Sums) -> String {
    match (sums.households, sums.persons) {
        (0, persons) => format!("{persons} 人"),
        (households, 0) => format!("{households} 户"),
        (households, persons) => format!("{households} 户 / {persons} 人"),
    }
}

fn signs(form: &RosterForm) -> Vec<String> {
    if form.variant == RosterVariant::Masked {
        let phone = match form.phone.as_str() {
            "" => "＿＿＿＿＿＿＿＿＿＿",
            phone => phone,
        };
        return vec![format!("对以上名单和金额有异议的，请拨打监督电话：{phone}")];
    }
    vec![
        format!("批准人：{}", form.approved_by),
        format!("审核人：{}", form.reviewed_by),
        format!("经办人(2人)：{}", form.handled_by),
        "监督(证明)人：".to_owned(),
    ]
}
