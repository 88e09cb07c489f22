//! Showing a masked number in full: only with a reason, and written to the access log first.

use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    CampaignItem, HardshipFile, LineEvent, ModelWorker, PaymentLine, Person, ScholarshipCase,
};
use songnuan_model::roles::{Act, may};
use songnuan_store::{AccessEntry, Store};

use crate::app::{App, Session};
use crate::commands::files::{Reveal, Revealed};
use crate::error::{AppError, AppResult};

/// The value, after the access has been logged.
pub async fn reveal(app: &App, request: Reveal) -> AppResult<Revealed> {
    let session = app.require(Act::Reveal).await?;
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(AppError::invalid("请写明查看原因。原因会记入查看日志。"));
    }
    let value = stored(app, &session, &request.record_id, &request.field).await?;
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

/// The record of an id that may be of several kinds.
async fn found<R: Record>(store: &Store, id: &Id) -> AppResult<Option<R>> {
    Ok(store.get::<R>(id).await?)
}

async fn stored(app: &App, session: &Session, id: &Id, field: &str) -> AppResult<String> {
    let store = &session.store;
    if field == "card_no" {
        return card(app, session, id).await;
    }
    if field == "proxy_id_no" {
        app.require(Act::SeeMoney).await?;
        let event = found::<LineEvent>(store, id).await?;
        let event = event.ok_or_else(|| AppError::not_found("这条发放记录"))?;
        return Ok(event.proxy_id_no.unwrap_or_default());
    }
    let person = found::<Person>(store, id).await?;
    let person = person.ok_or_else(|| AppError::not_found("这个人"))?;
    match field {
        "id_no" => Ok(person.id_no),
        "mobile" => Ok(person.mobile.unwrap_or_default()),
        "other_contact" => Ok(person.other_contact.unwrap_or_default()),
        _ => Err(AppError::invalid("这一项没有隐藏的内容。")),
    }
}

/// A card: of a file, of somebody on a campaign's list, of a scholarship application, of a model
/// worker, of a payment, of a repaired account.
async fn card(app: &App, session: &Session, id: &Id) -> AppResult<String> {
    let store = &session.store;
    let card = if let Some(file) = found::<HardshipFile>(store, id).await? {
        file.card_no
    } else if let Some(item) = found::<CampaignItem>(store, id).await? {
        match (item.card_no, &item.file_id) {
            // An item without an account of its own is paid to that of its file.
            (None, Some(file)) => found::<HardshipFile>(store, file)
                .await?
                .and_then(|file| file.card_no),
            (card, _) => card,
        }
    } else if let Some(case) = found::<ScholarshipCase>(store, id).await? {
        case.card_no
    } else if let Some(worker) = found::<ModelWorker>(store, id).await? {
        worker.card_no
    } else if may(&session.roles, Act::SeeMoney) {
        match found::<PaymentLine>(store, id).await? {
            Some(line) => line.card_no,
            None => {
                let event = found::<LineEvent>(store, id).await?;
                event
                    .ok_or_else(|| AppError::not_found("这个账户"))?
                    .card_no
            }
        }
    } else {
        // The refusal says which right is missing.
        app.require(Act::SeeMoney).await?;
        None
    };
    Ok(card.unwrap_or_default())
}
