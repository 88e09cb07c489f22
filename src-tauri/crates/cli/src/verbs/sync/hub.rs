//! `hub`: making, serving and looking at a hub.

use std::future::pending;
use std::io::{ErrorKind, Write as _};
use std::sync::Arc;

use serde_json::json;
use songnuan_app::error::{AppError, AppResult};
use songnuan_hub::{HubService, NewHub, SystemHubHost, http};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::place::{failed, kdf_cost, open, password, place};
use super::upper;
use crate::args::HubVerb;
use crate::outcome::{Outcome, remark};

/// Runs a verb of `hub`.
pub async fn run(verb: HubVerb) -> AppResult<Outcome> {
    match verb {
        HubVerb::Init {
            place: at,
            name,
            unit,
        } => {
            let new = NewHub {
                name,
                unit,
                password: password("给同步中心设一个密码，每次开启都要用:")?,
                kdf_cost: kdf_cost(),
            };
            let place = place(&at.hub, at.blobs.as_deref())?;
            let hub = HubService::create(place, new, SystemHubHost).await;
            let hub = hub.map_err(|failure| failed(&failure))?;
            let certificate = http::certificate(&hub).await;
            let certificate = certificate.map_err(|failure| failed(&failure))?;
            let fingerprint = hex(&certificate.fingerprint());
            let text = format!(
                "已新建同步中心“{}”。证书指纹 {fingerprint}。\n请记好密码；下一步：hub serve 开启，device invite 发加入码。",
                hub.name()
            );
            let answer = json!({
                "hub": hub.hub_id(), "name": hub.name(), "unit": hub.unit(),
                "certificate": fingerprint,
            });
            hub.close().await;
            Outcome::new(answer, text)
        }
        HubVerb::Serve {
            place,
            listen,
            attached,
        } => {
            let hub = open(&place.hub, place.blobs.as_deref()).await?;
            serve(hub, &listen, attached).await
        }
        HubVerb::Status { place } => {
            let hub = open(&place.hub, place.blobs.as_deref()).await?;
            let shown = status(&hub).await;
            hub.close().await;
            shown
        }
        HubVerb::Join { code, place } => {
            let hub = open(&place.hub, place.blobs.as_deref()).await?;
            let joined = upper::join(&hub, &code).await;
            hub.close().await;
            joined
        }
        HubVerb::Sync {
            place,
            address,
            resend,
            retry_refused,
        } => {
            let hub = open(&place.hub, place.blobs.as_deref()).await?;
            let synced = upper::sync(&hub, address, resend, retry_refused).await;
            hub.close().await;
            synced
        }
    }
}

/// Counts, and how it stands to the hub above.
async fn status(hub: &HubService) -> AppResult<Outcome> {
    let status = hub.status().await.map_err(|failure| failed(&failure))?;
    let (upper, lines) = upper::standing(hub).await?;
    let text = format!(
        "{}（{}）\n记录 {}，操作 {}，待裁决与已裁决 {}，设备 {}，已收回 {}，附件 {}\n{lines}",
        status.name,
        status.unit,
        status.records,
        status.operations,
        status.conflicts,
        status.devices,
        status.revoked,
        status.attachments
    );
    let mut answer = json!(status);
    answer["upstream"] = upper;
    Outcome::new(answer, text)
}

/// Records are exchanged all the same; but the keeper should know before the first photo comes.
async fn look_after_blobs(hub: HubService) {
    if let Err(failure) = hub.try_blobs().await {
        remark(&failure.sentence());
        let event = json!({ "event": "attachments", "trouble": failure.sentence() });
        log(&event.to_string());
    }
}

async fn serve(hub: HubService, listen: &str, attached: bool) -> AppResult<Outcome> {
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| taken(listen, &error))?;
    let address = listener.local_addr();
    let address = address.map_or_else(|_| listen.to_owned(), |at| at.to_string());
    let ready = json!({ "event": "ready", "hub": hub.hub_id(), "address": address });
    log(&ready.to_string());
    remark(&format!(
        "同步中心“{}”已在 {address} 开启，按 Ctrl+C 结束。",
        hub.name()
    ));
    let stop = stop(attached);
    // Beside serving: a store that does not answer is waited for.
    tokio::spawn(look_after_blobs(hub.clone()));
    let served = http::serve(hub.clone(), listener, Arc::new(log), stop).await;
    hub.close().await;
    served.map_err(|failure| failed(&failure))?;
    Outcome::new(json!({ "stopped": true }), "同步中心已关闭。")
}

/// Why nobody can listen there.
fn taken(listen: &str, error: &std::io::Error) -> AppError {
    let why = match error.kind() {
        ErrorKind::AddrInUse => "这个端口已被别的程序占用",
        ErrorKind::AddrNotAvailable => "本机没有这个地址",
        ErrorKind::PermissionDenied => "系统不允许用这个端口",
        _ => "地址写得不对，或网络没有准备好",
    };
    AppError::invalid(format!(
        "不能在 {listen} 上开启同步中心：{why}。请换一个端口，或关闭占用它的程序后再试。"
    ))
}

/// Done when somebody presses Ctrl+C; attached, also when whoever holds the standard input is gone.
async fn stop(attached: bool) {
    let pressed = async {
        // Without a signal handler the process simply runs on.
        if tokio::signal::ctrl_c().await.is_err() {
            pending::<()>().await;
        }
    };
    let left = async {
        if !attached {
            pending::<()>().await;
        }
        let (gone, waiting) = oneshot::channel();
        // Reading blocks and cannot be stopped: in a thread that simply ends with the process.
        std::thread::spawn(move || {
            std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).ok();
            gone.send(()).ok();
        });
        waiting.await.ok();
    };
    tokio::select! {
        () = pressed => {}
        () = left => {}
    }
}

/// One JSON object a line, on standard output: what a service manager collects.
fn log(line: &str) {
    let mut out = std::io::stdout().lock();
    // A reader that went away is no reason to stop serving.
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
