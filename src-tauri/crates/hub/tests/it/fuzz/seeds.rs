//! What mutations begin with: every input of the two corpora.

use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde_json::json;
use songnuan_sync::Digest;

/// The hub's own.
pub fn corpus_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The protocol's and the hub's, by name.
pub fn corpus() -> Vec<(String, Vec<u8>)> {
    let protocol = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sync/tests/corpus");
    let mut inputs = Vec::new();
    for folder in [protocol, corpus_folder()] {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            inputs.push((name, std::fs::read(path).unwrap()));
        }
    }
    // Of a folder in whatever order: the same seed plays the same rounds everywhere.
    inputs.sort();
    inputs
}

/// Writes what is not there yet; never over what is.
pub fn bless() {
    std::fs::create_dir_all(corpus_folder()).unwrap();
    for (name, bytes) in samples() {
        let path = corpus_folder().join(name);
        if !path.exists() {
            std::fs::write(path, bytes).unwrap();
        }
    }
}

fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let device = json!({
        "name": "走访一号", "users": ["王芳"], "roles": ["visitor"], "everything": false,
    });
    let secret: Vec<u8> = (0..16).collect();
    let key: Vec<u8> = (0..32).collect();
    let slot = json!({
        "kdf": "argon2id", "cost": {"memory_kib": 8, "iterations": 1, "lanes": 1},
        "salt": "AAAAAAAAAAAAAAAAAAAAAA==", "nonce": "A".repeat(32), "wrapped": "A".repeat(64),
    });
    let huge = json!({
        "kdf": "argon2id", "cost": {"memory_kib": 4_294_967_295_u32, "iterations": 1, "lanes": 1},
        "salt": "", "nonce": "", "wrapped": "",
    });
    let offer = json!({ "secret": secret, "device": device });
    let said = json!({ "device": device, "reason": "", "bundle_key": key });
    let op = json!({ "at": "2026-11-22T08:00:00.000Z", "who": "王干事", "why": "走访后补记" });
    let kept = json!({
        "read": 3, "written": 4, "cursor": 41, "cursor_op": "op",
        "outcomes": {"outcomes": []}, "lacking": ["ab"],
    });
    let line = vec![Digest::default().to_text(); songnuan_sync::BUCKETS].join("\n");
    let headers = format!("01a5b0c4-1111-7222-8333-444455556666\n{}", "0a".repeat(64));
    let long = format!("{}\n{}", "x".repeat(65), "0a".repeat(64));
    let bytes = |value: serde_json::Value| serde_json::to_vec(&value).unwrap();
    vec![
        ("good-headers", headers.into_bytes()),
        ("bad-headers-long", long.into_bytes()),
        ("bad-headers-unsigned", b"01a5b0c4\n".to_vec()),
        ("good-key-slot", bytes(slot)),
        ("bad-key-slot-huge", bytes(huge)),
        ("good-invitation", bytes(offer)),
        ("good-device", bytes(said)),
        ("good-operation", bytes(op)),
        ("good-counters", bytes(kept)),
        ("good-line", line.into_bytes()),
        ("good-row", sealed(b"\"13900001111\"")),
    ]
}

/// As the hub seals a row: under the key made of a key of zeros, at the place `entry`, `7`.
fn sealed(plain: &[u8]) -> Vec<u8> {
    let key = blake3::derive_key("songnuan hub 2026-11 row key", &[0; 32]);
    let mut aad = Vec::new();
    for part in ["entry", "7"] {
        aad.extend((part.len() as u64).to_le_bytes());
        aad.extend(part.as_bytes());
    }
    let payload = Payload {
        msg: plain,
        aad: &aad,
    };
    let body = XChaCha20Poly1305::new((&key).into()).encrypt(&XNonce::from([0; 24]), payload);
    [vec![0; 24], body.unwrap()].concat()
}
