//! The test vectors of DOMAIN §S10 and §S11, each by its number. T10.4 and the fates of real medals
//! are asked of the use cases, too (`app/tests/it/honors`).

#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::NaiveDate;
use songnuan_model::eligibility::{Exact, Pack, built_in_text, parse, yuan_text};
use songnuan_model::model_workers::{
    BenefitOutcome, WorkerFacts, benefit, check_event, medal_state,
};
use songnuan_model::money::Fen;
use songnuan_model::papers::Sex;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AwardDecision, BenefitKind, HonorLevel, MedalEvent, MedalEventKind, ScholarshipEvent,
    SchoolLevel, StudentKind, WorkerKind, WorkerState,
};
use songnuan_model::scholarship::{Application, Decision, FileStanding, decide, student_room};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn pack(id: &str) -> Pack {
    parse(built_in_text(id).unwrap()).unwrap()
}

/// A pack with a monthly dibao line from 2024 on.
fn with_line(id: &str, yuan: &str) -> Pack {
    let line = format!(
        "[[dibao_line]]\nfrom = 2024-01-01\nyuan = \"{yuan}\"\nsource = \"x\"\n\n[[version]]"
    );
    parse(&built_in_text(id).unwrap().replacen("[[version]]", &line, 1)).unwrap()
}

fn tianmen(change: impl FnOnce(&mut Application<'_>)) -> Decision {
    let pack = pack("tianmen-2024");
    let mut facts = Application {
        level: Some(SchoolLevel::Undergraduate),
        student_kind: Some(StudentKind::Ordinary),
        file: FileStanding::Active,
        applied_on: Some(day("2024-08-27")),
        parent_state: Some("在职"),
        parent_is_member: Some(true),
        ..Application::default()
    };
    change(&mut facts);
    decide(pack.version_on(day("2024-08-01")).unwrap(), &facts)
}

#[test]
fn t10_1_tianmen_by_file_and_level() {
    let (university, school) = (SchoolLevel::Undergraduate, SchoolLevel::SeniorHigh);
    let cases = [
        (FileStanding::Active, university, 500_000),
        (FileStanding::Active, school, 300_000),
        (FileStanding::None, university, 400_000),
        (FileStanding::None, school, 200_000),
    ];
    for (file, level, fen) in cases {
        let found = tianmen(|facts| (facts.file, facts.level) = (file, Some(level)));
        assert_eq!(found.award, Fen(fen), "{file:?} {level:?}");
    }
    let refused = tianmen(|facts| facts.student_kind = Some(StudentKind::MilitaryAcademy));
    assert_eq!(refused.decision, AwardDecision::Refused);
    assert_eq!(refused.reasons, ["excluded_military_academy"]);
}

#[test]
fn t10_2_ten_times_970_and_six_times_940() {
    let on = day("2024-09-01");
    let university = student_room(&pack("demo-a"), on, SchoolLevel::Undergraduate, Fen::ZERO);
    assert_eq!(university.unwrap().limit, Fen(970_000));
    let hubei = with_line("hubei", "940.00");
    let school = student_room(&hubei, on, SchoolLevel::SeniorHigh, Fen::ZERO);
    assert_eq!(school.unwrap().limit, Fen(564_000));
}

#[test]
fn t10_3_two_children_have_a_cap_each() {
    let (pack, on) = (pack("demo-a"), day("2024-09-01"));
    let room = |given| student_room(&pack, on, SchoolLevel::Undergraduate, Fen(given));
    // What the first was given takes nothing from the second.
    assert_eq!(room(500_000).unwrap().left, Fen(470_000));
    assert_eq!(room(0).unwrap().left, Fen(970_000));
}

#[test]
fn t10_4_eleven_students_and_no_amounts() {
    let event = ScholarshipEvent {
        id: Id::new("event"),
        title: "阿勒泰学生座谈会".into(),
        on: day("2017-01-05"),
        place: Some("长春".into()),
        participant_ids: (0..11).map(|n| Id::new(format!("student-{n}"))).collect(),
        other_names: Vec::new(),
        counterpart: true,
        note: None,
    };
    let json = serde_json::to_value(&event).unwrap();
    assert_eq!(json["participant_ids"].as_array().unwrap().len(), 11);
    let keys = json.as_object().unwrap().keys();
    let money: Vec<_> = keys
        .filter(|key| key.contains("amount") || key.contains("fen"))
        .collect();
    assert!(money.is_empty(), "{money:?}");
}

/// The living subsidy by Xianning's rule on 2025-07-01: fen per month and per year.
fn xianning(kind: WorkerKind, income: i64, birth: &str) -> (i64, i64) {
    let facts = WorkerFacts {
        on: day("2025-07-01"),
        level: Some(HonorLevel::Provincial),
        kind: Some(kind),
        state: Some(WorkerState::Living),
        birth: Some(day(birth)),
        sex: Some(Sex::Male),
        monthly_income: Some(Fen(income)),
        fixed_income: Some(false),
        disabled: Some(false),
        under_investigation: Some(false),
        own_medical: None,
        jobless: None,
        relative_ill: None,
    };
    let pack = pack("xianning-2025");
    let rule = pack.benefit_on(facts.on, BenefitKind::LivingSubsidy, facts.level);
    let found = benefit(rule.unwrap(), &facts);
    (found.monthly.0, found.yearly.0)
}

#[test]
fn t11_1_the_line_less_the_income_at_most_1000() {
    let cases = [
        (WorkerKind::Retired, 300_000, (55_200, 662_400)),
        (WorkerKind::Retired, 200_000, (100_000, 1_200_000)),
        (WorkerKind::Retired, 355_200, (0, 0)),
        (WorkerKind::InService, 600_000, (56_600, 679_200)),
    ];
    for (kind, income, expected) in cases {
        assert_eq!(xianning(kind, income, "1960-01-01"), expected, "{income}");
    }
}

#[test]
fn t11_2_a_farmer_of_sixty() {
    let on_the_day = xianning(WorkerKind::Farmer, 20_000, "1965-07-01");
    assert_eq!(on_the_day, (80_000, 960_000));
    let a_day_short = xianning(WorkerKind::Farmer, 20_000, "1965-07-02");
    assert_eq!(a_day_short, (0, 0));
}

#[test]
fn t11_3_more_than_5000_is_a_fen_more() {
    let (pack, on) = (pack("qingdao"), day("2017-11-01"));
    let kind = BenefitKind::SpecialHardshipFund;
    let level = Some(HonorLevel::National);
    let outcome = |fen| {
        let facts = WorkerFacts {
            on,
            level,
            kind: Some(WorkerKind::Retired),
            state: Some(WorkerState::Living),
            birth: None,
            sex: None,
            monthly_income: None,
            fixed_income: None,
            disabled: None,
            under_investigation: None,
            own_medical: Some(Fen(fen)),
            jobless: Some(false),
            relative_ill: Some(false),
        };
        benefit(pack.benefit_on(on, kind, level).unwrap(), &facts).outcome
    };
    assert_eq!(outcome(500_000), BenefitOutcome::NotGiven);
    assert_eq!(outcome(500_001), BenefitOutcome::ByHand);
}

#[test]
fn t11_4_five_medals_stolen_and_recovered_on_a_day_not_given() {
    let today = day("2026-11-22");
    for medal in 0..5 {
        let mut life: Vec<MedalEvent> = Vec::new();
        let chain = [
            (MedalEventKind::Held, None),
            (MedalEventKind::Stolen, Some(day("2016-12-26"))),
            (MedalEventKind::Recovered, None),
        ];
        for (kind, on) in chain {
            check_event(&life, kind, on, Some("1989"), today).unwrap();
            life.push(MedalEvent {
                id: Id::new(format!("{medal}-{}", life.len())),
                honor_id: Id::new(format!("honor-{medal}")),
                kind,
                on,
                incident_id: None,
                note: None,
            });
        }
        assert_eq!(medal_state(&life), MedalEventKind::Recovered);
        assert_eq!(life.len(), 3, "nothing of its life is written over");
    }
}

#[test]
fn t11_5_two_million_among_502() {
    let mean = Exact::new(212_000_000, 502);
    assert_eq!(yuan_text(&mean), "≈4,223.11");
}
