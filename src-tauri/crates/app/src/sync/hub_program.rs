//! The command-line program serving the hub folder of this machine: started, ended and asked.
//!
//! The hub's password is made by chance and kept in the encrypted store; nobody types it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use songnuan_store::Store;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;

use crate::app::App;
use crate::error::{AppError, AppResult};

const PASSWORD: &str = "hub_password";
/// A hub that has not said it is ready by then will not.
const READY_SECONDS: u64 = 60;

/// The hub this program serves, if it does.
#[derive(Clone, Default)]
pub struct HubProcess {
    running: Arc<Mutex<Option<Running>>>,
}

struct Running {
    child: Child,
    address: String,
}

impl HubProcess {
    /// Ends it (the program is locked or ends).
    pub(crate) async fn stop(&self) {
        if let Some(mut running) = self.running.lock().await.take() {
            // Whatever it was doing it does again: nothing is lost by ending a hub.
            running.child.kill().await.ok();
        }
    }

    /// Where it listens; `None` when it does not run (any more).
    pub(super) async fn address(&self) -> Option<String> {
        let mut running = self.running.lock().await;
        running.take_if(|running| running.ended());
        running.as_ref().map(|running| running.address.clone())
    }

    /// Starts it unless it runs. Asked twice at once, the second waits for the first.
    pub(super) async fn start(&self, hub: &Program, listen: &str) -> AppResult<()> {
        let mut running = self.running.lock().await;
        running.take_if(|running| running.ended());
        if running.is_none() {
            *running = Some(hub.serve(listen).await?);
        }
        Ok(())
    }
}

impl Running {
    fn ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }
}

/// Where this machine's hub lies.
pub(super) fn folder(app: &App) -> PathBuf {
    app.host().data_dir().join("hub")
}

/// The command-line program, speaking for the hub folder.
pub(super) struct Program {
    path: PathBuf,
    folder: PathBuf,
    password: String,
}

impl Program {
    pub(super) async fn of(app: &App, store: &Store) -> AppResult<Self> {
        let path = app.host().hub_program().ok_or_else(|| {
            AppError::invalid("找不到命令行程序 songnuan，不能开启同步中心。请重新安装程序。")
        })?;
        let password = match store.sync_state(PASSWORD).await? {
            Some(password) => password,
            None => {
                let bytes = app.host().secret_bytes()?;
                let fresh: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                store.set_sync_state(PASSWORD, Some(&fresh)).await?;
                fresh
            }
        };
        Ok(Self {
            path,
            folder: folder(app),
            password,
        })
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command
            .args(args)
            .arg("--json")
            .arg("--hub")
            .arg::<&Path>(&self.folder)
            .env("SONGNUAN_HUB_PASSWORD", &self.password)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Runs a verb to its end.
    pub(super) async fn answer(&self, args: &[&str]) -> AppResult<Value> {
        let output = self.command(args).output().await;
        let output = output.map_err(|error| trouble(&error.to_string()))?;
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        if output.status.success() {
            return Ok(answer);
        }
        let sentence = answer["error"]["message"].as_str();
        Err(sentence.map_or_else(|| trouble("没有说明原因"), AppError::invalid))
    }

    /// Starts serving and waits until it is ready. It ends when its standard input does: with this
    /// program, even one that is killed.
    async fn serve(&self, listen: &str) -> AppResult<Running> {
        let mut command = self.command(&["hub", "serve", "--attached", "--listen", listen]);
        let mut child = command
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|error| trouble(&error.to_string()))?;
        let out = child.stdout.take().ok_or_else(|| trouble("没有输出"))?;
        let mut lines = BufReader::new(out).lines();
        let wait = Duration::from_secs(READY_SECONDS);
        let first = tokio::time::timeout(wait, lines.next_line()).await;
        let first = first
            .ok()
            .and_then(Result::ok)
            .flatten()
            .unwrap_or_default();
        let ready: Value = serde_json::from_str(&first).unwrap_or_default();
        let Some(address) = ready["address"].as_str() else {
            // It says why, and ends.
            let said = tokio::time::timeout(wait, rest(first, lines)).await;
            child.kill().await.ok();
            return Err(not_started(&said.unwrap_or_default()));
        };
        let address = address.to_owned();
        // Its log is read on, or it would stop when the pipe is full.
        tokio::spawn(read_on(lines));
        Ok(Running { child, address })
    }
}

/// A line, and all after it.
async fn rest<R: AsyncRead + Unpin>(
    mut said: String,
    mut lines: tokio::io::Lines<BufReader<R>>,
) -> String {
    while let Ok(Some(line)) = lines.next_line().await {
        said.push_str(&line);
    }
    said
}

async fn read_on<R: AsyncRead + Unpin>(mut lines: tokio::io::Lines<BufReader<R>>) {
    while let Ok(Some(_)) = lines.next_line().await {}
}

/// Why it did not start, in its own words where it said any.
fn not_started(said: &str) -> AppError {
    let said: Value = serde_json::from_str(said).unwrap_or_default();
    let sentence = said["error"]["message"].as_str();
    sentence.map_or_else(
        || trouble("等了很久没有回答"),
        |sentence| AppError::invalid(format!("{sentence}本机的内容不受影响。")),
    )
}

fn trouble(detail: &str) -> AppError {
    AppError::invalid(format!(
        "同步中心没有开起来（{detail}）。本机的内容不受影响，请稍后再试。"
    ))
}
