//! The files of the source tree, as git knows them (committed or about to be).

use std::path::PathBuf;
use std::process::Command;

/// A text file of the tree.
pub struct Source {
    /// Path from the root, with `/`.
    pub path: String,
    pub text: String,
}

impl Source {
    /// True for any of the given endings, e.g. `.rs`.
    pub fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

/// Paths of all files that are or could be committed, from the root.
pub fn paths() -> Vec<String> {
    let arguments = [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ];
    let output = Command::new("git")
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "git ls-files failed");
    let list = String::from_utf8(output.stdout).unwrap();
    let exists = |path: &&str| !path.is_empty() && root().join(path).is_file();
    list.split('\0').filter(exists).map(str::to_owned).collect()
}

/// All text files (UTF-8) but generated ones and lock files.
pub fn sources() -> Vec<Source> {
    let written = paths().into_iter().filter(|path| !is_generated(path));
    let read = |path: String| {
        let text = std::fs::read_to_string(root().join(&path)).ok()?;
        Some(Source { path, text })
    };
    let found: Vec<Source> = written.filter_map(read).collect();
    assert!(found.len() > 50, "the tree was not found");
    found
}

fn is_generated(path: &str) -> bool {
    let lock = path.ends_with("Cargo.lock") || path.ends_with("package-lock.json");
    lock || path.contains("/generated/") || path.starts_with("tests/fixtures/")
}

/// The root of the source tree.
pub fn root() -> PathBuf {
    songnuan_tests::root()
}
