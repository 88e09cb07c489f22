//! Printing and saving.

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
}

/// Writes bytes to a path chosen in a save dialog.
#[derive(Clone, Deserialize, TS)]
pub struct SaveFile {
    pub path: String,
    /// Standard base64.
    pub base64: String,
}
