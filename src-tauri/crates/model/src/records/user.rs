//! A person who works with the program: name, roles, whether they may still come in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::{Id, Record};

/// What somebody is in the office (DOMAIN §1.0); one person may be several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 干事
    Clerk,
    /// 走访员
    Visitor,
    /// 主席
    Leader,
    /// 财务
    Finance,
    /// 经审
    Auditor,
    /// 管理员
    Administrator,
}

impl Role {
    /// Every role, in the order of the settings page.
    pub const ALL: [Self; 6] = [
        Self::Clerk,
        Self::Visitor,
        Self::Leader,
        Self::Finance,
        Self::Auditor,
        Self::Administrator,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Clerk => "干事",
            Self::Visitor => "走访员",
            Self::Leader => "主席",
            Self::Finance => "财务",
            Self::Auditor => "经审",
            Self::Administrator => "管理员",
        }
    }
}

/// A user. The password is not here: it opens a key slot of the device (`store/src/keys.rs`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct User {
    pub id: Id,
    /// The name signed under every operation; unique in the unit, never changed.
    pub name: String,
    pub roles: Vec<Role>,
    /// False: may not come in any more; what they did stays theirs.
    pub active: bool,
    pub note: Option<String>,
}

impl Record for User {
    const KIND: &'static str = "user";

    fn id(&self) -> &Id {
        &self.id
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        vec![("user_name", self.name.clone())]
    }
}
