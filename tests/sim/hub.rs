//! The hub of a history: its machine, and how its folder is kept, lost and brought back.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use songnuan_hub::{HubHost, HubPlace, HubService, NoRandom};
use songnuan_model::record::Id;

use crate::chance::Chance;
use crate::laptop::{Time, moment};
use crate::marks::hit;
use crate::plan::Faults;
use crate::typing;
use crate::world::World;

/// The hub's machine: true time, ids and bytes in sequence.
pub struct HubMachine {
    pub time: Time,
    pub ids: AtomicU64,
}

impl HubHost for HubMachine {
    fn now(&self) -> String {
        moment(1_795_334_400 + self.time.fetch_add(1, Ordering::Relaxed))
    }

    fn fresh_id(&self) -> Id {
        let n = self.ids.fetch_add(1, Ordering::Relaxed);
        Id::new(format!("00000000-0000-7000-9000-{n:012x}"))
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandom> {
        let mut chance = Chance::new(self.ids.fetch_add(1, Ordering::Relaxed));
        bytes.fill_with(|| chance.next().to_le_bytes()[0]);
        Ok(())
    }
}

impl World {
    pub(crate) async fn back_up_hub(&mut self) {
        self.close_hub().await;
        let to = self.dir.path().join("hub-backup");
        copy_folder(&self.dir.path().join("hub"), &to);
        self.hub_backup = Some(to);
        self.open_hub().await;
    }

    /// The hub comes back as it was; the laptop that knows most sends back what it knows, as the
    /// sentence asks of whoever sits there.
    pub(crate) async fn restore_hub(&mut self, chance: &mut Chance) {
        let Some(backup) = self.hub_backup.clone() else {
            return;
        };
        hit("fault: hub restored");
        self.close_hub().await;
        copy_folder(&backup, &self.dir.path().join("hub"));
        self.open_hub().await;
        // What was under way belongs to a line that is no more.
        self.late.lock().unwrap().clear();
        for laptop in &mut self.laptops {
            laptop.answer = None;
        }
        // Devices enrolled or revoked since then are as they were before.
        for n in 0..self.laptops.len() {
            self.enrol(n).await;
        }
        let mut best = (0, 0);
        for (n, laptop) in self.laptops.iter().enumerate() {
            let (cursor, _) = typing::cursor(&laptop.store().await).await;
            if !laptop.visitor && cursor > best.0 {
                best = (cursor, n);
            }
        }
        if chance.below(2) == 0 {
            return self.sync(best.1, Faults::default(), chance).await;
        }
        // By stick the laptop learns of it from the first answer, or from the second, if it has to
        // hear first how far the hub has counted.
        for _ in 0..3 {
            self.sync_by_bundle(best.1, chance, true).await;
        }
    }

    async fn close_hub(&mut self) {
        if let Some(hub) = self.hub.take() {
            hub.close().await;
        }
    }

    async fn open_hub(&mut self) {
        self.hub_runs += 1;
        let machine = HubMachine {
            time: Arc::clone(&self.time),
            ids: AtomicU64::new(self.hub_runs << 32),
        };
        let place = HubPlace::folder(self.dir.path().join("hub"));
        self.hub = Some(HubService::open(place, "hub", machine).await.unwrap());
    }
}

/// Replaces `to` by a copy of `from`.
pub fn copy_folder(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
