//! What is here of everything a page is about, read in a handful of statements.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde_json::Value;
use songnuan_sync::plan::{Local, Shown, same_body};
use songnuan_sync::{Entry, PullPage};
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use super::json_list;
use crate::bases::{Base, of_field};
use crate::error::Result;
use crate::kinds::Body;
use crate::read::parse_body;

/// One change in the history of a record.
pub(super) struct Past {
    pub seq: i64,
    pub op_seq: i64,
    pub field: Option<String>,
    /// The hub's number, once it is known.
    pub entry: Option<i64>,
    /// Done here, not taken from a hub.
    pub local: bool,
}

/// A record as the page finds it, and as it leaves it.
pub(super) struct Held<'a> {
    pub rid: i64,
    pub kind: String,
    pub parent: Option<String>,
    /// Of a new record that of the page itself.
    pub body: Cow<'a, Body>,
    /// The body as text, where it was written down already.
    pub text: Option<String>,
    pub deleted: bool,
    pub created_op: i64,
    pub updated_op: i64,
    pub whole: Base,
    pub fields: HashMap<String, Base>,
    /// Only read where an operation of the page is known here.
    pub history: Vec<Past>,
    /// Has a row already.
    pub stored: bool,
    /// The living body before the page, once it changed.
    pub old_body: Option<Body>,
    /// Body or `deleted` changed; `whole` changed; these fields changed; all were dropped before.
    pub row_dirty: bool,
    pub whole_dirty: bool,
    pub dirty_fields: HashSet<String>,
    pub fields_dropped: bool,
}

/// Everything a page is about, and the numbers that come next.
pub(super) struct Picture<'a> {
    /// Operations that are known here, by id.
    pub ops: HashMap<String, i64>,
    pub records: HashMap<String, Held<'a>>,
    /// The newest operation: what is written now is dated by it.
    pub last_op: i64,
    pub next_rid: i64,
    /// The first change of the page, and the one that comes next.
    pub first_change: i64,
    pub next_change: i64,
}

impl<'a> Picture<'a> {
    pub(super) async fn read(connection: &mut SqliteConnection, page: &PullPage) -> Result<Self> {
        let row = sqlx::query(
            "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'op'), 0),
                    coalesce((SELECT max(rid) FROM record), 0) + 1,
                    max(coalesce((SELECT max(seq) FROM change), 0),
                        coalesce((SELECT max(last_change) FROM outgoing), 0)) + 1",
        )
        .fetch_one(&mut *connection)
        .await?;
        let mut picture = Self {
            ops: read_ops(connection, page).await?,
            records: read_records(connection, page).await?,
            last_op: row.try_get(0)?,
            next_rid: row.try_get(1)?,
            first_change: row.try_get(2)?,
            next_change: row.try_get(2)?,
        };
        picture.read_fields(connection).await?;
        picture.read_histories(connection, page).await?;
        Ok(picture)
    }

    async fn read_fields(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        if self.records.is_empty() {
            return Ok(());
        }
        let rids: Vec<i64> = self.records.values().map(|held| held.rid).collect();
        let rows = sqlx::query(
            "SELECT rid, field, base_version, pending FROM field_version
             WHERE rid IN (SELECT value FROM json_each(?))",
        )
        .bind(json_list(&rids))
        .fetch_all(connection)
        .await?;
        let mut by_rid = self.by_rid();
        for row in &rows {
            let base = Base {
                version: row.try_get(2)?,
                op: row.try_get(3)?,
            };
            if let Some(held) = by_rid.get_mut(&row.try_get(0)?) {
                held.fields.insert(row.try_get(1)?, base);
            }
        }
        Ok(())
    }

    /// The histories of records that an operation of the page changed here before.
    async fn read_histories(
        &mut self,
        connection: &mut SqliteConnection,
        page: &PullPage,
    ) -> Result<()> {
        let met = page
            .entries
            .iter()
            .filter(|entry| self.ops.contains_key(entry.op.as_str()))
            .filter_map(|entry| self.records.get(entry.record_id.as_str()))
            .map(|held| held.rid);
        let rids: HashSet<i64> = met.collect();
        if rids.is_empty() {
            return Ok(());
        }
        let rids: Vec<i64> = rids.into_iter().collect();
        let rows = sqlx::query(
            "SELECT c.rid, c.seq, c.op_seq, c.field, c.entry,
                    coalesce(c.seq BETWEEN out.first_change AND out.last_change, 0)
             FROM change c LEFT JOIN outgoing out ON out.op_seq = c.op_seq
             WHERE c.rid IN (SELECT value FROM json_each(?)) ORDER BY c.rid, c.seq",
        )
        .bind(json_list(&rids))
        .fetch_all(connection)
        .await?;
        let mut by_rid = self.by_rid();
        for row in &rows {
            if let Some(held) = by_rid.get_mut(&row.try_get(0)?) {
                held.history.push(Past {
                    seq: row.try_get(1)?,
                    op_seq: row.try_get(2)?,
                    field: row.try_get(3)?,
                    entry: row.try_get(4)?,
                    local: row.try_get(5)?,
                });
            }
        }
        Ok(())
    }

    fn by_rid(&mut self) -> HashMap<i64, &mut Held<'a>> {
        let records = self.records.values_mut();
        records.map(|held| (held.rid, held)).collect()
    }
}

async fn read_ops(
    connection: &mut SqliteConnection,
    page: &PullPage,
) -> Result<HashMap<String, i64>> {
    let ids: HashSet<&str> = page.entries.iter().map(|entry| entry.op.as_str()).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    let rows = sqlx::query("SELECT id, seq FROM op WHERE id IN (SELECT value FROM json_each(?))")
        .bind(json_list(&ids))
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}

async fn read_records(
    connection: &mut SqliteConnection,
    page: &PullPage,
) -> Result<HashMap<String, Held<'static>>> {
    let ids = page.entries.iter().map(|entry| entry.record_id.as_str());
    let ids: Vec<&str> = ids.collect::<HashSet<_>>().into_iter().collect();
    let rows = sqlx::query(
        "SELECT id, rid, kind, parent, body, deleted, created_op, updated_op, version, pending
         FROM record WHERE id IN (SELECT value FROM json_each(?))",
    )
    .bind(json_list(&ids))
    .fetch_all(connection)
    .await?;
    let mut records = HashMap::with_capacity(ids.len());
    for row in &rows {
        let (id, kind): (String, String) = (row.try_get(0)?, row.try_get(2)?);
        let body = parse_body(&kind, &id, row.try_get(4)?)?;
        let body = Cow::Owned(body);
        let mut held = Held::new(row.try_get(1)?, kind, body, row.try_get(6)?);
        held.parent = row.try_get(3)?;
        held.deleted = row.try_get(5)?;
        held.updated_op = row.try_get(7)?;
        held.whole = Base {
            version: row.try_get(8)?,
            op: row.try_get(9)?,
        };
        held.stored = true;
        records.insert(id, held);
    }
    Ok(records)
}

impl<'a> Held<'a> {
    /// A record that is new here.
    pub(super) fn new(rid: i64, kind: String, body: Cow<'a, Body>, op: i64) -> Self {
        Self {
            rid,
            kind,
            parent: None,
            body,
            text: None,
            deleted: false,
            created_op: op,
            updated_op: op,
            whole: Base::default(),
            fields: HashMap::new(),
            history: Vec::new(),
            stored: false,
            old_body: None,
            row_dirty: false,
            whole_dirty: false,
            dirty_fields: HashSet::new(),
            fields_dropped: false,
        }
    }

    /// How it stands to an entry of an operation.
    pub(super) fn local(&self, entry: &Entry, op_seq: Option<i64>) -> Local {
        let value = |field: &str| self.body.get(field).unwrap_or(&Value::Null);
        let (version, same) = match (&entry.field, &entry.after) {
            (Some(field), after) => {
                let version = of_field(&self.fields, field, self.whole).version;
                (version, !self.deleted && value(field) == after)
            }
            (None, Value::Object(body)) => {
                let same = !self.deleted && same_body(&self.body, body);
                (self.whole.version, same)
            }
            (None, _) => (self.whole.version, self.deleted),
        };
        Local {
            shown: if self.deleted {
                Shown::Deleted
            } else {
                Shown::Living
            },
            version,
            same,
            on_top: self.on_top(entry, op_seq),
        }
    }

    /// The change done here that this entry is the echo of: where it is in the history.
    pub(super) fn echoed(&self, entry: &Entry, op_seq: Option<i64>) -> Option<usize> {
        let op_seq = op_seq?;
        self.history.iter().position(|past| {
            past.local && past.op_seq == op_seq && past.entry.is_none() && past.field == entry.field
        })
    }

    /// See `Local::on_top`.
    fn on_top(&self, entry: &Entry, op_seq: Option<i64>) -> bool {
        let Some(place) = self.echoed(entry, op_seq) else {
            return false;
        };
        let mut since = self.history.iter().skip(place + 1);
        since.all(|past| {
            let touches =
                entry.field.is_none() || past.field.is_none() || past.field == entry.field;
            past.local || !touches
        })
    }
}
