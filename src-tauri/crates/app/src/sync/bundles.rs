//! The same exchange on a stick: writing what waits for the hub, reading what the hub wrote.
//! Interrupted and repeated at will; nothing counts as sent before the hub's answer was read.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::roles::Act;
use songnuan_store::Store;
use songnuan_sync::bundle::{
    self, Bundle, BundleFault, Contents, Direction, ForDevice, ForHub, Header, Reader, WriterKeys,
};
use songnuan_sync::{
    Agreement, Hello, LineState, OLDEST_PROTOCOL, OpOutcome, PROTOCOL, PushPage, PushReply,
    Receipt, Replica as _,
};

use super::kept::{self, Enrolment};
use super::receipt::{self, Told};
use crate::app::App;
use crate::commands::internal;
use crate::commands::shared::{FileBytes, JobStarted};
use crate::commands::sync::{BundleRead, BundleWrite, BundleWritten, SyncReceipt, SyncWay};
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;

const STATE: &str = "bundles";
/// Changes in one page.
const PAGE: u32 = 2_000;

/// What is known of bundles between this device and its hub.
#[derive(Default, Serialize, Deserialize)]
struct State {
    /// Counters: written here, read of the hub's.
    written: u64,
    read: u64,
    /// Of the last one written: its last operation, and the attachments in it.
    last_op: Option<Id>,
    blobs: Vec<String>,
}

async fn state(store: &Store) -> AppResult<State> {
    let text = store.sync_state(STATE).await?;
    // Of another version of the program: counted anew, reading twice is harmless.
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

async fn keep(store: &Store, state: &State) -> AppResult<()> {
    let text = serde_json::to_string(state).map_err(internal)?;
    Ok(store.set_sync_state(STATE, Some(&text)).await?)
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
    let (cursor, cursor_op) = store.cursor().await?;
    let pushes = pages(store, progress).await?;
    let (here, lacking) = store.blobs().await?;
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
    let changes: usize = ops(&pushes).map(|op| op.changes.len()).sum();
    let mut state = state(store).await?;
    state.written += 1;
    state.last_op = ops(&pushes).last().map(|op| op.id.clone());
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
    let hello = Hello {
        oldest: OLDEST_PROTOCOL,
        newest: PROTOCOL,
        program: header.program.clone(),
        device: header.device.clone(),
        hub: header.hub.clone(),
        cursor,
        cursor_op,
        now: header.made_at.clone(),
    };
    let attachments = blobs.len();
    let contents = Contents::ForHub(ForHub {
        hello,
        pushes,
        lacking,
    });
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

/// Every page that waits. They are noted as sent while they are gathered, and not sent again at
/// once: only the hub's answer counts.
async fn pages(store: &Store, progress: &Progress) -> AppResult<Vec<PushPage>> {
    store.send_unsettled_again().await?;
    let waiting = store.waiting().await?;
    progress.stage(
        "装入修改",
        usize::try_from(waiting.changes).unwrap_or(usize::MAX),
    );
    let gathered = gather(store, progress).await;
    store.send_unsettled_again().await?;
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
    apply(store, *said, blobs, &mut receipt, progress).await?;
    if arrived {
        store.note_blobs_at_hub(&state.blobs).await?;
    }
    state.read = header.counter;
    keep(store, &state).await?;
    enrolment.everything = Some(receipt.everything);
    kept::keep_enrolment(store, &enrolment).await?;
    let view = receipt::view(
        app,
        store,
        Told {
            who,
            way: SyncWay::Bundle,
            receipt: &receipt,
            trouble: None,
        },
    )
    .await?;
    kept::keep_receipt(store, &view).await?;
    app.refresh_roles().await?;
    Ok(view)
}

/// The engine's steps, from the stick.
async fn apply(
    store: &Store,
    said: ForDevice,
    blobs: Vec<(String, Vec<u8>)>,
    receipt: &mut Receipt,
    progress: &Progress,
) -> AppResult<()> {
    match said.welcome.line {
        LineState::Whole => {}
        LineState::Behind => return Err(AppError::new(Code::HubBehind)),
        LineState::Forked => return Err(AppError::new(Code::HubForked)),
    }
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
    store.acknowledge(&said.outcomes).await?;
    progress.stage("收到", said.pulls.len() + said.fetched.len());
    for (n, page) in said.pulls.iter().enumerate() {
        progress.done(n)?;
        let applied = store.apply(page).await?;
        receipt.received.entries += page.entries.len() as u64;
        receipt.received.ops += u64::from(applied.ops);
        receipt.received.records += u64::from(applied.records);
        receipt.received.conflicts += u64::from(applied.conflicts);
    }
    if let Some(scope) = &said.scope {
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
    receipt.agreement = agreement(store, said.digest.as_ref(), receipt).await?;
    Ok(())
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

/// Why a file is no bundle for us, as a sentence.
pub fn fault(fault: BundleFault) -> AppError {
    let reason = match fault {
        BundleFault::NotABundle => "这不是同步文件，请核对是不是选错了文件。".to_owned(),
        BundleFault::OtherVersion { .. } => {
            "这是新版本程序写的同步文件，请先升级本机程序。".to_owned()
        }
        BundleFault::Cut { have, want } if want > 0 => format!(
            "文件没有拷贝完整：应有 {want} 字节，只有 {have} 字节。请重新拷贝一次，拷完再拔 U 盘。"
        ),
        BundleFault::Cut { .. } => "文件没有拷贝完整，请重新拷贝一次。".to_owned(),
        BundleFault::Damaged => "文件有损坏，请重新拷贝；还不行就请对方重写一份。".to_owned(),
        BundleFault::ForeignHub { name } => {
            format!("这是“{name}”的同步文件，不是本机加入的同步中心的。")
        }
        BundleFault::NotForUs { to } => format!("这份文件是给“{to}”的，不是给本机的。"),
        BundleFault::Forged => {
            "文件的签名对不上，可能被人改过，没有读入。请向对方核实。".to_owned()
        }
        BundleFault::Old { counter, read } => format!(
            "这是旧文件（第 {counter} 份），本机已经读过第 {read} 份。请核对是不是拿错了 U 盘。"
        ),
        BundleFault::WrongKey => "这份文件用的是以前的钥匙，请对方重写一份。".to_owned(),
        BundleFault::TooLarge { limit } => {
            format!(
                "内容太多，一份同步文件最多 {} 兆。请改用网络同步。",
                limit >> 20
            )
        }
    };
    AppError::with(Code::BundleRefused, [("reason", reason)])
}
