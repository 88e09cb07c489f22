//! A sync by stick, in three walks over the same two ports: the device writes what it has
//! ([`for_hub`]), the hub takes it in and answers ([`answer`]), the device takes the answer in
//! ([`take_in`]). Each may be repeated, interrupted, or mixed with syncs over the network.

use std::collections::HashSet;

use songnuan_model::record::Id;

use super::contents::{Blobs, ForDevice, ForHub};
use crate::engine::exchange::{follows, in_line};
use crate::engine::{Limits, Options, Why, behind, count, garbled};
use crate::messages::{
    FetchRequest, LineState, PullPage, PullRequest, PushReply, ResendPage, Welcome,
};
use crate::ports::{Hub, HubError, Replica};
use crate::receipt::{Agreement, Receipt, RefusedOp};

/// Bytes of attachments in one bundle; the others go with the next.
const ATTACHMENTS: usize = 256 << 20;

/// Why a hub's bundle was not taken in.
#[derive(Debug)]
pub enum StickError<E> {
    /// As over the network. What was taken in before stays.
    Why(Why<E>),
    /// It goes on after an entry this device does not have: it answers a bundle this device does
    /// not remember (it was restored from a backup). A new bundle for the hub brings the right one.
    Gap { after: i64, cursor: i64 },
}

impl<E> From<Why<E>> for StickError<E> {
    fn from(why: Why<E>) -> Self {
        Self::Why(why)
    }
}

/// Everything the device would say to its hub. `lost_after`: the head of a hub that was restored
/// from an old backup and shall get back what this device knows after it.
pub async fn for_hub<R: Replica>(
    replica: &R,
    options: &Options,
    lost_after: Option<i64>,
) -> Result<(ForHub, Blobs), R::Error> {
    replica.resume().await?;
    let (cursor, cursor_op) = replica.cursor().await?;
    let mut resend: Vec<ResendPage> = Vec::new();
    let mut after = lost_after.unwrap_or(i64::MAX);
    while after < cursor {
        let page = replica.resend_page(after, options.limits.entries).await?;
        let Some(last) = page.entries.last() else {
            break;
        };
        after = last.seq;
        resend.push(page);
    }
    // One page: the next would come only after this one was acknowledged.
    let page = replica.outgoing_page(u32::MAX).await?;
    let mut held = None;
    if options.was_scoped {
        let mut ids: Vec<Id> = Vec::new();
        for bucket in 0..=u8::MAX {
            let records = replica.digest(Some(bucket)).await?.records;
            ids.extend(records.into_iter().map(|(id, _, _)| id));
        }
        held = Some(ids);
    }
    let (here, lacking) = replica.blobs().await?;
    let (mut blobs, mut room) = (Blobs::new(), ATTACHMENTS);
    for name in here {
        let bytes = replica.read_blob(&name).await?;
        if let Some(left) = room.checked_sub(bytes.len()) {
            room = left;
            blobs.push((name, bytes));
        }
    }
    let contents = ForHub {
        hello: options.hello(cursor, cursor_op),
        resend,
        pushes: if page.ops.is_empty() {
            Vec::new()
        } else {
            vec![page]
        },
        held,
        lacking,
    };
    Ok((contents, blobs))
}

/// Takes a device's bundle in at the hub, and makes the answer. Who wrote it was checked by reading
/// it.
pub async fn answer<H: Hub>(
    hub: &H,
    from: ForHub,
    blobs: Blobs,
    limits: Limits,
) -> Result<(ForDevice, Blobs), HubError> {
    for page in from.resend {
        hub.resend(page).await?;
    }
    let after = from.hello.cursor;
    let welcome = hub.hello(from.hello).await?;
    let mut reply = ForDevice {
        welcome,
        outcomes: PushReply::default(),
        after,
        pulls: Vec::new(),
        scope: None,
        fetched: Vec::new(),
        digest: None,
        taken: Vec::new(),
    };
    if reply.welcome.line != LineState::Whole {
        return Ok((reply, Blobs::new()));
    }
    for page in from.pushes {
        let outcomes = hub.push(page).await?.outcomes;
        reply.outcomes.outcomes.extend(outcomes);
    }
    for (name, bytes) in blobs {
        hub.put_blob(name.clone(), bytes).await?;
        reply.taken.push(name);
    }
    let cursor = pull(hub, &mut reply, limits).await?;
    if !reply.welcome.everything || from.held.is_some() {
        let listed = list(hub).await?;
        if let Some(held) = from.held {
            reply.fetched = fetch(hub, &listed, held, cursor, limits).await?;
        }
        reply.scope = Some(listed);
    }
    let digest = hub.digest(None).await?;
    reply.digest = Some(digest).filter(|digest| digest.head == cursor);
    let (mut blobs, mut room) = (Blobs::new(), ATTACHMENTS);
    for name in from.lacking {
        let Some(bytes) = hub.get_blob(name.clone()).await? else {
            continue;
        };
        if let Some(left) = room.checked_sub(bytes.len()) {
            room = left;
            blobs.push((name, bytes));
        }
    }
    Ok((reply, blobs))
}

/// All entries after the device's cursor; the cursor after them.
async fn pull<H: Hub>(hub: &H, reply: &mut ForDevice, limits: Limits) -> Result<i64, HubError> {
    let mut after = reply.after;
    loop {
        let request = PullRequest {
            after,
            limit: limits.entries,
        };
        let page = hub.pull(request).await?;
        let (moved, more) = (page.next > after, page.more);
        if !follows(&page, after) || (more && !moved) {
            return Err(HubError::Garbled);
        }
        after = page.next;
        if moved {
            reply.pulls.push(page);
        }
        if !more {
            return Ok(after);
        }
    }
}

/// All records the device may hold.
async fn list<H: Hub>(hub: &H) -> Result<Vec<Id>, HubError> {
    let (mut listed, mut after) = (Vec::new(), None);
    loop {
        let page = hub.scope(after.clone()).await?;
        listed.extend(page.records);
        match page.next {
            None => return Ok(listed),
            next if next <= after => return Err(HubError::Garbled),
            next => after = next,
        }
    }
}

/// The whole history of what is listed and not held.
async fn fetch<H: Hub>(
    hub: &H,
    listed: &[Id],
    held: Vec<Id>,
    up_to: i64,
    limits: Limits,
) -> Result<Vec<PullPage>, HubError> {
    let held: HashSet<Id> = held.into_iter().collect();
    let lacking: Vec<Id> = listed
        .iter()
        .filter(|id| !held.contains(*id))
        .cloned()
        .collect();
    let mut open: Vec<&[Id]> = lacking.chunks(limits.records.max(1)).collect();
    let mut pages = Vec::new();
    while let Some(records) = open.pop() {
        let request = FetchRequest {
            records: records.to_vec(),
            up_to,
        };
        let page = hub.fetch(request).await?;
        if !page.more {
            pages.push(page);
        } else if records.len() > 1 {
            open.extend(<[_; 2]>::from(records.split_at(records.len() / 2)));
        } else {
            return Err(HubError::Garbled);
        }
    }
    Ok(pages)
}

/// Takes the hub's bundle in at the device. A part that is known already changes nothing.
pub async fn take_in<R: Replica>(
    replica: &R,
    options: &Options,
    from: &ForDevice,
    blobs: Blobs,
) -> Result<Receipt, StickError<R::Error>> {
    let mut receipt = Receipt {
        our_clock: options.now.clone(),
        ..Receipt::default()
    };
    let (cursor, _) = replica.cursor().await.map_err(Why::Replica)?;
    options.check(&from.welcome)?;
    receipt.greeted(&from.welcome);
    fits(&from.welcome, from.after, cursor)?;
    let noted = replica.acknowledge(&from.outcomes).await;
    noted.map_err(Why::Replica)?;
    count_outcomes(&mut receipt, &from.outcomes);
    entries(replica, from, &mut receipt).await?;
    attachments(replica, from, blobs, &mut receipt).await?;
    let waiting = replica.waiting().await.map_err(Why::Replica)?;
    (receipt.still_waiting, receipt.refused_in_all) = (waiting.ops, waiting.refused);
    receipt.agreement = match &from.digest {
        _ if waiting.ops + waiting.refused > 0 => Agreement::Waiting,
        None => Agreement::MovedOn,
        Some(there) if there.head != receipt.cursor => Agreement::MovedOn,
        Some(there) => {
            let here = replica.digest(None).await.map_err(Why::Replica)?;
            crate::engine::same_or_unclear(&here, there)
        }
    };
    Ok(receipt)
}

/// May this device take it in?
fn fits<E>(welcome: &Welcome, after: i64, cursor: i64) -> Result<(), StickError<E>> {
    match welcome.line {
        LineState::Behind => Err(StickError::Why(behind(welcome, after))),
        LineState::Forked => Err(StickError::Why(Why::Forked)),
        LineState::Whole if after > cursor => Err(StickError::Gap { after, cursor }),
        LineState::Whole => Ok(()),
    }
}

fn count_outcomes(receipt: &mut Receipt, outcomes: &PushReply) {
    let sent = &mut receipt.sent;
    for outcome in &outcomes.outcomes {
        if let Some(why) = &outcome.refused {
            sent.refused.push(RefusedOp {
                op: outcome.op.clone(),
                why: why.clone(),
            });
        } else {
            sent.ops += 1;
            sent.changes += u64::from(outcome.accepted) + u64::from(outcome.parked);
            sent.accepted += u64::from(outcome.accepted);
            sent.parked += u64::from(outcome.parked);
        }
    }
}

/// Entries after the cursor, then what came onto the list, then hand back what left it.
async fn entries<R: Replica>(
    replica: &R,
    from: &ForDevice,
    receipt: &mut Receipt,
) -> Result<(), Why<R::Error>> {
    let mut after = from.after;
    for page in &from.pulls {
        if !follows(page, after) {
            return Err(garbled());
        }
        after = page.next;
        // A page that the network brought meanwhile must not move the cursor back.
        let (cursor, _) = replica.cursor().await.map_err(Why::Replica)?;
        if page.next > cursor {
            let applied = replica.apply(page).await.map_err(Why::Replica)?;
            receipt.received.add(page, applied);
        }
    }
    replica.settle().await.map_err(Why::Replica)?;
    (receipt.cursor, _) = replica.cursor().await.map_err(Why::Replica)?;
    for page in &from.fetched {
        if !in_line(page, 0, after) {
            return Err(garbled());
        }
        let applied = replica.apply_fetched(page).await.map_err(Why::Replica)?;
        let ids: HashSet<&Id> = page.entries.iter().map(|e| &e.record_id).collect();
        receipt.received.fetched += count(ids.len());
        receipt.received.add(page, applied);
    }
    match &from.scope {
        // A list older than what the network brought meanwhile says nothing of that.
        Some(listed) if !from.welcome.everything && receipt.cursor == after => {
            let gone = replica.keep_only(listed).await;
            receipt.received.handed_back = gone.map_err(Why::Replica)?;
        }
        Some(_) | None => {}
    }
    Ok(())
}

async fn attachments<R: Replica>(
    replica: &R,
    from: &ForDevice,
    blobs: Blobs,
    receipt: &mut Receipt,
) -> Result<(), Why<R::Error>> {
    let noted = replica.note_blobs_at_hub(&from.taken).await;
    noted.map_err(Why::Replica)?;
    receipt.attachments.sent = count(from.taken.len());
    let (_, lacking) = replica.blobs().await.map_err(Why::Replica)?;
    let mut lacking: HashSet<String> = lacking.into_iter().collect();
    for (name, bytes) in blobs {
        if lacking.remove(&name) {
            let written = replica.write_blob(&name, bytes).await;
            written.map_err(Why::Replica)?;
            receipt.attachments.received += 1;
        }
    }
    receipt.attachments.missing = count(lacking.len());
    Ok(())
}
