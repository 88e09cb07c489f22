//! Use cases: 劳模 — the registry, honours and medals, incidents, benefits, reminders.

mod around;
mod batch;
mod benefits;
mod declare;
mod export;
mod get;
mod honor_list;
mod honors;
mod incidents;
mod list;
mod record;
mod reminders;
mod save;
mod states;

pub(crate) use around::honors_of;
pub use batch::benefit_batch;
pub use benefits::benefit_preview;
pub use declare::benefit_declare;
pub use export::export;
pub use get::get;
pub use honor_list::honor_list;
pub use honors::{honor_save, medal_event_add};
pub use incidents::{incident_action_add, incident_resolve, incident_save};
pub use list::list;
pub use record::{benefit_list, benefit_record, benefit_withdraw};
pub use reminders::reminder_words;
pub use save::save;
