//! The hub: takes what devices push, merges it (`songnuan_sync::plan`), keeps it sealed, and gives
//! each device what it may hold.
//!
//! [`HubService`] is the hub of one unit; [`HubService::device`] is that hub as one enrolled device
//! sees it. Whoever calls it has made sure that the device is the one it says it is: transport and
//! signatures are not here. All state is in the database and the attachment store, so several
//! processes can stand behind one address.

mod again;
mod blobs;
mod bundles;
mod db;
mod decoders;
mod device;
mod digest;
mod enrol;
mod enrolling;
mod error;
mod hello;
mod host;
pub mod http;
mod key;
mod kinds;
mod known;
pub mod limits;
mod line;
mod messages;
mod ops;
mod page;
mod park;
mod place;
mod pull;
mod push;
mod rate;
mod resend;
mod rights;
mod scope;
mod seal;
mod service;
mod state;
mod upstream;
mod words;

pub use bundles::{BundleTaken, BundleTrouble};
pub use device::DeviceHub;
pub use enrol::{DeviceChange, DeviceInfo, Invitation, NewDevice, Revocation};
pub use error::{BlobTrouble, HubFailure, Result};
pub use host::{HubHost, NoRandom, SystemHubHost};
pub use key::KdfCost;
pub use place::{BlobPlace, HubPlace};
pub use service::{HubService, HubStatus, NewHub};
pub use upstream::{Upstream, UpstreamStatus};

/// For the tests of this crate: its table of kinds, and everything that reads bytes.
#[doc(hidden)]
pub mod testing {
    use songnuan_sync::decoders::Decoder;

    /// Every decoder of the protocol and of the hub.
    pub fn decoders() -> Vec<Decoder> {
        [songnuan_sync::decoders::DECODERS, crate::decoders::DECODERS].concat()
    }

    /// Every kind, in the order of the table.
    pub fn kinds() -> Vec<&'static str> {
        crate::kinds::KINDS.iter().map(|kind| kind.name).collect()
    }

    /// The field with the id of the record a kind belongs to; empty: none.
    pub fn parent_field(kind: &str) -> &'static str {
        crate::kinds::kind_of(kind).map_or("", |kind| kind.parent)
    }
}
