//! The papers of a campaign and its payments from the first list to the audit pack, through the
//! command list, read back as a reader sees them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod audit;
mod forms;
mod support;
