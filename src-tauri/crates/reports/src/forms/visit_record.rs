//! 困难职工家庭入户调查表 (走访记录表): rows, cells and labels of DOMAIN §3.2.

use super::{date_or_blank, identity, sealed_opinion};
use crate::data::{Tick, VisitFamilyRow, VisitRecordForm};
use crate::layout::{Block, Cell, Form, Grid, PageSetup, Paper, Roster, Row, Sign};

/// Twelve equal columns.
const COLUMNS: usize = 12;
/// Width of one of them, mm.
const COLUMN: f32 = 170.0 / 12.0;
const FAMILY_SLOTS: usize = 6;
const NEEDS: [&str; 8] = [
    "生活",
    "医疗",
    "助学",
    "就业培训",
    "法律援助",
    "住房",
    "心理",
    "其他",
];
const SUGGESTIONS: [&str; 5] = ["新建档", "继续在档", "调整类别", "脱困注销", "不符合"];

/// The form for one visit.
///
/// The heights of §3.2 add up to 272 mm, more than A4 holds under a title; the layout presses all
/// rows by the same factor, so the proportions stay.
pub(super) fn describe(visit: &VisitRecordForm) -> Form<'_> {
    let photos = match visit.photos.len() {
        0 => "＿＿".to_owned(),
        count => count.to_string(),
    };
    let no = if visit.record_no.is_empty() {
        "＿＿＿＿＿＿"
    } else {
        &visit.record_no
    };
    Form {
        page: PageSetup {
            paper: Paper::A4,
            side: 20.0,
            binding: 0.0,
            top: 8.0,
            bottom: 11.0,
        },
        title: "困难职工家庭入户调查表".to_owned(),
        above: vec![(
            format!("编号：{no}"),
            format!("调查日期：{}", date_or_blank(&visit.visited_on)),
        )],
        blocks: vec![
            Block::Grid(twelve(person(visit))),
            Block::Roster(family(&visit.members)),
            Block::Grid(twelve(income(visit))),
            Block::Grid(rigid(visit)),
            Block::Grid(twelve(findings(visit))),
            Block::Grid(signatures(visit)),
        ],
        below: vec![format!(
            "注：1.调查须2人以上入户；2.附现场照片{photos}张；3.一式两份，档案袋与镇总工会各存一份。"
        )],
        identity: identity("编号", &visit.record_no, &visit.name),
        photos: &visit.photos,
        portrait: None,
    }
}

fn twelve(rows: Vec<Row>) -> Grid {
    Grid {
        columns: vec![1.0; COLUMNS],
        rows,
    }
}

/// “□是 □否”, the given answer ticked.
fn yes_no(answer: Option<bool>, yes: &str, no: &str) -> String {
    let tick = |on: bool| if on { '☑' } else { '□' };
    format!(
        "{}{yes}　{}{no}",
        tick(answer == Some(true)),
        tick(answer == Some(false))
    )
}

/// The boxes of a list; the paper's own, unticked, when none are given.
pub(super) fn boxes(ticks: &[Tick], default: &[&str]) -> String {
    if ticks.is_empty() {
        return default
            .iter()
            .map(|label| format!("□{label}"))
            .collect::<Vec<_>>()
            .join("　");
    }
    let one = |tick: &Tick| format!("{}{}", if tick.on { '☑' } else { '□' }, tick.label);
    ticks.iter().map(one).collect::<Vec<_>>().join("　")
}

/// A value, or a line to write on.
pub(super) fn or_line(value: &str, length: usize) -> String {
    if value.is_empty() {
        "＿".repeat(length)
    } else {
        value.to_owned()
    }
}

/// Rows 1–3.
fn person(visit: &VisitRecordForm) -> Vec<Row> {
    let value = |label: &str, text: &str, span: usize| Cell::value(label, text).span(span);
    vec![
        Row::new(
            9.0,
            vec![
                Cell::label("姓名"),
                value("姓名", &visit.name, 2),
                Cell::label("性别"),
                value("性别", &visit.sex, 1),
                Cell::label("年龄(周岁)"),
                value("年龄(周岁)", &visit.age, 1),
                Cell::label("身份证号"),
                value("身份证号", &visit.id_no, 4),
            ],
        ),
        Row::new(
            9.0,
            vec![
                Cell::label("工作单位"),
                value("工作单位", &visit.employer, 5),
                Cell::label("联系电话"),
                value("联系电话", &visit.phone, 2),
                Cell::label("工会会员"),
                value("工会会员", &yes_no(visit.union_member, "是", "否"), 2),
            ],
        ),
        Row::new(
            9.0,
            vec![
                Cell::label("家庭住址"),
                value("家庭住址", &visit.home_address, 6),
                Cell::label("户籍"),
                value("户籍", &yes_no(visit.local_hukou, "本地", "外来"), 2),
                Cell::label("档案编号"),
                value("档案编号", &visit.file_no, 1),
            ],
        ),
    ]
}

/// Row 4.
fn family(members: &[VisitFamilyRow]) -> Roster {
    const LABELS: [(&str, f32); 8] = [
        ("姓名", 1.0),
        ("关系", 1.0),
        ("年龄", 1.0),
        ("身份证号", 3.0),
        ("健康", 1.0),
        ("单位或学校", 2.0),
        ("月收入", 1.0),
        ("是否共同生活", 1.0),
    ];
    let row = |(index, member): (usize, &VisitFamilyRow)| {
        let values = [
            &member.name,
            &member.relation,
            &member.age,
            &member.id_no,
            &member.health,
            &member.employer_or_school,
            &member.monthly_income,
            &member.lives_together,
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
        slots: FAMILY_SLOTS,
    }
}

/// Row 5.
fn income(visit: &VisitRecordForm) -> Vec<Row> {
    let amount =
        |label: &str, text: &str, span: usize| Cell::amount(label, text).span(span).size(9.5);
    vec![
        Row::new(
            8.0,
            vec![
                Cell::label("近12个月\n收入(元)").size(8.25).rows(2),
                Cell::label("工资性").span(2),
                amount("工资性收入", &visit.wages, 1),
                Cell::label("经营净").span(2),
                amount("经营净收入", &visit.business, 1),
                Cell::label("财产净").span(2),
                amount("财产净收入", &visit.property, 1),
                Cell::label("转移净"),
                amount("转移净收入", &visit.transfers, 1),
            ],
        ),
        Row::new(
            8.0,
            vec![
                Cell::label("其他").span(2),
                amount("其他收入", &visit.other_income, 1),
                Cell::label("合计").span(2),
                amount("收入合计", &visit.income_total, 2),
                Cell::label("凭证张数").span(2),
                Cell::value("凭证张数", &visit.vouchers).span(2),
            ],
        ),
    ]
}

/// Row 6: six kinds over the eleven columns beside the label, value under label.
fn rigid(visit: &VisitRecordForm) -> Grid {
    let kinds = [
        ("因病", &visit.rigid_illness),
        ("因残", &visit.rigid_disability),
        ("因学", &visit.rigid_schooling),
        ("住房", &visit.rigid_housing),
        ("其他", &visit.rigid_other),
        ("合计", &visit.rigid_total),
    ];
    let mut columns = vec![COLUMN];
    columns.extend([COLUMN * 11.0 / 6.0; 6]);
    let mut head = vec![Cell::label("近12个月\n刚性支出").size(8.25).rows(2)];
    head.extend(kinds.iter().map(|(label, _)| Cell::label(label)));
    let values = kinds
        .iter()
        .map(|(label, value)| Cell::amount(&format!("刚性支出{label}"), value));
    Grid {
        columns,
        rows: vec![Row::new(7.0, head), Row::new(9.0, values.collect())],
    }
}

/// Rows 7–14.
fn findings(visit: &VisitRecordForm) -> Vec<Row> {
    let wide = |height: f32, label: &str, text: &str| {
        Row::new(
            height,
            vec![
                Cell::label(label).span(2),
                Cell::prose(label, text).span(10),
            ],
        )
    };
    let per_capita = match visit.per_capita.as_str() {
        "" => "(收入－支出)÷12÷人口＝",
        given => given,
    };
    let three = |parts: [(&str, &str); 3]| {
        parts
            .map(|(label, text)| format!("{label}：{}", or_line(text, 28)))
            .join("\n")
    };
    let goods = format!(
        "慰问金(大写)：{}　¥{}　慰问品：{}",
        or_line(&visit.gift_capital, 10),
        or_line(&visit.gift_amount, 5),
        or_line(&visit.gift_goods, 6)
    );
    let suggestion = format!(
        "{}　理由：{}",
        boxes(&visit.suggestions, &SUGGESTIONS),
        or_line(&visit.suggestion_reason, 6)
    );
    let needs = match visit.needs.is_empty() {
        true => format!("{}{}", boxes(&[], &NEEDS), "＿＿"),
        false => boxes(&visit.needs, &NEEDS),
    };
    vec![
        Row::new(
            9.0,
            vec![
                Cell::label("月人均纯收入").span(2),
                Cell::value("月人均纯收入", per_capita).span(4),
                Cell::label("当地低保标准").span(2),
                Cell::value("当地低保标准", &visit.dibao_line).span(2),
                Cell::label("结论"),
                Cell::value("结论", &visit.verdict),
            ],
        ),
        wide(18.0, "住房及财产所见", &visit.housing_seen),
        wide(18.0, "致困原因核实", &visit.causes_verified),
        wide(
            18.0,
            "三清",
            &three([
                ("思想", &visit.clear_thought),
                ("表现", &visit.clear_conduct),
                ("困难", &visit.clear_hardship),
            ]),
        ),
        wide(
            18.0,
            "三聊三送",
            &three([
                ("聊思想送政策", &visit.talk_policy),
                ("聊表现送动力", &visit.talk_drive),
                ("聊困难送温暖", &visit.talk_warmth),
            ]),
        ),
        wide(10.0, "需求", &needs),
        wide(9.0, "慰问情况", &goods),
        wide(12.0, "调查建议", &suggestion),
    ]
}

/// Rows 15 and 16.
fn signatures(visit: &VisitRecordForm) -> Grid {
    let pen = |by: &str, date: &str| Sign {
        by: by.to_owned(),
        date: date_or_blank(date),
        seal: false,
    };
    let rows = vec![
        Row::new(
            24.0,
            vec![
                Cell::opinion(
                    "被调查人确认“以上情况属实”(签字、按手印)",
                    "",
                    pen("签字(按手印):", &visit.confirmed_on),
                ),
                Cell::opinion(
                    "调查人(2人签字)",
                    &visit.visitors,
                    pen("签字:", &visit.visitors_on),
                ),
            ],
        ),
        Row::new(
            28.0,
            vec![
                sealed_opinion("基层工会意见", &visit.union_opinion),
                sealed_opinion("镇(街道)总工会意见", &visit.township_opinion),
            ],
        ),
    ];
    Grid {
        columns: vec![1.0; 2],
        rows,
    }
}
