//! A PostgreSQL for the tests: the one `SONGNUAN_TEST_POSTGRES` names, or one started here in a
//! temporary folder, on a socket only, that goes when the tests end. Otherwise none. A test that
//! restarts its server has one of its own.

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
    static SERVER: OnceLock<Option<(String, Option<Server>)>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        if let Ok(url) = std::env::var("SONGNUAN_TEST_POSTGRES") {
            return Some((url, None));
        }
        Server::start().map(|server| (server.url.clone(), Some(server)))
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

/// A server of one's own.
pub struct Server {
    pub url: String,
    folder: PathBuf,
    bin: PathBuf,
    /// Ends it when this goes, and whatever it waits for.
    _shell: Child,
}

impl Server {
    /// `None`: there is no PostgreSQL to be had here (said on standard error).
    pub fn start() -> Option<Self> {
        let Some(bin) = binaries() else {
            eprintln!("没有找到 PostgreSQL（initdb）：这一半测试没有运行。");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("songnuan-pg").tempdir();
        let folder = folder.unwrap().keep();
        let mut shell = as_other_user(Command::new("sh"), &folder);
        let mut shell = shell
            .arg("-c")
            .arg(SCRIPT)
            .env("DIR", &folder)
            .env("BIN", &bin)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let mut line = String::new();
        let output = shell.stdout.take()?;
        BufReader::new(output).read_line(&mut line).ok()?;
        if line.trim() != "ready" {
            let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            eprintln!("PostgreSQL did not start: {log}");
            return None;
        }
        let socket = folder.to_str()?.replace('/', "%2F");
        Some(Self {
            url: format!("postgres://songnuan@localhost/postgres?host={socket}"),
            folder,
            bin,
            _shell: shell,
        })
    }

    /// As after a power cut: whoever is connected is cut off, and what was not committed is gone.
    pub fn restart(&self) {
        let command = Command::new(self.bin.join("pg_ctl"));
        let done = as_other_user(command, &self.folder)
            .args([
                "-D",
                "data",
                "-m",
                "immediate",
                "-w",
                "-l",
                "log",
                "restart",
            ])
            .stdout(Stdio::null())
            .status();
        assert!(done.unwrap().success());
    }
}

/// In the folder, and as somebody the server lets run it.
fn as_other_user(mut command: Command, folder: &Path) -> Command {
    command.current_dir(folder);
    if let Some((uid, gid)) = other_user() {
        std::os::unix::fs::chown(folder, Some(uid), Some(gid)).unwrap();
        command.uid(uid).gid(gid);
    }
    command
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
