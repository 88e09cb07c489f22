//! What a sync did, in numbers: shown, printed, kept.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;

use crate::messages::{PullPage, Refusal};
use crate::ports::Applied;

/// Changes counted by the kind of record they changed.
pub type ByKind = BTreeMap<String, u64>;

/// What a sync did. Also given with an error: what was done before it stays done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The hub's name; empty when it was not reached.
    pub hub_name: String,
    /// This device's clock and the hub's, UTC RFC 3339, at the beginning.
    pub our_clock: String,
    pub hub_clock: String,
    /// The device gets everything (else what its list names). To be kept for
    /// `Options::was_scoped` of the next sync.
    pub everything: bool,
    pub sent: Sent,
    pub received: Received,
    /// Entries given back to a hub that had lost them.
    pub resent: u64,
    pub attachments: Attachments,
    /// The last entry taken.
    pub cursor: i64,
    /// Operations that still wait afterwards, and those of all time that the hub refused.
    pub still_waiting: u64,
    pub refused_in_all: u64,
    pub agreement: Agreement,
}

/// What went out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Operations the hub has now, whole.
    pub ops: u64,
    pub changes: u64,
    /// Changes that stand, and changes that wait for a decision.
    pub accepted: u64,
    pub parked: u64,
    /// `changes` by kind of record.
    pub kinds: ByKind,
    pub refused: Vec<RefusedOp>,
}

/// An operation the hub did not take; it stays here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedOp {
    pub op: Id,
    pub why: Refusal,
}

/// What came in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// Entries of others: what this device sent comes back too, and is nothing new to anybody.
    pub entries: u64,
    /// `entries` by kind of record.
    pub kinds: ByKind,
    /// Operations of other devices, records they changed, conflicts to decide.
    pub ops: u64,
    pub records: u64,
    pub conflicts: u64,
    /// Records that came into this device's scope, and those it handed back.
    pub fetched: u64,
    pub handed_back: u64,
}

impl Received {
    /// Counts a page that the device `own` applied.
    pub fn count(&mut self, page: &PullPage, applied: Applied, own: &Id) {
        let echoes = page.ops.iter().filter(|op| op.device == *own);
        let echoes: HashSet<&Id> = echoes.map(|op| &op.id).collect();
        let others = page.entries.iter().filter(|it| !echoes.contains(&it.op));
        for entry in others {
            self.entries += 1;
            *self.kinds.entry(entry.kind.clone()).or_default() += 1;
        }
        self.ops += u64::from(applied.ops);
        self.records += u64::from(applied.records);
        self.conflicts += u64::from(applied.conflicts);
    }
}

/// Attachments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachments {
    pub sent: u64,
    pub received: u64,
    /// Mentioned by a record, and neither here nor at the hub yet.
    pub missing: u64,
}

/// Whether both sides hold the same, as far as could be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Agreement {
    /// Not compared: the sync ended before.
    #[default]
    NotCompared,
    /// Not compared: something still waits here, or was refused, so both cannot be the same.
    Waiting,
    /// Not compared: others kept changing the hub meanwhile.
    MovedOn,
    /// Equal, to the last field.
    Same { records: u64 },
    /// Not equal; this is the first record that differs, by bucket and id.
    Differs {
        record: Id,
        kind: String,
        how: Difference,
    },
    /// Not equal as a whole, but where cannot be told: compared by a bundle, or the digests
    /// contradict one another.
    Unclear,
}

/// How a record differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    OnlyHere,
    OnlyThere,
    OtherContent,
}
