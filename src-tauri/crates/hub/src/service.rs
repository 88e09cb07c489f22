//! The hub of one unit: created once, opened by each process that serves it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use object_store::ObjectStore;
use serde::Serialize;
use songnuan_model::record::Id;
use sqlx::AnyPool;

use crate::blobs;
use crate::db::{self, Cell, bytes, int, query};
use crate::device::DeviceHub;
use crate::error::{HubFailure, Result};
use crate::host::HubHost;
use crate::key::{DataKey, KdfCost, KeySlot};
use crate::line::Line;
use crate::place::HubPlace;
use crate::rate::Rate;
use crate::scope::Scope;
use crate::seal::Sealer;
use crate::words;

/// A hub that is to be.
#[derive(Clone)]
pub struct NewHub {
    /// What devices call it, e.g. `柳河镇总工会同步中心`.
    pub name: String,
    /// The unit it serves.
    pub unit: String,
    /// Opens the hub's key at every start.
    pub password: String,
    pub kdf_cost: KdfCost,
}

/// How a hub is, for `hub status`, the health page and the settings page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HubStatus {
    pub hub: Id,
    pub name: String,
    pub unit: String,
    /// `sqlite` or `postgres`.
    pub engine: &'static str,
    pub schema: i64,
    /// The newest entry.
    pub head: i64,
    /// Living records.
    pub records: u64,
    pub operations: u64,
    /// `conflict` records, decided or not.
    pub conflicts: u64,
    pub devices: u64,
    pub revoked: u64,
    pub open_invitations: u64,
    pub attachments: u64,
    /// Bytes, before sealing.
    pub attachment_bytes: u64,
}

/// An open hub. Cheap to clone.
#[derive(Clone)]
pub struct HubService {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) pool: AnyPool,
    pub(crate) sealer: Sealer,
    pub(crate) host: Arc<dyn HubHost>,
    pub(crate) blobs: Arc<dyn ObjectStore>,
    pub(crate) hub: Id,
    pub(crate) name: String,
    unit: String,
    rate: Mutex<Rate>,
    /// Scope by device, as computed at this head and for this state of the device. Only spares
    /// work: it is computed again whenever either differs.
    pub(crate) scopes: Mutex<HashMap<Id, Arc<Scope>>>,
}

impl Inner {
    /// The counts of this minute.
    pub(crate) fn rate(&self) -> std::sync::MutexGuard<'_, Rate> {
        self.rate.lock().unwrap_or_else(|e| e.into_inner())
    }
}

impl HubService {
    /// Creates a hub in an empty place.
    pub async fn create(place: HubPlace, new: NewHub, host: impl HubHost) -> Result<Self> {
        let host: Arc<dyn HubHost> = Arc::new(host);
        let name = words::name("name", &new.name)?;
        let unit = words::name("unit", &new.unit)?;
        if new.password.is_empty() {
            return Err(HubFailure::BadValue { field: "password" });
        }
        let blobs = blobs::open(&place.blobs, true)?;
        blobs::try_out(&*blobs).await?;
        let pool = db::connect(&place, true).await?;
        if db::schema_of(&pool).await?.is_some() {
            return Err(HubFailure::AlreadyThere);
        }
        let key = DataKey::random(&*host)?;
        let slot = KeySlot::seal(&key, &new.password, new.kdf_cost, &*host)?;
        let slot = serde_json::to_vec(&slot).map_err(|_| HubFailure::BadKdfCost)?;
        let sealer = Sealer::new(&key, Arc::clone(&host));
        let hub = host.fresh_id();
        let postgres = db::is_postgres(&pool);
        let mut tx = pool.begin().await?;
        db::migrate(&mut tx, postgres, 0).await?;
        let rows = [
            ("key", slot),
            ("hub", hub.0.clone().into_bytes()),
            ("name", sealer.seal(&["meta", "name"], name.as_bytes())?),
            ("unit", sealer.seal(&["meta", "unit"], unit.as_bytes())?),
        ];
        let rows = rows.map(|(name, value)| vec![name.into(), value.into()]);
        db::insert(
            &mut tx,
            "INSERT INTO meta (name, value) VALUES ",
            "",
            rows.into(),
        )
        .await?;
        Line::default().create(&mut tx, &sealer).await?;
        tx.commit().await?;
        Ok(Self::with(pool, sealer, host, blobs, hub, name, unit))
    }

    /// Opens a hub. Brings an older schema up to date first.
    pub async fn open(place: HubPlace, password: &str, host: impl HubHost) -> Result<Self> {
        let host: Arc<dyn HubHost> = Arc::new(host);
        let pool = db::connect(&place, false).await?;
        let supported = db::newest_schema();
        let found = db::schema_of(&pool).await?.ok_or(HubFailure::NotFound)?;
        if found > supported {
            return Err(HubFailure::TooNew { found, supported });
        }
        let slot = meta(&pool, "key").await?;
        let damaged = |what| move || HubFailure::Damaged { what };
        let slot = slot.ok_or_else(damaged("key"))?;
        let slot: KeySlot = serde_json::from_slice(&slot).map_err(|_| damaged("key")())?;
        let sealer = Sealer::new(&slot.open(password)?, Arc::clone(&host));
        if found < supported {
            db::upgrade(&pool).await?;
        }
        let text = |bytes| String::from_utf8(bytes).map_err(|_| damaged("hub")());
        let hub = meta(&pool, "hub").await?.ok_or_else(damaged("hub"))?;
        let open = |name, sealed: Option<Vec<u8>>| {
            let sealed = sealed.ok_or_else(damaged("hub"))?;
            text(sealer.open("hub", &["meta", name], &sealed)?)
        };
        let name = open("name", meta(&pool, "name").await?)?;
        let unit = open("unit", meta(&pool, "unit").await?)?;
        let hub = Id(text(hub)?);
        let blobs = blobs::open(&place.blobs, false)?;
        Ok(Self::with(pool, sealer, host, blobs, hub, name, unit))
    }

    fn with(
        pool: AnyPool,
        sealer: Sealer,
        host: Arc<dyn HubHost>,
        blobs: Arc<dyn ObjectStore>,
        hub: Id,
        name: String,
        unit: String,
    ) -> Self {
        let inner = Inner {
            pool,
            sealer,
            host,
            blobs,
            hub,
            name,
            unit,
            rate: Mutex::default(),
            scopes: Mutex::default(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Can attachments be kept and given now? Asked when a hub begins to serve, so that a wrong key
    /// or a missing bucket is said to its keeper and not only to devices.
    pub async fn try_blobs(&self) -> Result<()> {
        blobs::try_out(&*self.inner.blobs).await
    }

    /// The hub's id: enrolment codes and every hello carry it.
    pub fn hub_id(&self) -> &Id {
        &self.inner.hub
    }

    /// What devices call it.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// The unit it serves.
    pub fn unit(&self) -> &str {
        &self.inner.unit
    }

    /// The hub as this device sees it. The caller has made sure that it is the device; whether it
    /// is enrolled, revoked, and what it may do is asked at every call.
    pub fn device(&self, id: Id) -> DeviceHub {
        DeviceHub::new(self.clone(), id)
    }

    /// Keeps something of the transport's that all processes share (a certificate's key, the
    /// hub's signing key), sealed. Replaces what was there under the name.
    pub async fn keep_secret(&self, name: &str, value: &[u8]) -> Result<()> {
        let name = format!("secret:{name}");
        let sealed = self.inner.sealer.seal(&["meta", &name], value)?;
        let sql = "INSERT INTO meta (name, value) VALUES ($1, $2)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        query(sql, [name.into(), Cell::Bytes(sealed)])
            .execute(&self.inner.pool)
            .await?;
        Ok(())
    }

    /// What [`Self::keep_secret`] kept.
    pub async fn secret(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let name = format!("secret:{name}");
        let sealed = meta(&self.inner.pool, &name).await?;
        let open = |sealed: Vec<u8>| self.inner.sealer.open("key", &["meta", &name], &sealed);
        sealed.map(open).transpose()
    }

    /// Keeps this under the name unless there is something already, and returns what is kept: of
    /// two processes that start at once both go on with the same.
    pub async fn secret_once(&self, name: &str, fresh: &[u8]) -> Result<Vec<u8>> {
        let place = format!("secret:{name}");
        let sealed = self.inner.sealer.seal(&["meta", &place], fresh)?;
        let sql = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
        query(sql, [place.into(), Cell::Bytes(sealed)])
            .execute(&self.inner.pool)
            .await?;
        let kept = self.secret(name).await?;
        kept.ok_or(HubFailure::Damaged { what: "key" })
    }

    /// Puts the hub's key under another password. Other processes keep running.
    pub async fn change_password(&self, old: &str, new: &str, cost: KdfCost) -> Result<()> {
        if new.is_empty() {
            return Err(HubFailure::BadValue { field: "password" });
        }
        let damaged = || HubFailure::Damaged { what: "key" };
        let mut tx = self.inner.pool.begin().await?;
        // The same lock as a push: two changes at once come one after the other.
        Line::take(&mut tx, &self.inner.sealer).await?;
        let row = query("SELECT value FROM meta WHERE name = 'key'", [])
            .fetch_one(&mut *tx)
            .await?;
        let slot: KeySlot = serde_json::from_slice(&bytes(&row, 0)?).map_err(|_| damaged())?;
        let slot = KeySlot::seal(&slot.open(old)?, new, cost, &*self.inner.host)?;
        let slot = serde_json::to_vec(&slot).map_err(|_| damaged())?;
        query(
            "UPDATE meta SET value = $1 WHERE name = 'key'",
            [Cell::Bytes(slot)],
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Counts, for people who look after the hub.
    pub async fn status(&self) -> Result<HubStatus> {
        let now = self.inner.host.now();
        let one = async |sql: &str, cells: Vec<Cell>| -> Result<u64> {
            let row = query(sql, cells).fetch_one(&self.inner.pool).await?;
            Ok(int(&row, 0)?.unsigned_abs())
        };
        let head = one("SELECT head FROM line WHERE id = 1", vec![]).await?;
        let bytes = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM blob";
        let open = "SELECT COUNT(*) FROM invitation WHERE used = 0 AND expires > $1";
        let conflicts = "SELECT COUNT(*) FROM record WHERE kind = 'conflict'";
        let postgres = db::is_postgres(&self.inner.pool);
        Ok(HubStatus {
            hub: self.inner.hub.clone(),
            name: self.inner.name.clone(),
            unit: self.inner.unit.clone(),
            engine: if postgres { "postgres" } else { "sqlite" },
            schema: db::newest_schema(),
            head: head.cast_signed(),
            records: one("SELECT records FROM line WHERE id = 1", vec![]).await?,
            operations: one("SELECT COUNT(*) FROM op", vec![]).await?,
            conflicts: one(conflicts, vec![]).await?,
            devices: one("SELECT COUNT(*) FROM device WHERE revoked_at = ''", vec![]).await?,
            revoked: one("SELECT COUNT(*) FROM device WHERE revoked_at <> ''", vec![]).await?,
            open_invitations: one(open, vec![now.into()]).await?,
            attachments: one("SELECT COUNT(*) FROM blob", vec![]).await?,
            attachment_bytes: one(bytes, vec![]).await?,
        })
    }

    /// Lets go of the database's connections.
    pub async fn close(&self) {
        self.inner.pool.close().await;
    }
}

/// One row of `meta`.
async fn meta(pool: &AnyPool, name: &str) -> Result<Option<Vec<u8>>> {
    query("SELECT value FROM meta WHERE name = $1", [name.into()])
        .fetch_optional(pool)
        .await?
        .map(|row| bytes(&row, 0))
        .transpose()
}
