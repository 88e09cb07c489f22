//! The dry run of a sending-warmth list (送温暖花名册): who is on it, what for, and whether its
//! subtotals, totals and capitals say the same.

mod check;
mod columns;
pub(crate) mod heading;
mod json;
mod rows;
mod sums;

pub use check::{Roster, RosterOptions, check_roster};
pub use columns::RosterCol;
pub use heading::{Heading, heading};
pub use json::{roster_dry_run_json, roster_totals};
pub use rows::Recipient;
pub use sums::SumRow;
