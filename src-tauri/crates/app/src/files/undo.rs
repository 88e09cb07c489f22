//! Taking an operation back by a new one; the history keeps both.

use songnuan_store::StoreError;

use super::fields;
use crate::app::App;
use crate::commands::files::{Undo, Undone};
use crate::error::{AppError, AppResult, Code};
use crate::op::Op;

/// Operations that start a unit cannot be taken back.
pub(super) fn may_undo(kind: &str) -> bool {
    kind != Op::CreateUnit.kind()
}

/// Undoes an operation, or the last one.
pub async fn undo(app: &App, request: Undo) -> AppResult<Undone> {
    let session = app.session().await?;
    let entry = match &request.op_id {
        Some(id) => session.store.operation(id).await?,
        None => session.store.last_undoable().await?,
    };
    let entry = entry.ok_or_else(|| AppError::new(Code::NothingToUndo))?;
    if !may_undo(&entry.kind) {
        return Err(AppError::new(Code::NothingToUndo));
    }
    let title = Op::title_of(&entry.kind);
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
