//! Who may import whom, against `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::sources::{root, sources};

/// The table: each crate of ours and those of ours it may name.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("songnuan-model", &[]),
    ("songnuan-sync", &["songnuan-model"]),
    ("songnuan-store", &["songnuan-model", "songnuan-sync"]),
    ("songnuan-reports", &["songnuan-model"]),
    (
        "songnuan-app",
        &[
            "songnuan-model",
            "songnuan-sync",
            "songnuan-store",
            "songnuan-reports",
        ],
    ),
    ("songnuan-hub", &["songnuan-model", "songnuan-sync"]),
    ("songnuan-cli", &["songnuan-app", "songnuan-hub"]),
    ("songnuan", &["songnuan-app"]),
    ("xtask", &[]),
];

/// Crates that see no clock, no randomness and no file system.
const PURE: &[&str] = &["model", "sync", "reports"];

/// What a pure crate may not name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "Local::today",
    "getrandom",
    "now_v7",
    "new_v4",
    "RandomState",
];

fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let arguments = ["metadata", "--format-version=1", "--offline"];
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[test]
fn crates_import_only_what_the_table_allows() {
    let metadata = metadata();
    let ours: BTreeSet<&str> = list(&metadata, "packages")
        .filter(|package| package["source"].is_null())
        .map(|package| text(package, "name"))
        .collect();
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for package in list(&metadata, "packages").filter(|package| package["source"].is_null()) {
        let name = text(package, "name");
        if name == "songnuan-tests" {
            continue; // The whole-system tests look at everything, and nothing imports them.
        }
        let Some(allowed) = table.get(name) else {
            wrong.push(format!("{name} is not in the table"));
            continue;
        };
        for dependency in list(package, "dependencies").map(|entry| text(entry, "name")) {
            if ours.contains(dependency) && !allowed.contains(&dependency) {
                wrong.push(format!("{name} may not import {dependency}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_shell_depends_on_tauri() {
    let metadata = metadata();
    let names: BTreeMap<&str, &Value> = list(&metadata, "packages")
        .map(|package| (text(package, "id"), package))
        .collect();
    let edges: BTreeMap<&str, Vec<&str>> = list(&metadata["resolve"], "nodes")
        .map(|node| {
            let to = list(node, "dependencies")
                .filter_map(Value::as_str)
                .collect();
            (text(node, "id"), to)
        })
        .collect();
    let ours = names.iter().filter(|(_, package)| {
        package["source"].is_null() && text(package, "manifest_path").contains("/src-tauri/crates/")
    });
    for (id, package) in ours {
        let (mut seen, mut open) = (BTreeSet::new(), vec![*id]);
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(edges.get(next).into_iter().flatten());
            }
        }
        for reached in seen.iter().map(|id| text(names[id], "name")) {
            let window = ["tauri", "wry", "tao", "gtk", "webkit2gtk"].contains(&reached);
            assert!(!window, "{} reaches {reached}", text(package, "name"));
        }
    }
}

#[test]
fn pure_crates_see_no_clock_no_chance_and_no_files() {
    let folders: Vec<String> = PURE
        .iter()
        .map(|name| format!("src-tauri/crates/{name}/src/"))
        .collect();
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.ends_with(&[".rs"])) {
        let tests = source.path.ends_with("tests.rs") || source.path.contains("/tests/");
        if tests || !folders.iter().any(|folder| source.path.starts_with(folder)) {
            continue;
        }
        for (number, line) in source.text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for word in IMPURE.iter().filter(|word| code.contains(**word)) {
                wrong.push(format!("{}:{} names {word}", source.path, number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
