//! Imports the accepted rows of a visiting drive in one operation that can be undone.
//!
//! The same list twice changes nothing: a visit is found by sheet, number, day, name and unit.
//! What is there stays as it is, with the corrections made since; only links to organisations and
//! people that were unknown then are filled in.

use std::collections::HashMap;

use chrono::NaiveDate;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Campaign, CampaignState, HardshipFile, Person, Season, UnionOrg, Visit, VisitState, VisitTarget,
};
use songnuan_model::roles::Act;
use songnuan_model::survey::Checked;
use songnuan_model::visit_log::{VisitLog, VisitRow};
use songnuan_store::{Changed, Store, Tx};

use super::apply::Counter;
use super::apply_people::Fill;
use super::decide::Decisions;
use crate::app::App;
use crate::commands::import::ImportOutcome;
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;
use crate::op::Op;

/// Imports a visiting drive. Dropping out anywhere before the end leaves nothing behind.
pub async fn apply_visits(
    app: &App,
    file_name: &str,
    log: &VisitLog,
    decisions: &Decisions,
    strict: bool,
    progress: &Progress,
) -> AppResult<ImportOutcome> {
    let all = || log.sheets.iter().flat_map(|sheet| &sheet.part.rows);
    let (total, rejected) = (all().count(), all().filter(|row| !row.accepted()).count());
    if strict && rejected > 0 {
        let params = [("rejected", rejected.to_string())];
        return Err(AppError::with(Code::ImportRefused, params));
    }
    progress.stage("写入走访记录", total);
    let why = format!("导入“{file_name}”");
    let mut tx = app.begin(Op::ImportVisits, &why).await?;
    let around = Around::read(&app.store_for(Act::Import).await?).await?;
    let taken: Vec<(&str, &Checked<VisitRow>)> = log
        .sheets
        .iter()
        .flat_map(|sheet| {
            let rows = decisions.taken(&sheet.part);
            rows.map(|row| (sheet.part.tab.as_str(), row))
        })
        .collect();
    let mut outcome = ImportOutcome {
        rows_taken: u32::try_from(taken.len()).unwrap_or(u32::MAX),
        ..ImportOutcome::default()
    };
    outcome.rows_left_out = u32::try_from(total)
        .unwrap_or(u32::MAX)
        .saturating_sub(outcome.rows_taken);
    if taken.is_empty() {
        outcome.message = "没有可以导入的行，什么都没有改动。请按提示改正后再导入。".to_owned();
        return Ok(outcome);
    }
    let campaign = campaign(app, &mut tx, log, file_name).await?;
    let known = known(&mut tx, &campaign.id).await?;
    let mut counter = Counter::new(progress);
    for (tab, row) in taken {
        counter.step()?;
        let source = row.data.key(tab);
        let mut visit = match known.get(&source) {
            Some(visit) => visit.clone(),
            None => new_visit(app, &campaign.id, &source, row),
        };
        around.link(&mut visit);
        match tx.put(&visit).await? {
            Changed::Created => outcome.visits_new += 1,
            Changed::Updated => outcome.visits_changed += 1,
            Changed::Unchanged => {}
        }
    }
    progress.done(total)?;
    let done = tx.commit().await?;
    outcome.campaign_id = Some(campaign.id);
    outcome.op_id = done.seq.map(|_| done.op_id);
    outcome.message = message(&outcome, &campaign.name);
    Ok(outcome)
}

/// The drive of that name or of that year, or a new one.
async fn campaign(app: &App, tx: &mut Tx, log: &VisitLog, file_name: &str) -> AppResult<Campaign> {
    let named = tx
        .by_key::<Campaign>("campaign_name", &log.campaign)
        .await?;
    if let Some(campaign) = named.into_iter().next() {
        return Ok(campaign);
    }
    let stored = app.store_for(Act::Import).await?.all::<Campaign>().await?;
    let same_year =
        |campaign: &Campaign| campaign.season == Season::VisitDrive && campaign.year == log.year;
    if let Some(campaign) = stored.into_iter().find(same_year) {
        return Ok(campaign);
    }
    let day = |month, day| NaiveDate::from_ymd_opt(log.year, month, day);
    let campaign = Campaign {
        id: app.host().new_id(),
        name: log.campaign.clone(),
        year: log.year,
        season: Season::VisitDrive,
        state: CampaignState::Running,
        starts_on: day(1, 1).unwrap_or_else(|| app.host().today()),
        ends_on: day(12, 31),
        budget: None,
        fund_ids: Vec::new(),
        pack: None,
        rules: Vec::new(),
        basis: None,
        note: Some(format!("由“{file_name}”导入")),
    };
    tx.put(&campaign).await?;
    Ok(campaign)
}

/// Visits of the campaign that came from a list, by what tells them apart.
async fn known(tx: &mut Tx, campaign: &Id) -> AppResult<HashMap<String, Visit>> {
    let visits = tx
        .by_key::<Visit>("visit_campaign", campaign.as_str())
        .await?;
    let keyed = visits.into_iter().filter_map(|visit| {
        let key = visit.source()?.to_owned();
        Some((key, visit))
    });
    Ok(keyed.collect())
}

fn new_visit(app: &App, campaign: &Id, source: &str, row: &Checked<VisitRow>) -> Visit {
    let data = &row.data;
    Visit {
        id: app.host().new_id(),
        target: data.target,
        target_name: data.target_name.clone(),
        org_name: data.org_name.clone(),
        campaign_id: Some(campaign.clone()),
        state: VisitState::Visited,
        visited_on: data.visited_on,
        method: data.method,
        visitors: data.visitors.clone(),
        clear_thought: data.thought.clone(),
        clear_performance: data.performance.clone(),
        clear_difficulty: data.difficulty.clone(),
        raised_n: Some(data.raised),
        solved_n: Some(data.solved),
        spend: Some(data.spend),
        person_times: Some(data.person_times),
        note: data.note.clone(),
        source_key: Some(format!("{source}@{}", row.row)),
        ..Visit::default()
    }
}

/// Organisations by name, and people by name and employer.
struct Around {
    orgs: HashMap<String, Id>,
    /// `None`: several people of that name work there, so nobody is meant for certain.
    workers: HashMap<(String, String), Option<Id>>,
}

impl Around {
    async fn read(store: &Store) -> AppResult<Self> {
        let orgs = store.all::<UnionOrg>().await?;
        let people = store.all::<Person>().await?;
        let names: HashMap<Id, String> = people.into_iter().map(|p| (p.id, p.name)).collect();
        let mut workers: HashMap<(String, String), Option<Id>> = HashMap::new();
        for file in store.all::<HardshipFile>().await? {
            let (Some(name), Some(employer)) = (names.get(&file.applicant_id), file.employer)
            else {
                continue;
            };
            let applicant = file.applicant_id;
            workers
                .entry((name.clone(), employer))
                .and_modify(|known| {
                    if known.as_ref() != Some(&applicant) {
                        *known = None;
                    }
                })
                .or_insert(Some(applicant.clone()));
        }
        Ok(Self {
            orgs: orgs.into_iter().map(|org| (org.name, org.id)).collect(),
            workers,
        })
    }

    /// Fills in who and where, when that is certain.
    fn link(&self, visit: &mut Visit) {
        let Some(org) = visit.org_name.clone() else {
            return;
        };
        Fill::Gaps.put(&mut visit.org_id, self.orgs.get(&org).cloned());
        if visit.target == VisitTarget::Worker
            && let Some(name) = visit.target_name.clone()
        {
            let person = self.workers.get(&(name, org)).cloned().flatten();
            Fill::Gaps.put(&mut visit.person_id, person);
        }
    }
}

fn message(outcome: &ImportOutcome, campaign: &str) -> String {
    let left_out = outcome.rows_left_out;
    if outcome.op_id.is_none() {
        return format!("这份表里的走访都已在“{campaign}”中，没有任何改动。{left_out} 行未导入。");
    }
    format!(
        "已导入“{campaign}”：新登记走访 {} 次，补充 {} 次；{left_out} 行未导入。可在“撤销”中一次撤回。",
        outcome.visits_new, outcome.visits_changed
    )
}
