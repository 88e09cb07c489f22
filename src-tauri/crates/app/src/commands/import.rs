//! Importing workbooks: dry run, decisions, apply.

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use ts_rs::TS;

/// Which workbook it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// 工会组织
    Unions,
    /// 困难职工摸底表
    Hardship,
    /// 送温暖名单
    Campaign,
    /// 走访记录
    Visits,
    /// 金秋助学申请
    Scholarships,
    /// 劳模名册
    ModelWorkers,
}

/// Reads a workbook (a job; result `ImportPreview` of the first page).
#[derive(Clone, Deserialize, TS)]
pub struct ImportStart {
    pub kind: ImportKind,
    pub file_name: String,
    /// The workbook, standard base64.
    pub base64: String,
}

/// Points at a dry run.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportRef {
    pub import: Id,
}

/// A page of the dry run.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PreviewQuery {
    pub import: Id,
    pub sheet: Option<String>,
    /// `import_ok`, `import_with_warning`, `reject`; `None` = all.
    pub verdict: Option<String>,
    /// Only rows with this finding code.
    pub code: Option<String>,
    pub offset: u32,
    pub limit: u32,
}

/// What the dry run found.
#[derive(Clone, Serialize, TS)]
pub struct ImportPreview {
    pub import: Id,
    pub file_name: String,
    pub kind: ImportKind,
    pub sheets: Vec<SheetSummary>,
    /// Findings over the workbook by code, most frequent first.
    pub codes: Vec<CodeCount>,
    /// The asked page.
    pub rows: Vec<PreviewRow>,
    /// Rows that match the query.
    pub total: u32,
    /// What importing would do, in 户 and 人.
    pub households: u32,
    pub people: u32,
    /// What the accepted rows of a list come to, each in its unit: `households`, `persons`,
    /// `households_fen`, … of 送温暖名单; `team.visits`, `worker.visits`, `person_times`, … of 走访记录;
    /// `applications`, `awarded`, … of 金秋助学申请; `model_workers`, `honors`, … of 劳模名册.
    pub figures: Vec<super::figures::Figure>,
}

/// One sheet of the workbook.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SheetSummary {
    pub name: String,
    pub recognised: bool,
    pub rows: u32,
    pub ok: u32,
    pub warning: u32,
    pub rejected: u32,
    pub ignored: u32,
    pub columns: Vec<ColumnView>,
    pub hidden_columns: Vec<String>,
}

/// One column and what it was taken for.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ColumnView {
    /// Excel letter.
    pub column: String,
    pub header: String,
    /// Field it was mapped to; `None` = not understood, map by hand.
    pub field: Option<String>,
    pub field_label: Option<String>,
    /// First values, to help mapping (masked).
    pub examples: Vec<String>,
}

/// How often a finding occurs.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CodeCount {
    pub code: String,
    pub label: String,
    /// `reject` or `warning`.
    pub severity: String,
    pub count: u32,
}

/// One row of the dry run.
#[derive(Clone, Serialize, TS)]
pub struct PreviewRow {
    pub sheet: String,
    pub row: u32,
    pub verdict: String,
    /// Who the row is about, e.g. a name.
    pub title: String,
    pub findings: Vec<FindingView>,
    /// Harmless repairs, in Chinese.
    pub notes: Vec<String>,
}

/// One doubt, with what to do.
#[derive(Clone, Serialize, TS)]
pub struct FindingView {
    pub code: String,
    pub severity: String,
    pub column: Option<String>,
    pub header: Option<String>,
    pub message: String,
    pub remedy: String,
    /// The cell as written.
    pub value: Option<String>,
}

/// Gives columns a meaning by hand (a job; result `ImportPreview`).
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportMap {
    pub import: Id,
    pub columns: Vec<ColumnMapping>,
}

/// One mapping; `field` `None` = leave out.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ColumnMapping {
    pub sheet: String,
    pub column: String,
    pub field: Option<String>,
}

/// A decision of the user: per row (`sheet`+`row`) or per finding (`code`).
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ImportDecision {
    pub sheet: Option<String>,
    pub row: Option<u32>,
    pub code: Option<String>,
    /// False: leave these rows out. Rejected rows are always left out.
    pub take: bool,
}

/// Imports (a job; result `ImportOutcome`).
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportApply {
    pub import: Id,
    pub decisions: Vec<ImportDecision>,
    /// Refuse the whole workbook when a row is rejected.
    pub strict: bool,
}

/// What the import did.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct ImportOutcome {
    /// `None` when nothing changed.
    pub op_id: Option<Id>,
    pub files_new: u32,
    pub files_changed: u32,
    pub people_new: u32,
    pub orgs_new: u32,
    pub orgs_changed: u32,
    /// The campaign a list was imported into.
    pub campaign_id: Option<Id>,
    pub items_new: u32,
    pub items_changed: u32,
    pub visits_new: u32,
    pub visits_changed: u32,
    /// The scholarship round a list was imported into.
    pub round_id: Option<Id>,
    pub cases_new: u32,
    pub cases_changed: u32,
    pub workers_new: u32,
    pub workers_changed: u32,
    pub honors_new: u32,
    pub honors_changed: u32,
    pub rows_taken: u32,
    pub rows_left_out: u32,
    /// The sentence for the user.
    pub message: String,
}
