//! Which event may be added to a line, and whether it may be taken back.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::facts::{BatchFacts, after};
use super::refusal::Refusal;
use super::state::{BatchState, LineState};
use crate::money::Fen;
use crate::record::Id;
use crate::records::{BatchStepKind, LineEventKind, PayMethod};

/// The lines of a batch with their states, for adding many events in one go: each check looks at
/// one line, and a second event for the same line in one request sees the first.
pub struct EventBook<'a> {
    facts: &'a BatchFacts,
    states: HashMap<&'a Id, LineState>,
    today: NaiveDate,
    batch: BatchState,
}

impl BatchFacts {
    /// A book to check events against, on a day.
    pub fn event_book(&self, today: NaiveDate) -> EventBook<'_> {
        let ids = self.lines.iter().map(|line| &line.id);
        EventBook {
            facts: self,
            states: ids.zip(self.line_states()).collect(),
            today,
            batch: self.state(today),
        }
    }

    /// Whether one event may be added. For many use [`Self::event_book`].
    pub fn check_event(
        &self,
        line_id: &Id,
        kind: LineEventKind,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        self.event_book(today).check(line_id, kind, on)
    }

    /// Whether a line may be taken back (红字冲销), and the negative amount of the line that does
    /// it. A paid line may: its money came back. A line at the bank may not until the bank answers.
    pub fn check_reversal(&self, line_id: &Id) -> Result<Fen, Refusal> {
        let line = self.line(line_id).ok_or(Refusal::NoSuchLine)?;
        match self.line_state(line_id).ok_or(Refusal::NoSuchLine)? {
            LineState::Reversal => Err(Refusal::ReversalOfReversal),
            LineState::Reversed => Err(Refusal::LineReversed),
            LineState::Exported => Err(Refusal::AtBank),
            LineState::Cancelled => Err(self.ended()),
            LineState::Waiting | LineState::Paid | LineState::Bounced | LineState::NotCollected => {
                Ok(Fen(-line.amount.0))
            }
        }
    }

    /// The refusal of anything added to a batch that was cancelled or closed.
    pub(super) fn ended(&self) -> Refusal {
        let cancelled = self.step(BatchStepKind::Cancelled);
        let closed = self.step(BatchStepKind::Closed);
        match (cancelled, closed) {
            (Some(step), _) => Refusal::CancelledAlready {
                by: step.by.clone(),
                on: step.on,
            },
            (None, Some(step)) => Refusal::ClosedAlready {
                by: step.by.clone(),
                on: step.on,
            },
            (None, None) => Refusal::NotReleased {
                state: self.main_state(),
            },
        }
    }
}

impl EventBook<'_> {
    /// Whether an event may be added to a line.
    pub fn check(&self, line_id: &Id, kind: LineEventKind, on: NaiveDate) -> Result<(), Refusal> {
        let state = self.states.get(line_id).ok_or(Refusal::NoSuchLine)?;
        if self.facts.is_finished() {
            return Err(self.facts.ended());
        }
        let method = self.facts.batch.method;
        if method_of(kind) != method {
            return Err(Refusal::WrongMethod {
                what: kind.label(),
                method,
            });
        }
        self.check_state(*state, kind)?;
        self.check_batch(kind)?;
        self.check_day(kind, on)
    }

    /// [`Self::check`], and the line stands accordingly for what is checked next.
    pub fn add(&mut self, line_id: &Id, kind: LineEventKind, on: NaiveDate) -> Result<(), Refusal> {
        self.check(line_id, kind, on)?;
        if let Some(state) = self.states.get_mut(line_id) {
            *state = after(*state, kind);
        }
        Ok(())
    }

    /// Where a line stands after what was added so far.
    pub fn state(&self, line_id: &Id) -> Option<LineState> {
        self.states.get(line_id).copied()
    }

    fn check_state(&self, state: LineState, kind: LineEventKind) -> Result<(), Refusal> {
        use LineEventKind as Event;
        let fits = match state {
            LineState::Paid => return Err(Refusal::LinePaid),
            LineState::Reversed => return Err(Refusal::LineReversed),
            LineState::Reversal => return Err(Refusal::LineIsReversal),
            LineState::Cancelled => return Err(self.facts.ended()),
            LineState::Exported if matches!(kind, Event::Exported | Event::Repaired) => {
                return Err(Refusal::AtBank);
            }
            LineState::Exported => matches!(kind, Event::Paid | Event::Bounced),
            LineState::Bounced => kind == Event::Repaired,
            LineState::Waiting => !matches!(kind, Event::Paid | Event::Bounced),
            LineState::NotCollected => kind == Event::Signed,
        };
        if fits {
            Ok(())
        } else {
            Err(Refusal::WrongLineState { kind, state })
        }
    }

    /// Money moves only between release and 发放完毕; an account may be corrected before, too.
    fn check_batch(&self, kind: LineEventKind) -> Result<(), Refusal> {
        if kind == LineEventKind::Repaired || self.batch == BatchState::Released {
            return Ok(());
        }
        if let (BatchState::InNotice, Some(notice)) = (self.batch, self.facts.notice(self.today))
            && !notice.over
        {
            return Err(Refusal::NoticeRunning {
                ends_on: notice.ends_on,
                days_left: notice.days_left,
            });
        }
        Err(Refusal::NotReleased { state: self.batch })
    }

    fn check_day(&self, kind: LineEventKind, on: NaiveDate) -> Result<(), Refusal> {
        let today = self.today;
        if on > today {
            return Err(Refusal::InFuture { on, today });
        }
        let (after, day) = match self.facts.step(BatchStepKind::Released) {
            Some(step) if kind != LineEventKind::Repaired => ("放款", step.on),
            _ => ("拟定", self.facts.batch.made_on),
        };
        if on < day {
            return Err(Refusal::TooEarly { on, after, day });
        }
        Ok(())
    }
}

fn method_of(kind: LineEventKind) -> PayMethod {
    match kind {
        LineEventKind::Exported
        | LineEventKind::Paid
        | LineEventKind::Bounced
        | LineEventKind::Repaired => PayMethod::Bank,
        LineEventKind::Signed | LineEventKind::NotCollected => PayMethod::Cash,
    }
}
