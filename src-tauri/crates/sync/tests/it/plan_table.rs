//! Every decision as a table: what the hub has, what a device sends, what is done; then what a
//! laptop knows, what entry comes, what is done. A new case is a new row.

use serde_json::{Map, Value, json};
use songnuan_model::record::Id;
use songnuan_sync::plan::*;
use songnuan_sync::{Entry, OutgoingChange};

/// The record as the hub has it: created by `create` as entry 10 with a = "old", empty b.
/// `set` = field a set later, as entry 20; `gone` = deleted as entry 20.
fn hub(state: &str, writer: &str) -> Option<HubRecord> {
    let stamp = |seq, op: &str| Stamp {
        seq,
        op: Id::new(op),
    };
    let mut record = HubRecord {
        kind: "person".into(),
        body: body(json!({"a": "old", "b": null})),
        deleted: false,
        whole: stamp(10, "create"),
        fields: [].into(),
    };
    let value = match state {
        "none" => return None,
        "created" => return Some(record),
        "gone" => {
            record.deleted = true;
            record.whole = stamp(20, writer);
            return Some(record);
        }
        "set:null" => Value::Null,
        set => json!(set.strip_prefix("set:").unwrap()),
    };
    record.body.insert("a".into(), value);
    record.fields.insert("a".into(), stamp(20, writer));
    Some(record)
}

fn body(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// The device's own operation is `op`; what it was typed over is version `base`, operation `over`.
struct Row(
    &'static str,
    (&'static str, &'static str),
    Nature,
    (Option<&'static str>, Value, Value),
    (i64, Option<&'static str>),
    &'static str,
);

use Nature::{AppendOnly, Edited, Ledger};

#[rustfmt::skip]
fn edits() -> Vec<Row> {
    let f = |before: &str, after: &str| (Some("a"), json!(before), json!(after));
    vec![
        Row("nobody touched it", ("created", ""), Edited, f("old", "new"), (10, None), "Set(Version)"),
        Row("its version was seen", ("set:x", "o"), Edited, f("x", "new"), (20, None), "Set(Version)"),
        Row("seen by a later number", ("set:x", "o"), Edited, f("x", "new"), (25, None), "Set(Version)"),
        Row("typed over the own edit", ("set:x", "mine"), Edited, f("x", "new"), (10, Some("mine")), "Set(OwnOp)"),
        Row("the same operation twice", ("set:x", "op"), Edited, f("x", "new"), (10, None), "Set(OwnOp)"),
        Row("own edit, then a stranger's", ("set:y", "o"), Edited, f("x", "new"), (10, Some("mine")), "Park"),
        Row("own edit nobody knew of: a laptop out of a backup", ("set:x", "lost"), Edited, f("old", "new"), (10, None), "Park"),
        Row("others came to the same", ("set:new", "o"), Edited, f("old", "new"), (10, None), "Already"),
        Row("others went and came back", ("set:old", "o"), Edited, f("old", "new"), (10, None), "Set(Value)"),
        Row("others wrote something else", ("set:x", "o"), Edited, f("old", "new"), (10, None), "Park"),
        Row("others emptied it", ("set:null", "o"), Edited, f("old", "new"), (10, None), "Park"),
        Row("it was emptied, and others wrote", ("set:x", "o"), Edited, (Some("a"), json!("old"), Value::Null), (10, None), "Park"),
        Row("both emptied it", ("set:null", "o"), Edited, (Some("a"), json!("old"), Value::Null), (10, None), "Already"),
        Row("another field than the others'", ("set:x", "o"), Edited, (Some("b"), Value::Null, json!("n")), (10, None), "Set(Version)"),
        Row("a field nobody knew", ("set:x", "o"), Edited, (Some("c"), Value::Null, json!("n")), (10, None), "Set(Version)"),
        Row("first numbers not noted yet", ("created", ""), Edited, f("old", "new"), (0, Some("create")), "Set(OwnOp)"),
        Row("the record was deleted", ("gone", "o"), Edited, f("old", "new"), (10, None), "Revive(EditOfDeleted)"),
        Row("deleted, and the edit came to what was", ("gone", "o"), Edited, f("x", "old"), (10, None), "Revive(EditOfDeleted)"),
        Row("a change that changes nothing", ("set:x", "o"), Edited, f("old", "old"), (10, None), "Already"),
        Row("never heard of it", ("none", ""), Edited, f("old", "new"), (10, None), "Refuse(OutOfScope)"),
        Row("facts are not edited", ("created", ""), AppendOnly, f("old", "new"), (10, None), "Refuse(NotAllowed)"),
        Row("money is not edited", ("created", ""), Ledger, f("old", "new"), (10, None), "Refuse(NotAllowed)"),
        Row("not even what is gone", ("gone", "o"), AppendOnly, f("old", "new"), (10, None), "Refuse(NotAllowed)"),
        Row("a field without a name", ("created", ""), Edited, (Some(""), Value::Null, json!("n")), (10, None), "Refuse(Garbled)"),
    ]
}

#[rustfmt::skip]
fn wholes() -> Vec<Row> {
    let made = |body: Value| (None, Value::Null, body);
    let gone = |body: Value| (None, body, Value::Null);
    let old = || json!({"a": "old"});
    vec![
        Row("new", ("none", ""), Edited, made(old()), (0, None), "Create"),
        Row("new fact", ("none", ""), Ledger, made(old()), (0, None), "Create"),
        Row("made by both, the same", ("created", ""), Edited, made(old()), (0, None), "Already"),
        Row("the same fact twice is one", ("created", ""), Ledger, made(old()), (0, None), "Already"),
        Row("made by both, one knows more", ("created", ""), Edited, made(json!({"a": "old", "b": 1})), (0, None), "Merge(set b)"),
        Row("made by both, one knows less", ("created", ""), Edited, made(json!({"a": null})), (0, None), "Already"),
        Row("made by both, differently", ("created", ""), Edited, made(json!({"a": "new", "b": 1})), (0, None), "Merge(set b, park a)"),
        Row("made by both, then emptied", ("set:null", "o"), Edited, made(json!({"a": "new"})), (0, None), "Merge(park a)"),
        Row("two facts with one id", ("created", ""), AppendOnly, made(json!({"a": "new", "b": 1})), (0, None), "Merge(park a, park b)"),
        Row("money with one id", ("created", ""), Ledger, made(json!({"a": "new"})), (0, None), "Merge(park a)"),
        Row("brought back, the deletion seen", ("gone", "o"), Edited, made(old()), (20, None), "Revive"),
        Row("brought back, the deletion its own", ("gone", "mine"), Edited, made(old()), (10, Some("mine")), "Revive"),
        Row("deleted and made anew at once", ("gone", "op"), Edited, made(old()), (10, None), "Revive"),
        Row("a fact brought back by undo", ("gone", "o"), AppendOnly, made(old()), (20, None), "Revive"),
        Row("made, unaware of a deletion", ("gone", "o"), Edited, made(old()), (0, None), "Revive(EditOfDeleted)"),
        Row("brought back what lives", ("created", ""), Edited, made(old()), (10, Some("mine")), "Already"),
        Row("deleted as seen", ("created", ""), Edited, gone(old()), (10, None), "Delete(Version)"),
        Row("deleted, all of it seen", ("set:x", "o"), Edited, gone(json!({"a": "x"})), (20, None), "Delete(Version)"),
        Row("deleted with own edits before", ("set:x", "mine"), Edited, gone(json!({"a": "x"})), (10, Some("mine")), "Delete(Value)"),
        Row("deleted, others came to the same", ("set:x", "o"), Edited, gone(json!({"a": "x"})), (10, None), "Delete(Value)"),
        Row("deleted, others edited", ("set:y", "o"), Edited, gone(json!({"a": "x"})), (10, None), "KeepAlive(DeleteOfEdited)"),
        Row("deleted, own edits lost in a backup", ("set:y", "lost"), Edited, gone(json!({"a": "x"})), (10, Some("mine")), "KeepAlive(DeleteOfEdited)"),
        Row("deleted by both", ("gone", "o"), Edited, gone(old()), (10, None), "Already"),
        Row("never heard of it", ("none", ""), Edited, gone(old()), (10, None), "Already"),
        Row("a fact taken back by undo", ("created", ""), AppendOnly, gone(old()), (10, None), "Delete(Version)"),
        Row("money is not deleted", ("created", ""), Ledger, gone(old()), (10, None), "Refuse(NotAllowed)"),
        Row("neither made nor deleted", ("created", ""), Edited, (None, Value::Null, Value::Null), (10, None), "Refuse(Garbled)"),
        Row("both at once", ("created", ""), Edited, (None, old(), old()), (10, None), "Refuse(Garbled)"),
        Row("made of a number", ("created", ""), Edited, made(json!(3)), (10, None), "Refuse(Garbled)"),
    ]
}

fn change(row: &Row) -> OutgoingChange {
    let (field, before, after) = row.3.clone();
    OutgoingChange {
        seq: 7,
        record_id: Id::new("r"),
        kind: "person".into(),
        field: field.map(str::to_owned),
        before,
        after,
        base_version: row.4.0,
        base_op: row.4.1.map(Id::new),
    }
}

/// A plan in the table's words.
fn word(plan: &HubPlan) -> String {
    let parked = |p: &Parked| format!("park {}", p.field.as_deref().unwrap_or("all"));
    match plan {
        HubPlan::Park(p) => {
            assert_eq!(p.field.as_deref(), Some("a"));
            "Park".into()
        }
        HubPlan::Merge { set, park } => {
            let set = set.iter().map(|(field, _)| format!("set {field}"));
            let all: Vec<String> = set.chain(park.iter().map(parked)).collect();
            format!("Merge({})", all.join(", "))
        }
        HubPlan::Revive { flag, .. } => match flag {
            None => "Revive".into(),
            Some(flag) => format!("Revive({:?})", flag.kind),
        },
        HubPlan::KeepAlive(p) => format!("KeepAlive({:?})", p.kind),
        HubPlan::Refuse(why) => {
            let why = format!("{why:?}");
            format!("Refuse({})", why.split(' ').next().unwrap())
        }
        HubPlan::Create | HubPlan::Set(_) | HubPlan::Already | HubPlan::Delete(_) => {
            format!("{plan:?}")
        }
    }
}

#[test]
fn what_the_hub_does() {
    let mut wrong = Vec::new();
    for row in edits().iter().chain(&wholes()) {
        let record = hub(row.1.0, row.1.1);
        let plan = hub_plan(&Id::new("op"), &change(row), row.2, record.as_ref());
        if word(&plan) != row.5 {
            wrong.push(format!("{}: {} instead of {}", row.0, word(&plan), row.5));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn another_kind_under_the_same_id_is_refused() {
    for row in edits().iter().chain(&wholes()) {
        let Some(record) = hub(row.1.0, row.1.1) else {
            continue;
        };
        let change = OutgoingChange {
            kind: "visit".into(),
            ..change(row)
        };
        let plan = hub_plan(&Id::new("op"), &change, row.2, Some(&record));
        assert_eq!(word(&plan), "Refuse(Garbled)", "{}", row.0);
    }
}

/// (shown, entry, newer than what is noted, same value, on top) → plan; `*` = whichever.
const LAPTOP: &[(&str, &str)] = &[
    // A record that is not here comes with its creation only.
    ("Absent made *** ", "Create"),
    ("Absent * *** ", "Skip"),
    // What is noted already changes nothing.
    ("* * -** ", "Nothing"),
    // What was typed by somebody who saw the entry stays.
    ("* * +*+ ", "Note"),
    ("Living field +=- ", "Note"),
    ("Living field +≠- ", "Set"),
    ("Living made +=- ", "Note"),
    ("Living made +≠- ", "Replace"),
    // Whether a living record is "the same" as a deletion does not come up: it never is.
    ("Living gone +≠- ", "Delete"),
    ("Living gone +=- ", "Note"),
    // Deleted here alone, while the hub's record lives.
    ("Deleted field +*- ", "ReviveAndSet"),
    ("Deleted made +*- ", "Revive"),
    ("Deleted gone +*- ", "Note"),
];

fn matches(pattern: &str, row: &str) -> bool {
    let (pattern, row): (Vec<&str>, Vec<&str>) =
        (pattern.split(' ').collect(), row.split(' ').collect());
    let word = |n: usize| pattern[n] == "*" || pattern[n] == row[n];
    let marks = pattern[2].chars().zip(row[2].chars());
    word(0) && word(1) && marks.into_iter().all(|(p, r)| p == '*' || p == r)
}

#[test]
fn what_a_laptop_does_in_every_combination() {
    let mut used = vec![0; LAPTOP.len()];
    for (shown, name) in [
        (Shown::Absent, "Absent"),
        (Shown::Living, "Living"),
        (Shown::Deleted, "Deleted"),
    ] {
        for kind in ["field", "made", "gone"] {
            for bits in 0..8 {
                let (newer, same, on_top) = (bits & 1 > 0, bits & 2 > 0, bits & 4 > 0);
                let entry = Entry {
                    seq: 20,
                    op: Id::new("o"),
                    record_id: Id::new("r"),
                    kind: "person".into(),
                    field: (kind == "field").then(|| "a".into()),
                    after: match kind {
                        "field" => Value::Null,
                        "made" => json!({"a": 1}),
                        _ => Value::Null,
                    },
                };
                let local = Local {
                    shown,
                    version: if newer { 19 } else { 20 },
                    same,
                    on_top,
                };
                let mark = |on: bool, yes, no| if on { yes } else { no };
                let marks = [
                    mark(newer, '+', '-'),
                    mark(same, '=', '≠'),
                    mark(on_top, '+', '-'),
                ];
                let row = format!("{name} {kind} {} ", marks.iter().collect::<String>());
                let at = LAPTOP.iter().position(|(p, _)| matches(p, &row)).unwrap();
                used[at] += 1;
                let plan = format!("{:?}", entry_plan(&entry, local));
                assert_eq!(plan, LAPTOP[at].1, "{row}");
            }
        }
    }
    assert!(
        used.iter().all(|n| *n > 0),
        "a row that nothing reaches: {used:?}"
    );
}
