//! A report of figures, and the sections of an audit pack: tables of words.

use serde::{Deserialize, Serialize};

silent_debug!(ReportForm, ReportTable, AuditPackForm, AuditSection);

/// A statistics report: figures on top, tables under them, notes at the end.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    pub title: String,
    /// The moment it speaks of, as printed, e.g. `2026年11月22日 09:30`; empty: not printed.
    pub as_of: String,
    /// The unit that reports; empty: not printed.
    pub unit: String,
    /// (label, text with its unit), e.g. `("慰问职工", "35 人")`.
    pub figures: Vec<(String, String)>,
    pub tables: Vec<ReportTable>,
    /// Sentences under the tables.
    pub notes: Vec<String>,
}

/// One table of a report. Amounts and counts come with separators and units as they are printed.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportTable {
    /// Empty: no title.
    pub title: String,
    pub columns: Vec<String>,
    /// A row may be shorter than the header; the rest stays empty.
    pub rows: Vec<Vec<String>>,
}

/// Everything an auditor needs of a batch, bound into one document (the roster is its own form).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditPackForm {
    /// On the cover, e.g. `发放批次审计资料`.
    pub title: String,
    /// 批次号.
    pub no: String,
    pub unit: String,
    /// The day the pack was made, as printed.
    pub made_on: String,
    /// What stands on the cover: (label, text).
    pub facts: Vec<(String, String)>,
    /// In the order of the contents on the cover.
    pub sections: Vec<AuditSection>,
    /// Stands between the sections `before_roster` and the rest.
    pub roster: super::RosterForm,
    /// How many sections stand before the roster.
    pub before_roster: usize,
}

/// A section of the pack: sentences, then tables.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditSection {
    pub title: String,
    pub paragraphs: Vec<String>,
    pub tables: Vec<ReportTable>,
}
