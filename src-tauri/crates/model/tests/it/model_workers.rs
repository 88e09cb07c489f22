//! Registries of model workers: the sample gives exactly the expected benefits, honours and medals,
//! and what is wrong on a list is found.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::survey_common;

use chrono::NaiveDate;
use songnuan_model::eligibility::{Pack, built_in_text, parse};
use songnuan_model::model_workers::{
    Registry, RegistryOptions, check_registry, registry_dry_run_json,
};
use songnuan_model::survey::{Sheet, SheetKind, Value, Verdict, part_details};
use survey_common::{expected, sheets};

const SAMPLE: &str = "劳模名册";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn pack(id: &str) -> Pack {
    parse(built_in_text(id).unwrap()).unwrap()
}

fn registry(sheets: &[Sheet], pack: &Pack) -> Registry {
    let options = RegistryOptions {
        today: day("2026-11-22"),
        choices: Vec::new(),
        pack: Some(pack),
        as_of: None,
    };
    check_registry(sheets, &options).unwrap()
}

#[test]
fn the_sample_gives_exactly_the_expected_benefits_and_honours() {
    let expected = expected(&format!("{SAMPLE}.expected.json"));
    for id in ["demo-a", "demo-b", "demo-c"] {
        let json = registry_dry_run_json(&registry(&sheets(&format!("{SAMPLE}.xlsx")), &pack(id)));
        assert_eq!(json["totals"], expected["totals"], "{id}");
        assert_eq!(json["persons"], expected["persons"], "{id}");
        assert_eq!(json["honors"], expected["honors"], "{id}");
        assert_eq!(json["as_of"], expected["header"]["as_of"]);
        let rows = json["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 15 + 19);
        assert!(rows.iter().all(|row| row["verdict"] == "import_ok"));
        assert_eq!(json["problems"].as_array().unwrap().len(), 0);
    }
}

#[test]
fn the_stolen_medals_keep_their_history() {
    let json = registry_dry_run_json(&registry(
        &sheets(&format!("{SAMPLE}.xlsx")),
        &pack("demo-a"),
    ));
    let rows = json["rows"].as_array().unwrap();
    let honor = rows
        .iter()
        .find(|row| row["sheet"] == "荣誉与奖章")
        .unwrap();
    let events = serde_json::json!([
        {"kind": "stolen", "on": "2016-12-26"},
        {"kind": "recovered", "on": null},
    ]);
    assert_eq!(honor["normalised"]["medal_events"], events);
    assert_eq!(honor["normalised"]["person_row"], 4);
    assert_eq!(honor["normalised"]["awarded_on"], "1989");
}

/// Cells of a good row that are replaced: column from 0, and the new text.
type Changes<'a> = &'a [(usize, &'a str)];

/// A sheet of texts; an empty text is an empty cell.
fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, cells) in (1..).zip(rows) {
        for (col, cell) in (1..).zip(*cells) {
            sheet.push(row, col, Value::Text(cell), false);
        }
    }
    sheet.finish()
}

const HEAD: [&str; 9] = [
    "序号",
    "姓名",
    "出生日期",
    "身份证号",
    "荣誉级别",
    "人员类别",
    "状态",
    "月收入(工资/养老金)",
    "有无固定收入",
];
const HONORS: [&str; 9] = [
    "序号",
    "姓名",
    "荣誉称号",
    "级别",
    "授予单位",
    "授予年份",
    "奖章状态",
    "被盗(遗失)日期",
    "找回日期",
];
const LUO: &str = "998101193905226314";
const SHEN: &str = "998101195405026593";

fn worker<'a>(changes: &[(usize, &'a str)]) -> Vec<&'a str> {
    let mut cells = vec![
        "1",
        "罗建华",
        "1939-05-22",
        LUO,
        "全国",
        "退休",
        "健在",
        "3000",
        "有",
    ];
    for (at, text) in changes {
        cells[*at] = text;
    }
    cells
}

fn honor<'a>(changes: &[(usize, &'a str)]) -> Vec<&'a str> {
    let mut cells = vec![
        "1",
        "罗建华",
        "全国劳动模范",
        "全国",
        "国务院",
        "1989",
        "持有",
        "",
        "",
    ];
    for (at, text) in changes {
        cells[*at] = text;
    }
    cells
}

#[test]
fn every_doubt_of_a_person_is_found() {
    use Verdict::{Ok, Reject, Warning};
    let cases: [(Changes<'_>, &[&str], Verdict); 11] = [
        (&[], &[], Ok),
        (&[(1, "")], &["mandatory_missing:name"], Reject),
        (&[(3, "")], &["mandatory_missing:id_no"], Reject),
        (&[(2, "1939-05-23")], &["id_birth_mismatch"], Warning),
        (&[(4, "顶级")], &["code_not_in_list:level"], Warning),
        (&[(5, "")], &["mandatory_missing:kind"], Warning),
        (&[(6, "不详")], &["code_not_in_list:state"], Warning),
        (&[(7, "36000")], &["income_looks_yearly"], Warning),
        (&[(7, "19999.99")], &[], Ok),
        (&[(7, "-1")], &["amount_negative:monthly_income"], Warning),
        (&[(8, "少量")], &["code_not_in_list:fixed_income"], Warning),
    ];
    for (changes, texts, verdict) in cases {
        let cells = worker(changes);
        let found = registry(&[sheet("劳模名册", &[&HEAD, &cells])], &pack("demo-a"));
        let row = &found.workers[0].rows[0];
        let found_texts: Vec<String> = row.findings.iter().map(|f| f.text()).collect();
        assert_eq!(found_texts, texts, "{changes:?}");
        assert_eq!(row.verdict(), verdict, "{changes:?}");
        for detail in part_details(&found.workers[0]) {
            assert!(!detail.message.contains("有疑问"), "{}", detail.code);
        }
    }
    let yearly = worker(&[(7, "36000")]);
    let found = registry(&[sheet("劳模名册", &[&HEAD, &yearly])], &pack("demo-a"));
    assert!(
        part_details(&found.workers[0])[0]
            .message
            .contains("3,000.00")
    );
}

#[test]
fn every_doubt_of_an_honour_is_found() {
    use Verdict::{Ok, Reject, Warning};
    let cases: [(Changes<'_>, &[&str], Verdict); 16] = [
        (&[], &[], Ok),
        (&[(1, "罗健华")], &["honor_person_unknown"], Reject),
        (&[(1, "")], &["mandatory_missing:name"], Reject),
        (&[(2, "")], &["mandatory_missing:title"], Reject),
        (&[(5, "1938")], &["honor_before_birth"], Reject),
        (&[(5, "1939.05")], &[], Ok),
        (&[(5, "1939-05-21")], &["honor_before_birth"], Reject),
        (&[(5, "2027")], &["date_in_future:awarded_on"], Warning),
        (&[(5, "建国后")], &["date_unparseable:awarded_on"], Warning),
        (&[(5, "")], &["mandatory_missing:awarded_on"], Warning),
        (&[(6, "借出")], &["code_not_in_list:medal"], Warning),
        (&[(6, "无")], &[], Ok),
        (&[(7, "2016-12-26")], &["medal_state_differs"], Warning),
        (
            &[(6, "找回"), (7, "2016-12-26"), (8, "2016-12-25")],
            &["medal_recovered_before_lost"],
            Reject,
        ),
        (
            &[(6, "找回"), (7, "2016-12-26"), (8, "2016-12-26")],
            &[],
            Ok,
        ),
        (
            &[(6, "被盗"), (7, "2026-12-26")],
            &["date_in_future:lost_on"],
            Warning,
        ),
    ];
    for (changes, texts, verdict) in cases {
        let (person, cells) = (worker(&[]), honor(changes));
        let sheets = [
            sheet("劳模名册", &[&HEAD, &person]),
            sheet("荣誉与奖章", &[&HONORS, &cells]),
        ];
        let found = registry(&sheets, &pack("demo-a"));
        let row = &found.honors[0].rows[0];
        let found_texts: Vec<String> = row.findings.iter().map(|f| f.text()).collect();
        assert_eq!(found_texts, texts, "{changes:?}");
        assert_eq!(row.verdict(), verdict, "{changes:?}");
        for detail in part_details(&found.honors[0]) {
            assert!(!detail.message.contains("有疑问"), "{}", detail.code);
        }
    }
}

#[test]
fn doubled_people_are_refused_and_namesakes_told() {
    let (one, two) = (worker(&[]), worker(&[(0, "2")]));
    let namesake = worker(&[(0, "3"), (2, ""), (3, SHEN)]);
    let title = honor(&[]);
    let sheets = [
        sheet("劳模名册", &[&HEAD, &one, &two, &namesake]),
        sheet("荣誉与奖章", &[&HONORS, &title]),
    ];
    let found = registry(&sheets, &pack("demo-a"));
    assert_eq!(
        found.workers[0].rows[1].findings[0].text(),
        "duplicate_of_row:2"
    );
    assert_eq!(found.accepted_workers().count(), 2);
    assert_eq!(
        found.honors[0].rows[0].findings[0].text(),
        "honor_person_ambiguous"
    );
}

#[test]
fn other_workbooks_are_refused() {
    for name in [
        "困难职工摸底表.xlsx",
        "工会组织.xlsx",
        "金秋助学申请.xlsx",
        "走访记录.xlsx",
    ] {
        let options = RegistryOptions {
            today: day("2026-11-22"),
            choices: Vec::new(),
            pack: None,
            as_of: None,
        };
        let refused = check_registry(&sheets(name), &options).err().unwrap();
        assert_eq!(refused.kind, SheetKind::ModelWorkers, "{name}");
    }
}
