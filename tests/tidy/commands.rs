//! The command list and its errors, read as text: this test compiles without the program.
//! (Fresh bindings are held by `crates/app/tests/it/bindings.rs`, which needs it.)

use std::fs::read_to_string;

use crate::sources::root;

#[test]
fn every_command_says_what_it_does() {
    let list = read_to_string(root().join("src-tauri/crates/app/src/commands.rs")).unwrap();
    let list = list
        .split("\ncommands! {")
        .nth(1)
        .and_then(|rest| rest.split("\n}").next());
    let lines: Vec<&str> = list.unwrap().lines().map(str::trim).collect();
    let mut count = 0;
    for pair in lines.windows(2) {
        if pair[1].contains(" => crate::") {
            count += 1;
            assert!(
                pair[0].starts_with("/// "),
                "{} has no line of documentation",
                pair[1]
            );
        }
    }
    assert!(count > 30, "the list of commands was not found");
}

#[test]
fn every_error_code_has_a_sentence() {
    let app = root().join("src-tauri/crates/app/src");
    let codes = read_to_string(app.join("error.rs")).unwrap();
    let messages = read_to_string(app.join("messages.rs")).unwrap();
    let list = codes
        .split("pub enum Code {")
        .nth(1)
        .and_then(|rest| rest.split('}').next());
    let lines = list
        .unwrap()
        .lines()
        .map(|line| line.trim().trim_end_matches(','));
    let mut count = 0;
    for code in lines.filter(|line| !line.is_empty() && !line.starts_with('/')) {
        count += 1;
        let arm = messages.split(&format!("Code::{code} =>")).nth(1);
        let sentence = arm
            .and_then(|rest| rest.split('"').nth(1))
            .unwrap_or_default();
        let whole = sentence.ends_with(['。', '}']);
        assert!(whole, "Code::{code} has no whole sentence: {sentence:?}");
    }
    assert!(count > 20, "the list of codes was not found");
}
