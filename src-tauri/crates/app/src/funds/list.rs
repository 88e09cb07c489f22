//! Funds with what came in, what is promised, what is left.

use std::collections::HashMap;

use chrono::NaiveDate;
use songnuan_model::ledger::FundFacts;
use songnuan_model::money::{Fen, MAX_FEN};
use songnuan_model::record::Id;
use songnuan_model::records::{Batch, Fund, FundEntry, PaymentLine};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use crate::app::App;
use crate::batches::with_steps;
use crate::commands::funds::{FundQuery, FundView};
use crate::error::{AppError, AppResult};

/// Funds, those of the newest year first.
pub async fn list(app: &App, request: FundQuery) -> AppResult<Vec<FundView>> {
    let store = app.store_for(Act::SeeMoney).await?;
    let today = app.host().today();
    let mut funds = store.all::<Fund>().await?;
    funds.retain(|fund| {
        request.year.is_none_or(|year| fund.year == year)
            && (!request.usable || usable(fund, today))
    });
    funds.sort_by_key(|fund| std::cmp::Reverse(fund.year));
    let mut views = Vec::with_capacity(funds.len());
    for fund in funds {
        views.push(view_of(app, &store, fund).await?);
    }
    Ok(views)
}

fn usable(fund: &Fund, today: NaiveDate) -> bool {
    !fund.closed && fund.from <= today && today <= fund.to
}

/// One fund with its sums.
pub async fn view(app: &App, store: &Store, id: &Id) -> AppResult<FundView> {
    let fund = store.get::<Fund>(id).await?;
    let fund = fund.ok_or_else(|| AppError::not_found("这项资金"))?;
    view_of(app, store, fund).await
}

async fn view_of(app: &App, store: &Store, fund: Fund) -> AppResult<FundView> {
    let batches = store
        .by_key::<Batch>("batch_fund", fund.id.as_str())
        .await?;
    let standing: Vec<Batch> = with_steps(store, batches)
        .await?
        .into_iter()
        .filter(|facts| !facts.is_cancelled())
        .map(|facts| facts.batch)
        .collect();
    let sums = app.batch_cache().sums(store, &standing).await?;
    let paid = sum(sums.values().map(|sums| sums.paid));
    let facts = facts_of(store, fund).await?;
    Ok(FundView {
        level_label: facts.fund.level.label().to_owned(),
        received: facts.received,
        committed: facts.committed,
        paid,
        left: facts.left(),
        batches_n: u32::try_from(standing.len()).unwrap_or(u32::MAX),
        fund: facts.fund,
    })
}

/// What came into a fund and what batches that stand have taken of it. The lines are added up where
/// they lie.
pub async fn facts_of(store: &Store, fund: Fund) -> AppResult<FundFacts> {
    let id = fund.id.as_str();
    let entries = store.children::<FundEntry>(&fund.id).await?;
    let batches = store.by_key::<Batch>("batch_fund", id).await?;
    let standing: HashMap<Id, bool> = with_steps(store, batches)
        .await?
        .into_iter()
        .map(|facts| (facts.batch.id.clone(), !facts.is_cancelled()))
        .collect();
    let sums = store
        .sums_by_parent::<PaymentLine>("line_fund", id, "amount")
        .await?;
    let stands = |parent: Option<&Id>| {
        let standing = parent.and_then(|id| standing.get(id));
        standing.copied().unwrap_or(true)
    };
    let lines = sums.iter().filter(|sum| stands(sum.parent.as_ref()));
    Ok(FundFacts {
        received: sum(entries.iter().map(|entry| entry.amount)),
        committed: sum(lines.map(|sum| Fen(sum.sum))),
        fund,
    })
}

/// A sum that stays at the largest amount rather than wrapping.
pub(super) fn sum(amounts: impl IntoIterator<Item = Fen>) -> Fen {
    Fen::sum(amounts).unwrap_or(Fen(MAX_FEN))
}
