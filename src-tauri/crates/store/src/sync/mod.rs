//! A device's end of a sync: what a hub's line of entries does to the records here, what goes out,
//! what is handed back. `songnuan_sync::plan` decides; this writes. docs/adr/0009.
//!
//! Every kind of record travels and is counted in the digest; what stays on the device (settings,
//! drafts, the log of who looked, sync's own state) is not in records.

mod apply;
mod attachments;
mod back;
mod derive;
mod digest;
mod landing;
mod line;
mod picture;
mod resend;
mod scope;

use songnuan_model::record::Id;
use songnuan_sync::{
    Applied, DigestReply, PullPage, PushPage, PushReply, Replica, ResendPage, Waiting,
};
use sqlx::sqlite::SqliteConnection;

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::time::Timestamp;

/// Names in `sync_state`.
const CURSOR: &str = "cursor";
const CURSOR_OP: &str = "cursor_op";
const DIGEST_UPTO: &str = "digest_upto";

impl Store {
    /// Tells the store the caller's clock, UTC: an operation of another device is never noted as
    /// known here later than now. To be called before a sync; without it other devices' clocks are
    /// believed.
    pub fn note_time(&self, now: &Timestamp) {
        if let Ok(mut known) = self.inner.now.write() {
            *known = Some(now.clone());
        }
    }

    /// Is one of the entries' numbers known here as another operation's? Then the pages are of
    /// another line: the hub was restored from an old backup and has moved on.
    pub async fn knows_otherwise(&self, pages: &[PullPage]) -> Result<bool> {
        resend::knows_otherwise(self, pages).await
    }

    /// What sync keeps beside the records: the hub, this device's keys. Not history, not synced.
    pub async fn sync_state(&self, name: &str) -> Result<Option<String>> {
        let value = sqlx::query_scalar("SELECT value FROM sync_state WHERE name = ?")
            .bind(name)
            .fetch_optional(&self.inner.reader)
            .await?;
        Ok(value)
    }

    /// Changes it; `None` removes it. `cursor`, `cursor_op` and `digest_upto` are the store's own.
    pub async fn set_sync_state(&self, name: &str, value: Option<&str>) -> Result<()> {
        let mut connection = self.inner.writer.acquire().await?;
        match value {
            Some(value) => set_state(&mut connection, name, value).await,
            None => {
                sqlx::query("DELETE FROM sync_state WHERE name = ?")
                    .bind(name)
                    .execute(&mut *connection)
                    .await?;
                Ok(())
            }
        }
    }

    /// What the last run may have left undone, at each opening: records that could not be read, and
    /// files of attachments that were handed back.
    pub(crate) async fn catch_up(&self) -> Result<()> {
        self.derive_anew().await?;
        self.remove_dropped_blobs().await
    }
}

async fn set_state(connection: &mut SqliteConnection, name: &str, value: &str) -> Result<()> {
    sqlx::query("INSERT OR REPLACE INTO sync_state (name, value) VALUES (?, ?)")
        .bind(name)
        .bind(value)
        .execute(connection)
        .await?;
    Ok(())
}

/// A number kept in `sync_state`; 0 when it was never set.
async fn state_number(connection: &mut SqliteConnection, name: &str) -> Result<i64> {
    let text: Option<String> = sqlx::query_scalar("SELECT value FROM sync_state WHERE name = ?")
        .bind(name)
        .fetch_optional(connection)
        .await?;
    match text {
        None => Ok(0),
        Some(text) => text.parse().map_err(|_| StoreError::Damaged {
            detail: "sync state".to_owned(),
        }),
    }
}

/// A list for `json_each`.
fn json_list<T: serde::Serialize>(items: &[T]) -> String {
    serde_json::to_string(items).unwrap_or_else(|_| "[]".to_owned())
}

impl Replica for Store {
    type Error = StoreError;

    async fn cursor(&self) -> Result<(i64, String)> {
        let mut snapshot = self.inner.reader.begin().await?;
        let cursor = state_number(&mut snapshot, CURSOR).await?;
        let op: Option<String> = sqlx::query_scalar("SELECT value FROM sync_state WHERE name = ?")
            .bind(CURSOR_OP)
            .fetch_optional(&mut *snapshot)
            .await?;
        snapshot.rollback().await?;
        Ok((cursor, op.unwrap_or_default()))
    }

    async fn waiting(&self) -> Result<Waiting> {
        self.waiting_to_send().await
    }

    async fn outgoing_page(&self, limit: u32) -> Result<PushPage> {
        self.next_outgoing(limit).await
    }

    async fn resume(&self) -> Result<()> {
        self.send_unsettled_again().await
    }

    async fn settle(&self) -> Result<()> {
        self.settle_sent().await
    }

    async fn acknowledge(&self, reply: &PushReply) -> Result<()> {
        self.note_outcomes(reply).await
    }

    async fn apply(&self, page: &PullPage) -> Result<Applied> {
        apply::apply(self, page, true).await
    }

    async fn apply_fetched(&self, page: &PullPage) -> Result<Applied> {
        apply::apply(self, page, false).await
    }

    async fn lacking(&self, records: &[Id]) -> Result<Vec<Id>> {
        scope::lacking(self, records).await
    }

    async fn torn(&self, listed: &[(Id, u64)]) -> Result<Vec<Id>> {
        scope::torn(self, listed).await
    }

    async fn keep_only(&self, records: &[Id]) -> Result<u64> {
        scope::keep_only(self, records).await
    }

    async fn known(&self, up_to: i64) -> Result<(i64, String)> {
        back::known(self, up_to).await
    }

    async fn go_back(&self, to: i64, op: &str) -> Result<()> {
        back::go_back(self, to, op).await
    }

    async fn resend_page(&self, after: i64, limit: u32) -> Result<ResendPage> {
        resend::page(self, after, limit).await
    }

    async fn digest(&self, bucket: Option<u8>) -> Result<DigestReply> {
        digest::reply(self, bucket).await
    }

    async fn blobs(&self) -> Result<(Vec<String>, Vec<String>)> {
        attachments::compare(self).await
    }

    async fn note_blobs_at_hub(&self, names: &[String]) -> Result<()> {
        attachments::note_at_hub(self, names).await
    }

    async fn read_blob(&self, name: &str) -> Result<Vec<u8>> {
        self.get_blob(name).await
    }

    async fn write_blob(&self, name: &str, bytes: Vec<u8>) -> Result<()> {
        attachments::keep(self, name, bytes).await
    }
}
