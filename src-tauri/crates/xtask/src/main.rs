//! `cargo xtask …`: run, test, bench, package.
fn main() {}
