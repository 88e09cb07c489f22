//! Bugs put in on purpose, to see whether the judges find them: a replica that passes everything
//! on to the real store, but for one thing.

use songnuan_model::record::Id;
use songnuan_store::{Store, StoreError};
use songnuan_sync::{
    Applied, DigestReply, PullPage, PushPage, PushReply, Replica, ResendPage, Waiting,
};

/// What is wrong on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// Edits claim to have seen whatever the hub has: the last writer wins, silently.
    IgnoreBase,
    /// A repeated operation comes under a new id: what was sent twice is there twice.
    ForgetOperationId,
    /// The cursor moves before the page is applied: what is cut off in between never comes.
    CursorBeforePage,
}

pub struct Planted {
    store: Store,
    bug: Option<Bug>,
}

impl Planted {
    pub fn new(store: Store, bug: Option<Bug>) -> Self {
        Self { store, bug }
    }
}

type Done<T> = Result<T, StoreError>;

impl Replica for Planted {
    type Error = StoreError;

    async fn cursor(&self) -> Done<(i64, String)> {
        Replica::cursor(&self.store).await
    }

    async fn waiting(&self) -> Done<Waiting> {
        Replica::waiting(&self.store).await
    }

    async fn outgoing_page(&self, limit: u32) -> Done<PushPage> {
        let mut page = self.store.outgoing_page(limit).await?;
        for op in &mut page.ops {
            match self.bug {
                Some(Bug::IgnoreBase) => {
                    for change in &mut op.changes {
                        change.base_version = i64::MAX;
                    }
                }
                Some(Bug::ForgetOperationId) => {
                    // The device numbers what it sends anew each time, as if it never had.
                    let sent = ATTEMPTS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    for change in op.changes.iter_mut().filter(|c| c.kind == "payment_line") {
                        change.record_id = Id::new(format!("{}-{sent}", change.record_id));
                    }
                }
                _ => {}
            }
        }
        Ok(page)
    }

    async fn resume(&self) -> Done<()> {
        self.store.resume().await
    }

    async fn settle(&self) -> Done<()> {
        self.store.settle().await
    }

    async fn acknowledge(&self, reply: &PushReply) -> Done<()> {
        self.store.acknowledge(reply).await
    }

    async fn apply(&self, page: &PullPage) -> Done<Applied> {
        if self.bug == Some(Bug::CursorBeforePage) && page.entries.len() > 2 {
            let skipped = PullPage {
                entries: page.entries[..1].to_vec(),
                ..page.clone()
            };
            return Replica::apply(&self.store, &skipped).await;
        }
        Replica::apply(&self.store, page).await
    }

    async fn apply_fetched(&self, page: &PullPage) -> Done<Applied> {
        self.store.apply_fetched(page).await
    }

    async fn lacking(&self, records: &[Id]) -> Done<Vec<Id>> {
        self.store.lacking(records).await
    }

    async fn torn(&self, listed: &[(Id, u64)]) -> Done<Vec<Id>> {
        self.store.torn(listed).await
    }

    async fn known(&self, up_to: i64) -> Done<(i64, String)> {
        self.store.known(up_to).await
    }

    async fn go_back(&self, to: i64, op: &str) -> Done<()> {
        self.store.go_back(to, op).await
    }

    async fn keep_only(&self, records: &[Id]) -> Done<u64> {
        self.store.keep_only(records).await
    }

    async fn resend_page(&self, after: i64, limit: u32) -> Done<ResendPage> {
        self.store.resend_page(after, limit).await
    }

    async fn digest(&self, bucket: Option<u8>) -> Done<DigestReply> {
        Replica::digest(&self.store, bucket).await
    }

    async fn blobs(&self) -> Done<(Vec<String>, Vec<String>)> {
        self.store.blobs().await
    }

    async fn read_blob(&self, name: &str) -> Done<Vec<u8>> {
        self.store.read_blob(name).await
    }

    async fn write_blob(&self, name: &str, bytes: Vec<u8>) -> Done<()> {
        self.store.write_blob(name, bytes).await
    }
}

static ATTEMPTS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
