//! Use cases: 金秋助学 — rounds, applications, decisions, follow-up, payment, events.

mod around;
mod award;
mod batch;
mod continuing;
mod events;
mod get;
mod list;
mod rounds;
mod save;
mod step;

pub(crate) use around::paid;
pub use award::award;
pub use batch::batch;
pub use continuing::continue_round;
pub use events::{event_list, event_save};
pub use get::get;
pub use list::list;
pub use rounds::{round_list, round_save};
pub use save::save;
pub use step::{follow_up, step};
