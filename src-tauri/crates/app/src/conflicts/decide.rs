//! Deciding: the edit of the field, if any, and the decision, in one ordinary operation that syncs
//! and stays in the history.

use chrono::NaiveDate;
use serde_json::Value;
use songnuan_model::record::{Id, Record as _};
use songnuan_model::records::{
    Campaign, CampaignItem, Conflict, ConflictChoice, ConflictDecision, ConflictKind, Fund,
    Household, PaymentLine, Person, SamePerson, User,
};
use songnuan_model::roles::Act;
use songnuan_model::survey::village_of;
use songnuan_store::{Store, Tx};

use super::kinds::{self, Body};
use super::{get, list, shown};
use crate::app::App;
use crate::commands::conflicts::{ConflictAnswer, ConflictDecide, ConflictInput, ConflictsDecided};
use crate::error::{AppError, AppResult, Code};
use crate::files::{checked_value, field, field_label};
use crate::op::Op;

/// What a decision does to the record.
enum Outcome {
    /// What stands stays.
    Nothing,
    Set(String, Value),
    Delete,
}

/// Decides conflicts, all of them or none. Deciding again is allowed: the newest decision counts.
pub async fn decide(app: &App, request: ConflictDecide) -> AppResult<ConflictsDecided> {
    let store = app.store_for(Act::DecideConflicts).await?;
    if request.decisions.is_empty() {
        return Err(AppError::invalid("没有选择要裁决的内容。什么都没有改动。"));
    }
    let today = app.host().today();
    let note = request.note.as_deref().map(str::trim);
    let note = note.filter(|note| !note.is_empty()).map(str::to_owned);
    let mut tx = app
        .begin(Op::DecideConflict, note.as_deref().unwrap_or_default())
        .await?;
    let op_id = tx.op_id().clone();
    let mut changed = 0;
    for answer in &request.decisions {
        let conflict = get::find(&store, &answer.id).await?;
        // As it stands under the write lock: somebody may be deciding the same field.
        let body = kinds::body_in(&mut tx, &conflict.record_kind, &conflict.record_id).await?;
        let outcome = outcome(&conflict, answer, body.as_ref(), today)?;
        seen(&conflict, answer, body.as_ref(), &outcome)?;
        // Choosing between two values is a right of its own; taking a record away, and changing
        // what somebody may do, need the right to do so besides, here as at the hub.
        let deletes = matches!(outcome, Outcome::Delete);
        if deletes || conflict.record_kind == User::KIND {
            app.require(kinds::act_of(&conflict.record_kind)).await?;
        }
        changed += u32::from(apply(&store, &mut tx, &conflict, body, outcome).await?);
        let decision = ConflictDecision {
            id: app.host().new_id(),
            conflict_id: conflict.id,
            choice: answer.choice,
            note: note.clone(),
        };
        tx.put(&decision).await?;
    }
    tx.commit().await?;
    Ok(ConflictsDecided {
        decided: u32::try_from(request.decisions.len()).unwrap_or(u32::MAX),
        changed,
        undecided: list::undecided(&store).await?,
        op_id,
    })
}

/// A value that was written or decided after this edit was parked is not pushed out unseen: the
/// answer has to name it.
fn seen(
    conflict: &Conflict,
    answer: &ConflictAnswer,
    body: Option<&Body>,
    outcome: &Outcome,
) -> AppResult<()> {
    let Outcome::Set(_, value) = outcome else {
        return Ok(());
    };
    let standing = shown::standing(conflict, body);
    let replaces = standing.is_some() && value != shown::standing_value(conflict, body);
    if !replaces || answer.over == standing {
        return Ok(());
    }
    let now = shown::words(conflict, shown::standing_value(conflict, body));
    Err(AppError::invalid(format!(
        "“{}”后来又改成了“{now}”。裁决没有保存，请对着现在的内容再选一次：维持现在的，或用别的替换它。",
        shown::label(conflict)
    ))
    .at("over"))
}

/// What the answer means for the record, checked.
fn outcome(
    conflict: &Conflict,
    answer: &ConflictAnswer,
    body: Option<&Body>,
    today: NaiveDate,
) -> AppResult<Outcome> {
    use ConflictChoice::{Joined, Mine, Present, Theirs, Written};
    let set = |value: Value| {
        let field = conflict.field.clone();
        field.map_or(Outcome::Nothing, |field| Outcome::Set(field, value))
    };
    Ok(match (conflict.kind, answer.choice) {
        (ConflictKind::Field, Present) => Outcome::Nothing,
        (ConflictKind::Field, Theirs) => set(conflict.theirs.clone()),
        (ConflictKind::Field, Mine) => set(conflict.mine.clone()),
        (ConflictKind::Field, Joined) => match &answer.value {
            Some(value) => set(checked(conflict, value, today)?),
            None => set(Value::String(
                shown::joined(conflict, body)
                    .ok_or_else(|| not_offered(conflict, answer.choice))?,
            )),
        },
        (ConflictKind::Field, Written) => {
            let value = answer.value.as_ref();
            let value = value.ok_or_else(|| {
                AppError::invalid("选了“另写”，请把内容写上。裁决没有保存。").at("value")
            })?;
            set(checked(conflict, value, today)?)
        }
        (ConflictKind::EditOfDeleted, Mine) | (ConflictKind::DeleteOfEdited, Theirs) => {
            Outcome::Nothing
        }
        (ConflictKind::EditOfDeleted, Theirs) | (ConflictKind::DeleteOfEdited, Mine) => {
            Outcome::Delete
        }
        (_, choice) => return Err(not_offered(conflict, choice)),
    })
}

fn not_offered(conflict: &Conflict, choice: ConflictChoice) -> AppError {
    AppError::invalid(format!(
        "“{}”不能用“{}”来裁决。什么都没有改动，请另选一种。",
        conflict.field.as_deref().map_or("整条记录", |name| {
            field_label(&conflict.record_kind, name)
        }),
        choice.label()
    ))
}

/// A value written by hand, as the field's own form would take it.
fn checked(conflict: &Conflict, value: &Value, today: NaiveDate) -> AppResult<Value> {
    let kind = conflict.record_kind.as_str();
    let name = conflict.field.as_deref().unwrap_or_default();
    let field = field(kind, name)
        .filter(|_| !matches!(get::input(conflict), ConflictInput::None))
        .ok_or_else(|| not_offered(conflict, ConflictChoice::Written))?;
    checked_value(field, value, today).map_err(|reason| {
        let label = field.label.to_owned();
        AppError::with(Code::InvalidField, [("field", label), ("reason", reason)]).at("value")
    })
}

/// Writes what was decided; true when the record changed.
async fn apply(
    store: &Store,
    tx: &mut Tx,
    conflict: &Conflict,
    body: Option<Body>,
    outcome: Outcome,
) -> AppResult<bool> {
    let (kind, id): (&str, &Id) = (&conflict.record_kind, &conflict.record_id);
    match outcome {
        Outcome::Nothing => Ok(false),
        Outcome::Set(field, value) => {
            let Some(mut body) = body else {
                return Err(AppError::invalid(
                    "这条记录后来已被删除，不能再改其中一项。裁决没有保存，请先在“历史”里恢复它。",
                ));
            };
            if body.get(&field) == Some(&value) {
                return Ok(false);
            }
            if kind == Person::KIND && field == "home_address" {
                follow_address(&mut body, conflict, &value);
            }
            if kind == SamePerson::KIND {
                stay_a_pair(&mut body, &field, &value);
            }
            body.insert(field, value);
            kinds::put(tx, kind, body).await?;
            Ok(true)
        }
        Outcome::Delete => {
            if body.is_none() {
                return Ok(false);
            }
            if has_payments(store, kind, id).await? {
                return Err(AppError::invalid(
                    "已有发放记录用到了它，不能删除。裁决没有保存，请选“保留”。",
                ));
            }
            kinds::delete(tx, kind, id).await?;
            Ok(true)
        }
    }
}

/// Two devices joined the same two the other way round: whichever goes on, the other one leads to
/// it. A link of one to itself would part them.
fn stay_a_pair(body: &mut Body, field: &str, chosen: &Value) {
    let (kept, other) = ("kept_id", "other_id");
    let pair = [kept, other].map(|name| body.get(name).cloned().unwrap_or(Value::Null));
    if let Some(left) = pair.into_iter().find(|id| id != chosen) {
        body.insert(if field == kept { other } else { kept }.to_owned(), left);
    }
}

/// The village was taken from one of the addresses: it follows the one that was chosen.
fn follow_address(body: &mut Body, conflict: &Conflict, chosen: &Value) {
    let village = |address: &Value| address.as_str().and_then(village_of).map(str::to_owned);
    let now = body.get("village").and_then(Value::as_str);
    let sides = [&conflict.base, &conflict.mine, &conflict.theirs];
    let taken = now.is_none() || sides.iter().any(|side| village(side).as_deref() == now);
    if taken {
        body.insert("village".to_owned(), village(chosen).into());
    }
}

/// Whether the ledger speaks of this record.
async fn has_payments(store: &Store, kind: &str, id: &Id) -> AppResult<bool> {
    let key = match kind {
        Person::KIND => "line_person",
        Household::KIND => "line_household",
        CampaignItem::KIND => "line_item",
        Campaign::KIND => "line_campaign",
        Fund::KIND => "line_fund",
        _ => return Ok(false),
    };
    let lines = store.by_key::<PaymentLine>(key, id.as_str()).await?;
    Ok(!lines.is_empty())
}
