//! What holds of every decision of the hub, whatever meets what.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use songnuan_model::record::Id;
use songnuan_sync::plan::*;
use songnuan_sync::{OpHead, OpMessage, OutgoingChange, PushPage};

use crate::memory::MemoryHub;

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![Just(Value::Null), (1..4).prop_map(|n| json!(n))]
}

fn body() -> impl Strategy<Value = Map<String, Value>> {
    (value(), value()).prop_map(|(a, b)| [("a".into(), a), ("b".into(), b)].into_iter().collect())
}

fn op() -> impl Strategy<Value = Id> {
    (0..3).prop_map(|n| Id(format!("o{n}")))
}

fn stamp() -> impl Strategy<Value = Stamp> {
    (1..6_i64, op()).prop_map(|(seq, op)| Stamp { seq, op })
}

fn record() -> impl Strategy<Value = HubRecord> {
    let fields = proptest::option::of(stamp());
    (body(), any::<bool>(), stamp(), fields).prop_map(|(body, deleted, whole, field)| {
        let field = field.filter(|_| !deleted).map(|mut stamp| {
            stamp.seq += whole.seq;
            ("a".to_owned(), stamp)
        });
        HubRecord {
            kind: "person".into(),
            body,
            deleted,
            whole,
            fields: field.into_iter().collect(),
        }
    })
}

fn change() -> impl Strategy<Value = OutgoingChange> {
    let what = prop_oneof![
        3 => (value(), value()).prop_map(|(b, a)| (Some("a".to_owned()), b, a)),
        1 => body().prop_map(|b| (None, Value::Null, Value::Object(b))),
        1 => body().prop_map(|b| (None, Value::Object(b), Value::Null)),
    ];
    (what, 0..12_i64, proptest::option::of(op())).prop_map(
        |((field, before, after), base, over)| OutgoingChange {
            seq: 1,
            record_id: Id::new("r"),
            kind: "person".into(),
            field,
            before,
            after,
            base_version: base,
            base_op: over,
        },
    )
}

fn nature() -> impl Strategy<Value = Nature> {
    proptest::sample::select(vec![Nature::Edited, Nature::AppendOnly, Nature::Ledger])
}

/// Every value in there, of whole records each field's.
fn values(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(fields) => fields.values().cloned().collect(),
        other => vec![other.clone()],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]

    #[test]
    fn no_value_disappears_and_twice_is_once(
        record in proptest::option::of(record()),
        change in change(),
        nature in nature(),
    ) {
        let mine = Id::new("mine");
        let plan = hub_plan(&mine, &change, nature, record.as_ref());
        let mut after = record.clone();
        let settled = settle(&mut after, &mine, &change, plan.clone(), 100);
        if let HubPlan::Refuse(_) = plan {
            prop_assert!(settled.entries.is_empty() && settled.parked.is_empty());
            prop_assert!(after == record);
            return Ok(());
        }
        // In the result, in what it was typed over, or in a conflict.
        let mut kept: Vec<Value> = values(&change.before);
        kept.extend(after.iter().flat_map(|r| r.body.values().cloned()));
        for parked in &settled.parked {
            kept.extend([&parked.base, &parked.mine, &parked.theirs].map(values).concat());
        }
        for value in values(&change.after).iter().filter(|v| !v.is_null()) {
            prop_assert!(kept.contains(value), "{plan:?} loses what was typed");
        }
        // Unless the edit saw it by its number, so does what stood.
        let saw = |saw: &Saw| matches!(saw, Saw::Version | Saw::OwnOp);
        let seen = match &plan {
            HubPlan::Set(how) | HubPlan::Delete(how) => saw(how),
            HubPlan::Revive { flag: None, .. } => true,
            HubPlan::Merge { set, .. } => set.iter().any(|_| change.base_version > 0 || change.base_op.is_some()),
            _ => false,
        };
        if let Some(record) = record.as_ref().filter(|_| !seen) {
            for value in record.body.values().filter(|v| !v.is_null()) {
                prop_assert!(kept.contains(value), "{plan:?} loses what stood");
            }
        }
        // The same once more changes nothing: no entry, and no other conflict than before.
        let again = hub_plan(&mine, &change, nature, after.as_ref());
        let mut twice = after.clone();
        let repeated = settle(&mut twice, &mine, &change, again, 200);
        prop_assert!(repeated.entries.is_empty() && twice == after);
        let id = |parked: &Parked| conflict_of(&change, parked, &head(), &head()).id;
        let before: Vec<Id> = settled.parked.iter().map(id).collect();
        prop_assert!(repeated.parked.iter().map(id).all(|id| before.contains(&id)));
    }

    #[test]
    fn the_side_that_did_not_change_never_wins(record in record(), typed in 7..9) {
        let record = HubRecord { deleted: false, ..record };
        let (typed, before) = (json!(typed), record.body["a"].clone());
        let change = OutgoingChange {
            seq: 1,
            record_id: Id::new("r"),
            kind: "person".into(),
            field: Some("a".into()),
            before,
            after: typed.clone(),
            base_version: 0,
            base_op: None,
        };
        let plan = hub_plan(&Id::new("mine"), &change, Nature::Edited, Some(&record));
        prop_assert!(matches!(plan, HubPlan::Set(_)));
        let unchanged = OutgoingChange { before: typed.clone(), ..change };
        let plan = hub_plan(&Id::new("mine"), &unchanged, Nature::Edited, Some(&record));
        prop_assert_eq!(plan, HubPlan::Already);
    }

    /// Two devices edit the same record from the same state; whoever pushes first, the same values
    /// stand or are parked (their places change).
    #[test]
    fn the_order_of_pushes_decides_places_only(base in body(), one in value(), other in value()) {
        let seen = |first: &Value, second: &Value| {
            let mut hub = MemoryHub::default();
            let create = message("o0", None, Value::Null, Value::Object(base.clone()), 0);
            hub.push(&PushPage { ops: vec![create] });
            for (op, typed) in [("x", first), ("y", second)] {
                let before = base["a"].clone();
                if *typed != before {
                    let edit = message(op, Some("a"), before, typed.clone(), 1);
                    hub.push(&PushPage { ops: vec![edit] });
                }
            }
            let mut values = vec![hub.living().find(|(id, _)| id.as_str() == "r").unwrap().1.body["a"].to_string()];
            values.extend(hub.conflicts().iter().map(|c| c.mine.to_string()));
            values.sort();
            values
        };
        prop_assert_eq!(seen(&one, &other), seen(&other, &one));
    }
}

fn message(op: &str, field: Option<&str>, before: Value, after: Value, base: i64) -> OpMessage {
    let head = head();
    OpMessage {
        outgoing_seq: 1,
        id: Id::new(op),
        kind: head.kind,
        at: head.at,
        who: head.who,
        why: head.why,
        device: Id(format!("device of {op}")),
        undoes: None,
        changes: vec![OutgoingChange {
            seq: 1,
            record_id: Id::new("r"),
            kind: "person".into(),
            field: field.map(str::to_owned),
            before,
            after,
            base_version: base,
            base_op: None,
        }],
        last_change: 1,
    }
}

fn head() -> OpHead {
    OpHead {
        id: Id::new("mine"),
        kind: "file_edit".into(),
        at: "2026-11-22T08:00:00.000Z".into(),
        who: "王干事".into(),
        why: String::new(),
        device: Id::new("d"),
        undoes: None,
    }
}
