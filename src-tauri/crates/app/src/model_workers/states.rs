//! The states a model worker went through, read from the history.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::Value;
use songnuan_model::record::Id;
use songnuan_model::records::WorkerState;
use songnuan_store::{FieldChange, Store};

use crate::commands::model_workers::StateChange;
use crate::error::AppResult;

/// Operations looked through.
const LOOKED: u32 = 500;

/// The states, the oldest first; what was undone is left out.
pub(super) async fn states(store: &Store, id: &Id) -> AppResult<Vec<StateChange>> {
    let entries = store
        .history_of(std::slice::from_ref(id), LOOKED, None)
        .await?;
    let mut changes = Vec::new();
    for entry in entries.into_iter().rev() {
        if entry.undone_by.is_some() || entry.undoes.is_some() {
            continue;
        }
        let own = || {
            entry
                .changes
                .iter()
                .filter(|change| change.record_id == *id)
        };
        let Some(state) = after::<WorkerState>(own(), "state") else {
            continue;
        };
        changes.push(StateChange {
            state,
            label: state.label().to_owned(),
            on: after::<Option<NaiveDate>>(own(), "state_on").flatten(),
            recorded_at: entry.at.to_string(),
            who: entry.who.clone(),
        });
    }
    Ok(changes)
}

/// What a field became, by its own change or by that of the whole record.
fn after<'a, T: DeserializeOwned>(
    mut changes: impl Iterator<Item = &'a FieldChange>,
    name: &str,
) -> Option<T> {
    let value: &Value = changes.find_map(|change| match change.field.as_deref() {
        Some(field) if field == name => Some(&change.after),
        None => change.after.get(name),
        Some(_) => None,
    })?;
    serde_json::from_value(value.clone()).ok()
}
