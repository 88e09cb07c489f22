//! Showing a masked number in full: only with a reason, and written to the access log first.

use songnuan_model::record::Id;
use songnuan_model::records::{HardshipFile, Person};
use songnuan_store::{AccessEntry, Store};

use crate::app::App;
use crate::commands::files::{Reveal, Revealed};
use crate::error::{AppError, AppResult};

/// The value, after the access has been logged.
pub async fn reveal(app: &App, request: Reveal) -> AppResult<Revealed> {
    let session = app.session().await?;
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(AppError::invalid("请写明查看原因。原因会记入查看日志。"));
    }
    let value = stored(&session.store, &request.record_id, &request.field).await?;
    // Logged before it is shown: a failing log shows nothing.
    session
        .store
        .log_access(&AccessEntry {
            at: app.now()?,
            who: session.user,
            record_id: request.record_id,
            field: request.field,
            reason: reason.to_owned(),
        })
        .await?;
    Ok(Revealed { value })
}

async fn stored(store: &Store, id: &Id, field: &str) -> AppResult<String> {
    if field == "card_no" {
        let file = store.get::<HardshipFile>(id).await?;
        let file = file.ok_or_else(|| AppError::not_found("这份档案"))?;
        return Ok(file.card_no.unwrap_or_default());
    }
    let person = store.get::<Person>(id).await?;
    let person = person.ok_or_else(|| AppError::not_found("这个人"))?;
    match field {
        "id_no" => Ok(person.id_no),
        "mobile" => Ok(person.mobile.unwrap_or_default()),
        "other_contact" => Ok(person.other_contact.unwrap_or_default()),
        _ => Err(AppError::invalid("这一项没有隐藏的内容。")),
    }
}
