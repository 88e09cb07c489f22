//! Exchange with the hub: over the network, or on a stick; the devices; this machine as the hub.

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use ts_rs::TS;

use super::shared::FileBytes;

/// How this device stands to its hub.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SyncStatus {
    /// Belongs to a hub.
    pub enrolled: bool,
    pub hub_name: Option<String>,
    /// Where the hub is looked for, `host:port`.
    pub addresses: Vec<String>,
    pub device_id: Id,
    /// Gets everything, or only what is assigned to its users.
    pub everything: bool,
    /// Operations and changes made here that the hub does not have yet.
    pub waiting_ops: u32,
    pub waiting_changes: u32,
    /// Operations the hub did not take; they stay here.
    pub refused: Vec<RefusedView>,
    /// Conflicts that wait for a decision.
    pub undecided: u32,
    /// The last sync, whichever way and whatever came of it.
    pub last: Option<SyncReceipt>,
    /// The clock of this machine is off, as a sentence.
    pub clock: Option<String>,
    /// A sync that is running.
    pub running: Option<Id>,
    /// The whole of it in one sentence for the button.
    pub sentence: String,
}

/// An operation the hub did not take.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RefusedView {
    pub op_id: Id,
    /// What was done, in Chinese.
    pub title: String,
    pub at: String,
    pub who: String,
    /// Why, and what to do.
    pub reason: String,
}

/// Starts a sync (a job whose result is `SyncReceipt`).
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct SyncStart {
    /// `host:port` for this time; `None` = where the hub was before.
    pub address: Option<String>,
    /// The hub was restored from an old backup: give back what this device knows.
    pub resend: bool,
    /// Sends what the hub refused once more: the device's roles were changed.
    pub retry_refused: bool,
}

/// The contents in one number: equal on two sides that hold the same.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ContentsDigest {
    /// Number of records, colon, 64 hexadecimal digits.
    pub digest: String,
    pub records: u32,
}

/// Which way a sync went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncWay {
    Network,
    Bundle,
}

/// Whether both sides hold the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncAgreement {
    Same,
    Differs,
    /// Something still waits, or the sync ended before.
    NotCompared,
}

/// What a sync did; kept, and printed as `sync_receipt`. What came with later versions of the program
/// is empty in receipts of before.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SyncReceipt {
    pub id: Id,
    /// UTC, RFC 3339.
    pub at: String,
    pub who: String,
    pub way: SyncWay,
    pub hub_name: String,
    /// This device, and whether it gets everything.
    pub device_id: Option<Id>,
    #[serde(default)]
    pub everything: bool,
    /// Came to its end.
    pub complete: bool,
    /// Why not, as a sentence.
    pub trouble: Option<String>,
    /// The trouble's code, e.g. `hub_behind`: then `sync_start` with `resend` may be offered.
    pub trouble_code: Option<String>,
    /// Changes sent, those of them that stand, and those parked.
    pub sent_changes: u32,
    pub sent_ops: u32,
    pub accepted: u32,
    pub parked: u32,
    pub refused: u32,
    /// Changes of others received, records they touched, conflicts that came with them.
    pub received: u32,
    pub received_records: u32,
    pub conflicts: u32,
    /// Records that came into this device's part, and those handed back.
    pub fetched: u32,
    pub handed_back: u32,
    /// The changes sent and received, by kind of record, most first.
    #[serde(default)]
    pub kinds: Vec<SyncKind>,
    pub attachments_sent: u32,
    pub attachments_received: u32,
    pub attachments_missing: u32,
    /// What waits afterwards.
    pub waiting_ops: u32,
    pub undecided: u32,
    pub agreement: SyncAgreement,
    /// The first record that differs, in words.
    pub differs_at: Option<String>,
    /// This machine's clock less the hub's, seconds.
    pub clock_off: Option<i32>,
    /// Both clocks at the beginning, UTC, RFC 3339; empty: not known.
    #[serde(default)]
    pub our_clock: String,
    #[serde(default)]
    pub hub_clock: String,
    /// The hub's number of the last entry taken.
    #[serde(default)]
    pub cursor: u32,
    /// e.g. `带出 37 条，收到 112 条，待裁决 2 条。`
    pub sentence: String,
}

/// Changes of one kind of record in one sync.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SyncKind {
    /// e.g. `visit`
    pub kind: String,
    /// e.g. `走访`
    pub label: String,
    pub sent: u32,
    pub received: u32,
}

/// Joins a hub by its code.
#[derive(Clone, Deserialize, TS)]
pub struct DeviceEnrol {
    /// `SN1-…`, as typed or scanned.
    pub code: String,
}

/// A device of the hub.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DeviceView {
    pub id: Id,
    pub name: String,
    /// Whose cases it holds.
    pub users: Vec<String>,
    pub roles: Vec<Role>,
    pub roles_label: String,
    /// Gets every record.
    pub everything: bool,
    /// UTC, RFC 3339.
    pub enrolled_at: String,
    pub last_seen: Option<String>,
    /// Living records it may hold.
    pub holds: u32,
    pub revoked_at: Option<String>,
    pub revoked_reason: Option<String>,
    /// The machine that asks.
    pub this: bool,
}

/// Makes a code for one more device.
#[derive(Clone, Deserialize, TS)]
pub struct DeviceInvite {
    pub name: String,
    /// Users who work on it: whose cases it holds.
    pub users: Vec<String>,
    pub roles: Vec<Role>,
    pub everything: bool,
    /// `host:port` where it will look for the hub; empty = where this device does.
    #[serde(default)]
    pub addresses: Vec<String>,
}

/// A code to type or scan, good for one device.
#[derive(Clone, Serialize, TS)]
pub struct DeviceCode {
    pub code: String,
    /// The same as a picture.
    pub qr_svg: String,
    pub name: String,
    /// UTC, RFC 3339.
    pub expires: String,
}

/// Takes a device back.
#[derive(Clone, Deserialize, TS)]
pub struct DeviceRevoke {
    pub id: Id,
    /// It is told.
    pub reason: String,
}

/// Writes a bundle for the hub (a job whose result is `BundleWritten`).
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct BundleWrite {
    /// Where to; `None` = the bytes come back.
    pub path: Option<String>,
    /// The hub was restored from an old backup: give back what this device knows.
    pub resend: bool,
}

/// A bundle that was written.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct BundleWritten {
    /// The bytes, when no path was given.
    pub file: Option<FileBytes>,
    pub path: Option<String>,
    pub changes: u32,
    pub attachments: u32,
    pub sentence: String,
}

/// Reads a bundle of the hub (a job whose result is `SyncReceipt`).
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct BundleRead {
    pub path: Option<String>,
    /// Standard base64, when no path is given.
    pub base64: Option<String>,
}

/// Another device's file for the hub, read where this machine is the hub (a job whose result is
/// `HubStickRead`).
#[derive(Clone, Deserialize, TS)]
pub struct HubStick {
    /// Standard base64.
    pub base64: String,
}

/// What the hub took from a stick, and its answer for that device.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct HubStickRead {
    /// To be carried back and read there; only then the device counts anything as sent.
    pub file: FileBytes,
    pub sentence: String,
}

/// Makes this machine the hub, or stops that.
#[derive(Clone, Deserialize, TS)]
pub struct HubSwitch {
    pub on: bool,
    /// Where to listen, `address:port`; `None` = every address, port 7443.
    #[serde(default)]
    pub listen: Option<String>,
    /// `host:port` under which other machines find this one, for their codes.
    #[serde(default)]
    pub addresses: Vec<String>,
}

/// Whether this machine is the hub.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HubHere {
    pub on: bool,
    pub running: bool,
    /// Where it listens.
    pub address: Option<String>,
    /// `host:port` under which other machines should find this one, as far as it knows.
    pub found_at: Option<String>,
    pub sentence: String,
}
