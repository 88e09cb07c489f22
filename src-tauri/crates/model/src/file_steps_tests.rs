//! Tests of the file's state machine: the diagram, dates, notices, reasons.

use chrono::NaiveDate;

use super::*;
use crate::record::Id;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn new(kind: StepKind, decision: StepDecision, on: &str) -> NewStep<'static> {
    NewStep {
        kind,
        decision,
        on: day(on),
        actor: "杨志强",
        opinion: "情况属实",
        notice_days: 5,
    }
}

fn past(kind: StepKind, on: &str, notice_ends_on: Option<&str>) -> FileStep {
    FileStep {
        id: Id::new("s"),
        file_id: Id::new("f"),
        kind,
        on: day(on),
        actor: "杨志强".into(),
        decision: Agree,
        opinion: String::new(),
        status_after: S::Publicity,
        notice_ends_on: notice_ends_on.map(day),
    }
}

#[test]
fn the_ordinary_way_leads_from_draft_to_active() {
    let way = [
        K::Apply,
        K::FirstReview,
        K::HomeSurvey,
        K::IncomeCheckSent,
        K::IncomeCheckResult,
        K::PeerAppraisal,
        K::PublicNotice,
        K::Review,
        K::Approval,
    ];
    let mut status = S::Draft;
    for kind in way {
        status = take(
            status,
            &[],
            &new(kind, Agree, "2026-11-20"),
            day("2026-11-22"),
        )
        .unwrap();
    }
    assert_eq!(status, S::Active);
}

#[test]
fn every_pair_outside_the_table_is_refused() {
    let kinds = [
        K::Apply,
        K::Withdraw,
        K::FirstReview,
        K::HomeSurvey,
        K::IncomeCheckSent,
        K::IncomeCheckResult,
        K::PeerAppraisal,
        K::PublicNotice,
        K::Objection,
        K::ObjectionResult,
        K::Review,
        K::Approval,
        K::Recheck,
        K::Exit,
        K::Cancel,
        K::Relapse,
        K::TemporaryAid,
        K::Convert,
        K::CarriedOver,
    ];
    let mut taken = 0;
    for status in FileStatus::ALL {
        for kind in kinds {
            for decision in [Agree, Disagree, Return] {
                let step = new(kind, decision, "2026-11-20");
                let answer = take(status, &[], &step, day("2026-11-22"));
                let known = TABLE
                    .iter()
                    .find(|rule| (rule.0, rule.1, rule.2) == (status, kind, decision));
                assert_eq!(
                    answer.ok(),
                    known.map(|rule| rule.3),
                    "{status:?} {kind:?} {decision:?}"
                );
                taken += usize::from(known.is_some());
            }
        }
    }
    assert_eq!(taken, TABLE.len(), "a rule stands twice");
}

#[test]
fn relapse_objection_and_conversion() {
    let cases = [
        (S::Active, K::Exit, S::Exited),
        (S::Exited, K::Relapse, S::Active),
        (S::Publicity, K::Objection, S::ObjectionVerifying),
        (S::ObjectionVerifying, K::ObjectionResult, S::Publicity),
        (S::Temporary, K::Convert, S::FirstReviewed),
        (S::Temporary, K::Cancel, S::Cancelled),
    ];
    for (from, kind, to) in cases {
        let after = take(
            from,
            &[],
            &new(kind, Agree, "2026-11-20"),
            day("2026-11-22"),
        );
        assert_eq!(after, Ok(to));
    }
    assert!(allowed(S::Cancelled).is_empty());
}

#[test]
fn dates_keep_their_order() {
    let steps = [past(K::Apply, "2026-11-10", None)];
    let early = take(
        S::Submitted,
        &steps,
        &new(K::FirstReview, Agree, "2026-11-09"),
        day("2026-11-22"),
    );
    assert_eq!(
        early,
        Err(StepRefusal::BeforePrevious {
            previous: K::Apply,
            on: day("2026-11-10")
        })
    );
    let same = take(
        S::Submitted,
        &steps,
        &new(K::FirstReview, Agree, "2026-11-10"),
        day("2026-11-22"),
    );
    assert_eq!(same, Ok(S::FirstReviewed));
    let future = take(
        S::Submitted,
        &steps,
        &new(K::FirstReview, Agree, "2026-11-23"),
        day("2026-11-22"),
    );
    assert_eq!(future, Err(StepRefusal::InFuture));
}

#[test]
fn nobody_approves_before_the_notice_ended() {
    let steps = [past(K::PublicNotice, "2017-01-11", Some("2017-01-17"))];
    let on = |date| {
        take(
            S::Publicity,
            &steps,
            &new(K::Review, Agree, date),
            day("2026-11-22"),
        )
    };
    assert_eq!(
        on("2017-01-17"),
        Err(StepRefusal::NoticeRunning {
            ends_on: day("2017-01-17")
        })
    );
    assert_eq!(on("2017-01-18"), Ok(S::TownshipReviewed));
    let reject = new(K::Review, Disagree, "2017-01-13");
    assert_eq!(
        take(S::Publicity, &steps, &reject, day("2026-11-22")),
        Ok(S::Rejected)
    );
    let mut short = new(K::PublicNotice, Agree, "2026-11-20");
    short.notice_days = 4;
    let answer = take(S::CheckedOk, &[], &short, day("2026-11-22"));
    assert_eq!(answer, Err(StepRefusal::NoticeTooShort { days: 4 }));
}

#[test]
fn a_refusal_needs_its_reason_and_everyone_a_name() {
    let mut step = new(K::FirstReview, Return, "2026-11-20");
    step.opinion = " ";
    assert_eq!(
        take(S::Submitted, &[], &step, day("2026-11-22")),
        Err(StepRefusal::NoOpinion)
    );
    step.actor = "";
    assert_eq!(
        take(S::Submitted, &[], &step, day("2026-11-22")),
        Err(StepRefusal::NoActor)
    );
    for refusal in [
        StepRefusal::NoActor,
        StepRefusal::NotNow {
            instead: allowed(S::Draft),
        },
    ] {
        assert!(refusal.sentence().ends_with('。'));
    }
}
