//! Opening the encrypted SQLite file: connections, pools, the first query that proves the key.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};

use crate::error::{Result, StoreError};
use crate::keys::{DataKey, Purpose};

/// Readers beside the one writer: enough for a list, a search and a print preview at once.
const READERS: u32 = 3;

/// What tests and unusual callers may change about a store's connections.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// How long to wait for another program's write before saying "busy".
    pub busy_timeout: Duration,
    /// Upper limit of the database in pages of 4 KiB (`PRAGMA max_page_count`), e.g. a quota.
    pub max_pages: Option<u32>,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            busy_timeout: Duration::from_secs(10),
            max_pages: None,
        }
    }
}

/// Options for one connection. The raw key costs nothing per connection; a passphrase would cost
/// a third of a second each time.
pub(crate) fn connect_options(
    file: &Path,
    key: &DataKey,
    options: &StoreOptions,
) -> SqliteConnectOptions {
    // Before its first use, so that the encryption library sets up no clean-up at exit: that would
    // pull the ground from under a connection still closing in the background, and crash.
    openssl_sys::init();
    let key = key.derive(Purpose::Database);
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut connect = SqliteConnectOptions::new()
        .filename(file)
        // sqlx sends `key` before every other pragma, as SQLCipher demands.
        .pragma("key", format!("\"x'{hex}'\""))
        // SQLCipher would write its own lines to standard error.
        .pragma("cipher_log_level", "NONE")
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-16000")
        .busy_timeout(options.busy_timeout)
        .foreign_keys(true)
        .disable_statement_logging();
    if let Some(pages) = options.max_pages {
        connect = connect.pragma("max_page_count", pages.to_string());
    }
    connect
}

/// The one connection that writes. A commit is on the disk before it is reported (FULL).
pub(crate) async fn writer_pool(
    connect: SqliteConnectOptions,
    options: &StoreOptions,
) -> Result<SqlitePool> {
    let connect = connect
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    pool(connect, 1, options).await
}

/// Connections that only read; SQLite itself refuses writes on them.
pub(crate) async fn reader_pool(
    connect: SqliteConnectOptions,
    options: &StoreOptions,
) -> Result<SqlitePool> {
    pool(connect.pragma("query_only", "ON"), READERS, options).await
}

async fn pool(
    connect: SqliteConnectOptions,
    size: u32,
    options: &StoreOptions,
) -> Result<SqlitePool> {
    let pool = SqlitePoolOptions::new()
        .max_connections(size)
        .min_connections(0)
        .acquire_timeout(options.busy_timeout + Duration::from_secs(20))
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // When SQLite rolls back by itself (disk full), sqlx still counts a transaction: such a
        // connection is closed and a fresh one takes its place.
        .after_release(|connection, _| {
            Box::pin(async move {
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
        .connect_with(connect)
        .await;
    pool.map_err(StoreError::from)
}

/// The first query on a store: a wrong key or a damaged first page shows here (code 26).
pub(crate) async fn probe(pool: &SqlitePool) -> Result<()> {
    let _: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_master")
        .fetch_one(pool)
        .await?;
    Ok(())
}
