//! The digest of the contents, kept up to date with what changed since it was last asked for: a
//! sync with nothing to do reads 256 rows.

use std::collections::BTreeMap;

use songnuan_model::record::Id;
use songnuan_sync::{BUCKETS, Digest, DigestReply, bucket_of};
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use super::picture::Picture;
use super::{CURSOR, DIGEST_UPTO, json_list, set_state, state_number};
use crate::batch::insert;
use crate::error::{Result, StoreError};
use crate::read::parse_body;
use crate::store::Store;

/// Records read at once.
const CHUNK: usize = 2_000;

/// What the device holds: every living record of every kind, known or not.
pub(super) async fn reply(store: &Store, bucket: Option<u8>) -> Result<DigestReply> {
    let mut tx = store.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
    refresh(&mut tx).await?;
    let head = state_number(&mut tx, CURSOR).await?;
    let sums = read_buckets(&mut tx).await?;
    let mut whole = Digest::default();
    for sum in sums.values() {
        whole.join(sum);
    }
    let mut reply = DigestReply {
        head,
        whole: whole.to_text(),
        records: Vec::new(),
        buckets: Vec::new(),
    };
    match bucket {
        Some(bucket) => reply.records = records_of(&mut tx, bucket).await?,
        None => {
            for bucket in 0..BUCKETS {
                let sum = i64::try_from(bucket)
                    .ok()
                    .and_then(|bucket| sums.get(&bucket));
                reply
                    .buckets
                    .push(sum.copied().unwrap_or_default().to_text());
            }
        }
    }
    tx.commit().await?;
    Ok(reply)
}

/// Takes records out that are about to be handed back (a JSON list of row ids).
pub(super) async fn forget(connection: &mut SqliteConnection, rids: &str) -> Result<()> {
    refresh(connection).await?;
    let mut sums = read_buckets(connection).await?;
    take_out(connection, rids, &mut sums).await?;
    write_buckets(connection, sums).await
}

/// After changes were handed back, with their numbers: the next ones may be lower than what was
/// counted in before.
pub(super) async fn numbers_went(connection: &mut SqliteConnection) -> Result<()> {
    sqlx::query(
        "UPDATE sync_state SET value = (SELECT coalesce(max(seq), 0) FROM change) WHERE name = ?",
    )
    .bind(DIGEST_UPTO)
    .execute(connection)
    .await?;
    Ok(())
}

/// Counts in what a page changed, of which the bodies are at hand. Does nothing where other changes
/// wait to be counted in: then all of them are, when the digest is asked for.
pub(super) async fn count_page(
    connection: &mut SqliteConnection,
    picture: &Picture<'_>,
) -> Result<()> {
    let (first, next) = (picture.first_change, picture.next_change);
    if next == first || state_number(connection, DIGEST_UPTO).await? < first - 1 {
        return Ok(());
    }
    let records = picture.records.iter();
    let mut records: Vec<_> = records.filter(|(_, held)| held.row_dirty).collect();
    records.sort_unstable_by_key(|(_, held)| held.rid);
    let stored = records.iter().filter(|(_, held)| held.stored);
    let stored: Vec<i64> = stored.map(|(_, held)| held.rid).collect();
    let mut sums = read_buckets(connection).await?;
    if !stored.is_empty() {
        take_out(connection, &json_list(&stored), &mut sums).await?;
    }
    let mut living = Vec::with_capacity(records.len());
    for (id, held) in records {
        if !held.deleted {
            let bucket = i64::from(bucket_of(id));
            let mut own = Digest::default();
            own.add(&held.kind, id, &held.body);
            sums.entry(bucket).or_default().join(&own);
            living.push((held.rid, bucket, own.to_text()));
        }
    }
    write_records(connection, living).await?;
    write_buckets(connection, sums).await?;
    set_state(connection, DIGEST_UPTO, &(next - 1).to_string()).await
}

/// Takes the digests of these records (a JSON list of row ids) out of the sums.
async fn take_out(
    connection: &mut SqliteConnection,
    rids: &str,
    sums: &mut BTreeMap<i64, Digest>,
) -> Result<()> {
    let rows = sqlx::query(
        "DELETE FROM record_digest WHERE rid IN (SELECT value FROM json_each(?))
         RETURNING bucket, digest",
    )
    .bind(rids)
    .fetch_all(connection)
    .await?;
    for row in &rows {
        let gone = digest_of(row.try_get(1)?)?;
        sums.entry(row.try_get(0)?).or_default().part(&gone);
    }
    Ok(())
}

/// Counts in what changed since the last time.
async fn refresh(connection: &mut SqliteConnection) -> Result<()> {
    let upto = state_number(connection, DIGEST_UPTO).await?;
    let last: i64 = sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM change")
        .fetch_one(&mut *connection)
        .await?;
    if last <= upto {
        return Ok(());
    }
    let rids: Vec<i64> =
        sqlx::query_scalar("SELECT DISTINCT rid FROM change WHERE seq > ? ORDER BY rid")
            .bind(upto)
            .fetch_all(&mut *connection)
            .await?;
    let mut sums = read_buckets(connection).await?;
    for chunk in rids.chunks(CHUNK) {
        count_in(connection, chunk, &mut sums).await?;
    }
    write_buckets(connection, sums).await?;
    set_state(connection, DIGEST_UPTO, &last.to_string()).await
}

async fn count_in(
    connection: &mut SqliteConnection,
    rids: &[i64],
    sums: &mut BTreeMap<i64, Digest>,
) -> Result<()> {
    let list = json_list(rids);
    let rows = sqlx::query(
        "SELECT r.rid, r.id, r.kind, r.deleted, r.body, d.digest
         FROM record r LEFT JOIN record_digest d ON d.rid = r.rid
         WHERE r.rid IN (SELECT value FROM json_each(?))",
    )
    .bind(&list)
    .fetch_all(&mut *connection)
    .await?;
    let mut living = Vec::with_capacity(rows.len());
    let mut known = false;
    for row in &rows {
        let (id, kind): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
        let bucket = i64::from(bucket_of(id));
        let sum = sums.entry(bucket).or_default();
        if let Some(before) = row.try_get::<Option<&str>, _>(5)? {
            sum.part(&digest_of(before)?);
            known = true;
        }
        if !row.try_get::<bool, _>(3)? {
            let mut own = Digest::default();
            own.add(kind, id, &parse_body(kind, id, row.try_get(4)?)?);
            sum.join(&own);
            living.push((row.try_get::<i64, _>(0)?, bucket, own.to_text()));
        }
    }
    if known {
        sqlx::query("DELETE FROM record_digest WHERE rid IN (SELECT value FROM json_each(?))")
            .bind(&list)
            .execute(&mut *connection)
            .await?;
    }
    write_records(connection, living).await
}

/// Writes digests of records: (row id, bucket, digest).
async fn write_records(
    connection: &mut SqliteConnection,
    rows: Vec<(i64, i64, String)>,
) -> Result<()> {
    insert(
        connection,
        "INSERT INTO record_digest (rid, bucket, digest) ",
        rows,
        |mut row, (rid, bucket, digest)| {
            row.push_bind(rid).push_bind(bucket).push_bind(digest);
        },
    )
    .await
}

async fn read_buckets(connection: &mut SqliteConnection) -> Result<BTreeMap<i64, Digest>> {
    let rows = sqlx::query("SELECT bucket, digest FROM bucket_digest")
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, digest_of(row.try_get(1)?)?)))
        .collect()
}

async fn write_buckets(
    connection: &mut SqliteConnection,
    sums: BTreeMap<i64, Digest>,
) -> Result<()> {
    insert(
        connection,
        "INSERT OR REPLACE INTO bucket_digest (bucket, digest) ",
        sums.into_iter().collect(),
        |mut row, (bucket, sum): (i64, Digest)| {
            row.push_bind(bucket).push_bind(sum.to_text());
        },
    )
    .await
}

async fn records_of(
    connection: &mut SqliteConnection,
    bucket: u8,
) -> Result<Vec<(Id, String, String)>> {
    let rows = sqlx::query(
        "SELECT r.id, r.kind, d.digest FROM record_digest d JOIN record r ON r.rid = d.rid
         WHERE d.bucket = ? ORDER BY r.id",
    )
    .bind(i64::from(bucket))
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| Ok((Id(row.try_get(0)?), row.try_get(1)?, row.try_get(2)?)))
        .collect()
}

fn digest_of(text: &str) -> Result<Digest> {
    Digest::from_text(text).ok_or_else(|| StoreError::Damaged {
        detail: "digest".to_owned(),
    })
}
