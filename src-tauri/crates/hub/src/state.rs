//! Records as the hub has them, read for one transaction and written back at its end.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};
use songnuan_model::record::Id;
use songnuan_sync::plan::{HubRecord, Stamp};
use songnuan_sync::{Entry, bucket_of};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::db::{self, Cell, bytes, int, select_in, text};
use crate::error::Result;
use crate::kinds::{links_of, parent_of, users_of};
use crate::line::Line;
use crate::seal::Sealer;

/// One record in the hands of a transaction.
#[derive(Default)]
pub(crate) struct Slot {
    /// As it is now; `None`: it never was.
    pub state: Option<HubRecord>,
    /// As the database has it; only kept once it changes.
    before: Option<HubRecord>,
    changed: bool,
    /// The device that created it.
    pub created_by: String,
    first_seq: i64,
}

impl Slot {
    /// Keeps what the database has, before the first change. Returns the state to go back to.
    pub(crate) fn touch(&mut self) -> Option<HubRecord> {
        if !self.changed {
            self.changed = true;
            self.before.clone_from(&self.state);
        }
        self.state.clone()
    }

    /// Was it there before this transaction?
    pub(crate) fn was_there(&self) -> bool {
        if self.changed {
            self.before.is_some()
        } else {
            self.state.is_some()
        }
    }

    /// As the database has it.
    pub(crate) fn stored(&self) -> Option<&HubRecord> {
        if self.changed {
            self.before.as_ref()
        } else {
            self.state.as_ref()
        }
    }
}

/// The records a transaction looks at, by id.
pub(crate) type Slots = HashMap<Id, Slot>;

/// Reads these records into `slots`, unless they are there. One the hub never had gets an empty slot.
pub(crate) async fn load<'a>(
    connection: &mut AnyConnection,
    sealer: &Sealer,
    slots: &mut Slots,
    ids: impl IntoIterator<Item = &'a Id>,
) -> Result<()> {
    let mut wanted = Vec::new();
    for id in ids {
        if !slots.contains_key(id) {
            slots.insert(id.clone(), Slot::default());
            wanted.push(id.as_str());
        }
    }
    let sql = "SELECT id, kind, deleted, created_by, first_seq, whole_seq, whole_op, last_seq,
                   sealed FROM record WHERE id IN ({ids})";
    let mut edited = Vec::new();
    for row in select_in(connection, sql, &[], wanted).await? {
        let (id, slot) = slot_of(sealer, &row)?;
        if int(&row, 7)? > int(&row, 5)? {
            edited.push(id.clone());
        }
        slots.insert(id, slot);
    }
    let sql = "SELECT record_id, field, seq, op FROM field_version WHERE record_id IN ({ids})";
    for row in select_in(connection, sql, &[], edited.iter().map(Id::as_str)).await? {
        let stamp = Stamp {
            seq: int(&row, 2)?,
            op: Id(text(&row, 3)?),
        };
        let slot = slots.get_mut(&Id(text(&row, 0)?));
        if let Some(state) = slot.and_then(|slot| slot.state.as_mut()) {
            state.fields.insert(text(&row, 1)?, stamp);
        }
    }
    Ok(())
}

fn slot_of(sealer: &Sealer, row: &AnyRow) -> Result<(Id, Slot)> {
    let (id, kind) = (text(row, 0)?, text(row, 1)?);
    let body = open_body(sealer, &id, &kind, int(row, 7)?, &bytes(row, 8)?)?;
    let state = HubRecord {
        kind,
        body,
        deleted: int(row, 2)? != 0,
        whole: Stamp {
            seq: int(row, 5)?,
            op: Id(text(row, 6)?),
        },
        fields: BTreeMap::new(),
    };
    let slot = Slot {
        state: Some(state),
        created_by: text(row, 3)?,
        first_seq: int(row, 4)?,
        ..Slot::default()
    };
    Ok((Id(id), slot))
}

/// Opens a record's body.
pub(crate) fn open_body(
    sealer: &Sealer,
    id: &str,
    kind: &str,
    last_seq: i64,
    sealed: &[u8],
) -> Result<Map<String, Value>> {
    let seq = last_seq.to_string();
    sealer.open_json("record", &["record", id, kind, &seq], sealed)
}

/// Seals the value of an entry.
pub(crate) fn entry_row(sealer: &Sealer, entry: &Entry) -> Result<Vec<Cell>> {
    let seq = entry.seq.to_string();
    let field = entry.field.as_deref().unwrap_or_default();
    let (op, id) = (entry.op.as_str(), entry.record_id.as_str());
    let sealed = sealer.seal_json(&["entry", &seq, op, id, &entry.kind, field], &entry.after)?;
    Ok(vec![
        entry.seq.into(),
        op.into(),
        id.into(),
        entry.kind.as_str().into(),
        field.into(),
        sealed.into(),
    ])
}

/// Opens a row of (seq, op, record, kind, field, sealed). Also says how many bytes the value has.
pub(crate) fn entry_of(sealer: &Sealer, row: &AnyRow) -> Result<(Entry, usize)> {
    let (seq, op, id) = (int(row, 0)?, text(row, 1)?, text(row, 2)?);
    let (kind, field) = (text(row, 3)?, text(row, 4)?);
    let number = seq.to_string();
    let place = ["entry", &number, &op, &id, &kind, &field];
    let sealed = bytes(row, 5)?;
    let after = sealer.open_json("entry", &place, &sealed)?;
    let entry = Entry {
        seq,
        op: Id(op),
        record_id: Id(id),
        kind,
        field: (!field.is_empty()).then_some(field),
        after,
    };
    Ok((entry, sealed.len()))
}

/// The rows a transaction writes, gathered by table.
#[derive(Default)]
struct Rows {
    records: Vec<Vec<Cell>>,
    versions: Vec<Vec<Cell>>,
    links: Vec<Vec<Cell>>,
    assigned: Vec<Vec<Cell>>,
    /// Records whose versions, links, assignments go first.
    old_versions: Vec<String>,
    old_links: Vec<String>,
    old_assigned: Vec<String>,
}

/// Writes what changed, and brings the digest of the line up to date.
pub(crate) async fn store(
    connection: &mut AnyConnection,
    sealer: &Sealer,
    line: &mut Line,
    slots: &Slots,
    device: &Id,
) -> Result<()> {
    let mut rows = Rows::default();
    let mut changed: Vec<_> = slots.iter().filter(|(_, slot)| slot.changed).collect();
    // In order, so that the same push writes the same bytes but for the nonces.
    changed.sort_by_key(|(id, _)| id.as_str());
    for (id, slot) in changed {
        if let Some(state) = slot.state.as_ref().filter(|_| slot.state != slot.before) {
            rows.gather(sealer, line, id.as_str(), slot, state, device)?;
        }
    }
    rows.write(connection).await
}

impl Rows {
    fn gather(
        &mut self,
        sealer: &Sealer,
        line: &mut Line,
        id: &str,
        slot: &Slot,
        state: &HubRecord,
        device: &Id,
    ) -> Result<()> {
        let (bucket, kind) = (bucket_of(id), state.kind.as_str());
        let digest = &mut line.buckets[usize::from(bucket)];
        if let Some(before) = slot.before.as_ref().filter(|before| !before.deleted) {
            digest.remove(kind, id, &before.body);
        }
        if !state.deleted {
            digest.add(kind, id, &state.body);
        }
        let last = state.newest().seq;
        let body = sealer.seal_json(&["record", id, kind, &last.to_string()], &state.body)?;
        let created_by = match slot.created_by.as_str() {
            "" => device.as_str(),
            known => known,
        };
        let first = if slot.first_seq == 0 {
            state.whole.seq
        } else {
            slot.first_seq
        };
        self.records.push(vec![
            id.into(),
            kind.into(),
            parent_of(kind, &state.body).into(),
            i64::from(state.deleted).into(),
            created_by.into(),
            first.into(),
            state.whole.seq.into(),
            state.whole.op.as_str().into(),
            last.into(),
            i64::from(bucket).into(),
            body.into(),
        ]);
        self.versions_of(id, slot.before.as_ref(), state);
        self.neighbours_of(sealer, id, slot.before.as_ref(), state);
        Ok(())
    }

    fn versions_of(&mut self, id: &str, before: Option<&HubRecord>, state: &HubRecord) {
        let same_whole = before.filter(|before| before.whole == state.whole);
        if before.is_some() && same_whole.is_none() {
            self.old_versions.push(id.to_owned());
        }
        for (field, stamp) in &state.fields {
            if same_whole.and_then(|before| before.fields.get(field)) != Some(stamp) {
                let op = stamp.op.as_str().into();
                self.versions
                    .push(vec![id.into(), field.as_str().into(), stamp.seq.into(), op]);
            }
        }
    }

    fn neighbours_of(
        &mut self,
        sealer: &Sealer,
        id: &str,
        before: Option<&HubRecord>,
        state: &HubRecord,
    ) {
        let links = links_of(&state.kind, &state.body);
        let old = before.map(|before| links_of(&before.kind, &before.body));
        if old.as_ref() != Some(&links) {
            if old.is_some_and(|old| !old.is_empty()) {
                self.old_links.push(id.to_owned());
            }
            let rows = links.iter().map(|to| vec![id.into(), (*to).into()]);
            self.links.extend(rows);
        }
        // A deleted record is nobody's case.
        let users = |state: &HubRecord| -> Vec<String> {
            let users = users_of(&state.kind, &state.body).into_iter();
            users
                .filter(|_| !state.deleted)
                .map(str::to_owned)
                .collect()
        };
        let (users, old) = (users(state), before.map(users));
        if old.as_ref() != Some(&users) {
            if old.is_some_and(|old| !old.is_empty()) {
                self.old_assigned.push(id.to_owned());
            }
            let rows = users
                .iter()
                .map(|user| vec![sealer.tag(user).into(), id.into()]);
            self.assigned.extend(rows);
        }
    }

    async fn write(self, connection: &mut AnyConnection) -> Result<()> {
        for (sql, ids) in [
            (
                "DELETE FROM field_version WHERE record_id IN ({ids})",
                &self.old_versions,
            ),
            ("DELETE FROM link WHERE from_id IN ({ids})", &self.old_links),
            (
                "DELETE FROM assigned WHERE record_id IN ({ids})",
                &self.old_assigned,
            ),
        ] {
            select_in(connection, sql, &[], ids.iter().map(String::as_str)).await?;
        }
        db::insert(
            connection,
            "INSERT INTO record (id, kind, parent, deleted, created_by, first_seq, whole_seq,
                 whole_op, last_seq, bucket, sealed) VALUES ",
            " ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, deleted = excluded.deleted,
                 whole_seq = excluded.whole_seq, whole_op = excluded.whole_op,
                 last_seq = excluded.last_seq, sealed = excluded.sealed",
            self.records,
        )
        .await?;
        db::insert(
            connection,
            "INSERT INTO field_version (record_id, field, seq, op) VALUES ",
            " ON CONFLICT (record_id, field) DO UPDATE SET seq = excluded.seq, op = excluded.op",
            self.versions,
        )
        .await?;
        let head = "INSERT INTO link (from_id, to_id) VALUES ";
        db::insert(connection, head, "", self.links).await?;
        let head = "INSERT INTO assigned (who, record_id) VALUES ";
        db::insert(connection, head, "", self.assigned).await
    }
}

/// Ids that a body names, its parent included.
pub(crate) fn references(kind: &str, body: &Map<String, Value>) -> Vec<String> {
    let parent = parent_of(kind, body);
    let links = links_of(kind, body).into_iter();
    links
        .chain((!parent.is_empty()).then_some(parent))
        .map(str::to_owned)
        .collect()
}
