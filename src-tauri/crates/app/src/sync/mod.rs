//! Exchange with the hub: joining it, syncing over the network, the devices, receipts.

mod bundles;
mod bundles_read;
mod devices;
mod enrol;
mod hub_here;
mod hub_program;
mod hub_stick;
mod kept;
mod network;
mod pinned;
mod receipt;
mod run;
mod running;
mod status;
mod upper;
mod words;

pub use bundles::{bundle_write, note_list};
pub use bundles_read::bundle_read;
pub use devices::{device_invite, device_list, device_revoke};
pub use enrol::{enrol, keep_enrolled};
pub use hub_here::{hub_here, hub_switch};
pub use hub_program::HubProcess;
pub use hub_stick::hub_stick;
pub(crate) use kept::enrolled_by;
pub use network::NetworkHub;
pub(crate) use receipt::clock_words;
pub use run::start;
pub use running::Syncing;
pub use status::{digest, receipts, status};
pub use upper::{LowerHub, UpperSync, join_upper, sync_upper};
pub use words::{asked as hub_error, fault as bundle_fault};
