//! The detailed account of a fund (资金收支明细账): entries in, batches out, reversals back.

use chrono::NaiveDate;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Batch, FundEntry, PaymentLine};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::list::{sum, view};
use crate::app::App;
use crate::batches::with_lines;
use crate::commands::funds::{FundLedger, FundLedgerQuery, FundLedgerRow};
use crate::error::{AppError, AppResult};

/// The account between two days; what came before is in its opening balance.
pub async fn ledger(app: &App, request: FundLedgerQuery) -> AppResult<FundLedger> {
    let store = app.store_for(Act::SeeMoney).await?;
    if let (Some(from), Some(to)) = (request.from, request.to)
        && to < from
    {
        return Err(AppError::invalid(format!(
            "截止日期 {to} 早于开始日期 {from}。请重新选择。"
        )));
    }
    let fund = view(app, &store, &request.fund_id).await?;
    let rows = rows(&store, &request.fund_id).await?;
    let before = |row: &FundLedgerRow| request.from.is_some_and(|from| row.on < from);
    let opening = sum(rows.iter().filter(|row| before(row)).map(net));
    let mut balance = opening;
    let mut shown = Vec::new();
    for mut row in rows {
        if before(&row) || request.to.is_some_and(|to| row.on > to) {
            continue;
        }
        balance = sum([balance, net(&row)]);
        row.balance = balance;
        shown.push(row);
    }
    Ok(FundLedger {
        fund,
        opening,
        income: sum(shown.iter().map(|row| row.income)),
        outgo: sum(shown.iter().map(|row| row.outgo)),
        closing: balance,
        rows: shown,
    })
}

fn net(row: &FundLedgerRow) -> Fen {
    sum([row.income, Fen(-row.outgo.0)])
}

/// Everything that ever moved, by day; of a day, income first. Cancelled batches moved nothing.
async fn rows(store: &Store, fund: &Id) -> AppResult<Vec<FundLedgerRow>> {
    let entries = store.children::<FundEntry>(fund).await?;
    let mut rows: Vec<FundLedgerRow> = entries.into_iter().map(of_entry).collect();
    let batches = store.by_key::<Batch>("batch_fund", fund.as_str()).await?;
    for facts in with_lines(store, batches).await? {
        if facts.is_cancelled() {
            continue;
        }
        let payments = facts.lines.iter().filter(|line| line.reverses.is_none());
        let paid = sum(payments.clone().map(|line| line.amount));
        let batch = &facts.batch;
        let people = payments.count();
        let summary = format!("{}（{people} 笔）", batch.purpose);
        rows.push(row(
            batch.made_on,
            &batch.no,
            summary,
            paid,
            Some(&batch.id),
        ));
        let reversals = facts.lines.iter().filter(|line| line.reverses.is_some());
        rows.extend(reversals.map(|line| of_reversal(batch, line)));
    }
    // Stable: within a day and a kind the order of entering stays.
    rows.sort_by_key(|row| (row.on, row.batch_id.is_some()));
    Ok(rows)
}

fn of_entry(entry: FundEntry) -> FundLedgerRow {
    let label = entry.kind.label();
    FundLedgerRow {
        on: entry.on,
        no: entry.document.unwrap_or_default(),
        summary: match entry.note {
            Some(note) => format!("{label}：{note}"),
            None => label.to_owned(),
        },
        income: entry.amount,
        outgo: Fen::ZERO,
        balance: Fen::ZERO,
        batch_id: None,
    }
}

fn of_reversal(batch: &Batch, line: &PaymentLine) -> FundLedgerRow {
    let reason = line.reason.as_deref().unwrap_or_default();
    let summary = format!("红字冲销第 {} 笔：{reason}", line.seq);
    row(line.on, &batch.no, summary, line.amount, Some(&batch.id))
}

fn row(
    on: NaiveDate,
    no: &str,
    summary: String,
    outgo: Fen,
    batch_id: Option<&Id>,
) -> FundLedgerRow {
    FundLedgerRow {
        on,
        no: no.to_owned(),
        summary,
        income: Fen::ZERO,
        outgo,
        balance: Fen::ZERO,
        batch_id: batch_id.cloned(),
    }
}
