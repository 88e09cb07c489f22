//! The hub over the network: HTTPS with the hub's own certificate, messages signed by the devices.
//!
//! Nothing is decided here. Each request is brought to [`crate::DeviceHub`] once its signature
//! fits; what the hub answers goes back in the same encoding. Times out, limits sizes, counts and
//! logs without a word of anybody's data.

mod auth;
mod body;
mod coming;
mod count;
mod doors;
mod keepers;
mod listen;
mod reply;
mod tls;

pub(crate) use auth::named;
pub use coming::{invite, invite_lower_hub, signing_key};
pub use count::Log;
pub use tls::{Certificate, certificate};

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
use axum::{Extension, Router};
use songnuan_sync::wire;
use tokio::net::TcpListener;

use crate::error::{HubFailure, Result};
use crate::limits;
use crate::service::HubService;

/// Bytes of a message's request, headers left out: a page of changes as it travels, packed.
const BODY_BYTES: usize = wire::MESSAGE.packed;
/// Bytes of the request of a device that nobody knows yet.
const ENROL_BYTES: usize = 64 << 10;
/// A request that takes longer is given up; repeating it is harmless.
const REQUEST_SECONDS: u64 = 120;

/// What every request needs.
#[derive(Clone)]
pub(crate) struct Door {
    pub hub: HubService,
    pub counts: Arc<count::Counts>,
}

/// Serves a hub until `stop` is done. Returns the first error of the listener.
pub async fn serve(
    hub: HubService,
    listener: TcpListener,
    log: Log,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let certificate = tls::certificate(&hub).await?;
    let listener = listen::Tls::new(listener, tls::config(&certificate)?)?;
    let door = Door {
        hub,
        counts: Arc::new(count::Counts::new(log)),
    };
    axum::serve(listener, router(door))
        .with_graceful_shutdown(stop)
        .await
        .map_err(|_| HubFailure::BadPlace)
}

fn router(door: Door) -> Router {
    let messages = Router::new()
        .route("/v1/hello", post(doors::hello))
        .route("/v1/push", post(doors::push))
        .route("/v1/pull", post(doors::pull))
        .route("/v1/scope", post(doors::scope))
        .route("/v1/fetch", post(doors::fetch))
        .route("/v1/resend", post(doors::resend))
        .route("/v1/digest", post(doors::digest))
        .route("/v1/blobs", post(doors::blobs_missing))
        .route("/v1/devices", post(keepers::devices))
        .route("/v1/devices/invite", post(keepers::invite))
        .route("/v1/devices/revoke", post(keepers::revoke))
        .layer(Extension(body::Longest(BODY_BYTES)));
    let enrol = Router::new()
        .route("/v1/enrol", post(doors::enrol))
        .layer(Extension(body::Longest(ENROL_BYTES)));
    let blobs = Router::new()
        .route(
            "/v1/blobs/{name}",
            put(doors::put_blob).post(doors::get_blob),
        )
        .layer(Extension(body::Longest(limits::BLOB_BYTES)));
    Router::new()
        .merge(messages)
        .merge(enrol)
        .merge(blobs)
        .route("/health", get(reply::health))
        .route("/metrics", get(reply::metrics))
        .layer(axum::middleware::from_fn_with_state(
            door.clone(),
            count::watched,
        ))
        // Bodies are held to their limits where they are read.
        .layer(DefaultBodyLimit::disable())
        .with_state(door)
}

/// The longest a request may take.
pub(crate) fn patience() -> Duration {
    Duration::from_secs(REQUEST_SECONDS)
}
