//! Devices: invited with a one-time secret, enrolled with their public key, given roles and a
//! scope, taken back with a reason.

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use songnuan_sync::enrol::{EnrolRequest, Enrolled, Secret};

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
    pub secret: Secret,
    /// UTC, RFC 3339.
    pub expires: String,
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
    /// A hub of a unit below.
    pub lower_hub: bool,
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

    /// Allows the hub of a unit below to enrol: it brings what its own devices did, and gets what
    /// it brought with all that hangs on it, nothing of other units.
    pub async fn invite_lower_hub(&self, name: &str) -> Result<Invitation> {
        self.write_lower_invitation(name).await
    }

    /// Enrols a device that proves to know the secret of an open invitation. A device that comes
    /// again with a fresh one gets the new key and scope, revoked or not.
    pub async fn enrol(&self, request: &EnrolRequest) -> Result<Enrolled> {
        self.take_invitation(request).await
    }
}
