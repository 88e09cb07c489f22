//! Records by the name of their kind: a conflict says `hardship_file`, not a Rust type.

use serde_json::{Map, Value};
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Attachment, Benefit, Campaign, CampaignItem, Conflict, Difficulty, Fund, HardshipFile, Honor,
    Household, HouseholdMember, Incident, IncomeLine, ModelWorker, Person, RigidLine, SamePerson,
    ScholarshipCase, ScholarshipEvent, ScholarshipRound, UnionOrg, User, Visit,
};
use songnuan_model::roles::Act;
use songnuan_store::{Store, Tx};

use crate::commands::internal;
use crate::error::{AppError, AppResult};

/// A record's fields.
pub(super) type Body = Map<String, Value>;

/// Runs `$work` with `$record` as the type of the kind; kinds that are only added to never meet.
macro_rules! by_kind {
    ($kind:expr, $record:ident => $work:expr, $unknown:expr) => {
        by_kind!(@ $kind, $record, $work, $unknown,
            Attachment Benefit Campaign CampaignItem Difficulty Fund HardshipFile Honor Household
            HouseholdMember Incident IncomeLine ModelWorker Person RigidLine SamePerson
            ScholarshipCase ScholarshipEvent ScholarshipRound UnionOrg User Visit)
    };
    (@ $kind:expr, $record:ident, $work:expr, $unknown:expr, $($known:ident)*) => {
        match $kind {
            $($known::KIND => { type $record = $known; $work })*
            _ => $unknown,
        }
    };
}

/// The living record; `None`: deleted, not held here, or of a kind this program does not know.
pub(super) async fn body(store: &Store, kind: &str, id: &Id) -> AppResult<Option<Body>> {
    by_kind!(kind, R => {
        store.get::<R>(id).await?.map(|record| to_body(&record)).transpose()
    }, Ok(None))
}

/// The same inside an operation, with what it has written so far.
pub(super) async fn body_in(tx: &mut Tx, kind: &str, id: &Id) -> AppResult<Option<Body>> {
    by_kind!(kind, R => {
        tx.get::<R>(id).await?.map(|record| to_body(&record)).transpose()
    }, Ok(None))
}

/// Puts a body in its place.
pub(super) async fn put(tx: &mut Tx, kind: &str, body: Body) -> AppResult<()> {
    by_kind!(kind, R => {
        tx.put(&from_body::<R>(body)?).await?;
        Ok(())
    }, Err(unknown(kind)))
}

/// Takes the record away.
pub(super) async fn delete(tx: &mut Tx, kind: &str, id: &Id) -> AppResult<()> {
    by_kind!(kind, R => {
        Ok(tx.delete::<R>(id).await?)
    }, Err(unknown(kind)))
}

/// The right it takes to change a record of this kind.
pub(super) fn act_of(kind: &str) -> Act {
    match kind {
        Campaign::KIND | CampaignItem::KIND => Act::PlanCampaigns,
        Fund::KIND => Act::KeepFunds,
        User::KIND => Act::KeepUsers,
        Visit::KIND | Difficulty::KIND | Attachment::KIND => Act::RecordVisits,
        _ => Act::EditCases,
    }
}

/// The right it takes to see one.
pub(super) fn sight_of(conflict: &Conflict) -> Act {
    match conflict.record_kind.as_str() {
        Campaign::KIND | CampaignItem::KIND => Act::SeeCampaigns,
        Fund::KIND => Act::SeeMoney,
        User::KIND => Act::KeepUsers,
        _ => Act::SeeCases,
    }
}

fn to_body<R: Record>(record: &R) -> AppResult<Body> {
    match serde_json::to_value(record).map_err(internal)? {
        Value::Object(body) => Ok(body),
        _ => Err(internal("record is not an object")),
    }
}

fn from_body<R: Record>(body: Body) -> AppResult<R> {
    serde_json::from_value(Value::Object(body))
        .map_err(|_| AppError::invalid("这个值不在可选的范围内。裁决没有保存，请重新填写。"))
}

fn unknown(kind: &str) -> AppError {
    AppError::invalid(format!(
        "这条记录（{kind}）是新版本程序写的，本程序不能改。裁决没有保存，请升级后再办。"
    ))
}
