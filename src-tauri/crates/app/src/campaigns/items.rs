//! The list of a campaign, filtered, a page at a time.

use std::collections::HashSet;

use songnuan_model::names::search_keys;
use songnuan_model::record::Id;
use songnuan_model::records::{CampaignItem, VisitState};
use songnuan_model::roles::{Act, may};
use songnuan_model::text::{half_width, mask_card, mask_id};
use songnuan_store::Store;

use super::around::{self, Around};
use super::context::Context;
use super::flags;
use super::payments::Payments;
use super::rules::canonical;
use super::totals::{self, assignee, category_label};
use crate::app::{App, Session};
use crate::commands::campaigns::{ItemList, ItemQuery, ItemRow};
use crate::error::{AppError, AppResult};
use crate::files::fold;

/// The list of a campaign.
pub async fn items(app: &App, request: ItemQuery) -> AppResult<ItemList> {
    let session = app.require(Act::SeeCampaigns).await?;
    let store = &session.store;
    let Some(id) = &request.campaign_id else {
        return Err(AppError::invalid(
            "没有指定活动。请先选择一个活动再看名单。",
        ));
    };
    let campaign = around::campaign(store, id).await?;
    let mut items = store.children::<CampaignItem>(id).await?;
    items.retain(|item| concerns(&session, item));
    let payments = Payments::of_campaign(store, id).await?;
    filter(store, &mut items, &request, &payments).await?;
    items.sort_by(|a, b| (a.seq, &a.id).cmp(&(b.seq, &b.id)));
    let totals = totals::totals(&items, &payments);
    let total = totals::count(items.len());
    let limit = match request.limit {
        0 => usize::MAX,
        limit => limit as usize,
    };
    let page: Vec<CampaignItem> = items
        .into_iter()
        .skip(request.offset as usize)
        .take(limit)
        .collect();
    let around = Around::read(store, page.iter()).await?;
    let context = Context::read(app, store, &campaign).await?;
    let rows = page
        .into_iter()
        .map(|item| row(item, &around, &payments, &context))
        .collect();
    Ok(ItemList {
        rows,
        totals,
        total,
    })
}

/// Who only makes visits sees the people they were sent to and nobody else.
fn concerns(session: &Session, item: &CampaignItem) -> bool {
    let whole = [Act::PlanCampaigns, Act::SeeMoney];
    whole.iter().any(|act| may(&session.roles, *act)) || assignee(item) == session.user
}

async fn filter(
    store: &Store,
    items: &mut Vec<CampaignItem>,
    query: &ItemQuery,
    payments: &Payments,
) -> AppResult<()> {
    let category = query.category.as_deref().map(canonical);
    items.retain(|item| {
        (query.removed || item.removed_reason.is_none())
            && category
                .as_ref()
                .is_none_or(|category| *category == canonical(&item.category))
            && query
                .assignee
                .as_ref()
                .is_none_or(|name| name.trim() == assignee(item))
            && query.outcome.is_none_or(|outcome| outcome == item.outcome)
            && !(query.unbatched && payments.held(&item.id).is_some())
    });
    let needles: Vec<String> = half_width(&query.text)
        .split_whitespace()
        .map(fold)
        .collect();
    if needles.is_empty() {
        return Ok(());
    }
    let found: HashSet<Id> = {
        let around = Around::read(store, items.iter()).await?;
        let matches = |item: &&CampaignItem| {
            let text = haystack(item, &around);
            needles.iter().all(|needle| text.contains(needle))
        };
        let found = items.iter().filter(matches);
        found.map(|item| item.id.clone()).collect()
    };
    items.retain(|item| found.contains(&item.id));
    Ok(())
}

/// Everything of an item that the text filter looks at.
fn haystack(item: &CampaignItem, around: &Around) -> String {
    let mut lines = Vec::new();
    if let Some(person) = around.person(&item.person_id) {
        lines.extend(search_keys(&person.name));
        lines.extend([person.name.clone(), person.id_no.clone()]);
        let optional = [&person.name_pinyin, &person.mobile, &person.village];
        lines.extend(optional.into_iter().flatten().cloned());
    }
    let file = around.file(item.file_id.as_ref());
    lines.extend(file.map(|file| file.file_no.clone()));
    lines.extend(item.employer.clone());
    lines.push(category_label(&item.category));
    lines.push(assignee(item).to_owned());
    let lines: Vec<String> = lines.iter().map(|line| fold(line)).collect();
    lines.join("\n")
}

fn row(mut item: CampaignItem, around: &Around, payments: &Payments, context: &Context) -> ItemRow {
    let person = around.person(&item.person_id);
    let file = around.file(item.file_id.as_ref());
    let paid = payments.of(&item.id);
    let flags = flags::of_item(&item, around, context, paid);
    let card_masked = around.account(&item).card.map(mask_card);
    // The full number leaves only through `reveal`.
    item.card_no = None;
    ItemRow {
        name: around.name(&item.person_id),
        id_masked: person
            .map(|person| mask_id(&person.id_no))
            .unwrap_or_default(),
        card_masked,
        file_no: file.map(|file| file.file_no.clone()),
        category_label: category_label(&item.category),
        aid_kind_label: item.aid_kind.label().to_owned(),
        outcome_label: outcome_label(&item),
        batch_id: paid.map(|paid| paid.batch_id.clone()),
        batch_no: paid.map(|paid| paid.batch_no.clone()),
        paid_label: paid.map(|paid| paid.label.clone()),
        flags,
        item,
    }
}

/// What the visit came to; `待走访` while nobody has been there.
fn outcome_label(item: &CampaignItem) -> String {
    match item.outcome {
        VisitState::Planned => "待走访".to_owned(),
        outcome => outcome.label().to_owned(),
    }
}
