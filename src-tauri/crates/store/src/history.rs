//! What happened: operations with their changes, and records as they were.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;
use songnuan_model::record::{Id, Record};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::error::{Result, StoreError};
use crate::kinds::Body;
use crate::store::Store;
use crate::time::Timestamp;

/// One operation and what it changed.
#[derive(Clone, Serialize)]
pub struct OpEntry {
    /// Order of operations on this device.
    pub seq: i64,
    pub id: Id,
    pub kind: String,
    pub at: Timestamp,
    pub who: String,
    pub why: String,
    /// The device on which it was done.
    pub device: Id,
    /// The operation that this one took back.
    pub undoes: Option<Id>,
    /// The operation that took this one back.
    pub undone_by: Option<Id>,
    pub changes: Vec<FieldChange>,
}

/// One change. `before` and `after` are the field's JSON; `null` is an empty field.
#[derive(Clone, PartialEq, Serialize)]
pub struct FieldChange {
    pub record_id: Id,
    pub kind: String,
    /// `None`: the whole record. Then `before` is `null` when it was created (or brought back) and
    /// `after` is `null` when it was deleted; the other one is the whole body.
    pub field: Option<String>,
    pub before: Value,
    pub after: Value,
}

impl std::fmt::Debug for FieldChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Values are personal data.
        write!(f, "{} {} {:?}", self.kind, self.record_id, self.field)
    }
}

const OP_COLUMNS: &str = "seq, id, kind, at, who, why, device, undoes, undone_by";

impl Store {
    /// Operations, newest first: all of them, or those that changed one record. `before_seq`
    /// pages on from the last entry of the previous page. With a record, only its own changes are
    /// listed in each operation.
    pub async fn history(
        &self,
        record: Option<&Id>,
        limit: u32,
        before_seq: Option<i64>,
    ) -> Result<Vec<OpEntry>> {
        match record {
            Some(id) => {
                self.history_of(std::slice::from_ref(id), limit, before_seq)
                    .await
            }
            None => {
                let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
                    "SELECT {OP_COLUMNS} FROM op WHERE seq < ? ORDER BY seq DESC LIMIT ?"
                )))
                .bind(before_seq.unwrap_or(i64::MAX))
                .bind(limit)
                .fetch_all(&self.inner.reader)
                .await?;
                self.with_changes(&rows, None).await
            }
        }
    }

    /// Operations, newest first, that changed one of these records or a child of one.
    pub async fn history_of(
        &self,
        ids: &[Id],
        limit: u32,
        before_seq: Option<i64>,
    ) -> Result<Vec<OpEntry>> {
        let rids = self.family(ids).await?;
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {OP_COLUMNS} FROM op
             WHERE seq < ? AND seq IN (
                 SELECT op_seq FROM change WHERE rid IN (SELECT value FROM json_each(?)))
             ORDER BY seq DESC LIMIT ?"
        )))
        .bind(before_seq.unwrap_or(i64::MAX))
        .bind(&rids)
        .bind(limit)
        .fetch_all(&self.inner.reader)
        .await?;
        self.with_changes(&rows, Some(&rids)).await
    }

    /// One operation with all its changes.
    pub async fn operation(&self, id: &Id) -> Result<Option<OpEntry>> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {OP_COLUMNS} FROM op WHERE id = ?"
        )))
        .bind(id.as_str())
        .fetch_all(&self.inner.reader)
        .await?;
        Ok(self.with_changes(&rows, None).await?.pop())
    }

    /// A record as it was at a moment: after the last operation that carries that time or an
    /// earlier one. `None`: it did not exist then, or was deleted.
    pub async fn get_as_of<R: Record>(&self, id: &Id, at: &Timestamp) -> Result<Option<R>> {
        let rid: Option<i64> = sqlx::query_scalar("SELECT rid FROM record WHERE id = ?")
            .bind(id.as_str())
            .fetch_optional(&self.inner.reader)
            .await?;
        let Some(rid) = rid else { return Ok(None) };
        let mut found = self.replay::<R>(&format!("[{rid}]"), at).await?;
        let joined = self.joined_as_of::<R>(at).await?;
        found.iter_mut().for_each(|record| joined.lead(record));
        Ok(found.into_iter().next())
    }

    /// Children of a record as they were at a moment, in order of creation. A child that has since
    /// been given to another parent is found at the one it had then.
    pub async fn children_as_of<R: Record>(&self, parent: &Id, at: &Timestamp) -> Result<Vec<R>> {
        // Candidates: today's children, deleted ones, and those whose history names the parent.
        let rids: Option<String> = sqlx::query_scalar(
            "SELECT json_group_array(rid) FROM record WHERE kind = ?1 AND (parent = ?2 OR rid IN (
                 SELECT c.rid FROM change c JOIN record r ON r.rid = c.rid
                 WHERE r.kind = ?1 AND r.parent IS NOT NULL AND c.field IS NOT NULL
                       AND c.before = json_quote(?2)))",
        )
        .bind(R::KIND)
        .bind(parent.as_str())
        .fetch_one(&self.inner.reader)
        .await?;
        let mut found = self
            .replay::<R>(&rids.unwrap_or_else(|| "[]".to_owned()), at)
            .await?;
        let joined = self.joined_as_of::<R>(at).await?;
        found.iter_mut().for_each(|record| joined.lead(record));
        Ok(found
            .into_iter()
            .filter(|r| r.parent() == Some(parent))
            .collect())
    }

    /// Sequence number of the last operation this device knew at a moment: the last of its own
    /// that carries that time or an earlier one, and what had come from a hub by then. What was
    /// done earlier elsewhere and arrived later is not in it, so that a report of that day comes
    /// out again as it was. Where the device did nothing of its own (a new laptop that took the
    /// whole line at once), others' times decide.
    pub async fn seq_at(&self, at: &Timestamp) -> Result<i64> {
        let seq = sqlx::query_scalar(
            "WITH own AS (SELECT coalesce(max(seq), 0) AS seq FROM op
                          WHERE known_at IS NULL AND at <= ?1)
             SELECT coalesce(
                 (SELECT o.seq - 1 FROM op o
                  WHERE o.seq > (SELECT seq FROM own) AND coalesce(o.known_at, o.at) > ?1
                  ORDER BY o.seq LIMIT 1),
                 (SELECT max(seq) FROM op), 0)",
        )
        .bind(at.as_str())
        .fetch_one(&self.inner.reader)
        .await?;
        Ok(seq)
    }

    /// The last change that was written before any operation after this one: a long operation of
    /// another device arrives in pieces, and what came of it later was not known then.
    async fn last_change_of(&self, upto: i64) -> Result<i64> {
        let next: Option<i64> = sqlx::query_scalar(
            "SELECT seq FROM change WHERE op_seq > ? ORDER BY op_seq, seq LIMIT 1",
        )
        .bind(upto)
        .fetch_optional(&self.inner.reader)
        .await?;
        Ok(next.map_or(i64::MAX, |next| next - 1))
    }

    /// Row ids (as a JSON list) of records and all their children, whichever are deleted.
    async fn family(&self, ids: &[Id]) -> Result<String> {
        let list = serde_json::to_string(ids).unwrap_or_default();
        let rids = sqlx::query_scalar(
            "WITH wanted AS (SELECT value FROM json_each(?))
             SELECT json_group_array(rid) FROM record
             WHERE id IN wanted OR parent IN wanted",
        )
        .bind(list)
        .fetch_one(&self.inner.reader)
        .await?;
        Ok(rids)
    }

    /// Replays records (a JSON list of row ids) up to a moment.
    pub(crate) async fn replay<R: Record>(&self, rids: &str, at: &Timestamp) -> Result<Vec<R>> {
        let upto = self.last_change_of(self.seq_at(at).await?).await?;
        let rows = sqlx::query(
            "SELECT r.id, c.rid, c.field, c.after FROM change c JOIN record r ON r.rid = c.rid
             WHERE c.rid IN (SELECT value FROM json_each(?)) AND c.seq <= ? AND r.kind = ?
             ORDER BY c.rid, c.seq",
        )
        .bind(rids)
        .bind(upto)
        .bind(R::KIND)
        .fetch_all(&self.inner.reader)
        .await?;
        let mut found = Vec::new();
        let mut replay = Replay::default();
        let mut current: Option<(i64, String)> = None;
        for row in &rows {
            let rid: i64 = row.try_get(1)?;
            if current.as_ref().is_none_or(|(last, _)| *last != rid) {
                if let Some((_, id)) = current.take() {
                    found.extend(replay.finish::<R>(&id)?);
                }
                current = Some((rid, row.try_get(0)?));
            }
            replay.apply(row.try_get(2)?, row.try_get(3)?)?;
        }
        if let Some((_, id)) = current {
            found.extend(replay.finish::<R>(&id)?);
        }
        Ok(found)
    }

    /// Attaches changes to operation rows.
    async fn with_changes(&self, ops: &[SqliteRow], rids: Option<&str>) -> Result<Vec<OpEntry>> {
        let mut entries = ops.iter().map(entry_of).collect::<Result<Vec<_>>>()?;
        let seqs: Vec<i64> = entries.iter().map(|e| e.seq).collect();
        let list = serde_json::to_string(&seqs).unwrap_or_default();
        let rows = sqlx::query(
            "SELECT c.op_seq, r.id, r.kind, c.field, c.before, c.after
             FROM change c JOIN record r ON r.rid = c.rid
             WHERE c.op_seq IN (SELECT value FROM json_each(?1))
               AND (?2 IS NULL OR c.rid IN (SELECT value FROM json_each(?2)))
             ORDER BY c.seq",
        )
        .bind(list)
        .bind(rids)
        .fetch_all(&self.inner.reader)
        .await?;
        let places: HashMap<i64, usize> = seqs.into_iter().zip(0..).collect();
        for row in rows {
            let seq: i64 = row.try_get(0)?;
            let change = change_of(&row, 1)?;
            if let Some(entry) = places.get(&seq).and_then(|place| entries.get_mut(*place)) {
                entry.changes.push(change);
            }
        }
        Ok(entries)
    }
}

/// Rebuilds one record from its changes.
#[derive(Default)]
pub(crate) struct Replay {
    body: Option<Body>,
}

impl Replay {
    /// Takes the next change.
    pub(crate) fn apply(&mut self, field: Option<&str>, after: Option<&str>) -> Result<()> {
        let value = |text: &str| serde_json::from_str(text).map_err(|_| damaged_change());
        match (field, after) {
            (None, None) => self.body = None,
            (None, Some(text)) => match value(text)? {
                Value::Object(body) => self.body = Some(body),
                _ => return Err(damaged_change()),
            },
            (Some(field), after) => {
                let after = after.map(value).transpose()?.unwrap_or(Value::Null);
                let body = self.body.as_mut().ok_or_else(damaged_change)?;
                body.insert(field.to_owned(), after);
            }
        }
        Ok(())
    }

    /// The body so far; starts anew.
    pub(crate) fn take(&mut self) -> Option<Body> {
        self.body.take()
    }

    fn finish<R: Record>(&mut self, id: &str) -> Result<Option<R>> {
        let Some(body) = self.take() else {
            return Ok(None);
        };
        serde_json::from_value(Value::Object(body))
            .map(Some)
            .map_err(|e| StoreError::unreadable(R::KIND, id, &e))
    }
}

fn damaged_change() -> StoreError {
    StoreError::Damaged {
        detail: "history".to_owned(),
    }
}

fn entry_of(row: &SqliteRow) -> Result<OpEntry> {
    let id = |place: usize| -> Result<Option<Id>> {
        Ok(row.try_get::<Option<String>, _>(place)?.map(Id))
    };
    Ok(OpEntry {
        seq: row.try_get(0)?,
        id: Id(row.try_get(1)?),
        kind: row.try_get(2)?,
        at: Timestamp::stored(row.try_get(3)?),
        who: row.try_get(4)?,
        why: row.try_get(5)?,
        device: Id(row.try_get(6)?),
        undoes: id(7)?,
        undone_by: id(8)?,
        changes: Vec::new(),
    })
}

/// Columns (record id, kind, field, before, after) from `start` on.
pub(crate) fn change_of(row: &SqliteRow, start: usize) -> Result<FieldChange> {
    let json = |place: usize| -> Result<Value> {
        let text: Option<&str> = row.try_get(place)?;
        text.map_or(Ok(Value::Null), |t| {
            serde_json::from_str(t).map_err(|_| damaged_change())
        })
    };
    Ok(FieldChange {
        record_id: Id(row.try_get(start)?),
        kind: row.try_get(start + 1)?,
        field: row.try_get(start + 2)?,
        before: json(start + 3)?,
        after: json(start + 4)?,
    })
}
