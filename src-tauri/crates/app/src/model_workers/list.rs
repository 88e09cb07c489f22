//! The registry as a list.

use songnuan_model::money::Fen;
use songnuan_model::records::{HonorLevel, MedalEventKind, ModelWorker, WorkerState};
use songnuan_model::roles::Act;
use songnuan_model::text::half_width;

use super::around::{self, Around};
use super::reminders;
use crate::app::App;
use crate::commands::model_workers::{
    HonorLevelTotal, ModelWorkerList, ModelWorkerQuery, ModelWorkerRow, WorkerStateTotal,
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
    let rows: Vec<ModelWorkerRow> = rows
        .filter(|row| fits(row, &request) && (text.is_empty() || says(row, &text)))
        .collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let total = |of: fn(&ModelWorkerRow) -> Fen| Fen::sum(rows.iter().map(of)).unwrap_or(Fen::ZERO);
    let by_level = HonorLevel::ALL.into_iter().map(|level| HonorLevelTotal {
        level,
        label: level.label().to_owned(),
        persons: count(rows.iter().filter(|row| row.worker.level == level).count()),
    });
    let by_state = WorkerState::ALL.into_iter().map(|state| WorkerStateTotal {
        state,
        label: state.label().to_owned(),
        persons: count(rows.iter().filter(|row| row.worker.state == state).count()),
    });
    let dead = |row: &&ModelWorkerRow| row.worker.state == WorkerState::Deceased;
    Ok(ModelWorkerList {
        on,
        living: count(rows.len() - rows.iter().filter(dead).count()),
        by_level: by_level.collect(),
        by_state: by_state.collect(),
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

fn fits(row: &ModelWorkerRow, request: &ModelWorkerQuery) -> bool {
    let filter = match request.filter.as_deref() {
        Some("incident") => row.incidents_open > 0,
        Some("medal") => missing(row) > 0,
        _ => true,
    };
    filter
        && request.level.is_none_or(|it| it == row.worker.level)
        && request.kind.is_none_or(|it| it == row.worker.kind)
        && request.state.is_none_or(|it| it == row.worker.state)
}

fn says(row: &ModelWorkerRow, text: &str) -> bool {
    let employers = [&row.worker.employer_then, &row.worker.employer_now];
    let mut words = employers.into_iter().flatten();
    row.name.contains(text)
        || words.any(|word| word.contains(text))
        || row.honors.iter().any(|it| it.honor.title.contains(text))
}
