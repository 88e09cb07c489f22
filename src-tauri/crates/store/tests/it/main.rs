//! The store, tried from outside on real files.
//!
//! One program for all of them: each links the whole crate, and a dozen would fill the disk.

mod aggregate;
mod history;
mod records;
mod replay;
mod safety;
mod schemas;
mod search;
mod speed;
mod support;
mod sync_apply;
mod sync_known;
mod sync_line;
mod sync_meeting;
mod sync_scope;
