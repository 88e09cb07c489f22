//! Scholarships and model workers through the real program: checked, imported, counted.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::common;

use common::{Desk, expected, sample, text};
use serde_json::{Value, json};

/// Dry run, marked workbook, import, the same again, figures.
fn through(kind: &str, file: &str, parts: &[&str]) {
    let desk = Desk::with_unit(kind);
    let wanted = expected(&format!("{file}.xlsx"));
    let book = sample(&format!("{file}.xlsx"));
    let marked = desk.dir.join("marked.xlsx").display().to_string();
    let dry = desk.json(
        &["import", kind, &book, "--dry-run", "--marked", &marked],
        0,
    );
    for part in parts {
        assert_eq!(dry[*part], wanted[*part], "dry run, {part}");
    }
    assert!(std::fs::read(&marked).unwrap().starts_with(b"PK"));
    let first = desk.json(&["import", kind, &book, "--strict"], 0);
    assert!(first["op_id"].is_string(), "{first}");
    let again = desk.json(&["import", kind, &book], 0);
    assert!(again["op_id"].is_null(), "{again}");
    let stats = desk.json(&["stats", kind], 0);
    for part in parts {
        assert_eq!(stats[*part], wanted[*part], "figures, {part}");
    }
    let students = kind == "scholarships";
    let key = "by_level/本科/applications";
    let code = i32::from(!students);
    let opened = desk.json(&["stats", kind, "--records", key], code);
    assert_eq!(opened["rows"].is_array(), students);
}

#[test]
fn applications_are_decided_imported_once_and_counted() {
    through("scholarships", "金秋助学申请", &["totals", "cases"]);
}

#[test]
fn the_registry_is_imported_once_and_counted() {
    through(
        "model-workers",
        "劳模名册",
        &["totals", "persons", "honors"],
    );
}

#[test]
fn help_gives_examples_in_chinese() {
    let desk = Desk::new("honors-help");
    let nested: [&[&str]; 8] = [
        &["scholarship", "nominate"],
        &["scholarship", "edit"],
        &["scholarship", "event"],
        &["model-worker", "edit"],
        &["model-worker", "honor"],
        &["model-worker", "medal"],
        &["model-worker", "benefit"],
        &["model-worker", "incident"],
    ];
    for words in [&["scholarship"][..], &["model-worker"]]
        .into_iter()
        .chain(nested)
    {
        let out = desk.run(&[words, &["--help"]].concat());
        assert!(out.status.success(), "{words:?}");
        let help = text(&out.stdout);
        for english in [
            "Usage",
            "Options",
            "Print help",
            "Commands",
            "Arguments",
            "possible values",
        ] {
            assert!(
                !help.contains(english),
                "{words:?} leaks {english:?}:\n{help}"
            );
        }
        // Every verb under these two is shown in an example or explained by its own help.
        let examples = words.len() == 1;
        assert_eq!(help.contains("例子:"), examples, "{help}");
    }
}

/// A listed row beside the expected one: the same but for the place, which counts from the first
/// row of the sheet, and the number, which lists mask.
fn same(found: &Value, wanted: &Value, first: i64) {
    let (found, wanted) = (found.as_array().unwrap(), wanted.as_array().unwrap());
    assert_eq!(found.len(), wanted.len());
    for (row, want) in found.iter().zip(wanted) {
        let place = row["row"].as_i64().unwrap();
        for (name, value) in want.as_object().unwrap() {
            match name.as_str() {
                "row" => assert_eq!(json!(place + first - 1), *value, "{want}"),
                "id_no" => {
                    let (masked, number) = (row[name].as_str().unwrap(), value.as_str().unwrap());
                    assert!(masked.contains('*') && masked != number, "{masked}");
                    assert_eq!(masked.chars().last(), number.chars().last(), "{want}");
                }
                _ => assert_eq!(row[name], *value, "{want} {name}"),
            }
        }
    }
}

#[test]
fn the_listed_applications_are_those_expected() {
    let desk = Desk::with_unit("scholarship-list");
    let wanted = expected("金秋助学申请.xlsx");
    desk.json(&["import", "scholarships", &sample("金秋助学申请.xlsx")], 0);
    let list = desk.json(&["scholarship", "list", "--round", "2024"], 0);
    assert_eq!(list["totals"], wanted["totals"]);
    same(&list["cases"], &wanted["cases"], 4);
    // Decided once more by the program itself, application by application.
    let again = desk.json(&["scholarship", "award", "--round", "2024金秋助学"], 1);
    assert!(again["error"]["message"].as_str().unwrap().contains("名为"));
    let again = desk.json(&["scholarship", "award", "--round", "2024年金秋助学"], 0);
    assert_eq!(again["totals"], wanted["totals"]);
    for (row, want) in again["cases"]
        .as_array()
        .unwrap()
        .iter()
        .zip(wanted["cases"].as_array().unwrap())
    {
        assert_eq!(row["award_fen"], want["award_fen"], "{want}");
    }
    let few = desk.json(&["scholarship", "list", "--decision", "refused"], 0);
    assert_eq!(few["totals"]["applications"], wanted["totals"]["refused"]);
    let few = desk.json(&["scholarship", "list", "--level", "graduate"], 0);
    assert_eq!(
        few["totals"]["by_level_applications"],
        json!({ "研究生": 1 })
    );
    let shown = desk.json(&["scholarship", "show", "--round", "2024", "--seq", "1"], 0);
    assert_eq!(shown["row"]["name"], "李一鸣");
    assert_eq!(shown["row"]["case"]["award"], 500_000);
    let clauses = shown["clauses"].as_array().unwrap();
    assert!(clauses.iter().all(|clause| clause["passed"] == true));
    assert!(!shown.to_string().contains("998101200502017836"));
}

#[test]
fn the_listed_registry_is_the_one_expected() {
    let desk = Desk::with_unit("registry-list");
    let wanted = expected("劳模名册.xlsx");
    desk.json(&["import", "model-workers", &sample("劳模名册.xlsx")], 0);
    let list = desk.json(&["model-worker", "list", "--on", "2025-07-01"], 0);
    assert_eq!(list["as_of"], "2025-07-01");
    assert_eq!(list["totals"], wanted["totals"]);
    same(&list["persons"], &wanted["persons"], 4);
    same(&list["honors"], &wanted["honors"], 4);
    let gone = desk.json(&["model-worker", "list", "--filter", "medal"], 0);
    assert_eq!(gone["totals"]["medals"]["遗失"], 2);
    let dead = desk.json(&["model-worker", "list", "--state", "deceased"], 0);
    assert_eq!(dead["totals"]["model_workers"], wanted["totals"]["dead"]);
    // The rules give in the preview what the list says.
    let ask = [
        "model-worker",
        "benefit",
        "--on",
        "2025-07-01",
        "--kind",
        "living_subsidy",
    ];
    let preview = desk.json(&ask, 0);
    assert_eq!(
        preview["monthly"],
        wanted["totals"]["monthly_aid_total_fen"]
    );
    assert_eq!(preview["yearly"], wanted["totals"]["annual_aid_total_fen"]);
}
