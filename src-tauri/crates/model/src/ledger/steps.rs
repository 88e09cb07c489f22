//! Which step a batch may take next, by whom and when, and the facts it adds.

use chrono::NaiveDate;

use super::facts::BatchFacts;
use super::refusal::Refusal;
use super::state::BatchState;
use crate::calendar;
use crate::money::Fen;
use crate::record::Id;
use crate::records::{BatchStep, BatchStepKind, PayMethod};

/// Working days a public notice hangs; the day of posting is not counted.
pub const NOTICE_DAYS: u16 = 5;

/// A step that may be taken: the facts to add, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPlan {
    pub steps: Vec<PlannedStep>,
    /// A year in between has no holiday table: say [`calendar::MISSING_TABLE_NOTE`].
    pub missing_table: bool,
}

/// One fact of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedStep {
    pub kind: BatchStepKind,
    pub on: NaiveDate,
    pub notice_ends_on: Option<NaiveDate>,
    pub objection_id: Option<Id>,
    pub amount: Option<Fen>,
}

impl PlannedStep {
    /// The record to add; opinion and place are as the user wrote them.
    pub fn record(
        self,
        id: Id,
        batch_id: Id,
        by: &str,
        opinion: Option<String>,
        place: Option<String>,
    ) -> BatchStep {
        BatchStep {
            id,
            batch_id,
            kind: self.kind,
            by: by.to_owned(),
            on: self.on,
            opinion,
            place,
            notice_ends_on: self.notice_ends_on,
            objection_id: self.objection_id,
            amount: self.amount,
        }
    }
}

/// A step as asked for.
pub(super) struct Ask<'a> {
    pub(super) kind: BatchStepKind,
    pub(super) by: &'a str,
    pub(super) on: NaiveDate,
    pub(super) today: NaiveDate,
    pub(super) amount: Option<Fen>,
    pub(super) objection: Option<&'a Id>,
}

impl BatchFacts {
    /// Whether a step may be taken by a user on a day (not later than `today`), and what it adds.
    /// `amount` is the cash taken out or brought back, `objection` the one that is settled.
    pub fn check_step(
        &self,
        kind: BatchStepKind,
        by: &str,
        on: NaiveDate,
        today: NaiveDate,
        amount: Option<Fen>,
        objection: Option<&Id>,
    ) -> Result<StepPlan, Refusal> {
        let ask = Ask {
            kind,
            by,
            on,
            today,
            amount,
            objection,
        };
        self.check_ended(&ask)?;
        self.check_order(&ask)?;
        self.check_who(&ask)?;
        self.check_day(&ask)?;
        match kind {
            BatchStepKind::Released => self.check_release(&ask)?,
            BatchStepKind::ObjectionResolved => self.check_objection(&ask)?,
            BatchStepKind::CashTaken | BatchStepKind::CashReturned => self.check_cash(&ask)?,
            BatchStepKind::Paid => self.check_all_paid()?,
            BatchStepKind::Closed => self.check_balanced()?,
            BatchStepKind::Cancelled => self.check_unpaid()?,
            BatchStepKind::Reviewed | BatchStepKind::Approved => self.check_lines()?,
            BatchStepKind::Drafted
            | BatchStepKind::NoticePosted
            | BatchStepKind::ObjectionRaised => {}
        }
        Ok(self.plan(&ask))
    }

    /// Every step that could follow from where the batch stands, whether this user may take it
    /// today, and if not, why. For cash the whole open amount is assumed, for an objection the
    /// oldest open one.
    pub fn next_steps(
        &self,
        by: &str,
        today: NaiveDate,
    ) -> Vec<(BatchStepKind, Result<(), Refusal>)> {
        let open = self.open_objections();
        let kinds = self.candidates(today, !open.is_empty());
        let kinds = kinds.into_iter();
        kinds
            .map(|kind| {
                let amount = match kind {
                    BatchStepKind::CashTaken => Some(self.cash_needed()),
                    BatchStepKind::CashReturned => Some(self.cash().out),
                    _ => None,
                };
                let objection = open.first().map(|step| &step.id);
                let answer = self.check_step(kind, by, today, today, amount, objection);
                (kind, answer.map(|_| ()))
            })
            .collect()
    }

    fn candidates(&self, today: NaiveDate, objections: bool) -> Vec<BatchStepKind> {
        use BatchStepKind as Step;
        let posted = self.step(Step::NoticePosted).is_some();
        let cash = self.batch.method == PayMethod::Cash;
        let mut kinds = match self.state(today) {
            BatchState::Drafted => vec![Step::Reviewed, Step::Approved],
            BatchState::Reviewed => vec![Step::Approved],
            BatchState::Approved | BatchState::InNotice => {
                let mut kinds = Vec::new();
                if posted {
                    kinds.push(Step::ObjectionRaised);
                } else {
                    kinds.push(Step::NoticePosted);
                }
                if objections {
                    kinds.push(Step::ObjectionResolved);
                }
                kinds.push(Step::Released);
                kinds
            }
            BatchState::Released if cash => {
                vec![Step::CashTaken, Step::CashReturned, Step::Paid]
            }
            BatchState::Released => vec![Step::Paid],
            BatchState::Paid if cash => vec![Step::CashReturned, Step::Closed],
            BatchState::Paid => vec![Step::Closed],
            BatchState::Closed if cash && self.cash().out > Fen::ZERO => vec![Step::CashReturned],
            BatchState::Closed | BatchState::Cancelled => return Vec::new(),
        };
        if !matches!(self.main_state(), BatchState::Paid | BatchState::Closed) {
            kinds.push(Step::Cancelled);
        }
        kinds
    }

    /// A cancelled batch takes nothing, a closed one only cash that came back by a reversal.
    fn check_ended(&self, ask: &Ask) -> Result<(), Refusal> {
        match self.main_state() {
            BatchState::Cancelled => Err(self.ended()),
            BatchState::Closed if ask.kind != BatchStepKind::CashReturned => Err(self.ended()),
            _ => Ok(()),
        }
    }

    fn check_order(&self, ask: &Ask) -> Result<(), Refusal> {
        use BatchState as State;
        use BatchStepKind as Step;
        let state = self.main_state();
        let fits = match ask.kind {
            Step::Drafted => false,
            Step::Reviewed => state == State::Drafted,
            Step::Approved => matches!(state, State::Drafted | State::Reviewed),
            Step::NoticePosted | Step::Released => state == State::Approved,
            Step::ObjectionRaised | Step::ObjectionResolved => {
                state == State::Approved && self.step(Step::NoticePosted).is_some()
            }
            Step::CashTaken | Step::Paid => state == State::Released,
            Step::CashReturned => {
                matches!(state, State::Released | State::Paid | State::Closed)
            }
            Step::Closed => state == State::Paid,
            Step::Cancelled => !matches!(state, State::Paid | State::Closed | State::Cancelled),
        };
        if fits {
            return Ok(());
        }
        let once = matches!(
            ask.kind,
            Step::Drafted | Step::Reviewed | Step::Approved | Step::Released | Step::Paid
        );
        match self.step(ask.kind).filter(|_| once) {
            Some(done) => Err(Refusal::DoneAlready {
                kind: ask.kind,
                by: done.by.clone(),
                on: done.on,
            }),
            None => Err(Refusal::WrongState {
                kind: ask.kind,
                state: self.state(ask.today),
            }),
        }
    }

    fn check_who(&self, ask: &Ask) -> Result<(), Refusal> {
        let judged = matches!(ask.kind, BatchStepKind::Reviewed | BatchStepKind::Approved);
        if judged && ask.by == self.batch.maker {
            return Err(Refusal::MakerMayNot {
                kind: ask.kind,
                maker: self.batch.maker.clone(),
            });
        }
        Ok(())
    }

    fn check_day(&self, ask: &Ask) -> Result<(), Refusal> {
        let (on, today) = (ask.on, ask.today);
        if on > today {
            return Err(Refusal::InFuture { on, today });
        }
        if on < self.batch.made_on {
            return Err(Refusal::TooEarly {
                on,
                after: "拟定",
                day: self.batch.made_on,
            });
        }
        match self.steps.iter().max_by_key(|step| step.on) {
            Some(last) if on < last.on => Err(Refusal::TooEarly {
                on,
                after: last.kind.label(),
                day: last.on,
            }),
            _ => Ok(()),
        }
    }

    fn plan(&self, ask: &Ask) -> StepPlan {
        let mut step = PlannedStep {
            kind: ask.kind,
            on: ask.on,
            notice_ends_on: None,
            objection_id: None,
            amount: None,
        };
        let mut missing_table = false;
        match ask.kind {
            BatchStepKind::NoticePosted => {
                let ends = calendar::add_working_days(ask.on, NOTICE_DAYS);
                missing_table = !ends.missing_years.is_empty();
                step.notice_ends_on = Some(ends.date);
            }
            BatchStepKind::ObjectionResolved => step.objection_id = ask.objection.cloned(),
            BatchStepKind::CashTaken | BatchStepKind::CashReturned => step.amount = ask.amount,
            _ => {}
        }
        let mut steps = Vec::new();
        let unreviewed = self.main_state() == BatchState::Drafted;
        if ask.kind == BatchStepKind::Approved && unreviewed {
            steps.push(PlannedStep {
                kind: BatchStepKind::Reviewed,
                ..step.clone()
            });
        }
        steps.push(step);
        StepPlan {
            steps,
            missing_table,
        }
    }
}
