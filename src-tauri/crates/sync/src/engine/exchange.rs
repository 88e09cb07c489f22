//! The exchange itself: pushing, pulling, fetching, attachments.

use std::collections::HashSet;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use songnuan_model::record::Id;

use super::{Outcome, Run, Step, Why, count, garbled};
use crate::messages::{FetchRequest, PullPage, PullRequest, PushPage, PushReply, Refusal};
use crate::ports::{Applied, Hub, HubError, Replica};
use crate::receipt::RefusedOp;

impl<R: Replica, H: Hub, P: super::Progress> Run<'_, R, H, P> {
    /// Sends until nothing waits. Few changes may be too much for the hub when they are long: then
    /// they go in smaller pages. A reply that says nothing of what was sent would be asked for ever;
    /// it is an error.
    pub(super) async fn push_all(&mut self) -> Outcome<(), R::Error> {
        let mut limit = self.options.limits.changes;
        loop {
            let waiting = self.replica.waiting().await.map_err(Why::Replica)?;
            let page = self.replica.outgoing_page(limit).await;
            let page = page.map_err(Why::Replica)?;
            if page.ops.is_empty() {
                return Ok(());
            }
            self.step(Step::Pushing {
                changes: self.receipt.sent.changes,
                left: waiting.changes,
            })?;
            let reply = match self.hub.push(page.clone()).await {
                Err(HubError::Refused(Refusal::TooLarge { .. })) if limit > 1 => {
                    let changes = page.ops.iter().map(|op| op.changes.len()).sum();
                    let changes = u32::try_from(count(changes)).unwrap_or(limit);
                    limit = (changes.min(limit) / 2).max(1);
                    continue;
                }
                reply => reply.map_err(Why::Hub)?,
            };
            if !answers(&page, &reply) {
                return Err(garbled());
            }
            let noted = self.replica.acknowledge(&reply).await;
            noted.map_err(Why::Replica)?;
            self.count_push(&page, &reply);
        }
    }

    fn count_push(&mut self, page: &PushPage, reply: &PushReply) {
        let sent = &mut self.receipt.sent;
        for (op, outcome) in page.ops.iter().zip(&reply.outcomes) {
            if let Some(why) = &outcome.refused {
                sent.refused.push(RefusedOp {
                    op: op.id.clone(),
                    why: why.clone(),
                });
                continue;
            }
            sent.ops += u64::from(op.is_complete());
            sent.changes += count(op.changes.len());
            sent.accepted += u64::from(outcome.accepted);
            sent.parked += u64::from(outcome.parked);
            for change in &op.changes {
                *sent.kinds.entry(change.kind.clone()).or_default() += 1;
            }
        }
    }

    /// Takes entries until there are no more. While a page is written, the next one comes.
    pub(super) async fn pull_all(&mut self) -> Outcome<(), R::Error> {
        let (mut entries, mut left) = (0, 0);
        let mut coming = None;
        loop {
            self.step(Step::Pulling { entries, left })?;
            let after = self.receipt.cursor;
            let page = match coming.take() {
                Some(page) => page,
                None => self.hub.pull(self.pull_after(after)).await,
            };
            let page = page.map_err(Why::Hub)?;
            if !follows(&page, after) {
                return Err(garbled());
            }
            let moved = page.next > after;
            if moved {
                let writing = self.replica.apply(&page);
                let applied = if page.more {
                    let next = self.hub.pull(self.pull_after(page.next));
                    let both = beside(writing, next).await;
                    both.map(|(applied, next)| {
                        coming = Some(next);
                        applied
                    })
                } else {
                    writing.await
                };
                self.count_applied(&page, applied.map_err(Why::Replica)?);
                self.receipt.cursor = page.next;
            }
            entries += count(page.entries.len());
            if !page.more {
                return self.replica.settle().await.map_err(Why::Replica);
            }
            if !moved {
                return Err(garbled());
            }
            left = page.left;
        }
    }

    fn pull_after(&self, after: i64) -> PullRequest {
        PullRequest {
            after,
            limit: self.options.limits.entries,
        }
    }

    fn count_applied(&mut self, page: &PullPage, applied: Applied) {
        let own = &self.options.device;
        self.receipt.received.count(page, applied, own);
    }

    /// Gets what came into scope, hands back what left it.
    pub(super) async fn scope(&mut self, everything: bool) -> Outcome<(), R::Error> {
        let mut listed: Vec<Id> = Vec::new();
        let mut counted: Vec<(Id, u64)> = Vec::new();
        let mut after = None;
        loop {
            self.step(Step::Fetching { records: 0, of: 0 })?;
            let page = self.hub.scope(after.clone()).await.map_err(Why::Hub)?;
            counted.extend(page.records.iter().cloned().zip(page.entries));
            listed.extend(page.records);
            match page.next {
                None => break,
                // In order of ids: one that does not move on would be asked for ever.
                next if next <= after => return Err(garbled()),
                next => after = next,
            }
        }
        let mut missing = self.replica.lacking(&listed).await.map_err(Why::Replica)?;
        missing.extend(self.replica.torn(&counted).await.map_err(Why::Replica)?);
        self.fetch(&missing).await?;
        if !everything {
            self.step(Step::Fetching { records: 0, of: 0 })?;
            let gone = self.replica.keep_only(&listed).await;
            self.receipt.received.handed_back += gone.map_err(Why::Replica)?;
        }
        Ok(())
    }

    /// Fetches the whole history of records that are not, or not wholly, held here. An answer that
    /// is cut short is asked for again in halves.
    async fn fetch(&mut self, missing: &[Id]) -> Outcome<(), R::Error> {
        let of = count(missing.len());
        let mut open: Vec<&[Id]> = missing
            .chunks(self.options.limits.records.max(1))
            .rev()
            .collect();
        let mut done = 0;
        while let Some(records) = open.pop() {
            self.step(Step::Fetching { records: done, of })?;
            let up_to = self.receipt.cursor;
            let request = FetchRequest {
                records: records.to_vec(),
                up_to,
            };
            let page = self.hub.fetch(request).await.map_err(Why::Hub)?;
            if page.more && records.len() > 1 {
                let (first, second) = records.split_at(records.len() / 2);
                open.extend([second, first]);
                continue;
            }
            let asked: HashSet<&Id> = records.iter().collect();
            let others = page.entries.iter().any(|e| !asked.contains(&e.record_id));
            if page.more || others || !in_line(&page, 0, up_to) {
                return Err(garbled());
            }
            let applied = self.replica.apply_fetched(&page).await;
            let applied = applied.map_err(Why::Replica)?;
            self.count_applied(&page, applied);
            self.receipt.received.fetched += count(records.len());
            done += count(records.len());
        }
        Ok(())
    }

    /// Gives a hub that ends at `head` the entries after it that are known here; with the one at
    /// `head`, by which the hub sees that it has not moved on.
    pub(super) async fn resend(&mut self, head: i64) -> Outcome<(), R::Error> {
        let mut after = head - 1;
        loop {
            self.step(Step::Resending {
                entries: self.receipt.resent,
            })?;
            let limit = self.options.limits.entries;
            let page = self.replica.resend_page(after, limit).await;
            let page = page.map_err(Why::Replica)?;
            let Some(last) = page.entries.last().map(|entry| entry.seq) else {
                return Ok(());
            };
            let lost = page.entries.iter().filter(|entry| entry.seq > head);
            let lost = count(lost.count());
            self.hub.resend(page).await.map_err(|error| match error {
                HubError::Refused(Refusal::Garbled) => Why::Forked,
                error => Why::Hub(error),
            })?;
            self.receipt.resent += lost;
            after = last;
        }
    }

    /// Sends the attachments the hub lacks, gets those that are lacking here.
    pub(super) async fn attachments(&mut self) -> Outcome<(), R::Error> {
        let (held, lacking) = self.replica.blobs().await.map_err(Why::Replica)?;
        let (mut done, mut of) = (0, count(lacking.len()));
        for names in held.chunks(self.options.limits.names.max(1)) {
            self.step(Step::Attachments { done, of })?;
            let wanted = self.hub.blobs_missing(names.to_vec()).await;
            let wanted: HashSet<String> = wanted.map_err(Why::Hub)?.into_iter().collect();
            of += count(wanted.len());
            for name in names.iter().filter(|name| wanted.contains(*name)) {
                self.step(Step::Attachments { done, of })?;
                let bytes = self.replica.read_blob(name).await.map_err(Why::Replica)?;
                let put = self.hub.put_blob(name.clone(), bytes).await;
                put.map_err(Why::Hub)?;
                self.receipt.attachments.sent += 1;
                done += 1;
            }
            let noted = self.replica.note_blobs_at_hub(names).await;
            noted.map_err(Why::Replica)?;
        }
        for name in lacking {
            self.step(Step::Attachments { done, of })?;
            done += 1;
            let got = self.hub.get_blob(name.clone()).await.map_err(Why::Hub)?;
            let Some(bytes) = got else {
                self.receipt.attachments.missing += 1;
                continue;
            };
            let written = self.replica.write_blob(&name, bytes).await;
            written.map_err(Why::Replica)?;
            self.receipt.attachments.received += 1;
        }
        Ok(())
    }
}

/// Does the reply speak of the operations that were sent, in their order, and to their end?
fn answers(page: &PushPage, reply: &PushReply) -> bool {
    page.ops.len() == reply.outcomes.len()
        && page.ops.iter().zip(&reply.outcomes).all(|(op, outcome)| {
            let last = op.changes.last().map_or(0, |change| change.seq);
            op.id == outcome.op && (outcome.refused.is_some() || outcome.up_to >= last)
        })
}

/// Is this a page that comes after `after`?
fn follows(page: &PullPage, after: i64) -> bool {
    page.next >= after && in_line(page, after, page.next)
}

/// Are the entries in ascending order within (`after`, `up_to`], each with its operation?
fn in_line(page: &PullPage, after: i64, up_to: i64) -> bool {
    let ops: HashSet<&Id> = page.ops.iter().map(|op| &op.id).collect();
    let mut last = after;
    page.entries.iter().all(|entry| {
        let ascends = entry.seq > last && entry.seq <= up_to;
        last = entry.seq;
        ascends && ops.contains(&entry.op)
    })
}

/// Waits for two things that go on beside one another; not for the second once the first has
/// failed.
async fn beside<A, E, B>(
    first: impl Future<Output = Result<A, E>>,
    second: impl Future<Output = B>,
) -> Result<(A, B), E> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut one, mut other) = (None, None);
    poll_fn(|context| {
        if one.is_none()
            && let Poll::Ready(done) = first.as_mut().poll(context)
        {
            match done {
                Ok(done) => one = Some(done),
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        if other.is_none()
            && let Poll::Ready(done) = second.as_mut().poll(context)
        {
            other = Some(done);
        }
        match (one.take(), other.take()) {
            (Some(one), Some(other)) => Poll::Ready(Ok((one, other))),
            (done, came) => {
                (one, other) = (done, came);
                Poll::Pending
            }
        }
    })
    .await
}
