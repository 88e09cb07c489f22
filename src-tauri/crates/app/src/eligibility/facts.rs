//! From the records of one household to the facts a verdict is made from.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use songnuan_model::codes;
use songnuan_model::eligibility::Facts;
use songnuan_model::money::Fen;
use songnuan_model::records::{
    HardshipFile, IncomeLine, Person, RigidLine, UnionForm, UnionLevel, UnionOrg,
};

use crate::files::Member;

/// Causes that say somebody in the family is seriously ill.
const ILL_CAUSES: [&str; 3] = [
    "serious_illness",
    "own_serious_illness",
    "relative_serious_illness",
];

/// States of health that are serious illnesses by themselves.
const ILL_STATES: [&str; 7] = [
    "malignant_tumour",
    "end_stage_renal",
    "deep_coma",
    "permanent_paralysis",
    "severe_alzheimer",
    "severe_parkinson",
    "severe_motor_neuron",
];

/// Kinds of event that are themselves a serious illness.
const ILL_EVENT: &str = "sudden_illness";

/// A file with what belongs to it, as the store holds it.
pub(super) struct Household {
    pub(super) file: HardshipFile,
    pub(super) applicant: Person,
    pub(super) members: Vec<Member>,
    pub(super) incomes: Vec<IncomeLine>,
    pub(super) rigids: Vec<RigidLine>,
    /// The union of the employer, when it is known.
    pub(super) org: Option<UnionOrg>,
}

/// Facts, and sentences about what was left out of them.
pub(super) struct Gathered {
    pub(super) facts: Facts,
    pub(super) warnings: Vec<String>,
}

/// The facts about a household on a day; the sentence when its amounts cannot be added up.
pub(super) fn facts(household: &Household, on: NaiveDate) -> Result<Gathered, String> {
    let file = &household.file;
    let mut warnings = Vec::new();
    let incomes = current(&household.incomes, on, |line| month(&line.to_month));
    left_out(
        &mut warnings,
        "收入",
        household.incomes.len() - incomes.len(),
    );
    let rigids = current(&household.rigids, on, |line| last_month(&line.period));
    left_out(
        &mut warnings,
        "刚性支出",
        household.rigids.len() - rigids.len(),
    );
    let happened = file.event_on.is_none_or(|day| day <= on);
    let event = file
        .event
        .clone()
        .filter(|text| happened && !text.trim().is_empty());
    let facts = Facts {
        members_n: members_n(household, on),
        incomes: sums(incomes.iter().map(|line| (line.kind, line.year_amount)))?,
        rigid: sums(rigids.iter().map(|line| (line.kind, line.amount)))?,
        monthly_income: by_month(&incomes),
        event_loss: file.event_loss.filter(|_| event.is_some()),
        event_casualty: file.event_casualty.filter(|_| event.is_some()),
        accidental_confirmed: file.accidental_confirmed,
        serious_illness: serious_illness(household, event.as_deref(), on),
        event,
        work_state: word("work_state", file.work_state.as_deref()),
        union_member: file.is_union_member,
        employer_has_union: household.org.as_ref().and_then(has_union),
        migrant_worker: file
            .is_migrant_worker
            .or_else(|| not_rural(&household.applicant)),
        contract_signed_on: file.contract_signed_on,
        has_cause: file.cause_primary.as_ref().map(|_| true),
        on_dibao: file.on_dibao,
        still_in_hardship: file.still_in_hardship,
        savings: file.savings,
        birth: household.applicant.birth,
        exclusions: file.exclusions.clone(),
    };
    Ok(Gathered { facts, warnings })
}

/// 家庭人口: the applicant and everybody who lives with them on that day.
fn members_n(household: &Household, on: NaiveDate) -> u32 {
    let others = counted(household, on).count();
    u32::try_from(others + 1).unwrap_or(u32::MAX)
}

fn counted(household: &Household, on: NaiveDate) -> impl Iterator<Item = &Person> {
    let here = household
        .members
        .iter()
        .filter(move |member| member.counts(on));
    here.map(|member| &member.person)
}

/// Months since year 0 of `YYYY-MM`.
fn month(text: &str) -> Option<i32> {
    let (year, month) = text.trim().split_once(['-', '.', '/'])?;
    let (year, month): (i32, i32) = (year.trim().parse().ok()?, month.trim().parse().ok()?);
    ((1900..=2200).contains(&year) && (1..=12).contains(&month)).then_some(year * 12 + month - 1)
}

/// The last month of a period as written, e.g. `2015.12-2016.11`.
fn last_month(period: &str) -> Option<i32> {
    let end = period.rsplit(['-', '—', '–', '至', '~', '～']).next()?;
    month(end).or_else(|| month(period))
}

/// The lines of the twelve months that count on a day: those ending within a year of the latest
/// period that is over by then. Lines without a readable period always count.
fn current<L>(lines: &[L], on: NaiveDate, end: impl Fn(&L) -> Option<i32>) -> Vec<&L> {
    let today = on.year() * 12 + i32::try_from(on.month0()).unwrap_or_default();
    let ends: Vec<i32> = lines.iter().filter_map(&end).collect();
    let over = ends.iter().copied().filter(|end| *end <= today).max();
    // Asked for a day before any period ended: the earliest figures are the nearest ones.
    let Some(latest) = over.or_else(|| ends.iter().copied().min()) else {
        return lines.iter().collect();
    };
    let counts = |line: &&L| end(line).is_none_or(|end| end > latest - 12 && end <= latest);
    lines.iter().filter(counts).collect()
}

fn left_out(warnings: &mut Vec<String>, what: &str, count: usize) {
    if count > 0 {
        warnings.push(format!(
            "有 {count} 条{what}明细不在这一天之前最近的 12 个月内，没有计入。"
        ));
    }
}

fn sums<K: Ord>(amounts: impl Iterator<Item = (K, Fen)>) -> Result<BTreeMap<K, Fen>, String> {
    let mut sums = BTreeMap::new();
    for (kind, amount) in amounts {
        let sum = sums.entry(kind).or_insert(Fen(0));
        *sum = sum
            .checked_add(amount)
            .ok_or("收支合计太大，请检查是否多输了位数。")?;
    }
    Ok(sums)
}

/// The household's income month by month, when every line has the same twelve full months.
fn by_month(lines: &[&IncomeLine]) -> Option<Vec<Fen>> {
    let first = lines.first()?;
    let mut totals = vec![Fen(0); 12];
    for line in lines {
        if line.from_month != first.from_month || line.months.len() != totals.len() {
            return None;
        }
        for (total, amount) in totals.iter_mut().zip(&line.months) {
            *total = total.checked_add((*amount)?)?;
        }
    }
    Some(totals)
}

/// Known to be so, known not to be so (a cause is on file and nothing says illness), or unknown.
fn serious_illness(household: &Household, event: Option<&str>, on: NaiveDate) -> Option<bool> {
    let file = &household.file;
    let sudden = event.and_then(|text| codes::table("event_kind").by_label(text));
    let causes = file.cause_primary.iter().chain(&file.cause_secondary);
    let ill = causes
        .clone()
        .any(|cause| ILL_CAUSES.contains(&cause.as_str()))
        || sudden.is_some_and(|code| code.id == ILL_EVENT)
        || std::iter::once(&household.applicant)
            .chain(counted(household, on))
            .filter_map(|person| person.health.as_deref())
            .any(|health| ILL_STATES.contains(&health));
    if ill {
        Some(true)
    } else {
        causes.into_iter().next().map(|_| false)
    }
}

/// The word on the form for a stored code.
fn word(table: &str, id: Option<&str>) -> Option<String> {
    id.filter(|id| !id.is_empty())
        .map(|id| codes::table(table).label(id).to_owned())
}

/// Whether the employer has a union; unknown for organisations above the employer.
fn has_union(org: &UnionOrg) -> Option<bool> {
    match (org.level, org.form) {
        (UnionLevel::NoUnion, _) | (_, Some(UnionForm::None)) => Some(false),
        (UnionLevel::Grassroots, _) => Some(true),
        (UnionLevel::TownshipUnion | UnionLevel::Federation, _) => None,
    }
}

/// Somebody with a non-agricultural registration is no migrant worker; otherwise unknown.
fn not_rural(person: &Person) -> Option<bool> {
    (person.hukou_kind.as_deref() == Some("non_agricultural")).then_some(false)
}

#[cfg(test)]
#[path = "facts_tests.rs"]
mod tests;
