//! The sample list of recipients and the sample visiting drive give exactly the expected results,
//! and what is wrong in a list is found.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::survey_common;

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::Value as Json;
use songnuan_model::roster::{Roster, RosterOptions, check_roster, roster_dry_run_json};
use songnuan_model::survey::{Sheet, SurveyError, Value, Verdict};
use songnuan_model::visit_log::{VisitLog, VisitLogOptions, check_visit_log, visit_dry_run_json};
use survey_common::{expected, sheets};

const ROSTER: &str = "送温暖名单-客车厂";
const VISITS: &str = "走访记录";

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn roster(sheets: &[Sheet]) -> Roster {
    let options = RosterOptions {
        today: today(),
        choices: Vec::new(),
        known: &HashMap::new(),
    };
    check_roster(sheets, &options).unwrap()
}

fn visits(sheets: &[Sheet]) -> VisitLog {
    let options = VisitLogOptions {
        today: today(),
        choices: Vec::new(),
    };
    check_visit_log(sheets, &options).unwrap()
}

#[test]
fn the_sample_list_is_exactly_as_expected() {
    let expected = expected(&format!("{ROSTER}.expected.json"));
    let json = roster_dry_run_json(&roster(&sheets(&format!("{ROSTER}.xlsx"))));
    assert_eq!(json["totals"], expected["totals"]);
    let rows = json["rows"].as_array().unwrap();
    let recipients = expected["recipients"].as_array().unwrap();
    assert_eq!(rows.len(), recipients.len());
    for (row, recipient) in rows.iter().zip(recipients) {
        assert_eq!(row["row"], recipient["row"]);
        assert_eq!(row["verdict"], "import_ok", "{row}");
        for (key, value) in recipient.as_object().unwrap() {
            if key != "row" {
                assert_eq!(&row["normalised"][key], value, "{key} of {row}");
            }
        }
    }
    let ignored: Vec<(u64, &str)> = json["ignored_rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["row"].as_u64().unwrap(),
                row["reason"].as_str().unwrap(),
            )
        })
        .collect();
    let reasons = [
        (1, "title"),
        (2, "unit_line"),
        (3, "header"),
        (19, "subtotal"),
        (35, "subtotal"),
        (47, "subtotal"),
        (48, "total"),
        (49, "note"),
    ];
    assert_eq!(ignored, reasons);
    let doubts = json["ignored_rows"].as_array().unwrap().iter();
    assert!(
        doubts
            .clone()
            .all(|row| row["findings"] == Json::Array(Vec::new()))
    );
    assert_eq!(json["campaign"]["name"], "2017年元旦春节送温暖");
    assert_eq!(json["campaign"]["season"], "new_year_spring_festival");
    assert_eq!(json["campaign"]["unit"], "芦塘荡镇总工会");
    assert_eq!(json["campaign"]["paid_on"], "2017-01-10");
}

#[test]
fn the_sample_drive_is_exactly_as_expected() {
    let expected = expected(&format!("{VISITS}.expected.json"));
    let log = visits(&sheets(&format!("{VISITS}.xlsx")));
    let json = visit_dry_run_json(&log, &|_| "芦塘荡镇总工会".to_owned());
    assert_eq!(json["totals"], expected["totals"]);
    assert_eq!(json["by_month"], expected["by_month"]);
    assert_eq!(json["visits_by_visitor"], expected["visits_by_visitor"]);
    assert_eq!(json["rows"].as_array().unwrap().len(), 5228);
    let rows = log.sheets.iter().flat_map(|sheet| &sheet.part.rows);
    assert!(rows.clone().all(|row| row.verdict() == Verdict::Ok));
    assert_eq!(log.campaign, "2016年“走基层访万家”大走访");
    let totals = log.sheets.iter().flat_map(|sheet| &sheet.totals);
    assert!(totals.clone().count() == 2 && totals.clone().all(|row| row.findings.is_empty()));
}

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

#[rustfmt::skip] // a heading reads as a line
const HEAD: [&str; 7] = ["序号", "姓名", "身份证号", "类别", "计量单位", "慰问金额", "慰问品"];
const YAO: &str = "998101196412271575";
const CHEN: &str = "998101198002260629";

#[test]
fn every_doubt_of_a_list_row_is_found() {
    let cases: [(&[&str], &[&str]); 13] = [
        (&["1", "姚宝根", YAO, "重困", "户", "2000", ""], &[]),
        (
            &["1", "", YAO, "重困", "户", "2000", ""],
            &["mandatory_missing:name"],
        ),
        (
            &["1", "姚宝根", "", "重困", "户", "2000", ""],
            &["mandatory_missing:id_no"],
        ),
        (
            &["1", "姚宝根", "998101196412271576", "", "户", "2000", ""],
            &["id_checksum_invalid"],
        ),
        (&["1", "姚宝根", YAO, "", "户", "0", ""], &["amount_zero"]),
        (&["1", "姚宝根", YAO, "", "户", "", ""], &["amount_missing"]),
        (&["1", "姚宝根", YAO, "", "户", "", "米油"], &[]),
        (
            &["1", "姚宝根", YAO, "", "户", "-500", ""],
            &["amount_negative:amount"],
        ),
        (
            &["1", "姚宝根", YAO, "", "户", "500.125", ""],
            &["amount_unparseable:amount"],
        ),
        (
            &["1", "姚宝根", YAO, "", "户", "约500", ""],
            &["amount_unparseable:amount"],
        ),
        (
            &["1", "姚宝根", YAO, "", "家", "500", ""],
            &["unit_unknown:unit"],
        ),
        (
            &["1", "姚宝□", YAO, "", "人", "500", ""],
            &["name_placeholder_char"],
        ),
        (
            &["1", "姚宝根", YAO, "", "人", "1,0000", ""],
            &["amount_unparseable:amount"],
        ),
    ];
    for (cells, findings) in cases {
        let found = roster(&[sheet("名单", &[&HEAD, cells])]);
        let row = &found.parts[0].rows[0];
        let texts: Vec<String> = row.findings.iter().map(|f| f.text()).collect();
        assert_eq!(texts, findings, "{cells:?}");
    }
}

#[test]
fn the_same_person_twice_is_refused_and_another_name_is_told() {
    let rows: [&[&str]; 3] = [
        &HEAD,
        &["1", "姚宝根", YAO, "", "人", "500", ""],
        &["2", "姚宝根", YAO, "", "人", "500", ""],
    ];
    let found = roster(&[sheet("名单", &rows)]);
    assert_eq!(
        found.parts[0].rows[1].findings[0].text(),
        "duplicate_of_row:2"
    );
    assert_eq!(found.parts[0].rows[1].verdict(), Verdict::Reject);

    let known = HashMap::from([(format!("rid:{YAO}"), "姚根宝".to_owned())]);
    let options = RosterOptions {
        today: today(),
        choices: Vec::new(),
        known: &known,
    };
    let found = check_roster(&[sheet("名单", &rows[..2])], &options).unwrap();
    assert_eq!(
        found.parts[0].rows[0].findings[0].text(),
        "name_differs_from_stored"
    );
}

#[test]
fn wrong_subtotals_totals_capitals_and_counts_are_found() {
    let list = |subtotal: &str, heads: &str, capitals: &str, total: &str, units: &str| {
        let rows: [&[&str]; 5] = [
            &HEAD,
            &["1", "姚宝根", YAO, "", "户", "2000", ""],
            &["2", "陈春燕", CHEN, "", "人", "0.18万", ""],
            &[heads, "", "", "", "", subtotal, ""],
            &[capitals, "", "", "", "", total, units],
        ];
        let found = roster(&[sheet("名单", &rows)]);
        let sums = found.sums[0].iter().flat_map(|sum| &sum.findings);
        sums.map(|finding| finding.text()).collect::<Vec<_>>()
    };
    let (page, all) = ("本页小计(人数2)", "合计人民币(大写):叁仟捌佰元整");
    assert!(list("3800", page, all, "3,800.00", "共1户 1人").is_empty());
    assert!(list("3800", page, "合计人民币(大写)：叁仟捌佰圆", "3800", "").is_empty());
    let cases = [
        (
            list("3700", page, all, "3800", ""),
            "subtotal_mismatch:amount",
        ),
        (
            list("3800", "本页小计(人数3)", all, "3800", ""),
            "count_mismatch",
        ),
        (list("3800", page, all, "3900", ""), "total_mismatch:amount"),
        (
            list("3800", page, "合计人民币(大写):叁仟玖佰元整", "3800", ""),
            "uppercase_mismatch",
        ),
        (
            list("3800", page, all, "3800", "共2户 1人"),
            "count_mismatch",
        ),
        (
            list("3800", page, all, "3800", "共1户 2人"),
            "count_mismatch",
        ),
    ];
    for (found, code) in cases {
        assert_eq!(found, [code]);
    }
}

const VISIT_HEAD: [&str; 10] = [
    "序号",
    "走访日期",
    "走访对象",
    "所属单位",
    "走访方式",
    "走访人",
    "反映困难数",
    "解决困难数",
    "投入金额(元)",
    "帮扶人次",
];

#[test]
fn every_doubt_of_a_visit_is_found() {
    let row = |date, name, method, visitors, raised, solved, spend| {
        vec![
            "1", date, name, "厂", method, visitors, raised, solved, spend, "",
        ]
    };
    let good = row(
        "2016.1.6",
        "周立新",
        "入户",
        "王志强、胡敏",
        "1",
        "1",
        "0.05万",
    );
    let cases: Vec<(Vec<&str>, &[&str])> = vec![
        (good.clone(), &[]),
        (row("20160106", "周立新", "电话", "王志强", "", "", ""), &[]),
        (
            row("2016-02-30", "周立新", "入户", "王志强", "", "", ""),
            &["date_unparseable:visited_on"],
        ),
        (
            row("2016年2月", "周立新", "入户", "王志强", "", "", ""),
            &["date_partial:visited_on"],
        ),
        (
            row("", "周立新", "入户", "王志强", "", "", ""),
            &["mandatory_missing:visited_on"],
        ),
        (
            row("2026-11-23", "周立新", "入户", "王志强", "", "", ""),
            &["date_in_future:visited_on"],
        ),
        (
            row("2016-1-6", "", "入户", "王志强", "", "", ""),
            &["mandatory_missing:target_name"],
        ),
        (
            row("2016-1-6", "周立新", "托人", "王志强", "", "", ""),
            &["code_not_in_list:method"],
        ),
        (
            row("2016-1-6", "周立新", "入户", "", "", "", ""),
            &["mandatory_missing:visitors"],
        ),
        (
            row("2016-1-6", "周立新", "入户", "王志强", "1", "2", ""),
            &["solved_exceeds_raised:solved_n"],
        ),
        (
            row("2016-1-6", "周立新", "入户", "王志强", "两件", "", ""),
            &["count_unparseable:raised_n"],
        ),
        (
            row("2016-1-6", "周立新", "入户", "王志强", "", "", "-5"),
            &["amount_negative:spend"],
        ),
    ];
    for (cells, findings) in cases {
        let log = visits(&[sheet("职工走访", &[&VISIT_HEAD, &cells])]);
        let found = &log.sheets[0].part.rows[0].findings;
        let texts: Vec<String> = found.iter().map(|f| f.text()).collect();
        assert_eq!(texts, findings, "{cells:?}");
    }
    let log = visits(&[sheet("职工走访", &[&VISIT_HEAD, &good, &good])]);
    let found = &log.sheets[0].part.rows[1].findings[0];
    assert_eq!(
        (found.text().as_str(), found.reject),
        ("duplicate_visit:2", true)
    );
}

#[test]
fn a_wrong_total_of_visits_is_found() {
    let good = [
        "1",
        "2016.1.6",
        "甲班",
        "厂",
        "单位",
        "王志强",
        "2",
        "1",
        "100",
        "3",
    ];
    let total = ["合计", "", "2次", "", "", "", "2", "0", "100", "4"];
    let log = visits(&[sheet("班组走访", &[&VISIT_HEAD, &good, &total])]);
    let texts: Vec<String> = log.sheets[0].totals[0]
        .findings
        .iter()
        .map(|f| f.text())
        .collect();
    assert_eq!(
        texts,
        [
            "total_mismatch:target_name",
            "total_mismatch:solved_n",
            "total_mismatch:person_times"
        ]
    );
}

#[test]
fn other_workbooks_are_refused() {
    for name in ["困难职工摸底表.xlsx", "工会组织.xlsx", "走访记录.xlsx"] {
        let options = RosterOptions {
            today: today(),
            choices: Vec::new(),
            known: &HashMap::new(),
        };
        let refused = check_roster(&sheets(name), &options);
        assert!(
            matches!(refused, Err(SurveyError::NoRosterSheet { .. })),
            "{name}"
        );
    }
    for name in [
        "困难职工摸底表.xlsx",
        "工会组织.xlsx",
        "送温暖名单-客车厂.xlsx",
    ] {
        let options = VisitLogOptions {
            today: today(),
            choices: Vec::new(),
        };
        let refused = check_visit_log(&sheets(name), &options);
        assert!(
            matches!(refused, Err(SurveyError::NoVisitSheet { .. })),
            "{name}"
        );
    }
}
