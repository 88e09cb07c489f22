//! A machine for tests: a clock that advances by being read, ids in sequence, a unit in a folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{DateTime, Days, NaiveDate, SecondsFormat};
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use songnuan_store::{KdfCost, NewStore, Store};

use crate::app::{App, Session};
use crate::commands::session::Settings;
use crate::error::AppResult;
use crate::host::Host;

/// 2026-11-22T08:00:00Z, the first moment of every test.
const START: i64 = 1_795_334_400;

/// Nothing real: every call of `now` is one second later than the one before.
pub struct TestHost {
    dir: PathBuf,
    fonts: PathBuf,
    seconds: AtomicI64,
    ids: AtomicU64,
    today: NaiveDate,
    /// Days that have passed since the first.
    passed: AtomicU64,
}

impl TestHost {
    /// A machine whose data lies in `dir`.
    pub fn new(dir: &Path) -> Self {
        let at = DateTime::from_timestamp(START, 0).unwrap_or_default();
        Self {
            dir: dir.to_owned(),
            fonts: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts"),
            seconds: AtomicI64::new(0),
            ids: AtomicU64::new(1),
            today: at.date_naive(),
            passed: AtomicU64::new(0),
        }
    }

    /// So many days later.
    pub fn pass_days(&self, days: u64) {
        self.passed.fetch_add(days, Ordering::Relaxed);
    }
}

impl Host for TestHost {
    fn now(&self) -> String {
        let at = START + self.seconds.fetch_add(1, Ordering::Relaxed);
        let at = DateTime::from_timestamp(at, 0).unwrap_or_default();
        at.to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    fn today(&self) -> NaiveDate {
        let passed = Days::new(self.passed.load(Ordering::Relaxed));
        self.today.checked_add_days(passed).unwrap_or(self.today)
    }

    fn new_id(&self) -> Id {
        let n = self.ids.fetch_add(1, Ordering::Relaxed);
        Id::new(format!("00000000-0000-7000-8000-{n:012x}"))
    }

    fn secret_bytes(&self) -> AppResult<[u8; 32]> {
        let n = self.ids.fetch_add(1, Ordering::Relaxed);
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&n.to_le_bytes());
        Ok(bytes)
    }

    fn data_dir(&self) -> PathBuf {
        self.dir.clone()
    }

    fn fonts_dir(&self) -> PathBuf {
        self.fonts.clone()
    }
}

/// A new, open unit of the fictional township in `dir`, with the cheapest key derivation.
pub async fn open_unit(dir: &Path) -> AppResult<App> {
    open_unit_at(Arc::new(TestHost::new(dir))).await
}

/// The same on a machine whose calendar the test turns.
pub async fn open_unit_at(host: Arc<TestHost>) -> AppResult<App> {
    let dir = host.data_dir();
    let app = App::new(host);
    let new = NewStore {
        user: "李干事".to_owned(),
        password: "song-nuan".to_owned(),
        cost: KdfCost::test(),
        device_id: app.host().new_id(),
    };
    let store = Store::create(&dir, &new, app.now()?).await?;
    app.set_session(Some(Session {
        store,
        user: new.user,
        roles: crate::users::FOUNDER.to_vec(),
    }))
    .await;
    let settings = Settings {
        org_name: "芦塘荡镇总工会".to_owned(),
        region: "998101105".to_owned(),
        default_pack: "demo-a".to_owned(),
        text_size: "normal".to_owned(),
        look: "light".to_owned(),
        auto_lock_minutes: 0,
        contact_phone: None,
    };
    crate::session::settings_put(&app, settings).await?;
    Ok(app)
}

/// Another user sits down at the open unit, without record and password.
pub async fn sit_down(app: &App, user: &str, roles: &[Role]) {
    app.set_user(user, roles.to_vec()).await;
}
