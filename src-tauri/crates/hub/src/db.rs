//! The database of a hub: SQLite in a folder or PostgreSQL, through one driver and one SQL text.

use std::path::Path;
use std::str::FromStr;
use std::sync::Once;
use std::time::Duration;

use sqlx::any::{AnyArguments, AnyConnectOptions, AnyPoolOptions, AnyRow};
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, ConnectOptions, Executor, Row};

use crate::error::{HubFailure, Result};
use crate::limits;
use crate::place::{DatabasePlace, HubPlace};

/// Schemas in their order; a released one never changes.
const SCHEMAS: &[&str] = &[
    include_str!("../schema/0001_hub.sql"),
    include_str!("../schema/0002_upstream.sql"),
];
/// Parameters of one statement: below SQLite's 32,766.
const PARAMETERS: usize = 4_000;
/// Ids in one `IN (…)`.
pub(crate) const IDS: usize = 256;

/// One value of a row on its way in.
pub(crate) enum Cell {
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<u8>> for Cell {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Any, AnyArguments>;

/// A query with these cells bound.
pub(crate) fn query(
    sql: impl Into<String>,
    cells: impl IntoIterator<Item = Cell>,
) -> Query<'static> {
    let sql = sql.into();
    cells
        .into_iter()
        .fold(sqlx::query(AssertSqlSafe(sql)), |query, cell| match cell {
            Cell::Int(value) => query.bind(value),
            Cell::Text(value) => query.bind(value),
            Cell::Bytes(value) => query.bind(value),
        })
}

/// Opens the database; creates an embedded one when `create` says so.
pub(crate) async fn connect(place: &HubPlace, create: bool) -> Result<AnyPool> {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(|| {
        // As in the laptop's store: no clean-up at exit under a closing connection.
        openssl_sys::init();
        sqlx::any::install_default_drivers();
    });
    let embedded = matches!(place.database, DatabasePlace::Folder(_));
    let url = match &place.database {
        DatabasePlace::Folder(folder) => embedded_url(folder, create)?,
        DatabasePlace::Postgres(url) => url.clone(),
    };
    let options = AnyConnectOptions::from_str(&url)
        .map_err(|_| HubFailure::BadPlace)?
        .disable_statement_logging();
    let max_pages = place.max_pages;
    let pool = AnyPoolOptions::new()
        .max_connections(limits::CONNECTIONS)
        .acquire_timeout(Duration::from_secs(limits::WAIT_SECONDS))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if embedded {
                    for pragma in pragmas(max_pages) {
                        connection.execute(AssertSqlSafe(pragma)).await?;
                    }
                }
                Ok(())
            })
        })
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// What a connection to the embedded database is told first. A push that was answered must survive
/// a pulled plug: therefore `synchronous = FULL`.
fn pragmas(max_pages: Option<u32>) -> Vec<String> {
    let wait = limits::WAIT_SECONDS * 1000;
    let mut pragmas = vec![
        "PRAGMA cipher_log_level = NONE".to_owned(),
        format!("PRAGMA busy_timeout = {wait}"),
        "PRAGMA journal_mode = WAL".to_owned(),
        "PRAGMA synchronous = FULL".to_owned(),
        "PRAGMA temp_store = MEMORY".to_owned(),
        "PRAGMA cache_size = -16000".to_owned(),
    ];
    pragmas.extend(max_pages.map(|pages| format!("PRAGMA max_page_count = {pages}")));
    pragmas
}

/// `sqlite:` URL of `hub.db` in the folder; any character may be in the path.
fn embedded_url(folder: &Path, create: bool) -> Result<String> {
    let file = folder.join("hub.db");
    if create {
        std::fs::create_dir_all(folder).map_err(|e| match e.kind() {
            std::io::ErrorKind::StorageFull => HubFailure::Full,
            _ => HubFailure::BadPlace,
        })?;
    } else if !file.exists() {
        return Err(HubFailure::NotFound);
    }
    let text = file.to_str().ok_or(HubFailure::BadPlace)?;
    let mut path = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => {
                path.push(char::from(byte));
            }
            other => path.push_str(&format!("%{other:02X}")),
        }
    }
    let mode = if create { "rwc" } else { "rw" };
    Ok(format!("sqlite://{path}?mode={mode}"))
}

/// Is there a hub in this database? Its schema number, if so.
pub(crate) async fn schema_of(pool: &AnyPool) -> Result<Option<i64>> {
    let probe = if is_postgres(pool) {
        "SELECT CAST(COUNT(*) AS BIGINT) FROM information_schema.tables
         WHERE table_name = 'line' AND table_schema = current_schema()"
    } else {
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'line'"
    };
    let row = query(probe, []).fetch_one(pool).await?;
    if row.try_get::<i64, _>(0)? == 0 {
        return Ok(None);
    }
    let row = query("SELECT value FROM meta WHERE name = 'schema'", [])
        .fetch_optional(pool)
        .await?;
    number_of(bytes(&row.ok_or(HubFailure::NotFound)?, 0)?).map(Some)
}

fn number_of(value: Vec<u8>) -> Result<i64> {
    let text = String::from_utf8(value).ok();
    let number = text.and_then(|text| text.parse().ok());
    number.ok_or(HubFailure::Damaged { what: "schema" })
}

/// Brings the schema from `from` (0 = an empty database) to the newest, in this transaction.
pub(crate) async fn migrate(
    connection: &mut AnyConnection,
    postgres: bool,
    from: i64,
) -> Result<()> {
    let first = usize::try_from(from).unwrap_or(usize::MAX);
    for schema in SCHEMAS.iter().skip(first) {
        let text = if postgres {
            schema.replace(" BLOB ", " BYTEA ")
        } else {
            schema.replace(" BIGINT ", " INTEGER ")
        };
        for statement in text.split(";\n") {
            let bare = statement
                .lines()
                .filter(|line| !line.trim_start().starts_with("--"))
                .collect::<Vec<_>>()
                .join("\n");
            if !bare.trim().is_empty() {
                connection.execute(AssertSqlSafe(bare)).await?;
            }
        }
    }
    let number = newest_schema().to_string().into_bytes();
    query(
        "INSERT INTO meta (name, value) VALUES ('schema', $1)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [number.into()],
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Brings an older schema up to date; of several processes that start at once the first does it.
pub(crate) async fn upgrade(pool: &AnyPool) -> Result<()> {
    let mut tx = pool.begin().await?;
    // The line's lock: who comes second finds it done.
    query("UPDATE line SET head = head WHERE id = 1", [])
        .execute(&mut *tx)
        .await?;
    let row = query("SELECT value FROM meta WHERE name = 'schema'", [])
        .fetch_one(&mut *tx)
        .await?;
    let found = number_of(bytes(&row, 0)?)?;
    if found < newest_schema() {
        migrate(&mut tx, is_postgres(pool), found).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The schema this program writes.
pub(crate) fn newest_schema() -> i64 {
    i64::try_from(SCHEMAS.len()).unwrap_or(i64::MAX)
}

/// Which engine is behind the pool?
pub(crate) fn is_postgres(pool: &AnyPool) -> bool {
    pool.connect_options()
        .database_url
        .scheme()
        .starts_with("postgres")
}

/// Inserts rows, many to a statement. `head` ends in `VALUES `, `tail` says what happens to a row
/// that is there already (or is empty).
pub(crate) async fn insert(
    connection: &mut AnyConnection,
    head: &str,
    tail: &str,
    rows: Vec<Vec<Cell>>,
) -> Result<()> {
    let Some(width) = rows.first().map(Vec::len).filter(|width| *width > 0) else {
        return Ok(());
    };
    let per_statement = (PARAMETERS / width).max(1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(per_statement).collect();
        let mut sql = head.to_owned();
        for row in 0..chunk.len() {
            sql.push_str(if row == 0 { "(" } else { ", (" });
            sql.push_str(&marks(row * width + 1, width));
            sql.push(')');
        }
        sql.push_str(tail);
        query(sql, chunk.into_iter().flatten())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Runs a query once per group of ids and gathers the rows. `sql` holds `{ids}` where the list
/// belongs; `first` are bound before the ids, as `$1` and so on.
pub(crate) async fn select_in<'a>(
    connection: &mut AnyConnection,
    sql: &str,
    first: &[&str],
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<AnyRow>> {
    let ids: Vec<&str> = ids.into_iter().collect();
    let mut found = Vec::new();
    for group in ids.chunks(IDS) {
        // Lists of a few lengths only, so that the statements are prepared once.
        let length = group.len().next_power_of_two();
        let padded = group.iter().chain(std::iter::repeat_n(
            &group[group.len() - 1],
            length - group.len(),
        ));
        let text = sql.replace("{ids}", &marks(first.len() + 1, length));
        let cells = first.iter().chain(padded).map(|id| Cell::from(*id));
        found.extend(query(text, cells).fetch_all(&mut *connection).await?);
    }
    Ok(found)
}

/// `$3, $4, $5`.
fn marks(from: usize, count: usize) -> String {
    let marks: Vec<String> = (from..from + count).map(|n| format!("${n}")).collect();
    marks.join(", ")
}

/// A text column.
pub(crate) fn text(row: &AnyRow, column: usize) -> Result<String> {
    Ok(row.try_get(column)?)
}

/// A whole number column.
pub(crate) fn int(row: &AnyRow, column: usize) -> Result<i64> {
    Ok(row.try_get(column)?)
}

/// A column of bytes.
pub(crate) fn bytes(row: &AnyRow, column: usize) -> Result<Vec<u8>> {
    Ok(row.try_get(column)?)
}
