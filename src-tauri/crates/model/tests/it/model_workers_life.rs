//! The life of medals, incidents until they are resolved, and what is to be remembered.

#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::NaiveDate;
use songnuan_model::model_workers::{
    IncidentRefusal, MedalRefusal, ReminderKind, WorkerDates, check_action, check_awarded,
    check_event, check_resolve, is_open, medal_allowed, medal_state, reminders, spring_festival,
};
use songnuan_model::record::Id;
use songnuan_model::records::{
    Incident, IncidentAction, IncidentKind, MedalEvent, MedalEventKind as K, WorkerState,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2026-11-22";

fn event(kind: K, on: Option<&str>) -> MedalEvent {
    MedalEvent {
        id: Id::new(format!("{kind:?}")),
        honor_id: Id::new("honor"),
        kind,
        on: on.map(day),
        incident_id: None,
        note: None,
    }
}

#[test]
fn five_medals_are_held_stolen_and_recovered() {
    let mut medals: Vec<Vec<MedalEvent>> = vec![vec![event(K::Held, None)]; 5];
    let check = |events: &[MedalEvent], kind, on: Option<&str>| {
        check_event(events, kind, on.map(day), Some("1989"), day(TODAY))
    };
    for events in &mut medals {
        assert_eq!(check(events, K::Stolen, Some("2016-12-26")), Ok(()));
        events.push(event(K::Stolen, Some("2016-12-26")));
        assert_eq!(medal_state(events), K::Stolen);
        assert_eq!(check(events, K::Recovered, None), Ok(()));
        events.push(event(K::Recovered, None));
        assert_eq!(medal_state(events), K::Recovered);
    }
    assert_eq!(medals.len(), 5);
    // It may be stolen again, but not before the first theft.
    assert_eq!(check(&medals[0], K::Stolen, Some("2020-01-01")), Ok(()));
    let early = check(&medals[0], K::Lost, Some("2016-12-25"));
    let refusal = MedalRefusal::BeforePrevious {
        previous: K::Stolen,
        on: day("2016-12-26"),
    };
    assert_eq!(early, Err(refusal));
}

#[test]
fn every_refusal_of_a_medal_is_a_sentence() {
    let held = [event(K::Held, None)];
    let stolen = [event(K::Stolen, Some("2016-12-26"))];
    let withdrawn = [event(K::Withdrawn, None)];
    let cases: [(&[MedalEvent], K, Option<&str>, &str); 8] = [
        (
            &held,
            K::Recovered,
            Some("2017-01-01"),
            "找回、补发要先登记遗失或被盗",
        ),
        (&held, K::Reissued, None, "找回、补发要先登记遗失或被盗"),
        (&[], K::Recovered, None, "找回、补发要先登记遗失或被盗"),
        (
            &stolen,
            K::Recovered,
            Some("2016-12-25"),
            "早于上一次“被盗”",
        ),
        (&stolen, K::Stolen, None, "现在是“被盗”"),
        (&withdrawn, K::Lost, None, "已“撤销收回”"),
        (&held, K::Stolen, Some("2026-11-23"), "日期还没有到"),
        (&held, K::Stolen, Some("1988-12-31"), "早于荣誉的授予时间"),
    ];
    for (events, kind, on, expected) in cases {
        let refused = check_event(events, kind, on.map(day), Some("1989"), day(TODAY));
        let sentence = refused.unwrap_err().sentence();
        assert!(sentence.contains(expected), "{sentence}");
    }
    assert!(medal_allowed(&withdrawn).is_empty());
    assert_eq!(medal_state(&[]), K::Held);
    // A theft of 2016 entered later than the reissue of 2018 does not undo it.
    let late = [
        event(K::Reissued, Some("2018-01-01")),
        event(K::Stolen, Some("2016-12-26")),
    ];
    assert_eq!(medal_state(&late), K::Reissued);
}

#[test]
fn an_honour_is_not_older_than_the_person() {
    let birth = Some(day("1939-05-22"));
    let check = |awarded: &str| check_awarded(awarded, birth, day(TODAY));
    for good in [
        "1939",
        "1939-05",
        "1939-05-22",
        "1989",
        "2026",
        "2026-11-22",
    ] {
        assert_eq!(check(good), Ok(()), "{good}");
    }
    for (early, words) in [
        ("1938", "早于本人出生"),
        ("1939-04", "早于本人出生"),
        ("1939-05-21", "早于本人出生"),
        ("2027", "日期还没有到"),
        ("2026-12", "日期还没有到"),
    ] {
        assert!(
            check(early).unwrap_err().sentence().contains(words),
            "{early}"
        );
    }
    assert_eq!(check_awarded("1900", None, day(TODAY)), Ok(()));
}

fn incident() -> Incident {
    Incident {
        id: Id::new("incident"),
        model_worker_id: Id::new("worker"),
        kind: IncidentKind::Theft,
        on: day("2016-12-26"),
        narrative: "家中失窃，奖章五枚被盗。".into(),
        owner: None,
        resolved_on: None,
        result: None,
    }
}

fn action(on: &str) -> IncidentAction {
    IncidentAction {
        id: Id::new("action"),
        incident_id: Id::new("incident"),
        on: day(on),
        by: "王会清".into(),
        action: "上门看望，配合派出所追查。".into(),
    }
}

#[test]
fn an_incident_is_open_until_it_is_resolved() {
    let incident = incident();
    let today = day(TODAY);
    assert!(is_open(&incident));
    let act = |on: &str, by: &str, words: &str| check_action(&incident, day(on), by, words, today);
    assert_eq!(act("2016-12-27", "王会清", "上门看望"), Ok(()));
    let early = IncidentRefusal::BeforeIncident { on: incident.on };
    assert_eq!(act("2016-12-25", "王会清", "看望"), Err(early.clone()));
    assert_eq!(
        act("2026-11-23", "王会清", "看望"),
        Err(IncidentRefusal::InFuture)
    );
    assert_eq!(act("2016-12-27", "", "看望"), Err(IncidentRefusal::NoActor));
    assert_eq!(
        act("2016-12-27", "王会清", " "),
        Err(IncidentRefusal::NoWords)
    );
    let actions = [action("2016-12-27"), action("2017-01-03")];
    let close = |actions: &[IncidentAction], on: &str, result: &str| {
        check_resolve(&incident, actions, day(on), result, today)
    };
    assert_eq!(close(&actions, "2017-01-05", "五枚奖章全部追回"), Ok(()));
    assert_eq!(
        close(&[], "2017-01-05", "追回"),
        Err(IncidentRefusal::NoAction)
    );
    assert_eq!(
        close(&actions, "2017-01-05", ""),
        Err(IncidentRefusal::NoWords)
    );
    let before = IncidentRefusal::BeforeAction {
        on: day("2017-01-03"),
    };
    assert_eq!(close(&actions, "2017-01-02", "追回"), Err(before.clone()));
    let done = Incident {
        resolved_on: Some(day("2017-01-05")),
        ..incident.clone()
    };
    assert!(!is_open(&done));
    let again = IncidentRefusal::Resolved {
        on: day("2017-01-05"),
    };
    assert_eq!(
        check_action(&done, day("2017-02-01"), "王", "看望", today),
        Err(again.clone())
    );
    for refusal in [
        early,
        before,
        again,
        IncidentRefusal::NoAction,
        IncidentRefusal::NoActor,
    ] {
        assert!(refusal.sentence().ends_with('。'));
    }
}

#[test]
fn spring_festival_is_the_first_day_of_the_lunar_year() {
    let table = [
        "2016-02-08",
        "2017-01-28",
        "2018-02-16",
        "2019-02-05",
        "2020-01-25",
        "2021-02-12",
        "2022-02-01",
        "2023-01-22",
        "2024-02-10",
        "2025-01-29",
        "2026-02-17",
        "2027-02-06",
        "2028-01-26",
    ];
    for (year, expected) in (2016..).zip(table) {
        assert_eq!(spring_festival(year), Some(day(expected)));
    }
    assert_eq!(spring_festival(1), None);
}

fn dates(id: &str, state: WorkerState, birth: &str, checked: Option<&str>) -> WorkerDates {
    WorkerDates {
        id: Id::new(id),
        state,
        birth: Some(day(birth)),
        checked_on: checked.map(day),
        medical_on: Some(day("2027-01-01")),
    }
}

#[test]
fn what_falls_in_the_days_ahead_is_remembered() {
    use ReminderKind as R;
    let workers = [
        dates("luo", WorkerState::Living, "1939-01-25", Some("2026-06-01")),
        dates("shen", WorkerState::Missing, "1954-02-06", None),
        dates("guo", WorkerState::Deceased, "1943-01-25", None),
        dates("chen", WorkerState::Revoked, "1976-01-25", None),
        dates(
            "leap",
            WorkerState::Living,
            "1948-02-29",
            Some("2026-02-01"),
        ),
    ];
    let found = |today: &str, ahead| {
        let all = reminders(&workers, day(today), ahead);
        let short = all.into_iter().map(|r| {
            let who = r.model_worker_id.map(|id| id.0).unwrap_or_default();
            (r.kind, r.on.to_string(), who, r.age)
        });
        short.collect::<Vec<_>>()
    };
    let all = found("2027-01-20", 40);
    let expected = [
        (R::Birthday, "2027-01-25", "luo", Some(88)),
        (R::YearlyCheck, "2027-02-01", "leap", None),
        (R::Birthday, "2027-02-06", "shen", Some(73)),
        (R::SpringFestival, "2027-02-06", "", None),
        (R::Birthday, "2027-02-28", "leap", Some(79)),
    ];
    let expected = expected.map(|(k, on, who, age)| (k, on.to_owned(), who.to_owned(), age));
    assert_eq!(all, expected);
    // 五一, and over the turn of the year.
    assert!(
        found("2027-04-20", 15)
            .iter()
            .any(|r| r.0 == R::MayDay && r.1 == "2027-05-01")
    );
    assert!(
        found("2026-12-20", 40)
            .iter()
            .any(|r| r.0 == R::Birthday && r.2 == "luo")
    );
    // A check falls due on its very day.
    let due = found("2027-02-01", 0);
    assert!(due.iter().any(|r| r.0 == R::YearlyCheck && r.2 == "leap"));
    // Overdue checks come first and stay; nobody left alive, nothing to remember.
    let late = found("2027-07-01", 0);
    assert_eq!(late[0].2, "leap");
    assert!(late.iter().any(|r| r.2 == "luo" && r.1 == "2027-06-01"));
    assert!(reminders(&workers[2..4], day("2027-02-06"), 200).is_empty());
}
