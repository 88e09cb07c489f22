//! Databases of every released schema still open: `tests/fixtures/databases/v*` of the repository.
//!
//! A fixture is written once, when its schema is released, and never again:
//! `cargo test -p songnuan-store --test it schemas -- --ignored` writes the newest one if it is
//! missing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use crate::support;

use std::path::{Path, PathBuf};

use songnuan_model::record::Id;
use songnuan_model::records::Person;
use songnuan_store::{Finding, FindingKind, KdfCost, NewStore, Store};
use support::{at, op};

pub const USER: &str = "示例干事";
pub const PASSWORD: &str = "fixture-password";
/// The newest released schema.
const NEWEST: u32 = 3;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/databases")
}

/// Fictional, as everything in the repository.
fn person(name: &str) -> Person {
    Person {
        id: Id::new("00000000-0000-7000-8000-000000000001"),
        name: name.into(),
        id_no: "998101198001010014".into(),
        ..Person::default()
    }
}

/// Opening may migrate, so it happens in a copy.
pub fn copy_of(version: u32) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(fixtures().join(format!("v{version}"))).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, dir.path().join(path.file_name().unwrap())).unwrap();
        } else {
            for shelf in std::fs::read_dir(&path).unwrap() {
                let shelf = shelf.unwrap().path();
                let to = dir.path().join("blobs").join(shelf.file_name().unwrap());
                std::fs::create_dir_all(&to).unwrap();
                for blob in std::fs::read_dir(&shelf).unwrap() {
                    let blob = blob.unwrap().path();
                    std::fs::copy(&blob, to.join(blob.file_name().unwrap())).unwrap();
                }
            }
        }
    }
    dir
}

#[tokio::test]
async fn every_released_schema_opens() {
    for version in 1..=NEWEST {
        let dir = copy_of(version);
        let store = Store::open(dir.path(), USER, PASSWORD).await.unwrap();
        let report = store.verify(|_| {}).await.unwrap();
        // A newer program may compute search entries differently; everything else must fit.
        let wrong = |f: &&Finding| f.kind != FindingKind::Search;
        assert_eq!(
            report.findings.iter().filter(wrong).count(),
            0,
            "v{version}: {report:?}"
        );
        let people: Vec<Person> = store.all().await.unwrap();
        assert_eq!(people.len(), 1);
        assert_eq!(people[0].name, "䶮𠮷");
        assert_eq!(store.history(None, 10, None).await.unwrap().len(), 3);
        let then: Option<Person> = store.get_as_of(&people[0].id, &at(1)).await.unwrap();
        assert_eq!(then.unwrap().name, "张三");
        assert_eq!(store.search("䶮", 5).await.unwrap().len(), 1);
        let files: Vec<songnuan_model::records::Attachment> = store.all().await.unwrap();
        assert_eq!(
            store.get_blob(&files[0].blob).await.unwrap(),
            "附件".as_bytes()
        );
        assert_eq!(
            store.setting("org").await.unwrap().as_deref(),
            Some("示例镇总工会")
        );
        // And it can be written on.
        store.undo(&Id::new("op-2"), op(9)).await.unwrap();
        assert_eq!(store.all::<Person>().await.unwrap()[0].name, "张三");
        store.close().await;
    }
}

#[tokio::test]
#[ignore = "writes a fixture when a schema is released"]
async fn write_the_newest_fixture() {
    let dir = fixtures().join(format!("v{NEWEST}"));
    if dir.exists() {
        return;
    }
    let new = NewStore {
        user: USER.into(),
        password: PASSWORD.into(),
        cost: KdfCost::test(),
        device_id: Id::new("00000000-0000-7000-8000-0000000000dd"),
    };
    let store = Store::create(&dir, &new, at(0)).await.unwrap();
    for (n, name) in [(1, "张三"), (2, "䶮𠮷")] {
        let mut tx = store.begin(op(n)).await.unwrap();
        tx.put(&person(name)).await.unwrap();
        tx.commit().await.unwrap();
    }
    let blob = store.put_blob("附件".as_bytes().to_vec()).await.unwrap();
    let mut tx = store.begin(op(3)).await.unwrap();
    tx.put(&songnuan_model::records::Attachment {
        id: Id::new("00000000-0000-7000-8000-000000000002"),
        owner_id: person("").id,
        blob,
        file_name: "示例.jpg".into(),
        kind: "现场照片".into(),
        media_type: "image/jpeg".into(),
        width: 1,
        height: 1,
        size: 6,
        taken_at: None,
        location: None,
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    store
        .set_setting("org", Some("示例镇总工会"))
        .await
        .unwrap();
    store.close().await;
}
