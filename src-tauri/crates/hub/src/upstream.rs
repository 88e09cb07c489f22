//! This hub as the device of a hub above it: a township's hub syncs to the county's.
//!
//! The same engine runs as on a laptop; [`Upstream`] is its replica, over the hub's own line. What
//! devices brought goes up in the order of the line; what comes down is appended to the line under
//! its own operations, so that the unit's laptops get it by their ordinary pull. All that is known
//! of the hub above is in the database: several processes may serve and sync at once, each page
//! takes the line's lock. Users stay where they are: who may come in is each unit's own matter.

mod attachments;
mod contents;
mod incoming;
mod outgoing;
mod place;
mod standing;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use songnuan_model::record::Id;
use songnuan_sync::enrol::UpperHub;
use songnuan_sync::identity::SecretKey;
use songnuan_sync::{
    Applied, DigestReply, PullPage, PushPage, PushReply, Receipt, Replica, ResendPage, Waiting,
};

pub use standing::UpstreamStatus;

use outgoing::Sent;

use crate::error::{HubFailure, Result};
use crate::service::{HubService, Inner};

/// Names under which secrets are kept.
const UPPER: &str = "upper hub";
const KEY: &str = "upper hub key";

/// The hub as the replica of one sync with the hub above.
pub struct Upstream {
    service: HubService,
    /// The hub above.
    upper: Id,
    /// What the last outgoing page held.
    under_way: Mutex<Vec<Sent>>,
    /// Entries that were what this hub's devices did, by kind.
    own: Mutex<BTreeMap<String, u64>>,
}

impl HubService {
    /// The key this hub signs with towards the hub above: made once, kept sealed.
    pub async fn upstream_key(&self) -> Result<SecretKey> {
        let kept = match self.secret(KEY).await? {
            Some(kept) => kept,
            None => {
                let mut fresh = [0; 32];
                self.inner.host.fill(&mut fresh)?;
                self.secret_once(KEY, &fresh).await?
            }
        };
        let damaged = |_| HubFailure::Damaged { what: "key" };
        let kept: [u8; 32] = kept.try_into().map_err(damaged)?;
        Ok(SecretKey::from_bytes(&kept))
    }

    /// The hub above; `None`: this hub belongs to none.
    pub async fn upper_hub(&self) -> Result<Option<UpperHub>> {
        let Some(kept) = self.secret(UPPER).await? else {
            return Ok(None);
        };
        let read = serde_json::from_slice(&kept);
        read.map(Some)
            .map_err(|_| HubFailure::Damaged { what: "upstream" })
    }

    /// Belongs to this hub above from now on, or keeps what is new of it (its name, which address
    /// answered). Another one than before is refused: two lines would run together.
    pub async fn keep_upper_hub(&self, upper: &UpperHub) -> Result<()> {
        let known = self.upper_hub().await?;
        if known.is_some_and(|known| known.hub != upper.hub) || upper.hub == self.inner.hub {
            return Err(HubFailure::BadValue { field: "upstream" });
        }
        let damaged = |_| HubFailure::Damaged { what: "upstream" };
        let text = serde_json::to_vec(upper).map_err(damaged)?;
        place::create(&self.inner.pool).await?;
        self.keep_secret(UPPER, &text).await
    }

    /// The replica of a sync with the hub above; `None`: there is none.
    pub async fn upstream(&self) -> Result<Option<Upstream>> {
        let upper = self.upper_hub().await?;
        Ok(upper.map(|upper| Upstream {
            service: self.clone(),
            upper: upper.hub,
            under_way: Mutex::default(),
            own: Mutex::default(),
        }))
    }
}

impl Upstream {
    fn inner(&self) -> &Inner {
        &self.service.inner
    }

    /// Takes out of a sync's receipt what was received of this hub's own devices: it is nothing new
    /// to anybody here.
    pub fn without_own(&self, receipt: &mut Receipt) {
        let received = &mut receipt.received;
        for (kind, count) in &*locked(&self.own) {
            received.entries = received.entries.saturating_sub(*count);
            if let Some(of_kind) = received.kinds.get_mut(kind) {
                *of_kind = of_kind.saturating_sub(*count);
            }
        }
        received.kinds.retain(|_, count| *count > 0);
    }

    async fn take(&self, page: &PullPage, in_line: bool) -> Result<Applied> {
        let taken = incoming::apply(self.inner(), &self.upper, page, in_line).await?;
        let (applied, own) = taken;
        for (kind, count) in own {
            *locked(&self.own).entry(kind).or_default() += count;
        }
        Ok(applied)
    }

    /// Lets the operations go out again that the hub above refused. Returns how many.
    pub async fn retry_refused(&self) -> Result<u64> {
        outgoing::retry_refused(self.inner()).await
    }
}

fn locked<T>(one: &Mutex<T>) -> MutexGuard<'_, T> {
    one.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Replica for Upstream {
    type Error = HubFailure;

    async fn cursor(&self) -> Result<(i64, String)> {
        let place = place::read(self.inner()).await?;
        Ok((place.cursor, place.cursor_op))
    }

    async fn waiting(&self) -> Result<Waiting> {
        outgoing::waiting(self.inner()).await
    }

    async fn outgoing_page(&self, limit: u32) -> Result<PushPage> {
        let page = outgoing::page(self.inner(), limit).await?;
        *locked(&self.under_way) = outgoing::sent(&page);
        Ok(page)
    }

    async fn resume(&self) -> Result<()> {
        place::resume(self.inner()).await
    }

    async fn settle(&self) -> Result<()> {
        place::settle(self.inner()).await
    }

    async fn acknowledge(&self, reply: &PushReply) -> Result<()> {
        let page = std::mem::take(&mut *locked(&self.under_way));
        outgoing::acknowledge(self.inner(), &page, reply).await
    }

    async fn apply(&self, page: &PullPage) -> Result<Applied> {
        self.take(page, true).await
    }

    async fn apply_fetched(&self, page: &PullPage) -> Result<Applied> {
        self.take(page, false).await
    }

    async fn lacking(&self, records: &[Id]) -> Result<Vec<Id>> {
        contents::lacking(self.inner(), records).await
    }

    async fn torn(&self, listed: &[(Id, u64)]) -> Result<Vec<Id>> {
        contents::torn(self.inner(), listed).await
    }

    async fn known(&self, up_to: i64) -> Result<(i64, String)> {
        place::known(self.inner(), up_to).await
    }

    async fn go_back(&self, to: i64, op: &str) -> Result<()> {
        place::go_back(self.inner(), to, op).await
    }

    /// A hub hands nothing back: what it was given is on its laptops.
    async fn keep_only(&self, _: &[Id]) -> Result<u64> {
        Ok(0)
    }

    async fn resend_page(&self, after: i64, limit: u32) -> Result<ResendPage> {
        contents::resend(self.inner(), after, limit).await
    }

    async fn digest(&self, bucket: Option<u8>) -> Result<DigestReply> {
        contents::digest(self.inner(), bucket).await
    }

    async fn blobs(&self) -> Result<(Vec<String>, Vec<String>)> {
        attachments::compare(self.inner()).await
    }

    async fn note_blobs_at_hub(&self, names: &[String]) -> Result<()> {
        attachments::note(self.inner(), names).await
    }

    async fn read_blob(&self, name: &str) -> Result<Vec<u8>> {
        let found = self.inner().attachment(name).await?;
        found.ok_or(HubFailure::Damaged { what: "attachment" })
    }

    async fn write_blob(&self, name: &str, bytes: Vec<u8>) -> Result<()> {
        self.inner().keep_attachment(name, &bytes).await?;
        attachments::note(self.inner(), &[name.to_owned()]).await
    }
}
