//! Field history in words: what was done, by whom, when, why, and every field before and after.

use std::collections::HashMap;

use serde_json::Value;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Batch, BatchStep, Fund, FundEntry, HardshipFile, Honor, Household, HouseholdMember, Incident,
    LineEvent, ModelWorker, PaymentLine, Person, UnionOrg, Visit,
};
use songnuan_model::roles::{Act, may};
use songnuan_store::{FieldChange, OpEntry, Store};

use super::{fields, words};
use crate::app::App;
use crate::commands::files::{ChangeView, HistoryEntry, HistoryQuery};
use crate::error::AppResult;
use crate::op::Op;

/// Changes shown of one operation.
const SHOWN: usize = 200;
/// Operations answered at once.
const MOST_ENTRIES: u32 = 500;

/// The history of a record with all that belongs to it, or of the whole unit; newest first.
pub async fn history(app: &App, request: HistoryQuery) -> AppResult<Vec<HistoryEntry>> {
    let session = app.require(Act::SeeCases).await?;
    let store = session.store;
    let limit = request.limit.clamp(1, MOST_ENTRIES);
    let before = request.before.map(i64::from);
    let entries = match &request.record_id {
        Some(id) => {
            // What was done to the other registrations of a person is the person's history too.
            let joined = store.joined().await?;
            let family = family(&store, id).await?;
            let ids: Vec<Id> = family.iter().flat_map(|id| joined.all_of(id)).collect();
            store.history_of(&ids, limit, before).await?
        }
        None => store.history(None, limit, before).await?,
    };
    let mut names = Names {
        store: &store,
        known: HashMap::new(),
    };
    let mut answer = Vec::with_capacity(entries.len());
    let sees_money = may(&session.roles, Act::SeeMoney);
    for mut entry in entries {
        if !sees_money && entry.changes.iter().any(is_money) {
            entry.changes.retain(|change| !is_money(change));
            if entry.changes.is_empty() {
                continue;
            }
        }
        let mut shown = view(&mut names, entry).await?;
        shown.can_undo &= may(&session.roles, Act::Undo);
        answer.push(shown);
    }
    Ok(answer)
}

/// Facts of funds and payments, which not everybody may see.
fn is_money(change: &FieldChange) -> bool {
    const MONEY: [&str; 6] = [
        Batch::KIND,
        BatchStep::KIND,
        PaymentLine::KIND,
        LineEvent::KIND,
        Fund::KIND,
        FundEntry::KIND,
    ];
    MONEY.contains(&change.kind.as_str())
}

/// A file's history is also that of its applicant, household, members and visits; a model worker's
/// that of the person, honours, incidents and family.
async fn family(store: &Store, id: &Id) -> AppResult<Vec<Id>> {
    let mut ids = vec![id.clone()];
    if let Some(worker) = store.get::<ModelWorker>(id).await.ok().flatten() {
        ids.push(worker.person_id.clone());
        let honors = store.children::<Honor>(id).await?;
        ids.extend(honors.into_iter().map(|honor| honor.id));
        let incidents = store.children::<Incident>(id).await?;
        ids.extend(incidents.into_iter().map(|incident| incident.id));
        let person = worker.person_id.as_str();
        let households = store.by_key::<Household>("head", person).await?;
        ids.extend(households.into_iter().map(|household| household.id));
        return Ok(ids);
    }
    // An id of another kind is simply its own history.
    let Some(file) = store.get::<HardshipFile>(id).await.ok().flatten() else {
        return Ok(ids);
    };
    ids.extend([file.applicant_id, file.household_id.clone()]);
    let members = store
        .children::<HouseholdMember>(&file.household_id)
        .await?;
    ids.extend(members.into_iter().map(|member| member.person_id));
    let visits = store.children::<Visit>(id).await?;
    ids.extend(visits.into_iter().map(|visit| visit.id));
    Ok(ids)
}

async fn view(names: &mut Names<'_>, entry: OpEntry) -> AppResult<HistoryEntry> {
    let never = super::undo::never(&entry).is_some();
    let mut changes = Vec::new();
    let mut changes_n = 0;
    for change in &entry.changes {
        if changes.len() >= SHOWN {
            // An import changes tens of thousands: count them, do not put them into words.
            changes_n += rows_n(change);
            continue;
        }
        let rows = rows(change);
        changes_n += rows.len();
        let record_label = names.of(change).await?;
        for row in rows.into_iter().take(SHOWN - changes.len()) {
            changes.push(ChangeView {
                record_id: change.record_id.clone(),
                kind: change.kind.clone(),
                record_label: record_label.clone(),
                field: row.field,
                field_label: row.label,
                before: row.before,
                after: row.after,
            });
        }
    }
    Ok(HistoryEntry {
        title: Op::title_of(&entry.kind),
        can_undo: entry.undone_by.is_none() && !never,
        undone: entry.undone_by.is_some(),
        op_id: entry.id,
        seq: u32::try_from(entry.seq).unwrap_or(u32::MAX),
        at: entry.at.to_string(),
        who: entry.who,
        why: entry.why,
        device: entry.device.0,
        changes_n: u32::try_from(changes_n).unwrap_or(u32::MAX),
        changes,
    })
}

struct Row {
    field: String,
    label: String,
    before: String,
    after: String,
}

/// One stored change as rows: a new record shows every field that was filled in.
fn rows(change: &FieldChange) -> Vec<Row> {
    let words = |name: &str, value: &Value| words::value_words(&change.kind, name, value);
    let row = |name: &str, before: &Value, after: &Value| Row {
        field: name.to_owned(),
        label: fields::label(&change.kind, name).to_owned(),
        before: words(name, before),
        after: words(name, after),
    };
    match (&change.field, &change.after) {
        (Some(name), after) => vec![row(name, &change.before, after)],
        (None, Value::Object(body)) => {
            let filled = body
                .iter()
                .filter(|(name, value)| worth_showing(&change.kind, name, value));
            filled
                .map(|(name, value)| row(name, &Value::Null, value))
                .collect()
        }
        (None, _) => vec![Row {
            field: String::new(),
            label: "整条记录".to_owned(),
            before: summary(&change.kind, &change.before),
            after: "(已删除)".to_owned(),
        }],
    }
}

/// How many rows [`rows`] would make.
fn rows_n(change: &FieldChange) -> usize {
    match (&change.field, &change.after) {
        (None, Value::Object(body)) => {
            let filled = body
                .iter()
                .filter(|(name, value)| worth_showing(&change.kind, name, value));
            filled.count()
        }
        _ => 1,
    }
}

fn worth_showing(kind: &str, name: &str, value: &Value) -> bool {
    let empty = match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    let link = fields::field(kind, name).is_some_and(|field| field.shape == fields::Shape::Link);
    !empty && !link
}

/// A record in a few words.
fn summary(kind: &str, body: &Value) -> String {
    let names: &[&str] = match kind {
        "income_line" => &["earner", "kind", "year_amount"],
        "rigid_line" => &["spent_on", "kind", "amount"],
        "file_step" => &["on", "kind", "decision"],
        "difficulty_item" => &["description"],
        "attachment" => &["kind", "file_name"],
        "household_member" => &["relation"],
        "aid_record" => &["campaign", "item", "amount"],
        _ => &["name", "file_no", "visited_on", "planned_on"],
    };
    let filled = names
        .iter()
        .filter(|name| worth_showing(kind, name, &body[**name]));
    let parts: Vec<_> = filled
        .map(|name| words::value_words(kind, name, &body[*name]))
        .collect();
    parts.join(" ")
}

/// Names of records, each looked up once.
struct Names<'a> {
    store: &'a Store,
    known: HashMap<Id, String>,
}

impl Names<'_> {
    async fn of(&mut self, change: &FieldChange) -> AppResult<String> {
        if let Some(name) = self.known.get(&change.record_id) {
            return Ok(name.clone());
        }
        let body = match (&change.field, &change.after) {
            (None, Value::Object(_)) => Some(change.after.clone()),
            (None, _) => Some(change.before.clone()),
            _ => self.body(&change.kind, &change.record_id).await?,
        };
        let label = fields::kind_label(&change.kind);
        let summary = body
            .map(|body| summary(&change.kind, &body))
            .unwrap_or_default();
        let name = format!("{label} {summary}").trim_end().to_owned();
        self.known.insert(change.record_id.clone(), name.clone());
        Ok(name)
    }

    async fn body(&self, kind: &str, id: &Id) -> AppResult<Option<Value>> {
        use songnuan_model::records::{Attachment, Difficulty, IncomeLine, RigidLine};
        match kind {
            Person::KIND => self.json::<Person>(id).await,
            HardshipFile::KIND => self.json::<HardshipFile>(id).await,
            HouseholdMember::KIND => self.json::<HouseholdMember>(id).await,
            IncomeLine::KIND => self.json::<IncomeLine>(id).await,
            RigidLine::KIND => self.json::<RigidLine>(id).await,
            Visit::KIND => self.json::<Visit>(id).await,
            Difficulty::KIND => self.json::<Difficulty>(id).await,
            Attachment::KIND => self.json::<Attachment>(id).await,
            UnionOrg::KIND => self.json::<UnionOrg>(id).await,
            _ => Ok(None),
        }
    }

    async fn json<R: Record>(&self, id: &Id) -> AppResult<Option<Value>> {
        let record = self.store.get::<R>(id).await?;
        record
            .map(serde_json::to_value)
            .transpose()
            .map_err(crate::commands::internal)
    }
}
