//! The payments ledger: drafting, steps, paying by bank and in cash, reversals. Amounts are fen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, Batch, BatchStep, BatchStepKind, CountUnit, LineEvent, LineEventKind, PayMethod,
    PaymentLine,
};
use ts_rs::TS;

use super::campaigns::{Flag, ListTotals};

pub use songnuan_model::ledger::{BatchState, LineState};

/// Filters of the batch list.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct BatchQuery {
    pub campaign_id: Option<Id>,
    pub fund_id: Option<Id>,
    pub state: Option<BatchState>,
    pub year: Option<i32>,
}

/// A batch in the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BatchRow {
    pub batch: Batch,
    pub state: BatchState,
    pub state_label: String,
    pub method_label: String,
    pub campaign_name: Option<String>,
    pub fund_name: String,
    /// Lines without reversals.
    pub lines_n: u32,
    /// Net of reversals.
    pub amount: Fen,
    pub paid: Fen,
    pub bounced_n: u32,
}

/// A batch with everything.
#[derive(Clone, Serialize, TS)]
pub struct BatchDetail {
    pub row: BatchRow,
    pub totals: ListTotals,
    /// 人民币大写 of the net amount.
    pub amount_uppercase: String,
    pub steps: Vec<BatchStepView>,
    pub lines: Vec<LineRow>,
    pub notice: Option<NoticeView>,
    /// Cash taken out, handed out, brought back; what is still out.
    pub cash: Option<CashView>,
    /// Every next step, whether the one who asks may take it, and if not, why.
    pub next: Vec<NextStep>,
    /// Sentences to be read after what was just done, e.g. who was left out of a draft.
    pub warnings: Vec<String>,
}

/// A step with its words.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BatchStepView {
    pub step: BatchStep,
    pub label: String,
}

/// The public notice of a batch.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NoticeView {
    pub posted_on: NaiveDate,
    /// Last day, at least five working days after posting.
    pub ends_on: NaiveDate,
    /// Working days left, 0 = over.
    pub days_left: u32,
    pub over: bool,
    /// Objections that are not settled.
    pub open_objections: Vec<BatchStep>,
    /// Set when a year has no holiday table.
    pub warning: Option<String>,
}

/// Cash of a batch.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CashView {
    pub taken: Fen,
    pub signed: Fen,
    pub returned: Fen,
    /// `taken − signed − returned`; not zero = money is missing or still out.
    pub out: Fen,
}

/// A step that could come next. Named apart from the step of a file for the interface.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(rename = "BatchNextStep")]
pub struct NextStep {
    pub kind: BatchStepKind,
    pub label: String,
    pub allowed: bool,
    /// The sentence why not, when not allowed.
    pub why_not: Option<String>,
}

/// One line of a batch. Card and ID are masked; `line.card_no` is empty here.
#[derive(Clone, Serialize, TS)]
pub struct LineRow {
    pub line: PaymentLine,
    pub state: LineState,
    pub state_label: String,
    pub name: String,
    pub id_masked: String,
    pub card_masked: Option<String>,
    pub category_label: String,
    pub employer: Option<String>,
    pub events: Vec<LineEventView>,
    pub flags: Vec<Flag>,
}

/// An event with its words; numbers masked.
#[derive(Clone, Serialize, TS)]
pub struct LineEventView {
    pub event: LineEvent,
    pub label: String,
}

/// Drafts a batch from items of a campaign, or from single payments outside one.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BatchDraft {
    pub campaign_id: Option<Id>,
    /// Items to pay; empty = every item of the campaign that is in no batch yet.
    pub item_ids: Vec<Id>,
    /// Payments outside a campaign's list.
    pub lines: Vec<LineDraft>,
    pub fund_id: Id,
    pub method: PayMethod,
    pub purpose: String,
    pub needs_notice: bool,
    /// `None` = the next free number of the year.
    pub no: Option<String>,
    pub note: Option<String>,
}

/// One payment outside a campaign's list.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LineDraft {
    pub file_id: Option<Id>,
    pub person_id: Option<Id>,
    pub aid_kind: AidKind,
    pub unit: CountUnit,
    pub amount: Fen,
    /// Own out-of-pocket cost or loss, where a cap needs it.
    pub cost: Option<Fen>,
    pub temporary_reason: Option<String>,
    /// What it pays and where to, for awards and benefits; never from outside.
    #[serde(skip)]
    #[ts(skip)]
    pub award: Option<AwardLine>,
}

/// The scholarship or benefit that a line pays.
#[derive(Clone)]
pub struct AwardLine {
    /// Id of the case or benefit; a line names it as its item, so that nothing is paid twice.
    pub id: Id,
    pub holder: Option<String>,
    pub card_no: Option<String>,
    pub bank: Option<String>,
}

impl std::fmt::Debug for AwardLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AwardLine({})", self.id)
    }
}

/// Takes a step.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BatchStepAdd {
    pub batch_id: Id,
    pub kind: BatchStepKind,
    /// `None` = today.
    pub on: Option<NaiveDate>,
    pub opinion: Option<String>,
    pub place: Option<String>,
    pub objection_id: Option<Id>,
    pub amount: Option<Fen>,
}

/// Records what became of lines: signed, not collected, account repaired.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LineEventsAdd {
    pub batch_id: Id,
    pub events: Vec<LineEventDraft>,
    /// A card that fails Luhn was typed a second time, the same.
    pub card_confirmed: bool,
}

/// One of them.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct LineEventDraft {
    pub line_id: Option<Id>,
    pub kind: Option<LineEventKind>,
    pub on: Option<NaiveDate>,
    pub reason: Option<String>,
    pub card_holder: Option<String>,
    pub card_no: Option<String>,
    pub bank: Option<String>,
    pub proxy_name: Option<String>,
    pub proxy_relation: Option<String>,
    pub proxy_id_no: Option<String>,
}

/// Takes a line back (红字冲销).
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LineReverse {
    pub line_id: Id,
    pub reason: String,
}

/// What the bank wants its file to look like; kept in the settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BankFormat {
    /// Of `seq`, `holder`, `card`, `amount`, `bank`, `note`, in order.
    pub columns: Vec<String>,
    pub header: bool,
}

/// The transfer file of a batch.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BankExport {
    pub batch_id: Id,
    /// `xlsx` or `csv` (GB18030).
    pub format: String,
    /// `None` = the kept format.
    pub layout: Option<BankFormat>,
    /// Writes the event 已送银行; false = only a look.
    pub mark: bool,
}

/// Reads the bank's return file; without `apply` nothing is written.
#[derive(Clone, Deserialize, TS)]
pub struct BankReturn {
    /// `None`: the batch is found by the number in the file.
    pub batch_id: Option<Id>,
    pub file_name: String,
    /// Standard base64; xlsx, or csv in GB18030 or UTF-8.
    pub base64: String,
    pub apply: bool,
}

/// What the return file says.
#[derive(Clone, Serialize, TS)]
pub struct BankReturnResult {
    pub batch_id: Option<Id>,
    pub batch_no: Option<String>,
    pub rows: Vec<BankReturnRow>,
    pub lines_n: u32,
    pub paid_n: u32,
    pub paid: Fen,
    pub bounced_n: u32,
    pub bounced: Fen,
    /// Rows that fit no line: unknown, doubled, another amount. Nothing is written while there are any.
    pub problems_n: u32,
    pub applied: bool,
    /// The sentence for the user.
    pub message: String,
}

/// One row of the return file.
#[derive(Clone, Serialize, TS)]
pub struct BankReturnRow {
    /// 1-based row in the file.
    pub row: u32,
    pub holder: String,
    pub card_masked: String,
    pub amount: Option<Fen>,
    pub ok: bool,
    pub reason: Option<String>,
    pub line_id: Option<Id>,
    /// The sentence when the row fits no line.
    pub problem: Option<String>,
}

/// Everything an auditor needs of a batch (a job; result `AuditFiles`).
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AuditPack {
    pub batch_id: Id,
}

/// The audit pack: one PDF and the files of the folder.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct AuditFiles {
    /// Name of the folder.
    pub folder: String,
    pub files: Vec<super::shared::FileBytes>,
}
