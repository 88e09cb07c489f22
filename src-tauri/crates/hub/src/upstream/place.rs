//! Where this hub is in the line of the hub above, and how far its own line was sent.

use songnuan_sync::PullPage;
use sqlx::{AnyConnection, AnyPool};

use crate::db::{Cell, int, query, text};
use crate::error::Result;
use crate::line::Line;
use crate::service::Inner;

/// The row `upstream`.
pub(super) struct Place {
    /// The last entry taken from above, and its operation; (0, "") at first.
    pub cursor: i64,
    pub cursor_op: String,
    /// Up to this entry of the own line everything was sent, or refused.
    pub sent: i64,
}

/// Writes the row, unless it is there.
pub(super) async fn create(pool: &AnyPool) -> Result<()> {
    let sql = "INSERT INTO upstream (id, cursor_seq, cursor_op, sent, settled)
               VALUES (1, 0, '', 0, 0) ON CONFLICT (id) DO NOTHING";
    query(sql, []).execute(pool).await?;
    Ok(())
}

pub(super) async fn read(inner: &Inner) -> Result<Place> {
    let mut connection = inner.pool.acquire().await?;
    read_in(&mut connection).await
}

pub(super) async fn read_in(connection: &mut AnyConnection) -> Result<Place> {
    let sql = "SELECT cursor_seq, cursor_op, sent FROM upstream WHERE id = 1";
    let row = query(sql, []).fetch_one(connection).await?;
    Ok(Place {
        cursor: int(&row, 0)?,
        cursor_op: text(&row, 1)?,
        sent: int(&row, 2)?,
    })
}

/// Moves the cursor to the end of a page, never back: a page may come twice.
pub(super) async fn advance(connection: &mut AnyConnection, page: &PullPage) -> Result<()> {
    let sql = "UPDATE upstream SET cursor_seq = $1, cursor_op = $2
               WHERE id = 1 AND cursor_seq < $3";
    let cells: [Cell; 3] = [
        page.next.into(),
        page.next_op.as_str().into(),
        page.next.into(),
    ];
    query(sql, cells).execute(connection).await?;
    Ok(())
}

/// Everything up to this entry of the own line was answered.
pub(super) async fn sent(connection: &mut AnyConnection, seq: i64) -> Result<()> {
    let sql = "UPDATE upstream SET sent = $1 WHERE id = 1 AND sent < $2";
    query(sql, [seq.into(), seq.into()])
        .execute(connection)
        .await?;
    Ok(())
}

/// A sync begins: what was answered in one that did not come to the end of its pull goes again.
pub(super) async fn resume(inner: &Inner) -> Result<()> {
    let sql = "UPDATE upstream SET sent = settled WHERE id = 1";
    query(sql, []).execute(&inner.pool).await?;
    Ok(())
}

/// A pull came to its end.
pub(super) async fn settle(inner: &Inner) -> Result<()> {
    let sql = "UPDATE upstream SET settled = sent WHERE id = 1";
    query(sql, []).execute(&inner.pool).await?;
    Ok(())
}

/// The newest entry of the line above that is known here, up to a number, and its operation.
pub(super) async fn known(inner: &Inner, up_to: i64) -> Result<(i64, String)> {
    let sql = "SELECT upstream_entry.up_seq, entry.op FROM upstream_entry
               JOIN entry ON entry.seq = upstream_entry.seq
               WHERE upstream_entry.up_seq <= $1 ORDER BY upstream_entry.up_seq DESC LIMIT 1";
    let row = query(sql, [up_to.into()])
        .fetch_optional(&inner.pool)
        .await?;
    row.map_or(Ok((0, String::new())), |row| {
        Ok((int(&row, 0)?, text(&row, 1)?))
    })
}

/// The hub above was restored: what came after this entry has no number any more. All that is here
/// without one is offered, under its own operations; what the hub above still has it knows.
pub(super) async fn go_back(inner: &Inner, to: i64, op: &str) -> Result<()> {
    let mut tx = inner.pool.begin().await?;
    // The line's lock: no page of another sync lands in between.
    Line::take(&mut tx, &inner.sealer).await?;
    let sql = "DELETE FROM upstream_entry WHERE up_seq > $1";
    query(sql, [to.into()]).execute(&mut *tx).await?;
    let sql = "UPDATE upstream SET cursor_seq = $1, cursor_op = $2, sent = 0, settled = 0
               WHERE id = 1";
    query(sql, [to.into(), op.into()]).execute(&mut *tx).await?;
    query("DELETE FROM upstream_blob", [])
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
