//! `bundle`: the same exchange as files on a stick, on both sides.

use serde_json::json;
use songnuan_app::App;
use songnuan_app::commands::sync::{BundleRead, BundleWrite};
use songnuan_app::error::{AppError, AppResult, Code};
use songnuan_app::model::record::Id;
use songnuan_app::sync;
use songnuan_hub::{BundleTaken, BundleTrouble, HubService};

use super::place::{failed, open};
use crate::args::BundleVerb;
use crate::outcome::Outcome;
use crate::verbs::finish;

/// Program version, for people.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Whether the verb works on this machine's data, or on a hub alone.
pub fn needs_data(verb: &BundleVerb) -> bool {
    let (BundleVerb::Write { place, .. } | BundleVerb::Read { place, .. }) = verb;
    place.hub.is_none()
}

/// Runs a verb of `bundle`.
pub async fn run(app: &App, verb: BundleVerb) -> AppResult<Outcome> {
    match verb {
        BundleVerb::Write {
            output,
            device,
            resend,
            place,
        } => match (place.hub, device) {
            (Some(hub), Some(device)) => {
                let hub = open(&hub, place.blobs.as_deref()).await?;
                let text = answer(&hub, &Id::new(device), &output).await?;
                hub.close().await;
                Outcome::new(json!({ "path": output }), text)
            }
            (Some(_), None) => Err(AppError::invalid(
                "请用 --device 写明给哪台设备，编号见 device list。什么都没有写。",
            )),
            (None, _) => {
                let request = BundleWrite {
                    path: Some(output),
                    resend,
                };
                let started = sync::bundle_write(app, request).await?;
                let written = finish(app, started).await?;
                let text = written["sentence"].as_str().unwrap_or_default().to_owned();
                Outcome::new(written, text)
            }
        },
        BundleVerb::Read {
            file,
            output,
            place,
        } => match place.hub {
            Some(hub) => {
                let hub = open(&hub, place.blobs.as_deref()).await?;
                let outcome = at_hub(&hub, &file, output.as_deref()).await;
                hub.close().await;
                outcome
            }
            None => {
                let request = BundleRead {
                    path: Some(file),
                    base64: None,
                };
                let started = sync::bundle_read(app, request).await?;
                let receipt = finish(app, started).await?;
                let text = receipt["sentence"].as_str().unwrap_or_default().to_owned();
                Outcome::new(receipt, text)
            }
        },
    }
}

async fn at_hub(hub: &HubService, file: &str, output: Option<&str>) -> AppResult<Outcome> {
    let bytes = tokio::fs::read(file).await.map_err(|error| {
        AppError::with(
            Code::FileUnreadable,
            [("file", file.to_owned()), ("detail", error.to_string())],
        )
    })?;
    let taken = hub.read_bundle(&bytes).await.map_err(trouble)?;
    if !taken.fits() {
        return another_line(hub, taken, output).await;
    }
    let mut text = format!(
        "已读入“{}”的第 {} 份文件：{} 步操作，采纳 {} 条，待裁决 {} 条，退回 {} 步，附件 {} 个。",
        taken.device_name,
        taken.counter,
        taken.ops,
        taken.accepted,
        taken.parked,
        taken.refused,
        taken.attachments
    );
    if let Some(output) = output {
        text.push_str(&answer(hub, &Id::new(taken.device.clone()), output).await?);
    }
    Outcome::new(taken, text)
}

/// The hub was restored from an old backup: nothing was taken, and its answer says so.
async fn another_line(
    hub: &HubService,
    taken: BundleTaken,
    output: Option<&str>,
) -> AppResult<Outcome> {
    let said = "那台电脑知道的比同步中心多：同步中心是从旧备份恢复的。什么都没有读入。";
    let Some(output) = output else {
        return Err(AppError::invalid(format!(
            "{said}请写一份给那台电脑的文件带回去读入，再按它的提示补送。"
        )));
    };
    let written = answer(hub, &Id::new(taken.device.clone()), output).await?;
    let text = format!("{said}{written}请带回那台电脑读入，再按它的提示补送。");
    Outcome::new(taken, text)
}

async fn answer(hub: &HubService, device: &Id, output: &str) -> AppResult<String> {
    let (header, bytes) = hub.write_bundle(device, PROGRAM).await.map_err(trouble)?;
    tokio::fs::write(output, bytes).await.map_err(|error| {
        AppError::with(
            Code::FileUnwritable,
            [("file", output.to_owned()), ("detail", error.to_string())],
        )
    })?;
    Ok(format!("已写好给“{}”的文件。", header.device_name))
}

fn trouble(trouble: BundleTrouble) -> AppError {
    match trouble {
        BundleTrouble::Fault(fault) => sync::bundle_fault(fault),
        BundleTrouble::Hub(error) => sync::hub_error(error),
        BundleTrouble::Failure(failure) => failed(&failure),
    }
}
