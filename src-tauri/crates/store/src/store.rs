//! The store of one data directory: creating, opening, users, settings of the whole.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use songnuan_model::record::{Id, Record};
use sqlx::sqlite::SqlitePool;

use crate::db::{self, StoreOptions};
use crate::error::{Result, StoreError};
use crate::keys::{DataKey, KdfCost, KeyFile};
use crate::kinds::{KindSpec, model_kinds};
use crate::migrate::{self, MIGRATIONS, Migration};
use crate::time::Timestamp;

const DATABASE: &str = "songnuan.db";
/// The database while `create` is at work; renamed at its end.
const DATABASE_NEW: &str = "songnuan.new.db";

/// What `Store::create` needs to know.
pub struct NewStore {
    /// The first user's name.
    pub user: String,
    pub password: String,
    pub cost: KdfCost,
    /// Stable id of this device; it signs every operation.
    pub device_id: Id,
}

/// An open store. Cheap to clone; all clones share one writer and a few readers.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub dir: PathBuf,
    pub key: DataKey,
    pub writer: SqlitePool,
    pub reader: SqlitePool,
    pub device: Id,
    /// The caller's clock, as last told ([`Store::note_time`]).
    pub now: RwLock<Option<Timestamp>>,
    kinds: RwLock<HashMap<&'static str, KindSpec>>,
}

impl Drop for Inner {
    /// A connection that is dropped closes later, on a thread of its own. SQLCipher frees its heap
    /// when the process ends and does not wait for such threads: that is a crash. So connections
    /// that nobody closed stay open and idle until the end; `Store::close` is how to let go.
    fn drop(&mut self) {
        for pool in [&self.reader, &self.writer] {
            if !pool.is_closed() {
                std::mem::forget(pool.clone());
            }
        }
    }
}

impl Store {
    /// Is there a store in this directory?
    pub fn exists(dir: &Path) -> bool {
        KeyFile::exists(dir)
    }

    /// The users that can open the store.
    pub fn users(dir: &Path) -> Result<Vec<String>> {
        Ok(KeyFile::read(dir)?.users())
    }

    /// Creates a store with its first user. The key file is written before the database gets its
    /// final name, so that a crash leaves either nothing or a whole store.
    pub async fn create(dir: &Path, new: &NewStore, at: Timestamp) -> Result<Self> {
        if Self::exists(dir) {
            return Err(StoreError::AlreadyExists);
        }
        if dir.join(DATABASE).exists() {
            return Err(StoreError::KeysMissing);
        }
        std::fs::create_dir_all(dir).map_err(StoreError::io("data directory"))?;
        let key = DataKey::random()?;
        let (user, password, cost) = (new.user.clone(), new.password.clone(), new.cost);
        let sealing = key.clone();
        let keys = blocking(move || {
            let mut keys = KeyFile::empty();
            keys.add(&user, &password, cost, &sealing)?;
            Ok(keys)
        })
        .await?;
        create_database(dir, &key, &new.device_id, &at).await?;
        keys.write(dir)?;
        finish_create(dir)?;
        Self::connect(dir, key, &StoreOptions::default(), MIGRATIONS).await
    }

    /// Opens a store with a user's password.
    pub async fn open(dir: &Path, user: &str, password: &str) -> Result<Self> {
        Self::open_with(dir, user, password, &StoreOptions::default()).await
    }

    /// Opens a store with other than the usual limits.
    pub async fn open_with(
        dir: &Path,
        user: &str,
        password: &str,
        options: &StoreOptions,
    ) -> Result<Self> {
        Self::open_migrating(dir, user, password, options, MIGRATIONS).await
    }

    /// Opens a store with a given list of migrations (the tests bring a longer one).
    pub(crate) async fn open_migrating(
        dir: &Path,
        user: &str,
        password: &str,
        options: &StoreOptions,
        migrations: &[Migration],
    ) -> Result<Self> {
        if !Self::exists(dir) {
            let orphan = dir.join(DATABASE).exists();
            return Err(if orphan {
                StoreError::KeysMissing
            } else {
                StoreError::NotFound
            });
        }
        let keys = KeyFile::read(dir)?;
        let (user, password) = (user.to_owned(), password.to_owned());
        let key = blocking(move || keys.open(&user, &password)).await?;
        if !dir.join(DATABASE).exists() {
            finish_create(dir)?;
        }
        Self::connect(dir, key, options, migrations).await
    }

    async fn connect(
        dir: &Path,
        key: DataKey,
        options: &StoreOptions,
        migrations: &[Migration],
    ) -> Result<Self> {
        let connect = db::connect_options(&dir.join(DATABASE), &key, options);
        let writer = db::writer_pool(connect.clone(), options).await?;
        let prepared = async {
            db::probe(&writer).await?;
            migrate::migrate(&writer, migrations, &dir.join("snapshots")).await?;
            db::reader_pool(connect, options).await
        };
        let reader = match prepared.await {
            Ok(reader) => reader,
            Err(error) => {
                // A refused database is closed before the refusal is told: whoever hears it may
                // end the process at once.
                writer.close().await;
                return Err(error);
            }
        };
        let device: Option<String> =
            sqlx::query_scalar("SELECT value FROM meta WHERE name = 'device_id'")
                .fetch_optional(&writer)
                .await?;
        let device = device.ok_or(StoreError::Damaged {
            detail: "device id".to_owned(),
        })?;
        let inner = Inner {
            dir: dir.to_owned(),
            key,
            writer,
            reader,
            device: Id::new(device),
            now: RwLock::new(None),
            kinds: RwLock::new(model_kinds()),
        };
        let store = Self {
            inner: Arc::new(inner),
        };
        if let Err(error) = store.catch_up().await {
            store.close().await;
            return Err(error);
        }
        Ok(store)
    }

    /// Closes all connections; waits until running operations are done.
    pub async fn close(&self) {
        self.inner.reader.close().await;
        self.inner.writer.close().await;
    }

    /// The data directory.
    pub fn dir(&self) -> &Path {
        &self.inner.dir
    }

    /// The id of this device.
    pub fn device_id(&self) -> &Id {
        &self.inner.device
    }

    /// Changes a user's password: a new slot, the same data key, nothing re-encrypted.
    pub async fn change_password(
        &self,
        user: &str,
        old: &str,
        new: &str,
        cost: KdfCost,
    ) -> Result<()> {
        let (user, old, new) = (user.to_owned(), old.to_owned(), new.to_owned());
        self.with_keys(move |keys, key| {
            keys.open(&user, &old)?;
            keys.replace(&user, &new, cost, key)
        })
        .await
    }

    /// Gives another user a slot of their own.
    pub async fn add_user(&self, user: &str, password: &str, cost: KdfCost) -> Result<()> {
        let (user, password) = (user.to_owned(), password.to_owned());
        self.with_keys(move |keys, key| keys.add(&user, &password, cost, key))
            .await
    }

    /// Gives a user a new password without the old one: somebody who forgot it, or who comes back.
    pub async fn set_password(&self, user: &str, password: &str, cost: KdfCost) -> Result<()> {
        let (user, password) = (user.to_owned(), password.to_owned());
        self.with_keys(move |keys, key| {
            if keys.users().contains(&user) {
                keys.replace(&user, &password, cost, key)
            } else {
                keys.add(&user, &password, cost, key)
            }
        })
        .await
    }

    /// Takes a user's slot away; the last one stays. Whoever knew the password and kept an old
    /// copy of `keys.json` can still open old copies of the data.
    pub async fn remove_user(&self, user: &str) -> Result<()> {
        let user = user.to_owned();
        self.with_keys(move |keys, _| keys.remove(&user)).await
    }

    /// Reads the key file anew, changes it and writes it back.
    async fn with_keys(
        &self,
        change: impl FnOnce(&mut KeyFile, &DataKey) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let inner = Arc::clone(&self.inner);
        blocking(move || {
            let mut keys = KeyFile::read(&inner.dir)?;
            change(&mut keys, &inner.key)?;
            keys.write(&inner.dir)
        })
        .await
    }

    /// A consistent copy of the database in a new file, encrypted with the same data key: it is of
    /// use only together with `keys.json`.
    pub async fn snapshot(&self, to: &Path) -> Result<()> {
        if let Some(parent) = to.parent() {
            std::fs::create_dir_all(parent).map_err(StoreError::io("snapshot"))?;
        }
        // The writer: VACUUM INTO counts as a write for `query_only` connections.
        migrate::vacuum_into(&self.inner.writer, to).await
    }

    /// Sequence number of the last operation; 0 in a new store.
    pub async fn seq(&self) -> Result<i64> {
        let seq = sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM op")
            .fetch_one(&self.inner.reader)
            .await?;
        Ok(seq)
    }

    /// Makes a kind known that is not among the model's own. `Tx::put` does so by itself.
    pub fn register<R: Record>(&self) {
        let known = self
            .inner
            .kinds
            .read()
            .is_ok_and(|kinds| kinds.contains_key(R::KIND));
        if !known && let Ok(mut kinds) = self.inner.kinds.write() {
            kinds.insert(R::KIND, KindSpec::of::<R>());
        }
    }

    /// How to compute keys and search entries of a kind.
    pub(crate) fn kind(&self, kind: &str) -> Result<(&'static str, KindSpec)> {
        let unknown = || StoreError::UnknownKind {
            kind: kind.to_owned(),
        };
        let kinds = self.inner.kinds.read().map_err(|_| unknown())?;
        kinds
            .get_key_value(kind)
            .map(|(k, s)| (*k, *s))
            .ok_or_else(unknown)
    }
}

/// Runs slow work off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| StoreError::Io {
            what: "worker",
            kind: std::io::ErrorKind::Other,
        })?
}

/// The new database under its temporary name, closed again.
async fn create_database(dir: &Path, key: &DataKey, device: &Id, at: &Timestamp) -> Result<()> {
    // Left by a `create` that never came as far as its key file: nothing can be in it.
    for name in [DATABASE_NEW, "songnuan.new.db-wal", "songnuan.new.db-shm"] {
        let _ = std::fs::remove_file(dir.join(name));
    }
    let options = StoreOptions::default();
    let file = dir.join(DATABASE_NEW);
    let connect = db::connect_options(&file, key, &options).create_if_missing(true);
    let writer = db::writer_pool(connect, &options).await?;
    migrate::migrate(&writer, MIGRATIONS, &dir.join("snapshots")).await?;
    for (name, value) in [("device_id", device.as_str()), ("created_at", at.as_str())] {
        sqlx::query("INSERT INTO meta (name, value) VALUES (?, ?)")
            .bind(name)
            .bind(value)
            .execute(&writer)
            .await?;
    }
    writer.close().await;
    Ok(())
}

/// The last step of `create`, also taken by the first `open` after a crash between the two.
fn finish_create(dir: &Path) -> Result<()> {
    if !dir.join(DATABASE_NEW).exists() {
        return Err(StoreError::DatabaseMissing);
    }
    std::fs::rename(dir.join(DATABASE_NEW), dir.join(DATABASE))
        .and_then(|()| crate::files::sync_dir(dir))
        .map_err(StoreError::io("database"))
}
