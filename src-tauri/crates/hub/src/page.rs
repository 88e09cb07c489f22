//! Looks at a pushed page by itself: does it make sense, was it taken before.

use songnuan_sync::{OpMessage, OpOutcome, Refusal};

use crate::limits;
use crate::ops;

/// The answer to a page that was taken before: as it was, if it was the last one.
pub(crate) fn repeated(outcome: &mut OpOutcome, op: &OpMessage, known: &ops::Known) {
    let first = op.changes.first().map_or(0, |change| change.seq);
    let last = op.changes.last().map_or(0, |change| change.seq);
    if first == known.page_from && last == known.taken() {
        (outcome.accepted, outcome.parked) = (known.accepted, known.parked);
    } else {
        outcome.accepted = count(op.changes.len());
    }
}

/// Does the message make sense by itself, and keep to the sizes?
pub(crate) fn shape(op: &OpMessage) -> std::result::Result<(), Refusal> {
    let id = |text: &str| !text.is_empty() && text.len() <= limits::ID_BYTES;
    let short = |text: &str| text.len() <= 4096;
    let heads = id(op.id.as_str()) && id(op.device.as_str()) && id(&op.kind);
    let rising = op.changes.windows(2).all(|two| two[0].seq < two[1].seq);
    let first = op.changes.first().is_some_and(|change| change.seq > 0);
    if !heads || !rising || !first || ![&op.at, &op.who, &op.why].iter().all(|t| short(t)) {
        return Err(Refusal::Garbled);
    }
    for change in &op.changes {
        let body = change.after.as_object().filter(|_| change.field.is_none());
        let other = body.and_then(|body| body.get("id")?.as_str());
        let field = change.field.as_deref().is_none_or(id);
        if !id(change.record_id.as_str())
            || !id(&change.kind)
            || !field
            || other.is_some_and(|other| other != change.record_id.as_str())
        {
            return Err(Refusal::Garbled);
        }
        let size = change.after.to_string().len();
        if size > limits::VALUE_BYTES {
            let limit = limits::VALUE_BYTES as u64;
            return Err(Refusal::TooLarge { limit });
        }
    }
    Ok(())
}

pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
