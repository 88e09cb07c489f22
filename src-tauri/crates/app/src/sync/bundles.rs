//! The same exchange on a stick: writing what waits for the hub. Reading is in `bundles_read.rs`.
//! Interrupted and repeated at will; nothing counts as sent before the hub's answer was read.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::roles::Act;
use songnuan_store::Store;
use songnuan_sync::bundle::{self, Contents, Direction, ForHub, Header, WriterKeys};
use songnuan_sync::{
    ByKind, Hello, OLDEST_PROTOCOL, OpOutcome, PROTOCOL, PushPage, PushReply, Replica as _,
    ResendPage,
};

use super::kept::{self, Enrolment};
use super::words::fault;
use crate::app::App;
use crate::commands::internal;
use crate::commands::shared::{FileBytes, JobStarted};
use crate::commands::sync::{BundleWrite, BundleWritten};
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;

const STATE: &str = "bundles";
/// Changes in one page.
const PAGE: u32 = 2_000;

/// What is known of bundles between this device and its hub.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct State {
    /// Counters: written here, read of the hub's.
    pub written: u64,
    pub read: u64,
    /// Of the last one written: its last operation, and the attachments in it.
    pub last_op: Option<Id>,
    pub blobs: Vec<String>,
    /// The hub said that it ends here, before what is known here: it was restored from an old
    /// backup.
    #[serde(default)]
    pub behind: Option<i64>,
    /// The newest counter written when the hub was asked for its list over the network: the lists
    /// of answers to it, or to older ones, are older.
    #[serde(default)]
    pub listed: Option<u64>,
    /// Its changes, by kind of record.
    #[serde(default)]
    pub kinds: ByKind,
}

pub(super) async fn state(store: &Store) -> AppResult<State> {
    let text = store.sync_state(STATE).await?;
    // Of another version of the program: counted anew, reading twice is harmless.
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

pub(super) async fn keep(store: &Store, state: &State) -> AppResult<()> {
    let text = serde_json::to_string(state).map_err(internal)?;
    Ok(store.set_sync_state(STATE, Some(&text)).await?)
}

/// A sync over the network begins: whatever list comes on a stick that was under way is older.
pub async fn note_list(store: &Store) -> AppResult<()> {
    let mut state = state(store).await?;
    if state.listed.unwrap_or_default() < state.written {
        state.listed = Some(state.written);
        keep(store, &state).await?;
    }
    Ok(())
}

/// Writes what waits into a bundle for the hub (a job).
pub async fn bundle_write(app: &App, request: BundleWrite) -> AppResult<JobStarted> {
    let session = app.require(Act::Sync).await?;
    let enrolment = kept::enrolled(&session.store).await?;
    let place = app.syncing().take()?;
    let app_in = app.clone();
    Ok(app
        .jobs()
        .start(app.host().new_id(), move |progress| async move {
            let _place = place;
            write(&app_in, &session.store, &enrolment, request, &progress).await
        }))
}

async fn write(
    app: &App,
    store: &Store,
    enrolment: &Enrolment,
    request: BundleWrite,
    progress: &Progress,
) -> AppResult<BundleWritten> {
    let none = || AppError::new(Code::NotEnrolled);
    let signing = kept::device_key(store).await?.ok_or_else(none)?;
    let key = kept::bundle_key(store).await?.ok_or_else(none)?;
    let mut state = state(store).await?;
    let mut resend = Vec::new();
    if request.resend {
        let head = state.behind.unwrap_or_default();
        resend = give_back(store, enrolment, head, progress).await?;
    }
    let (cursor, cursor_op) = store.cursor().await?;
    let pushes = pages(store, progress).await?;
    let (here, lacking) = store.blobs().await?;
    let blobs = blobs_that_fit(store, here, progress).await?;
    let changes: usize = ops(&pushes).map(|op| op.changes.len()).sum();
    state.written += 1;
    state.last_op = ops(&pushes).last().map(|op| op.id.clone());
    state.kinds = by_kind(&pushes);
    state.blobs = blobs.iter().map(|(name, _)| name.clone()).collect();
    // Counted before it is written: a number is never used twice.
    keep(store, &state).await?;
    let now = app.now()?;
    let header = Header {
        direction: Direction::ToHub,
        hub: enrolment.hub.clone(),
        hub_name: enrolment.hub_name.clone(),
        device: store.device_id().clone(),
        device_name: crate::session::settings_of(store).await?.org_name,
        counter: state.written,
        made_at: now.to_string(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let hello = hello(&header, cursor, cursor_op);
    let attachments = blobs.len();
    let contents = Contents::ForHub(Box::new(ForHub {
        hello,
        pushes,
        lacking,
        read: state.read,
        resend,
    }));
    let [nonce, _] = halves(app.host().secret_bytes()?);
    let keys = WriterKeys {
        signing: &signing,
        bundle: &key,
    };
    let bytes = bundle::write(&header, &contents, &blobs, keys, nonce).map_err(fault)?;
    let name = format!("送同步中心-{}.snb", state.written);
    let file = out(request.path.as_deref(), name, bytes).await?;
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(BundleWritten {
        file,
        path: request.path,
        changes: small(changes),
        attachments: small(attachments),
        sentence: format!(
            "已写入给“{}”的文件：{changes} 条修改、{attachments} 个附件。对方读入并写回文件、本机再读入后，才算送到。",
            enrolment.hub_name
        ),
    })
}

fn hello(header: &Header, cursor: i64, cursor_op: String) -> Hello {
    Hello {
        oldest: OLDEST_PROTOCOL,
        newest: PROTOCOL,
        program: header.program.clone(),
        device: header.device.clone(),
        hub: header.hub.clone(),
        cursor,
        cursor_op,
        now: header.made_at.clone(),
    }
}

async fn blobs_that_fit(
    store: &Store,
    here: Vec<String>,
    progress: &Progress,
) -> AppResult<Vec<(String, Vec<u8>)>> {
    progress.stage("装入照片和附件", here.len());
    let (mut blobs, mut room) = (Vec::new(), bundle::LARGEST / 2);
    for (n, name) in here.into_iter().enumerate() {
        progress.done(n)?;
        let bytes = store.read_blob(&name).await?;
        // What does not fit goes with the next one.
        if bytes.len() <= room {
            room -= bytes.len();
            blobs.push((name, bytes));
        }
    }
    Ok(blobs)
}

/// What a hub that ends at `head` has lost, as over the network: the entries after it, with the one
/// at it, by which the hub sees that it has not moved on. Of a part of the line there is nothing to
/// give back; what was done here goes out once more.
async fn give_back(
    store: &Store,
    enrolment: &Enrolment,
    head: i64,
    progress: &Progress,
) -> AppResult<Vec<ResendPage>> {
    progress.stage("补送同步中心丢失的内容", 0);
    if enrolment.everything == Some(false) {
        let (seq, op) = store.known(head).await?;
        store.go_back(seq, &op).await?;
        return Ok(Vec::new());
    }
    let (mut pages, mut after, mut done) = (Vec::new(), head - 1, 0);
    loop {
        let page = store.resend_page(after, PAGE).await?;
        let Some(last) = page.entries.last() else {
            return Ok(pages);
        };
        after = last.seq;
        done += page.entries.len();
        pages.push(page);
        progress.done(done)?;
    }
}

/// Every page that waits. They are noted as sent while they are gathered, and not sent again at
/// once: only the hub's answer counts.
async fn pages(store: &Store, progress: &Progress) -> AppResult<Vec<PushPage>> {
    store.resume().await?;
    let waiting = store.waiting().await?;
    progress.stage(
        "装入修改",
        usize::try_from(waiting.changes).unwrap_or(usize::MAX),
    );
    let gathered = gather(store, progress).await;
    store.resume().await?;
    gathered
}

async fn gather(store: &Store, progress: &Progress) -> AppResult<Vec<PushPage>> {
    let mut pages: Vec<PushPage> = Vec::new();
    let mut done = 0;
    loop {
        let page = store.outgoing_page(PAGE).await?;
        if page.ops.is_empty() {
            return Ok(pages);
        }
        let outcomes = page.ops.iter().map(|op| OpOutcome {
            op: op.id.clone(),
            up_to: op
                .changes
                .last()
                .map_or(op.last_change, |change| change.seq),
            accepted: 0,
            parked: 0,
            refused: None,
        });
        let reply = PushReply {
            outcomes: outcomes.collect(),
        };
        store.acknowledge(&reply).await?;
        done += page.ops.iter().map(|op| op.changes.len()).sum::<usize>();
        pages.push(page);
        progress.done(done)?;
    }
}

fn ops(pages: &[PushPage]) -> impl Iterator<Item = &songnuan_sync::OpMessage> {
    pages.iter().flat_map(|page| &page.ops)
}

fn by_kind(pages: &[PushPage]) -> ByKind {
    let mut kinds = ByKind::new();
    for change in ops(pages).flat_map(|op| &op.changes) {
        *kinds.entry(change.kind.clone()).or_default() += 1;
    }
    kinds
}

fn halves(bytes: [u8; 32]) -> [[u8; 16]; 2] {
    let mut halves = [[0; 16]; 2];
    for (half, part) in halves.iter_mut().zip(bytes.chunks(16)) {
        half.copy_from_slice(part);
    }
    halves
}

/// Onto the stick, or to the window that asked.
async fn out(path: Option<&str>, name: String, bytes: Vec<u8>) -> AppResult<Option<FileBytes>> {
    let Some(path) = path else {
        return Ok(Some(FileBytes {
            file_name: name,
            media_type: "application/octet-stream".to_owned(),
            base64: STANDARD.encode(bytes),
            warnings: Vec::new(),
            pages: 0,
        }));
    };
    tokio::fs::write(path, bytes).await.map_err(|error| {
        AppError::with(
            Code::FileUnwritable,
            [("file", path.to_owned()), ("detail", error.to_string())],
        )
    })?;
    Ok(None)
}
