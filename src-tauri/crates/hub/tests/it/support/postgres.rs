//! A PostgreSQL for the tests: the one `SONGNUAN_TEST_POSTGRES` names, or one started here in a
//! temporary folder, on a socket only, that goes when the tests end. Otherwise none.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};

/// A schema of its own on the server.
pub async fn fresh_database() -> Option<String> {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    static SERVER: OnceLock<Option<(String, Option<Child>)>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        if let Ok(url) = std::env::var("SONGNUAN_TEST_POSTGRES") {
            return Some((url, None));
        }
        let started = start();
        if started.is_none() {
            eprintln!("没有找到 PostgreSQL（initdb）：这一半测试没有运行。");
        }
        started.map(|(url, child)| (url, Some(child)))
    });
    let (url, _) = server.as_ref()?;
    sqlx::any::install_default_drivers();
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let schema = format!("hub_{}_{number}", std::process::id());
    let mut connection = AnyConnection::connect(url).await.unwrap();
    let create = AssertSqlSafe(format!("CREATE SCHEMA {schema}"));
    connection.execute(create).await.unwrap();
    connection.close().await.unwrap();
    let join = if url.contains('?') { '&' } else { '?' };
    Some(format!("{url}{join}options[search_path]={schema}"))
}

/// The server runs as a child of a shell that ends it when this program's end of the pipe closes,
/// however this program ends.
const SCRIPT: &str = r#"
set -e
cd "$DIR"
"$BIN/initdb" -D data -A trust -U songnuan -E UTF8 --locale=C --no-sync >/dev/null
"$BIN/pg_ctl" -D data -w -l log -o "-k $DIR -c listen_addresses= -c fsync=off -c max_connections=200" start >/dev/null
echo ready
cat >/dev/null || true
"$BIN/pg_ctl" -D data -m immediate stop >/dev/null || true
cd / && rm -rf "$DIR"
"#;

fn start() -> Option<(String, Child)> {
    let bin = binaries()?;
    let folder = tempfile::Builder::new()
        .prefix("songnuan-pg")
        .tempdir()
        .unwrap();
    let folder = folder.keep();
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(SCRIPT);
    if let Some((uid, gid)) = other_user() {
        std::os::unix::fs::chown(&folder, Some(uid), Some(gid)).unwrap();
        shell.uid(uid).gid(gid);
    }
    let mut child = shell
        .env("DIR", &folder)
        .env("BIN", &bin)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut line = String::new();
    let output = child.stdout.take()?;
    BufReader::new(output).read_line(&mut line).ok()?;
    if line.trim() != "ready" {
        let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        eprintln!("PostgreSQL did not start: {log}");
        return None;
    }
    let socket = folder.to_str()?.replace('/', "%2F");
    Some((
        format!("postgres://songnuan@localhost/postgres?host={socket}"),
        child,
    ))
}

/// The newest installed server's programs.
fn binaries() -> Option<PathBuf> {
    let shelf = Path::new("/usr/lib/postgresql");
    let mut versions: Vec<PathBuf> = std::fs::read_dir(shelf)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists() && bin.join("pg_ctl").exists())
        .collect();
    versions.sort();
    versions.pop()
}

/// The server refuses to run as root: then as `postgres` or `nobody`.
fn other_user() -> Option<(u32, u32)> {
    let own = std::fs::metadata("/proc/self").ok()?;
    if std::os::unix::fs::MetadataExt::uid(&own) != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    ["postgres:", "nobody:"].iter().find_map(|name| {
        let line = users.lines().find(|line| line.starts_with(name))?;
        let mut parts = line.split(':').skip(2);
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    })
}
