//! A batch with all its facts, and what follows from them: its state, its lines, its notice.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::state::{BatchState, LineState};
use crate::calendar::Calendar;
use crate::record::Id;
use crate::records::{Batch, BatchStep, BatchStepKind, LineEvent, LineEventKind, PaymentLine};

/// A batch and everything that was ever added to it, each list in the order it was added.
#[derive(Clone, Debug)]
pub struct BatchFacts {
    pub batch: Batch,
    pub steps: Vec<BatchStep>,
    pub lines: Vec<PaymentLine>,
    pub events: Vec<LineEvent>,
}

/// Where the money of a line goes: the line's account, or the one after the last repair.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Account {
    pub holder: Option<String>,
    pub card: Option<String>,
    pub bank: Option<String>,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Account(…)")
    }
}

/// The public notice (公示) of a batch on one day.
#[derive(Clone, Debug)]
pub struct Notice {
    pub posted_on: NaiveDate,
    /// Last day, inclusive; nothing is released before the day after.
    pub ends_on: NaiveDate,
    /// Working days left, today included; 0 = over.
    pub days_left: u32,
    /// True from the day after `ends_on`.
    pub over: bool,
    /// Objections that are not settled.
    pub open_objections: Vec<BatchStep>,
    /// A year in between has no holiday table: only weekends were left out.
    pub missing_table: bool,
}

impl BatchFacts {
    /// A batch with no facts yet.
    pub fn new(batch: Batch) -> Self {
        Self {
            batch,
            steps: Vec::new(),
            lines: Vec::new(),
            events: Vec::new(),
        }
    }

    /// Where the batch stands on a day.
    pub fn state(&self, today: NaiveDate) -> BatchState {
        let state = self.main_state();
        if state != BatchState::Approved {
            return state;
        }
        match self.notice(today) {
            Some(notice) if !notice.over || !notice.open_objections.is_empty() => {
                BatchState::InNotice
            }
            _ => BatchState::Approved,
        }
    }

    /// The state by steps alone: a running notice counts as approved.
    pub fn main_state(&self) -> BatchState {
        let order = [
            (BatchStepKind::Cancelled, BatchState::Cancelled),
            (BatchStepKind::Closed, BatchState::Closed),
            (BatchStepKind::Paid, BatchState::Paid),
            (BatchStepKind::Released, BatchState::Released),
            (BatchStepKind::Approved, BatchState::Approved),
            (BatchStepKind::Reviewed, BatchState::Reviewed),
        ];
        let reached = order.iter().find(|(kind, _)| self.step(*kind).is_some());
        reached.map_or(BatchState::Drafted, |(_, state)| *state)
    }

    /// The last step of a kind.
    pub fn step(&self, kind: BatchStepKind) -> Option<&BatchStep> {
        self.steps.iter().rfind(|step| step.kind == kind)
    }

    /// The public notice, when one was posted. The last posted one counts.
    pub fn notice(&self, today: NaiveDate) -> Option<Notice> {
        let posted = self.step(BatchStepKind::NoticePosted)?;
        let calendar = Calendar::built_in();
        let counted = calendar.add_working_days(posted.on, super::NOTICE_DAYS);
        let ends_on = posted.notice_ends_on.unwrap_or(counted.date);
        let over = today > ends_on;
        let counted_from = today
            .pred_opt()
            .filter(|day| *day > posted.on)
            .unwrap_or(posted.on);
        let days_left = if over {
            0
        } else {
            calendar.working_days_between(counted_from, ends_on)
        };
        Some(Notice {
            posted_on: posted.on,
            ends_on,
            days_left: u32::try_from(days_left).unwrap_or_default(),
            over,
            open_objections: self.open_objections(),
            missing_table: !counted.missing_years.is_empty(),
        })
    }

    /// Objections that no step has settled.
    pub fn open_objections(&self) -> Vec<BatchStep> {
        let settled: HashSet<&Id> = self
            .steps
            .iter()
            .filter(|step| step.kind == BatchStepKind::ObjectionResolved)
            .filter_map(|step| step.objection_id.as_ref())
            .collect();
        let raised = self.steps.iter();
        raised
            .filter(|step| step.kind == BatchStepKind::ObjectionRaised)
            .filter(|step| !settled.contains(&step.id))
            .cloned()
            .collect()
    }

    /// The line with this id.
    pub fn line(&self, line_id: &Id) -> Option<&PaymentLine> {
        self.lines.iter().find(|line| line.id == *line_id)
    }

    /// Where one line stands; `None` when the batch has no such line. For many lines use
    /// [`Self::line_states`], which looks at every fact once.
    pub fn line_state(&self, line_id: &Id) -> Option<LineState> {
        let line = self.line(line_id)?;
        let reversed = self.reversal_of(line_id).is_some();
        let events = self.events.iter().filter(|event| event.line_id == *line_id);
        let by_events = events.fold(LineState::Waiting, |state, event| after(state, event.kind));
        Some(standing(line, reversed, self.is_cancelled(), by_events))
    }

    /// Where every line stands, in the order of `lines`.
    pub fn line_states(&self) -> Vec<LineState> {
        let mut by_line: HashMap<&Id, LineState> = HashMap::with_capacity(self.lines.len());
        for event in &self.events {
            let state = by_line.entry(&event.line_id).or_insert(LineState::Waiting);
            *state = after(*state, event.kind);
        }
        let reversed: HashSet<&Id> = self
            .lines
            .iter()
            .filter_map(|line| line.reverses.as_ref())
            .collect();
        let cancelled = self.is_cancelled();
        let state = |line: &PaymentLine| {
            let by_events = by_line.get(&line.id).copied();
            standing(
                line,
                reversed.contains(&line.id),
                cancelled,
                by_events.unwrap_or(LineState::Waiting),
            )
        };
        self.lines.iter().map(state).collect()
    }

    /// The line that takes this one back.
    pub fn reversal_of(&self, line_id: &Id) -> Option<&PaymentLine> {
        let mut lines = self.lines.iter();
        lines.find(|line| line.reverses.as_ref() == Some(line_id))
    }

    /// The account of a line, after the last repair.
    pub fn account_of(&self, line: &PaymentLine) -> Account {
        let repairs = self.events.iter();
        repaired(line, repairs.filter(|event| event.line_id == line.id))
    }

    /// The account of every line, in the order of `lines`; looks at every event once.
    pub fn accounts(&self) -> Vec<Account> {
        let mut by_line: HashMap<&Id, Vec<&LineEvent>> = HashMap::new();
        let repairs = self.events.iter();
        for event in repairs.filter(|event| event.kind == LineEventKind::Repaired) {
            by_line.entry(&event.line_id).or_default().push(event);
        }
        let none = Vec::new();
        let account = |line: &PaymentLine| {
            let events = by_line.get(&line.id).unwrap_or(&none);
            repaired(line, events.iter().copied())
        };
        self.lines.iter().map(account).collect()
    }
}

/// What an event makes of a line. Paid stays paid whatever arrives afterwards (two laptops may
/// have answered for one line): only a reversal takes money back.
pub(super) fn after(state: LineState, kind: LineEventKind) -> LineState {
    match (state, kind) {
        (LineState::Paid, _) | (_, LineEventKind::Paid | LineEventKind::Signed) => LineState::Paid,
        (_, LineEventKind::Bounced) => LineState::Bounced,
        (_, LineEventKind::Exported) => LineState::Exported,
        // The bank has not answered yet: a changed account does not call the order back.
        (LineState::Exported, LineEventKind::Repaired) => LineState::Exported,
        (_, LineEventKind::Repaired) => LineState::Waiting,
        (_, LineEventKind::NotCollected) => LineState::NotCollected,
    }
}

fn standing(
    line: &PaymentLine,
    reversed: bool,
    cancelled: bool,
    by_events: LineState,
) -> LineState {
    if line.reverses.is_some() {
        LineState::Reversal
    } else if reversed {
        LineState::Reversed
    } else if cancelled {
        LineState::Cancelled
    } else {
        by_events
    }
}

fn repaired<'a>(line: &PaymentLine, events: impl Iterator<Item = &'a LineEvent>) -> Account {
    let mut account = Account {
        holder: line.card_holder.clone(),
        card: line.card_no.clone(),
        bank: line.bank.clone(),
    };
    for event in events.filter(|event| event.kind == LineEventKind::Repaired) {
        let keep = |new: &Option<String>, old: Option<String>| new.clone().or(old);
        account = Account {
            holder: keep(&event.card_holder, account.holder),
            card: keep(&event.card_no, account.card),
            bank: keep(&event.bank, account.bank),
        };
    }
    account
}
