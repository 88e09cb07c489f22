//! `cargo xtask bench`: runs every `examples/bench*.rs` of the workspace in release.

use std::fs;
use std::path::Path;

use crate::step::{Outcome, cargo, fail, root, step};
use crate::{fonts, interface};

/// Runs the benchmarks whose name contains one of `names`, or all of them.
pub fn bench(names: &[String]) -> Outcome {
    step("fonts", fonts::fetch)?;
    step("interface", interface::build)?;
    step("release build", || {
        cargo(&[
            "build",
            "--release",
            "-p",
            "songnuan",
            "--bins",
            "--example",
            "empty_window",
        ])?;
        cargo(&["build", "--release", "-p", "songnuan-cli"])
    })?;
    let mut ran = 0;
    for (package, example) in examples()? {
        if !names.is_empty() && !names.iter().any(|name| example.contains(name.as_str())) {
            continue;
        }
        ran += 1;
        step(&format!("bench {package}: {example}"), || {
            cargo(&[
                "run",
                "--release",
                "--quiet",
                "-p",
                &package,
                "--example",
                &example,
            ])
        })?;
    }
    if ran == 0 {
        fail("no benchmark has such a name")
    } else {
        Ok(())
    }
}

/// The bench examples as (package, example), in the order of the folders.
fn examples() -> Outcome<Vec<(String, String)>> {
    let mut found = Vec::new();
    let crates = root().join("src-tauri").join("crates");
    let mut folders: Vec<_> = fs::read_dir(crates)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.push(root().join("tests"));
    folders.sort();
    for folder in folders {
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        for example in bench_files(&folder.join("examples")) {
            found.push((format!("songnuan-{name}"), example));
        }
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
