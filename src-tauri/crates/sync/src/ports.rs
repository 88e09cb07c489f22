//! The two ends of a sync: what a laptop's store can do, and what a hub can do.
//!
//! The engine (`engine.rs`) knows nothing else. The store implements [`Replica`]; the hub's service,
//! the network client and the bundle on a stick implement [`Hub`].

use std::future::Future;

use songnuan_model::record::Id;

use crate::messages::{
    DigestReply, FetchRequest, Hello, PullPage, PullRequest, PushPage, PushReply, Refusal,
    ResendPage, ScopePage, Welcome,
};

/// Why a hub could not be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HubError {
    /// It answered no.
    Refused(Refusal),
    /// It could not be reached, or the line broke: whether it did what was asked is not known.
    /// Repeating is harmless.
    Unreachable(String),
    /// It answered something that does not read.
    Garbled,
    /// It is not the hub this device was enrolled at: another certificate.
    Stranger,
}

type Answer<T> = Result<T, HubError>;

/// A hub as one enrolled device sees it. Every call may be repeated.
pub trait Hub: Send + Sync {
    fn hello(&self, hello: Hello) -> impl Future<Output = Answer<Welcome>> + Send;
    fn push(&self, page: PushPage) -> impl Future<Output = Answer<PushReply>> + Send;
    fn pull(&self, request: PullRequest) -> impl Future<Output = Answer<PullPage>> + Send;
    /// Records the device may hold, after this id in order.
    fn scope(&self, after: Option<Id>) -> impl Future<Output = Answer<ScopePage>> + Send;
    fn fetch(&self, request: FetchRequest) -> impl Future<Output = Answer<PullPage>> + Send;
    fn resend(&self, page: ResendPage) -> impl Future<Output = Answer<()>> + Send;
    /// The contents, by bucket, or the records of one bucket.
    fn digest(&self, bucket: Option<u8>) -> impl Future<Output = Answer<DigestReply>> + Send;
    /// Of these attachments, the ones the hub does not hold.
    fn blobs_missing(&self, names: Vec<String>)
    -> impl Future<Output = Answer<Vec<String>>> + Send;
    fn put_blob(&self, name: String, bytes: Vec<u8>) -> impl Future<Output = Answer<()>> + Send;
    /// `None`: no device has brought it yet.
    fn get_blob(&self, name: String) -> impl Future<Output = Answer<Option<Vec<u8>>>> + Send;
}

/// What applying a page did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Operations of other devices that were new here.
    pub ops: u32,
    /// Records created, changed or deleted by them.
    pub records: u32,
    /// Conflicts (`conflict` records) that arrived.
    pub conflicts: u32,
}

/// What waits to go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Operations (and their changes) that are still to be sent; refused ones are not among them.
    pub ops: u64,
    pub changes: u64,
    /// Operations the hub refused; kept, shown, not sent again by themselves.
    pub refused: u64,
}

/// A device's records. Each call is one transaction.
pub trait Replica: Send + Sync {
    type Error: Send;

    /// The last entry taken, and its operation; (0, "") at first.
    fn cursor(&self) -> impl Future<Output = Result<(i64, String), Self::Error>> + Send;
    fn waiting(&self) -> impl Future<Output = Result<Waiting, Self::Error>> + Send;
    /// The next operations to send, with at most so many changes; an operation with more comes in
    /// pages. Empty: nothing waits.
    fn outgoing_page(
        &self,
        limit: u32,
    ) -> impl Future<Output = Result<PushPage, Self::Error>> + Send;
    /// An exchange begins. Operations that were acknowledged in one that did not come to its
    /// [`Self::settle`] go again: a hub restored from a backup in between has lost them, to every
    /// other hub they are known.
    fn resume(&self) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// The entries of an exchange were taken to their end: what it acknowledged has come back, or
    /// never will.
    fn settle(&self) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Notes what became of them; a refused operation stays, with its reason.
    fn acknowledge(
        &self,
        reply: &PushReply,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Applies a page and moves the cursor (never back), in one transaction. Entries that are known
    /// already change nothing but versions.
    fn apply(&self, page: &PullPage) -> impl Future<Output = Result<Applied, Self::Error>> + Send;
    /// Applies the whole histories of fetched records without moving the cursor. They take the
    /// place of what is held of them, where that is torn ([`Self::torn`]).
    fn apply_fetched(
        &self,
        page: &PullPage,
    ) -> impl Future<Output = Result<Applied, Self::Error>> + Send;
    /// Of these records, the ones the device does not hold.
    fn lacking(&self, records: &[Id]) -> impl Future<Output = Result<Vec<Id>, Self::Error>> + Send;
    /// Of these records, with the number of entries the hub has of each, the ones that are held
    /// with another number: entries passed by while they were out of scope. Not those of which
    /// something waits to be sent, or was refused: their turn comes later.
    fn torn(
        &self,
        listed: &[(Id, u64)],
    ) -> impl Future<Output = Result<Vec<Id>, Self::Error>> + Send;
    /// Hands back every record that is not on the list and has nothing waiting to be sent: row,
    /// history, keys, search entry, attachment. Returns how many.
    fn keep_only(&self, records: &[Id]) -> impl Future<Output = Result<u64, Self::Error>> + Send;
    /// The newest entry known here up to this number, and its operation; (0, ""): none.
    fn known(&self, up_to: i64) -> impl Future<Output = Result<(i64, String), Self::Error>> + Send;
    /// The hub's line is known to be the same up to this entry, and may be another one after it:
    /// the cursor goes back to it, what was done here and came back later goes out again as typed
    /// over nothing newer, and records that were changed later count as torn. For a device that
    /// does not get everything.
    fn go_back(&self, to: i64, op: &str) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Entries known here after the hub's head, in their order, for a hub that lost them.
    fn resend_page(
        &self,
        after: i64,
        limit: u32,
    ) -> impl Future<Output = Result<ResendPage, Self::Error>> + Send;
    /// The contents by bucket, or the records of one bucket, as the hub counts them
    /// (`DigestReply::head` is the cursor).
    fn digest(
        &self,
        bucket: Option<u8>,
    ) -> impl Future<Output = Result<DigestReply, Self::Error>> + Send;
    /// Attachments mentioned by living records: (held here and not known to be at the hub, not
    /// held here).
    fn blobs(&self)
    -> impl Future<Output = Result<(Vec<String>, Vec<String>), Self::Error>> + Send;
    /// Notes that the hub holds these, so that it need not be asked again.
    fn note_blobs_at_hub(
        &self,
        _names: &[String],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send {
        async { Ok(()) }
    }
    fn read_blob(&self, name: &str) -> impl Future<Output = Result<Vec<u8>, Self::Error>> + Send;
    fn write_blob(
        &self,
        name: &str,
        bytes: Vec<u8>,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}
