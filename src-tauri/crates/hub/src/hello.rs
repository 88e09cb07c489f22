//! The first word of a device, and the list of what it may hold.

use std::collections::HashMap;

use songnuan_model::record::Id;
use songnuan_sync::{
    Hello, OLDEST_PROTOCOL, PROTOCOL, Refusal, ScopePage, Welcome, agree, line_state,
};
use sqlx::AnyConnection;

use crate::db::{Cell, int, query, select_in, text};
use crate::device::DeviceHub;
use crate::error::Result;
use crate::known::Known;
use crate::limits;
use crate::pull::head;
use crate::scope;
use crate::service::Inner;

impl DeviceHub {
    /// Counts a request of this device; refuses when there were too many.
    pub(crate) fn counted(&self) -> Result<&Inner> {
        let inner = &*self.service.inner;
        inner.rate().request(&inner.host.now(), &self.id)?;
        Ok(inner)
    }

    /// The device as the hub knows it, if it may be answered.
    pub(crate) async fn admitted(&self, connection: &mut AnyConnection) -> Result<Known> {
        Known::admitted(connection, &self.service.inner.sealer, &self.id).await
    }

    pub(crate) async fn answer_hello(&self, hello: Hello) -> Result<Welcome> {
        let inner = self.counted()?;
        if hello.hub != inner.hub {
            return Err(Refusal::WrongHub.into());
        }
        if hello.device != self.id {
            return Err(Refusal::UnknownDevice.into());
        }
        let mut connection = inner.pool.acquire().await?;
        let known = self.admitted(&mut connection).await?;
        let protocol = agree((hello.oldest, hello.newest), (OLDEST_PROTOCOL, PROTOCOL))?;
        let head = head(&mut connection).await?;
        let there = op_at(&mut connection, hello.cursor).await?;
        let line = line_state(hello.cursor, &hello.cursor_op, head, there.as_deref());
        let now = inner.host.now();
        let sql = "UPDATE device SET last_seen = $1, cursor_seq = $2 WHERE id = $3";
        let cells: [Cell; 3] = [
            now.clone().into(),
            hello.cursor.into(),
            self.id.as_str().into(),
        ];
        query(sql, cells).execute(&mut *connection).await?;
        Ok(Welcome {
            protocol,
            hub: inner.hub.clone(),
            hub_name: inner.name.clone(),
            head,
            now,
            everything: known.everything(),
            roles: known.roles().to_vec(),
            line,
        })
    }

    pub(crate) async fn give_scope(&self, after: Option<Id>) -> Result<ScopePage> {
        let inner = self.counted()?;
        let mut connection = inner.pool.acquire().await?;
        let known = self.admitted(&mut connection).await?;
        let Some(scope) = inner.scope_of(&mut connection, &known).await? else {
            return all_ids(&mut connection, after).await;
        };
        drop(connection);
        if after.is_none() {
            scope::hand_out(&inner.pool, &self.id, &scope).await?;
        }
        let after = after.map_or_else(String::new, |id| id.0);
        let from = scope.ids.partition_point(|id| *id <= after);
        let rest = &scope.ids[from..];
        let page = &rest[..rest.len().min(limits::SCOPE_IDS)];
        let page = page_of(page.iter().cloned(), rest.len() > page.len());
        let mut connection = inner.pool.acquire().await?;
        counted(&mut connection, page).await
    }
}

/// Says how many entries there are of each record.
async fn counted(connection: &mut AnyConnection, mut page: ScopePage) -> Result<ScopePage> {
    let sql = "SELECT record_id, COUNT(*) FROM entry WHERE record_id IN ({ids}) GROUP BY record_id";
    let ids = page.records.iter().map(Id::as_str);
    let mut counts = HashMap::with_capacity(page.records.len());
    for row in select_in(connection, sql, &[], ids).await? {
        counts.insert(text(&row, 0)?, int(&row, 1)?.unsigned_abs());
    }
    let count = |id: &Id| counts.get(id.as_str()).copied().unwrap_or(0);
    page.entries = page.records.iter().map(count).collect();
    Ok(page)
}

/// The operation of the entry with this number.
pub(crate) async fn op_at(connection: &mut AnyConnection, seq: i64) -> Result<Option<String>> {
    query("SELECT op FROM entry WHERE seq = $1", [Cell::Int(seq)])
        .fetch_optional(connection)
        .await?
        .map(|row| text(&row, 0))
        .transpose()
}

/// For a device that gets everything, should it ask: every record there is.
async fn all_ids(connection: &mut AnyConnection, after: Option<Id>) -> Result<ScopePage> {
    let limit = i64::try_from(limits::SCOPE_IDS).unwrap_or(i64::MAX);
    let after = after.map_or_else(String::new, |id| id.0);
    let sql = "SELECT id FROM record WHERE id > $1 ORDER BY id LIMIT $2";
    let rows = query(sql, [after.into(), Cell::Int(limit + 1)])
        .fetch_all(&mut *connection)
        .await?;
    let more = rows.len() > limits::SCOPE_IDS;
    let ids = rows.iter().take(limits::SCOPE_IDS).map(|row| text(row, 0));
    let ids: Vec<String> = ids.collect::<Result<_>>()?;
    counted(connection, page_of(ids.into_iter(), more)).await
}

fn page_of(ids: impl Iterator<Item = String>, more: bool) -> ScopePage {
    let records: Vec<Id> = ids.map(Id).collect();
    let next = records.last().filter(|_| more).cloned();
    ScopePage {
        records,
        next,
        entries: Vec::new(),
    }
}
