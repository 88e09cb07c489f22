//! Campaigns as a list and one by one.

use std::collections::BTreeSet;

use songnuan_model::record::Id;
use songnuan_model::records::{Campaign, CampaignItem, User};
use songnuan_model::roles::{Act, may};
use songnuan_store::Store;

use super::around;
use super::payments::Payments;
use super::totals::{self, assignee};
use crate::app::App;
use crate::commands::campaigns::{CampaignDetail, CampaignQuery, CampaignRow};
use crate::commands::shared::RecordRef;
use crate::error::AppResult;

/// Campaigns, newest first.
pub async fn list(app: &App, request: CampaignQuery) -> AppResult<Vec<CampaignRow>> {
    let store = app.store_for(Act::SeeCampaigns).await?;
    let mut campaigns = store.all::<Campaign>().await?;
    campaigns.retain(|campaign| request.year.is_none_or(|year| year == campaign.year));
    campaigns.sort_by(|a, b| (b.starts_on, &b.id).cmp(&(a.starts_on, &a.id)));
    let mut rows = Vec::with_capacity(campaigns.len());
    for campaign in campaigns {
        let items = store.children::<CampaignItem>(&campaign.id).await?;
        rows.push(row(&store, campaign, &items).await?);
    }
    Ok(rows)
}

/// One campaign.
pub async fn get(app: &App, request: RecordRef) -> AppResult<CampaignDetail> {
    let store = app.store_for(Act::SeeCampaigns).await?;
    let campaign = around::campaign(&store, &request.id).await?;
    detail(app, &store, campaign).await
}

async fn row(store: &Store, campaign: Campaign, items: &[CampaignItem]) -> AppResult<CampaignRow> {
    let payments = Payments::of_campaign(store, &campaign.id).await?;
    Ok(CampaignRow {
        season_label: campaign.season.label().to_owned(),
        state_label: campaign.state.label().to_owned(),
        totals: totals::totals(items, &payments),
        batches_n: totals::count(payments.batches()),
        campaign,
    })
}

/// A campaign as its page shows it.
pub(super) async fn detail(
    app: &App,
    store: &Store,
    campaign: Campaign,
) -> AppResult<CampaignDetail> {
    let items = store.children::<CampaignItem>(&campaign.id).await?;
    let pack = match &campaign.pack {
        Some(pack) => pack.clone(),
        None => crate::session::default_pack(store).await?,
    };
    Ok(CampaignDetail {
        by_category: totals::by_category(&items),
        visitors: totals::visitors(&items),
        visitor_names: visitor_names(app, store, &items).await?,
        pack,
        row: row(store, campaign, &items).await?,
    })
}

/// The campaign of an answer, read again after a change.
pub(super) async fn detail_of(app: &App, store: &Store, id: &Id) -> AppResult<CampaignDetail> {
    detail(app, store, around::campaign(store, id).await?).await
}

/// Users who may record visits, and whoever is assigned already.
async fn visitor_names(app: &App, store: &Store, items: &[CampaignItem]) -> AppResult<Vec<String>> {
    let users = store.all::<User>().await?;
    let mut names: BTreeSet<String> = users
        .into_iter()
        .filter(|user| user.active && may(&user.roles, Act::RecordVisits))
        .map(|user| user.name)
        .collect();
    if names.is_empty() {
        // A unit that has named nobody yet: the one who works with it.
        names.extend(app.user().await);
    }
    names.extend(items.iter().map(|item| assignee(item).to_owned()));
    names.remove("");
    Ok(names.into_iter().collect())
}
