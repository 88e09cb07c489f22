//! A laptop in memory: records, history, what waits, what is typed and what entries do.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use songnuan_model::record::{Id, Record};
use songnuan_model::records::Conflict;
use songnuan_sync::plan::{EntryPlan, Local, Shown, entry_plan, same_body};
use songnuan_sync::*;

type Body = Map<String, Value>;

/// A record as the laptop shows it, with the newest entries noted for it.
#[derive(Clone, Default)]
pub struct Held {
    pub kind: String,
    pub body: Body,
    pub deleted: bool,
    whole: i64,
    fields: BTreeMap<String, i64>,
}

/// One change in the history here.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Past {
    op: Id,
    pub(super) record: Id,
    field: Option<String>,
    own: bool,
}

/// What somebody types.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    Field(Id, String, Value),
    Create(Id, Body),
    Delete(Id),
    /// A deleted record back as it was.
    Revive(Id),
}

#[derive(Clone, Default)]
pub struct Laptop {
    pub device: Option<Id>,
    pub records: BTreeMap<Id, Held>,
    pub(super) history: Vec<Past>,
    pub(super) back: BTreeSet<(Id, Id, Option<String>)>,
    pub(super) heads: BTreeMap<Id, OpHead>,
    pub(super) entries: BTreeMap<i64, Entry>,
    /// Every operation made here.
    pub made: Vec<OpMessage>,
    pub(super) acknowledged: BTreeMap<Id, i64>,
    /// What of it came to the end of a pull.
    pub(super) settled: BTreeMap<Id, i64>,
    pub refused: BTreeSet<Id>,
    pub cursor: (i64, String),
    pub(super) next_change: i64,
    pub blobs: BTreeMap<String, Vec<u8>>,
}

impl Laptop {
    /// One operation. What cannot be done as things stand (an edit of what is not there) is left
    /// out; an operation without a change leaves no trace.
    pub fn type_in(&mut self, op: Id, typed: &[Typed]) {
        let device = self.device.clone().unwrap();
        let mut message = OpMessage {
            outgoing_seq: self.made.len() as i64 + 1,
            id: op.clone(),
            kind: "file_edit".into(),
            at: "2026-11-22T08:00:00.000Z".into(),
            who: format!("{device}的干事"),
            why: String::new(),
            device,
            undoes: None,
            changes: Vec::new(),
            last_change: 0,
        };
        for typed in typed {
            message.changes.extend(self.change(&op, typed));
        }
        if let Some(last) = message.changes.last() {
            message.last_change = last.seq;
            self.made.push(message);
        }
    }

    fn change(&mut self, op: &Id, typed: &Typed) -> Option<OutgoingChange> {
        let (id, field) = match typed {
            Typed::Field(id, field, _) => (id, Some(field.clone())),
            Typed::Create(id, _) | Typed::Delete(id) | Typed::Revive(id) => (id, None),
        };
        let held = self.records.get(id);
        let living = held.filter(|held| !held.deleted);
        let (before, after) = match typed {
            Typed::Field(_, field, value) => {
                let before = living?.body.get(field).cloned().unwrap_or_default();
                (before, value.clone())
            }
            Typed::Create(_, _) if held.is_some() => return None,
            Typed::Create(_, body) => (Value::Null, Value::Object(body.clone())),
            Typed::Delete(_) => (Value::Object(living?.body.clone()), Value::Null),
            Typed::Revive(_) if living.is_some() => return None,
            Typed::Revive(_) => (Value::Null, Value::Object(held?.body.clone())),
        };
        if before == after {
            return None;
        }
        self.next_change += 1;
        let change = OutgoingChange {
            seq: self.next_change,
            record_id: id.clone(),
            kind: "person".into(),
            base_version: self.version(id, field.as_deref()),
            base_op: self.on_its_way(id, field.as_deref()),
            field,
            before,
            after,
        };
        self.history.push(Past {
            op: op.clone(),
            record: id.clone(),
            field: change.field.clone(),
            own: true,
        });
        self.show(id, "person", change.field.as_deref(), &change.after);
        Some(change)
    }

    /// The newest entry noted for a field, or for anything of a record.
    fn version(&self, id: &Id, field: Option<&str>) -> i64 {
        let Some(held) = self.records.get(id) else {
            return 0;
        };
        let of_field = |field: &str| held.fields.get(field).copied().unwrap_or(0);
        let newest = held.fields.values().copied().max().unwrap_or(0);
        held.whole.max(field.map_or(newest, of_field))
    }

    fn touching<'a>(
        &'a self,
        id: &'a Id,
        field: Option<&'a str>,
    ) -> impl DoubleEndedIterator<Item = &'a Past> {
        self.history.iter().filter(move |past| {
            let same = past.field.is_none() || field.is_none() || past.field.as_deref() == field;
            past.record == *id && same
        })
    }

    /// The operation of this laptop that set it last, unless it came back.
    fn on_its_way(&self, id: &Id, field: Option<&str>) -> Option<Id> {
        let last = self.touching(id, field).next_back()?;
        let key = (last.op.clone(), id.clone(), last.field.clone());
        (last.own && !self.back.contains(&key)).then(|| last.op.clone())
    }

    fn show(&mut self, id: &Id, kind: &str, field: Option<&str>, after: &Value) {
        let held = self.records.entry(id.clone()).or_default();
        kind.clone_into(&mut held.kind);
        match (field, after) {
            (Some(field), after) => {
                held.body.insert(field.to_owned(), after.clone());
            }
            (None, Value::Object(body)) => {
                held.body = body.clone();
                held.deleted = false;
            }
            (None, _) => held.deleted = true,
        }
    }

    fn local(&self, entry: &Entry) -> Local {
        let id = &entry.record_id;
        let field = entry.field.as_deref();
        let held = self.records.get(id);
        let shown = match held {
            None => Shown::Absent,
            Some(held) if held.deleted => Shown::Deleted,
            Some(_) => Shown::Living,
        };
        let version = match field {
            None => held.map_or(0, |held| held.whole),
            Some(field) => self.version(id, Some(field)),
        };
        let same = held.is_some_and(|held| match (field, &entry.after) {
            (Some(field), after) => held.body.get(field).unwrap_or(&Value::Null) == after,
            (None, Value::Object(body)) => same_body(body, &held.body),
            (None, _) => held.deleted,
        });
        let since: Vec<&Past> = self.touching(id, field).collect();
        let this = |p: &&Past| p.own && p.op == entry.op && p.field.as_deref() == field;
        let at = since.iter().rposition(this);
        let on_top = at.is_some_and(|at| since[at + 1..].iter().all(|past| past.own));
        Local {
            shown,
            version,
            same,
            on_top,
        }
    }

    fn take(&mut self, entry: &Entry, applied: &mut Applied) {
        let (id, field) = (&entry.record_id, entry.field.as_deref());
        let plan = entry_plan(entry, self.local(entry));
        match plan {
            EntryPlan::Nothing | EntryPlan::Skip => return,
            EntryPlan::Note => {}
            EntryPlan::ReviveAndSet => {
                self.records.get_mut(id).unwrap().deleted = false;
                self.show(id, &entry.kind, field, &entry.after);
            }
            EntryPlan::Create
            | EntryPlan::Set
            | EntryPlan::Replace
            | EntryPlan::Revive
            | EntryPlan::Delete => self.show(id, &entry.kind, field, &entry.after),
        }
        let key = (entry.op.clone(), id.clone(), entry.field.clone());
        if plan != EntryPlan::Note || !self.touching(id, field).any(|p| p.op == entry.op) {
            self.history.push(Past {
                op: entry.op.clone(),
                record: id.clone(),
                field: entry.field.clone(),
                own: false,
            });
            applied.records += 1;
            applied.conflicts += u32::from(entry.kind == Conflict::KIND);
        }
        self.back.insert(key);
        self.entries.insert(entry.seq, entry.clone());
        let held = self.records.get_mut(id).unwrap();
        match field {
            Some(field) => {
                held.fields.insert(field.to_owned(), entry.seq);
            }
            None => {
                held.whole = entry.seq;
                held.fields.clear();
            }
        }
    }

    pub(super) fn take_page(&mut self, page: &PullPage) -> Applied {
        let mut applied = Applied::default();
        for op in &page.ops {
            applied.ops += u32::from(Some(&op.device) != self.device.as_ref());
            self.heads.insert(op.id.clone(), op.clone());
        }
        for entry in &page.entries {
            self.take(entry, &mut applied);
        }
        applied
    }

    /// Held with another number of entries than the hub has, and nothing of it waits.
    pub(super) fn is_torn(&self, id: &Id, entries: u64) -> bool {
        let of = self.entries.values().filter(|e| e.record_id == *id);
        let waits = self
            .outgoing()
            .any(|op| op.changes.iter().any(|change| change.record_id == *id));
        self.records.contains_key(id) && of.count() as u64 != entries && !waits
    }

    pub(super) fn forget(&mut self, id: &Id) {
        self.records.remove(id);
        self.history.retain(|past| past.record != *id);
        self.entries.retain(|_, entry| entry.record_id != *id);
    }

    pub(super) fn go_back(&mut self, to: i64, op: &str) {
        let later: BTreeSet<Id> = self
            .entries
            .range(to + 1..)
            .map(|(_, entry)| entry.record_id.clone())
            .collect();
        self.entries.retain(|_, e| !later.contains(&e.record_id));
        self.back.retain(|(_, record, _)| !later.contains(record));
        for held in self.records.values_mut() {
            held.whole = held.whole.min(to);
            held.fields.values_mut().for_each(|seq| *seq = to.min(*seq));
        }
        for change in self.made.iter_mut().flat_map(|op| &mut op.changes) {
            change.base_version = change.base_version.min(to);
        }
        (self.acknowledged, self.settled) = Default::default();
        self.cursor = (to, op.to_owned());
    }

    pub(super) fn outgoing(&self) -> impl Iterator<Item = OpMessage> {
        let open = self.made.iter().filter(|op| !self.refused.contains(&op.id));
        open.filter_map(|op| {
            let up_to = self.acknowledged.get(&op.id).copied().unwrap_or(0);
            let mut op = op.clone();
            op.changes.retain(|change| change.seq > up_to);
            (!op.changes.is_empty()).then_some(op)
        })
    }
}
