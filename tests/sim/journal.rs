//! What was typed, by whom, over what: kept apart from the program under test, and judged by.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// One committed change as its laptop saw it.
#[derive(Clone, Debug)]
pub enum Typed {
    Create {
        record: String,
        op: String,
    },
    Edit {
        record: String,
        field: String,
        before: Value,
        after: Value,
        op: String,
    },
    /// With everything the deleter saw of the record.
    Delete {
        record: String,
        body: Map<String, Value>,
        op: String,
    },
}

/// The journal of one history.
#[derive(Default)]
pub struct Journal {
    pub typed: Vec<Typed>,
    /// Fen per payment line.
    pub paid: BTreeMap<String, i64>,
    /// Operations of the ledger: never undone (docs/adr/0005).
    pub ledger: Vec<String>,
    /// Operations that a laptop lost for good: made after the backup it was restored from, and
    /// never sent. Nobody can ask for those.
    pub gone: Vec<String>,
}

impl Journal {
    /// Every field that differs between two states of a record.
    pub fn note_edit(
        &mut self,
        record: &str,
        before: &Map<String, Value>,
        after: &Map<String, Value>,
        op: &str,
    ) {
        let names: std::collections::BTreeSet<&String> =
            before.keys().chain(after.keys()).collect();
        for field in names {
            let value = |body: &Map<String, Value>| body.get(field).cloned().unwrap_or_default();
            let (before, after) = (value(before), value(after));
            if before != after {
                self.typed.push(Typed::Edit {
                    record: record.to_owned(),
                    field: field.clone(),
                    before,
                    after,
                    op: op.to_owned(),
                });
            }
        }
    }

    /// Without what died with a laptop.
    pub fn standing(&self) -> impl Iterator<Item = &Typed> {
        self.typed.iter().filter(|typed| {
            let (Typed::Create { op, .. } | Typed::Edit { op, .. } | Typed::Delete { op, .. }) =
                typed;
            !self.gone.contains(op)
        })
    }
}
