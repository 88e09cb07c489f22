//! What a fund holds: its entries less what the batches drawn on it have taken. Amounts are fen.

use chrono::NaiveDate;

use super::refusal::Refusal;
use super::sums::{difference, narrow, total};
use crate::money::Fen;
use crate::records::{Fund, FundEntry, PaymentLine};

/// A fund and its sums.
#[derive(Clone, Debug)]
pub struct FundFacts {
    pub fund: Fund,
    /// Sum of its entries.
    pub received: Fen,
    /// Sum of the lines (with reversals) of batches that are not cancelled.
    pub committed: Fen,
}

impl FundFacts {
    /// A fund from its facts; of each batch, whether it was cancelled, and its lines.
    pub fn new<'a>(
        fund: Fund,
        entries: &[FundEntry],
        batches: impl IntoIterator<Item = (bool, &'a [PaymentLine])>,
    ) -> Self {
        Self {
            fund,
            received: total(entries.iter().map(|entry| entry.amount)),
            committed: committed(batches),
        }
    }

    /// What a further batch may take; negative when more was promised than came in.
    pub fn left(&self) -> Fen {
        difference(self.received, self.committed)
    }

    /// Whether a batch drafted on a day may take an amount.
    pub fn check(&self, on: NaiveDate, asked: Fen) -> Result<(), Refusal> {
        let fund = || self.fund.name.clone();
        if self.fund.closed {
            return Err(Refusal::FundClosed { fund: fund() });
        }
        if on < self.fund.from || on > self.fund.to {
            return Err(Refusal::FundOutOfPeriod {
                fund: fund(),
                on,
                from: self.fund.from,
                to: self.fund.to,
            });
        }
        let left = self.left();
        if asked > left {
            return Err(Refusal::FundShort {
                fund: fund(),
                left,
                asked,
                short: difference(asked, left),
            });
        }
        Ok(())
    }
}

/// What is left of a fund: its entries less the lines of batches that are not cancelled.
pub fn fund_left<'a>(
    entries: &[FundEntry],
    batches: impl IntoIterator<Item = (bool, &'a [PaymentLine])>,
) -> Fen {
    difference(
        total(entries.iter().map(|entry| entry.amount)),
        committed(batches),
    )
}

fn committed<'a>(batches: impl IntoIterator<Item = (bool, &'a [PaymentLine])>) -> Fen {
    let standing = batches.into_iter().filter(|(cancelled, _)| !cancelled);
    let lines = standing.flat_map(|(_, lines)| lines);
    narrow(lines.map(|line| i128::from(line.amount.0)).sum())
}
