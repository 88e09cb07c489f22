//! `fund`: sources of money, what came in, the detailed account.

use chrono::{Datelike as _, NaiveDate};
use songnuan_app::App;
use songnuan_app::commands::funds::{FundEntryAdd, FundLedgerQuery, FundQuery, FundSave, FundView};
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::funds;
use songnuan_app::model::record::Id;
use songnuan_app::model::records::{Fund, FundEntry};

use super::{named, yuan};
use crate::args::FundVerb;
use crate::outcome::Outcome;

/// Runs a verb of `fund`.
pub async fn run(app: &App, verb: FundVerb) -> AppResult<Outcome> {
    match verb {
        FundVerb::List { year } => {
            let query = FundQuery {
                year,
                usable: false,
            };
            let rows = funds::list(app, query).await?;
            let lines: Vec<String> = rows.iter().map(line).collect();
            Outcome::new(rows, lines.join("\n"))
        }
        add @ FundVerb::Add { .. } => self::add(app, add).await,
        enter @ FundVerb::Enter { .. } => self::enter(app, enter).await,
        FundVerb::Ledger { name, from, to } => {
            let fund_id = named::fund(app, &name).await?.fund.id;
            let ledger = funds::ledger(app, FundLedgerQuery { fund_id, from, to }).await?;
            let mut lines: Vec<String> = ledger
                .rows
                .iter()
                .map(|row| {
                    let (on, no, summary) = (row.on, &row.no, &row.summary);
                    let (income, outgo, balance) = (row.income, row.outgo, row.balance);
                    format!("{on}\t{no}\t{summary}\t{income}\t{outgo}\t{balance}")
                })
                .collect();
            lines.push(format!(
                "收入 {} 元，支出 {} 元，结余 {} 元",
                ledger.income, ledger.outgo, ledger.closing
            ));
            Outcome::new(ledger, lines.join("\n"))
        }
    }
}

async fn add(app: &App, verb: FundVerb) -> AppResult<Outcome> {
    let FundVerb::Add {
        name,
        level,
        year,
        from,
        to,
        amount,
    } = verb
    else {
        return Err(AppError::not_found("这个动词"));
    };
    let year = year.unwrap_or_else(|| app.host().today().year());
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let bad = || AppError::invalid(format!("年度 {year} 不对。什么都没有做。"));
    let fund = Fund {
        id: Id::new(""),
        name,
        level,
        year,
        from: from.or(day(1, 1)).ok_or_else(bad)?,
        to: to.or(day(12, 31)).ok_or_else(bad)?,
        closed: false,
        note: None,
    };
    let opening = amount.map(|text| yuan(&text, "--amount")).transpose()?;
    let view = funds::save(app, FundSave { fund, opening }).await?;
    let text = line(&view);
    Outcome::new(view, text)
}

async fn enter(app: &App, verb: FundVerb) -> AppResult<Outcome> {
    let FundVerb::Enter {
        name,
        amount,
        kind,
        on,
        document,
        note,
    } = verb
    else {
        return Err(AppError::not_found("这个动词"));
    };
    let entry = FundEntry {
        id: Id::new(""),
        fund_id: named::fund(app, &name).await?.fund.id,
        kind,
        amount: yuan(&amount, "--amount")?,
        on: on.unwrap_or_else(|| app.host().today()),
        document,
        note,
    };
    let view = funds::entry_add(app, FundEntryAdd { entry }).await?;
    let text = line(&view);
    Outcome::new(view, text)
}

fn line(view: &FundView) -> String {
    let (name, level) = (&view.fund.name, &view.level_label);
    let (received, committed, left) = (view.received, view.committed, view.left);
    format!("{name}\t{level}\t收入 {received}\t已安排 {committed}\t结余 {left} 元")
}
