//! The floor: the same rows in one table of an encrypted SQLite file, nothing else, in one
//! transaction.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, QueryBuilder, Sqlite};

use super::township::Row;

/// Rows per statement; more makes it no faster.
const CHUNK: usize = 64;

/// An empty table.
pub async fn open(file: &Path) -> SqliteConnection {
    let mut connection = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .pragma("key", format!("\"x'{}'\"", "5a".repeat(32)))
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-16000")
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging()
        .connect()
        .await
        .unwrap();
    sqlx::query("CREATE TABLE record (id TEXT PRIMARY KEY, kind TEXT, parent TEXT, body TEXT)")
        .execute(&mut connection)
        .await
        .unwrap();
    connection
}

/// All rows.
pub async fn insert(connection: &mut SqliteConnection, rows: &[Row]) {
    let mut tx = connection.begin().await.unwrap();
    for chunk in rows.chunks(CHUNK) {
        let mut sql: QueryBuilder<Sqlite> =
            QueryBuilder::new("INSERT INTO record (id, kind, parent, body) ");
        sql.push_values(chunk, |mut values, row| {
            values.push_bind(&row.id).push_bind(row.kind);
            values.push_bind(&row.parent).push_bind(&row.body);
        });
        sql.build().execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}
