//! What is inside a bundle: messages, and the bytes of attachments.

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use zeroize::Zeroizing;

use super::{BundleFault, Direction, LARGEST};
use crate::messages::{DigestReply, Hello, PullPage, PushPage, PushReply, ResendPage, Welcome};
use crate::wire::{self, Bounds, WireFault};

const BOUNDS: Bounds = Bounds {
    packed: LARGEST,
    unpacked: LARGEST,
    depth: 40,
};

/// The messages of a bundle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contents {
    ForHub(Box<ForHub>),
    ForDevice(Box<ForDevice>),
}

/// From a device: everything it would say over the network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForHub {
    pub hello: Hello,
    pub pushes: Vec<PushPage>,
    /// Attachments the device lacks.
    pub lacking: Vec<String>,
    /// The counter of the hub's bundle that was read last: a hub restored from an old backup counts
    /// on from there.
    #[serde(default)]
    pub read: u64,
    /// What a hub restored from an old backup has lost.
    #[serde(default)]
    pub resend: Vec<ResendPage>,
}

/// From a hub: what became of the pushes it has seen, and everything the device has not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForDevice {
    /// With another line than a whole one there is nothing else in it.
    pub welcome: Welcome,
    /// The counter of the device's bundle that was read last: this one answers it. A device
    /// restored from an old backup counts on from there.
    #[serde(default)]
    pub read: u64,
    /// Of the last bundle of the device; taking them in is the acknowledgement.
    pub outcomes: PushReply,
    /// Entries after the cursor of the device's last bundle.
    pub pulls: Vec<PullPage>,
    /// The whole list of what the device may hold; `None`: it gets everything.
    pub scope: Option<Vec<Id>>,
    /// Whole histories of what came onto the list.
    pub fetched: Vec<PullPage>,
    /// The hub's contents within the device's scope, at the last entry of `pulls`.
    pub digest: Option<DigestReply>,
    /// Attachments the hub lacks.
    pub lacking: Vec<String>,
}

impl Contents {
    /// Which way they go.
    pub fn direction(&self) -> Direction {
        match self {
            Self::ForHub(_) => Direction::ToHub,
            Self::ForDevice(_) => Direction::ToDevice,
        }
    }
}

type Blobs = Vec<(String, Vec<u8>)>;

/// Length of the messages, messages; of each attachment length of name, name, length, bytes.
pub(super) fn pack(
    contents: &Contents,
    blobs: &[(String, Vec<u8>)],
) -> Result<Zeroizing<Vec<u8>>, BundleFault> {
    let messages = wire::encode(contents, BOUNDS).map_err(|_| too_large())?;
    let mut bytes = Zeroizing::new(Vec::new());
    let whole = blobs.iter().fold(messages.len(), |sum, (name, blob)| {
        sum.saturating_add(name.len())
            .saturating_add(blob.len() + 16)
    });
    if whole > LARGEST {
        return Err(too_large());
    }
    put(&mut bytes, &messages);
    for (name, blob) in blobs {
        put(&mut bytes, name.as_bytes());
        put(&mut bytes, blob);
    }
    Ok(bytes)
}

pub(super) fn unpack(bytes: &[u8]) -> Result<(Contents, Blobs), BundleFault> {
    let mut rest = bytes;
    let messages = take(&mut rest)?;
    let contents = wire::decode(messages, BOUNDS).map_err(|fault| match fault {
        WireFault::OtherFormat { format } => BundleFault::OtherVersion { version: format },
        WireFault::TooLarge { .. } => too_large(),
        WireFault::Foreign | WireFault::TooDeep | WireFault::Damaged | WireFault::Unexpected => {
            BundleFault::Damaged
        }
    })?;
    let mut blobs = Vec::new();
    while !rest.is_empty() {
        let name = String::from_utf8(take(&mut rest)?.to_vec());
        let name = name.map_err(|_| BundleFault::Damaged)?;
        blobs.push((name, take(&mut rest)?.to_vec()));
    }
    Ok((contents, blobs))
}

fn put(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend((part.len() as u64).to_le_bytes());
    bytes.extend(part);
}

fn take<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], BundleFault> {
    let (length, after) = rest.split_first_chunk::<8>().ok_or(BundleFault::Damaged)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok();
    let parts = length.and_then(|length| after.split_at_checked(length));
    let (part, after) = parts.ok_or(BundleFault::Damaged)?;
    *rest = after;
    Ok(part)
}

fn too_large() -> BundleFault {
    BundleFault::TooLarge {
        limit: LARGEST as u64,
    }
}
