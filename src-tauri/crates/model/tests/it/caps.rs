//! Caps: every vector of the sources, by own cost, by the dibao line, by occasion.

#![allow(clippy::unwrap_used)]

use crate::caps_common;

use caps_common::{ask, fen, pack, tightest, with_line};
use songnuan_model::caps::{Occasion, Used, room};
use songnuan_model::money::Fen;
use songnuan_model::records::{AidKind, Season};

#[test]
#[allow(clippy::too_many_lines)] // a table of vectors
fn aid_by_own_cost() {
    let vectors = [
        ("shanghai-2019", AidKind::MedicalAid, "deep", "8000", "7200"),
        (
            "shanghai-2019",
            AidKind::MedicalAid,
            "deep",
            "10000",
            "9000",
        ),
        (
            "shanghai-2019",
            AidKind::MedicalAid,
            "deep",
            "10000.01",
            "9000",
        ),
        (
            "shanghai-2019",
            AidKind::MedicalAid,
            "deep",
            "25000",
            "19500",
        ),
        (
            "shanghai-2019",
            AidKind::MedicalAid,
            "deep",
            "25714.28",
            "19999.99",
        ),
        (
            "shanghai-2019",
            AidKind::MedicalAid,
            "deep",
            "25714.29",
            "20000",
        ),
        (
            "shanghai-2019",
            AidKind::MedicalAid,
            "deep",
            "30000",
            "20000",
        ),
        ("shanghai-2019", AidKind::MedicalAid, "deep", "0.01", "0"),
        (
            "caps-10-8",
            AidKind::MedicalAid,
            "relative",
            "20000",
            "16000",
        ),
        (
            "caps-10-8",
            AidKind::MedicalAid,
            "relative",
            "20001",
            "16000",
        ),
        (
            "caps-10-8",
            AidKind::MedicalAid,
            "relative",
            "19999",
            "15999.20",
        ),
        ("caps-10-8", AidKind::MedicalAid, "deep", "80000", "80000"),
        (
            "caps-10-8",
            AidKind::AccidentalAid,
            "accidental",
            "66666.67",
            "10000",
        ),
        (
            "caps-10-8",
            AidKind::AccidentalAid,
            "accidental",
            "66666.66",
            "9999.99",
        ),
        (
            "caps-10-8",
            AidKind::AccidentalAid,
            "accidental",
            "80000",
            "10000",
        ),
        (
            "central-2015",
            AidKind::MedicalAid,
            "deep",
            "123456.78",
            "123456.78",
        ),
        ("hubei", AidKind::MedicalAid, "relative", "30000", "20000"),
        (
            "digest-2025",
            AidKind::MedicalAid,
            "deep",
            "200000",
            "150000",
        ),
        (
            "digest-2025",
            AidKind::MedicalAid,
            "relative",
            "1000",
            "800",
        ),
        ("digest-2025", AidKind::TrainingAid, "deep", "2500", "2500"),
        ("digest-2025", AidKind::TrainingAid, "deep", "3500", "3000"),
        (
            "demo-a",
            AidKind::MedicalAid,
            "deep",
            "19999.99",
            "19999.99",
        ),
        ("demo-a", AidKind::MedicalAid, "deep", "20000.01", "20000"),
    ];
    for (id, kind, category, cost, limit) in vectors {
        let mut ask = ask(kind, category);
        ask.cost = Some(fen(cost));
        let room = tightest(&pack(id), &ask);
        assert_eq!(room.limit, fen(limit), "{id} {kind:?} {category} {cost}");
        assert_eq!((room.used, room.left), (Fen::ZERO, room.limit));
    }
}

#[test]
fn aid_by_the_dibao_line() {
    let vectors = [
        ("central-2015", AidKind::LivingAid, "deep", "11640"),
        ("central-2015", AidKind::SchoolAid, "deep", "9700"),
        ("hubei", AidKind::LivingAid, "deep", "11640"),
        ("hubei", AidKind::LivingAid, "relative", "9700"),
        ("hubei", AidKind::LivingAid, "accidental", "9700"),
        ("hubei", AidKind::TemporaryAid, "", "3000"),
        ("caps-10-8", AidKind::LivingAid, "deep", "9700"),
        ("caps-10-8", AidKind::LivingAid, "relative", "7760"),
        ("caps-10-8", AidKind::SchoolAid, "relative", "7760"),
        ("digest-2025", AidKind::LivingAid, "deep", "11640"),
        ("digest-2025", AidKind::LivingAid, "relative", "7760"),
    ];
    for (id, kind, category, limit) in vectors {
        let room = tightest(&with_line(id), &ask(kind, category));
        assert_eq!(room.limit, fen(limit), "{id} {kind:?} {category}");
    }
    for id in ["demo-a", "demo-b", "demo-c"] {
        assert_eq!(
            tightest(&pack(id), &ask(AidKind::LivingAid, "deep")).limit,
            fen("11640")
        );
    }
    // Two children of one worker: the cap is per student.
    let mut two = ask(AidKind::SchoolAid, "deep");
    two.students = 2;
    assert_eq!(tightest(&pack("demo-b"), &two).limit, fen("19400"));
}

#[test]
fn shanghai_counts_by_last_years_line() {
    let mut school = ask(AidKind::SchoolAid, "deep");
    for (on, limit) in [
        ("2019-03-31", "10700"),
        ("2019-12-31", "10700"),
        ("2020-01-01", "11600"),
    ] {
        school.on = on.parse().unwrap();
        assert_eq!(
            tightest(&pack("shanghai-2019"), &school).limit,
            fen(limit),
            "{on}"
        );
    }
    // The flat 5,000 is the lesser of the two.
    let living = ask(AidKind::LivingAid, "deep");
    assert_eq!(tightest(&pack("shanghai-2019"), &living).limit, fen("5000"));
}

#[test]
fn larger_aid_needs_approval_above() {
    let mut deep = ask(AidKind::MedicalAid, "deep");
    deep.cost = Some(fen("90000"));
    for (amount, by) in [
        ("20000.00", None),
        ("20000.01", Some("省总工会")),
        ("50000.00", Some("省总工会")),
        ("50000.01", Some("全国总工会")),
    ] {
        deep.amount = fen(amount);
        let approval = tightest(&pack("caps-10-8"), &deep).approval;
        assert_eq!(approval.is_some(), by.is_some(), "{amount}");
        assert!(
            approval
                .unwrap_or_default()
                .contains(by.unwrap_or_default()),
            "{amount}"
        );
    }
    // What was given before in the year counts: 15,000 + 5,000.01.
    let mut used = Used::default();
    used.add(AidKind::MedicalAid, None, fen("15000"));
    deep.amount = fen("5000.01");
    let rooms = room(&pack("caps-10-8"), &deep, &used);
    assert_eq!(
        rooms[0].approval.as_deref(),
        Some("本年合计 20,000.01 元，超过 20,000.00 元，须报省总工会批准。")
    );
}

#[test]
fn relative_hardship_takes_a_single_item() {
    let pack = with_line("caps-10-8");
    let mut used = Used::default();
    used.add(AidKind::MedicalAid, None, fen("500"));
    let rooms = room(&pack, &ask(AidKind::LivingAid, "relative"), &used);
    assert_eq!(
        (rooms[0].limit, rooms[0].used, rooms[0].left),
        (Fen(0), fen("500"), Fen(0))
    );
    assert!(rooms[0].text.contains("只能享受") && rooms[0].is_over(Fen(1)));
    // The same item again is bounded by its own cap only; condolence is no main item.
    let mut medical = ask(AidKind::MedicalAid, "relative");
    medical.cost = Some(fen("1000"));
    assert_eq!(room(&pack, &medical, &used)[0].left, fen("300"));
    let mut small = Used::default();
    small.add(AidKind::CondolenceMoney, None, fen("500"));
    assert_eq!(
        room(&pack, &ask(AidKind::LivingAid, "relative"), &small)[0].left,
        fen("7760")
    );
    // Deep hardship may have several.
    assert_eq!(
        room(&pack, &ask(AidKind::LivingAid, "deep"), &used)[0].left,
        fen("9700")
    );
}

#[test]
fn condolence_by_occasion() {
    let vectors = [
        ("anhui-condolence", "生日慰问", None, Some("300")),
        ("anhui-condolence", "住院职工", None, Some("1000")),
        ("anhui-condolence", "结婚", None, Some("600")),
        ("anhui-condolence", "会员去世", None, Some("2000")),
        ("anhui-condolence", "直系亲属去世", None, Some("1000")),
        ("anhui-condolence", "退休", None, Some("1000")),
        (
            "anhui-condolence",
            "",
            Occasion::of_season(Season::MidAutumnNationalDay),
            Some("1500"),
        ),
        ("anhui-condolence", "一线职工", None, None),
        (
            "guizhou-condolence",
            "",
            Occasion::of_season(Season::NewYearSpringFestival),
            Some("500"),
        ),
        (
            "guizhou-condolence",
            "",
            Occasion::of_season(Season::MayDay),
            Some("200"),
        ),
        (
            "guizhou-condolence",
            "",
            Occasion::of_season(Season::SendingCool),
            None,
        ),
        ("condolence-2025", "一线职工", None, Some("2000")),
        ("demo-c", "", None, Some("3000")),
    ];
    for (id, category, occasion, limit) in vectors {
        let mut ask = ask(AidKind::CondolenceMoney, category);
        ask.occasion = occasion;
        let rooms = room(&pack(id), &ask, &Used::default());
        let found = rooms.first().map(|room| room.limit);
        assert_eq!(found, limit.map(fen), "{id} {category} {occasion:?}");
    }
    // 1,500 for all festivals of a year; what was given on a birthday does not count.
    let mut used = Used::default();
    let kind = AidKind::CondolenceMoney;
    used.add(kind, Some(Occasion::SpringFestival), fen("1200"));
    used.add(kind, Some(Occasion::Birthday), fen("300"));
    let mut autumn = ask(kind, "");
    autumn.occasion = Some(Occasion::Festival);
    assert_eq!(
        room(&pack("anhui-condolence"), &autumn, &used)[0].left,
        fen("300")
    );
    // A cap per payment starts anew each time.
    assert_eq!(
        room(&pack("condolence-2025"), &autumn, &used)[0].left,
        fen("2000")
    );
}
