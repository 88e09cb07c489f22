//! Attachments in an S3-compatible store: kept, given, and every way in which the store can say no.
#![allow(clippy::unwrap_used, clippy::panic)]

use songnuan_hub::{BlobPlace, BlobTrouble, DeviceHub, HubFailure, HubPlace, HubService};
use songnuan_model::record::Id;
use songnuan_sync::{Hub, HubError};

use crate::support::s3::{BUCKET, S3};
use crate::support::{Desk, Engine, PASSWORD, TestHost, desk_on, new_hub};

type Settings = Vec<(String, String)>;

fn blobs(url: &str, options: Settings) -> BlobPlace {
    BlobPlace::Url {
        url: url.to_owned(),
        options,
    }
}

fn url() -> String {
    format!("s3://{BUCKET}/柳河/附件")
}

/// A hub with its attachments in the bucket.
async fn desk_with(s3: &S3, engine: Engine) -> Option<Desk> {
    let mut ground = engine.ground().await?;
    ground.place = ground.place.with_blobs(blobs(&url(), s3.settings()));
    Some(desk_on(ground).await)
}

/// What comes of making a hub with these settings; that nothing was made when it is refused.
async fn made(url: String, options: Settings) -> Result<(), HubFailure> {
    let ground = Engine::Embedded.ground().await.unwrap();
    let place = ground.place.clone().with_blobs(blobs(&url, options));
    let hub = HubService::create(place, new_hub(), TestHost::default()).await;
    if hub.is_err() {
        let opened = HubService::open(ground.place, PASSWORD, TestHost::default()).await;
        assert_eq!(opened.err(), Some(HubFailure::NotFound));
    }
    hub.map(drop)
}

fn no(trouble: BlobTrouble) -> Result<(), HubFailure> {
    Err(HubFailure::Blobs { trouble })
}

async fn lacks(device: &DeviceHub, name: &str) -> bool {
    let lacking = device.blobs_missing(vec![name.to_owned()]).await.unwrap();
    !lacking.is_empty()
}

#[tokio::test]
async fn a_bucket_keeps_them_as_a_folder_does() {
    for engine in [Engine::Embedded, Engine::Postgres] {
        let s3 = S3::start();
        if let Some(desk) = desk_with(&s3, engine).await {
            crate::sealed::attachments_come_back(desk).await;
        }
    }
}

#[tokio::test]
async fn what_lies_in_the_bucket_is_sealed_and_below_its_prefix() {
    let s3 = S3::start();
    let desk = desk_with(&s3, Engine::Embedded).await.unwrap();
    let device = desk.office("a").await;
    let photo = "入户照片 13900001111".repeat(500).into_bytes();
    device
        .put_blob("ab".repeat(32), photo.clone())
        .await
        .unwrap();
    let objects = s3.objects();
    // One is what the hub tried the bucket with.
    assert_eq!(objects.len(), 2, "{:?}", objects.keys());
    let prefix = "%E6%9F%B3%E6%B2%B3/%E9%99%84%E4%BB%B6/";
    for (name, bytes) in &objects {
        assert!(name.starts_with(prefix), "{name}");
        let found = bytes.windows(11).any(|part| part == b"13900001111");
        assert!(!found, "{name}");
    }
    // Another process, and one that began before the bytes were there.
    let other = desk.again().await.device(Id::new("a"));
    assert_eq!(other.get_blob("ab".repeat(32)).await.unwrap(), Some(photo));
}

#[tokio::test]
async fn a_wrong_setting_is_said_before_anything_is_made() {
    let s3 = S3::start();
    assert_eq!(made(url(), s3.settings()).await, Ok(()));
    let elsewhere = made("s3://another/附件".into(), s3.settings());
    assert_eq!(elsewhere.await, no(BlobTrouble::NoBucket));
    for (name, value) in [
        ("access_key_id", "SOMEBODY"),
        ("secret_access_key", "wrong"),
    ] {
        let wrong = made(url(), s3.settings_but(name, value));
        assert_eq!(wrong.await, no(BlobTrouble::NotAllowed), "{name}");
        let none = made(url(), s3.settings_but(name, ""));
        assert_eq!(none.await, no(BlobTrouble::NoKey), "{name}");
    }
    let strange = made(url(), s3.settings_but("no_such_setting", "1"));
    assert_eq!(strange.await, no(BlobTrouble::Setting));
    // Nobody listens there any more.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let away = made(url(), s3.settings_but("endpoint", &nobody));
    assert_eq!(away.await, no(BlobTrouble::NoAnswer));
}

/// What is in the bucket is sealed; who may put something there is not for everybody on the line.
#[tokio::test]
async fn an_address_in_clear_must_be_meant_and_on_this_machine() {
    let s3 = S3::start();
    let plain = no(BlobTrouble::PlainHttp);
    let unsaid = made(url(), s3.settings_but("allow_http", ""));
    assert_eq!(unsaid.await, plain);
    let unsaid = made(url(), s3.settings_but("allow_http", "false"));
    assert_eq!(unsaid.await, plain);
    for away in [
        "http://192.168.1.20:9000",
        "HTTP://s3.example.cn",
        "http://127.0.0.1.example.cn",
    ] {
        let away = made(url(), s3.settings_but("endpoint", away));
        assert_eq!(away.await, plain);
    }
    let here = s3.endpoint.replace("127.0.0.1", "localhost");
    assert_eq!(
        made(url(), s3.settings_but("endpoint", &here)).await,
        Ok(())
    );
}

#[tokio::test]
async fn a_line_that_breaks_loses_nothing_and_the_next_time_works() {
    let s3 = S3::start();
    let desk = desk_with(&s3, Engine::Embedded).await.unwrap();
    let device = desk.office("a").await;
    let name = "cd".repeat(32);
    let photo: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
    let trouble = Err(HubError::Unreachable("hub_attachments".to_owned()));
    for after in [0, 300, 70_000, 1_000_000] {
        s3.cut_after(after);
        let put = device.put_blob(name.clone(), photo.clone()).await;
        assert_eq!(put, trouble, "cut after {after}");
        s3.heal();
        // The hub does not believe to have it: the device brings it again.
        assert!(lacks(&device, &name).await, "cut after {after}");
    }
    device.put_blob(name.clone(), photo.clone()).await.unwrap();
    assert!(!lacks(&device, &name).await);
    s3.cut_after(500_000);
    let got = device.get_blob(name.clone()).await;
    assert_eq!(got, trouble.map(|()| None));
    s3.heal();
    assert_eq!(device.get_blob(name).await.unwrap(), Some(photo));
}

/// A bucket that is gone is trouble, and not an attachment that nobody has brought.
#[tokio::test]
async fn a_bucket_that_is_gone_is_told_apart_from_what_never_came() {
    let s3 = S3::start();
    let desk = desk_with(&s3, Engine::Embedded).await.unwrap();
    let device = desk.office("a").await;
    let name = "ef".repeat(32);
    assert_eq!(device.get_blob(name.clone()).await, Ok(None));
    s3.set_bucket(false);
    let trouble = HubError::Unreachable("hub_attachments".to_owned());
    assert_eq!(device.get_blob(name.clone()).await, Err(trouble.clone()));
    let put = device.put_blob(name.clone(), vec![1]).await;
    assert_eq!(put, Err(trouble));
    assert_eq!(desk.hub.try_blobs().await, no(BlobTrouble::NoBucket));
    s3.set_bucket(true);
    assert_eq!(desk.hub.try_blobs().await, Ok(()));
    device.put_blob(name.clone(), vec![1]).await.unwrap();
    assert_eq!(device.get_blob(name).await, Ok(Some(vec![1])));
}

/// Each of them in words for the keeper, with what to do.
#[test]
fn every_trouble_has_a_sentence() {
    for trouble in [
        BlobTrouble::NoKey,
        BlobTrouble::PlainHttp,
        BlobTrouble::Setting,
        BlobTrouble::NoBucket,
        BlobTrouble::NotAllowed,
        BlobTrouble::NoAnswer,
    ] {
        let sentence = HubFailure::Blobs { trouble }.sentence();
        assert!(
            sentence.contains('请') && sentence.ends_with('。'),
            "{sentence}"
        );
    }
}

/// As it is typed: a bucket for a folder's database, and for a server's.
#[test]
fn a_bucket_is_named_as_the_command_line_names_it() {
    assert!(HubPlace::parse("./同步中心", Some(&url())).is_ok());
    assert!(HubPlace::parse("postgres://x", Some(&url())).is_ok());
    assert!(HubPlace::parse("postgres://x", Some("ftp://x/y")).is_err());
}
