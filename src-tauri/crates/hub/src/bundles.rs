//! The hub on a stick: reads what a device wrote, and writes what the device has not yet.
//!
//! The same messages as over the network, answered by the same [`crate::DeviceHub`]; only the
//! envelope is another. Reading one twice is harmless.

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_sync::bundle::{
    self, Bundle, BundleFault, BundleKey, Contents, Direction, ForDevice, ForHub, Header, Reader,
    WriterKeys,
};
use songnuan_sync::identity::PublicKey;
use songnuan_sync::{
    FetchRequest, Hello, Hub as _, HubError, LineState, OLDEST_PROTOCOL, PROTOCOL, PullPage,
    PullRequest, PushReply, Refusal, ResendPage,
};

use crate::device::DeviceHub;
use crate::error::HubFailure;
use crate::http::signing_key;
use crate::limits;
use crate::service::HubService;

/// Records fetched at once.
const FETCH: usize = 200;

/// Why a bundle was not read or written. Nothing half is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleTrouble {
    Fault(BundleFault),
    /// The hub says no to the device, or cannot.
    Hub(HubError),
    Failure(HubFailure),
}

/// What a device's bundle brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BundleTaken {
    pub device: String,
    pub device_name: String,
    pub counter: u64,
    /// Not whole: the hub was restored from an old backup and nothing was taken. The bundle that is
    /// written for the device next says so.
    pub line: LineState,
    /// Entries the device gave back to a hub that had lost them.
    pub resent: u64,
    pub ops: u64,
    pub accepted: u64,
    pub parked: u64,
    pub refused: u64,
    pub attachments: u64,
}

impl BundleTaken {
    /// Was it taken? Otherwise the hub was restored from an old backup.
    pub fn fits(&self) -> bool {
        self.line == LineState::Whole
    }
}

/// What is kept of a device's last bundle until the answer is written.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    read: u64,
    written: u64,
    cursor: i64,
    cursor_op: String,
    outcomes: PushReply,
    lacking: Vec<String>,
}

type Outcome<T> = Result<T, BundleTrouble>;

impl HubService {
    /// Reads a device's bundle.
    pub async fn read_bundle(&self, bytes: &[u8]) -> Outcome<BundleTaken> {
        let device = bundle::peek(bytes)?.device;
        let sender = PublicKey(self.public_key_of(&device).await?);
        let key = BundleKey(self.bundle_key_of(&device).await?);
        let mut kept = self.kept(&device).await?;
        let reader = Reader {
            direction: Direction::ToHub,
            hub: self.hub_id(),
            device: &device,
            sender: &sender,
            bundle: &key,
            last_counter: kept.read,
        };
        let Bundle {
            header,
            contents,
            blobs,
        } = bundle::read(bytes, &reader)?;
        let Contents::ForHub(said) = contents else {
            return Err(BundleFault::Damaged.into());
        };
        // As the list of devices calls it: the header says what its unit is called.
        let known = self.devices().await?;
        let known = known.into_iter().find(|known| known.id == device);
        let mut taken = BundleTaken {
            device: device.0.clone(),
            device_name: known.map_or(header.device_name, |known| known.name),
            counter: header.counter,
            ..BundleTaken::default()
        };
        let hub = self.device(device.clone());
        let (cursor, cursor_op) = (said.hello.cursor, said.hello.cursor_op.clone());
        // A hub restored from an old backup counts on from what the device has read.
        kept.written = kept.written.max(said.read);
        kept.outcomes = take(&hub, *said, &mut kept.lacking, &mut taken).await?;
        if taken.line == LineState::Whole {
            for (name, blob) in blobs {
                hub.put_blob(name, blob).await?;
                taken.attachments += 1;
            }
        }
        (kept.cursor, kept.cursor_op) = (cursor, cursor_op);
        kept.read = header.counter;
        self.keep(&device, &kept).await?;
        Ok(taken)
    }

    /// Writes a bundle for a device: what became of its pushes, and everything it has not.
    pub async fn write_bundle(&self, device: &Id, program: &str) -> Outcome<(Header, Vec<u8>)> {
        let key = BundleKey(self.bundle_key_of(device).await?);
        let known = self.devices().await?;
        let known = known.into_iter().find(|known| known.id == *device);
        let known = known.ok_or(HubFailure::UnknownDevice)?;
        let mut kept = self.kept(device).await?;
        kept.written += 1;
        // Counted before it is written: a number is never used twice.
        self.keep(device, &kept).await?;
        let (contents, blobs) = gather(self, device, &kept, program).await?;
        let header = Header {
            direction: Direction::ToDevice,
            hub: self.hub_id().clone(),
            hub_name: self.name().to_owned(),
            device: device.clone(),
            device_name: known.name,
            counter: kept.written,
            made_at: self.inner.host.now(),
            program: program.to_owned(),
        };
        let signing = signing_key(self).await?;
        let mut nonce = [0; 16];
        self.inner.host.fill(&mut nonce).map_err(HubFailure::from)?;
        let keys = WriterKeys {
            signing: &signing,
            bundle: &key,
        };
        let contents = Contents::ForDevice(Box::new(contents));
        let bytes = bundle::write(&header, &contents, &blobs, keys, nonce)?;
        Ok((header, bytes))
    }

    async fn kept(&self, device: &Id) -> Outcome<Kept> {
        let kept = self.secret(&format!("bundle {device}")).await?;
        // Of another version of the program: counted anew, reading twice is harmless.
        Ok(kept
            .and_then(|kept| serde_json::from_slice(&kept).ok())
            .unwrap_or_default())
    }

    async fn keep(&self, device: &Id, kept: &Kept) -> Outcome<()> {
        let bytes = serde_json::to_vec(kept).map_err(|_| BundleFault::Damaged)?;
        self.keep_secret(&format!("bundle {device}"), &bytes)
            .await?;
        Ok(())
    }
}

/// Takes what a device said, as over the network.
async fn take(
    hub: &DeviceHub,
    said: ForHub,
    lacking: &mut Vec<String>,
    taken: &mut BundleTaken,
) -> Outcome<PushReply> {
    taken.line = hub.hello(said.hello.clone()).await?.line;
    if taken.line == LineState::Behind && !said.resend.is_empty() {
        taken.line = give_back(hub, said.hello, said.resend, taken).await?;
    }
    if taken.line != LineState::Whole {
        return Ok(PushReply::default());
    }
    let mut reply = PushReply::default();
    for page in said.pushes {
        reply.outcomes.extend(hub.push(page).await?.outcomes);
    }
    for outcome in &reply.outcomes {
        taken.accepted += u64::from(outcome.accepted);
        taken.parked += u64::from(outcome.parked);
        taken.refused += u64::from(outcome.refused.is_some());
    }
    let mut ops: Vec<&Id> = reply.outcomes.iter().map(|outcome| &outcome.op).collect();
    ops.sort();
    ops.dedup();
    taken.ops = u64::try_from(ops.len()).unwrap_or(u64::MAX);
    *lacking = said.lacking;
    Ok(reply)
}

/// Takes back what the hub lost; how its line stands then.
async fn give_back(
    hub: &DeviceHub,
    hello: Hello,
    pages: Vec<ResendPage>,
    taken: &mut BundleTaken,
) -> Outcome<LineState> {
    for page in pages {
        let entries = u64::try_from(page.entries.len()).unwrap_or(u64::MAX);
        match hub.resend(page).await {
            Ok(()) => taken.resent += entries,
            // They do not fit what the hub has: it has moved on.
            Err(HubError::Refused(Refusal::Garbled)) => return Ok(LineState::Forked),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(hub.hello(hello).await?.line)
}

/// Everything the device has not, as the hub stands now.
async fn gather(
    service: &HubService,
    device: &Id,
    kept: &Kept,
    program: &str,
) -> Outcome<(ForDevice, Vec<(String, Vec<u8>)>)> {
    let hub = service.device(device.clone());
    let welcome = hub
        .hello(Hello {
            oldest: OLDEST_PROTOCOL,
            newest: PROTOCOL,
            program: program.to_owned(),
            device: device.clone(),
            hub: service.hub_id().clone(),
            cursor: kept.cursor,
            cursor_op: kept.cursor_op.clone(),
            now: service.inner.host.now(),
        })
        .await?;
    let mut answer = ForDevice {
        welcome,
        read: kept.read,
        outcomes: PushReply::default(),
        pulls: Vec::new(),
        scope: None,
        fetched: Vec::new(),
        digest: None,
        lacking: Vec::new(),
    };
    if answer.welcome.line != LineState::Whole {
        return Ok((answer, Vec::new()));
    }
    // Where the pages begin: a device that has less would miss what lies between.
    answer.pulls.push(PullPage {
        next: kept.cursor,
        next_op: kept.cursor_op.clone(),
        more: true,
        ..PullPage::default()
    });
    let mut after = kept.cursor;
    loop {
        let limit = limits::PULL_ENTRIES;
        let page = hub.pull(PullRequest { after, limit }).await?;
        let more = page.more;
        after = page.next;
        answer.pulls.push(page);
        if !more {
            break;
        }
    }
    if !answer.welcome.everything {
        let records = whole_scope(&hub).await?;
        answer.fetched = histories(&hub, &records, after).await?;
        answer.scope = Some(records);
    }
    let pages = answer.pulls.iter().chain(&answer.fetched);
    let blobs = blobs(&hub, kept, pages).await?;
    answer.outcomes = kept.outcomes.clone();
    answer.digest = Some(hub.digest(None).await?);
    Ok((answer, blobs))
}

/// The whole histories of these records. An answer that is cut short is asked for again in halves,
/// as over the network.
async fn histories(hub: &DeviceHub, records: &[Id], up_to: i64) -> Outcome<Vec<PullPage>> {
    let mut open: Vec<&[Id]> = records.chunks(FETCH).rev().collect();
    let mut pages = Vec::new();
    while let Some(some) = open.pop() {
        let request = FetchRequest {
            records: some.to_vec(),
            up_to,
        };
        let page = hub.fetch(request).await?;
        if !page.more {
            pages.push(page);
        } else if some.len() > 1 {
            let (first, second) = some.split_at(some.len() / 2);
            open.extend([second, first]);
        } else {
            // A stick without it would look complete.
            let limit = u64::try_from(bundle::LARGEST).unwrap_or(u64::MAX);
            return Err(BundleFault::TooLarge { limit }.into());
        }
    }
    Ok(pages)
}

async fn whole_scope(hub: &DeviceHub) -> Outcome<Vec<Id>> {
    let mut records = Vec::new();
    let mut after = None;
    loop {
        let page = hub.scope(after).await?;
        records.extend(page.records);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(records),
        }
    }
}

/// Attachments the device said it lacks, and those of the records that are on their way to it, as
/// far as they fit.
async fn blobs<'a>(
    hub: &DeviceHub,
    kept: &Kept,
    pages: impl Iterator<Item = &'a PullPage>,
) -> Outcome<Vec<(String, Vec<u8>)>> {
    let entries = pages.flat_map(|page| &page.entries);
    let pictures = entries.filter(|entry| entry.kind == "attachment" && entry.field.is_none());
    let named = pictures.filter_map(|entry| entry.after.get("blob")?.as_str());
    let mut names: Vec<&str> = named
        .chain(kept.lacking.iter().map(String::as_str))
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut room = bundle::LARGEST / 2;
    let mut found = Vec::new();
    for name in names {
        match hub.get_blob(name.to_owned()).await {
            Ok(Some(bytes)) if bytes.len() <= room => {
                room -= bytes.len();
                found.push((name.to_owned(), bytes));
            }
            // The rest comes with the next one: the device says again what it lacks.
            Ok(_) | Err(HubError::Refused(Refusal::OutOfScope)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(found)
}

impl From<BundleFault> for BundleTrouble {
    fn from(fault: BundleFault) -> Self {
        Self::Fault(fault)
    }
}

impl From<HubError> for BundleTrouble {
    fn from(error: HubError) -> Self {
        Self::Hub(error)
    }
}

impl From<HubFailure> for BundleTrouble {
    fn from(failure: HubFailure) -> Self {
        match failure {
            HubFailure::Refused(refusal) => Self::Hub(HubError::Refused(refusal)),
            other => Self::Failure(other),
        }
    }
}
