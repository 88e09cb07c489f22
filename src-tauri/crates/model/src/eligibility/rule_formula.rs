//! The formula rule (deep, relative, accidental) and the flat rule.

use super::clauses::{Case, any, gap_text};
use super::exact::{Exact, yuan_text};
use super::pack::{AccidentalRule, AccidentalWhen, Basis, FlatRule, FormulaRule};
use super::verdict::VerdictCategory;

/// Categories in the order they are asked, each with its answer.
pub(super) type Answers = Vec<(VerdictCategory, Option<bool>)>;

/// (income − rigid) ÷ 12 ÷ members against the line; DOMAIN §2.2, canonical algorithm.
pub(super) fn formula(case: &mut Case, rule: &FormulaRule) -> Answers {
    let amount = case.per_head(case.income - case.rigid);
    let division = case.division_text(case.income, &[("−", case.rigid)]);
    let accident = rule
        .accidental
        .as_ref()
        .map(|accidental| (VerdictCategory::Accidental, accident(case, accidental)));
    let deep = case.against_line("deep", &rule.deep, &amount, &division);
    let mut answers = vec![(VerdictCategory::Deep, deep)];
    if let Some(relative) = &rule.relative {
        let passed = case.against_line("relative", relative, &amount, &division);
        answers.push((VerdictCategory::Relative, passed));
    }
    if let (Some(answer), Some(accidental)) = (accident, &rule.accidental) {
        let at = if accidental.first { 0 } else { answers.len() };
        answers.insert(at, answer);
    }
    answers
}

fn accident(case: &mut Case, rule: &AccidentalRule) -> Option<bool> {
    let answers: Vec<_> = rule
        .any_of
        .iter()
        .map(|when| condition(case, when, &rule.basis))
        .collect();
    any(answers)
}

fn condition(case: &mut Case, when: &AccidentalWhen, basis: &Basis) -> Option<bool> {
    let facts = case.facts;
    match when {
        AccidentalWhen::Event => event(case, "accidental.event", basis),
        AccidentalWhen::Casualty => {
            let id = "accidental.casualty";
            match (facts.event_text(), facts.event_casualty) {
                (None, _) => event(case, id, basis),
                (Some(_), None) => case.lacking(id, basis, "突发事件是否造成家庭成员伤亡"),
                (Some(event), Some(hurt)) => {
                    let words = if hurt { "造成" } else { "未造成" };
                    let numbers = format!("突发事件：{event}；{words}家庭成员伤亡");
                    case.clause(id, basis, Some(hurt), numbers, None)
                }
            }
        }
        AccidentalWhen::LossRatio { .. } => loss_ratio(case, when, basis),
        AccidentalWhen::AfterWithin { .. } => after_within(case, when, basis),
        AccidentalWhen::Manual => match facts.accidental_confirmed {
            None => case.lacking("accidental.manual", basis, "意外致困的人工认定"),
            Some(yes) => {
                let numbers = if yes {
                    "经人工认定为意外致困"
                } else {
                    "人工认定不属意外致困"
                };
                case.clause("accidental.manual", basis, Some(yes), numbers, None)
            }
        },
    }
}

/// Whether a sudden event is on file.
pub(super) fn event(case: &mut Case, id: &str, basis: &Basis) -> Option<bool> {
    let event = case.facts.event_text();
    let numbers = match event {
        Some(event) => format!("突发事件：{event}"),
        None => "未登记突发事件".to_owned(),
    };
    case.clause(id, basis, Some(event.is_some()), numbers, None)
}

/// The loss in fen; writes the clause down itself when there is no event or no amount.
fn loss(case: &mut Case, id: &str, basis: &Basis) -> Result<Exact, Option<bool>> {
    match (case.facts.event_text(), case.facts.event_loss) {
        (_, Some(loss)) => Ok(Exact::from_integer(i128::from(loss.0))),
        (None, None) => Err(event(case, id, basis)),
        (Some(_), None) => Err(case.lacking(id, basis, "突发事件损失金额")),
    }
}

fn loss_ratio(case: &mut Case, when: &AccidentalWhen, basis: &Basis) -> Option<bool> {
    let AccidentalWhen::LossRatio { op, ratio } = when else {
        return None;
    };
    let loss = match loss(case, "accidental.loss_ratio", basis) {
        Ok(loss) => loss,
        Err(answer) => return answer,
    };
    let income = Exact::from_integer(case.income);
    let bound = income * ratio.value();
    let passed = op.holds(&loss, &bound);
    let numbers = format!(
        "损失 {} 元；家庭年收入 {} 元 × {} = {} 元；要求损失{}此数",
        yuan_text(&loss),
        yuan_text(&income),
        ratio.text(),
        yuan_text(&bound),
        op.word()
    );
    let gap = Some(gap_text(&loss, &bound));
    case.clause("accidental.loss_ratio", basis, Some(passed), numbers, gap)
}

fn after_within(case: &mut Case, when: &AccidentalWhen, basis: &Basis) -> Option<bool> {
    let AccidentalWhen::AfterWithin { op, times } = when else {
        return None;
    };
    let id = "accidental.after_within";
    let loss = match loss(case, id, basis) {
        Ok(loss) => loss.to_integer(),
        Err(answer) => return answer,
    };
    let amount = case.per_head(case.income - case.rigid - loss);
    let division = case.division_text(case.income, &[("−", case.rigid), ("−", loss)]);
    let threshold = super::pack::Threshold {
        op: *op,
        times: *times,
        basis: basis.clone(),
    };
    case.against_line(id, &threshold, &amount, &division)
}

/// A flat amount per head and month, or illness, or an event.
pub(super) fn flat(case: &mut Case, rule: &FlatRule) -> Answers {
    let amount = case.per_head(case.income - case.rigid);
    let deducted = if case.version.rigid_kinds.is_empty() {
        None
    } else {
        Some(("−", case.rigid))
    };
    let division = case.division_text(case.income, deducted.as_slice());
    let bound = Exact::from_integer(i128::from(rule.fen.0));
    let passed = rule.op.holds(&amount, &bound);
    let numbers = format!(
        "{division} = {} 元/人·月；要求{} {} 元",
        super::exact::yuan_text_beside(&amount, &bound),
        rule.op.word(),
        yuan_text(&bound)
    );
    let gap = Some(gap_text(&amount, &bound));
    let mut ways = vec![case.clause("flat", &rule.basis, Some(passed), numbers, gap)];
    let or_basis = rule.or_basis.as_ref().unwrap_or(&rule.basis);
    if rule.or_serious_illness {
        let id = "flat.serious_illness";
        ways.push(match case.facts.serious_illness {
            None => case.lacking(id, or_basis, "本人或家庭成员是否患重病"),
            Some(ill) => {
                let numbers = if ill {
                    "本人或家庭成员患重病"
                } else {
                    "未登记重病"
                };
                case.clause(id, or_basis, Some(ill), numbers, None)
            }
        });
    }
    if rule.or_event {
        ways.push(event(case, "flat.event", or_basis));
    }
    vec![(VerdictCategory::Eligible, any(ways))]
}
