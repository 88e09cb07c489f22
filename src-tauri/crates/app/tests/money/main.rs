//! Users and rights, funds, and the payments ledger, through the command list.

mod batches;
mod caps;
mod doors;
mod funds;
mod oracle;
mod property;
mod support;
mod undo;
mod users;
