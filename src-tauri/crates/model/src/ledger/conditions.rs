//! What must hold of the lines, the notice and the cash of a batch before a step.

use super::facts::BatchFacts;
use super::refusal::Refusal;
use super::state::LineState;
use super::steps::Ask;
use super::sums::{difference, total};
use crate::money::Fen;
use crate::records::{BatchStepKind, LineEventKind, PayMethod};

impl BatchFacts {
    pub(super) fn check_lines(&self) -> Result<(), Refusal> {
        if self.line_states().iter().any(|state| state.is_live()) {
            Ok(())
        } else {
            Err(Refusal::NothingToPay)
        }
    }

    pub(super) fn check_release(&self, ask: &Ask) -> Result<(), Refusal> {
        self.check_lines()?;
        // The day of release is what counts, not the day on which it is entered.
        let Some(notice) = self.notice(ask.on) else {
            return if self.batch.needs_notice {
                Err(Refusal::NoticeMissing)
            } else {
                Ok(())
            };
        };
        if !notice.over {
            return Err(Refusal::NoticeRunning {
                ends_on: notice.ends_on,
                days_left: notice.days_left,
            });
        }
        match notice.open_objections.iter().map(|step| step.on).min() {
            Some(since) => Err(Refusal::ObjectionOpen {
                count: notice.open_objections.len(),
                since,
            }),
            None => Ok(()),
        }
    }

    pub(super) fn check_objection(&self, ask: &Ask) -> Result<(), Refusal> {
        let open = self.open_objections();
        if open.iter().any(|step| Some(&step.id) == ask.objection) {
            Ok(())
        } else {
            Err(Refusal::NoSuchObjection)
        }
    }

    pub(super) fn check_cash(&self, ask: &Ask) -> Result<(), Refusal> {
        if self.batch.method != PayMethod::Cash {
            return Err(Refusal::WrongMethod {
                what: ask.kind.label(),
                method: self.batch.method,
            });
        }
        let amount = ask.amount.ok_or(Refusal::AmountMissing)?;
        if amount.is_negative() {
            return Err(Refusal::AmountNegative { amount });
        }
        let at_most = match ask.kind {
            BatchStepKind::CashTaken => self.cash_needed(),
            _ => self.cash().out,
        };
        if amount == Fen::ZERO {
            return Err(Refusal::AmountZero);
        }
        if amount > at_most {
            return Err(Refusal::CashBeyond {
                kind: ask.kind,
                amount,
                at_most: at_most.max(Fen::ZERO),
            });
        }
        Ok(())
    }

    /// Cash that is still to be taken out: what the lines need less what is or was out.
    pub fn cash_needed(&self) -> Fen {
        let cash = self.cash();
        let states = self.line_states();
        let lines = self.lines.iter().zip(states);
        let needed = total(
            lines
                .filter(|(_, state)| state.is_live())
                .map(|(line, _)| line.amount),
        );
        let kept = difference(cash.taken, cash.returned);
        difference(needed, kept)
    }

    pub(super) fn check_all_paid(&self) -> Result<(), Refusal> {
        let states = self.line_states();
        let count = |wanted: LineState| states.iter().filter(|state| **state == wanted).count();
        let refusal = Refusal::LinesOpen {
            waiting: count(LineState::Waiting),
            exported: count(LineState::Exported),
            bounced: count(LineState::Bounced),
            not_collected: count(LineState::NotCollected),
        };
        let open = states
            .iter()
            .any(|state| state.is_live() && *state != LineState::Paid);
        if open { Err(refusal) } else { Ok(()) }
    }

    pub(super) fn check_balanced(&self) -> Result<(), Refusal> {
        let cash = self.cash();
        if cash.out == Fen::ZERO {
            return Ok(());
        }
        Err(Refusal::CashNotBalanced {
            taken: cash.taken,
            signed: cash.signed,
            returned: cash.returned,
            out: cash.out,
        })
    }

    /// A batch is cancelled only before anything was paid, while nothing is with the bank and no
    /// cash is out.
    pub(super) fn check_unpaid(&self) -> Result<(), Refusal> {
        let ever_paid = self.events.iter();
        let paid = ever_paid
            .filter(|event| matches!(event.kind, LineEventKind::Paid | LineEventKind::Signed))
            .count();
        let states = self.line_states();
        let at_bank = states.iter().filter(|state| **state == LineState::Exported);
        let exported = at_bank.count();
        if paid > 0 || exported > 0 {
            return Err(Refusal::PaidCannotCancel { paid, exported });
        }
        self.check_balanced()
    }
}
