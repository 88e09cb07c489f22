//! The figures a clerk checks an import by: rows by verdict, files by status, ages, causes, queries.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value as Json, json};

use super::applicant::Applicant;
use super::check::{Part, Survey};
use super::columns::SheetKind;
use super::figures::Figures;
use super::finding::{Checked, Code, Verdict};
use super::json::category_id;
use super::judge::NamedPack;
use crate::dates::{ParsedDate, age_completed};
use crate::records::HardshipCategory;

/// Category by each pack, household by household; empty for refused rows.
pub(super) type Judged = Vec<Vec<Option<HardshipCategory>>>;

/// Judges every accepted household by every pack.
pub(super) fn judge_all(survey: &Survey) -> Judged {
    let rows = survey.applicants.rows.iter().zip(&survey.figures);
    rows.map(|(row, figures)| match figures {
        Some(figures) => {
            let judge = |pack: &NamedPack| pack.category(&row.data, figures, survey.survey_date);
            survey.packs.iter().map(judge).collect()
        }
        None => Vec::new(),
    })
    .collect()
}

/// The summary object of the dry run. 户 and 人 are never added up.
pub fn summary_json(survey: &Survey) -> Json {
    summary_of(survey, &judge_all(survey))
}

pub(super) fn summary_of(survey: &Survey, judged: &Judged) -> Json {
    let active: Vec<(&Checked<Applicant>, &Figures)> = survey
        .applicants
        .rows
        .iter()
        .zip(&survey.figures)
        .filter_map(|(row, figures)| Some((row, figures.as_ref()?)))
        .filter(|(row, _)| row.data.is_active())
        .collect();
    let people = || active.iter().map(|(row, _)| &row.data);
    let sum = |of: fn(&Figures) -> i128| {
        let total: i128 = active.iter().map(|(_, figures)| of(figures)).sum();
        i64::try_from(total).map_or(Json::Null, Json::from)
    };
    json!({
        "rows_by_sheet": rows_by_sheet(survey),
        "accepted_households_by_status": by_status(survey),
        "active_categories": categories(survey, judged),
        "active_age": ages(survey, people()),
        "active_sex": tally(people().map(|p| p.sex.map_or("(empty)", |sex| sex.label()))),
        "active_cause_primary":
            tally(people().map(|p| p.cause_primary.as_deref().unwrap_or("(empty)"))),
        "active_household_size": sizes(&active),
        "active_annual_income_fen": sum(Figures::income_fen),
        "active_rigid_fen": sum(Figures::rigid_fen),
        "aid_records_by_result": aid_by_result(survey),
        "queries": queries(survey, &active),
    })
}

fn verdicts<T>(part: &Part<T>) -> Json {
    let count = |verdict| {
        part.rows
            .iter()
            .filter(|row| row.verdict() == verdict)
            .count()
    };
    let all = [Verdict::Ok, Verdict::Warning, Verdict::Reject];
    Json::Object(
        all.into_iter()
            .map(|v| (v.id().to_owned(), count(v).into()))
            .collect(),
    )
}

fn rows_by_sheet(survey: &Survey) -> Json {
    let counts = [
        verdicts(&survey.applicants),
        verdicts(&survey.members),
        verdicts(&survey.income),
        verdicts(&survey.rigid),
        verdicts(&survey.aid),
    ];
    let named = SheetKind::SURVEY.into_iter().zip(counts);
    Json::Object(
        named
            .map(|(kind, count)| (kind.label().to_owned(), count))
            .collect(),
    )
}

fn by_status(survey: &Survey) -> Json {
    let accepted = survey.applicants.rows.iter().filter(|row| row.accepted());
    tally(accepted.map(|row| row.data.status.as_deref().unwrap_or("(empty)")))
}

/// Counts by word, the most frequent first.
fn tally<'a>(words: impl Iterator<Item = &'a str>) -> Json {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Json::Object(
        counts
            .into_iter()
            .map(|(word, n)| (word.to_owned(), n.into()))
            .collect(),
    )
}

fn categories(survey: &Survey, judged: &Judged) -> Json {
    let rows = survey.applicants.rows.iter().zip(judged);
    let active: Vec<&Vec<Option<HardshipCategory>>> = rows
        .filter(|(row, _)| row.data.is_active())
        .map(|(_, judged)| judged)
        .collect();
    let all = [
        HardshipCategory::Deep,
        HardshipCategory::Relative,
        HardshipCategory::Accidental,
        HardshipCategory::None,
    ];
    let mut packs = Map::new();
    for (index, pack) in survey.packs.iter().enumerate() {
        let count = |category| {
            let is = |judged: &&&Vec<Option<HardshipCategory>>| {
                judged.get(index).copied().flatten() == Some(category)
            };
            active.iter().filter(is).count()
        };
        let counts = all
            .into_iter()
            .map(|c| (category_id(c).to_owned(), count(c).into()));
        packs.insert(pack.name.clone(), Json::Object(counts.collect()));
    }
    Json::Object(packs)
}

/// Completed years on the day of the survey, in the bands of the annual report.
fn ages<'a>(survey: &Survey, people: impl Iterator<Item = &'a Applicant>) -> Json {
    let mut bands: BTreeMap<&'static str, usize> = BTreeMap::new();
    for person in people {
        let Some(ParsedDate::Day(birth)) = person.birth else {
            continue;
        };
        let band = match age_completed(birth, survey.survey_date).unwrap_or(0) {
            0..=19 => "0-19",
            20..=29 => "20-29",
            30..=39 => "30-39",
            40..=49 => "40-49",
            50..=59 => "50-59",
            60..=66 => "60-66",
            _ => "67+",
        };
        *bands.entry(band).or_default() += 1;
    }
    Json::Object(
        bands
            .into_iter()
            .map(|(band, n)| (band.to_owned(), n.into()))
            .collect(),
    )
}

fn sizes(active: &[(&Checked<Applicant>, &Figures)]) -> Json {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (_, figures) in active {
        *counts.entry(figures.members_n).or_default() += 1;
    }
    Json::Object(
        counts
            .into_iter()
            .map(|(size, n)| (size.to_string(), n.into()))
            .collect(),
    )
}

fn aid_by_result(survey: &Survey) -> Json {
    let mut counts: BTreeMap<&str, (usize, i64)> = BTreeMap::new();
    for row in survey.aid.rows.iter().filter(|row| row.accepted()) {
        let word = row.data.result.as_deref().unwrap_or("(empty)");
        let entry = counts.entry(word).or_default();
        entry.0 += 1;
        entry.1 = entry
            .1
            .saturating_add(row.data.amount.map_or(0, |fen| fen.0));
    }
    let object = counts.into_iter();
    Json::Object(
        object
            .map(|(word, (rows, fen))| (word.into(), json!({"rows": rows, "fen": fen})))
            .collect(),
    )
}

fn queries(survey: &Survey, active: &[(&Checked<Applicant>, &Figures)]) -> Json {
    let aided: HashSet<u32> = survey
        .aid
        .rows
        .iter()
        .filter(|row| row.accepted() && row.data.result.as_deref() != Some("银行退回"))
        .filter_map(|row| row.data.link.seq)
        .collect();
    let seqs = |keep: &dyn Fn(&Checked<Applicant>) -> bool| {
        let kept = active.iter().filter(|(row, _)| keep(row));
        kept.filter_map(|(row, _)| row.data.seq)
            .collect::<Vec<u32>>()
    };
    let has = |row: &Checked<Applicant>, code| row.findings.iter().any(|f| f.code == code);
    let aid_with = |code| {
        let rows = survey.aid.rows.iter().filter(|row| row.accepted());
        let mut seqs: Vec<u32> = rows
            .filter(|row| row.findings.iter().any(|f| f.code == code))
            .filter_map(|row| row.data.link.seq)
            .collect();
        seqs.dedup();
        seqs
    };
    json!({
        "never_aided_active": seqs(&|row| row.data.seq.is_some_and(|seq| !aided.contains(&seq))),
        "untouched_over_1_year": seqs(&|row| has(row, Code::FileUntouched)),
        "aided_twice_in_campaign": aid_with(Code::AidedTwice),
        "paid_after_death": aid_with(Code::PaidAfterDeath),
    })
}
