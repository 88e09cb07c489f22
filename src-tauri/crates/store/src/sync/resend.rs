//! Gives a hub that was restored from an old backup the entries it lost.

use std::collections::HashSet;

use serde_json::Value;
use songnuan_model::record::Id;
use songnuan_sync::{Entry, OpHead, PullPage, ResendPage};
use sqlx::Row;

use super::json_list;
use crate::error::{Result, StoreError};
use crate::store::Store;

/// Entries known here after a number, in the hub's order.
pub(super) async fn page(store: &Store, after: i64, limit: u32) -> Result<ResendPage> {
    let mut snapshot = store.inner.reader.begin().await?;
    let rows = sqlx::query(
        "SELECT c.entry, o.id, r.id, r.kind, c.field, c.after
         FROM change c JOIN op o ON o.seq = c.op_seq JOIN record r ON r.rid = c.rid
         WHERE c.entry > ? ORDER BY c.entry, c.seq LIMIT ?",
    )
    .bind(after)
    .bind(limit.max(1))
    .fetch_all(&mut *snapshot)
    .await?;
    let mut page = ResendPage::default();
    for row in &rows {
        let after: Option<&str> = row.try_get(5)?;
        let after = after.map_or(Ok(Value::Null), serde_json::from_str);
        page.entries.push(Entry {
            seq: row.try_get(0)?,
            op: Id(row.try_get(1)?),
            record_id: Id(row.try_get(2)?),
            kind: row.try_get(3)?,
            field: row.try_get(4)?,
            after: after.map_err(|_| StoreError::Damaged {
                detail: "history".to_owned(),
            })?,
        });
    }
    let ops: HashSet<&str> = page.entries.iter().map(|entry| entry.op.as_str()).collect();
    let ops: Vec<&str> = ops.into_iter().collect();
    let rows = sqlx::query(
        "SELECT id, kind, at, who, why, device, undoes FROM op
         WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq",
    )
    .bind(json_list(&ops))
    .fetch_all(&mut *snapshot)
    .await?;
    snapshot.rollback().await?;
    for row in &rows {
        page.ops.push(OpHead {
            id: Id(row.try_get(0)?),
            kind: row.try_get(1)?,
            at: row.try_get(2)?,
            who: row.try_get(3)?,
            why: row.try_get(4)?,
            device: Id(row.try_get(5)?),
            undoes: row.try_get::<Option<String>, _>(6)?.map(Id),
        });
    }
    Ok(page)
}

/// Is one of these numbers known here as another operation's? Then the pages are of another line:
/// the hub was restored from an old backup and has moved on.
pub(super) async fn knows_otherwise(store: &Store, pages: &[PullPage]) -> Result<bool> {
    let entries = pages.iter().flat_map(|page| &page.entries);
    let pairs: Vec<(i64, &str)> = entries.map(|e| (e.seq, e.op.as_str())).collect();
    let found: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM json_each(?) j
                        JOIN change c ON c.entry = j.value ->> 0
                        JOIN op o ON o.seq = c.op_seq WHERE o.id <> j.value ->> 1)",
    )
    .bind(json_list(&pairs))
    .fetch_one(&store.inner.reader)
    .await?;
    Ok(found)
}
