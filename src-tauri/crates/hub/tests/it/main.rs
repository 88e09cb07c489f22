//! The hub, tried from outside: the same suite on the embedded database and on PostgreSQL.
//!
//! One program for all of them: each links the whole crate, and a dozen would fill the disk.

mod enrolment;
mod kinds;
mod merge;
mod restored;
mod scope;
mod sealed;
mod speed;
mod support;
