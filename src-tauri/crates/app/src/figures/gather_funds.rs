//! What came into funds and what batches took out of them.

use std::collections::HashMap;

use chrono::NaiveDate;
use songnuan_model::figures::{MoneyFact, Report, fund_report};
use songnuan_model::money::Fen;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{AidKind, Batch, Fund, FundEntry};
use songnuan_store::{By, SumRow};

use super::ask::Ask;
use super::money;
use crate::error::{AppError, AppResult};

/// Title and report.
pub(super) async fn report(ask: &Ask<'_>) -> AppResult<(String, Report)> {
    let mut funds = ask.all::<Fund>().await?;
    if let Some(id) = &ask.request.fund_id {
        funds.retain(|fund| fund.id == *id);
        if funds.is_empty() {
            return Err(AppError::not_found("这笔资金(或当时还没有)"));
        }
    }
    let title = match (funds.as_slice(), &ask.request.fund_id) {
        ([fund], Some(_)) => format!("{}统计 {}", fund.name, ask.period()),
        _ => format!("资金统计 {}", ask.period()),
    };
    let facts = facts(ask, &names(&funds)).await?;
    Ok((title.trim_end().to_owned(), fund_report(&facts)))
}

/// Names to tell funds apart by: two of one name get their year.
fn names(funds: &[Fund]) -> HashMap<Id, String> {
    let doubled = |fund: &Fund| funds.iter().filter(|f| f.name == fund.name).count() > 1;
    let name = |fund: &Fund| match doubled(fund) {
        true => format!("{}({})", fund.name, fund.year),
        false => fund.name.clone(),
    };
    funds
        .iter()
        .map(|fund| (fund.id.clone(), name(fund)))
        .collect()
}

async fn facts(ask: &Ask<'_>, names: &HashMap<Id, String>) -> AppResult<Vec<MoneyFact>> {
    let mut facts = Vec::new();
    for entry in ask.all::<FundEntry>().await? {
        if let Some(fund) = names.get(&entry.fund_id)
            && ask.covers(entry.on)
        {
            facts.push(MoneyFact {
                kind: FundEntry::KIND,
                id: entry.id,
                fund: fund.clone(),
                on: entry.on,
                aid_kind: String::new(),
                received: entry.amount,
                committed: Fen::ZERO,
                paid: Fen::ZERO,
            });
        }
    }
    let by = ["batch_id", "fund_id", "aid_kind", "on"].map(By::Field);
    let ids: Vec<Id> = names.keys().cloned().collect();
    let of = ask
        .request
        .fund_id
        .as_ref()
        .map(|_| ("fund_id", ids.as_slice()));
    let money = money::sums(ask, &by, of, true).await?;
    let mut paid: HashMap<Vec<Option<String>>, i64> = money
        .paid
        .into_iter()
        .map(|row| (row.by, row.sum))
        .collect();
    for row in money.committed {
        let paid = paid.remove(&row.by).unwrap_or(0);
        facts.extend(fact(row, paid, names));
    }
    Ok(facts)
}

/// What one batch takes from one fund for one kind of aid on one day.
fn fact(row: SumRow, paid: i64, names: &HashMap<Id, String>) -> Option<MoneyFact> {
    let [batch, fund, kind, on] = <[Option<String>; 4]>::try_from(row.by).ok()?;
    let kind = kind.unwrap_or_default();
    let label = AidKind::ALL.into_iter().find(|aid| aid.id() == kind);
    Some(MoneyFact {
        kind: Batch::KIND,
        id: Id(batch?),
        fund: names.get(&Id(fund?))?.clone(),
        on: on?.parse::<NaiveDate>().ok()?,
        aid_kind: label.map_or(kind, |aid| aid.label().to_owned()),
        received: Fen::ZERO,
        committed: Fen(row.sum),
        paid: Fen(paid),
    })
}
