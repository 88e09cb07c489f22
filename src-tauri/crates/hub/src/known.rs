//! Enrolled devices as the database has them.

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use songnuan_sync::Refusal;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AnyPool};

use crate::db::{bytes, int, query, text};
use crate::enrol::{DeviceInfo, NewDevice, Revocation};
use crate::error::Result;
use crate::seal::Sealer;

/// What is sealed of a device.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Said {
    pub device: NewDevice,
    /// Why it was revoked; empty otherwise.
    pub reason: String,
    pub bundle_key: [u8; 32],
}

/// One row of `device`.
#[derive(Clone)]
pub(crate) struct Known {
    pub id: Id,
    pub public_key: Vec<u8>,
    pub enrolled_at: String,
    pub last_seen: String,
    /// Empty: not revoked.
    pub revoked_at: String,
    pub cursor: i64,
    /// It is a hub itself, of a unit below: it brings what its devices did.
    pub lower_hub: bool,
    pub said: Said,
}

const COLUMNS: &str =
    "SELECT id, public_key, enrolled_at, last_seen, revoked_at, cursor_seq, sealed,
     lower_hub FROM device";

impl Known {
    /// All of them, in the order of enrolment.
    pub(crate) async fn all(pool: &AnyPool, sealer: &Sealer) -> Result<Vec<Self>> {
        let sql = format!("{COLUMNS} ORDER BY enrolled_at, id");
        let rows = query(sql, []).fetch_all(pool).await?;
        rows.iter().map(|row| Self::of(sealer, row)).collect()
    }

    /// One of them; `None` = never enrolled here.
    pub(crate) async fn find(
        connection: &mut AnyConnection,
        sealer: &Sealer,
        id: &Id,
    ) -> Result<Option<Self>> {
        let sql = format!("{COLUMNS} WHERE id = $1");
        let row = query(sql, [id.as_str().into()])
            .fetch_optional(connection)
            .await?;
        row.map(|row| Self::of(sealer, &row)).transpose()
    }

    /// One that may be answered: enrolled and not revoked.
    pub(crate) async fn admitted(
        connection: &mut AnyConnection,
        sealer: &Sealer,
        id: &Id,
    ) -> Result<Self> {
        let known = Self::find(connection, sealer, id).await?;
        let known = known.ok_or(Refusal::UnknownDevice)?;
        if known.revoked_at.is_empty() {
            return Ok(known);
        }
        let reason = known.said.reason;
        Err(Refusal::Revoked { reason }.into())
    }

    fn of(sealer: &Sealer, row: &AnyRow) -> Result<Self> {
        let id = text(row, 0)?;
        let said = sealer.open_json("device", &["device", &id], &bytes(row, 6)?)?;
        Ok(Self {
            public_key: bytes(row, 1)?,
            enrolled_at: text(row, 2)?,
            last_seen: text(row, 3)?,
            revoked_at: text(row, 4)?,
            cursor: int(row, 5)?,
            lower_hub: int(row, 7)? != 0,
            id: Id(id),
            said,
        })
    }

    /// Writes the row anew.
    pub(crate) async fn put(&self, connection: &mut AnyConnection, sealer: &Sealer) -> Result<()> {
        let id = self.id.as_str();
        let sealed = sealer.seal_json(&["device", id], &self.said)?;
        let sql = "INSERT INTO device (id, public_key, everything, enrolled_at, last_seen,
                       revoked_at, cursor_seq, sealed, lower_hub)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                   ON CONFLICT (id) DO UPDATE SET public_key = excluded.public_key,
                       everything = excluded.everything, enrolled_at = excluded.enrolled_at,
                       last_seen = excluded.last_seen, revoked_at = excluded.revoked_at,
                       cursor_seq = excluded.cursor_seq, sealed = excluded.sealed,
                       lower_hub = excluded.lower_hub";
        let cells = [
            id.into(),
            self.public_key.clone().into(),
            i64::from(self.said.device.everything).into(),
            self.enrolled_at.clone().into(),
            self.last_seen.clone().into(),
            self.revoked_at.clone().into(),
            self.cursor.into(),
            sealed.into(),
            i64::from(self.lower_hub).into(),
        ];
        query(sql, cells).execute(connection).await?;
        Ok(())
    }

    /// Does it get every record?
    pub(crate) fn everything(&self) -> bool {
        self.said.device.everything && !self.lower_hub
    }

    /// What it may do.
    pub(crate) fn roles(&self) -> &[Role] {
        &self.said.device.roles
    }

    /// As the list shows it.
    pub(crate) fn info(self, holds: u64) -> DeviceInfo {
        let revoked = (!self.revoked_at.is_empty()).then_some(Revocation {
            at: self.revoked_at,
            reason: self.said.reason,
        });
        let device = self.said.device;
        DeviceInfo {
            id: self.id,
            name: device.name,
            users: device.users,
            roles: device.roles,
            everything: device.everything,
            lower_hub: self.lower_hub,
            enrolled_at: self.enrolled_at,
            last_seen: self.last_seen,
            cursor: self.cursor,
            holds,
            revoked,
        }
    }
}
