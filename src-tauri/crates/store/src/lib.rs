//! The encrypted record store: one directory, one SQLCipher file, one writer, full history.
//!
//! Records (`songnuan_model::record::Record`) are flat JSON objects. Every write goes through a
//! [`Tx`], which stores row, keys, search entry, history and the outgoing change in one
//! transaction. See docs/adr for the two decisions behind it: key slots, and history.

mod aggregate;
mod bases;
mod batch;
mod blobs;
mod body;
mod bulk;
mod db;
mod delete;
mod desk;
mod error;
mod files;
mod find;
mod history;
mod joined;
mod keys;
mod kinds;
mod migrate;
mod orphans;
mod outgoing;
mod read;
mod search;
mod store;
mod sync;
mod time;
mod tx;
mod undo;
mod verify;

pub use aggregate::{By, Linked, Range, SumQuery, SumRow};
pub use bulk::ParentSum;
pub use db::StoreOptions;
pub use desk::{AccessEntry, Draft};
pub use error::{Result, StoreError, TouchedLater};
pub use find::SearchHit;
pub use history::{FieldChange, OpEntry};
pub use keys::KdfCost;
pub use orphans::{LastBody, Orphan};
pub use outgoing::RefusedOp;
pub use store::{NewStore, Store};
pub use time::Timestamp;
pub use tx::{Changed, OpHeader, OpOutput, Tx};
pub use verify::{Finding, FindingKind, VerifyProgress, VerifyReport, VerifyStep};
