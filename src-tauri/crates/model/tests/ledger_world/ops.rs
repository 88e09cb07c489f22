//! Operations as the use cases carry them out: role, rules, then facts, then the journal.

use chrono::{Datelike, Days, NaiveDate};
use songnuan_model::caps::{Ask, Given, RunningTotals, counted_on, room};
use songnuan_model::ledger::{BatchFacts, FundFacts, LineAsk, LineState, Refusal, check_line};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, Batch, BatchStepKind, CountUnit, LineEvent, LineEventKind, PayMethod, PaymentLine,
};
use songnuan_model::roles::{Act, may};

use super::{Op, USERS, World, file, household, number, pack, person_id};

type Lines = [(usize, AidKind, i64)];

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

    fn see(&mut self, what: &'static str) {
        *self.journal.seen.entry(what).or_default() += 1;
    }

    fn allowed(&mut self, user: usize, act: Act) -> bool {
        let allowed = may(USERS[user].1, act);
        if !allowed {
            self.see("refused role");
        }
        allowed
    }

    /// A batch of those lines that may be drafted; nothing when one may not.
    fn draft(&mut self, user: usize, fund: usize, method: PayMethod, notice: bool, lines: &Lines) {
        if !self.allowed(user, Act::DraftBatches) || self.batches.len() > 7 {
            return;
        }
        if !lines
            .iter()
            .all(|line| check_line(&ask(line, method)).is_ok())
        {
            return;
        }
        let facts = FundFacts::new(
            self.funds[fund].0.clone(),
            &self.funds[fund].1,
            self.drawn_on(fund),
        );
        let net = Fen::sum(lines.iter().map(|line| Fen(line.2))).unwrap();
        if facts.check(self.today, net).is_err() {
            return self.see("refused fund");
        }
        if self.over_cap(&lines) {
            return self.see("refused cap");
        }
        let id = Id::new(format!("batch {}", self.batches.len()));
        let mut facts = BatchFacts::new(Batch {
            id: id.clone(),
            no: format!("2025-{:03}", self.batches.len() + 1),
            campaign_id: None,
            fund_id: self.funds[fund].0.id.clone(),
            method,
            purpose: "送温暖".to_owned(),
            needs_notice: notice,
            maker: USERS[user].0.to_owned(),
            made_on: self.today,
            note: None,
        });
        for (at, (person, kind, amount)) in lines.iter().enumerate() {
            let line = self.line(&facts, at, *person, *kind, *amount);
            facts.lines.push(line);
            self.count(fund, *person, *kind, *amount, self.today.year());
        }
        self.batches.push(facts);
    }

    /// The batches of a fund, as the fund's sums want them.
    pub fn drawn_on(&self, fund: usize) -> Vec<(bool, &[PaymentLine])> {
        let id = &self.funds[fund].0.id;
        let batches = self.batches.iter().filter(|b| b.batch.fund_id == *id);
        batches
            .map(|b| (b.is_cancelled(), b.lines.as_slice()))
            .collect()
    }

    /// Running totals of every line that counts.
    pub fn totals(&self) -> RunningTotals {
        let mut totals = RunningTotals::default();
        for batch in self.batches.iter().filter(|batch| !batch.is_cancelled()) {
            for (line, on) in batch.lines.iter().zip(counted_on(&batch.lines)) {
                totals.add(&given(line, on));
            }
        }
        totals
    }

    fn over_cap(&self, lines: &Lines) -> bool {
        let mut totals = self.totals();
        lines.iter().any(|(person, kind, amount)| {
            let line = self.line(&self.draft_of(), 0, *person, *kind, *amount);
            let used = totals.used(&line.person_id, line.household_id.as_ref(), self.today);
            totals.add(&given(&line, self.today));
            let ask = Ask {
                kind: *kind,
                on: self.today,
                category: "deep",
                occasion: None,
                amount: Fen(*amount),
                cost: None,
                students: 1,
            };
            let rooms = room(pack(), &ask, &used);
            rooms.first().is_some_and(|room| room.is_over(Fen(*amount)))
        })
    }

    /// The head of a batch, for lines that are only tried.
    fn draft_of(&self) -> BatchFacts {
        BatchFacts::new(Batch {
            id: Id::new("trial"),
            no: String::new(),
            campaign_id: None,
            fund_id: Id::new("trial"),
            method: PayMethod::Cash,
            purpose: String::new(),
            needs_notice: false,
            maker: String::new(),
            made_on: self.today,
            note: None,
        })
    }

    fn line(
        &self,
        facts: &BatchFacts,
        at: usize,
        person: usize,
        kind: AidKind,
        amount: i64,
    ) -> PaymentLine {
        PaymentLine {
            id: Id::new(format!("{} line {at}", facts.batch.id)),
            batch_id: facts.batch.id.clone(),
            campaign_id: None,
            fund_id: facts.batch.fund_id.clone(),
            seq: u32::try_from(at + 1).unwrap(),
            item_id: None,
            person_id: person_id(person),
            household_id: Some(Id::new(format!("household {}", household(person)))),
            file_id: None,
            aid_kind: kind,
            unit: CountUnit::Person,
            category: "deep".to_owned(),
            amount: Fen(amount),
            on: self.today,
            card_holder: None,
            card_no: None,
            bank: None,
            goods: None,
            temporary_reason: None,
            reverses: None,
            reason: None,
            by: facts.batch.maker.clone(),
        }
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

    fn count(&mut self, fund: usize, person: usize, kind: AidKind, amount: i64, year: i32) {
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

fn ask((person, kind, amount): &(usize, AidKind, i64), method: PayMethod) -> LineAsk<'static> {
    LineAsk {
        kind: *kind,
        amount: Fen(*amount),
        goods: false,
        method,
        account: true,
        file: file(*person),
        temporary_reason: None,
    }
}

fn given(line: &PaymentLine, on: NaiveDate) -> Given<'_> {
    Given {
        person: &line.person_id,
        household: line.household_id.as_ref(),
        kind: line.aid_kind,
        occasion: None,
        on,
        amount: line.amount,
    }
}
