//! What a hub does with one change of a device.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use songnuan_model::record::Id;
use songnuan_model::records::ConflictKind;

use super::nature::Nature;
use super::same_body;
use crate::change::OutgoingChange;
use crate::messages::Refusal;

/// Which entry set something: its number and its operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub seq: i64,
    pub op: Id,
}

/// The hub's picture of one record.
#[derive(Clone, PartialEq)]
pub struct HubRecord {
    pub kind: String,
    /// What stands; of a deleted record what it held when it was deleted.
    pub body: Map<String, Value>,
    pub deleted: bool,
    /// The last entry of the record as a whole: created, deleted, brought back.
    pub whole: Stamp,
    /// Fields set by an entry of their own since then.
    pub fields: BTreeMap<String, Stamp>,
}

impl HubRecord {
    /// Who set this field last, be it with the whole record.
    pub fn stamp(&self, field: &str) -> &Stamp {
        self.fields.get(field).unwrap_or(&self.whole)
    }

    /// The newest entry of the record.
    pub fn newest(&self) -> &Stamp {
        let mut stamps = self.fields.values();
        let first = &self.whole;
        stamps.by_ref().fold(first, |newest, stamp| {
            if stamp.seq > newest.seq {
                stamp
            } else {
                newest
            }
        })
    }
}

/// How an edit knew what it replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saw {
    /// Nothing was set since the version it was typed over.
    Version,
    /// It was typed over an earlier operation of its own device, which was the last to set it; or
    /// the same operation sets it twice.
    OwnOp,
    /// Others set it meanwhile, but what stands is the very value it was typed over.
    Value,
}

/// A change that is kept beside what stands, for somebody to decide.
#[derive(Clone, PartialEq)]
pub struct Parked {
    pub kind: ConflictKind,
    /// The field; `None`: the record as a whole.
    pub field: Option<String>,
    /// What the parked change was typed over; the record as it was deleted, when a deleted record
    /// is edited.
    pub base: Value,
    /// The parked value; null: the deletion. The whole record, when a deleted one is edited.
    pub mine: Value,
    /// What stands; null: the record was deleted.
    pub theirs: Value,
    /// The operation that set what stands.
    pub theirs_op: Id,
}

/// What to do with one change.
#[derive(Clone, PartialEq)]
pub enum HubPlan {
    /// A new record: one entry for the whole of it.
    Create,
    /// The field takes the value: one entry.
    Set(Saw),
    /// The hub holds this already (same value, same record, deleted already): no entry.
    Already,
    /// The hub's value stays, the edit is parked: no entry, one conflict.
    Park(Parked),
    /// A creation of a record that lives: these fields are taken (an entry each), those are parked.
    Merge {
        set: Vec<(String, Value)>,
        park: Vec<Parked>,
    },
    /// A deleted record lives again with this body: one entry for the whole of it. Flagged unless
    /// whoever brought it back knew of the deletion.
    Revive {
        body: Map<String, Value>,
        flag: Option<Parked>,
    },
    /// The record goes: one entry.
    Delete(Saw),
    /// The record lives on, because somebody edited it meanwhile: no entry, one conflict.
    KeepAlive(Parked),
    /// Nothing of the whole operation may be taken.
    Refuse(Refusal),
}

impl HubPlan {
    /// Does the change stand as it was sent? (Otherwise it is parked, in part or as a whole, or
    /// refused.)
    pub fn stands(&self) -> bool {
        match self {
            Self::Create | Self::Set(_) | Self::Already | Self::Delete(_) => true,
            Self::Revive { .. } => true,
            Self::Merge { park, .. } => park.is_empty(),
            Self::Park(_) | Self::KeepAlive(_) | Self::Refuse(_) => false,
        }
    }
}

/// Decides about one change of operation `op`, given the record as the hub has it (`None`: never
/// heard of). Roles and scope are checked before; the order of the device's changes is kept by the
/// caller, and each decision is carried out ([`super::settle`]) before the next is asked for.
pub fn hub_plan(
    op: &Id,
    change: &OutgoingChange,
    nature: Nature,
    record: Option<&HubRecord>,
) -> HubPlan {
    if record.is_some_and(|record| record.kind != change.kind) {
        return HubPlan::Refuse(Refusal::Garbled);
    }
    match (&change.field, &change.before, &change.after) {
        (Some(field), _, _) if field.is_empty() => HubPlan::Refuse(Refusal::Garbled),
        (Some(field), _, _) => edit(op, change, field, nature, record),
        (None, Value::Null, Value::Object(body)) => creation(op, change, body, nature, record),
        (None, Value::Object(before), Value::Null) => deletion(change, before, nature, record),
        (None, _, _) => HubPlan::Refuse(Refusal::Garbled),
    }
}

/// An edit of one field.
fn edit(
    op: &Id,
    change: &OutgoingChange,
    field: &str,
    nature: Nature,
    record: Option<&HubRecord>,
) -> HubPlan {
    if nature != Nature::Edited {
        return not_allowed(change);
    }
    let Some(record) = record else {
        // Whoever may edit it got it from here; it is not theirs to name.
        return HubPlan::Refuse(Refusal::OutOfScope);
    };
    if record.deleted {
        let mut body = record.body.clone();
        body.insert(field.to_owned(), change.after.clone());
        return revive_flagged(record, body, Some(field));
    }
    field_plan(op, change, field, &change.before, &change.after, record)
}

/// The rule of merging, for one field of a living record.
fn field_plan(
    op: &Id,
    change: &OutgoingChange,
    field: &str,
    before: &Value,
    after: &Value,
    record: &HubRecord,
) -> HubPlan {
    let theirs = record.body.get(field).unwrap_or(&Value::Null);
    if theirs == after || before == after {
        // Nothing to do, or nothing said: a creation's empty field is no wish to empty it.
        return HubPlan::Already;
    }
    let stamp = record.stamp(field);
    // A creation was typed over nothing: it has not seen that somebody emptied the field.
    let saw_value =
        theirs == before && (change.field.is_some() || !record.fields.contains_key(field));
    if stamp.seq <= change.base_version {
        HubPlan::Set(Saw::Version)
    } else if stamp.op == *op || change.base_op.as_ref() == Some(&stamp.op) {
        HubPlan::Set(Saw::OwnOp)
    } else if saw_value {
        HubPlan::Set(Saw::Value)
    } else {
        HubPlan::Park(parked_edit(record, field, before, after))
    }
}

/// An edit kept beside what stands.
fn parked_edit(record: &HubRecord, field: &str, before: &Value, after: &Value) -> Parked {
    Parked {
        kind: ConflictKind::Field,
        field: Some(field.to_owned()),
        base: before.clone(),
        mine: after.clone(),
        theirs: record.body.get(field).cloned().unwrap_or_default(),
        theirs_op: record.stamp(field).op.clone(),
    }
}

/// A record created, or brought back by taking its deletion back.
fn creation(
    op: &Id,
    change: &OutgoingChange,
    body: &Map<String, Value>,
    nature: Nature,
    record: Option<&HubRecord>,
) -> HubPlan {
    let Some(record) = record else {
        return HubPlan::Create;
    };
    if record.deleted {
        let deletion = &record.whole;
        let knew = deletion.seq <= change.base_version
            || deletion.op == *op
            || change.base_op.as_ref() == Some(&deletion.op);
        return if knew {
            HubPlan::Revive {
                body: body.clone(),
                flag: None,
            }
        } else {
            revive_flagged(record, body.clone(), None)
        };
    }
    if same_body(body, &record.body) {
        return HubPlan::Already;
    }
    let (mut set, mut park) = (Vec::new(), Vec::new());
    for (field, after) in body {
        match field_plan(op, change, field, &Value::Null, after, record) {
            HubPlan::Set(_) if nature == Nature::Edited => set.push((field.clone(), after.clone())),
            // A fact is not completed by another one with the same id.
            HubPlan::Set(_) => park.push(parked_edit(record, field, &Value::Null, after)),
            HubPlan::Park(parked) => park.push(parked),
            // The same here and there. (The rule of one field answers nothing else.)
            HubPlan::Already
            | HubPlan::Create
            | HubPlan::Merge { .. }
            | HubPlan::Revive { .. }
            | HubPlan::Delete(_)
            | HubPlan::KeepAlive(_)
            | HubPlan::Refuse(_) => {}
        }
    }
    if set.is_empty() && park.is_empty() {
        return HubPlan::Already;
    }
    HubPlan::Merge { set, park }
}

/// A record taken away.
fn deletion(
    change: &OutgoingChange,
    before: &Map<String, Value>,
    nature: Nature,
    record: Option<&HubRecord>,
) -> HubPlan {
    if nature == Nature::Ledger {
        return not_allowed(change);
    }
    let Some(record) = record.filter(|record| !record.deleted) else {
        return HubPlan::Already;
    };
    let newest = record.newest();
    if newest.seq <= change.base_version {
        HubPlan::Delete(Saw::Version)
    } else if same_body(before, &record.body) {
        // What is newer is the deleter's own, or came to the same.
        HubPlan::Delete(Saw::Value)
    } else {
        HubPlan::KeepAlive(Parked {
            kind: ConflictKind::DeleteOfEdited,
            field: None,
            base: Value::Object(before.clone()),
            mine: Value::Null,
            theirs: Value::Object(record.body.clone()),
            theirs_op: newest.op.clone(),
        })
    }
}

/// A deleted record lives again, and somebody is told.
fn revive_flagged(record: &HubRecord, body: Map<String, Value>, field: Option<&str>) -> HubPlan {
    HubPlan::Revive {
        flag: Some(Parked {
            kind: ConflictKind::EditOfDeleted,
            field: field.map(str::to_owned),
            base: Value::Object(record.body.clone()),
            mine: Value::Object(body.clone()),
            theirs: Value::Null,
            theirs_op: record.whole.op.clone(),
        }),
        body,
    }
}

fn not_allowed(change: &OutgoingChange) -> HubPlan {
    HubPlan::Refuse(Refusal::NotAllowed {
        kind: change.kind.clone(),
    })
}

impl std::fmt::Debug for HubRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Values are personal data.
        let (kind, newest) = (&self.kind, self.newest().seq);
        write!(f, "{kind} #{newest} deleted: {}", self.deleted)
    }
}

impl std::fmt::Debug for Parked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.kind, self.field)
    }
}

impl std::fmt::Debug for HubPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Create => f.write_str("Create"),
            Self::Set(saw) => write!(f, "Set({saw:?})"),
            Self::Already => f.write_str("Already"),
            Self::Park(parked) => write!(f, "Park({parked:?})"),
            Self::Merge { set, park } => {
                let set: Vec<&str> = set.iter().map(|(field, _)| field.as_str()).collect();
                write!(f, "Merge {{ set: {set:?}, park: {park:?} }}")
            }
            Self::Revive { flag, .. } => write!(f, "Revive {{ flag: {flag:?} }}"),
            Self::Delete(saw) => write!(f, "Delete({saw:?})"),
            Self::KeepAlive(parked) => write!(f, "KeepAlive({parked:?})"),
            Self::Refuse(refusal) => write!(f, "Refuse({refusal:?})"),
        }
    }
}
