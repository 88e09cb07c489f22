//! The hub as one enrolled device sees it.

use songnuan_model::record::Id;
use songnuan_sync::{
    DigestReply, FetchRequest, Hello, Hub, HubError, PullPage, PullRequest, PushPage, PushReply,
    ResendPage, ScopePage, Welcome,
};

use crate::service::HubService;

/// One device's hub. Each call asks the database whether the device is enrolled, not revoked, and
/// what it may do.
#[derive(Clone)]
pub struct DeviceHub {
    pub(crate) service: HubService,
    pub(crate) id: Id,
}

type Answer<T> = Result<T, HubError>;

impl DeviceHub {
    pub(crate) fn new(service: HubService, id: Id) -> Self {
        Self { service, id }
    }
}

impl Hub for DeviceHub {
    async fn hello(&self, hello: Hello) -> Answer<Welcome> {
        Ok(self.answer_hello(hello).await?)
    }

    async fn push(&self, page: PushPage) -> Answer<PushReply> {
        Ok(self.take_push(page).await?)
    }

    async fn pull(&self, request: PullRequest) -> Answer<PullPage> {
        Ok(self.give_page(request).await?)
    }

    async fn scope(&self, after: Option<Id>) -> Answer<ScopePage> {
        Ok(self.give_scope(after).await?)
    }

    async fn fetch(&self, request: FetchRequest) -> Answer<PullPage> {
        Ok(self.give_records(request).await?)
    }

    async fn resend(&self, page: ResendPage) -> Answer<()> {
        Ok(self.take_back(page).await?)
    }

    async fn digest(&self, bucket: Option<u8>) -> Answer<DigestReply> {
        Ok(self.give_digest(bucket).await?)
    }

    async fn blobs_missing(&self, names: Vec<String>) -> Answer<Vec<String>> {
        Ok(self.lacking_blobs(names).await?)
    }

    async fn put_blob(&self, name: String, bytes: Vec<u8>) -> Answer<()> {
        Ok(self.keep_blob(name, bytes).await?)
    }

    async fn get_blob(&self, name: String) -> Answer<Option<Vec<u8>>> {
        Ok(self.give_blob(name).await?)
    }
}
