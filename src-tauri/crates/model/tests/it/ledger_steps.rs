//! The steps of a batch: notice and objections, maker and checker, cancelling, reversals, days.

#![allow(clippy::unwrap_used)]

use crate::ledger_common;

use ledger_common::{CLERK, LEADER, MAKER, batch, day, event, released, reverse, step, step_with};
use songnuan_model::ledger::{BatchFacts, BatchState, LineState, Refusal};
use songnuan_model::money::Fen;
use songnuan_model::records::{BatchStepKind as Step, LineEventKind as Event, PayMethod};

/// Approved 2017-01-10, notice posted 2017-01-11: five working days end on 2017-01-18.
fn in_notice() -> BatchFacts {
    let mut facts = batch(PayMethod::Bank, &[100_000]);
    facts.batch.needs_notice = true;
    step(&mut facts, Step::Approved, LEADER, "2017-01-10").unwrap();
    assert_eq!(
        step(&mut facts, Step::Released, CLERK, "2017-01-10"),
        Err(Refusal::NoticeMissing)
    );
    step(&mut facts, Step::NoticePosted, CLERK, "2017-01-11").unwrap();
    facts
}

#[test]
fn nothing_is_paid_during_the_notice() {
    let mut facts = in_notice();
    for (on, left, over) in [
        ("2017-01-11", 5, false),
        ("2017-01-12", 5, false),
        ("2017-01-14", 3, false),
        ("2017-01-18", 1, false),
        ("2017-01-19", 0, true),
        ("2016-12-01", 5, false),
        ("2030-01-01", 0, true),
    ] {
        let notice = facts.notice(day(on)).unwrap();
        assert_eq!(
            (notice.ends_on, notice.missing_table),
            (day("2017-01-18"), false)
        );
        assert_eq!((notice.days_left, notice.over), (left, over), "{on}");
    }
    assert_eq!(facts.state(day("2017-01-18")), BatchState::InNotice);
    assert_eq!(facts.state(day("2017-01-19")), BatchState::Approved);
    let early = step(&mut facts, Step::Released, CLERK, "2017-01-18").unwrap_err();
    assert_eq!(
        early.sentence(),
        "公示到 2017-01-18 结束（还有 1 个工作日），公示期间不能放款或发放。批次没有改动，请在 2017-01-18 之后办理。"
    );
    assert!(matches!(
        event(&mut facts, "l1", Event::Exported, "2017-01-18"),
        Err(Refusal::NoticeRunning { .. })
    ));
    // Entered later with an earlier day, it is refused just the same.
    let back = facts.check_step(
        Step::Released,
        CLERK,
        day("2017-01-18"),
        day("2017-02-20"),
        None,
        None,
    );
    assert_eq!(back.unwrap_err(), early);
    step(&mut facts, Step::Released, CLERK, "2017-01-19").unwrap();
}

#[test]
fn an_open_objection_holds_the_money() {
    let mut facts = in_notice();
    step(&mut facts, Step::ObjectionRaised, CLERK, "2017-01-16").unwrap();
    let objection = facts.steps.last().unwrap().id.clone();
    assert_eq!(facts.state(day("2017-02-01")), BatchState::InNotice);
    assert_eq!(
        step(&mut facts, Step::Released, CLERK, "2017-02-03"),
        Err(Refusal::ObjectionOpen {
            count: 1,
            since: day("2017-01-16")
        })
    );
    let resolve = |facts: &mut BatchFacts, id: &str| {
        step_with(
            facts,
            Step::ObjectionResolved,
            CLERK,
            "2017-02-03",
            None,
            Some(id),
        )
    };
    assert_eq!(resolve(&mut facts, "other"), Err(Refusal::NoSuchObjection));
    resolve(&mut facts, objection.as_str()).unwrap();
    assert_eq!(
        resolve(&mut facts, objection.as_str()),
        Err(Refusal::NoSuchObjection)
    );
    step(&mut facts, Step::Released, CLERK, "2017-02-03").unwrap();
}

#[test]
fn a_year_without_a_holiday_table_is_said() {
    let mut facts = batch(PayMethod::Bank, &[1]);
    step(&mut facts, Step::Approved, LEADER, "2017-01-10").unwrap();
    let on = day("2026-12-29");
    let plan = facts
        .check_step(Step::NoticePosted, CLERK, on, on, None, None)
        .unwrap();
    assert!(plan.missing_table);
    // Weekends only: the 30th, 31st, and 1, 4, 5 January.
    assert_eq!(plan.steps[0].notice_ends_on, Some(day("2027-01-05")));
    step(&mut facts, Step::NoticePosted, CLERK, "2026-12-29").unwrap();
    assert!(facts.notice(on).unwrap().missing_table);
}

#[test]
fn maker_and_checker_are_two() {
    let mut facts = batch(PayMethod::Bank, &[1]);
    for kind in [Step::Reviewed, Step::Approved] {
        let refused = step(&mut facts, kind, MAKER, "2017-01-09").unwrap_err();
        assert!(
            refused
                .sentence()
                .starts_with("这个批次是王干事拟定的，拟定人不能自己审")
        );
    }
    // Approving what was only drafted is the review too, by the same person.
    step(&mut facts, Step::Approved, LEADER, "2017-01-09").unwrap();
    let steps: Vec<_> = facts
        .steps
        .iter()
        .map(|s| (s.kind, s.by.as_str()))
        .collect();
    assert_eq!(steps, [(Step::Reviewed, LEADER), (Step::Approved, LEADER)]);
    let again = step(&mut facts, Step::Approved, CLERK, "2017-01-10").unwrap_err();
    assert!(
        again
            .sentence()
            .contains("已由赵主席于 2017-01-09 办过“审批”")
    );
    let late = step(&mut facts, Step::Reviewed, CLERK, "2017-01-10").unwrap_err();
    assert!(matches!(
        late,
        Refusal::DoneAlready {
            kind: Step::Reviewed,
            ..
        }
    ));
}

#[test]
fn a_batch_is_cancelled_only_before_anything_was_paid() {
    let mut facts = batch(PayMethod::Bank, &[100_000]);
    step(&mut facts, Step::Cancelled, MAKER, "2017-01-09").unwrap();
    assert_eq!(facts.state(day("2017-01-09")), BatchState::Cancelled);
    assert_eq!((facts.net(), facts.committed()), (Fen(100_000), Fen::ZERO));
    assert_eq!(facts.line_states(), [LineState::Cancelled]);
    let refused = step(&mut facts, Step::Approved, LEADER, "2017-01-10").unwrap_err();
    assert!(matches!(refused, Refusal::CancelledAlready { .. }));
    assert!(reverse(&mut facts, "l1").is_err());

    let mut facts = released(PayMethod::Bank, &[100_000, 5]);
    event(&mut facts, "l1", Event::Exported, "2017-01-11").unwrap();
    let at_bank = step(&mut facts, Step::Cancelled, CLERK, "2017-01-11").unwrap_err();
    assert_eq!(
        at_bank,
        Refusal::PaidCannotCancel {
            paid: 0,
            exported: 1
        }
    );
    event(&mut facts, "l1", Event::Paid, "2017-01-11").unwrap();
    reverse(&mut facts, "l1").unwrap();
    let paid_once = step(&mut facts, Step::Cancelled, CLERK, "2017-01-11").unwrap_err();
    assert_eq!(
        paid_once,
        Refusal::PaidCannotCancel {
            paid: 1,
            exported: 0
        }
    );

    let mut facts = released(PayMethod::Cash, &[100]);
    step_with(
        &mut facts,
        Step::CashTaken,
        CLERK,
        "2017-01-11",
        Some(100),
        None,
    )
    .unwrap();
    let cash_out = step(&mut facts, Step::Cancelled, CLERK, "2017-01-11").unwrap_err();
    assert!(matches!(cash_out, Refusal::CashNotBalanced { .. }));
}

#[test]
fn a_reversal_is_final() {
    let mut facts = released(PayMethod::Bank, &[100_000]);
    event(&mut facts, "l1", Event::Exported, "2017-01-11").unwrap();
    assert_eq!(reverse(&mut facts, "l1"), Err(Refusal::AtBank));
    event(&mut facts, "l1", Event::Bounced, "2017-01-12").unwrap();
    reverse(&mut facts, "l1").unwrap();
    assert_eq!(facts.lines[1].amount, Fen(-100_000));
    assert_eq!(facts.net(), Fen::ZERO);
    assert_eq!(reverse(&mut facts, "l1"), Err(Refusal::LineReversed));
    assert_eq!(reverse(&mut facts, "l2"), Err(Refusal::ReversalOfReversal));
    assert_eq!(reverse(&mut facts, "l9"), Err(Refusal::NoSuchLine));
    for kind in [Event::Exported, Event::Repaired, Event::Paid] {
        assert_eq!(
            event(&mut facts, "l1", kind, "2017-01-12"),
            Err(Refusal::LineReversed)
        );
        assert_eq!(
            event(&mut facts, "l2", kind, "2017-01-12"),
            Err(Refusal::LineIsReversal)
        );
    }
    // Every line taken back: the batch may still be finished.
    step(&mut facts, Step::Paid, CLERK, "2017-01-12").unwrap();
}

#[test]
fn days_run_forward() {
    let mut facts = released(PayMethod::Bank, &[100]);
    let late = facts.check_step(
        Step::Paid,
        CLERK,
        day("2017-01-13"),
        day("2017-01-12"),
        None,
        None,
    );
    assert!(matches!(late, Err(Refusal::InFuture { .. })));
    let refused = event(&mut facts, "l1", Event::Exported, "2017-01-10").unwrap_err();
    assert_eq!(
        refused.sentence(),
        "日期 2017-01-10 早于放款的日期 2017-01-11，没有登记。请核对日期。"
    );
    let mut fresh = batch(PayMethod::Bank, &[100]);
    assert!(step(&mut fresh, Step::Reviewed, CLERK, "2017-01-08").is_err());
}

#[test]
fn next_steps_say_why_not() {
    let facts = batch(PayMethod::Bank, &[100]);
    let next = facts.next_steps(MAKER, day("2017-01-09"));
    let kinds: Vec<_> = next
        .iter()
        .map(|(kind, answer)| (*kind, answer.is_ok()))
        .collect();
    assert_eq!(
        kinds,
        [
            (Step::Reviewed, false),
            (Step::Approved, false),
            (Step::Cancelled, true)
        ]
    );
    let next = in_notice().next_steps(CLERK, day("2017-01-12"));
    let kinds: Vec<_> = next
        .iter()
        .map(|(kind, answer)| (*kind, answer.is_ok()))
        .collect();
    assert_eq!(
        kinds,
        [
            (Step::ObjectionRaised, true),
            (Step::Released, false),
            (Step::Cancelled, true)
        ]
    );
    let empty = batch(PayMethod::Bank, &[]).next_steps(LEADER, day("2017-01-09"));
    assert_eq!(empty[1], (Step::Approved, Err(Refusal::NothingToPay)));
}
