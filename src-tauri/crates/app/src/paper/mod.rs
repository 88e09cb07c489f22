//! Paper: the forms as PDF, the audit pack, and writing files where the user wants them.
//!
//! `print.rs` is the job, `gather.rs` sends each form to its family, `forms.rs` lays it out. One
//! file for each family: where it comes from and which words it carries.

mod applications;
mod audit;
mod audit_files;
mod audit_results;
mod audit_sections;
mod cases;
mod fonts;
mod forms;
mod gather;
mod hardship;
mod honors;
mod ledgers;
mod letters;
mod model_workers;
mod notices;
mod people;
mod print;
mod receipts;
mod rosters;
mod save_file;
mod scholarship_lists;
mod scholarships;
mod sync_receipts;
mod visit;

pub use audit::audit_pack_start;
pub use fonts::load_fonts;
pub use print::{file_name_part, log_access, start};
pub use save_file::save_file;
