//! The same messages as a file on a stick: sealed for one device and its hub, signed by whoever
//! wrote it, numbered, and so laid out that a cut file is known for one.
//!
//! Reading one twice is harmless, as with every message; so is reading an older one, yet it is
//! answered in words, because somebody took the wrong stick.

mod contents;
mod frame;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use songnuan_model::record::Id;
use zeroize::{Zeroize, ZeroizeOnDrop};

pub use contents::{Contents, ForDevice, ForHub};

use crate::decoders::Reading;
use crate::identity::{Domain, PublicKey, SecretKey, Signature, Signed, from_hex, to_hex};

/// The largest bundle, bytes.
pub const LARGEST: usize = 512 << 20;

/// Which way a bundle goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    ToHub,
    ToDevice,
}

/// What is written on the outside, readable by everybody and covered by the signature. The names
/// are those of hubs and devices, not of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    pub direction: Direction,
    pub hub: Id,
    pub hub_name: String,
    pub device: Id,
    pub device_name: String,
    /// Of this device and direction: 1, 2, 3 …
    pub counter: u64,
    /// UTC, RFC 3339, by the writer's clock. Shown; decides nothing.
    pub made_at: String,
    /// Program version, for people.
    pub program: String,
}

impl Header {
    /// The name of whom it is for.
    pub fn to_name(&self) -> &str {
        match self.direction {
            Direction::ToHub => &self.hub_name,
            Direction::ToDevice => &self.device_name,
        }
    }

    fn method(&self) -> &'static str {
        match self.direction {
            Direction::ToHub => "to_hub",
            Direction::ToDevice => "to_device",
        }
    }
}

/// Seals bundles between one device and its hub: 32 bytes of chance, handed out when the device is
/// enrolled, wiped when dropped. As text 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct BundleKey(pub [u8; 32]);

/// What a writer needs.
#[derive(Clone, Copy)]
pub struct WriterKeys<'a> {
    pub signing: &'a SecretKey,
    pub bundle: &'a BundleKey,
}

/// What a reader needs and expects. A hub finds the device in the header ([`peek`]) first.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub direction: Direction,
    pub hub: &'a Id,
    pub device: &'a Id,
    /// The writer's: the hub's, or the device's.
    pub sender: &'a PublicKey,
    pub bundle: &'a BundleKey,
    /// The newest counter read so far of this device and direction; 0 = none.
    pub last_counter: u64,
}

/// A bundle as it was read.
#[derive(Clone, PartialEq)]
pub struct Bundle {
    pub header: Header,
    pub contents: Contents,
    /// Attachments, by name.
    pub blobs: Vec<(String, Vec<u8>)>,
}

/// Why a file is no bundle for us. Whatever it is, nothing was taken from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleFault {
    NotABundle,
    /// Of a newer program.
    OtherVersion {
        version: u8,
    },
    /// The file ends early: it was not copied to its end. Bytes there are, bytes there should be
    /// (0: not even that can be told).
    Cut {
        have: u64,
        want: u64,
    },
    /// Something in it is not as it was written.
    Damaged,
    /// Between another hub and its devices.
    ForeignHub {
        name: String,
    },
    /// For another device, or for the hub.
    NotForUs {
        to: String,
    },
    /// Not written by whom it says.
    Forged,
    /// Older than one that was read already.
    Old {
        counter: u64,
        read: u64,
    },
    /// Sealed with another key: the device was enrolled anew since.
    WrongKey,
    /// Larger than [`LARGEST`].
    TooLarge {
        limit: u64,
    },
}

/// Writes a bundle. `nonce`: 16 bytes of chance, never used with this key before.
pub fn write(
    header: &Header,
    contents: &Contents,
    blobs: &[(String, Vec<u8>)],
    keys: WriterKeys,
    nonce: [u8; 16],
) -> Result<Vec<u8>, BundleFault> {
    let plain = contents::pack(contents, blobs)?;
    let mut bytes = frame::seal(header, &plain, keys.bundle, nonce)?;
    let signature = keys.signing.sign(&signed(header, &bytes));
    bytes.extend(signature.0);
    Ok(bytes)
}

/// What is written on the outside, of a file that is whole. Nobody has vouched for it yet.
pub fn peek(bytes: &[u8]) -> Result<Header, BundleFault> {
    frame::open(bytes).map(|frame| frame.header)
}

/// Reads a bundle.
pub fn read(bytes: &[u8], reader: &Reader) -> Result<Bundle, BundleFault> {
    let frame = frame::open(bytes)?;
    let header = frame.header.clone();
    if header.hub != *reader.hub {
        return Err(BundleFault::ForeignHub {
            name: header.hub_name,
        });
    }
    if header.device != *reader.device || header.direction != reader.direction {
        return Err(BundleFault::NotForUs {
            to: header.to_name().to_owned(),
        });
    }
    let signature = Signature(*frame.signature);
    let what = signed(&header, frame.under_signature);
    if !reader.sender.verifies(&what, &signature) {
        return Err(BundleFault::Forged);
    }
    if header.counter < reader.last_counter {
        return Err(BundleFault::Old {
            counter: header.counter,
            read: reader.last_counter,
        });
    }
    let plain = frame.unseal(reader.bundle)?;
    let (contents, blobs) = contents::unpack(&plain)?;
    if contents.direction() != header.direction {
        return Err(BundleFault::Damaged);
    }
    Ok(Bundle {
        header,
        contents,
        blobs,
    })
}

/// What is inside, once it is unsealed: for the list of decoders.
pub(crate) fn read_inside(plain: &[u8]) -> Reading {
    Reading::of(contents::unpack(plain).ok(), |(contents, blobs)| {
        let plain = contents::pack(contents, blobs).ok()?;
        contents::unpack(&plain).ok()
    })
}

fn signed<'a>(header: &'a Header, body: &'a [u8]) -> Signed<'a> {
    Signed {
        domain: Domain::Bundle,
        hub: &header.hub,
        device: &header.device,
        method: header.method(),
        body,
    }
}

impl Serialize for BundleKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&to_hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for BundleKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        from_hex(&text).map(Self).map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Debug for BundleKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BundleKey")
    }
}

impl std::fmt::Debug for Bundle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (header, blobs) = (&self.header, self.blobs.len());
        write!(f, "Bundle({header:?}, {blobs} attachments)")
    }
}
