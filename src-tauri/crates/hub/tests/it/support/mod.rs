//! What the tests share: engines, a fixed host, a hub with devices, operations in a few words.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

pub mod host;
pub mod ops;
pub mod postgres;
pub mod s3;
pub mod web;

use songnuan_hub::{BlobPlace, DeviceHub, HubPlace, HubService, KdfCost, NewDevice, NewHub};
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use songnuan_sync::enrol::{EnrolCode, EnrolRequest, Secret};
use songnuan_sync::identity::SecretKey;
use songnuan_sync::{Hub, OpOutcome, PullPage, PullRequest, PushPage};
use tempfile::TempDir;

pub use host::TestHost;
pub use ops::{Op, op};

pub const PASSWORD: &str = "柳河-同步-2026";

/// Where a test's hub is. Gone with the test.
pub struct Ground {
    pub folder: TempDir,
    pub place: HubPlace,
}

/// Which database.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Embedded,
    Postgres,
}

impl Engine {
    /// An empty place; `None`: there is no server to be had here (said on standard error).
    pub async fn ground(self) -> Option<Ground> {
        let folder = TempDir::new().unwrap();
        let place = match self {
            Self::Embedded => HubPlace::folder(folder.path().join("同步 中心%?#")),
            Self::Postgres => {
                let url = postgres::fresh_database().await?;
                let blobs = BlobPlace::Folder(folder.path().join("blobs"));
                HubPlace::postgres(&url, blobs).unwrap()
            }
        };
        Some(Ground { folder, place })
    }
}

/// A hub with a fixed host.
pub struct Desk {
    pub ground: Ground,
    pub host: TestHost,
    pub hub: HubService,
}

/// A new hub on this engine.
pub async fn desk(engine: Engine) -> Option<Desk> {
    Some(desk_on(engine.ground().await?).await)
}

/// A new hub here.
pub async fn desk_on(ground: Ground) -> Desk {
    let host = TestHost::default();
    let hub = HubService::create(ground.place.clone(), new_hub(), host.clone())
        .await
        .unwrap();
    Desk { ground, host, hub }
}

pub fn new_hub() -> NewHub {
    NewHub {
        name: "柳河镇总工会同步中心".into(),
        unit: "柳河镇总工会".into(),
        password: PASSWORD.into(),
        kdf_cost: KdfCost::test(),
    }
}

impl Desk {
    /// Enrols a device.
    pub async fn device(
        &self,
        id: &str,
        roles: &[Role],
        users: &[&str],
        everything: bool,
    ) -> DeviceHub {
        let device = NewDevice {
            name: format!("{id}号笔记本"),
            users: users.iter().map(|user| (*user).to_owned()).collect(),
            roles: roles.to_vec(),
            everything,
        };
        let invitation = self.hub.invite(device).await.unwrap();
        let request = answering(&self.hub, &invitation.secret, id);
        self.hub.enrol(&request).await.unwrap();
        self.hub.device(Id::new(id))
    }

    /// An office device: everything, a clerk's rights.
    pub async fn office(&self, id: &str) -> DeviceHub {
        self.device(id, &[Role::Clerk], &["王干事"], true).await
    }

    /// A visitor's device: the cases of one user.
    pub async fn visitor(&self, id: &str, user: &str) -> DeviceHub {
        self.device(id, &[Role::Visitor], &[user], false).await
    }

    /// The same hub opened once more, as another process would.
    pub async fn again(&self) -> HubService {
        HubService::open(self.ground.place.clone(), PASSWORD, self.host.clone())
            .await
            .unwrap()
    }
}

/// The key a device of this name signs with.
pub fn key_of(device: &str) -> SecretKey {
    SecretKey::from_bytes(blake3::hash(device.as_bytes()).as_bytes())
}

/// What a device of this name says to be taken in.
pub fn answering(hub: &HubService, secret: &Secret, device: &str) -> EnrolRequest {
    let code = EnrolCode {
        hub: hub.hub_id().clone(),
        fingerprint: [0; 32],
        addresses: Vec::new(),
        secret: secret.clone(),
    };
    let (name, program) = ("笔记本".to_owned(), "0.1.0".to_owned());
    EnrolRequest::new(
        &code,
        Id::new(device),
        name,
        program,
        key_of(device).public(),
    )
}

/// Pushes operations one after the other in one page.
pub async fn push(hub: &DeviceHub, ops: Vec<Op>) -> Vec<OpOutcome> {
    let ops = ops.into_iter().map(Op::message).collect();
    hub.push(PushPage { ops }).await.unwrap().outcomes
}

/// Pushes one operation that is taken as a whole.
pub async fn take(hub: &DeviceHub, op: Op) {
    let outcomes = push(hub, vec![op]).await;
    assert_eq!(outcomes[0].refused, None);
    assert_eq!(outcomes[0].parked, 0);
}

/// Everything after a cursor, in pages of a few.
pub async fn pull(hub: &DeviceHub, after: i64) -> PullPage {
    let mut whole = PullPage::default();
    let mut cursor = after;
    loop {
        let request = PullRequest {
            after: cursor,
            limit: 3,
        };
        let page = hub.pull(request).await.unwrap();
        assert!(page.next >= cursor);
        cursor = page.next;
        for head in page.ops {
            if whole.ops.iter().all(|known| known.id != head.id) {
                whole.ops.push(head);
            }
        }
        whole.entries.extend(page.entries);
        (whole.next, whole.next_op) = (page.next, page.next_op);
        if !page.more {
            return whole;
        }
    }
}

/// The kinds of these entries' records, as (kind, id, field).
pub fn names(page: &PullPage) -> Vec<String> {
    page.entries
        .iter()
        .map(|entry| match &entry.field {
            Some(field) => format!("{}.{field}", entry.record_id),
            None if entry.after.is_null() => format!("-{}", entry.record_id),
            None => entry.record_id.0.clone(),
        })
        .collect()
}

/// Runs each test on both engines; where there is no PostgreSQL, that half says so.
macro_rules! on_both_engines {
    ($($test:ident),* $(,)?) => {
        mod embedded {
            $(#[tokio::test]
            async fn $test() {
                let desk = crate::support::desk(crate::support::Engine::Embedded).await;
                super::$test(desk.unwrap()).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $test() {
                if let Some(desk) = crate::support::desk(crate::support::Engine::Postgres).await {
                    super::$test(desk).await;
                }
            })*
        }
    };
}
pub(crate) use on_both_engines;
