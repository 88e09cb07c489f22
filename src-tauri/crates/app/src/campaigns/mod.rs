//! Use cases: campaigns, candidates, lists, checks, goods.

mod add;
mod around;
mod candidates;
mod caps;
mod change;
mod checks;
mod compare;
mod context;
mod flags;
mod goods;
mod goods_book;
mod items;
mod last;
mod list;
mod payments;
mod remove;
mod room;
mod rules;
mod save;
mod totals;

pub use add::items_add;
pub use candidates::candidates;
pub use change::items_save;
pub use checks::checks;
pub use context::ContextCache;
pub use goods::{goods_add, goods_book};
pub use items::items;
pub use list::{get, list};
pub use remove::{items_assign, items_remove};
pub use room::room;
pub use save::save;
