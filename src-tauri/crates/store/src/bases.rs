//! What an edit is typed over: the hub's entry that set the value, and the local operation that set
//! it since and has not come back from the hub. See docs/adr/0009-how-sync-merges.md.

use std::collections::HashMap;

use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::error::Result;

/// Who set a field, or a record as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Base {
    /// The hub's entry last seen for it; 0 = none.
    pub version: i64,
    /// The local operation (its sequence number here) that set it last and has not come back.
    pub op: Option<i64>,
}

/// The fields of a record that were ever set on their own.
pub(crate) async fn of_fields(
    connection: &mut SqliteConnection,
    rid: i64,
) -> Result<HashMap<String, Base>> {
    let rows = sqlx::query("SELECT field, base_version, pending FROM field_version WHERE rid = ?")
        .bind(rid)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let base = Base {
                version: row.try_get(1)?,
                op: row.try_get(2)?,
            };
            Ok((row.try_get(0)?, base))
        })
        .collect()
}

/// One field: what is noted for it, or else for the record as a whole. Its version is the newer of
/// the two, for a whole record sets every field.
pub(crate) fn of_field(fields: &HashMap<String, Base>, field: &str, whole: Base) -> Base {
    match fields.get(field) {
        Some(own) => Base {
            version: own.version.max(whole.version),
            op: own.op,
        },
        None => whole,
    }
}

/// The newest of everything noted for a record: what a deletion is typed over.
pub(crate) async fn newest(
    connection: &mut SqliteConnection,
    rid: i64,
    whole: Base,
) -> Result<Base> {
    let row = sqlx::query(
        "SELECT coalesce(max(base_version), 0), max(pending) FROM field_version WHERE rid = ?",
    )
    .bind(rid)
    .fetch_one(connection)
    .await?;
    let (version, op): (i64, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
    Ok(Base {
        version: whole.version.max(version),
        op: whole.op.max(op),
    })
}

/// Notes that a local operation set a field.
pub(crate) async fn mark_field(
    connection: &mut SqliteConnection,
    rid: i64,
    field: &str,
    op_seq: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO field_version (rid, field, local_seq, pending) VALUES (?1, ?2, ?3, ?3)
         ON CONFLICT (rid, field) DO UPDATE
         SET local_seq = excluded.local_seq, pending = excluded.pending",
    )
    .bind(rid)
    .bind(field)
    .bind(op_seq)
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes that a local operation brought a record back, and with it every field.
pub(crate) async fn mark_whole(
    connection: &mut SqliteConnection,
    rid: i64,
    op_seq: i64,
) -> Result<()> {
    for sql in [
        "UPDATE record SET pending = ?1 WHERE rid = ?2",
        "UPDATE field_version SET pending = ?1, local_seq = ?1 WHERE rid = ?2",
    ] {
        sqlx::query(sql)
            .bind(op_seq)
            .bind(rid)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
