//! The list of batches.

use chrono::Datelike;
use songnuan_model::records::Batch;
use songnuan_model::roles::Act;

use super::rows::rows;
use crate::app::App;
use crate::commands::batches::{BatchQuery, BatchRow};
use crate::error::AppResult;

/// Batches, newest first.
pub async fn list(app: &App, request: BatchQuery) -> AppResult<Vec<BatchRow>> {
    let store = app.store_for(Act::SeeMoney).await?;
    let mut batches = match (&request.campaign_id, &request.fund_id) {
        (Some(id), _) => store.by_key::<Batch>("batch_campaign", id.as_str()).await?,
        (None, Some(id)) => store.by_key::<Batch>("batch_fund", id.as_str()).await?,
        (None, None) => store.all::<Batch>().await?,
    };
    batches.retain(|batch| {
        let fund = request.fund_id.as_ref();
        fund.is_none_or(|fund| batch.fund_id == *fund)
            && request.year.is_none_or(|year| batch.made_on.year() == year)
    });
    batches.reverse();
    let today = app.host().today();
    let mut rows = rows(app.batch_cache(), &store, batches, today).await?;
    if let Some(state) = request.state {
        rows.retain(|row| row.state == state);
    }
    Ok(rows)
}
