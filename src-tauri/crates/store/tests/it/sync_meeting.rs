//! Property: devices that write at random and meet at one hub, in small pages, some of them twice,
//! with breaks and reopenings in between, end with the same records; every edit stands, was typed
//! over knowingly, or is parked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines
)]

use proptest::prelude::*;
use songnuan_model::record::Id;
use songnuan_store::{OpHeader, Store, StoreError};
use songnuan_sync::{
    Agreement, Hub, Limits, Options, Progress, PullRequest, Receipt, Replica, Step as SyncStep, run,
};
use tempfile::TempDir;

use crate::support::line::LineHub;
use crate::support::{Card, USER, at, device, know, line, op, reopen};

#[derive(Clone, Debug)]
enum Step {
    Put {
        who: u8,
        id: u8,
        name: u8,
        note: u8,
    },
    Delete {
        who: u8,
        id: u8,
    },
    Child {
        who: u8,
        id: u8,
    },
    Undo {
        who: u8,
    },
    /// Stops after so many steps of the sync; many are never reached.
    Sync {
        who: u8,
        stop: u8,
        small: bool,
    },
    /// An old page comes again.
    Again {
        who: u8,
        after: u8,
    },
    Reopen {
        who: u8,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0..3_u8;
    prop_oneof![
        8 => (who.clone(), 0..3_u8, 0..3_u8, 0..3_u8)
            .prop_map(|(who, id, name, note)| Step::Put { who, id, name, note }),
        2 => (who.clone(), 0..3_u8).prop_map(|(who, id)| Step::Delete { who, id }),
        2 => (who.clone(), 0..3_u8).prop_map(|(who, id)| Step::Child { who, id }),
        2 => who.clone().prop_map(|who| Step::Undo { who }),
        6 => (who.clone(), 0..12_u8, any::<bool>())
            .prop_map(|(who, stop, small)| Step::Sync { who, stop, small }),
        1 => (who.clone(), 0..20_u8).prop_map(|(who, after)| Step::Again { who, after }),
        1 => who.prop_map(|who| Step::Reopen { who }),
    ]
}

/// Stops a sync after so many steps.
struct Stop(std::sync::atomic::AtomicU8);

impl Progress for Stop {
    fn step(&self, _: SyncStep) {
        let left = self.0.load(std::sync::atomic::Ordering::Relaxed);
        self.0
            .store(left.saturating_sub(1), std::sync::atomic::Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.0.load(std::sync::atomic::Ordering::Relaxed) == 0
    }
}

pub fn options(store: &Store, entries: u32) -> Options {
    Options {
        device: store.device_id().clone(),
        hub: Id::new("hub"),
        program: "test".into(),
        now: at(0).as_str().into(),
        resend: false,
        was_scoped: false,
        limits: Limits {
            changes: entries,
            entries,
            ..Limits::default()
        },
    }
}

pub async fn sync(store: &Store, hub: &LineHub) -> Receipt {
    match run(store, hub, &options(store, 1_000), &()).await {
        Ok(receipt) => receipt,
        Err(e) => panic!("{:?}", e.why),
    }
}

struct World {
    devices: Vec<(TempDir, Store)>,
    hub: LineHub,
    /// Every value that was ever typed into a note, unlike every other.
    typed: Vec<String>,
    n: u32,
}

impl World {
    fn header(&mut self, who: u8) -> OpHeader {
        self.n += 1;
        OpHeader {
            id: Id::new(format!("op-{who}-{}", self.n)),
            kind: "test_edit",
            who: USER.into(),
            why: String::new(),
            at: at(self.n),
        }
    }

    async fn put(&mut self, who: u8, id: u8, name: u8, note: u8) {
        let header = self.header(who);
        let store = self.devices[usize::from(who)].1.clone();
        let id = Id::new(format!("c{id}"));
        let known = store.get::<Card>(&id).await.unwrap();
        let mut card = known.unwrap_or(Card {
            id: id.clone(),
            name: "张".into(),
            number: "1".into(),
            note: None,
            amount: 0,
        });
        match note {
            0 => card.name = format!("张{name}"),
            1 => card.amount = i64::from(name),
            _ => {
                let note = format!("第{}次", self.n);
                self.typed.push(note.clone());
                card.note = Some(note);
            }
        }
        let mut tx = store.begin(header).await.unwrap();
        tx.put(&card).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn step(&mut self, step: &Step) {
        match *step {
            Step::Put {
                who,
                id,
                name,
                note,
            } => self.put(who, id, name, note).await,
            Step::Delete { who, id } => {
                let header = self.header(who);
                let mut tx = self.devices[usize::from(who)]
                    .1
                    .begin(header)
                    .await
                    .unwrap();
                match tx.delete::<Card>(&Id::new(format!("c{id}"))).await {
                    Ok(()) => drop(tx.commit().await.unwrap()),
                    Err(StoreError::NoRecord { .. }) => {}
                    Err(other) => panic!("{other}"),
                }
            }
            Step::Child { who, id } => {
                let header = self.header(who);
                let child = line(&format!("l{}", self.n), &format!("c{id}"), "一");
                let mut tx = self.devices[usize::from(who)]
                    .1
                    .begin(header)
                    .await
                    .unwrap();
                tx.put(&child).await.unwrap();
                tx.commit().await.unwrap();
            }
            Step::Undo { who } => {
                let header = self.header(who);
                let store = &self.devices[usize::from(who)].1;
                if let Some(last) = store.last_undoable().await.unwrap() {
                    assert_eq!(&last.device, store.device_id());
                    match store.undo(&last.id, header).await {
                        Ok(_) | Err(StoreError::UndoConflict { .. }) => {}
                        Err(other) => panic!("{other}"),
                    }
                }
            }
            Step::Sync { who, stop, small } => {
                let store = &self.devices[usize::from(who)].1;
                let entries = if small { 2 } else { 100 };
                let stop = Stop(stop.into());
                let _ = run(store, &self.hub, &options(store, entries), &stop).await;
            }
            Step::Again { who, after } => {
                let store = &self.devices[usize::from(who)].1;
                let cursor = store.cursor().await.unwrap().0;
                let after = i64::from(after).min(cursor);
                let limit = u32::try_from((cursor - after).clamp(0, 3)).unwrap();
                let mut page = self.hub.pull(PullRequest { after, limit }).await.unwrap();
                page.more = true;
                let before = store.seq().await.unwrap();
                store.apply(&page).await.unwrap();
                assert_eq!(store.seq().await.unwrap(), before);
            }
            Step::Reopen { who } => {
                let (dir, store) = self.devices.remove(usize::from(who));
                store.close().await;
                let store = reopen(&dir).await;
                know(&store);
                self.devices.insert(usize::from(who), (dir, store));
            }
        }
    }

    /// Everybody syncs twice; then all hold the same, and nothing that was typed is nowhere.
    async fn heal(&self) {
        for _ in 0..2 {
            for (_, store) in &self.devices {
                sync(store, &self.hub).await;
            }
        }
        let hub = self.hub.0.lock().unwrap().clone();
        for (_, store) in &self.devices {
            let receipt = sync(store, &self.hub).await;
            assert!(
                matches!(receipt.agreement, Agreement::Same { .. }),
                "{:?}",
                receipt.agreement
            );
            let whole = store.digest().await.unwrap();
            assert_eq!(whole.to_text(), hub.buckets().whole().to_text());
            assert_eq!(store.waiting().await.unwrap().ops, 0);
            let report = store.verify(|_| {}).await.unwrap();
            assert!(report.is_clean(), "{:?}", report.findings);
        }
        let values = hub.values().join("\n");
        for typed in &self.typed {
            assert!(values.contains(typed), "{typed} is lost");
        }
    }
}

async fn meet(steps: Vec<Step>) {
    let mut devices = Vec::new();
    for n in 0..3 {
        devices.push(device(&format!("device-{n}")).await);
    }
    let mut world = World {
        devices,
        hub: LineHub::default(),
        typed: Vec::new(),
        n: 0,
    };
    for step in &steps {
        world.step(step).await;
    }
    world.heal().await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn devices_that_meet_agree(steps in proptest::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(meet(steps));
    }
}

/// Two devices make the same record, and go on editing it before they meet: field by field as at the
/// hub, on both.
#[tokio::test]
async fn the_same_record_made_twice_becomes_one() {
    let (_one_dir, one) = device("device-1").await;
    let (_two_dir, two) = device("device-2").await;
    let hub = LineHub::default();
    let card = |name: &str, note: Option<&str>| Card {
        note: note.map(str::to_owned),
        ..crate::support::card("a", name)
    };
    let put = async |store: &Store, n: u32, card: Card| {
        let mut tx = store.begin(op(n)).await.unwrap();
        tx.put(&card).await.unwrap();
        tx.commit().await.unwrap();
    };
    put(&one, 1, card("张三", None)).await;
    put(&two, 2, card("张三丰", Some("走访"))).await;
    put(&two, 3, card("张三疯", Some("走访"))).await;
    sync(&one, &hub).await;
    sync(&two, &hub).await;
    sync(&one, &hub).await;
    for store in [&one, &two] {
        let receipt = sync(store, &hub).await;
        assert!(matches!(receipt.agreement, Agreement::Same { .. }));
        let kept: Card = store.get(&Id::new("a")).await.unwrap().unwrap();
        assert_eq!(
            (kept.name.as_str(), kept.note.as_deref()),
            ("张三", Some("走访"))
        );
    }
    // What was not taken waits for a decision.
    let values = hub.0.lock().unwrap().values().join("\n");
    assert!(values.contains("张三丰") && values.contains("张三疯"));
}

#[tokio::test]
async fn one_after_the_other() {
    let (_dir, store) = device("device-1").await;
    let hub = LineHub::default();
    let mut tx = store.begin(op(1)).await.unwrap();
    tx.put(&crate::support::card("a", "张三")).await.unwrap();
    tx.commit().await.unwrap();
    let receipt = sync(&store, &hub).await;
    assert_eq!((receipt.sent.ops, receipt.still_waiting), (1, 0));
    assert_eq!(receipt.agreement, Agreement::Same { records: 1 });
}
