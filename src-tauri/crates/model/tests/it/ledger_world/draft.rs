//! Drafting: lines, fund and caps are checked, then the batch stands and counts.

use chrono::{Datelike, NaiveDate};
use songnuan_model::caps::{Ask, Given, RunningTotals, counted_on, room};
use songnuan_model::ledger::{BatchFacts, FundFacts, LineAsk, check_line};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{AidKind, Batch, CountUnit, PayMethod, PaymentLine};
use songnuan_model::roles::Act;

use super::{USERS, World, file, household, pack, person_id};

type Lines = [(usize, AidKind, i64)];

impl World {
    /// A batch of those lines that may be drafted; nothing when one may not.
    pub fn draft(
        &mut self,
        user: usize,
        fund: usize,
        method: PayMethod,
        notice: bool,
        lines: &Lines,
    ) {
        if !self.allowed(user, Act::DraftBatches) || self.batches.len() > 7 {
            return;
        }
        let fits = |line: &&(usize, AidKind, i64)| check_line(&ask(line, method)).is_ok();
        let lines: Vec<_> = lines.iter().filter(fits).copied().collect();
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

    pub fn line(
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
