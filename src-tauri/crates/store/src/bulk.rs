//! Reading many records at once: one statement for thousands of keys or parents, and sums that are
//! added up where they lie.

use std::borrow::Cow;

use songnuan_model::joined::Joined;
use songnuan_model::record::{Id, Record};
use sqlx::Row;

use crate::error::{Result, StoreError};
use crate::joined;
use crate::read::record_of;
use crate::store::Store;

/// Values handed to one statement.
const CHUNK: usize = 5_000;

/// Added up over the records of one parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParentSum {
    /// The common parent; `None` for records without one.
    pub parent: Option<Id>,
    /// Sum of the whole-number field.
    pub sum: i64,
    /// Records added up.
    pub count: u64,
}

/// The values, and those of everybody who is joined with a person among them; each once.
fn all_values<'a>(joined: &Joined, values: &[&'a str]) -> Vec<Cow<'a, str>> {
    if joined.is_empty() {
        return values.iter().map(|value| Cow::Borrowed(*value)).collect();
    }
    let ids = values
        .iter()
        .flat_map(|value| joined::values(joined, value));
    let mut all: Vec<Cow<'a, str>> = ids.map(|id| Cow::Owned(id.0)).collect();
    all.sort();
    all.dedup();
    all
}

impl Store {
    /// Living records with any of these values of one of `Record::keys`, chunk by chunk in order of
    /// creation. A record that has several of the values comes once for each.
    pub async fn by_keys<R: Record>(&self, name: &str, values: &[&str]) -> Result<Vec<R>> {
        let mut found: Vec<R> = Vec::new();
        let joined = joined::of::<R>(&mut *self.inner.reader.acquire().await?).await?;
        let all = all_values(&joined, values);
        for chunk in all.chunks(CHUNK) {
            let list = serde_json::to_string(chunk).unwrap_or_default();
            let rows = sqlx::query(
                "SELECT r.id, r.body FROM record_key k JOIN record r ON r.rid = k.rid
                 WHERE k.kind = ? AND k.name = ? AND k.value IN (SELECT value FROM json_each(?))
                       AND r.deleted = 0 ORDER BY r.rid",
            )
            .bind(R::KIND)
            .bind(name)
            .bind(list)
            .fetch_all(&self.inner.reader)
            .await?;
            for row in &rows {
                found.push(record_of(row)?);
            }
        }
        found.iter_mut().for_each(|record| joined.lead(record));
        Ok(found)
    }

    /// Living children of any of these records, chunk by chunk in order of creation.
    pub async fn children_of_all<R: Record>(&self, parents: &[Id]) -> Result<Vec<R>> {
        let mut found = Vec::new();
        for chunk in parents.chunks(CHUNK) {
            let list = serde_json::to_string(chunk).unwrap_or_default();
            let rows = sqlx::query(
                "SELECT id, body FROM record
                 WHERE parent IN (SELECT value FROM json_each(?)) AND kind = ? AND deleted = 0
                 ORDER BY rid",
            )
            .bind(list)
            .bind(R::KIND)
            .fetch_all(&self.inner.reader)
            .await?;
            for row in &rows {
                found.push(record_of(row)?);
            }
        }
        self.led(found).await
    }

    /// How many children of any kind each of these records ever had, deleted ones too (so that the
    /// index alone answers); those without are left out.
    pub async fn child_counts(&self, parents: &[Id]) -> Result<Vec<(Id, u64)>> {
        let mut counts = Vec::with_capacity(parents.len());
        for chunk in parents.chunks(CHUNK) {
            let list = serde_json::to_string(chunk).unwrap_or_default();
            let rows = sqlx::query(
                "SELECT parent, count(*) FROM record
                 WHERE parent IN (SELECT value FROM json_each(?)) GROUP BY parent",
            )
            .bind(list)
            .fetch_all(&self.inner.reader)
            .await?;
            for row in &rows {
                let n: i64 = row.try_get(1)?;
                counts.push((Id(row.try_get(0)?), n.unsigned_abs()));
            }
        }
        Ok(counts)
    }

    /// A whole-number field added up over the living records with a key, by parent. Nothing is read
    /// out of the database but the sums.
    pub async fn sums_by_parent<R: Record>(
        &self,
        name: &str,
        value: &str,
        field: &str,
    ) -> Result<Vec<ParentSum>> {
        let rows = sqlx::query(
            "SELECT r.parent, coalesce(sum(json_extract(r.body, '$.' || ?)), 0), count(*)
             FROM record_key k JOIN record r ON r.rid = k.rid
             WHERE k.kind = ? AND k.name = ? AND k.value = ? AND r.deleted = 0
             GROUP BY r.parent ORDER BY min(r.rid)",
        )
        .bind(field)
        .bind(R::KIND)
        .bind(name)
        .bind(value)
        .fetch_all(&self.inner.reader)
        .await?;
        rows.iter()
            .map(|row| {
                let parent: Option<String> = row.try_get(0)?;
                let count: i64 = row.try_get(2)?;
                Ok(ParentSum {
                    parent: parent.map(Id),
                    // A field that is no whole number would come as a float and is refused here.
                    sum: row.try_get(1).map_err(|_| StoreError::Damaged {
                        detail: format!("{} of {}", field, R::KIND),
                    })?,
                    count: count.unsigned_abs(),
                })
            })
            .collect()
    }
}
