//! Garbage at every decoder: random bytes, mutated messages, and a small committed corpus. What
//! matters is that each comes back.

use std::path::PathBuf;

use proptest::prelude::*;
use songnuan_sync::decoders::{DECODERS, Reading};
use songnuan_sync::wire::{MESSAGE, unpack};

use super::samples::all;

/// Offers the bytes to every decoder; says how many read them. What one reads it must also write so
/// that it reads the same again.
fn readers(bytes: &[u8]) -> usize {
    let readings = DECODERS.iter().map(|decoder| {
        let reading = (decoder.read)(bytes);
        assert_ne!(reading, Reading::Changed, "{}: {bytes:02x?}", decoder.name);
        usize::from(reading.reads())
    });
    readings.sum()
}

/// Each sample by somebody, and everybody some sample.
#[test]
fn everything_valid_reads_as_something() {
    for (n, bytes) in all().iter().enumerate() {
        assert!(readers(bytes) > 0, "sample {n}");
    }
    for decoder in DECODERS {
        let read = all().iter().any(|bytes| (decoder.read)(bytes).reads());
        assert!(read, "nothing that {:?} reads", decoder.name);
    }
}

/// Kept byte by byte: what once was said on a line or a stick must be read by every later program,
/// and what once was a fault must stay one. `good-*` read, `bad-*` do not.
#[test]
fn the_corpus_reads_as_it_always_did() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    if std::env::var_os("SONGNUAN_BLESS").is_some() {
        bless(&folder);
    }
    let mut count = [0, 0];
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let reads = readers(&std::fs::read(&path).unwrap()) > 0;
        assert_eq!(reads, name.starts_with("good-"), "{name}");
        count[usize::from(reads)] += 1;
    }
    assert!(count[0] >= 10 && count[1] >= 16, "{count:?}");
}

/// Writes what is not there yet; never over what is.
fn bless(folder: &std::path::Path) {
    std::fs::create_dir_all(folder).unwrap();
    let write = |name: String, bytes: &[u8]| {
        let path = folder.join(name);
        if !path.exists() {
            std::fs::write(path, bytes).unwrap();
        }
    };
    let samples = all();
    for (n, bytes) in samples.iter().enumerate() {
        write(format!("good-{n:02}"), bytes);
    }
    let push = &samples[2];
    let zeros = zstd::bulk::compress(&vec![b'['; 1_000_000], 3).unwrap();
    let huge = zstd::bulk::compress(&vec![b' '; 70_000_000], 3).unwrap();
    let frame = |frame: &[u8]| [b"SNW\x01", frame].concat();
    let json = |text: &str| frame(&zstd::bulk::compress(text.as_bytes(), 3).unwrap());
    let bundle = &samples[15];
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("cut", push[..push.len() / 2].to_vec()),
        ("trailing", [push.as_slice(), b"x"].concat()),
        ("format", [b"SNW\x09", &push[4..]].concat()),
        ("brackets", frame(&zeros)),
        ("bomb", frame(&huge)),
        ("number", json("{\"after\": 1e999, \"limit\": -1}")),
        (
            "surrogate",
            json("{\"records\": [\"\\ud800\"], \"next\": null}"),
        ),
        ("not-zstd", frame(b"\x28\xb5\x2f\xfd\xff\xff\xff\xff")),
        ("bundle-cut", bundle[..100].to_vec()),
        (
            "bundle-length",
            [b"SNBUNDLE\x01".as_slice(), &[0xff; 8]].concat(),
        ),
        (
            "bundle-header",
            [&bundle[..33], &[0xff; 4], &bundle[37..]].concat(),
        ),
        ("code", b"SN1-AAAAA-22222".to_vec()),
    ] {
        write(format!("bad-{name}"), &bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        readers(&bytes);
        readers(&[b"SNW\x01", bytes.as_slice()].concat());
        readers(&[b"SNBUNDLE\x01", bytes.as_slice()].concat());
        readers(&[b"SN1-", bytes.as_slice()].concat());
    }

    #[test]
    fn random_json_comes_back(text in "[\\[\\]{}\",:0-9a-z\\\\eE+.\\- ]{0,200}") {
        let frame = zstd::bulk::compress(text.as_bytes(), 1).unwrap();
        readers(&[b"SNW\x01", frame.as_slice()].concat());
    }

    #[test]
    fn mutated_messages_come_back(
        which in any::<proptest::sample::Index>(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<proptest::sample::Index>(),
        keep in any::<bool>(),
    ) {
        let samples = all();
        let mut bytes = which.get(samples).clone();
        for (at, byte) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if !keep {
            bytes.truncate(cut.index(bytes.len()));
        }
        readers(&bytes);
    }

    /// Below the compression: JSON that is nearly right.
    #[test]
    fn mutated_json_comes_back(
        which in any::<proptest::sample::Index>(),
        at in any::<proptest::sample::Index>(),
        byte in proptest::sample::select(b"[]{}\",:0-9.eEntf\\ \x00\xff".as_slice()),
    ) {
        let samples = all();
        let bytes: &Vec<u8> = which.get(&samples[..13]);
        let mut json = unpack(bytes, MESSAGE).unwrap();
        let at = at.index(json.len());
        json[at] = byte;
        let frame = zstd::bulk::compress(&json, 1).unwrap();
        readers(&[b"SNW\x01", frame.as_slice()].concat());
    }
}
