//! The command line as the README and the samples promise it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::too_many_lines)]

use crate::common;

use common::{Desk, root, sample, text};
use serde_json::Value;

fn expected(name: &str) -> Value {
    let path = root().join("tests/fixtures/samples").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn imported(name: &str) -> Desk {
    let desk = Desk::with_unit(name);
    let out = desk.run(&["import", "hardship", &sample("困难职工摸底表.xlsx")]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    desk
}

#[test]
fn wrong_usage_is_exit_2_in_chinese() {
    let desk = Desk::new("usage");
    for args in [
        vec!["nonsense"],
        vec!["import", "hardship"],
        vec!["eligibility", "--pack", "x"],
    ] {
        let out = desk.run(&args);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(
            text(&out.stderr).contains("什么都没有做"),
            "{args:?}: {}",
            text(&out.stderr)
        );
        assert!(out.stdout.is_empty());
    }
}

#[test]
fn help_speaks_chinese() {
    let desk = Desk::new("help");
    for args in [
        vec!["--help"],
        vec!["import", "--help"],
        vec!["visit", "add", "--help"],
    ] {
        let out = desk.run(&args);
        assert!(out.status.success());
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
                "{args:?} leaks {english:?}:\n{help}"
            );
        }
    }
}

#[test]
fn wrong_password_is_a_sentence_and_exit_1() {
    let desk = Desk::with_unit("password");
    let out = desk
        .command(&["file", "list"])
        .env("SONGNUAN_PASSWORD", "wrong-one")
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("密码不对"));
}

#[test]
fn global_flags_work_before_and_after_the_verb() {
    let desk = Desk::with_unit("flags");
    let data = desk.data().display().to_string();
    for args in [
        vec!["--json", "--data", &data, "file", "list"],
        vec!["file", "list", "--data", &data, "--json"],
    ] {
        let out = desk
            .command(&args)
            .env_remove("SONGNUAN_DATA")
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", text(&out.stderr));
        let list: Value = serde_json::from_slice(&out.stdout).unwrap();
        assert_eq!(list["total"], 0);
    }
}

#[test]
fn dry_run_gives_the_expected_rows() {
    let desk = Desk::with_unit("dry-run");
    let found = desk.json(
        &[
            "import",
            "hardship",
            &sample("困难职工摸底表.xlsx"),
            "--dry-run",
        ],
        0,
    );
    let wanted = expected("困难职工摸底表.expected.json");
    assert_eq!(found["ignored_rows"], wanted["ignored_rows"]);
    let rows = found["rows"].as_array().unwrap();
    let wanted_rows = wanted["rows"].as_array().unwrap();
    assert_eq!(rows.len(), wanted_rows.len());
    for (row, want) in rows.iter().zip(wanted_rows) {
        let place = format!("{} {}", want["sheet"], want["row"]);
        for name in ["sheet", "row", "verdict", "normalised"] {
            assert_eq!(row[name], want[name], "{place} {name}");
        }
        for name in ["findings", "notes"] {
            let sorted = |value: &Value| {
                let mut list: Vec<String> = value
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|v| v.as_str().unwrap().to_owned())
                    .collect();
                list.sort();
                list
            };
            assert_eq!(sorted(&row[name]), sorted(&want[name]), "{place} {name}");
        }
    }
    assert_eq!(
        desk.json(&["file", "list"], 0)["total"],
        0,
        "a dry run writes nothing"
    );
}

#[test]
fn eligibility_gives_the_expected_fractions_and_categories() {
    let desk = imported("eligibility");
    let wanted = expected("困难职工摸底表.expected.json");
    for (pack, letter) in [("demo-a", "A"), ("demo-b", "B"), ("demo-c", "C")] {
        let verdicts = desk.json(
            &["eligibility", "--all", "--pack", pack, "--on", "2016-12-20"],
            0,
        );
        let verdicts = verdicts.as_array().unwrap();
        let households = wanted["households"].as_array().unwrap();
        assert_eq!(verdicts.len(), households.len());
        for household in households {
            let name = &household["name"];
            let same = |v: &&Value| {
                v["name"] == *name
                    && v["per_capita_month_fen"] == household["per_capita_month_fen"]
                    && v["status"] == household["status"]
            };
            let verdict = verdicts
                .iter()
                .find(same)
                .unwrap_or_else(|| panic!("{household}"));
            for field in [
                "members_n",
                "annual_income_fen",
                "rigid_fen",
                "net_fen",
                "event",
            ] {
                assert_eq!(verdict[field], household[field], "{name} {field}");
            }
            assert_eq!(
                verdict["category"], household["category"][letter],
                "{name} pack {letter}"
            );
            assert_eq!(verdict["line_fen"], 97_000);
            assert!(!verdict["clauses"].as_array().unwrap().is_empty());
        }
    }
}

#[test]
fn importing_twice_changes_nothing_and_undo_empties() {
    let desk = imported("twice");
    let before = desk.json(&["history"], 0).as_array().unwrap().len();
    let again = desk.json(&["import", "hardship", &sample("困难职工摸底表.xlsx")], 0);
    assert_eq!(again["op_id"], Value::Null, "{again}");
    assert_eq!(desk.json(&["history"], 0).as_array().unwrap().len(), before);
    assert_eq!(desk.json(&["file", "list"], 0)["total"], 148);
    desk.json(&["undo"], 0);
    assert_eq!(desk.json(&["file", "list"], 0)["total"], 0);
    assert_eq!(
        desk.json(&["search", "徐文忠"], 0)
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn strict_refuses_the_whole_workbook() {
    let desk = Desk::with_unit("strict");
    let out = desk.run(&[
        "import",
        "hardship",
        &sample("困难职工摸底表.xlsx"),
        "--strict",
    ]);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(desk.json(&["file", "list"], 0)["total"], 0);
}

#[test]
fn search_finds_by_name_pinyin_and_tail() {
    let desk = imported("search");
    for (query, name) in [
        ("文忠", "徐文忠"),
        ("xwz", "徐文忠"),
        ("6356", "徐文忠"),
        ("zenghui", "曾慧"),
    ] {
        let hits = desk.json(&["search", query], 0);
        let found = hits
            .as_array()
            .unwrap()
            .iter()
            .any(|hit| hit["title"] == name);
        assert!(found, "{query}: {hits}");
    }
}

#[test]
fn unions_import_and_count() {
    let desk = Desk::with_unit("unions");
    let outcome = desk.json(&["import", "unions", &sample("工会组织.xlsx")], 0);
    assert_eq!(outcome["orgs_new"], 308);
}

#[test]
fn a_text_file_is_not_a_workbook() {
    let desk = Desk::with_unit("not-a-workbook");
    let path = desk.dir.join("不是.xlsx");
    std::fs::write(&path, "这是文字").unwrap();
    let out = desk.run(&["import", "hardship", &path.display().to_string()]);
    assert_eq!(out.status.code(), Some(1));
    assert!(
        text(&out.stderr).contains("不是 Excel 工作簿"),
        "{}",
        text(&out.stderr)
    );
}
