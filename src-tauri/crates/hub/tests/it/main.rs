//! The hub, tried from outside: the same suite on the embedded database and on PostgreSQL.
//!
//! One program for all of them: each links the whole crate, and a dozen would fill the disk.

mod attachments;
mod doors;
mod enrolment;
mod fuzz;
mod kinds;
#[allow(dead_code, unused_imports, clippy::unwrap_used, clippy::panic)]
#[path = "../../../sync/tests/it/memory/mod.rs"]
mod memory;
mod merge;
mod restart;
mod restored;
mod scope;
mod sealed;
mod speed;
mod sticks;
mod support;
mod upstream;
