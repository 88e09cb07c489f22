//! Keys and search entries of records that came from elsewhere, also from a newer program.

use songnuan_model::record::Id;
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use super::json_list;
use crate::batch::Batch;
use crate::error::Result;
use crate::read::parse_body;
use crate::store::Store;

/// Takes away what was computed from records; they are no longer waiting to be computed either.
pub(super) async fn drop_derived(connection: &mut SqliteConnection, rids: &[i64]) -> Result<()> {
    if rids.is_empty() {
        return Ok(());
    }
    let list = json_list(rids);
    for sql in [
        "DELETE FROM record_key WHERE rid IN (SELECT value FROM json_each(?))",
        "DELETE FROM search WHERE rowid IN (SELECT value FROM json_each(?))",
        "DELETE FROM search_row WHERE rid IN (SELECT value FROM json_each(?))",
        "DELETE FROM search_terms WHERE rid IN (SELECT value FROM json_each(?))",
        "DELETE FROM underived WHERE rid IN (SELECT value FROM json_each(?))",
    ] {
        sqlx::query(sql)
            .bind(&list)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Notes records whose kind or contents this program does not know.
pub(super) async fn note_underived(connection: &mut SqliteConnection, rids: &[i64]) -> Result<()> {
    if rids.is_empty() {
        return Ok(());
    }
    sqlx::query("INSERT OR IGNORE INTO underived (rid) SELECT value FROM json_each(?)")
        .bind(json_list(rids))
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// Computes keys and search entries of records that a newer program had written and that this
    /// one knows now. Done at each opening; returns how many are known now.
    pub async fn derive_anew(&self) -> Result<u64> {
        let rows = sqlx::query(
            "SELECT r.rid, r.id, r.kind, r.body FROM underived u JOIN record r ON r.rid = u.rid
             WHERE r.deleted = 0",
        )
        .fetch_all(&self.inner.reader)
        .await?;
        let mut found = Vec::new();
        for row in &rows {
            let (id, kind): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
            let Ok((kind, spec)) = self.kind(kind) else {
                continue;
            };
            if let Ok(derived) = (spec.derive)(&parse_body(kind, id, row.try_get(3)?)?) {
                found.push((row.try_get::<i64, _>(0)?, Id::new(id), kind, derived));
            }
        }
        if found.is_empty() {
            return Ok(0);
        }
        let mut tx = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        let rids: Vec<i64> = found.iter().map(|(rid, ..)| *rid).collect();
        drop_derived(&mut tx, &rids).await?;
        let mut batch = Batch::default();
        for (rid, id, kind, derived) in &found {
            sqlx::query("UPDATE record SET parent = ? WHERE rid = ?")
                .bind(derived.parent.as_deref())
                .bind(rid)
                .execute(&mut *tx)
                .await?;
            batch.push_derived(id, kind, *rid, derived);
        }
        batch.flush_derived(&mut tx).await?;
        tx.commit().await?;
        Ok(found.len() as u64)
    }
}
