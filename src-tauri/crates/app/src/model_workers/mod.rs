//! Use cases: 劳模 — the registry, honours and medals, incidents, benefits, reminders.

mod around;
mod batch;
mod benefits;
mod declare;
mod get;
mod honors;
mod incidents;
mod list;
mod reminders;
mod save;

pub use batch::benefit_batch;
pub use benefits::benefit_preview;
pub use declare::benefit_declare;
pub use get::get;
pub use honors::{honor_save, medal_event_add};
pub use incidents::{incident_action_add, incident_resolve, incident_save};
pub use list::list;
pub use reminders::reminder_words;
pub use save::save;
