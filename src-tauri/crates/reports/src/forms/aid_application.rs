//! 困难职工补助(救助)申请审批表: rows, cells and labels of DOMAIN §3.4.

use super::visit_record::{boxes, or_line};
use super::{BLANK_DATE, card_groups, date_or_blank, identity, sealed_opinion};
use crate::data::{AidApplicationForm, Opinion, VisitFamilyRow};
use crate::layout::{Block, Cell, Form, Grid, PageSetup, Paper, Roster, Row, Sign};

/// Width of one of the twelve columns, mm.
pub(super) const COLUMN: f32 = 170.0 / 12.0;
const FAMILY_SLOTS: usize = 5;
const KINDS: [&str; 5] = ["生活救助", "医疗救助", "子女助学", "临时救助", "其他"];

/// The form of one applicant.
pub(super) fn describe(form: &AidApplicationForm) -> Form<'_> {
    Form {
        page: PageSetup {
            paper: Paper::A4,
            side: 20.0,
            binding: 0.0,
            top: 8.0,
            bottom: 10.0,
        },
        title: "困难职工补助（救助）申请审批表".to_owned(),
        above: Vec::new(),
        blocks: vec![
            Block::Grid(twelve(person(form))),
            Block::Roster(family(&form.members, FAMILY_SLOTS)),
            Block::Grid(twelve(application(form))),
            Block::Grid(opinions(form)),
            Block::Grid(twelve(vec![account(form)])),
        ],
        below: vec![
            "备注：1.此表一式三份，A4纸正反面打印；2.附申请书、收入证明、身份证、户口簿、致困证明及公示单。"
                .to_owned(),
        ],
        identity: identity("档案编号", &form.file_no, &form.name),
        photos: &[],
        portrait: None,
    }
}

/// Rows over twelve equal columns.
pub(super) fn twelve(rows: Vec<Row>) -> Grid {
    Grid {
        columns: vec![1.0; 12],
        rows,
    }
}

/// A row of labels beside values, each with its width in columns.
pub(super) fn row(height: f32, cells: &[(&str, usize, &str, usize)]) -> Row {
    let cells = cells.iter().flat_map(|(label, wide, text, span)| {
        [
            Cell::label(label).span(*wide),
            Cell::value(label, text).span(*span),
        ]
    });
    Row::new(height, cells.collect())
}

/// Rows 1–4.
fn person(form: &AidApplicationForm) -> Vec<Row> {
    vec![
        row(
            9.0,
            &[
                ("姓名", 1, &form.name, 2),
                ("性别", 1, &form.sex, 1),
                ("出生年月", 2, &form.birth, 2),
                ("民族", 1, &form.ethnicity, 2),
            ],
        ),
        row(
            9.0,
            &[
                ("身份证号", 2, &form.id_no, 5),
                ("联系电话", 2, &form.phone, 3),
            ],
        ),
        row(
            9.0,
            &[
                ("工作单位", 2, &form.employer, 4),
                ("岗位", 1, &form.post, 2),
                ("入会时间", 1, &form.joined_on, 2),
            ],
        ),
        row(
            9.0,
            &[
                ("家庭住址", 2, &form.home_address, 6),
                ("困难职工\n档案编号", 2, &form.file_no, 2),
            ],
        ),
    ]
}

/// Row 5: so many slots stand on the form.
pub(super) fn family(members: &[VisitFamilyRow], slots: usize) -> Roster {
    const LABELS: [(&str, f32); 6] = [
        ("姓名", 2.0),
        ("关系", 1.0),
        ("年龄", 1.0),
        ("单位或学校", 4.0),
        ("健康", 1.0),
        ("月收入", 2.0),
    ];
    let row = |(index, member): (usize, &VisitFamilyRow)| {
        let values = [
            &member.name,
            &member.relation,
            &member.age,
            &member.employer_or_school,
            &member.health,
            &member.monthly_income,
        ];
        let cell = |((label, _), value): ((&str, f32), &String)| {
            let name = format!("家庭成员第{}行{label}", index + 1);
            match label {
                "月收入" => Cell::amount(&name, value).size(9.5),
                _ => Cell::value(&name, value).size(9.5),
            }
        };
        LABELS.into_iter().zip(values).map(cell).collect()
    };
    Roster {
        label: "家庭成员".to_owned(),
        label_width: COLUMN,
        columns: LABELS.iter().map(|(_, columns)| columns * COLUMN).collect(),
        header: Row::new(
            7.0,
            LABELS.iter().map(|(label, _)| Cell::label(label)).collect(),
        ),
        row_height: 7.0,
        rows: members.iter().enumerate().map(row).collect(),
        slots,
    }
}

/// Rows 6–8.
fn application(form: &AidApplicationForm) -> Vec<Row> {
    let by_applicant = Sign {
        by: "申请人(签字)：".to_owned(),
        date: date_or_blank(&form.applied_on),
        seal: false,
    };
    vec![
        row(
            9.0,
            &[
                ("家庭年收入", 2, &form.family_annual_income, 2),
                ("年刚性支出", 2, &form.rigid_annual, 2),
                ("月人均纯收入", 2, &form.per_capita, 2),
            ],
        ),
        Row::new(
            9.0,
            vec![
                Cell::label("申请类别").span(2),
                Cell::prose("申请类别", &boxes(&form.kinds, &KINDS)).span(10),
            ],
        ),
        Row::new(
            50.0,
            vec![
                Cell::label("申请理由").span(2),
                Cell::opinion("申请理由", &form.reason, by_applicant)
                    .untitled()
                    .span(10),
            ],
        ),
    ]
}

/// What the union says beside the notice: its opinion, from when to when the names were public, and
/// whether anybody objected (`None` = both boxes empty).
pub(super) fn notice_said(
    union: &Opinion,
    (from, to): (&str, &str),
    no_objection: Option<bool>,
) -> String {
    let tick = |answer: bool| match no_objection == Some(answer) {
        true => '☑',
        false => '□',
    };
    format!(
        "{}公示：{}至{}，{}无异议　{}有异议",
        line_of(&union.text),
        blank_day(from),
        blank_day(to),
        tick(true),
        tick(false)
    )
}

/// The county's opinion with the amount it approves, in words and in digits.
pub(super) fn approved(county: &Opinion, verb: &str, uppercase: &str, amount: &str) -> String {
    let amount = match amount {
        "" => "＿＿＿＿＿＿",
        amount => amount,
    };
    format!(
        "{}{verb}人民币(大写)：{uppercase}（¥{amount}）",
        line_of(&county.text),
    )
}

/// Rows 9–11.
fn opinions(form: &AidApplicationForm) -> Grid {
    let notice = notice_said(
        &form.union_opinion,
        (&form.notice_from, &form.notice_to),
        form.no_objection,
    );
    let approval = approved(
        &form.county_opinion,
        "同意补助",
        &or_line(&form.amount_uppercase, 12),
        &form.amount,
    );
    let opinion = |text: String, date: &str| Opinion {
        text,
        date: date.to_owned(),
    };
    let beside = |label: &str, opinion: &Opinion, span: usize| {
        [
            Cell::label(label).span(2),
            sealed_opinion(label, opinion).untitled().span(span),
        ]
    };
    let union = opinion(notice, &form.union_opinion.date);
    let county = opinion(approval, &form.county_opinion.date);
    let mut first = beside("工会小组意见", &form.group_opinion, 4).to_vec();
    first.extend(beside("基层工会意见\n及公示情况", &union, 4));
    twelve(vec![
        Row::new(34.0, first),
        Row::new(
            28.0,
            beside("镇(街道)总工会\n审核意见", &form.township_opinion, 10).to_vec(),
        ),
        Row::new(30.0, beside("县(区)总工会\n审批意见", &county, 10).to_vec()),
    ])
}

/// A given opinion as a line of its own above what the form prints anyway.
fn line_of(text: &str) -> String {
    match text {
        "" => String::new(),
        text => format!("{text}\n"),
    }
}

/// A given day, or the blanks for one.
fn blank_day(day: &str) -> &str {
    match day {
        "" => BLANK_DATE,
        day => day,
    }
}

/// Row 12.
fn account(form: &AidApplicationForm) -> Row {
    row(
        9.0,
        &[
            ("收款户名", 1, &form.card_holder, 2),
            ("开户行", 1, &form.bank, 3),
            ("卡号", 1, &card_groups(&form.card_no), 4),
        ],
    )
}
