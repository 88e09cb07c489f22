//! What came together and does not fit: parked edits to decide, rules that are broken, two records
//! of one person.

mod decide;
mod findings;
mod get;
mod kinds;
mod list;
mod orphans;
mod people;
mod places;
mod rules;
mod shown;

pub use decide::decide;
pub use findings::{finding_decide, findings};
pub use get::get;
pub use list::{list, undecided};
pub use people::{households_in_one, person_meant, person_merge, person_unmerge};
