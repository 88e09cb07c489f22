//! Caps: every vector of the sources, running totals over the year, and what a wrong cap is told.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use songnuan_model::caps::{Ask, CapRoom, Given, Occasion, RunningTotals, Used, missing, room};
use songnuan_model::eligibility::{
    AssessError, Facts, Pack, assess, built_in_packs, built_in_text, check, parse,
};
use songnuan_model::money::{Fen, parse_yuan};
use songnuan_model::record::Id;
use songnuan_model::records::{AidKind, Season};

fn pack(id: &str) -> Pack {
    parse(built_in_text(id).unwrap()).unwrap()
}

/// A pack with the dibao line of its samples, 970.00.
fn with_line(id: &str) -> Pack {
    let line = "[[dibao_line]]\nfrom = 2010-01-01\nyuan = \"970.00\"\nsource = \"样例\"\n\n";
    let text = built_in_text(id).unwrap();
    parse(&text.replacen("[[version]]", &format!("{line}[[version]]"), 1)).unwrap()
}

fn fen(yuan: &str) -> Fen {
    parse_yuan(yuan).unwrap()
}

fn ask<'a>(kind: AidKind, category: &'a str) -> Ask<'a> {
    Ask {
        kind,
        on: "2025-06-01".parse().unwrap(),
        category,
        occasion: None,
        amount: Fen(100),
        cost: None,
        students: 0,
    }
}

/// The tightest room, with nothing given yet.
fn tightest(pack: &Pack, ask: &Ask) -> CapRoom {
    let rooms = room(pack, ask, &Used::default());
    rooms.into_iter().next().unwrap()
}

#[test]
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
        ("demo-c", "", None, Some("2000")),
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

#[test]
fn totals_run_over_the_year_and_over_batches() {
    let (a, b, home) = (Id::new("a"), Id::new("b"), Id::new("home"));
    let mut totals = RunningTotals::default();
    for (person, kind, on, yuan) in [
        (&a, AidKind::LivingAid, "2024-12-31", "9000"),
        (&a, AidKind::LivingAid, "2025-01-01", "3000"),
        (&b, AidKind::LivingAid, "2025-02-01", "1000"),
        (&a, AidKind::LivingAid, "2025-03-01", "-3000"),
        (&a, AidKind::LivingAid, "2025-03-02", "2640"),
        (&a, AidKind::MedicalAid, "2025-03-02", "500"),
    ] {
        totals.add(&Given {
            person,
            household: Some(&home),
            kind,
            occasion: None,
            on: on.parse().unwrap(),
            amount: fen(yuan),
        });
    }
    let on = "2025-06-01".parse().unwrap();
    let living = ask(AidKind::LivingAid, "deep");
    let used = totals.used(&a, Some(&home), on);
    let rooms = room(&pack("demo-a"), &living, &used);
    assert_eq!((rooms[0].used, rooms[0].left), (fen("3640"), fen("8000")));
    assert!(!rooms[0].is_over(fen("8000")) && rooms[0].is_over(fen("8000.01")));
    // Medical aid is capped per person: the other person's room is untouched.
    let mut medical = ask(AidKind::MedicalAid, "deep");
    medical.cost = Some(fen("800"));
    let left =
        |person: &Id| room(&pack("demo-a"), &medical, &totals.used(person, None, on))[0].left;
    assert_eq!((left(&a), left(&b)), (fen("300"), fen("800")));
    // Somebody who was never helped.
    assert_eq!(totals.used(&Id::new("c"), None, on), Used::default());
}

#[test]
fn what_cannot_be_told_is_asked_for() {
    let central = pack("central-2015");
    let living = ask(AidKind::LivingAid, "deep");
    assert!(room(&central, &living, &Used::default()).is_empty());
    let sentences = missing(&central, &living);
    assert!(
        sentences[0].contains("没有 2025-06-01 适用的低保标准"),
        "{sentences:?}"
    );
    let medical = ask(AidKind::MedicalAid, "deep");
    assert!(missing(&central, &medical)[0].contains("没有填写个人自付费用"));
    // Where another bound can be told, it holds until the cost is known.
    assert_eq!(tightest(&pack("demo-a"), &medical).limit, fen("20000"));
    assert_eq!(missing(&pack("demo-a"), &medical).len(), 1);
    // Before the first version there is no cap.
    let mut early = ask(AidKind::TemporaryAid, "");
    early.on = "2015-12-31".parse().unwrap();
    assert!(room(&pack("demo-a"), &early, &Used::default()).is_empty());
}

#[test]
fn a_pack_of_caps_decides_nobody() {
    let facts = Facts {
        members_n: 2,
        ..Facts::default()
    };
    let on = "2025-06-01".parse().unwrap();
    let answer = assess(&pack("hubei"), &facts, on, None);
    assert!(matches!(answer, Err(AssessError::CapsOnly { .. })));
    assert!(answer.unwrap_err().to_string().contains("只有救助标准"));
}

fn problems(from: &str, to: &str) -> Vec<String> {
    let text = built_in_text("caps-10-8").unwrap();
    assert!(text.contains(from), "{from}");
    let found = check(&[], &text.replacen(from, to, 1));
    found
        .into_iter()
        .map(|p| format!("{}: {}", p.place, p.message))
        .collect()
}

#[test]
fn every_mistake_in_a_cap_is_named_with_its_place() {
    for (from, to, expected) in [
        (
            "\"living_aid\"",
            "\"food\"",
            "第 1 个 version › 第 1 个 cap › kinds: 不认识“food”，这里可以写：condolence_money",
        ),
        (
            "kinds = [\"living_aid\"]",
            "kinds = []",
            "kinds: 至少要写一种救助项目",
        ),
        (
            "per = \"household\"",
            "per = \"village\"",
            "per: 不认识“village”，这里可以写：household、person、student、payment",
        ),
        (
            "dibao_times = \"10\"",
            "dibao_times = \"1.5\"",
            "dibao_times: 倍数“1.5”不是分数，请写成 \"3/2\"",
        ),
        (
            "dibao_times = \"10\"",
            "",
            "yuan: 没有写上限，请写 yuan、dibao_times",
        ),
        (
            "dibao_times = \"10\"",
            "dibao_times = \"10\"\ndibao_line = \"older\"",
            "dibao_line: 不认识“older”",
        ),
        (
            "yuan = \"16000.00\"",
            "yuan = \"16000.001\"",
            "yuan: “16000.001”不是大于 0、至多两位小数的金额",
        ),
        (
            "cost_rate = \"4/5\"",
            "cost_rate = \"80%\"",
            "cost_rate: 倍数“80%”不是分数，请写成 \"4/5\"",
        ),
        (
            "over = \"50000.00\"",
            "over = \"20000.00\"",
            "第 2 个 approval › over: 20,000.00 元不高于前一级",
        ),
        ("by = \"省总工会\"", "", "第 1 个 approval › by: 缺少“by”"),
        (
            "single_item = true",
            "single_item = 1",
            "single_item: “single_item”只能写 true 或 false",
        ),
        (
            "categories = [\"deep\"]",
            "category = \"deep\"",
            "category: 不认识“category”",
        ),
        (
            "cost_rate = \"1\"",
            "cost_rate = \"1\"\noccasions = [\"wedding\"]",
            "occasions: 不认识“wedding”",
        ),
        (
            "rule = \"caps_only\"",
            "rule = \"formula\"",
            "income_kinds: 缺少“income_kinds”",
        ),
    ] {
        let found = problems(from, to);
        assert!(
            found.iter().any(|line| line.contains(expected)),
            "{to}: {found:#?}"
        );
    }
    let text = built_in_text("shanghai-2019").unwrap();
    for (from, to, expected) in [
        (
            "up_to = \"10000.00\"\n",
            "",
            "第 2 个 tier › up_to: 前一档没有上界",
        ),
        (
            "rate = \"7/10\"",
            "up_to = \"9000\"\nrate = \"7/10\"",
            "上界 9,000.00 元不高于前一档的 10,000.00 元",
        ),
    ] {
        let found = check(&[], &text.replacen(from, to, 1));
        assert!(
            found
                .iter()
                .any(|p| format!("{}: {}", p.place, p.message).contains(expected)),
            "{found:?}"
        );
    }
    let empty = text.split("[[version.cap]]").next().unwrap();
    assert!(
        check(&[], empty)[0]
            .message
            .contains("至少要写一节 [[version.cap]]")
    );
}

#[test]
fn every_built_in_cap_says_where_it_stands() {
    for pack in built_in_packs().unwrap() {
        for cap in pack.versions.iter().flat_map(|version| &version.caps) {
            assert!(
                !cap.basis.article.is_empty() && cap.basis.text.ends_with('。'),
                "{}",
                pack.id
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Paying what is left never goes over, one fen more always does; and no input panics.
    #[test]
    fn the_room_is_exactly_what_is_left(
        which in 0_usize..17, kind in 0_usize..8, cost in 0_i64..=9_007_199_254_740_991,
        before in -1_000_i64..10_000_000, students in 0_u32..5,
        category in prop::sample::select(vec!["deep", "relative", "accidental", "生日", ""]),
    ) {
        let pack = &built_in_packs().unwrap()[which % songnuan_model::eligibility::BUILT_IN.len()];
        let mut ask = ask(AidKind::ALL[kind], category);
        ask.cost = Some(Fen(cost));
        ask.students = students;
        let mut used = Used::default();
        used.add(ask.kind, None, Fen(before));
        for room in room(pack, &ask, &used) {
            prop_assert!(!room.left.is_negative());
            prop_assert!(!room.is_over(room.left) && room.is_over(Fen(room.left.0 + 1)));
            let after = room.used.0 + room.left.0;
            prop_assert!(after == room.limit.0 || room.left == Fen::ZERO);
        }
    }
}
