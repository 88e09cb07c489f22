//! Applies a page of a hub's line: each entry is decided on its own, everything is written at once,
//! with the cursor, in one transaction.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;
use songnuan_model::record::Record;
use songnuan_model::records::Conflict;
use songnuan_sync::plan::{EntryPlan, Local, Shown, entry_plan};
use songnuan_sync::{Applied, Entry, OpHead, PullPage};

use super::landing::{self, LineChange};
use super::line;
use super::picture::{Held, Past, Picture};
use super::scope;
use crate::bases::{Base, of_field};
use crate::body::text_of;
use crate::error::{Result, StoreError};
use crate::kinds::Body;
use crate::store::Store;

/// Applies a page; `in_line`: it is the next of the line, and the cursor moves with it. Otherwise
/// it holds whole histories.
pub(super) async fn apply(store: &Store, page: &PullPage, in_line: bool) -> Result<Applied> {
    let mut tx = store.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
    if !in_line {
        scope::make_room(&mut tx, page).await?;
    }
    let mut work = Work {
        heads: page
            .ops
            .iter()
            .map(|head| (head.id.as_str(), head))
            .collect(),
        picture: Picture::read(&mut tx, page).await?,
        ops: Vec::new(),
        changes: Vec::with_capacity(page.entries.len()),
        echoes: Vec::new(),
        conflicts: 0,
    };
    for entry in &page.entries {
        work.take(entry)?;
    }
    let applied = landing::write(&mut tx, store, work).await?;
    if in_line {
        line::advance(&mut tx, page).await?;
    }
    tx.commit().await?;
    Ok(applied)
}

/// What a page comes to, before it is written.
pub(super) struct Work<'a> {
    heads: HashMap<&'a str, &'a OpHead>,
    pub picture: Picture<'a>,
    /// Operations that are new here, with their sequence numbers.
    pub ops: Vec<(i64, &'a OpHead)>,
    pub changes: Vec<LineChange>,
    /// Changes done here that came back: (change, entry).
    pub echoes: Vec<(i64, i64)>,
    pub conflicts: u32,
}

impl<'a> Work<'a> {
    fn take(&mut self, entry: &'a Entry) -> Result<()> {
        let whole = entry.field.is_none();
        let odd = whole && !matches!(entry.after, Value::Null | Value::Object(_));
        if odd || entry.field.as_deref() == Some("") || entry.record_id.0.is_empty() {
            return Err(StoreError::GarbledPage);
        }
        let known = self.picture.ops.get(entry.op.as_str()).copied();
        let id = entry.record_id.as_str();
        let Some(mut held) = self.picture.records.remove(id) else {
            return self.first(entry);
        };
        if held.kind != entry.kind {
            return Err(StoreError::GarbledPage);
        }
        let plan = entry_plan(entry, held.local(entry, known));
        self.carry_out(entry, plan, known, &mut held)?;
        self.picture.records.insert(id.to_owned(), held);
        Ok(())
    }

    /// An entry about a record that is not here.
    fn first(&mut self, entry: &'a Entry) -> Result<()> {
        let absent = Local {
            shown: Shown::Absent,
            version: 0,
            same: false,
            on_top: false,
        };
        let (EntryPlan::Create, Value::Object(body)) = (entry_plan(entry, absent), &entry.after)
        else {
            return Ok(());
        };
        let op_seq = self.op_seq(entry)?;
        let rid = self.picture.next_rid;
        self.picture.next_rid += 1;
        let position = self.picture.last_op;
        let body = Cow::Borrowed(body);
        let mut held = Held::new(rid, entry.kind.clone(), body, position);
        held.whole.version = entry.seq;
        held.row_dirty = true;
        let text = text_of(&held.body);
        held.text = Some(text.clone());
        self.change(&mut held, op_seq, None, (None, Some(text)), Some(entry.seq));
        if entry.kind == Conflict::KIND {
            self.conflicts += 1;
        }
        let id = entry.record_id.0.clone();
        self.picture.records.insert(id, held);
        Ok(())
    }

    fn carry_out(
        &mut self,
        entry: &'a Entry,
        plan: EntryPlan,
        known: Option<i64>,
        held: &mut Held<'a>,
    ) -> Result<()> {
        match plan {
            EntryPlan::Nothing | EntryPlan::Skip | EntryPlan::Create => Ok(()),
            EntryPlan::Note => self.note(entry, known, held),
            EntryPlan::Set => self.set(entry, held),
            EntryPlan::ReviveAndSet => {
                let op_seq = self.op_seq(entry)?;
                let text = text_of(&held.body);
                self.change(held, op_seq, None, (None, Some(text)), None);
                held.row_dirty = true;
                held.deleted = false;
                held.whole.op = None;
                held.whole_dirty = true;
                self.set(entry, held)
            }
            EntryPlan::Replace | EntryPlan::Revive => {
                let op_seq = self.op_seq(entry)?;
                let before = (!held.deleted).then(|| text_of(&held.body));
                self.keep_old(held);
                if let Value::Object(body) = &entry.after {
                    held.body = Cow::Borrowed(body);
                }
                held.deleted = false;
                set_whole(held, entry.seq);
                let after = Some(text_of(&held.body));
                self.change(held, op_seq, None, (before, after), Some(entry.seq));
                Ok(())
            }
            EntryPlan::Delete => {
                let op_seq = self.op_seq(entry)?;
                let before = Some(text_of(&held.body));
                self.keep_old(held);
                held.deleted = true;
                held.whole = Base {
                    version: entry.seq,
                    op: None,
                };
                held.whole_dirty = true;
                self.change(held, op_seq, None, (before, None), Some(entry.seq));
                Ok(())
            }
        }
    }

    /// A living record's field takes the value.
    fn set(&mut self, entry: &'a Entry, held: &mut Held<'a>) -> Result<()> {
        let Some(field) = &entry.field else {
            return Err(StoreError::GarbledPage);
        };
        let op_seq = self.op_seq(entry)?;
        self.keep_old(held);
        let before = held
            .body
            .to_mut()
            .insert(field.clone(), entry.after.clone());
        let texts = (before.as_ref().and_then(json), json(&entry.after));
        let base = Base {
            version: entry.seq,
            op: None,
        };
        held.fields.insert(field.clone(), base);
        held.dirty_fields.insert(field.clone());
        self.change(held, op_seq, Some(field.clone()), texts, Some(entry.seq));
        Ok(())
    }

    /// What is shown stays; the number is noted.
    fn note(&mut self, entry: &'a Entry, known: Option<i64>, held: &mut Held) -> Result<()> {
        let on_top = held.local(entry, known).on_top;
        match held.echoed(entry, known) {
            Some(place) => {
                if let Some(past) = held.history.get_mut(place) {
                    past.entry = Some(entry.seq);
                    self.echoes.push((past.seq, entry.seq));
                }
            }
            None => {
                let op_seq = self.op_seq(entry)?;
                let shown = match &entry.field {
                    Some(_) => json(&entry.after),
                    None => (!held.deleted).then(|| text_of(&held.body)),
                };
                let texts = (shown.clone(), shown);
                self.change(held, op_seq, entry.field.clone(), texts, Some(entry.seq));
            }
        }
        // What was typed here on top of it still waits; otherwise the hub holds what is shown.
        let still = |op: Option<i64>| op.filter(|op| on_top && Some(*op) != known);
        match &entry.field {
            Some(field) => {
                let base = Base {
                    version: entry.seq,
                    op: still(of_field(&held.fields, field, held.whole).op),
                };
                held.fields.insert(field.clone(), base);
                held.dirty_fields.insert(field.clone());
            }
            None if on_top => {
                held.whole = Base {
                    version: entry.seq,
                    op: still(held.whole.op),
                };
                held.whole_dirty = true;
                for (field, base) in &mut held.fields {
                    if base.op.is_some() && base.op == known {
                        *base = Base {
                            version: entry.seq,
                            op: None,
                        };
                        held.dirty_fields.insert(field.clone());
                    }
                }
            }
            None => set_whole(held, entry.seq),
        }
        Ok(())
    }

    /// The sequence number of an entry's operation; a new one is noted for writing.
    fn op_seq(&mut self, entry: &'a Entry) -> Result<i64> {
        let id = entry.op.as_str();
        if let Some(seq) = self.picture.ops.get(id) {
            return Ok(*seq);
        }
        let head = self.heads.get(id).copied();
        let head = head.filter(|head| !head.id.0.is_empty());
        let head = head.ok_or(StoreError::GarbledPage)?;
        self.picture.last_op += 1;
        let seq = self.picture.last_op;
        self.picture.ops.insert(id.to_owned(), seq);
        self.ops.push((seq, head));
        Ok(seq)
    }

    fn change(
        &mut self,
        held: &mut Held,
        op_seq: i64,
        field: Option<String>,
        (before, after): (Option<String>, Option<String>),
        entry: Option<i64>,
    ) {
        let seq = self.picture.next_change;
        self.picture.next_change += 1;
        held.updated_op = self.picture.last_op;
        held.history.push(Past {
            seq,
            op_seq,
            field: field.clone(),
            entry,
            local: false,
        });
        self.changes.push(LineChange {
            seq,
            op_seq,
            rid: held.rid,
            field,
            before,
            after,
            entry,
        });
    }

    /// Keeps what keys and search entries were computed from, and marks the row.
    fn keep_old(&mut self, held: &mut Held) {
        if held.stored && !held.row_dirty && !held.deleted {
            held.old_body = Some(Body::clone(&held.body));
        }
        held.text = None;
        held.row_dirty = true;
    }
}

/// The hub's entry set the whole record, and with it every field.
fn set_whole(held: &mut Held, version: i64) {
    held.whole = Base { version, op: None };
    held.whole_dirty = true;
    held.fields.clear();
    held.dirty_fields.clear();
    held.fields_dropped = true;
}

/// The text of a value; nothing for an empty one.
fn json(value: &Value) -> Option<String> {
    (!value.is_null()).then(|| value.to_string())
}
