//! Use cases: sources of money and their account. What came in are entries; what went out is in the
//! payments ledger. Amounts are fen.

mod entry;
mod ledger;
mod list;
mod save;

pub use entry::entry_add;
pub use ledger::ledger;
pub use list::{facts_of, list, view};
pub use save::save;
