//! Numbered migrations: each in its own transaction, a snapshot of the database before each run.

use std::path::Path;

use sqlx::sqlite::SqlitePool;
use sqlx::{AssertSqlSafe, Row};

use crate::error::{Result, StoreError};

/// One step of the schema.
#[derive(Clone, Copy)]
pub(crate) struct Migration {
    pub version: i64,
    /// The oldest program (by its newest known schema) that may still open the result.
    pub min_reader: i64,
    pub sql: &'static str,
}

/// Every schema that was ever released, oldest first. Only ever appended to.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        min_reader: 1,
        sql: include_str!("../migrations/0001_records.sql"),
    },
    Migration {
        version: 2,
        min_reader: 2,
        sql: include_str!("../migrations/0002_search_rows.sql"),
    },
    Migration {
        version: 3,
        min_reader: 3,
        sql: include_str!("../migrations/0003_sync.sql"),
    },
];

/// The newest schema in a list.
pub(crate) fn newest(migrations: &[Migration]) -> i64 {
    migrations.last().map_or(0, |m| m.version)
}

/// The schema of an open database; 0 when it is empty.
pub(crate) async fn schema_version(pool: &SqlitePool) -> Result<(i64, i64)> {
    let tables: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'meta'",
    )
    .fetch_one(pool)
    .await?;
    if tables == 0 {
        return Ok((0, 0));
    }
    let rows = sqlx::query(
        "SELECT name, value FROM meta WHERE name IN ('schema_version', 'schema_min_reader')",
    )
    .fetch_all(pool)
    .await?;
    let mut version = None;
    let mut min_reader = None;
    for row in rows {
        let name: String = row.try_get(0)?;
        let value: String = row.try_get(1)?;
        let number = value.parse::<i64>().ok();
        if name == "schema_version" {
            version = number
        } else {
            min_reader = number
        }
    }
    match (version, min_reader) {
        (Some(version), Some(min_reader)) => Ok((version, min_reader)),
        _ => Err(StoreError::Damaged {
            detail: "schema version".to_owned(),
        }),
    }
}

/// Brings the database to the newest schema of the list, or refuses what is too new.
/// Before changing a database that holds anything, a snapshot goes to `snapshots`.
pub(crate) async fn migrate(
    pool: &SqlitePool,
    migrations: &[Migration],
    snapshots: &Path,
) -> Result<()> {
    let supported = newest(migrations);
    let (found, min_reader) = schema_version(pool).await?;
    if found > supported {
        // A newer schema that says it is compatible may be used as it is.
        if min_reader > supported {
            return Err(StoreError::DatabaseTooNew { found, supported });
        }
        return Ok(());
    }
    for migration in migrations.iter().filter(|m| m.version > found) {
        if found > 0 {
            snapshot_before(pool, migration.version, snapshots).await?;
        }
        apply(pool, migration).await?;
    }
    Ok(())
}

/// `snapshots/before-schema-3.db`, kept until the user removes it.
async fn snapshot_before(pool: &SqlitePool, version: i64, snapshots: &Path) -> Result<()> {
    std::fs::create_dir_all(snapshots).map_err(StoreError::io("snapshots"))?;
    let mut to = snapshots.join(format!("before-schema-{version}.db"));
    let mut copy = 1;
    while to.exists() {
        copy += 1;
        to = snapshots.join(format!("before-schema-{version}-{copy}.db"));
    }
    vacuum_into(pool, &to).await
}

/// A consistent, compact copy of the database, encrypted with the same key.
pub(crate) async fn vacuum_into(pool: &SqlitePool, to: &Path) -> Result<()> {
    let Some(path) = to.to_str() else {
        return Err(StoreError::Io {
            what: "snapshot path",
            kind: std::io::ErrorKind::InvalidFilename,
        });
    };
    if to.exists() {
        return Err(StoreError::AlreadyExists);
    }
    let copied = sqlx::query("VACUUM INTO ?").bind(path).execute(pool).await;
    if let Err(e) = copied {
        // Half a copy is worse than none.
        let _ = std::fs::remove_file(to);
        return Err(e.into());
    }
    std::fs::File::open(to)
        .and_then(|f| f.sync_all())
        .map_err(StoreError::io("snapshot"))
}

/// One migration in one transaction; another program that was faster is noticed inside it.
async fn apply(pool: &SqlitePool, migration: &Migration) -> Result<()> {
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    let current: Option<String> = if migration.version > 1 {
        sqlx::query_scalar("SELECT value FROM meta WHERE name = 'schema_version'")
            .fetch_optional(&mut *tx)
            .await?
    } else {
        None
    };
    if current
        .and_then(|v| v.parse::<i64>().ok())
        .is_some_and(|v| v >= migration.version)
    {
        return Ok(());
    }
    sqlx::raw_sql(AssertSqlSafe(migration.sql))
        .execute(&mut *tx)
        .await?;
    for (name, value) in [
        ("schema_version", migration.version),
        ("schema_min_reader", migration.min_reader),
    ] {
        sqlx::query("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)")
            .bind(name)
            .bind(value.to_string())
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{MIGRATIONS, Migration};
    use crate::{KdfCost, NewStore, Result, Store, StoreError, StoreOptions, Timestamp};
    use songnuan_model::record::Id;
    use std::path::Path;

    const NEXT: Migration = Migration {
        version: 4,
        min_reader: 4,
        sql: "ALTER TABLE op ADD COLUMN extra TEXT;",
    };
    const BROKEN: Migration = Migration {
        version: 5,
        min_reader: 4,
        sql: "CREATE TABLE half (id); INSERT INTO no_such_table VALUES (1);",
    };

    async fn created(dir: &Path) {
        let new = NewStore {
            user: "u".into(),
            password: "p".into(),
            cost: KdfCost::test(),
            device_id: Id::new("d"),
        };
        let at = Timestamp::parse("2026-03-02T00:00:00Z").unwrap();
        Store::create(dir, &new, at).await.unwrap().close().await;
    }

    async fn open(dir: &Path, migrations: &[Migration]) -> Result<Store> {
        Store::open_migrating(dir, "u", "p", &StoreOptions::default(), migrations).await
    }

    async fn tables(store: &Store, name: &str) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM sqlite_master WHERE name = ?")
            .bind(name)
            .fetch_one(&store.inner.reader)
            .await
            .unwrap()
    }

    #[test]
    fn versions_are_numbered_without_gaps() {
        for (n, migration) in (1..).zip(MIGRATIONS) {
            assert_eq!(migration.version, n);
            assert!(migration.min_reader <= n);
        }
    }

    #[tokio::test]
    async fn a_snapshot_is_taken_before_each_migration() {
        let dir = tempfile::tempdir().unwrap();
        created(dir.path()).await;
        let list = [MIGRATIONS, &[NEXT]].concat();
        open(dir.path(), &list).await.unwrap().close().await;
        let snapshot = dir.path().join("snapshots/before-schema-4.db");
        assert!(snapshot.exists());
        // Opening again migrates nothing and takes no snapshot.
        open(dir.path(), &list).await.unwrap().close().await;
        assert_eq!(
            std::fs::read_dir(dir.path().join("snapshots"))
                .unwrap()
                .count(),
            1
        );
        // The program of before refuses the new file, and its snapshot still opens.
        let refused = open(dir.path(), MIGRATIONS).await;
        assert!(matches!(
            refused,
            Err(StoreError::DatabaseTooNew {
                found: 4,
                supported: 3
            })
        ));
        std::fs::copy(&snapshot, dir.path().join("songnuan.db")).unwrap();
        open(dir.path(), MIGRATIONS).await.unwrap();
    }

    #[tokio::test]
    async fn a_failing_migration_leaves_the_last_good_schema() {
        let dir = tempfile::tempdir().unwrap();
        created(dir.path()).await;
        let list = [MIGRATIONS, &[NEXT, BROKEN]].concat();
        assert!(matches!(
            open(dir.path(), &list).await,
            Err(StoreError::Sql { .. })
        ));
        let store = open(dir.path(), &list[..4]).await.unwrap();
        assert_eq!(
            super::schema_version(&store.inner.reader).await.unwrap(),
            (4, 4)
        );
        assert_eq!(tables(&store, "half").await, 0);
    }

    #[tokio::test]
    async fn a_newer_schema_that_allows_old_programs_opens() {
        let dir = tempfile::tempdir().unwrap();
        created(dir.path()).await;
        let list = [
            MIGRATIONS,
            &[Migration {
                min_reader: 3,
                ..NEXT
            }],
        ]
        .concat();
        open(dir.path(), &list).await.unwrap().close().await;
        open(dir.path(), MIGRATIONS).await.unwrap();
    }
}
