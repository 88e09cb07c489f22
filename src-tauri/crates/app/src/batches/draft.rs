//! Drafting a batch: everything is checked again inside the operation, every problem is told at
//! once, and nothing is written while there is one.

use chrono::Datelike;
use songnuan_model::ledger::Refusal;
use songnuan_model::money::{Fen, MAX_FEN};
use songnuan_model::record::Id;
use songnuan_model::records::{Batch, BatchStep, BatchStepKind, Campaign, Fund, PaymentLine};
use songnuan_model::roles::Act;
use songnuan_store::{Store, Tx};

use super::detail::detail;
use super::draft_check::Checked;
use super::draft_lines::{Gathered, Wanted};
use super::text::{optional, required};
use crate::app::{App, Session};
use crate::commands::batches::{BatchDetail, BatchDraft};
use crate::error::{AppError, AppResult, Code};
use crate::funds;
use crate::op::Op;

/// Longest purpose, characters.
const PURPOSE: usize = 200;
/// Longest note, characters.
const NOTE: usize = 2000;
/// Longest number written by hand, characters.
const NUMBER: usize = 20;
/// Problems told in full; the rest is counted.
const TOLD: usize = 20;

/// Drafts a batch.
pub async fn draft(app: &App, mut request: BatchDraft) -> AppResult<BatchDetail> {
    let session = app.require(Act::DraftBatches).await?;
    let store = &session.store;
    let joined = store.joined().await?;
    for person in request
        .lines
        .iter_mut()
        .filter_map(|it| it.person_id.as_mut())
    {
        *person = joined.kept(person).clone();
    }
    let purpose = required("事由", &request.purpose, PURPOSE)?;
    let note = optional("备注", request.note.as_deref(), NOTE)?;
    let no = optional("批次号", request.no.as_deref(), NUMBER)?;
    let today = app.host().today();
    // Read inside the operation: what is left of fund and caps cannot change in between.
    let mut tx = app.begin(Op::DraftBatch, &purpose).await?;
    let campaign = match &request.campaign_id {
        Some(id) => {
            let campaign = store.get::<Campaign>(id).await?;
            Some(campaign.ok_or_else(|| AppError::not_found("这次活动"))?)
        }
        None => None,
    };
    let fund = store.get::<Fund>(&request.fund_id).await?;
    let fund = fund.ok_or_else(|| AppError::not_found("这项资金"))?;
    let gathered = Gathered::read(store, &request, today).await?;
    let checked = Checked::of(store, campaign.as_ref(), &request, &gathered, today).await?;
    let mut problems = gathered.problems;
    problems.extend(checked.problems);
    // A negative amount is a problem of its own and makes no room.
    let asked = gathered
        .wanted
        .iter()
        .map(|wanted| wanted.amount.max(Fen::ZERO));
    let total = Fen::sum(asked);
    let total = total.unwrap_or(Fen(MAX_FEN));
    let left = funds::facts_of(store, fund).await?;
    if let Err(refusal) = left.check(today, total) {
        problems.push(refusal.sentence());
    }
    if !problems.is_empty() {
        return Err(told(&problems));
    }
    if gathered.wanted.is_empty() {
        return Err(Refusal::NothingToPay.into());
    }
    let batch = Batch {
        id: app.host().new_id(),
        no: free_number(store, no, today.year()).await?,
        campaign_id: request.campaign_id,
        fund_id: request.fund_id,
        method: request.method,
        purpose,
        needs_notice: request.needs_notice,
        maker: session.user.clone(),
        made_on: today,
        note,
    };
    write(app, &session, &mut tx, &batch, gathered.wanted).await?;
    tx.commit().await?;
    let mut answer = detail(app, &session, &batch.id).await?;
    answer.warnings = gathered.warnings;
    answer.warnings.extend(checked.warnings);
    Ok(answer)
}

/// All problems as one refusal.
fn told(problems: &[String]) -> AppError {
    let mut lines: Vec<String> = problems.iter().take(TOLD).cloned().collect();
    if problems.len() > TOLD {
        lines.push(format!(
            "……另有 {} 处，处理后再拟会继续列出。",
            problems.len() - TOLD
        ));
    }
    let count = problems.len().to_string();
    let params = [("count", count), ("detail", lines.join("\n"))];
    AppError::with(Code::BatchRefused, params)
}

/// The number asked for when it is free, otherwise the next one of the year, e.g. `2026-004`.
async fn free_number(store: &Store, asked: Option<String>, year: i32) -> AppResult<String> {
    let batches = store.all::<Batch>().await?;
    let taken = |no: &str| batches.iter().any(|batch| batch.no == no);
    if let Some(no) = asked.filter(|no| !taken(no)) {
        return Ok(no);
    }
    let prefix = format!("{year}-");
    let numbers = batches.iter().filter_map(|batch| {
        let number = batch.no.strip_prefix(&prefix)?;
        number.parse::<u32>().ok()
    });
    let mut next = numbers.max().unwrap_or_default().saturating_add(1);
    while taken(&format!("{prefix}{next:03}")) {
        next = next.saturating_add(1);
    }
    Ok(format!("{prefix}{next:03}"))
}

async fn write(
    app: &App,
    session: &Session,
    tx: &mut Tx,
    batch: &Batch,
    wanted: Vec<Wanted>,
) -> AppResult<()> {
    tx.put(batch).await?;
    tx.put(&BatchStep {
        id: app.host().new_id(),
        batch_id: batch.id.clone(),
        kind: BatchStepKind::Drafted,
        by: session.user.clone(),
        on: batch.made_on,
        opinion: None,
        place: None,
        notice_ends_on: None,
        objection_id: None,
        amount: None,
    })
    .await?;
    for (place, wanted) in wanted.into_iter().enumerate() {
        let seq = u32::try_from(place + 1).unwrap_or(u32::MAX);
        let line = line_of(app.host().new_id(), seq, batch, wanted, &session.user);
        tx.put(&line).await?;
    }
    Ok(())
}

fn line_of(id: Id, seq: u32, batch: &Batch, wanted: Wanted, by: &str) -> PaymentLine {
    PaymentLine {
        id,
        batch_id: batch.id.clone(),
        campaign_id: batch.campaign_id.clone(),
        fund_id: batch.fund_id.clone(),
        seq,
        item_id: wanted.item_id,
        person_id: wanted.person_id,
        household_id: wanted.household_id,
        file_id: wanted.file_id,
        aid_kind: wanted.aid_kind,
        unit: wanted.unit,
        category: wanted.category,
        amount: wanted.amount,
        on: batch.made_on,
        card_holder: wanted.account.holder,
        card_no: wanted.account.card,
        bank: wanted.account.bank,
        goods: wanted.goods,
        temporary_reason: wanted.temporary_reason,
        reverses: None,
        reason: None,
        by: by.to_owned(),
    }
}
