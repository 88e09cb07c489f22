//! The pure sync protocol: messages and their bytes, the decisions of merging, one sync from hello
//! to the comparison of contents; who signs, how a device is enrolled, bundles on a stick.
//!
//! Nothing here reads a clock, a random source or a file; the store fills the messages, a hub
//! answers them.

pub mod bundle;
mod change;
pub mod decoders;
pub mod devices;
mod digest;
mod engine;
pub mod enrol;
pub mod identity;
mod messages;
pub mod plan;
mod ports;
mod receipt;
mod version;
pub mod wire;

pub use change::{FieldBase, OpMessage, OutgoingChange};
pub use digest::{BUCKETS, Digest, DigestBuckets, bucket_of, record_digest};
pub use engine::{Limits, Options, Progress, Step, SyncError, Why, run};
pub use messages::{
    DigestReply, Entry, FetchRequest, Hello, LineState, OpHead, OpOutcome, PullPage, PullRequest,
    PushPage, PushReply, Refusal, ResendPage, ScopePage, Welcome,
};
pub use ports::{Applied, Hub, HubError, Replica, Waiting};
pub use receipt::{Agreement, Attachments, ByKind, Difference, Receipt, Received, RefusedOp, Sent};
pub use version::{OLDEST_PROTOCOL, PROTOCOL, agree, line_state};
