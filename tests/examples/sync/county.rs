//! A PostgreSQL for the bench: the one `SONGNUAN_TEST_POSTGRES` names, or one started here in a
//! temporary folder, on a socket only, that goes when the bench ends. Otherwise none.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A running server. Its address, and the shell that ends it when this program ends.
pub struct Server {
    pub url: String,
    _shell: Option<Child>,
}

/// `synchronous_commit` and `fsync` stay on: a push that was answered must survive a pulled plug.
const SCRIPT: &str = r#"
set -e
cd "$DIR"
"$BIN/initdb" -D data -A trust -U songnuan -E UTF8 --locale=C --no-sync >/dev/null
"$BIN/pg_ctl" -D data -w -l log -o "-k $DIR -c listen_addresses= -c max_connections=50" start >/dev/null
echo ready
cat >/dev/null || true
"$BIN/pg_ctl" -D data -m immediate stop >/dev/null || true
cd / && rm -rf "$DIR"
"#;

/// Starts one; `None`: no server is installed.
pub fn start() -> Option<Server> {
    if let Ok(url) = std::env::var("SONGNUAN_TEST_POSTGRES") {
        return Some(Server { url, _shell: None });
    }
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
    BufReader::new(child.stdout.take()?)
        .read_line(&mut line)
        .ok()?;
    if line.trim() != "ready" {
        return None;
    }
    let socket = folder.to_str()?.replace('/', "%2F");
    Some(Server {
        url: format!("postgres://songnuan@localhost/postgres?host={socket}"),
        _shell: Some(child),
    })
}

/// The newest installed server's programs.
fn binaries() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir(Path::new("/usr/lib/postgresql"))
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
