//! The sample table of union organisations gives exactly the expected totals, and its checks bite.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::survey_common;

use std::collections::HashSet;

use chrono::NaiveDate;
use songnuan_model::survey::{
    Sheet, UnionOptions, UnionSurvey, Value, Verdict, check_unions, union_totals,
};
use survey_common::{expected, sheets};

fn check(sheets: &[Sheet]) -> UnionSurvey {
    let options = UnionOptions {
        as_of: None,
        today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        choices: Vec::new(),
        known: &HashSet::new(),
    };
    check_unions(sheets, &options).unwrap()
}

#[test]
fn totals_are_exactly_as_expected() {
    let expected = expected("工会组织.expected.json");
    let survey = check(&sheets("工会组织.xlsx"));
    let totals = union_totals(&survey);
    assert_eq!(
        survey.as_of.to_string(),
        expected["header"]["as_of"].as_str().unwrap()
    );
    for (key, value) in totals.as_object().unwrap() {
        assert_eq!(value, &expected[key], "{key}");
    }
    for key in expected
        .as_object()
        .unwrap()
        .keys()
        .filter(|key| *key != "header")
    {
        assert!(totals.get(key).is_some(), "{key} is not computed");
    }
    assert_eq!(survey.part.rows.len(), 308);
    let doubtful: Vec<(u32, Vec<String>)> = survey
        .part
        .rows
        .iter()
        .filter(|row| row.verdict() != Verdict::Ok)
        .map(|row| (row.row, row.findings.iter().map(|f| f.text()).collect()))
        .collect();
    assert!(doubtful.is_empty(), "{doubtful:?}");
}

#[test]
#[allow(clippy::too_many_lines)] // a table of cases
fn every_check_bites() {
    let headings = [
        "名称",
        "层级",
        "组建形式",
        "上级组织",
        "企业统一社会信用代码",
        "职工人数",
        "工会会员数",
        "女职工",
        "成立日期",
        "届满日期",
    ];
    let rows: [([&str; 10], &[&str]); 9] = [
        (
            [
                "甲",
                "基层工会",
                "独立建会",
                "乙",
                "91310117MA1J000060",
                "30",
                "20",
                "9",
                "2012-1-1",
                "2015-1-1",
            ],
            &["parent_cycle"],
        ),
        (
            ["乙", "工会联合会", "区域性", "甲", "", "", "", "", "", ""],
            &["parent_cycle"],
        ),
        (
            [
                "丙",
                "基层工会",
                "联合会覆盖",
                "没有这家",
                "91310117MA1J000060",
                "3",
                "4",
                "9",
                "2016-1-1",
                "2015-1-1",
            ],
            &[
                "dates_reversed",
                "duplicate_code:2",
                "members_exceed_employees",
                "parent_unknown:parent",
                "part_exceeds_employees:female",
            ],
        ),
        (
            [
                "丙",
                "基层工会",
                "联合会覆盖",
                "",
                "",
                "3",
                "2",
                "1",
                "",
                "",
            ],
            &["duplicate_name:4"],
        ),
        (
            ["丁", "街道", "别的", "", "", "3", "2", "1", "", ""],
            &["form_unknown", "level_unknown"],
        ),
        (
            [
                "戊",
                "未建会企业",
                "未建会",
                "",
                "91310117MA1J000061",
                "三",
                "",
                "",
                "",
                "不详",
            ],
            &[
                "count_unparseable:employees",
                "date_unparseable:term_end",
                "uscc_checksum_invalid:employer_uscc",
            ],
        ),
        (
            [
                "己",
                "未建会企业",
                "未建会",
                "",
                "9131",
                "3",
                "",
                "",
                "",
                "",
            ],
            &["uscc_format_invalid:employer_uscc"],
        ),
        (
            ["", "未建会企业", "未建会", "", "", "3", "", "", "", ""],
            &["mandatory_missing:name"],
        ),
        (
            [
                "庚",
                "未建会企业",
                "未建会",
                "",
                "911100000000210015",
                "3",
                "",
                "",
                "",
                "",
            ],
            &["uscc_checksum_invalid:employer_uscc"],
        ),
    ];
    let mut sheet = Sheet::new("工会组织");
    for (col, heading) in headings.iter().enumerate() {
        sheet.push(1, col as u32 + 1, Value::Text(heading), false);
    }
    for (index, (cells, _)) in rows.iter().enumerate() {
        for (col, cell) in cells.iter().enumerate() {
            sheet.push(index as u32 + 2, col as u32 + 1, Value::Text(cell), false);
        }
    }
    let survey = check(&[sheet.finish()]);
    for (row, (_, expected)) in survey.part.rows.iter().zip(&rows) {
        let mut found: Vec<String> = row.findings.iter().map(|f| f.text()).collect();
        found.retain(|code| !code.starts_with("uscc_org") && !code.starts_with("uscc_unknown"));
        found.sort();
        assert_eq!(&found, expected, "row {}", row.row);
    }
}
