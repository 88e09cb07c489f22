//! The ledger by example: a batch's life by bank and in cash, and which event may follow which.

#![allow(clippy::unwrap_used)]

use crate::ledger_common;

use ledger_common::{
    CLERK, LEADER, batch, day, event, event_of, released, reverse, step, step_with,
};
use songnuan_model::ledger::{BatchFacts, BatchState, Cash, LineState, Refusal};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{BatchStepKind as Step, LineEventKind as Event, PayMethod};

fn states(facts: &BatchFacts) -> Vec<LineState> {
    let states = facts.line_states();
    for (line, state) in facts.lines.iter().zip(&states) {
        assert_eq!(facts.line_state(&line.id), Some(*state), "one by one");
    }
    states
}

#[test]
fn by_bank_with_a_bounce_repaired_and_paid_once() {
    let mut facts = batch(PayMethod::Bank, &[100_000, 50_000]);
    assert_eq!(facts.state(day("2017-01-09")), BatchState::Drafted);
    step(&mut facts, Step::Reviewed, CLERK, "2017-01-09").unwrap();
    assert_eq!(facts.state(day("2017-01-09")), BatchState::Reviewed);
    step(&mut facts, Step::Approved, LEADER, "2017-01-10").unwrap();
    assert_eq!(facts.state(day("2017-01-10")), BatchState::Approved);
    step(&mut facts, Step::Released, CLERK, "2017-01-11").unwrap();
    for id in ["l1", "l2"] {
        event(&mut facts, id, Event::Exported, "2017-01-11").unwrap();
    }
    assert_eq!(states(&facts), [LineState::Exported; 2]);
    event(&mut facts, "l1", Event::Paid, "2017-01-12").unwrap();
    event(&mut facts, "l2", Event::Bounced, "2017-01-12").unwrap();
    assert_eq!(states(&facts), [LineState::Paid, LineState::Bounced]);
    assert_eq!((facts.net(), facts.paid()), (Fen(150_000), Fen(100_000)));

    let mut repair = event_of(&facts, "l2", Event::Repaired, day("2017-01-13"));
    repair.card_no = Some("6222021001000000015".to_owned());
    facts.events.push(repair);
    assert_eq!(facts.line_state(&Id::new("l2")), Some(LineState::Waiting));
    let account = facts.account_of(&facts.lines[1]);
    assert_eq!(account.card.as_deref(), Some("6222021001000000015"));
    assert_eq!(account.holder.as_deref(), Some("甲"));
    assert_eq!(facts.accounts()[1], account);
    assert_eq!(format!("{account:?}"), "Account(…)");

    event(&mut facts, "l2", Event::Exported, "2017-01-13").unwrap();
    event(&mut facts, "l2", Event::Paid, "2017-01-16").unwrap();
    assert_eq!(
        event(&mut facts, "l2", Event::Paid, "2017-01-16"),
        Err(Refusal::LinePaid)
    );
    step(&mut facts, Step::Paid, CLERK, "2017-01-16").unwrap();
    step(&mut facts, Step::Closed, CLERK, "2017-01-17").unwrap();
    assert_eq!(facts.state(day("2017-01-17")), BatchState::Closed);
    assert_eq!(
        (facts.paid(), facts.committed()),
        (Fen(150_000), Fen(150_000))
    );
    // Years later a line proves wrong: it is taken back, nothing is edited.
    reverse(&mut facts, "l1").unwrap();
    assert_eq!((facts.net(), facts.paid()), (Fen(50_000), Fen(50_000)));
    assert_eq!(
        states(&facts),
        [LineState::Reversed, LineState::Paid, LineState::Reversal]
    );
}

#[test]
fn in_cash_with_somebody_who_did_not_come() {
    let mut facts = released(PayMethod::Cash, &[80_000, 20_000, 5_000]);
    let take = |facts: &mut BatchFacts, kind, yuan| {
        step_with(facts, kind, CLERK, "2017-01-12", Some(yuan), None)
    };
    take(&mut facts, Step::CashTaken, 105_000).unwrap();
    event(&mut facts, "l1", Event::Signed, "2017-01-12").unwrap();
    event(&mut facts, "l2", Event::NotCollected, "2017-01-12").unwrap();
    event(&mut facts, "l3", Event::NotCollected, "2017-01-12").unwrap();
    // One came after all.
    event(&mut facts, "l3", Event::Signed, "2017-01-12").unwrap();
    let out = Fen(20_000);
    assert_eq!(
        facts.cash(),
        Cash {
            taken: Fen(105_000),
            signed: Fen(85_000),
            returned: Fen(0),
            out
        }
    );
    assert_eq!(
        step(&mut facts, Step::Paid, CLERK, "2017-01-13"),
        Err(Refusal::LinesOpen {
            waiting: 0,
            exported: 0,
            bounced: 0,
            not_collected: 1
        })
    );
    reverse(&mut facts, "l2").unwrap();
    step(&mut facts, Step::Paid, CLERK, "2017-01-13").unwrap();
    let refused = step(&mut facts, Step::Closed, CLERK, "2017-01-13").unwrap_err();
    assert!(refused.sentence().contains("还有 200.00 元没有交回"));
    step_with(
        &mut facts,
        Step::CashReturned,
        CLERK,
        "2017-01-13",
        Some(20_000),
        None,
    )
    .unwrap();
    step(&mut facts, Step::Closed, CLERK, "2017-01-13").unwrap();
    // The second clerk is told who was first.
    let second = step(&mut facts, Step::Closed, LEADER, "2017-01-14").unwrap_err();
    assert_eq!(
        second,
        Refusal::ClosedAlready {
            by: CLERK.to_owned(),
            on: day("2017-01-13")
        }
    );
    assert!(
        second
            .sentence()
            .contains("已由李干事于 2017-01-13 归档结清")
    );
    // A signed amount that comes back later must be brought back too.
    reverse(&mut facts, "l1").unwrap();
    assert_eq!(facts.cash().out, Fen(80_000));
    assert_eq!(facts.next_steps(CLERK, day("2017-02-01")).len(), 1);
    step_with(
        &mut facts,
        Step::CashReturned,
        CLERK,
        "2017-02-01",
        Some(80_000),
        None,
    )
    .unwrap();
    assert_eq!((facts.cash().out, facts.paid()), (Fen(0), Fen(5_000)));
}

#[test]
fn every_event_by_where_the_line_stands() {
    let bank = |events: &[Event]| {
        let mut facts = released(PayMethod::Bank, &[100]);
        for kind in events {
            event(&mut facts, "l1", *kind, "2017-01-11").unwrap();
        }
        facts
    };
    let may = |facts: &BatchFacts| -> Vec<Event> {
        let all = [
            Event::Exported,
            Event::Paid,
            Event::Bounced,
            Event::Repaired,
            Event::Signed,
            Event::NotCollected,
        ];
        let on = day("2017-01-11");
        let fits = |kind: &Event| facts.check_event(&Id::new("l1"), *kind, on, on).is_ok();
        all.into_iter().filter(fits).collect()
    };
    let cases: [(&[Event], &[Event]); 5] = [
        (&[], &[Event::Exported, Event::Repaired]),
        (&[Event::Exported], &[Event::Paid, Event::Bounced]),
        (&[Event::Exported, Event::Bounced], &[Event::Repaired]),
        (
            &[Event::Exported, Event::Bounced, Event::Repaired],
            &[Event::Exported, Event::Repaired],
        ),
        (&[Event::Exported, Event::Paid], &[]),
    ];
    for (before, allowed) in cases {
        assert_eq!(may(&bank(before)), allowed, "after {before:?}");
    }
    let mut cash = released(PayMethod::Cash, &[100]);
    assert_eq!(may(&cash), [Event::Signed, Event::NotCollected]);
    event(&mut cash, "l1", Event::NotCollected, "2017-01-11").unwrap();
    assert_eq!(may(&cash), [Event::Signed]);
    // Before release an account may be corrected, and nothing else.
    assert_eq!(may(&batch(PayMethod::Bank, &[100])), [Event::Repaired]);
}

#[test]
fn facts_from_two_laptops_never_pay_twice() {
    // What checks would have refused, had they seen each other, arrives all the same.
    let mut facts = released(PayMethod::Bank, &[100]);
    for kind in [
        Event::Exported,
        Event::Paid,
        Event::Repaired,
        Event::Bounced,
        Event::Exported,
    ] {
        let one = event_of(&facts, "l1", kind, day("2017-01-12"));
        facts.events.push(one);
    }
    assert_eq!(states(&facts), [LineState::Paid]);
    assert_eq!(facts.paid(), Fen(100));
}

#[test]
fn many_events_in_one_request_see_each_other() {
    let facts = released(PayMethod::Cash, &[100, 200]);
    let on = day("2017-01-11");
    let mut book = facts.event_book(on);
    book.add(&Id::new("l1"), Event::Signed, on).unwrap();
    assert_eq!(
        book.add(&Id::new("l1"), Event::Signed, on),
        Err(Refusal::LinePaid)
    );
    assert_eq!(book.state(&Id::new("l1")), Some(LineState::Paid));
    book.add(&Id::new("l2"), Event::Signed, on).unwrap();
    assert_eq!(
        book.check(&Id::new("l3"), Event::Signed, on),
        Err(Refusal::NoSuchLine)
    );
}

#[test]
fn cash_is_counted() {
    let mut facts = released(PayMethod::Cash, &[100, 200]);
    let mut take = |kind, amount| step_with(&mut facts, kind, CLERK, "2017-01-11", amount, None);
    assert_eq!(take(Step::CashTaken, None), Err(Refusal::AmountMissing));
    assert_eq!(take(Step::CashTaken, Some(0)), Err(Refusal::AmountZero));
    assert_eq!(
        take(Step::CashTaken, Some(-1)),
        Err(Refusal::AmountNegative { amount: Fen(-1) })
    );
    assert!(
        take(Step::CashTaken, Some(301))
            .unwrap_err()
            .sentence()
            .contains("需要的 3.00 元")
    );
    take(Step::CashTaken, Some(250)).unwrap();
    assert!(take(Step::CashTaken, Some(51)).is_err());
    assert!(
        take(Step::CashReturned, Some(251))
            .unwrap_err()
            .sentence()
            .contains("外面的 2.50 元")
    );
    take(Step::CashReturned, Some(250)).unwrap();
    take(Step::CashTaken, Some(300)).unwrap();
    let mut bank = released(PayMethod::Bank, &[100]);
    let refused = step_with(
        &mut bank,
        Step::CashTaken,
        CLERK,
        "2017-01-11",
        Some(1),
        None,
    );
    assert!(matches!(refused, Err(Refusal::WrongMethod { .. })));
    assert_eq!(bank.cash(), Cash::default());
    // Handed out more than was taken out: closing says what is to be entered.
    let mut more = released(PayMethod::Cash, &[100]);
    event(&mut more, "l1", Event::Signed, "2017-01-11").unwrap();
    step(&mut more, Step::Paid, CLERK, "2017-01-11").unwrap();
    let refused = step(&mut more, Step::Closed, CLERK, "2017-01-11").unwrap_err();
    assert!(
        refused.sentence().contains("比取出的多 1.00 元"),
        "{}",
        refused.sentence()
    );
}
