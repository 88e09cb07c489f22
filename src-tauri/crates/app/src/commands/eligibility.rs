//! Policy packs and verdicts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use ts_rs::TS;

/// A pack in the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PackSummary {
    pub id: String,
    pub name: String,
    pub region: String,
    pub source: String,
    pub effective_from: String,
    pub effective_to: Option<String>,
    /// Edited or copied in this unit.
    pub own: bool,
}

/// Names a pack.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PackRef {
    pub id: String,
}

/// A pack as text and as rows for reading.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PackView {
    pub summary: PackSummary,
    pub toml: String,
    /// (label, value) pairs in Chinese: lines, operators, multipliers, gates, exclusions, articles.
    pub rows: Vec<PackRow>,
}

/// One line of a pack in words.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PackRow {
    pub section: String,
    pub label: String,
    pub value: String,
    pub article: String,
}

/// An edited pack.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PackText {
    pub toml: String,
    /// Id of the pack this was copied or edited from.
    pub based_on: Option<String>,
}

/// What is wrong with a pack.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PackProblemView {
    pub place: String,
    pub message: String,
}

/// Asks for verdicts.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct EligibilityQuery {
    /// One file, or one person by paper number; neither = all files.
    pub file_id: Option<Id>,
    pub file_no: Option<String>,
    pub id_no: Option<String>,
    pub pack: String,
    pub on: Option<NaiveDate>,
    /// Dibao line to use instead of the pack's, fen per month.
    pub dibao_line: Option<Fen>,
}

/// The verdict on one file.
#[derive(Clone, Serialize, TS)]
pub struct FileVerdict {
    pub file_id: Id,
    pub file_no: String,
    pub id_no: String,
    pub name: String,
    /// Status word, e.g. 在档.
    pub status: String,
    pub members_n: u32,
    pub annual_income_fen: Fen,
    pub rigid_fen: Fen,
    pub net_fen: Fen,
    /// `num/den`, lowest terms, fen per head and month.
    pub per_capita_month_fen: String,
    pub event: bool,
    /// Dibao line or flat amount compared with; `None` when the pack has none for the day.
    pub line_fen: Option<Fen>,
    /// Since when that line applies; `None` when it was given by hand.
    pub line_from: Option<NaiveDate>,
    pub pack: String,
    pub pack_name: String,
    /// Date the version in force began.
    pub version_from: String,
    /// `deep`, `relative`, `accidental`, `none`; an old category's id; `eligible` where a rule
    /// knows no categories; `undecided` while a fact is missing that could change the answer.
    pub category: String,
    pub category_label: String,
    /// For `undecided`: the category, should everything missing turn out in favour.
    pub if_complete: Option<String>,
    pub clauses: Vec<ClauseView>,
    /// Facts that are missing, in Chinese.
    pub missing: Vec<String>,
    pub warnings: Vec<String>,
}

/// One clause with the numbers put in.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ClauseView {
    pub id: String,
    /// The rule in words.
    pub text: String,
    /// Where it comes from.
    pub article: String,
    /// `None` = cannot be judged, something is missing.
    pub passed: Option<bool>,
    /// The calculation with numbers.
    pub numbers: String,
    /// How far off, e.g. `差 86.00 元`.
    pub gap: Option<String>,
}

/// What if the dibao line becomes N?
#[derive(Clone, Debug, Deserialize, TS)]
pub struct WhatIfQuery {
    pub pack: String,
    pub on: Option<NaiveDate>,
    /// Fen per month.
    pub dibao_line: Fen,
}

/// Everybody whose verdict changes.
#[derive(Clone, Serialize, TS)]
pub struct WhatIf {
    /// `None` when the pack has no line for the day.
    pub line_before: Option<Fen>,
    pub line_after: Fen,
    /// Files looked at, 户.
    pub checked: u32,
    pub changed: Vec<WhatIfRow>,
    /// Files that could not be computed, as sentences.
    pub problems: Vec<String>,
}

/// One file whose verdict changes.
#[derive(Clone, Serialize, TS)]
pub struct WhatIfRow {
    pub file_id: Id,
    pub file_no: String,
    pub name: String,
    pub per_capita: String,
    pub before: String,
    pub before_label: String,
    pub after: String,
    pub after_label: String,
}
