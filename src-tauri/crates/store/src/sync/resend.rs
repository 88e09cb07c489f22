//! Gives a hub that was restored from an old backup the entries it lost.

use std::collections::HashSet;

use serde_json::Value;
use songnuan_model::record::Id;
use songnuan_sync::{Entry, OpHead, ResendPage};
use sqlx::Row;

use super::json_list;
use crate::error::{Result, StoreError};
use crate::store::Store;

/// Entries known here after a number, in the hub's order. What the hub said it has and has not
/// given back since goes out once more as well: it may have lost that too.
pub(super) async fn page(store: &Store, after: i64, limit: u32) -> Result<ResendPage> {
    store.send_unsettled_again().await?;
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
