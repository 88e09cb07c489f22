//! One sync, from hello to the comparison of contents, over the two ports.
//!
//! Every step may be cut and the whole repeated: nothing here remembers anything. Each page is
//! applied with its cursor in one transaction of the replica; pushes are known to the hub by their
//! operations. Push comes before pull, so that a laptop rarely has edits waiting when entries
//! arrive.

mod compare;
mod exchange;

use songnuan_model::record::Id;

use crate::messages::{Hello, LineState, Welcome};
use crate::ports::{Hub, HubError, Replica};
use crate::receipt::Receipt;
use crate::version::{OLDEST_PROTOCOL, PROTOCOL};

/// Times that operations which came up during the sync are sent still in the same one.
const ROUNDS: u32 = 3;

/// Who syncs, with whom, how.
#[derive(Clone, Debug)]
pub struct Options {
    pub device: Id,
    /// The hub the device was enrolled at.
    pub hub: Id,
    /// Program version, for people.
    pub program: String,
    /// This device's clock, UTC RFC 3339.
    pub now: String,
    /// Give a hub that was restored from an old backup the entries it lost, instead of refusing
    /// ([`Why::Behind`]); from a device that does not get everything: what was done on it.
    pub resend: bool,
    /// The last completed sync was of a device that does not get everything
    /// (`!Receipt::everything`): what came meanwhile for others was left out then and is fetched
    /// now, should the device get everything from here on.
    pub was_scoped: bool,
    pub limits: Limits,
}

/// How much goes at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Changes in a push, entries in a pull.
    pub changes: u32,
    pub entries: u32,
    /// Records whose history is fetched at once; halved by itself where that is too much.
    pub records: usize,
    /// Names of attachments asked about at once.
    pub names: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            changes: 2_000,
            entries: 5_000,
            records: 200,
            names: 1_000,
        }
    }
}

/// Where a sync is, with counts for the progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Asking the hub.
    Hello,
    /// Giving back what the hub lost: entries so far.
    Resending { entries: u64 },
    /// Sending: changes so far, changes that wait.
    Pushing { changes: u64, left: u64 },
    /// Receiving: entries so far, entries to come.
    Pulling { entries: u64, left: u64 },
    /// Fetching records that came into scope: so far, of.
    Fetching { records: u64, of: u64 },
    /// Attachments: so far, of.
    Attachments { done: u64, of: u64 },
    /// Comparing contents.
    Comparing,
}

/// Somebody who watches a sync and may stop it.
pub trait Progress: Send + Sync {
    fn step(&self, step: Step);
    /// Asked between any two steps. What was done stays done; the next sync goes on from there.
    fn cancelled(&self) -> bool;
}

/// Nobody watches.
impl Progress for () {
    fn step(&self, _: Step) {}
    fn cancelled(&self) -> bool {
        false
    }
}

/// Why a sync did not come to its end, and what it did until then.
#[derive(Debug)]
pub struct SyncError<E> {
    pub why: Why<E>,
    pub so_far: Box<Receipt>,
}

/// Why a sync did not come to its end.
#[derive(Debug)]
pub enum Why<E> {
    /// This device's store.
    Replica(E),
    /// The hub could not be asked, or said no.
    Hub(HubError),
    /// Another hub answered than the one this device was enrolled at.
    ForeignHub { name: String },
    /// The hub wants a protocol this program does not speak.
    Protocol { wanted: u32 },
    /// The hub ends before what this device has: it was restored from an old backup. Nothing was
    /// exchanged; with `Options::resend` the device gives back what it knows.
    Behind { head: i64, cursor: i64 },
    /// The hub was restored from an old backup and has moved on since. Nothing was exchanged.
    Forked,
    /// Stopped by [`Progress::cancelled`].
    Cancelled,
}

/// Inside, errors are without the receipt.
type Outcome<T, E> = Result<T, Why<E>>;

/// Syncs once. The receipt is also in the error.
pub async fn run<R: Replica, H: Hub>(
    replica: &R,
    hub: &H,
    options: &Options,
    progress: &impl Progress,
) -> Result<Receipt, SyncError<R::Error>> {
    let receipt = Receipt {
        our_clock: options.now.clone(),
        ..Receipt::default()
    };
    let mut run = Run {
        replica,
        hub,
        options,
        progress,
        receipt,
    };
    let done = run.all().await;
    // Counted last, also after an error: what waits is always known.
    let waiting = replica.waiting().await;
    if let Ok(waiting) = &waiting {
        run.receipt.still_waiting = waiting.ops;
        run.receipt.refused_in_all = waiting.refused;
    }
    match done.and(waiting.map_err(Why::Replica).map(|_| ())) {
        Ok(()) => Ok(run.receipt),
        Err(why) => Err(SyncError {
            why,
            so_far: Box::new(run.receipt),
        }),
    }
}

/// A sync under way.
struct Run<'a, R, H, P> {
    replica: &'a R,
    hub: &'a H,
    options: &'a Options,
    progress: &'a P,
    receipt: Receipt,
}

impl<R: Replica, H: Hub, P: Progress> Run<'_, R, H, P> {
    async fn all(&mut self) -> Outcome<(), R::Error> {
        let welcome = self.hello().await?;
        self.replica.resume().await.map_err(Why::Replica)?;
        for _ in 0..ROUNDS {
            self.push_all().await?;
            self.pull_all().await?;
            if self.replica.waiting().await.map_err(Why::Replica)?.ops == 0 {
                break;
            }
        }
        if !welcome.everything || self.options.was_scoped {
            self.scope(welcome.everything).await?;
        }
        self.attachments().await?;
        self.compare().await
    }

    /// The first word. Nothing is exchanged unless both fit.
    async fn hello(&mut self) -> Outcome<Welcome, R::Error> {
        let (welcome, cursor) = self.greet().await?;
        match welcome.line {
            LineState::Whole => return Ok(welcome),
            // Of a part there is nothing to give back; it goes out and comes in anew.
            _ if !welcome.everything && self.options.resend => self.go_back(welcome.head).await?,
            LineState::Behind if self.options.resend => self.resend(welcome.head).await?,
            LineState::Forked if welcome.everything => return Err(Why::Forked),
            LineState::Behind | LineState::Forked => return Err(behind(&welcome, cursor)),
        }
        let (welcome, cursor) = self.greet().await?;
        match welcome.line {
            LineState::Whole => Ok(welcome),
            LineState::Forked => Err(Why::Forked),
            LineState::Behind => Err(behind(&welcome, cursor)),
        }
    }

    /// Finds an entry that the hub, which was restored from an old backup, still has, and goes back
    /// to it.
    async fn go_back(&mut self, head: i64) -> Outcome<(), R::Error> {
        let (mut up_to, mut step) = (head, 1);
        loop {
            let (seq, op) = self.replica.known(up_to).await.map_err(Why::Replica)?;
            let welcome = self.say(seq, op.clone()).await?;
            if welcome.line == LineState::Whole {
                return self.replica.go_back(seq, &op).await.map_err(Why::Replica);
            }
            if seq <= 0 {
                return Err(garbled());
            }
            (up_to, step) = ((seq - step).max(0), step * 2);
        }
    }

    async fn greet(&mut self) -> Outcome<(Welcome, i64), R::Error> {
        let (cursor, cursor_op) = self.replica.cursor().await.map_err(Why::Replica)?;
        self.receipt.cursor = cursor;
        Ok((self.say(cursor, cursor_op).await?, cursor))
    }

    async fn say(&mut self, cursor: i64, cursor_op: String) -> Outcome<Welcome, R::Error> {
        self.step(Step::Hello)?;
        let hello = Hello {
            oldest: OLDEST_PROTOCOL,
            newest: PROTOCOL,
            program: self.options.program.clone(),
            device: self.options.device.clone(),
            hub: self.options.hub.clone(),
            cursor,
            cursor_op,
            now: self.options.now.clone(),
        };
        let welcome = self.hub.hello(hello).await.map_err(Why::Hub)?;
        if welcome.hub != self.options.hub {
            return Err(Why::ForeignHub {
                name: welcome.hub_name,
            });
        }
        if !(OLDEST_PROTOCOL..=PROTOCOL).contains(&welcome.protocol) {
            return Err(Why::Protocol {
                wanted: welcome.protocol,
            });
        }
        self.receipt.hub_name.clone_from(&welcome.hub_name);
        self.receipt.hub_clock.clone_from(&welcome.now);
        self.receipt.everything = welcome.everything;
        Ok(welcome)
    }

    /// Says where the sync is; the place where it may be stopped.
    fn step(&self, step: Step) -> Outcome<(), R::Error> {
        if self.progress.cancelled() {
            return Err(Why::Cancelled);
        }
        self.progress.step(step);
        Ok(())
    }
}

fn behind<E>(welcome: &Welcome, cursor: i64) -> Why<E> {
    Why::Behind {
        head: welcome.head,
        cursor,
    }
}

/// The hub answered something that cannot be.
fn garbled<E>() -> Why<E> {
    Why::Hub(HubError::Garbled)
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
