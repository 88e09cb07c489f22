//! The hub on a stick: what a device wrote is taken as over the network, and what the hub writes is
//! all that the device may hold.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use serde_json::json;
use songnuan_hub::BundleTrouble;
use songnuan_hub::http::signing_key;
use songnuan_model::record::Id;
use songnuan_sync::bundle::{
    self, Bundle, BundleFault, BundleKey, Contents, Direction, ForDevice, Header, Reader,
    WriterKeys,
};
use songnuan_sync::identity::SecretKey;
use songnuan_sync::{FetchRequest, Hub, HubError, PullPage, PushPage, Refusal};

use crate::support::{Desk, Engine, key_of, on_both_engines, op, push, take};

on_both_engines! {
    the_wrong_stick_changes_nothing,
    a_stolen_laptop_gets_nothing_by_stick,
}

/// What a device writes for the hub: one new person.
async fn written_by(desk: &Desk, device: &str, counter: u64, key: &SecretKey) -> Vec<u8> {
    let id = Id::new(device);
    let header = Header {
        direction: Direction::ToHub,
        hub: desk.hub.hub_id().clone(),
        hub_name: desk.hub.name().to_owned(),
        device: id.clone(),
        device_name: "笔记本".into(),
        counter,
        made_at: "2026-03-02T00:00:00.000Z".into(),
        program: "0.1.0".into(),
    };
    let created = op(device, "o1").create("person", "p1", json!({"name": "张三"}));
    let contents = json!({"for_hub": {
        "hello": {
            "oldest": 1, "newest": 1, "program": "0.1.0", "device": device,
            "hub": desk.hub.hub_id(), "cursor": 0, "cursor_op": "", "now": "",
        },
        "pushes": [PushPage { ops: vec![created.message()] }],
        "lacking": [],
    }});
    let contents: Contents = serde_json::from_value(contents).unwrap();
    let keys = WriterKeys {
        signing: key,
        bundle: &BundleKey(desk.hub.bundle_key_of(&id).await.unwrap()),
    };
    bundle::write(&header, &contents, &[], keys, [3; 16]).unwrap()
}

/// Cut, changed, signed by somebody else, of another hub, or older than one that was read.
async fn the_wrong_stick_changes_nothing(desk: Desk) {
    desk.office("a").await;
    let right = written_by(&desk, "a", 5, &key_of("a")).await;
    let other = crate::support::desk(Engine::Embedded).await.unwrap();
    other.office("a").await;
    let mut foreign = written_by(&other, "a", 5, &key_of("a")).await;
    let forged = written_by(&desk, "a", 5, &key_of("b")).await;
    let mut changed = right.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    // The test's hosts give both hubs the same id: the name tells which it was.
    if other.hub.hub_id() == desk.hub.hub_id() {
        foreign = forged.clone();
    }
    for bytes in [
        &right[..middle],
        &changed,
        &forged,
        &foreign,
        b"",
        b"PK\x03\x04",
    ] {
        let read = desk.hub.read_bundle(bytes).await;
        assert!(matches!(read, Err(BundleTrouble::Fault(_))), "{read:?}");
    }
    assert_eq!(desk.hub.status().await.unwrap().head, 0);
    // Read twice it is known; an older one is told.
    for _ in 0..2 {
        let taken = desk.hub.read_bundle(&right).await.unwrap();
        assert_eq!((taken.ops, taken.accepted, taken.parked), (1, 1, 0));
    }
    assert_eq!(desk.hub.status().await.unwrap().head, 1);
    let older = written_by(&desk, "a", 4, &key_of("a")).await;
    let old = BundleFault::Old {
        counter: 4,
        read: 5,
    };
    let read = desk.hub.read_bundle(&older).await;
    assert_eq!(read, Err(BundleTrouble::Fault(old)));
}

async fn a_stolen_laptop_gets_nothing_by_stick(desk: Desk) {
    desk.office("a").await;
    let stick = written_by(&desk, "a", 1, &key_of("a")).await;
    desk.hub.revoke(&Id::new("a"), "笔记本被偷").await.unwrap();
    let reason = "笔记本被偷".to_owned();
    let no = BundleTrouble::Hub(HubError::Refused(Refusal::Revoked { reason }));
    assert_eq!(desk.hub.read_bundle(&stick).await, Err(no.clone()));
    let written = desk.hub.write_bundle(&Id::new("a"), "0.1.0").await;
    assert_eq!(written.map(drop), Err(no));
    assert_eq!(desk.hub.status().await.unwrap().head, 0);
}

/// What the hub writes for a device, as the device reads it.
async fn written(desk: &Desk, device: &str) -> ForDevice {
    let id = Id::new(device);
    let (header, bytes) = desk.hub.write_bundle(&id, "0.1.0").await.unwrap();
    assert_eq!(header.direction, Direction::ToDevice);
    let reader = Reader {
        direction: Direction::ToDevice,
        hub: desk.hub.hub_id(),
        device: &id,
        sender: &signing_key(&desk.hub).await.unwrap().public(),
        bundle: &BundleKey(desk.hub.bundle_key_of(&id).await.unwrap()),
        last_counter: 0,
    };
    let Bundle { contents, .. } = bundle::read(&bytes, &reader).unwrap();
    match contents {
        Contents::ForDevice(said) => *said,
        Contents::ForHub(_) => panic!("the wrong way round"),
    }
}

/// Entries of fetched pages, by number.
fn numbers(pages: &[PullPage]) -> BTreeSet<i64> {
    let entries = pages.iter().flat_map(|page| &page.entries);
    entries.map(|entry| entry.seq).collect()
}

/// Histories longer than one answer holds: of all records together, and of one alone.
#[tokio::test]
async fn a_stick_carries_long_histories_whole() {
    let desk = crate::support::desk(Engine::Embedded).await.unwrap();
    let a = desk.office("a").await;
    let long = |n: usize| json!(format!("{n:05}").repeat(180_000));
    let visit = json!({"state": "planned", "visitors": ["赵走访"]});
    for n in 0..4 {
        let id = format!("w{n}");
        let created = op("a", &format!("c{n}")).create("visit", &id, visit.clone());
        take(&a, created).await;
        let field = op("a", &format!("n{n}"));
        let field = field.set("visit", &id, "note", json!(null), long(n), 0);
        assert_eq!(push(&a, vec![field]).await[0].refused, None);
    }
    let mut last = "n0".to_owned();
    for n in 10..18 {
        let edit = op("a", &format!("e{n}"));
        let edit = edit.set_after("visit", "w0", "note", json!(null), long(n), &last);
        assert_eq!(push(&a, vec![edit]).await[0].accepted, 1);
        last = format!("e{n}");
    }
    desk.visitor("v", "赵走访").await;
    let visitor = desk.hub.device(Id::new("v"));
    let all = visitor.scope(None).await.unwrap().records;
    let whole = FetchRequest {
        records: all.clone(),
        up_to: 99,
    };
    let page = visitor.fetch(whole).await.unwrap();
    assert!(page.more && page.entries.is_empty(), "no page is that long");
    let alone = FetchRequest {
        records: vec![Id::new("w0")],
        up_to: 99,
    };
    let page = visitor.fetch(alone).await.unwrap();
    assert!(!page.more && page.entries.len() == 10);
    let said = written(&desk, "v").await;
    assert_eq!(said.scope, Some(all));
    assert_eq!(numbers(&said.fetched), (1..=16).collect());
    assert_eq!(numbers(&said.pulls), (1..=16).collect());
    for page in said.fetched.iter().chain(&said.pulls) {
        let heads: BTreeSet<&Id> = page.ops.iter().map(|head| &head.id).collect();
        assert!(page.entries.iter().all(|entry| heads.contains(&entry.op)));
    }
}
