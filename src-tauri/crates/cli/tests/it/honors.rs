//! Scholarships and model workers through the real program: checked, imported, counted.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::common;

use common::{Desk, root, sample};
use serde_json::Value;

fn expected(name: &str) -> Value {
    let path = root().join("tests/fixtures/samples").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Dry run, marked workbook, import, the same again, figures.
fn through(kind: &str, file: &str, parts: &[&str]) {
    let desk = Desk::with_unit(kind);
    let wanted = expected(&format!("{file}.expected.json"));
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
