//! The world of one history: laptops, hub, lines between them, one true time; and how each action
//! is carried out.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use songnuan_hub::{DeviceChange, HubPlace, HubService, KdfCost, NewDevice, NewHub};
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use songnuan_sync::enrol::{EnrolCode, EnrolRequest};
use songnuan_sync::{Hub as _, Limits, Options};
use tempfile::TempDir;

use crate::chance::Chance;
use crate::faults::{Late, Line};
use crate::hub::{HubMachine, copy_folder};
use crate::journal::Journal;
use crate::judges;
use crate::laptop::{Laptop, Time};
use crate::marks::hit;
use crate::plan::{Action, Draw, Faults, What};
use crate::planted::{Bug, Planted};
use crate::{stick, typing};

/// A name that nobody outside may read: the judges look for it in the hub's files.
pub const PLANTED_NAME: &str = "䶮某不可外传";

pub struct World {
    pub(crate) dir: TempDir,
    pub(crate) time: Time,
    /// `None` only while its folder is exchanged.
    pub(crate) hub: Option<HubService>,
    pub(crate) hub_backup: Option<PathBuf>,
    /// Runs of the hub's machine, so that ids never come twice.
    pub(crate) hub_runs: u64,
    pub laptops: Vec<Laptop>,
    pub journal: Journal,
    pub(crate) late: Late,
    pub(crate) faults: Faults,
    bug: Option<Bug>,
}

impl World {
    pub async fn new(draw: &Draw, bug: Option<Bug>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let time: Time = Arc::new(AtomicI64::new(0));
        let new = NewHub {
            name: "演示镇同步中心".to_owned(),
            unit: "演示镇总工会".to_owned(),
            password: "hub".to_owned(),
            kdf_cost: KdfCost::test(),
        };
        let machine = HubMachine {
            time: Arc::clone(&time),
            ids: AtomicU64::new(1),
        };
        let place = HubPlace::folder(dir.path().join("hub"));
        let hub = HubService::create(place, new, machine).await.unwrap();
        let mut world = Self {
            time,
            hub: Some(hub),
            hub_backup: None,
            hub_runs: 1,
            laptops: Vec::new(),
            journal: Journal::default(),
            late: Late::default(),
            faults: draw.faults,
            bug,
            dir,
        };
        for number in 0..draw.laptops {
            let visitor = number >= draw.laptops - draw.visitors;
            world.add_laptop(number, visitor).await;
        }
        world
    }

    /// Two people and their visits that everybody knows: what they will meet over.
    pub async fn begin(&mut self) {
        for n in 0..2 {
            for what in [What::CreatePerson, What::CreateVisit, What::CreateVisit] {
                let chance = &mut Chance::new(n);
                typing::act(&mut self.laptops[0], what, chance, &mut self.journal).await;
            }
        }
        for n in 0..self.laptops.len() {
            self.sync(n, Faults::default(), &mut Chance::new(0)).await;
        }
    }

    async fn add_laptop(&mut self, number: usize, visitor: bool) {
        let laptop = Laptop::new(self.dir.path(), number, visitor, &self.time).await;
        self.laptops.push(laptop);
        self.enrol(number).await;
    }

    async fn hub_id(&self) -> Id {
        self.hub().status().await.unwrap().hub
    }

    fn hub(&self) -> &HubService {
        self.hub.as_ref().unwrap()
    }

    /// Invites and enrols a laptop, for the first time or again.
    pub(crate) async fn enrol(&mut self, number: usize) {
        let laptop = &self.laptops[number];
        let (roles, everything) = if laptop.visitor {
            (vec![Role::Visitor], false)
        } else {
            (vec![Role::Clerk, Role::Administrator], true)
        };
        let new = NewDevice {
            name: laptop.user.clone(),
            users: vec![laptop.user.clone()],
            roles,
            everything,
        };
        let code = EnrolCode {
            hub: self.hub_id().await,
            fingerprint: [0; 32],
            addresses: vec!["hub:7443".to_owned()],
            secret: self.hub().invite(new).await.unwrap().secret,
        };
        let (device, user) = (laptop.device.clone(), laptop.user.clone());
        let public = laptop.signs_with().public();
        let request = EnrolRequest::new(&code, device, user, "sim".to_owned(), public);
        let enrolled = self.hub().enrol(&request).await.unwrap();
        laptop.join(&code, enrolled).await;
        self.laptops[number].enrolled = true;
    }

    /// Carries out one action.
    pub async fn act(&mut self, action: Action) {
        let chance = &mut Chance::new(action.chance);
        let n = action.laptop;
        match action.what {
            What::Sync => self.sync(n, self.faults, chance).await,
            What::SyncByBundle => self.sync_by_bundle(n, chance, false).await,
            What::Reopen => self.laptops[n].reopen().await,
            What::Backup => self.back_up(n).await,
            What::Restore => self.restore(n).await,
            What::HubBackup => self.back_up_hub().await,
            What::HubRestore => self.restore_hub(chance).await,
            What::Revoke => self.revoke(n).await,
            What::EnrolAgain => {
                hit("fault: enrolled again");
                self.enrol(n).await;
            }
            What::ChangeScope => self.change_scope(chance).await,
            What::MoveClock => {
                hit("fault: clock moved");
                let by = i64::try_from(chance.below(2_000_000)).unwrap() - 1_000_000;
                self.laptops[n].host.skew.store(by, Ordering::Relaxed);
            }
            What::OlderProgram => self.older_program(n).await,
            typing => {
                let (laptop, journal) = (&mut self.laptops[n], &mut self.journal);
                typing::act(laptop, typing, chance, journal).await;
            }
        }
        self.deliver_late(chance).await;
    }

    /// A copy of an earlier push arrives.
    async fn deliver_late(&mut self, chance: &mut Chance) {
        let late = {
            let mut late = self.late.lock().unwrap();
            if late.is_empty() || chance.below(3) > 0 {
                return;
            }
            late.remove(0)
        };
        let (device, page) = late;
        // Its answer goes nowhere; a revoked device is refused.
        let _ = self.hub().device(device).push(page).await;
    }

    /// One sync over a line with these faults. However it ends, nothing may be lost.
    pub async fn sync(&mut self, n: usize, faults: Faults, chance: &mut Chance) {
        let laptop = &self.laptops[n];
        let store = laptop.store().await;
        let known = laptop.ops.clone();
        let line = Line::new(
            self.hub().device(laptop.device.clone()),
            laptop.device.clone(),
            faults,
            Chance::new(chance.next()),
            Arc::clone(&self.late),
        );
        let replica = Planted::new(store.clone(), self.bug);
        let options = self.options(n).await;
        songnuan_app::sync::note_list(&store).await.unwrap();
        let outcome = songnuan_sync::run(&replica, &line, &options, &()).await;
        // A visitor's laptop hands back what it may no longer hold, with its history.
        if !laptop.visitor {
            judges::history_grew(&store, &known, &laptop.user).await;
        }
        match outcome {
            Ok(receipt) => typing::note_receipt(&receipt),
            Err(error) if typing::is_crash(&error) => self.laptops[n].reopen().await,
            Err(_) => {}
        }
    }

    /// Small pages, so that short histories meet many; a hub that was restored is helped at once.
    async fn options(&self, n: usize) -> Options {
        let laptop = &self.laptops[n];
        Options {
            device: laptop.device.clone(),
            hub: self.hub_id().await,
            program: "sim".to_owned(),
            now: laptop.app.now().unwrap().as_str().to_owned(),
            resend: true,
            was_scoped: laptop.visitor,
            limits: Limits {
                changes: 5,
                entries: 7,
                records: 3,
                names: 3,
            },
        }
    }

    async fn back_up(&mut self, n: usize) {
        let laptop = &mut self.laptops[n];
        laptop.app.shutdown().await;
        let to = self.dir.path().join(format!("backup-{n}"));
        copy_folder(&laptop.dir, &to);
        laptop.come_up().await;
        laptop.backup = Some(to);
    }

    /// The laptop's disk is replaced by an old copy. What it had not sent since is gone with it.
    async fn restore(&mut self, n: usize) {
        let Some(backup) = self.laptops[n].backup.clone() else {
            return;
        };
        hit("fault: laptop restored");
        let waiting = typing::waiting_ops(&self.laptops[n].store().await).await;
        let laptop = &mut self.laptops[n];
        laptop.app.shutdown().await;
        copy_folder(&backup, &laptop.dir);
        laptop.come_up().await;
        (laptop.answer, laptop.hub_behind) = (None, false);
        let store = laptop.store().await;
        for op in waiting {
            if store.operation(&op).await.unwrap().is_none() {
                self.journal.gone.push(op.0);
            }
        }
        let mut kept = Vec::new();
        for op in std::mem::take(&mut laptop.ops) {
            if store.operation(&op).await.unwrap().is_some() {
                kept.push(op);
            }
        }
        laptop.ops = kept;
    }

    async fn revoke(&mut self, n: usize) {
        // Somebody must be left to sync with.
        if n == 0 {
            return;
        }
        hit("fault: revoked");
        let device = self.laptops[n].device.clone();
        self.hub().revoke(&device, "电脑丢失").await.unwrap();
        self.laptops[n].enrolled = false;
    }

    /// A visitor is given, or loses, the cases of another.
    async fn change_scope(&mut self, chance: &mut Chance) {
        let Some(laptop) = self.laptops.iter().find(|laptop| laptop.visitor) else {
            return;
        };
        hit("fault: scope changed");
        let mut users = vec![laptop.user.clone()];
        if chance.below(3) > 0 {
            users.push(self.laptops[chance.below(self.laptops.len())].user.clone());
        }
        let change = DeviceChange {
            users: Some(users),
            ..DeviceChange::default()
        };
        let device = laptop.device.clone();
        self.hub().change_scope(&device, change).await.unwrap();
    }

    /// A program of another age comes: refused before anything is exchanged.
    async fn older_program(&mut self, n: usize) {
        let laptop = &self.laptops[n];
        let store = laptop.store().await;
        let device = laptop.device.clone();
        let faults = Faults::default();
        let late = Late::default();
        let hub = self.hub().device(device.clone());
        let mut line = Line::new(hub, device, faults, Chance::new(0), late);
        line.speaks = Some((0, 0));
        let before = typing::cursor(&store).await;
        let replica = Planted::new(store.clone(), None);
        let options = self.options(n).await;
        let outcome = songnuan_sync::run(&replica, &line, &options, &()).await;
        assert!(outcome.is_err(), "an older program was let in");
        assert_eq!(typing::cursor(&store).await, before);
        hit("fault: older program refused");
    }

    pub(crate) async fn sync_by_bundle(&mut self, n: usize, chance: &mut Chance, careful: bool) {
        let Some(hub) = &self.hub else { return };
        stick::exchange(&mut self.laptops[n], hub, chance, careful).await;
    }

    /// Faults end, revoked devices are enrolled again, everybody syncs twice; then the judges.
    pub async fn heal_and_judge(&mut self) {
        for n in 0..self.laptops.len() {
            if !self.laptops[n].enrolled {
                self.enrol(n).await;
            }
        }
        let late = std::mem::take(&mut *self.late.lock().unwrap());
        for (device, page) in late {
            let _ = self.hub().device(device).push(page).await;
        }
        for _ in 0..2 {
            for n in 0..self.laptops.len() {
                self.sync(n, Faults::default(), &mut Chance::new(0)).await;
            }
        }
        let fresh = self.laptops.len();
        self.add_laptop(fresh, false).await;
        self.sync(fresh, Faults::default(), &mut Chance::new(0))
            .await;
        self.judge(fresh).await;
    }

    async fn judge(&self, fresh: usize) {
        let all = judges::dump(&self.laptops[fresh].store().await).await;
        for laptop in &self.laptops {
            let store = laptop.store().await;
            let (who, user) = (laptop.number, &laptop.user);
            let waiting = typing::waiting_ops(&store).await;
            assert!(waiting.is_empty(), "{user} still has something to send");
            if laptop.visitor {
                let allowed = self.allowed(&laptop.device).await;
                judges::only_what_it_may(&store, &allowed, user).await;
            } else {
                judges::same(&all, &judges::dump(&store).await, user);
            }
            let report = store.verify(|_| {}).await.unwrap();
            assert!(report.is_clean(), "{who}: {:?}", report.findings);
        }
        judges::nothing_lost(&self.journal, &all);
        judges::money_adds_up(&self.journal, &all);
        judges::nothing_readable(&self.dir.path().join("hub"), &[PLANTED_NAME]);
        judges::note_outcomes(&self.journal, &all);
        for laptop in &self.laptops {
            laptop.app.shutdown().await;
        }
        if let Some(hub) = &self.hub {
            hub.close().await;
        }
    }

    /// The records a device may hold, as the hub lists them.
    async fn allowed(&self, device: &Id) -> BTreeSet<String> {
        let hub = self.hub().device(device.clone());
        let (mut all, mut after) = (BTreeSet::new(), None);
        loop {
            let page = hub.scope(after).await.unwrap();
            all.extend(page.records.into_iter().map(|id| id.0));
            match page.next {
                Some(next) => after = Some(next),
                None => return all,
            }
        }
    }
}
