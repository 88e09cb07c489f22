//! The same exchange on a stick, as the program on both sides walks it: a bundle goes to the hub,
//! its answer comes back. The folder in between may lose or repeat either of them, or keep an
//! answer until nobody thinks of it any more.

use songnuan_app::commands::shared::JobStarted;
use songnuan_app::commands::sync::{BundleRead, BundleWrite};
use songnuan_app::error::{AppResult, Code};
use songnuan_hub::HubService;

use crate::chance::Chance;
use crate::laptop::Laptop;
use crate::marks::hit;

/// One round over the stick; any part of it may be lost or come twice. `careful`: nothing is.
pub async fn exchange(laptop: &mut Laptop, hub: &HubService, chance: &mut Chance, careful: bool) {
    let mut mishap = |often| !careful && chance.in_thousand(often);
    if mishap(300)
        && let Some(old) = laptop.answer.take()
    {
        read(laptop, &old).await;
    }
    let Some(bytes) = write(laptop).await else {
        return;
    };
    if mishap(150) {
        return;
    }
    for _ in 0..=usize::from(mishap(150)) {
        // A revoked device is refused. One that was restored from a backup counts from its old
        // number: refused as well, until it has read an answer.
        drop(hub.read_bundle(&bytes).await);
    }
    let Ok((_, answer)) = hub.write_bundle(&laptop.device, "sim").await else {
        return;
    };
    let path = laptop.dir.join("answer.snb");
    std::fs::write(&path, answer).unwrap();
    let path = path.to_str().unwrap().to_owned();
    if mishap(200) {
        let old = laptop.dir.join("old.snb");
        std::fs::rename(path, &old).unwrap();
        laptop.answer = Some(old.to_str().unwrap().to_owned());
        return;
    }
    for _ in 0..=usize::from(mishap(150)) {
        read(laptop, &path).await;
    }
    hit("way: bundle");
}

/// There, and the answer written, without a mishap: where it lies.
pub async fn answer(laptop: &Laptop, hub: &HubService) -> Option<String> {
    hub.read_bundle(&write(laptop).await?).await.ok()?;
    let (_, answer) = hub.write_bundle(&laptop.device, "sim").await.ok()?;
    let path = laptop.dir.join("forgotten.snb");
    std::fs::write(&path, answer).unwrap();
    path.to_str().map(str::to_owned)
}

/// A bundle for the hub; what it lost too, where the laptop was told that it lost something.
async fn write(laptop: &Laptop) -> Option<Vec<u8>> {
    let path = laptop.dir.join("to-hub.snb");
    let request = BundleWrite {
        path: Some(path.to_str().unwrap().to_owned()),
        resend: laptop.hub_behind,
    };
    let started = songnuan_app::sync::bundle_write(&laptop.app, request).await;
    done(laptop, started).await.unwrap();
    std::fs::read(path).ok()
}

/// What the laptop says to an answer: taken, the hub lost something, or one of the refusals.
pub async fn read(laptop: &mut Laptop, path: &str) {
    let request = BundleRead {
        path: Some(path.to_owned()),
        base64: None,
    };
    let started = songnuan_app::sync::bundle_read(&laptop.app, request).await;
    let read = done(laptop, started).await;
    laptop.hub_behind = match read {
        Ok(receipt) => {
            assert_ne!(receipt["agreement"], "differs", "after a bundle");
            false
        }
        Err(error) if error.code == Code::HubBehind => {
            hit("outcome: hub behind, by bundle");
            true
        }
        Err(error) => {
            let known = matches!(error.code, Code::BundleRefused | Code::HubForked);
            assert!(known, "{error:?}");
            laptop.hub_behind
        }
    };
    // Nobody is registered as a user here: who sits at the laptop must not become its founder.
    if laptop.visitor {
        laptop.reopen().await;
    }
}

async fn done(laptop: &Laptop, started: AppResult<JobStarted>) -> AppResult<serde_json::Value> {
    laptop.app.jobs().wait(&started?).await
}
