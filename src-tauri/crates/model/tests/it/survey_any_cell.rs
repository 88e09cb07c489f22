//! No cell content whatsoever makes the import panic, and every finding keeps its promises.

#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::NaiveDate;
use proptest::prelude::*;
use songnuan_model::eligibility::{built_in_text, parse};
use songnuan_model::model_workers::{RegistryOptions, check_registry, registry_dry_run_json};
use songnuan_model::scholarship::{
    ScholarshipOptions, check_applications, scholarship_dry_run_json,
};
use songnuan_model::survey::{
    NamedPack, Sheet, SheetKind, SurveyOptions, UnionOptions, Value, Verdict, check, check_unions,
    dry_run_json, part_details, survey_details, union_dry_run_json,
};

#[derive(Clone, Debug)]
enum Cell {
    Text(String),
    Number(f64),
    Date(NaiveDate),
    Bool(bool),
    Error,
}

impl Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Cell::Text(text) => Value::Text(text),
            Cell::Number(number) => Value::Number(*number),
            Cell::Date(date) => Value::Date(*date),
            Cell::Bool(flag) => Value::Bool(*flag),
            Cell::Error => Value::Error("#REF!"),
        }
    }
}

/// Contents that meet the parsers' corners, beside anything at all.
fn cell() -> impl Strategy<Value = Cell> {
    let tricky = prop::sample::select(vec![
        "99810119680612886x",
        "998101680815852",
        "9.98101E+17",
        "'998101196806128866",
        "１２３",
        "〃",
        "同上",
        "0.3万",
        "-",
        "￥",
        "约2千",
        "1962年13月16日",
        "1982年1月",
        "2月",
        "合计",
        "本页小计",
        "注:",
        "姓名*",
        "序号",
        "是",
        "𬱖□",
        "•",
        "\u{200B}",
        "E12-34*",
        "+86",
        "3人",
        "99999999999999999999",
        "护照",
        "在档",
        "死亡",
        "银行退回",
        "省",
        "镇村",
        "村",
        "(",
        "元",
        "万",
        "负",
        "1e400",
    ]);
    prop_oneof![
        4 => tricky.prop_map(|text| Cell::Text(text.to_owned())),
        3 => any::<String>().prop_map(Cell::Text),
        2 => "[0-9Xx.年月日/\\-, 元万人]{0,20}".prop_map(Cell::Text),
        2 => any::<f64>().prop_map(Cell::Number),
        2 => (0_i64..100_000_000).prop_map(|n| Cell::Number(n as f64)),
        1 => (-700_000_i32..700_000)
            .prop_filter_map("day", NaiveDate::from_num_days_from_ce_opt)
            .prop_map(Cell::Date),
        1 => any::<bool>().prop_map(Cell::Bool),
        1 => Just(Cell::Error),
    ]
}

/// Rows of optional cells under the proper headings, with cells left and below them.
fn sheet(kind: SheetKind) -> impl Strategy<Value = Sheet> {
    let width = kind.columns().len() + 3;
    let row = prop::collection::vec(prop::option::weighted(0.7, cell()), width);
    prop::collection::vec(row, 0..6).prop_map(move |rows| {
        let mut sheet = Sheet::new(kind.label());
        for (index, spec) in kind.columns().iter().enumerate() {
            sheet.push(3, index as u32 + 1, Value::Text(spec.label), false);
        }
        let months = ["2015年12月", "2016年1月", "3月"];
        for (index, month) in months.iter().enumerate() {
            let col = (kind.columns().len() + index) as u32 + 1;
            sheet.push(3, col, Value::Text(month), false);
        }
        for (row, cells) in rows.iter().enumerate() {
            for (col, cell) in cells.iter().enumerate() {
                if let Some(cell) = cell {
                    sheet.push(
                        row as u32 * 2 + 4,
                        col as u32 + 1,
                        cell.value(),
                        col % 5 == 0,
                    );
                }
            }
        }
        sheet.finish()
    })
}

fn survey() -> impl Strategy<Value = Vec<Sheet>> {
    let [a, b, c, d, e] = SheetKind::SURVEY.map(sheet);
    (a, b, c, d, e).prop_map(|(a, b, c, d, e)| vec![a, b, c, d, e])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn any_survey_is_answered(sheets in survey()) {
        let pack = parse(built_in_text("demo-a").unwrap()).unwrap();
        let options = SurveyOptions {
            survey_date: None,
            today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            choices: Vec::new(),
            packs: vec![NamedPack { name: "A".to_owned(), pack }],
        };
        let survey = check(&sheets, &options).unwrap();
        for row in &survey.applicants.rows {
            let verdict = match row.findings.as_slice() {
                [] => Verdict::Ok,
                found if found.iter().any(|finding| finding.reject) => Verdict::Reject,
                _ => Verdict::Warning,
            };
            prop_assert_eq!(row.verdict(), verdict);
            // What is imported has a name and a number that passed its check.
            if row.accepted() {
                prop_assert!(row.data.name.is_some() && row.data.id_no.is_some());
            }
        }
        for detail in survey_details(&survey) {
            prop_assert!(detail.message.ends_with('。') && detail.remedy.ends_with('。'));
        }
        let json = dry_run_json(&survey);
        prop_assert!(json["rows"].is_array());
    }

    #[test]
    fn any_union_table_is_answered(sheet in sheet(SheetKind::Unions)) {
        let options = UnionOptions {
            as_of: None,
            today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            choices: Vec::new(),
            known: &std::collections::HashSet::new(),
        };
        let survey = check_unions(&[sheet], &options).unwrap();
        prop_assert!(union_dry_run_json(&survey)["rows"].is_array());
    }

    #[test]
    fn any_list_of_applications_is_answered(sheet in sheet(SheetKind::Scholarships)) {
        let pack = parse(built_in_text("demo-a").unwrap()).unwrap();
        let options = ScholarshipOptions {
            today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            choices: Vec::new(),
            pack: Some(&pack),
            opens_on: None,
            closes_on: None,
        };
        let list = check_applications(&[sheet], &options).unwrap();
        for row in list.accepted() {
            prop_assert!(row.data.name.is_some() && row.data.id_no.is_some());
            prop_assert!(row.data.decision.is_some());
        }
        for detail in list.parts.iter().flat_map(part_details) {
            prop_assert!(detail.message.ends_with('。') && detail.remedy.ends_with('。'));
        }
        prop_assert!(scholarship_dry_run_json(&list)["cases"].is_array());
    }

    #[test]
    fn any_registry_is_answered(
        people in sheet(SheetKind::ModelWorkers),
        honors in sheet(SheetKind::Honors),
    ) {
        let pack = parse(built_in_text("demo-a").unwrap()).unwrap();
        let options = RegistryOptions {
            today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            choices: Vec::new(),
            pack: Some(&pack),
            as_of: None,
        };
        let registry = check_registry(&[people, honors], &options).unwrap();
        for row in registry.accepted_workers() {
            prop_assert!(row.data.name.is_some() && row.data.id_no.is_some());
            prop_assert!(row.data.benefit.is_some());
        }
        for row in registry.accepted_honors() {
            prop_assert!(row.data.title.is_some() && row.data.person_row.is_some());
        }
        let people = registry.workers.iter().flat_map(part_details);
        let details = people.chain(registry.honors.iter().flat_map(part_details));
        for detail in details {
            prop_assert!(detail.message.ends_with('。') && detail.remedy.ends_with('。'));
        }
        prop_assert!(registry_dry_run_json(&registry)["persons"].is_array());
    }

    #[test]
    fn any_sheet_without_headings_is_refused_or_answered(
        cells in prop::collection::vec((1_u32..40, 1_u32..40, cell()), 0..80)
    ) {
        let mut sheet = Sheet::new("表");
        for (row, col, cell) in &cells {
            sheet.push(*row, *col, cell.value(), false);
        }
        let options = SurveyOptions {
            survey_date: None,
            today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            choices: Vec::new(),
            packs: Vec::new(),
        };
        let _ = check(&[sheet.finish()], &options).map(|survey| dry_run_json(&survey));
    }
}
