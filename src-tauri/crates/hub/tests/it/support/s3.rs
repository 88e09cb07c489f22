//! An S3-compatible service in memory, on this machine's own network: one bucket, one key. It
//! checks every signature (AWS Signature Version 4) and the hash of every body, and its line can
//! be cut after so many bytes.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::serve::Listener;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

pub const BUCKET: &str = "songnuan";
pub const KEY_ID: &str = "LUTANGDANG";
pub const SECRET: &str = "荷塘月色/2016+";
const REGION: &str = "us-east-1";
const NEVER: i64 = i64::MAX;

/// The service. It runs until the test program ends.
pub struct S3 {
    /// `http://127.0.0.1:port`.
    pub endpoint: String,
    shelf: Arc<Shelf>,
    line: Arc<AtomicI64>,
}

#[derive(Default)]
struct Shelf {
    /// `None`: there is no such bucket.
    objects: Mutex<Option<BTreeMap<String, Bytes>>>,
}

impl S3 {
    pub fn start() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let shelf = Arc::new(Shelf {
            objects: Mutex::new(Some(BTreeMap::new())),
        });
        let line = Arc::new(AtomicI64::new(NEVER));
        let router = Router::new()
            .fallback(answer)
            .layer(DefaultBodyLimit::disable())
            .with_state(Arc::clone(&shelf));
        let left = Arc::clone(&line);
        std::thread::spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = runtime.enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).unwrap();
                drop(axum::serve(Cutting { listener, left }, router).await);
            });
        });
        Self {
            endpoint,
            shelf,
            line,
        }
    }

    /// How a hub is told to use it: names as in `AWS_…`, values.
    pub fn settings(&self) -> Vec<(String, String)> {
        [
            ("endpoint", self.endpoint.as_str()),
            ("allow_http", "true"),
            ("access_key_id", KEY_ID),
            ("secret_access_key", SECRET),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }

    /// The same with one of them another; empty: left out.
    pub fn settings_but(&self, name: &str, value: &str) -> Vec<(String, String)> {
        let mut settings = self.settings();
        settings.retain(|(known, _)| known != name);
        if !value.is_empty() {
            settings.push((name.to_owned(), value.to_owned()));
        }
        settings
    }

    /// Every object's name and bytes.
    pub fn objects(&self) -> BTreeMap<String, Bytes> {
        self.shelf
            .objects
            .lock()
            .unwrap()
            .clone()
            .unwrap_or_default()
    }

    /// The bucket goes with everything in it, or comes back empty.
    pub fn set_bucket(&self, there: bool) {
        *self.shelf.objects.lock().unwrap() = there.then(BTreeMap::new);
    }

    /// The line breaks after so many more bytes, whichever way they go.
    pub fn cut_after(&self, bytes: i64) {
        self.line.store(bytes, Ordering::SeqCst);
    }

    /// It holds again.
    pub fn heal(&self) {
        self.line.store(NEVER, Ordering::SeqCst);
    }
}

async fn answer(
    State(shelf): State<Arc<Shelf>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match signed(&method, &uri, &headers, &body) {
        Ok(()) => {}
        Err(code) => return no(StatusCode::FORBIDDEN, code),
    }
    let path = uri.path().trim_start_matches('/');
    let (bucket, name) = path.split_once('/').unwrap_or((path, ""));
    let mut objects = shelf.objects.lock().unwrap();
    let Some(objects) = objects.as_mut().filter(|_| bucket == BUCKET) else {
        return no(StatusCode::NOT_FOUND, "NoSuchBucket");
    };
    if method == Method::PUT {
        let tag = tag(&body);
        objects.insert(name.to_owned(), body);
        return [(header::ETAG, tag)].into_response();
    }
    if method == Method::DELETE {
        objects.remove(name);
        return StatusCode::NO_CONTENT.into_response();
    }
    let Some(found) = objects.get(name) else {
        return no(StatusCode::NOT_FOUND, "NoSuchKey");
    };
    let described = [
        (header::ETAG, tag(found)),
        (
            header::LAST_MODIFIED,
            "Sun, 22 Nov 2026 08:00:00 GMT".into(),
        ),
        (header::CONTENT_LENGTH, found.len().to_string()),
    ];
    match method {
        Method::GET => (described, Body::from(found.clone())).into_response(),
        Method::HEAD => described.into_response(),
        _ => no(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed"),
    }
}

fn no(status: StatusCode, code: &str) -> Response {
    let xml =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code></Error>");
    (status, [(header::CONTENT_TYPE, "application/xml")], xml).into_response()
}

fn tag(bytes: &[u8]) -> String {
    format!("\"{}\"", &hex(&Sha256::digest(bytes))[..32])
}

/// Is the request signed with the one key, and its body the one that was signed? Otherwise the
/// service's code for why not.
fn signed(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), &'static str> {
    let said = |name: &str| headers.get(name).map_or("", |it| it.to_str().unwrap_or(""));
    let authorization = said("authorization");
    let parts = authorization.strip_prefix("AWS4-HMAC-SHA256 ");
    let parts = parts.ok_or("AccessDenied")?;
    let part = |name: &str| {
        let mut parts = parts.split(',').map(str::trim);
        let found = parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
        found.ok_or("AuthorizationHeaderMalformed")
    };
    let credential = part("Credential")?;
    let (key_id, scope) = credential.split_once('/').ok_or("InvalidAccessKeyId")?;
    if key_id != KEY_ID {
        return Err("InvalidAccessKeyId");
    }
    let hash = said("x-amz-content-sha256");
    if hash != hex(&Sha256::digest(body)) {
        return Err("XAmzContentSHA256Mismatch");
    }
    let names = part("SignedHeaders")?;
    let lines = names
        .split(';')
        .map(|name| format!("{name}:{}\n", said(name)));
    let lines: String = lines.collect();
    let (path, query) = (uri.path(), uri.query().unwrap_or_default());
    let request = format!("{method}\n{path}\n{query}\n{lines}\n{names}\n{hash}");
    let (moment, request) = (said("x-amz-date"), hex(&Sha256::digest(request)));
    let text = format!("AWS4-HMAC-SHA256\n{moment}\n{scope}\n{request}");
    let day = scope.split('/').next().unwrap_or_default();
    if scope != format!("{day}/{REGION}/s3/aws4_request") || !names.contains("host") {
        return Err("AuthorizationHeaderMalformed");
    }
    let key = [day, REGION, "s3", "aws4_request"]
        .iter()
        .fold(format!("AWS4{SECRET}").into_bytes(), |key, part| {
            hmac(&key, part.as_bytes()).to_vec()
        });
    if hex(&hmac(&key, text.as_bytes())) == part("Signature")? {
        Ok(())
    } else {
        Err("SignatureDoesNotMatch")
    }
}

/// HMAC-SHA256 (RFC 2104).
fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut block = [0; 64];
    if key.len() > block.len() {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let inner = Sha256::new().chain_update(block.map(|byte| byte ^ 0x36));
    let inner = inner.chain_update(text).finalize();
    let outer = Sha256::new().chain_update(block.map(|byte| byte ^ 0x5c));
    outer.chain_update(inner).finalize().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A listener whose connections break together once their bytes are spent.
struct Cutting {
    listener: TcpListener,
    left: Arc<AtomicI64>,
}

struct CutStream {
    stream: TcpStream,
    left: Arc<AtomicI64>,
}

impl Listener for Cutting {
    type Io = CutStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (CutStream, SocketAddr) {
        let (stream, from) = Listener::accept(&mut self.listener).await;
        let left = Arc::clone(&self.left);
        (CutStream { stream, left }, from)
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl CutStream {
    /// Counts bytes that went through; an error once there are none left.
    fn spend(&self, bytes: usize) -> std::io::Result<()> {
        let spend = |left| match left {
            NEVER => None,
            left => Some(left - i64::try_from(bytes).unwrap()),
        };
        let order = Ordering::SeqCst;
        match self.left.fetch_update(order, order, spend) {
            Ok(before) if before <= i64::try_from(bytes).unwrap() => {
                Err(std::io::ErrorKind::ConnectionReset.into())
            }
            _ => Ok(()),
        }
    }
}

impl AsyncRead for CutStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        Poll::Ready(self.spend(buffer.filled().len() - before))
    }
}

impl AsyncWrite for CutStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        // In small pieces, so that an answer can be cut in its middle.
        let piece = &bytes[..bytes.len().min(4_096)];
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, piece))?;
        self.spend(written)?;
        Poll::Ready(Ok(written))
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
