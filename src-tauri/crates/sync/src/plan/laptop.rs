//! What a laptop does with one entry of a hub.
//!
//! The line decides: after its last entry the laptop shows what the hub shows, but for its own
//! edits that are on their way. Where an entry of somebody else meets an edit that waits, the
//! hub's value is shown; the edit goes out with the next push, stands or is parked there, and comes
//! back as an entry if it stands.

use serde_json::Value;

use crate::messages::Entry;

/// How the record stands on the laptop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Not held: never was, or handed back.
    Absent,
    Living,
    Deleted,
}

/// What the laptop knows about that which the entry is about: a field, or the record as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    pub shown: Shown,
    /// The newest entry noted for it; 0 = none. Of a field: its own or that of the record as a
    /// whole, whichever is newer. Of the record as a whole: the last entry that created, deleted
    /// or brought it back.
    pub version: i64,
    /// The laptop shows the entry's value (of a whole record: the same body; of a deletion: the
    /// record is deleted).
    pub same: bool,
    /// This very change (operation, record, field) was made here, and whatever changed the same
    /// since was made here too: for a field that is the field and the record as a whole, for a
    /// whole record anything of it. So what is shown was typed by somebody who saw it. False for a
    /// change that came with an entry, be it of this device's own operation (a laptop that was
    /// restored from a backup gets them so).
    pub on_top: bool,
}

/// What to do with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryPlan {
    /// It is known with its number, or something newer is.
    Nothing,
    /// The record is not held here: it is out of scope, or is about to be fetched whole.
    Skip,
    /// What is shown stays; the number is noted as its version. An operation that is new here goes
    /// into the history all the same.
    Note,
    /// The record is written for the first time.
    Create,
    /// The field takes the value.
    Set,
    /// The living record takes the entry's body.
    Replace,
    /// The deleted record takes the entry's body and lives again.
    Revive,
    /// The record, deleted by this laptop alone, lives again as it was, and the field takes the
    /// value.
    ReviveAndSet,
    /// The record goes.
    Delete,
}

/// Decides about one entry. Entries come in the hub's order.
pub fn entry_plan(entry: &Entry, local: Local) -> EntryPlan {
    let deletion = entry.field.is_none() && entry.after == Value::Null;
    let creation = entry.field.is_none() && !deletion;
    match local.shown {
        Shown::Absent if creation => EntryPlan::Create,
        Shown::Absent => EntryPlan::Skip,
        _ if entry.seq <= local.version => EntryPlan::Nothing,
        _ if local.on_top => EntryPlan::Note,
        Shown::Living if local.same => EntryPlan::Note,
        Shown::Living if creation => EntryPlan::Replace,
        Shown::Living if deletion => EntryPlan::Delete,
        Shown::Living => EntryPlan::Set,
        Shown::Deleted if creation => EntryPlan::Revive,
        Shown::Deleted if deletion => EntryPlan::Note,
        Shown::Deleted => EntryPlan::ReviveAndSet,
    }
}
