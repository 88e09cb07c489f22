//! Users and rights, funds, and the payments ledger, through the command list.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::too_many_lines
)]

mod accounts;
mod batches;
mod caps;
mod doors;
mod funds;
mod oracle;
mod property;
pub mod support;
mod undo;
mod users;
