//! Goods of a campaign: received, handed out to visitors, given, returned, counted back.

use songnuan_model::money::Fen;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{CampaignItem, GoodsEntry, GoodsEntryKind};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::around::{self, Around};
use super::goods_book::Stock;
use super::save::bad;
use crate::app::App;
use crate::commands::campaigns::{GoodsAdd, GoodsBook, GoodsEntryView};
use crate::commands::shared::RecordRef;
use crate::error::{AppError, AppResult};
use crate::files::plausible_day;
use crate::op::Op;

/// Pieces in one movement; more is a slip of the finger.
const QUANTITY_AT_MOST: u32 = 1_000_000;

/// What is where, and every movement, the last one first.
pub async fn goods_book(app: &App, request: RecordRef) -> AppResult<GoodsBook> {
    let store = app.store_for(Act::SeeCampaigns).await?;
    around::campaign(&store, &request.id).await?;
    book(&store, &request.id).await
}

async fn book(store: &Store, campaign: &Id) -> AppResult<GoodsBook> {
    let entries = store.children::<GoodsEntry>(campaign).await?;
    let stock = Stock::of(&entries);
    let ids: Vec<Id> = entries.iter().filter_map(|e| e.item_id.clone()).collect();
    let items = store
        .get_many::<CampaignItem>(&around::distinct(ids))
        .await?;
    let around = Around::read(store, items.iter()).await?;
    let view = |entry: GoodsEntry| {
        let item = items
            .iter()
            .find(|item| Some(&item.id) == entry.item_id.as_ref());
        GoodsEntryView {
            kind_label: entry.kind.label().to_owned(),
            recipient: item.map(|item| around.name(&item.person_id)),
            entry,
        }
    };
    Ok(GoodsBook {
        rows: stock.rows(),
        problems: stock.problems(),
        entries: entries.into_iter().rev().map(view).collect(),
    })
}

/// Records movements, all of them or none.
pub async fn goods_add(app: &App, request: GoodsAdd) -> AppResult<GoodsBook> {
    let store = app.store_for(Act::PlanCampaigns).await?;
    if request.entries.is_empty() {
        return Err(AppError::invalid("没有要登记的慰问品。什么都没有改动。"));
    }
    let campaign = around::campaign(&store, &request.campaign_id).await?;
    around::still_open(&campaign)?;
    let mut tx = app.begin(Op::AddGoods, "").await?;
    let mut stock = Stock::of(&tx.children::<GoodsEntry>(&campaign.id).await?);
    for (at, mut entry) in request.entries.into_iter().enumerate() {
        entry.id = app.host().new_id();
        entry.campaign_id = campaign.id.clone();
        check(&store, app, &mut entry).await?;
        if let Some(why) = stock.refuses(&entry) {
            let n = at + 1;
            return Err(AppError::invalid(format!(
                "第 {n} 条：{why}这次一条都没有登记，请核对数量和经手人。"
            )));
        }
        stock.add(&entry);
        tx.put(&entry).await?;
    }
    tx.commit().await?;
    book(&store, &campaign.id).await
}

async fn check(store: &Store, app: &App, entry: &mut GoodsEntry) -> AppResult<()> {
    let bad = |field: &str, reason: String| bad(GoodsEntry::KIND, field, reason);
    entry.goods = entry.goods.trim().to_owned();
    entry.holder = super::add::text(&entry.holder);
    entry.note = super::add::text(&entry.note);
    if entry.goods.is_empty() || entry.goods.chars().count() > 120 {
        let reason = "请写明品名和规格，如“大米10公斤”，不超过 120 个字。";
        return Err(bad("goods", reason.to_owned()));
    }
    // Counting may find nothing; moving nothing is no movement.
    let counted = entry.kind == GoodsEntryKind::CountedBack;
    if entry.quantity == 0 && !counted {
        return Err(bad("quantity", "数量应大于 0。".to_owned()));
    }
    if entry.quantity > QUANTITY_AT_MOST {
        let n = entry.quantity;
        return Err(bad("quantity", format!("{n} 份多得不正常，请核对。")));
    }
    if entry.unit_price.is_some_and(Fen::is_negative) {
        return Err(bad("unit_price", "单价不能是负数。".to_owned()));
    }
    let visitor = matches!(
        entry.kind,
        GoodsEntryKind::HandedOut | GoodsEntryKind::Returned
    );
    if visitor && entry.holder.is_none() {
        let word = entry.kind.label();
        return Err(bad("holder", format!("{word}要写明是哪位走访员。")));
    }
    if entry.kind == GoodsEntryKind::Received {
        entry.holder = None;
    }
    plausible_day(entry.on).map_err(|why| bad("on", why))?;
    let (on, today) = (entry.on, app.host().today());
    if on > today {
        return Err(bad("on", format!("{on} 还没有到。")));
    }
    if let Some(item) = &entry.item_id {
        let item = store.get::<CampaignItem>(item).await?;
        if item.is_none_or(|item| item.campaign_id != entry.campaign_id) {
            let reason = "送达的人不在这次活动的名单里，请重新选择。";
            return Err(bad("item_id", reason.to_owned()));
        }
    }
    Ok(())
}
