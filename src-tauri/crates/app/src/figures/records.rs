//! The records behind a number.

use std::collections::HashMap;

use songnuan_model::figures::{Cell, Measure, Part, Source};
use songnuan_model::money::Fen;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Batch, Campaign, CampaignItem, Fund, FundEntry, Person, Visit, VisitTarget,
};
use songnuan_store::{Store, Timestamp};

use super::ask::Ask;
use super::records_honor;
use super::stats::compute;
use crate::app::App;
use crate::commands::figures::{FigureRecord, FigureRecords, FigureRecordsQuery};
use crate::error::{AppError, AppResult};
use crate::files::code_label;

/// The records behind a figure: what each adds sums up to the figure.
pub async fn records(app: &App, request: FigureRecordsQuery) -> AppResult<FigureRecords> {
    let ask = Ask::new(app, &request.request).await?;
    let report = compute(&ask).await?.report;
    let cell = report.cell(&request.key).ok_or_else(|| {
        AppError::not_found(&format!("这个数字“{}”(请重新打开报表)", request.key))
    })?;
    let parts = merged(&cell.parts, &report.sources);
    let rows = rows(&ask.store, ask.at.as_ref(), cell.measure, &parts).await?;
    Ok(FigureRecords {
        label: label(&request.key, cell),
        text: cell.measure.text(cell.value),
        rows,
    })
}

/// For a cell of a table also the label of its row.
fn label(key: &str, cell: &Cell) -> String {
    let row = key
        .split_once('/')
        .and_then(|(_, rest)| rest.rsplit_once('/'));
    match row {
        Some((row, _)) => format!("{row} {}", cell.label),
        None => cell.label.clone(),
    }
}

/// One line per record, in the order of the report.
pub(super) fn merged(parts: &[Part], sources: &[Source]) -> Vec<(Source, i64)> {
    let mut places: HashMap<u32, usize> = HashMap::with_capacity(parts.len());
    let mut all: Vec<(Source, i64)> = Vec::with_capacity(parts.len());
    for part in parts {
        if let Some((_, counts)) = places
            .get(&part.source)
            .and_then(|place| all.get_mut(*place))
        {
            *counts += part.counts;
        } else if let Some(source) = sources.get(part.source as usize) {
            places.insert(part.source, all.len());
            all.push((source.clone(), part.counts));
        }
    }
    all.retain(|(_, counts)| *counts != 0);
    all
}

/// The records in words.
pub(super) async fn rows(
    store: &Store,
    at: Option<&Timestamp>,
    measure: Measure,
    parts: &[(Source, i64)],
) -> AppResult<Vec<FigureRecord>> {
    let words = Words::read(store, at, parts).await?;
    let rows = parts.iter().map(|(source, counts)| {
        let (title, subtitle, amount, route) = words.of(source);
        FigureRecord {
            id: source.id.clone(),
            kind: source.kind.to_owned(),
            title,
            subtitle,
            amount: match measure {
                Measure::Money => Some(Fen(*counts)),
                _ => amount,
            },
            counts: *counts,
            route,
        }
    });
    Ok(rows.collect())
}

/// Title, subtitle, amount, route.
pub(super) type Spoken = (String, String, Option<Fen>, String);

/// What records are called, read at once.
struct Words {
    spoken: HashMap<Id, Spoken>,
}

impl Words {
    async fn read(
        store: &Store,
        at: Option<&Timestamp>,
        parts: &[(Source, i64)],
    ) -> AppResult<Self> {
        let ids = |kind: &str| -> Vec<Id> {
            let of_kind = parts.iter().filter(|(source, _)| source.kind == kind);
            of_kind.map(|(source, _)| source.id.clone()).collect()
        };
        let mut words = Self {
            spoken: HashMap::with_capacity(parts.len()),
        };
        words.items(store, at, &ids(CampaignItem::KIND)).await?;
        words.visits(store, at, &ids(Visit::KIND)).await?;
        words.money(store, at, &ids).await?;
        let honored = records_honor::spoken(store, at, &ids).await?;
        words.spoken.extend(honored);
        Ok(words)
    }

    fn of(&self, source: &Source) -> Spoken {
        let found = self.spoken.get(&source.id).cloned();
        found.unwrap_or_else(|| (source.id.0.clone(), String::new(), None, String::new()))
    }

    async fn items(&mut self, store: &Store, at: Option<&Timestamp>, ids: &[Id]) -> AppResult<()> {
        let items: Vec<CampaignItem> = fetch(store, at, ids).await?;
        let campaigns: Vec<Id> = items.iter().map(|item| item.campaign_id.clone()).collect();
        let campaigns = names(
            fetch::<Campaign>(store, at, &distinct(campaigns)).await?,
            |c| (c.id, c.name),
        );
        let people: Vec<Id> = items.iter().map(|item| item.person_id.clone()).collect();
        let people = names(fetch::<Person>(store, at, &distinct(people)).await?, |p| {
            (p.id, p.name)
        });
        for item in items {
            let name = people.get(&item.person_id).cloned().unwrap_or_default();
            let campaign = campaigns
                .get(&item.campaign_id)
                .cloned()
                .unwrap_or_default();
            let category = code_label("category", &item.category);
            let route = format!("/campaigns/{}", item.campaign_id);
            let subtitle = format!("{campaign} {category} {}", item.unit.label());
            let spoken = (name, subtitle, Some(item.amount), route);
            self.spoken.insert(item.id, spoken);
        }
        Ok(())
    }

    async fn visits(&mut self, store: &Store, at: Option<&Timestamp>, ids: &[Id]) -> AppResult<()> {
        let visits: Vec<Visit> = fetch(store, at, ids).await?;
        let unnamed = visits.iter().filter(|visit| visit.target_name.is_none());
        let people: Vec<Id> = unnamed.filter_map(|v| v.person_id.clone()).collect();
        let people = names(fetch::<Person>(store, at, &distinct(people)).await?, |p| {
            (p.id, p.name)
        });
        for visit in visits {
            let person = visit.person_id.as_ref().and_then(|id| people.get(id));
            let name = visit.target_name.clone().or_else(|| person.cloned());
            let name = name.unwrap_or_else(|| VisitTarget::label(visit.target).to_owned());
            let on = visit
                .visited_on
                .map(|on| on.to_string())
                .unwrap_or_default();
            let org = visit.org_name.clone().unwrap_or_default();
            let subtitle = format!("{on} {org} {}", visit.visitors.join("、"));
            let route = format!("/visits/{}", visit.id);
            let spoken = (name, subtitle, visit.spend, route);
            self.spoken.insert(visit.id, spoken);
        }
        Ok(())
    }

    async fn money(
        &mut self,
        store: &Store,
        at: Option<&Timestamp>,
        ids: &impl Fn(&str) -> Vec<Id>,
    ) -> AppResult<()> {
        for batch in fetch::<Batch>(store, at, &ids(Batch::KIND)).await? {
            let route = format!("/batches/{}", batch.id);
            let title = format!("发放批次 {}", batch.no);
            let subtitle = format!("{} {}", batch.made_on, batch.purpose);
            self.spoken.insert(batch.id, (title, subtitle, None, route));
        }
        let entries: Vec<FundEntry> = fetch(store, at, &ids(FundEntry::KIND)).await?;
        let funds: Vec<Id> = entries.iter().map(|entry| entry.fund_id.clone()).collect();
        let funds = names(fetch::<Fund>(store, at, &distinct(funds)).await?, |f| {
            (f.id, f.name)
        });
        for entry in entries {
            let fund = funds.get(&entry.fund_id).cloned().unwrap_or_default();
            let document = entry.document.clone().unwrap_or_default();
            let subtitle = format!("{} {document}", entry.on);
            let title = format!("{fund} {}", entry.kind.label());
            let route = format!("/funds/{}", entry.fund_id);
            let spoken = (title, subtitle, Some(entry.amount), route);
            self.spoken.insert(entry.id, spoken);
        }
        Ok(())
    }
}

pub(super) fn names<R>(records: Vec<R>, pair: impl Fn(R) -> (Id, String)) -> HashMap<Id, String> {
    records.into_iter().map(pair).collect()
}

pub(super) fn distinct(mut ids: Vec<Id>) -> Vec<Id> {
    ids.sort();
    ids.dedup();
    ids
}

/// Records as they are now; those that are gone, as they were at the moment asked for.
pub(super) async fn fetch<R: Record>(
    store: &Store,
    at: Option<&Timestamp>,
    ids: &[Id],
) -> AppResult<Vec<R>> {
    let mut found = store.get_many::<R>(ids).await?;
    if let Some(at) = at
        && found.len() < ids.len()
    {
        let known: std::collections::HashSet<Id> =
            found.iter().map(|record| record.id().clone()).collect();
        for id in ids.iter().filter(|id| !known.contains(*id)) {
            found.extend(store.get_as_of::<R>(id, at).await?);
        }
    }
    Ok(found)
}
