//! Money comes into a fund. A fact: what was entered wrongly is set right by a further entry.

use songnuan_model::money::Fen;
use songnuan_model::record::Record;
use songnuan_model::records::{Fund, FundEntry, FundEntryKind};
use songnuan_model::roles::Act;

use super::list::{facts_of, view};
use super::save::MOST;
use crate::app::App;
use crate::commands::funds::{FundEntryAdd, FundView};
use crate::error::{AppError, AppResult, Code};
use crate::files::{field_label, plausible_day};
use crate::op::Op;

/// Longest document number, characters.
const DOCUMENT: usize = 120;
/// Longest note, characters.
const NOTE: usize = 500;

/// Adds an entry.
pub async fn entry_add(app: &App, request: FundEntryAdd) -> AppResult<FundView> {
    let session = app.require(Act::KeepFunds).await?;
    let store = &session.store;
    let mut entry = request.entry;
    if !entry.id.0.is_empty() {
        return Err(AppError::invalid(
            "到账记录一经登记就不能改动。没有保存，记错了请另记一笔“调整”。",
        ));
    }
    entry.id = app.host().new_id();
    entry.document = text("document", entry.document.as_deref(), DOCUMENT)?;
    entry.note = text("note", entry.note.as_deref(), NOTE)?;
    checked_amount(entry.amount, entry.kind, entry.note.as_deref())?;
    plausible_day(entry.on).map_err(|reason| bad("on", reason))?;
    let today = app.host().today();
    if entry.on > today {
        return Err(bad("on", format!("{} 还没有到。", entry.on)));
    }
    let mut tx = app.begin(Op::AddFundEntry, "").await?;
    let fund = store.get::<Fund>(&entry.fund_id).await?;
    let fund = fund.ok_or_else(|| AppError::not_found("这项资金"))?;
    let facts = facts_of(store, fund).await?;
    let after = facts.left().checked_add(entry.amount);
    let after = after.ok_or_else(|| bad("amount", "加上以后超出了能记的最大金额。"))?;
    if entry.amount.is_negative() && after.is_negative() {
        return Err(AppError::invalid(format!(
            "资金“{}”到账 {} 元，各批次已占用 {} 元，还剩 {} 元，不能调减 {} 元。没有登记，请先冲销或作废批次。",
            facts.fund.name,
            facts.received,
            facts.committed,
            facts.left(),
            Fen(-entry.amount.0)
        )));
    }
    tx.put(&entry).await?;
    tx.commit().await?;
    view(app, store, &entry.fund_id).await
}

/// A field of an entry refused, with the reason.
fn bad(field: &str, reason: impl Into<String>) -> AppError {
    let label = field_label(FundEntry::KIND, field).to_owned();
    AppError::with(
        Code::InvalidField,
        [("field", label), ("reason", reason.into())],
    )
}

fn text(field: &str, raw: Option<&str>, most: usize) -> AppResult<Option<String>> {
    let text = raw.map(str::trim).unwrap_or_default();
    if text.chars().count() > most {
        return Err(bad(field, format!("最多 {most} 个字。")));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// More than nothing; less only as an adjustment that says why.
pub(super) fn checked_amount(
    amount: Fen,
    kind: FundEntryKind,
    note: Option<&str>,
) -> AppResult<()> {
    if amount == Fen::ZERO {
        return Err(bad("amount", "金额是 0。"));
    }
    if amount.is_negative() && kind != FundEntryKind::Adjustment {
        return Err(bad("amount", "是负数。要调减请选“调整”，并写明原因。"));
    }
    if kind == FundEntryKind::Adjustment && note.is_none() {
        return Err(bad("note", "“调整”要写明原因。"));
    }
    if amount.0.unsigned_abs() > MOST.0.unsigned_abs() {
        return Err(bad(
            "amount",
            format!("超过 {MOST} 元，请检查是否多输了位数。"),
        ));
    }
    Ok(())
}
