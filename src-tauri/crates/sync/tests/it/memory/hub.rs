//! A hub in memory: the line of entries, the picture of each record, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use songnuan_model::record::{Id, Record};
use songnuan_model::records::Conflict;
use songnuan_sync::plan::{HubPlan, HubRecord, conflict_of, hub_plan, nature_of, settle};
use songnuan_sync::*;

#[derive(Clone, Default)]
pub struct MemoryHub {
    pub line: Vec<Entry>,
    pub heads: BTreeMap<Id, OpHead>,
    pub records: BTreeMap<Id, Option<HubRecord>>,
    /// Operations and how many of their changes are here.
    pub known: BTreeMap<Id, i64>,
    /// Operations of which a device has sent entries back.
    pub resent: BTreeSet<Id>,
    /// Devices that get a list, and what is on it.
    pub lists: BTreeMap<Id, BTreeSet<Id>>,
    pub blobs: BTreeMap<String, Vec<u8>>,
    /// Operations refused by kind, for tests.
    pub refuses: Option<String>,
    /// More changes at once are too many for it.
    pub largest: Option<usize>,
}

impl MemoryHub {
    pub fn head(&self) -> i64 {
        self.line.last().map_or(0, |entry| entry.seq)
    }

    pub fn living(&self) -> impl Iterator<Item = (&Id, &HubRecord)> {
        let records = self.records.iter();
        records.filter_map(|(id, r)| r.as_ref().filter(|r| !r.deleted).map(|r| (id, r)))
    }

    pub fn conflicts(&self) -> Vec<Conflict> {
        let conflicts = self.living().filter(|(_, r)| r.kind == Conflict::KIND);
        conflicts
            .map(|(_, r)| serde_json::from_value(Value::Object(r.body.clone())).unwrap())
            .collect()
    }

    /// May the device hold the record?
    fn may_hold(&self, device: &Id, id: &Id) -> bool {
        let Some(list) = self.lists.get(device) else {
            return true;
        };
        let body = self.records.get(id).and_then(Option::as_ref);
        let about = body.and_then(|r| r.body.get("record_id")?.as_str());
        list.contains(id) || about.is_some_and(|about| list.contains(&Id::new(about)))
    }

    pub fn hello(&self, hello: &Hello) -> Result<Welcome, HubError> {
        let there = self.line.iter().find(|entry| entry.seq == hello.cursor);
        let there = there.map(|entry| entry.op.as_str());
        let ours = (OLDEST_PROTOCOL, PROTOCOL);
        let protocol = agree((hello.oldest, hello.newest), ours).map_err(HubError::Refused)?;
        Ok(Welcome {
            protocol,
            hub: Id::new("hub"),
            hub_name: "长兴镇总工会".into(),
            head: self.head(),
            now: "2026-11-22T08:00:01.000Z".into(),
            everything: !self.lists.contains_key(&hello.device),
            roles: Vec::new(),
            line: line_state(hello.cursor, &hello.cursor_op, self.head(), there),
        })
    }

    pub fn push(&mut self, page: &PushPage) -> PushReply {
        let outcomes = page.ops.iter().map(|op| self.take(op)).collect();
        PushReply { outcomes }
    }

    /// One operation, or a page of one, whole or not at all.
    fn take(&mut self, op: &OpMessage) -> OpOutcome {
        let mut after = self.clone();
        let mut outcome = OpOutcome {
            op: op.id.clone(),
            up_to: *self.known.get(&op.id).unwrap_or(&0),
            accepted: 0,
            parked: 0,
            refused: None,
        };
        let head = OpHead {
            id: op.id.clone(),
            kind: op.kind.clone(),
            at: op.at.clone(),
            who: op.who.clone(),
            why: op.why.clone(),
            device: op.device.clone(),
            undoes: op.undoes.clone(),
        };
        after.heads.insert(op.id.clone(), head.clone());
        for change in op.changes.iter().filter(|c| c.seq > outcome.up_to) {
            // Sent back by somebody after a restore, before its author came.
            if after.has(&op.id, change) {
                continue;
            }
            let refused = self.refuses.as_ref() == Some(&op.kind);
            let refusal = match after.merge(&head, change) {
                HubPlan::Refuse(refusal) => Some(refusal),
                _ if refused => Some(Refusal::NotAllowed {
                    kind: change.kind.clone(),
                }),
                plan if plan.stands() => {
                    outcome.accepted += 1;
                    None
                }
                _ => {
                    outcome.parked += 1;
                    None
                }
            };
            if refusal.is_some() {
                outcome.refused = refusal;
                return outcome;
            }
        }
        let last = op.changes.last().map_or(0, |change| change.seq);
        outcome.up_to = outcome.up_to.max(last);
        after.known.insert(op.id.clone(), outcome.up_to);
        *self = after;
        outcome
    }

    fn has(&self, op: &Id, change: &OutgoingChange) -> bool {
        self.resent.contains(op)
            && self.line.iter().any(|entry| {
                let here = entry.op == *op && entry.record_id == change.record_id;
                here && entry.field == change.field && entry.after == change.after
            })
    }

    fn merge(&mut self, head: &OpHead, change: &OutgoingChange) -> HubPlan {
        let next = self.head() + 1;
        let record = self.records.entry(change.record_id.clone()).or_default();
        let plan = hub_plan(&head.id, change, nature_of(&change.kind), record.as_ref());
        let settled = settle(record, &head.id, change, plan.clone(), next);
        self.line.extend(settled.entries);
        for parked in &settled.parked {
            let theirs = &self.heads[&parked.theirs_op];
            let conflict = conflict_of(change, parked, head, theirs);
            self.write(head, &conflict);
        }
        plan
    }

    fn write(&mut self, head: &OpHead, conflict: &Conflict) {
        let entry = Entry {
            seq: self.head() + 1,
            op: head.id.clone(),
            record_id: conflict.id.clone(),
            kind: Conflict::KIND.into(),
            field: None,
            after: serde_json::to_value(conflict).unwrap(),
        };
        let record = self.records.entry(conflict.id.clone()).or_default();
        if record.is_some() {
            return; // Sent back by somebody after a restore.
        }
        HubRecord::follow(record, &entry);
        self.line.push(entry);
    }

    pub fn pull(&self, device: &Id, request: &PullRequest) -> PullPage {
        let rest: Vec<&Entry> = self.line.iter().filter(|e| e.seq > request.after).collect();
        let page = &rest[..rest.len().min(request.limit as usize)];
        let last = page.last();
        let visible = page.iter().filter(|e| self.may_hold(device, &e.record_id));
        PullPage {
            next: last.map_or(request.after, |entry| entry.seq),
            next_op: last.map_or(String::new(), |entry| entry.op.0.clone()),
            more: rest.len() > page.len(),
            left: (rest.len() - page.len()) as u64,
            ..self.page(visible.map(|e| (*e).clone()).collect())
        }
    }

    fn page(&self, entries: Vec<Entry>) -> PullPage {
        let ids: BTreeSet<&Id> = entries.iter().map(|entry| &entry.op).collect();
        PullPage {
            ops: ids.into_iter().map(|id| self.heads[id].clone()).collect(),
            entries,
            ..PullPage::default()
        }
    }

    pub fn scope(&self, device: &Id, after: Option<&Id>) -> ScopePage {
        let all = self.records.keys().filter(|id| self.may_hold(device, id));
        let rest: Vec<&Id> = all.filter(|id| Some(*id) > after).collect();
        let records: Vec<Id> = rest.iter().take(2).map(|id| (*id).clone()).collect();
        let of = |id: &Id| self.line.iter().filter(|e| e.record_id == *id).count() as u64;
        ScopePage {
            next: records.last().filter(|_| rest.len() > 2).cloned(),
            entries: records.iter().map(of).collect(),
            records,
        }
    }

    /// At most seven entries at once, so that the device has to ask for fewer records.
    pub fn fetch(&self, device: &Id, request: &FetchRequest) -> PullPage {
        let wanted = |e: &&Entry| {
            let listed = request.records.contains(&e.record_id);
            listed && e.seq <= request.up_to && self.may_hold(device, &e.record_id)
        };
        let entries: Vec<Entry> = self.line.iter().filter(wanted).cloned().collect();
        if entries.len() > 7 && request.records.len() > 1 {
            return PullPage {
                more: true,
                ..PullPage::default()
            };
        }
        self.page(entries)
    }

    pub fn resend(&mut self, page: &ResendPage) {
        for entry in &page.entries {
            if entry.seq > self.head() {
                let record = self.records.entry(entry.record_id.clone()).or_default();
                HubRecord::follow(record, entry);
                self.line.push(entry.clone());
            }
        }
        for op in &page.ops {
            self.heads.insert(op.id.clone(), op.clone());
            self.resent.insert(op.id.clone());
        }
    }

    pub fn digest(&self, device: &Id, bucket: Option<u8>) -> DigestReply {
        let held = self.living().filter(|(id, _)| self.may_hold(device, id));
        let held = held.map(|(id, r)| (id, r.kind.as_str(), &r.body));
        digest_of(held, self.head(), bucket)
    }
}

/// As both sides answer.
pub fn digest_of<'a>(
    records: impl Iterator<Item = (&'a Id, &'a str, &'a Map<String, Value>)>,
    head: i64,
    bucket: Option<u8>,
) -> DigestReply {
    let mut buckets = DigestBuckets::default();
    let mut single = Vec::new();
    for (id, kind, body) in records {
        buckets.add(kind, id.as_str(), body);
        if bucket == Some(bucket_of(id.as_str())) {
            let digest = record_digest(kind, id.as_str(), body);
            single.push((id.clone(), kind.to_owned(), digest));
        }
    }
    let mut reply = buckets.reply(head);
    if bucket.is_some() {
        reply.buckets.clear();
        reply.records = single;
    }
    reply
}
