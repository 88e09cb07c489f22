//! Devices: invited with a one-time secret, enrolled with their public key, given roles and a
//! scope, taken back with a reason.

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::records::Role;

use crate::error::Result;
use crate::service::HubService;

/// What a device will be.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDevice {
    /// Called so in the list, e.g. `走访一号笔记本`.
    pub name: String,
    /// Names of the users who work on it: whose cases it holds.
    pub users: Vec<String>,
    pub roles: Vec<Role>,
    /// True: it gets every record; false: the cases of its users.
    pub everything: bool,
}

/// An enrolment that may happen once.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    pub id: Id,
    /// Travels in the enrolment code and nowhere else.
    pub secret: [u8; 20],
    /// UTC, RFC 3339.
    pub expires: String,
}

/// A device that comes with an invitation's secret.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolDevice {
    pub secret: Vec<u8>,
    /// The device's own id, as in its operations.
    pub device: Id,
    /// Ed25519.
    pub public_key: [u8; 32],
}

/// What an enrolled device is told.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolledDevice {
    pub hub: Id,
    pub hub_name: String,
    pub device_name: String,
    pub users: Vec<String>,
    pub roles: Vec<Role>,
    pub everything: bool,
    /// Key of the bundles that travel between this device and the hub.
    pub bundle_key: [u8; 32],
}

/// A device taken back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// UTC, RFC 3339.
    pub at: String,
    pub reason: String,
}

/// What a keeper changes of a device; `None` = as it was.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DeviceChange {
    pub name: Option<String>,
    pub users: Option<Vec<String>>,
    pub roles: Option<Vec<Role>>,
    pub everything: Option<bool>,
}

/// A device as the list shows it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DeviceInfo {
    pub id: Id,
    pub name: String,
    pub users: Vec<String>,
    pub roles: Vec<Role>,
    pub everything: bool,
    /// UTC, RFC 3339.
    pub enrolled_at: String,
    /// UTC, RFC 3339; empty = never since it was enrolled.
    pub last_seen: String,
    /// The last entry it said it had taken.
    pub cursor: i64,
    /// Living records it may hold.
    pub holds: u64,
    pub revoked: Option<Revocation>,
}

impl HubService {
    /// Allows one enrolment, for [`crate::limits::INVITATION_HOURS`].
    pub async fn invite(&self, device: NewDevice) -> Result<Invitation> {
        self.write_invitation(device).await
    }

    /// Enrols a device. A device that comes again with a fresh invitation gets the new key and
    /// scope, revoked or not.
    pub async fn enrol(&self, request: EnrolDevice) -> Result<EnrolledDevice> {
        self.take_invitation(request).await
    }
}
