//! The command list: fresh bindings, documented commands, a sentence for every error.

use crate::sources::root;

const BINDINGS: &str = "ui/src/generated/bindings.ts";

#[test]
fn the_typescript_bindings_are_fresh() {
    let generated = songnuan_app::commands::typescript();
    if std::env::var_os("SONGNUAN_WRITE_BINDINGS").is_some() {
        std::fs::write(root().join(BINDINGS), &generated).unwrap();
    }
    let written = std::fs::read_to_string(root().join(BINDINGS)).unwrap_or_default();
    let first = written
        .lines()
        .zip(generated.lines())
        .find(|(old, new)| old != new);
    assert!(
        written == generated,
        "{BINDINGS} is stale; run `cargo xtask bindings`. First difference: {first:?}"
    );
}

#[test]
fn every_command_says_what_it_does() {
    let bindings = songnuan_app::commands::typescript();
    for name in songnuan_app::commands::NAMES {
        assert!(
            bindings.contains(&format!("\n  {name}: {{ req: ")),
            "{name} is not in the bindings"
        );
    }
    assert!(!bindings.contains("/**  */"), "a command has no doc line");
}

#[test]
fn every_error_code_has_a_sentence() {
    let app = root().join("src-tauri/crates/app/src");
    let codes = std::fs::read_to_string(app.join("error.rs")).unwrap();
    let messages = std::fs::read_to_string(app.join("messages.rs")).unwrap();
    let list = codes
        .split("pub enum Code {")
        .nth(1)
        .and_then(|rest| rest.split('}').next());
    let codes: Vec<&str> = list
        .unwrap()
        .lines()
        .map(|line| line.trim().trim_end_matches(','))
        .collect();
    let codes = codes
        .iter()
        .filter(|line| !line.is_empty() && !line.starts_with('/'));
    let mut count = 0;
    for code in codes {
        count += 1;
        let arm = messages.split(&format!("Code::{code} =>")).nth(1);
        let sentence = arm
            .and_then(|rest| rest.split('"').nth(1))
            .unwrap_or_default();
        let ends = sentence.ends_with(['。', '}']);
        assert!(ends, "Code::{code} has no whole sentence: {sentence:?}");
    }
    assert!(count > 20, "the list of codes was not found");
}
