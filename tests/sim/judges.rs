//! The judges: they read the journal and the stores, and know nothing of how sync works.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value};
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Batch, CampaignItem, Conflict, ConflictDecision, ConflictKind, Fund, PaymentLine, Person, Visit,
};
use songnuan_store::Store;

use crate::journal::{Journal, Typed};
use crate::laptop::body;
use crate::marks::hit;
use crate::newer::NewerPerson;

/// Everything living, by kind and id.
pub type Dump = BTreeMap<(&'static str, String), Map<String, Value>>;

/// All records of the kinds that histories write.
pub async fn dump(store: &Store) -> Dump {
    async fn add<R: Record>(store: &Store, dump: &mut Dump) {
        for record in store.all::<R>().await.unwrap() {
            let mut body = body(&record);
            body.retain(|_, value| !value.is_null());
            dump.insert((R::KIND, record.id().0.clone()), body);
        }
    }
    let mut all = Dump::new();
    add::<NewerPerson>(store, &mut all).await;
    add::<Visit>(store, &mut all).await;
    add::<Fund>(store, &mut all).await;
    add::<Batch>(store, &mut all).await;
    add::<PaymentLine>(store, &mut all).await;
    add::<CampaignItem>(store, &mut all).await;
    add::<Conflict>(store, &mut all).await;
    add::<ConflictDecision>(store, &mut all).await;
    all
}

/// (a) Two laptops that may hold everything hold the same.
pub fn same(one: &Dump, other: &Dump, who: &str) {
    for key in one.keys().chain(other.keys()) {
        assert_eq!(one.get(key), other.get(key), "{key:?} differs at {who}");
    }
}

/// (b) Every committed edit is current, or somebody typed over it who saw it, or it is parked.
pub fn nothing_lost(journal: &Journal, all: &Dump) {
    let living: BTreeMap<&str, &Map<String, Value>> = all
        .iter()
        .map(|((_, id), body)| (id.as_str(), body))
        .collect();
    let conflicts = conflicts(all);
    for typed in journal.standing() {
        match typed {
            Typed::Create { record, .. } => {
                let removed = deleted_knowingly(journal, record, None);
                assert!(
                    living.contains_key(record.as_str()) || removed,
                    "a created record is gone: {typed:?}"
                );
            }
            Typed::Edit {
                record,
                field,
                after,
                ..
            } => {
                let found = current(&living, record, field) == *after
                    || typed_over(journal, record, field, after)
                    || parked(&conflicts, record, field, after)
                    || deleted_knowingly(journal, record, Some((field, after)));
                assert!(found, "an edit is lost: {typed:?}");
            }
            // A deletion stands, or is told: the record lives because somebody edited it.
            Typed::Delete { record, op, .. } => {
                let told = conflicts.iter().any(|c| {
                    c.record_id.as_str() == record
                        && matches!(
                            c.kind,
                            ConflictKind::DeleteOfEdited | ConflictKind::EditOfDeleted
                        )
                });
                let undone =
                    journal.typed.iter().any(
                        |t| matches!(t, Typed::Create { record: again, .. } if again == record),
                    ) && journal
                        .typed
                        .iter()
                        .filter(
                            |t| matches!(t, Typed::Create { record: again, .. } if again == record),
                        )
                        .count()
                        > 1;
                assert!(
                    !living.contains_key(record.as_str()) || told || undone,
                    "a deletion vanished: {op} {record}"
                );
            }
        }
    }
}

fn conflicts(all: &Dump) -> Vec<Conflict> {
    let of_kind = all
        .iter()
        .filter(|((kind, _), _)| *kind == Conflict::KIND)
        .map(|(_, body)| {
            // What the dump left out comes back as null.
            let mut body = body.clone();
            for field in ["base", "mine", "theirs", "field"] {
                body.entry(field).or_insert(Value::Null);
            }
            serde_json::from_value(Value::Object(body)).unwrap()
        });
    of_kind.collect()
}

fn current(living: &BTreeMap<&str, &Map<String, Value>>, record: &str, field: &str) -> Value {
    let body = living.get(record);
    body.and_then(|body| body.get(field))
        .cloned()
        .unwrap_or_default()
}

/// Somebody typed over exactly this value: they had it before their eyes.
fn typed_over(journal: &Journal, record: &str, field: &str, value: &Value) -> bool {
    journal.standing().any(|typed| {
        matches!(typed, Typed::Edit { record: r, field: f, before, .. }
            if r == record && f == field && before == value)
    })
}

/// The value is kept beside the one that stands, for somebody to decide.
fn parked(conflicts: &[Conflict], record: &str, field: &str, value: &Value) -> bool {
    conflicts.iter().any(|conflict| {
        conflict.record_id.as_str() == record
            && match conflict.field.as_deref() {
                Some(name) => {
                    name == field && (conflict.mine == *value || conflict.theirs == *value)
                }
                None => [&conflict.mine, &conflict.theirs, &conflict.base]
                    .iter()
                    .any(|body| body.get(field) == Some(value)),
            }
    })
}

/// Somebody deleted the record who saw this value in it.
fn deleted_knowingly(journal: &Journal, record: &str, seen: Option<(&String, &Value)>) -> bool {
    journal.standing().any(|typed| {
        matches!(typed, Typed::Delete { record: r, body, .. } if r == record
            && seen.is_none_or(|(field, value)| body.get(field).unwrap_or(&Value::Null) == value))
    })
}

/// (c) The money is the money: every line once, every fen.
pub fn money_adds_up(journal: &Journal, all: &Dump) {
    let lines: BTreeMap<&str, i64> = all
        .iter()
        .filter(|((kind, _), _)| *kind == PaymentLine::KIND)
        .map(|((_, id), body)| (id.as_str(), body["amount"].as_i64().unwrap()))
        .collect();
    let standing: BTreeSet<&str> = journal
        .standing()
        .filter_map(|typed| match typed {
            Typed::Create { record, .. } => Some(record.as_str()),
            _ => None,
        })
        .collect();
    for (line, fen) in &journal.paid {
        if standing.contains(line.as_str()) {
            assert_eq!(lines.get(line.as_str()), Some(fen), "payment line {line}");
        }
    }
    let known: i64 = lines.values().sum();
    let typed: i64 = lines.keys().map(|line| journal.paid[*line]).sum();
    assert_eq!(known, typed);
}

/// (d) A visitor's laptop holds only people and visits that are assigned to them, no payments.
pub async fn only_what_it_may(store: &Store, allowed: &BTreeSet<String>, who: &str) {
    for person in store.all::<Person>().await.unwrap() {
        assert!(allowed.contains(&person.id.0), "{who} holds {}", person.id);
    }
    let lines: Vec<PaymentLine> = store.all().await.unwrap();
    assert!(lines.is_empty(), "{who} holds payments");
}

/// (e) History only grows: what was known stays known.
pub async fn history_grew(store: &Store, before: &[Id], who: &str) {
    for op in before {
        let known = store.operation(op).await.unwrap();
        assert!(known.is_some(), "{who} forgot operation {op}");
    }
}

/// (f) Nothing of a person can be read in a folder: names are sealed or encrypted.
pub fn nothing_readable(folder: &Path, names: &[&str]) {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            for name in names {
                let seen = bytes.windows(name.len()).any(|w| w == name.as_bytes());
                assert!(!seen, "{name} can be read in {}", path.display());
            }
        }
    }
}

/// Which outcomes this history met.
pub fn note_outcomes(journal: &Journal, all: &Dump) {
    for conflict in conflicts(all) {
        hit(match conflict.kind {
            ConflictKind::Field => "outcome: edit parked",
            ConflictKind::EditOfDeleted => "outcome: edit of deleted",
            ConflictKind::DeleteOfEdited => "outcome: deletion of edited",
        });
    }
    let living = |record: &str| all.keys().any(|(_, id)| id == record);
    for typed in journal.standing() {
        match typed {
            Typed::Edit { record, .. } if living(record) => hit("outcome: edit stands"),
            Typed::Delete { record, .. } if !living(record) => hit("outcome: deletion stands"),
            _ => {}
        }
    }
}
