//! Taking people off the list, putting them back, and saying who goes there.

use std::collections::HashSet;

use songnuan_model::record::{Id, Record};
use songnuan_model::records::CampaignItem;
use songnuan_model::roles::Act;

use super::around::{self, Around};
use super::change::{NAME, of_one_list};
use super::list;
use super::payments::Payments;
use super::save::bad;
use crate::app::App;
use crate::commands::campaigns::{CampaignDetail, ItemsAssign, ItemsRemove};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Longest reason, characters.
const REASON: usize = 200;

/// Takes people off the list with a reason, or puts them back without one.
pub async fn items_remove(app: &App, request: ItemsRemove) -> AppResult<CampaignDetail> {
    let store = app.store_for(Act::PlanCampaigns).await?;
    let reason = request.reason.trim().to_owned();
    if reason.chars().count() > REASON {
        let reason = format!("超过 {REASON} 个字，请写得短一些。");
        return Err(bad(CampaignItem::KIND, "removed_reason", reason));
    }
    let mut tx = app.begin(Op::RemoveItems, &reason).await?;
    let (campaign_id, items) = of_one_list(&store, &request.ids).await?;
    let campaign = around::campaign(&store, &campaign_id).await?;
    around::still_open(&campaign)?;
    let around = Around::read(&store, items.iter()).await?;
    let payments = Payments::of_campaign(&store, &campaign_id).await?;
    let mut listed: HashSet<Id> = HashSet::new();
    if reason.is_empty() {
        let there = store.children::<CampaignItem>(&campaign_id).await?;
        let there = there.into_iter().filter(|i| i.removed_reason.is_none());
        listed.extend(there.map(|item| item.person_id));
    }
    for mut item in items {
        let name = around.name(&item.person_id);
        if reason.is_empty() {
            if item.removed_reason.take().is_none() {
                continue;
            }
            if !listed.insert(item.person_id.clone()) {
                return Err(AppError::invalid(format!(
                    "{name}已经重新列入名单。没有改动，一人只列一次。"
                )));
            }
        } else {
            if let Some(held) = payments.held(&item.id) {
                let no = &held.batch_no;
                return Err(AppError::invalid(format!(
                    "{name}已在发放批次 {no} 里，不能移出名单。这次一个都没有移出；请先作废批次或红字冲销。"
                )));
            }
            item.removed_reason = Some(reason.clone());
        }
        tx.put(&item).await?;
    }
    tx.commit().await?;
    list::detail(app, &store, campaign).await
}

/// Says who goes there; empty = nobody.
pub async fn items_assign(app: &App, request: ItemsAssign) -> AppResult<CampaignDetail> {
    let store = app.store_for(Act::PlanCampaigns).await?;
    let assignee = request.assignee.trim().to_owned();
    if assignee.chars().count() > NAME {
        let reason = format!("超过 {NAME} 个字，请写姓名。");
        return Err(bad(CampaignItem::KIND, "assignee", reason));
    }
    let mut tx = app.begin(Op::AssignItems, "").await?;
    let (campaign_id, items) = of_one_list(&store, &request.ids).await?;
    let campaign = around::campaign(&store, &campaign_id).await?;
    around::still_open(&campaign)?;
    for mut item in items {
        item.assignee = (!assignee.is_empty()).then(|| assignee.clone());
        tx.put(&item).await?;
    }
    tx.commit().await?;
    list::detail(app, &store, campaign).await
}
