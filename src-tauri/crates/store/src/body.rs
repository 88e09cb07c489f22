//! Bodies: a record as flat JSON, its text, and the fields in which two of them differ.

use serde_json::Value;
use songnuan_model::record::{Id, Record};

use crate::error::{Result, StoreError};
use crate::kinds::Body;

/// An id names one record of one kind, forever.
pub(crate) fn check_kind(id: &Id, found: &str, wanted: &str) -> Result<()> {
    if found == wanted {
        return Ok(());
    }
    let (found, wanted) = (found.to_owned(), wanted.to_owned());
    Err(StoreError::WrongKind {
        id: id.clone(),
        found,
        wanted,
    })
}

/// A record as flat JSON.
pub(crate) fn to_body<R: Record>(record: &R) -> Result<Body> {
    let unreadable = |detail: &str| StoreError::Unreadable {
        kind: R::KIND.to_owned(),
        id: record.id().clone(),
        detail: detail.to_owned(),
    };
    match serde_json::to_value(record) {
        Ok(Value::Object(body)) => Ok(body),
        Ok(_) => Err(unreadable("not an object")),
        Err(_) => Err(unreadable("cannot be written as JSON")),
    }
}

/// The text form; maps of JSON values always have one.
pub(crate) fn text_of(body: &Body) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

/// Leaves in a body what a newer program wrote and this one cannot say: fields it does not know, and
/// whatever is in a field that was not changed. An edit is what differs between the stored record as
/// this program reads it and the one it writes.
pub(crate) fn keep_unsaid<R: Record>(stored: &Body, body: &mut Body) {
    let read = serde_json::from_value::<R>(Value::Object(stored.clone())).ok();
    let read = read.and_then(|record| to_body(&record).ok());
    for (field, value) in stored {
        let unchanged = match &read {
            Some(read) => read.get(field) == body.get(field),
            // It does not read any more: what this program says is all it knows.
            None => !body.contains_key(field),
        };
        if unchanged {
            body.insert(field.clone(), value.clone());
        }
    }
}

/// Fields that differ, with their JSON before and after. A missing field and `null` are the same:
/// a program that knows more fields does not thereby change every record.
pub(crate) fn diff(old: &Body, new: &Body) -> Vec<(String, Option<String>, Option<String>)> {
    let json = |value: Option<&Value>| value.filter(|v| !v.is_null()).map(Value::to_string);
    let gone = old.keys().filter(|field| !new.contains_key(*field));
    new.keys()
        .chain(gone)
        .filter(|field| {
            let value = |body: &Body| body.get(*field).filter(|v| !v.is_null()).cloned();
            value(old) != value(new)
        })
        .map(|field| (field.clone(), json(old.get(field)), json(new.get(field))))
        .collect()
}
