//! Another device's stick, read where this machine is the hub: taken in, and answered.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::hub_program::{Program, folder};
use crate::app::App;
use crate::commands::shared::{FileBytes, JobStarted};
use crate::commands::sync::{HubStick, HubStickRead};
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;

/// Reads another device's file and writes the hub's answer for it.
pub async fn hub_stick(app: &App, request: HubStick) -> AppResult<JobStarted> {
    let store = app.store_for(Act::KeepDevices).await?;
    if !folder(app).exists() {
        return Err(AppError::invalid(
            "本机不是同步中心，不能读入别的电脑的同步文件。请到作同步中心的那台电脑上办理。",
        ));
    }
    let bytes = STANDARD.decode(&request.base64).map_err(|error| {
        let detail = error.to_string();
        AppError::with(
            Code::FileUnreadable,
            [("file", String::new()), ("detail", detail)],
        )
    })?;
    let app_in = app.clone();
    Ok(app
        .jobs()
        .start(app.host().new_id(), move |progress| async move {
            read(&app_in, &store, &bytes, &progress).await
        }))
}

async fn read(
    app: &App,
    store: &Store,
    bytes: &[u8],
    progress: &Progress,
) -> AppResult<HubStickRead> {
    progress.stage("同步中心读入", 0);
    let hub = Program::of(app, store).await?;
    let name = app.host().new_id();
    let (there, back) = (
        folder(app).join(format!("{name}-in.snb")),
        folder(app).join(format!("{name}-out.snb")),
    );
    let answered = exchange(&hub, bytes, &there, &back).await;
    // Sealed for their receivers, and no use to anybody any more.
    for path in [&there, &back] {
        tokio::fs::remove_file(path).await.ok();
    }
    answered
}

async fn exchange(
    hub: &Program,
    bytes: &[u8],
    there: &Path,
    back: &Path,
) -> AppResult<HubStickRead> {
    let unwritable = |error: std::io::Error| {
        let file = there.display().to_string();
        let detail = error.to_string();
        AppError::with(Code::FileUnwritable, [("file", file), ("detail", detail)])
    };
    tokio::fs::write(there, bytes).await.map_err(unwritable)?;
    let (from, to) = (there.display().to_string(), back.display().to_string());
    let taken = hub.answer(&["bundle", "read", &from, "-o", &to]).await?;
    let answer = tokio::fs::read(back).await.map_err(unwritable)?;
    let device = taken["device_name"].as_str().unwrap_or_default();
    let count = |name: &str| taken[name].as_u64().unwrap_or_default();
    let mut sentence = format!(
        "已读入“{device}”的第 {} 份文件：{} 笔操作，采用 {} 处，待裁决 {} 处，附件 {} 个。",
        count("counter"),
        count("ops"),
        count("accepted"),
        count("parked"),
        count("attachments")
    );
    if taken["line"] != "whole" {
        sentence = format!(
            "同步中心是从旧备份恢复的，比“{device}”少了一段，这份文件先没有读入。那台电脑读入回给它的文件以后，会把知道的补送来。"
        );
    }
    if count("refused") > 0 {
        let refused = format!("{} 笔没有收下，留在那台电脑上。", count("refused"));
        sentence.push_str(&refused);
    }
    Ok(HubStickRead {
        file: FileBytes {
            file_name: format!("同步中心回-{device}-{}.snb", count("counter")),
            media_type: "application/octet-stream".to_owned(),
            base64: STANDARD.encode(answer),
            warnings: Vec::new(),
            pages: 0,
        },
        sentence,
    })
}
