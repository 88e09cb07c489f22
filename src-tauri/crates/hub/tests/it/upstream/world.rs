//! A county and its townships: each a hub with a database of its own and laptops in memory.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Map, Value, json};
use songnuan_hub::{DeviceHub, HubService, NewDevice, Upstream};
use songnuan_model::record::Id;
use songnuan_model::records::{Conflict, Role};
use songnuan_sync::enrol::UpperHub;
use songnuan_sync::*;

use crate::memory::{MemoryReplica, Typed};
use crate::support::{Engine, Ground, PASSWORD, TestHost, answering, new_hub};

/// A unit's hub and its laptops.
pub struct Office {
    name: &'static str,
    pub ground: Ground,
    pub host: TestHost,
    pub hub: HubService,
    pub laptops: Vec<MemoryReplica>,
}

impl Office {
    pub async fn new(
        engine: Engine,
        name: &'static str,
        number: u64,
        laptops: usize,
    ) -> Option<Self> {
        let ground = engine.ground().await?;
        let host = TestHost::numbered(number);
        let hub = HubService::create(ground.place.clone(), new_hub(), host.clone());
        let mut office = Self {
            name,
            hub: hub.await.unwrap(),
            ground,
            host,
            laptops: Vec::new(),
        };
        for n in 0..laptops {
            office.enrol(n).await;
        }
        Some(office)
    }

    pub fn device(&self, n: usize) -> Id {
        Id(format!("{}-{n}", self.name))
    }

    async fn enrol(&mut self, n: usize) {
        let id = self.device(n);
        let device = NewDevice {
            name: id.0.clone(),
            users: Vec::new(),
            roles: vec![Role::Clerk, Role::Leader, Role::Administrator],
            everything: true,
        };
        let invitation = self.hub.invite(device).await.unwrap();
        let request = answering(&self.hub, &invitation.secret, id.as_str());
        self.hub.enrol(&request).await.unwrap();
        self.laptops.push(MemoryReplica::new(&id));
    }

    /// The hub as one of its laptops sees it.
    pub fn seen_by(&self, n: usize) -> DeviceHub {
        self.hub.device(self.device(n))
    }

    /// Belongs to the county from now on.
    pub async fn join(&self, county: &Self) {
        let own = self.hub.hub_id().clone();
        let invitation = county.hub.invite_lower_hub(self.name).await.unwrap();
        let request = answering(&county.hub, &invitation.secret, own.as_str());
        let enrolled = county.hub.enrol(&request).await.unwrap();
        let upper = UpperHub {
            hub: enrolled.hub,
            name: enrolled.hub_name,
            addresses: vec!["10.0.0.1:7443".into()],
            certificate: [7; 32],
        };
        self.hub.keep_upper_hub(&upper).await.unwrap();
    }

    /// One operation on a laptop.
    pub fn types(&self, n: usize, typed: &[Typed]) -> Id {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let op = Id(format!("op-{}-{number}", self.device(n)));
        let mut laptop = self.laptops[n].0.lock().unwrap();
        laptop.type_in(op.clone(), typed);
        op
    }

    /// A laptop syncs to its end.
    pub async fn sync(&self, n: usize) -> Receipt {
        let options = options(self.device(n), &self.hub);
        let done = run(&self.laptops[n], &self.seen_by(n), &options, &()).await;
        done.unwrap_or_else(|error| panic!("{:?}", error.why))
    }

    pub async fn sync_all(&self) {
        for n in 0..self.laptops.len() {
            self.sync(n).await;
        }
    }

    pub async fn replica(&self) -> Upstream {
        self.hub.upstream().await.unwrap().unwrap()
    }

    /// The hub syncs to the county's.
    pub async fn up(&self, county: &Self) -> Receipt {
        let line = county.hub.device(self.hub.hub_id().clone());
        let done = self.up_over(county, &line, false).await;
        done.unwrap_or_else(|error| panic!("{:?}", error.why))
    }

    pub async fn up_over<H: Hub>(
        &self,
        county: &Self,
        line: &H,
        resend: bool,
    ) -> Result<Receipt, SyncError<songnuan_hub::HubFailure>> {
        let options = Options {
            resend,
            ..options(self.hub.hub_id().clone(), &county.hub)
        };
        run(&self.replica().await, line, &options, &()).await
    }

    /// What a laptop shows of a record.
    pub fn shown(&self, n: usize, id: &str) -> Option<Map<String, Value>> {
        let laptop = self.laptops[n].0.lock().unwrap();
        let held = laptop.records.get(&Id::new(id));
        held.filter(|held| !held.deleted)
            .map(|held| held.body.clone())
    }

    /// The conflicts a laptop shows.
    pub fn conflicts(&self, n: usize) -> Vec<Conflict> {
        let laptop = self.laptops[n].0.lock().unwrap();
        let conflicts = laptop.records.values().filter(|it| it.kind == "conflict");
        conflicts
            .map(|held| serde_json::from_value(Value::Object(held.body.clone())).unwrap())
            .collect()
    }

    /// The hub put back as it was when its folder was copied.
    pub async fn reopen(&mut self) {
        self.hub = HubService::open(self.ground.place.clone(), PASSWORD, self.host.clone())
            .await
            .unwrap();
    }
}

/// Pages so small that everything comes in several.
pub fn options(device: Id, hub: &HubService) -> Options {
    Options {
        device,
        hub: hub.hub_id().clone(),
        program: "0.1.0".into(),
        now: "2026-11-22T08:00:00.000Z".into(),
        resend: false,
        was_scoped: false,
        limits: Limits {
            changes: 3,
            entries: 4,
            records: 2,
            names: 2,
        },
    }
}

pub fn set(id: &str, field: &str, value: Value) -> Typed {
    Typed::Field(Id::new(id), field.into(), value)
}

pub fn create(id: &str, a: Value) -> Typed {
    let body = json!({ "id": id, "a": a, "b": "零" });
    Typed::Create(Id::new(id), body.as_object().unwrap().clone())
}

/// What a line does.
pub enum Trick<'a> {
    /// Breaks at this call, after the hub did what was asked.
    Break(u32),
    /// Before the first pull somebody in the township syncs.
    Meanwhile(&'a Office, usize),
}

/// A line to the county that plays a trick.
pub struct Line<'a> {
    pub hub: DeviceHub,
    trick: Trick<'a>,
    calls: Mutex<u32>,
    pulls: AtomicU32,
}

impl<'a> Line<'a> {
    pub fn new(county: &Office, township: &Office, trick: Trick<'a>) -> Self {
        Self {
            hub: county.hub.device(township.hub.hub_id().clone()),
            trick,
            calls: Mutex::new(0),
            pulls: AtomicU32::new(0),
        }
    }

    fn passed<T>(&self, answer: Result<T, HubError>) -> Result<T, HubError> {
        let mut calls = self.calls.lock().unwrap();
        *calls += 1;
        match self.trick {
            Trick::Break(at) if *calls == at => Err(HubError::Unreachable("line".into())),
            _ => answer,
        }
    }
}

impl Hub for Line<'_> {
    async fn hello(&self, hello: Hello) -> Result<Welcome, HubError> {
        self.passed(self.hub.hello(hello).await)
    }
    async fn push(&self, page: PushPage) -> Result<PushReply, HubError> {
        self.passed(self.hub.push(page).await)
    }
    async fn pull(&self, request: PullRequest) -> Result<PullPage, HubError> {
        let first = self.pulls.fetch_add(1, Ordering::Relaxed) == 0;
        if let Trick::Meanwhile(office, n) = self.trick
            && first
        {
            office.sync(n).await;
        }
        self.passed(self.hub.pull(request).await)
    }
    async fn scope(&self, after: Option<Id>) -> Result<ScopePage, HubError> {
        self.passed(self.hub.scope(after).await)
    }
    async fn fetch(&self, request: FetchRequest) -> Result<PullPage, HubError> {
        self.passed(self.hub.fetch(request).await)
    }
    async fn resend(&self, page: ResendPage) -> Result<(), HubError> {
        self.passed(self.hub.resend(page).await)
    }
    async fn digest(&self, bucket: Option<u8>) -> Result<DigestReply, HubError> {
        self.passed(self.hub.digest(bucket).await)
    }
    async fn blobs_missing(&self, names: Vec<String>) -> Result<Vec<String>, HubError> {
        self.passed(self.hub.blobs_missing(names).await)
    }
    async fn put_blob(&self, name: String, bytes: Vec<u8>) -> Result<(), HubError> {
        self.passed(self.hub.put_blob(name, bytes).await)
    }
    async fn get_blob(&self, name: String) -> Result<Option<Vec<u8>>, HubError> {
        self.passed(self.hub.get_blob(name).await)
    }
}
