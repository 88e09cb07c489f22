//! What a device and a hub say to one another. Every request may be repeated at will: nothing is
//! decided by a counter that a lost reply could leave behind.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use songnuan_model::record::Id;
use songnuan_model::records::Role;

use crate::change::OpMessage;

/// The first word of a device. Nothing is exchanged before the hub has answered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Protocols the device speaks, both ends included.
    pub oldest: u32,
    pub newest: u32,
    /// Program version, for people.
    pub program: String,
    pub device: Id,
    /// The hub the device was enrolled at.
    pub hub: Id,
    /// The last entry the device has taken; 0 = none.
    pub cursor: i64,
    /// The operation that entry belongs to, so that a hub restored from an old backup that has
    /// since moved on is recognised; empty with cursor 0.
    pub cursor_op: String,
    /// The device's clock, UTC RFC 3339: a wrong one is told, nothing depends on it.
    pub now: String,
}

/// The hub's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// The protocol both speak from here on.
    pub protocol: u32,
    pub hub: Id,
    pub hub_name: String,
    /// The newest entry.
    pub head: i64,
    /// The hub's clock, UTC RFC 3339.
    pub now: String,
    /// True: the device gets everything; false: what its list names ([`ScopePage`]).
    pub everything: bool,
    /// What the device may do.
    pub roles: Vec<Role>,
    pub line: LineState,
}

/// How the device's last entry fits the hub's line of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    /// The hub has it: go on.
    #[default]
    Whole,
    /// The hub ends before it: it was restored from an older backup. The device keeps what it
    /// knows and offers to send it again ([`ResendPage`]).
    Behind,
    /// The hub has something else there: restored and then moved on. The device refuses.
    Forked,
}

/// Local operations on their way to the hub, in the order in which they were done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PushPage {
    pub ops: Vec<OpMessage>,
}

/// What became of them, operation by operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    pub outcomes: Vec<OpOutcome>,
}

/// What became of one operation (or page of one).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpOutcome {
    pub op: Id,
    /// The hub has the operation's changes up to this one (the device's numbers). Equal for a
    /// repeated push.
    pub up_to: i64,
    /// Changes that stand, among those of this page.
    pub accepted: u32,
    /// Changes kept beside the hub's value, waiting for a decision.
    pub parked: u32,
    /// Set: nothing of it was taken, and never will be; the device keeps it and shows why.
    pub refused: Option<Refusal>,
}

/// Asks for entries after a cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRequest {
    pub after: i64,
    /// Entries at most; the hub may send fewer.
    pub limit: u32,
}

/// Entries in the hub's order, with the operations they belong to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PullPage {
    pub ops: Vec<OpHead>,
    pub entries: Vec<Entry>,
    /// The cursor once this page is applied.
    pub next: i64,
    /// Operation of the entry at `next`, in the device's scope or not, for [`Hello::cursor_op`].
    pub next_op: String,
    pub more: bool,
    /// Entries still to come after this page, for the progress bar.
    pub left: u64,
}

/// Who did an operation, when and why.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpHead {
    pub id: Id,
    pub kind: String,
    pub at: String,
    pub who: String,
    pub why: String,
    pub device: Id,
    pub undoes: Option<Id>,
}

/// One accepted change, numbered by the hub. Also what a version is: a field's version is the
/// number of the last entry that set it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub seq: i64,
    pub op: Id,
    pub record_id: Id,
    pub kind: String,
    /// `None`: the record as a whole (deleted when `after` is null).
    pub field: Option<String>,
    pub after: Value,
}

/// The ids of the records a device may hold, in pages by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopePage {
    pub records: Vec<Id>,
    /// How many entries there are of each, in the same order; empty: an older hub does not say.
    #[serde(default)]
    pub entries: Vec<u64>,
    /// Ask again after this id; `None` = that was all.
    pub next: Option<Id>,
}

/// Asks for all entries of records that came into a device's scope, up to the cursor it has. The
/// answer holds them all; with `more` set it holds nothing that counts, and the device asks again
/// for fewer records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchRequest {
    pub records: Vec<Id>,
    pub up_to: i64,
}

/// Entries a restored hub no longer has, as the hub itself had numbered them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ResendPage {
    pub ops: Vec<OpHead>,
    pub entries: Vec<Entry>,
}

/// What the hub holds within the device's scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestReply {
    /// The newest entry counted in.
    pub head: i64,
    /// `Digest::to_text` of everything.
    pub whole: String,
    /// With a bucket asked for: its records as (id, kind, digest of that record alone).
    pub records: Vec<(Id, String, String)>,
    /// Without one: `Digest::to_text` of each of the 256 buckets (`digest::bucket_of`).
    pub buckets: Vec<String>,
}

/// Why a hub says no, for good or until somebody does something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// Never enrolled here.
    UnknownDevice,
    /// Taken back by the unit, with the reason given then.
    Revoked { reason: String },
    /// The message is for another hub.
    WrongHub,
    /// The device's program is too old: it must speak at least `oldest`.
    DeviceTooOld { oldest: u32 },
    /// The hub's program is too old: it speaks at most `newest`.
    HubTooOld { newest: u32 },
    /// The signature does not fit the content.
    BadSignature,
    /// The device's roles do not allow this kind of record to be changed.
    NotAllowed { kind: String },
    /// The record is outside what the device may hold.
    OutOfScope,
    /// The message does not read.
    Garbled,
    /// More than the hub takes at once, bytes.
    TooLarge { limit: u64 },
    /// Too many requests; try again after so many seconds.
    Busy { seconds: u32 },
    /// The hub's disk is full; nothing was taken.
    HubFull,
    /// The enrolment code was used, has run out, or never was.
    BadCode,
}

impl std::fmt::Debug for OpHead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind, self.id)
    }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Values are personal data.
        let (seq, kind, id) = (self.seq, &self.kind, &self.record_id);
        write!(f, "#{seq} {kind} {id} {:?}", self.field)
    }
}
