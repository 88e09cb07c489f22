//! What the hub holds within a device's scope, as sums to compare.

use serde_json::{Map, Value};
use songnuan_model::record::Id;
use songnuan_sync::{Digest, DigestBuckets, DigestReply, bucket_of, record_digest};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::db::{self, Cell, bytes, int, query, select_in, text};
use crate::device::DeviceHub;
use crate::error::Result;
use crate::line::Line;
use crate::scope::Scope;
use crate::seal::Sealer;
use crate::service::Inner;
use crate::state::open_body;

impl DeviceHub {
    pub(crate) async fn give_digest(&self, bucket: Option<u8>) -> Result<DigestReply> {
        let inner = self.counted()?;
        let mut tx = inner.pool.begin().await?;
        if db::is_postgres(&inner.pool) {
            // One moment for all that follows, as the embedded database gives by itself.
            query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", [])
                .execute(&mut *tx)
                .await?;
        }
        let known = self.admitted(&mut tx).await?;
        let line = Line::read(&mut tx, &inner.sealer).await?;
        let reply = match inner.scope_of(&mut tx, &known).await? {
            None => everything(inner, &mut tx, &line, bucket).await?,
            Some(scope) => some(inner, &mut tx, &line, bucket, &scope).await?,
        };
        tx.rollback().await?;
        Ok(reply)
    }
}

/// For a device that gets everything: the sums are kept with the line.
async fn everything(
    inner: &Inner,
    connection: &mut AnyConnection,
    line: &Line,
    bucket: Option<u8>,
) -> Result<DigestReply> {
    let mut reply = DigestReply {
        head: line.head,
        whole: line.whole().to_text(),
        records: Vec::new(),
        buckets: Vec::new(),
    };
    let Some(bucket) = bucket else {
        reply.buckets = line.buckets.iter().map(Digest::to_text).collect();
        return Ok(reply);
    };
    let sql = "SELECT id, kind, last_seq, sealed FROM record
               WHERE bucket = $1 AND deleted = 0 ORDER BY id";
    let rows = query(sql, [Cell::Int(i64::from(bucket))])
        .fetch_all(connection)
        .await?;
    for row in &rows {
        let (id, kind, body) = living(&inner.sealer, row)?;
        let digest = record_digest(&kind, &id, &body);
        reply.records.push((Id(id), kind, digest));
    }
    Ok(reply)
}

/// For another one: of the records in its scope.
async fn some(
    inner: &Inner,
    connection: &mut AnyConnection,
    line: &Line,
    bucket: Option<u8>,
    scope: &Scope,
) -> Result<DigestReply> {
    let sql = "SELECT id, kind, last_seq, sealed FROM record
               WHERE id IN ({ids}) AND deleted = 0";
    let ids = scope.ids.iter().map(String::as_str);
    let rows = select_in(connection, sql, &[], ids).await?;
    let mut buckets = DigestBuckets::default();
    let mut records = Vec::new();
    for row in &rows {
        let (id, kind, body) = living(&inner.sealer, row)?;
        buckets.add(&kind, &id, &body);
        if bucket == Some(bucket_of(&id)) {
            let digest = record_digest(&kind, &id, &body);
            records.push((Id(id), kind, digest));
        }
    }
    let mut reply = buckets.reply(line.head);
    if bucket.is_some() {
        records.sort();
        (reply.records, reply.buckets) = (records, Vec::new());
    }
    Ok(reply)
}

/// One living record, from a row of (id, kind, number, sealed).
pub(crate) fn living(
    sealer: &Sealer,
    row: &AnyRow,
) -> Result<(String, String, Map<String, Value>)> {
    let (id, kind) = (text(row, 0)?, text(row, 1)?);
    let body = open_body(sealer, &id, &kind, int(row, 2)?, &bytes(row, 3)?)?;
    Ok((id, kind, body))
}
