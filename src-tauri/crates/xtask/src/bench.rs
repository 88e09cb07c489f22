//! `cargo xtask bench`: runs every `examples/bench*.rs` of the workspace in release.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::step::{Outcome, cargo, fail, program, root, run_to_end, step};
use crate::{fonts, interface};

/// The programs the start benchmark starts, and the empty window it is measured against.
const STARTED: [&str; 6] = [
    "--bin",
    "songnuan",
    "--bin",
    "songnuan-window",
    "--example",
    "empty_window",
];

/// Runs the benchmarks whose name contains one of `names`, or all of them.
pub fn bench(names: &[String]) -> Outcome {
    let mut examples = examples()?;
    examples.retain(|example| {
        names.is_empty() || names.iter().any(|name| example.contains(name.as_str()))
    });
    if examples.is_empty() {
        return fail("no benchmark has such a name");
    }
    step("fonts", fonts::fetch)?;
    step("interface", interface::build)?;
    // One build of the whole workspace: the same features for all, so nothing is built twice.
    step("release build", || {
        let mut words = vec!["build", "--release", "--workspace"];
        words.extend(examples.iter().flat_map(|name| ["--example", name]));
        if examples.iter().any(|name| name == "bench_start") {
            words.extend(STARTED);
        }
        cargo(&words)
    })?;
    for example in &examples {
        step(example, || {
            let built = program("release/examples", example);
            run_to_end(Command::new(built).current_dir(root()))
        })?;
    }
    Ok(())
}

/// The bench examples, in the order of the crates' folders.
fn examples() -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    let crates = root().join("src-tauri").join("crates");
    let mut folders: Vec<_> = fs::read_dir(crates)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.push(root().join("tests"));
    folders.sort();
    for folder in folders {
        found.extend(bench_files(&folder.join("examples")));
    }
    Ok(found)
}

fn bench_files(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let stems = entries.flatten().filter_map(|entry| {
        let path = entry.path();
        let stem = path.file_stem()?.to_str()?.to_owned();
        let rust = path.extension().is_some_and(|extension| extension == "rs");
        (rust && stem.starts_with("bench")).then_some(stem)
    });
    let mut stems: Vec<String> = stems.collect();
    stems.sort();
    stems
}
