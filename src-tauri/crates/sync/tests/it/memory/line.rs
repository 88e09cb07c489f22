//! The line to the hub, with faults: what gets lost, comes twice, comes late.

use std::collections::VecDeque;
use std::sync::Mutex;

use songnuan_model::record::Id;
use songnuan_sync::*;

use super::hub::MemoryHub;

/// What happens to one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    /// The hub never hears of it.
    LostRequest,
    /// The hub did it; the answer is lost.
    LostReply,
    /// The hub hears it twice.
    Duplicate,
    /// The answer comes cut: it does not read.
    Truncated,
    /// Not heard now, but after a later call of this or another device.
    Late,
}

impl Fault {
    pub const ALL: [Self; 6] = [
        Self::None,
        Self::LostRequest,
        Self::LostReply,
        Self::Duplicate,
        Self::Truncated,
        Self::Late,
    ];
}

/// A device's line to the hub.
pub struct Line<'a> {
    pub hub: &'a Mutex<MemoryHub>,
    pub device: Id,
    pub faults: Mutex<VecDeque<Fault>>,
    /// Pushes on their way, for the whole world.
    pub late: &'a Mutex<Vec<PushPage>>,
}

type Answer<T> = Result<T, HubError>;

fn lost<T>() -> Answer<T> {
    Err(HubError::Unreachable("断线".into()))
}

impl Line<'_> {
    fn call<T>(&self, ask: impl Fn(&mut MemoryHub) -> Answer<T>) -> Answer<T> {
        let fault = self.faults.lock().unwrap().pop_front();
        let mut hub = self.hub.lock().unwrap();
        let answer = match fault.unwrap_or(Fault::None) {
            Fault::None => ask(&mut hub),
            Fault::LostRequest | Fault::Late => return lost(),
            Fault::LostReply => ask(&mut hub).and_then(|_| lost()),
            Fault::Duplicate => ask(&mut hub).and_then(|_| ask(&mut hub)),
            Fault::Truncated => ask(&mut hub).and(Err(HubError::Garbled)),
        };
        for page in self.late.lock().unwrap().drain(..) {
            hub.push(&page);
        }
        answer
    }
}

impl Hub for Line<'_> {
    async fn hello(&self, hello: Hello) -> Answer<Welcome> {
        self.call(|hub| hub.hello(&hello))
    }

    async fn push(&self, page: PushPage) -> Answer<PushReply> {
        let late = self.faults.lock().unwrap().front() == Some(&Fault::Late);
        let changes: usize = page.ops.iter().map(|op| op.changes.len()).sum();
        let answer = self.call(|hub| match hub.largest {
            Some(largest) if changes > largest => {
                Err(HubError::Refused(Refusal::TooLarge { limit: 0 }))
            }
            _ => Ok(hub.push(&page)),
        });
        if late {
            self.late.lock().unwrap().push(page);
        }
        answer
    }

    async fn pull(&self, request: PullRequest) -> Answer<PullPage> {
        self.call(|hub| Ok(hub.pull(&self.device, &request)))
    }

    async fn scope(&self, after: Option<Id>) -> Answer<ScopePage> {
        self.call(|hub| Ok(hub.scope(&self.device, after.as_ref())))
    }

    async fn fetch(&self, request: FetchRequest) -> Answer<PullPage> {
        self.call(|hub| Ok(hub.fetch(&self.device, &request)))
    }

    async fn resend(&self, page: ResendPage) -> Answer<()> {
        self.call(|hub| {
            hub.resend(&page);
            Ok(())
        })
    }

    async fn digest(&self, bucket: Option<u8>) -> Answer<DigestReply> {
        self.call(|hub| Ok(hub.digest(&self.device, bucket)))
    }

    async fn blobs_missing(&self, names: Vec<String>) -> Answer<Vec<String>> {
        self.call(|hub| {
            let missing = names.iter().filter(|name| !hub.blobs.contains_key(*name));
            Ok(missing.cloned().collect())
        })
    }

    async fn put_blob(&self, name: String, bytes: Vec<u8>) -> Answer<()> {
        self.call(|hub| {
            hub.blobs.insert(name.clone(), bytes.clone());
            Ok(())
        })
    }

    async fn get_blob(&self, name: String) -> Answer<Option<Vec<u8>>> {
        self.call(|hub| Ok(hub.blobs.get(&name).cloned()))
    }
}
