//! Attachments: which are here, which the hub has, keeping one that came from another device, and
//! removing the files of those that were handed back.

use std::sync::Arc;

use super::json_list;
use crate::blobs::{blob_path, is_name, keep_foreign};
use crate::error::{Result, StoreError};
use crate::store::{Store, blocking};

/// Attachments of living records: (here and not known to be at the hub, not here).
pub(super) async fn compare(store: &Store) -> Result<(Vec<String>, Vec<String>)> {
    let names: Vec<(String, bool)> = sqlx::query_as(
        "SELECT DISTINCT value, value IN (SELECT name FROM blob_at_hub) FROM record_key
         WHERE kind = 'attachment' AND name = 'blob' ORDER BY value",
    )
    .fetch_all(&store.inner.reader)
    .await?;
    let inner = Arc::clone(&store.inner);
    blocking(move || {
        let (mut here, mut missing) = (Vec::new(), Vec::new());
        for (name, at_hub) in names {
            if !is_name(&name) {
                continue;
            }
            if !blob_path(&inner.dir, &name).exists() {
                missing.push(name);
            } else if !at_hub {
                here.push(name);
            }
        }
        Ok((here, missing))
    })
    .await
}

pub(super) async fn note_at_hub(store: &Store, names: &[String]) -> Result<()> {
    sqlx::query("INSERT OR IGNORE INTO blob_at_hub (name) SELECT value FROM json_each(?)")
        .bind(json_list(names))
        .execute(&store.inner.writer)
        .await?;
    Ok(())
}

/// Keeps an attachment that a hub gave, under the name its record mentions.
pub(super) async fn keep(store: &Store, name: &str, bytes: Vec<u8>) -> Result<()> {
    let (inner, own) = (Arc::clone(&store.inner), name.to_owned());
    blocking(move || keep_foreign(&inner.dir, &inner.key, &own, &bytes)).await?;
    note_at_hub(store, &[name.to_owned()]).await
}

impl Store {
    /// Removes the files of attachments whose records were handed back, unless another record
    /// mentions them again.
    pub(crate) async fn remove_dropped_blobs(&self) -> Result<()> {
        let names: Vec<(String, bool)> = sqlx::query_as(
            "SELECT d.name, EXISTS (SELECT 1 FROM record r WHERE r.kind = 'attachment'
                                    AND r.body ->> '$.blob' = d.name)
             FROM dropped_blob d",
        )
        .fetch_all(&self.inner.reader)
        .await?;
        if names.is_empty() {
            return Ok(());
        }
        let inner = Arc::clone(&self.inner);
        let gone = names.clone();
        blocking(move || {
            for (name, mentioned) in gone {
                if mentioned || !is_name(&name) {
                    continue;
                }
                match std::fs::remove_file(blob_path(&inner.dir, &name)) {
                    Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                        return Err(StoreError::io("attachment")(e));
                    }
                    _ => {}
                }
            }
            Ok(())
        })
        .await?;
        let names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
        for sql in [
            "DELETE FROM blob_at_hub WHERE name IN (
                 SELECT d.name FROM dropped_blob d JOIN json_each(?) j ON j.value = d.name)",
            "DELETE FROM dropped_blob WHERE name IN (SELECT value FROM json_each(?))",
        ] {
            sqlx::query(sql)
                .bind(json_list(&names))
                .execute(&self.inner.writer)
                .await?;
        }
        Ok(())
    }
}
