//! Changing people on the list: the plan (amounts, goods, accounts) by who keeps the list, the
//! findings (outcome, analysis, summary) also by the visitor who was sent.

use chrono::NaiveDate;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{CampaignItem, VisitState};
use songnuan_model::roles::{Act, may};
use songnuan_model::text::{CardFinding, check_bank_card, normalise_name};
use songnuan_store::Store;

use super::add::{checked, text};
use super::around::{self, Around};
use super::list;
use super::payments::Payments;
use super::save::bad;
use super::totals::assignee;
use crate::app::{App, Session};
use crate::commands::campaigns::{CampaignDetail, ItemsSave};
use crate::error::{AppError, AppResult, Code};
use crate::files::plausible_day;
use crate::op::Op;

/// Longest name of a holder or visitor, characters.
pub(super) const NAME: usize = 50;

/// Changes items, all of them or none.
pub async fn items_save(app: &App, request: ItemsSave) -> AppResult<CampaignDetail> {
    let session = app.require(Act::SeeCampaigns).await?;
    let first = prepare(app, &session, &request).await?;
    if first.plan && !may(&session.roles, Act::PlanCampaigns) {
        // Says who may.
        app.require(Act::PlanCampaigns).await?;
    }
    let op = if first.plan {
        Op::SaveItems
    } else {
        Op::ItemOutcome
    };
    let mut tx = app.begin(op, "").await?;
    // Once more under the write lock: a batch may have been drafted meanwhile.
    let prepared = prepare(app, &session, &request).await?;
    for item in &prepared.items {
        tx.put(item).await?;
    }
    tx.commit().await?;
    list::detail_of(app, &session.store, &prepared.campaign_id).await
}

/// Checked changes.
struct Prepared {
    campaign_id: Id,
    items: Vec<CampaignItem>,
    /// The plan changes, not only findings.
    plan: bool,
}

async fn prepare(app: &App, session: &Session, request: &ItemsSave) -> AppResult<Prepared> {
    let store = &session.store;
    let ids: Vec<Id> = request.items.iter().map(|item| item.id.clone()).collect();
    let (campaign_id, stored) = of_one_list(store, &ids).await?;
    around::still_open(&around::campaign(store, &campaign_id).await?)?;
    let around = Around::read(store, stored.iter()).await?;
    let payments = Payments::of_campaign(store, &campaign_id).await?;
    let keeper = may(&session.roles, Act::PlanCampaigns);
    let mut prepared = Prepared {
        campaign_id,
        items: Vec::with_capacity(stored.len()),
        plan: false,
    };
    for (wanted, stored) in request.items.iter().zip(&stored) {
        let name = around.name(&stored.person_id);
        let item = merged(stored, wanted, &name, request.card_confirmed)?;
        let item = with_outcome(item, &name, app.host().today())?;
        if item == *stored {
            continue;
        }
        let planned = with_findings_of(stored, &item) != item;
        if !keeper && !planned && assignee(stored) != session.user {
            return Err(not_sent(&name, assignee(stored)));
        }
        let held = payments.held(&stored.id);
        if let Some(held) = held.filter(|_| with_late_words_of(stored, &item) != item) {
            return Err(frozen(&name, &held.batch_no));
        }
        prepared.plan |= planned;
        prepared.items.push(item);
    }
    Ok(prepared)
}

/// These items, which must stand on one list; in the order asked for.
pub(super) async fn of_one_list(store: &Store, ids: &[Id]) -> AppResult<(Id, Vec<CampaignItem>)> {
    let nobody = || AppError::invalid("没有选择名单上的人。什么都没有改动，请先勾选。");
    let items = store.get_many::<CampaignItem>(ids).await?;
    if items.len() < ids.len() {
        return Err(AppError::not_found("名单上的一个人"));
    }
    let campaign = items.first().ok_or_else(nobody)?.campaign_id.clone();
    if items.iter().any(|item| item.campaign_id != campaign) {
        return Err(AppError::invalid(
            "选择的人不在同一份名单里。什么都没有改动，请一个活动一个活动地改。",
        ));
    }
    Ok((campaign, items))
}

/// The stored item with what may be changed by hand; who it is about never changes.
fn merged(
    stored: &CampaignItem,
    wanted: &CampaignItem,
    name: &str,
    card_confirmed: bool,
) -> AppResult<CampaignItem> {
    if wanted.person_id != stored.person_id {
        return Err(AppError::invalid(format!(
            "名单上的{name}不能改成另一个人。没有保存；换人请先把{name}移出名单，再加入新的人。"
        )));
    }
    let holder = text(&wanted.card_holder).map(|name| normalise_name(&name).text);
    for (field, name) in [("card_holder", &holder), ("assignee", &wanted.assignee)] {
        let n = name.as_deref().unwrap_or_default().chars().count();
        if n > NAME {
            let reason = format!("有 {n} 个字，最多 {NAME} 个字。");
            return Err(bad(CampaignItem::KIND, field, reason));
        }
    }
    let goods = text(&wanted.goods);
    if (wanted.amount, &goods) != (stored.amount, &stored.goods) {
        checked(wanted.amount, goods.is_some(), name)?;
    }
    if wanted.goods_value.is_some_and(|value| value.is_negative()) {
        let reason = format!("{name}的慰问品折款是负数。");
        return Err(bad(CampaignItem::KIND, "goods_value", reason));
    }
    Ok(CampaignItem {
        id: stored.id.clone(),
        campaign_id: stored.campaign_id.clone(),
        seq: stored.seq,
        person_id: stored.person_id.clone(),
        file_id: stored.file_id.clone(),
        household_id: stored.household_id.clone(),
        removed_reason: stored.removed_reason.clone(),
        card_no: card(stored, wanted, name, card_confirmed)?,
        category: wanted.category.trim().to_owned(),
        goods,
        employer: text(&wanted.employer),
        card_holder: holder,
        bank: text(&wanted.bank),
        basis: text(&wanted.basis),
        temporary_reason: text(&wanted.temporary_reason),
        proxy: text(&wanted.proxy),
        assignee: text(&wanted.assignee),
        analysis: text(&wanted.analysis),
        summary: text(&wanted.summary),
        note: text(&wanted.note),
        ..wanted.clone()
    })
}

/// The card that holds after the change; an empty one keeps the stored one.
fn card(
    stored: &CampaignItem,
    wanted: &CampaignItem,
    name: &str,
    confirmed: bool,
) -> AppResult<Option<String>> {
    let Some(raw) = text(&wanted.card_no) else {
        return Ok(stored.card_no.clone());
    };
    checked_card(&raw, stored.card_no.as_deref(), name, confirmed).map(Some)
}

/// A card number in digits. One that fails Luhn is kept once it was typed twice: old passbook
/// numbers have no check digit (DOMAIN §4.5).
pub(super) fn checked_card(
    raw: &str,
    before: Option<&str>,
    name: &str,
    confirmed: bool,
) -> AppResult<String> {
    let bad = |reason: String| bad(CampaignItem::KIND, "card_no", reason);
    let check = check_bank_card(raw);
    match (check.digits, check.finding) {
        (Some(digits), Some(CardFinding::Luhn)) if !confirmed && before != Some(&*digits) => {
            let mut error = bad(format!(
                "{name}的卡号校验位不对，可能输错了一位，也可能是没有校验位的老存折。请对照银行卡再输入一遍，两遍相同就保存。"
            ));
            error
                .params
                .insert("confirm".to_owned(), "card_no".to_owned());
            Err(error)
        }
        (Some(digits), _) => Ok(digits),
        (None, Some(CardFinding::DamagedBySpreadsheet)) => Err(bad(format!(
            "{name}的卡号被 Excel 改坏了(末几位已丢失)，请对照银行卡重新输入。"
        ))),
        (None, Some(CardFinding::Length)) => Err(bad(format!(
            "{name}的卡号应为 13 到 19 位，请对照银行卡核对。"
        ))),
        _ => Err(bad(format!("{name}的卡号只能是数字，请核对。"))),
    }
}

/// A visit that took place has a day, one that did not has none.
fn with_outcome(mut item: CampaignItem, name: &str, today: NaiveDate) -> AppResult<CampaignItem> {
    if item.outcome == VisitState::Planned {
        item.outcome_on = None;
        return Ok(item);
    }
    let on = *item.outcome_on.get_or_insert(today);
    let bad = |reason: String| bad(CampaignItem::KIND, "outcome_on", reason);
    plausible_day(on).map_err(bad)?;
    if on > today {
        return Err(bad(format!("{name}的走访日期 {on} 还没有到。")));
    }
    Ok(item)
}

/// The new item with nothing changed but what a visitor finds on the spot.
fn with_findings_of(stored: &CampaignItem, new: &CampaignItem) -> CampaignItem {
    CampaignItem {
        outcome: new.outcome,
        outcome_on: new.outcome_on,
        visit_id: new.visit_id.clone(),
        analysis: new.analysis.clone(),
        summary: new.summary.clone(),
        note: new.note.clone(),
        ..stored.clone()
    }
}

/// The new item with nothing changed but what may still change once money is on its way.
fn with_late_words_of(stored: &CampaignItem, new: &CampaignItem) -> CampaignItem {
    CampaignItem {
        assignee: new.assignee.clone(),
        proxy: new.proxy.clone(),
        ..with_findings_of(stored, new)
    }
}

fn not_sent(name: &str, sent: &str) -> AppError {
    let who = match sent {
        "" => "还没有指派走访员".to_owned(),
        sent => format!("由{sent}走访"),
    };
    AppError::with(
        Code::InvalidInput,
        [(
            "reason",
            format!("{name}{who}，您只能登记指派给自己的走访结果。没有保存，请与干事联系改派。"),
        )],
    )
}

fn frozen(name: &str, batch_no: &str) -> AppError {
    AppError::invalid(format!(
        "{name}已在发放批次 {batch_no} 里，金额、物品和账户不能再改。没有保存；确需更正，请作废批次或红字冲销后另列。走访情况、分析、总结和备注仍可登记。"
    ))
}
