//! How this device stands to its hub: what is not yet synced is always to be seen.

use songnuan_model::roles::Act;
use songnuan_store::RefusedOp;
use songnuan_sync::Replica as _;

use super::{kept, receipt, words};
use crate::app::App;
use crate::commands::shared::Nothing;
use crate::commands::sync::{ContentsDigest, RefusedView, SyncReceipt, SyncStatus};
use crate::conflicts;
use crate::error::AppResult;
use crate::op::Op;

/// The counts for the button and the page.
pub async fn status(app: &App, _: Nothing) -> AppResult<SyncStatus> {
    let store = app.store_for(Act::Sync).await?;
    let enrolment = kept::enrolment(&store).await?;
    let waiting = store.waiting().await?;
    let last = kept::receipts(&store).await?.into_iter().next();
    let undecided = conflicts::undecided(&store).await?;
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let mut refused = Vec::new();
    for RefusedOp { op, refusal } in store.refused_ops().await? {
        refused.push(RefusedView {
            op_id: op.id,
            title: Op::title_of(&op.kind),
            at: op.at.to_string(),
            who: op.who,
            reason: words::refusal_words(&refusal),
        });
    }
    let mut status = SyncStatus {
        enrolled: enrolment.is_some(),
        hub_name: enrolment.as_ref().map(|it| it.hub_name.clone()),
        addresses: enrolment
            .as_ref()
            .map(|it| it.addresses.clone())
            .unwrap_or_default(),
        device_id: store.device_id().clone(),
        everything: enrolment
            .as_ref()
            .is_none_or(|it| it.everything != Some(false)),
        waiting_ops: small(waiting.ops),
        waiting_changes: small(waiting.changes),
        refused,
        undecided,
        clock: receipt::clock_words(last.as_ref().and_then(|it| it.clock_off)),
        last,
        running: app.syncing().job(),
        sentence: String::new(),
    };
    status.sentence = sentence(&status);
    Ok(status)
}

fn sentence(status: &SyncStatus) -> String {
    if !status.enrolled {
        return "本机还没有加入同步中心，内容都在本机。".to_owned();
    }
    let mut parts = Vec::new();
    match status.waiting_changes {
        0 => parts.push("都已送出".to_owned()),
        n => parts.push(format!("{n} 处修改还没有送出")),
    }
    if !status.refused.is_empty() {
        parts.push(format!("{} 笔操作没有收下", status.refused.len()));
    }
    if status.undecided > 0 {
        parts.push(format!("{} 处待裁决", status.undecided));
    }
    format!("{}。", parts.join("，"))
}

/// The contents in one number.
pub async fn digest(app: &App, _: Nothing) -> AppResult<ContentsDigest> {
    let digest = app.store_for(Act::Sync).await?.digest().await?;
    Ok(ContentsDigest {
        records: u32::try_from(digest.count()).unwrap_or(u32::MAX),
        digest: digest.to_text(),
    })
}

/// Kept receipts, the newest first.
pub async fn receipts(app: &App, _: Nothing) -> AppResult<Vec<SyncReceipt>> {
    kept::receipts(&app.store_for(Act::Sync).await?).await
}
