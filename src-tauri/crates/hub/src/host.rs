//! What the hub asks of the world around it: a clock, fresh ids, random bytes.

use chrono::{SecondsFormat, Utc};
use songnuan_model::record::Id;

/// The random source does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRandom;

/// Clock, ids and chance. Tests and the simulator fix them.
pub trait HubHost: Send + Sync + 'static {
    /// UTC, RFC 3339, e.g. `2026-11-22T08:00:00.000Z`. Shown, and compared for expiry; never
    /// decides which edit stands.
    fn now(&self) -> String;
    /// A new id, UUIDv7 text.
    fn fresh_id(&self) -> Id;
    /// Fills with bytes nobody can guess: keys, secrets and nonces come from here.
    fn fill(&self, bytes: &mut [u8]) -> std::result::Result<(), NoRandom>;
}

/// The machine's own clock and random source.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemHubHost;

impl HubHost for SystemHubHost {
    fn now(&self) -> String {
        Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    fn fresh_id(&self) -> Id {
        Id::new(uuid::Uuid::now_v7().to_string())
    }

    fn fill(&self, bytes: &mut [u8]) -> std::result::Result<(), NoRandom> {
        getrandom::fill(bytes).map_err(|_| NoRandom)
    }
}
