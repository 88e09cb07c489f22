//! The replica's port over a laptop in memory.

use std::collections::BTreeSet;
use std::sync::Mutex;

use songnuan_model::record::Id;
use songnuan_sync::*;

use super::hub::digest_of;
use super::laptop::Laptop;

/// The replica's port.
pub struct MemoryReplica(pub Mutex<Laptop>);

impl MemoryReplica {
    pub fn new(device: &Id) -> Self {
        Self(Mutex::new(Laptop {
            device: Some(device.clone()),
            ..Laptop::default()
        }))
    }
}

type Done<T> = Result<T, String>;

impl Replica for MemoryReplica {
    type Error = String;

    async fn cursor(&self) -> Done<(i64, String)> {
        Ok(self.0.lock().unwrap().cursor.clone())
    }

    async fn waiting(&self) -> Done<Waiting> {
        let laptop = self.0.lock().unwrap();
        Ok(Waiting {
            ops: laptop.outgoing().count() as u64,
            changes: laptop.outgoing().map(|op| op.changes.len() as u64).sum(),
            refused: laptop.refused.len() as u64,
        })
    }

    async fn outgoing_page(&self, limit: u32) -> Done<PushPage> {
        let mut room = limit as usize;
        let mut page = PushPage::default();
        for mut op in self.0.lock().unwrap().outgoing() {
            op.changes.truncate(room);
            room -= op.changes.len();
            page.ops.extend((!op.changes.is_empty()).then_some(op));
        }
        Ok(page)
    }

    async fn acknowledge(&self, reply: &PushReply) -> Done<()> {
        let mut laptop = self.0.lock().unwrap();
        for outcome in &reply.outcomes {
            if outcome.refused.is_some() {
                laptop.refused.insert(outcome.op.clone());
            } else {
                let up_to = laptop.acknowledged.entry(outcome.op.clone()).or_default();
                *up_to = outcome.up_to.max(*up_to);
            }
        }
        Ok(())
    }

    async fn resume(&self) -> Done<()> {
        let laptop = &mut *self.0.lock().unwrap();
        laptop.acknowledged.clone_from(&laptop.settled);
        Ok(())
    }

    async fn settle(&self) -> Done<()> {
        let laptop = &mut *self.0.lock().unwrap();
        laptop.settled.clone_from(&laptop.acknowledged);
        Ok(())
    }

    async fn apply(&self, page: &PullPage) -> Done<Applied> {
        let mut laptop = self.0.lock().unwrap();
        if page.next > laptop.cursor.0 {
            laptop.cursor = (page.next, page.next_op.clone());
        }
        Ok(laptop.take_page(page))
    }

    async fn apply_fetched(&self, page: &PullPage) -> Done<Applied> {
        let mut laptop = self.0.lock().unwrap();
        let ids: BTreeSet<&Id> = page.entries.iter().map(|e| &e.record_id).collect();
        for id in ids {
            let entries = page.entries.iter().filter(|e| e.record_id == *id);
            if laptop.is_torn(id, entries.count() as u64) {
                laptop.forget(id);
            }
        }
        Ok(laptop.take_page(page))
    }

    async fn lacking(&self, records: &[Id]) -> Done<Vec<Id>> {
        let held = &self.0.lock().unwrap().records;
        Ok(records
            .iter()
            .filter(|id| !held.contains_key(id))
            .cloned()
            .collect())
    }

    async fn torn(&self, listed: &[(Id, u64)]) -> Done<Vec<Id>> {
        let laptop = self.0.lock().unwrap();
        let torn = listed.iter().filter(|(id, n)| laptop.is_torn(id, *n));
        Ok(torn.map(|(id, _)| id.clone()).collect())
    }

    async fn keep_only(&self, records: &[Id]) -> Done<u64> {
        let mut laptop = self.0.lock().unwrap();
        let mut keep: BTreeSet<Id> = records.iter().cloned().collect();
        for op in laptop.outgoing() {
            keep.extend(op.changes.into_iter().map(|change| change.record_id));
        }
        let before = laptop.records.len();
        laptop.records.retain(|id, _| keep.contains(id));
        laptop.history.retain(|p| keep.contains(&p.record));
        laptop.entries.retain(|_, e| keep.contains(&e.record_id));
        Ok((before - laptop.records.len()) as u64)
    }

    async fn known(&self, up_to: i64) -> Done<(i64, String)> {
        let laptop = self.0.lock().unwrap();
        let newest = laptop.entries.range(..=up_to).next_back();
        Ok(newest.map_or_else(Default::default, |(seq, e)| (*seq, e.op.0.clone())))
    }

    async fn go_back(&self, to: i64, op: &str) -> Done<()> {
        self.0.lock().unwrap().go_back(to, op);
        Ok(())
    }

    async fn resend_page(&self, after: i64, limit: u32) -> Done<ResendPage> {
        let laptop = self.0.lock().unwrap();
        let rest = laptop.entries.range(after + 1..).take(limit as usize);
        let entries: Vec<Entry> = rest.map(|(_, entry)| entry.clone()).collect();
        let ops: BTreeSet<&Id> = entries.iter().map(|entry| &entry.op).collect();
        Ok(ResendPage {
            ops: ops.into_iter().map(|op| laptop.heads[op].clone()).collect(),
            entries,
        })
    }

    async fn digest(&self, bucket: Option<u8>) -> Done<DigestReply> {
        let laptop = self.0.lock().unwrap();
        let living = laptop.records.iter().filter(|(_, held)| !held.deleted);
        let living = living.map(|(id, held)| (id, held.kind.as_str(), &held.body));
        Ok(digest_of(living, laptop.cursor.0, bucket))
    }

    async fn blobs(&self) -> Done<(Vec<String>, Vec<String>)> {
        let laptop = self.0.lock().unwrap();
        let living = laptop.records.values().filter(|held| !held.deleted);
        let named = living.filter_map(|held| held.body.get("blob")?.as_str().map(str::to_owned));
        let (here, not): (BTreeSet<_>, BTreeSet<_>) =
            named.partition(|name| laptop.blobs.contains_key(name));
        Ok((here.into_iter().collect(), not.into_iter().collect()))
    }

    async fn read_blob(&self, name: &str) -> Done<Vec<u8>> {
        Ok(self.0.lock().unwrap().blobs[name].clone())
    }

    async fn write_blob(&self, name: &str, bytes: Vec<u8>) -> Done<()> {
        self.0.lock().unwrap().blobs.insert(name.to_owned(), bytes);
        Ok(())
    }
}
