//! The pure sync protocol: messages, the decisions of merging, the digest that compares contents.
//!
//! Nothing here reads a clock, a random source or a file; the store fills the messages, a hub
//! answers them.

mod change;
mod digest;
mod messages;
pub mod plan;
mod ports;

pub use change::{FieldBase, OpMessage, OutgoingChange};
pub use digest::{Digest, bucket_of};
pub use messages::{
    DigestReply, Entry, FetchRequest, Hello, LineState, OLDEST_PROTOCOL, OpHead, OpOutcome,
    PROTOCOL, PullPage, PullRequest, PushPage, PushReply, Refusal, ResendPage, ScopePage, Welcome,
};
pub use ports::{Applied, Hub, HubError, Replica, Waiting};
