//! 困难职工档案表: rows, cells, labels and proportions of DOMAIN §3.1.

use super::{date_or_blank, identity, sealed_opinion};
use crate::data::{AttachmentRow, FamilyRow, HardshipFileForm};
use crate::layout::{Block, Cell, Form, Grid, PageSetup, Paper, Roster, Row};

/// The ten columns, mm.
const COLUMNS: [f32; 10] = [17.0, 17.0, 14.0, 17.0, 18.0, 34.0, 15.0, 14.0, 12.0, 12.0];
/// 家庭成员 divides the width anew: label, then eleven columns, mm.
const FAMILY_LABEL: f32 = 8.0;
const FAMILY: [f32; 11] = [
    15.0, 12.0, 9.0, 14.0, 18.0, 34.0, 12.0, 14.0, 13.0, 12.0, 9.0,
];
/// Rows of the family block that always stand on the form.
const FAMILY_SLOTS: usize = 6;

/// A pair of rows: labels above, values below. Widths in columns.
fn pair(heights: (f32, f32), cells: &[(&str, usize, &str)]) -> [Row; 2] {
    let labels = cells
        .iter()
        .map(|(label, span, _)| Cell::label(label).span(*span))
        .collect();
    let values = cells
        .iter()
        .map(|(label, span, value)| Cell::value(label, value).span(*span))
        .collect();
    [Row::new(heights.0, labels), Row::new(heights.1, values)]
}

/// A row of label beside value, each with its width in columns.
fn beside(height: f32, cells: &[(&str, usize, &str, usize)]) -> Row {
    let cells = cells.iter().flat_map(|(label, span, value, value_span)| {
        [
            Cell::label(label).span(*span),
            Cell::value(label, value).span(*value_span),
        ]
    });
    Row::new(height, cells.collect())
}

/// The form for one file.
pub(super) fn describe(file: &HardshipFileForm) -> Form<'_> {
    Form {
        page: PageSetup {
            paper: Paper::A4,
            side: 20.0,
            binding: 0.0,
            top: 13.0,
            bottom: 13.0,
        },
        title: "困难职工档案表".to_owned(),
        above: vec![(
            format!("填报单位(盖章)：{}", file.filing_union),
            format!("填表日期：{}", date_or_blank(&file.filled_on)),
        )],
        blocks: vec![
            Block::Grid(worker(file)),
            Block::Roster(family(&file.members)),
            Block::Grid(circumstances(file)),
            Block::Grid(opinions(file)),
        ],
        below: vec!["注：打*号的项目为必填项目，上报时每张表格都必须加盖公章。".to_owned()],
        identity: identity("职工编号", &file.file_no, &file.name),
        photos: &[],
        portrait: None,
    }
}

/// Rows 1–9.
fn worker(file: &HardshipFileForm) -> Grid {
    let mut rows = vec![beside(
        8.0,
        &[
            ("职工编号", 2, &file.file_no, 3),
            ("困难类别*", 2, &file.category, 3),
        ],
    )];
    rows.extend(pair(
        (9.0, 9.0),
        &[
            ("姓名*", 1, &file.name),
            ("民族*", 1, &file.ethnicity),
            ("性别*", 1, &file.sex),
            ("政治面貌*", 1, &file.political_status),
            ("出生日期*", 1, &file.birth),
            ("身份证号*", 1, &file.id_no),
            ("健康状况*", 1, &file.health),
            ("残疾类别", 1, &file.disability),
            ("身份(工作状态)*", 1, &file.work_state),
            ("劳模类型*", 1, &file.model_worker_kind),
        ],
    ));
    rows.extend(pair(
        (9.0, 9.0),
        &[
            ("住房类型*", 1, &file.housing_kind),
            ("建筑面积", 1, &file.floor_area),
            ("邮政编码", 1, &file.postcode),
            ("联系电话(手机)*", 2, &file.mobile),
            ("其他联系方式", 1, &file.other_contact),
            ("工作时间*", 1, &file.work_start),
            ("所属行业*", 1, &file.industry),
            ("婚姻状况*", 1, &file.marital),
            ("户口类型*", 1, &file.hukou_kind),
        ],
    ));
    rows.extend(pair(
        (9.0, 9.0),
        &[
            ("家庭住址*", 4, &file.home_address),
            ("工作单位*", 3, &file.employer),
            ("单位性质", 1, &file.employer_nature),
            ("企业状况", 1, &file.employer_state),
            ("是否单亲*", 1, &file.single_parent),
        ],
    ));
    rows.extend(pair(
        (10.0, 9.0),
        &[
            ("本人月平均收入*", 1, &file.own_monthly_income),
            ("家庭其他非薪资年收入*", 2, &file.family_other_annual_income),
            ("家庭年度总收入*", 1, &file.family_annual_income),
            ("家庭人口*", 1, &file.family_size),
            ("家庭月人均收入", 1, &file.per_capita_monthly),
            ("户口所在地行政区划*", 3, &file.hukou_division),
            ("医保状况", 1, &file.medical_insurance),
        ],
    ));
    Grid {
        columns: COLUMNS.to_vec(),
        rows,
    }
}

/// Rows 10–16.
fn family(members: &[FamilyRow]) -> Roster {
    const LABELS: [&str; 11] = [
        "姓名*",
        "关系*",
        "性别",
        "政治面貌",
        "出生日期*",
        "身份证号*",
        "医保状况",
        "健康状况*",
        "月收入",
        "身份*",
        "单位或学校",
    ];
    let row = |(index, member): (usize, &FamilyRow)| {
        let values = [
            &member.name,
            &member.relation,
            &member.sex,
            &member.political_status,
            &member.birth,
            &member.id_no,
            &member.medical_insurance,
            &member.health,
            &member.monthly_income,
            &member.identity,
            &member.employer_or_school,
        ];
        let cell = |(label, value): (&str, &String)| {
            let name = format!("家庭成员第{}行{}", index + 1, label.trim_end_matches('*'));
            match label {
                "月收入" => Cell::amount(&name, value).size(9.5),
                _ => Cell::value(&name, value).size(9.5),
            }
        };
        LABELS.into_iter().zip(values).map(cell).collect()
    };
    Roster {
        label: "家庭成员".to_owned(),
        label_width: FAMILY_LABEL,
        columns: FAMILY.to_vec(),
        header: Row::new(
            7.0,
            LABELS
                .iter()
                .map(|label| Cell::label(label).size(8.5))
                .collect(),
        ),
        row_height: 7.0,
        rows: members.iter().enumerate().map(row).collect(),
        slots: FAMILY_SLOTS,
    }
}

/// Rows 17–22.
fn circumstances(file: &HardshipFileForm) -> Grid {
    let mut rows = causes(file);
    rows.push(beside(
        8.0,
        &[
            ("开户银行", 1, &file.bank, 2),
            ("支行名称", 1, &file.branch, 2),
            ("银行卡号", 1, &file.card_no, 3),
        ],
    ));
    rows.extend(attachments(&file.attachments));
    rows.push(Row::new(
        10.0,
        vec![
            Cell::label("备注"),
            Cell::prose("备注", &file.remark).span(9),
        ],
    ));
    rows.push(beside(
        8.0,
        &[
            ("建档人", 1, &file.filed_by, 2),
            ("审核人", 1, &file.reviewed_by, 2),
            ("录入人", 1, &file.entered_by, 3),
        ],
    ));
    Grid {
        columns: COLUMNS.to_vec(),
        rows,
    }
}

/// Rows 17 and 18.
fn causes(file: &HardshipFileForm) -> Vec<Row> {
    vec![
        beside(
            8.0,
            &[
                ("是否有一定自救能力", 3, &file.self_help, 2),
                ("是否为零就业家庭", 3, &file.zero_employment, 2),
            ],
        ),
        beside(
            8.0,
            &[
                ("主要致困原因(限选一项)*", 2, &file.cause_primary, 3),
                ("次要致困原因(最多选三项)", 2, &file.cause_secondary, 3),
            ],
        ),
        Row::new(
            8.0,
            vec![
                Cell::label("其他(文字描述)").span(2),
                Cell::prose("其他(文字描述)", &file.cause_text).span(8),
            ],
        ),
    ]
}

/// Row 20: kinds and file names, numbered alike when there are several.
fn attachments(rows: &[AttachmentRow]) -> [Row; 2] {
    let list = |values: Vec<&str>| match values.as_slice() {
        [only] => (*only).to_owned(),
        many => {
            let numbered = many
                .iter()
                .enumerate()
                .map(|(at, text)| format!("{}.{text}", at + 1));
            numbered.collect::<Vec<_>>().join("　")
        }
    };
    let kinds = list(rows.iter().map(|row| row.kind.as_str()).collect());
    let files = list(rows.iter().map(|row| row.file.as_str()).collect());
    [
        Row::new(
            5.0,
            vec![
                Cell::label("所附附件").span(2).rows(2),
                Cell::label("附件类型").span(3),
                Cell::label("附件文件(名称)").span(5),
            ],
        ),
        Row::new(
            7.0,
            vec![
                Cell::prose("附件类型", &kinds).span(3),
                Cell::prose("附件文件(名称)", &files).span(5),
            ],
        ),
    ]
}

/// Row 23.
fn opinions(file: &HardshipFileForm) -> Grid {
    let cells = vec![
        sealed_opinion("基层党组织或行政意见", &file.employer_opinion),
        sealed_opinion("基层工会(或办事处)意见及公示结果", &file.union_opinion),
        sealed_opinion("系统(上级)工会意见", &file.upper_opinion),
    ];
    Grid {
        columns: vec![1.0; 3],
        rows: vec![Row::new(32.0, cells)],
    }
}
