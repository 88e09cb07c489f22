//! The pure domain of songnuan: nouns as modules, rules as functions.
//!
//! Nothing here sees a clock, a random source, a file system or a database:
//! time and ids come in as arguments (DESIGN §3, invariant 11).

pub mod record;
pub mod records;
pub mod calendar;
pub mod codes;
pub mod dates;
pub mod eligibility;
pub mod file_steps;
pub mod money;
pub mod names;
pub mod papers;
pub mod text;
mod codes_bands;
mod money_words;
mod papers_division;
mod papers_resident;
mod papers_uscc;
mod text_mask;
pub mod survey;
