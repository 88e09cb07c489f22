//! Taking a line back by a further line with the negative amount (红字冲销).

use songnuan_model::records::PaymentLine;
use songnuan_model::roles::Act;

use super::detail::detail;
use super::facts::facts;
use super::text::required;
use crate::app::App;
use crate::commands::batches::{BatchDetail, LineReverse};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Longest reason, characters.
const REASON: usize = 500;

/// Takes a line back.
pub async fn reverse(app: &App, request: LineReverse) -> AppResult<BatchDetail> {
    let session = app.require(Act::PayBatches).await?;
    let store = &session.store;
    let reason = required("冲销的原因", &request.reason, REASON)?;
    let mut tx = app.begin(Op::ReverseLine, &reason).await?;
    let line = store.get::<PaymentLine>(&request.line_id).await?;
    let line = line.ok_or_else(|| AppError::not_found("这一笔发放"))?;
    let facts = facts(store, &line.batch_id).await?;
    let amount = facts.check_reversal(&line.id)?;
    let last = facts.lines.iter().map(|line| line.seq).max();
    let reversal = PaymentLine {
        id: app.host().new_id(),
        seq: last.unwrap_or_default() + 1,
        amount,
        on: app.host().today(),
        reverses: Some(line.id.clone()),
        reason: Some(reason),
        by: session.user.clone(),
        ..line
    };
    tx.put(&reversal).await?;
    tx.commit().await?;
    detail(app, &session, &reversal.batch_id).await
}
