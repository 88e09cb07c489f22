//! Campaigns and the bank's files through the command list.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines
)]

mod bad_input;
mod bank;
mod bank_return;
mod lists;
mod size;
mod support;
mod warnings;
