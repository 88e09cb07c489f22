//! Taking a step with a batch: review, approval, notice, release, cash, closing. The ledger's rules
//! decide; this asks them inside the operation and writes.

use songnuan_model::calendar::MISSING_TABLE_NOTE;
use songnuan_model::records::{BatchStep, BatchStepKind};
use songnuan_model::roles::Act;

use super::detail::detail;
use super::facts::facts;
use super::text::optional;
use crate::app::App;
use crate::commands::batches::{BatchDetail, BatchStepAdd};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Longest opinion, characters.
const OPINION: usize = 2000;
/// Longest place, characters.
const PLACE: usize = 200;

/// Takes a step.
pub async fn step(app: &App, request: BatchStepAdd) -> AppResult<BatchDetail> {
    app.require(Act::SeeMoney).await?;
    let op = Op::BatchStep(request.kind);
    let session = app.require(op.act()).await?;
    let opinion = optional("意见", request.opinion.as_deref(), OPINION)?;
    let place = optional("公示地点", request.place.as_deref(), PLACE)?;
    needs_words(request.kind, opinion.as_deref(), place.as_deref())?;
    let today = app.host().today();
    let on = request.on.unwrap_or(today);
    // Read inside the operation: nobody takes another step in between.
    let mut tx = app
        .begin(op, opinion.as_deref().unwrap_or_default())
        .await?;
    let facts = facts(&session.store, &request.batch_id).await?;
    let plan = facts.check_step(
        request.kind,
        &session.user,
        on,
        today,
        request.amount,
        request.objection_id.as_ref(),
    )?;
    for planned in plan.steps {
        // An approval that reviews as well says its opinion once.
        let own = planned.kind == request.kind;
        let step: BatchStep = planned.record(
            app.host().new_id(),
            request.batch_id.clone(),
            &session.user,
            opinion.clone().filter(|_| own),
            place.clone().filter(|_| own),
        );
        tx.put(&step).await?;
    }
    tx.commit().await?;
    let mut answer = detail(app, &session, &request.batch_id).await?;
    if plan.missing_table {
        answer.warnings.push(MISSING_TABLE_NOTE.to_owned());
    }
    Ok(answer)
}

/// Steps that mean nothing without words.
fn needs_words(kind: BatchStepKind, opinion: Option<&str>, place: Option<&str>) -> AppResult<()> {
    let missing = match kind {
        BatchStepKind::ObjectionRaised if opinion.is_none() => "请写明异议的内容。",
        BatchStepKind::ObjectionResolved if opinion.is_none() => "请写明异议怎样办结。",
        BatchStepKind::Cancelled if opinion.is_none() => "请写明作废的原因。",
        BatchStepKind::NoticePosted if place.is_none() => "请写明公示张贴在哪里。",
        _ => return Ok(()),
    };
    Err(AppError::invalid(format!("{missing}批次没有改动。")))
}
