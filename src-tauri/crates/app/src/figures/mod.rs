//! Use cases: reports that can be traced, kept and compared.
//!
//! A report is computed from facts (`gather_*`, pure sums in `model::figures`), each number with
//! the records it is made of; that is what opening a number and comparing two moments rest on.

mod ask;
mod compare;
mod county;
mod export;
mod federations;
mod gather_campaign;
mod gather_funds;
mod gather_model_workers;
mod gather_scholarships;
mod gather_visits;
mod money;
mod records;
mod records_honor;
mod snapshots;
mod stats;

pub use compare::compare;
pub use county::county_export;
pub use export::export;
pub use federations::Federations;
pub use records::records;
pub use snapshots::{snapshot_list, snapshot_save};
pub(crate) use stats::figure;
pub use stats::stats;
