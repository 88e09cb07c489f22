//! How this hub stands to the hub above, for `hub status`.

use serde::Serialize;
use songnuan_model::record::{Id, Record as _};
use songnuan_model::records::{Conflict, ConflictDecision};
use songnuan_sync::{OpHead, Refusal};

use super::{outgoing, place};
use crate::db::{int, query};
use crate::error::Result;
use crate::ops;
use crate::service::HubService;

/// Refused operations that are listed.
const REFUSED: u32 = 20;
/// When the last sync came to its end, UTC, RFC 3339.
const LAST: &str = "upper hub last";

/// How a hub stands to the one above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UpstreamStatus {
    pub hub: Id,
    pub hub_name: String,
    pub addresses: Vec<String>,
    /// The last entry taken from there.
    pub cursor: i64,
    /// Operations and changes that wait to go up; operations that were refused there.
    pub waiting_ops: u64,
    pub waiting_changes: u64,
    pub refused: u64,
    /// When a sync came to its end last, UTC, RFC 3339; empty: never.
    pub last: String,
}

impl HubService {
    /// How this hub stands to the hub above; `None`: it belongs to none.
    pub async fn upstream_status(&self) -> Result<Option<UpstreamStatus>> {
        let Some(upper) = self.upper_hub().await? else {
            return Ok(None);
        };
        let waiting = outgoing::waiting(&self.inner).await?;
        let last = self.secret(LAST).await?.unwrap_or_default();
        Ok(Some(UpstreamStatus {
            hub: upper.hub,
            hub_name: upper.name,
            addresses: upper.addresses,
            cursor: place::read(&self.inner).await?.cursor,
            waiting_ops: waiting.ops,
            waiting_changes: waiting.changes,
            refused: waiting.refused,
            last: String::from_utf8(last).unwrap_or_default(),
        }))
    }

    /// Notes that a sync with the hub above came to its end now.
    pub async fn note_upstream_done(&self) -> Result<()> {
        let now = self.inner.host.now();
        self.keep_secret(LAST, now.as_bytes()).await
    }

    /// The first operations that the hub above refused, with its reasons.
    pub async fn upstream_refused(&self) -> Result<Vec<(OpHead, Refusal)>> {
        let refused = outgoing::refused(&self.inner, REFUSED).await?;
        let mut connection = self.inner.pool.acquire().await?;
        let ids = refused.iter().map(|(op, _)| op.as_str());
        let mut known = ops::load(&mut connection, &self.inner.sealer, ids).await?;
        let with_head = refused.into_iter().filter_map(|(op, why)| {
            let known = known.remove(&op)?;
            Some((known.head, why))
        });
        Ok(with_head.collect())
    }

    /// Conflicts that nobody has decided yet.
    pub async fn undecided(&self) -> Result<u64> {
        let sql = "SELECT COUNT(*) FROM record WHERE kind = $1 AND deleted = 0 AND NOT EXISTS (
                       SELECT 1 FROM record AS decision WHERE decision.parent = record.id
                       AND decision.kind = $2 AND decision.deleted = 0)";
        let kinds = [Conflict::KIND.into(), ConflictDecision::KIND.into()];
        let row = query(sql, kinds).fetch_one(&self.inner.pool).await?;
        Ok(int(&row, 0)?.unsigned_abs())
    }
}
