//! One conflict with what was done around it.

use songnuan_model::records::Conflict;
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::kinds::{self, sight_of};
use super::list::{by_conflict, in_words};
use super::shown::{self, Shown};
use crate::app::App;
use crate::commands::conflicts::{ConflictDetail, ConflictInput};
use crate::commands::files::HistoryQuery;
use crate::commands::shared::RecordRef;
use crate::error::{AppError, AppResult};
use crate::files::{self, Shape, field};

/// Operations shown around a conflict.
const AROUND: u32 = 30;

/// One conflict.
pub async fn get(app: &App, request: RecordRef) -> AppResult<ConflictDetail> {
    let store = app.store_for(Act::SeeCases).await?;
    let conflict = find(&store, &request.id).await?;
    app.require(sight_of(&conflict)).await?;
    let mut decisions = Vec::new();
    let mut known = by_conflict(&store).await?;
    for decision in known.remove(&conflict.id).unwrap_or_default() {
        decisions.push(in_words(&store, &decision).await?);
    }
    let row = Shown::new(&store)
        .row(&conflict, decisions.last().cloned())
        .await?;
    let query = HistoryQuery {
        record_id: Some(conflict.record_id.clone()),
        limit: AROUND,
        before: None,
    };
    let body = kinds::body(&store, &conflict.record_kind, &conflict.record_id).await?;
    let masked = is_masked(&conflict);
    let open = |value: &serde_json::Value| {
        if masked {
            serde_json::Value::Null
        } else {
            value.clone()
        }
    };
    Ok(ConflictDetail {
        row,
        mine_value: open(&conflict.mine),
        theirs_value: open(&conflict.theirs),
        now_value: open(shown::standing_value(&conflict, body.as_ref())),
        joined: shown::joined(&conflict, body.as_ref()),
        input: input(&conflict),
        decisions,
        history: files::history(app, query).await?,
    })
}

/// The conflict of this id, or the sentence that there is none.
pub(super) async fn find(store: &Store, id: &songnuan_model::record::Id) -> AppResult<Conflict> {
    let found = store.get::<Conflict>(id).await?;
    found.ok_or_else(|| AppError::not_found("这条待裁决的修改"))
}

/// Numbers that lists mask do not leave here in full; a whole record may hold some.
fn is_masked(conflict: &Conflict) -> bool {
    let Some(name) = conflict.field.as_deref() else {
        return true;
    };
    field(&conflict.record_kind, name).is_none_or(|field| {
        matches!(
            field.shape,
            Shape::IdNo | Shape::Mobile | Shape::Phone | Shape::Card | Shape::Link
        )
    })
}

/// How a third value is entered.
pub(super) fn input(conflict: &Conflict) -> ConflictInput {
    let found = conflict
        .field
        .as_deref()
        .and_then(|name| field(&conflict.record_kind, name));
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    match found.map(|field| field.shape) {
        Some(Shape::Text(max)) => ConflictInput::Text { max: small(max) },
        Some(Shape::Name) => ConflictInput::Text { max: 50 },
        Some(Shape::Mobile | Shape::Phone | Shape::Card | Shape::Postcode) => {
            ConflictInput::Text { max: 30 }
        }
        Some(Shape::Code(table)) => ConflictInput::Code {
            table: table.to_owned(),
        },
        Some(Shape::Codes(table, max)) => ConflictInput::Codes {
            table: table.to_owned(),
            max: small(max),
        },
        Some(Shape::Money | Shape::SignedMoney) => ConflictInput::Money,
        Some(Shape::Count(_)) => ConflictInput::Number,
        Some(Shape::Bool) => ConflictInput::Bool,
        Some(Shape::PastDay | Shape::Day | Shape::DayOrMonth) => ConflictInput::Day,
        _ => ConflictInput::None,
    }
}
