//! The rules of scholarships: Tianmen's amounts, every exclusion, the base-data gate, caps per
//! student, and the mistakes of a standard (DOMAIN §S10).

#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::NaiveDate;
use songnuan_model::eligibility::{Nominee, Pack, built_in_packs, built_in_text, parse};
use songnuan_model::money::Fen;
use songnuan_model::records::{AwardDecision, SchoolLevel, StudentKind};
use songnuan_model::scholarship::{
    Application, Duplicate, FileStanding, decide, missing_line, reason_label, student_room,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn pack(id: &str) -> Pack {
    parse(built_in_text(id).unwrap()).unwrap()
}

/// A child of a parent in service and in the union, an ordinary student.
fn facts(level: SchoolLevel, file: FileStanding) -> Application<'static> {
    Application {
        level: Some(level),
        student_kind: Some(StudentKind::Ordinary),
        file,
        applied_on: Some(day("2024-08-27")),
        parent_state: Some("在职"),
        parent_is_member: Some(true),
        ..Application::default()
    }
}

#[test]
fn tianmen_gives_what_its_notice_says() {
    let tianmen = pack("tianmen-2024");
    let version = tianmen.version_on(day("2024-08-01")).unwrap();
    let cases = [
        (SchoolLevel::Undergraduate, FileStanding::Active, 500_000),
        (SchoolLevel::JuniorCollege, FileStanding::Active, 500_000),
        (SchoolLevel::Graduate, FileStanding::Active, 500_000),
        (SchoolLevel::SeniorHigh, FileStanding::Active, 300_000),
        (SchoolLevel::Undergraduate, FileStanding::None, 400_000),
        (SchoolLevel::Undergraduate, FileStanding::NotActive, 400_000),
        (
            SchoolLevel::SecondaryVocational,
            FileStanding::None,
            200_000,
        ),
    ];
    for (level, file, fen) in cases {
        let found = decide(version, &facts(level, file));
        assert_eq!(
            (found.decision, found.award),
            (AwardDecision::Award, Fen(fen)),
            "{level:?}"
        );
        assert!(
            found
                .clauses
                .iter()
                .all(|clause| clause.passed == Some(true))
        );
        assert!(
            found
                .clauses
                .iter()
                .all(|clause| !clause.article.is_empty())
        );
    }
}

#[test]
#[allow(clippy::too_many_lines)] // a table of refusals
fn every_exclusion_has_its_code_and_clause() {
    let tianmen = pack("tianmen-2024");
    let version = tianmen.version_on(day("2024-08-01")).unwrap();
    let base = facts(SchoolLevel::Undergraduate, FileStanding::Active);
    let kind = |kind| Application {
        student_kind: Some(kind),
        ..base
    };
    let cases: Vec<(Application<'_>, AwardDecision, &[&str])> = vec![
        (
            kind(StudentKind::MilitaryAcademy),
            AwardDecision::Refused,
            &["excluded_military_academy"],
        ),
        (
            kind(StudentKind::FreeNormal),
            AwardDecision::Refused,
            &["excluded_free_normal"],
        ),
        (
            kind(StudentKind::Directed),
            AwardDecision::Refused,
            &["excluded_targeted_training"],
        ),
        (
            Application {
                other_aid: Some("慈善会 2000元"),
                ..base
            },
            AwardDecision::Refused,
            &["aided_elsewhere"],
        ),
        (
            Application {
                other_aid: Some("国家助学贷款"),
                ..base
            },
            AwardDecision::Award,
            &["filed", "university_tier", "student_loan_is_not_aid"],
        ),
        (
            Application {
                applied_on: Some(day("2024-08-28")),
                ..base
            },
            AwardDecision::Refused,
            &["after_deadline"],
        ),
        (
            // The round's own window comes before the pack's deadline.
            Application {
                applied_on: Some(day("2024-08-28")),
                closes_on: Some(day("2024-08-31")),
                ..base
            },
            AwardDecision::Award,
            &["filed", "university_tier"],
        ),
        (
            Application {
                opens_on: Some(day("2024-08-28")),
                ..base
            },
            AwardDecision::Refused,
            &["before_window"],
        ),
        (
            Application {
                parent_state: Some("退休"),
                ..base
            },
            AwardDecision::Refused,
            &["parent_not_in_service"],
        ),
        (
            Application {
                parent_is_member: Some(false),
                ..base
            },
            AwardDecision::Refused,
            &["parent_not_union_member"],
        ),
        (
            Application {
                duplicate: Some(Duplicate::Case),
                ..base
            },
            AwardDecision::Refused,
            &["duplicate_in_round"],
        ),
        (
            Application {
                parent_state: Some("退休"),
                parent_is_member: Some(false),
                ..base
            },
            AwardDecision::Refused,
            &["parent_not_in_service", "parent_not_union_member"],
        ),
        (
            Application {
                level: None,
                parent_is_member: None,
                ..base
            },
            AwardDecision::Pending,
            &["missing:parent_is_member", "missing:level"],
        ),
        (
            Application {
                room: Some(Fen(120_000)),
                ..base
            },
            AwardDecision::Award,
            &["filed", "university_tier", "capped_per_student"],
        ),
        (
            Application {
                room: Some(Fen::ZERO),
                ..base
            },
            AwardDecision::Refused,
            &["student_cap_used_up"],
        ),
    ];
    for (facts, decision, reasons) in cases {
        let found = decide(version, &facts);
        assert_eq!(found.reasons, reasons);
        assert_eq!(found.decision, decision, "{reasons:?}");
        assert_eq!(
            found.award > Fen::ZERO,
            decision == AwardDecision::Award,
            "{reasons:?}"
        );
        for reason in &found.reasons {
            assert_ne!(&reason_label(reason), reason, "{reason} has no words");
        }
    }
}

#[test]
fn an_exclusion_can_be_switched_off_and_a_pack_without_amounts_leaves_them_open() {
    let text = built_in_text("tianmen-2024").unwrap();
    let off = text.replace(
        "id = \"military_academy\"",
        "id = \"military_academy\"\nenabled = false",
    );
    let off = parse(&off).unwrap();
    let academy = Application {
        student_kind: Some(StudentKind::MilitaryAcademy),
        ..facts(SchoolLevel::Undergraduate, FileStanding::Active)
    };
    let found = decide(off.version_on(day("2024-08-01")).unwrap(), &academy);
    assert_eq!(found.decision, AwardDecision::Award);
    let hubei = pack("hubei");
    let version = hubei.version_on(day("2024-08-01")).unwrap();
    let found = decide(
        version,
        &facts(SchoolLevel::Undergraduate, FileStanding::Active),
    );
    assert_eq!(found.decision, AwardDecision::Pending);
    assert_eq!(found.reasons, ["no_standard"]);
}

#[test]
fn who_is_not_in_the_base_data_is_refused_where_the_pack_says_so() {
    for id in ["demo-a", "xiangyang-2017"] {
        let pack = pack(id);
        let version = pack.version_on(day("2024-08-01")).unwrap();
        for subject in Nominee::ALL {
            assert_eq!(version.base_data_refusal(subject, true), None);
            let sentence = version.base_data_refusal(subject, false).unwrap();
            assert!(sentence.contains("基础数据库") && sentence.contains(subject.label()));
        }
        let stranger = Application {
            in_base_data: Some(false),
            ..facts(SchoolLevel::Undergraduate, FileStanding::Active)
        };
        let found = decide(version, &stranger);
        assert_eq!(found.reasons, ["not_in_base_data"], "{id}");
        assert_eq!(found.decision, AwardDecision::Refused);
    }
    let off = built_in_text("demo-a").unwrap().replace(
        "[version.base_data]",
        "[version.base_data]\nenabled = false",
    );
    let off = parse(&off).unwrap();
    let version = off.version_on(day("2024-08-01")).unwrap();
    assert_eq!(version.base_data_refusal(Nominee::ModelWorker, false), None);
    let tianmen = pack("tianmen-2024");
    let version = tianmen.version_on(day("2024-08-01")).unwrap();
    assert_eq!(version.base_data_refusal(Nominee::Scholarship, false), None);
}

#[test]
fn caps_count_per_student() {
    let room = |pack: &Pack, on: &str, level, given| {
        student_room(pack, day(on), level, Fen(given)).map(|room| (room.limit.0, room.left.0))
    };
    // Ten times 970 (demo), 10 and 6 times 940 (Hubei), last year's line (Shanghai).
    let demo = pack("demo-a");
    let university = SchoolLevel::Undergraduate;
    assert_eq!(
        room(&demo, "2024-09-01", university, 0),
        Some((970_000, 970_000))
    );
    assert_eq!(
        room(&demo, "2024-09-01", university, 500_000),
        Some((970_000, 470_000))
    );
    assert_eq!(
        room(&demo, "2024-09-01", university, 2_000_000),
        Some((970_000, 0))
    );
    let hubei = built_in_text("hubei").unwrap();
    let line =
        "[[dibao_line]]\nfrom = 2024-01-01\nyuan = \"940.00\"\nsource = \"x\"\n\n[[version]]";
    let hubei = parse(&hubei.replacen("[[version]]", line, 1)).unwrap();
    assert_eq!(
        room(&hubei, "2024-09-01", university, 0),
        Some((940_000, 940_000))
    );
    let school = SchoolLevel::SeniorHigh;
    assert_eq!(
        room(&hubei, "2024-09-01", school, 0),
        Some((564_000, 564_000))
    );
    let shanghai = pack("shanghai-2019");
    assert_eq!(
        room(&shanghai, "2019-09-01", university, 0),
        Some((1_070_000, 1_070_000))
    );
    assert_eq!(
        room(&shanghai, "2019-09-01", school, 0),
        Some((535_000, 535_000))
    );
    // Without a line the cap is not told, and that is said.
    let empty = pack("hubei");
    assert_eq!(room(&empty, "2024-09-01", university, 0), None);
    assert!(
        missing_line(&empty, day("2024-09-01"), university)
            .unwrap()
            .contains("低保标准")
    );
    assert_eq!(missing_line(&demo, day("2024-09-01"), university), None);
    assert_eq!(
        room(&pack("tianmen-2024"), "2024-09-01", university, 0),
        None
    );
}

#[test]
fn mistakes_of_a_standard_are_named_with_their_place() {
    let text = built_in_text("tianmen-2024").unwrap();
    let cases = [
        (
            "tier = \"university\"",
            "tier = \"college\"",
            "tier: 不认识“college”",
        ),
        ("filed = true\n", "", "filed: 缺少“filed”"),
        ("filed = false", "filed = true", "写了两次"),
        (
            "deadline = 2024-08-27",
            "deadline = 2025-08-27",
            "不在这一节的起止日期之内",
        ),
        (
            "id = \"free_normal\"",
            "id = \"military_academy\"",
            "排除情形“military_academy”写了两次",
        ),
        ("id = \"free_normal\"", "id = \"rich\"", "不认识“rich”"),
        (
            "states = [\"在职\", \"在岗\"]\n",
            "",
            "states: 缺少“states”",
        ),
    ];
    for (from, to, expected) in cases {
        assert!(text.contains(from), "{from}");
        let problems = parse(&text.replacen(from, to, 1)).unwrap_err();
        let texts: Vec<String> = problems
            .iter()
            .map(|p| format!("{}: {}", p.place, p.message))
            .collect();
        assert!(
            texts.iter().any(|text| text.contains(expected)),
            "{expected}: {texts:?}"
        );
        assert!(problems[0].place.contains("version › "), "{texts:?}");
    }
    assert_eq!(built_in_packs().unwrap().len(), 19);
}
