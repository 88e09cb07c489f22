//! Shared pieces of the whole-system tests: programs under test, WebDriver, the walk.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "nothing here ships: a test stops at the first thing that is not as it should be"
)]

pub mod page;
pub mod programs;
pub mod walk;
pub mod walk_campaign;
pub mod walk_honor;
pub mod walk_scholarship;
pub mod webdriver;

use std::path::PathBuf;

/// The root of the source tree.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}
