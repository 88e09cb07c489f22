//! Counts and log lines: which door, which answer, how long, how many bytes, which device. Never
//! what was in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::body::HttpBody as _;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::json;

use super::Door;
use super::auth::DEVICE;
use super::reply::late;
use crate::limits;

/// One number of the sums.
type Column = fn(&Sums) -> u64;

/// Where log lines go: one JSON object a line.
pub type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// What was counted since the process began.
pub(crate) struct Counts {
    log: Log,
    sums: Mutex<BTreeMap<(String, u16), Sums>>,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    requests: u64,
    bytes_in: u64,
    bytes_out: u64,
    micros: u64,
}

impl Counts {
    pub(super) fn new(log: Log) -> Self {
        Self {
            log,
            sums: Mutex::default(),
        }
    }

    /// Prometheus text.
    pub(super) fn text(&self) -> String {
        let sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        let columns: [(&str, Column); 4] = [
            ("requests_total", |sums| sums.requests),
            ("request_bytes_total", |sums| sums.bytes_in),
            ("response_bytes_total", |sums| sums.bytes_out),
            ("request_microseconds_total", |sums| sums.micros),
        ];
        for (name, column) in columns {
            let _ = writeln!(text, "# TYPE songnuan_hub_{name} counter");
            for ((door, status), sums) in sums.iter() {
                let value = column(sums);
                let _ = writeln!(
                    text,
                    "songnuan_hub_{name}{{door=\"{door}\",status=\"{status}\"}} {value}"
                );
            }
        }
        text
    }
}

/// Around every request: the time limit, the counts, the log line.
pub(super) async fn watched(
    State(door): State<Door>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    // Unknown paths are one door: what strangers ask for is not repeated.
    let name = path.map_or_else(|| "unknown".to_owned(), |path| path.as_str().to_owned());
    let device = request
        .headers()
        .get(DEVICE)
        .and_then(|it| it.to_str().ok());
    let device = device.filter(|it| it.len() <= limits::ID_BYTES && it.bytes().all(is_plain));
    let device = device.unwrap_or_default().to_owned();
    let bytes_in = request.body().size_hint().exact().unwrap_or_default();
    let answer = tokio::time::timeout(super::patience(), next.run(request)).await;
    let answer = answer.unwrap_or_else(|_| late());
    let status = answer.status().as_u16();
    let bytes_out = answer.body().size_hint().exact().unwrap_or_default();
    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    {
        let mut sums = door
            .counts
            .sums
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let sums = sums.entry((name.clone(), status)).or_default();
        sums.requests += 1;
        sums.bytes_in += bytes_in;
        sums.bytes_out += bytes_out;
        sums.micros = sums.micros.saturating_add(micros);
    }
    let line = json!({
        "at": door.hub.now(), "event": "request", "door": name, "device": device,
        "status": status, "bytes_in": bytes_in, "bytes_out": bytes_out, "micros": micros,
    });
    (door.counts.log)(&line.to_string());
    answer
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}
