//! Gives a device entries: those after its cursor, and whole records that came into its scope.

use std::collections::HashSet;

use songnuan_model::record::Id;
use songnuan_sync::{Entry, FetchRequest, OpHead, PullPage, PullRequest, Refusal};
use sqlx::AnyConnection;

use crate::db::{Cell, int, query, select_in, text};
use crate::device::DeviceHub;
use crate::error::Result;
use crate::hello::op_at;
use crate::limits;
use crate::ops;
use crate::scope::Scope;
use crate::service::Inner;
use crate::state::entry_of;

const ENTRIES: &str = "SELECT seq, op, record_id, kind, field, sealed FROM entry";
/// Entries looked through at once for a device that gets only some of them.
const LOOK: i64 = 20_000;
/// Bytes of the ids and names around an entry or an operation, about.
const AROUND: usize = 200;

impl DeviceHub {
    pub(crate) async fn give_page(&self, request: PullRequest) -> Result<PullPage> {
        let inner = self.counted()?;
        let mut connection = inner.pool.acquire().await?;
        let known = self.admitted(&mut connection).await?;
        let limit = i64::from(request.limit.clamp(1, limits::PULL_ENTRIES));
        let after = request.after.max(0);
        match inner.scope_of(&mut connection, &known).await? {
            None => everything(inner, &mut connection, after, limit).await,
            Some(scope) => some(inner, &mut connection, after, limit, &scope).await,
        }
    }

    pub(crate) async fn give_records(&self, request: FetchRequest) -> Result<PullPage> {
        let inner = self.counted()?;
        if request.records.len() > limits::FETCH_RECORDS {
            let limit = limits::FETCH_RECORDS as u64;
            return Err(Refusal::TooLarge { limit }.into());
        }
        let mut connection = inner.pool.acquire().await?;
        let known = self.admitted(&mut connection).await?;
        let scope = inner.scope_of(&mut connection, &known).await?;
        let may = |id: &&Id| scope.as_ref().is_none_or(|scope| scope.has(id.as_str()));
        let ids: HashSet<&str> = request.records.iter().filter(may).map(Id::as_str).collect();
        let up_to = request.up_to.max(0);
        let sql = format!("{ENTRIES} WHERE record_id IN ({{ids}}) AND seq <= {up_to}");
        let rows = select_in(&mut connection, &sql, &[], ids).await?;
        let mut read = Vec::with_capacity(rows.len());
        for row in &rows {
            read.push(entry_of(&inner.sealer, row)?);
        }
        read.sort_by_key(|(entry, _)| entry.seq);
        // A record by itself comes whole, however long its history is.
        let room = match request.records.len() {
            0 | 1 => usize::MAX,
            _ => limits::PAGE_BYTES,
        };
        let fit = fitting(inner, &mut connection, read, room).await?;
        if fit.left_out > 0 {
            return Ok(PullPage {
                more: true,
                ..PullPage::default()
            });
        }
        Ok(PullPage {
            ops: fit.ops,
            entries: fit.entries,
            next: up_to,
            ..PullPage::default()
        })
    }
}

/// A page for a device that gets everything.
async fn everything(
    inner: &Inner,
    connection: &mut AnyConnection,
    after: i64,
    limit: i64,
) -> Result<PullPage> {
    let sql = format!("{ENTRIES} WHERE seq > $1 ORDER BY seq LIMIT $2");
    let rows = query(sql, [Cell::Int(after), Cell::Int(limit)])
        .fetch_all(&mut *connection)
        .await?;
    let mut read = Vec::with_capacity(rows.len());
    for row in &rows {
        read.push(entry_of(&inner.sealer, row)?);
    }
    let fit = fitting(inner, connection, read, limits::PAGE_BYTES).await?;
    let last = fit.entries.last();
    let next = last.map_or(after, |entry| entry.seq);
    let left = u64::try_from(head(connection).await? - next).unwrap_or(0);
    Ok(PullPage {
        next,
        next_op: last.map_or_else(String::new, |last| last.op.0.clone()),
        more: left > 0,
        left,
        ops: fit.ops,
        entries: fit.entries,
    })
}

/// A page for a device that does not get everything: the entries of what is in its scope now. Of a
/// record that only now came into it the earlier ones are missing here; the device asks for the
/// whole of it ([`FetchRequest`]).
async fn some(
    inner: &Inner,
    connection: &mut AnyConnection,
    after: i64,
    limit: i64,
    scope: &Scope,
) -> Result<PullPage> {
    let sql = "SELECT seq, record_id FROM entry WHERE seq > $1 ORDER BY seq LIMIT $2";
    let rows = query(sql, [Cell::Int(after), Cell::Int(LOOK)])
        .fetch_all(&mut *connection)
        .await?;
    let (mut wanted, mut seen, mut left) = (Vec::new(), after, 0);
    for row in &rows {
        let seq = int(row, 0)?;
        let shown = scope.has(&text(row, 1)?);
        if i64::try_from(wanted.len()).unwrap_or(i64::MAX) < limit {
            seen = seq;
            if shown {
                wanted.push(seq);
            }
        } else {
            left += u64::from(shown);
        }
    }
    let mut read = Vec::with_capacity(wanted.len());
    if let (Some(first), Some(last)) = (wanted.first(), wanted.last()) {
        let chosen: HashSet<i64> = wanted.iter().copied().collect();
        let sql = format!("{ENTRIES} WHERE seq >= $1 AND seq <= $2 ORDER BY seq");
        let rows = query(sql, [Cell::Int(*first), Cell::Int(*last)])
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            if chosen.contains(&int(row, 0)?) {
                read.push(entry_of(&inner.sealer, row)?);
            }
        }
    }
    let fit = fitting(inner, connection, read, limits::PAGE_BYTES).await?;
    let last = fit.entries.last();
    if let Some(last) = last.filter(|_| fit.left_out > 0) {
        seen = last.seq;
    }
    // Also of an entry that is not shown: by it the device sees that the line is still the same.
    let next_op = op_at(connection, seen).await?;
    Ok(PullPage {
        next: seen,
        next_op: next_op.unwrap_or_default(),
        more: seen < head(connection).await?,
        left: left + fit.left_out,
        ops: fit.ops,
        entries: fit.entries,
    })
}

/// Entries with the operations they belong to.
#[derive(Default)]
struct Fitting {
    entries: Vec<Entry>,
    ops: Vec<OpHead>,
    /// Entries that found no room.
    left_out: u64,
}

/// Adds the operations; leaves out the entries that come after so many bytes, but never the first.
async fn fitting(
    inner: &Inner,
    connection: &mut AnyConnection,
    read: Vec<(Entry, usize)>,
    room: usize,
) -> Result<Fitting> {
    let ids: HashSet<&str> = read.iter().map(|(entry, _)| entry.op.as_str()).collect();
    let mut known = ops::load(connection, &inner.sealer, ids).await?;
    let (mut fit, mut size) = (Fitting::default(), 0);
    for (entry, bytes) in read {
        let head = known.remove(&entry.op).map(|known| known.head);
        size += bytes + AROUND + head.as_ref().map_or(0, weight);
        if size > room && !fit.entries.is_empty() {
            fit.left_out += 1;
            continue;
        }
        fit.ops.extend(head);
        fit.entries.push(entry);
    }
    Ok(fit)
}

/// Bytes of an operation's words.
fn weight(head: &OpHead) -> usize {
    AROUND + head.at.len() + head.who.len() + head.why.len()
}

/// The newest entry.
pub(crate) async fn head(connection: &mut AnyConnection) -> Result<i64> {
    let row = query("SELECT head FROM line WHERE id = 1", [])
        .fetch_one(connection)
        .await?;
    int(&row, 0)
}
