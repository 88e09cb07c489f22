//! What the payments ledger says about the items of a campaign.

use std::collections::HashMap;

use songnuan_model::ledger::{BatchFacts, LineState};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Batch, BatchStep, LineEvent, PaymentLine};
use songnuan_store::Store;

use crate::error::AppResult;

/// What became of an item.
#[derive(Clone)]
pub(super) struct ItemPayment {
    pub batch_id: Id,
    pub batch_no: String,
    pub state: LineState,
    /// What became of it, e.g. `已发放`.
    pub label: String,
    /// In a batch that stands and not taken back, fen.
    pub amount: Fen,
    /// What reached the recipient, fen.
    pub paid: Fen,
}

/// The ledger of one campaign, by item.
#[derive(Default)]
pub(super) struct Payments {
    by_item: HashMap<Id, ItemPayment>,
    batches: usize,
}

impl Payments {
    /// Reads every batch of a campaign. Cancelled batches hold nobody.
    pub(super) async fn of_campaign(store: &Store, campaign: &Id) -> AppResult<Self> {
        let batches = store
            .by_key::<Batch>("batch_campaign", campaign.as_str())
            .await?;
        let mut payments = Self {
            by_item: HashMap::new(),
            batches: batches.len(),
        };
        for batch in batches {
            payments.add(&facts(store, batch).await?);
        }
        Ok(payments)
    }

    fn add(&mut self, facts: &BatchFacts) {
        for (line, state) in facts.lines.iter().zip(facts.line_states()) {
            let Some(item) = &line.item_id else { continue };
            if matches!(state, LineState::Reversal | LineState::Cancelled) {
                continue;
            }
            // A line that stands tells more than one that was taken back.
            let known = self.by_item.get(item);
            if known.is_some_and(|known| known.state.is_live() && !state.is_live()) {
                continue;
            }
            let when = |yes: bool| if yes { line.amount } else { Fen::ZERO };
            let payment = ItemPayment {
                batch_id: facts.batch.id.clone(),
                batch_no: facts.batch.no.clone(),
                state,
                label: state.label().to_owned(),
                amount: when(state.is_live()),
                paid: when(state == LineState::Paid),
            };
            self.by_item.insert(item.clone(), payment);
        }
    }

    /// What became of an item; `None` = in no batch that stands.
    pub(super) fn of(&self, item: &Id) -> Option<&ItemPayment> {
        self.by_item.get(item)
    }

    /// The batch that holds an item: one that stands, with a line that was not taken back.
    pub(super) fn held(&self, item: &Id) -> Option<&ItemPayment> {
        self.of(item).filter(|paid| paid.state.is_live())
    }

    /// Batches of the campaign, cancelled ones too.
    pub(super) fn batches(&self) -> usize {
        self.batches
    }
}

/// A batch with everything that was added to it.
pub(super) async fn facts(store: &Store, batch: Batch) -> AppResult<BatchFacts> {
    Ok(BatchFacts {
        steps: store.children::<BatchStep>(&batch.id).await?,
        lines: store.children::<PaymentLine>(&batch.id).await?,
        events: store.children::<LineEvent>(&batch.id).await?,
        batch,
    })
}
