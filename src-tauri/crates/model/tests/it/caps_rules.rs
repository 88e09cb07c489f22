//! Caps over the year and over batches, what cannot be told, and what a wrong cap is told.

#![allow(clippy::unwrap_used)]

use crate::caps_common;
use crate::ledger_common;

use caps_common::{ask, fen, pack, tightest};
use proptest::prelude::*;
use songnuan_model::caps::{Given, RunningTotals, Used, counted_on, missing, room};
use songnuan_model::eligibility::{
    AssessError, Facts, assess, built_in_packs, built_in_text, check,
};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::AidKind;

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
fn money_that_comes_back_counts_in_the_year_it_was_given() {
    let mut first = ledger_common::line(1, 1_164_000);
    first.on = "2025-12-30".parse().unwrap();
    let mut back = ledger_common::line(2, -1_164_000);
    back.on = "2026-01-05".parse().unwrap();
    back.reverses = Some(first.id.clone());
    let stray = ledger_common::line(3, 100);
    let lines = [first, back.clone(), stray];
    let days = counted_on(&lines);
    assert_eq!(
        (days[0], days[1], days[2]),
        (lines[0].on, lines[0].on, lines[2].on)
    );
    // Without the line it takes back, a reversal has only its own day.
    assert_eq!(counted_on(&[back.clone()]), [back.on]);
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
#[allow(clippy::too_many_lines)] // a table of mistakes
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
fn a_cap_in_words() {
    let words = |id: &str, at: usize| pack(id).versions[0].caps[at].measure();
    assert_eq!(words("demo-a", 0), "每户每年不超过低保标准 × 12");
    assert_eq!(
        words("demo-a", 1),
        "每人每年不超过 20,000.00 元，不超过自付费用或损失 × 1"
    );
    assert_eq!(words("hubei", 0), "深度困难：每户每年不超过低保标准 × 12");
    assert!(words("shanghai-2019", 1).contains("10,000.00 元以内的部分 × 9/10，其余部分 × 7/10"));
    assert!(words("caps-10-8", 2).contains("超过 50,000.00 元须报全国总工会批准"));
}

#[test]
fn every_built_in_cap_says_where_it_stands() {
    for pack in built_in_packs().unwrap() {
        for cap in pack.versions.iter().flat_map(|version| &version.caps) {
            assert!(cap.label().ends_with("上限") && cap.measure().chars().count() > 8);
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
