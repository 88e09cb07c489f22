//! Creating, opening, enrolling, revoking.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use serde_json::json;
use songnuan_hub::http::{self, signing_key};
use songnuan_hub::{DeviceChange, HubFailure, HubPlace, HubService, NewDevice, limits};
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use songnuan_sync::enrol::{EnrolRequest, Secret};
use songnuan_sync::{Hello, Hub, HubError, LineState, PullRequest, PushPage, Refusal};

use crate::support::web::Web;
use crate::support::{
    Desk, Engine, PASSWORD, TestHost, answering, desk, key_of, new_hub, on_both_engines, op, pull,
    push, take,
};

on_both_engines! {
    opens_with_its_password_only,
    a_code_enrols_once,
    processes_that_start_together_share_their_keys,
    a_revoked_device_gets_nothing,
    says_hello,
    scope_and_roles_change_at_once,
    lists_devices_and_counts,
    keeps_secrets_of_the_transport,
    too_many_requests_wait,
}

fn device(name: &str) -> NewDevice {
    NewDevice {
        name: name.into(),
        users: vec!["王干事".into()],
        roles: vec![Role::Clerk],
        everything: true,
    }
}

fn with(desk: &Desk, secret: &Secret, device: &str) -> EnrolRequest {
    answering(&desk.hub, secret, device)
}

fn hello(desk: &Desk, device: &str) -> Hello {
    Hello {
        oldest: 1,
        newest: 1,
        program: "0.1.0".into(),
        device: Id::new(device),
        hub: desk.hub.hub_id().clone(),
        cursor: 0,
        cursor_op: String::new(),
        now: "2026-03-02T00:00:00.000Z".into(),
    }
}

async fn opens_with_its_password_only(desk: Desk) {
    let place = || desk.ground.place.clone();
    let wrong = HubService::open(place(), "不对", TestHost::default()).await;
    assert_eq!(wrong.err(), Some(HubFailure::WrongPassword));
    let twice = HubService::create(place(), new_hub(), TestHost::default()).await;
    assert_eq!(twice.err(), Some(HubFailure::AlreadyThere));
    let again = desk.again().await;
    assert_eq!(again.hub_id(), desk.hub.hub_id());
    assert_eq!(again.name(), "柳河镇总工会同步中心");
    assert_eq!(again.unit(), "柳河镇总工会");
    let cost = songnuan_hub::KdfCost::test();
    let change = desk.hub.change_password("不对", "新密码", cost).await;
    assert_eq!(change, Err(HubFailure::WrongPassword));
    desk.hub
        .change_password(PASSWORD, "新密码", cost)
        .await
        .unwrap();
    let old = HubService::open(place(), PASSWORD, TestHost::default()).await;
    assert_eq!(old.err(), Some(HubFailure::WrongPassword));
    let new = HubService::open(place(), "新密码", TestHost::default()).await;
    assert_eq!(new.unwrap().hub_id(), desk.hub.hub_id());
}

#[tokio::test]
async fn nowhere_is_said_to_be_nowhere() {
    let folder = tempfile::TempDir::new().unwrap();
    let place = HubPlace::folder(folder.path());
    let none = HubService::open(place, PASSWORD, TestHost::default()).await;
    assert_eq!(none.err(), Some(HubFailure::NotFound));
    assert!(HubPlace::parse("mysql://x", Some("b")).is_err());
    assert!(HubPlace::parse("postgres://x", None).is_err());
    assert!(HubPlace::parse("postgres://x", Some("s3://bucket/songnuan")).is_ok());
    assert!(HubPlace::parse(" ", None).is_err());
}

async fn a_code_enrols_once(desk: Desk) {
    let hub = &desk.hub;
    let invitation = hub.invite(device("一号")).await.unwrap();
    assert_eq!(hub.status().await.unwrap().open_invitations, 1);
    let bad = Err(HubFailure::Refused(Refusal::BadCode));
    let tried = async |secret: &Secret, device| hub.enrol(&with(&desk, secret, device)).await;
    assert_eq!(tried(&Secret([1; 16]), "a").await.map(drop), bad);
    // The right secret under a request that was changed on its way.
    let mut forged = with(&desk, &invitation.secret, "a");
    forged.public_key = key_of("somebody else").public();
    assert_eq!(hub.enrol(&forged).await.map(drop), bad);
    let enrolled = tried(&invitation.secret, "a").await.unwrap();
    assert_eq!(&enrolled.hub, hub.hub_id());
    assert_eq!(enrolled.hub_key, signing_key(hub).await.unwrap().public());
    assert!(enrolled.everything);
    let key = hub.bundle_key_of(&Id::new("a")).await.unwrap();
    assert_eq!(key, enrolled.bundle_key.0);
    let public = key_of("a").public().0;
    assert_eq!(hub.public_key_of(&Id::new("a")).await, Ok(public));
    assert_eq!(hub.devices().await.unwrap()[0].name, "一号");
    assert_eq!(tried(&invitation.secret, "b").await.map(drop), bad);
    // One that was not used in time.
    let late = hub.invite(device("二号")).await.unwrap();
    desk.host.pass_minutes(60 * 72 + 1);
    assert_eq!(tried(&late.secret, "b").await.map(drop), bad);
    // Guessing is slowed down.
    for _ in 0..limits::WRONG_CODES_PER_MINUTE {
        drop(tried(&Secret([2; 16]), "b").await);
    }
    let busy = HubFailure::Refused(Refusal::Busy { seconds: 60 });
    assert_eq!(tried(&Secret([2; 16]), "b").await.map(drop), Err(busy));
}

/// Two processes begin to serve one new hub at the same moment: both show the same certificate and
/// sign with the same key, and the key fits the certificate.
async fn processes_that_start_together_share_their_keys(desk: Desk) {
    let mut starting = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let hub = desk.again().await;
        starting.spawn(async move {
            let certificate = http::certificate(&hub).await.unwrap();
            let key = http::signing_key(&hub).await.unwrap().public();
            let (listener, stop) = (Web::listener().await, std::future::ready(()));
            // Refuses a key that is not the certificate's.
            let served = http::serve(hub, listener, Arc::new(|_| ()), stop).await;
            (certificate.fingerprint(), key, served)
        });
    }
    let kept = (
        http::certificate(&desk.hub).await.unwrap().fingerprint(),
        http::signing_key(&desk.hub).await.unwrap().public(),
        Ok(()),
    );
    for started in starting.join_all().await {
        assert_eq!(started, kept);
    }
}

async fn a_revoked_device_gets_nothing(desk: Desk) {
    let a = desk.office("a").await;
    take(
        &a,
        op("a", "o1").create("person", "p1", json!({"name": "张三"})),
    )
    .await;
    desk.hub.revoke(&Id::new("a"), "笔记本丢了").await.unwrap();
    let reason = "笔记本丢了".to_owned();
    let no = HubError::Refused(Refusal::Revoked { reason });
    let request = PullRequest { after: 0, limit: 9 };
    assert_eq!(a.pull(request).await.err(), Some(no.clone()));
    assert_eq!(a.hello(hello(&desk, "a")).await.err(), Some(no.clone()));
    let page = PushPage {
        ops: vec![op("a", "o2").create("person", "p2", json!({})).message()],
    };
    assert_eq!(a.push(page).await.err(), Some(no.clone()));
    assert_eq!(a.scope(None).await.err(), Some(no.clone()));
    assert_eq!(a.digest(None).await.err(), Some(no.clone()));
    assert_eq!(a.get_blob("a".repeat(64)).await.err(), Some(no.clone()));
    assert_eq!(a.put_blob("a".repeat(64), vec![1]).await.err(), Some(no));
    assert_eq!(desk.hub.status().await.unwrap().head, 1);
    // Another process knows at once; a fresh code brings it back.
    let request = PullRequest { after: 0, limit: 9 };
    let other = desk.again().await.device(Id::new("a"));
    assert!(other.pull(request).await.is_err());
    let back = desk.office("a").await;
    assert_eq!(pull(&back, 0).await.entries.len(), 1);
    let stranger = desk.hub.device(Id::new("z"));
    let unknown = HubError::Refused(Refusal::UnknownDevice);
    assert_eq!(stranger.scope(None).await.err(), Some(unknown));
}

async fn says_hello(desk: Desk) {
    let a = desk.office("a").await;
    let first = hello(&desk, "a");
    let welcome = a.hello(first.clone()).await.unwrap();
    assert_eq!((welcome.protocol, welcome.head), (1, 0));
    assert_eq!((welcome.line, welcome.everything), (LineState::Whole, true));
    assert_eq!(welcome.roles, [Role::Clerk]);
    let refused = async |hello: Hello| a.hello(hello).await.err();
    let foreign = Hello {
        hub: Id::new("other"),
        ..first.clone()
    };
    let no = |refusal| Some(HubError::Refused(refusal));
    assert_eq!(refused(foreign).await, no(Refusal::WrongHub));
    let newer = Hello {
        oldest: 8,
        newest: 9,
        ..first.clone()
    };
    assert_eq!(refused(newer).await, no(Refusal::HubTooOld { newest: 1 }));
    let other = Hello {
        device: Id::new("b"),
        ..first
    };
    assert_eq!(refused(other).await, no(Refusal::UnknownDevice));
}

async fn scope_and_roles_change_at_once(desk: Desk) {
    let a = desk.office("a").await;
    let id = Id::new("a");
    let change = DeviceChange {
        roles: Some(vec![Role::Auditor]),
        everything: Some(false),
        ..DeviceChange::default()
    };
    desk.hub.change_scope(&id, change).await.unwrap();
    let edit = op("a", "o1").create("person", "p1", json!({"name": "张三"}));
    let kind = "person".to_owned();
    let refused = push(&a, vec![edit]).await.remove(0).refused;
    assert_eq!(refused, Some(Refusal::NotAllowed { kind }));
    assert!(!a.hello(hello(&desk, "a")).await.unwrap().everything);
    let none = DeviceChange {
        roles: Some(Vec::new()),
        ..DeviceChange::default()
    };
    let bad = HubFailure::BadValue { field: "roles" };
    assert_eq!(desk.hub.change_scope(&id, none).await, Err(bad));
    let nobody = Id::new("z");
    let unknown = desk.hub.change_scope(&nobody, DeviceChange::default());
    assert_eq!(unknown.await, Err(HubFailure::UnknownDevice));
}

async fn lists_devices_and_counts(desk: Desk) {
    let a = desk.office("a").await;
    desk.visitor("v", "赵走访").await;
    take(
        &a,
        op("a", "o1").create("union_org", "g1", json!({"name": "某厂工会"})),
    )
    .await;
    take(
        &a,
        op("a", "o2").create("person", "p1", json!({"name": "张三"})),
    )
    .await;
    desk.host.pass_minutes(5);
    let mut said = hello(&desk, "a");
    said.cursor = 2;
    said.cursor_op = "o2".into();
    a.hello(said).await.unwrap();
    desk.hub.device(Id::new("v")).scope(None).await.unwrap();
    desk.hub.revoke(&Id::new("v"), "离岗").await.unwrap();
    let devices = desk.hub.devices().await.unwrap();
    let office = devices
        .iter()
        .find(|device| device.id.as_str() == "a")
        .unwrap();
    assert_eq!((office.holds, office.cursor), (2, 2));
    assert_eq!(office.last_seen, "2026-03-02T00:05:00.000Z");
    let visitor = devices
        .iter()
        .find(|device| device.id.as_str() == "v")
        .unwrap();
    assert_eq!(
        (visitor.holds, visitor.users.as_slice()),
        (1, &["赵走访".to_owned()][..])
    );
    assert_eq!(visitor.revoked.as_ref().unwrap().reason, "离岗");
    let status = desk.hub.status().await.unwrap();
    assert_eq!((status.devices, status.revoked), (1, 1));
    assert_eq!(
        (status.records, status.operations, status.conflicts),
        (2, 2, 0)
    );
}

async fn keeps_secrets_of_the_transport(desk: Desk) {
    assert_eq!(desk.hub.secret("tls").await, Ok(None));
    desk.hub.keep_secret("tls", b"key one").await.unwrap();
    desk.hub.keep_secret("tls", b"key two").await.unwrap();
    let other = desk.again().await;
    assert_eq!(other.secret("tls").await, Ok(Some(b"key two".to_vec())));
    let first = desk.hub.secret_once("sign", b"mine").await;
    assert_eq!(first, Ok(b"mine".to_vec()));
    assert_eq!(other.secret_once("sign", b"yours").await, first);
}

async fn too_many_requests_wait(desk: Desk) {
    let a = desk.office("a").await;
    let ask = async || a.blobs_missing(Vec::new()).await.err();
    for _ in 0..limits::REQUESTS_PER_MINUTE {
        // Names that do not read are counted too, and cost nothing.
        drop(a.get_blob("x".into()).await);
    }
    let busy = HubError::Refused(Refusal::Busy { seconds: 60 });
    assert_eq!(ask().await, Some(busy));
    desk.host.pass_minutes(1);
    assert_eq!(ask().await, None);
}

#[tokio::test]
async fn a_full_disk_takes_nothing_and_says_so() {
    let mut desk = desk(Engine::Embedded).await.unwrap();
    let a = desk.office("a").await;
    take(
        &a,
        op("a", "o1").create("person", "p1", json!({"name": "张三"})),
    )
    .await;
    desk.hub.close().await;
    let small = desk.ground.place.clone().with_max_pages(60);
    let open = async |place| {
        HubService::open(place, PASSWORD, TestHost::default())
            .await
            .unwrap()
    };
    desk.hub = open(small).await;
    let a = desk.hub.device(Id::new("a"));
    let large = || {
        let mut large = op("a", "o2");
        for n in 0..200 {
            let body = json!({"name": "李四".repeat(300)});
            large = large.create("person", &format!("q{n}"), body);
        }
        PushPage {
            ops: vec![large.message()],
        }
    };
    let full = HubError::Refused(Refusal::HubFull);
    assert_eq!(a.push(large()).await.err(), Some(full));
    assert_eq!(pull(&a, 0).await.entries.len(), 1);
    desk.hub.close().await;
    let hub = open(desk.ground.place.clone()).await;
    let reply = hub.device(Id::new("a")).push(large()).await.unwrap();
    assert_eq!(reply.outcomes[0].accepted, 200);
}
