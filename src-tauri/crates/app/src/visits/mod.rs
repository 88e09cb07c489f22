//! Visits, the difficulties found on them, and photographs.

mod attachments;
mod list;
mod photo;
mod save;

pub use attachments::{
    PORTRAIT, Thumbnails, attachment_add, attachment_get, attachment_remove, attachments_of,
};
pub use list::{difficulty_list, list, rows_of_file, rows_of_person};
pub use photo::{Photo, Refusal, as_jpeg, take_in};
pub use save::{difficulty_save, get, save};
