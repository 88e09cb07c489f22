//! The interface in `ui/`: its packages, its build, its checks.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::step::{Outcome, command, root, run_to_end, step};

/// Written into the build so that a hand-made or half-made `ui/dist` does not count as built.
const MARK: &str = ".built";

/// `npm ci`, when the lock file is newer than what is installed.
pub fn install() -> Outcome {
    let ui = root().join("ui");
    let installed = ui.join("node_modules").join(".package-lock.json");
    if newest(&ui.join("package-lock.json")) < newest(&installed) {
        println!("   npm packages are there");
        return Ok(());
    }
    npm(&["ci", "--no-audit", "--no-fund"])
}

/// Builds `ui/dist` when a source is newer than it.
pub fn build() -> Outcome {
    install()?;
    let ui = root().join("ui");
    let sources = [
        "src",
        "public",
        "index.html",
        "package-lock.json",
        "vite.config.ts",
    ];
    let changed = sources
        .iter()
        .filter_map(|name| newest(&ui.join(name)))
        .max();
    let mark = ui.join("dist").join(MARK);
    if changed < newest(&mark) {
        println!("   ui/dist is up to date");
        return Ok(());
    }
    npm(&["run", "build"])?;
    fs::write(mark, "built by cargo xtask\n")?;
    Ok(())
}

/// Every check of the interface: layout, rules, types, unit tests.
pub fn check() -> Outcome {
    for script in ["format:check", "lint", "typecheck", "test"] {
        step(&format!("interface: {script}"), || npm(&["run", script]))?;
    }
    Ok(())
}

/// Writes the TypeScript side of the command list; the test that compares it does the writing.
pub fn bindings() -> Outcome {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let test = [
        "test",
        "--workspace",
        "--test",
        "tidy",
        "the_typescript_bindings",
    ];
    run_to_end(command(&cargo, &test).env("SONGNUAN_BLESS", "1"))
}

fn npm(arguments: &[&str]) -> Outcome {
    run_to_end(command("npm", arguments).current_dir(root().join("ui")))
}

/// The newest change in a file or folder; `None` when there is none.
fn newest(path: &Path) -> Option<SystemTime> {
    let meta = fs::metadata(path).ok()?;
    if meta.is_file() {
        return meta.modified().ok();
    }
    let entries = fs::read_dir(path).ok()?.flatten();
    entries.filter_map(|entry| newest(&entry.path())).max()
}
