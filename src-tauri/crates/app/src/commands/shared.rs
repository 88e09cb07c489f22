//! Types used by several areas of the command list.

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use ts_rs::TS;

/// An empty request or response.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// Points at one record.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecordRef {
    pub id: Id,
}

/// A job was started; ask `job_status` for its progress.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct JobStarted {
    pub job: Id,
}

/// Points at a job.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct JobRef {
    pub job: Id,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Running,
    Done,
    Failed,
    Cancelled,
}

/// Progress of a job, with counts.
#[derive(Clone, Debug, Serialize, TS)]
pub struct JobStatus {
    pub state: JobState,
    /// What is being done, in Chinese, e.g. `核对表格`.
    pub stage: String,
    /// Items done and in all (rows, forms, records); `total` 0 = not known yet.
    pub done: u32,
    pub total: u32,
    /// The sentence when failed.
    pub error: Option<crate::error::AppError>,
    /// The job's answer when done; its type is said at the command that starts the job.
    #[ts(type = "unknown")]
    pub result: Option<serde_json::Value>,
}

/// A file on its way to or from the user.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct FileBytes {
    pub file_name: String,
    pub media_type: String,
    /// Standard base64.
    pub base64: String,
    /// Sentences the user should read, e.g. characters no font has.
    pub warnings: Vec<String>,
    /// Pages, for documents; 0 otherwise.
    pub pages: u32,
}

/// One code table for pick lists.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CodeTableView {
    pub name: String,
    pub codes: Vec<CodeView>,
}

/// One code.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CodeView {
    pub id: String,
    pub label: String,
    /// False for words of an older list: shown when stored, not offered for new entries.
    pub current: bool,
}

/// Somebody in the words of a page; numbers masked.
#[derive(Clone, Serialize, TS)]
pub struct PersonBrief {
    pub id: Id,
    pub name: String,
    pub sex: Option<String>,
    pub birth: Option<chrono::NaiveDate>,
    /// Completed years.
    pub age: Option<u32>,
    pub id_masked: String,
    pub mobile_masked: Option<String>,
    pub health: Option<String>,
    pub died_on: Option<chrono::NaiveDate>,
}
