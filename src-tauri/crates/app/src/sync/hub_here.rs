//! One switch makes this machine the township's hub: a hub folder inside the data folder, served
//! by the command-line program beside this one, for as long as this program runs and is unlocked.
//!
//! The hub's password is made by chance and kept in the encrypted store; nobody types it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use songnuan_model::roles::Act;
use songnuan_store::Store;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;

use super::{enrol, kept};
use crate::app::App;
use crate::commands::shared::Nothing;
use crate::commands::sync::{DeviceEnrol, HubHere, HubSwitch};
use crate::error::{AppError, AppResult};
use crate::session::settings_of;

const PASSWORD: &str = "hub_password";
/// The switch is on: the hub starts again with the program.
const ON: &str = "hub_on";
const LISTEN: &str = "0.0.0.0:7443";
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
    async fn address(&self) -> Option<String> {
        let mut running = self.running.lock().await;
        let ended = match running.as_mut() {
            Some(running) => !matches!(running.child.try_wait(), Ok(None)),
            None => return None,
        };
        if ended {
            *running = None;
        }
        running.as_ref().map(|running| running.address.clone())
    }
}

/// Whether this machine is the hub. Where the switch is on, the hub is started again when the
/// program asks for the first time after it was opened.
pub async fn hub_here(app: &App, _: Nothing) -> AppResult<HubHere> {
    let store = app.store_for(Act::Sync).await?;
    if let Some(listen) = store.sync_state(ON).await? {
        let hub = Program::of(app, &store).await?;
        start(app, &hub, &listen).await?;
    }
    view(app, &store).await
}

async fn view(app: &App, store: &Store) -> AppResult<HubHere> {
    let on = store.sync_state(ON).await?.is_some();
    let address = app.hub_process().address().await;
    let sentence = match (&address, on) {
        (Some(address), _) => format!(
            "本机是同步中心，在 {address} 接受同步。关闭程序或锁定后，别的电脑暂时不能同步。"
        ),
        (None, true) => "本机是同步中心，现在没有开着。".to_owned(),
        (None, false) => "本机不是同步中心。".to_owned(),
    };
    Ok(HubHere {
        on,
        running: address.is_some(),
        address,
        sentence,
    })
}

/// Turns it on or off. Turned on for the first time, it makes the hub and joins it.
pub async fn hub_switch(app: &App, request: HubSwitch) -> AppResult<HubHere> {
    let store = app.store_for(Act::KeepDevices).await?;
    if !request.on {
        store.set_sync_state(ON, None).await?;
        app.hub_process().stop().await;
        return view(app, &store).await;
    }
    let folder = folder(app);
    if kept::enrolment(&store).await?.is_some() && !folder.exists() {
        return Err(AppError::invalid(
            "本机已经加入别的同步中心，不能再当同步中心。什么都没有改动。",
        ));
    }
    let hub = Program::of(app, &store).await?;
    if !folder.exists() {
        let unit = settings_of(&store).await?.org_name;
        let name: String = unit.chars().take(50).chain("同步中心".chars()).collect();
        hub.answer(&["hub", "init", "--name", &name, "--unit", &unit])
            .await?;
    }
    let listen = request.listen.unwrap_or_else(|| LISTEN.to_owned());
    start(app, &hub, &listen).await?;
    store.set_sync_state(ON, Some(&listen)).await?;
    if kept::enrolment(&store).await?.is_none() {
        join(app, &hub, &request.addresses).await?;
    }
    view(app, &store).await
}

async fn start(app: &App, hub: &Program, listen: &str) -> AppResult<()> {
    if app.hub_process().address().await.is_some() {
        return Ok(());
    }
    let running = hub.serve(listen).await?;
    *app.hub_process().running.lock().await = Some(running);
    Ok(())
}

/// This machine is the first device of its own hub.
async fn join(app: &App, hub: &Program, addresses: &[String]) -> AppResult<()> {
    let own = app.hub_process().address().await.unwrap_or_default();
    let port = own.rsplit(':').next().unwrap_or_default();
    let local = format!("127.0.0.1:{port}");
    let mut args = vec![
        "device",
        "invite",
        "本机",
        "--role",
        "clerk,administrator,leader,finance",
    ];
    args.extend(["--everything", "--address", &local]);
    for address in addresses {
        args.extend(["--address", address.as_str()]);
    }
    let answer = hub.answer(&args).await?;
    let code = answer["code"].as_str().unwrap_or_default().to_owned();
    enrol(app, DeviceEnrol { code }).await?;
    Ok(())
}

fn folder(app: &App) -> PathBuf {
    app.host().data_dir().join("hub")
}

/// The command-line program, speaking for the hub folder.
struct Program {
    path: PathBuf,
    folder: PathBuf,
    password: String,
}

impl Program {
    async fn of(app: &App, store: &Store) -> AppResult<Self> {
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
    async fn answer(&self, args: &[&str]) -> AppResult<Value> {
        let output = self.command(args).output().await;
        let output = output.map_err(|error| trouble(&error.to_string()))?;
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        if output.status.success() {
            return Ok(answer);
        }
        let sentence = answer["error"]["message"].as_str();
        Err(sentence.map_or_else(|| trouble("没有说明原因"), AppError::invalid))
    }

    /// Starts serving and waits until it is ready.
    async fn serve(&self, listen: &str) -> AppResult<Running> {
        let mut command = self.command(&["hub", "serve", "--listen", listen]);
        let mut child = command
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
            child.kill().await.ok();
            return Err(trouble(&format!("{listen} 可能已被别的程序占用")));
        };
        let address = address.to_owned();
        // Its log is read on, or it would stop when the pipe is full.
        tokio::spawn(read_on(lines));
        Ok(Running { child, address })
    }
}

async fn read_on<R: AsyncRead + Unpin>(mut lines: tokio::io::Lines<BufReader<R>>) {
    while let Ok(Some(_)) = lines.next_line().await {}
}

fn trouble(detail: &str) -> AppError {
    AppError::invalid(format!(
        "同步中心没有开起来（{detail}）。本机的内容不受影响，请稍后再试。"
    ))
}
