//! Use cases: 金秋助学 — rounds, applications, decisions, follow-up, payment, events.

mod around;
mod award;
mod batch;
mod checks;
mod continuing;
mod events;
mod export;
mod get;
mod list;
mod reminders;
mod rounds;
mod save;
mod standard;
mod step;

pub(crate) use around::{Paid, paid};
pub use award::award;
pub use batch::batch;
pub use continuing::{continue_offer, continue_round};
pub use events::{event_list, event_save};
pub use export::export;
pub use get::get;
pub use list::list;
pub use reminders::waiting;
pub use rounds::{round_list, round_save};
pub use save::save;
pub use standard::standard;
pub use step::{follow_up, step};
