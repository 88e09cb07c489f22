//! The caps of a version from TOML.

use super::pack::LineChoice;
use super::parse_rule::basis;
use super::reader::{Node, unknown_word};
use crate::caps::{Approval, Cap, CapPer, Limit, Occasion, Tier};
use crate::money::Fen;
use crate::records::AidKind;

const PER: [(&str, CapPer); 4] = [
    ("household", CapPer::Household),
    ("person", CapPer::Person),
    ("student", CapPer::Student),
    ("payment", CapPer::Payment),
];

/// Every `[[version.cap]]`.
pub(super) fn caps(node: &Node) -> Vec<Cap> {
    let items = node.children("cap");
    items.iter().filter_map(cap).collect()
}

fn cap(node: &Node) -> Option<Cap> {
    let known = AidKind::ALL.map(|kind| (kind.id(), kind));
    let kinds = node.words("kinds", &known);
    if kinds.is_empty() {
        node.problem("kinds", "至少要写一种救助项目，如 [\"living_aid\"]。");
    }
    let per = per(node);
    let categories = node.texts_opt("categories");
    let occasions = occasions(node);
    let single_item = node.switch("single_item", false);
    let limits = limits(node);
    if limits.is_empty() && !single_item {
        let message = "没有写上限，请写 yuan、dibao_times、cost_rate 或 [[…tier]] 中的一项或几项。";
        node.problem("yuan", message);
    }
    let cap = Cap {
        kinds,
        per: per?,
        categories,
        occasions,
        limits,
        single_item,
        approvals: approvals(node),
        basis: basis(node),
    };
    node.finish();
    Some(cap)
}

fn per(node: &Node) -> Option<CapPer> {
    let word = node.text("per");
    let known = PER.iter().find(|(id, _)| *id == word);
    if known.is_none() && !word.is_empty() {
        node.problem("per", unknown_word(&word, PER.iter().map(|(id, _)| *id)));
    }
    known.map(|(_, per)| *per)
}

fn occasions(node: &Node) -> Vec<Occasion> {
    let known = Occasion::ALL.map(|occasion| (occasion.id(), occasion));
    if node.has("occasions") {
        node.words("occasions", &known)
    } else {
        Vec::new()
    }
}

/// The bounds of a cap; the least of them holds.
fn limits(node: &Node) -> Vec<Limit> {
    let mut limits = Vec::new();
    if node.has("yuan") {
        limits.push(Limit::Fixed {
            fen: node.yuan("yuan"),
        });
    }
    if node.has("dibao_times") {
        let line = dibao_line(node);
        let times = node.fraction("dibao_times");
        limits.extend(times.map(|times| Limit::Line { times, line }));
    }
    if node.has("cost_rate") {
        let rate = node.fraction("cost_rate");
        limits.extend(rate.map(|rate| Limit::Cost { rate }));
    }
    let tiers = tiers(node);
    if !tiers.is_empty() {
        limits.push(Limit::Tiers { tiers });
    }
    limits
}

/// `dibao_line = "current"` or `"previous_year"`.
pub(super) fn dibao_line(node: &Node) -> LineChoice {
    match node.text_opt("dibao_line").as_deref() {
        None | Some("current") => LineChoice::Current,
        Some("previous_year") => LineChoice::PreviousYear,
        Some(other) => {
            let known = ["current", "previous_year"].into_iter();
            node.problem("dibao_line", unknown_word(other, known));
            LineChoice::Current
        }
    }
}

fn tiers(node: &Node) -> Vec<Tier> {
    let items = node.children("tier");
    let mut tiers: Vec<Tier> = Vec::new();
    let mut below = Some(Fen::ZERO);
    for item in &items {
        let up_to = item.has("up_to").then(|| item.yuan("up_to"));
        let rate = item.fraction("rate");
        item.finish();
        match (below, up_to) {
            (None, _) => item.problem(
                "up_to",
                "前一档没有上界，后面不能再有一档，请给前一档补上 up_to。",
            ),
            (Some(below), Some(end)) if end <= below => item.problem(
                "up_to",
                format!("上界 {end} 元不高于前一档的 {below} 元，请按金额从小到大排列。"),
            ),
            _ => {}
        }
        below = up_to;
        tiers.extend(rate.map(|rate| Tier { up_to, rate }));
    }
    tiers
}

fn approvals(node: &Node) -> Vec<Approval> {
    let mut approvals: Vec<Approval> = Vec::new();
    for item in node.children("approval") {
        let (over, by) = (item.yuan("over"), item.text("by"));
        item.finish();
        if approvals.last().is_some_and(|last| over <= last.over) {
            let message = format!("{over} 元不高于前一级，请按金额从小到大排列。");
            item.problem("over", message);
        }
        approvals.push(Approval { over, by });
    }
    approvals
}
