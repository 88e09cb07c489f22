//! Reading records as they are now.

use songnuan_model::joined::Joined;
use songnuan_model::record::{Id, Record};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::error::{Result, StoreError};
use crate::joined;
use crate::kinds::Body;
use crate::store::Store;

impl Store {
    /// One living record.
    pub async fn get<R: Record>(&self, id: &Id) -> Result<Option<R>> {
        let mut connection = self.inner.reader.acquire().await?;
        let found = get::<R>(&mut connection, id).await?;
        led_one(&mut connection, found).await
    }

    /// The living records among these ids, in the order of the ids.
    pub async fn get_many<R: Record>(&self, ids: &[Id]) -> Result<Vec<R>> {
        let mut found = std::collections::HashMap::with_capacity(ids.len());
        for chunk in ids.chunks(5_000) {
            let list = serde_json::to_string(chunk).unwrap_or_default();
            let rows = sqlx::query(
                "SELECT id, body FROM record
                 WHERE id IN (SELECT value FROM json_each(?)) AND kind = ? AND deleted = 0",
            )
            .bind(list)
            .bind(R::KIND)
            .fetch_all(&self.inner.reader)
            .await?;
            for row in &rows {
                let id: String = row.try_get(0)?;
                found.insert(id, record_of::<R>(row)?);
            }
        }
        let found = ids.iter().filter_map(|id| found.get(id.as_str()).cloned());
        self.led(found.collect()).await
    }

    /// All living records of a kind, in order of creation.
    pub async fn all<R: Record>(&self) -> Result<Vec<R>> {
        let rows =
            sqlx::query("SELECT id, body FROM record WHERE kind = ? AND deleted = 0 ORDER BY rid")
                .bind(R::KIND)
                .fetch_all(&self.inner.reader)
                .await?;
        let found = rows.iter().map(record_of).collect::<Result<_>>()?;
        self.led(found).await
    }

    /// Living children of a record, in order of creation.
    pub async fn children<R: Record>(&self, parent: &Id) -> Result<Vec<R>> {
        let mut connection = self.inner.reader.acquire().await?;
        let found = children(&mut connection, parent).await?;
        drop(connection);
        self.led(found).await
    }

    /// Living records with this value of one of `Record::keys`, in order of creation. The id of a
    /// person who was joined with others finds what names any of them.
    pub async fn by_key<R: Record>(&self, name: &str, value: &str) -> Result<Vec<R>> {
        let mut connection = self.inner.reader.acquire().await?;
        let joined = joined::of::<R>(&mut connection).await?;
        by_key(&mut connection, name, value, &joined).await
    }

    /// The records as naming the people who go on.
    pub(crate) async fn led<R: Record>(&self, mut records: Vec<R>) -> Result<Vec<R>> {
        if R::NAMES_PEOPLE && !records.is_empty() {
            let joined = self.joined().await?;
            records.iter_mut().for_each(|record| joined.lead(record));
        }
        Ok(records)
    }

    /// How many living records of a kind there are.
    pub async fn count<R: Record>(&self) -> Result<u64> {
        let n: i64 =
            sqlx::query_scalar("SELECT count(*) FROM record WHERE kind = ? AND deleted = 0")
                .bind(R::KIND)
                .fetch_one(&self.inner.reader)
                .await?;
        Ok(n.unsigned_abs())
    }
}

pub(crate) async fn get<R: Record>(
    connection: &mut SqliteConnection,
    id: &Id,
) -> Result<Option<R>> {
    let row = sqlx::query("SELECT id, body FROM record WHERE id = ? AND kind = ? AND deleted = 0")
        .bind(id.as_str())
        .bind(R::KIND)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(record_of).transpose()
}

pub(crate) async fn children<R: Record>(
    connection: &mut SqliteConnection,
    parent: &Id,
) -> Result<Vec<R>> {
    let rows = sqlx::query(
        "SELECT id, body FROM record
         WHERE parent = ? AND kind = ? AND deleted = 0 ORDER BY rid",
    )
    .bind(parent.as_str())
    .bind(R::KIND)
    .fetch_all(connection)
    .await?;
    rows.iter().map(record_of).collect()
}

/// One record as naming the people who go on.
async fn led_one<R: Record>(
    connection: &mut SqliteConnection,
    record: Option<R>,
) -> Result<Option<R>> {
    let Some(mut record) = record else {
        return Ok(None);
    };
    if R::NAMES_PEOPLE {
        joined::of::<R>(connection).await?.lead(&mut record);
    }
    Ok(Some(record))
}

pub(crate) async fn by_key<R: Record>(
    connection: &mut SqliteConnection,
    name: &str,
    value: &str,
    joined: &Joined,
) -> Result<Vec<R>> {
    let mut found: Vec<R> = Vec::new();
    for value in joined::values(joined, value) {
        let rows = sqlx::query(
            "SELECT r.id, r.body FROM record_key k JOIN record r ON r.rid = k.rid
             WHERE k.kind = ? AND k.name = ? AND k.value = ? AND r.deleted = 0 ORDER BY r.rid",
        )
        .bind(R::KIND)
        .bind(name)
        .bind(value.as_str())
        .fetch_all(&mut *connection)
        .await?;
        for row in &rows {
            found.push(record_of(row)?);
        }
    }
    found.iter_mut().for_each(|record| joined.lead(record));
    joined::kept_first(&mut found, joined);
    Ok(found)
}

/// A row of (id, body).
pub(crate) fn record_of<R: Record>(row: &SqliteRow) -> Result<R> {
    let id: &str = row.try_get(0)?;
    parse(R::KIND, id, row.try_get(1)?)
}

/// A stored body as its kind.
pub(crate) fn parse<R: Record>(kind: &str, id: &str, body: &str) -> Result<R> {
    serde_json::from_str(body).map_err(|e| StoreError::unreadable(kind, id, &e))
}

/// A stored body as flat JSON.
pub(crate) fn parse_body(kind: &str, id: &str, body: &str) -> Result<Body> {
    serde_json::from_str(body).map_err(|e| StoreError::unreadable(kind, id, &e))
}
