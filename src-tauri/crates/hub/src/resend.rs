//! Takes back, from a device, the entries that a hub restored from an older backup no longer has.

use std::collections::{HashMap, HashSet};

use songnuan_model::record::Id;
use songnuan_model::roles::{Act, may};
use songnuan_sync::plan::HubRecord;
use songnuan_sync::{Entry, Refusal, ResendPage};
use sqlx::AnyConnection;

use crate::db::{int, select_in, text};
use crate::device::DeviceHub;
use crate::error::Result;
use crate::limits;
use crate::line::Line;
use crate::ops;
use crate::park::SYNC_PARK;
use crate::push::write_entries;
use crate::service::Inner;
use crate::state::{self, Slots};

impl DeviceHub {
    /// Only from a device that gets everything and may edit: it alone has the line without gaps.
    /// Entries keep their numbers and are not merged again; known ones change nothing.
    pub(crate) async fn take_back(&self, page: ResendPage) -> Result<()> {
        let inner = self.counted()?;
        if page.entries.len() > limits::RESEND_ENTRIES {
            let limit = limits::RESEND_ENTRIES as u64;
            return Err(Refusal::TooLarge { limit }.into());
        }
        let mut tx = inner.pool.begin().await?;
        let mut line = Line::take(&mut tx, &inner.sealer).await?;
        let known = self.admitted(&mut tx).await?;
        if !known.everything() {
            return Err(Refusal::OutOfScope.into());
        }
        if !may(known.roles(), Act::EditCases) {
            let kind = "resend".to_owned();
            return Err(Refusal::NotAllowed { kind }.into());
        }
        let (old, new): (Vec<Entry>, Vec<Entry>) = page
            .entries
            .into_iter()
            .partition(|entry| entry.seq <= line.head);
        same_line(&mut tx, &old).await?;
        if new.is_empty() {
            return Ok(());
        }
        let without_gap = (line.head + 1..).zip(&new).all(|(seq, e)| e.seq == seq);
        if !without_gap {
            return Err(Refusal::Garbled.into());
        }
        let heads = page.ops.into_iter().map(|head| (head.id.clone(), head));
        let written = heads_of(inner, &mut tx, heads.collect(), &new, &known.id).await?;
        ops::store(&mut tx, &inner.sealer, &written).await?;
        write_entries(&mut tx, inner, &new).await?;
        line.head = new.last().map_or(line.head, |entry| entry.seq);
        let mut slots = Slots::new();
        let ids = new.iter().map(|entry| &entry.record_id);
        state::load(&mut tx, &inner.sealer, &mut slots, ids).await?;
        let lower = lower_hubs(&mut tx, &written).await?;
        let pushed: HashMap<&Id, &Id> = written
            .iter()
            .map(|op| {
                let device = &op.head.device;
                (&op.head.id, lower.get(device).unwrap_or(device))
            })
            .collect();
        for entry in &new {
            let slot = slots.entry(entry.record_id.clone()).or_default();
            slot.touch();
            HubRecord::follow(&mut slot.state, entry);
            if slot.created_by.is_empty() {
                let device = pushed.get(&entry.op).map(|id| id.0.clone());
                slot.created_by = device.unwrap_or_else(|| known.id.0.clone());
            }
        }
        state::store(&mut tx, &inner.sealer, &mut line, &slots, &known.id).await?;
        line.put(&mut tx, &inner.sealer).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Of the devices of these operations, those that are known to be behind a lower hub, with it: what
/// they created is in its area.
async fn lower_hubs(tx: &mut AnyConnection, written: &[ops::Known]) -> Result<HashMap<Id, Id>> {
    let devices: HashSet<&str> = written.iter().map(|op| op.head.device.as_str()).collect();
    let sql = "SELECT DISTINCT op.device, op.pushed_by FROM op
               JOIN device ON device.id = op.pushed_by
               WHERE device.lower_hub = 1 AND op.device IN ({ids})
               AND op.device NOT IN (SELECT id FROM device)";
    let mut lower = HashMap::new();
    for row in select_in(tx, sql, &[], devices).await? {
        lower.insert(Id(text(&row, 0)?), Id(text(&row, 1)?));
    }
    Ok(lower)
}

/// Are the entries the hub has the same ones? Otherwise it has moved on since it was restored.
async fn same_line(tx: &mut AnyConnection, old: &[Entry]) -> Result<()> {
    if old.is_empty() {
        return Ok(());
    }
    let ids: HashSet<&str> = old.iter().map(|entry| entry.record_id.as_str()).collect();
    let sql = "SELECT seq, op FROM entry WHERE record_id IN ({ids})";
    let mut there = HashSet::new();
    for row in select_in(tx, sql, &[], ids).await? {
        there.insert((int(&row, 0)?, text(&row, 1)?));
    }
    let same = |entry: &Entry| there.contains(&(entry.seq, entry.op.0.clone()));
    if old.iter().all(same) {
        Ok(())
    } else {
        Err(Refusal::Garbled.into())
    }
}

/// The operations the hub lacks. How much of them had been taken is not known: `up_to` 0, so that
/// what their device sends again is compared entry by entry.
async fn heads_of(
    inner: &Inner,
    tx: &mut AnyConnection,
    mut heads: HashMap<Id, songnuan_sync::OpHead>,
    new: &[Entry],
    device: &Id,
) -> Result<Vec<ops::Known>> {
    let ids: HashSet<&str> = new.iter().map(|entry| entry.op.as_str()).collect();
    let there = ops::load(tx, &inner.sealer, ids.iter().copied()).await?;
    let mut written = Vec::new();
    for id in ids.into_iter().map(Id::new) {
        // Of an operation it had in part the rest came after the backup.
        if let Some(mut known) = there.get(&id).cloned() {
            known.up_to = 0;
            written.push(known);
            continue;
        }
        let head = heads.remove(&id).ok_or(Refusal::Garbled)?;
        // A lower hub parks too.
        let own = head.kind == SYNC_PARK && head.device == inner.hub;
        written.push(ops::Known {
            head,
            pushed_by: if own {
                inner.hub.clone()
            } else {
                device.clone()
            },
            up_to: 0,
            page_from: 0,
            accepted: 0,
            parked: 0,
        });
    }
    Ok(written)
}
