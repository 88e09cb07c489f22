//! What goes back: messages in their encoding, refusals with their status, health and counts.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use songnuan_sync::{HubError, Refusal, wire};

use super::Door;
use crate::error::HubFailure;

/// A message, or why there is none.
pub(super) fn answer<T: Serialize>(outcome: Result<T, HubError>) -> Response {
    match outcome {
        Ok(message) => match wire::encode(&message, wire::MESSAGE) {
            Ok(bytes) => {
                ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response()
            }
            Err(_) => trouble("answer_too_large"),
        },
        Err(HubError::Refused(refusal)) => refused(&refusal),
        Err(HubError::Unreachable(code)) => trouble(&code),
        Err(HubError::Garbled | HubError::Stranger) => trouble("internal"),
    }
}

/// A refusal as JSON: an old program must be able to read why it is too old.
pub(super) fn refused(refusal: &Refusal) -> Response {
    let status = match refusal {
        Refusal::UnknownDevice
        | Refusal::Revoked { .. }
        | Refusal::BadSignature
        | Refusal::NotAllowed { .. }
        | Refusal::OutOfScope
        | Refusal::BadCode => StatusCode::FORBIDDEN,
        Refusal::WrongHub | Refusal::DeviceTooOld { .. } | Refusal::HubTooOld { .. } => {
            StatusCode::CONFLICT
        }
        Refusal::Garbled => StatusCode::BAD_REQUEST,
        Refusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::Busy { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::HubFull => StatusCode::INSUFFICIENT_STORAGE,
    };
    (status, axum::Json(refusal)).into_response()
}

/// The hub itself is in trouble; a word for its keeper, the device tries again.
pub(super) fn trouble(code: &str) -> Response {
    let body = serde_json::json!({ "trouble": code });
    (StatusCode::SERVICE_UNAVAILABLE, axum::Json(body)).into_response()
}

/// A request that took too long.
pub(super) fn late() -> Response {
    trouble("late")
}

/// From the hub's own failures.
pub(super) fn failed(failure: HubFailure) -> Response {
    answer::<()>(Err(HubError::from(failure)))
}

/// Whether the hub can answer devices now. Names nobody.
pub(super) async fn health(State(door): State<Door>) -> Response {
    match door.hub.status().await {
        Ok(status) => axum::Json(serde_json::json!({
            "state": "ok", "engine": status.engine, "schema": status.schema, "head": status.head,
        }))
        .into_response(),
        Err(failure) => trouble(failure.code()),
    }
}

/// Counts for Prometheus.
pub(super) async fn metrics(State(door): State<Door>) -> Response {
    let mut text = door.counts.text();
    if let Ok(status) = door.hub.status().await {
        let gauges = [
            ("head", status.head.unsigned_abs()),
            ("records", status.records),
            ("operations", status.operations),
            ("conflicts", status.conflicts),
            ("devices", status.devices),
            ("devices_revoked", status.revoked),
            ("invitations_open", status.open_invitations),
            ("attachments", status.attachments),
            ("attachment_bytes", status.attachment_bytes),
        ];
        for (name, value) in gauges {
            let _ = writeln!(text, "# TYPE songnuan_hub_{name} gauge");
            let _ = writeln!(text, "songnuan_hub_{name} {value}");
        }
    }
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}
