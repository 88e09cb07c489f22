//! The benefits of model workers of a version from TOML.

use super::parse_rule::basis;
use super::reader::{Node, unknown_word};
use crate::model_workers::{
    BenefitPay, BenefitRule, ExcludedWhen, HardshipNeed, MedicalNeed, StateExclusion, WorkerLine,
};
use crate::records::{BenefitKind, HonorLevel, WorkerKind};

const KINDS: [(&str, BenefitKind); 7] = [
    ("living_subsidy", BenefitKind::LivingSubsidy),
    ("special_hardship_fund", BenefitKind::SpecialHardshipFund),
    ("festival_money", BenefitKind::FestivalMoney),
    ("honor_allowance", BenefitKind::HonorAllowance),
    ("medical_check", BenefitKind::MedicalCheck),
    ("recuperation", BenefitKind::Recuperation),
    ("hospital_visit", BenefitKind::HospitalVisit),
];

const LEVELS: [(&str, HonorLevel); 6] = [
    ("national", HonorLevel::National),
    ("provincial", HonorLevel::Provincial),
    ("city", HonorLevel::City),
    ("county", HonorLevel::County),
    ("township", HonorLevel::Township),
    ("other", HonorLevel::Other),
];

const WORKERS: [(&str, WorkerKind); 4] = [
    ("in_service", WorkerKind::InService),
    ("retired", WorkerKind::Retired),
    ("retired_cadre", WorkerKind::RetiredCadre),
    ("farmer", WorkerKind::Farmer),
];

const STATES: [(&str, ExcludedWhen); 5] = [
    ("deceased", ExcludedWhen::Deceased),
    ("revoked", ExcludedWhen::Revoked),
    ("emigrated", ExcludedWhen::Emigrated),
    ("missing", ExcludedWhen::Missing),
    ("under_investigation", ExcludedWhen::UnderInvestigation),
];

/// Every `[[version.benefit]]`.
pub(super) fn benefits(node: &Node) -> Vec<BenefitRule> {
    let mut rules: Vec<BenefitRule> = Vec::new();
    for item in node.children("benefit") {
        let kind = one_of(&item, "kind", &KINDS);
        let levels = if item.has("levels") {
            item.words("levels", &LEVELS)
        } else {
            Vec::new()
        };
        let (pay, need) = (pay(&item), need(&item));
        let (exclusions, basis) = (exclusions(&item), basis(&item));
        item.finish();
        let Some(kind) = kind else { continue };
        let meets = |other: &BenefitRule| {
            let all = other.levels.is_empty() || levels.is_empty();
            other.kind == kind && (all || other.levels.iter().any(|level| levels.contains(level)))
        };
        if rules.iter().any(meets) {
            let message = format!("同一级别的“{}”写了两次，请只留一个。", kind.label());
            item.problem("kind", message);
        }
        rules.push(BenefitRule {
            kind,
            levels,
            pay,
            need,
            exclusions,
            basis,
        });
    }
    rules
}

/// One word out of a list that must be there.
fn one_of<T: Copy>(node: &Node, key: &'static str, known: &[(&str, T)]) -> Option<T> {
    let word = node.text(key);
    let found = known.iter().find(|(id, _)| *id == word);
    if found.is_none() && !word.is_empty() {
        node.problem(key, unknown_word(&word, known.iter().map(|(id, _)| *id)));
    }
    found.map(|(_, value)| *value)
}

/// `[[…line]]` for a monthly difference, `yuan` for a yearly amount, neither when it is decided by
/// hand.
fn pay(node: &Node) -> BenefitPay {
    let items = node.children("line");
    if items.is_empty() {
        return if node.has("yuan") {
            BenefitPay::Yearly {
                fen: node.yuan("yuan"),
            }
        } else {
            BenefitPay::ByHand
        };
    }
    let monthly_cap = node.has("monthly_cap").then(|| node.yuan("monthly_cap"));
    let mut lines: Vec<WorkerLine> = Vec::new();
    for item in &items {
        let worker = one_of(item, "worker", &WORKERS);
        let age = |key: &'static str| item.has(key).then(|| item.number(key, 0, 150));
        let line = worker.map(|worker| WorkerLine {
            worker,
            fen: item.yuan("yuan"),
            men_from: age("men_from"),
            women_from: age("women_from"),
            no_fixed_income: item.switch("no_fixed_income", false),
            or_disabled: item.switch("or_disabled", false),
            basis: basis(item),
        });
        if worker.is_some() {
            item.finish();
        }
        if lines.iter().any(|other| Some(other.worker) == worker) {
            item.problem("worker", "同一类人员写了两次，请只留一个。");
        }
        lines.extend(line);
    }
    BenefitPay::UpToLine { lines, monthly_cap }
}

fn need(node: &Node) -> Option<HardshipNeed> {
    let node = node.child_opt("need")?;
    let medical = node.child_opt("medical").and_then(|medical| {
        let (from, to) = (medical.date("from"), medical.date("to"));
        let (op, over) = (medical.op("op"), medical.yuan("yuan"));
        medical.finish();
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            medical.problem("to", format!("起止日期颠倒：从 {from} 到 {to}。"));
        }
        Some(MedicalNeed {
            op,
            over,
            from: from?,
            to: to?,
        })
    });
    let need = HardshipNeed {
        medical,
        jobless: node.switch("jobless", false),
        relative_ill: node.switch("relative_ill", false),
        basis: basis(&node),
    };
    node.finish();
    Some(need)
}

fn exclusions(node: &Node) -> Vec<StateExclusion> {
    let mut exclusions: Vec<StateExclusion> = Vec::new();
    for item in node.children("exclusion") {
        let when = one_of(&item, "id", &STATES);
        let (enabled, basis) = (item.switch("enabled", true), basis(&item));
        item.finish();
        let Some(when) = when else { continue };
        if exclusions.iter().any(|other| other.when == when) {
            item.problem("id", "排除情形写了两次，请只留一个。");
        }
        exclusions.push(StateExclusion {
            when,
            enabled,
            basis,
        });
    }
    exclusions
}
