//! A unit with an empty store, and workbooks to import into it.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;
use std::sync::Arc;

use songnuan_app::app::{App, Session};
use songnuan_app::commands::import::{ImportKind, ImportOutcome};
use songnuan_app::error::AppResult;
use songnuan_app::host::SystemHost;
use songnuan_app::import::{Decisions, Import, Surroundings, apply_import, read_and_run};
use songnuan_app::jobs::Progress;
use songnuan_store::{KdfCost, NewStore, Store};

pub struct Unit {
    pub app: App,
    pub dir: tempfile::TempDir,
}

/// Path of a sample.
pub fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/fixtures/samples")
        .join(name)
}

/// Bytes of a sample.
pub fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(sample(name)).unwrap()
}

/// A new unit, unlocked.
pub async fn unit() -> Unit {
    let dir = tempfile::tempdir().unwrap();
    let host = SystemHost::new(dir.path().join("data"), dir.path().join("fonts"));
    let app = App::new(Arc::new(host));
    let new = NewStore {
        user: "王干事".to_owned(),
        password: "test-password".to_owned(),
        cost: KdfCost::test(),
        device_id: app.host().new_id(),
    };
    let store = Store::create(&app.host().data_dir(), &new, app.now().unwrap())
        .await
        .unwrap();
    app.set_session(Some(Session {
        store,
        user: new.user,
        roles: songnuan_app::users::FOUNDER.to_vec(),
    }))
    .await;
    Unit { app, dir }
}

impl Unit {
    pub async fn store(&self) -> Store {
        self.app.store().await.unwrap()
    }

    /// Reads and checks a workbook.
    pub async fn dry_run(&self, kind: ImportKind, name: &str, bytes: Vec<u8>) -> AppResult<Import> {
        let around = Surroundings::of(&self.app).await?;
        let (sheets, checks) = read_and_run(kind, name, &bytes, &around, &Progress::default())?;
        Ok(Import {
            id: self.app.host().new_id(),
            kind,
            file_name: name.to_owned(),
            bytes: Arc::new(bytes),
            sheets: Arc::new(sheets),
            choices: Vec::new(),
            checks,
        })
    }

    /// Imports everything acceptable of a workbook.
    pub async fn import(&self, kind: ImportKind, name: &str, bytes: Vec<u8>) -> ImportOutcome {
        let import = self.dry_run(kind, name, bytes).await.unwrap();
        let decisions = Decisions::default();
        apply_import(&self.app, &import, &decisions, false, &Progress::default())
            .await
            .unwrap()
    }

    /// Imports the sample survey.
    pub async fn import_survey(&self) -> ImportOutcome {
        let name = "困难职工摸底表.xlsx";
        self.import(ImportKind::Hardship, name, bytes(name)).await
    }
}
