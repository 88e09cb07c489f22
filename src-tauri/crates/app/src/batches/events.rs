//! What became of lines: signed for, not collected, an account repaired, the bank's answer by hand.
//! All of a request are recorded or none.

use std::collections::HashMap;

use chrono::NaiveDate;
use songnuan_model::ledger::BatchFacts;
use songnuan_model::papers::{IdType, check_paper};
use songnuan_model::record::Id;
use songnuan_model::records::{LineEvent, LineEventKind, Person};
use songnuan_model::roles::Act;
use songnuan_model::text::{CardFinding, check_bank_card, normalise_name};
use songnuan_store::Store;

use super::detail::detail;
use super::facts::facts;
use super::text::optional;
use crate::app::{App, Session};
use crate::commands::batches::{BatchDetail, LineEventDraft, LineEventsAdd};
use crate::error::{AppError, AppResult, Code};
use crate::op::Op;

/// Longest reason, characters.
const REASON: usize = 500;
/// Longest name, characters.
const NAME: usize = 50;
/// Longest name of a bank or relation, characters.
const WORDS: usize = 120;

/// Records what became of lines.
pub async fn events_add(app: &App, request: LineEventsAdd) -> AppResult<BatchDetail> {
    let session = app.require(Act::PayBatches).await?;
    if request.events.is_empty() {
        return Err(AppError::invalid(
            "没有选择要登记的发放。什么都没有改动，请先勾选。",
        ));
    }
    let today = app.host().today();
    // Read inside the operation: nobody pays the same line in between.
    let mut tx = app.begin(Op::LineEvents, "").await?;
    let facts = facts(&session.store, &request.batch_id).await?;
    let places = places(&session.store, &facts).await?;
    let mut book = facts.event_book(today);
    for draft in &request.events {
        let event = event(app, &session, &facts, draft, today)?;
        let place = places.get(&event.line_id);
        let place = place.cloned().unwrap_or_else(|| "选中的一笔".to_owned());
        let event = words(event, draft, &place, request.card_confirmed)?;
        book.add(&event.line_id, event.kind, event.on)
            .map_err(|refusal| {
                let reason = refusal.sentence_at(&place);
                AppError::with(Code::LedgerRefused, [("reason", reason)])
            })?;
        tx.put(&event).await?;
    }
    tx.commit().await?;
    detail(app, &session, &request.batch_id).await
}

/// Where the user finds each line, e.g. `第 3 笔 王小明`.
async fn places(store: &Store, facts: &BatchFacts) -> AppResult<HashMap<Id, String>> {
    let mut people: Vec<Id> = facts.lines.iter().map(|it| it.person_id.clone()).collect();
    people.sort();
    people.dedup();
    let people = store.get_many::<Person>(&people).await?.into_iter();
    let names: HashMap<Id, String> = people.map(|it| (it.id, it.name)).collect();
    let lines = facts.lines.iter();
    Ok(lines
        .map(|line| {
            let name = names.get(&line.person_id).map_or("", String::as_str);
            (line.id.clone(), format!("第 {} 笔 {name}", line.seq))
        })
        .collect())
}

/// The event without its words.
fn event(
    app: &App,
    session: &Session,
    facts: &BatchFacts,
    draft: &LineEventDraft,
    today: NaiveDate,
) -> AppResult<LineEvent> {
    let missing = |what: &str| {
        AppError::invalid(format!(
            "没有说明{what}。什么都没有改动，请重新选择后再登记。"
        ))
    };
    let kind = draft.kind.ok_or_else(|| missing("发放结果"))?;
    if kind == LineEventKind::Exported {
        return Err(AppError::invalid(
            "“已送银行”由导出银行代发文件时登记，不能手工登记。什么都没有改动。",
        ));
    }
    Ok(LineEvent {
        id: app.host().new_id(),
        batch_id: facts.batch.id.clone(),
        line_id: draft.line_id.clone().ok_or_else(|| missing("是哪一笔"))?,
        kind,
        by: session.user.clone(),
        on: draft.on.unwrap_or(today),
        reason: None,
        card_holder: None,
        card_no: None,
        bank: None,
        proxy_name: None,
        proxy_relation: None,
        proxy_id_no: None,
        reference: None,
    })
}

/// The event with its words, as its kind needs them.
fn words(
    mut event: LineEvent,
    draft: &LineEventDraft,
    place: &str,
    card_confirmed: bool,
) -> AppResult<LineEvent> {
    let refuse = |reason: &str| {
        Err(AppError::invalid(format!(
            "{place}：{reason}什么都没有改动。"
        )))
    };
    event.reason = optional("原因", draft.reason.as_deref(), REASON)?;
    match event.kind {
        LineEventKind::Bounced if event.reason.is_none() => {
            return refuse("请写明银行退回的原因，例如“户名不符”。");
        }
        LineEventKind::Paid if event.reason.is_none() => {
            return refuse("手工登记到账要写明凭据，例如银行回单编号。");
        }
        LineEventKind::Signed => {
            event.proxy_name = name(draft.proxy_name.as_deref())?;
            event.proxy_relation = optional("关系", draft.proxy_relation.as_deref(), WORDS)?;
            event.proxy_id_no = proxy_paper(draft.proxy_id_no.as_deref(), place)?;
            if event.proxy_name.is_some() && event.proxy_relation.is_none() {
                return refuse("代领要写明代领人与本人的关系。");
            }
            if event.proxy_name.is_none() && event.proxy_relation.is_some() {
                return refuse("写了与本人的关系，却没有写代领人姓名。");
            }
        }
        LineEventKind::Repaired => {
            event.card_holder = name(draft.card_holder.as_deref())?;
            event.bank = optional("开户银行", draft.bank.as_deref(), WORDS)?;
            event.card_no = card(draft.card_no.as_deref(), place, card_confirmed)?;
            if event.card_no.is_none() && event.card_holder.is_none() && event.bank.is_none() {
                return refuse("请填写更正后的户名、卡号或开户行。");
            }
        }
        _ => {}
    }
    Ok(event)
}

fn name(raw: Option<&str>) -> AppResult<Option<String>> {
    let name = optional("姓名", raw, NAME)?;
    Ok(name.map(|name| normalise_name(&name).text))
}

/// The paper of somebody who signs for another: correct when it is given.
fn proxy_paper(raw: Option<&str>, place: &str) -> AppResult<Option<String>> {
    let Some(number) = optional("代领人证件号码", raw, WORDS)? else {
        return Ok(None);
    };
    let check = check_paper(IdType::ResidentId, &number);
    if number.chars().count() == 18 && !check.valid {
        return Err(AppError::invalid(format!(
            "{place}：代领人的身份证号码校验不对，请对照证件核对。什么都没有改动。"
        )));
    }
    Ok(Some(number))
}

/// The new card in digits; one that fails Luhn is kept once it was typed twice (DOMAIN §4.5).
fn card(raw: Option<&str>, place: &str, confirmed: bool) -> AppResult<Option<String>> {
    let Some(raw) = optional("卡号", raw, WORDS)? else {
        return Ok(None);
    };
    let check = check_bank_card(&raw);
    let Some(digits) = check.digits else {
        return Err(AppError::invalid(format!(
            "{place}：卡号应是 13 到 19 位数字，请对照银行卡核对。什么都没有改动。"
        )));
    };
    if check.finding == Some(CardFinding::Luhn) && !confirmed {
        let mut error = AppError::invalid(format!(
            "{place}：卡号的校验位不对，可能输错了一位，也可能是没有校验位的老存折。还没有保存，请对照银行卡再输入一遍，两遍相同就保存。"
        ));
        error
            .params
            .insert("confirm".to_owned(), "card_no".to_owned());
        return Err(error);
    }
    Ok(Some(digits))
}
