//! Campaigns and the bank's files through the command list.

mod bad_input;
mod bank;
mod bank_return;
mod lists;
mod size;
mod support;
mod warnings;
