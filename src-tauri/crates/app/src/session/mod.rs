//! First start, unlocking, settings, drafts, the first page, the one search box.

mod demo;
mod home;
mod home_money;
mod search;
mod settings;
mod start;
mod verify;

pub use demo::create_demo;
pub use home::home;
pub(crate) use search::person as person_place;
pub use search::search;
pub use settings::{
    change_password, default_pack, draft_drop, draft_list, draft_save, load as settings_of,
    settings_get, settings_put,
};
pub(crate) use start::{check_password, kdf_cost};
pub use start::{create_unit, lock, state, unlock};
pub use verify::verify_start;
