//! Carries a decision of the hub out: the record afterwards, the entries, the conflicts.

use serde_json::Value;
use songnuan_model::record::Id;
use songnuan_model::records::{Conflict, ConflictKind};

use super::hub::{HubPlan, HubRecord, Parked, Stamp};
use crate::change::OutgoingChange;
use crate::messages::{Entry, OpHead};

/// What a decision comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// To be appended to the line, numbered from `next_seq` on without a gap.
    pub entries: Vec<Entry>,
    /// To be written as `conflict` records ([`conflict_of`]), after the entries.
    pub parked: Vec<Parked>,
}

/// Carries `plan` out on the hub's picture of the record; the first entry gets number `next_seq`.
/// A refusal changes nothing: the caller takes the whole operation back.
pub fn settle(
    record: &mut Option<HubRecord>,
    op: &Id,
    change: &OutgoingChange,
    plan: HubPlan,
    next_seq: i64,
) -> Settled {
    let mut settled = Settled::default();
    let entry = |seq, field: Option<String>, after| Entry {
        seq,
        op: op.clone(),
        record_id: change.record_id.clone(),
        kind: change.kind.clone(),
        field,
        after,
    };
    match plan {
        HubPlan::Create | HubPlan::Set(_) | HubPlan::Delete(_) => {
            let entry = entry(next_seq, change.field.clone(), change.after.clone());
            settled.entries.push(entry);
        }
        HubPlan::Already | HubPlan::Refuse(_) => {}
        HubPlan::Park(parked) | HubPlan::KeepAlive(parked) => settled.parked.push(parked),
        HubPlan::Merge { set, park } => {
            for (seq, (field, after)) in (next_seq..).zip(set) {
                settled.entries.push(entry(seq, Some(field), after));
            }
            settled.parked = park;
        }
        HubPlan::Revive { body, flag } => {
            let entry = entry(next_seq, None, Value::Object(body));
            settled.entries.push(entry);
            settled.parked.extend(flag);
        }
    }
    for entry in &settled.entries {
        HubRecord::follow(record, entry);
    }
    settled
}

impl HubRecord {
    /// Brings the picture up to date with one entry of the line, in its order. Also how a hub that
    /// lost entries takes them back. A field entry of a record that was never created, which no
    /// line has, changes nothing.
    pub fn follow(record: &mut Option<Self>, entry: &Entry) {
        let stamp = Stamp {
            seq: entry.seq,
            op: entry.op.clone(),
        };
        match (&entry.field, &entry.after, record) {
            (Some(field), after, Some(record)) => {
                record.body.insert(field.clone(), after.clone());
                record.fields.insert(field.clone(), stamp);
            }
            (None, Value::Object(body), record) => {
                *record = Some(Self {
                    kind: entry.kind.clone(),
                    body: body.clone(),
                    deleted: false,
                    whole: stamp,
                    fields: [].into(),
                });
            }
            (None, _, Some(record)) => {
                record.deleted = true;
                record.whole = stamp;
                record.fields.clear();
            }
            (Some(_), _, None) | (None, _, None) => {}
        }
    }
}

/// The `conflict` record of a parked change: of operation `mine`, against operation `theirs`
/// (the head of [`Parked::theirs_op`]). The same push makes the same record, with the same id.
pub fn conflict_of(
    change: &OutgoingChange,
    parked: &Parked,
    mine: &OpHead,
    theirs: &OpHead,
) -> Conflict {
    Conflict {
        id: conflict_id(&mine.id, change, parked),
        record_id: change.record_id.clone(),
        record_kind: change.kind.clone(),
        kind: parked.kind,
        field: parked.field.clone(),
        base: parked.base.clone(),
        mine: parked.mine.clone(),
        mine_who: mine.who.clone(),
        mine_at: mine.at.clone(),
        mine_device: mine.device.clone(),
        mine_op: mine.id.clone(),
        theirs: parked.theirs.clone(),
        theirs_who: theirs.who.clone(),
        theirs_at: theirs.at.clone(),
        theirs_device: theirs.device.clone(),
        theirs_op: theirs.id.clone(),
    }
}

/// Computed from the operation, its change, the record, the field and the kind of conflict: never
/// from a value, which could be guessed from it. In the shape of a UUID (version 8: custom).
fn conflict_id(op: &Id, change: &OutgoingChange, parked: &Parked) -> Id {
    let mut hasher = blake3::Hasher::new_derive_key("songnuan sync 2026-11 conflict id");
    let kind = match parked.kind {
        ConflictKind::Field => "field",
        ConflictKind::EditOfDeleted => "edit_of_deleted",
        ConflictKind::DeleteOfEdited => "delete_of_edited",
    };
    let field = parked.field.as_deref().unwrap_or_default();
    let seq = change.seq.to_string();
    for part in [op.as_str(), change.record_id.as_str(), field, kind, &seq] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut bytes = [0_u8; 16];
    hasher.finalize_xof().fill(&mut bytes);
    let mut bits = u128::from_be_bytes(bytes);
    bits = (bits & !(0xf << 76)) | (0x8 << 76);
    bits = (bits & !(0x3 << 62)) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    Id(parts.join("-"))
}
