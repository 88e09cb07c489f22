//! Lists of scholarship applications: the sample gives exactly the expected awards, and what is
//! wrong on a list is found.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::survey_common;

use chrono::NaiveDate;
use serde_json::Value as Json;
use songnuan_model::eligibility::{Pack, built_in_text, parse};
use songnuan_model::scholarship::{
    ScholarshipList, ScholarshipOptions, check_applications, scholarship_dry_run_json,
};
use songnuan_model::survey::{Sheet, SheetKind, Value, Verdict, part_details};
use survey_common::{expected, sheets};

const SAMPLE: &str = "金秋助学申请";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn pack(id: &str) -> Pack {
    parse(built_in_text(id).unwrap()).unwrap()
}

fn list(sheets: &[Sheet], pack: &Pack) -> ScholarshipList {
    let options = ScholarshipOptions {
        today: day("2026-11-22"),
        choices: Vec::new(),
        pack: Some(pack),
        opens_on: None,
        closes_on: None,
    };
    check_applications(sheets, &options).unwrap()
}

#[test]
fn the_sample_gives_exactly_the_expected_awards() {
    let expected = expected(&format!("{SAMPLE}.expected.json"));
    for id in ["demo-a", "demo-b", "demo-c", "tianmen-2024"] {
        let json = scholarship_dry_run_json(&list(&sheets(&format!("{SAMPLE}.xlsx")), &pack(id)));
        assert_eq!(json["totals"], expected["totals"], "{id}");
        assert_eq!(json["cases"], expected["cases"], "{id}");
        assert_eq!(json["round"]["year"], expected["header"]["year"]);
        assert_eq!(json["round"]["closes_on"], expected["header"]["deadline"]);
    }
}

#[test]
fn the_rows_of_the_sample_are_read_in_full() {
    let found = list(&sheets(&format!("{SAMPLE}.xlsx")), &pack("demo-a"));
    let json = scholarship_dry_run_json(&found);
    let doubts: Vec<(u64, &Json)> = json["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["verdict"] != "import_ok")
        .map(|row| (row["row"].as_u64().unwrap(), &row["findings"][0]))
        .collect();
    let texts: Vec<(u64, &str)> = doubts
        .iter()
        .map(|(r, f)| (*r, f.as_str().unwrap()))
        .collect();
    assert_eq!(
        texts,
        [
            (26, "student_under_two_parents:6"),
            (39, "applied_after_deadline")
        ]
    );
    let row = |number: u64| {
        let rows = json["rows"].as_array().unwrap();
        rows.iter().find(|row| row["row"] == number).unwrap()["normalised"].clone()
    };
    assert_eq!(row(4)["tuition_fen"], 590_000);
    assert_eq!(row(12)["tuition_fen"], 350_000);
    assert_eq!(row(18)["other_aid_fen"], 300_000);
    assert_eq!(row(40)["id_no"], "99810120050302937X");
    assert_eq!(row(13)["file_status"], "脱困");
    let reasons: Vec<&str> = json["ignored_rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["reason"].as_str().unwrap())
        .collect();
    assert_eq!(reasons, ["title", "unit_line", "header", "total"]);
    assert_eq!(found.sums[0][0].findings.len(), 0);
}

/// Cells of a good row that are replaced: column from 0, and the new text.
type Changes<'a> = &'a [(usize, &'a str)];

/// A sheet of texts; an empty text is an empty cell.
fn sheet(rows: &[&[&str]]) -> Sheet {
    let mut sheet = Sheet::new("金秋助学");
    for (row, cells) in (1..).zip(rows) {
        for (col, cell) in (1..).zip(*cells) {
            sheet.push(row, col, Value::Text(cell), false);
        }
    }
    sheet.finish()
}

const HEAD: [&str; 15] = [
    "序号",
    "学生姓名",
    "性别",
    "出生年月",
    "身份证号",
    "录取(就读)院校",
    "学历层次",
    "类别",
    "学费(元/年)",
    "申请日期",
    "家长姓名",
    "家长状态",
    "家长是否会员",
    "收款户名",
    "卡号",
];
const TITLE: [&str; 1] = ["芦塘荡镇2024年“金秋助学”申请名册 申请截止:2024年8月27日"];
const LI: &str = "998101200502017836";
const SHEN: &str = "998101200510240712";
const CARD: &str = "6299999576732903160";

fn row<'a>(changes: &[(usize, &'a str)]) -> Vec<&'a str> {
    let mut cells = vec![
        "1",
        "李一鸣",
        "男",
        "2005.02",
        LI,
        "北江大学",
        "本科",
        "新录取",
        "5000",
        "2024-08-01",
        "姚莉萍",
        "在职",
        "是",
        "姚莉萍",
        CARD,
    ];
    for (at, text) in changes {
        cells[*at] = text;
    }
    cells
}

fn findings(changes: &[(usize, &str)]) -> (Vec<String>, Verdict) {
    let cells = row(changes);
    let found = list(&[sheet(&[&TITLE, &HEAD, &cells])], &pack("demo-a"));
    let read = &found.parts[0].rows[0];
    for detail in part_details(&found.parts[0]) {
        assert!(
            !detail.message.contains("有疑问"),
            "{} has no sentence",
            detail.code
        );
        assert!(
            !detail.message.contains(LI),
            "{} tells a number",
            detail.code
        );
    }
    (
        read.findings.iter().map(|f| f.text()).collect(),
        read.verdict(),
    )
}

#[test]
fn every_doubt_of_an_application_is_found() {
    use Verdict::{Ok, Reject, Warning};
    let cases: [(Changes<'_>, &[&str], Verdict); 19] = [
        (&[], &[], Ok),
        (&[(1, "")], &["mandatory_missing:name"], Reject),
        (&[(4, "")], &["mandatory_missing:id_no"], Reject),
        (
            &[(4, "998101200502017837")],
            &["id_checksum_invalid"],
            Reject,
        ),
        (
            &[(4, "998101202001010010"), (3, "")],
            &["student_too_young"],
            Reject,
        ),
        (&[(2, "女")], &["id_sex_mismatch"], Warning),
        (&[(3, "2005.03")], &["id_birth_mismatch"], Warning),
        (&[(5, "")], &["mandatory_missing:school"], Warning),
        (
            &[(6, "幼儿园")],
            &["code_not_in_list:school_level"],
            Warning,
        ),
        (&[(7, "转学")], &["code_not_in_list:admission"], Warning),
        (&[(8, "0")], &["tuition_zero:tuition"], Warning),
        (&[(8, "约五千")], &["amount_unparseable:tuition"], Warning),
        (&[(9, "2024-08-28")], &["applied_after_deadline"], Warning),
        (
            &[(9, "2027-01-01")],
            &["date_in_future:applied_on"],
            Warning,
        ),
        (&[(9, "八月")], &["date_unparseable:applied_on"], Warning),
        (
            &[(10, ""), (13, "")],
            &["mandatory_missing:parent_name"],
            Warning,
        ),
        (
            &[(12, "不详")],
            &["code_not_in_list:parent_is_member"],
            Warning,
        ),
        (
            &[(13, "王五")],
            &["card_holder_differs:card_holder"],
            Warning,
        ),
        (
            &[(14, "6299999576732903161")],
            &["card_luhn_warning:card_no"],
            Warning,
        ),
    ];
    for (changes, expected, verdict) in cases {
        let (texts, found) = findings(changes);
        assert_eq!(texts, expected, "{changes:?}");
        assert_eq!(found, verdict, "{changes:?}");
    }
}

#[test]
fn a_student_under_two_parents_and_a_shared_card_are_told() {
    let first = row(&[]);
    let again = row(&[(0, "2"), (10, "李卫国"), (13, "李卫国"), (14, "")]);
    let twice = row(&[(0, "3"), (14, "")]);
    let brother = row(&[
        (0, "4"),
        (1, "沈子轩"),
        (3, "2005.10"),
        (4, SHEN),
        (13, "沈子轩"),
    ]);
    let total = ["合计", "5人"];
    let rows: [&[&str]; 7] = [&TITLE, &HEAD, &first, &again, &twice, &brother, &total];
    let found = list(&[sheet(&rows)], &pack("demo-a"));
    let texts: Vec<Vec<String>> = found.parts[0]
        .rows
        .iter()
        .map(|row| row.findings.iter().map(|f| f.text()).collect())
        .collect();
    assert_eq!(texts[0], Vec::<String>::new());
    assert_eq!(texts[1], ["student_under_two_parents:3"]);
    assert_eq!(texts[2], ["student_twice:3"]);
    assert_eq!(texts[3], ["card_of_two_students:3"]);
    // Nothing is lost: the doubled rows are applications that are refused.
    let decisions: Vec<Vec<String>> = found
        .accepted()
        .map(|row| row.data.decision.clone().unwrap().reasons)
        .collect();
    assert_eq!(decisions[1], ["duplicate_of_row:3"]);
    assert_eq!(decisions[2], ["duplicate_of_row:3"]);
    assert_eq!(decisions[3], ["not_filed", "university_tier"]);
    assert_eq!(found.sums[0][0].findings[0].text(), "count_mismatch");
}

#[test]
fn two_children_of_one_family_are_both_awarded() {
    let json = scholarship_dry_run_json(&list(&sheets(&format!("{SAMPLE}.xlsx")), &pack("demo-a")));
    let cases = json["cases"].as_array().unwrap();
    for row in [30, 36] {
        let case = cases.iter().find(|case| case["row"] == row).unwrap();
        assert_eq!(case["decision"], "award");
    }
}

#[test]
fn other_workbooks_are_refused() {
    for name in [
        "困难职工摸底表.xlsx",
        "工会组织.xlsx",
        "劳模名册.xlsx",
        "走访记录.xlsx",
    ] {
        let options = ScholarshipOptions {
            today: day("2026-11-22"),
            choices: Vec::new(),
            pack: None,
            opens_on: None,
            closes_on: None,
        };
        let refused = check_applications(&sheets(name), &options).err().unwrap();
        assert_eq!(refused.kind, SheetKind::Scholarships, "{name}");
        assert!(refused.wanted().starts_with("金秋助学(有学生姓名"));
    }
}
