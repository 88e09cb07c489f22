//! Visits, difficulties, attachments.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::records::{Attachment, Difficulty, DifficultyState, Visit, VisitState};
use ts_rs::TS;

/// Filters of the visit list.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct VisitQuery {
    pub file_id: Option<Id>,
    pub state: Option<VisitState>,
    pub text: String,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub offset: u32,
    /// 0 = everything.
    pub limit: u32,
}

/// A page of visits.
#[derive(Clone, Serialize, TS)]
pub struct VisitList {
    pub rows: Vec<VisitRow>,
    /// Visits that match, 次.
    pub total: u32,
}

/// One row of the visit list.
#[derive(Clone, Serialize, TS)]
pub struct VisitRow {
    pub id: Id,
    pub file_id: Option<Id>,
    pub file_no: Option<String>,
    /// Who was visited.
    pub name: String,
    pub state: VisitState,
    pub state_label: String,
    /// Visited, or else planned.
    pub on: Option<NaiveDate>,
    pub place: Option<String>,
    pub method_label: String,
    pub visitors: Vec<String>,
    pub summary: String,
    pub photos_n: u32,
    pub difficulties_open: u32,
}

/// A visit with everything around it.
#[derive(Clone, Serialize, TS)]
pub struct VisitDetail {
    pub visit: Visit,
    pub name: String,
    pub file_no: Option<String>,
    pub attachments: Vec<AttachmentView>,
    pub difficulties: Vec<DifficultyView>,
    /// Sentences the user should read (e.g. only one visitor at a home survey).
    pub warnings: Vec<String>,
}

/// Saves a visit; an empty `visit.id` makes a new one.
#[derive(Clone, Deserialize, TS)]
pub struct VisitSave {
    pub visit: Visit,
    /// New difficulties found (empty ids) and changed ones.
    pub difficulties: Vec<Difficulty>,
    /// Draft to drop in the same operation.
    pub draft_key: Option<String>,
}

/// Filters of the difficulty list.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct DifficultyQuery {
    pub file_id: Option<Id>,
    pub state: Option<DifficultyState>,
    /// Only those due by today and not solved.
    pub overdue: bool,
}

/// A difficulty with the words around it.
#[derive(Clone, Serialize, TS)]
pub struct DifficultyView {
    pub difficulty: Difficulty,
    pub name: String,
    pub file_no: Option<String>,
    pub state_label: String,
    pub overdue: bool,
}

/// Changes a difficulty.
#[derive(Clone, Deserialize, TS)]
pub struct DifficultySave {
    pub difficulty: Difficulty,
}

/// Adds a photograph or scan to a visit, a file, a model worker or an honour (its medal).
#[derive(Clone, Deserialize, TS)]
pub struct AttachmentAdd {
    pub owner_id: Id,
    pub file_name: String,
    /// 附件类型; 证件照 of a model worker stands on 劳动模范登记表
    pub kind: String,
    /// Standard base64.
    pub base64: String,
    /// Keep the place the camera wrote down. Off unless the user says so.
    pub keep_location: bool,
}

/// An attachment as a page shows it.
#[derive(Clone, Serialize, TS)]
pub struct AttachmentView {
    pub attachment: Attachment,
    /// Small JPEG as a data URL.
    pub thumbnail: String,
    /// What was noticed: `gps_present`, `extension_differs_from_content`, `scaled`.
    pub findings: Vec<String>,
    /// The same in Chinese sentences.
    pub notes: Vec<String>,
}
