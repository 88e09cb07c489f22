//! What somebody who keeps the devices asks a hub, and what it answers.

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::records::Role;

/// A device as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceCard {
    pub id: Id,
    pub name: String,
    /// Whose cases it holds.
    pub users: Vec<String>,
    pub roles: Vec<Role>,
    /// Gets every record.
    pub everything: bool,
    /// UTC, RFC 3339.
    pub enrolled_at: String,
    /// UTC, RFC 3339; empty = never since it was enrolled.
    pub last_seen: String,
    /// Living records it may hold.
    pub holds: u64,
    /// UTC, RFC 3339; with the reason given then.
    pub revoked_at: Option<String>,
    pub revoked_reason: Option<String>,
}

/// Allows one device to enrol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteAsk {
    pub name: String,
    pub users: Vec<String>,
    pub roles: Vec<Role>,
    pub everything: bool,
}

/// What the enrolment code is made of, with what the asking device knows itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Usable once.
    pub secret: [u8; 16],
    /// UTC, RFC 3339.
    pub expires: String,
    /// SHA-256 of the hub's certificate.
    pub certificate: [u8; 32],
}

impl std::fmt::Debug for Invited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The secret stays out of every log.
        write!(f, "Invited(until {})", self.expires)
    }
}

/// Takes a device back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokeAsk {
    pub device: Id,
    /// The device is told.
    pub reason: String,
}
