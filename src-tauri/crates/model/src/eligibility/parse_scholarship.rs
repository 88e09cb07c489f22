//! The scholarship standard and the base-data gate of a version from TOML.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::base_data::{BaseDataGate, Nominee};
use super::pack::LineChoice;
use super::parse_caps::dibao_line;
use super::parse_rule::basis;
use super::reader::{Node, unknown_word};
use crate::scholarship::{
    ExcludedStudent, ScholarshipExclusion, ScholarshipStandard, SchoolTier, StandardAmount,
    StudentCap, StudentLimit,
};

const TIERS: [(&str, SchoolTier); 2] = [
    ("university", SchoolTier::University),
    ("senior_secondary", SchoolTier::SeniorSecondary),
];

const EXCLUDED: [&str; 8] = [
    "military_academy",
    "free_normal",
    "targeted_training",
    "aided_elsewhere",
    "after_deadline",
    "parent_not_in_service",
    "parent_not_union_member",
    "duplicate",
];

/// `[version.scholarship]`; `from` and `to` are the days of the version.
pub(super) fn scholarship(
    node: &Node,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Option<ScholarshipStandard> {
    let node = node.child_opt("scholarship")?;
    let deadline = node.date_opt("deadline");
    let outside =
        |day: &NaiveDate| from.is_some_and(|from| *day < from) || to.is_some_and(|to| *day > to);
    if let Some(day) = deadline.filter(outside) {
        node.problem(
            "deadline",
            format!("申请截止 {day} 不在这一节的起止日期之内。"),
        );
    }
    let (amounts, caps) = (amounts(&node), caps(&node));
    if amounts.is_empty() && caps.is_empty() {
        node.problem(
            "standard",
            "没有写资助标准，请至少写一节 [[…standard]] 或 [[…cap]]。",
        );
    }
    let exclusions = exclusions(&node);
    let note = node.text_opt("note");
    node.finish();
    Some(ScholarshipStandard {
        deadline,
        amounts,
        exclusions,
        caps,
        note,
    })
}

fn amounts(node: &Node) -> Vec<StandardAmount> {
    let mut amounts: Vec<StandardAmount> = Vec::new();
    for item in node.children("standard") {
        let (filed, tier) = (item.flag("filed"), tier(&item));
        let (fen, basis) = (item.yuan("yuan"), basis(&item));
        item.finish();
        let (Some(filed), Some(tier)) = (filed, tier) else {
            continue;
        };
        if amounts
            .iter()
            .any(|other| other.filed == filed && other.tier == tier)
        {
            let message = format!("建档情况相同的{}标准写了两次，请只留一个。", tier.label());
            item.problem("tier", message);
        }
        amounts.push(StandardAmount {
            filed,
            tier,
            fen,
            basis,
        });
    }
    amounts
}

fn tier(node: &Node) -> Option<SchoolTier> {
    let word = node.text("tier");
    let known = TIERS.iter().find(|(id, _)| *id == word);
    if known.is_none() && !word.is_empty() {
        node.problem("tier", unknown_word(&word, TIERS.iter().map(|(id, _)| *id)));
    }
    known.map(|(_, tier)| *tier)
}

fn caps(node: &Node) -> Vec<StudentCap> {
    let items = node.children("cap");
    let caps = items.iter().filter_map(|item| {
        let tier = tier(item);
        let limit = if item.has("dibao_times") {
            let line: LineChoice = dibao_line(item);
            let times = item.fraction("dibao_times");
            times.map(|times| StudentLimit::Line { times, line })
        } else {
            Some(StudentLimit::Fixed {
                fen: item.yuan("yuan"),
            })
        };
        let basis = basis(item);
        item.finish();
        Some(StudentCap {
            tier: tier?,
            limit: limit?,
            basis,
        })
    });
    caps.collect()
}

fn exclusions(node: &Node) -> Vec<ScholarshipExclusion> {
    let mut seen = BTreeSet::new();
    let mut exclusions = Vec::new();
    for item in node.children("exclusion") {
        let word = item.text("id");
        let when = excluded(&item, &word);
        let (enabled, basis) = (item.switch("enabled", true), basis(&item));
        if when.is_some() {
            item.finish();
        }
        if !word.is_empty() && !seen.insert(word.clone()) {
            item.problem("id", format!("排除情形“{word}”写了两次，请只留一个。"));
        }
        exclusions.extend(when.map(|when| ScholarshipExclusion {
            when,
            enabled,
            basis,
        }));
    }
    exclusions
}

fn excluded(node: &Node, word: &str) -> Option<ExcludedStudent> {
    Some(match word {
        "military_academy" => ExcludedStudent::MilitaryAcademy,
        "free_normal" => ExcludedStudent::FreeNormal,
        "targeted_training" => ExcludedStudent::TargetedTraining,
        "aided_elsewhere" => ExcludedStudent::AidedElsewhere,
        "after_deadline" => ExcludedStudent::AfterDeadline,
        "parent_not_in_service" => ExcludedStudent::ParentNotInService {
            states: node.texts("states"),
        },
        "parent_not_union_member" => ExcludedStudent::ParentNotUnionMember,
        "duplicate" => ExcludedStudent::Duplicate,
        "" => return None,
        other => {
            node.problem("id", unknown_word(other, EXCLUDED.into_iter()));
            return None;
        }
    })
}

/// `[version.base_data]`.
pub(super) fn base_data(node: &Node) -> Option<BaseDataGate> {
    let node = node.child_opt("base_data")?;
    let known = Nominee::ALL.map(|subject| (subject.id(), subject));
    let gate = BaseDataGate {
        enabled: node.switch("enabled", true),
        subjects: node.words("subjects", &known),
        basis: basis(&node),
    };
    if gate.subjects.is_empty() {
        node.problem("subjects", "至少要写一项适用范围，如 [\"model_worker\"]。");
    }
    node.finish();
    Some(gate)
}
