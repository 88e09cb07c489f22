//! Verdicts of files under a pack, and everybody whose verdict changes with the dibao line.

use chrono::NaiveDate;
use songnuan_model::eligibility::{
    Clause, Exact, Facts, LineChange, Pack, Verdict, VerdictCategory, assess as judge,
    what_if as judge_change, yuan_text,
};
use songnuan_model::papers::{IdType, same_person_key};
use songnuan_model::records::{HardshipFile, Person};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::facts::{Gathered, Household, facts};
use super::gather;
use super::packs::load_pack;
use crate::app::App;
use crate::commands::eligibility::{
    ClauseView, EligibilityQuery, FileVerdict, WhatIf, WhatIfQuery, WhatIfRow,
};
use crate::error::{AppError, AppResult};

/// Verdicts on one file, one person's files, or all files.
pub async fn assess(app: &App, query: EligibilityQuery) -> AppResult<Vec<FileVerdict>> {
    let store = app.store_for(Act::SeeCases).await?;
    let pack = load_pack(&store, &query.pack).await?;
    let on = query.on.unwrap_or_else(|| app.host().today());
    if query.dibao_line.is_some_and(|line| line.0 <= 0) {
        return Err(AppError::invalid(
            "低保标准要大于 0。没有计算，请核对后再试。",
        ));
    }
    let households = asked(&store, &query).await?;
    households
        .iter()
        .map(|household| verdict(&pack, household, on, &query))
        .collect()
}

/// Verdicts on all files that can be computed; a file that cannot is left out, so that it never
/// hides the others.
pub async fn assess_each(app: &App, pack: &str) -> AppResult<Vec<FileVerdict>> {
    let store = app.store_for(Act::SeeCases).await?;
    let pack = load_pack(&store, pack).await?;
    let on = app.host().today();
    let query = EligibilityQuery {
        file_id: None,
        file_no: None,
        id_no: None,
        pack: String::new(),
        on: Some(on),
        dibao_line: None,
    };
    let households = gather::all(&store).await?;
    Ok(households
        .iter()
        .filter_map(|household| verdict(&pack, household, on, &query).ok())
        .collect())
}

/// The households a query names.
async fn asked(store: &Store, query: &EligibilityQuery) -> AppResult<Vec<Household>> {
    let files: Vec<HardshipFile> = if let Some(id) = &query.file_id {
        let file = store.get::<HardshipFile>(id).await?;
        vec![file.ok_or_else(|| AppError::not_found("这份档案"))?]
    } else if let Some(no) = query.file_no.as_deref().map(str::trim) {
        let files = store.by_key::<HardshipFile>("file_no", no).await?;
        some(files, || format!("职工编号为“{no}”的档案"))?
    } else if let Some(no) = query.id_no.as_deref() {
        let person = person(store, no).await?;
        let files = store
            .by_key::<HardshipFile>("applicant", person.id.as_str())
            .await?;
        some(files, || "这个证件号码名下的档案".to_owned())?
    } else {
        return gather::all(store).await;
    };
    let mut households = Vec::with_capacity(files.len());
    for file in files {
        households.push(gather::one(store, file).await?);
    }
    Ok(households)
}

fn some<T>(found: Vec<T>, what: impl Fn() -> String) -> AppResult<Vec<T>> {
    if found.is_empty() {
        Err(AppError::not_found(&what()))
    } else {
        Ok(found)
    }
}

/// The person with a paper number of whatever kind.
async fn person(store: &Store, number: &str) -> AppResult<Person> {
    for key in IdType::ALL
        .into_iter()
        .filter_map(|id_type| same_person_key(id_type, number))
    {
        if let Some(person) = store
            .by_key::<Person>("paper", &key)
            .await?
            .into_iter()
            .next()
        {
            return Ok(person);
        }
    }
    Err(AppError::not_found("持这个证件号码的人"))
}

/// A household's facts; the sentence names the file when they cannot be added up.
fn gathered(household: &Household, on: NaiveDate) -> AppResult<Gathered> {
    facts(household, on).map_err(|reason| {
        AppError::invalid(format!(
            "档案 {} 无法计算：{reason}",
            household.file.file_no
        ))
    })
}

fn verdict(
    pack: &Pack,
    household: &Household,
    on: NaiveDate,
    query: &EligibilityQuery,
) -> AppResult<FileVerdict> {
    let Gathered { facts, warnings } = gathered(household, on)?;
    let verdict = judge(pack, &facts, on, query.dibao_line)
        .map_err(|reason| AppError::invalid(reason.to_string()))?;
    Ok(view(household, verdict, warnings))
}

fn view(household: &Household, verdict: Verdict, mut warnings: Vec<String>) -> FileVerdict {
    let (file, person) = (&household.file, &household.applicant);
    warnings.extend(verdict.notes);
    FileVerdict {
        file_id: file.id.clone(),
        file_no: file.file_no.clone(),
        id_no: person.id_no.clone(),
        name: person.name.clone(),
        status: file.status.label().to_owned(),
        members_n: verdict.members_n,
        annual_income_fen: verdict.annual_income_fen,
        rigid_fen: verdict.rigid_fen,
        net_fen: verdict.net_fen,
        per_capita_month_fen: verdict.per_capita_month_fen,
        event: verdict.event,
        line_fen: verdict.line_fen,
        line_from: verdict.line_from,
        pack: verdict.pack,
        pack_name: verdict.pack_name,
        version_from: verdict.pack_version_from.to_string(),
        category: id(verdict.category),
        category_label: label(verdict.category, verdict.if_complete),
        if_complete: verdict.if_complete.map(id),
        clauses: verdict.clauses.into_iter().map(clause).collect(),
        missing: verdict.missing,
        warnings,
    }
}

fn clause(clause: Clause) -> ClauseView {
    ClauseView {
        id: clause.id,
        text: clause.text,
        article: clause.article,
        passed: clause.passed,
        numbers: clause.numbers,
        gap: clause.gap,
    }
}

/// The category's identifier, as serde writes it.
fn id(category: VerdictCategory) -> String {
    let value = serde_json::to_value(category).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// The word; for an undecided case also what it would become.
fn label(category: VerdictCategory, if_complete: Option<VerdictCategory>) -> String {
    match if_complete {
        None => category.label().to_owned(),
        Some(then) => format!("{}（齐全后：{}）", category.label(), then.label()),
    }
}

/// Everybody whose verdict changes when the dibao line becomes another.
pub async fn what_if(app: &App, query: WhatIfQuery) -> AppResult<WhatIf> {
    if query.dibao_line.0 <= 0 {
        return Err(AppError::invalid(
            "低保标准要大于 0。没有计算，请核对后再试。",
        ));
    }
    let store = app.store_for(Act::SeeCases).await?;
    let pack = load_pack(&store, &query.pack).await?;
    let on = query.on.unwrap_or_else(|| app.host().today());
    let households = gather::all(&store).await?;
    let mut problems = Vec::new();
    // The key of a case is its place in `asked`.
    let (mut asked, mut cases) = (Vec::new(), Vec::<(String, Facts)>::new());
    for household in &households {
        match gathered(household, on) {
            Ok(gathered) => {
                cases.push((asked.len().to_string(), gathered.facts));
                asked.push(household);
            }
            Err(error) => problems.push(error.message),
        }
    }
    let answer = judge_change(&pack, &cases, on, query.dibao_line);
    if let Some((_, reason)) = answer.failed.first()
        && answer.failed.len() == cases.len()
    {
        // The pack itself does not answer for that day: one sentence, not one for each file.
        return Err(AppError::invalid(reason.clone()));
    }
    let at = |key: &str| key.parse::<usize>().ok();
    for (key, reason) in &answer.failed {
        let no = at(key)
            .and_then(|at| asked.get(at))
            .map(|household| &household.file.file_no);
        problems.push(format!(
            "档案 {}：{reason}",
            no.cloned().unwrap_or_default()
        ));
    }
    let rows = answer.changes.iter().filter_map(|change| {
        let at = at(&change.key)?;
        let (household, (_, facts)) = (asked.get(at)?, cases.get(at)?);
        let verdict = judge(&pack, facts, on, None).ok()?;
        Some(changed(household, &verdict, change))
    });
    Ok(WhatIf {
        line_before: answer.before_line_fen,
        line_after: answer.after_line_fen,
        checked: answer.households,
        changed: rows.collect(),
        problems,
    })
}

fn changed(household: &Household, before: &Verdict, change: &LineChange) -> WhatIfRow {
    WhatIfRow {
        file_id: household.file.id.clone(),
        file_no: household.file.file_no.clone(),
        name: household.applicant.name.clone(),
        per_capita: per_capita(before),
        before: id(change.before),
        before_label: label(change.before, change.before_if_complete),
        after: id(change.after),
        after_label: label(change.after, change.after_if_complete),
    }
}

/// Net per head and month in yuan, `≈` when rounded.
fn per_capita(verdict: &Verdict) -> String {
    let months = 12 * i128::from(verdict.members_n.max(1));
    yuan_text(&Exact::new(i128::from(verdict.net_fen.0), months))
}
