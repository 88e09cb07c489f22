//! The rules of model workers' benefits: Xianning's lines and cap, farmers, who is excluded,
//! Qingdao's special hardship, and the mistakes of a rule (DOMAIN §S11).

#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::NaiveDate;
use songnuan_model::eligibility::{Pack, built_in_text, parse};
use songnuan_model::model_workers::{
    BenefitOutcome, BenefitResult, WorkerFacts, benefit, benefit_reason_label,
};
use songnuan_model::money::Fen;
use songnuan_model::papers::Sex;
use songnuan_model::records::{BenefitKind, HonorLevel, WorkerKind, WorkerState};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn pack(id: &str) -> Pack {
    parse(built_in_text(id).unwrap()).unwrap()
}

/// A man of 70, retired, provincial, alive.
fn facts() -> WorkerFacts {
    WorkerFacts {
        on: day("2025-07-01"),
        level: Some(HonorLevel::Provincial),
        kind: Some(WorkerKind::Retired),
        state: Some(WorkerState::Living),
        birth: Some(day("1955-07-01")),
        sex: Some(Sex::Male),
        monthly_income: Some(Fen(300_000)),
        fixed_income: Some(true),
        disabled: Some(false),
        under_investigation: Some(false),
        own_medical: None,
        jobless: None,
        relative_ill: None,
    }
}

fn living(pack: &Pack, facts: &WorkerFacts) -> BenefitResult {
    let kind = BenefitKind::LivingSubsidy;
    benefit(pack.benefit_on(facts.on, kind, facts.level).unwrap(), facts)
}

#[test]
#[allow(clippy::too_many_lines)] // a table of cases
fn xianning_pays_the_difference_up_to_the_cap() {
    let xianning = pack("xianning-2025");
    let cases = [
        (
            WorkerKind::Retired,
            300_000,
            55_200,
            662_400,
            "retired_line",
        ),
        (
            WorkerKind::Retired,
            200_000,
            100_000,
            1_200_000,
            "retired_line capped_1000",
        ),
        (
            WorkerKind::Retired,
            255_200,
            100_000,
            1_200_000,
            "retired_line",
        ),
        (
            WorkerKind::Retired,
            255_199,
            100_000,
            1_200_000,
            "retired_line capped_1000",
        ),
        (
            WorkerKind::Retired,
            355_200,
            0,
            0,
            "retired_line income_at_or_above_line",
        ),
        (WorkerKind::Retired, 355_199, 1, 12, "retired_line"),
        (
            WorkerKind::InService,
            600_000,
            56_600,
            679_200,
            "in_service_line",
        ),
        (
            WorkerKind::InService,
            656_601,
            0,
            0,
            "in_service_line income_at_or_above_line",
        ),
        (WorkerKind::RetiredCadre, 100_000, 0, 0, "no_line_for_kind"),
    ];
    for (kind, income, monthly, yearly, reasons) in cases {
        let found = living(
            &xianning,
            &WorkerFacts {
                kind: Some(kind),
                monthly_income: Some(Fen(income)),
                ..facts()
            },
        );
        assert_eq!(
            (found.monthly, found.yearly),
            (Fen(monthly), Fen(yearly)),
            "{income}"
        );
        assert_eq!(found.reasons.join(" "), reasons, "{income}");
        assert_eq!(found.outcome == BenefitOutcome::Given, monthly > 0);
        assert!(
            found
                .clauses
                .iter()
                .all(|clause| !clause.article.is_empty())
        );
    }
    // A pack says since when it holds.
    let before = xianning.benefit_on(day("2025-02-06"), BenefitKind::LivingSubsidy, None);
    assert!(before.is_none());
}

#[test]
fn farmers_need_age_and_no_fixed_income_or_a_disability() {
    let xianning = pack("xianning-2025");
    let farmer = |birth: &str, sex, fixed, disabled| WorkerFacts {
        kind: Some(WorkerKind::Farmer),
        birth: Some(day(birth)),
        sex: Some(sex),
        fixed_income: fixed,
        disabled: Some(disabled),
        monthly_income: Some(Fen(20_000)),
        ..facts()
    };
    let (man, woman) = (Sex::Male, Sex::Female);
    let cases = [
        (
            farmer("1965-07-01", man, Some(false), false),
            80_000,
            "farmer_line",
        ),
        (
            farmer("1965-07-02", man, Some(false), false),
            0,
            "farmer_under_age",
        ),
        (
            farmer("1970-07-01", woman, Some(false), false),
            80_000,
            "farmer_line",
        ),
        (
            farmer("1970-07-02", woman, Some(false), false),
            0,
            "farmer_under_age",
        ),
        (
            farmer("1965-07-01", man, Some(true), false),
            0,
            "farmer_fixed_income",
        ),
        (
            farmer("1975-07-01", man, Some(true), true),
            80_000,
            "farmer_line",
        ),
        (
            farmer("1965-07-01", man, None, false),
            0,
            "missing:fixed_income",
        ),
    ];
    for (facts, monthly, reasons) in cases {
        let found = living(&xianning, &facts);
        assert_eq!(
            (found.monthly.0, found.reasons.join(" ").as_str()),
            (monthly, reasons)
        );
    }
}

#[test]
fn who_is_excluded_gets_nothing_and_is_told_why() {
    let xianning = pack("xianning-2025");
    let state = |state| WorkerFacts {
        state: Some(state),
        ..facts()
    };
    let cases = [
        (state(WorkerState::Deceased), "deceased"),
        (state(WorkerState::Revoked), "honor_revoked"),
        (state(WorkerState::Emigrated), "emigrated"),
        (state(WorkerState::Missing), "whereabouts_unknown"),
        (
            WorkerFacts {
                under_investigation: Some(true),
                ..facts()
            },
            "under_investigation",
        ),
        (
            WorkerFacts {
                level: Some(HonorLevel::City),
                ..facts()
            },
            "level_not_covered",
        ),
        (
            WorkerFacts {
                monthly_income: None,
                ..facts()
            },
            "missing:monthly_income",
        ),
        (
            WorkerFacts {
                state: None,
                ..facts()
            },
            "missing:state",
        ),
        (
            WorkerFacts {
                kind: None,
                ..facts()
            },
            "missing:kind",
        ),
    ];
    for (facts, reason) in cases {
        let found = living(&xianning, &facts);
        assert_eq!(
            (found.monthly, found.yearly),
            (Fen::ZERO, Fen::ZERO),
            "{reason}"
        );
        assert_eq!(found.reasons, [reason]);
        assert_ne!(benefit_reason_label(reason), reason);
        assert_eq!(
            found.outcome == BenefitOutcome::Incomplete,
            reason.starts_with("missing:")
        );
    }
    // The dead are kept out even where a pack forgets to say so.
    let text = built_in_text("xianning-2025").unwrap();
    let without = text.replace("id = \"deceased\"", "id = \"deceased\"\nenabled = false");
    let found = living(&parse(&without).unwrap(), &state(WorkerState::Deceased));
    assert_eq!(found.reasons, ["deceased"]);
}

#[test]
#[allow(clippy::too_many_lines)] // a table of cases
fn qingdao_2017_asks_for_strictly_more_than_5000_in_the_period() {
    let qingdao = pack("qingdao");
    let on = day("2017-11-01");
    let fund = |facts: WorkerFacts| {
        let facts = WorkerFacts { on, ..facts };
        let kind = BenefitKind::SpecialHardshipFund;
        benefit(qingdao.benefit_on(on, kind, facts.level).unwrap(), &facts)
    };
    let national = WorkerFacts {
        level: Some(HonorLevel::National),
        ..facts()
    };
    let known = WorkerFacts {
        jobless: Some(false),
        relative_ill: Some(false),
        ..national
    };
    let spent = |fen| WorkerFacts {
        own_medical: Some(Fen(fen)),
        ..known
    };
    let cases = [
        (spent(500_000), BenefitOutcome::NotGiven, "need_not_met"),
        (
            spent(500_001),
            BenefitOutcome::ByHand,
            "own_medical_over_threshold amount_by_hand",
        ),
        (
            WorkerFacts {
                jobless: Some(true),
                ..spent(0)
            },
            BenefitOutcome::ByHand,
            "jobless amount_by_hand",
        ),
        (
            WorkerFacts {
                relative_ill: Some(true),
                ..national
            },
            BenefitOutcome::ByHand,
            "relative_seriously_ill amount_by_hand",
        ),
        (known, BenefitOutcome::Incomplete, "missing:own_medical"),
        (
            WorkerFacts {
                level: Some(HonorLevel::City),
                ..known
            },
            BenefitOutcome::Given,
            "flat_yearly",
        ),
        (
            WorkerFacts {
                level: Some(HonorLevel::Provincial),
                ..known
            },
            BenefitOutcome::NotGiven,
            "level_not_covered",
        ),
    ];
    for (facts, outcome, reasons) in cases {
        let found = fund(facts);
        assert_eq!(
            (found.outcome, found.reasons.join(" ").as_str()),
            (outcome, reasons)
        );
        let flat = outcome == BenefitOutcome::Given;
        assert_eq!(found.yearly, if flat { Fen(250_000) } else { Fen::ZERO });
    }
    // All living national model workers get festival money; the dead do not.
    let kind = BenefitKind::FestivalMoney;
    let rule = qingdao.benefit_on(on, kind, national.level).unwrap();
    assert_eq!(benefit(rule, &national).outcome, BenefitOutcome::ByHand);
    let dead = WorkerFacts {
        state: Some(WorkerState::Deceased),
        ..national
    };
    assert_eq!(benefit(rule, &dead).reasons, ["deceased"]);
    // Costs count on the first and last day of the period, and not beside it.
    let rule = qingdao
        .benefit_on(on, BenefitKind::SpecialHardshipFund, national.level)
        .unwrap();
    let medical = rule.need.as_ref().unwrap().medical.as_ref().unwrap();
    let cost = |on: &str, fen| (day(on), Fen(fen));
    let costs = [
        cost("2016-09-30", 100_000),
        cost("2016-10-01", 250_000),
        cost("2017-09-30", 250_000),
        cost("2017-10-01", 100_000),
    ];
    assert_eq!(medical.spent(costs), Some(Fen(500_000)));
}

#[test]
fn mistakes_of_a_benefit_are_named_with_their_place() {
    let text = built_in_text("xianning-2025").unwrap();
    let cases = [
        (
            "kind = \"living_subsidy\"",
            "kind = \"gold\"",
            "kind: 不认识“gold”",
        ),
        (
            "[\"provincial\"]",
            "[\"county\", \"world\"]",
            "levels: 不认识“world”",
        ),
        (
            "worker = \"retired\"",
            "worker = \"in_service\"",
            "同一类人员写了两次",
        ),
        (
            "yuan = \"6566.00\"",
            "yuan = 6566.5",
            "金额请写成带引号的元",
        ),
        ("men_from = 60", "men_from = \"60\"", "men_from"),
        ("id = \"revoked\"", "id = \"deceased\"", "排除情形写了两次"),
        ("id = \"revoked\"", "id = \"poor\"", "不认识“poor”"),
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
    }
}
