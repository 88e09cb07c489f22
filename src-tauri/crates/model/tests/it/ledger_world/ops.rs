//! Operations as the use cases carry them out: role, rules, then facts, then the journal.

use chrono::{Datelike, Days};
use songnuan_model::caps::counted_on;
use songnuan_model::ledger::{BatchFacts, LineState, Refusal};
use songnuan_model::money::Fen;
use songnuan_model::records::{
    AidKind, BatchStepKind, LineEvent, LineEventKind, PayMethod, PaymentLine,
};
use songnuan_model::roles::{Act, may};

use super::{Op, USERS, World, household, number};

impl World {
    pub fn apply(&mut self, op: &Op) {
        match op {
            Op::Days(days) => self.today = self.today + Days::new(*days),
            Op::Draft {
                user,
                fund,
                method,
                notice,
                lines,
            } => self.draft(*user, *fund, *method, *notice, lines),
            Op::Next {
                user,
                batch,
                choice,
            } => self.next(*user, *batch, *choice),
            Op::Step {
                user,
                batch,
                kind,
                amount,
            } => self.step(*user, *batch, *kind, Some(Fen(*amount))),
            Op::Pay {
                user,
                batch,
                line,
                luck,
            } => self.pay(*user, *batch, *line, *luck),
            Op::Event {
                user,
                batch,
                line,
                kind,
            } => self.event(*user, *batch, *line, *kind),
            Op::Reverse { user, batch, line } => self.reverse(*user, *batch, *line),
        }
    }

    pub fn see(&mut self, what: &'static str) {
        *self.journal.seen.entry(what).or_default() += 1;
    }

    pub fn allowed(&mut self, user: usize, act: Act) -> bool {
        let allowed = may(USERS[user].1, act);
        if !allowed {
            self.see("refused role");
        }
        allowed
    }

    /// One of the steps the page would offer.
    fn next(&mut self, user: usize, batch: usize, choice: usize) {
        let Some(batch) = self.pick(batch) else {
            return;
        };
        let facts = &self.batches[batch];
        let next = facts.next_steps(USERS[user].0, self.today);
        // Mostly forward: cancelling is the last of them, and rare.
        let forward = next.iter().filter(|(kind, _)| {
            *kind != BatchStepKind::Cancelled && *kind != BatchStepKind::ObjectionRaised
                || choice == 7
        });
        let mut open: Vec<BatchStepKind> = forward
            .filter(|(_, answer)| match answer {
                Ok(()) => true,
                // Tried all the same, and to be refused.
                Err(refusal) => matches!(
                    refusal,
                    Refusal::MakerMayNot { .. } | Refusal::NoticeRunning { .. }
                ),
            })
            .map(|(kind, _)| *kind)
            .collect();
        open.reverse();
        let Some(kind) = open.get(choice % open.len().max(1)).copied() else {
            return;
        };
        let amount = match kind {
            BatchStepKind::CashTaken => facts.cash_needed(),
            _ => facts.cash().out,
        };
        self.step(user, batch, kind, Some(amount));
    }

    fn step(&mut self, user: usize, batch: usize, kind: BatchStepKind, amount: Option<Fen>) {
        let act = match kind {
            BatchStepKind::Reviewed => Act::ReviewBatches,
            BatchStepKind::Approved => Act::ApproveBatches,
            BatchStepKind::Drafted => Act::DraftBatches,
            _ => Act::PayBatches,
        };
        let allowed = self.allowed(user, act);
        let Some(batch) = self.pick(batch).filter(|_| allowed) else {
            return;
        };
        let facts = &self.batches[batch];
        let objection = facts.open_objections().first().map(|step| step.id.clone());
        let (by, today) = (USERS[user].0, self.today);
        match facts.check_step(kind, by, today, today, amount, objection.as_ref()) {
            Ok(plan) => {
                for planned in plan.steps {
                    let id = self.id();
                    let facts = &mut self.batches[batch];
                    let record = planned.record(id, facts.batch.id.clone(), by, None, None);
                    facts.steps.push(record);
                }
                self.after_step(batch, kind);
            }
            Err(Refusal::MakerMayNot { .. }) => self.see("refused maker"),
            Err(Refusal::NoticeRunning { .. }) => self.see("refused notice"),
            Err(Refusal::ClosedAlready { .. } | Refusal::DoneAlready { .. }) => {
                self.see("refused twice");
            }
            Err(_) => {}
        }
    }

    fn after_step(&mut self, batch: usize, kind: BatchStepKind) {
        match kind {
            BatchStepKind::Closed => self.see("closed"),
            BatchStepKind::Cancelled => {
                self.see("cancelled");
                // Everything drafted in it is free again.
                let fund = number(&self.batches[batch].batch.fund_id);
                let lines = self.batches[batch].lines.clone();
                for (line, on) in lines.iter().zip(counted_on(&lines)) {
                    let (person, year) = (number(&line.person_id), on.year());
                    self.count(fund, person, line.aid_kind, -line.amount.0, year);
                }
            }
            _ => {}
        }
    }

    /// One of the batches there are.
    fn pick(&self, batch: usize) -> Option<usize> {
        (!self.batches.is_empty()).then(|| batch % self.batches.len())
    }

    fn pay(&mut self, user: usize, batch: usize, line: usize, luck: u8) {
        let Some(facts) = self.pick(batch).map(|at| &self.batches[at]) else {
            return;
        };
        let state = pick_line(facts, line).and_then(|line| facts.line_state(&line.id));
        let kind = match (facts.batch.method, state, luck) {
            (PayMethod::Cash, _, 0) => LineEventKind::NotCollected,
            (PayMethod::Cash, _, _) => LineEventKind::Signed,
            (PayMethod::Bank, Some(LineState::Exported), 0) => LineEventKind::Bounced,
            (PayMethod::Bank, Some(LineState::Exported), _) => LineEventKind::Paid,
            (PayMethod::Bank, Some(LineState::Bounced), _) => LineEventKind::Repaired,
            (PayMethod::Bank, _, _) => LineEventKind::Exported,
        };
        self.event(user, batch, line, kind);
    }

    fn event(&mut self, user: usize, batch: usize, line: usize, kind: LineEventKind) {
        let allowed = self.allowed(user, Act::PayBatches);
        let Some(batch) = self.pick(batch).filter(|_| allowed) else {
            return;
        };
        let Some(line) = pick_line(&self.batches[batch], line) else {
            return;
        };
        match self.batches[batch].check_event(&line.id, kind, self.today, self.today) {
            Ok(()) => {}
            Err(Refusal::LinePaid) => return self.see("refused twice"),
            Err(_) => return,
        }
        let event = LineEvent {
            id: self.id(),
            batch_id: line.batch_id.clone(),
            line_id: line.id.clone(),
            kind,
            by: USERS[user].0.to_owned(),
            on: self.today,
            reason: None,
            card_holder: None,
            card_no: None,
            bank: None,
            proxy_name: None,
            proxy_relation: None,
            proxy_id_no: None,
            reference: None,
        };
        self.batches[batch].events.push(event);
        match kind {
            LineEventKind::Paid | LineEventKind::Signed => {
                self.see("paid");
                *self.journal.payments.entry(line.id.0.clone()).or_default() += 1;
                let in_hand = self.journal.in_hand.entry(number(&line.person_id));
                *in_hand.or_default() += line.amount.0;
            }
            LineEventKind::Bounced => self.see("bounced"),
            LineEventKind::Repaired => self.see("repaired"),
            LineEventKind::Exported | LineEventKind::NotCollected => {}
        }
    }

    fn reverse(&mut self, user: usize, batch: usize, line: usize) {
        let allowed = self.allowed(user, Act::PayBatches);
        let Some(batch) = self.pick(batch).filter(|_| allowed) else {
            return;
        };
        let facts = &self.batches[batch];
        let Some(line) = pick_line(facts, line) else {
            return;
        };
        let paid = facts.line_state(&line.id) == Some(LineState::Paid);
        let amount = match facts.check_reversal(&line.id) {
            Ok(amount) => amount,
            Err(Refusal::ReversalOfReversal | Refusal::LineReversed) => {
                return self.see("refused twice");
            }
            Err(_) => return,
        };
        let (person, fund) = (number(&line.person_id), number(&line.fund_id));
        let mut back = self.line(facts, facts.lines.len(), person, line.aid_kind, amount.0);
        back.reverses = Some(line.id.clone());
        // Money that comes back makes room in the year it was given in, not in the next.
        let year = line.on.year();
        self.batches[batch].lines.push(back);
        self.count(fund, person, line.aid_kind, amount.0, year);
        self.see("reversed");
        if paid {
            self.see("reversed paid");
            *self.journal.in_hand.entry(person).or_default() += amount.0;
        }
    }

    pub fn count(&mut self, fund: usize, person: usize, kind: AidKind, amount: i64, year: i32) {
        *self.journal.drawn.entry(fund).or_default() += amount;
        *self.journal.people.entry(person).or_default() += amount;
        if kind == AidKind::LivingAid {
            let living = self.journal.living.entry((household(person), year));
            *living.or_default() += amount;
        }
        if kind == AidKind::TemporaryAid {
            let temporary = self.journal.temporary.entry((person, year));
            *temporary.or_default() += amount;
        }
    }
}

fn pick_line(facts: &BatchFacts, line: usize) -> Option<PaymentLine> {
    let at = line % facts.lines.len().max(1);
    facts.lines.get(at).cloned()
}
