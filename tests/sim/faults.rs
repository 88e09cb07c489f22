//! The line between a laptop and the hub, with everything that happens on lines.

use std::sync::{Arc, Mutex};

use songnuan_model::record::Id;
use songnuan_sync::{
    DigestReply, FetchRequest, Hello, Hub, HubError, PullPage, PullRequest, PushPage, PushReply,
    Refusal, ResendPage, ScopePage, Welcome,
};

use crate::chance::Chance;
use crate::marks::hit;
use crate::plan::Faults;

/// A push that the network delivers after later ones.
pub type Late = Arc<Mutex<Vec<(Id, PushPage)>>>;

/// A hub behind a bad line.
pub struct Line<H> {
    hub: H,
    device: Id,
    faults: Faults,
    chance: Mutex<Chance>,
    late: Late,
    /// Protocols this end claims to speak, when it plays another program version.
    pub speaks: Option<(u32, u32)>,
}

/// What happens to one call.
#[derive(PartialEq, Eq)]
enum Fate {
    Well,
    Lost,
    ReplyLost,
    Twice,
    Late,
    Cut,
    ServerError,
    Full,
    Crash,
}

/// Marks an error that stands for the laptop's end, not the line's.
pub const CRASHED: &str = "the laptop crashed";

impl<H: Hub> Line<H> {
    pub fn new(hub: H, device: Id, faults: Faults, chance: Chance, late: Late) -> Self {
        Self {
            hub,
            device,
            faults,
            chance: Mutex::new(chance),
            late,
            speaks: None,
        }
    }

    fn fate(&self) -> Fate {
        let mut chance = self.chance.lock().unwrap();
        let faults = self.faults;
        for (often, fate, mark) in [
            (faults.request_lost, Fate::Lost, "fault: request lost"),
            (faults.reply_lost, Fate::ReplyLost, "fault: reply lost"),
            (faults.twice, Fate::Twice, "fault: sent twice"),
            (faults.late, Fate::Late, "fault: late copy"),
            (faults.cut, Fate::Cut, "fault: page cut"),
            (
                faults.server_error,
                Fate::ServerError,
                "fault: server error",
            ),
            (faults.hub_full, Fate::Full, "fault: hub full"),
            (faults.crash, Fate::Crash, "fault: crash and reopen"),
        ] {
            if chance.in_thousand(often) {
                hit(mark);
                return fate;
            }
        }
        Fate::Well
    }

    /// Runs a call as fate has it. `call` may be run more than once: that is the point.
    async fn through<T, F>(&self, mut call: impl FnMut() -> F) -> Result<T, HubError>
    where
        F: Future<Output = Result<T, HubError>>,
    {
        let gone = || HubError::Unreachable("the line broke".to_owned());
        match self.fate() {
            Fate::Well | Fate::Late => call().await,
            Fate::Lost => Err(gone()),
            Fate::ReplyLost => {
                call().await?;
                Err(gone())
            }
            Fate::Twice => {
                call().await?;
                call().await
            }
            Fate::Cut => {
                call().await?;
                Err(HubError::Garbled)
            }
            Fate::ServerError => Err(HubError::Refused(Refusal::Busy { seconds: 1 })),
            Fate::Full => Err(HubError::Refused(Refusal::HubFull)),
            Fate::Crash => {
                if self.chance.lock().unwrap().below(2) == 0 {
                    call().await?;
                }
                Err(HubError::Unreachable(CRASHED.to_owned()))
            }
        }
    }
}

impl<H: Hub> Hub for Line<H> {
    async fn hello(&self, mut hello: Hello) -> Result<Welcome, HubError> {
        if let Some((oldest, newest)) = self.speaks {
            (hello.oldest, hello.newest) = (oldest, newest);
        }
        self.through(|| self.hub.hello(hello.clone())).await
    }

    async fn push(&self, page: PushPage) -> Result<PushReply, HubError> {
        if self.fate() == Fate::Late {
            // A copy arrives once more, long after.
            self.late
                .lock()
                .unwrap()
                .push((self.device.clone(), page.clone()));
        }
        self.through(|| self.hub.push(page.clone())).await
    }

    async fn pull(&self, request: PullRequest) -> Result<PullPage, HubError> {
        self.through(|| self.hub.pull(request.clone())).await
    }

    async fn scope(&self, after: Option<Id>) -> Result<ScopePage, HubError> {
        self.through(|| self.hub.scope(after.clone())).await
    }

    async fn fetch(&self, request: FetchRequest) -> Result<PullPage, HubError> {
        self.through(|| self.hub.fetch(request.clone())).await
    }

    async fn resend(&self, page: ResendPage) -> Result<(), HubError> {
        self.through(|| self.hub.resend(page.clone())).await
    }

    async fn digest(&self, bucket: Option<u8>) -> Result<DigestReply, HubError> {
        self.through(|| self.hub.digest(bucket)).await
    }

    async fn blobs_missing(&self, names: Vec<String>) -> Result<Vec<String>, HubError> {
        self.through(|| self.hub.blobs_missing(names.clone())).await
    }

    async fn put_blob(&self, name: String, bytes: Vec<u8>) -> Result<(), HubError> {
        self.through(|| self.hub.put_blob(name.clone(), bytes.clone()))
            .await
    }

    async fn get_blob(&self, name: String) -> Result<Option<Vec<u8>>, HubError> {
        self.through(|| self.hub.get_blob(name.clone())).await
    }
}
