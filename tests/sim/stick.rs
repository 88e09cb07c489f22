//! The same messages on a stick: a bundle goes to the hub, its answer comes back. The folder in
//! between may lose or repeat either of them.

use songnuan_model::record::Id;
use songnuan_store::Store;
use songnuan_sync::bundle::{
    self, BundleKey, Contents, Direction, ForDevice, ForHub, Header, Reader, WriterKeys,
};
use songnuan_sync::identity::SecretKey;
use songnuan_sync::{
    Hello, Hub, LineState, OLDEST_PROTOCOL, PROTOCOL, PullRequest, PushReply, Replica,
};

use crate::chance::Chance;

/// How many changes a page of a bundle holds: small, so that histories meet several pages.
const PAGE: u32 = 7;

/// One round over the stick; any part of it may be lost or come twice.
pub async fn exchange(
    store: &Store,
    hub: &impl Hub,
    (hub_id, device): (&Id, &Id),
    chance: &mut Chance,
) {
    let keys = (SecretKey::from_bytes(&[1; 32]), BundleKey([2; 32]));
    let out = carry(
        to_hub(store, hub_id, device).await,
        Direction::ToHub,
        device,
        &keys,
    );
    if chance.in_thousand(150) {
        return;
    }
    let mut answer = None;
    for _ in 0..=usize::from(chance.in_thousand(150)) {
        answer = answer_of(hub, &out).await;
    }
    let Some(answer) = answer else { return };
    let back = carry(
        Contents::ForDevice(Box::new(answer)),
        Direction::ToDevice,
        device,
        &keys,
    );
    if chance.in_thousand(150) {
        return;
    }
    for _ in 0..=usize::from(chance.in_thousand(150)) {
        take(store, &back).await;
    }
}

/// Through the bytes of a file and back.
fn carry(
    contents: Contents,
    direction: Direction,
    device: &Id,
    keys: &(SecretKey, BundleKey),
) -> Contents {
    let hub = Id::new("hub");
    let header = Header {
        direction,
        hub: hub.clone(),
        hub_name: "演示镇同步中心".to_owned(),
        device: device.clone(),
        device_name: "演示笔记本".to_owned(),
        counter: 1,
        made_at: "2026-11-22T08:00:00.000Z".to_owned(),
        program: "sim".to_owned(),
    };
    let writer = WriterKeys {
        signing: &keys.0,
        bundle: &keys.1,
    };
    let bytes = bundle::write(&header, &contents, &[], writer, [3; 16]).unwrap();
    let reader = Reader {
        direction,
        hub: &hub,
        device,
        sender: &keys.0.public(),
        bundle: &keys.1,
        last_counter: 0,
    };
    bundle::read(&bytes, &reader).unwrap().contents
}

async fn to_hub(store: &Store, hub: &Id, device: &Id) -> Contents {
    let (cursor, cursor_op) = Replica::cursor(store).await.unwrap();
    let page = store.outgoing_page(1_000_000).await.unwrap();
    Contents::ForHub(ForHub {
        hello: Hello {
            oldest: OLDEST_PROTOCOL,
            newest: PROTOCOL,
            program: "sim".to_owned(),
            device: device.clone(),
            hub: hub.clone(),
            cursor,
            cursor_op,
            now: "2026-11-22T08:00:00.000Z".to_owned(),
        },
        pushes: vec![page],
        lacking: Vec::new(),
    })
}

/// What the hub puts into its answer; `None`: it refuses, and the device keeps what it has.
async fn answer_of(hub: &impl Hub, contents: &Contents) -> Option<ForDevice> {
    let Contents::ForHub(from) = contents else {
        panic!("the wrong way round");
    };
    let welcome = hub.hello(from.hello.clone()).await.ok()?;
    if welcome.line != LineState::Whole {
        return None;
    }
    let mut outcomes = PushReply::default();
    for page in &from.pushes {
        outcomes
            .outcomes
            .extend(hub.push(page.clone()).await.ok()?.outcomes);
    }
    let (mut pulls, mut after) = (Vec::new(), from.hello.cursor);
    loop {
        let request = PullRequest { after, limit: PAGE };
        let page = hub.pull(request).await.ok()?;
        after = page.next;
        let more = page.more;
        pulls.push(page);
        if !more {
            break;
        }
    }
    Some(ForDevice {
        welcome,
        outcomes,
        pulls,
        scope: None,
        fetched: Vec::new(),
        digest: None,
        lacking: Vec::new(),
    })
}

async fn take(store: &Store, contents: &Contents) {
    let Contents::ForDevice(answer) = contents else {
        panic!("the wrong way round");
    };
    store.acknowledge(&answer.outcomes).await.unwrap();
    let (mut at, _) = Replica::cursor(store).await.unwrap();
    for page in &answer.pulls {
        // An answer to an older bundle begins before what is here by now: known entries.
        if page.next >= at {
            Replica::apply(store, page).await.unwrap();
            at = page.next;
        }
    }
}
