//! Hardship files, households, history, unions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidRecord, FileStatus, FileStep, HardshipFile, IncomeKind, RigidKind, StepDecision, StepKind,
    UnionOrg,
};
use ts_rs::TS;

use super::eligibility::FileVerdict;
use super::visits::{AttachmentView, VisitRow};

/// Filters of the file list. Empty texts and `None` mean "all".
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct FileQuery {
    /// Part of a name, pinyin, ID tail, employer, village, file number.
    pub text: String,
    pub status: Option<FileStatus>,
    /// Code id of the stated category.
    pub category: Option<String>,
    pub village: Option<String>,
    /// `untouched` (一年未改), `never_aided` (未帮扶过), `incomplete`, `publicity`.
    pub filter: Option<String>,
    /// `file_no`, `name` (pinyin), `per_capita`, `updated_on`, `village`.
    pub sort: Option<String>,
    pub descending: bool,
    pub offset: u32,
    /// 0 = everything.
    pub limit: u32,
}

/// A page of the list.
#[derive(Clone, Serialize, TS)]
pub struct FileList {
    pub rows: Vec<FileRow>,
    /// Files that match, 户.
    pub total: u32,
    /// Files per status over all files, 户.
    pub by_status: Vec<StatusCount>,
    pub villages: Vec<String>,
}

/// Files with one status.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StatusCount {
    pub status: FileStatus,
    pub label: String,
    pub count: u32,
}

/// One row of the list; personal numbers masked.
#[derive(Clone, Serialize, TS)]
pub struct FileRow {
    pub id: Id,
    pub file_no: String,
    pub name: String,
    pub sex: Option<String>,
    /// Completed years (周岁).
    pub age: Option<u32>,
    pub id_no_masked: String,
    pub mobile_masked: String,
    pub status: FileStatus,
    pub status_label: String,
    pub category_label: Option<String>,
    /// Category under the default pack.
    pub computed_label: Option<String>,
    /// `"1,000.00"` yuan per head and month, `≈` in front when rounded.
    pub per_capita: Option<String>,
    pub cause_label: Option<String>,
    /// Household size that counts.
    pub members_n: u32,
    pub employer: Option<String>,
    pub village: Option<String>,
    pub updated_on: Option<NaiveDate>,
    /// Mandatory fields still missing.
    pub missing_n: u32,
}

/// Asks for a file by id or number.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FileGet {
    pub id: Option<Id>,
    pub file_no: Option<String>,
    /// UTC moment, RFC 3339; `None` = now.
    pub as_of: Option<String>,
}

/// A person as a page shows it; numbers masked (use `reveal`).
#[derive(Clone, Serialize, TS)]
pub struct PersonView {
    pub id: Id,
    pub name: String,
    pub name_pinyin: Option<String>,
    /// Reading the dictionary proposes.
    pub pinyin_proposed: String,
    /// Code table `sex`; like every coded field here an id, not a word.
    pub sex: Option<String>,
    pub birth: Option<NaiveDate>,
    /// 周岁 on today's date.
    pub age_completed: Option<u32>,
    /// 虚岁 on today's date.
    pub age_nominal: Option<u32>,
    pub id_type: String,
    pub id_type_label: String,
    pub id_no_masked: String,
    pub mobile_masked: String,
    pub ethnicity: Option<String>,
    pub political_status: Option<String>,
    pub health: Option<String>,
    pub disability: Option<String>,
    pub marital: Option<String>,
    pub hukou_kind: Option<String>,
    pub hukou_division: Option<String>,
    pub medical_insurance: Option<String>,
    pub education: Option<String>,
    pub other_contact: Option<String>,
    pub home_address: Option<String>,
    pub village: Option<String>,
    pub postcode: Option<String>,
    pub died_on: Option<NaiveDate>,
    pub note: Option<String>,
    /// Other files or households this person is part of, as sentences.
    pub elsewhere: Vec<String>,
}

/// A member of the household with the person behind it.
#[derive(Clone, Serialize, TS)]
pub struct MemberView {
    pub id: Id,
    pub person: PersonView,
    pub relation: String,
    pub relation_label: String,
    pub identity: Option<String>,
    pub monthly_income: Option<Fen>,
    pub employer_or_school: Option<String>,
    pub living_together: bool,
    pub joined_on: Option<NaiveDate>,
    pub left_on: Option<NaiveDate>,
}

/// One line of income as the page shows it.
#[derive(Clone, Serialize, TS)]
pub struct IncomeView {
    pub id: Id,
    pub earner: String,
    pub kind: IncomeKind,
    pub kind_label: String,
    pub from_month: String,
    pub to_month: String,
    pub months: Vec<Option<Fen>>,
    pub year_amount: Fen,
    pub note: Option<String>,
}

/// One line of rigid expenditure as the page shows it.
#[derive(Clone, Serialize, TS)]
pub struct RigidView {
    pub id: Id,
    pub spent_on: String,
    pub kind: RigidKind,
    pub kind_label: String,
    pub period: String,
    pub amount: Fen,
    pub receipts: Option<u32>,
    pub note: Option<String>,
}

/// A step with its words.
#[derive(Clone, Serialize, TS)]
pub struct StepView {
    pub step: FileStep,
    pub kind_label: String,
    pub decision_label: String,
    pub status_label: String,
}

/// A step that may be taken now.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NextStep {
    pub kind: StepKind,
    pub label: String,
}

/// Everything the detail page shows.
#[derive(Clone, Serialize, TS)]
pub struct FileDetail {
    /// Card number masked.
    pub file: HardshipFile,
    pub status_label: String,
    pub applicant: PersonView,
    pub members: Vec<MemberView>,
    pub incomes: Vec<IncomeView>,
    pub rigids: Vec<RigidView>,
    pub steps: Vec<StepView>,
    pub next_steps: Vec<NextStep>,
    pub aids: Vec<AidRecord>,
    pub visits: Vec<VisitRow>,
    pub attachments: Vec<AttachmentView>,
    /// Under the default pack; `None` with `verdict_problem` when it cannot be computed.
    pub verdict: Option<FileVerdict>,
    pub verdict_problem: Option<String>,
    /// Mandatory fields missing, as the form's labels.
    pub missing_labels: Vec<String>,
    /// Sentences to read beside the data, e.g. `节假日表缺失`.
    pub warnings: Vec<String>,
    /// Set when this is a past state.
    pub as_of: Option<String>,
}

/// Opens a file for a worker; the person is found by paper or made.
#[derive(Clone, Deserialize, TS)]
pub struct FileOpen {
    pub name: String,
    pub id_type: String,
    pub id_no: String,
    pub mobile: Option<String>,
    pub employer: Option<String>,
    pub home_address: Option<String>,
    /// `YYYY-MM-DD` the application was handed in.
    pub applied_on: NaiveDate,
    /// True: temporary aid file (临时救助档案).
    pub temporary: bool,
}

/// One changed field.
#[derive(Clone, Deserialize, TS)]
pub struct FieldEdit {
    /// File, applicant or member's person.
    pub record_id: Id,
    pub field: String,
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
}

/// Changes fields, with a reason.
#[derive(Clone, Deserialize, TS)]
pub struct FileEdit {
    pub file_id: Id,
    pub edits: Vec<FieldEdit>,
    pub why: String,
}

/// Adds (`id` `None`) or changes a member. For a new member the person is found by paper or made.
#[derive(Clone, Deserialize, TS)]
pub struct MemberSave {
    pub file_id: Id,
    pub id: Option<Id>,
    pub name: String,
    pub id_type: String,
    pub id_no: String,
    pub relation: String,
    pub identity: Option<String>,
    pub health: Option<String>,
    pub monthly_income: Option<Fen>,
    pub employer_or_school: Option<String>,
    pub living_together: bool,
    pub joined_on: Option<NaiveDate>,
}

/// Ends a membership.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MemberLeave {
    pub file_id: Id,
    pub id: Id,
    pub left_on: NaiveDate,
}

/// Registers somebody in the base data who has no file.
#[derive(Clone, Deserialize, TS)]
pub struct PersonAdd {
    pub name: String,
    pub id_type: String,
    pub id_no: String,
    pub mobile: Option<String>,
    pub home_address: Option<String>,
}

/// Changes fields of a person, with a reason; every `record_id` is the person's.
#[derive(Clone, Deserialize, TS)]
pub struct PersonEdit {
    pub person_id: Id,
    pub edits: Vec<FieldEdit>,
    pub why: String,
}

/// The family of somebody, with or without a file.
#[derive(Clone, Serialize, TS)]
pub struct FamilyView {
    /// Also those who left.
    pub members: Vec<MemberView>,
    /// Set when the family is kept in a hardship file: whose, in words.
    pub kept_in: Option<String>,
    pub file_id: Option<Id>,
}

/// Adds (`id` `None`) or changes a member of the family of somebody without a file.
#[derive(Clone, Deserialize, TS)]
pub struct RelativeSave {
    pub person_id: Id,
    pub id: Option<Id>,
    pub name: String,
    pub id_type: String,
    pub id_no: String,
    pub relation: String,
    pub identity: Option<String>,
    pub health: Option<String>,
    pub monthly_income: Option<Fen>,
    pub employer_or_school: Option<String>,
    pub living_together: bool,
    pub joined_on: Option<NaiveDate>,
}

/// Ends a membership in the family of somebody without a file.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RelativeLeave {
    pub person_id: Id,
    pub id: Id,
    pub left_on: NaiveDate,
}

/// Adds or changes an income line.
#[derive(Clone, Deserialize, TS)]
pub struct IncomeSave {
    pub file_id: Id,
    pub id: Option<Id>,
    pub earner: String,
    pub kind: IncomeKind,
    pub from_month: String,
    pub to_month: String,
    pub months: Vec<Option<Fen>>,
    /// Used when no month is given; otherwise the months' sum counts.
    pub year_amount: Option<Fen>,
    pub note: Option<String>,
}

/// Adds or changes a line of rigid expenditure.
#[derive(Clone, Deserialize, TS)]
pub struct RigidSave {
    pub file_id: Id,
    pub id: Option<Id>,
    pub spent_on: String,
    pub kind: RigidKind,
    pub period: String,
    pub amount: Fen,
    pub receipts: Option<u32>,
    pub note: Option<String>,
}

/// Removes an income or expenditure line.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LineRemove {
    pub file_id: Id,
    pub id: Id,
    pub why: String,
}

/// Adds a step.
#[derive(Clone, Deserialize, TS)]
pub struct StepAdd {
    pub file_id: Id,
    pub kind: StepKind,
    pub on: NaiveDate,
    pub actor: String,
    pub decision: StepDecision,
    pub opinion: String,
    /// Working days of publicity, for `public_notice`; at least 5.
    pub notice_days: Option<u32>,
}

/// Asks for a masked value.
#[derive(Clone, Deserialize, TS)]
pub struct Reveal {
    pub record_id: Id,
    /// `id_no`, `mobile`, `card_no`.
    pub field: String,
    pub reason: String,
}

/// The value, logged.
#[derive(Clone, Serialize, TS)]
pub struct Revealed {
    pub value: String,
}

/// Asks for history; no ids = the whole unit's latest operations.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct HistoryQuery {
    /// A file id includes its applicant, household, lines, steps and visits.
    pub record_id: Option<Id>,
    pub limit: u32,
    /// Only operations before this number (for paging).
    pub before: Option<u32>,
}

/// One operation with what it changed.
#[derive(Clone, Serialize, TS)]
pub struct HistoryEntry {
    pub op_id: Id,
    pub seq: u32,
    /// What was done, in Chinese.
    pub title: String,
    pub at: String,
    pub who: String,
    pub why: String,
    pub device: String,
    pub can_undo: bool,
    pub undone: bool,
    /// Number of changed fields in all.
    pub changes_n: u32,
    /// At most 200 of them.
    pub changes: Vec<ChangeView>,
}

/// One field's change in words.
#[derive(Clone, Serialize, TS)]
pub struct ChangeView {
    pub record_id: Id,
    pub kind: String,
    /// What record, in Chinese, e.g. `困难职工档案 998101-2015-001`.
    pub record_label: String,
    pub field: String,
    pub field_label: String,
    /// Masked where personal.
    pub before: String,
    pub after: String,
}

/// Undoes an operation; `None` = the last one.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct Undo {
    pub op_id: Option<Id>,
}

/// What was undone.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Undone {
    pub title: String,
    pub changes_n: u32,
}

/// Filters of the union list.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct UnionQuery {
    pub text: String,
    pub parent_id: Option<Id>,
}

/// Unions with totals.
#[derive(Clone, Serialize, TS)]
pub struct UnionList {
    pub orgs: Vec<UnionOrg>,
    pub totals: UnionTotals,
}

/// Totals over the list; enterprises in 家, people in 人.
#[derive(Clone, Copy, Debug, Default, Serialize, TS)]
pub struct UnionTotals {
    pub township_unions: u32,
    pub federations: u32,
    pub enterprises: u32,
    pub enterprises_with_union: u32,
    pub employees: u32,
    pub members: u32,
    pub female: u32,
    pub migrant: u32,
}

/// Exports the files that a query finds.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ExportFiles {
    pub query: FileQuery,
}
