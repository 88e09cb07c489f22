//! Writes parked edits as `conflict` records, by an operation of the hub's own.

use songnuan_model::record::{Id, Record};
use songnuan_model::records::Conflict;
use songnuan_sync::plan::{HubRecord, Parked, conflict_of};
use songnuan_sync::{Entry, OpHead, OutgoingChange};
use sqlx::AnyConnection;

use crate::error::{HubFailure, Result};
use crate::ops;
use crate::push::Desk;
use crate::state;

/// The kind of the operation that keeps conflicts.
pub(crate) const SYNC_PARK: &str = "sync_park";
/// Who keeps them, in the history.
const WHO: &str = "同步";

/// A change that is to be kept beside what stands.
pub(crate) struct Waiting {
    pub change: OutgoingChange,
    pub parked: Parked,
}

/// Writes the conflicts of one operation (`mine`; `first`: its first change in this page). Returns
/// how many there are; those that were written before, with an operation that came back, are among
/// them but not written twice.
pub(crate) async fn write(
    desk: &mut Desk<'_>,
    tx: &mut AnyConnection,
    mine: &OpHead,
    first: i64,
    waiting: Vec<Waiting>,
) -> Result<usize> {
    if waiting.is_empty() {
        return Ok(0);
    }
    let sealer = &desk.inner.sealer;
    let unknown: Vec<&str> = waiting
        .iter()
        .map(|waiting| &waiting.parked.theirs_op)
        .filter(|id| !desk.ops.contains_key(*id))
        .map(Id::as_str)
        .collect();
    let others = ops::load(tx, sealer, unknown).await?;
    desk.ops.extend(others);
    let mut conflicts = Vec::with_capacity(waiting.len());
    for Waiting { change, parked } in &waiting {
        let theirs = desk.ops.get(&parked.theirs_op);
        let theirs = theirs.ok_or(HubFailure::Damaged { what: "operation" })?;
        conflicts.push(conflict_of(change, parked, mine, &theirs.head));
    }
    let ids = conflicts.iter().map(|conflict| &conflict.id);
    state::load(tx, sealer, &mut desk.slots, ids).await?;
    let head = park_head(desk, mine, first);
    let mut new = false;
    for conflict in &conflicts {
        new |= append(desk, &head, conflict)?;
    }
    if new {
        let known = ops::Known {
            pushed_by: desk.inner.hub.clone(),
            up_to: 1,
            page_from: 1,
            accepted: 0,
            parked: 0,
            head,
        };
        desk.written.push(known.head.id.clone());
        desk.ops.insert(known.head.id.clone(), known);
    }
    Ok(conflicts.len())
}

/// Appends one conflict, unless it is there.
fn append(desk: &mut Desk<'_>, head: &OpHead, conflict: &Conflict) -> Result<bool> {
    let slot = desk.slots.entry(conflict.id.clone()).or_default();
    if slot.state.is_some() {
        return Ok(false);
    }
    slot.touch();
    slot.created_by = desk.inner.hub.0.clone();
    desk.line.head += 1;
    let damaged = |_| HubFailure::Damaged { what: "record" };
    let entry = Entry {
        seq: desk.line.head,
        op: head.id.clone(),
        record_id: conflict.id.clone(),
        kind: Conflict::KIND.to_owned(),
        field: None,
        after: serde_json::to_value(conflict).map_err(damaged)?,
    };
    HubRecord::follow(&mut slot.state, &entry);
    desk.entries.push(entry);
    Ok(true)
}

/// The hub's own operation beside operation `mine`: computed, so that the same push makes the same.
fn park_head(desk: &Desk<'_>, mine: &OpHead, first: i64) -> OpHead {
    let mut hasher = blake3::Hasher::new_derive_key("songnuan hub 2026-11 park operation");
    // The hub above may park the rest of the same operation, and counts its changes otherwise.
    hasher.update(desk.inner.hub.as_str().as_bytes());
    hasher.update(mine.id.as_str().as_bytes());
    hasher.update(&first.to_le_bytes());
    let mut bytes = [0; 16];
    hasher.finalize_xof().fill(&mut bytes);
    let id = uuid::Builder::from_custom_bytes(bytes).into_uuid();
    OpHead {
        id: Id::new(id.to_string()),
        kind: SYNC_PARK.to_owned(),
        at: desk.inner.host.now(),
        who: WHO.to_owned(),
        why: String::new(),
        device: desk.inner.hub.clone(),
        undoes: None,
    }
}
