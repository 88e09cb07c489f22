//! What lies on the desk beside the records: drafts, settings, the log of who looked at what.

use serde::Serialize;
use songnuan_model::record::Id;
use sqlx::Row;

use crate::error::Result;
use crate::store::Store;
use crate::time::Timestamp;

/// A half-written form.
#[derive(Clone, Serialize)]
pub struct Draft {
    /// Which form, e.g. `visit`.
    pub form: String,
    /// Which instance of it, e.g. the file's id; free for the caller.
    pub key: String,
    /// Whatever the form needs to fill itself again. Personal data.
    pub body: String,
    pub at: Timestamp,
}

/// Somebody looked at a masked field.
#[derive(Clone, Serialize)]
pub struct AccessEntry {
    pub at: Timestamp,
    pub who: String,
    pub record_id: Id,
    pub field: String,
    pub reason: String,
}

impl Store {
    /// Keeps a draft, on the disk before this returns; replaces the last one of the same key.
    pub async fn save_draft(
        &self,
        form: &str,
        key: &str,
        body: &str,
        at: &Timestamp,
    ) -> Result<()> {
        sqlx::query("INSERT OR REPLACE INTO draft (form, key, body, at) VALUES (?, ?, ?, ?)")
            .bind(form)
            .bind(key)
            .bind(body)
            .bind(at.as_str())
            .execute(&self.inner.writer)
            .await?;
        Ok(())
    }

    /// Drafts, newest first: of one form, or all.
    pub async fn drafts(&self, form: Option<&str>) -> Result<Vec<Draft>> {
        let rows = sqlx::query(
            "SELECT form, key, body, at FROM draft
             WHERE ?1 IS NULL OR form = ?1 ORDER BY at DESC, form, key",
        )
        .bind(form)
        .fetch_all(&self.inner.reader)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Draft {
                    form: row.try_get(0)?,
                    key: row.try_get(1)?,
                    body: row.try_get(2)?,
                    at: Timestamp::stored(row.try_get(3)?),
                })
            })
            .collect()
    }

    /// Removes a draft; a missing one is fine.
    pub async fn drop_draft(&self, form: &str, key: &str) -> Result<()> {
        sqlx::query("DELETE FROM draft WHERE form = ? AND key = ?")
            .bind(form)
            .bind(key)
            .execute(&self.inner.writer)
            .await?;
        Ok(())
    }

    /// A setting of this data directory.
    pub async fn setting(&self, name: &str) -> Result<Option<String>> {
        let value = sqlx::query_scalar("SELECT value FROM setting WHERE name = ?")
            .bind(name)
            .fetch_optional(&self.inner.reader)
            .await?;
        Ok(value)
    }

    /// All settings, by name.
    pub async fn settings(&self) -> Result<Vec<(String, String)>> {
        let rows = sqlx::query("SELECT name, value FROM setting ORDER BY name")
            .fetch_all(&self.inner.reader)
            .await?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .collect()
    }

    /// Changes a setting; `None` removes it.
    pub async fn set_setting(&self, name: &str, value: Option<&str>) -> Result<()> {
        let query = match value {
            Some(value) => {
                sqlx::query("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)")
                    .bind(name)
                    .bind(value)
            }
            None => sqlx::query("DELETE FROM setting WHERE name = ?").bind(name),
        };
        query.execute(&self.inner.writer).await?;
        Ok(())
    }

    /// Notes that somebody had a masked field revealed.
    pub async fn log_access(&self, entry: &AccessEntry) -> Result<()> {
        sqlx::query(
            "INSERT INTO access_log (at, who, record_id, field, reason) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(entry.at.as_str())
        .bind(&entry.who)
        .bind(entry.record_id.as_str())
        .bind(&entry.field)
        .bind(&entry.reason)
        .execute(&self.inner.writer)
        .await?;
        Ok(())
    }

    /// Who looked, newest first: at one record, or at anything.
    pub async fn access_log(&self, record: Option<&Id>, limit: u32) -> Result<Vec<AccessEntry>> {
        let rows = sqlx::query(
            "SELECT at, who, record_id, field, reason FROM access_log
             WHERE ?1 IS NULL OR record_id = ?1 ORDER BY seq DESC LIMIT ?2",
        )
        .bind(record.map(Id::as_str))
        .bind(limit)
        .fetch_all(&self.inner.reader)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(AccessEntry {
                    at: Timestamp::stored(row.try_get(0)?),
                    who: row.try_get(1)?,
                    record_id: Id(row.try_get(2)?),
                    field: row.try_get(3)?,
                    reason: row.try_get(4)?,
                })
            })
            .collect()
    }
}
