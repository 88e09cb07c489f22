//! The categories of about 2011–2018: 低保户, 低保边缘户, 意外致困户 (DOMAIN §2.2, 2016-era).

use super::clauses::{Case, all, any};
use super::exact::{Exact, yuan_text};
use super::pack::{Amount2016, Rule2016, Threshold};
use super::rule_formula::{Answers, event};
use super::verdict::VerdictCategory;

/// Asks the three categories in the order of the text.
pub(super) fn categories_2016(case: &mut Case, rule: &Rule2016) -> Answers {
    vec![
        (
            VerdictCategory::DibaoHousehold,
            dibao(case, &rule.dibao, rule.dibao_months),
        ),
        (VerdictCategory::NearDibaoHousehold, near(case, &rule.near)),
        (
            VerdictCategory::AccidentalHousehold,
            accidental(case, &rule.accidental),
        ),
    ]
}

/// Below the line for months and not aided, or aided and still in hardship.
fn dibao(case: &mut Case, threshold: &Threshold, months: u32) -> Option<bool> {
    let basis = &threshold.basis;
    let low = months_below(case, threshold, months);
    let on_dibao = match case.facts.on_dibao {
        None => case.lacking("dibao_household.on_dibao", basis, "是否享受低保"),
        Some(on) => {
            let numbers = if on {
                "已享受低保"
            } else {
                "未享受低保"
            };
            case.clause("dibao_household.on_dibao", basis, Some(on), numbers, None)
        }
    };
    let still = match (on_dibao, case.facts.still_in_hardship) {
        (Some(false), _) => Some(false),
        (_, None) => case.lacking("dibao_household.still", basis, "享受低保后是否仍困难"),
        (_, Some(still)) => {
            let numbers = if still {
                "救助后仍困难"
            } else {
                "救助后不再困难"
            };
            case.clause("dibao_household.still", basis, Some(still), numbers, None)
        }
    };
    any([all([on_dibao.map(|on| !on), low]), all([on_dibao, still])])
}

/// Whether the longest run of months below the line is long enough.
fn months_below(case: &mut Case, threshold: &Threshold, months: u32) -> Option<bool> {
    let id = "dibao_household.months";
    let Some(line) = case.line else {
        return case.lacking(id, &threshold.basis, "当地低保标准");
    };
    let Some(totals) = &case.facts.monthly_income else {
        return case.lacking(id, &threshold.basis, "逐月家庭收入");
    };
    let bound = line * threshold.times.value();
    let members = i128::from(case.facts.members_n);
    let (mut longest, mut run) = (0_u32, 0_u32);
    for total in totals {
        let low = threshold
            .op
            .holds(&Exact::new(i128::from(total.0), members), &bound);
        run = if low { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let numbers = format!(
        "连续 {longest} 个月人均收入{} {} 元；要求连续 {months} 个月以上",
        threshold.op.word(),
        yuan_text(&bound)
    );
    let gap = (longest < months).then(|| format!("差 {} 个月", months - longest));
    case.clause(id, &threshold.basis, Some(longest >= months), numbers, gap)
}

fn near(case: &mut Case, rule: &Amount2016) -> Option<bool> {
    let before = raw(case, "near_dibao_household.before", &rule.before);
    let amount = case.per_head(case.income - case.rigid);
    let division = case.division_text(case.income, &[("−", case.rigid)]);
    let after = case.against_line(
        "near_dibao_household.after",
        &rule.after,
        &amount,
        &division,
    );
    all([before, after])
}

/// Income per head before any deduction.
fn raw(case: &mut Case, id: &str, threshold: &Threshold) -> Option<bool> {
    let amount = case.per_head(case.income);
    let division = case.division_text(case.income, &[]);
    case.against_line(id, threshold, &amount, &division)
}

/// After the accident's cost within the line; richer families count investment and savings too.
fn accidental(case: &mut Case, rule: &Amount2016) -> Option<bool> {
    let happened = event(case, "accidental_household.event", &rule.after.basis);
    if happened != Some(true) {
        return happened;
    }
    let within = raw(case, "accidental_household.before", &rule.before)?;
    let id = "accidental_household.after";
    let Some(loss) = case.facts.event_loss else {
        return case.lacking(id, &rule.after.basis, "突发事件损失金额");
    };
    let loss = i128::from(loss.0);
    let savings = match (within, case.facts.savings) {
        (true, _) => 0,
        (false, Some(savings)) => i128::from(savings.0),
        (false, None) => return case.lacking(id, &rule.after.basis, "家庭净投资和储蓄"),
    };
    let amount = case.per_head(case.income + savings - loss);
    let terms = [("+", savings), ("−", loss)];
    let terms = if within { &terms[1..] } else { &terms[..] };
    let division = case.division_text(case.income, terms);
    case.against_line(id, &rule.after, &amount, &division)
}
