//! The sync protocol, tried from outside: decisions as tables and properties, whole syncs between
//! laptops and a hub in memory, decoders against garbage.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod bytes;
mod converge;
mod engine;
mod memory;
mod plan_properties;
mod plan_table;
