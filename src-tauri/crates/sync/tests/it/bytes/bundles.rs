//! Bundles: there and back, and every way in which a stick can be the wrong one.

use songnuan_model::record::Id;
use songnuan_sync::bundle::*;

use super::samples::{bundle, device_key, for_device, for_hub, header, hub_key, id};

const KEY: BundleKey = BundleKey([9; 32]);

fn read_as(bytes: &[u8], change: impl Fn(&mut Reader<'static>)) -> Result<Bundle, BundleFault> {
    // Leaked: a test's few bytes.
    let leak = |text: &str| -> &'static Id { Box::leak(Box::new(id(text))) };
    let mut reader = Reader {
        direction: Direction::ToHub,
        hub: leak("hub"),
        device: leak("device"),
        sender: Box::leak(Box::new(device_key().public())),
        bundle: Box::leak(Box::new(KEY)),
        last_counter: 0,
    };
    change(&mut reader);
    read(bytes, &reader)
}

fn fault(bytes: &[u8], change: impl Fn(&mut Reader<'static>)) -> BundleFault {
    read_as(bytes, change).unwrap_err()
}

#[test]
fn both_directions_come_back_as_they_went() {
    let read = read_as(&bundle(3), |r| r.last_counter = 3).unwrap();
    assert!(read.contents == for_hub());
    assert_eq!(read.header, header(Direction::ToHub, 3));
    assert_eq!(read.blobs, [("aa".to_owned(), vec![5; 3_000])]);
    // Several chunks, one of them full to the last byte.
    for length in [0, 1, (1 << 20) - 1, 1 << 20, (3 << 20) + 5] {
        let noise = (0..length).map(|n: usize| (n * n % 251) as u8).collect();
        let blobs = [("bb".to_owned(), noise), ("empty".to_owned(), Vec::new())];
        let keys = WriterKeys {
            signing: &hub_key(),
            bundle: &KEY,
        };
        let header = header(Direction::ToDevice, 1);
        let bytes = write(&header, &for_device(), &blobs, keys, [7; 16]).unwrap();
        let read = read_as(&bytes, |r| {
            r.direction = Direction::ToDevice;
            r.sender = Box::leak(Box::new(hub_key().public()));
        });
        let read = read.unwrap();
        assert!(read.contents == for_device() && read.blobs == blobs);
    }
}

#[test]
fn nothing_private_can_be_read_off_the_stick() {
    let bytes = bundle(3);
    for text in ["王干事", "张三", "走访后补记", "person"] {
        let found = bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes());
        assert!(!found, "{text}");
    }
    assert_eq!(peek(&bytes).unwrap().to_name(), "长兴镇总工会");
}

#[test]
fn a_cut_file_says_so_wherever_it_was_cut() {
    let bytes = bundle(3);
    let want = bytes.len() as u64;
    for length in 0..bytes.len() {
        let have = length as u64;
        let want = if length < 17 { 0 } else { want };
        let cut = fault(&bytes[..length], |_| {});
        assert_eq!(cut, BundleFault::Cut { have, want });
    }
    // Copied to its length, but the end never written.
    let mut hollow = bytes.clone();
    let end = hollow.len() - 500;
    hollow[end..].fill(0);
    assert_eq!(fault(&hollow, |_| {}), BundleFault::Damaged);
}

#[test]
fn any_changed_byte_is_noticed() {
    let bytes = bundle(3);
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x20;
        let fault = fault(&changed, |_| {});
        let expected = match at {
            0..8 => BundleFault::NotABundle,
            8 => BundleFault::OtherVersion { version: 0x21 },
            // The length of the file: it looks cut, too long, or impossibly long.
            9..17 if matches!(fault, BundleFault::Cut { .. }) => continue,
            _ if at >= bytes.len() - 64 => BundleFault::Forged,
            _ => BundleFault::Damaged,
        };
        assert_eq!(fault, expected, "byte {at}");
    }
    assert_eq!(
        fault(&[bytes, vec![0]].concat(), |_| {}),
        BundleFault::Damaged
    );
    assert_eq!(
        fault(b"PK\x03\x04 a workbook", |_| {}),
        BundleFault::NotABundle
    );
}

#[test]
fn the_wrong_stick_is_told_apart() {
    let bytes = bundle(3);
    let to = "长兴镇总工会".to_owned();
    let wrong = |change: fn(&mut Reader<'static>)| fault(&bundle(3), change);
    assert_eq!(
        wrong(|r| r.hub = Box::leak(Box::new(id("another")))),
        BundleFault::ForeignHub { name: to.clone() }
    );
    assert_eq!(
        wrong(|r| r.device = Box::leak(Box::new(id("another")))),
        BundleFault::NotForUs { to: to.clone() }
    );
    // A device that reads its own bundle back.
    assert_eq!(
        wrong(|r| r.direction = Direction::ToDevice),
        BundleFault::NotForUs { to }
    );
    assert_eq!(
        wrong(|r| r.sender = Box::leak(Box::new(hub_key().public()))),
        BundleFault::Forged
    );
    assert_eq!(
        wrong(|r| r.last_counter = 4),
        BundleFault::Old {
            counter: 3,
            read: 4
        }
    );
    assert_eq!(
        wrong(|r| r.bundle = Box::leak(Box::new(BundleKey([8; 32])))),
        BundleFault::WrongKey
    );
    assert!(read_as(&bytes, |r| r.last_counter = 3).is_ok());
}

/// Somebody who has neither key puts another header or other contents around it, and makes the
/// hash right.
#[test]
fn a_reworked_file_is_forged() {
    let rework = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = bundle(3);
        change(&mut bytes);
        let hashed = bytes.len() - 96;
        let hash = blake3::hash(&bytes[..hashed]);
        bytes[hashed..hashed + 32].copy_from_slice(hash.as_bytes());
        fault(&bytes, |_| {})
    };
    let counter = |bytes: &mut Vec<u8>| {
        let at = bytes
            .windows(11)
            .position(|part| part == b"\"counter\":3")
            .unwrap();
        bytes[at + 10] = b'4';
    };
    assert_eq!(rework(&counter), BundleFault::Forged);
    assert_eq!(rework(&|bytes| bytes[600] ^= 1), BundleFault::Forged);
}

/// Two bundles of one device under the same nonce would be a fault of the writer; even then the
/// chunks of one do not fit the other.
#[test]
fn chunks_belong_to_their_bundle() {
    let keys = WriterKeys {
        signing: &device_key(),
        bundle: &KEY,
    };
    let one = bundle(3);
    let other = bundle(4);
    let outside = 37
        + serde_json::to_vec(&header(Direction::ToHub, 3))
            .unwrap()
            .len();
    let mixed = [&one[..outside], &other[outside..other.len() - 96]].concat();
    let hash = blake3::hash(&mixed);
    let mut mixed = [mixed, hash.as_bytes().to_vec()].concat();
    let header = header(Direction::ToHub, 3);
    let signature = keys.signing.sign(&songnuan_sync::identity::Signed {
        domain: songnuan_sync::identity::Domain::Bundle,
        hub: &header.hub,
        device: &header.device,
        method: "to_hub",
        body: &mixed,
    });
    mixed.extend(signature.0);
    assert_eq!(fault(&mixed, |_| {}), BundleFault::WrongKey);
}
