//! Which protocols there are, and on which one two programs agree.

use crate::messages::{LineState, Refusal};

/// This program's protocol.
///
/// - 1 (2026-11): the first. Operations by field with base versions, one line of entries, scope
///   lists, digests by bucket.
pub const PROTOCOL: u32 = 1;
/// The oldest protocol this program still speaks.
pub const OLDEST_PROTOCOL: u32 = 1;

/// The newest protocol that both speak: `theirs` are the ends of what the device says
/// (`Hello::oldest`, `Hello::newest`), `ours` those of the hub. The refusal says who is to be
/// updated; nothing is exchanged then.
pub fn agree(theirs: (u32, u32), ours: (u32, u32)) -> Result<u32, Refusal> {
    if theirs.0 > theirs.1 {
        return Err(Refusal::Garbled);
    }
    let newest = theirs.1.min(ours.1);
    if newest < ours.0 {
        Err(Refusal::DeviceTooOld { oldest: ours.0 })
    } else if newest < theirs.0 {
        Err(Refusal::HubTooOld { newest: ours.1 })
    } else {
        Ok(newest)
    }
}

/// How a device's last entry fits the line of a hub whose newest entry is `head`; `there` is the
/// operation of the hub's entry with the device's number, if it has one. A device that does not
/// know the operation at its cursor (`cursor_op` empty: outside its scope) is believed.
pub fn line_state(cursor: i64, cursor_op: &str, head: i64, there: Option<&str>) -> LineState {
    if cursor <= 0 {
        return LineState::Whole;
    }
    match there {
        _ if cursor > head => LineState::Behind,
        _ if cursor_op.is_empty() => LineState::Whole,
        Some(op) if op == cursor_op => LineState::Whole,
        Some(_) | None => LineState::Forked,
    }
}

#[cfg(test)]
mod tests {
    use super::{agree, line_state};
    use crate::messages::{LineState, Refusal};

    #[test]
    fn the_newest_common_protocol_or_who_is_too_old() {
        assert_eq!(agree((1, 3), (2, 5)), Ok(3));
        assert_eq!(agree((2, 9), (1, 4)), Ok(4));
        assert_eq!(agree((4, 4), (4, 4)), Ok(4));
        assert_eq!(
            agree((1, 1), (2, 5)),
            Err(Refusal::DeviceTooOld { oldest: 2 })
        );
        assert_eq!(agree((6, 7), (2, 5)), Err(Refusal::HubTooOld { newest: 5 }));
        assert_eq!(agree((7, 6), (1, 9)), Err(Refusal::Garbled));
    }

    #[test]
    fn a_restored_hub_is_recognised() {
        assert_eq!(line_state(0, "", 9, None), LineState::Whole);
        assert_eq!(line_state(9, "o9", 9, Some("o9")), LineState::Whole);
        assert_eq!(line_state(9, "", 9, Some("o9")), LineState::Whole);
        assert_eq!(line_state(10, "o10", 9, None), LineState::Behind);
        assert_eq!(line_state(10, "", 9, None), LineState::Behind);
        assert_eq!(line_state(9, "o9", 12, Some("other")), LineState::Forked);
        assert_eq!(line_state(9, "o9", 12, None), LineState::Forked);
    }
}
