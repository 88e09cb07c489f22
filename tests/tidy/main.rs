//! The source tree holds itself in order: who imports whom, sizes, first lines, words, bindings.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod commands;
mod files;
mod imports;
mod sources;
