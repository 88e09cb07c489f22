//! The hub over the network, as the engine sees it: each message signed, over pinned TLS.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use songnuan_model::record::Id;
use songnuan_sync::identity::{Domain, SecretKey, Signed};
use songnuan_sync::{
    DigestReply, FetchRequest, Hello, Hub, HubError, PullPage, PullRequest, PushPage, PushReply,
    Refusal, ResendPage, ScopePage, Welcome, wire,
};

use super::pinned;

/// A machine that is off is found out quickly; a slow line gets its time.
const CONNECT_SECONDS: u64 = 8;
const REQUEST_SECONDS: u64 = 150;
/// Bytes of an answer; nothing the hub says is longer.
const ANSWER_BYTES: usize = 64 << 20;
/// An answer of fewer bytes is read where it comes, a longer one on a thread of its own.
const READ_AT_ONCE: usize = 32 << 10;

type Answer<T> = Result<T, HubError>;

/// One hub, reached at one address.
pub struct NetworkHub {
    client: Client,
    /// `https://host:port`.
    base: String,
    hub: Id,
    device: Id,
    key: SecretKey,
    /// Another certificate was shown than the one of the code.
    stranger: Arc<AtomicBool>,
}

impl NetworkHub {
    /// A hub at `host:port`, known by its certificate.
    pub fn new(
        address: &str,
        certificate: [u8; 32],
        hub: Id,
        device: Id,
        key: SecretKey,
    ) -> Answer<Self> {
        let unusable = |_| HubError::Unreachable("tls".to_owned());
        let (tls, stranger) = pinned::config(certificate).map_err(unusable)?;
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(true)
            .http1_only()
            // The hub is in the house or named by the code; nobody stands between.
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(CONNECT_SECONDS))
            .timeout(Duration::from_secs(REQUEST_SECONDS))
            .build()
            .map_err(|_| HubError::Unreachable("client".to_owned()))?;
        Ok(Self {
            client,
            base: format!("https://{address}"),
            hub,
            device,
            key,
            stranger,
        })
    }

    /// A signed request with a message as its body, its answer read.
    pub async fn ask<Q, A>(&self, path: &str, ask: &Q) -> Answer<A>
    where
        Q: Serialize,
        A: DeserializeOwned + Send + 'static,
    {
        let body = wire::encode(ask, wire::MESSAGE).map_err(|_| too_large())?;
        let bytes = body_of(self.send("POST", path, body).await?).await?;
        let small = bytes.len() < READ_AT_ONCE;
        let read = move || wire::decode(&bytes, wire::MESSAGE).map_err(|_| HubError::Garbled);
        if small {
            return read();
        }
        // A page of entries is read beside whatever else goes on.
        let read = tokio::task::spawn_blocking(read).await;
        read.unwrap_or(Err(HubError::Garbled))
    }

    async fn send(&self, method: &str, path: &str, body: Vec<u8>) -> Answer<Response> {
        let asked = format!("{method} {path}");
        let signature = self.key.sign(&Signed {
            domain: Domain::Request,
            hub: &self.hub,
            device: &self.device,
            method: &asked,
            body: &body,
        });
        let url = format!("{}{path}", self.base);
        let request = match method {
            "PUT" => self.client.put(url),
            _ => self.client.post(url),
        };
        let request = request
            .header("songnuan-device", self.device.as_str())
            .header("songnuan-signature", signature.to_string())
            .body(body);
        self.sent(request).await
    }

    async fn sent(&self, request: RequestBuilder) -> Answer<Response> {
        request.send().await.map_err(|error| {
            if self.stranger.swap(false, Ordering::SeqCst) {
                HubError::Stranger
            } else {
                broken(&error)
            }
        })
    }
}

/// A request of somebody the hub does not know yet: an enrolment.
pub(super) async fn ask_unsigned<Q: Serialize, A: DeserializeOwned>(
    hub: &NetworkHub,
    path: &str,
    ask: &Q,
) -> Answer<A> {
    let body = wire::encode(ask, wire::MESSAGE).map_err(|_| too_large())?;
    let request = hub.client.post(format!("{}{path}", hub.base)).body(body);
    let response = hub.sent(request).await?;
    wire::decode(&body_of(response).await?, wire::MESSAGE).map_err(|_| HubError::Garbled)
}

fn too_large() -> HubError {
    let limit = u64::try_from(wire::MESSAGE.packed).unwrap_or(u64::MAX);
    HubError::Refused(Refusal::TooLarge { limit })
}

/// The body of a good answer, or what the hub said instead.
async fn body_of(response: Response) -> Answer<Vec<u8>> {
    let status = response.status();
    let bytes = limited(response).await?;
    if status.is_success() {
        return Ok(bytes);
    }
    if let Ok(refusal) = serde_json::from_slice::<Refusal>(&bytes) {
        return Err(HubError::Refused(refusal));
    }
    let word = serde_json::from_slice::<serde_json::Value>(&bytes).ok();
    let word = word
        .as_ref()
        .and_then(|it| it.get("trouble")?.as_str())
        .map_or_else(|| status.as_u16().to_string(), str::to_owned);
    Err(HubError::Unreachable(word))
}

async fn limited(mut response: Response) -> Answer<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > ANSWER_BYTES => {
                return Err(HubError::Garbled);
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Ok(bytes),
            Err(error) => return Err(broken(&error)),
        }
    }
}

/// A line that broke, in a word.
fn broken(error: &reqwest::Error) -> HubError {
    let word = if error.is_timeout() {
        "timeout"
    } else if error.is_connect() {
        "connect"
    } else {
        "line"
    };
    HubError::Unreachable(word.to_owned())
}

impl Hub for NetworkHub {
    async fn hello(&self, hello: Hello) -> Answer<Welcome> {
        self.ask("/v1/hello", &hello).await
    }

    async fn push(&self, page: PushPage) -> Answer<PushReply> {
        self.ask("/v1/push", &page).await
    }

    async fn pull(&self, request: PullRequest) -> Answer<PullPage> {
        self.ask("/v1/pull", &request).await
    }

    async fn scope(&self, after: Option<Id>) -> Answer<ScopePage> {
        self.ask("/v1/scope", &after).await
    }

    async fn fetch(&self, request: FetchRequest) -> Answer<PullPage> {
        self.ask("/v1/fetch", &request).await
    }

    async fn resend(&self, page: ResendPage) -> Answer<()> {
        self.ask("/v1/resend", &page).await
    }

    async fn digest(&self, bucket: Option<u8>) -> Answer<DigestReply> {
        self.ask("/v1/digest", &bucket).await
    }

    async fn blobs_missing(&self, names: Vec<String>) -> Answer<Vec<String>> {
        self.ask("/v1/blobs", &names).await
    }

    async fn put_blob(&self, name: String, bytes: Vec<u8>) -> Answer<()> {
        let path = format!("/v1/blobs/{name}");
        body_of(self.send("PUT", &path, bytes).await?).await?;
        Ok(())
    }

    async fn get_blob(&self, name: String) -> Answer<Option<Vec<u8>>> {
        let path = format!("/v1/blobs/{name}");
        let response = self.send("POST", &path, Vec::new()).await?;
        if response.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        Ok(Some(body_of(response).await?))
    }
}
