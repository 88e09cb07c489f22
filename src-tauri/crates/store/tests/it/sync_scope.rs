//! What a device may hold, what it sends back, what is refused, and attachments.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines
)]

use songnuan_model::record::{Id, Record};
use songnuan_model::records::Attachment;
use songnuan_store::{Store, StoreError};
use songnuan_sync::{Agreement, Refusal, Replica, run};

use crate::support::line::{LineHub, entry, page};
use crate::support::{Card, card, device, line, op, put_cards};
use crate::sync_meeting::{options, sync};

fn ids(names: &[&str]) -> Vec<Id> {
    names.iter().map(|name| Id::new(*name)).collect()
}

fn picture(id: &str, owner: &str, blob: &str) -> Attachment {
    Attachment {
        id: Id::new(id),
        owner_id: Id::new(owner),
        blob: blob.into(),
        file_name: "照片.jpg".into(),
        kind: "现场照片".into(),
        media_type: "image/jpeg".into(),
        width: 1,
        height: 1,
        size: 1,
        taken_at: None,
        location: None,
    }
}

async fn put<R: Record>(store: &Store, n: u32, record: &R) {
    let mut tx = store.begin(op(n)).await.unwrap();
    tx.put(record).await.unwrap();
    tx.commit().await.unwrap();
}

async fn clean(store: &Store) {
    let report = store.verify(|_| {}).await.unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
}

#[tokio::test]
async fn what_is_out_of_scope_goes_back_whole() {
    let (_office_dir, office) = device("office").await;
    let (dir, visitor) = device("visitor").await;
    let hub = LineHub::default();
    put_cards(
        &office,
        1,
        &[card("a", "张三"), card("b", "李四"), card("c", "王五")],
    )
    .await;
    let blob = office.put_blob(vec![7; 500]).await.unwrap();
    put(&office, 2, &picture("p", "b", &blob)).await;
    put(&office, 3, &line("l", "b", "一")).await;
    sync(&office, &hub).await;
    hub.0.lock().unwrap().scope = Some(ids(&["a", "b", "p", "l"]));
    let receipt = sync(&visitor, &hub).await;
    assert_eq!(receipt.agreement, Agreement::Same { records: 4 });
    assert_eq!(visitor.get_blob(&blob).await.unwrap(), vec![7; 500]);
    let file = dir.path().join("blobs").join(&blob[..2]).join(&blob);
    assert!(file.exists());

    // b goes to somebody else while the visitor types on its line: it stays until that is sent.
    hub.0.lock().unwrap().scope = Some(ids(&["a", "c"]));
    put(&visitor, 11, &line("l", "b", "二")).await;
    let stays = visitor.keep_only(&ids(&["a"])).await.unwrap();
    assert_eq!(stays, 1, "the picture alone");
    assert!(visitor.get::<Card>(&Id::new("b")).await.unwrap().is_some());
    let receipt = sync(&visitor, &hub).await;
    assert_eq!(receipt.agreement, Agreement::Same { records: 2 });
    assert!(!file.exists());
    assert!(visitor.get::<Card>(&Id::new("b")).await.unwrap().is_none());
    assert!(visitor.search("李四", 5).await.unwrap().is_empty());
    assert_eq!(visitor.search("王五", 5).await.unwrap().len(), 1);
    for entry in visitor.history(None, 50, None).await.unwrap() {
        for change in entry.changes {
            assert!(["a", "c"].contains(&change.record_id.as_str()));
        }
    }
    assert!(visitor.operation(&Id::new("op-3")).await.unwrap().is_none());
    clean(&visitor).await;

    // And comes again, with everything that was done meanwhile.
    hub.0.lock().unwrap().scope = None;
    sync(&office, &hub).await;
    put(&office, 4, &line("l", "b", "三")).await;
    sync(&office, &hub).await;
    hub.0.lock().unwrap().scope = Some(ids(&["a", "b", "l"]));
    let receipt = sync(&visitor, &hub).await;
    assert_eq!(receipt.agreement, Agreement::Same { records: 3 });
    let history = visitor.history(Some(&Id::new("l")), 9, None).await.unwrap();
    assert!(history.len() >= 3, "{}", history.len());
    clean(&visitor).await;
    put(&visitor, 12, &card("a", "张三丰")).await;
    let receipt = sync(&visitor, &hub).await;
    assert_eq!(receipt.agreement, Agreement::Same { records: 3 });
}

#[tokio::test]
async fn a_refused_operation_is_kept_with_its_reason() {
    let (_dir, store) = device("device-1").await;
    let hub = LineHub::default();
    hub.0.lock().unwrap().refused_kind = Some("test_edit".into());
    put_cards(&store, 1, &[card("a", "张三"), card("b", "李四")]).await;
    assert_eq!(store.waiting_ops(9).await.unwrap()[0].changes.len(), 2);
    let receipt = sync(&store, &hub).await;
    assert_eq!((receipt.still_waiting, receipt.refused_in_all), (0, 1));
    let refused = store.refused_ops().await.unwrap();
    assert_eq!(refused[0].op.changes.len(), 2);
    let kind = "test_edit".to_owned();
    assert_eq!(refused[0].refusal, Refusal::NotAllowed { kind });
    // Not handed back, and in a copy as well.
    assert_eq!(store.keep_only(&[]).await.unwrap(), 0);
    let other = tempfile::tempdir().unwrap();
    store
        .snapshot(&other.path().join("songnuan.db"))
        .await
        .unwrap();
    std::fs::copy(
        store.dir().join("keys.json"),
        other.path().join("keys.json"),
    )
    .unwrap();
    let copy = crate::support::reopen(&other).await;
    assert_eq!(copy.refused_ops().await.unwrap().len(), 1);
    copy.close().await;
    // Allowed after all.
    hub.0.lock().unwrap().refused_kind = None;
    assert_eq!(store.retry_refused(None).await.unwrap(), 1);
    let receipt = sync(&store, &hub).await;
    assert_eq!(receipt.agreement, Agreement::Same { records: 2 });
    assert!(store.refused_ops().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_restored_hub_gets_back_what_it_lost() {
    let (_one_dir, one) = device("device-1").await;
    let (_two_dir, two) = device("device-2").await;
    let hub = LineHub::default();
    put_cards(&one, 1, &[card("a", "张三")]).await;
    sync(&one, &hub).await;
    let backup = hub.0.lock().unwrap().clone();
    put_cards(&one, 2, &[card("a", "李四"), card("b", "王五")]).await;
    let mut tx = two.begin(op(50)).await.unwrap();
    tx.put(&card("c", "赵六")).await.unwrap();
    tx.commit().await.unwrap();
    sync(&one, &hub).await;
    sync(&two, &hub).await;
    sync(&one, &hub).await;
    let before = hub.0.lock().unwrap().buckets().whole();
    // Sent, but the answer to the pull never came: only the restored hub's word counts.
    put_cards(&one, 3, &[card("d", "孙七")]).await;
    let page = one.outgoing_page(100).await.unwrap();
    let reply = songnuan_sync::Hub::push(&hub, page).await.unwrap();
    one.acknowledge(&reply).await.unwrap();
    assert_eq!(one.waiting().await.unwrap().ops, 0);
    *hub.0.lock().unwrap() = backup;

    let refused = run(&one, &hub, &options(&one, 10), &()).await;
    assert!(refused.is_err());
    let mut giving = options(&one, 2);
    giving.resend = true;
    let receipt = run(&one, &hub, &giving, &()).await;
    assert!(receipt.is_ok());
    let mut now = hub.0.lock().unwrap().buckets().whole();
    let d = hub.0.lock().unwrap().records["d"].clone();
    now.remove(&d.kind, "d", &d.body);
    assert_eq!(now, before);
    for store in [&two, &one] {
        let receipt = sync(store, &hub).await;
        assert_eq!(receipt.agreement, Agreement::Same { records: 4 });
        clean(store).await;
    }
}

/// Out of scope while something waits, and in scope again: what passed by meanwhile is there, with
/// its history.
#[tokio::test]
async fn what_passed_by_while_out_of_scope_comes_whole() {
    let (_office_dir, office) = device("office").await;
    let (_dir, visitor) = device("visitor").await;
    let hub = LineHub::default();
    put_cards(&office, 1, &[card("a", "张三"), card("b", "李四")]).await;
    sync(&office, &hub).await;
    let scope = |names: &[&str]| hub.0.lock().unwrap().scope = Some(ids(names));
    let office_edits = async |n: u32, id: &str, name: &str| {
        hub.0.lock().unwrap().scope = None;
        put_cards(&office, n, &[card(id, name)]).await;
        sync(&office, &hub).await;
    };
    scope(&["a", "b"]);
    sync(&visitor, &hub).await;
    // Refused, so that it waits for good.
    let changed = Card {
        note: Some("走访".into()),
        ..card("b", "李四")
    };
    put_cards(&visitor, 11, &[changed]).await;
    hub.0.lock().unwrap().refused_kind = Some("test_edit".into());
    scope(&["a"]);
    sync(&visitor, &hub).await;
    hub.0.lock().unwrap().refused_kind = None;
    office_edits(2, "b", "李四光").await;
    scope(&["a"]);
    sync(&visitor, &hub).await;
    assert!(visitor.get::<Card>(&Id::new("b")).await.unwrap().is_some());
    office_edits(3, "a", "张三丰").await;
    scope(&["a", "b"]);
    // As long as it waits nothing is taken away; then it is as at the hub.
    assert_eq!(sync(&visitor, &hub).await.agreement, Agreement::Waiting);
    visitor.retry_refused(None).await.unwrap();
    let receipt = sync(&visitor, &hub).await;
    assert_eq!(receipt.agreement, Agreement::Same { records: 2 });
    let b: Card = visitor.get(&Id::new("b")).await.unwrap().unwrap();
    assert_eq!(
        (b.name.as_str(), b.note.as_deref()),
        ("李四光", Some("走访"))
    );
    let history = visitor.history(Some(&Id::new("b")), 9, None).await.unwrap();
    let ops: Vec<&str> = history.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ops, ["op-11", "op-2", "op-1"]);
    clean(&visitor).await;
    assert_eq!(sync(&visitor, &hub).await.received.fetched, 0);
}

/// A laptop with a part cannot give the line back; what was done on it goes out once more.
#[tokio::test]
async fn a_part_of_the_line_goes_back_with_a_restored_hub() {
    let (_office_dir, office) = device("office").await;
    let (_dir, visitor) = device("visitor").await;
    let hub = LineHub::default();
    put_cards(&office, 1, &[card("a", "张三"), card("b", "李四")]).await;
    sync(&office, &hub).await;
    let scope = |on: bool| hub.0.lock().unwrap().scope = on.then(|| ids(&["a"]));
    scope(true);
    sync(&visitor, &hub).await;
    let backup = hub.0.lock().unwrap().clone();
    scope(false);
    put_cards(&office, 2, &[card("a", "张三丰")]).await;
    sync(&office, &hub).await;
    scope(true);
    sync(&visitor, &hub).await;
    let changed = Card {
        note: Some("走访".into()),
        ..card("a", "张三丰")
    };
    put_cards(&visitor, 11, &[changed]).await;
    sync(&visitor, &hub).await;
    // Restored, and moved on beyond what the visitor knows.
    *hub.0.lock().unwrap() = backup;
    let (_other_dir, other) = device("other").await;
    scope(false);
    let cards: Vec<Card> = ["c", "d", "e"].iter().map(|id| card(id, "王五")).collect();
    put_cards(&other, 21, &cards).await;
    sync(&other, &hub).await;
    scope(true);
    assert!(
        run(&visitor, &hub, &options(&visitor, 10), &())
            .await
            .is_err()
    );
    let mut giving = options(&visitor, 10);
    giving.resend = true;
    let receipt = run(&visitor, &hub, &giving, &()).await.ok().unwrap();
    assert_eq!(receipt.agreement, Agreement::Same { records: 1 });
    let a: Card = visitor.get(&Id::new("a")).await.unwrap().unwrap();
    assert_eq!((a.name.as_str(), a.note.as_deref()), ("张三", Some("走访")));
    clean(&visitor).await;
    assert_eq!(sync(&visitor, &hub).await.received.fetched, 0);
}

#[tokio::test]
async fn an_attachment_of_another_device_keeps_its_name() {
    let (dir, store) = device("device-1").await;
    let name = "ab".repeat(32);
    let mention = picture("p", "a", &name);
    let mut entry = entry(1, "o", "p", None, serde_json::to_value(&mention).unwrap());
    entry.kind = "attachment".into();
    store.apply(&page(vec![entry])).await.unwrap();
    let report = store.verify(|_| {}).await.unwrap();
    assert!(report.is_clean());
    assert_eq!((report.blobs, report.awaited_blobs), (1, 1));
    assert_eq!(store.blobs().await.unwrap(), (vec![], vec![name.clone()]));
    for bad in ["../../keys.json", &"AB".repeat(32), ""] {
        let refused = store.write_blob(bad, vec![1]).await;
        assert!(matches!(refused, Err(StoreError::BlobMissing { .. })));
    }
    store.write_blob(&name, vec![1, 2, 3]).await.unwrap();
    assert_eq!(store.read_blob(&name).await.unwrap(), [1, 2, 3]);
    assert_eq!(store.blobs().await.unwrap(), (vec![], vec![]));
    let report = store.verify(|_| {}).await.unwrap();
    assert!(report.is_clean() && report.awaited_blobs == 0);
    // Another file under its name does not read: the encryption is bound to the name.
    let path = dir.path().join("blobs/ab").join(&name);
    let other = "cd".repeat(32);
    std::fs::create_dir_all(dir.path().join("blobs/cd")).unwrap();
    std::fs::copy(&path, dir.path().join("blobs/cd").join(&other)).unwrap();
    let wrong = store.get_blob(&other).await;
    assert!(matches!(wrong, Err(StoreError::BlobDamaged { .. })));
    // One's own is offered until the hub has it.
    let own = store.put_blob(vec![9; 10]).await.unwrap();
    put(&store, 1, &picture("q", "a", &own)).await;
    let (offered, _) = store.blobs().await.unwrap();
    assert_eq!(offered, [own]);
    store.note_blobs_at_hub(&offered).await.unwrap();
    assert!(store.blobs().await.unwrap().0.is_empty());
}
