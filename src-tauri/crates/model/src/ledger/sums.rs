//! Sums of the ledger: net, paid, committed, cash. Summed wide, so that nothing can overflow.

use serde::{Deserialize, Serialize};

use super::facts::BatchFacts;
use super::state::{BatchState, LineState};
use crate::money::{Fen, MAX_FEN};
use crate::records::{BatchStepKind, PayMethod};

/// Cash of a batch, fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cash {
    /// Taken out of the safe or the bank.
    pub taken: Fen,
    /// Signed for by recipients, without what came back by a reversal.
    pub signed: Fen,
    /// Brought back.
    pub returned: Fen,
    /// `taken − signed − returned`: positive = still with somebody, negative = more was handed out
    /// than was taken out.
    pub out: Fen,
}

/// The sum of many amounts. Kept within [`MAX_FEN`]: with the largest amount a line may have
/// (`entry::MAX_LINE`) it takes more than 90,000 lines to get there.
pub(super) fn total(amounts: impl IntoIterator<Item = Fen>) -> Fen {
    narrow(amounts.into_iter().map(|fen| i128::from(fen.0)).sum())
}

/// A wide sum back in fen, at the end of the range when it lies beyond.
pub(super) fn narrow(sum: i128) -> Fen {
    let max = i128::from(MAX_FEN);
    Fen(i64::try_from(sum.clamp(-max, max)).unwrap_or_default())
}

/// `a − b`, within the range.
pub(super) fn difference(a: Fen, b: Fen) -> Fen {
    narrow(i128::from(a.0) - i128::from(b.0))
}

impl BatchFacts {
    /// Sum of all lines with their reversals.
    pub fn net(&self) -> Fen {
        total(self.lines.iter().map(|line| line.amount))
    }

    /// What has reached the recipients: lines that are paid and not taken back.
    pub fn paid(&self) -> Fen {
        let states = self.line_states();
        let lines = self.lines.iter().zip(states);
        total(
            lines
                .filter(|(_, state)| *state == LineState::Paid)
                .map(|(line, _)| line.amount),
        )
    }

    /// What the batch takes from its fund, from the moment of drafting: [`Self::net`], nothing
    /// once the batch is cancelled.
    pub fn committed(&self) -> Fen {
        if self.is_cancelled() {
            Fen::ZERO
        } else {
            self.net()
        }
    }

    /// Cash taken out, signed for, brought back. All zero for a batch that goes by bank.
    pub fn cash(&self) -> Cash {
        if self.batch.method != PayMethod::Cash {
            return Cash::default();
        }
        let of = |kind: BatchStepKind| {
            let steps = self.steps.iter().filter(|step| step.kind == kind);
            total(steps.filter_map(|step| step.amount))
        };
        let (taken, returned) = (
            of(BatchStepKind::CashTaken),
            of(BatchStepKind::CashReturned),
        );
        let signed = self.paid();
        let out = narrow(i128::from(taken.0) - i128::from(signed.0) - i128::from(returned.0));
        Cash {
            taken,
            signed,
            returned,
            out,
        }
    }

    /// Whether the batch was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.step(BatchStepKind::Cancelled).is_some()
    }

    /// Whether nothing further is to be paid, at any day.
    pub fn is_finished(&self) -> bool {
        [BatchState::Closed, BatchState::Cancelled].contains(&self.main_state())
    }
}
