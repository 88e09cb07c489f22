//! The use cases, tried from outside on a real unit, an area each.
//!
//! One program for all of them: each links the whole crate, and a dozen would fill the disk.

mod areas;
mod bindings;
mod campaigns;
mod conflicts;
mod eligibility;
mod figures;
mod golden;
mod honors;
mod import;
mod import_bad_files;
mod import_common;
mod money;
mod paper_honors;
mod paper_money;
mod sync_waiting;
