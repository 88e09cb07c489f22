//! The conflicts that wait for a decision, or those that were decided.

use std::collections::{HashMap, HashSet};

use songnuan_model::record::Id;
use songnuan_model::records::{Conflict, ConflictDecision};
use songnuan_model::roles::{Act, may};
use songnuan_store::Store;

use super::kinds::sight_of;
use super::shown::{self, Shown};
use crate::app::App;
use crate::commands::conflicts::{ConflictDecided, ConflictList, ConflictQuery};
use crate::error::AppResult;

/// Lists conflicts, the newest first; of kinds of records the user may not see none.
pub async fn list(app: &App, request: ConflictQuery) -> AppResult<ConflictList> {
    let session = app.require(Act::SeeCases).await?;
    let store = session.store;
    let mut conflicts = store.all::<Conflict>().await?;
    conflicts.retain(|conflict| may(&session.roles, sight_of(conflict)));
    let decisions = by_conflict(&store).await?;
    let waits = |conflict: &Conflict| !decisions.contains_key(&conflict.id);
    let undecided = conflicts.iter().filter(|conflict| waits(conflict)).count();
    conflicts.retain(|conflict| waits(conflict) != request.decided);
    if let Some(id) = &request.record_id {
        conflicts.retain(|conflict| conflict.record_id == *id);
    }
    conflicts.sort_by(|a, b| (&b.mine_at, &b.id).cmp(&(&a.mine_at, &a.id)));
    let mut shown = Shown::new(&store);
    let mut rows = Vec::new();
    let text = request.text.trim().to_lowercase();
    for conflict in &conflicts {
        let newest = match decisions.get(&conflict.id).and_then(|all| all.last()) {
            Some(decision) => Some(in_words(&store, decision).await?),
            None => None,
        };
        let row = shown.row(conflict, newest).await?;
        let haystack = format!(
            "{} {} {} {} {} {}",
            row.title, row.field_label, row.mine, row.theirs, row.mine_by.who, row.theirs_by.who
        );
        if text.is_empty() || haystack.to_lowercase().contains(&text) {
            rows.push(row);
        }
    }
    let total = rows.len();
    let limit = if request.limit == 0 {
        usize::MAX
    } else {
        request.limit as usize
    };
    let rows = rows.into_iter().skip(request.offset as usize).take(limit);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(ConflictList {
        rows: rows.collect(),
        total: count(total),
        undecided: count(undecided),
    })
}

/// How many conflicts wait, whoever asks.
pub async fn undecided(store: &Store) -> AppResult<u32> {
    let decided = store.all::<ConflictDecision>().await?;
    let decided: HashSet<Id> = decided.into_iter().map(|it| it.conflict_id).collect();
    let waiting = store.all::<Conflict>().await?;
    let waiting = waiting.iter().filter(|it| !decided.contains(&it.id));
    Ok(u32::try_from(waiting.count()).unwrap_or(u32::MAX))
}

/// Decisions by conflict, oldest first.
pub(super) async fn by_conflict(store: &Store) -> AppResult<HashMap<Id, Vec<ConflictDecision>>> {
    let mut found: HashMap<Id, Vec<ConflictDecision>> = HashMap::new();
    for decision in store.all::<ConflictDecision>().await? {
        found
            .entry(decision.conflict_id.clone())
            .or_default()
            .push(decision);
    }
    for decisions in found.values_mut() {
        decisions.sort_by(|a, b| a.id.cmp(&b.id));
    }
    Ok(found)
}

/// A decision with who made it and when, from the history.
pub(super) async fn in_words(
    store: &Store,
    decision: &ConflictDecision,
) -> AppResult<ConflictDecided> {
    let made = store.history(Some(&decision.id), 1, None).await?;
    let (who, at) = made
        .first()
        .map(|op| (op.who.clone(), op.at.to_string()))
        .unwrap_or_default();
    Ok(shown::decided(decision, &who, &at))
}
