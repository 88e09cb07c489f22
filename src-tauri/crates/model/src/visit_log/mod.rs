//! The dry run of a visiting drive's records (走访记录): teams and workers on sheets of their own.

mod check;
mod columns;
mod json;
mod rows;
mod sums;

pub use check::{VisitLog, VisitLogOptions, VisitSheet, check_visit_log};
pub use columns::VisitCol;
pub use json::{visit_dry_run_json, visit_log_report};
pub use rows::VisitRow;
pub use sums::VisitTotals;
