//! The pure sync protocol: the messages that carry changes, and the digest that compares contents.
//!
//! Nothing here reads a clock, a random source or a file; the store fills the messages, a hub will
//! answer them.

mod change;
mod digest;

pub use change::{FieldBase, OpMessage, OutgoingChange};
pub use digest::Digest;
