//! Users, their roles, and the log of revealed numbers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::records::{Role, User};
use ts_rs::TS;

/// A user as the settings page shows them.
#[derive(Clone, Debug, Serialize, TS)]
pub struct UserView {
    pub user: User,
    /// The words of the roles, e.g. `干事、管理员`.
    pub roles_label: String,
    /// Has a password on this device.
    pub has_password: bool,
    /// The one who asks.
    pub me: bool,
}

/// Adds or changes a user; an empty `id` adds one, which needs a password.
#[derive(Clone, Deserialize, TS)]
pub struct UserSave {
    pub id: Id,
    pub name: String,
    pub roles: Vec<Role>,
    pub active: bool,
    /// A new password; `None` = as it is.
    pub password: Option<String>,
    pub note: Option<String>,
}

/// Filters of the access log.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct AccessQuery {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub who: Option<String>,
    /// 0 = 500.
    pub limit: u32,
}

/// Somebody looked at a masked number.
#[derive(Clone, Serialize, TS)]
pub struct AccessRow {
    /// UTC, RFC 3339.
    pub at: String,
    pub who: String,
    /// Whose number, e.g. a masked name.
    pub subject: String,
    pub field_label: String,
    pub reason: String,
}
