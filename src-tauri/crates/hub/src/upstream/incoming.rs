//! What comes down: entries of the hub above, in its order. They decide, as they do for a laptop:
//! what they set is shown here, and what was made here meanwhile waits to go up, where it stands or
//! is parked.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use songnuan_model::record::{Id, Record as _};
use songnuan_model::records::Conflict;
use songnuan_sync::plan::{HubRecord, same_body};
use songnuan_sync::{Applied, Entry, OpHead, PullPage, Refusal};
use sqlx::AnyConnection;

use super::place;
use crate::db::{self, int, select_in, text};
use crate::error::Result;
use crate::line::Line;
use crate::ops;
use crate::push::write_entries;
use crate::service::Inner;
use crate::state::{self, Slots};

/// Applies a page; `in_line`: it is the next of the line above, and the cursor moves with it. Also
/// counts the entries that are what this hub's devices did, coming back.
pub(super) async fn apply(
    inner: &Inner,
    upper: &Id,
    page: &PullPage,
    in_line: bool,
) -> Result<(Applied, ByKind)> {
    let mut tx = inner.pool.begin().await?;
    let line = Line::take(&mut tx, &inner.sealer).await?;
    let mut work = Work::read(inner, &mut tx, upper, page, line).await?;
    for entry in &page.entries {
        work.take(entry)?;
    }
    if !in_line {
        work.mend(page)?;
    }
    let own = work.own_of(inner, page);
    let applied = work.write(inner, &mut tx).await?;
    if in_line {
        place::advance(&mut tx, page).await?;
    }
    tx.commit().await?;
    Ok((applied, own))
}

/// One entry of the own line about a record of the page.
struct Past {
    seq: i64,
    op: Id,
    /// Empty: the record as a whole.
    field: String,
    /// The number above; 0 = not known.
    up: i64,
}

/// Entries by the kind of their record.
type ByKind = BTreeMap<String, u64>;

/// What a page comes to.
struct Work<'a> {
    upper: &'a Id,
    line: Line,
    slots: Slots,
    heads: HashMap<&'a Id, &'a OpHead>,
    /// Operations that are known here.
    ops: HashMap<Id, ops::Known>,
    /// Of those, the ones that are new.
    new_ops: Vec<Id>,
    /// By record, in the order of the line.
    past: HashMap<Id, Vec<Past>>,
    /// To be appended.
    entries: Vec<Entry>,
    /// Numbers to be noted: (own, above, came from there).
    numbers: Vec<(i64, i64, bool)>,
}

impl<'a> Work<'a> {
    async fn read(
        inner: &Inner,
        tx: &mut AnyConnection,
        upper: &'a Id,
        page: &'a PullPage,
        line: Line,
    ) -> Result<Self> {
        let mut slots = Slots::new();
        let ids = page.entries.iter().map(|entry| &entry.record_id);
        state::load(tx, &inner.sealer, &mut slots, ids).await?;
        let sql = "SELECT entry.seq, entry.op, entry.record_id, entry.field,
                       COALESCE(upstream_entry.up_seq, 0) FROM entry
                   LEFT JOIN upstream_entry ON upstream_entry.seq = entry.seq
                   WHERE entry.record_id IN ({ids})";
        let known = slots.iter().filter(|(_, slot)| slot.state.is_some());
        let ids: Vec<&str> = known.map(|(id, _)| id.as_str()).collect();
        let mut past: HashMap<Id, Vec<Past>> = HashMap::new();
        for row in select_in(tx, sql, &[], ids).await? {
            let one = Past {
                seq: int(&row, 0)?,
                op: Id(text(&row, 1)?),
                field: text(&row, 3)?,
                up: int(&row, 4)?,
            };
            past.entry(Id(text(&row, 2)?)).or_default().push(one);
        }
        for story in past.values_mut() {
            story.sort_by_key(|one| one.seq);
        }
        let ids = page.ops.iter().map(|head| head.id.as_str());
        Ok(Self {
            upper,
            line,
            slots,
            heads: page.ops.iter().map(|head| (&head.id, head)).collect(),
            ops: ops::load(tx, &inner.sealer, ids).await?,
            new_ops: Vec::new(),
            past,
            entries: Vec::new(),
            numbers: Vec::new(),
        })
    }

    /// Entries of the unit's own devices. Those of the hub itself are counted out by its id.
    fn own_of(&self, inner: &Inner, page: &PullPage) -> ByKind {
        let mut own = ByKind::new();
        for entry in &page.entries {
            let known = self.ops.get(&entry.op);
            let known = known.filter(|known| known.pushed_by != *self.upper);
            if known.is_some_and(|known| known.head.device != inner.hub) {
                *own.entry(entry.kind.clone()).or_default() += 1;
            }
        }
        own
    }

    fn take(&mut self, entry: &Entry) -> Result<()> {
        let whole = entry.field.is_none();
        let odd = whole && !matches!(entry.after, Value::Null | Value::Object(_));
        let state = self.slots.get(&entry.record_id);
        let state = state.and_then(|slot| slot.state.as_ref());
        let other = state.is_some_and(|state| state.kind != entry.kind);
        if odd || other || entry.field.as_deref() == Some("") || entry.record_id.0.is_empty() {
            return Err(Refusal::Garbled.into());
        }
        let Some(state) = state else {
            // Only just in the area: the whole of it is fetched.
            return match &entry.after {
                Value::Object(_) if whole => self.append(entry, None),
                _ => Ok(()),
            };
        };
        let (same, revived) = (shows(state, entry), revived(state, entry));
        let field = entry.field.clone().unwrap_or_default();
        let story = self.past.entry(entry.record_id.clone()).or_default();
        if story.iter().any(|past| past.up == entry.seq) {
            return Ok(());
        }
        let echo = story
            .iter()
            .position(|past| past.up == 0 && past.op == entry.op && past.field == field);
        if let Some(at) = echo {
            story[at].up = entry.seq;
            let touches = |past: &Past| whole || past.field.is_empty() || past.field == field;
            // Above, something that is later here came before it: then it is the last word again.
            let overtaken = story[at + 1..]
                .iter()
                .any(|past| past.up > 0 && touches(past));
            let came = self.ops.get(&entry.op);
            let came = came.is_some_and(|known| known.pushed_by == *self.upper);
            self.numbers.push((story[at].seq, entry.seq, came));
            if !overtaken || same {
                return Ok(());
            }
        }
        self.append(entry, revived)
    }

    /// The histories of the page are whole. A record that was torn here ends as they do.
    fn mend(&mut self, page: &PullPage) -> Result<()> {
        let mut ends: BTreeMap<&Id, (Option<HubRecord>, &Entry)> = BTreeMap::new();
        for entry in &page.entries {
            let (end, last) = ends.entry(&entry.record_id).or_insert((None, entry));
            HubRecord::follow(end, entry);
            *last = entry;
        }
        for (id, (end, last)) in ends {
            let here = self.slots.get(id).and_then(|slot| slot.state.as_ref());
            let (Some(end), Some(here)) = (end, here) else {
                continue;
            };
            let same = end.deleted == here.deleted && same_body(&end.body, &here.body);
            if same || (end.deleted && here.deleted) {
                continue;
            }
            let body = (!end.deleted).then_some(Value::Object(end.body));
            self.append(last, Some(body.unwrap_or_default()))?;
        }
        Ok(())
    }

    /// Appends the entry to the own line; `instead`: with this for the whole record.
    fn append(&mut self, entry: &Entry, instead: Option<Value>) -> Result<()> {
        self.know(&entry.op)?;
        self.line.head += 1;
        let own = Entry {
            seq: self.line.head,
            field: entry.field.clone().filter(|_| instead.is_none()),
            after: instead.unwrap_or_else(|| entry.after.clone()),
            ..entry.clone()
        };
        let slot = self.slots.entry(entry.record_id.clone()).or_default();
        slot.touch();
        HubRecord::follow(&mut slot.state, &own);
        let story = self.past.entry(entry.record_id.clone()).or_default();
        story.push(Past {
            seq: own.seq,
            op: own.op.clone(),
            field: own.field.clone().unwrap_or_default(),
            up: entry.seq,
        });
        self.numbers.push((own.seq, entry.seq, true));
        self.entries.push(own);
        Ok(())
    }

    /// Notes an operation that is new here. How its device counts its changes is not known: should
    /// it come here itself, it is compared entry by entry.
    fn know(&mut self, op: &Id) -> Result<()> {
        if self.ops.contains_key(op) {
            return Ok(());
        }
        let head = self.heads.get(op).copied().cloned();
        let known = ops::Known {
            head: head.ok_or(Refusal::Garbled)?,
            pushed_by: self.upper.clone(),
            up_to: 0,
            page_from: 0,
            accepted: 0,
            parked: 0,
        };
        self.ops.insert(op.clone(), known);
        self.new_ops.push(op.clone());
        Ok(())
    }

    async fn write(mut self, inner: &Inner, tx: &mut AnyConnection) -> Result<Applied> {
        let sealer = &inner.sealer;
        let conflicts = self.entries.iter().filter(|it| it.kind == Conflict::KIND);
        let mut records: Vec<&Id> = self.entries.iter().map(|it| &it.record_id).collect();
        records.sort();
        records.dedup();
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let applied = Applied {
            ops: small(self.new_ops.len()),
            records: small(records.len()),
            conflicts: small(conflicts.count()),
        };
        let new = self.new_ops.iter().filter_map(|id| self.ops.get(id));
        ops::store(tx, sealer, new).await?;
        if !self.entries.is_empty() {
            write_entries(tx, inner, &self.entries).await?;
            state::store(tx, sealer, &mut self.line, &self.slots, self.upper).await?;
            self.line.put(tx, sealer).await?;
        }
        let rows = self
            .numbers
            .iter()
            .map(|(seq, up, came)| vec![(*seq).into(), (*up).into(), i64::from(*came).into()]);
        let head = "INSERT INTO upstream_entry (seq, up_seq, came) VALUES ";
        let tail = " ON CONFLICT (seq) DO NOTHING";
        db::insert(tx, head, tail, rows.collect()).await?;
        Ok(applied)
    }
}

/// Does the record show what the entry says?
fn shows(state: &HubRecord, entry: &Entry) -> bool {
    match (&entry.field, &entry.after) {
        (Some(field), after) => {
            !state.deleted && state.body.get(field).unwrap_or(&Value::Null) == after
        }
        (None, Value::Object(body)) => !state.deleted && same_body(&state.body, body),
        (None, _) => state.deleted,
    }
}

/// An edit of what was deleted here alone brings the record back, as a whole.
fn revived(state: &HubRecord, entry: &Entry) -> Option<Value> {
    let field = entry.field.as_ref().filter(|_| state.deleted)?;
    let mut body = state.body.clone();
    body.insert(field.clone(), entry.after.clone());
    Some(Value::Object(body))
}
