//! The payments ledger: what follows from the facts of a batch, and which fact may come next.
//!
//! Batches, steps, lines and events are only ever added (`records::payment`). Every state, sum and
//! refusal here is computed from them, so a page, a paper and a report cannot disagree.

mod conditions;
mod entry;
mod events;
mod facts;
mod fund;
mod refusal;
mod sentences;
mod state;
mod steps;
mod sums;

pub use entry::{LineAsk, check_line, items_taken, kind_needs_file};
pub use events::EventBook;
pub use facts::{Account, BatchFacts, Notice};
pub use fund::{FundFacts, fund_left};
pub use refusal::Refusal;
pub use state::{BatchState, LineState};
pub use steps::{NOTICE_DAYS, PlannedStep, StepPlan};
pub use sums::Cash;
