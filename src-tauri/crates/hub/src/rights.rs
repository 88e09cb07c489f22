//! May a device with these roles make this change?

use songnuan_model::record::Record as _;
use songnuan_model::records::User;
use songnuan_model::roles::{Act, may};
use songnuan_sync::plan::{Nature, nature_of};
use songnuan_sync::{OpMessage, OutgoingChange, Refusal};

use crate::kinds::{ITEM_FINDINGS, kind_of};
use crate::known::Known;

/// The kind of the operation by which somebody decides a conflict.
const DECIDE: &str = "conflict_decide";

/// How far a change is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    Allowed,
    /// Allowed if a conflict about this record waits or was decided.
    IfConflict,
}

/// By role alone; scope comes after. A lower hub has held its own people to their roles; who the
/// users of a unit are is that unit's own matter.
pub(crate) fn right(
    device: &Known,
    op: &OpMessage,
    change: &OutgoingChange,
) -> Result<Right, Refusal> {
    if device.lower_hub && change.kind != User::KIND {
        return Ok(Right::Allowed);
    }
    let roles = device.roles();
    // A kind of a newer program is written by those who keep the files.
    let acts = kind_of(&change.kind).map_or(&[Act::EditCases][..], |kind| kind.writes);
    if acts.iter().any(|act| may(roles, *act)) {
        return Ok(Right::Allowed);
    }
    if change.kind == "aid_item" && may(roles, Act::RecordVisits) {
        let field = change.field.as_deref().unwrap_or_default();
        if ITEM_FINDINGS.contains(&field) {
            return Ok(Right::Allowed);
        }
    }
    let edit = change.field.is_some() && nature_of(&change.kind) == Nature::Edited;
    if edit && op.kind == DECIDE && may(roles, Act::DecideConflicts) {
        return Ok(Right::IfConflict);
    }
    Err(Refusal::NotAllowed {
        kind: change.kind.clone(),
    })
}
