//! A hub over HTTPS, and a client that sends what it is told to: well signed, wrongly signed, or
//! not at all.

use std::sync::Arc;

use reqwest::{Client, Response};
use songnuan_hub::{HubService, http};
use songnuan_model::record::Id;
use songnuan_sync::Refusal;
use songnuan_sync::identity::{Domain, SecretKey, Signed};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// A hub that serves, until this goes.
pub struct Web {
    hub: Id,
    base: String,
    client: Client,
    _stop: oneshot::Sender<()>,
}

impl Web {
    /// On any free port.
    pub async fn listener() -> TcpListener {
        TcpListener::bind("127.0.0.1:0").await.unwrap()
    }

    pub async fn start(hub: &HubService) -> Self {
        let listener = Self::listener().await;
        let base = format!("https://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let served = hub.clone();
        let stopped = async {
            drop(stopped.await);
        };
        tokio::spawn(async move {
            http::serve(served, listener, Arc::new(|_| ()), stopped)
                .await
                .unwrap();
        });
        drop(rustls::crypto::ring::default_provider().install_default());
        // The pinning of certificates is tried with the real client.
        let client = Client::builder()
            .tls_danger_accept_invalid_certs(true)
            .no_proxy()
            .build()
            .unwrap();
        Self {
            hub: hub.hub_id().clone(),
            base,
            client,
            _stop: stop,
        }
    }

    /// A request as the device `device` would sign it with `key`.
    pub async fn post(&self, path: &str, device: &str, key: &SecretKey, body: Vec<u8>) -> Response {
        self.send(
            "POST",
            path,
            &self.signature("POST", path, device, key, &body),
            device,
            body,
        )
        .await
    }

    /// An attachment, as the device would bring it.
    pub async fn put(&self, path: &str, device: &str, key: &SecretKey, body: Vec<u8>) -> Response {
        self.send(
            "PUT",
            path,
            &self.signature("PUT", path, device, key, &body),
            device,
            body,
        )
        .await
    }

    /// A signature over exactly this.
    pub fn signature(
        &self,
        method: &str,
        path: &str,
        device: &str,
        key: &SecretKey,
        body: &[u8],
    ) -> String {
        let said = Signed {
            domain: Domain::Request,
            hub: &self.hub,
            device: &Id::new(device),
            method: &format!("{method} {path}"),
            body,
        };
        key.sign(&said).to_string()
    }

    /// A request with this signature, whatever it is of.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        signature: &str,
        device: &str,
        body: Vec<u8>,
    ) -> Response {
        let method = method.parse().unwrap();
        let request = self.client.request(method, format!("{}{path}", self.base));
        request
            .header("songnuan-device", device)
            .header("songnuan-signature", signature)
            .body(body)
            .send()
            .await
            .unwrap()
    }

    /// A request of nobody.
    pub async fn bare(&self, path: &str, body: Vec<u8>) -> Response {
        let request = self.client.post(format!("{}{path}", self.base));
        request.body(body).send().await.unwrap()
    }
}

/// The status and the refusal in the answer.
pub async fn refusal(answer: Response) -> (u16, Refusal) {
    let status = answer.status().as_u16();
    let body = answer.bytes().await.unwrap();
    let refusal = serde_json::from_slice(&body);
    (
        status,
        refusal.unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&body))),
    )
}
