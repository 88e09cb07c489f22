//! Campaigns and the bank's files through the command list.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bad_input;
mod bank;
mod bank_return;
mod lists;
mod size;
mod support;
mod warnings;
