//! Batches as the list shows them, with their sums.
//!
//! What was added to a batch is never changed or taken away, so the number of its facts says
//! whether its sums are still right: they are kept and read anew only when something was added.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;
use songnuan_model::ledger::{BatchFacts, LineState};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Batch, Campaign, Fund};
use songnuan_store::Store;

use super::facts::{facts_of, with_steps};
use crate::commands::batches::BatchRow;
use crate::error::AppResult;

/// Sums of one batch, fen.
#[derive(Clone, Copy, Debug, Default)]
pub struct BatchSums {
    /// Lines without reversals.
    pub lines_n: u32,
    pub net: Fen,
    pub paid: Fen,
    pub bounced_n: u32,
}

impl BatchSums {
    /// From the facts.
    pub fn of(facts: &BatchFacts) -> Self {
        let payments = facts.lines.iter().filter(|line| line.reverses.is_none());
        let states = facts.line_states();
        let bounced = states.iter().filter(|state| **state == LineState::Bounced);
        Self {
            lines_n: count(payments.count()),
            net: facts.net(),
            paid: facts.paid(),
            bounced_n: count(bounced.count()),
        }
    }
}

/// Sums by batch with the number of facts they were made from.
#[derive(Default)]
pub struct BatchCache {
    known: Mutex<HashMap<Id, (u64, BatchSums)>>,
}

impl BatchCache {
    /// Forgets everything (the program is locked).
    pub fn clear(&self) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.clear();
    }

    fn get(&self, id: &Id, facts_n: u64) -> Option<BatchSums> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (n, sums) = known.get(id)?;
        (*n == facts_n).then_some(*sums)
    }

    fn put(&self, id: &Id, facts_n: u64, sums: BatchSums) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(id.clone(), (facts_n, sums));
    }

    /// Sums of these batches.
    pub async fn sums(
        &self,
        store: &Store,
        batches: &[Batch],
    ) -> AppResult<HashMap<Id, BatchSums>> {
        let ids: Vec<Id> = batches.iter().map(|batch| batch.id.clone()).collect();
        let counts: HashMap<Id, u64> = store.child_counts(&ids).await?.into_iter().collect();
        let mut answer = HashMap::with_capacity(batches.len());
        for batch in batches {
            let facts_n = counts.get(&batch.id).copied().unwrap_or_default();
            let sums = match self.get(&batch.id, facts_n) {
                Some(sums) => sums,
                None => {
                    // One at a time: the facts of a large batch are let go before the next.
                    let sums = BatchSums::of(&facts_of(store, batch.clone()).await?);
                    self.put(&batch.id, facts_n, sums);
                    sums
                }
            };
            answer.insert(batch.id.clone(), sums);
        }
        Ok(answer)
    }
}

pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Names around batches.
pub(super) struct Around {
    campaigns: HashMap<Id, String>,
    funds: HashMap<Id, String>,
}

impl Around {
    pub(super) async fn of(store: &Store, batches: &[Batch]) -> AppResult<Self> {
        let mut campaigns: Vec<Id> = batches
            .iter()
            .filter_map(|batch| batch.campaign_id.clone())
            .collect();
        let mut funds: Vec<Id> = batches.iter().map(|batch| batch.fund_id.clone()).collect();
        for ids in [&mut campaigns, &mut funds] {
            ids.sort();
            ids.dedup();
        }
        let campaigns = store.get_many::<Campaign>(&campaigns).await?.into_iter();
        let funds = store.get_many::<Fund>(&funds).await?.into_iter();
        Ok(Self {
            campaigns: campaigns.map(|it| (it.id, it.name)).collect(),
            funds: funds.map(|fund| (fund.id, fund.name)).collect(),
        })
    }

    /// The row of a batch whose steps are at hand.
    pub(super) fn row(&self, facts: &BatchFacts, sums: BatchSums, today: NaiveDate) -> BatchRow {
        let batch = facts.batch.clone();
        let state = facts.state(today);
        let campaign = batch.campaign_id.as_ref();
        BatchRow {
            state,
            state_label: state.label().to_owned(),
            method_label: batch.method.label().to_owned(),
            campaign_name: campaign.and_then(|id| self.campaigns.get(id).cloned()),
            fund_name: self.funds.get(&batch.fund_id).cloned().unwrap_or_default(),
            lines_n: sums.lines_n,
            amount: sums.net,
            paid: sums.paid,
            bounced_n: sums.bounced_n,
            batch,
        }
    }
}

/// Rows of these batches, in their order.
pub(super) async fn rows(
    cache: &BatchCache,
    store: &Store,
    batches: Vec<Batch>,
    today: NaiveDate,
) -> AppResult<Vec<BatchRow>> {
    let around = Around::of(store, &batches).await?;
    let sums = cache.sums(store, &batches).await?;
    let facts = with_steps(store, batches).await?;
    let row = |facts: &BatchFacts| {
        let sums = sums.get(&facts.batch.id).copied().unwrap_or_default();
        around.row(facts, sums, today)
    };
    Ok(facts.iter().map(row).collect())
}
