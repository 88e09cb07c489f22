//! What a device may hold: which records it lacks, and handing back those it may no longer hold.

use std::collections::HashMap;

use songnuan_model::record::Id;
use songnuan_sync::PullPage;
use sqlx::sqlite::SqliteConnection;

use super::derive::drop_derived;
use super::{digest, json_list};
use crate::error::Result;
use crate::store::Store;

/// Records handled by one statement.
const CHUNK: usize = 5_000;

/// Of these records, the ones that are not here, in their order.
pub(super) async fn lacking(store: &Store, records: &[Id]) -> Result<Vec<Id>> {
    let mut lacking = Vec::new();
    for chunk in records.chunks(CHUNK) {
        let ids: Vec<String> = sqlx::query_scalar(
            "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM record) ORDER BY key",
        )
        .bind(json_list(chunk))
        .fetch_all(&store.inner.reader)
        .await?;
        lacking.extend(ids.into_iter().map(Id));
    }
    Ok(lacking)
}

/// Of these records, the ones that are held with another number of entries than they should be, and
/// of which nothing waits: (row id, id).
async fn uneven(
    connection: &mut SqliteConnection,
    counted: &[(&str, u64)],
) -> Result<Vec<(i64, String)>> {
    let rows = sqlx::query_as(
        "SELECT r.rid, r.id FROM json_each(?) j JOIN record r ON r.id = j.value ->> 0
         WHERE (SELECT count(entry) FROM change c WHERE c.rid = r.rid) <> j.value ->> 1
               AND NOT EXISTS (
                   SELECT 1 FROM change c JOIN outgoing out ON out.op_seq = c.op_seq
                   WHERE c.rid = r.rid AND c.seq <= out.last_change AND out.settled = 0)
         ORDER BY r.rid",
    )
    .bind(json_list(counted))
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// See `Replica::torn`.
pub(super) async fn torn(store: &Store, listed: &[(Id, u64)]) -> Result<Vec<Id>> {
    let mut torn = Vec::new();
    for chunk in listed.chunks(CHUNK) {
        let counted: Vec<_> = chunk.iter().map(|(id, n)| (id.as_str(), *n)).collect();
        let mut snapshot = store.inner.reader.acquire().await?;
        let rows = uneven(&mut snapshot, &counted).await?;
        torn.extend(rows.into_iter().map(|(_, id)| Id(id)));
    }
    Ok(torn)
}

/// Takes away what is held of torn records, before their whole histories are written.
pub(super) async fn make_room(connection: &mut SqliteConnection, page: &PullPage) -> Result<()> {
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for entry in &page.entries {
        *counts.entry(entry.record_id.as_str()).or_default() += 1;
    }
    let counted: Vec<(&str, u64)> = counts.into_iter().collect();
    let torn: Vec<i64> = uneven(connection, &counted)
        .await?
        .into_iter()
        .map(|(rid, _)| rid)
        .collect();
    if torn.is_empty() {
        return Ok(());
    }
    hand_back(connection, &torn).await?;
    digest::numbers_went(connection).await
}

/// Hands back every record that is not on the list, whole: nothing of it stays in this database but
/// the log of who looked at it. A record stays as long as something of it, or of what belongs to
/// it, waits to be sent or was refused.
pub(super) async fn keep_only(store: &Store, records: &[Id]) -> Result<u64> {
    let mut tx = store.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
    let doomed: Vec<i64> = sqlx::query_scalar(
        "WITH RECURSIVE waiting (id, parent) AS (
             SELECT r.id, r.parent FROM outgoing out
             JOIN change c ON c.op_seq = out.op_seq AND c.seq <= out.last_change
             JOIN record r ON r.rid = c.rid WHERE out.settled = 0
             UNION
             SELECT r.id, r.parent FROM waiting w JOIN record r ON r.id = w.parent)
         SELECT rid FROM record WHERE id NOT IN (SELECT value FROM json_each(?))
                AND id NOT IN (SELECT id FROM waiting) ORDER BY rid",
    )
    .bind(json_list(records))
    .fetch_all(&mut *tx)
    .await?;
    if doomed.is_empty() {
        tx.rollback().await?;
        return Ok(0);
    }
    for chunk in doomed.chunks(CHUNK) {
        hand_back(&mut tx, chunk).await?;
    }
    // The search index keeps grams of what was deleted until it merges its parts: asking it to
    // (`optimize`) in a contentless index that deletes leaves one that its own check calls damaged.
    digest::numbers_went(&mut tx).await?;
    tx.commit().await?;
    store.remove_dropped_blobs().await?;
    Ok(doomed.len() as u64)
}

async fn hand_back(connection: &mut SqliteConnection, rids: &[i64]) -> Result<()> {
    let list = json_list(rids);
    digest::forget(connection, &list).await?;
    let ops: Vec<i64> = sqlx::query_scalar(
        "SELECT DISTINCT op_seq FROM change WHERE rid IN (SELECT value FROM json_each(?))",
    )
    .bind(&list)
    .fetch_all(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT OR IGNORE INTO dropped_blob (name)
         SELECT body ->> '$.blob' FROM record
         WHERE rid IN (SELECT value FROM json_each(?)) AND kind = 'attachment'
               AND body ->> '$.blob' IS NOT NULL",
    )
    .bind(&list)
    .execute(&mut *connection)
    .await?;
    drop_derived(connection, rids).await?;
    for sql in [
        "DELETE FROM change WHERE rid IN (SELECT value FROM json_each(?))",
        "DELETE FROM field_version WHERE rid IN (SELECT value FROM json_each(?))",
        "DELETE FROM record WHERE rid IN (SELECT value FROM json_each(?))",
    ] {
        sqlx::query(sql)
            .bind(&list)
            .execute(&mut *connection)
            .await?;
    }
    // Operations that changed nothing that is still here say names and reasons: they go too.
    let ops = json_list(&ops);
    for sql in [
        "DELETE FROM outgoing WHERE settled = 1 AND op_seq IN (SELECT value FROM json_each(?))
                AND NOT EXISTS (SELECT 1 FROM change c WHERE c.op_seq = outgoing.op_seq)",
        "DELETE FROM op WHERE seq IN (SELECT value FROM json_each(?))
                AND NOT EXISTS (SELECT 1 FROM change c WHERE c.op_seq = op.seq)
                AND NOT EXISTS (SELECT 1 FROM outgoing out WHERE out.op_seq = op.seq)",
        "DELETE FROM dropped_blob WHERE ? IS NOT NULL AND name IN (
             SELECT body ->> '$.blob' FROM record WHERE kind = 'attachment')",
    ] {
        sqlx::query(sql)
            .bind(&ops)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
