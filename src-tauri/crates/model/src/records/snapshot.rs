//! A report as it was printed: what was asked, as of which moment, and the figures it gave.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::{Id, Record};

/// A kept report. The same question as of the same moment gives the same figures again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReportSnapshot {
    pub id: Id,
    /// `campaign`, `visits` or `funds`.
    pub report: String,
    pub title: String,
    /// The question, as JSON of the stats request.
    pub question: String,
    /// The moment it speaks of, UTC, RFC 3339.
    pub as_of: String,
    /// Figures by name, as JSON, for reading without recomputing.
    pub totals: String,
    pub by: String,
}

impl Record for ReportSnapshot {
    const KIND: &'static str = "report_snapshot";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }
}
