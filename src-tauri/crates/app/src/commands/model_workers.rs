//! 劳模: the registry, honours and medals, incidents, benefits. Amounts are fen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::model_workers::Reminder;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Honor, HonorLevel, Incident, IncidentAction, MedalEvent, MedalEventKind, ModelWorker,
    WorkerKind, WorkerState,
};
use ts_rs::TS;

pub use super::benefits::*;
use super::files::{FamilyView, PersonView};
use super::scholarships::NomineeDraft;
use super::shared::PersonBrief;

/// Filters of the registry.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ModelWorkerQuery {
    pub level: Option<HonorLevel>,
    pub kind: Option<WorkerKind>,
    pub state: Option<WorkerState>,
    /// `incident` open incidents, `medal` lost or stolen medals, `difficulty` whoever gets the
    /// living subsidy or has an open hardship file.
    pub filter: Option<String>,
    /// Title of an honour, in full.
    pub honor: Option<String>,
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
    /// Told over all levels, whatever level is asked for; likewise states and titles.
    pub by_level: Vec<HonorLevelTotal>,
    pub by_state: Vec<WorkerStateTotal>,
    pub by_title: Vec<HonorTitleTotal>,
    /// Who gets the living subsidy or has an open hardship file.
    pub in_difficulty: u32,
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

/// People who hold an honour of one title.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HonorTitleTotal {
    pub title: String,
    pub persons: u32,
}

/// One model worker.
#[derive(Clone, Serialize, TS)]
pub struct ModelWorkerRow {
    /// Card number masked.
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
    /// Gets the living subsidy or has an open hardship file.
    pub in_difficulty: bool,
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
    /// What the base data knows of the person.
    pub profile: PersonView,
    pub family: FamilyView,
    pub file_no: Option<String>,
    /// The states there were, the present one last.
    pub states: Vec<StateChange>,
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

/// A state the registry gave somebody, and who recorded it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StateChange {
    pub state: WorkerState,
    pub label: String,
    /// Since when, as stated.
    pub on: Option<NaiveDate>,
    /// UTC, RFC 3339.
    pub recorded_at: String,
    pub who: String,
}

/// Filters of the honours.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct HonorQuery {
    pub level: Option<HonorLevel>,
    pub year: Option<i32>,
    /// Only craftsmen, contest winners and units that are not in the registry.
    pub outside: bool,
    /// Holder, title, issuer, number.
    pub text: String,
}

/// Honours; 人 and 个单位 are never added to one another.
#[derive(Clone, Serialize, TS)]
pub struct HonorList {
    pub rows: Vec<HonorRow>,
    pub persons: u32,
    pub units: u32,
    /// Years of award there are, the latest first.
    pub years: Vec<i32>,
}

/// One honour with its holder.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HonorRow {
    pub view: HonorView,
    pub holder: String,
    pub holder_kind: HonorHolder,
    pub holder_label: String,
}

/// Who holds an honour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HonorHolder {
    /// 劳模
    ModelWorker,
    /// 职工: a craftsman, a contest winner
    Person,
    /// 单位
    Unit,
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
    /// `card_no` `None` = as it was, an empty text = taken away.
    pub worker: ModelWorker,
    /// The person by paper, when `worker.person_id` is empty.
    pub person: Option<NomineeDraft>,
    /// A monthly income that looks like a yearly one was looked at again.
    pub income_confirmed: bool,
    /// A card number with a wrong check digit was compared with the card.
    pub card_confirmed: bool,
    /// `None` = the unit's pack, whose gate is asked.
    pub pack: Option<String>,
}

/// Adds an honour (empty id) or changes one; of a model worker, a person or a unit.
#[derive(Clone, Deserialize, TS)]
pub struct HonorSave {
    pub honor: Honor,
    /// The holder by paper, when `honor` names nobody.
    pub person: Option<NomineeDraft>,
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
    /// Medals that a new incident touched: recorded with it, or nothing is.
    pub medals: Option<IncidentMedals>,
}

/// What an incident did to medals.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct IncidentMedals {
    pub honor_ids: Vec<Id>,
    pub kind: MedalEventKind,
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

/// The registry with its honours as a workbook which the import reads back unchanged.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ExportModelWorkers {
    /// 统计时点; `None` = today.
    pub on: Option<NaiveDate>,
}
