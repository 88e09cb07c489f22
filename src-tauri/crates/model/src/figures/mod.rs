//! Figures that can be traced: pure sums over facts, where every number keeps what it is made of.
//!
//! A [`Sum`] adds up one unit only; the unit is its type, so 户 and 人 cannot meet in one number.
//! The facts come in as plain data, with the id of the record each of them stands for.

mod campaign;
mod funds;
mod list;
mod registry;
mod scholarships;
mod sum;
mod visits;

pub use campaign::{CampaignFacts, ItemFact, campaign_report};
pub use funds::{MoneyFact, fund_report};
pub use list::{ListEntry, list_totals};
pub use registry::{HonorFact, WorkerFact, registry_report};
pub use scholarships::{CaseFact, scholarship_report};
pub use sum::{Batches, Cell, Counted, Line, Measure, Part, Report, Source, Sum, Table, percent};
pub use visits::{VisitFact, visit_report};
