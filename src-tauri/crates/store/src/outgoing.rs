//! Local operations in the order in which they go out, what became of them, and the merge bases.

use std::collections::HashMap;

use songnuan_model::record::Id;
use songnuan_sync::{
    Digest, FieldBase, OpMessage, OutgoingChange, PushPage, PushReply, Refusal, Waiting,
};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::error::{Result, StoreError};
use crate::history::{OpEntry, change_of};
use crate::read::parse_body;
use crate::store::Store;

/// Columns of `outgoing` and `op` that [`head_of`] reads; then how many changes wait at most.
const HEAD: &str = "SELECT out.seq, out.last_change, o.seq, o.id, o.kind, o.at, o.who, o.why,
                           o.device, o.undoes,
                           out.last_change - max(out.sent, out.first_change - 1)
                    FROM outgoing out JOIN op o ON o.seq = out.op_seq";

/// An operation the hub will not take. It stays here, with all it changed.
#[derive(Clone)]
pub struct RefusedOp {
    pub op: OpEntry,
    pub refusal: Refusal,
}

impl Store {
    /// The first operation after `after_seq` in outgoing order, with at most `limit` changes that
    /// come after `after_change` (0 = from its beginning). `None`: there is none.
    pub async fn outgoing(
        &self,
        after_seq: i64,
        after_change: i64,
        limit: u32,
    ) -> Result<Option<OpMessage>> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "{HEAD} WHERE out.seq > ? ORDER BY out.seq LIMIT 1"
        )))
        .bind(after_seq)
        .fetch_all(&self.inner.reader)
        .await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let (mut op, op_seq) = head_of(row)?;
        let changes = sqlx::query(
            "SELECT r.id, r.kind, c.field, c.before, c.after, c.seq, c.base_version, base.id
             FROM change c JOIN record r ON r.rid = c.rid LEFT JOIN op base ON base.seq = c.base_op
             WHERE c.op_seq = ? AND c.seq > ? AND c.seq <= ? ORDER BY c.seq LIMIT ?",
        )
        .bind(op_seq)
        .bind(after_change)
        .bind(op.last_change)
        .bind(limit)
        .fetch_all(&self.inner.reader)
        .await?;
        op.changes = changes.iter().map(outgoing_change).collect::<Result<_>>()?;
        Ok(Some(op))
    }

    /// The next operations the hub does not have, with at most `limit` changes in all.
    pub(crate) async fn next_outgoing(&self, limit: u32) -> Result<PushPage> {
        let limit = limit.max(1);
        let mut snapshot = self.inner.reader.begin().await?;
        let heads = sqlx::query(sqlx::AssertSqlSafe(format!(
            "{HEAD} WHERE out.settled = 0 AND out.refused IS NULL AND out.sent < out.last_change
             ORDER BY out.seq LIMIT ?"
        )))
        .bind(limit)
        .fetch_all(&mut *snapshot)
        .await?;
        let mut page = PushPage::default();
        let (mut room, mut whole, mut cut) = (i64::from(limit), Vec::new(), None);
        for row in &heads {
            let (op, op_seq) = head_of(row)?;
            let changes: i64 = row.try_get(10)?;
            if room == 0 {
                break;
            }
            if changes <= room {
                whole.push(op_seq);
            } else {
                cut = Some((op_seq, room));
            }
            room -= changes.min(room);
            page.ops.push(op);
        }
        let mut changes = changes_of(&mut snapshot, &whole).await?;
        for op in &mut page.ops {
            op.changes = changes.remove(&op.outgoing_seq).unwrap_or_default();
        }
        // The one that found no room as a whole is the last.
        if let (Some((op_seq, room)), Some(op)) = (cut, page.ops.last_mut()) {
            op.changes = first_changes_of(&mut snapshot, op_seq, room).await?;
        }
        snapshot.rollback().await?;
        Ok(page)
    }

    /// Notes what became of pushed operations.
    pub(crate) async fn note_outcomes(&self, reply: &PushReply) -> Result<()> {
        let mut tx = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        let mut outcomes = Vec::with_capacity(reply.outcomes.len());
        for outcome in &reply.outcomes {
            let refused = outcome.refused.as_ref().map(serde_json::to_string);
            let refused = refused.transpose().map_err(|_| StoreError::GarbledPage)?;
            outcomes.push((outcome.op.as_str(), outcome.up_to, refused));
        }
        // The hub's word is taken as it is: one that was restored has less than it said before.
        sqlx::query(
            "UPDATE outgoing SET refused = told.refused,
                    sent = CASE WHEN told.refused IS NULL THEN min(told.up_to, last_change)
                           ELSE sent END
             FROM (SELECT o.seq AS op_seq, j.value ->> 1 AS up_to, j.value ->> 2 AS refused
                   FROM json_each(?) j CROSS JOIN op o ON o.id = j.value ->> 0) AS told
             WHERE outgoing.op_seq = told.op_seq AND outgoing.settled = 0",
        )
        .bind(serde_json::to_string(&outcomes).map_err(|_| StoreError::GarbledPage)?)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// How much waits to be sent, and how much was refused.
    pub async fn waiting_to_send(&self) -> Result<Waiting> {
        let row = sqlx::query(
            "SELECT coalesce(sum(refused IS NULL AND sent < last_change), 0),
                    coalesce(sum(CASE WHEN refused IS NULL AND sent < last_change
                                 THEN last_change - max(sent, first_change - 1) END), 0),
                    coalesce(sum(refused IS NOT NULL), 0)
             FROM outgoing WHERE settled = 0",
        )
        .fetch_one(&self.inner.reader)
        .await?;
        let count = |place: usize| row.try_get::<i64, _>(place).map(i64::unsigned_abs);
        Ok(Waiting {
            ops: count(0)?,
            changes: count(1)?,
            refused: count(2)?,
        })
    }

    /// The operations that wait to be sent, oldest first, with what they changed.
    pub async fn waiting_ops(&self, limit: u32) -> Result<Vec<OpEntry>> {
        let ids: Vec<String> = sqlx::query_scalar(
            "SELECT o.id FROM outgoing out JOIN op o ON o.seq = out.op_seq
             WHERE out.settled = 0 AND out.refused IS NULL AND out.sent < out.last_change
             ORDER BY out.seq LIMIT ?",
        )
        .bind(limit)
        .fetch_all(&self.inner.reader)
        .await?;
        let mut ops = Vec::with_capacity(ids.len());
        for id in ids {
            ops.extend(self.operation(&Id(id)).await?);
        }
        Ok(ops)
    }

    /// The operations the hub refused, oldest first, with its reasons.
    pub async fn refused_ops(&self) -> Result<Vec<RefusedOp>> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT o.id, out.refused FROM outgoing out JOIN op o ON o.seq = out.op_seq
             WHERE out.settled = 0 AND out.refused IS NOT NULL ORDER BY out.seq",
        )
        .fetch_all(&self.inner.reader)
        .await?;
        let mut ops = Vec::with_capacity(rows.len());
        for (id, refusal) in rows {
            let refusal = serde_json::from_str(&refusal).map_err(|_| StoreError::Damaged {
                detail: "refusal".to_owned(),
            })?;
            if let Some(op) = self.operation(&Id(id)).await? {
                ops.push(RefusedOp { op, refusal });
            }
        }
        Ok(ops)
    }

    /// Lets refused operations go out again with the next sync (the device was given another role):
    /// one of them, or all. Returns how many.
    pub async fn retry_refused(&self, op: Option<&Id>) -> Result<u64> {
        let done = sqlx::query(
            "UPDATE outgoing SET refused = NULL
             WHERE settled = 0 AND refused IS NOT NULL
               AND (?1 IS NULL OR op_seq = (SELECT seq FROM op WHERE id = ?1))",
        )
        .bind(op.map(Id::as_str))
        .execute(&self.inner.writer)
        .await?;
        Ok(done.rows_affected())
    }

    /// Lets everything go out again that a hub said it has, but that has not come back: the last
    /// exchange may have broken off in between, and the hub may have been restored from a backup
    /// since. What the hub still has it knows; sending it again is harmless.
    pub(crate) async fn send_unsettled_again(&self) -> Result<()> {
        sqlx::query(
            "UPDATE outgoing SET sent = 0 WHERE settled = 0 AND refused IS NULL AND sent > 0",
        )
        .execute(&self.inner.writer)
        .await?;
        Ok(())
    }

    /// Everything that came of what the hub has now has been taken.
    pub(crate) async fn settle_sent(&self) -> Result<()> {
        sqlx::query(
            "UPDATE outgoing SET settled = 1
             WHERE settled = 0 AND refused IS NULL AND sent >= last_change",
        )
        .execute(&self.inner.writer)
        .await?;
        Ok(())
    }

    /// The merge bases of a record's fields that were ever set on their own.
    pub async fn field_bases(&self, id: &Id) -> Result<Vec<FieldBase>> {
        let rows = sqlx::query(
            "SELECT v.field, v.base_version, v.local_seq FROM field_version v
             JOIN record r ON r.rid = v.rid WHERE r.id = ? ORDER BY v.field",
        )
        .bind(id.as_str())
        .fetch_all(&self.inner.reader)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(FieldBase {
                    record_id: id.clone(),
                    field: row.try_get(0)?,
                    base_version: row.try_get(1)?,
                    local_seq: row.try_get(2)?,
                })
            })
            .collect()
    }

    /// Digest of all living records, read anew: equal on two devices that hold the same contents.
    pub async fn digest(&self) -> Result<Digest> {
        let mut digest = Digest::default();
        let mut last = 0_i64;
        loop {
            let rows = sqlx::query(
                "SELECT rid, kind, id, body FROM record
                 WHERE rid > ? AND deleted = 0 ORDER BY rid LIMIT 2000",
            )
            .bind(last)
            .fetch_all(&self.inner.reader)
            .await?;
            for row in &rows {
                last = row.try_get(0)?;
                let (kind, id): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
                digest.add(kind, id, &parse_body(kind, id, row.try_get(3)?)?);
            }
            if rows.is_empty() {
                return Ok(digest);
            }
        }
    }
}

/// An operation without its changes, and its sequence number here.
fn head_of(row: &SqliteRow) -> Result<(OpMessage, i64)> {
    let op = OpMessage {
        outgoing_seq: row.try_get(0)?,
        last_change: row.try_get(1)?,
        id: Id(row.try_get(3)?),
        kind: row.try_get(4)?,
        at: row.try_get(5)?,
        who: row.try_get(6)?,
        why: row.try_get(7)?,
        device: Id(row.try_get(8)?),
        undoes: row.try_get::<Option<String>, _>(9)?.map(Id),
        changes: Vec::new(),
    };
    Ok((op, row.try_get(2)?))
}

/// What waits of these operations, by their place in the outgoing order.
async fn changes_of(
    connection: &mut SqliteConnection,
    ops: &[i64],
) -> Result<HashMap<i64, Vec<OutgoingChange>>> {
    let rows = sqlx::query(
        "SELECT r.id, r.kind, c.field, c.before, c.after, c.seq, c.base_version, base.id, out.seq
         FROM json_each(?) j CROSS JOIN outgoing out ON out.op_seq = j.value
         CROSS JOIN change c ON c.op_seq = out.op_seq
         JOIN record r ON r.rid = c.rid LEFT JOIN op base ON base.seq = c.base_op
         WHERE c.seq > out.sent AND c.seq <= out.last_change ORDER BY j.key, c.seq",
    )
    .bind(serde_json::to_string(ops).unwrap_or_default())
    .fetch_all(connection)
    .await?;
    let mut changes: HashMap<i64, Vec<OutgoingChange>> = HashMap::new();
    for row in &rows {
        let own = changes.entry(row.try_get(8)?).or_default();
        own.push(outgoing_change(row)?);
    }
    Ok(changes)
}

/// The first `limit` changes that wait of a long operation.
async fn first_changes_of(
    connection: &mut SqliteConnection,
    op_seq: i64,
    limit: i64,
) -> Result<Vec<OutgoingChange>> {
    // In the order of the index: what comes after the limit is not read.
    let rows = sqlx::query(
        "SELECT r.id, r.kind, c.field, c.before, c.after, c.seq, c.base_version, base.id
         FROM outgoing out JOIN change c ON c.op_seq = out.op_seq
         JOIN record r ON r.rid = c.rid LEFT JOIN op base ON base.seq = c.base_op
         WHERE out.op_seq = ? AND c.seq > out.sent AND c.seq <= out.last_change
         ORDER BY c.seq LIMIT ?",
    )
    .bind(op_seq)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(outgoing_change).collect()
}

fn outgoing_change(row: &SqliteRow) -> Result<OutgoingChange> {
    let change = change_of(row, 0)?;
    Ok(OutgoingChange {
        seq: row.try_get(5)?,
        record_id: change.record_id,
        kind: change.kind,
        field: change.field,
        before: change.before,
        after: change.after,
        base_version: row.try_get(6)?,
        base_op: row.try_get::<Option<String>, _>(7)?.map(Id),
    })
}
