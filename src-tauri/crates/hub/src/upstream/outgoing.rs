//! What goes up: the entries of the own line that were made here, in their order.
//!
//! What a change was typed over is found on the line itself: the entry before it of the same field,
//! or of the whole record. It is told by the number the hub above gave it, or, as long as that is
//! not known, by its operation.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use songnuan_model::record::Id;
use songnuan_sync::plan::HubRecord;
use songnuan_sync::{
    Entry, OpMessage, OutgoingChange, PushPage, PushReply, Refusal, Waiting as Counts,
};
use sqlx::AnyConnection;

use super::place;
use crate::db::{Cell, int, query, select_in, text};
use crate::error::{HubFailure, Result};
use crate::ops;
use crate::seal::Sealer;
use crate::service::Inner;
use crate::state::entry_of;

/// Entries made here whose number above is not known, users and what is about them left out.
pub(super) const OWN: &str =
    "NOT EXISTS (SELECT 1 FROM upstream_entry AS known WHERE known.seq = entry.seq)
     AND entry.kind <> 'user'
     AND NOT (entry.kind = 'conflict' AND EXISTS (
         SELECT 1 FROM record JOIN record AS about ON about.id = record.parent
         WHERE record.id = entry.record_id AND about.kind = 'user'))
     AND NOT (entry.kind = 'conflict_decision' AND EXISTS (
         SELECT 1 FROM record JOIN record AS conflict ON conflict.id = record.parent
         JOIN record AS about ON about.id = conflict.parent
         WHERE record.id = entry.record_id AND about.kind = 'user'))";
/// Of those, the ones of no refused operation.
const OPEN: &str = "NOT EXISTS (SELECT 1 FROM upstream_refused AS refused
     WHERE refused.op = entry.op)";

/// The next operations to send, with at most so many changes.
pub(super) async fn page(inner: &Inner, limit: u32) -> Result<PushPage> {
    // No lock: what is on the line stays as it is.
    let mut connection = inner.pool.acquire().await?;
    let sent = place::read_in(&mut connection).await?.sent;
    let sql = format!(
        "SELECT seq, op, record_id, kind, field, sealed FROM entry
         WHERE seq > $1 AND {OWN} AND {OPEN} ORDER BY seq LIMIT $2"
    );
    // One more, to know whether the last operation goes on.
    let most = i64::from(limit.max(1));
    let rows = query(sql, [Cell::Int(sent), Cell::Int(most + 1)])
        .fetch_all(&mut *connection)
        .await?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in &rows {
        entries.push(entry_of(&inner.sealer, row)?.0);
    }
    let over = usize::try_from(most).unwrap_or(usize::MAX);
    let next = (entries.len() > over).then(|| entries.split_off(over).remove(0));
    let changes = changes_of(inner, &mut connection, entries).await?;
    let ids: HashSet<&str> = changes.iter().map(|(op, _)| op.as_str()).collect();
    let heads = ops::load(&mut connection, &inner.sealer, ids).await?;
    let mut page = PushPage::default();
    for (op, change) in changes {
        match page.ops.last_mut().filter(|last| last.id == op) {
            Some(last) => last.changes.push(change),
            None => page.ops.push(message(&heads, &op, change)?),
        }
    }
    for op in &mut page.ops {
        op.last_change = op.changes.last().map_or(0, |change| change.seq);
    }
    if let (Some(last), Some(next)) = (page.ops.last_mut(), next)
        && last.id == next.op
    {
        last.last_change = next.seq;
    }
    Ok(page)
}

/// An operation with its first change in the page.
fn message(heads: &HashMap<Id, ops::Known>, op: &Id, change: OutgoingChange) -> Result<OpMessage> {
    let known = heads.get(op);
    let head = known.map(|known| known.head.clone());
    let head = head.ok_or(HubFailure::Damaged { what: "operation" })?;
    Ok(OpMessage {
        outgoing_seq: change.seq,
        id: head.id,
        kind: head.kind,
        at: head.at,
        who: head.who,
        why: head.why,
        device: head.device,
        undoes: head.undoes,
        last_change: change.seq,
        changes: vec![change],
    })
}

/// One record along the line, as far as it was read.
#[derive(Default)]
struct Story {
    state: Option<HubRecord>,
    /// Who set a field, or the whole (""), last: operation, number above (0 = not known).
    setters: HashMap<String, (Id, i64)>,
    /// The nearest entry before with a number above, by field or "".
    versions: HashMap<String, i64>,
    /// The newest number above of anything of the record.
    newest: i64,
}

/// The entries as changes, with what each was typed over.
async fn changes_of(
    inner: &Inner,
    connection: &mut AnyConnection,
    entries: Vec<Entry>,
) -> Result<Vec<(Id, OutgoingChange)>> {
    let Some(last) = entries.last().map(|entry| entry.seq) else {
        return Ok(Vec::new());
    };
    let ids: HashSet<&str> = entries
        .iter()
        .map(|entry| entry.record_id.as_str())
        .collect();
    let past = past_of(&inner.sealer, connection, ids, last).await?;
    let mut wanted: HashMap<i64, OutgoingChange> = HashMap::new();
    let own: HashSet<i64> = entries.iter().map(|entry| entry.seq).collect();
    let mut stories: HashMap<Id, Story> = HashMap::new();
    for (entry, up) in past {
        let story = stories.entry(entry.record_id.clone()).or_default();
        if own.contains(&entry.seq) {
            wanted.insert(entry.seq, story.change(&entry));
        }
        story.goes_on(&entry, up);
    }
    let changes = entries.into_iter().filter_map(|entry| {
        let change = wanted.remove(&entry.seq)?;
        Some((entry.op, change))
    });
    Ok(changes.collect())
}

/// Everything of these records up to an entry, in the order of the line, with the number above (0 =
/// not known).
async fn past_of(
    sealer: &Sealer,
    connection: &mut AnyConnection,
    ids: HashSet<&str>,
    last: i64,
) -> Result<Vec<(Entry, i64)>> {
    let sql = format!(
        "SELECT entry.seq, entry.op, entry.record_id, entry.kind, entry.field, entry.sealed,
             COALESCE(upstream_entry.up_seq, 0) FROM entry
         LEFT JOIN upstream_entry ON upstream_entry.seq = entry.seq
         WHERE entry.record_id IN ({{ids}}) AND entry.seq <= {last}"
    );
    let mut past = Vec::new();
    for row in select_in(connection, &sql, &[], ids).await? {
        past.push((entry_of(sealer, &row)?.0, int(&row, 6)?));
    }
    past.sort_by_key(|(entry, _)| entry.seq);
    Ok(past)
}

impl Story {
    /// The entry as a change of what was before it.
    fn change(&self, entry: &Entry) -> OutgoingChange {
        let deletion = entry.field.is_none() && entry.after.is_null();
        let (before, base_version, base_op) = match (&entry.field, &self.state) {
            (Some(field), Some(state)) => {
                let before = state.body.get(field).cloned().unwrap_or_default();
                let (version, op) = self.base(field);
                (before, version, op)
            }
            (None, Some(state)) if deletion => {
                (Value::Object(state.body.clone()), self.newest, None)
            }
            (None, Some(_)) => {
                let (version, op) = self.base("");
                (Value::Null, version, op)
            }
            (_, None) => (Value::Null, 0, None),
        };
        OutgoingChange {
            seq: entry.seq,
            record_id: entry.record_id.clone(),
            kind: entry.kind.clone(),
            field: entry.field.clone(),
            before,
            after: entry.after.clone(),
            base_version,
            base_op,
        }
    }

    /// The number above of what set this field (or the whole) last; while that is not known, the
    /// one before it, and the operation.
    fn base(&self, field: &str) -> (i64, Option<Id>) {
        let of = |name: &str| self.versions.get(name).copied();
        let version = of(field).or_else(|| of("")).unwrap_or(0);
        let setter = self.setters.get(field).or_else(|| self.setters.get(""));
        match setter {
            Some((_, up)) if *up > 0 => (*up, None),
            Some((op, _)) => (version, Some(op.clone())),
            None => (version, None),
        }
    }

    fn goes_on(&mut self, entry: &Entry, up: i64) {
        HubRecord::follow(&mut self.state, entry);
        let name = entry.field.clone().unwrap_or_default();
        if entry.field.is_none() {
            self.setters.clear();
            if up > 0 {
                self.versions.clear();
            }
        }
        if up > 0 {
            self.versions.insert(name.clone(), up);
            self.newest = self.newest.max(up);
        }
        self.setters.insert(name, (entry.op.clone(), up));
    }
}

/// What waits, and what was refused.
pub(super) async fn waiting(inner: &Inner) -> Result<Counts> {
    let mut connection = inner.pool.acquire().await?;
    let sent = place::read_in(&mut connection).await?.sent;
    let sql = format!(
        "SELECT COUNT(DISTINCT op), COUNT(*) FROM entry WHERE seq > $1 AND {OWN} AND {OPEN}"
    );
    let row = query(sql, [sent.into()])
        .fetch_one(&mut *connection)
        .await?;
    let sql = "SELECT COUNT(*) FROM upstream_refused";
    let refused = query(sql, []).fetch_one(&mut *connection).await?;
    Ok(Counts {
        ops: int(&row, 0)?.unsigned_abs(),
        changes: int(&row, 1)?.unsigned_abs(),
        refused: int(&refused, 0)?.unsigned_abs(),
    })
}

/// An operation that is under way, with its first and last entry in the page.
pub(super) struct Sent {
    op: Id,
    first: i64,
    last: i64,
}

/// What is under way with a page, in its order.
pub(super) fn sent(page: &PushPage) -> Vec<Sent> {
    let of = |op: &OpMessage| Sent {
        op: op.id.clone(),
        first: op.changes.first().map_or(0, |change| change.seq),
        last: op.changes.last().map_or(0, |change| change.seq),
    };
    page.ops.iter().map(of).collect()
}

/// Notes what became of a page.
pub(super) async fn acknowledge(inner: &Inner, page: &[Sent], reply: &PushReply) -> Result<()> {
    let mut pairs = page.iter().zip(&reply.outcomes);
    let same = page.len() == reply.outcomes.len() && pairs.all(|(it, said)| it.op == said.op);
    let Some(end) = page.last().filter(|_| same) else {
        return Err(Refusal::Garbled.into());
    };
    let mut tx = inner.pool.begin().await?;
    for (Sent { op, first, .. }, outcome) in page.iter().zip(&reply.outcomes) {
        let Some(refusal) = &outcome.refused else {
            continue;
        };
        let sealed = inner
            .sealer
            .seal_json(&["upstream_refused", op.as_str()], refusal)?;
        let sql = "INSERT INTO upstream_refused (op, seq, sealed) VALUES ($1, $2, $3)
                   ON CONFLICT (op) DO NOTHING";
        let cells: [Cell; 3] = [op.as_str().into(), (*first).into(), sealed.into()];
        query(sql, cells).execute(&mut *tx).await?;
    }
    place::sent(&mut tx, end.last).await?;
    tx.commit().await?;
    Ok(())
}

/// The operations the hub above did not take, in the order of the line, with its reasons.
pub(super) async fn refused(inner: &Inner, limit: u32) -> Result<Vec<(Id, Refusal)>> {
    let mut connection = inner.pool.acquire().await?;
    let sql = "SELECT op, sealed FROM upstream_refused ORDER BY seq LIMIT $1";
    let rows = query(sql, [i64::from(limit).into()])
        .fetch_all(&mut *connection)
        .await?;
    let mut refused = Vec::with_capacity(rows.len());
    for row in &rows {
        let op = text(row, 0)?;
        let place = ["upstream_refused", op.as_str()];
        let why = crate::db::bytes(row, 1)?;
        let why = inner.sealer.open_json("operation", &place, &why)?;
        refused.push((Id(op), why));
    }
    Ok(refused)
}

/// See [`super::Upstream::retry_refused`]. What was sent in between goes again: it is known above.
pub(super) async fn retry_refused(inner: &Inner) -> Result<u64> {
    let mut tx = inner.pool.begin().await?;
    // Written to first, so that nobody writes between reading and writing.
    query("UPDATE upstream SET sent = sent WHERE id = 1", [])
        .execute(&mut *tx)
        .await?;
    let row = query(
        "SELECT COUNT(*), COALESCE(MIN(seq), 0) FROM upstream_refused",
        [],
    )
    .fetch_one(&mut *tx)
    .await?;
    let (count, first) = (int(&row, 0)?, int(&row, 1)?);
    if count > 0 {
        let back = "UPDATE upstream SET
                        sent = CASE WHEN sent < $1 THEN sent ELSE $2 END,
                        settled = CASE WHEN settled < $3 THEN settled ELSE $4 END
                    WHERE id = 1";
        let before = first - 1;
        let cells: [Cell; 4] = std::array::from_fn(|_| before.into());
        query(back, cells).execute(&mut *tx).await?;
        query("DELETE FROM upstream_refused", [])
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(count.unsigned_abs())
}
