//! Which line each row of the bank's answer speaks of, and what does not fit.

use std::collections::{HashMap, HashSet};

use songnuan_model::bank_names::same_holder;
use songnuan_model::ledger::{Account, BatchFacts, LineState};
use songnuan_model::record::Id;
use songnuan_model::records::PaymentLine;

use super::read::Answer;

/// A row with its line, or why it has none.
pub(super) struct Match {
    pub line: Option<Id>,
    pub problem: Option<String>,
    /// The ledger says the same already.
    pub said_before: bool,
}

struct Known<'a> {
    line: &'a PaymentLine,
    account: Account,
    state: LineState,
}

/// Every row against the lines of a batch, in the order of the rows.
pub(super) fn matched(facts: &BatchFacts, answers: &[Answer]) -> Vec<Match> {
    let lines = facts.lines.iter().zip(facts.accounts());
    let known: Vec<Known<'_>> = lines
        .zip(facts.line_states())
        .filter(|(_, state)| *state != LineState::Reversal)
        .map(|((line, account), state)| Known {
            line,
            account,
            state,
        })
        .collect();
    let mut by_card: HashMap<&str, Vec<&Known<'_>>> = HashMap::new();
    for known in &known {
        let card = known.account.card.as_deref().unwrap_or_default();
        by_card.entry(card).or_default().push(known);
    }
    let mut taken: HashMap<&Id, u32> = HashMap::new();
    answers
        .iter()
        .map(|answer| one(answer, &by_card, &mut taken))
        .collect()
}

fn one<'a>(
    answer: &Answer,
    by_card: &HashMap<&str, Vec<&Known<'a>>>,
    taken: &mut HashMap<&'a Id, u32>,
) -> Match {
    let problem = |line: Option<&Id>, text: String| Match {
        line: line.cloned(),
        problem: Some(text),
        said_before: false,
    };
    if let Some(why) = &answer.unreadable {
        return problem(None, format!("{why}。"));
    }
    let Some(lines) = by_card.get(answer.card.as_str()) else {
        return problem(
            None,
            "批次里没有这个卡号，请核对是不是别的批次的回盘。".to_owned(),
        );
    };
    let amounts: Vec<&&Known<'_>> = lines
        .iter()
        .filter(|known| Some(known.line.amount) == answer.amount)
        .collect();
    if amounts.is_empty() {
        let ours: Vec<String> = lines.iter().map(|k| k.line.amount.to_string()).collect();
        let theirs = answer.amount.unwrap_or_default();
        let ours = ours.join("、");
        return problem(None, format!("金额 {theirs} 元与批次里的 {ours} 元不同。"));
    }
    let held = |known: &Known<'_>| {
        let holder = known.account.holder.as_deref().unwrap_or_default();
        same_holder(holder, &answer.holder)
    };
    let named: Vec<&&&Known<'_>> = amounts.iter().filter(|known| held(known)).collect();
    let Some(first) = named.first() else {
        let ours = amounts.first().and_then(|k| k.account.holder.as_deref());
        return problem(
            None,
            format!(
                "户名“{}”与批次里的“{}”不同。",
                answer.holder,
                ours.unwrap_or_default()
            ),
        );
    };
    // Of two payments to one card the one that waits for an answer is meant.
    let free = named
        .iter()
        .filter(|known| !taken.contains_key(&known.line.id));
    let mut free: Vec<&&&&Known<'_>> = free.collect();
    free.sort_by_key(|known| known.state != LineState::Exported);
    let Some(known) = free.first() else {
        let row = taken.get(&first.line.id).copied().unwrap_or_default();
        return problem(None, format!("与第 {row} 行重复：批次里只有一笔。"));
    };
    taken.insert(&known.line.id, answer.row);
    let said_before = match known.state {
        LineState::Paid => answer.ok,
        LineState::Bounced => !answer.ok,
        _ => false,
    };
    Match {
        line: Some(known.line.id.clone()),
        problem: state_problem(known.state, answer.ok),
        said_before,
    }
}

/// Why a line cannot get this answer.
fn state_problem(state: LineState, ok: bool) -> Option<String> {
    let text = match (state, ok) {
        (LineState::Exported, _) => return None,
        (LineState::Paid, true) => "这一笔早已登记到账，不再登记一次。",
        (LineState::Paid, false) => {
            "这一笔已登记到账，回盘却说失败。请向银行查明；钱确已退回的，请红字冲销后另付。"
        }
        (LineState::Bounced, true) => {
            "这一笔已登记退回、还没有重新送银行，回盘却说成功，请向银行查明。"
        }
        (LineState::Bounced, false) => "这一笔早已登记退回。",
        (LineState::Waiting, _) => "这一笔还没有送银行（没有导出代发文件）。",
        (LineState::Reversed | LineState::Reversal, _) => "这一笔已经红字冲销。",
        (LineState::Cancelled, _) => "这个批次已经作废。",
        (LineState::NotCollected, _) => "这一笔是现金发放。",
    };
    Some(text.to_owned())
}

/// Lines at the bank that the file does not speak of.
pub(super) fn unanswered(facts: &BatchFacts, matches: &[Match]) -> usize {
    let answered: HashSet<&Id> = matches.iter().filter_map(|m| m.line.as_ref()).collect();
    let lines = facts.lines.iter().zip(facts.line_states());
    lines
        .filter(|(line, state)| *state == LineState::Exported && !answered.contains(&line.id))
        .count()
}
