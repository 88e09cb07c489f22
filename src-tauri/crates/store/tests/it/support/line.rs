//! A hub in memory: one line of entries, merged by the very functions a real hub uses.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use serde_json::Value;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::Conflict;
use songnuan_sync::plan::{HubPlan, HubRecord, conflict_of, hub_plan, nature_of, settle};
use songnuan_sync::{
    DigestBuckets, DigestReply, Entry, FetchRequest, Hello, Hub, HubError, OpHead, OpMessage,
    OpOutcome, PullPage, PullRequest, PushPage, PushReply, Refusal, ResendPage, ScopePage, Welcome,
    bucket_of, line_state, record_digest,
};

#[derive(Default, Clone)]
pub struct Line {
    pub entries: Vec<Entry>,
    pub heads: HashMap<String, OpHead>,
    pub records: BTreeMap<String, HubRecord>,
    /// Up to which of its changes an operation is known.
    known: HashMap<String, i64>,
    pub blobs: HashMap<String, Vec<u8>>,
    /// What a device may hold; `None`: everything.
    pub scope: Option<Vec<Id>>,
    /// Operations of this kind are refused.
    pub refused_kind: Option<String>,
}

/// Shared by several devices.
#[derive(Default)]
pub struct LineHub(pub Mutex<Line>);

pub fn head_of(op: &OpMessage) -> OpHead {
    OpHead {
        id: op.id.clone(),
        kind: op.kind.clone(),
        at: op.at.clone(),
        who: op.who.clone(),
        why: op.why.clone(),
        device: op.device.clone(),
        undoes: op.undoes.clone(),
    }
}

impl Line {
    fn next(&self) -> i64 {
        self.entries.last().map_or(0, |entry| entry.seq) + 1
    }

    fn push_op(&mut self, op: &OpMessage) -> OpOutcome {
        let mut outcome = OpOutcome {
            op: op.id.clone(),
            up_to: 0,
            accepted: 0,
            parked: 0,
            refused: None,
        };
        if self.refused_kind.as_deref() == Some(op.kind.as_str()) {
            let kind = op.kind.clone();
            outcome.refused = Some(Refusal::NotAllowed { kind });
            return outcome;
        }
        self.heads.insert(op.id.0.clone(), head_of(op));
        let mut up_to = self.known.get(op.id.as_str()).copied().unwrap_or(0);
        let known = up_to;
        for change in op.changes.iter().filter(|change| change.seq > known) {
            up_to = change.seq;
            let mut record = self.records.remove(change.record_id.as_str());
            let nature = nature_of(&change.kind);
            let plan = hub_plan(&op.id, change, nature, record.as_ref());
            assert!(!matches!(plan, HubPlan::Refuse(_)), "{plan:?} {change:?}");
            let next = self.next();
            let settled = settle(&mut record, &op.id, change, plan, next);
            if let Some(record) = record {
                self.records.insert(change.record_id.0.clone(), record);
            }
            outcome.accepted += 1;
            self.entries.extend(settled.entries);
            for parked in &settled.parked {
                outcome.parked += 1;
                let theirs = self.heads[parked.theirs_op.as_str()].clone();
                let conflict = conflict_of(change, parked, &head_of(op), &theirs);
                self.park(&conflict);
            }
        }
        self.known.insert(op.id.0.clone(), up_to);
        outcome.up_to = up_to;
        outcome
    }

    /// Writes a conflict, as an operation of the hub.
    fn park(&mut self, conflict: &Conflict) {
        let op = Id::new(format!("park-{}", conflict.id));
        let head = OpHead {
            id: op.clone(),
            kind: "conflict".into(),
            at: conflict.mine_at.clone(),
            who: "hub".into(),
            why: String::new(),
            device: Id::new("hub"),
            undoes: None,
        };
        self.heads.insert(op.0.clone(), head);
        let entry = Entry {
            seq: self.next(),
            op,
            record_id: conflict.id.clone(),
            kind: Conflict::KIND.into(),
            field: None,
            after: serde_json::to_value(conflict).unwrap(),
        };
        let mut record = None;
        HubRecord::follow(&mut record, &entry);
        self.records.insert(conflict.id.0.clone(), record.unwrap());
        self.entries.push(entry);
    }

    fn in_scope(&self, id: &Id) -> bool {
        self.scope.as_ref().is_none_or(|scope| scope.contains(id))
    }

    fn page(&self, entries: Vec<Entry>, next: i64, left: usize) -> PullPage {
        let mut ops: Vec<OpHead> = Vec::new();
        for entry in &entries {
            if !ops.iter().any(|head| head.id == entry.op) {
                ops.push(self.heads[entry.op.as_str()].clone());
            }
        }
        let at_next = self.entries.iter().find(|entry| entry.seq == next);
        PullPage {
            ops,
            entries,
            next,
            next_op: at_next.map(|entry| entry.op.0.clone()).unwrap_or_default(),
            more: left > 0,
            left: left as u64,
        }
    }

    pub fn buckets(&self) -> DigestBuckets {
        let mut buckets = DigestBuckets::default();
        for (id, record) in &self.records {
            if !record.deleted && self.in_scope(&Id::new(id.as_str())) {
                buckets.add(&record.kind, id, &record.body);
            }
        }
        buckets
    }

    /// Every value that stands or is parked, as text.
    pub fn values(&self) -> Vec<String> {
        let mut values: Vec<String> = self.entries.iter().map(|e| e.after.to_string()).collect();
        values.sort();
        values
    }
}

impl Hub for LineHub {
    async fn hello(&self, hello: Hello) -> Result<Welcome, HubError> {
        let line = self.0.lock().unwrap();
        let head = line.next() - 1;
        let at = line.entries.iter().find(|entry| entry.seq == hello.cursor);
        let there = at.map(|entry| entry.op.as_str());
        let state = line_state(hello.cursor, &hello.cursor_op, head, there);
        Ok(Welcome {
            protocol: hello.newest,
            hub: hello.hub,
            hub_name: "示例".into(),
            head,
            now: hello.now,
            everything: line.scope.is_none(),
            roles: Vec::new(),
            line: state,
        })
    }

    async fn push(&self, page: PushPage) -> Result<PushReply, HubError> {
        let mut line = self.0.lock().unwrap();
        let outcomes = page.ops.iter().map(|op| line.push_op(op)).collect();
        Ok(PushReply { outcomes })
    }

    async fn pull(&self, request: PullRequest) -> Result<PullPage, HubError> {
        let line = self.0.lock().unwrap();
        let coming: Vec<&Entry> = line
            .entries
            .iter()
            .filter(|entry| entry.seq > request.after)
            .collect();
        let taken = coming.len().min(request.limit as usize);
        let next = taken
            .checked_sub(1)
            .map_or(request.after, |last| coming[last].seq);
        let entries = coming[..taken]
            .iter()
            .filter(|entry| line.in_scope(&entry.record_id))
            .map(|entry| (*entry).clone())
            .collect();
        Ok(line.page(entries, next, coming.len() - taken))
    }

    async fn scope(&self, _: Option<Id>) -> Result<ScopePage, HubError> {
        let line = self.0.lock().unwrap();
        let all = || line.records.keys().map(|id| Id::new(id.as_str()));
        let records: Vec<Id> = all().filter(|id| line.in_scope(id)).collect();
        let of = |id: &Id| line.entries.iter().filter(|e| e.record_id == *id).count();
        Ok(ScopePage {
            entries: records.iter().map(|id| of(id) as u64).collect(),
            records,
            next: None,
        })
    }

    async fn fetch(&self, request: FetchRequest) -> Result<PullPage, HubError> {
        let line = self.0.lock().unwrap();
        let wanted = line.entries.iter().filter(|entry| {
            entry.seq <= request.up_to && request.records.contains(&entry.record_id)
        });
        Ok(line.page(wanted.cloned().collect(), request.up_to, 0))
    }

    async fn resend(&self, page: ResendPage) -> Result<(), HubError> {
        let mut line = self.0.lock().unwrap();
        for head in page.ops {
            line.heads.insert(head.id.0.clone(), head);
        }
        for entry in page.entries {
            if let Some(known) = line.entries.iter().find(|known| known.seq == entry.seq) {
                assert_eq!(*known, entry);
                continue;
            }
            assert_eq!(entry.seq, line.next());
            let mut record = line.records.remove(entry.record_id.as_str());
            HubRecord::follow(&mut record, &entry);
            line.records
                .insert(entry.record_id.0.clone(), record.unwrap());
            line.entries.push(entry);
        }
        Ok(())
    }

    async fn digest(&self, bucket: Option<u8>) -> Result<DigestReply, HubError> {
        let line = self.0.lock().unwrap();
        let mut reply = line.buckets().reply(line.next() - 1);
        if let Some(bucket) = bucket {
            reply.buckets.clear();
            reply.records = line
                .records
                .iter()
                .filter(|(id, record)| bucket_of(id) == bucket && !record.deleted)
                .map(|(id, r)| {
                    let digest = record_digest(&r.kind, id, &r.body);
                    (Id::new(id.as_str()), r.kind.clone(), digest)
                })
                .collect();
        }
        Ok(reply)
    }

    async fn blobs_missing(&self, names: Vec<String>) -> Result<Vec<String>, HubError> {
        let line = self.0.lock().unwrap();
        let missing = |name: &String| !line.blobs.contains_key(name);
        Ok(names.into_iter().filter(missing).collect())
    }

    async fn put_blob(&self, name: String, bytes: Vec<u8>) -> Result<(), HubError> {
        self.0.lock().unwrap().blobs.insert(name, bytes);
        Ok(())
    }

    async fn get_blob(&self, name: String) -> Result<Option<Vec<u8>>, HubError> {
        Ok(self.0.lock().unwrap().blobs.get(&name).cloned())
    }
}

/// One entry of a line written by hand.
pub fn entry(seq: i64, op: &str, record: &str, field: Option<&str>, after: Value) -> Entry {
    Entry {
        seq,
        op: Id::new(op),
        record_id: Id::new(record),
        kind: "test_card".into(),
        field: field.map(str::to_owned),
        after,
    }
}

/// The head of an operation of another device.
pub fn head(op: &str) -> OpHead {
    OpHead {
        id: Id::new(op),
        kind: "test_edit".into(),
        at: "2026-03-02T00:05:00.000Z".into(),
        who: "李干事".into(),
        why: String::new(),
        device: Id::new("device-2"),
        undoes: None,
    }
}

/// A page of these entries, the last of the line, by operations of another device.
pub fn page(entries: Vec<Entry>) -> PullPage {
    let mut ops: Vec<OpHead> = Vec::new();
    for entry in &entries {
        if !ops.iter().any(|head| head.id == entry.op) {
            ops.push(head(entry.op.as_str()));
        }
    }
    let last = entries.last();
    PullPage {
        next: last.map_or(0, |entry| entry.seq),
        next_op: last.map(|entry| entry.op.0.clone()).unwrap_or_default(),
        ops,
        entries,
        more: false,
        left: 0,
    }
}
