//! What is not answered yet.

use songnuan_model::record::Id;
use songnuan_sync::*;

use crate::device::DeviceHub;
use crate::error::{HubFailure, Result};

fn later<T>() -> Result<T> {
    Err(HubFailure::Database {
        detail: "not answered yet".to_owned(),
    })
}

impl DeviceHub {
    pub(crate) async fn answer_hello(&self, _: Hello) -> Result<Welcome> {
        let _ = (&self.service, &self.id);
        later()
    }
    pub(crate) async fn take_push(&self, _: PushPage) -> Result<PushReply> {
        later()
    }
    pub(crate) async fn give_page(&self, _: PullRequest) -> Result<PullPage> {
        later()
    }
    pub(crate) async fn give_scope(&self, _: Option<Id>) -> Result<ScopePage> {
        later()
    }
    pub(crate) async fn give_records(&self, _: FetchRequest) -> Result<PullPage> {
        later()
    }
    pub(crate) async fn take_back(&self, _: ResendPage) -> Result<()> {
        later()
    }
    pub(crate) async fn give_digest(&self, _: Option<u8>) -> Result<DigestReply> {
        later()
    }
    pub(crate) async fn lacking_blobs(&self, _: Vec<String>) -> Result<Vec<String>> {
        later()
    }
    pub(crate) async fn keep_blob(&self, _: String, _: Vec<u8>) -> Result<()> {
        later()
    }
    pub(crate) async fn give_blob(&self, _: String) -> Result<Option<Vec<u8>>> {
        later()
    }
}
