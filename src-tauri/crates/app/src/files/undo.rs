//! Taking an operation back by a new one; the history keeps both. Money is never taken back this
//! way: what was entered stays, and is set right by a further entry.

use std::collections::HashSet;

use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Batch, BatchStep, Campaign, CampaignItem, Fund, FundEntry, HardshipFile, Household, LineEvent,
    PaymentLine, Person, User,
};
use songnuan_model::roles::Act;
use songnuan_store::{OpEntry, Store, StoreError};

use super::fields;
use crate::app::App;
use crate::commands::files::{Undo, Undone};
use crate::error::{AppError, AppResult, Code};
use crate::op::Op;

const LEDGER: [&str; 4] = [
    Batch::KIND,
    BatchStep::KIND,
    PaymentLine::KIND,
    LineEvent::KIND,
];

/// Why an operation can never be taken back; `None` when it can.
pub(super) fn never(entry: &OpEntry) -> Option<&'static str> {
    let touches = |kinds: &[&str]| {
        let mut changes = entry.changes.iter();
        changes.any(|change| kinds.contains(&change.kind.as_str()))
    };
    if entry.kind == Op::CreateUnit.kind() {
        Some("建立单位不能撤销。")
    } else if touches(&LEDGER) {
        Some("已入账的发放用红字冲销；还没有发放的批次可以作废。这一步没有撤销。")
    } else if touches(&[FundEntry::KIND]) {
        Some("资金到账一经登记就不能撤销，记错了请另记一笔“调整”并写明原因。这一步没有撤销。")
    } else if touches(&[User::KIND]) {
        Some("使用人和角色的改动不能撤销，请在“使用人”里改回来。这一步没有撤销。")
    } else {
        None
    }
}

/// Undoes an operation, or the last one.
pub async fn undo(app: &App, request: Undo) -> AppResult<Undone> {
    let session = app.require(Act::Undo).await?;
    let entry = match &request.op_id {
        Some(id) => session.store.operation(id).await?,
        None => session.store.last_undoable().await?,
    };
    let entry = entry.ok_or_else(|| AppError::new(Code::NothingToUndo))?;
    let title = Op::title_of(&entry.kind);
    if let Some(reason) = never(&entry) {
        return Err(AppError::invalid(format!("“{title}”不能撤销：{reason}")));
    }
    if let Some(op) = Op::find(&entry.kind) {
        // Taking back needs the right to do.
        app.require(op.act()).await?;
    }
    refuse_if_paid(&session.store, &entry).await?;
    let header = app.header(Op::Undo, &session.user, &format!("撤销“{title}”"))?;
    let done = session
        .store
        .undo(&entry.id, header)
        .await
        .map_err(conflict)?;
    Ok(Undone {
        title,
        changes_n: u32::try_from(done.changed.len()).unwrap_or(u32::MAX),
    })
}

/// What a payment speaks of must not vanish under it: the ledger names people, households, files,
/// items, campaigns and funds without being their child.
async fn refuse_if_paid(store: &Store, entry: &OpEntry) -> AppResult<()> {
    let made = |kind: &str| -> Vec<&str> {
        let made = entry.changes.iter().filter(|change| {
            change.kind == kind && change.field.is_none() && change.before.is_null()
        });
        let ids: HashSet<&str> = made.map(|change| change.record_id.as_str()).collect();
        ids.into_iter().collect()
    };
    let mut hit: Option<PaymentLine> = None;
    for (kind, key) in [
        (Person::KIND, "line_person"),
        (Household::KIND, "line_household"),
        (CampaignItem::KIND, "line_item"),
        (Campaign::KIND, "line_campaign"),
        (Fund::KIND, "line_fund"),
    ] {
        if hit.is_none() {
            let lines = store.by_keys::<PaymentLine>(key, &made(kind)).await?;
            hit = lines.into_iter().next();
        }
    }
    if hit.is_none() {
        // A line has no key for its file; its household has.
        for id in made(HardshipFile::KIND) {
            let Some(file) = store.get::<HardshipFile>(&Id::new(id)).await? else {
                continue;
            };
            let lines = store
                .by_keys::<PaymentLine>("line_household", &[file.household_id.as_str()])
                .await?;
            hit = lines
                .into_iter()
                .find(|line| line.file_id == Some(Id::new(id)));
            if hit.is_some() {
                break;
            }
        }
    }
    let Some(line) = hit else { return Ok(()) };
    let batch = store.get::<Batch>(&line.batch_id).await?;
    let no = batch.map(|batch| batch.no).unwrap_or_default();
    Err(AppError::invalid(format!(
        "“{}”不能撤销：发放批次 {no} 已经用到了它。已入账的发放用红字冲销，这一步没有撤销。",
        Op::title_of(&entry.kind)
    )))
}

/// Names the fields that were changed again later.
fn conflict(error: StoreError) -> AppError {
    let StoreError::UndoConflict {
        fields: touched, ..
    } = &error
    else {
        return error.into();
    };
    let mut names: Vec<String> = Vec::new();
    for field in touched {
        let kind = fields::kind_label(&field.kind);
        let name = match &field.field {
            Some(name) => format!("{kind}的“{}”", fields::label(&field.kind, name)),
            None => kind.to_owned(),
        };
        if !names.contains(&name) && names.len() < 5 {
            names.push(name);
        }
    }
    AppError::with(Code::UndoConflict, [("detail", names.join("、"))])
}
