//! A laptop: the real program over the real store, with a clock of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, SecondsFormat};
use serde_json::{Map, Value};
use songnuan_app::App;
use songnuan_app::app::Session;
use songnuan_app::host::Host;
use songnuan_app::op::Op;
use songnuan_model::money::Fen;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{Role, Visit};
use songnuan_store::{KdfCost, NewStore, Store};
use songnuan_sync::enrol::{EnrolCode, Enrolled};
use songnuan_sync::identity::SecretKey;

use crate::journal::{Journal, Typed};

pub const PASSWORD: &str = "song-nuan";

/// 2026-11-22T08:00:00Z.
const START: i64 = 1_795_334_400;

/// The one true time of a history, seconds since its start.
pub type Time = Arc<AtomicI64>;

/// A machine whose clock is off by some seconds and whose ids name it.
pub struct SimHost {
    dir: PathBuf,
    time: Time,
    pub skew: AtomicI64,
    ids: AtomicU64,
    number: usize,
}

impl Host for SimHost {
    fn now(&self) -> String {
        let seconds = self.time.fetch_add(1, Ordering::Relaxed);
        moment(START + seconds + self.skew.load(Ordering::Relaxed))
    }

    fn today(&self) -> NaiveDate {
        let seconds = START + self.time.load(Ordering::Relaxed);
        DateTime::from_timestamp(seconds, 0).unwrap().date_naive()
    }

    fn new_id(&self) -> Id {
        let n = self.ids.fetch_add(1, Ordering::Relaxed);
        Id::new(format!("00000000-0000-7000-8{:03x}-{n:012x}", self.number))
    }

    fn data_dir(&self) -> PathBuf {
        self.dir.clone()
    }

    fn fonts_dir(&self) -> PathBuf {
        songnuan_tests::root().join("assets/fonts")
    }
}

/// RFC 3339 with milliseconds.
pub fn moment(seconds: i64) -> String {
    let at = DateTime::from_timestamp(seconds, 0).unwrap();
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// One laptop with its user.
pub struct Laptop {
    pub number: usize,
    pub user: String,
    pub visitor: bool,
    pub device: Id,
    pub dir: PathBuf,
    pub host: Arc<SimHost>,
    pub app: App,
    /// A copy of the data folder, with how many things were typed here then.
    pub backup: Option<PathBuf>,
    /// Operations of this laptop, in order.
    pub ops: Vec<Id>,
    pub enrolled: bool,
    /// An answer of the hub on a stick that nobody has read yet.
    pub answer: Option<String>,
    /// The last answer on a stick said that the hub was restored from an old backup.
    pub hub_behind: bool,
}

impl Laptop {
    pub async fn new(dir: &Path, number: usize, visitor: bool, time: &Time) -> Self {
        let dir = dir.join(format!("laptop-{number}"));
        let host = Arc::new(SimHost {
            dir: dir.clone(),
            time: Arc::clone(time),
            skew: AtomicI64::new(0),
            ids: AtomicU64::new(1),
            number,
        });
        let app = App::new(Arc::<SimHost>::clone(&host));
        let user = format!("第{number}号");
        let new = NewStore {
            user: user.clone(),
            password: PASSWORD.to_owned(),
            cost: KdfCost::test(),
            device_id: host.new_id(),
        };
        let device = new.device_id.clone();
        let store = Store::create(&dir, &new, app.now().unwrap()).await.unwrap();
        let mut laptop = Self {
            number,
            user,
            visitor,
            device,
            dir,
            host,
            app,
            backup: None,
            ops: Vec::new(),
            enrolled: false,
            answer: None,
            hub_behind: false,
        };
        laptop.sit_down(store).await;
        laptop
    }

    /// What the hub hands out at enrolment is kept as the program keeps it.
    pub async fn join(&self, code: &EnrolCode, enrolled: Enrolled) {
        let store = self.store().await;
        let key = self.signs_with();
        songnuan_app::sync::keep_enrolled(&store, &key, code, enrolled)
            .await
            .unwrap();
    }

    pub fn signs_with(&self) -> SecretKey {
        SecretKey::from_bytes(&[u8::try_from(self.number).unwrap() + 1; 32])
    }

    async fn sit_down(&mut self, store: Store) {
        let roles = if self.visitor {
            vec![Role::Visitor]
        } else {
            vec![Role::Clerk, Role::Administrator]
        };
        let user = self.user.clone();
        self.app
            .set_session(Some(Session { store, user, roles }))
            .await;
    }

    pub async fn store(&self) -> Store {
        self.app.session().await.unwrap().store
    }

    /// The power went; the program comes up again.
    pub async fn reopen(&mut self) {
        self.app.shutdown().await;
        self.come_up().await;
    }

    /// Opens what lies in the folder.
    pub async fn come_up(&mut self) {
        let store = Store::open(&self.dir, &self.user, PASSWORD).await.unwrap();
        self.sit_down(store).await;
    }

    /// Keeps a record as typed here; the journal learns what was seen before.
    pub async fn put<R: Record>(&mut self, op: Op, record: &R, journal: &mut Journal) {
        let store = self.store().await;
        let before: Option<R> = store.get(record.id()).await.unwrap();
        let Ok(mut tx) = self.app.begin(op, "").await else {
            return;
        };
        tx.put(record).await.unwrap();
        let id = tx.op_id().clone();
        if tx.commit().await.unwrap().seq.is_none() {
            return;
        }
        let after = body(record);
        let name = record.id().0.clone();
        match before {
            Some(before) => journal.note_edit(&name, &body(&before), &after, id.as_str()),
            None => journal.typed.push(Typed::Create {
                record: name,
                op: id.0.clone(),
            }),
        }
        self.ops.push(id);
    }

    /// Deletes a visit that is there.
    pub async fn delete_visit(&mut self, visit: &Visit, journal: &mut Journal) {
        let Ok(mut tx) = self.app.begin(Op::RecordVisit, "重复").await else {
            return;
        };
        tx.delete::<Visit>(&visit.id).await.unwrap();
        let id = tx.op_id().clone();
        tx.commit().await.unwrap();
        journal.typed.push(Typed::Delete {
            record: visit.id.0.clone(),
            body: body(visit),
            op: id.0.clone(),
        });
        self.ops.push(id);
    }

    pub fn fen(chance: u64) -> Fen {
        Fen(i64::try_from(chance % 1_000).unwrap() * 100 + 100)
    }
}

/// A record as the store keeps it.
pub fn body<R: Record>(record: &R) -> Map<String, Value> {
    match serde_json::to_value(record).unwrap() {
        Value::Object(body) => body,
        other => panic!("not an object: {other}"),
    }
}
