//! Session, settings, home page, drafts, search.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use ts_rs::TS;

/// Which page the window opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    FirstStart,
    Locked,
    Open,
}

/// State of the program.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AppState {
    pub stage: Stage,
    pub org_name: Option<String>,
    pub region: Option<String>,
    /// User who is in, when open.
    pub user: Option<String>,
    /// Roles of that user, and what they may do: the interface hides the rest.
    pub roles: Vec<songnuan_model::records::Role>,
    pub acts: Vec<songnuan_model::roles::Act>,
    /// Users who have a password here, for the unlock page.
    pub users: Vec<String>,
    /// True for the fictional demo township; the window says so all the time.
    pub demo: bool,
    pub version: String,
    pub data_dir: String,
    pub today: NaiveDate,
}

/// A new unit.
#[derive(Clone, Deserialize, TS)]
pub struct CreateUnit {
    pub org_name: String,
    /// Division code, 6 or 9 digits.
    pub region: String,
    pub user: String,
    pub password: String,
}

/// The demo township.
#[derive(Clone, Deserialize, TS)]
pub struct CreateDemo {
    pub user: String,
    pub password: String,
}

/// Opens the data.
#[derive(Clone, Deserialize, TS)]
pub struct Unlock {
    pub user: String,
    pub password: String,
}

/// Changes the own password.
#[derive(Clone, Deserialize, TS)]
pub struct ChangePassword {
    pub old_password: String,
    pub new_password: String,
}

/// Settings of the unit and of this window.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Settings {
    pub org_name: String,
    pub region: String,
    /// Policy pack used for lists and new verdicts.
    pub default_pack: String,
    /// `normal`, `large`, `larger`.
    pub text_size: String,
    /// `light` or `high_contrast`.
    pub look: String,
    /// Minutes without a key press until the program locks; 0 = never.
    pub auto_lock_minutes: u32,
    /// 监督电话 printed on notices and lists for the wall; empty = a line to write on.
    #[serde(default)]
    pub contact_phone: Option<String>,
}

/// The first page.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct Home {
    pub tasks: Vec<HomeTask>,
    /// Files on record by status, 户.
    pub files_active: u32,
    pub files_draft: u32,
    pub files_temporary: u32,
    pub files_exited: u32,
    pub files_cancelled: u32,
    /// Visits in the last 30 days, 次.
    pub visits_recent: u32,
    /// Open difficulties, 件.
    pub difficulties_open: u32,
    pub drafts: Vec<Draft>,
}

/// One thing to do, leading to where it is done.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HomeTask {
    /// `difficulty_due`, `publicity_ended`, `visit_planned`, `file_untouched`, `file_incomplete`, `never_aided`.
    pub kind: String,
    /// The sentence, in Chinese, e.g. `3 户档案超过一年没有更新`.
    pub text: String,
    pub count: u32,
    pub urgent: bool,
    /// Route in the window, e.g. `/files?filter=untouched`.
    pub route: String,
}

/// A half-written form.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Draft {
    pub form: String,
    pub key: String,
    /// JSON text of the form.
    pub body: String,
    pub saved_at: String,
}

/// Saves a draft.
#[derive(Clone, Deserialize, TS)]
pub struct DraftSave {
    pub form: String,
    pub key: String,
    pub body: String,
}

/// Lists drafts; `form` `None` = all.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DraftList {
    pub form: Option<String>,
}

/// Names a draft.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DraftKey {
    pub form: String,
    pub key: String,
}

/// Asks the one box.
#[derive(Clone, Deserialize, TS)]
pub struct SearchRequest {
    pub text: String,
    pub limit: u32,
}

/// A hit of the one box.
#[derive(Clone, Serialize, TS)]
pub struct SearchHit {
    pub id: Id,
    /// `person`, `hardship_file`, `visit`, `union_org`.
    pub kind: String,
    pub title: String,
    /// Masked second line.
    pub subtitle: String,
    /// Route in the window.
    pub route: String,
}

/// What the integrity check found (result of the `verify_start` job).
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VerifyOutcome {
    /// Records, field changes, operations and attachments checked.
    pub records: u64,
    pub changes: u64,
    pub operations: u64,
    pub attachments: u64,
    /// One Chinese sentence each; empty = all is well.
    pub problems: Vec<String>,
    /// Problems beyond the ones listed.
    pub more_problems: u64,
}
