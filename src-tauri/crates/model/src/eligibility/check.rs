//! Checks that need more than one field: date spans of versions and lines, ids across packs.

use chrono::NaiveDate;

use super::pack::Pack;
use super::parse::parse;
use super::reader::{Node, PackProblem};

/// A span of days, both ends inclusive; `None` = open.
pub(super) type Span = (NaiveDate, Option<NaiveDate>);

/// Everything wrong with an edited pack, given the other packs it will stand beside.
pub fn check(others: &[Pack], edited: &str) -> Vec<PackProblem> {
    match parse(edited) {
        Err(problems) => problems,
        Ok(pack) => clashes(others, &pack).into_iter().collect(),
    }
}

/// Two packs with one id or one name in a set.
pub fn check_set(packs: &[Pack]) -> Vec<PackProblem> {
    let pairs = packs.iter().enumerate();
    pairs
        .flat_map(|(at, pack)| clashes(packs.get(..at).unwrap_or_default(), pack))
        .collect()
}

fn clashes(others: &[Pack], pack: &Pack) -> Option<PackProblem> {
    if let Some(other) = others.iter().find(|other| other.id == pack.id) {
        let message = format!(
            "编号“{}”已被政策包“{}”使用，请换一个编号。",
            pack.id, other.name
        );
        return Some(PackProblem::new("id", message));
    }
    let other = others.iter().find(|other| other.name == pack.name)?;
    let message = format!(
        "名称“{}”与政策包“{}”相同，选用时分不清，请改名。",
        pack.name, other.id
    );
    Some(PackProblem::new("name", message))
}

/// Reports reversed, unordered, overlapping and gapped spans of `[[key]]`.
pub(super) fn span_problems(node: &Node, key: &str, spans: &[Span]) {
    for (at, (from, to)) in spans.iter().enumerate() {
        let place = format!("第 {} 个 {key}", at + 1);
        if let Some(to) = to.filter(|to| to < from) {
            node.problem(&place, format!("起止日期颠倒：从 {from} 到 {to}。"));
        }
        if let Some((next, _)) = spans.get(at + 1) {
            pair_problem(node, &place, (*from, *to), *next);
        }
    }
}

fn pair_problem(node: &Node, place: &str, (from, to): Span, next: NaiveDate) {
    if next <= from {
        let message =
            format!("下一节从 {next} 起，不晚于这一节的 {from}，请按日期先后排列且不重复。");
        return node.problem(place, message);
    }
    match to {
        None => node.problem(
            place,
            format!("没有结束日期，却与 {next} 开始的下一节重叠，请补上结束日期。"),
        ),
        Some(to) if to >= next => {
            node.problem(
                place,
                format!("到 {to} 才结束，与 {next} 开始的下一节重叠。"),
            );
        }
        Some(to) if to.succ_opt() != Some(next) => {
            let (first, last) = (to.succ_opt().unwrap_or(to), next.pred_opt().unwrap_or(next));
            node.problem(
                place,
                format!("{first} 至 {last} 之间没有任何一节，请补上或把日期接起来。"),
            );
        }
        Some(_) => {}
    }
}
