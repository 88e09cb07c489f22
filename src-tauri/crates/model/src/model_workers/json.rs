//! The registry as one object, in the names of DOMAIN §7.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::check::Registry;
use super::honor_rows::HonorRow;
use super::rows::WorkerRow;
use crate::money::Fen;
use crate::records::{HonorLevel, MedalEventKind as K, WorkerKind, WorkerState};
use crate::survey::{Checked, Finding, Note, Part, problem_detail};

/// What the totals and the machine-readable person need, from a list or the store.
#[derive(Clone)]
pub struct WorkerFigures<'a> {
    pub name: &'a str,
    pub id_no: Option<&'a str>,
    pub level: Option<HonorLevel>,
    pub kind: Option<WorkerKind>,
    pub state: Option<WorkerState>,
    /// Completed years.
    pub age: Option<u32>,
    /// Fen per month.
    pub income: Option<Fen>,
    /// Living subsidy, fen per month and per year.
    pub monthly: Fen,
    pub yearly: Fen,
    pub reasons: &'a [String],
}

/// What the totals and the machine-readable honour need.
#[derive(Clone)]
pub struct HonorFigures<'a> {
    pub name: &'a str,
    pub title: &'a str,
    pub level: Option<HonorLevel>,
    pub year: Option<i32>,
    /// `None`: there is no medal.
    pub medal: Option<K>,
    /// It was stolen once; the day where it is known.
    pub stolen: bool,
    pub stolen_on: Option<NaiveDate>,
    pub recovered_on: Option<NaiveDate>,
}

impl<'a> WorkerFigures<'a> {
    fn of(row: &'a WorkerRow, on: NaiveDate) -> Self {
        let benefit = row.benefit.as_ref();
        Self {
            name: row.name.as_deref().unwrap_or_default(),
            id_no: row.id_no.as_deref(),
            level: row.level,
            kind: row.kind,
            state: row.state,
            age: row.age(on),
            income: row.monthly_income,
            monthly: benefit.map(|b| b.monthly).unwrap_or_default(),
            yearly: benefit.map(|b| b.yearly).unwrap_or_default(),
            reasons: benefit.map(|b| b.reasons.as_slice()).unwrap_or_default(),
        }
    }
}

impl<'a> HonorFigures<'a> {
    fn of(row: &'a HonorRow) -> Self {
        Self {
            name: row.name.as_deref().unwrap_or_default(),
            title: row.title.as_deref().unwrap_or_default(),
            level: row.level,
            year: row.year(),
            medal: row.medal,
            stolen: row.event(K::Stolen).is_some(),
            stolen_on: row.day_of(K::Stolen),
            recovered_on: row.day_of(K::Recovered),
        }
    }
}

/// One object with `as_of`, `rows`, `ignored_rows`, `problems`, `totals`, `persons` and `honors`.
pub fn registry_dry_run_json(registry: &Registry) -> Json {
    let on = registry.as_of;
    let mut rows: Vec<Json> = Vec::new();
    let mut ignored: Vec<Json> = Vec::new();
    for part in &registry.workers {
        let read = part.rows.iter();
        rows.extend(read.map(|row| row_json(&part.tab, row, worker_row_json(&row.data))));
        ignored.extend(ignored_json(part));
    }
    for part in &registry.honors {
        let read = part.rows.iter();
        rows.extend(read.map(|row| row_json(&part.tab, row, honor_row_json(&row.data))));
        ignored.extend(ignored_json(part));
    }
    let problems: Vec<Json> = registry
        .problems
        .iter()
        .filter_map(|problem| serde_json::to_value(problem_detail(problem)).ok())
        .collect();
    let workers: Vec<(u32, WorkerFigures<'_>)> = registry
        .accepted_workers()
        .map(|row| (row.row, WorkerFigures::of(&row.data, on)))
        .collect();
    let honors: Vec<(u32, HonorFigures<'_>)> = registry
        .accepted_honors()
        .map(|row| (row.row, HonorFigures::of(&row.data)))
        .collect();
    let persons: Vec<Json> = workers
        .iter()
        .map(|(row, w)| person_json(*row, w))
        .collect();
    let titles: Vec<Json> = honors.iter().map(|(row, h)| honor_json(*row, h)).collect();
    json!({
        "as_of": on,
        "rows": rows,
        "ignored_rows": ignored,
        "problems": problems,
        "totals": registry_totals(workers.iter().map(|(_, w)| w), honors.iter().map(|(_, h)| h)),
        "persons": persons,
        "honors": titles,
    })
}

/// One person; `row` is the Excel row, or the place in the registry.
pub fn person_json(row: u32, worker: &WorkerFigures<'_>) -> Json {
    json!({
        "row": row,
        "name": worker.name,
        "id_no": worker.id_no,
        "level": worker.level.map(HonorLevel::label),
        "kind": worker.kind.map(WorkerKind::label),
        "state": worker.state.map(WorkerState::label),
        "age": worker.age,
        "income_fen": worker.income.map(|fen| fen.0),
        "monthly_aid_fen": worker.monthly.0,
        "annual_aid_fen": worker.yearly.0,
        "reason_codes": worker.reasons,
    })
}

/// One honour; `row` is the Excel row, or the place in the registry.
pub fn honor_json(row: u32, honor: &HonorFigures<'_>) -> Json {
    json!({
        "row": row,
        "name": honor.name,
        "title": honor.title,
        "level": honor.level.map(HonorLevel::label),
        "year": honor.year,
        "medal": honor.medal.map(K::label),
        "stolen_on": honor.stolen_on,
        "recovered_on": honor.recovered_on,
    })
}

/// People (人), honours, medals (枚) and fen, never added to one another.
pub fn registry_totals<'a>(
    workers: impl Iterator<Item = &'a WorkerFigures<'a>>,
    honors: impl Iterator<Item = &'a HonorFigures<'a>>,
) -> Json {
    let mut by_level: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut count, mut dead, mut aided) = (0_u32, 0_u32, 0_u32);
    let (mut monthly, mut yearly) = (Fen::ZERO, Fen::ZERO);
    let (mut youngest, mut oldest): (Option<u32>, Option<u32>) = (None, None);
    for worker in workers {
        count += 1;
        dead += u32::from(worker.state == Some(WorkerState::Deceased));
        aided += u32::from(worker.yearly > Fen::ZERO);
        monthly = monthly.checked_add(worker.monthly).unwrap_or(monthly);
        yearly = yearly.checked_add(worker.yearly).unwrap_or(yearly);
        if let Some(level) = worker.level {
            *by_level.entry(level.label()).or_default() += 1;
        }
        if let Some(age) = worker.age {
            youngest = Some(youngest.map_or(age, |known| known.min(age)));
            oldest = Some(oldest.map_or(age, |known| known.max(age)));
        }
    }
    let mut medals: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut titles, mut stolen, mut recovered) = (0_u32, 0_u32, 0_u32);
    for honor in honors {
        titles += 1;
        if let Some(medal) = honor.medal {
            *medals.entry(medal.label()).or_default() += 1;
        }
        stolen += u32::from(honor.stolen);
        recovered += u32::from(honor.stolen && honor.medal == Some(K::Recovered));
    }
    json!({
        "model_workers": count,
        "living": count - dead,
        "dead": dead,
        "by_level": by_level,
        "age_min": youngest,
        "age_max": oldest,
        "monthly_aid_total_fen": monthly.0,
        "annual_aid_total_fen": yearly.0,
        "aided": aided,
        "honors": titles,
        "medals": medals,
        "stolen": stolen,
        "recovered_of_stolen": recovered,
    })
}

fn ignored_json<T>(part: &Part<T>) -> Vec<Json> {
    let lines = part.layout.iter().flat_map(|layout| &layout.ignored);
    let json = lines.map(|line| {
        json!({"sheet": part.tab, "row": line.row, "reason": line.reason.id(), "findings": []})
    });
    json.collect()
}

fn row_json<T>(tab: &str, row: &Checked<T>, normalised: Json) -> Json {
    let findings: Vec<String> = row.findings.iter().map(Finding::text).collect();
    let notes: Vec<&str> = row.notes.iter().map(|note: &Note| note.id()).collect();
    json!({
        "sheet": tab,
        "row": row.row,
        "verdict": row.verdict().id(),
        "findings": findings,
        "notes": notes,
        "normalised": normalised,
    })
}

fn worker_row_json(data: &WorkerRow) -> Json {
    json!({
        "seq": data.seq,
        "name": data.name,
        "sex": data.sex.map(|sex| sex.label()),
        "birth": data.birth,
        "id_no": data.id_no,
        "level": data.level,
        "kind": data.kind,
        "state": data.state,
        "employer_then": data.employer_then,
        "employer_now": data.employer_now,
        "monthly_income_fen": data.monthly_income.map(|fen| fen.0),
        "fixed_income": data.fixed_income,
        "disabled": data.disabled,
        "under_investigation": data.under_investigation,
        "home_address": data.home_address,
        "mobile": data.mobile,
        "note": data.note,
    })
}

fn honor_row_json(data: &HonorRow) -> Json {
    let events: Vec<Json> = data
        .events
        .iter()
        .map(|(kind, on)| json!({"kind": kind, "on": on}))
        .collect();
    json!({
        "seq": data.seq,
        "name": data.name,
        "person_row": data.person_row,
        "title": data.title,
        "level": data.level,
        "issuer": data.issuer,
        "awarded_on": data.awarded_on,
        "cert_no": data.cert_no,
        "medal": data.medal,
        "medal_events": events,
        "note": data.note,
    })
}
