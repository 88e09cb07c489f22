//! What this hub holds of what it shares with the hub above: records it lacks, the sums to compare,
//! entries with the numbers they have above.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use songnuan_model::record::Id;
use songnuan_sync::{Digest, DigestReply, Entry, ResendPage, bucket_of, record_digest};
use sqlx::AnyConnection;

use super::outgoing::OWN;
use super::place;
use crate::db::{self, Cell, int, query, select_in, text};
use crate::digest::living;
use crate::error::Result;
use crate::line::Line;
use crate::ops;
use crate::service::Inner;
use crate::state::entry_of;

/// Living records that stay here: users, and conflicts about users with their decisions.
const STAYING: &str = "deleted = 0 AND (kind = 'user'
     OR (kind = 'conflict' AND parent IN (SELECT id FROM record WHERE kind = 'user'))
     OR (kind = 'conflict_decision' AND parent IN (
         SELECT conflict.id FROM record AS conflict JOIN record AS about
         ON about.id = conflict.parent WHERE about.kind = 'user')))";

/// Of these records, the ones that are not here.
pub(super) async fn lacking(inner: &Inner, records: &[Id]) -> Result<Vec<Id>> {
    let mut connection = inner.pool.acquire().await?;
    let sql = "SELECT id FROM record WHERE id IN ({ids})";
    let ids = records.iter().map(Id::as_str);
    let rows = select_in(&mut connection, sql, &[], ids).await?;
    let here: HashSet<String> = rows.iter().map(|row| text(row, 0)).collect::<Result<_>>()?;
    let lacking = records.iter().filter(|id| !here.contains(id.as_str()));
    Ok(lacking.cloned().collect())
}

/// Of these records, with the number of entries above, the ones of which another number is known
/// here, and of which nothing waits or was refused.
pub(super) async fn torn(inner: &Inner, listed: &[(Id, u64)]) -> Result<Vec<Id>> {
    let mut connection = inner.pool.acquire().await?;
    let sql = "SELECT record.id, COUNT(DISTINCT upstream_entry.up_seq) FROM record
               JOIN entry ON entry.record_id = record.id
               LEFT JOIN upstream_entry ON upstream_entry.seq = entry.seq
               WHERE record.id IN ({ids}) GROUP BY record.id";
    let ids = listed.iter().map(|(id, _)| id.as_str());
    let mut here = HashMap::new();
    for row in select_in(&mut connection, sql, &[], ids).await? {
        here.insert(text(&row, 0)?, int(&row, 1)?.unsigned_abs());
    }
    let uneven = |(id, count): &&(Id, u64)| here.get(id.as_str()).is_some_and(|n| n != count);
    let torn: Vec<&str> = listed
        .iter()
        .filter(uneven)
        .map(|it| it.0.as_str())
        .collect();
    let sent = place::read_in(&mut connection).await?.sent;
    let sql = format!(
        "SELECT DISTINCT record_id FROM entry WHERE record_id IN ({{ids}}) AND {OWN}
         AND (seq > {sent} OR op IN (SELECT op FROM upstream_refused))"
    );
    let rows = select_in(&mut connection, &sql, &[], torn.iter().copied()).await?;
    let waiting: HashSet<String> = rows.iter().map(|row| text(row, 0)).collect::<Result<_>>()?;
    let torn = torn.into_iter().filter(|id| !waiting.contains(*id));
    Ok(torn.map(Id::new).collect())
}

/// The contents by bucket, or the records of one bucket, what stays here left out.
pub(super) async fn digest(inner: &Inner, bucket: Option<u8>) -> Result<DigestReply> {
    let mut tx = inner.pool.begin().await?;
    if db::is_postgres(&inner.pool) {
        // One moment for all that follows, as the embedded database gives by itself.
        query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", [])
            .execute(&mut *tx)
            .await?;
    }
    let head = place::read_in(&mut tx).await?.cursor;
    let line = Line::read(&mut tx, &inner.sealer).await?;
    let staying = records(inner, &mut tx, STAYING, &[]).await?;
    let mut buckets = line.buckets;
    for (id, kind, body) in &staying {
        if let Some(digest) = buckets.get_mut(usize::from(bucket_of(id))) {
            digest.remove(kind, id, body);
        }
    }
    let mut whole = Digest::default();
    for digest in &buckets {
        whole.join(digest);
    }
    let mut reply = DigestReply {
        head,
        whole: whole.to_text(),
        records: Vec::new(),
        buckets: Vec::new(),
    };
    match bucket {
        None => reply.buckets = buckets.iter().map(Digest::to_text).collect(),
        Some(bucket) => {
            let sql = "deleted = 0 AND bucket = $1";
            let there = records(inner, &mut tx, sql, &[i64::from(bucket)]).await?;
            let staying: HashSet<&str> = staying.iter().map(|(id, ..)| id.as_str()).collect();
            for (id, kind, body) in there {
                if !staying.contains(id.as_str()) {
                    let digest = record_digest(&kind, &id, &body);
                    reply.records.push((Id(id), kind, digest));
                }
            }
            reply.records.sort();
        }
    }
    tx.rollback().await?;
    Ok(reply)
}

async fn records(
    inner: &Inner,
    connection: &mut AnyConnection,
    which: &str,
    numbers: &[i64],
) -> Result<Vec<(String, String, Map<String, Value>)>> {
    let sql = format!("SELECT id, kind, last_seq, sealed FROM record WHERE {which}");
    let rows = query(sql, numbers.iter().copied().map(Cell::Int))
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| living(&inner.sealer, row)).collect()
}

/// Entries known here after a number of the hub above, as it had numbered them.
pub(super) async fn resend(inner: &Inner, after: i64, limit: u32) -> Result<ResendPage> {
    let mut connection = inner.pool.acquire().await?;
    let sql = "SELECT entry.seq, entry.op, entry.record_id, entry.kind, entry.field, entry.sealed,
                   upstream_entry.up_seq FROM upstream_entry
               JOIN entry ON entry.seq = upstream_entry.seq
               WHERE upstream_entry.up_seq > $1
               ORDER BY upstream_entry.up_seq, entry.seq LIMIT $2";
    let cells = [Cell::Int(after), Cell::Int(i64::from(limit.max(1)))];
    let rows = query(sql, cells).fetch_all(&mut *connection).await?;
    let mut page = ResendPage::default();
    for row in &rows {
        let (entry, _) = entry_of(&inner.sealer, row)?;
        let seq = int(row, 6)?;
        // What came twice, because something else had overtaken it here, is one entry there.
        if page
            .entries
            .last()
            .is_none_or(|last: &Entry| last.seq < seq)
        {
            page.entries.push(Entry { seq, ..entry });
        }
    }
    let ids: HashSet<&str> = page.entries.iter().map(|entry| entry.op.as_str()).collect();
    let known = ops::load(&mut connection, &inner.sealer, ids).await?;
    page.ops = known.into_values().map(|known| known.head).collect();
    page.ops.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(page)
}
