//! The documents, tried from outside: layout, golden text and pictures, workbooks.
//!
//! One program for all of them: each links the whole crate, and a dozen would fill the disk.

mod common;
mod documents;
mod golden;
mod honors_forms;
mod money_forms;
mod sync_forms;
mod workbooks;
