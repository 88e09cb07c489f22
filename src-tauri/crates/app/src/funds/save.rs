//! Adding and changing a source of money.

use chrono::{Datelike, NaiveDate};
use songnuan_model::money::Fen;
use songnuan_model::record::Record;
use songnuan_model::records::{Batch, Fund, FundEntry, FundEntryKind};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::entry::checked_amount;
use super::list::view;
use crate::app::App;
use crate::batches::with_steps;
use crate::commands::funds::{FundSave, FundView};
use crate::error::{AppError, AppResult, Code};
use crate::files::{field_label, plausible_day};
use crate::op::Op;

/// Longest name, characters.
const NAME: usize = 120;
/// Longest note, characters.
const NOTE: usize = 2000;

/// Adds or changes a fund; the opening amount comes in as an entry of its own.
pub async fn save(app: &App, request: FundSave) -> AppResult<FundView> {
    let session = app.require(Act::KeepFunds).await?;
    let store = &session.store;
    let mut fund = request.fund;
    tidy(&mut fund);
    check(&fund)?;
    let new = fund.id.0.is_empty();
    if new {
        fund.id = app.host().new_id();
    }
    if let Some(opening) = request.opening {
        if !new {
            return Err(AppError::invalid(
                "期初金额只在新建资金时填写。没有保存；后来拨入的请用“登记到账”。",
            ));
        }
        checked_amount(opening, FundEntryKind::Received, None)?;
    }
    let mut tx = app.begin(Op::SaveFund, "").await?;
    let others = store.all::<Fund>().await?;
    if !new && !others.iter().any(|other| other.id == fund.id) {
        return Err(AppError::not_found("这项资金"));
    }
    let same =
        |other: &&Fund| other.id != fund.id && other.year == fund.year && other.name == fund.name;
    if let Some(other) = others.iter().find(same) {
        let reason = format!("{} 年已有叫“{}”的资金。", other.year, other.name);
        return Err(bad("name", reason));
    }
    keeps_batches(store, &fund).await?;
    tx.put(&fund).await?;
    if let Some(amount) = request.opening {
        let today = app.host().today();
        tx.put(&FundEntry {
            id: app.host().new_id(),
            fund_id: fund.id.clone(),
            kind: FundEntryKind::Received,
            amount,
            on: fund.from.min(today),
            document: None,
            note: Some("期初".to_owned()),
        })
        .await?;
    }
    tx.commit().await?;
    view(app, store, &fund.id).await
}

/// A field of a fund refused, with the reason.
fn bad(field: &str, reason: impl Into<String>) -> AppError {
    let label = field_label(Fund::KIND, field).to_owned();
    AppError::with(
        Code::InvalidField,
        [("field", label), ("reason", reason.into())],
    )
}

fn tidy(fund: &mut Fund) {
    fund.name = fund.name.trim().to_owned();
    let note = fund.note.as_deref().map(str::trim).unwrap_or_default();
    fund.note = (!note.is_empty()).then(|| note.to_owned());
}

fn check(fund: &Fund) -> AppResult<()> {
    if fund.name.is_empty() {
        return Err(bad("name", "没有填写，例如“2017年送温暖资金”。"));
    }
    let long = |text: &str, most: usize| text.chars().count() > most;
    if long(&fund.name, NAME) {
        return Err(bad("name", format!("最多 {NAME} 个字。")));
    }
    if long(fund.note.as_deref().unwrap_or_default(), NOTE) {
        return Err(bad("note", format!("最多 {NOTE} 个字。")));
    }
    for (field, day) in [("from", fund.from), ("to", fund.to)] {
        plausible_day(day).map_err(|reason| bad(field, reason))?;
    }
    if fund.to < fund.from {
        return Err(bad("to", format!("早于起用日期 {}。", fund.from)));
    }
    let years = fund.from.year()..=fund.to.year();
    if !years.contains(&fund.year) {
        return Err(bad(
            "year",
            format!(
                "{} 不在使用期限 {} 至 {} 之内。",
                fund.year, fund.from, fund.to
            ),
        ));
    }
    Ok(())
}

/// The period must still hold every batch that was drawn on the fund.
async fn keeps_batches(store: &Store, fund: &Fund) -> AppResult<()> {
    let batches = store
        .by_key::<Batch>("batch_fund", fund.id.as_str())
        .await?;
    let outside = |day: NaiveDate| day < fund.from || day > fund.to;
    for facts in with_steps(store, batches).await? {
        if facts.is_cancelled() || !outside(facts.batch.made_on) {
            continue;
        }
        return Err(bad(
            "to",
            format!(
                "发放批次 {} 于 {} 动用了这项资金，不在 {} 至 {} 之内。",
                facts.batch.no, facts.batch.made_on, fund.from, fund.to
            ),
        ));
    }
    Ok(())
}

/// The largest amount that comes in at once (1000 亿元): more is a slip of the keyboard.
pub(super) const MOST: Fen = Fen(10_000_000_000_000);
