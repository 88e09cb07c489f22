//! Whole kinds at a past moment, and sums over them that never leave SQL.

use std::collections::HashMap;

use songnuan_model::record::{Id, Record};
use sqlx::{QueryBuilder, Row, Sqlite};

use crate::error::{Result, StoreError};
use crate::read;
use crate::store::Store;
use crate::time::Timestamp;

/// A sum over the living records of one kind. All fields are top-level fields of the record.
#[derive(Clone, Debug, Default)]
pub struct SumQuery<'a> {
    pub kind: &'a str,
    /// What the sum is grouped by.
    pub by: &'a [By<'a>],
    /// The whole-number field to add up, e.g. `amount`.
    pub sum: &'a str,
    /// First and last value of a text field, both included, e.g. days.
    pub range: Option<Range<'a>>,
    /// Only records whose field is one of these.
    pub only: Vec<(&'a str, Vec<String>)>,
    /// No record whose field is one of these.
    pub without: Vec<(&'a str, Vec<String>)>,
    /// Only records that another one points at.
    pub linked: Option<Linked<'a>>,
    /// No record that another one points at.
    pub unlinked: Option<Linked<'a>>,
    /// As they were at this moment; `None` = now.
    pub as_of: Option<Timestamp>,
}

/// One thing to group by.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// A field as it is.
    Field(&'a str),
    /// `YYYY-MM` of a day field.
    Month(&'a str),
    /// `YYYY` of a day field.
    Year(&'a str),
}

/// A range of a text field; an open end is `None`.
#[derive(Clone, Debug)]
pub struct Range<'a> {
    pub field: &'a str,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// Records of `kind` whose `by` field holds the id of the record that is summed.
#[derive(Clone, Debug)]
pub struct Linked<'a> {
    pub kind: &'a str,
    pub by: &'a str,
    /// And whose field is one of these.
    pub only: Option<(&'a str, Vec<String>)>,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumRow {
    /// In the order of [`SumQuery::by`].
    pub by: Vec<Option<String>>,
    pub sum: i64,
    /// Records in the group.
    pub count: i64,
}

impl Store {
    /// All records of a kind as they were at a moment, in order of creation; `None` = now. What
    /// did not change since is read as it stands; only the rest is replayed.
    pub async fn all_as_of<R: Record>(&self, at: Option<&Timestamp>) -> Result<Vec<R>> {
        let Some(at) = at else {
            return self.all::<R>().await;
        };
        let upto = self.seq_at(at).await?;
        let rows = sqlx::query(
            "SELECT id, rid, CASE WHEN updated_op <= ?2 THEN
                 CASE WHEN deleted = 0 THEN body ELSE '' END END
             FROM record WHERE kind = ?1 AND created_op <= ?2 ORDER BY rid",
        )
        .bind(R::KIND)
        .bind(upto)
        .fetch_all(&self.inner.reader)
        .await?;
        let mut changed: Vec<i64> = Vec::new();
        for row in &rows {
            let body: Option<&str> = row.try_get(2)?;
            if body.is_none() {
                changed.push(row.try_get(1)?);
            }
        }
        let mut replayed: HashMap<Id, R> = HashMap::new();
        if !changed.is_empty() {
            let rids = serde_json::to_string(&changed).unwrap_or_default();
            let found = self.replay::<R>(&rids, at).await?;
            replayed.extend(
                found
                    .into_iter()
                    .map(|record| (record.id().clone(), record)),
            );
        }
        let mut all = Vec::with_capacity(rows.len());
        for row in &rows {
            let id: &str = row.try_get(0)?;
            match row.try_get::<Option<&str>, _>(2)? {
                Some("") => {}
                Some(body) => all.push(read::parse(R::KIND, id, body)?),
                None => all.extend(replayed.remove(&Id::new(id))),
            }
        }
        let joined = self.joined_as_of::<R>(at).await?;
        all.iter_mut().for_each(|record| joined.lead(record));
        Ok(all)
    }

    /// Sums by group, in the order of the groups. One SQL statement; no record is parsed here.
    ///
    /// At a past moment a record counts when it was created by then and not deleted by then;
    /// its fields are those of today, so this is for facts that are only ever added.
    pub async fn sums(&self, query: &SumQuery<'_>) -> Result<Vec<SumRow>> {
        let upto = match &query.as_of {
            Some(at) => Some(self.seq_at(at).await?),
            None => None,
        };
        let mut sql = statement(query, upto)?;
        let rows = sql.build().fetch_all(&self.inner.reader).await?;
        let width = query.by.len();
        rows.iter()
            .map(|row| {
                let by = (0..width).map(|at| row.try_get(at));
                Ok(SumRow {
                    by: by.collect::<std::result::Result<_, sqlx::Error>>()?,
                    sum: row.try_get(width)?,
                    count: row.try_get(width + 1)?,
                })
            })
            .collect()
    }
}

fn statement(query: &SumQuery<'_>, upto: Option<i64>) -> Result<QueryBuilder<Sqlite>> {
    let mut sql = QueryBuilder::new("SELECT ");
    for by in query.by {
        // Text also where the field holds a number, so that every group reads alike.
        let group = match by {
            By::Field(name) => format!("CAST({} AS TEXT)", field(name)?),
            By::Month(name) => format!("substr({}, 1, 7)", field(name)?),
            By::Year(name) => format!("substr({}, 1, 4)", field(name)?),
        };
        sql.push(group).push(", ");
    }
    let sum = field(query.sum)?;
    sql.push(format_args!(
        "coalesce(sum({sum}), 0), count(*) FROM record"
    ));
    // Written out, not bound: the partial index of a kind is only found by its very name.
    sql.push(format_args!(" WHERE kind = '{}'", plain(query.kind)?));
    match upto {
        None => {
            sql.push(" AND deleted = 0");
        }
        Some(upto) => {
            sql.push(format_args!(
                " AND created_op <= {upto} AND (deleted = 0 OR updated_op > {upto})"
            ));
        }
    }
    if let Some(range) = &query.range {
        let name = field(range.field)?;
        for (operator, bound) in [(">=", &range.from), ("<=", &range.to)] {
            if let Some(bound) = bound {
                sql.push(format_args!(" AND {name} {operator} "));
                sql.push_bind(bound.clone());
            }
        }
    }
    for (lists, not) in [(&query.only, ""), (&query.without, "NOT ")] {
        for (name, values) in lists {
            let list = serde_json::to_string(values).unwrap_or_default();
            // An empty field is in no list: without the blank it would be in neither half.
            sql.push(format_args!(
                " AND coalesce({}, '') {not}IN (SELECT value FROM json_each(",
                field(name)?
            ));
            sql.push_bind(list).push("))");
        }
    }
    for (linked, not) in [(&query.linked, ""), (&query.unlinked, "NOT ")] {
        let Some(linked) = linked else { continue };
        let (by, kind) = (field(linked.by)?, plain(linked.kind)?);
        sql.push(format_args!(
            " AND id {not}IN (SELECT {by} FROM record WHERE kind = '{kind}' AND deleted = 0
             AND {by} IS NOT NULL"
        ));
        if let Some(upto) = upto {
            sql.push(format_args!(" AND created_op <= {upto}"));
        }
        if let Some((name, values)) = &linked.only {
            let list = serde_json::to_string(values).unwrap_or_default();
            sql.push(format_args!(
                " AND {} IN (SELECT value FROM json_each(",
                field(name)?
            ));
            sql.push_bind(list).push("))");
        }
        sql.push(")");
    }
    if !query.by.is_empty() {
        let places: Vec<String> = (1..=query.by.len()).map(|at| at.to_string()).collect();
        let places = places.join(", ");
        sql.push(format_args!(" GROUP BY {places} ORDER BY {places}"));
    }
    Ok(sql)
}

/// A field of the stored body. Names are written into the statement, so they are letters only.
fn field(name: &str) -> Result<String> {
    Ok(format!("json_extract(body, '$.{}')", plain(name)?))
}

fn plain(name: &str) -> Result<&str> {
    let good = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if good {
        Ok(name)
    } else {
        Err(StoreError::UnknownKind {
            kind: name.to_owned(),
        })
    }
}
