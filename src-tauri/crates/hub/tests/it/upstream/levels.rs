//! Edits on two levels: they go up and come down, meet, are decided, and survive lines that break
//! and hubs that were restored.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::{Value, json};
use songnuan_model::record::Id;
use songnuan_sync::{Agreement, Hub, Options, PushPage, Why, run};

use super::world::{Line, Office, Trick, create, options, set};
use crate::support::{Engine, op, push, take};

/// Runs a test on both engines.
macro_rules! on_both {
    ($($test:ident),* $(,)?) => {
        mod embedded {
            $(#[tokio::test]
            async fn $test() {
                super::$test(crate::support::Engine::Embedded).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $test() {
                super::$test(crate::support::Engine::Postgres).await;
            })*
        }
    };
}

on_both! {
    an_edit_goes_up_and_comes_down,
    one_field_on_both_levels_waits_in_both,
    nothing_is_lost_between_push_and_pull,
    a_line_that_breaks_after_the_commit,
    attachments_follow,
}

/// A county with one laptop, a township with two.
async fn two_levels(engine: Engine) -> Option<(Office, Office)> {
    let county = Office::new(engine, "county", 1, 1).await?;
    let town = Office::new(engine, "town", 2, 2).await?;
    town.join(&county).await;
    Some((county, town))
}

/// The township's laptop 0 opened `p`, and everybody has it.
async fn with_a_record(engine: Engine) -> Option<(Office, Office)> {
    let (county, town) = two_levels(engine).await?;
    town.types(0, &[create("p", json!("一"))]);
    round(&county, &town).await;
    Some((county, town))
}

/// Everybody syncs, downwards and upwards.
async fn round(county: &Office, town: &Office) {
    town.sync_all().await;
    county.sync_all().await;
    let receipt = town.up(county).await;
    assert!(same(&receipt.agreement), "{:?}", receipt.agreement);
    county.sync_all().await;
    town.sync_all().await;
}

fn same(agreement: &Agreement) -> bool {
    matches!(agreement, Agreement::Same { .. })
}

async fn an_edit_goes_up_and_comes_down(engine: Engine) {
    let Some((county, town)) = with_a_record(engine).await else {
        return;
    };
    assert_eq!(county.shown(0, "p").unwrap()["a"], "一");
    county.types(0, &[set("p", "b", json!("县里补的"))]);
    town.types(1, &[set("p", "a", json!("二"))]);
    round(&county, &town).await;
    for shown in [county.shown(0, "p"), town.shown(0, "p"), town.shown(1, "p")] {
        let body = shown.unwrap();
        assert_eq!((&body["a"], &body["b"]), (&json!("二"), &json!("县里补的")));
    }
    assert!(county.conflicts(0).is_empty() && town.conflicts(0).is_empty());
    // Who did it is told on the other level as it was.
    let page = crate::support::pull(&town.seen_by(0), 0).await;
    let head = page.ops.iter().find(|head| head.device == county.device(0));
    assert_eq!(head.unwrap().who, "county-0的干事");
    // Nothing to do does nothing.
    let (before, above) = (heads(&town).await, heads(&county).await);
    let receipt = town.up(&county).await;
    assert_eq!((receipt.sent.changes, receipt.received.entries), (0, 0));
    assert_eq!((heads(&town).await, heads(&county).await), (before, above));
    let status = town.hub.upstream_status().await.unwrap().unwrap();
    assert_eq!((status.waiting_ops, status.refused), (0, 0));
    assert_eq!(status.cursor, above);
}

async fn heads(office: &Office) -> i64 {
    office.hub.status().await.unwrap().head
}

async fn one_field_on_both_levels_waits_in_both(engine: Engine) {
    let Some((county, town)) = with_a_record(engine).await else {
        return;
    };
    county.types(0, &[set("p", "a", json!("县"))]);
    let mine = town.types(0, &[set("p", "a", json!("镇"))]);
    round(&county, &town).await;
    let (above, here) = (county.conflicts(0), town.conflicts(1));
    assert_eq!((above.len(), &above), (1, &here));
    let conflict = &here[0];
    assert_eq!(
        (&conflict.mine, &conflict.theirs),
        (&json!("镇"), &json!("县"))
    );
    assert_eq!((&conflict.base, &conflict.mine_op), (&json!("一"), &mine));
    for shown in [county.shown(0, "p"), town.shown(0, "p"), town.shown(1, "p")] {
        assert_eq!(shown.unwrap()["a"], "县");
    }
    // Decided in the township.
    let base = heads(&town).await;
    let decision = op("town-1", "decided")
        .kind("conflict_decide")
        .set("person", "p", "a", json!("县"), json!("镇"), base)
        .create(
            "conflict_decision",
            "d",
            json!({"conflict_id": conflict.id, "choice": "mine"}),
        );
    take(&town.seen_by(1), decision).await;
    round(&county, &town).await;
    assert_eq!(county.shown(0, "p").unwrap()["a"], "镇");
    assert_eq!(county.shown(0, "d").unwrap()["choice"], "mine");
    assert_eq!(county.conflicts(0).len(), 1);
    assert_eq!(town.shown(0, "p").unwrap()["a"], "镇");
    assert_eq!(county.hub.undecided().await.unwrap(), 0);
}

/// A laptop of the township syncs after the hub pushed and before it pulls.
async fn nothing_is_lost_between_push_and_pull(engine: Engine) {
    let Some((county, town)) = with_a_record(engine).await else {
        return;
    };
    county.types(0, &[set("p", "a", json!("县"))]);
    county.sync(0).await;
    let mine = town.types(0, &[set("p", "a", json!("镇"))]);
    let line = Line::new(&county, &town, Trick::Meanwhile(&town, 0));
    let receipt = town.up_over(&county, &line, false).await.unwrap();
    assert!(same(&receipt.agreement), "{:?}", receipt.agreement);
    assert_eq!(receipt.sent.parked, 1);
    round(&county, &town).await;
    let conflicts = county.conflicts(0);
    assert_eq!(conflicts.len(), 1);
    assert_eq!(
        (&conflicts[0].mine, &conflicts[0].mine_op),
        (&json!("镇"), &mine)
    );
    assert_eq!(town.conflicts(1), conflicts);
    assert_eq!(town.shown(1, "p").unwrap()["a"], "县");
}

async fn a_line_that_breaks_after_the_commit(engine: Engine) {
    let Some((county, town)) = with_a_record(engine).await else {
        return;
    };
    for at in 1.. {
        assert!(at < 60, "the line never carries a whole sync");
        let name = format!("q{at}");
        town.types(0, &[create(&name, json!(at)), set("p", "a", json!(at))]);
        county.types(0, &[set("p", "b", json!(at))]);
        town.sync(0).await;
        county.sync(0).await;
        let line = Line::new(&county, &town, Trick::Break(at));
        let done = town.up_over(&county, &line, false).await;
        if done.is_ok() {
            break;
        }
    }
    round(&county, &town).await;
    for office in [&county, &town] {
        assert!(office.conflicts(0).is_empty());
    }
    assert_eq!(county.shown(0, "p"), town.shown(1, "p"));
    assert_eq!(county.shown(0, "q7").unwrap()["a"], 7);
}

async fn attachments_follow(engine: Engine) {
    let Some((county, town)) = with_a_record(engine).await else {
        return;
    };
    let name = |n: u8| format!("{n:02x}").repeat(32);
    let photo = |device: &str, id: &str, n: u8| {
        let body = json!({"owner_id": "p", "blob": name(n)});
        op(device, &format!("made-{id}")).create("attachment", id, body)
    };
    take(&town.seen_by(0), photo("town-0", "x", 1)).await;
    town.seen_by(0)
        .put_blob(name(1), b"up".to_vec())
        .await
        .unwrap();
    take(&county.seen_by(0), photo("county-0", "y", 2)).await;
    county
        .seen_by(0)
        .put_blob(name(2), b"down".to_vec())
        .await
        .unwrap();
    let receipt = town.up(&county).await;
    assert_eq!(
        (receipt.attachments.sent, receipt.attachments.received),
        (1, 1)
    );
    let above = county.seen_by(0).get_blob(name(1)).await.unwrap();
    let here = town.seen_by(1).get_blob(name(2)).await.unwrap();
    assert_eq!(
        (above, here),
        (Some(b"up".to_vec()), Some(b"down".to_vec()))
    );
    let receipt = town.up(&county).await;
    assert_eq!(
        (receipt.attachments.sent, receipt.attachments.received),
        (0, 0)
    );
}

/// The database of a hub, to be put back later.
async fn copy(office: &mut Office) -> Vec<u8> {
    office.hub.close().await;
    let file = office
        .ground
        .place
        .database_folder()
        .unwrap()
        .join("hub.db");
    let bytes = std::fs::read(file).unwrap();
    office.reopen().await;
    bytes
}

async fn put_back(office: &mut Office, bytes: &[u8]) {
    office.hub.close().await;
    let folder = office.ground.place.database_folder().unwrap().to_owned();
    for rest in ["hub.db-wal", "hub.db-shm"] {
        drop(std::fs::remove_file(folder.join(rest)));
    }
    std::fs::write(folder.join("hub.db"), bytes).unwrap();
    office.reopen().await;
}

/// What the township's laptops give back is known to the county already.
#[tokio::test]
async fn a_restored_township_hub_repeats_nothing() {
    let (county, mut town) = with_a_record(Engine::Embedded).await.unwrap();
    let backup = copy(&mut town).await;
    town.types(0, &[set("p", "a", json!("二")), create("q", json!("新"))]);
    county.types(0, &[set("p", "b", json!("县里补的"))]);
    round(&county, &town).await;
    county.types(0, &[set("p", "a", json!("三"))]);
    round(&county, &town).await;
    let above = crate::support::pull(&county.seen_by(0), 0).await;
    put_back(&mut town, &backup).await;
    let options = Options {
        resend: true,
        ..options(town.device(0), &town.hub)
    };
    let given_back = run(&town.laptops[0], &town.seen_by(0), &options, &()).await;
    given_back.unwrap();
    town.types(1, &[set("q", "a", json!("更新"))]);
    round(&county, &town).await;
    assert!(county.conflicts(0).is_empty(), "{:?}", county.conflicts(0));
    for shown in [county.shown(0, "p"), town.shown(1, "p")] {
        let body = shown.unwrap();
        assert_eq!((&body["a"], &body["b"]), (&json!("三"), &json!("县里补的")));
    }
    assert_eq!(county.shown(0, "q").unwrap()["a"], "更新");
    let more = crate::support::pull(&county.seen_by(0), above.next).await;
    assert_eq!(more.entries.len(), 1, "{:?}", more.entries);
}

/// The county refuses nothing it knows and gets back what the township knows, when asked.
#[tokio::test]
async fn a_restored_county_hub_is_told_and_gets_it_again() {
    let (mut county, town) = with_a_record(Engine::Embedded).await.unwrap();
    let backup = copy(&mut county).await;
    town.types(0, &[set("p", "a", json!("二")), create("q", json!("新"))]);
    round(&county, &town).await;
    put_back(&mut county, &backup).await;
    let line = county.hub.device(town.hub.hub_id().clone());
    let refused = town.up_over(&county, &line, false).await.unwrap_err();
    assert!(
        matches!(refused.why, Why::Behind { .. }),
        "{:?}",
        refused.why
    );
    // The county goes on with its own work before the township comes again.
    let other = op("county-0", "after").create("person", "r", json!({"a": 1}));
    push(&county.seen_by(0), vec![other]).await;
    let receipt = town.up_over(&county, &line, true).await.unwrap();
    assert!(same(&receipt.agreement), "{:?}", receipt.agreement);
    let page = crate::support::pull(&county.seen_by(0), 0).await;
    let of = |id: &str| {
        let last = page
            .entries
            .iter()
            .rfind(|entry| entry.record_id == Id::new(id));
        last.map(|entry| entry.after.clone())
    };
    assert_eq!(of("p"), Some(json!("二")));
    assert_eq!(of("q").unwrap()["a"], "新");
    assert!(page.entries.iter().all(|entry| entry.kind != "conflict"));
}

/// An operation known under its id is not done again, whoever brings it.
#[tokio::test]
async fn an_operation_that_comes_round_is_known() {
    let (county, town) = with_a_record(Engine::Embedded).await.unwrap();
    county.types(0, &[set("p", "a", json!("县"))]);
    round(&county, &town).await;
    county.types(0, &[set("p", "a", json!("县二"))]);
    round(&county, &town).await;
    let before = heads(&county).await;
    // As if the township had made what came from the county.
    let page = crate::support::pull(&town.seen_by(0), 0).await;
    let entry = page
        .entries
        .iter()
        .find(|it| it.after == json!("县"))
        .unwrap();
    let head = page.ops.iter().find(|head| head.id == entry.op).unwrap();
    let mut message = op("county-0", entry.op.as_str())
        .set("person", "p", "a", Value::Null, json!("县"), 0)
        .message();
    message.device = head.device.clone();
    let line = county.hub.device(town.hub.hub_id().clone());
    let reply = line.push(PushPage { ops: vec![message] }).await.unwrap();
    assert_eq!(reply.outcomes[0].refused, None);
    assert_eq!(
        (reply.outcomes[0].accepted, reply.outcomes[0].parked),
        (1, 0)
    );
    assert_eq!(heads(&county).await, before);
}
