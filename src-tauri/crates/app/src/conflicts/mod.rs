//! What came together and does not fit: parked edits to decide, rules that are broken, two records
//! of one person.

mod decide;
mod findings;
mod get;
mod kinds;
mod list;
mod people;
mod rules;
mod shown;

pub use decide::decide;
pub use findings::{finding_decide, findings};
pub use get::get;
pub use list::{list, undecided};
pub use people::{Links, all_ids_of, person_merge, person_unmerge};
