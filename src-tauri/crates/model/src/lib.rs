//! The pure domain of songnuan: nouns as modules, rules as functions.
//!
//! Nothing here sees a clock, a random source, a file system or a database:
//! time and ids come in as arguments (DESIGN §3, invariant 11).

pub mod bank_names;
pub mod calendar;
pub mod caps;
pub mod codes;
mod codes_bands;
pub mod counts;
pub mod dates;
pub mod duplicates;
pub mod eligibility;
pub mod figures;
pub mod file_steps;
pub mod joined;
pub mod ledger;
pub mod model_workers;
pub mod money;
mod money_words;
pub mod names;
pub mod papers;
mod papers_division;
mod papers_resident;
mod papers_uscc;
pub mod record;
pub mod records;
pub mod roles;
pub mod roster;
pub mod scholarship;
pub mod survey;
pub mod text;
mod text_mask;
pub mod visit_log;
