//! Sizes, first lines and words of the source files.

use crate::sources::{Source, paths, root, sources};

/// Lines a source file may have.
const LINES: usize = 400;

/// Files that may be longer, up to `LINES_AT_MOST`: one subject that would be harder to follow in
/// two places. New files do not come here; these are the first to be cut when they are touched.
const LONGER: &[&str] = &[
    "src-tauri/crates/app/src/commands/files.rs",
    "src-tauri/crates/model/src/survey/applicant.rs",
    "src-tauri/crates/model/src/survey/check.rs",
    "src-tauri/crates/model/src/survey/layout.rs",
    "src-tauri/crates/model/src/survey/unions.rs",
    "src-tauri/crates/model/tests/it/eligibility.rs",
    "src-tauri/crates/store/src/tx.rs",
    "src-tauri/crates/store/src/verify.rs",
    "src-tauri/crates/store/tests/it/safety.rs",
    "ui/tests/fake-door/campaigns.ts",
    "ui/tests/fake-door/door.ts",
    "ui/tests/fake-door/figures.ts",
];
const LINES_AT_MOST: usize = 600;

/// Bytes of a file outside `assets/` and `tests/fixtures/`.
const BYTES: u64 = 1_000_000;

/// Files that a person reads from the top, and what their first line must begin with.
const FIRST_LINES: &[(&str, &[&str])] = &[
    (".rs", &["//!"]),
    (".ts", &["//", "/*"]),
    (".js", &["//", "/*", "#!"]),
    (".vue", &["<!--", "<script"]),
    (".css", &["/*"]),
    (".sql", &["--"]),
    (".toml", &["#", "[package]"]),
];

fn code() -> Vec<Source> {
    let endings: Vec<&str> = FIRST_LINES.iter().map(|(ending, _)| *ending).collect();
    sources()
        .into_iter()
        .filter(|source| source.ends_with(&endings))
        .collect()
}

fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut wrong = Vec::new();
    for source in code() {
        let lines = source.text.lines().count();
        let listed = LONGER.contains(&source.path.as_str());
        let data = source.path.starts_with("assets/");
        let limit = if listed || data { LINES_AT_MOST } else { LINES };
        if lines > limit && !data {
            wrong.push(format!(
                "{} has {lines} lines, more than {limit}",
                source.path
            ));
        }
    }
    none(&wrong);
}

#[test]
fn every_file_explains_itself_in_its_first_line() {
    let mut wrong = Vec::new();
    for source in code() {
        let starts = FIRST_LINES
            .iter()
            .find(|(ending, _)| source.path.ends_with(ending));
        let Some((_, starts)) = starts else { continue };
        // In a component the script comes first, and its first line explains.
        let explains = |line: &str| starts.iter().any(|start| line.starts_with(start));
        let mut lines = source.text.lines();
        let first = lines.next().unwrap_or_default();
        let second = lines.next().unwrap_or_default();
        let script = first.starts_with("<script") && !second.trim_start().starts_with("//");
        if !explains(first) || script {
            wrong.push(format!("{} begins with {first:?}", source.path));
        }
    }
    none(&wrong);
}

#[test]
fn no_large_files_outside_assets_and_fixtures() {
    let free = |path: &String| path.starts_with("assets/") || path.starts_with("tests/fixtures/");
    let mut wrong = Vec::new();
    for path in paths().into_iter().filter(|path| !free(path)) {
        let bytes = std::fs::metadata(root().join(&path)).unwrap().len();
        if bytes > BYTES {
            wrong.push(format!("{path} has {bytes} bytes"));
        }
    }
    none(&wrong);
}

/// The product's tree speaks of the product alone: no hosts of registries, no paths of one
/// machine, nobody's way of organising the work. (In pieces, so that this file passes.)
#[test]
fn no_words_that_belong_elsewhere() {
    let parts = [
        concat!("registry.", "npmjs"),
        concat!("index.", "crates.io"),
        concat!("static.", "crates.io"),
        concat!("deb.", "debian.org"),
        concat!("pypi", ".org"),
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
    ];
    let words = [
        concat!("ag", "ent"),
        concat!("ag", "ents"),
        concat!("hel", "per"),
        concat!("hel", "pers"),
    ];
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in source.text.lines().enumerate() {
            let lower = line.to_lowercase();
            let found = parts.iter().find(|part| names_path(&lower, part));
            let found = found.or_else(|| words.iter().find(|word| has_word(&lower, word)));
            if let Some(found) = found {
                wrong.push(format!("{}:{} says {found:?}", source.path, number + 1));
            }
            if numbers_a_ticket(&lower) {
                wrong.push(format!("{}:{} numbers a ticket", source.path, number + 1));
            }
        }
    }
    none(&wrong);
}

/// `part` in `line`, but not as the inside of a longer relative path (`assets/tmp/x`).
fn names_path(line: &str, part: &str) -> bool {
    line.match_indices(part).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !part.starts_with('/') || !before.is_some_and(|c| c.is_alphanumeric() || "._-}".contains(c))
    })
}

/// `word` as a whole word; `user-agent` and `userAgent` are HTTP's words.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "_-:.".contains(c));
        !inside(before) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// The word for a ticket followed by a number.
fn numbers_a_ticket(line: &str) -> bool {
    let word = concat!("iss", "ue ");
    line.match_indices(word).any(|(at, _)| {
        let after = line[at + word.len()..].trim_start_matches('#');
        after.starts_with(|c: char| c.is_ascii_digit())
    })
}

#[test]
fn only_one_file_of_the_interface_knows_tauri() {
    let package = concat!("@tauri", "-apps");
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| source.path.starts_with("ui/src/"))
    {
        if source.path != "ui/src/api.ts" && source.text.contains(package) {
            wrong.push(format!("{} imports {package}", source.path));
        }
    }
    none(&wrong);
}

#[test]
fn every_decision_says_context_decision_consequences() {
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| source.path.starts_with("docs/adr/"))
    {
        for heading in ["## Context", "## Decision", "## Consequences"] {
            if !source.text.contains(heading) {
                wrong.push(format!("{} has no {heading:?}", source.path));
            }
        }
    }
    none(&wrong);
}
