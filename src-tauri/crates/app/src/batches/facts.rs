//! Reading batches with everything that was ever added to them.

use std::collections::HashMap;

use songnuan_model::ledger::BatchFacts;
use songnuan_model::record::Id;
use songnuan_model::records::{Batch, BatchStep, LineEvent, PaymentLine};
use songnuan_store::Store;

use crate::error::{AppError, AppResult};

/// A batch with all its facts.
pub async fn facts(store: &Store, id: &Id) -> AppResult<BatchFacts> {
    let batch = store.get::<Batch>(id).await?;
    let batch = batch.ok_or_else(|| AppError::not_found("这个发放批次"))?;
    facts_of(store, batch).await
}

/// All facts of a batch that is at hand.
pub async fn facts_of(store: &Store, batch: Batch) -> AppResult<BatchFacts> {
    Ok(BatchFacts {
        steps: store.children(&batch.id).await?,
        lines: store.children(&batch.id).await?,
        events: store.children(&batch.id).await?,
        batch,
    })
}

/// Batches with their steps alone: enough for where they stand.
pub async fn with_steps(store: &Store, batches: Vec<Batch>) -> AppResult<Vec<BatchFacts>> {
    let ids: Vec<Id> = batches.iter().map(|batch| batch.id.clone()).collect();
    let mut steps: HashMap<Id, Vec<BatchStep>> = HashMap::new();
    for step in store.children_of_all::<BatchStep>(&ids).await? {
        steps.entry(step.batch_id.clone()).or_default().push(step);
    }
    let with = |batch: Batch| {
        let steps = steps.remove(&batch.id).unwrap_or_default();
        BatchFacts {
            steps,
            ..BatchFacts::new(batch)
        }
    };
    Ok(batches.into_iter().map(with).collect())
}

/// Batches with steps and lines: enough for what is promised, not for what was paid.
pub async fn with_lines(store: &Store, batches: Vec<Batch>) -> AppResult<Vec<BatchFacts>> {
    let mut all = with_steps(store, batches).await?;
    let ids: Vec<Id> = all.iter().map(|facts| facts.batch.id.clone()).collect();
    let mut lines: HashMap<Id, Vec<PaymentLine>> = HashMap::new();
    for line in store.children_of_all::<PaymentLine>(&ids).await? {
        lines.entry(line.batch_id.clone()).or_default().push(line);
    }
    for facts in &mut all {
        facts.lines = lines.remove(&facts.batch.id).unwrap_or_default();
    }
    Ok(all)
}

/// Batches with everything.
pub async fn with_events(store: &Store, batches: Vec<Batch>) -> AppResult<Vec<BatchFacts>> {
    let mut all = with_lines(store, batches).await?;
    let ids: Vec<Id> = all.iter().map(|facts| facts.batch.id.clone()).collect();
    let mut events: HashMap<Id, Vec<LineEvent>> = HashMap::new();
    for event in store.children_of_all::<LineEvent>(&ids).await? {
        events
            .entry(event.batch_id.clone())
            .or_default()
            .push(event);
    }
    for facts in &mut all {
        facts.events = events.remove(&facts.batch.id).unwrap_or_default();
    }
    Ok(all)
}
