//! A unit with an empty store, and workbooks to import into it.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;
use std::sync::Arc;

use songnuan_app::App;
use songnuan_app::commands::import::{ImportKind, ImportOutcome};
use songnuan_app::error::AppResult;
use songnuan_app::import::{Decisions, Import, Surroundings, apply_import, read_and_run};
use songnuan_app::jobs::Progress;
use songnuan_app::testing::open_unit;
use songnuan_store::Store;

pub struct Unit {
    pub app: App,
    /// Holds the data as long as the unit.
    _dir: tempfile::TempDir,
}

/// Bytes of a sample.
pub fn bytes(name: &str) -> Vec<u8> {
    let folder = "../../../tests/fixtures/samples";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    std::fs::read(path.join(name)).unwrap()
}

/// A new unit, unlocked.
pub async fn unit() -> Unit {
    let dir = tempfile::tempdir().unwrap();
    let app = open_unit(dir.path()).await.unwrap();
    Unit { app, _dir: dir }
}

/// Reads and checks a workbook.
pub async fn dry_run(app: &App, kind: ImportKind, name: &str, bytes: Vec<u8>) -> AppResult<Import> {
    let around = Surroundings::of_kind(app, kind).await?;
    let (sheets, checks) = read_and_run(kind, name, &bytes, &around, &Progress::default())?;
    Ok(Import {
        id: app.host().new_id(),
        kind,
        file_name: name.to_owned(),
        bytes: Arc::new(bytes),
        sheets: Arc::new(sheets),
        choices: Vec::new(),
        checks,
    })
}

/// Imports everything acceptable of a workbook.
pub async fn import(app: &App, kind: ImportKind, name: &str, bytes: Vec<u8>) -> ImportOutcome {
    let import = dry_run(app, kind, name, bytes).await.unwrap();
    let none = Decisions::default();
    apply_import(app, &import, &none, false, &Progress::default())
        .await
        .unwrap()
}

impl Unit {
    pub async fn store(&self) -> Store {
        self.app.store().await.unwrap()
    }

    pub async fn dry_run(&self, kind: ImportKind, name: &str, bytes: Vec<u8>) -> AppResult<Import> {
        dry_run(&self.app, kind, name, bytes).await
    }

    pub async fn import(&self, kind: ImportKind, name: &str, bytes: Vec<u8>) -> ImportOutcome {
        import(&self.app, kind, name, bytes).await
    }

    /// Imports the sample survey.
    pub async fn import_survey(&self) -> ImportOutcome {
        let name = "困难职工摸底表.xlsx";
        self.import(ImportKind::Hardship, name, bytes(name)).await
    }
}
