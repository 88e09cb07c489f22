//! Two edits that met: what the hub kept, what was kept beside it, and what somebody decided.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::record::{Id, Record};

/// What met what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// Two people wrote the same field without seeing one another.
    Field,
    /// Somebody edited what somebody else had deleted: the record lives again.
    EditOfDeleted,
    /// Somebody deleted what somebody else had edited: the record lives on.
    DeleteOfEdited,
}

impl ConflictKind {
    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Field => "两处改了同一项",
            Self::EditOfDeleted => "一处删除、一处修改",
            Self::DeleteOfEdited => "一处修改、一处删除",
        }
    }
}

/// A parked edit. Written by the hub when it takes a push; a fact, never changed.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Conflict {
    /// Computed from operation, record and field: the same push parks the same conflict.
    pub id: Id,
    /// The record it is about (the parent).
    pub record_id: Id,
    pub record_kind: String,
    pub kind: ConflictKind,
    /// The field; `None` with a deletion.
    pub field: Option<String>,
    /// What `mine` was typed over; null = empty.
    #[ts(type = "unknown")]
    pub base: Value,
    /// The parked value: null with a deletion, the whole record with an edit of a deleted one.
    #[ts(type = "unknown")]
    pub mine: Value,
    pub mine_who: String,
    /// UTC, RFC 3339, by that device's clock. Shown; decides nothing.
    pub mine_at: String,
    pub mine_device: Id,
    pub mine_op: Id,
    /// The value that stands at the hub.
    #[ts(type = "unknown")]
    pub theirs: Value,
    pub theirs_who: String,
    pub theirs_at: String,
    pub theirs_device: Id,
    pub theirs_op: Id,
}

impl std::fmt::Debug for Conflict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Conflict({} {:?} {:?})", self.id, self.kind, self.field)
    }
}

impl Record for Conflict {
    const KIND: &'static str = "conflict";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.record_id)
    }
}

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConflictChoice {
    /// What stands now stays, whoever wrote or decided it since.
    Present,
    /// The value that stood at the hub when the edit was parked.
    Theirs,
    /// The parked value takes its place.
    Mine,
    /// Both texts, joined.
    Joined,
    /// A third value, written by hand.
    Written,
}

impl ConflictChoice {
    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Present => "维持现在的",
            Self::Theirs => "采用已有的",
            Self::Mine => "采用待定的",
            Self::Joined => "两段合在一起",
            Self::Written => "另写",
        }
    }
}

/// A decision about a conflict; the value itself is an ordinary edit in the same operation, so
/// that two different decisions meet like any two edits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ConflictDecision {
    pub id: Id,
    /// The parent.
    pub conflict_id: Id,
    pub choice: ConflictChoice,
    pub note: Option<String>,
}

impl Record for ConflictDecision {
    const KIND: &'static str = "conflict_decision";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.conflict_id)
    }
}
