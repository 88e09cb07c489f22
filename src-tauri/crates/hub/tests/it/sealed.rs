//! Nothing personal in clear, attachments kept and given, rows that cannot be exchanged.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use serde_json::json;
use songnuan_hub::HubFailure;
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use songnuan_sync::{Hub, HubError, Refusal};

use crate::support::{Desk, Engine, desk, on_both_engines, op, pull, push, take};

on_both_engines! {
    attachments_come_back,
}

/// Planted in every personal place.
const PLANTED: &str = "龘靐齉";

fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[tokio::test]
async fn no_planted_name_in_any_file() {
    let desk = desk(Engine::Embedded).await.unwrap();
    let planted = |text: &str| format!("{PLANTED}{text}");
    let a = desk
        .device("a", &[Role::Clerk], &[&planted("甲")], true)
        .await;
    let b = desk.office("b").await;
    let person = json!({"name": planted("张"), "mobile": "13900001111"});
    take(&a, op("a", "o1").create("person", "p1", person)).await;
    let visit = json!({"state": "planned", "visitors": [planted("赵")], "note": planted("记")});
    take(&a, op("a", "o2").create("visit", "v1", visit)).await;
    let edit = |who: &str, id: &str, to: &str| {
        let mut message = op(who, id)
            .set(
                "person",
                "p1",
                "name",
                json!(planted("张")),
                json!(planted(to)),
                1,
            )
            .message();
        message.who = planted("谁");
        message.why = planted("为何");
        message
    };
    let ops = vec![edit("a", "o3", "李")];
    a.push(songnuan_sync::PushPage { ops }).await.unwrap();
    let ops = vec![edit("b", "o4", "王")];
    let reply = b.push(songnuan_sync::PushPage { ops }).await.unwrap();
    assert_eq!(reply.outcomes[0].parked, 1);
    a.put_blob("ab".repeat(32), planted("图").into_bytes())
        .await
        .unwrap();
    desk.hub
        .revoke(&Id::new("a"), &planted("丢"))
        .await
        .unwrap();
    desk.hub
        .keep_secret("tls", planted("钥").as_bytes())
        .await
        .unwrap();
    desk.hub.close().await;
    let files = files_below(desk.ground.folder.path());
    assert!(files.len() >= 2, "{files:?}");
    let phone = "13900001111";
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        for needle in [PLANTED.as_bytes(), phone.as_bytes(), "柳河".as_bytes()] {
            let found = bytes.windows(needle.len()).any(|window| window == needle);
            assert!(!found, "{} holds a planted name", file.display());
        }
    }
}

pub async fn attachments_come_back(desk: Desk) {
    let a = desk.office("a").await;
    let name = "0a".repeat(32);
    let lacking = a.blobs_missing(vec![name.clone()]).await.unwrap();
    assert_eq!(lacking, std::slice::from_ref(&name));
    assert_eq!(a.get_blob(name.clone()).await.unwrap(), None);
    a.put_blob(name.clone(), vec![1, 2, 3]).await.unwrap();
    // The same name again changes nothing.
    a.put_blob(name.clone(), vec![9]).await.unwrap();
    assert_eq!(a.get_blob(name.clone()).await.unwrap(), Some(vec![1, 2, 3]));
    assert!(
        a.blobs_missing(vec![name.clone()])
            .await
            .unwrap()
            .is_empty()
    );
    let status = desk.hub.status().await.unwrap();
    assert_eq!((status.attachments, status.attachment_bytes), (1, 3));
    for odd in ["../../etc/passwd", "AB", "", &"zz".repeat(32)] {
        let garbled = Err(HubError::Refused(Refusal::Garbled));
        assert_eq!(a.put_blob(odd.to_owned(), vec![1]).await, garbled);
    }
    let large = vec![0; songnuan_hub::limits::BLOB_BYTES + 1];
    assert!(a.put_blob("0b".repeat(32), large).await.is_err());
    let auditor = desk.device("x", &[Role::Auditor], &["刘"], true).await;
    let kind = "attachment".to_owned();
    let no = Err(HubError::Refused(Refusal::NotAllowed { kind }));
    assert_eq!(auditor.put_blob("0c".repeat(32), vec![1]).await, no);
    // A visitor's device gets only the pictures of its cases.
    let visitor = desk.visitor("v", "赵走访").await;
    let outside = Err(HubError::Refused(Refusal::OutOfScope));
    assert_eq!(visitor.get_blob(name.clone()).await, outside);
    let visit = json!({"state": "planned", "visitors": ["赵走访"]});
    let picture = json!({"owner_id": "w1", "blob": name});
    take(&a, op("a", "o1").create("visit", "w1", visit)).await;
    take(&a, op("a", "o2").create("attachment", "t1", picture)).await;
    assert_eq!(visitor.get_blob(name).await.unwrap(), Some(vec![1, 2, 3]));
}

/// Somebody with the database but without the key exchanges two rows: it is noticed.
#[tokio::test]
async fn exchanged_rows_do_not_open() {
    let desk = desk(Engine::Embedded).await.unwrap();
    let a = desk.office("a").await;
    take(
        &a,
        op("a", "o1").create("person", "p1", json!({"name": "张三"})),
    )
    .await;
    take(
        &a,
        op("a", "o2").create("person", "p2", json!({"name": "李四"})),
    )
    .await;
    let file = desk.ground.place.database_folder().unwrap().join("hub.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::query("UPDATE entry SET sealed = (SELECT sealed FROM entry WHERE seq = 2) WHERE seq = 1")
        .execute(&mut connection)
        .await
        .unwrap();
    let request = songnuan_sync::PullRequest { after: 0, limit: 9 };
    let damaged = HubFailure::Damaged { what: "entry" }.code().to_owned();
    assert_eq!(
        a.pull(request).await.err(),
        Some(HubError::Unreachable(damaged))
    );
    // What is in order is still given.
    assert_eq!(pull(&a, 1).await.entries.len(), 1);
    assert_eq!(
        push(&a, vec![op("a", "o3").create("person", "p3", json!({}))])
            .await
            .len(),
        1
    );
}
