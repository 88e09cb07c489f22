//! What is not yet synced: always in sight, there after locking, after a full disk, and for a user
//! whom the unit's list does not name (yet).

#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::{Value, json};
use songnuan_app::app::Session;
use songnuan_app::error::Code;
use songnuan_app::op::Op;
use songnuan_model::records::{Role, User};
use songnuan_store::{Store, StoreOptions};

use crate::areas::support::{Unit, editing, id_no, opening, unit};

const USER: &str = "李干事";
const PASSWORD: &str = "song-nuan";

/// A unit in which a file was opened and edited, and nothing was ever sent.
async fn typed() -> (Unit, Value) {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let applicant = file["applicant"]["id"].clone();
    unit.edit(&file, &applicant, "note", json!("在外务工"))
        .await;
    (unit, file)
}

async fn waits(unit: &Unit) -> (Value, Value) {
    let status = unit.ok("sync_status", json!({})).await;
    (
        status["waiting_ops"].clone(),
        status["waiting_changes"].clone(),
    )
}

async fn come_in(unit: &Unit) -> Value {
    let ask = json!({ "user": USER, "password": PASSWORD });
    unit.ok("unlock", ask).await
}

#[tokio::test]
async fn locking_keeps_what_waits() {
    let (unit, file) = typed().await;
    let before = waits(&unit).await;
    assert!(before.0.as_u64().unwrap() >= 2, "{before:?}");
    unit.ok("lock", json!({})).await;
    let locked = unit.refused("sync_status", json!({})).await;
    assert_eq!(locked.code, Code::Locked);
    come_in(&unit).await;
    assert_eq!(waits(&unit).await, before);
    let ask = json!({ "id": file["file"]["id"], "file_no": null, "as_of": null });
    let seen = unit.ok("file_get", ask).await;
    assert_eq!(seen["applicant"]["note"], "在外务工");
}

#[tokio::test]
async fn a_full_disk_keeps_what_waits_and_says_what_was_not_saved() {
    let (unit, file) = typed().await;
    let before = waits(&unit).await;
    unit.ok("lock", json!({})).await;
    let database = unit.dir.path().join("songnuan.db");
    let pages = std::fs::metadata(database).unwrap().len() / 4096;
    let options = StoreOptions {
        max_pages: Some(u32::try_from(pages).unwrap() + 4),
        ..StoreOptions::default()
    };
    let store = Store::open_with(unit.dir.path(), USER, PASSWORD, &options)
        .await
        .unwrap();
    let session = Session {
        store,
        user: USER.to_owned(),
        roles: vec![Role::Administrator, Role::Clerk],
    };
    unit.app.set_session(Some(session)).await;
    let applicant = file["applicant"]["id"].clone();
    let long = json!("长".repeat(1_900));
    let mut saved = before.0.as_u64().unwrap();
    let full = loop {
        let edit = editing(&file, &applicant, "note", long.clone());
        let again = opening("赵六", &id_no("19820303", u32::try_from(saved).unwrap()));
        let done = songnuan_app::commands::dispatch(&unit.app, "file_edit", edit).await;
        let done = match done {
            Ok(_) => songnuan_app::commands::dispatch(&unit.app, "file_open", again).await,
            Err(error) => Err(error),
        };
        match done {
            Ok(_) => saved += 1,
            Err(error) => break error,
        }
        assert!(saved < 200, "the disk was never full");
    };
    assert_eq!(full.code, Code::DiskFull, "{full}");
    assert!(full.message.contains("以前保存的都在"), "{full}");
    let after = waits(&unit).await;
    assert!(
        after.0.as_u64() >= before.0.as_u64(),
        "{before:?} {after:?}"
    );
    // With room again everything that was saved is there, and still waits.
    unit.ok("lock", json!({})).await;
    come_in(&unit).await;
    assert_eq!(waits(&unit).await, after);
    unit.edit(&file, &applicant, "note", json!("在外务工，春节回来"))
        .await;
    let more = waits(&unit).await;
    assert_eq!(more.0.as_u64().unwrap(), after.0.as_u64().unwrap() + 1);
}

#[tokio::test]
async fn a_user_the_list_does_not_name_comes_in_and_can_send_what_waits() {
    let (unit, _) = typed().await;
    let before = waits(&unit).await;
    // The list of the unit came with the first sync, and somebody forgot this laptop's user.
    let other = User {
        id: unit.app.host().new_id(),
        name: "王主任".to_owned(),
        roles: vec![Role::Administrator],
        active: true,
        note: None,
    };
    let mut tx = unit.app.begin(Op::SaveUser, "").await.unwrap();
    tx.put(&other).await.unwrap();
    tx.commit().await.unwrap();
    // As joining the hub notes it.
    let store = unit.app.store().await.unwrap();
    let noted = store.set_sync_state("enrolled_by", Some(USER)).await;
    noted.unwrap();
    unit.ok("lock", json!({})).await;
    let state = come_in(&unit).await;
    assert_eq!(state["roles"], json!(["visitor"]));
    let status = unit.ok("sync_status", json!({})).await;
    assert!(status["waiting_ops"].as_u64() > before.0.as_u64());
    let refused = unit
        .refused("file_open", opening("赵六", &id_no("19820303", 2)))
        .await;
    assert_eq!(refused.code, Code::NotAllowed, "{refused}");
}
