//! Going back to an entry that a hub restored from an old backup still has, on a device that does
//! not get everything: it cannot give the line back, but what was done on it goes out once more.

use sqlx::sqlite::SqliteConnection;

use super::{CURSOR, CURSOR_OP, json_list, set_state};
use crate::error::Result;
use crate::store::Store;

/// The newest entry known here up to a number, and its operation.
pub(super) async fn known(store: &Store, up_to: i64) -> Result<(i64, String)> {
    let row = sqlx::query_as(
        "SELECT c.entry, o.id FROM change c JOIN op o ON o.seq = c.op_seq
         WHERE c.entry <= ? ORDER BY c.entry DESC LIMIT 1",
    )
    .bind(up_to)
    .fetch_optional(&store.inner.reader)
    .await?;
    Ok(row.unwrap_or_default())
}

/// See `Replica::go_back`.
pub(super) async fn go_back(store: &Store, to: i64, op: &str) -> Result<()> {
    let mut tx = store.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
    let torn: Vec<i64> = sqlx::query_scalar("SELECT DISTINCT rid FROM change WHERE entry > ?")
        .bind(to)
        .fetch_all(&mut *tx)
        .await?;
    send_again(&mut tx, to).await?;
    sqlx::query("UPDATE change SET entry = NULL WHERE rid IN (SELECT value FROM json_each(?))")
        .bind(json_list(&torn))
        .execute(&mut *tx)
        .await?;
    for sql in [
        "UPDATE record SET version = ?1 WHERE version > ?1",
        "UPDATE field_version SET base_version = ?1 WHERE base_version > ?1",
        "UPDATE change SET base_version = ?1 WHERE base_version > ?1
                AND op_seq IN (SELECT op_seq FROM outgoing WHERE settled = 0)",
    ] {
        sqlx::query(sql).bind(to).execute(&mut *tx).await?;
    }
    set_state(&mut tx, CURSOR, &to.to_string()).await?;
    set_state(&mut tx, CURSOR_OP, op).await?;
    tx.commit().await?;
    Ok(())
}

/// Operations of this device that a hub which ends at `to` may not have: those of which an entry
/// came later, or none (what was parked had none). Of changes that were handed back nothing goes
/// out again.
async fn send_again(connection: &mut SqliteConnection, to: i64) -> Result<()> {
    sqlx::query(
        "UPDATE outgoing SET settled = 0, sent = 0,
                last_change = (SELECT max(seq) FROM change c
                               WHERE c.op_seq = outgoing.op_seq AND c.seq <= outgoing.last_change)
         WHERE settled = 1 AND EXISTS (
             SELECT 1 FROM change c
             WHERE c.op_seq = outgoing.op_seq AND c.seq <= outgoing.last_change
                   AND (c.entry IS NULL OR c.entry > ?))",
    )
    .bind(to)
    .execute(connection)
    .await?;
    Ok(())
}
