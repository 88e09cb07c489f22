//! The way of a scholarship case, and next year's continuation.

#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::NaiveDate;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Admission, AwardDecision, ScholarshipCase, ScholarshipRound, ScholarshipStep,
    ScholarshipStepKind as K,
};
use songnuan_model::scholarship::{
    CaseFacts, ContinueRefusal, LastYear, NewStep, StepRefusal, allowed, check_step, continuing,
    follow_up_due, is_over, state,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn step(kind: K, on: &str, ends: Option<&str>) -> ScholarshipStep {
    ScholarshipStep {
        id: Id::new(format!("{kind:?}{on}")),
        case_id: Id::new("case"),
        kind,
        on: day(on),
        by: "王会清".into(),
        opinion: None,
        notice_ends_on: ends.map(day),
    }
}

/// A case on its way, each step recorded when the check lets it pass.
fn way() -> Vec<ScholarshipStep> {
    vec![
        step(K::Applied, "2024-07-20", None),
        step(K::GrassReviewed, "2024-08-01", None),
        step(K::Publicised, "2024-08-05", Some("2024-08-09")),
        step(K::Approved, "2024-08-12", None),
        step(K::FollowedUp, "2025-07-10", None),
        step(K::Finished, "2025-07-20", None),
    ]
}

fn facts(decision: AwardDecision, paid: bool) -> CaseFacts {
    CaseFacts {
        decision,
        paid,
        today: day("2026-11-22"),
    }
}

fn new(kind: K, on: &str, ends: Option<&str>) -> NewStep<'static> {
    NewStep {
        kind,
        on: day(on),
        by: "王会清",
        opinion: "同意",
        notice_ends_on: ends.map(day),
    }
}

#[test]
fn a_case_goes_from_application_to_graduation() {
    let all = way();
    for at in 0..all.len() {
        let next = NewStep {
            kind: all[at].kind,
            on: all[at].on,
            by: "王会清",
            opinion: "",
            notice_ends_on: all[at].notice_ends_on,
        };
        let facts = facts(AwardDecision::Award, true);
        assert_eq!(
            check_step(&all[..at], &next, &facts),
            Ok(()),
            "{:?}",
            all[at].kind
        );
        assert_eq!(state(&all[..=at]), Some(all[at].kind));
    }
    assert!(is_over(&all) && allowed(&all).is_empty());
    // Follow-up year after year.
    let again = new(K::FollowedUp, "2026-07-10", None);
    assert_eq!(
        check_step(&all[..5], &again, &facts(AwardDecision::Award, true)),
        Ok(())
    );
}

#[test]
fn a_student_is_asked_after_each_year_until_the_end() {
    let all = way();
    let due = |n: usize| follow_up_due(&all[..n]).map(|day| day.to_string());
    assert_eq!(due(3), None);
    assert_eq!(due(4).as_deref(), Some("2025-08-12"));
    assert_eq!(due(5).as_deref(), Some("2026-07-10"));
    assert_eq!(due(6), None);
}

#[test]
#[allow(clippy::too_many_lines)] // a table of refusals
fn every_refusal_is_a_sentence() {
    let all = way();
    let award = facts(AwardDecision::Award, true);
    let cases: Vec<(usize, NewStep<'_>, CaseFacts, StepRefusal)> = vec![
        (
            0,
            new(K::Approved, "2024-08-01", None),
            award,
            StepRefusal::NotNow {
                instead: vec![K::Applied],
            },
        ),
        (
            6,
            new(K::FollowedUp, "2026-08-01", None),
            award,
            StepRefusal::NotNow { instead: vec![] },
        ),
        (
            0,
            NewStep {
                by: " ",
                ..new(K::Applied, "2024-07-20", None)
            },
            award,
            StepRefusal::NoActor,
        ),
        (
            1,
            NewStep {
                opinion: "",
                ..new(K::Dropped, "2024-07-21", None)
            },
            award,
            StepRefusal::NoOpinion,
        ),
        (
            0,
            new(K::Applied, "2026-11-23", None),
            award,
            StepRefusal::InFuture,
        ),
        (
            1,
            new(K::GrassReviewed, "2024-07-19", None),
            award,
            StepRefusal::BeforePrevious {
                previous: K::Applied,
                on: day("2024-07-20"),
            },
        ),
        (
            2,
            new(K::Publicised, "2024-08-05", Some("2024-08-09")),
            facts(AwardDecision::Refused, false),
            StepRefusal::NotAwarded {
                decision: AwardDecision::Refused,
            },
        ),
        (
            2,
            new(K::Publicised, "2024-08-05", Some("2024-08-08")),
            award,
            StepRefusal::NoticeTooShort {
                earliest: day("2024-08-09"),
            },
        ),
        (
            2,
            new(K::Publicised, "2024-08-05", None),
            award,
            StepRefusal::NoticeTooShort {
                earliest: day("2024-08-09"),
            },
        ),
        (
            3,
            new(K::Approved, "2024-08-09", None),
            award,
            StepRefusal::NoticeRunning {
                ends_on: day("2024-08-09"),
            },
        ),
        (
            4,
            new(K::FollowedUp, "2025-07-10", None),
            facts(AwardDecision::Award, false),
            StepRefusal::NotPaid,
        ),
    ];
    for (taken, next, facts, expected) in cases {
        let refused = check_step(&all[..taken], &next, &facts).unwrap_err();
        assert_eq!(refused, expected);
        assert!(refused.sentence().ends_with('。'), "{expected:?}");
    }
}

fn round(year: i32) -> ScholarshipRound {
    ScholarshipRound {
        id: Id::new(format!("round-{year}")),
        name: format!("{year}年金秋助学"),
        year,
        pack: "demo-a".into(),
        opens_on: NaiveDate::from_ymd_opt(year, 7, 1).unwrap(),
        closes_on: NaiveDate::from_ymd_opt(year, 8, 27).unwrap(),
        closed: false,
        basis: None,
        note: None,
        counterpart: false,
        sending_union: None,
        receiving_union: None,
    }
}

fn case() -> ScholarshipCase {
    ScholarshipCase {
        id: Id::new("case"),
        round_id: Id::new("round-2024"),
        seq: 7,
        person_id: Id::new("student"),
        parent_file_id: Some(Id::new("file")),
        parent_name: "姚莉萍".into(),
        school: "北江大学".into(),
        admission: Some(Admission::New),
        length_years: Some(4),
        tuition: Some(Fen(590_000)),
        applied_on: Some(day("2024-07-27")),
        other_aid: Some("国家助学贷款".into()),
        documents: vec!["录取通知书".into()],
        decision: AwardDecision::Award,
        reasons: vec!["filed".into()],
        award: Fen(500_000),
        card_no: Some("6299999576732903160".into()),
        source_key: Some("x".into()),
        ..ScholarshipCase::default()
    }
}

#[test]
fn next_year_is_offered_with_everything_to_be_confirmed() {
    let case = case();
    let way = way();
    let last = LastYear {
        case: &case,
        steps: &way[..4],
        year: 2024,
    };
    let next = continuing(&last, &round(2025), Id::new("next"), 1).unwrap();
    assert_eq!(next.continues, Some(case.id.clone()));
    assert_eq!(
        (next.admission, next.entry_year),
        (Some(Admission::Continuing), Some(2024))
    );
    assert_eq!(
        (next.decision, next.award),
        (AwardDecision::Pending, Fen::ZERO)
    );
    assert_eq!(
        (&next.school, &next.person_id),
        (&case.school, &case.person_id)
    );
    assert_eq!(
        (&next.card_no, &next.parent_file_id),
        (&case.card_no, &case.parent_file_id)
    );
    assert_eq!(next.round_id, Id::new("round-2025"));
    assert!(next.applied_on.is_none() && next.other_aid.is_none() && next.source_key.is_none());
    assert!(next.documents.is_empty() && next.reasons.is_empty());
    // The fourth and last year, then no more.
    assert!(continuing(&last, &round(2027), Id::new("n"), 1).is_ok());
    let refused = continuing(&last, &round(2028), Id::new("n"), 1)
        .err()
        .unwrap();
    assert_eq!(
        refused,
        ContinueRefusal::Graduated {
            entry: 2024,
            years: 4
        }
    );
}

#[test]
fn what_is_over_or_was_refused_is_not_continued() {
    let (case, way) = (case(), way());
    let last = LastYear {
        case: &case,
        steps: &way[..4],
        year: 2024,
    };
    let refused = ScholarshipCase {
        decision: AwardDecision::Refused,
        ..case.clone()
    };
    let closed = ScholarshipRound {
        closed: true,
        ..round(2025)
    };
    let cases = [
        (
            LastYear {
                case: &refused,
                ..last
            },
            round(2025),
        ),
        (
            LastYear {
                steps: &way,
                ..last
            },
            round(2025),
        ),
        (last, round(2024)),
        (last, closed),
    ];
    let expected = [
        ContinueRefusal::NotAwarded {
            decision: AwardDecision::Refused,
        },
        ContinueRefusal::Over,
        ContinueRefusal::NotLater {
            last: 2024,
            new: 2024,
        },
        ContinueRefusal::RoundClosed,
    ];
    for ((last, round), expected) in cases.into_iter().zip(expected) {
        let refusal = continuing(&last, &round, Id::new("n"), 1).err().unwrap();
        assert_eq!(refusal, expected);
        assert!(refusal.sentence().ends_with('。'));
    }
}
