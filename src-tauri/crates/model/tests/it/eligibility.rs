//! Eligibility as a whole: the domain's vectors, the sample households, boundaries as properties.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;
use songnuan_model::eligibility::{
    Clause, Facts, Pack, Verdict, VerdictCategory, assess, built_in_packs, check_set, what_if,
};
use songnuan_model::money::Fen;
use songnuan_model::records::{IncomeKind, RigidKind};

use VerdictCategory::{
    Accidental, AccidentalHousehold, Deep, DibaoHousehold, Eligible, NearDibaoHousehold,
    None as No, Relative, Undecided,
};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn pack(id: &str) -> Pack {
    static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(|| built_in_packs().unwrap());
    PACKS.iter().find(|pack| pack.id == id).unwrap().clone()
}

fn household(members_n: u32, income: i64, rigid: i64) -> Facts {
    Facts {
        members_n,
        incomes: BTreeMap::from([(IncomeKind::Wage, Fen(income))]),
        rigid: BTreeMap::from([(RigidKind::Illness, Fen(rigid))]),
        ..Facts::default()
    }
}

fn verdict(id: &str, facts: &Facts) -> Verdict {
    assess(&pack(id), facts, date("2026-11-22"), None).unwrap()
}

/// With a dibao line given by hand, for packs whose source names none.
fn with_line(id: &str, facts: &Facts, line: i64) -> Verdict {
    assess(&pack(id), facts, date("2026-11-22"), Some(Fen(line))).unwrap()
}

fn clause<'v>(verdict: &'v Verdict, id: &str) -> &'v Clause {
    verdict
        .clauses
        .iter()
        .find(|clause| clause.id == id)
        .unwrap()
}

/// DOMAIN §2.2: income, rigid, per head "num/den", `<` pack, `≤` pack.
const H: [(&str, i64, i64, &str, VerdictCategory, VerdictCategory); 8] = [
    ("H1", 9_600_000, 6_000_000, "100000/1", Relative, Relative),
    ("H2", 9_600_000, 6_108_000, "97000/1", Relative, Deep),
    ("H3", 9_600_000, 6_107_900, "873025/9", Relative, Relative),
    ("H4", 3_492_014, 0, "1746007/18", Relative, Relative),
    ("H5", 3_491_964, 0, "96999/1", Deep, Deep),
    ("H6", 9_600_000, 2_616_000, "194000/1", No, Relative),
    ("H7", 9_600_000, 2_616_100, "1745975/9", Relative, Relative),
    ("H8", 12_000_000, 2_000_000, "2500000/9", No, No),
];

#[test]
fn vectors_h1_to_h8() {
    for (name, income, rigid, per_head, strict, inclusive) in H {
        let facts = household(3, income, rigid);
        for (id, expected) in [("demo-a", strict), ("demo-c", inclusive)] {
            let verdict = verdict(id, &facts);
            assert_eq!(verdict.per_capita_month_fen, per_head, "{name} {id}");
            assert_eq!(verdict.category, expected, "{name} {id}");
            assert_eq!(verdict.line_fen, Some(Fen(97_000)), "{name} {id}");
        }
    }
}

#[test]
fn numbers_are_put_into_the_clauses() {
    let first = verdict("demo-a", &household(3, 9_600_000, 6_000_000));
    let deep = clause(&first, "deep");
    assert_eq!(
        deep.numbers,
        "(96,000.00 − 60,000.00) ÷ 12 ÷ 3 = 1,000.00 元/人·月；低保标准 970.00 元；不符合“低于”"
    );
    assert_eq!(
        (deep.passed, deep.gap.as_deref()),
        (Some(false), Some("超出 30.00 元"))
    );
    let relative = clause(&first, "relative");
    assert!(
        relative
            .numbers
            .contains("低保标准 970.00 元 × 2 = 1,940.00 元")
    );
    assert_eq!(relative.gap.as_deref(), Some("差 940.00 元"));
    assert!(!relative.article.is_empty());

    // H4 rounds to the line; the text must not claim it is the line.
    let close = verdict("demo-a", &household(3, 3_492_014, 0));
    assert!(clause(&close, "deep").numbers.contains("≈970.004 元"));
    let exact = verdict("demo-a", &household(3, 9_600_000, 6_108_000));
    assert_eq!(clause(&exact, "deep").gap.as_deref(), Some("正好等于标准"));
}

#[test]
fn negative_net_is_deep_and_zero_members_is_a_sentence() {
    let verdict = verdict("demo-a", &household(2, 0, 3_600_000));
    assert_eq!(verdict.category, Deep);
    assert_eq!(verdict.net_fen, Fen(-3_600_000));
    assert_eq!(verdict.per_capita_month_fen, "-150000/1");

    let error = assess(
        &pack("demo-a"),
        &household(0, 1, 0),
        date("2026-11-22"),
        None,
    )
    .unwrap_err();
    assert!(error.to_string().contains("家庭人口是 0"));
    let much = household(1, i64::MAX, i64::MIN);
    assert!(assess(&pack("demo-a"), &much, date("2026-11-22"), None).is_err());
}

#[test]
fn a_day_before_the_first_version_is_a_sentence() {
    let facts = household(1, 0, 0);
    let error = assess(&pack("xingtai-2021"), &facts, date("2021-07-08"), None).unwrap_err();
    assert!(error.to_string().contains("2021-07-09 起执行"), "{error}");
    assert!(
        assess(
            &pack("xingtai-2021"),
            &facts,
            date("2021-07-09"),
            Some(Fen(1))
        )
        .is_ok()
    );
}

#[derive(serde::Deserialize)]
struct Sample {
    members_n: u32,
    annual_income_fen: i64,
    rigid_fen: i64,
    net_fen: i64,
    per_capita_month_fen: String,
    event: bool,
    status: String,
    seq: u32,
    category: BTreeMap<String, String>,
}

fn samples() -> (Vec<Sample>, serde_json::Value) {
    let text = include_str!("../../../../../tests/fixtures/eligibility/households.json");
    let mut json: serde_json::Value = serde_json::from_str(text).unwrap();
    let households = serde_json::from_value(json["households"].take()).unwrap();
    (households, json["active_categories"].take())
}

#[test]
fn the_sample_households_under_three_packs() {
    let (samples, active) = samples();
    assert_eq!(samples.len(), 148);
    for (letter, id) in [("A", "demo-a"), ("B", "demo-b"), ("C", "demo-c")] {
        let mut counts =
            BTreeMap::from([("deep", 0), ("relative", 0), ("accidental", 0), ("none", 0)]);
        for sample in &samples {
            let mut facts = household(sample.members_n, sample.annual_income_fen, sample.rigid_fen);
            facts.event = sample.event.then(|| "突发重病".to_owned());
            let verdict = verdict(id, &facts);
            let expected = sample.category[letter].as_str();
            let found = serde_json::to_value(verdict.category).unwrap();
            assert_eq!(found, expected, "户 {} {id}", sample.seq);
            assert_eq!(
                verdict.per_capita_month_fen, sample.per_capita_month_fen,
                "户 {}",
                sample.seq
            );
            assert_eq!(verdict.net_fen, Fen(sample.net_fen), "户 {}", sample.seq);
            assert_eq!(verdict.event, sample.event, "户 {}", sample.seq);
            assert!(verdict.missing.is_empty());
            if sample.status == "在档" {
                *counts.get_mut(expected).unwrap() += 1;
            }
        }
        assert_eq!(
            serde_json::to_value(counts).unwrap(),
            sorted(&active[letter]),
            "{id}"
        );
    }
}

/// The same object with its keys in order, as a `BTreeMap` writes them.
fn sorted(object: &serde_json::Value) -> serde_json::Value {
    let map: BTreeMap<String, i64> = serde_json::from_value(object.clone()).unwrap();
    serde_json::to_value(map).unwrap()
}

/// T8.1: a worker in service of an employer with a union, alone.
fn shenzhen(per_head: i64) -> Facts {
    Facts {
        work_state: Some("在岗".into()),
        employer_has_union: Some(true),
        serious_illness: Some(false),
        ..household(1, per_head * 12, 0)
    }
}

#[test]
fn t8_1_shenzhen_2017() {
    let ill = Facts {
        serious_illness: Some(true),
        ..shenzhen(150_000)
    };
    let accident = Facts {
        event: Some("交通事故".into()),
        ..shenzhen(150_000)
    };
    let no_union = Facts {
        employer_has_union: Some(false),
        ..shenzhen(100_000)
    };
    let retired = Facts {
        work_state: Some("退休".into()),
        ..shenzhen(100_000)
    };
    for (what, facts, expected) in [
        ("1,199.99", shenzhen(119_999), Eligible),
        ("1,200.00", shenzhen(120_000), No),
        ("1,500 and ill", ill, Eligible),
        ("1,500 and an accident", accident, Eligible),
        ("no union", no_union, No),
        ("retired", retired, No),
    ] {
        let verdict = verdict("shenzhen-2017", &facts);
        assert_eq!(verdict.category, expected, "{what}");
        assert_eq!(verdict.line_fen, Some(Fen(120_000)));
    }
    let verdict = verdict("shenzhen-2017", &shenzhen(120_000));
    assert_eq!(
        clause(&verdict, "flat").gap.as_deref(),
        Some("正好等于标准")
    );
}

#[test]
fn missing_facts_are_asked_for_not_taken_as_no() {
    let unknown = Facts {
        employer_has_union: None,
        ..shenzhen(100_000)
    };
    let verdict = verdict("shenzhen-2017", &unknown);
    assert_eq!(
        (verdict.category, verdict.if_complete),
        (Undecided, Some(Eligible))
    );
    assert_eq!(verdict.missing, ["单位是否建会"]);
    assert_eq!(clause(&verdict, "gate.employer_has_union").passed, None);
    // What is missing does not matter once a known fact decides.
    let rich = Facts {
        employer_has_union: None,
        ..shenzhen(200_000)
    };
    assert_eq!(self::verdict("shenzhen-2017", &rich).category, No);
}

#[test]
fn a_pack_without_a_line_asks_for_it() {
    let facts = household(3, 9_600_000, 6_108_000);
    let without = verdict("xingtai-2021", &facts);
    assert_eq!((without.category, without.line_fen), (Undecided, None));
    assert_eq!(without.missing, ["当地低保标准"]);
    let given = with_line("xingtai-2021", &facts, 97_000);
    assert_eq!((given.category, given.line_from), (Deep, None));
    let excluded = Facts {
        exclusions: vec!["owns_vehicle".into()],
        ..facts
    };
    assert_eq!(with_line("xingtai-2021", &excluded, 97_000).category, No);
}

#[test]
fn qingdao_accident_and_migrant_contract() {
    let base = Facts {
        migrant_worker: Some(false),
        ..household(3, 12_000_000, 0)
    };
    let loss = |fen| Facts {
        event: Some("火灾".into()),
        event_casualty: Some(false),
        event_loss: Some(Fen(fen)),
        ..base.clone()
    };
    assert_eq!(with_line("qingdao", &loss(9_600_000), 97_000).category, No); // exactly 80 %
    assert_eq!(
        with_line("qingdao", &loss(9_600_001), 97_000).category,
        Accidental
    );
    let hurt = Facts {
        event_casualty: Some(true),
        event_loss: None,
        ..loss(0)
    };
    assert_eq!(with_line("qingdao", &hurt, 97_000).category, Accidental);

    let migrant = |signed: &str| Facts {
        migrant_worker: Some(true),
        contract_signed_on: Some(date(signed)),
        ..household(3, 3_000_000, 0)
    };
    assert_eq!(
        with_line("qingdao", &migrant("2025-11-22"), 97_000).category,
        Deep
    );
    assert_eq!(
        with_line("qingdao", &migrant("2025-11-23"), 97_000).category,
        No
    );
    let unknown = household(3, 3_000_000, 0);
    let verdict = with_line("qingdao", &unknown, 97_000);
    assert_eq!(
        (verdict.category, verdict.if_complete),
        (Undecided, Some(Deep))
    );
}

#[test]
fn anqing_needs_the_provincial_figure_and_a_cause() {
    let facts = Facts {
        has_cause: Some(true),
        ..household(3, 6_984_000, 0)
    };
    let verdict = with_line("anqing-2025", &facts, 97_000);
    assert_eq!(
        (verdict.category, verdict.if_complete),
        (Undecided, Some(Relative))
    );
    assert!(verdict.missing[0].starts_with("2025 年度全省人均可支配收入"));

    let mut pack = pack("anqing-2025");
    pack.provincial_incomes
        .push(songnuan_model::eligibility::ProvincialIncome {
            year: 2025,
            fen: Fen(2_328_000),
            source: "测试".into(),
        });
    let ask = |facts: &Facts| {
        assess(&pack, facts, date("2026-11-22"), Some(Fen(97_000)))
            .unwrap()
            .category
    };
    assert_eq!(ask(&facts), No); // 23,280.00 a head is not below 23,280.00
    assert_eq!(
        ask(&Facts {
            members_n: 4,
            ..facts.clone()
        }),
        Relative
    );
    assert_eq!(
        ask(&Facts {
            has_cause: Some(false),
            members_n: 4,
            ..facts
        }),
        No
    );
}

#[test]
fn categories_of_2016() {
    let base = |income, rigid| Facts {
        migrant_worker: Some(false),
        on_dibao: Some(false),
        monthly_income: Some(vec![Fen(income / 12); 12]),
        ..household(1, income, rigid)
    };
    let ask = |facts: &Facts| with_line("national-2016", facts, 97_000).category;
    assert_eq!(ask(&base(96_999 * 12, 0)), DibaoHousehold);
    // Exactly 150 % of the line, and exactly the line after deduction.
    assert_eq!(ask(&base(145_500 * 12, 48_500 * 12)), NearDibaoHousehold);
    assert_eq!(ask(&base(145_501 * 12, 48_501 * 12)), No);
    assert_eq!(ask(&base(145_500 * 12, 48_499 * 12)), No);

    let mut six = base(200_000 * 12, 0);
    six.monthly_income = Some(
        (0..12)
            .map(|month| Fen(if month < 6 { 90_000 } else { 310_000 }))
            .collect(),
    );
    assert_eq!(ask(&six), DibaoHousehold);
    six.monthly_income = Some(
        (0..12)
            .map(|month| Fen(if month % 6 < 5 { 90_000 } else { 310_000 }))
            .collect(),
    );
    assert_eq!(ask(&six), No);

    let aided = Facts {
        on_dibao: Some(true),
        still_in_hardship: Some(true),
        ..base(200_000 * 12, 0)
    };
    assert_eq!(ask(&aided), DibaoHousehold);

    let burnt = |loss, savings| Facts {
        event: Some("火灾".into()),
        event_loss: Some(Fen(loss)),
        savings,
        ..base(291_000 * 12, 0)
    };
    assert_eq!(ask(&burnt(194_000 * 12, None)), AccidentalHousehold);
    assert_eq!(ask(&burnt(194_000 * 12 - 1, None)), No);
    let richer = Facts {
        incomes: household(1, 291_001 * 12, 0).incomes,
        ..burnt(194_001 * 12, None)
    };
    assert_eq!(ask(&richer), Undecided);
    assert_eq!(
        ask(&Facts {
            savings: Some(Fen(0)),
            ..richer.clone()
        }),
        AccidentalHousehold
    );
    assert_eq!(
        ask(&Facts {
            savings: Some(Fen(1)),
            ..richer
        }),
        No
    );
}

#[test]
fn what_if_lists_exactly_those_who_change() {
    let cases: Vec<_> = H
        .iter()
        .map(|(name, income, rigid, ..)| ((*name).to_owned(), household(3, *income, *rigid)))
        .chain([("empty".to_owned(), household(0, 0, 0))])
        .collect();
    let answer = what_if(&pack("demo-a"), &cases, date("2026-11-22"), Fen(97_001));
    let changed: Vec<_> = answer
        .changes
        .iter()
        .map(|c| (c.key.as_str(), c.before, c.after))
        .collect();
    // 970.01: H2 (970.00) and H4 (970.00389) become deep, H6 (1,940.00) relative.
    assert_eq!(
        changed,
        [
            ("H2", Relative, Deep),
            ("H4", Relative, Deep),
            ("H6", No, Relative)
        ]
    );
    assert_eq!(answer.before_line_fen, Some(Fen(97_000)));
    assert_eq!((answer.households, answer.failed.len()), (9, 1));
}

#[test]
fn built_in_packs_are_sound() {
    let packs = built_in_packs().unwrap();
    assert!(check_set(&packs).is_empty());
    let ids: Vec<_> = packs.iter().map(|pack| pack.id.as_str()).collect();
    for id in [
        "demo-a",
        "demo-b",
        "demo-c",
        "shenzhen-2017",
        "xingtai-2021",
        "qingdao",
    ] {
        assert!(ids.contains(&id), "{id}");
    }
}

fn rank(category: VerdictCategory) -> u8 {
    match category {
        Deep => 0,
        Relative => 1,
        _ => 2,
    }
}

proptest! {
    #[test]
    fn more_income_never_makes_poorer(
        n in 1_u32..12,
        income in -10_000_000_i64..40_000_000,
        more in 0_i64..5_000_000,
        rigid in 0_i64..20_000_000,
    ) {
        for id in ["demo-a", "demo-b", "demo-c"] {
            let pack = pack(id);
            let ask = |income| {
                let facts = household(n, income, rigid);
                assess(&pack, &facts, date("2026-11-22"), None).unwrap().category
            };
            prop_assert!(rank(ask(income)) <= rank(ask(income + more)));
        }
    }

    /// One fen a year decides: at the line, one below, one above.
    #[test]
    fn the_boundary_is_exact(n in 1_u32..12, line in 1_i64..300_000) {
        let at = line * 12 * i64::from(n);
        for (id, income, expected) in [
            ("demo-a", at - 1, Deep), ("demo-a", at, Relative), ("demo-a", at * 2, No),
            ("demo-c", at, Deep), ("demo-c", at + 1, Relative), ("demo-c", at * 2, Relative),
            ("demo-c", at * 2 + 1, No),
        ] {
            let facts = household(n, income, 0);
            let verdict = with_line(id, &facts, line);
            prop_assert_eq!(verdict.category, expected, "{} {}", id, income);
        }
    }
}
