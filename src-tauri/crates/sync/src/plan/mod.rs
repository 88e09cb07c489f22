//! Every decision of a sync, as pure functions with exhaustive answers. Writing is elsewhere.
//!
//! - [`hub_plan`]: what a hub does with one change of a device; [`settle`] carries it out on the
//!   hub's picture of the record and numbers the entries.
//! - [`entry_plan`]: what a laptop does with one entry of a hub.
//!
//! **The rule of merging** (docs/adr/0009). An edit *saw* what stands at the hub when nothing has
//! set the field since the version it was typed over, or when the field was last set by the
//! operation of its own device that it was typed over, or when the hub holds the very value it was
//! typed over. An edit that saw what stands, stands; another one is parked beside it. Clocks decide
//! nothing.

mod hub;
mod laptop;
mod nature;
mod settle;

use serde_json::{Map, Value};

pub use hub::{HubPlan, HubRecord, Parked, Saw, Stamp, hub_plan};
pub use laptop::{EntryPlan, Local, Shown, entry_plan};
pub use nature::{Nature, nature_of};
pub use settle::{Settled, conflict_of, settle};

/// Are two bodies the same? A missing field and `null` are.
pub fn same_body(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    covers(one, other) && covers(other, one)
}

/// Has every field of `inner` the same value in `outer`?
fn covers(outer: &Map<String, Value>, inner: &Map<String, Value>) -> bool {
    inner
        .iter()
        .all(|(field, value)| outer.get(field).unwrap_or(&Value::Null) == value)
}
