//! The use cases of songnuan, and the one command list that window, browser and CLI call.
//!
//! A command travels: `commands.rs` → `<area>/<verb>.rs` → `model` decides, `store::Tx` writes,
//! `reports` renders. Folders are areas, files are verbs.

pub mod app;
pub mod batches;
pub mod campaigns;
pub mod commands;
pub mod conflicts;
pub mod eligibility;
pub mod error;
mod error_store;
pub mod figures;
pub mod files;
pub mod funds;
pub mod host;
pub mod import;
pub mod jobs;
pub mod messages;
pub mod model_workers;
pub mod op;
mod op_steps;
pub mod paper;
pub mod scholarships;
pub mod session;
pub mod sync;
#[doc(hidden)]
pub mod testing;
pub mod users;
pub mod visits;

pub use app::App;
/// The words requests and responses are made of; doors name them through here.
pub use songnuan_model as model;
