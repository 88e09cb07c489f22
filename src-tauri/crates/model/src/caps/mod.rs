//! Ceilings of aid (DOMAIN §2.4–2.6): what may still be paid this year, by the pack in force.
//!
//! Caps stand in the policy packs as `[[version.cap]]`, with dates and the article they come from.
//! Running totals count every line from the day of drafting, less reversals, over all batches of
//! the year. Amounts are fen; limits are exact fractions, rounded down to the fen at the very end.

mod cap;
mod room;
mod totals;
mod words;

pub use cap::{Approval, Cap, CapPer, Limit, Occasion, Tier};
pub use room::{Ask, CapRoom, missing, room};
pub use totals::{Given, RunningTotals, Used, counted_on};
