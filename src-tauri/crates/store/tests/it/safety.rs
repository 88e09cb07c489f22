//! What must not happen: a wrong password taken for damage, damage passed over in silence, a full
//! disk that eats data, a readable name on the disk.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use crate::support;

use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Duration;

use songnuan_model::record::Id;
use songnuan_store::{AccessEntry, FindingKind, KdfCost, Store, StoreError, StoreOptions};
use support::{Card, PASSWORD, USER, at, card, fresh, new_store, op, put_cards, reopen};

#[tokio::test]
async fn users_come_and_go_and_change_passwords() {
    let (dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    store
        .add_user("李会计", "另一个口令", KdfCost::test())
        .await
        .unwrap();
    let twice = store.add_user("李会计", "又一个", KdfCost::test()).await;
    assert!(matches!(twice, Err(StoreError::UserExists)));
    let wrong = store
        .change_password(USER, "不是它", "新口令", KdfCost::test())
        .await;
    assert!(matches!(wrong, Err(StoreError::WrongPassword)));
    store
        .change_password(USER, PASSWORD, "新口令", KdfCost::test())
        .await
        .unwrap();
    store.close().await;

    let open = |user: &'static str, password: &'static str| Store::open(dir.path(), user, password);
    assert_eq!(Store::users(dir.path()).unwrap(), [USER, "李会计"]);
    assert!(matches!(
        open(USER, PASSWORD).await,
        Err(StoreError::WrongPassword)
    ));
    assert!(matches!(
        open("赵某", "新口令").await,
        Err(StoreError::UnknownUser)
    ));
    let store = open(USER, "新口令").await.unwrap();
    assert_eq!(store.count::<Card>().await.unwrap(), 1);
    store.remove_user(USER).await.unwrap();
    assert!(matches!(
        store.remove_user("李会计").await,
        Err(StoreError::LastUser)
    ));
    store.close().await;
    let store = open("李会计", "另一个口令").await.unwrap();
    assert_eq!(
        store.get::<Card>(&Id::new("a")).await.unwrap(),
        Some(card("a", "张三"))
    );
}

#[tokio::test]
async fn missing_and_damaged_files_are_told_apart() {
    let empty = tempfile::tempdir().unwrap();
    let open = |dir: &Path| {
        let dir = dir.to_owned();
        async move { Store::open(&dir, USER, PASSWORD).await.err().unwrap() }
    };
    assert!(!Store::exists(empty.path()));
    assert!(matches!(open(empty.path()).await, StoreError::NotFound));

    let (dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    store.close().await;
    let again = Store::create(dir.path(), &new_store(), at(1)).await;
    assert!(matches!(again, Err(StoreError::AlreadyExists)));

    // The first key file is rubbish: its copy opens the store.
    let (keys, copy) = (
        dir.path().join("keys.json"),
        dir.path().join("keys.copy.json"),
    );
    let good = std::fs::read(&keys).unwrap();
    std::fs::write(&keys, b"{ half").unwrap();
    reopen(&dir).await.close().await;
    std::fs::write(&copy, b"").unwrap();
    assert!(matches!(
        open(dir.path()).await,
        StoreError::KeysDamaged { .. }
    ));
    std::fs::remove_file(&keys).unwrap();
    std::fs::remove_file(&copy).unwrap();
    assert!(matches!(open(dir.path()).await, StoreError::KeysMissing));
    let over = Store::create(dir.path(), &new_store(), at(1)).await;
    assert!(
        matches!(over, Err(StoreError::KeysMissing)),
        "data without keys is not overwritten"
    );
    std::fs::write(&keys, &good).unwrap();

    // The database is gone, or somebody else's.
    let (db, aside) = (dir.path().join("songnuan.db"), dir.path().join("aside"));
    std::fs::rename(&db, &aside).unwrap();
    assert!(matches!(
        open(dir.path()).await,
        StoreError::DatabaseMissing
    ));
    std::fs::write(
        &db,
        b"this is no database, though it is long enough to be looked at",
    )
    .unwrap();
    assert!(matches!(open(dir.path()).await, StoreError::Damaged { .. }));
    std::fs::rename(&aside, &db).unwrap();
    assert_eq!(reopen(&dir).await.count::<Card>().await.unwrap(), 1);
}

#[tokio::test]
async fn a_crash_during_creation_is_mended() {
    let (dir, store) = fresh().await;
    store.close().await;
    // As if the plug was pulled before the last rename.
    std::fs::rename(
        dir.path().join("songnuan.db"),
        dir.path().join("songnuan.new.db"),
    )
    .unwrap();
    reopen(&dir).await.close().await;
    // As if it was pulled before the key file was written.
    std::fs::rename(
        dir.path().join("songnuan.db"),
        dir.path().join("songnuan.new.db"),
    )
    .unwrap();
    for name in ["keys.json", "keys.copy.json"] {
        std::fs::remove_file(dir.path().join(name)).unwrap();
    }
    assert!(!Store::exists(dir.path()));
    Store::create(dir.path(), &new_store(), at(0))
        .await
        .unwrap();
}

/// Flips one bit of a file.
fn flip(path: &Path, at: u64) {
    let mut file = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[byte[0] ^ 1]).unwrap();
}

#[tokio::test]
async fn one_flipped_bit_is_noticed_wherever_it_is() {
    let (dir, store) = fresh().await;
    let cards: Vec<Card> = (0..300).map(|n| card(&format!("c{n}"), "张三")).collect();
    put_cards(&store, 1, &cards).await;
    store.close().await;
    let db = dir.path().join("songnuan.db");
    let whole = std::fs::read(&db).unwrap();
    let pages = whole.len() as u64 / 4096;
    assert!(pages > 30);
    for page in [0, 1, 7, pages / 2, pages - 1] {
        std::fs::write(&db, &whole).unwrap();
        flip(&db, page * 4096 + 1000);
        match Store::open(dir.path(), USER, PASSWORD).await {
            Err(StoreError::Damaged { .. }) => {}
            Err(other) => panic!("page {page}: {other}"),
            Ok(store) => {
                let report = store.verify(|_| {}).await.unwrap();
                let found = report.findings.iter().any(|f| f.kind == FindingKind::Page);
                assert!(found, "page {page}: {report:?}");
                store.close().await;
            }
        }
        // Nothing was "repaired" away.
        assert_eq!(std::fs::metadata(&db).unwrap().len(), whole.len() as u64);
    }
    std::fs::write(&db, &whole).unwrap();
    let report = reopen(&dir).await.verify(|_| {}).await.unwrap();
    assert!(report.is_clean() && report.records == 300 && report.operations == 1);
}

#[tokio::test]
async fn a_full_disk_rolls_back_and_goes_on() {
    let (dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    store.close().await;
    let pages = std::fs::metadata(dir.path().join("songnuan.db"))
        .unwrap()
        .len()
        / 4096;
    let options = StoreOptions {
        max_pages: Some(u32::try_from(pages).unwrap() + 40),
        ..StoreOptions::default()
    };
    let store = Store::open_with(dir.path(), USER, PASSWORD, &options)
        .await
        .unwrap();
    for round in 0..2 {
        let mut tx = store.begin(op(2 + round)).await.unwrap();
        let mut outcome = Ok(());
        for n in 0..3_000 {
            let mut big = card(&format!("r{round}-{n}"), "李四");
            big.note = Some("长".repeat(200));
            if let Err(e) = tx.put(&big).await {
                outcome = Err(e);
                break;
            }
        }
        assert!(matches!(outcome, Err(StoreError::DiskFull)), "{outcome:?}");
        drop(tx);
    }
    // What was saved is there, and a small thing still fits.
    assert_eq!(store.all::<Card>().await.unwrap(), [card("a", "张三")]);
    put_cards(&store, 9, &[card("b", "王五")]).await;
    assert_eq!(store.count::<Card>().await.unwrap(), 2);
    assert!(store.verify(|_| {}).await.unwrap().is_clean());
}

#[tokio::test]
async fn two_programs_share_a_directory() {
    let (dir, window) = fresh().await;
    let options = StoreOptions {
        busy_timeout: Duration::ZERO,
        ..StoreOptions::default()
    };
    let cli = Store::open_with(dir.path(), USER, PASSWORD, &options)
        .await
        .unwrap();
    let mut tx = window.begin(op(1)).await.unwrap();
    tx.put(&card("a", "张三")).await.unwrap();
    // Reading goes on; writing is told to wait.
    assert_eq!(cli.count::<Card>().await.unwrap(), 0);
    assert!(matches!(cli.begin(op(2)).await, Err(StoreError::Busy)));
    tx.commit().await.unwrap();
    assert_eq!(cli.count::<Card>().await.unwrap(), 1);
    put_cards(&cli, 2, &[card("b", "李四")]).await;
    assert_eq!(window.count::<Card>().await.unwrap(), 2);
    assert_eq!(window.seq().await.unwrap(), 2);
}

#[tokio::test]
async fn attachments_are_kept_once_and_checked() {
    let (dir, store) = fresh().await;
    let picture = vec![7_u8; 100_000];
    let hash = store.put_blob(picture.clone()).await.unwrap();
    assert_eq!(store.put_blob(picture.clone()).await.unwrap(), hash);
    assert_eq!(store.get_blob(&hash).await.unwrap(), picture);
    for name in ["../../keys.json", "", &"0".repeat(64)] {
        let refused = store.get_blob(name).await;
        assert!(matches!(refused, Err(StoreError::BlobMissing { .. })));
    }
    let path = dir.path().join("blobs").join(&hash[..2]).join(&hash);
    flip(&path, 5_000);
    assert!(matches!(
        store.get_blob(&hash).await,
        Err(StoreError::BlobDamaged { .. })
    ));
    // Saving the picture again mends the file.
    store.put_blob(picture.clone()).await.unwrap();
    assert_eq!(store.get_blob(&hash).await.unwrap(), picture);

    let mut tx = store.begin(op(1)).await.unwrap();
    let record = songnuan_model::records::Attachment {
        id: Id::new("att"),
        owner_id: Id::new("visit"),
        blob: hash.clone(),
        file_name: "照片.jpg".into(),
        kind: "现场照片".into(),
        media_type: "image/jpeg".into(),
        width: 1,
        height: 1,
        size: 1,
        taken_at: None,
        location: None,
    };
    tx.put(&record).await.unwrap();
    tx.commit().await.unwrap();
    store.put_blob(vec![1, 2, 3]).await.unwrap();
    let report = store.verify(|_| {}).await.unwrap();
    assert!(report.is_clean());
    assert_eq!((report.blobs, report.unused_blobs), (1, 1));
    std::fs::remove_file(&path).unwrap();
    let report = store.verify(|_| {}).await.unwrap();
    assert_eq!(report.findings[0].kind, FindingKind::BlobMissing);
}

#[tokio::test]
async fn no_name_is_readable_in_any_file() {
    let (dir, store) = fresh().await;
    let name = "欧阳植入明文";
    let mut tx = store.begin(op(1)).await.unwrap();
    tx.put(&Card {
        note: Some("planted-plaintext".into()),
        ..card("a", name)
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    store.save_draft("visit", "a", name, &at(1)).await.unwrap();
    store.set_setting("org", Some(name)).await.unwrap();
    let entry = AccessEntry {
        at: at(1),
        who: name.into(),
        record_id: Id::new("a"),
        field: "id_no".into(),
        reason: name.into(),
    };
    store.log_access(&entry).await.unwrap();
    store.put_blob(name.repeat(50).into_bytes()).await.unwrap();
    store
        .snapshot(&dir.path().join("snapshots/now.db"))
        .await
        .unwrap();
    // While open (with its log) and after closing.
    for _ in 0..2 {
        let mut files = 0;
        for file in walk(dir.path()) {
            let bytes = std::fs::read(&file).unwrap();
            for needle in [
                name.as_bytes(),
                b"planted-plaintext",
                b"SQLite format 3",
                b"record",
            ] {
                let found = bytes.windows(needle.len()).any(|w| w == needle);
                assert!(!found, "plain text in {}", file.display());
            }
            files += 1;
        }
        assert!(files >= 5);
        store.close().await;
    }
}

#[tokio::test]
async fn a_snapshot_is_a_whole_store_with_its_keys() {
    let (dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    let other = tempfile::tempdir().unwrap();
    let copy = other.path().join("songnuan.db");
    store.snapshot(&copy).await.unwrap();
    let again = store.snapshot(&copy).await;
    assert!(
        matches!(again, Err(StoreError::AlreadyExists)),
        "never written over"
    );
    std::fs::copy(dir.path().join("keys.json"), other.path().join("keys.json")).unwrap();
    let copy = Store::open(other.path(), USER, PASSWORD).await.unwrap();
    assert_eq!(copy.all::<Card>().await.unwrap(), [card("a", "张三")]);
    assert!(copy.verify(|_| {}).await.unwrap().is_clean());
}

#[tokio::test]
async fn drafts_settings_and_the_access_log_stay() {
    let (dir, store) = fresh().await;
    store
        .save_draft("visit", "f1", "一半", &at(1))
        .await
        .unwrap();
    store
        .save_draft("visit", "f1", "一大半", &at(2))
        .await
        .unwrap();
    store
        .save_draft("person", "p1", "开头", &at(3))
        .await
        .unwrap();
    store.set_setting("look", Some("large")).await.unwrap();
    store.set_setting("gone", Some("x")).await.unwrap();
    store.set_setting("gone", None).await.unwrap();
    // The program dies here: no close.
    drop(store);
    let store = reopen(&dir).await;
    let drafts = store.drafts(Some("visit")).await.unwrap();
    assert_eq!((drafts.len(), drafts[0].body.as_str()), (1, "一大半"));
    assert_eq!(store.drafts(None).await.unwrap().len(), 2);
    store.drop_draft("visit", "f1").await.unwrap();
    assert!(store.drafts(Some("visit")).await.unwrap().is_empty());
    assert_eq!(
        store.setting("look").await.unwrap().as_deref(),
        Some("large")
    );
    assert_eq!(store.settings().await.unwrap().len(), 1);
    for n in 1..3 {
        let entry = AccessEntry {
            at: at(n),
            who: USER.into(),
            record_id: Id::new(format!("r{n}")),
            field: "id_no".into(),
            reason: "核对".into(),
        };
        store.log_access(&entry).await.unwrap();
    }
    assert_eq!(store.access_log(None, 10).await.unwrap().len(), 2);
    let own = store.access_log(Some(&Id::new("r1")), 10).await.unwrap();
    assert_eq!((own.len(), own[0].at.clone()), (1, at(1)));
    assert!(
        store.history(None, 10, None).await.unwrap().is_empty(),
        "none of it is history"
    );
}

/// Every file below a directory.
fn walk(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path))
        } else {
            files.push(path)
        }
    }
    files
}
