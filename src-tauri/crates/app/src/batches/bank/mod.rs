//! The bank's transfer file and its answer.

mod answer;
mod csv;
mod export;
mod format;
mod matching;
mod read;

pub use answer::bank_return;
pub use export::bank_export;
pub use format::{bank_format_get, bank_format_put};
