//! The pure sync protocol: the messages that carry changes, and the digest that compares contents.
//!
//! Nothing here reads a clock, a random source or a file; the store fills the messages, a hub will
//! answer them.

mod change;
mod digest;
mod messages;
mod ports;

pub use change::{FieldBase, OpMessage, OutgoingChange};
pub use digest::Digest;
pub use messages::{
    DigestReply, Entry, FetchRequest, Hello, LineState, OLDEST_PROTOCOL, OpHead, OpOutcome,
    PROTOCOL, PullPage, PullRequest, PushPage, PushReply, Refusal, ResendPage, ScopePage, Welcome,
};
pub use ports::{Applied, Hub, HubError, Replica, Waiting};
