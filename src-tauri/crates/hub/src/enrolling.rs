//! Takes invitations, and keeps the list of devices.

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_sync::Refusal;
use songnuan_sync::bundle::BundleKey;
use songnuan_sync::enrol::{EnrolRequest, Enrolled, Secret};

use crate::db::{bytes, int, query, text};
use crate::enrol::{DeviceChange, DeviceInfo, Invitation, NewDevice};
use crate::error::{HubFailure, Result};
use crate::http::signing_key;
use crate::known::{Known, Said};
use crate::limits;
use crate::line::Line;
use crate::service::{HubService, Inner};
use crate::words;

/// What is sealed of an invitation.
#[derive(Serialize, Deserialize)]
pub(crate) struct Offer {
    secret: [u8; 16],
    device: NewDevice,
    #[serde(default)]
    lower_hub: bool,
}

impl HubService {
    pub(crate) async fn write_invitation(&self, device: NewDevice) -> Result<Invitation> {
        self.offer(checked(device)?, false).await
    }

    pub(crate) async fn write_lower_invitation(&self, name: &str) -> Result<Invitation> {
        // Its own hub holds its people to their roles; no user of ours works on it.
        let device = NewDevice {
            name: words::name("name", name)?,
            users: Vec::new(),
            roles: Vec::new(),
            everything: false,
        };
        self.offer(device, true).await
    }

    async fn offer(&self, device: NewDevice, lower_hub: bool) -> Result<Invitation> {
        let inner = &*self.inner;
        let mut secret = [0; 16];
        inner.host.fill(&mut secret)?;
        let id = inner.host.fresh_id();
        let expires = later(&inner.host.now(), limits::INVITATION_HOURS)?;
        let offer = Offer {
            secret,
            device,
            lower_hub,
        };
        let sealed = inner
            .sealer
            .seal_json(&["invitation", id.as_str(), &expires], &offer)?;
        let sql = "INSERT INTO invitation (id, expires, used, sealed) VALUES ($1, $2, 0, $3)";
        let cells = [id.as_str().into(), expires.clone().into(), sealed.into()];
        query(sql, cells).execute(&inner.pool).await?;
        Ok(Invitation {
            id,
            secret: Secret(secret),
            expires,
        })
    }

    pub(crate) async fn take_invitation(&self, request: &EnrolRequest) -> Result<Enrolled> {
        let inner = &*self.inner;
        let now = inner.host.now();
        inner.rate().may_enrol(&now)?;
        let id = request.device.as_str();
        if id.is_empty() || id.len() > limits::ID_BYTES || request.device == inner.hub {
            return Err(Refusal::Garbled.into());
        }
        // Before the code is used up: an answer without it would be worth nothing.
        let hub_key = signing_key(self).await?.public();
        let mut tx = inner.pool.begin().await?;
        // The line's lock: of two devices with one code only the first is enrolled.
        Line::take(&mut tx, &inner.sealer).await?;
        let sql = "SELECT id, expires, sealed FROM invitation WHERE used = 0 AND expires > $1";
        let rows = query(sql, [now.clone().into()]).fetch_all(&mut *tx).await?;
        let mut found = None;
        for row in &rows {
            let (id, expires) = (text(row, 0)?, text(row, 1)?);
            let place = ["invitation", id.as_str(), &expires];
            let offer: Offer = inner
                .sealer
                .open_json("invitation", &place, &bytes(row, 2)?)?;
            // Every open invitation is compared in full, so that time tells nothing.
            if request.proves(&inner.hub, &Secret(offer.secret)) {
                found = Some((id, offer.device, offer.lower_hub));
            }
        }
        let Some((id, device, lower_hub)) = found else {
            inner.rate().wrong_code();
            return Err(Refusal::BadCode.into());
        };
        query("UPDATE invitation SET used = 1 WHERE id = $1", [id.into()])
            .execute(&mut *tx)
            .await?;
        let mut bundle_key = [0; 32];
        inner.host.fill(&mut bundle_key)?;
        let known = Known {
            id: request.device.clone(),
            public_key: request.public_key.0.to_vec(),
            enrolled_at: now,
            last_seen: String::new(),
            revoked_at: String::new(),
            cursor: 0,
            lower_hub,
            said: Said {
                device,
                reason: String::new(),
                bundle_key,
            },
        };
        known.put(&mut tx, &inner.sealer).await?;
        tx.commit().await?;
        inner.forget_scope(&known.id);
        let device = known.said.device;
        Ok(Enrolled {
            hub: inner.hub.clone(),
            hub_name: inner.name.clone(),
            hub_key,
            bundle_key: BundleKey(bundle_key),
            everything: device.everything,
            roles: device.roles,
        })
    }

    /// Every device that was ever enrolled, in that order.
    pub async fn devices(&self) -> Result<Vec<DeviceInfo>> {
        let inner = &*self.inner;
        let known = Known::all(&inner.pool, &inner.sealer).await?;
        let sql = "SELECT device, COUNT(*) FROM held
                   JOIN record ON record.id = held.record_id
                   WHERE held.dropped = 0 AND record.deleted = 0 GROUP BY device";
        let held = query(sql, []).fetch_all(&inner.pool).await?;
        let row = query("SELECT records FROM line WHERE id = 1", [])
            .fetch_one(&inner.pool)
            .await?;
        let all = int(&row, 0)?.unsigned_abs();
        let mut devices = Vec::with_capacity(known.len());
        for device in known {
            let mut holds = if device.everything() { all } else { 0 };
            for row in held.iter().filter(|_| !device.everything()) {
                if text(row, 0)? == device.id.as_str() {
                    holds = int(row, 1)?.unsigned_abs();
                }
            }
            devices.push(device.info(holds));
        }
        Ok(devices)
    }

    /// Takes a device back: from now on it gets nothing and gives nothing, and is told why.
    pub async fn revoke(&self, id: &Id, reason: &str) -> Result<()> {
        let reason = words::name("reason", reason)?;
        let now = self.inner.host.now();
        self.change_device(id, |known| {
            known.revoked_at = now;
            known.said.reason = reason;
        })
        .await
    }

    /// Changes a device's name, users, roles or scope; in force at its next request.
    pub async fn change_scope(&self, id: &Id, change: DeviceChange) -> Result<()> {
        let inner = &*self.inner;
        let mut connection = inner.pool.acquire().await?;
        let known = Known::find(&mut connection, &inner.sealer, id).await?;
        drop(connection);
        let old = known.ok_or(HubFailure::UnknownDevice)?.said.device;
        let device = checked(NewDevice {
            name: change.name.unwrap_or(old.name),
            users: change.users.unwrap_or(old.users),
            roles: change.roles.unwrap_or(old.roles),
            everything: change.everything.unwrap_or(old.everything),
        })?;
        self.change_device(id, |known| known.said.device = device)
            .await
    }

    /// The key a device signs with (Ed25519, 32 bytes); also of a revoked one, so that its
    /// messages are recognised and refused with the reason.
    pub async fn public_key_of(&self, id: &Id) -> Result<[u8; 32]> {
        let known = self.known(id).await?;
        let damaged = |_| HubFailure::Damaged { what: "device" };
        known.public_key.try_into().map_err(damaged)
    }

    /// The key of the bundles between this device and the hub.
    pub async fn bundle_key_of(&self, id: &Id) -> Result<[u8; 32]> {
        Ok(self.known(id).await?.said.bundle_key)
    }

    async fn known(&self, id: &Id) -> Result<Known> {
        let mut connection = self.inner.pool.acquire().await?;
        let known = Known::find(&mut connection, &self.inner.sealer, id).await?;
        known.ok_or(HubFailure::UnknownDevice)
    }

    async fn change_device(&self, id: &Id, change: impl FnOnce(&mut Known)) -> Result<()> {
        let inner = &*self.inner;
        let mut tx = inner.pool.begin().await?;
        // The line's lock: no push is half taken while the device changes.
        Line::take(&mut tx, &inner.sealer).await?;
        let known = Known::find(&mut tx, &inner.sealer, id).await?;
        let mut known = known.ok_or(HubFailure::UnknownDevice)?;
        change(&mut known);
        known.put(&mut tx, &inner.sealer).await?;
        tx.commit().await?;
        inner.forget_scope(id);
        Ok(())
    }
}

impl Inner {
    /// What a device was computed to hold is computed anew.
    pub(crate) fn forget_scope(&self, id: &Id) {
        let mut scopes = self.scopes.lock().unwrap_or_else(|e| e.into_inner());
        scopes.remove(id);
    }
}

/// Names within their limits, no user twice, at least one role.
fn checked(mut device: NewDevice) -> Result<NewDevice> {
    let bad = |field| HubFailure::BadValue { field };
    device.name = words::name("name", &device.name)?;
    let users = device.users.iter().map(|user| words::name("users", user));
    device.users = users.collect::<Result<_>>()?;
    device.users.sort();
    device.users.dedup();
    if device.users.len() > limits::DEVICE_USERS {
        return Err(bad("users"));
    }
    device.roles.dedup();
    if device.roles.is_empty() {
        return Err(bad("roles"));
    }
    Ok(device)
}

/// So many hours after a moment.
fn later(now: &str, hours: i64) -> Result<String> {
    let now = DateTime::parse_from_rfc3339(now);
    let now = now.map_err(|_| HubFailure::BadValue { field: "now" })?;
    let then = now.with_timezone(&Utc) + Duration::hours(hours);
    Ok(then.to_rfc3339_opts(SecondsFormat::Millis, true))
}
