//! The rule part of a pack: versions, thresholds, gates and exclusions from TOML.

use std::collections::BTreeSet;

use super::pack::{
    AccidentalRule, AccidentalWhen, Amount2016, Basis, Exclusion, FlatRule, FormulaRule, Gate,
    GateKind, LineChoice, Rule, Rule2016, Threshold, Version,
};
use super::parse_benefit::benefits;
use super::parse_caps::caps;
use super::parse_scholarship::{base_data, scholarship};
use super::reader::{Node, unknown_word};
use crate::records::{IncomeKind, RigidKind};

const INCOME_KINDS: [(&str, IncomeKind); 5] = [
    ("wage", IncomeKind::Wage),
    ("operating", IncomeKind::Operating),
    ("property", IncomeKind::Property),
    ("transfer", IncomeKind::Transfer),
    ("other", IncomeKind::Other),
];

const RIGID_KINDS: [(&str, RigidKind); 5] = [
    ("illness", RigidKind::Illness),
    ("disability", RigidKind::Disability),
    ("schooling", RigidKind::Schooling),
    ("housing", RigidKind::Housing),
    ("other", RigidKind::Other),
];

const RULES: [&str; 4] = ["formula", "flat", "categories_2016", "caps_only"];

const ACCIDENTS: [&str; 5] = ["event", "casualty", "loss_ratio", "after_within", "manual"];

const GATES: [&str; 7] = [
    "in_service",
    "union_member",
    "employer_has_union",
    "migrant_months",
    "income_below_province",
    "has_cause",
    "age",
];

/// One `[[version]]`; `None` when its dates or its rule cannot be told.
pub(super) fn version(node: &Node) -> Option<Version> {
    let (from, effective_to) = (node.date("effective_from"), node.date_opt("effective_to"));
    let note = node.text_opt("note");
    let line = line_choice(node);
    let rule = rule(node);
    let (mut income_kinds, mut rigid_kinds) = (Vec::new(), Vec::new());
    // A pack without an eligibility rule has nothing to count.
    if !matches!(rule, Some(Rule::CapsOnly)) {
        income_kinds = node.words("income_kinds", &INCOME_KINDS);
        rigid_kinds = node.words("rigid_kinds", &RIGID_KINDS);
        if income_kinds.is_empty() {
            node.problem("income_kinds", "至少要计入一种收入。");
        }
    }
    let gates = gates(node);
    let exclusions = exclusions(node);
    let caps = caps(node);
    let (scholarship, benefits) = (scholarship(node, from, effective_to), benefits(node));
    let base_data = base_data(node);
    let gives = !caps.is_empty() || !benefits.is_empty() || scholarship.is_some();
    if matches!(rule, Some(Rule::CapsOnly)) && !gives && base_data.is_none() {
        node.problem(
            "cap",
            "只有救助标准的政策包，至少要写一节 [[version.cap]]、[version.scholarship]、[[version.benefit]] 或 [version.base_data]。",
        );
    }
    node.finish();
    Some(Version {
        effective_from: from?,
        effective_to,
        note,
        line,
        income_kinds,
        rigid_kinds,
        rule: rule?,
        gates,
        exclusions,
        caps,
        scholarship,
        benefits,
        base_data,
    })
}

pub(super) fn line_choice(node: &Node) -> LineChoice {
    match node.text_opt("line").as_deref() {
        None | Some("current") => LineChoice::Current,
        Some("previous_year") => LineChoice::PreviousYear,
        Some(other) => {
            node.problem(
                "line",
                unknown_word(other, ["current", "previous_year"].into_iter()),
            );
            LineChoice::Current
        }
    }
}

fn rule(node: &Node) -> Option<Rule> {
    // Which sections may be there depends on the rule; the others are reported as unknown.
    match node.text("rule").as_str() {
        "formula" => formula(node).map(Rule::Formula),
        "flat" => flat(node).map(Rule::Flat),
        "categories_2016" => rule_2016(node).map(Rule::Categories2016),
        "caps_only" => Some(Rule::CapsOnly),
        "" => None,
        other => {
            node.problem("rule", unknown_word(other, RULES.into_iter()));
            None
        }
    }
}

fn formula(node: &Node) -> Option<FormulaRule> {
    let deep = node.child("deep").and_then(|child| threshold(&child));
    let relative = node
        .child_opt("relative")
        .and_then(|child| threshold(&child));
    let accidental = node
        .child_opt("accidental")
        .and_then(|child| accidental(&child));
    if let (Some(deep), Some(relative)) = (&deep, &relative)
        && relative.times.value() < deep.times.value()
    {
        let (low, high) = (relative.times.text(), deep.times.text());
        let message = format!("相对困难的倍数 {low} 小于深度困难的 {high}，没有人会落在其间。");
        node.problem("relative › times", message);
    }
    Some(FormulaRule {
        deep: deep?,
        relative,
        accidental,
    })
}

fn threshold(node: &Node) -> Option<Threshold> {
    let (op, times, basis) = (node.op("op"), node.fraction("times"), basis(node));
    node.finish();
    Some(Threshold {
        op,
        times: times?,
        basis,
    })
}

pub(super) fn basis(node: &Node) -> Basis {
    Basis {
        text: node.text("text"),
        article: node.text("article"),
        note: node.text_opt("note"),
    }
}

fn accidental(node: &Node) -> Option<AccidentalRule> {
    let words = node.texts("any_of");
    if words.is_empty() {
        node.problem("any_of", "至少要写一个条件。");
    }
    let any_of: Vec<_> = words
        .iter()
        .filter_map(|word| accident(node, word))
        .collect();
    let rule = AccidentalRule {
        first: node.switch("first", false),
        any_of,
        basis: basis(node),
    };
    node.finish();
    (!rule.any_of.is_empty()).then_some(rule)
}

fn accident(node: &Node, word: &str) -> Option<AccidentalWhen> {
    match word {
        "event" => Some(AccidentalWhen::Event),
        "casualty" => Some(AccidentalWhen::Casualty),
        "manual" => Some(AccidentalWhen::Manual),
        "loss_ratio" => {
            let op = node.op("loss_op");
            node.fraction("loss_ratio")
                .map(|ratio| AccidentalWhen::LossRatio { op, ratio })
        }
        "after_within" => {
            let op = node.op("after_op");
            node.fraction("after_times")
                .map(|times| AccidentalWhen::AfterWithin { op, times })
        }
        other => {
            node.problem("any_of", unknown_word(other, ACCIDENTS.into_iter()));
            None
        }
    }
}

fn flat(node: &Node) -> Option<FlatRule> {
    let node = node.child("flat")?;
    let (or_serious_illness, or_event) = (
        node.switch("or_serious_illness", false),
        node.switch("or_event", false),
    );
    let or_basis = match (or_serious_illness || or_event, node.child_opt("or")) {
        (_, Some(child)) => {
            let basis = basis(&child);
            child.finish();
            Some(basis)
        }
        (true, None) => {
            node.problem(
                "or",
                "写了“或者”的条件，就要有 [version.flat.or] 一节说明条文。",
            );
            None
        }
        (false, None) => None,
    };
    let (op, fen, basis) = (node.op("op"), node.yuan("yuan"), basis(&node));
    node.finish();
    Some(FlatRule {
        op,
        fen,
        basis,
        or_serious_illness,
        or_event,
        or_basis,
    })
}

fn rule_2016(node: &Node) -> Option<Rule2016> {
    let mut dibao_months = 1;
    let dibao = node.child("dibao").and_then(|child| {
        dibao_months = child.number("months", 1, 12);
        threshold(&child)
    });
    let near = node.child("near").and_then(|child| amount_2016(&child));
    let accidental = node
        .child("accidental_household")
        .and_then(|child| amount_2016(&child));
    Some(Rule2016 {
        dibao: dibao?,
        dibao_months,
        near: near?,
        accidental: accidental?,
    })
}

fn amount_2016(node: &Node) -> Option<Amount2016> {
    let before = node.child("before").and_then(|child| threshold(&child));
    let after = node.child("after").and_then(|child| threshold(&child));
    node.finish();
    Some(Amount2016 {
        before: before?,
        after: after?,
    })
}

fn gates(node: &Node) -> Vec<Gate> {
    let mut seen = BTreeSet::new();
    let mut gates = Vec::new();
    for item in node.children("gate") {
        let word = item.text("kind");
        let kind = gate_kind(&item, &word);
        let (enabled, basis) = (item.switch("enabled", true), basis(&item));
        // An unknown kind leaves its own keys unasked: one problem is enough then.
        if kind.is_some() {
            item.finish();
        }
        if !word.is_empty() && !seen.insert(word.clone()) {
            item.problem("kind", format!("条件“{word}”写了两次，请只留一个。"));
        }
        gates.extend(kind.map(|kind| Gate {
            kind,
            enabled,
            basis,
        }));
    }
    gates
}

fn gate_kind(node: &Node, word: &str) -> Option<GateKind> {
    Some(match word {
        "in_service" => GateKind::InService {
            states: node.texts("states"),
        },
        "union_member" => GateKind::UnionMember,
        "employer_has_union" => GateKind::EmployerHasUnion,
        "migrant_months" => GateKind::MigrantMonths {
            months: node.number("months", 1, 600),
        },
        "income_below_province" => GateKind::IncomeBelowProvince { op: node.op("op") },
        "has_cause" => GateKind::HasCause,
        "age" => {
            let (min, max) = (node.number("min", 0, 150), node.number("max", 0, 150));
            if min > max {
                node.problem("min", format!("最小年龄 {min} 大于最大年龄 {max}。"));
            }
            GateKind::Age { min, max }
        }
        "" => return None,
        other => {
            node.problem("kind", unknown_word(other, GATES.into_iter()));
            return None;
        }
    })
}

fn exclusions(node: &Node) -> Vec<Exclusion> {
    let mut seen = BTreeSet::new();
    let mut exclusions = Vec::new();
    for item in node.children("exclusion") {
        let (id, enabled, basis) = (item.text("id"), item.switch("enabled", true), basis(&item));
        item.finish();
        if !id.is_empty() && !seen.insert(id.clone()) {
            item.problem("id", format!("排除情形“{id}”写了两次，请只留一个。"));
        }
        exclusions.push(Exclusion { id, enabled, basis });
    }
    exclusions
}
