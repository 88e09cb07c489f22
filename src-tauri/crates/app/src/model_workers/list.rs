//! The registry as a list.

use std::collections::{BTreeMap, BTreeSet};

use songnuan_model::money::Fen;
use songnuan_model::records::{HonorLevel, MedalEventKind, ModelWorker, WorkerState};
use songnuan_model::roles::Act;
use songnuan_model::text::half_width;

use super::around::{self, Around};
use super::reminders;
use crate::app::App;
use crate::commands::model_workers::{
    HonorLevelTotal, HonorTitleTotal, ModelWorkerList, ModelWorkerQuery, ModelWorkerRow,
    WorkerStateTotal,
};
use crate::error::AppResult;

/// Model workers, filtered, in the order of the registry.
pub async fn list(app: &App, request: ModelWorkerQuery) -> AppResult<ModelWorkerList> {
    let store = app.store_for(Act::SeeCases).await?;
    let on = request.on.unwrap_or_else(|| app.host().today());
    let pack = around::pack(&store, request.pack.as_deref()).await?;
    let mut workers = store.all::<ModelWorker>().await?;
    workers.sort_by(|a, b| (a.seq, &a.id).cmp(&(b.seq, &b.id)));
    let around = Around::read(&store, &workers).await?;
    let reminders = reminders::of(app, &store, &workers, &around).await?;
    let text = half_width(request.text.trim());
    let rows = workers.iter().map(|worker| around.row(worker, &pack, on));
    let found: Vec<ModelWorkerRow> = rows
        .filter(|row| special(row, &request) && (text.is_empty() || says(row, &text)))
        .collect();
    let rows: Vec<ModelWorkerRow> = found
        .iter()
        .filter(|row| fits(row, &request, Facet::None))
        .cloned()
        .collect();
    let (by_level, by_state) = (by_level(&found, &request), by_state(&found, &request));
    let total = |of: fn(&ModelWorkerRow) -> Fen| Fen::sum(rows.iter().map(of)).unwrap_or(Fen::ZERO);
    let dead = |row: &&ModelWorkerRow| row.worker.state == WorkerState::Deceased;
    Ok(ModelWorkerList {
        on,
        living: count(rows.len() - rows.iter().filter(dead).count()),
        by_level,
        by_state,
        by_title: by_title(&found, &request),
        in_difficulty: count(rows.iter().filter(|row| row.in_difficulty).count()),
        honors_n: count(rows.iter().map(|row| row.honors.len()).sum()),
        medals_missing: count(rows.iter().map(missing).sum()),
        incidents_open: rows.iter().map(|row| row.incidents_open).sum(),
        monthly: total(|row| row.monthly),
        yearly: total(|row| row.yearly),
        reminders,
        rows,
    })
}

/// Medals that are lost or stolen.
fn missing(row: &ModelWorkerRow) -> usize {
    let gone = [Some(MedalEventKind::Lost), Some(MedalEventKind::Stolen)];
    let medals = row.honors.iter().map(|honor| honor.medal);
    medals.filter(|medal| gone.contains(medal)).count()
}

fn special(row: &ModelWorkerRow, request: &ModelWorkerQuery) -> bool {
    let filter = match request.filter.as_deref() {
        Some("incident") => row.incidents_open > 0,
        Some("medal") => missing(row) > 0,
        Some("difficulty") => row.in_difficulty,
        _ => true,
    };
    filter && request.kind.is_none_or(|it| it == row.worker.kind)
}

/// The choice whose own counts are told: it does not narrow them.
#[derive(Clone, Copy, PartialEq)]
enum Facet {
    None,
    Level,
    State,
    Title,
}

fn fits(row: &ModelWorkerRow, request: &ModelWorkerQuery, facet: Facet) -> bool {
    let holds = |title: &String| row.honors.iter().any(|it| it.honor.title == *title);
    (facet == Facet::Level || request.level.is_none_or(|it| it == row.worker.level))
        && (facet == Facet::State || request.state.is_none_or(|it| it == row.worker.state))
        && (facet == Facet::Title || request.honor.as_ref().is_none_or(holds))
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn by_level(found: &[ModelWorkerRow], request: &ModelWorkerQuery) -> Vec<HonorLevelTotal> {
    let rows = || found.iter().filter(|row| fits(row, request, Facet::Level));
    let total = |level: HonorLevel| HonorLevelTotal {
        level,
        label: level.label().to_owned(),
        persons: count(rows().filter(|row| row.worker.level == level).count()),
    };
    HonorLevel::ALL.into_iter().map(total).collect()
}

fn by_state(found: &[ModelWorkerRow], request: &ModelWorkerQuery) -> Vec<WorkerStateTotal> {
    let rows = || found.iter().filter(|row| fits(row, request, Facet::State));
    let total = |state: WorkerState| WorkerStateTotal {
        state,
        label: state.label().to_owned(),
        persons: count(rows().filter(|row| row.worker.state == state).count()),
    };
    WorkerState::ALL.into_iter().map(total).collect()
}

/// Titles with who holds them, the most frequent first; one person counts once for a title.
fn by_title(found: &[ModelWorkerRow], request: &ModelWorkerQuery) -> Vec<HonorTitleTotal> {
    let mut persons: BTreeMap<&str, u32> = BTreeMap::new();
    for row in found.iter().filter(|row| fits(row, request, Facet::Title)) {
        let titles: BTreeSet<&str> = row
            .honors
            .iter()
            .map(|it| it.honor.title.as_str())
            .collect();
        for title in titles {
            *persons.entry(title).or_default() += 1;
        }
    }
    let total = |(title, persons): (&str, u32)| HonorTitleTotal {
        title: title.to_owned(),
        persons,
    };
    let mut totals: Vec<HonorTitleTotal> = persons.into_iter().map(total).collect();
    totals.sort_by_key(|total| std::cmp::Reverse(total.persons));
    totals
}

fn says(row: &ModelWorkerRow, text: &str) -> bool {
    let employers = [&row.worker.employer_then, &row.worker.employer_now];
    let mut words = employers.into_iter().flatten();
    row.name.contains(text)
        || words.any(|word| word.contains(text))
        || row.honors.iter().any(|it| it.honor.title.contains(text))
}
