//! 劳动模范登记表: rows, cells and labels of DOMAIN §3.6, on both sides of one sheet.
//!
//! The heights of §3.6 add up to 302 mm, more than one side holds, and a two-inch photograph (35 ×
//! 49 mm) is higher than its four rows of 10 mm. So the first four rows are as high as the
//! photograph asks, and from 月收入 on the form stands on the back, where the cells for writing use
//! the room there is.

use super::aid_application::{COLUMN, family, row, twelve};
use super::{date_or_blank, identity, sealed_opinion};
use crate::data::{BenefitYearRow, HonorRow, ModelWorkerForm};
use crate::layout::{Block, Cell, Form, Grid, PageSetup, Paper, Roster, Row};

const HONOR_SLOTS: usize = 5;
const FAMILY_SLOTS: usize = 4;
const BENEFIT_SLOTS: usize = 6;
/// A fourth of the photograph and its margin, mm.
const TOP_ROW: f32 = 12.8;

/// The form of one model worker.
pub(super) fn describe(form: &ModelWorkerForm) -> Form<'_> {
    Form {
        page: PageSetup {
            paper: Paper::A4,
            side: 20.0,
            binding: 0.0,
            top: 13.0,
            bottom: 13.0,
        },
        title: "劳动模范登记表".to_owned(),
        above: vec![(
            format!("填报单位(盖章)：{}", form.unit),
            format!("填表日期：{}", date_or_blank(&form.filled_on)),
        )],
        blocks: vec![
            Block::Grid(twelve(person(form))),
            Block::Roster(honors(&form.honors)),
            Block::Grid(twelve(vec![prose(94.0, "主要事迹", &form.deeds)])),
            Block::Roster(family(&form.members, FAMILY_SLOTS)),
            Block::Turn,
            Block::Grid(twelve(living(form))),
            Block::Roster(benefits(&form.benefits)),
            Block::Grid(opinions(form)),
        ],
        below: vec!["注：存档一份，上报一份；奖章、证书复印件附后。本表正反面打印。".to_owned()],
        identity: identity("身份证号", &masked(&form.id_no), &form.name),
        photos: &[],
        portrait: form.portrait.as_ref(),
    }
}

/// Enough of the number to put a lost back side to its front, and no more.
fn masked(id_no: &str) -> String {
    songnuan_model::text::mask_id(id_no)
}

fn prose(height: f32, label: &str, text: &str) -> Row {
    Row::new(
        height,
        vec![
            Cell::label(label).span(2),
            Cell::prose(label, text).span(10),
        ],
    )
}

/// Rows 1–6.
fn person(form: &ModelWorkerForm) -> Vec<Row> {
    let mut first = row(
        TOP_ROW,
        &[
            ("姓名", 1, &form.name, 2),
            ("性别", 1, &form.sex, 1),
            ("民族", 1, &form.ethnicity, 3),
        ],
    );
    let picture = Cell::portrait("照片\n（2寸）", 4).span(3);
    first.cells.push(picture);
    vec![
        first,
        row(
            TOP_ROW,
            &[
                ("出生年月", 1, &form.birth, 2),
                ("籍贯", 1, &form.native_place, 2),
                ("文化程度", 1, &form.education, 2),
            ],
        ),
        row(
            TOP_ROW,
            &[
                ("政治面貌", 1, &form.political_status, 2),
                ("参加工\n作时间", 1, &form.work_start, 2),
                ("退休时间", 1, &form.retired_on, 2),
            ],
        ),
        row(TOP_ROW, &[("身份证号", 2, &form.id_no, 7)]),
        row(
            10.0,
            &[
                ("现单位及职务", 2, &form.employer_now, 4),
                ("获奖时\n单位及职务", 2, &form.employer_then, 4),
            ],
        ),
        row(
            9.0,
            &[
                ("家庭住址", 2, &form.home_address, 6),
                ("电话", 1, &form.phone, 3),
            ],
        ),
    ]
}

/// A list beside its label: headings with their widths in columns, rows of texts.
fn list<const N: usize>(
    label: &str,
    headings: [(&str, f32); N],
    (row_height, slots): (f32, usize),
    rows: impl Iterator<Item = [String; N]>,
) -> Roster {
    let cells = |(index, values): (usize, [String; N])| {
        let cell = |((heading, _), value): (&(&str, f32), &String)| {
            let name = format!("{label}第{}行{heading}", index + 1);
            Cell::value(&name, value).size(9.5)
        };
        headings.iter().zip(&values).map(cell).collect()
    };
    Roster {
        label: label.to_owned(),
        label_width: COLUMN,
        columns: headings.iter().map(|(_, wide)| wide * COLUMN).collect(),
        header: Row::new(
            row_height,
            headings.iter().map(|(text, _)| Cell::label(text)).collect(),
        ),
        row_height,
        rows: rows.enumerate().map(cells).collect(),
        slots,
    }
}

/// Row 7.
fn honors(rows: &[HonorRow]) -> Roster {
    let headings = [
        ("称号", 3.0),
        ("授予时间", 2.0),
        ("授予单位", 2.0),
        ("证书(文号)", 2.0),
        ("奖章(有/遗失/找回)", 2.0),
    ];
    let row = |honor: &HonorRow| {
        let honor = honor.clone();
        let (title, issuer) = (honor.title, honor.issuer);
        [title, honor.awarded_on, issuer, honor.cert_no, honor.medal]
    };
    list("荣誉", headings, (8.0, HONOR_SLOTS), rows.iter().map(row))
}

/// Row 12.
fn benefits(rows: &[BenefitYearRow]) -> Roster {
    let headings = [
        ("年度", 1.0),
        ("生活困难补助金", 2.0),
        ("特殊困难帮扶金", 3.0),
        ("春节慰问金", 2.0),
        ("荣誉津贴", 1.0),
        ("体检疗休养", 1.0),
        ("签领", 1.0),
    ];
    let row = |year: &BenefitYearRow| {
        let year = year.clone();
        [
            year.year,
            year.living,
            year.special,
            year.festival,
            year.allowance,
            year.check_up,
            // Always left to the pen: a printed word here would look like a signature.
            String::new(),
        ]
    };
    let rows = rows.iter().map(row);
    list("待遇", headings, (10.0, BENEFIT_SLOTS), rows)
}

/// Rows 10 and 11.
fn living(form: &ModelWorkerForm) -> Vec<Row> {
    vec![
        row(
            12.0,
            &[
                ("月收入\n(工资/养老金)", 2, &form.monthly_income, 2),
                ("住房", 1, &form.housing, 2),
                ("健康状况", 1, &form.health, 2),
                ("医保", 1, &form.medical_insurance, 1),
            ],
        ),
        prose(72.0, "生活困难情况", &form.living_state),
    ]
}

/// Row 13.
fn opinions(form: &ModelWorkerForm) -> Grid {
    let cells = vec![
        sealed_opinion("单位工会意见", &form.union_opinion),
        sealed_opinion("县(区)总工会意见", &form.county_opinion),
        sealed_opinion("市总工会意见", &form.city_opinion),
    ];
    Grid {
        columns: vec![1.0; 3],
        rows: vec![Row::new(72.0, cells)],
    }
}
