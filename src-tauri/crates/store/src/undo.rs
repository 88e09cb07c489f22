//! Taking an operation back: its inverse as a new operation, refused when somebody built on it.

use serde_json::Value;
use songnuan_model::record::Id;
use sqlx::Row;

use crate::error::{Result, StoreError, TouchedLater};
use crate::history::{FieldChange, OpEntry, change_of};
use crate::store::Store;
use crate::tx::{OpHeader, OpOutput, Tx};

/// Conflicts listed at most; more would not be read.
const MAX_CONFLICTS: i64 = 50;

impl Store {
    /// The newest operation that `undo` may be offered for: done on this device, not taken back,
    /// not itself an undo.
    pub async fn last_undoable(&self) -> Result<Option<OpEntry>> {
        let id: Option<String> = sqlx::query_scalar(
            "SELECT id FROM op WHERE device = ? AND undone_by IS NULL AND undoes IS NULL
             ORDER BY seq DESC LIMIT 1",
        )
        .bind(self.inner.device.as_str())
        .fetch_optional(&self.inner.reader)
        .await?;
        match id {
            Some(id) => self.operation(&Id(id)).await,
            None => Ok(None),
        }
    }

    /// Takes an operation back by a new one (which can be taken back in turn: redo). Refused when
    /// a later operation that still stands touched the same fields, or added children to a record
    /// that this one created.
    pub async fn undo(&self, op: &Id, header: OpHeader) -> Result<OpOutput> {
        let mut tx = Tx::begin(self, header, Some(op.clone())).await?;
        let row = sqlx::query("SELECT seq, undoes, undone_by FROM op WHERE id = ?")
            .bind(op.as_str())
            .fetch_optional(tx.connection().await?)
            .await?;
        let row = row.ok_or_else(|| StoreError::UnknownOp { id: op.clone() })?;
        let (seq, undoes, undone_by): (i64, Option<String>, Option<String>) =
            (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        if undone_by.is_some() {
            return Err(StoreError::AlreadyUndone { id: op.clone() });
        }
        let fields = conflicts(&mut tx, seq).await?;
        if !fields.is_empty() {
            return Err(StoreError::UndoConflict {
                id: op.clone(),
                fields,
            });
        }
        let created = created_by(&mut tx, seq).await?;
        tx.delete_many(&created).await?;
        // What the operation created is gone now, whatever else it did to it. The plus keeps the
        // inner look-ups on the index by record: by operation, an import of n records takes n².
        let rows = sqlx::query(
            "SELECT r.id, r.kind, c.field, c.before, c.after
             FROM change c JOIN record r ON r.rid = c.rid
             WHERE c.op_seq = ?1 AND NOT EXISTS (
                 SELECT 1 FROM change f WHERE f.rid = c.rid AND +f.op_seq = ?1
                        AND f.field IS NULL AND f.before IS NULL AND f.after IS NOT NULL
                        AND f.seq = (
                     SELECT min(seq) FROM change WHERE rid = c.rid AND +op_seq = ?1))
             ORDER BY c.seq DESC",
        )
        .bind(seq)
        .fetch_all(tx.connection().await?)
        .await?;
        for row in rows {
            revert(self, &mut tx, change_of(&row, 0)?).await?;
        }
        mark(&mut tx, op, undoes.as_deref()).await?;
        tx.commit().await
    }
}

/// Living records that did not live before the operation: its first change to them made them.
async fn created_by(tx: &mut Tx, seq: i64) -> Result<Vec<(i64, Id, String)>> {
    let rows = sqlx::query(
        "SELECT r.rid, r.id, r.kind FROM change c JOIN record r ON r.rid = c.rid
         WHERE c.op_seq = ?1 AND c.field IS NULL AND c.before IS NULL AND c.after IS NOT NULL
           AND r.deleted = 0
           AND c.seq = (SELECT min(seq) FROM change WHERE rid = c.rid AND +op_seq = ?1)
         ORDER BY r.rid DESC",
    )
    .bind(seq)
    .fetch_all(tx.connection().await?)
    .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, Id(row.try_get(1)?), row.try_get(2)?)))
        .collect()
}

/// Writes the state before one change.
async fn revert(store: &Store, tx: &mut Tx, change: FieldChange) -> Result<()> {
    let (kind, spec) = store.kind(&change.kind)?;
    let id = change.record_id;
    let stored = tx.load(id.as_str()).await?;
    let mut stored = stored.ok_or_else(|| StoreError::NoRecord { id: id.clone() })?;
    let body = match (change.field, change.before) {
        // Deleted twice, by two devices: it was gone before.
        (None, Value::Null) if stored.deleted => return Ok(()),
        // Deleted and made anew by the operation: away first, then back as it was.
        (None, Value::Null) => return tx.delete_stored(&id, kind, &stored).await,
        // Deleted by the operation: comes back as it was.
        (None, Value::Object(body)) => body,
        (None, _) => {
            return Err(StoreError::Damaged {
                detail: "history".to_owned(),
            });
        }
        (Some(field), before) => {
            let mut body = stored.body.clone();
            body.insert(field, before);
            body
        }
    };
    let derived =
        (spec.derive)(&body).map_err(|e| StoreError::unreadable(kind, id.as_str(), &e))?;
    stored.kind = kind.to_owned();
    tx.put_body(&id, kind, spec, body, derived, Some(stored))
        .await?;
    Ok(())
}

/// Ties the two operations together. Taking back an undo makes the first operation stand again.
async fn mark(tx: &mut Tx, op: &Id, undoes: Option<&str>) -> Result<()> {
    let own = tx.op_id().clone();
    sqlx::query("UPDATE op SET undone_by = ? WHERE id = ?")
        .bind(own.as_str())
        .bind(op.as_str())
        .execute(tx.connection().await?)
        .await?;
    if let Some(first) = undoes {
        sqlx::query("UPDATE op SET undone_by = NULL WHERE id = ?")
            .bind(first)
            .execute(tx.connection().await?)
            .await?;
    }
    Ok(())
}

/// What stands in the way. An operation that was taken back does not count, nor does the one that
/// took it back: together they changed nothing. Later is what was written later: a long operation
/// of another device arrives in pieces, with others between them.
async fn conflicts(tx: &mut Tx, seq: i64) -> Result<Vec<TouchedLater>> {
    let rows = sqlx::query(
        "WITH standing AS (
             SELECT o.seq, o.id FROM op o LEFT JOIN op first ON first.id = o.undoes
             WHERE o.seq <> ?1 AND o.undone_by IS NULL
                   AND (o.undoes IS NULL OR first.undone_by IS NOT o.id)
         )
         SELECT r.id, r.kind, later.field, standing.id
         FROM change mine
         JOIN change later ON later.rid = mine.rid AND later.seq > mine.seq
              AND (later.field IS mine.field OR later.field IS NULL OR mine.field IS NULL)
         JOIN standing ON standing.seq = later.op_seq
         JOIN record r ON r.rid = mine.rid
         WHERE mine.op_seq = ?1
         UNION
         SELECT child.id, child.kind, NULL, standing.id
         FROM change mine
         JOIN record r ON r.rid = mine.rid
         JOIN record child ON child.parent = r.id AND child.deleted = 0
         JOIN change later ON later.rid = child.rid AND later.seq > mine.seq
         JOIN standing ON standing.seq = later.op_seq
         WHERE mine.op_seq = ?1 AND mine.field IS NULL AND mine.before IS NULL
         LIMIT ?2",
    )
    .bind(seq)
    .bind(MAX_CONFLICTS)
    .fetch_all(tx.connection().await?)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(TouchedLater {
                record_id: Id(row.try_get(0)?),
                kind: row.try_get(1)?,
                field: row.try_get(2)?,
                later_op: Id(row.try_get(3)?),
            })
        })
        .collect()
}
