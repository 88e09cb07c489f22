//! Printing and saving.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use ts_rs::TS;

/// The forms that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperForm {
    /// 困难职工档案表
    HardshipFile,
    /// 入户调查表/走访记录表
    VisitRecord,
    /// 走访卡 (A5)
    VisitCard,
    /// 慰问金发放花名册(签收表): ids are batches, or campaigns before a batch is drafted
    Roster,
    /// The same, paid by bank: account and result instead of signatures
    RosterBank,
    /// The same for the wall: names masked, no numbers
    RosterMasked,
    /// 困难职工补助(救助)申请审批表: ids are items, campaigns, or files
    AidApplication,
    /// 领款单, two to a page: ids are batches, or payment lines
    Receipt,
    /// 慰问信: ids are items, or campaigns
    CondolenceLetter,
    /// 公示: ids are batches
    PublicNotice,
    /// 走访台账: ids are campaigns; with `all`, every visit between `from` and `to`
    VisitLedger,
    /// 资金收支明细账: ids are funds; with `all`, every fund
    FundLedger,
    /// 金秋助学申请审批表: ids are applications, or rounds for everybody in them
    ScholarshipApplication,
    /// 金秋助学名册: ids are rounds
    ScholarshipRoster,
    /// 金秋助学汇总表: ids are rounds; with `all`, every round
    ScholarshipSummary,
    /// 金秋助学公示: ids are rounds, or the applications of one round; names masked
    ScholarshipNotice,
    /// 劳动模范登记表: ids are model workers; with `all`, everybody in the registry
    ModelWorkerForm,
    /// 劳模三金申报表 of `year`: ids are model workers; with `all`, everybody with a benefit declared
    ModelWorkerFunds,
    /// 荣誉台账: ids are model workers; with `all`, every honour on record
    HonorLedger,
    /// 劳模慰问登记: ids are model workers; with `all`, everybody; `from` and `to` limit it
    ModelWorkerVisits,
    /// 同步回执: ids are kept receipts of syncs; with `all`, every one of them
    SyncReceipt,
}

/// Prints forms into one PDF (a job; result `FileBytes`).
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PrintRequest {
    pub form: PaperForm,
    /// File ids for `hardship_file` (and for pre-filled visit forms), visit ids for the visit forms.
    pub ids: Vec<Id>,
    /// All active files, or all visits.
    pub all: bool,
    /// Blank copies to print instead; 0 = none.
    pub blank: u32,
    /// Prints the photographs of a visit on a further sheet.
    pub with_photos: bool,
    /// Period of the ledgers.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Year of 劳模三金申报表; `None` = this year.
    #[serde(default)]
    pub year: Option<i32>,
}

/// Writes bytes to a path chosen in a save dialog.
#[derive(Clone, Deserialize, TS)]
pub struct SaveFile {
    pub path: String,
    /// Standard base64.
    pub base64: String,
}
