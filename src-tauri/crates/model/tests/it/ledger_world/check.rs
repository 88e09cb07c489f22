//! What must hold after every operation: the model's sums against the journal's.

use chrono::Datelike;
use songnuan_model::ledger::{BatchFacts, BatchState, FundFacts, LineState};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{AidKind, BatchStepKind, LineEventKind, Role};

use super::{USERS, World, file, household, number, person_id};

/// Caps of the pack in force (demo-a), fen.
const LIVING_CAP: i64 = 12 * 97_000;
const TEMPORARY_CAP: i64 = 300_000;
const CONDOLENCE_CAP: Fen = Fen(300_000);

impl World {
    pub fn check(&self) {
        self.check_funds();
        self.check_people();
        self.check_caps();
        for batch in &self.batches {
            check_states(batch, self);
            check_signatures(batch);
            check_payments(batch);
        }
        assert!(
            self.journal.payments.values().all(|times| *times == 1),
            "paid twice"
        );
    }

    fn check_funds(&self) {
        for (at, (fund, entries)) in self.funds.iter().enumerate() {
            let facts = FundFacts::new(fund.clone(), entries, self.drawn_on(at));
            let drawn = self.journal.drawn.get(&at).copied().unwrap_or_default();
            assert_eq!(facts.committed, Fen(drawn), "drawn from fund {at}");
            assert_eq!(facts.left(), Fen(facts.received.0 - drawn));
            assert!(
                !facts.left().is_negative(),
                "fund {at} gave more than it had"
            );
            let batches = self.batches.iter().filter(|b| b.batch.fund_id == fund.id);
            let committed = Fen::sum(batches.map(BatchFacts::committed)).unwrap();
            assert_eq!(committed, facts.committed, "batch by batch");
        }
    }

    fn check_people(&self) {
        for person in 0..6 {
            let id = person_id(person);
            let (mut total, mut in_hand) = (0, 0);
            for batch in &self.batches {
                for (line, state) in batch.lines.iter().zip(batch.line_states()) {
                    if line.person_id != id {
                        continue;
                    }
                    if state != LineState::Cancelled && !batch.is_cancelled() {
                        total += line.amount.0;
                    }
                    if state == LineState::Paid {
                        in_hand += line.amount.0;
                    }
                }
            }
            let journal = |map: &std::collections::BTreeMap<usize, i64>| {
                map.get(&person).copied().unwrap_or_default()
            };
            assert_eq!(
                total,
                journal(&self.journal.people),
                "total of person {person}"
            );
            assert_eq!(
                in_hand,
                journal(&self.journal.in_hand),
                "money of person {person}"
            );
        }
        let paid = Fen::sum(self.batches.iter().map(BatchFacts::paid)).unwrap();
        assert_eq!(paid.0, self.journal.in_hand.values().sum::<i64>());
    }

    fn check_caps(&self) {
        let totals = self.totals();
        let living = (AidKind::LivingAid, None);
        let temporary = (AidKind::TemporaryAid, None);
        let on = self.today;
        for person in 0..6 {
            let home = household(person);
            let used = totals.used(
                &person_id(person),
                Some(&Id::new(format!("household {home}"))),
                on,
            );
            let of = |map: &std::collections::BTreeMap<_, Fen>, key| {
                map.get(&key).map_or(0, |fen: &Fen| fen.0)
            };
            let year = on.year();
            let journal = self
                .journal
                .living
                .get(&(home, year))
                .copied()
                .unwrap_or_default();
            assert_eq!(
                of(&used.household_year, living),
                journal,
                "household {home}"
            );
            assert!(journal <= LIVING_CAP, "household {home}: {journal}");
            let journal = self
                .journal
                .temporary
                .get(&(person, year))
                .copied()
                .unwrap_or_default();
            assert_eq!(of(&used.person_year, temporary), journal, "person {person}");
            assert!(journal <= TEMPORARY_CAP, "person {person}: {journal}");
        }
        // No single condolence over its cap, no aid without an active file.
        for line in self.batches.iter().flat_map(|batch| &batch.lines) {
            let condolence = line.aid_kind == AidKind::CondolenceMoney;
            assert!(!condolence || line.amount <= CONDOLENCE_CAP);
            let filed = file(number(&line.person_id))
                .is_some_and(|status| status == songnuan_model::records::FileStatus::Active);
            assert!(filed || !songnuan_model::ledger::kind_needs_file(line.aid_kind));
        }
    }
}

/// One line at a time and all at once say the same, and fit the state of the batch.
fn check_states(batch: &BatchFacts, world: &World) {
    let states = batch.line_states();
    let state = batch.state(world.today);
    for (line, of_line) in batch.lines.iter().zip(&states) {
        assert_eq!(batch.line_state(&line.id), Some(*of_line));
        let reversals = batch.lines.iter();
        let reversals = reversals.filter(|other| other.reverses.as_ref() == Some(&line.id));
        let reversals: Vec<_> = reversals.collect();
        assert!(reversals.len() <= 1 && line.reverses.as_ref() != Some(&line.id));
        assert!(reversals.iter().all(|back| back.amount.0 == -line.amount.0));
        assert!(
            line.reverses.is_none() || reversals.is_empty(),
            "a reversal was reversed"
        );
        assert_eq!(line.amount.is_negative(), line.reverses.is_some());
    }
    match state {
        BatchState::Cancelled => {
            assert_eq!((batch.paid(), batch.committed()), (Fen::ZERO, Fen::ZERO));
        }
        BatchState::Paid | BatchState::Closed => {
            assert_eq!(batch.paid(), batch.net(), "everything left was paid");
        }
        BatchState::Released => {}
        _ => assert_eq!(batch.paid(), Fen::ZERO, "paid before release"),
    }
}

/// Whoever reviewed and approved is another than the maker, and may.
fn check_signatures(batch: &BatchFacts) {
    for step in &batch.steps {
        let judged = matches!(step.kind, BatchStepKind::Reviewed | BatchStepKind::Approved);
        assert!(
            !judged || step.by != batch.batch.maker,
            "approved their own"
        );
        if step.kind == BatchStepKind::Approved {
            let (_, roles) = USERS.iter().find(|(name, _)| *name == step.by).unwrap();
            assert!(roles.contains(&Role::Leader));
        }
    }
    let released = batch.step(BatchStepKind::Released);
    assert!(released.is_none() || batch.step(BatchStepKind::Approved).is_some());
}

/// A line is paid at most once, after release, and after the notice.
fn check_payments(batch: &BatchFacts) {
    for line in &batch.lines {
        let events = batch.events.iter().filter(|event| event.line_id == line.id);
        let paid = events
            .filter(|event| matches!(event.kind, LineEventKind::Paid | LineEventKind::Signed));
        let paid: Vec<_> = paid.collect();
        assert!(paid.len() <= 1, "paid twice");
        assert!(paid.is_empty() || line.reverses.is_none());
        for event in paid {
            let released = batch.step(BatchStepKind::Released).unwrap();
            assert!(event.on >= released.on);
            let posted = batch.step(BatchStepKind::NoticePosted);
            assert!(posted.is_some() || !batch.batch.needs_notice);
            assert!(posted.is_none_or(|posted| released.on > posted.notice_ends_on.unwrap()));
        }
    }
}
