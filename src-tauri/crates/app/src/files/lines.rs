//! Lines of income and rigid expenditure: adding, changing, removing.

use chrono::{Datelike, NaiveDate};
use songnuan_model::money::Fen;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{HardshipFile, IncomeKind, IncomeLine, RigidLine};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::{check, edit, fields, get, people};
use crate::app::App;
use crate::commands::files::{FileDetail, IncomeSave, LineRemove, RigidSave};
use crate::error::{AppError, AppResult, Code};
use crate::op::Op;

/// Adds or changes an income line; the months' sum counts when any month is given.
pub async fn income_save(app: &App, request: IncomeSave) -> AppResult<FileDetail> {
    let store = app.store_for(Act::EditCases).await?;
    let file = file_of(&store, &request.file_id).await?;
    let bad = |field, reason: &str| invalid(IncomeLine::KIND, field, reason);
    let earner = people::checked_name(&request.earner).map_err(|why| bad("earner", &why))?;
    let from = month(&request.from_month).ok_or_else(|| bad("from_month", MONTH))?;
    let to = month(&request.to_month).ok_or_else(|| bad("to_month", MONTH))?;
    let span = months_between(from, to).filter(|span| *span <= 12);
    let Some(span) = span else {
        return Err(bad("to_month", "起止月份应在 12 个月以内，且先起后止。"));
    };
    if request.months.len() > 12 || request.months.len() > span && !request.months.is_empty() {
        return Err(bad("months", "月份数多于起止月份。"));
    }
    let loss_possible = request.kind == IncomeKind::Operating;
    let given: Vec<Fen> = request.months.iter().flatten().copied().collect();
    if !loss_possible && given.iter().any(|fen| fen.is_negative()) {
        return Err(bad("months", "收入不能是负数(只有经营净收入可以为负)。"));
    }
    let sum = match (given.is_empty(), request.year_amount) {
        (false, _) => Fen::sum(given).ok_or_else(|| bad("months", "合计太大，请核对单位。"))?,
        (true, Some(amount)) => amount,
        (true, None) => return Err(bad("year_amount", "没有填写金额。")),
    };
    if sum.is_negative() && !loss_possible {
        return Err(bad(
            "year_amount",
            "收入不能是负数(只有经营净收入可以为负)。",
        ));
    }
    let line = IncomeLine {
        id: line_id::<IncomeLine>(app, &store, &file, request.id).await?,
        household_id: file.household_id,
        earner,
        kind: request.kind,
        from_month: from.format("%Y-%m").to_string(),
        to_month: to.format("%Y-%m").to_string(),
        months: request.months,
        year_amount: sum,
        note: note(request.note, IncomeLine::KIND)?,
    };
    save(app, Op::SaveIncome, &line, &file.id).await
}

/// Adds or changes a line of rigid expenditure.
pub async fn rigid_save(app: &App, request: RigidSave) -> AppResult<FileDetail> {
    let store = app.store_for(Act::EditCases).await?;
    let file = file_of(&store, &request.file_id).await?;
    let bad = |field, reason: &str| invalid(RigidLine::KIND, field, reason);
    let spent_on = people::checked_name(&request.spent_on).map_err(|why| bad("spent_on", &why))?;
    if request.amount.is_negative() {
        return Err(bad("amount", "支出不能是负数。"));
    }
    let period = check::free_text(&request.period, 60).map_err(|why| bad("period", &why))?;
    let line = RigidLine {
        id: line_id::<RigidLine>(app, &store, &file, request.id).await?,
        household_id: file.household_id,
        spent_on,
        kind: request.kind,
        period: period.as_str().unwrap_or_default().to_owned(),
        amount: request.amount,
        receipts: request.receipts,
        note: note(request.note, RigidLine::KIND)?,
    };
    save(app, Op::SaveRigid, &line, &file.id).await
}

/// Removes an income or expenditure line; it stays in the history.
pub async fn line_remove(app: &App, request: LineRemove) -> AppResult<FileDetail> {
    let store = app.store_for(Act::EditCases).await?;
    let file = file_of(&store, &request.file_id).await?;
    let household = Some(&file.household_id);
    let income = store.get::<IncomeLine>(&request.id).await.ok().flatten();
    let rigid = store.get::<RigidLine>(&request.id).await.ok().flatten();
    let mut tx = app.begin(Op::RemoveLine, &request.why).await?;
    if income.as_ref().map(|line| &line.household_id) == household {
        tx.delete::<IncomeLine>(&request.id).await?;
    } else if rigid.as_ref().map(|line| &line.household_id) == household {
        tx.delete::<RigidLine>(&request.id).await?;
    } else {
        return Err(AppError::not_found("这条收支明细"));
    }
    edit::touch(&mut tx, &file.id, app.host().today()).await?;
    tx.commit().await?;
    get::now(app, &file.id).await
}

const MONTH: &str = "应写成 2026-01 这样的年月。";

pub(super) async fn file_of(store: &Store, id: &Id) -> AppResult<HardshipFile> {
    store
        .get(id)
        .await?
        .ok_or_else(|| AppError::not_found("这份档案"))
}

async fn save<R: Record>(app: &App, op: Op, line: &R, file: &Id) -> AppResult<FileDetail> {
    let mut tx = app.begin(op, "").await?;
    tx.put(line).await?;
    edit::touch(&mut tx, file, app.host().today()).await?;
    tx.commit().await?;
    get::now(app, file).await
}

/// A fresh id, or the given one when that line belongs to this household.
async fn line_id<R: Record>(
    app: &App,
    store: &Store,
    file: &HardshipFile,
    id: Option<Id>,
) -> AppResult<Id> {
    let Some(id) = id else {
        return Ok(app.host().new_id());
    };
    let line = store.get::<R>(&id).await?;
    let ours = line.as_ref().and_then(Record::parent) == Some(&file.household_id);
    if ours {
        Ok(id)
    } else {
        Err(AppError::not_found("这条收支明细"))
    }
}

fn note(note: Option<String>, kind: &str) -> AppResult<Option<String>> {
    let Some(text) = note.filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    let value = check::free_text(&text, 500).map_err(|why| invalid(kind, "note", &why))?;
    Ok(value.as_str().map(str::to_owned))
}

fn invalid(kind: &str, field: &str, reason: &str) -> AppError {
    let label = fields::label(kind, field).to_owned();
    AppError::with(
        Code::InvalidField,
        [("field", label), ("reason", reason.to_owned())],
    )
}

/// The first day of a month written `YYYY-MM`.
fn month(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = format!("{}-01", text.trim()).parse().ok()?;
    check::plausible(day, None).ok()
}

/// Months from one to the other, both counted; `None` when they run backwards.
fn months_between(from: NaiveDate, to: NaiveDate) -> Option<usize> {
    let index = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month()).unwrap_or(0);
    usize::try_from(index(to) - index(from))
        .ok()
        .map(|span| span + 1)
}
