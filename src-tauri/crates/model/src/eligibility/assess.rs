//! From facts to a verdict: picks the version and the line, asks the rule, decides.

use chrono::NaiveDate;

use super::clauses::Case;
use super::exact::{Exact, fraction_text, yuan_text};
use super::facts::Facts;
use super::gates::admitted;
use super::pack::{LineChoice, Pack, Rule, Version};
use super::rule_2016::categories_2016;
use super::rule_formula::{Answers, flat, formula};
use super::verdict::{AssessError, Verdict, VerdictCategory};
use crate::money::{Fen, MAX_FEN};
use crate::records::{IncomeKind, RigidKind};

/// The verdict of a pack on one household, by the version and dibao line in force on a day.
///
/// `line_override` (fen per head and month) replaces the pack's dibao line, for "what if".
pub fn assess(
    pack: &Pack,
    facts: &Facts,
    on: NaiveDate,
    line_override: Option<Fen>,
) -> Result<Verdict, AssessError> {
    if facts.members_n == 0 {
        return Err(AssessError::NoMembers);
    }
    let version = version_on(pack, on)?;
    if matches!(version.rule, Rule::CapsOnly) {
        let name = pack.name.clone();
        return Err(AssessError::CapsOnly { name });
    }
    let (line, line_from) = line(pack, version, on, line_override);
    let income = facts.income_of(&version.income_kinds);
    let rigid = facts.rigid_of(&version.rigid_kinds);
    let mut case = Case {
        pack,
        version,
        facts,
        on,
        line: line.map(|fen| Exact::from_integer(i128::from(fen.0))),
        income,
        rigid,
        clauses: Vec::new(),
        missing: Vec::new(),
        notes: notes(version, facts, line_override),
    };
    let allowed = admitted(&mut case);
    let answers = match &version.rule {
        Rule::Formula(rule) => formula(&mut case, rule),
        Rule::Flat(rule) => flat(&mut case, rule),
        Rule::Categories2016(rule) => categories_2016(&mut case, rule),
        // Answered above.
        Rule::CapsOnly => Answers::default(),
    };
    let (category, if_complete) = decide(allowed, &answers);
    Ok(Verdict {
        pack: pack.id.clone(),
        pack_name: pack.name.clone(),
        pack_version_from: version.effective_from,
        on,
        line_fen: line,
        line_from,
        line_previous_year_fen: pack.line_of_previous_year(on).map(|line| line.fen),
        category,
        if_complete,
        members_n: facts.members_n,
        annual_income_fen: to_fen(income)?,
        rigid_fen: to_fen(rigid)?,
        net_fen: to_fen(income - rigid)?,
        per_capita_month_fen: fraction_text(&case.per_head(income - rigid)),
        event: facts.event_text().is_some(),
        clauses: case.clauses,
        missing: case.missing,
        notes: case.notes,
    })
}

fn version_on(pack: &Pack, on: NaiveDate) -> Result<&Version, AssessError> {
    let name = || pack.name.clone();
    pack.version_on(on)
        .ok_or_else(|| match pack.versions.first() {
            Some(version) if on < version.effective_from => AssessError::BeforeFirstVersion {
                name: name(),
                on,
                first: version.effective_from,
            },
            _ => AssessError::NoVersion { name: name(), on },
        })
}

/// The line compared with and since when it applies.
fn line(
    pack: &Pack,
    version: &Version,
    on: NaiveDate,
    line_override: Option<Fen>,
) -> (Option<Fen>, Option<NaiveDate>) {
    if let Rule::Flat(rule) = &version.rule {
        return (Some(rule.fen), Some(version.effective_from));
    }
    if line_override.is_some() {
        return (line_override, None);
    }
    let line = match version.line {
        LineChoice::Current => pack.line_on(on),
        LineChoice::PreviousYear => pack.line_of_previous_year(on),
    };
    (line.map(|line| line.fen), line.map(|line| line.from))
}

/// The first category that is not ruled out; undecided when it, or admission, is unknown.
fn decide(allowed: Option<bool>, answers: &Answers) -> (VerdictCategory, Option<VerdictCategory>) {
    let first = answers.iter().find(|(_, answer)| *answer != Some(false));
    match (allowed, first) {
        (Some(false), _) | (_, None) => (VerdictCategory::None, None),
        (Some(true), Some((category, Some(true)))) => (*category, None),
        (_, Some((category, _))) => (VerdictCategory::Undecided, Some(*category)),
    }
}

/// What the reader should know besides the clauses.
fn notes(version: &Version, facts: &Facts, line_override: Option<Fen>) -> Vec<String> {
    let mut notes: Vec<String> = version.note.iter().cloned().collect();
    if line_override.is_some() && matches!(version.rule, Rule::Flat(_)) {
        notes.push("本政策包按固定金额认定，不用低保标准，给出的低保标准没有使用。".to_owned());
    }
    let amount = |fen: &Fen| yuan_text(&Exact::from_integer(i128::from(fen.0)));
    for kind in IncomeKind::ALL
        .iter()
        .filter(|kind| !version.income_kinds.contains(kind))
    {
        if let Some(fen) = facts.incomes.get(kind).filter(|fen| fen.0 != 0) {
            notes.push(format!(
                "{} {} 元，本政策包不计入收入。",
                kind.label(),
                amount(fen)
            ));
        }
    }
    for kind in RigidKind::ALL
        .iter()
        .filter(|kind| !version.rigid_kinds.contains(kind))
    {
        if let Some(fen) = facts.rigid.get(kind).filter(|fen| fen.0 != 0) {
            notes.push(format!(
                "{}支出 {} 元，本政策包不扣除。",
                kind.label(),
                amount(fen)
            ));
        }
    }
    notes
}

fn to_fen(sum: i128) -> Result<Fen, AssessError> {
    match i64::try_from(sum) {
        Ok(fen) if fen.unsigned_abs() <= MAX_FEN.unsigned_abs() => Ok(Fen(fen)),
        _ => Err(AssessError::TooLarge),
    }
}
