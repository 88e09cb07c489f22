//! Two to four laptops edit, delete and create the same few records and sync over a line that loses
//! things; then it heals, everybody syncs twice, and all must hold the same, with no edit lost.

use std::collections::BTreeSet;
use std::sync::Mutex;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use songnuan_model::record::Id;
use songnuan_model::records::{Conflict, ConflictKind};
use songnuan_sync::*;

use crate::memory::{Fault, Laptop, Line, MemoryHub, MemoryReplica, Typed, now, options};

/// One thing that happens, to the laptop of this number.
#[derive(Clone, Debug)]
enum Action {
    /// One operation: (what, record, field, value), few of each.
    Type(usize, Vec<(u8, u8, u8, u8)>),
    Sync(usize, Vec<Fault>, Option<u32>),
    /// A copy of the laptop is put aside.
    Backup(usize),
    /// The copy comes back.
    Restore(usize),
}

/// Printed one to a line.
#[derive(Clone)]
struct Actions(Vec<Action>);

impl std::fmt::Debug for Actions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0
            .iter()
            .try_for_each(|action| write!(f, "\n  {action:?}"))
    }
}

fn action() -> impl Strategy<Value = Action> {
    let typed = (0..8_u8, 0..3_u8, 0..2_u8, 0..3_u8);
    let fault = prop_oneof![2 => Just(Fault::None), 1 => proptest::sample::select(&Fault::ALL[..])];
    let faults = proptest::collection::vec(fault, 0..8);
    let stop = proptest::option::weighted(0.2, 0..8_u32);
    let laptop = 0..4_usize;
    prop_oneof![
        6 => (laptop.clone(), proptest::collection::vec(typed, 1..5))
            .prop_map(|(n, typed)| Action::Type(n, typed)),
        6 => (laptop.clone(), faults, stop).prop_map(|(n, f, s)| Action::Sync(n, f, s)),
        1 => laptop.clone().prop_map(Action::Backup),
        1 => laptop.prop_map(Action::Restore),
    ]
}

/// Stops a sync after so many steps.
struct StopAfter(Mutex<u32>);

impl Progress for StopAfter {
    fn step(&self, _: Step) {
        let mut left = self.0.lock().unwrap();
        *left = left.saturating_sub(1);
    }

    fn cancelled(&self) -> bool {
        *self.0.lock().unwrap() == 0
    }
}

struct World {
    hub: Mutex<MemoryHub>,
    late: Mutex<Vec<PushPage>>,
    laptops: Vec<MemoryReplica>,
    copies: Vec<Option<Laptop>>,
    /// Everything that was ever typed, with what was meant.
    typed: Vec<OpMessage>,
    revived: BTreeSet<(Id, Id)>,
    /// Values are all different (so that it is known who saw whom), or few (so that they meet).
    unique: bool,
    counter: u32,
}

fn device(n: usize) -> Id {
    Id(format!("device-{n}"))
}

impl World {
    fn new(laptops: usize, unique: bool) -> Self {
        Self {
            hub: Mutex::default(),
            late: Mutex::default(),
            laptops: (0..laptops)
                .map(|n| MemoryReplica::new(&device(n)))
                .collect(),
            copies: vec![None; laptops],
            typed: Vec::new(),
            revived: BTreeSet::new(),
            unique,
            counter: 0,
        }
    }

    fn act(&mut self, action: &Action) {
        let laptops = self.laptops.len();
        match action {
            Action::Type(n, typed) => self.type_in(n % laptops, typed),
            Action::Sync(n, faults, stop) => {
                let stop = StopAfter(Mutex::new(stop.unwrap_or(u32::MAX)));
                let _ = self.sync(n % laptops, faults, &stop);
            }
            Action::Backup(n) => {
                let copy = self.laptops[n % laptops].0.lock().unwrap().clone();
                self.copies[n % laptops] = Some(copy);
            }
            Action::Restore(n) => {
                if let Some(copy) = &self.copies[n % laptops] {
                    *self.laptops[n % laptops].0.lock().unwrap() = copy.clone();
                }
            }
        }
    }

    fn type_in(&mut self, n: usize, typed: &[(u8, u8, u8, u8)]) {
        self.counter += 1;
        let op = Id(format!("op-{}", self.counter));
        let mut list = Vec::new();
        for (what, record, field, value) in typed {
            let id = Id(format!("record-{record}"));
            self.counter += 1;
            let value = match self.unique {
                true => json!(self.counter),
                false if *value == 0 => Value::Null,
                false => json!(value),
            };
            let mut body = Map::new();
            body.insert("a".into(), value.clone());
            body.insert("b".into(), json!(field));
            list.push(match what {
                0 => Typed::Delete(id),
                1 => Typed::Revive(id),
                2 => Typed::Create(id, body),
                _ => Typed::Field(id, ["a", "b"][usize::from(*field)].into(), value),
            });
        }
        for typed in &list {
            if let Typed::Revive(id) = typed {
                self.revived.insert((op.clone(), id.clone()));
            }
        }
        let mut laptop = self.laptops[n].0.lock().unwrap();
        laptop.type_in(op.clone(), &list);
        self.typed
            .extend(laptop.made.last().filter(|m| m.id == op).cloned());
    }

    fn sync(
        &self,
        n: usize,
        faults: &[Fault],
        progress: &impl Progress,
    ) -> Result<Receipt, SyncError<String>> {
        let line = Line {
            hub: &self.hub,
            device: device(n),
            faults: Mutex::new(faults.iter().copied().collect()),
            late: &self.late,
        };
        now(run(&self.laptops[n], &line, &options(&device(n)), progress))
    }

    /// No faults any more: everybody syncs twice, and then holds what the hub holds.
    fn heal(&self) {
        for round in 0..2 {
            for n in 0..self.laptops.len() {
                let receipt = self.sync(n, &[], &()).unwrap();
                assert!(
                    receipt.sent.refused.is_empty(),
                    "{:?}",
                    receipt.sent.refused
                );
                assert_eq!(receipt.still_waiting, 0);
                let same = matches!(receipt.agreement, Agreement::Same { .. });
                assert!(same, "laptop {n}, round {round}: {:?}", receipt.agreement);
            }
        }
        let hub = self.hub.lock().unwrap();
        for laptop in &self.laptops {
            let laptop = laptop.0.lock().unwrap();
            let living = laptop.records.iter().filter(|(_, held)| !held.deleted);
            let here: Vec<_> = living.map(|(id, h)| (id, filled(&h.body))).collect();
            let there: Vec<_> = hub.living().map(|(id, r)| (id, filled(&r.body))).collect();
            assert_eq!(here, there);
        }
    }

    /// Every change that reached the hub, or is still on its laptop, has to be somewhere.
    fn judge(&self) {
        let hub = self.hub.lock().unwrap();
        let conflicts = hub.conflicts();
        let kept: Vec<(&OpMessage, &OutgoingChange)> = self
            .typed
            .iter()
            .flat_map(|op| op.changes.iter().map(move |change| (op, change)))
            .filter(|(op, change)| change.seq <= hub.known.get(&op.id).copied().unwrap_or(0))
            .collect();
        for (op, change) in &kept {
            let found = match (&change.field, &change.after) {
                (Some(field), after) => {
                    self.field_is_kept(&hub, &conflicts, &kept, op, change, field, after)
                }
                (None, Value::Null) => self.deletion_is_kept(&hub, &conflicts, op, change),
                (None, _)
                    if self
                        .revived
                        .contains(&(op.id.clone(), change.record_id.clone())) =>
                {
                    let deleted = |c: &OutgoingChange| c.field.is_none() && c.after.is_null();
                    let mut others = kept.iter().filter(|(_, c)| c.record_id == change.record_id);
                    hub.living().any(|(id, _)| *id == change.record_id)
                        || others.any(|(_, c)| deleted(c))
                }
                (None, body) => filled(body.as_object().unwrap())
                    .iter()
                    .all(|(field, after)| {
                        self.field_is_kept(&hub, &conflicts, &kept, op, change, field, after)
                    }),
            };
            assert!(found, "{} of {} is lost: {change:?}", op.id, op.device);
        }
    }

    /// Current, replaced by a change that saw it, or parked.
    #[allow(clippy::too_many_arguments)]
    fn field_is_kept(
        &self,
        hub: &MemoryHub,
        conflicts: &[Conflict],
        kept: &[(&OpMessage, &OutgoingChange)],
        op: &OpMessage,
        change: &OutgoingChange,
        field: &str,
        after: &Value,
    ) -> bool {
        let in_body = |body: &Value| body.get(field).unwrap_or(&Value::Null) == after;
        let mut living = hub.living().filter(|(id, _)| **id == change.record_id);
        let current = living.any(|(_, r)| r.body.get(field).unwrap_or(&Value::Null) == after);
        let mut others = kept.iter().filter(|(other, c)| {
            c.record_id == change.record_id && !(other.id == op.id && c.seq == change.seq)
        });
        let seen = others.any(|(_, c)| match &c.field {
            Some(other) => other == field && c.before == *after,
            None => c.before.is_object() && in_body(&c.before),
        });
        let parked = conflicts.iter().any(|c| {
            let mine = c.mine_op == op.id && c.record_id == change.record_id;
            let whole = c.kind == ConflictKind::EditOfDeleted && in_body(&c.mine);
            mine && (whole || (c.field.as_deref() == Some(field) && c.mine == *after))
        });
        // Emptying what was empty leaves no entry; a creation may then fill it.
        let entry = |e: &Entry| e.op == op.id && e.record_id == change.record_id;
        let said_nothing = after.is_null() && !hub.line.iter().any(entry);
        current || seen || parked || said_nothing
    }

    fn deletion_is_kept(
        &self,
        hub: &MemoryHub,
        conflicts: &[Conflict],
        op: &OpMessage,
        change: &OutgoingChange,
    ) -> bool {
        let gone = !hub.living().any(|(id, _)| *id == change.record_id);
        let told = conflicts.iter().any(|c| {
            let beaten = c.kind == ConflictKind::DeleteOfEdited && c.mine_op == op.id;
            c.record_id == change.record_id && (beaten || c.kind == ConflictKind::EditOfDeleted)
        });
        let revived = self.revived.iter().any(|(_, id)| *id == change.record_id);
        gone || told || revived
    }
}

fn filled(body: &Map<String, Value>) -> Map<String, Value> {
    let filled = body.iter().filter(|(_, value)| !value.is_null());
    filled
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn everybody_agrees_and_no_edit_is_lost(
        laptops in 2..=4_usize,
        unique: bool,
        actions in proptest::collection::vec(action(), 1..40).prop_map(Actions),
    ) {
        let mut world = World::new(laptops, unique);
        // All know the first record from the beginning.
        world.type_in(0, &[(2, 0, 0, 1)]);
        world.heal();
        for action in &actions.0 {
            world.act(action);
        }
        world.heal();
        world.judge();
        let line = world.hub.lock().unwrap().line.clone();
        prop_assert!(line.windows(2).all(|two| two[0].seq < two[1].seq));
        world.heal();
        prop_assert_eq!(world.hub.lock().unwrap().line.len(), line.len());
    }
}
