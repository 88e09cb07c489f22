//! 劳模: the registry, honours and medals, incidents, benefits. Amounts are fen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::model_workers::{BenefitResult, Reminder};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Benefit, BenefitKind, Honor, HonorLevel, Incident, IncidentAction, MedalEvent, MedalEventKind,
    ModelWorker, PayMethod, WorkerKind, WorkerState,
};
use ts_rs::TS;

use super::scholarships::{LeftOut, NomineeDraft};
use super::shared::PersonBrief;

/// Filters of the registry.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ModelWorkerQuery {
    pub level: Option<HonorLevel>,
    pub kind: Option<WorkerKind>,
    pub state: Option<WorkerState>,
    /// `incident` open incidents, `medal` lost or stolen medals.
    pub filter: Option<String>,
    /// Name, employer, honour.
    pub text: String,
    /// The day of ages and subsidies; `None` = today.
    pub on: Option<NaiveDate>,
    /// `None` = the unit's.
    pub pack: Option<String>,
}

/// The registry; people (人), honours (项), medals (枚) are never added to one another.
#[derive(Clone, Serialize, TS)]
pub struct ModelWorkerList {
    pub rows: Vec<ModelWorkerRow>,
    pub on: NaiveDate,
    pub living: u32,
    pub by_level: Vec<HonorLevelTotal>,
    pub by_state: Vec<WorkerStateTotal>,
    pub honors_n: u32,
    pub medals_missing: u32,
    pub incidents_open: u32,
    /// Living subsidy by the pack, fen per month and per year.
    pub monthly: Fen,
    pub yearly: Fen,
    pub reminders: Vec<ReminderView>,
}

/// People of one level.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HonorLevelTotal {
    pub level: HonorLevel,
    pub label: String,
    pub persons: u32,
}

/// People of one state.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WorkerStateTotal {
    pub state: WorkerState,
    pub label: String,
    pub persons: u32,
}

/// One model worker.
#[derive(Clone, Serialize, TS)]
pub struct ModelWorkerRow {
    pub worker: ModelWorker,
    pub name: String,
    pub id_masked: String,
    pub sex: Option<String>,
    pub age: Option<u32>,
    pub level_label: String,
    pub kind_label: String,
    pub state_label: String,
    pub honors: Vec<HonorView>,
    pub incidents_open: u32,
    /// Living subsidy by the pack; zero where none is given.
    pub monthly: Fen,
    pub yearly: Fen,
    pub reason_codes: Vec<String>,
}

/// A model worker with everything.
#[derive(Clone, Serialize, TS)]
pub struct ModelWorkerDetail {
    pub row: ModelWorkerRow,
    pub person: PersonBrief,
    pub file_no: Option<String>,
    pub incidents: Vec<IncidentView>,
    pub benefits: Vec<BenefitView>,
    pub visits: Vec<super::visits::VisitRow>,
    pub reminders: Vec<ReminderView>,
    /// What each rule gives today.
    pub preview: Vec<BenefitResultView>,
    /// Pictures of the model worker and of the medals; `attachment.owner_id` says whose. The one of
    /// kind 证件照 stands on 劳动模范登记表.
    pub attachments: Vec<super::visits::AttachmentView>,
}

/// An honour with the life of its medal.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HonorView {
    pub honor: Honor,
    pub level_label: String,
    /// `None`: no medal.
    pub medal: Option<MedalEventKind>,
    pub medal_label: Option<String>,
    pub events: Vec<MedalEventView>,
    /// What may be recorded next.
    pub next: Vec<MedalNext>,
}

/// A moment of a medal with its word.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MedalEventView {
    pub event: MedalEvent,
    pub label: String,
}

/// What may be recorded of a medal.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MedalNext {
    pub kind: MedalEventKind,
    pub label: String,
}

/// An incident with what was done.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IncidentView {
    pub incident: Incident,
    pub kind_label: String,
    pub open: bool,
    pub actions: Vec<IncidentAction>,
    /// Titles of the honours whose medals it touched.
    pub medals: Vec<String>,
}

/// A declared benefit with where its money is.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BenefitView {
    pub benefit: Benefit,
    pub name: String,
    pub kind_label: String,
    pub reasons: Vec<String>,
    pub batch_no: Option<String>,
    pub paid: bool,
}

/// Something to remember, as a sentence.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ReminderView {
    pub reminder: Reminder,
    pub label: String,
    pub name: Option<String>,
    pub text: String,
    pub overdue: bool,
}

/// Adds a model worker (empty id) or changes one.
#[derive(Clone, Deserialize, TS)]
pub struct ModelWorkerSave {
    pub worker: ModelWorker,
    /// The person by paper, when `worker.person_id` is empty.
    pub person: Option<NomineeDraft>,
    /// A monthly income that looks like a yearly one was looked at again.
    pub income_confirmed: bool,
    /// `None` = the unit's pack, whose gate is asked.
    pub pack: Option<String>,
}

/// Adds an honour (empty id) or changes one; of a model worker, a person or a unit.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct HonorSave {
    pub honor: Honor,
}

/// Records what happened to medals: all of them or none (five stolen at once).
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MedalEventAdd {
    pub honor_ids: Vec<Id>,
    pub kind: MedalEventKind,
    /// `None`: not recorded.
    pub on: Option<NaiveDate>,
    pub incident_id: Option<Id>,
    pub note: Option<String>,
}

/// Adds an incident (empty id) or changes one that is open.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct IncidentSave {
    pub incident: Incident,
}

/// Records what was done.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct IncidentActionAdd {
    pub incident_id: Id,
    /// `None` = today.
    pub on: Option<NaiveDate>,
    /// `None` = who records it.
    pub by: Option<String>,
    pub action: String,
}

/// Closes an incident.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct IncidentResolve {
    pub incident_id: Id,
    /// `None` = today.
    pub on: Option<NaiveDate>,
    pub result: String,
}

/// What the rules ask beyond the registry.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct HardshipFacts {
    /// Own out-of-pocket medical cost of the rule's period, fen.
    pub own_medical: Option<Fen>,
    pub jobless: Option<bool>,
    pub relative_ill: Option<bool>,
}

/// Asks for benefits by the rules in force on a day.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct BenefitQuery {
    pub year: Option<i32>,
    /// `None` = today.
    pub on: Option<NaiveDate>,
    /// `None` = the unit's.
    pub pack: Option<String>,
    /// Empty = everybody.
    pub worker_ids: Vec<Id>,
    /// Empty = every kind of the pack.
    pub kinds: Vec<BenefitKind>,
    /// Holds for everybody asked about; meant for one.
    pub facts: HardshipFacts,
}

/// The benefits of everybody, with reasons and clauses.
#[derive(Clone, Serialize, TS)]
pub struct BenefitPreview {
    pub year: i32,
    pub on: NaiveDate,
    pub pack_name: String,
    pub rows: Vec<BenefitPreviewRow>,
    /// Of the living subsidy, fen per month.
    pub monthly: Fen,
    /// Of everything that is given, fen per year.
    pub yearly: Fen,
}

/// The benefits of one.
#[derive(Clone, Serialize, TS)]
pub struct BenefitPreviewRow {
    pub worker_id: Id,
    pub seq: u32,
    pub name: String,
    pub results: Vec<BenefitResultView>,
}

/// One benefit in words.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BenefitResultView {
    pub result: BenefitResult,
    pub kind_label: String,
    pub outcome_label: String,
    pub reasons: Vec<String>,
    /// Declared for the year already.
    pub declared: bool,
}

/// Declares benefits that the rules give.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BenefitDeclare {
    pub query: BenefitQuery,
    /// For rules that name no amount, fen per year.
    pub amount: Option<Fen>,
    pub note: Option<String>,
}

/// What was declared, and who was left out.
#[derive(Clone, Serialize, TS)]
pub struct BenefitDeclared {
    pub declared: Vec<BenefitView>,
    pub total: Fen,
    pub left_out: Vec<LeftOut>,
}

/// Drafts a batch for declared benefits that are in no batch.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BenefitBatch {
    pub year: i32,
    /// Empty = every kind that is paid in money.
    pub kinds: Vec<BenefitKind>,
    /// Empty = everybody's.
    pub benefit_ids: Vec<Id>,
    pub fund_id: Id,
    pub method: PayMethod,
    pub purpose: Option<String>,
    pub needs_notice: bool,
}

/// The registry with its honours as a workbook which the import reads back unchanged.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ExportModelWorkers {
    /// 统计时点; `None` = today.
    pub on: Option<NaiveDate>,
}
