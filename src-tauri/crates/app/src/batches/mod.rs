//! Use cases: the payments ledger.
//!
//! Batches, steps, lines and events are facts that are only added; where something stands is derived
//! by `songnuan_model::ledger`. Every check is made again inside the operation that writes.

mod bank;
mod detail;
mod draft;
mod draft_check;
mod draft_lines;
mod events;
mod facts;
mod flags;
mod list;
mod reverse;
mod rows;
mod step;
mod text;

pub use bank::{bank_export, bank_format_get, bank_format_put, bank_return};
pub use detail::get;
pub use draft::draft;
pub(crate) use draft_lines::awards_facts;
pub use events::events_add;
pub use facts::{facts, facts_of, with_events, with_lines, with_steps};
pub use list::list;
pub use reverse::reverse;
pub use rows::{BatchCache, BatchSums};
pub use step::step;
