//! `cargo xtask test`: everything that must hold, in the order that fails soonest.

use crate::step::{Outcome, cargo, step};
use crate::{fonts, interface, licences, system};

/// Sets up the machine, then checks and tests Rust, TypeScript, the browser and the real window.
pub fn test() -> Outcome {
    step("tools", system::check_node)?;
    step("system packages: core", system::install_core)?;
    step("system packages: window", system::install_window)?;
    step("system packages: tests", system::install_tests)?;
    step("fonts", fonts::fetch)?;
    // Those of other systems too: the test of who imports whom reads the whole list, offline.
    step("crates", || cargo(&["fetch", "--locked", "--quiet"]))?;
    step("Rust layout", || cargo(&["fmt", "--all", "--check"]))?;
    step("interface: packages", interface::install)?;
    interface::check()?;
    step("interface: build", interface::build)?;
    step("licences", licences::check)?;
    // Always the whole workspace and the same targets: one choice of features, so that no
    // dependency is compiled twice.
    step("clippy", || {
        cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ])
    })?;
    // The benchmarks are checked by clippy above and not linked here: each holds the whole program.
    let built = ["--workspace", "--lib", "--bins", "--tests"];
    step("build", || {
        cargo(&[&["build", "--quiet"], &built[..]].concat())
    })?;
    step("Rust tests", || {
        cargo(&[&["test", "--quiet", "--no-fail-fast"], &built[..]].concat())
    })?;
    // These two need the programs built above, a display and a browser: not part of `cargo test`.
    for walk in ["browser", "window"] {
        step(&format!("walk through the {walk}"), || {
            cargo(&[
                "test",
                "--workspace",
                "--test",
                walk,
                "--",
                "--ignored",
                "--nocapture",
            ])
        })?;
    }
    println!("\n✓ everything holds");
    Ok(())
}
