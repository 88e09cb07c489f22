//! Gates and exclusions: conditions besides the amounts.

use chrono::{Datelike, Months, NaiveDate};

use super::clauses::{Case, all, gap_text};
use super::exact::{Exact, yuan_text};
use super::pack::{Basis, Exclusion, Gate, GateKind};

/// Whether every enabled gate is passed and no enabled exclusion is on file.
pub(super) fn admitted(case: &mut Case) -> Option<bool> {
    let version = case.version;
    let gates: Vec<_> = version
        .gates
        .iter()
        .filter(|gate| gate.enabled)
        .map(|gate| pass(case, gate))
        .collect();
    let exclusions: Vec<_> = version
        .exclusions
        .iter()
        .filter(|exclusion| exclusion.enabled)
        .map(|exclusion| not_excluded(case, exclusion))
        .collect();
    all(gates.into_iter().chain(exclusions))
}

fn not_excluded(case: &mut Case, exclusion: &Exclusion) -> Option<bool> {
    let found = case.facts.exclusions.contains(&exclusion.id);
    let numbers = if found {
        "档案登记有此情形，排除"
    } else {
        "档案未登记此情形"
    };
    // "符合" beside the bare text would read as if the exclusion applied.
    let mut basis = exclusion.basis.clone();
    basis.text = format!("没有排除情形：{}", basis.text);
    case.clause(
        format!("exclusion.{}", exclusion.id),
        &basis,
        Some(!found),
        numbers,
        None,
    )
}

fn pass(case: &mut Case, gate: &Gate) -> Option<bool> {
    let id = format!("gate.{}", gate.kind.id());
    let facts = case.facts;
    match &gate.kind {
        GateKind::InService { states } => in_service(case, &id, &gate.basis, states),
        GateKind::UnionMember => {
            let words = ["是工会会员", "不是工会会员"];
            yes_or_no(
                case,
                &id,
                &gate.basis,
                facts.union_member,
                "是否工会会员",
                words,
            )
        }
        GateKind::EmployerHasUnion => {
            let words = ["所在单位已建工会", "所在单位未建工会"];
            yes_or_no(
                case,
                &id,
                &gate.basis,
                facts.employer_has_union,
                "单位是否建会",
                words,
            )
        }
        GateKind::MigrantMonths { months } => migrant(case, &id, &gate.basis, *months),
        GateKind::IncomeBelowProvince { .. } => below_province(case, &id, gate),
        GateKind::HasCause => {
            let words = ["已登记致困原因", "没有登记致困原因"];
            yes_or_no(case, &id, &gate.basis, facts.has_cause, "致困原因", words)
        }
        GateKind::Age { min, max } => age(case, &id, &gate.basis, *min..=*max),
    }
}

fn yes_or_no(
    case: &mut Case,
    id: &str,
    basis: &Basis,
    fact: Option<bool>,
    what: &str,
    [yes, no]: [&str; 2],
) -> Option<bool> {
    match fact {
        None => case.lacking(id, basis, what),
        Some(is) => case.clause(id, basis, Some(is), if is { yes } else { no }, None),
    }
}

fn in_service(case: &mut Case, id: &str, basis: &Basis, states: &[String]) -> Option<bool> {
    let state = case
        .facts
        .work_state
        .as_deref()
        .map(str::trim)
        .filter(|word| !word.is_empty());
    let Some(state) = state else {
        return case.lacking(id, basis, "工作状态");
    };
    let passed = states.iter().any(|known| known == state);
    let numbers = format!("工作状态：{state}；要求：{}", states.join("、"));
    case.clause(id, basis, Some(passed), numbers, None)
}

fn migrant(case: &mut Case, id: &str, basis: &Basis, months: u32) -> Option<bool> {
    match (case.facts.migrant_worker, case.facts.contract_signed_on) {
        (None, _) => case.lacking(id, basis, "是否农民工"),
        (Some(false), _) => case.clause(id, basis, Some(true), "不是农民工，不适用", None),
        (Some(true), None) => case.lacking(id, basis, "劳动合同签订时间"),
        (Some(true), Some(signed)) => {
            let full = signed.checked_add_months(Months::new(months));
            let passed = full.is_some_and(|full| full <= case.on);
            let on = case.on;
            let numbers = format!("劳动合同 {signed} 签订，到 {on} 要求满 {months} 个月");
            case.clause(id, basis, Some(passed), numbers, None)
        }
    }
}

fn below_province(case: &mut Case, id: &str, gate: &Gate) -> Option<bool> {
    let GateKind::IncomeBelowProvince { op } = gate.kind else {
        return None;
    };
    let year = case.on.year() - 1;
    let known = case
        .pack
        .provincial_incomes
        .iter()
        .find(|income| income.year == year);
    let Some(known) = known else {
        let what = format!("{year} 年度全省人均可支配收入（在政策包 provincial_income 里填写）");
        return case.lacking(id, &gate.basis, &what);
    };
    let bound = Exact::from_integer(i128::from(known.fen.0));
    let amount = Exact::new(case.income, i128::from(case.facts.members_n));
    let passed = op.holds(&amount, &bound);
    let numbers = format!(
        "{} ÷ {} = {} 元/人·年；{year} 年度全省人均可支配收入 {} 元",
        yuan_text(&Exact::from_integer(case.income)),
        case.facts.members_n,
        yuan_text(&amount),
        yuan_text(&bound)
    );
    case.clause(
        id,
        &gate.basis,
        Some(passed),
        numbers,
        Some(gap_text(&amount, &bound)),
    )
}

fn age(
    case: &mut Case,
    id: &str,
    basis: &Basis,
    range: std::ops::RangeInclusive<u32>,
) -> Option<bool> {
    let Some(years) = case
        .facts
        .birth
        .and_then(|birth| completed_years(birth, case.on))
    else {
        return case.lacking(id, basis, "出生日期");
    };
    let numbers = format!(
        "{years} 周岁；要求 {} 至 {} 周岁",
        range.start(),
        range.end()
    );
    case.clause(id, basis, Some(range.contains(&years)), numbers, None)
}

fn completed_years(birth: NaiveDate, on: NaiveDate) -> Option<u32> {
    on.years_since(birth)
}
