//! Figures that can be traced: reports as of a moment, the records behind each number, comparison.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use ts_rs::TS;

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// 活动统计
    Campaign,
    /// 走访统计
    Visits,
    /// 资金统计
    Funds,
    /// 金秋助学统计
    Scholarships,
    /// 劳模统计; `to` is the day ages and subsidies are told of
    ModelWorkers,
}

/// The question.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StatsRequest {
    pub report: ReportKind,
    /// `None` = all campaigns in the period.
    pub campaign_id: Option<Id>,
    pub fund_id: Option<Id>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// UTC, RFC 3339; `None` = now.
    pub as_of: Option<String>,
}

/// What a figure counts. Units never mix (DESIGN §3.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FigureUnit {
    /// 户
    Household,
    /// 人
    Person,
    /// 人次
    PersonTimes,
    /// 件
    Matter,
    /// 次 (visits)
    Visit,
    /// 批 (batches)
    Batch,
    /// 分; shown in yuan and 万元
    Fen,
}

/// One number, which opens its records.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Figure {
    /// Stable name, e.g. `households`, `persons_fen`, `team.visits`.
    pub key: String,
    pub label: String,
    pub unit: FigureUnit,
    pub value: i64,
    /// As shown, e.g. `52,000.00 元`, `35 人`.
    pub text: String,
    /// For money: exact 万元, e.g. `38.237 万元`.
    pub wan: Option<String>,
}

/// A table or chart of a report: rows with one label and figures.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FigureTable {
    /// `by_category`, `by_month`, `by_federation`, `by_village`, `by_age`, `by_cause`,
    /// `visits_by_visitor`, `by_fund`, `by_year`, `progress`.
    pub key: String,
    pub title: String,
    /// Label of the first column.
    pub head: String,
    pub rows: Vec<FigureRow>,
    /// `bar`, `line`, `pie` or empty for a table only.
    pub chart: String,
}

/// One row.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FigureRow {
    pub label: String,
    pub figures: Vec<Figure>,
}

/// The answer.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Stats {
    pub title: String,
    /// The moment it speaks of, UTC, RFC 3339.
    pub as_of: String,
    pub figures: Vec<Figure>,
    pub tables: Vec<FigureTable>,
    /// Sentences the reader should know, e.g. a year without a holiday table.
    pub notes: Vec<String>,
    /// The same as one object with the names of DOMAIN §7, for machines.
    #[ts(type = "unknown")]
    pub totals: serde_json::Value,
}

/// Asks for the records behind a figure.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FigureRecordsQuery {
    pub request: StatsRequest,
    /// `key` of the figure; for a row of a table `table/label/key`.
    pub key: String,
}

/// The records behind a figure.
#[derive(Clone, Serialize, TS)]
pub struct FigureRecords {
    pub label: String,
    pub text: String,
    pub rows: Vec<FigureRecord>,
}

/// One of them.
#[derive(Clone, Serialize, TS)]
pub struct FigureRecord {
    pub id: Id,
    pub kind: String,
    pub title: String,
    pub subtitle: String,
    pub amount: Option<Fen>,
    /// What it adds to the figure.
    pub counts: i64,
    /// Route in the window.
    pub route: String,
}

/// A kept report.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SnapshotView {
    pub id: Id,
    pub report: ReportKind,
    pub title: String,
    pub as_of: String,
    pub by: String,
    pub request: StatsRequest,
}

/// Compares a report of two moments: why is it two fewer than on Tuesday?
#[derive(Clone, Debug, Deserialize, TS)]
pub struct StatsCompare {
    pub before: StatsRequest,
    pub after: StatsRequest,
}

/// What changed between them.
#[derive(Clone, Serialize, TS)]
pub struct StatsDiff {
    pub before_as_of: String,
    pub after_as_of: String,
    pub figures: Vec<FigureDiff>,
}

/// One figure that changed.
#[derive(Clone, Serialize, TS)]
pub struct FigureDiff {
    pub key: String,
    pub label: String,
    pub before: String,
    pub after: String,
    pub added: Vec<FigureRecord>,
    pub removed: Vec<FigureRecord>,
    /// Counted both times, but otherwise.
    pub changed: Vec<FigureRecord>,
    /// One sentence per record: who did what and when.
    pub why: Vec<String>,
}

/// A report as a workbook or PDF.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct StatsExport {
    pub request: StatsRequest,
    /// `xlsx` or `pdf`.
    pub format: String,
}

/// The workbooks that go to the county (DOMAIN §3.8).
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CountyExport {
    /// `roster` 实名制汇总表 of a campaign, `warmth_stats` 送温暖统计表.
    pub sheet: String,
    pub campaign_id: Id,
}
