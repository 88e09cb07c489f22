//! Reading from a stick what the hub wrote for this device.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use songnuan_model::record::Id;
use songnuan_model::roles::Act;
use songnuan_store::Store;
use songnuan_sync::bundle::{self, Bundle, BundleFault, Contents, Direction, ForDevice, Reader};
use songnuan_sync::{Agreement, LineState, PullPage, Receipt, Replica as _};

use super::bundles::{State, keep, state};
use super::kept::{self, Enrolment};
use super::receipt::{self, Told};
use super::words::fault;
use crate::app::App;
use crate::commands::shared::JobStarted;
use crate::commands::sync::{BundleRead, SyncReceipt, SyncWay};
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;

/// Reads what the hub wrote for this device (a job whose result is `SyncReceipt`).
pub async fn bundle_read(app: &App, request: BundleRead) -> AppResult<JobStarted> {
    let session = app.require(Act::Sync).await?;
    let enrolment = kept::enrolled(&session.store).await?;
    let bytes = bytes_of(&request).await?;
    let place = app.syncing().take()?;
    let app_in = app.clone();
    Ok(app
        .jobs()
        .start(app.host().new_id(), move |progress| async move {
            let _place = place;
            let who = session.user;
            read(&app_in, &session.store, &who, enrolment, &bytes, &progress).await
        }))
}

async fn bytes_of(request: &BundleRead) -> AppResult<Vec<u8>> {
    let unreadable = |detail: String| {
        let name = request.path.clone().unwrap_or_default();
        AppError::with(Code::FileUnreadable, [("file", name), ("detail", detail)])
    };
    match (&request.path, &request.base64) {
        (Some(path), _) => tokio::fs::read(path)
            .await
            .map_err(|error| unreadable(error.to_string())),
        (None, Some(text)) => STANDARD
            .decode(text)
            .map_err(|error| unreadable(error.to_string())),
        (None, None) => Err(AppError::invalid("没有选择文件。什么都没有读入。")),
    }
}

async fn read(
    app: &App,
    store: &Store,
    who: &str,
    mut enrolment: Enrolment,
    bytes: &[u8],
    progress: &Progress,
) -> AppResult<SyncReceipt> {
    let none = || AppError::new(Code::NotEnrolled);
    let key = kept::bundle_key(store).await?.ok_or_else(none)?;
    let mut state = state(store).await?;
    let reader = Reader {
        direction: Direction::ToDevice,
        hub: &enrolment.hub,
        device: store.device_id(),
        sender: &enrolment.hub_key,
        bundle: &key,
        last_counter: state.read,
    };
    let Bundle {
        header,
        contents,
        blobs,
    } = bundle::read(bytes, &reader).map_err(fault)?;
    let Contents::ForDevice(said) = contents else {
        return Err(fault(BundleFault::Damaged));
    };
    let now = app.now()?;
    store.note_time(&now);
    let arrived = state.last_op.as_ref().is_some_and(|last| {
        let mut outcomes = said.outcomes.outcomes.iter();
        outcomes.any(|outcome| outcome.op == *last)
    });
    let mut receipt = Receipt {
        our_clock: now.to_string(),
        hub_name: header.hub_name.clone(),
        everything: said.welcome.everything,
        ..Receipt::default()
    };
    if arrived {
        receipt.sent.kinds.clone_from(&state.kinds);
    }
    // Restored from an old backup, this device counts on from what the hub has read.
    state.written = state.written.max(said.read);
    state.read = header.counter;
    let stopped = on_another_line(store, &said, &mut state).await?;
    keep(store, &state).await?;
    if let Some(error) = stopped {
        told(app, store, who, &receipt, Some(&error)).await?;
        return Err(error);
    }
    // A list that is older than one that came over the network neither gives nor takes.
    let newer = state.listed.is_none_or(|listed| said.read > listed);
    apply(store, *said, newer, blobs, &mut receipt, progress).await?;
    if arrived {
        store.note_blobs_at_hub(&state.blobs).await?;
    }
    enrolment.everything = Some(receipt.everything);
    kept::keep_enrolment(store, &enrolment).await?;
    let view = told(app, store, who, &receipt, None).await?;
    app.refresh_roles().await?;
    Ok(view)
}

/// Keeps what came of it, and shows it.
async fn told(
    app: &App,
    store: &Store,
    who: &str,
    receipt: &Receipt,
    trouble: Option<&AppError>,
) -> AppResult<SyncReceipt> {
    let told = Told {
        who,
        way: SyncWay::Bundle,
        receipt,
        trouble,
    };
    let view = receipt::view(app, store, told).await?;
    kept::keep_receipt(store, &view).await?;
    Ok(view)
}

/// Why nothing of it may be taken: the hub was restored from an old backup. Notes from where it is
/// to be given back what it lost, should somebody let this device do that.
async fn on_another_line(
    store: &Store,
    said: &ForDevice,
    state: &mut State,
) -> AppResult<Option<AppError>> {
    let line = match said.welcome.line {
        LineState::Whole if store.knows_otherwise(&said.pulls).await? => LineState::Forked,
        line => line,
    };
    let code = match line {
        LineState::Whole => {
            state.behind = None;
            return Ok(None);
        }
        LineState::Behind => {
            state.behind = Some(said.welcome.head);
            Code::HubBehind
        }
        // A device that does not get everything sends only what was done on it: that fits any line.
        LineState::Forked if !said.welcome.everything => {
            state.behind = Some(0);
            Code::HubBehind
        }
        LineState::Forked => Code::HubForked,
    };
    Ok(Some(AppError::new(code)))
}

/// The engine's steps, from the stick. `newer`: its list is the newest.
async fn apply(
    store: &Store,
    said: ForDevice,
    newer: bool,
    blobs: Vec<(String, Vec<u8>)>,
    receipt: &mut Receipt,
    progress: &Progress,
) -> AppResult<()> {
    let (cursor, _) = store.cursor().await?;
    if said.pulls.first().is_some_and(|page| page.next > cursor) {
        return Err(AppError::with(
            Code::BundleRefused,
            [(
                "reason",
                "这份文件接着的是本机没有的内容，请先写一份给同步中心的文件，让对方照着重写。"
                    .to_owned(),
            )],
        ));
    }
    for outcome in &said.outcomes.outcomes {
        receipt.sent.accepted += u64::from(outcome.accepted);
        receipt.sent.parked += u64::from(outcome.parked);
        receipt.sent.changes += u64::from(outcome.accepted) + u64::from(outcome.parked);
    }
    receipt.sent.ops = said.outcomes.outcomes.len() as u64;
    store.resume().await?;
    store.acknowledge(&said.outcomes).await?;
    progress.stage("收到", said.pulls.len() + said.fetched.len());
    for (n, page) in said.pulls.iter().enumerate() {
        progress.done(n)?;
        let page = beyond(page, cursor);
        let applied = store.apply(&page).await?;
        receipt.received.count(&page, applied, store.device_id());
    }
    store.settle().await?;
    if let Some(scope) = said.scope.as_ref().filter(|_| newer) {
        receipt.received.fetched = store.lacking(scope).await?.len() as u64;
        for page in &said.fetched {
            store.apply_fetched(page).await?;
        }
        receipt.received.handed_back = store.keep_only(scope).await?;
    }
    let (_, missing) = store.blobs().await?;
    progress.stage("照片和附件", blobs.len());
    for (n, (name, bytes)) in blobs.into_iter().enumerate() {
        progress.done(n)?;
        if missing.contains(&name) {
            store.write_blob(&name, bytes).await?;
            receipt.attachments.received += 1;
        }
    }
    receipt.attachments.missing = store.blobs().await?.1.len() as u64;
    let waiting = store.waiting().await?;
    (receipt.still_waiting, receipt.refused_in_all) = (waiting.ops, waiting.refused);
    receipt.cursor = store.cursor().await?.0;
    let theirs = said.digest.as_ref().filter(|_| newer);
    receipt.agreement = agreement(store, theirs, receipt).await?;
    Ok(())
}

/// What is new in a page: of an older answer the rest is known, or was handed back since.
fn beyond(page: &PullPage, cursor: i64) -> PullPage {
    let mut page = page.clone();
    page.entries.retain(|entry| entry.seq > cursor);
    let ops: HashSet<&Id> = page.entries.iter().map(|entry| &entry.op).collect();
    page.ops.retain(|op| ops.contains(&op.id));
    page
}

async fn agreement(
    store: &Store,
    theirs: Option<&songnuan_sync::DigestReply>,
    receipt: &Receipt,
) -> AppResult<Agreement> {
    let Some(theirs) = theirs else {
        return Ok(Agreement::NotCompared);
    };
    if receipt.still_waiting + receipt.refused_in_all > 0 {
        return Ok(Agreement::Waiting);
    }
    let ours = songnuan_sync::Replica::digest(store, None).await?;
    if ours.head != theirs.head {
        return Ok(Agreement::MovedOn);
    }
    if ours.whole != theirs.whole {
        return Ok(Agreement::Unclear);
    }
    let records = ours.whole.split(':').next().and_then(|n| n.parse().ok());
    Ok(Agreement::Same {
        records: records.unwrap_or_default(),
    })
}
