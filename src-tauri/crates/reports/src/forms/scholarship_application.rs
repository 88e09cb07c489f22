//! 金秋助学申请审批表: rows, cells and labels of DOMAIN §3.5.

use super::aid_application::{approved, family, notice_said, row, twelve};
use super::visit_record::{boxes, or_line};
use super::{card_groups, date_or_blank, identity, sealed_opinion};
use crate::data::{Opinion, ScholarshipApplicationForm};
use crate::layout::{Block, Cell, Form, PageSetup, Paper, Row, Sign};

const FAMILY_SLOTS: usize = 4;
const LEVELS: [&str; 5] = ["高中", "中职", "专科", "本科", "研究生"];
const ADMISSIONS: [&str; 2] = ["新录取", "在读"];

/// The form of one student.
pub(super) fn describe(form: &ScholarshipApplicationForm) -> Form<'_> {
    Form {
        page: PageSetup {
            paper: Paper::A4,
            side: 20.0,
            binding: 0.0,
            top: 18.0,
            bottom: 14.0,
        },
        title: "“金秋助学”申请审批表".to_owned(),
        above: vec![(
            format!("填报单位(盖章)：{}", form.unit),
            format!("编号：{}", or_line(&form.no, 6)),
        )],
        blocks: vec![
            Block::Grid(twelve(student(form))),
            Block::Roster(family(&form.members, FAMILY_SLOTS)),
            Block::Grid(twelve(application(form))),
            Block::Grid(twelve(opinions(form))),
            Block::Grid(twelve(vec![row(
                9.0,
                &[
                    ("收款户名", 1, &form.card_holder, 2),
                    ("开户行", 1, &form.bank, 3),
                    ("卡号", 1, &card_groups(&form.card_no), 4),
                ],
            )])),
        ],
        below: vec![
            "附：录取通知书(学生证)、学费票据、身份证、户口簿复印件；重大疾病等证明。".to_owned(),
        ],
        identity: identity("编号", &form.no, &form.name),
        photos: &[],
        portrait: None,
    }
}

/// Rows 1–6.
fn student(form: &ScholarshipApplicationForm) -> Vec<Row> {
    vec![
        row(
            9.0,
            &[
                ("学生姓名", 2, &form.name, 2),
                ("性别", 1, &form.sex, 1),
                ("出生年月", 2, &form.birth, 2),
                ("民族", 1, &form.ethnicity, 1),
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
            10.0,
            &[
                ("毕业(现就读)学校", 2, &form.current_school, 4),
                ("录取院校及专业", 2, &form.admitted_to, 4),
            ],
        ),
        Row::new(
            9.0,
            vec![
                Cell::label("学历层次").span(2),
                Cell::value("学历层次", &boxes(&form.levels, &LEVELS)).span(5),
                Cell::label("类别"),
                Cell::value("类别", &boxes(&form.admissions, &ADMISSIONS)).span(4),
            ],
        ),
        row(
            9.0,
            &[
                ("入学时间", 2, &form.entered_on, 2),
                ("学制", 1, &form.length, 1),
                ("学费(元/年)", 2, &form.tuition, 2),
                ("通知书\n编号", 1, &form.admission_no, 1),
            ],
        ),
        row(
            9.0,
            &[
                ("家长姓名", 2, &form.parent_name, 2),
                ("工作单位", 2, &form.employer, 3),
                ("档案编号", 1, &form.file_no, 2),
            ],
        ),
    ]
}

/// Rows 8–10.
fn application(form: &ScholarshipApplicationForm) -> Vec<Row> {
    let by_student = Sign {
        by: "学生(家长)签字：".to_owned(),
        date: date_or_blank(&form.applied_on),
        seal: false,
    };
    vec![
        row(
            9.0,
            &[
                ("家庭人口", 2, &form.family_size, 2),
                ("年收入", 2, &form.annual_income, 2),
                ("月人均", 2, &form.per_capita, 2),
            ],
        ),
        Row::new(
            9.0,
            vec![
                Cell::label("已获其他资助\n(来源、金额)").span(2),
                Cell::prose("已获其他资助", &form.other_aid).span(10),
            ],
        ),
        Row::new(
            36.0,
            vec![
                Cell::label("申请理由").span(2),
                Cell::opinion("申请理由", &form.reason, by_student)
                    .untitled()
                    .span(10),
            ],
        ),
    ]
}

/// Rows 11 and 12.
fn opinions(form: &ScholarshipApplicationForm) -> Vec<Row> {
    let notice = notice_said(
        &form.union_opinion,
        (&form.notice_from, &form.notice_to),
        form.no_objection,
    );
    let approval = approved(
        &form.county_opinion,
        "资助",
        &or_line(&form.amount_uppercase, 8),
        &form.amount,
    );
    let beside = |label: &str, text: String, date: &str, span: usize| {
        let opinion = Opinion {
            text,
            date: date.to_owned(),
        };
        [
            Cell::label(label).span(2),
            sealed_opinion(label, &opinion).untitled().span(span),
        ]
    };
    let township = &form.township_opinion;
    let mut last = beside(
        "镇(街道)总工会\n意见",
        township.text.clone(),
        &township.date,
        4,
    )
    .to_vec();
    let county = &form.county_opinion.date;
    last.extend(beside("县(区)总工会\n意见", approval, county, 4));
    let union = &form.union_opinion.date;
    vec![
        Row::new(
            28.0,
            beside("所在单位工会意见\n(公示结果)", notice, union, 10).to_vec(),
        ),
        Row::new(32.0, last),
    ]
}
