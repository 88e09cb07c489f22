//! Writes what a page comes to: many rows per statement, in the order that references allow.

use std::borrow::Cow;
use std::collections::HashMap;

use songnuan_model::record::Id;
use songnuan_sync::{Applied, OpHead};
use sqlx::sqlite::SqliteConnection;

use super::apply::Work;
use super::derive::{drop_derived, note_underived};
use super::picture::Held;
use super::{digest, json_list};
use crate::batch::{Batch, insert};
use crate::body::text_of;
use crate::error::{Result, StoreError};
use crate::kinds::Derived;
use crate::store::Store;
use crate::time::Timestamp;

/// A change that came from a hub.
pub(super) struct LineChange {
    pub seq: i64,
    pub op_seq: i64,
    pub rid: i64,
    pub field: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub entry: Option<i64>,
}

/// A row of `record`.
struct Row<'a> {
    id: &'a str,
    held: &'a Held<'a>,
    body: Cow<'a, str>,
}

/// A row of `field_version`.
struct FieldRow<'a> {
    rid: i64,
    field: &'a str,
    version: i64,
    pending: Option<i64>,
    op: i64,
}

/// Writes everything and says what it came to.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    store: &Store,
    work: Work<'_>,
) -> Result<Applied> {
    let Work {
        mut picture,
        ops,
        changes,
        echoes,
        conflicts,
        ..
    } = work;
    let records = picture.records.values().filter(|held| held.row_dirty);
    let applied = Applied {
        ops: u32::try_from(ops.len()).unwrap_or(u32::MAX),
        records: u32::try_from(records.count()).unwrap_or(u32::MAX),
        conflicts,
    };
    write_ops(connection, store, &ops).await?;
    let found = derive(store, &mut picture.records);
    // Cutting texts into grams goes on beside the writing.
    let derived = found.derived;
    let batch = tokio::task::spawn_blocking(move || batch_of(&derived));
    drop_derived(connection, &found.stale).await?;
    note_underived(connection, &found.underived).await?;
    write_records(connection, &picture.records).await?;
    write_versions(connection, &picture.records, picture.last_op).await?;
    insert(
        connection,
        "INSERT INTO change (seq, op_seq, rid, field, before, after, entry) ",
        changes,
        |mut row, c| {
            row.push_bind(c.seq)
                .push_bind(c.op_seq)
                .push_bind(c.rid)
                .push_bind(c.field);
            row.push_bind(c.before)
                .push_bind(c.after)
                .push_bind(c.entry);
        },
    )
    .await?;
    if !echoes.is_empty() {
        sqlx::query(
            "UPDATE change SET entry = j.entry
             FROM (SELECT value ->> 0 AS seq, value ->> 1 AS entry FROM json_each(?)) AS j
             WHERE change.seq = j.seq",
        )
        .bind(json_list(&echoes))
        .execute(&mut *connection)
        .await?;
    }
    mark_undone(connection, &ops).await?;
    let mut batch = batch.await.map_err(|_| StoreError::Io {
        what: "worker",
        kind: std::io::ErrorKind::Other,
    })?;
    batch.flush_derived(connection).await?;
    digest::count_page(connection, &picture).await?;
    Ok(applied)
}

async fn write_ops(
    connection: &mut SqliteConnection,
    store: &Store,
    ops: &[(i64, &OpHead)],
) -> Result<()> {
    let now = store.inner.now.read().ok().and_then(|now| now.clone());
    let rows: Vec<(i64, &OpHead)> = ops.to_vec();
    insert(
        connection,
        "INSERT INTO op (seq, id, kind, at, who, why, device, undoes, known_at) ",
        rows,
        |mut row, (seq, head)| {
            let at = time_of(head);
            let known = now
                .clone()
                .filter(|now| *now < at)
                .unwrap_or_else(|| at.clone());
            row.push_bind(seq)
                .push_bind(head.id.0.clone())
                .push_bind(head.kind.clone())
                .push_bind(String::from(at))
                .push_bind(head.who.clone());
            row.push_bind(head.why.clone())
                .push_bind(head.device.0.clone())
                .push_bind(head.undoes.as_ref().map(|id| id.0.clone()))
                .push_bind(String::from(known));
        },
    )
    .await
}

/// When an operation was done, as its device said; one that said nothing readable did it long ago.
fn time_of(head: &OpHead) -> Timestamp {
    Timestamp::parse(&head.at)
        .unwrap_or_else(|_| Timestamp::stored("1970-01-01T00:00:00.000Z".to_owned()))
}

/// What is computed from changed records.
#[derive(Default)]
struct Found {
    /// Records whose keys and search entries go first.
    stale: Vec<i64>,
    /// Records this program cannot read.
    underived: Vec<i64>,
    /// Keys and search entries to be written: record, kind, row id.
    derived: Vec<(Id, &'static str, i64, Derived)>,
}

/// Keys, search entries and parents of what changed.
fn derive(store: &Store, records: &mut HashMap<String, Held<'_>>) -> Found {
    let mut found = Found::default();
    for (id, held) in records.iter_mut().filter(|(_, held)| held.row_dirty) {
        let spec = store.kind(&held.kind).ok();
        let derived_of = |body| spec.and_then(|(_, spec)| (spec.derive)(body).ok());
        let new = if held.deleted {
            Some(Derived::default())
        } else {
            derived_of(&*held.body)
        };
        let old = held.old_body.as_ref().and_then(derived_of);
        if !held.deleted
            && let Some(new) = &new
        {
            held.parent.clone_from(&new.parent);
        }
        if held.stored && (new.is_none() || old != new) {
            found.stale.push(held.rid);
        } else if held.stored {
            continue;
        }
        match (spec, new) {
            (Some((kind, _)), Some(new)) => {
                found
                    .derived
                    .push((Id::new(id.as_str()), kind, held.rid, new));
            }
            _ if held.deleted => {}
            _ => found.underived.push(held.rid),
        }
    }
    // In the order of the rows, so that the tables grow at their ends.
    found.derived.sort_unstable_by_key(|(_, _, rid, _)| *rid);
    found
}

fn batch_of(derived: &[(Id, &'static str, i64, Derived)]) -> Batch {
    let mut batch = Batch::default();
    for (id, kind, rid, derived) in derived {
        batch.push_derived(id, kind, *rid, derived);
    }
    batch
}

async fn write_records(
    connection: &mut SqliteConnection,
    records: &HashMap<String, Held<'_>>,
) -> Result<()> {
    let rows = |stored: bool| {
        let wanted = move |held: &Held| held.row_dirty && held.stored == stored;
        let mut rows: Vec<Row<'_>> = records
            .iter()
            .filter(|(_, held)| wanted(held))
            .map(|(id, held)| Row {
                id,
                held,
                body: match &held.text {
                    Some(text) => Cow::Borrowed(text.as_str()),
                    None => Cow::Owned(text_of(&held.body)),
                },
            })
            .collect();
        rows.sort_by_key(|row| row.held.rid);
        rows
    };
    // What is new is inserted; what was there is taken away first and put again under its number.
    let old = rows(true);
    if !old.is_empty() {
        let rids: Vec<i64> = old.iter().map(|row| row.held.rid).collect();
        sqlx::query("DELETE FROM record WHERE rid IN (SELECT value FROM json_each(?))")
            .bind(json_list(&rids))
            .execute(&mut *connection)
            .await?;
    }
    for rows in [old, rows(false)] {
        insert(
            connection,
            "INSERT INTO record (rid, id, kind, parent, body, created_op, updated_op, deleted,
                                 version, pending) ",
            rows,
            |mut row, r| {
                row.push_bind(r.held.rid)
                    .push_bind(r.id.to_owned())
                    .push_bind(r.held.kind.clone())
                    .push_bind(r.held.parent.clone());
                row.push_bind(r.body.into_owned())
                    .push_bind(r.held.created_op)
                    .push_bind(r.held.updated_op)
                    .push_bind(r.held.deleted);
                row.push_bind(r.held.whole.version)
                    .push_bind(r.held.whole.op);
            },
        )
        .await?;
    }
    Ok(())
}

/// Versions: of records whose row was not written, and of fields.
async fn write_versions(
    connection: &mut SqliteConnection,
    records: &HashMap<String, Held<'_>>,
    op: i64,
) -> Result<()> {
    let wholes: Vec<(i64, i64, Option<i64>)> = records
        .values()
        .filter(|held| held.whole_dirty && !held.row_dirty)
        .map(|held| (held.rid, held.whole.version, held.whole.op))
        .collect();
    if !wholes.is_empty() {
        sqlx::query(
            "UPDATE record SET version = j.version, pending = j.pending
             FROM (SELECT value ->> 0 AS rid, value ->> 1 AS version, value ->> 2 AS pending
                   FROM json_each(?)) AS j
             WHERE record.rid = j.rid",
        )
        .bind(json_list(&wholes))
        .execute(&mut *connection)
        .await?;
    }
    let dropped: Vec<i64> = records
        .values()
        .filter(|held| held.fields_dropped && held.stored)
        .map(|held| held.rid)
        .collect();
    if !dropped.is_empty() {
        sqlx::query("DELETE FROM field_version WHERE rid IN (SELECT value FROM json_each(?))")
            .bind(json_list(&dropped))
            .execute(&mut *connection)
            .await?;
    }
    let mut rows = Vec::new();
    for held in records.values() {
        for field in &held.dirty_fields {
            if let Some(base) = held.fields.get(field) {
                rows.push(FieldRow {
                    rid: held.rid,
                    field,
                    version: base.version,
                    pending: base.op,
                    op,
                });
            }
        }
    }
    insert(
        connection,
        "INSERT OR REPLACE INTO field_version (rid, field, base_version, local_seq, pending) ",
        rows,
        |mut row, f| {
            row.push_bind(f.rid)
                .push_bind(f.field.to_owned())
                .push_bind(f.version);
            row.push_bind(f.op).push_bind(f.pending);
        },
    )
    .await
}

/// Ties operations to the ones that took them back. Either may come first: a record that comes
/// into scope brings its old operations after the ones that took them back.
async fn mark_undone(connection: &mut SqliteConnection, ops: &[(i64, &OpHead)]) -> Result<()> {
    for (_, head) in ops {
        let Some(undone) = &head.undoes else { continue };
        sqlx::query("UPDATE op SET undone_by = ? WHERE id = ?")
            .bind(head.id.as_str())
            .bind(undone.as_str())
            .execute(&mut *connection)
            .await?;
        // Taking back an undo makes the first operation stand again.
        sqlx::query(
            "UPDATE op SET undone_by = NULL
             WHERE undone_by = ?1 AND id = (SELECT undoes FROM op WHERE id = ?1)",
        )
        .bind(undone.as_str())
        .execute(&mut *connection)
        .await?;
    }
    if let Some((first, _)) = ops.first() {
        sqlx::query(
            "UPDATE op SET undone_by = (
                 SELECT u.id FROM op u WHERE u.undoes = op.id AND u.undone_by IS NULL
                 ORDER BY u.seq DESC LIMIT 1)
             WHERE seq >= ? AND undone_by IS NULL
                   AND EXISTS (SELECT 1 FROM op u WHERE u.undoes = op.id)",
        )
        .bind(first)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
