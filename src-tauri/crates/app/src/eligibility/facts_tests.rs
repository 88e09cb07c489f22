//! What becomes of records when facts are made of them.

use songnuan_model::record::Id;
use songnuan_model::records::{HouseholdMember, IncomeKind, RigidKind};

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn member(name: &str, living_together: bool) -> Member {
    let member = HouseholdMember {
        id: Id::new(name),
        household_id: Id::new("h"),
        person_id: Id::new(name),
        relation: "son".to_owned(),
        identity: None,
        monthly_income: None,
        employer_or_school: None,
        living_together,
        joined_on: None,
        left_on: None,
    };
    Member {
        member,
        person: Person {
            id: Id::new(name),
            ..Person::default()
        },
    }
}

fn income(to_month: &str, fen: i64) -> IncomeLine {
    IncomeLine {
        id: Id::new("i"),
        household_id: Id::new("h"),
        earner: String::new(),
        kind: IncomeKind::Wage,
        from_month: String::new(),
        to_month: to_month.to_owned(),
        months: Vec::new(),
        year_amount: Fen(fen),
        note: None,
    }
}

fn rigid(period: &str, fen: i64) -> RigidLine {
    RigidLine {
        id: Id::new("r"),
        household_id: Id::new("h"),
        spent_on: String::new(),
        kind: RigidKind::Illness,
        period: period.to_owned(),
        amount: Fen(fen),
        receipts: None,
        note: None,
    }
}

fn household() -> Household {
    Household {
        file: HardshipFile::default(),
        applicant: Person::default(),
        members: Vec::new(),
        incomes: Vec::new(),
        rigids: Vec::new(),
        org: None,
    }
}

fn made(household: &Household, on: &str) -> Gathered {
    facts(household, date(on)).unwrap_or_else(|reason| panic!("{reason}"))
}

#[test]
fn members_are_those_who_live_there_on_the_day() {
    let mut home = household();
    home.members = vec![
        member("a", true),
        member("b", false),
        member("c", true),
        member("d", true),
    ];
    home.members[2].member.left_on = Some(date("2020-05-01"));
    home.members[3].person.died_on = Some(date("2021-05-01"));
    assert_eq!(made(&home, "2020-04-30").facts.members_n, 4);
    assert_eq!(made(&home, "2020-05-01").facts.members_n, 3);
    assert_eq!(made(&home, "2021-05-01").facts.members_n, 2);
}

#[test]
fn only_the_latest_twelve_months_count() {
    let mut home = household();
    home.incomes = vec![income("2016-11", 100), income("2016-11", 10), income("", 1)];
    home.rigids = vec![rigid("2015.12-2016.11", 7), rigid("不详", 1)];
    // The survey's figures count on any day while there are no newer ones.
    for on in ["2016-01-01", "2016-12-20", "2026-11-22"] {
        let made = made(&home, on);
        assert_eq!(made.facts.incomes[&IncomeKind::Wage], Fen(111), "{on}");
        assert_eq!(made.facts.rigid[&RigidKind::Illness], Fen(8), "{on}");
        assert!(made.warnings.is_empty());
    }
    home.incomes.push(income("2017-11", 1_000));
    home.rigids.push(rigid("2016.12—2017.11", 70));
    let later = made(&home, "2017-12-01");
    assert_eq!(later.facts.incomes[&IncomeKind::Wage], Fen(1_001));
    assert_eq!(later.facts.rigid[&RigidKind::Illness], Fen(71));
    assert_eq!(later.warnings.len(), 2);
    assert_eq!(
        made(&home, "2016-12-20").facts.incomes[&IncomeKind::Wage],
        Fen(111)
    );
}

#[test]
fn amounts_that_cannot_be_added_are_a_sentence() {
    let mut home = household();
    home.incomes = vec![income("2016-11", i64::MAX), income("2016-11", i64::MAX)];
    assert!(facts(&home, date("2026-11-22")).is_err());
}

#[test]
fn months_add_up_only_when_every_line_has_them() {
    let mut home = household();
    let line = |fen| IncomeLine {
        months: vec![Some(Fen(fen)); 12],
        ..income("2016-11", fen * 12)
    };
    home.incomes = vec![line(100), line(-30)];
    assert_eq!(
        made(&home, "2026-11-22").facts.monthly_income,
        Some(vec![Fen(70); 12])
    );
    home.incomes.push(income("2016-11", 5));
    assert_eq!(made(&home, "2026-11-22").facts.monthly_income, None);
}

#[test]
fn an_event_counts_from_its_day_on() {
    let mut home = household();
    home.file.event = Some("火灾".to_owned());
    home.file.event_on = Some(date("2016-11-20"));
    home.file.event_loss = Some(Fen(5));
    let before = made(&home, "2016-11-19").facts;
    assert_eq!((before.event, before.event_loss), (None, None));
    let after = made(&home, "2016-11-20").facts;
    assert_eq!(
        (after.event.as_deref(), after.event_loss),
        (Some("火灾"), Some(Fen(5)))
    );
    home.file.event = Some("  ".to_owned());
    assert_eq!(made(&home, "2016-12-20").facts.event, None);
}

#[test]
fn what_is_not_known_stays_unknown() {
    let mut home = household();
    let unknown = made(&home, "2026-11-22").facts;
    assert_eq!(unknown.serious_illness, None);
    assert_eq!(unknown.employer_has_union, None);
    assert_eq!(unknown.migrant_worker, None);
    assert_eq!(unknown.work_state, None);
    assert_eq!(unknown.has_cause, None);

    home.file.cause_primary = Some("schooling".to_owned());
    home.file.work_state = Some("on_post".to_owned());
    home.applicant.hukou_kind = Some("non_agricultural".to_owned());
    let known = made(&home, "2026-11-22").facts;
    assert_eq!(known.serious_illness, Some(false));
    assert_eq!(known.migrant_worker, Some(false));
    assert_eq!(known.work_state.as_deref(), Some("在岗"));
    assert_eq!(known.has_cause, Some(true));

    home.file.cause_primary = Some("relative_serious_illness".to_owned());
    assert_eq!(made(&home, "2026-11-22").facts.serious_illness, Some(true));
}
