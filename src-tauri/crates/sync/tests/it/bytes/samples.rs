//! One of each, for the tests of bytes.

use std::sync::LazyLock;

use serde_json::{Value, json};
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use songnuan_sync::bundle::*;
use songnuan_sync::devices::*;
use songnuan_sync::enrol::*;
use songnuan_sync::identity::*;
use songnuan_sync::wire::{MESSAGE, encode};
use songnuan_sync::*;

pub fn id(text: &str) -> Id {
    Id::new(text)
}

pub fn op(after: Value) -> OpMessage {
    OpMessage {
        outgoing_seq: 1,
        id: id("01a5b0c4-0000-7000-8000-000000000001"),
        kind: "file_edit".into(),
        at: "2026-11-22T08:00:00.000Z".into(),
        who: "王干事".into(),
        why: "走访后补记".into(),
        device: id("device"),
        undoes: None,
        changes: vec![OutgoingChange {
            seq: 7,
            record_id: id("r"),
            kind: "person".into(),
            field: Some("name".into()),
            before: json!("张三"),
            after,
            base_version: 12,
            base_op: None,
        }],
        last_change: 7,
    }
}

pub fn push() -> PushPage {
    PushPage {
        ops: vec![op(json!("䶮𬱖🧧"))],
    }
}

pub fn hello() -> Hello {
    Hello {
        oldest: 1,
        newest: 1,
        program: "0.1.0".into(),
        device: id("device"),
        hub: id("hub"),
        cursor: 41,
        cursor_op: "op".into(),
        now: "2026-11-22T08:00:00.000Z".into(),
    }
}

pub fn welcome() -> Welcome {
    Welcome {
        protocol: 1,
        hub: id("hub"),
        hub_name: "长兴镇总工会".into(),
        head: 41,
        now: "2026-11-22T08:00:00.000Z".into(),
        everything: true,
        roles: vec![Role::Clerk],
        line: LineState::Whole,
    }
}

pub fn pull() -> PullPage {
    let op = op(Value::Null);
    PullPage {
        ops: vec![OpHead {
            id: op.id.clone(),
            kind: op.kind,
            at: op.at,
            who: op.who,
            why: op.why,
            device: op.device,
            undoes: None,
        }],
        entries: vec![Entry {
            seq: 41,
            op: op.id,
            record_id: id("r"),
            kind: "person".into(),
            field: None,
            after: json!({"name": "张三", "amount": 12345}),
        }],
        next: 41,
        next_op: "op".into(),
        more: false,
        left: 0,
    }
}

pub fn device_key() -> SecretKey {
    SecretKey::from_bytes(&[1; 32])
}

pub fn hub_key() -> SecretKey {
    SecretKey::from_bytes(&[2; 32])
}

pub fn code() -> EnrolCode {
    EnrolCode {
        hub: id("01a5b0c4-1111-7222-8333-444455556666"),
        fingerprint: std::array::from_fn(|n| u8::try_from(n * 7).unwrap()),
        addresses: vec!["192.168.1.20:8443".into(), "hub.example.cn:443".into()],
        secret: Secret(std::array::from_fn(|n| u8::try_from(n * 13).unwrap())),
    }
}

pub fn enrol_request() -> EnrolRequest {
    let public = device_key().public();
    EnrolRequest::new(
        &code(),
        id("device"),
        "走访笔记本".into(),
        "0.1.0".into(),
        public,
    )
}

pub fn enrolled() -> Enrolled {
    Enrolled {
        hub: id("hub"),
        hub_name: "长兴镇总工会".into(),
        hub_key: hub_key().public(),
        bundle_key: BundleKey([9; 32]),
        everything: false,
        roles: vec![Role::Visitor],
    }
}

pub fn header(direction: Direction, counter: u64) -> Header {
    Header {
        direction,
        hub: id("hub"),
        hub_name: "长兴镇总工会".into(),
        device: id("device"),
        device_name: "走访笔记本二号".into(),
        counter,
        made_at: "2026-11-22T08:00:00.000Z".into(),
        program: "0.1.0".into(),
    }
}

pub fn for_hub() -> Contents {
    Contents::ForHub(Box::new(ForHub {
        hello: hello(),
        pushes: vec![push()],
        lacking: vec!["cc".into()],
        read: 4,
        resend: vec![ResendPage {
            ops: pull().ops,
            entries: pull().entries,
        }],
    }))
}

pub fn for_device() -> Contents {
    Contents::ForDevice(Box::new(ForDevice {
        welcome: welcome(),
        read: 3,
        outcomes: PushReply::default(),
        pulls: vec![pull()],
        scope: Some(vec![id("r")]),
        fetched: Vec::new(),
        digest: Some(DigestBuckets::default().reply(41)),
        lacking: Vec::new(),
    }))
}

pub fn bundle(counter: u64) -> Vec<u8> {
    let keys = WriterKeys {
        signing: &device_key(),
        bundle: &BundleKey([9; 32]),
    };
    let blobs = [("aa".to_owned(), vec![5; 3_000])];
    write(
        &header(Direction::ToHub, counter),
        &for_hub(),
        &blobs,
        keys,
        [3; 16],
    )
    .unwrap()
}

/// Bytes of every message there is.
pub fn all() -> &'static [Vec<u8>] {
    static ALL: LazyLock<Vec<Vec<u8>>> = LazyLock::new(every_message);
    &ALL
}

fn every_message() -> Vec<Vec<u8>> {
    let pull_request = PullRequest {
        after: 41,
        limit: 5_000,
    };
    let fetch = FetchRequest {
        records: vec![id("r")],
        up_to: 41,
    };
    let resend = ResendPage {
        ops: pull().ops,
        entries: pull().entries,
    };
    let outcome = OpOutcome {
        op: id("op"),
        up_to: 7,
        accepted: 1,
        parked: 0,
        refused: Some(Refusal::Busy { seconds: 3 }),
    };
    let reply = PushReply {
        outcomes: vec![outcome],
    };
    let refusal = Refusal::Revoked {
        reason: "遗失".into(),
    };
    vec![
        encode(&hello(), MESSAGE).unwrap(),
        encode(&welcome(), MESSAGE).unwrap(),
        encode(&push(), MESSAGE).unwrap(),
        encode(&reply, MESSAGE).unwrap(),
        encode(&pull_request, MESSAGE).unwrap(),
        encode(&pull(), MESSAGE).unwrap(),
        encode(&ScopePage::default(), MESSAGE).unwrap(),
        encode(&fetch, MESSAGE).unwrap(),
        encode(&resend, MESSAGE).unwrap(),
        encode(&DigestBuckets::default().reply(41), MESSAGE).unwrap(),
        encode(&refusal, MESSAGE).unwrap(),
        encode(&enrol_request(), MESSAGE).unwrap(),
        encode(&enrolled(), MESSAGE).unwrap(),
        code().to_text().unwrap().into_bytes(),
        device_key().public().to_string().into_bytes(),
        bundle(3),
    ]
    .into_iter()
    .chain(more_messages())
    .collect()
}

/// Those of later programs: the first ones keep their numbers.
fn more_messages() -> Vec<Vec<u8>> {
    let card = DeviceCard {
        id: id("device"),
        name: "走访笔记本二号".into(),
        users: vec!["王芳".into()],
        roles: vec![Role::Visitor],
        everything: false,
        enrolled_at: "2026-11-22T08:00:00.000Z".into(),
        last_seen: String::new(),
        holds: 12,
        revoked_at: None,
        revoked_reason: None,
    };
    let ask = InviteAsk {
        name: card.name.clone(),
        users: card.users.clone(),
        roles: card.roles.clone(),
        everything: false,
    };
    let invited = Invited {
        secret: [7; 16],
        expires: "2026-11-25T08:00:00.000Z".into(),
        certificate: [8; 32],
    };
    let revoke = RevokeAsk {
        device: id("device"),
        reason: "遗失".into(),
    };
    let refusal = Refusal::TooLarge { limit: 16 << 20 };
    vec![
        encode(&vec![card], MESSAGE).unwrap(),
        encode(&ask, MESSAGE).unwrap(),
        encode(&invited, MESSAGE).unwrap(),
        encode(&revoke, MESSAGE).unwrap(),
        encode(&Some(id("r")), MESSAGE).unwrap(),
        encode(&Some(7_u8), MESSAGE).unwrap(),
        encode(&vec!["ab".repeat(32)], MESSAGE).unwrap(),
        inside(&for_hub(), &[("aa", &[5; 30])]),
        inside(&for_device(), &[]),
        serde_json::to_vec(&refusal).unwrap(),
        serde_json::to_vec(&Receipt::default()).unwrap(),
        device_key().sign(&signed()).to_string().into_bytes(),
        Digest::default().to_text().into_bytes(),
    ]
}

fn signed() -> Signed<'static> {
    static ID: LazyLock<Id> = LazyLock::new(|| id("hub"));
    Signed {
        domain: Domain::Request,
        hub: &ID,
        device: &ID,
        method: "POST /v1/push",
        body: b"",
    }
}

/// What is inside a bundle, before it is sealed: each part with its length.
fn inside(contents: &Contents, blobs: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut put = |part: &[u8]| {
        bytes.extend((part.len() as u64).to_le_bytes());
        bytes.extend(part);
    };
    put(&encode(contents, MESSAGE).unwrap());
    for (name, blob) in blobs {
        put(name.as_bytes());
        put(blob);
    }
    bytes
}
