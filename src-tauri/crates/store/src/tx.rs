//! The one way to write: an operation that is stored whole, with its history, or not at all.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use songnuan_model::joined::Joined;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::SamePerson;
use sqlx::{Row, Sqlite, Transaction};

use crate::bases::{self, Base};
use crate::batch::{Batch, NewChange, NewRecord};
use crate::body::{check_kind, diff, keep_unsaid, text_of, to_body};
use crate::error::{Result, StoreError};
use crate::joined;
use crate::kinds::{Body, Derived, KindSpec};
use crate::read;
use crate::store::Store;
use crate::time::Timestamp;

/// Who does what, why and when.
#[derive(Clone)]
pub struct OpHeader {
    /// Fresh id of the operation.
    pub id: Id,
    /// What kind of operation, e.g. `file_edit`.
    pub kind: &'static str,
    /// The user's name.
    pub who: String,
    /// The reason, as the user gave it; may be empty.
    pub why: String,
    pub at: Timestamp,
}

impl std::fmt::Debug for OpHeader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Names and reasons are personal data.
        write!(f, "{} {} {}", self.kind, self.id, self.at)
    }
}

/// What a `put` did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Created,
    Updated,
    /// The record was like this already; nothing was written.
    Unchanged,
}

/// What a committed operation did.
#[derive(Clone, Debug)]
pub struct OpOutput {
    pub op_id: Id,
    /// Sequence number of the operation; `None` when it changed nothing and left no trace.
    pub seq: Option<i64>,
    /// Records created, changed or deleted, in order, each once, with their kind.
    pub changed: Vec<(Id, String)>,
}

/// A record row as the writer sees it.
pub(crate) struct Stored {
    pub rid: i64,
    pub kind: String,
    pub body: Body,
    pub deleted: bool,
    /// Who set the record as a whole: created, deleted or brought it back.
    pub whole: Base,
}

/// A running operation. Holds the only writing connection; dropping it rolls everything back.
pub struct Tx {
    pub(crate) store: Store,
    pub(crate) sql: Transaction<'static, Sqlite>,
    header: OpHeader,
    undoes: Option<Id>,
    pub(crate) op_seq: i64,
    next_rid: i64,
    first_change: i64,
    pub(crate) next_change: i64,
    batch: Batch,
    changed: Vec<(Id, String)>,
    seen: HashSet<String>,
    /// Who is joined, once somebody asked.
    pub(crate) joined: Option<Arc<Joined>>,
}

impl Store {
    /// Starts an operation; waits while another one is running.
    pub async fn begin(&self, header: OpHeader) -> Result<Tx> {
        Tx::begin(self, header, None).await
    }
}

impl Tx {
    pub(crate) async fn begin(store: &Store, header: OpHeader, undoes: Option<Id>) -> Result<Self> {
        if header.id.0.is_empty() {
            return Err(StoreError::EmptyId);
        }
        let mut sql = store.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        // The write lock is held: these numbers stay ours until the end.
        let row = sqlx::query(
            "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'op'), 0) + 1,
                    coalesce((SELECT max(rid) FROM record), 0) + 1,
                    max(coalesce((SELECT max(seq) FROM change), 0),
                        coalesce((SELECT max(last_change) FROM outgoing), 0)) + 1",
        )
        .fetch_one(&mut *sql)
        .await?;
        let (op_seq, next_rid, next_change) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        Ok(Self {
            store: store.clone(),
            sql,
            header,
            undoes,
            op_seq,
            next_rid,
            first_change: next_change,
            next_change,
            batch: Batch::default(),
            changed: Vec::new(),
            seen: HashSet::new(),
            joined: None,
        })
    }

    /// Creates the record or changes it to this; fields that are equal leave no trace.
    pub async fn put<R: Record>(&mut self, record: &R) -> Result<Changed> {
        self.store.register::<R>();
        let id = record.id();
        if id.0.is_empty() {
            return Err(StoreError::EmptyId);
        }
        let spec = KindSpec::of::<R>();
        let stored = self.load(id.as_str()).await?;
        let record = match &stored {
            Some(stored) if R::NAMES_PEOPLE => self.as_entered(record, &stored.body).await?,
            _ => Cow::Borrowed(record),
        };
        let mut body = to_body(&*record)?;
        if let Some(stored) = &stored {
            check_kind(id, &stored.kind, R::KIND)?;
            keep_unsaid::<R>(&stored.body, &mut body);
            if R::APPEND_ONLY && (stored.deleted || !diff(&stored.body, &body).is_empty()) {
                return Err(StoreError::AppendOnly {
                    kind: R::KIND,
                    id: id.clone(),
                });
            }
        }
        self.put_body(id, R::KIND, spec, body, Derived::of(&*record), stored)
            .await
    }

    /// Deletes a record. Its body stays in the history and can be brought back.
    pub async fn delete<R: Record>(&mut self, id: &Id) -> Result<()> {
        self.store.register::<R>();
        if R::APPEND_ONLY {
            return Err(StoreError::AppendOnly {
                kind: R::KIND,
                id: id.clone(),
            });
        }
        let stored = self.load(id.as_str()).await?;
        let stored = stored
            .filter(|s| !s.deleted)
            .ok_or_else(|| StoreError::NoRecord { id: id.clone() })?;
        check_kind(id, &stored.kind, R::KIND)?;
        self.delete_stored(id, R::KIND, &stored).await
    }

    /// A record as it stands inside this operation.
    pub async fn get<R: Record>(&mut self, id: &Id) -> Result<Option<R>> {
        let found = match self.batch.record(id.as_str()) {
            Some(waiting) => {
                check_kind(id, waiting.kind, R::KIND)?;
                Some(read::parse::<R>(R::KIND, id.as_str(), &waiting.body)?)
            }
            None => read::get(&mut self.sql, id).await?,
        };
        Ok(self.led(found.into_iter().collect()).await?.pop())
    }

    /// The records as naming the people who go on.
    async fn led<R: Record>(&mut self, mut records: Vec<R>) -> Result<Vec<R>> {
        if R::NAMES_PEOPLE && !records.is_empty() {
            let joined = self.joined::<R>().await?;
            records.iter_mut().for_each(|record| joined.lead(record));
        }
        Ok(records)
    }

    /// Records with this key value as they stand inside this operation.
    pub async fn by_key<R: Record>(&mut self, name: &str, value: &str) -> Result<Vec<R>> {
        if self.batch.has_loose_keys() {
            self.flush().await?;
        }
        let joined = self.joined::<R>().await?;
        let mut found: Vec<R> = read::by_key(&mut self.sql, name, value, &joined).await?;
        for value in joined::values(&joined, value) {
            for waiting in self.batch.with_key(R::KIND, name, value.as_str()) {
                found.push(read::parse(R::KIND, &waiting.id, &waiting.body)?);
            }
        }
        found.iter_mut().for_each(|record| joined.lead(record));
        joined::kept_first(&mut found, &joined);
        Ok(found)
    }

    /// Children of a record as they stand inside this operation, in order of creation.
    pub async fn children<R: Record>(&mut self, parent: &Id) -> Result<Vec<R>> {
        self.flush().await?;
        let found = read::children(&mut self.sql, parent).await?;
        self.led(found).await
    }

    /// How many records the operation has created, changed or deleted so far.
    pub fn changed_count(&self) -> usize {
        self.changed.len()
    }

    /// Id of this operation.
    pub fn op_id(&self) -> &Id {
        &self.header.id
    }

    /// Makes everything durable. An operation without a change leaves nothing.
    pub async fn commit(mut self) -> Result<OpOutput> {
        if self.changed.is_empty() {
            self.sql.rollback().await?;
            return Ok(OpOutput {
                op_id: self.header.id,
                seq: None,
                changed: Vec::new(),
            });
        }
        self.flush().await?;
        sqlx::query("INSERT INTO outgoing (op_seq, first_change, last_change) VALUES (?, ?, ?)")
            .bind(self.op_seq)
            .bind(self.first_change)
            .bind(self.next_change - 1)
            .execute(&mut *self.sql)
            .await?;
        self.sql.commit().await?;
        Ok(OpOutput {
            op_id: self.header.id,
            seq: Some(self.op_seq),
            changed: self.changed,
        })
    }

    /// The connection, with everything written so far visible on it.
    pub(crate) async fn connection(&mut self) -> Result<&mut sqlx::SqliteConnection> {
        self.flush().await?;
        Ok(&mut self.sql)
    }

    pub(crate) async fn flush(&mut self) -> Result<()> {
        self.batch.flush(&mut self.sql, self.op_seq).await
    }

    /// The stored row, deleted or not.
    pub(crate) async fn load(&mut self, id: &str) -> Result<Option<Stored>> {
        if let Some(waiting) = self.batch.record(id) {
            let body = read::parse_body(waiting.kind, id, &waiting.body)?;
            let kind = waiting.kind.to_owned();
            return Ok(Some(Stored {
                rid: waiting.rid,
                kind,
                body,
                deleted: false,
                whole: Base {
                    version: 0,
                    op: Some(self.op_seq),
                },
            }));
        }
        let row = sqlx::query(
            "SELECT rid, kind, body, deleted, version, pending FROM record WHERE id = ?",
        )
        .bind(id)
        .fetch_optional(&mut *self.sql)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let kind: String = row.try_get(1)?;
        let body = read::parse_body(&kind, id, row.try_get(2)?)?;
        Ok(Some(Stored {
            rid: row.try_get(0)?,
            kind,
            body,
            deleted: row.try_get(3)?,
            whole: Base {
                version: row.try_get(4)?,
                op: row.try_get(5)?,
            },
        }))
    }

    /// Writes a body over what is stored, with history.
    pub(crate) async fn put_body(
        &mut self,
        id: &Id,
        kind: &'static str,
        spec: KindSpec,
        body: Body,
        derived: Derived,
        stored: Option<Stored>,
    ) -> Result<Changed> {
        let Some(stored) = stored else {
            return self.create(id, kind, &body, &derived).await;
        };
        let text = text_of(&body);
        if stored.deleted {
            self.touch(id, kind).await?;
            let base = bases::newest(&mut self.sql, stored.rid, stored.whole).await?;
            self.change(stored.rid, None, None, Some(text.clone()), base);
            bases::mark_whole(&mut self.sql, stored.rid, self.op_seq).await?;
            self.update_row(stored.rid, derived.parent.as_deref(), &text)
                .await?;
            self.batch.push_loose(id, kind, stored.rid, &derived);
            self.flush_if_full().await?;
            return Ok(Changed::Created);
        }
        let fields = diff(&stored.body, &body);
        if fields.is_empty() {
            return Ok(Changed::Unchanged);
        }
        self.touch(id, kind).await?;
        self.land(id, stored.rid).await?;
        let bases = bases::of_fields(&mut self.sql, stored.rid).await?;
        for (field, before, after) in fields {
            let base = bases::of_field(&bases, &field, stored.whole);
            bases::mark_field(&mut self.sql, stored.rid, &field, self.op_seq).await?;
            self.change(stored.rid, Some(field), before, after, base);
        }
        self.update_row(stored.rid, derived.parent.as_deref(), &text)
            .await?;
        // An older body may not read any more; then everything derived is written anew.
        let old = (spec.derive)(&stored.body).ok();
        if old.as_ref() != Some(&derived) {
            self.drop_derived(stored.rid).await?;
            self.batch.push_loose(id, kind, stored.rid, &derived);
        }
        self.flush_if_full().await?;
        Ok(Changed::Updated)
    }

    /// A record that never existed before.
    async fn create(
        &mut self,
        id: &Id,
        kind: &'static str,
        body: &Body,
        derived: &Derived,
    ) -> Result<Changed> {
        self.touch(id, kind).await?;
        let rid = self.next_rid;
        self.next_rid += 1;
        let text = text_of(body);
        self.change(rid, None, None, Some(text.clone()), Base::default());
        let parent = derived.parent.clone();
        self.batch.push_record(NewRecord {
            rid,
            id: id.0.clone(),
            kind,
            parent,
            body: text,
        });
        self.batch.push_derived(id, kind, rid, derived);
        self.flush_if_full().await?;
        Ok(Changed::Created)
    }

    async fn update_row(&mut self, rid: i64, parent: Option<&str>, body: &str) -> Result<()> {
        sqlx::query(
            "UPDATE record SET parent = ?, body = ?, updated_op = ?, deleted = 0 WHERE rid = ?",
        )
        .bind(parent)
        .bind(body)
        .bind(self.op_seq)
        .bind(rid)
        .execute(&mut *self.sql)
        .await?;
        Ok(())
    }

    pub(crate) async fn drop_derived(&mut self, rid: i64) -> Result<()> {
        for sql in [
            "DELETE FROM record_key WHERE rid = ?",
            "DELETE FROM search WHERE rowid = ?",
            "DELETE FROM search_row WHERE rid = ?",
            "DELETE FROM search_terms WHERE rid = ?",
        ] {
            sqlx::query(sql).bind(rid).execute(&mut *self.sql).await?;
        }
        Ok(())
    }

    pub(crate) fn change(
        &mut self,
        rid: i64,
        field: Option<String>,
        before: Option<String>,
        after: Option<String>,
        base: Base,
    ) {
        self.batch.push_change(NewChange {
            seq: self.next_change,
            rid,
            field,
            before,
            after,
            base,
        });
        self.next_change += 1;
    }

    /// What waits of a record must be written before it can be changed or dropped.
    pub(crate) async fn land(&mut self, id: &Id, rid: i64) -> Result<()> {
        if self.batch.holds(id.as_str(), rid) {
            self.flush().await
        } else {
            Ok(())
        }
    }

    async fn flush_if_full(&mut self) -> Result<()> {
        if self.batch.is_full() {
            self.flush().await
        } else {
            Ok(())
        }
    }

    /// Notes a changed record; the first one writes the operation's own row.
    pub(crate) async fn touch(&mut self, id: &Id, kind: &str) -> Result<()> {
        if self.changed.is_empty() {
            sqlx::query(
                "INSERT INTO op (seq, id, kind, at, who, why, device, undoes)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(self.op_seq)
            .bind(self.header.id.as_str())
            .bind(self.header.kind)
            .bind(self.header.at.as_str())
            .bind(&self.header.who)
            .bind(&self.header.why)
            .bind(self.store.inner.device.as_str())
            .bind(self.undoes.as_ref().map(Id::as_str))
            .execute(&mut *self.sql)
            .await?;
        }
        if kind == SamePerson::KIND {
            self.joined = None;
        }
        if self.seen.insert(id.0.clone()) {
            self.changed.push((id.clone(), kind.to_owned()));
        }
        Ok(())
    }
}
