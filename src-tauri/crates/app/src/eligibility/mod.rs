//! Use cases: policy packs, verdicts, and "what if the line becomes N".

mod describe;
mod describe_students;
mod facts;
mod gather;
mod packs;
mod verdicts;

pub use packs::{load_pack, pack_check, pack_get, pack_list, pack_save};
pub use verdicts::{assess, assess_each, what_if};
