//! Rows waiting to be inserted: many rows per statement, because one statement per row would spend
//! its time on the way to SQLite's thread and back.

use std::collections::{HashMap, HashSet};

use songnuan_model::record::Id;
use sqlx::sqlite::SqliteConnection;
use sqlx::{QueryBuilder, Sqlite};

use crate::bases::Base;
use crate::error::Result;
use crate::kinds::Derived;
use crate::search;

/// Rows per statement, the largest that fits: few sizes only, so that SQLite prepares few
/// statements.
const SIZES: [usize; 3] = [64, 8, 1];
/// Records kept back before they are written.
const FULL: usize = 512;

/// A record that is new in this operation.
pub(crate) struct NewRecord {
    pub rid: i64,
    pub id: String,
    pub kind: &'static str,
    pub parent: Option<String>,
    pub body: String,
}

/// One row of `change`.
pub(crate) struct NewChange {
    pub seq: i64,
    pub rid: i64,
    pub field: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    /// What it was typed over.
    pub base: Base,
}

struct NewKey {
    kind: &'static str,
    name: &'static str,
    value: String,
    rid: i64,
}

struct NewSearch {
    rid: i64,
    id: String,
    kind: &'static str,
    title: String,
    subtitle: String,
    title_norm: String,
    terms_norm: String,
    grams: String,
}

/// All rows not yet handed to SQLite.
#[derive(Default)]
pub(crate) struct Batch {
    records: Vec<NewRecord>,
    by_id: HashMap<String, usize>,
    keys: Vec<NewKey>,
    search: Vec<NewSearch>,
    changes: Vec<NewChange>,
    /// Older records whose new keys and search entries wait here.
    loose: HashSet<i64>,
}

impl Batch {
    /// A waiting record.
    pub(crate) fn record(&self, id: &str) -> Option<&NewRecord> {
        self.by_id
            .get(id)
            .and_then(|place| self.records.get(*place))
    }

    /// Bodies of waiting records that carry a key, with their ids.
    pub(crate) fn with_key<'a>(
        &'a self,
        kind: &'a str,
        name: &'a str,
        value: &'a str,
    ) -> impl Iterator<Item = &'a NewRecord> {
        self.keys
            .iter()
            .filter(move |k| k.kind == kind && k.name == name && k.value == value)
            .filter_map(|k| {
                let place = self.records.binary_search_by_key(&k.rid, |r| r.rid).ok()?;
                self.records.get(place)
            })
    }

    /// Does anything of this record wait?
    pub(crate) fn holds(&self, id: &str, rid: i64) -> bool {
        self.by_id.contains_key(id) || self.loose.contains(&rid)
    }

    /// Do keys wait whose record does not?
    pub(crate) fn has_loose_keys(&self) -> bool {
        !self.loose.is_empty()
    }

    pub(crate) fn push_record(&mut self, record: NewRecord) {
        self.by_id.insert(record.id.clone(), self.records.len());
        self.records.push(record);
    }

    pub(crate) fn push_change(&mut self, change: NewChange) {
        self.changes.push(change);
    }

    /// Keys and search entry of a record that is stored already.
    pub(crate) fn push_loose(&mut self, id: &Id, kind: &'static str, rid: i64, derived: &Derived) {
        self.loose.insert(rid);
        self.push_derived(id, kind, rid, derived);
    }

    /// Keys and search entry of a record that waits as well.
    pub(crate) fn push_derived(
        &mut self,
        id: &Id,
        kind: &'static str,
        rid: i64,
        derived: &Derived,
    ) {
        for (name, value) in &derived.keys {
            self.keys.push(NewKey {
                kind,
                name,
                value: value.clone(),
                rid,
            });
        }
        if let Some(doc) = &derived.search {
            let title_norm = search::normalise(&doc.title);
            let terms_norm = search::terms_text(doc);
            let grams = search::index_grams(&terms_norm);
            let (title, subtitle) = (doc.title.clone(), doc.subtitle.clone());
            self.search.push(NewSearch {
                rid,
                id: id.0.clone(),
                kind,
                title,
                subtitle,
                title_norm,
                terms_norm,
                grams,
            });
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.records.len() >= FULL || self.changes.len() >= 2 * FULL
    }

    /// Writes everything that waits.
    pub(crate) async fn flush(
        &mut self,
        connection: &mut SqliteConnection,
        op_seq: i64,
    ) -> Result<()> {
        if self.changes.is_empty() {
            // Nothing else ever waits without a change.
            return Ok(());
        }
        self.by_id.clear();
        self.loose.clear();
        let records = std::mem::take(&mut self.records);
        insert(
            connection,
            "INSERT INTO record (rid, id, kind, parent, body, created_op, updated_op, pending) ",
            records,
            |mut row, r| {
                row.push_bind(r.rid)
                    .push_bind(r.id)
                    .push_bind(r.kind)
                    .push_bind(r.parent);
                row.push_bind(r.body)
                    .push_bind(op_seq)
                    .push_bind(op_seq)
                    .push_bind(op_seq);
            },
        )
        .await?;
        let changes = std::mem::take(&mut self.changes);
        insert(
            connection,
            "INSERT INTO change (seq, op_seq, rid, field, before, after, base_version, base_op) ",
            changes,
            |mut row, c| {
                row.push_bind(c.seq)
                    .push_bind(op_seq)
                    .push_bind(c.rid)
                    .push_bind(c.field);
                row.push_bind(c.before).push_bind(c.after);
                row.push_bind(c.base.version).push_bind(c.base.op);
            },
        )
        .await?;
        self.flush_derived(connection).await
    }

    /// Writes the keys and search entries that wait.
    pub(crate) async fn flush_derived(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        let keys = std::mem::take(&mut self.keys);
        insert(
            connection,
            "INSERT INTO record_key (kind, name, value, rid) ",
            keys,
            |mut row, k| {
                row.push_bind(k.kind)
                    .push_bind(k.name)
                    .push_bind(k.value)
                    .push_bind(k.rid);
            },
        )
        .await?;
        let docs = std::mem::take(&mut self.search);
        flush_search(connection, docs).await
    }
}

/// The index, the rows that a hit shows, and the texts beside them.
async fn flush_search(connection: &mut SqliteConnection, docs: Vec<NewSearch>) -> Result<()> {
    let mut grams = Vec::with_capacity(docs.len());
    let mut terms = Vec::with_capacity(docs.len());
    let docs: Vec<NewSearch> = docs
        .into_iter()
        .map(|mut doc| {
            grams.push((doc.rid, std::mem::take(&mut doc.grams)));
            terms.push((doc.rid, std::mem::take(&mut doc.terms_norm)));
            doc
        })
        .collect();
    insert(
        connection,
        "INSERT INTO search (rowid, grams) ",
        grams,
        |mut row, (rid, grams)| {
            row.push_bind(rid).push_bind(grams);
        },
    )
    .await?;
    insert(
        connection,
        "INSERT INTO search_terms (rid, terms_norm) ",
        terms,
        |mut row, (rid, terms)| {
            row.push_bind(rid).push_bind(terms);
        },
    )
    .await?;
    insert(
        connection,
        "INSERT INTO search_row (rid, id, kind, title, subtitle, title_norm) ",
        docs,
        |mut row, d| {
            row.push_bind(d.rid).push_bind(d.id).push_bind(d.kind);
            row.push_bind(d.title)
                .push_bind(d.subtitle)
                .push_bind(d.title_norm);
        },
    )
    .await
}

/// `INSERT … VALUES (…), (…), …` in chunks of fixed sizes.
pub(crate) async fn insert<T, F>(
    connection: &mut SqliteConnection,
    sql: &'static str,
    rows: Vec<T>,
    bind: F,
) -> Result<()>
where
    F: Fn(sqlx::query_builder::Separated<'_, Sqlite, &'static str>, T),
{
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        let size = SIZES.into_iter().find(|size| *size <= rows.len());
        let size = size.unwrap_or(1);
        let mut builder: QueryBuilder<Sqlite> = QueryBuilder::new(sql);
        builder.push_values(rows.by_ref().take(size), &bind);
        builder.build().execute(&mut *connection).await?;
    }
    Ok(())
}
