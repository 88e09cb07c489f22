//! The sync job: the engine over the store and the network, with counts, cancel and a receipt.

use songnuan_model::roles::Act;
use songnuan_store::Store;
use songnuan_sync::{Limits, Options, Progress as Watcher, Receipt, Step, SyncError, Why};

use super::kept::{self, Enrolment};
use super::network::NetworkHub;
use super::receipt::{self, Told};
use super::words;
use crate::app::App;
use crate::commands::shared::JobStarted;
use crate::commands::sync::{SyncReceipt, SyncStart, SyncWay};
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;

/// Starts a sync; a second one beside it is refused.
pub async fn start(app: &App, request: SyncStart) -> AppResult<JobStarted> {
    let session = app.require(Act::Sync).await?;
    let enrolment = kept::enrolled(&session.store).await?;
    let address = request
        .address
        .as_deref()
        .map(checked_address)
        .transpose()?;
    let place = app.syncing().take()?;
    let (app_in, who) = (app.clone(), session.user);
    let id = app.host().new_id();
    place.under(&id);
    Ok(app.jobs().start(id, move |progress| async move {
        let _place = place;
        let (app, store) = (app_in, session.store);
        let how = How {
            address,
            resend: request.resend,
            retry_refused: request.retry_refused,
        };
        app.run_sync(&store, &who, enrolment, how, &progress).await
    }))
}

/// What was asked for beside the usual.
struct How {
    address: Option<String>,
    resend: bool,
    retry_refused: bool,
}

/// A `host:port` somebody typed.
fn checked_address(text: &str) -> AppResult<String> {
    let text = text
        .trim()
        .trim_start_matches("https://")
        .trim_end_matches('/');
    let port = text.rsplit_once(':').and_then(|(host, port)| {
        let plain = !host.is_empty() && !host.contains(['/', '@', ' ', '?', '#']);
        plain.then(|| port.parse::<u16>().ok()).flatten()
    });
    port.map(|_| text.to_owned()).ok_or_else(|| {
        AppError::invalid("同步中心的地址应写成 192.168.1.10:7443 这样。没有同步。").at("address")
    })
}

impl App {
    async fn run_sync(
        &self,
        store: &Store,
        who: &str,
        enrolment: Enrolment,
        how: How,
        progress: &Progress,
    ) -> AppResult<SyncReceipt> {
        let done = self.exchange(store, enrolment, how, progress).await;
        let (receipt, trouble) = match done {
            Ok(receipt) => (receipt, None),
            Err(early) => (early.0, Some(early.1)),
        };
        let view = receipt::view(
            self,
            store,
            Told {
                who,
                way: SyncWay::Network,
                receipt: &receipt,
                trouble: trouble.as_ref(),
            },
        )
        .await?;
        kept::keep_receipt(store, &view).await?;
        // Users may have come or gone.
        self.refresh_roles().await.ok();
        match trouble {
            // What was exchanged is in the receipt; the sentence is what the page shows.
            Some(error) => Err(error),
            None => Ok(view),
        }
    }

    /// Tries the addresses, the last good one first.
    async fn exchange(
        &self,
        store: &Store,
        mut enrolment: Enrolment,
        how: How,
        progress: &Progress,
    ) -> Result<Receipt, Box<(Receipt, AppError)>> {
        let How {
            address,
            resend,
            retry_refused,
        } = how;
        let early = |error: AppError| Box::new((Receipt::default(), error));
        let key = kept::device_key(store).await.map_err(early)?;
        let key = key.ok_or_else(|| early(AppError::new(Code::NotEnrolled)))?;
        let now = self.now().map_err(early)?;
        store.note_time(&now);
        super::note_list(store).await.map_err(early)?;
        if retry_refused {
            let retried = store.retry_refused(None).await;
            retried.map_err(|error| early(error.into()))?;
        }
        let options = Options {
            device: store.device_id().clone(),
            hub: enrolment.hub.clone(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            now: now.to_string(),
            resend,
            was_scoped: enrolment.everything == Some(false),
            limits: Limits::default(),
        };
        let given = address.is_some();
        let addresses = match address {
            Some(address) => vec![address],
            None => enrolment.addresses.clone(),
        };
        let mut last = early(AppError::new(Code::NotEnrolled));
        for address in addresses {
            let device = options.device.clone();
            let hub = NetworkHub::new(
                &address,
                enrolment.certificate,
                enrolment.hub.clone(),
                device,
                key.clone(),
            );
            let hub = hub.map_err(|error| early(words::asked(error)))?;
            match songnuan_sync::run(store, &hub, &options, &Watched(progress)).await {
                Ok(receipt) => {
                    enrolment.hub_name.clone_from(&receipt.hub_name);
                    enrolment.everything = Some(receipt.everything);
                    // The address that answered is asked first next time.
                    enrolment.addresses.retain(|known| *known != address);
                    enrolment.addresses.insert(0, address);
                    kept::keep_enrolment(store, &enrolment)
                        .await
                        .map_err(early)?;
                    return Ok(receipt);
                }
                Err(error) => {
                    let elsewhere = !given && never_reached(&error);
                    let so_far = (*error.so_far).clone();
                    last = Box::new((so_far, words::unfinished(error)));
                    if !elsewhere {
                        break;
                    }
                }
            }
        }
        Err(last)
    }
}

/// Nobody answered at all: another address may.
fn never_reached<E>(error: &SyncError<E>) -> bool {
    matches!(
        error.why,
        Why::Hub(songnuan_sync::HubError::Unreachable(_) | songnuan_sync::HubError::Stranger)
    ) && error.so_far.hub_name.is_empty()
}

/// The job's counts for the engine's steps.
struct Watched<'a>(&'a Progress);

impl Watcher for Watched<'_> {
    fn step(&self, step: Step) {
        let (words, done, total) = match step {
            Step::Hello => ("联系同步中心", 0, 0),
            Step::Resending { entries } => ("补送同步中心丢失的内容", entries, 0),
            Step::Pushing { changes, left } => ("带出", changes, changes + left),
            Step::Pulling { entries, left } => ("收到", entries, entries + left),
            Step::Fetching { records, of } => ("领取新分到的档案", records, of),
            Step::Attachments { done, of } => ("照片和附件", done, of),
            Step::Comparing => ("核对两边内容", 0, 0),
        };
        let small = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        self.0.stage(words, small(total));
        // Being stopped is asked separately.
        self.0.done(small(done)).ok();
    }

    fn cancelled(&self) -> bool {
        self.0.is_cancelled()
    }
}
