//! One door a message. Every request may come twice; the hub makes nothing of it.

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use songnuan_sync::enrol::EnrolRequest;
use songnuan_sync::{Hub, wire};

use super::Door;
use super::auth::{Signed, unread};
use super::body::{Longest, whole};
use super::reply::{answer, failed, refused};

/// A door: its message goes to the device's hub, the answer back.
macro_rules! door {
    ($(#[doc = $doc:literal])* $name:ident) => {
        $(#[doc = $doc])*
        pub(super) async fn $name(signed: Signed) -> Response {
            match signed.message() {
                Ok(message) => answer(signed.hub.$name(message).await),
                Err(refusal) => refused(&refusal),
            }
        }
    };
}

door! {
    /// The first word.
    hello
}
door! {
    /// Local operations.
    push
}
door! {
    /// Entries after a cursor.
    pull
}
door! {
    /// What the device may hold.
    scope
}
door! {
    /// The history of records that came into scope.
    fetch
}
door! {
    /// Entries a restored hub lost.
    resend
}
door! {
    /// The contents, for comparing.
    digest
}
door! {
    /// Which attachments the hub lacks.
    blobs_missing
}

/// An attachment comes.
pub(super) async fn put_blob(Path(name): Path<String>, signed: Signed) -> Response {
    answer(signed.hub.put_blob(name, signed.body.to_vec()).await)
}

/// An attachment goes; 404: no device has brought it yet.
pub(super) async fn get_blob(Path(name): Path<String>, signed: Signed) -> Response {
    match signed.hub.get_blob(name).await {
        Ok(Some(bytes)) => {
            ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response()
        }
        Ok(None) => axum::http::StatusCode::NOT_FOUND.into_response(),
        Err(error) => answer::<()>(Err(error)),
    }
}

/// A device comes with an invitation; it has no key here yet, so it proves to know the secret
/// instead of signing.
pub(super) async fn enrol(
    State(door): State<Door>,
    Extension(longest): Extension<Longest>,
    body: Body,
) -> Response {
    let read = whole(body, longest).await;
    let read = read.and_then(|body| {
        let request = wire::decode::<EnrolRequest>(&body, wire::MESSAGE);
        request.map_err(unread)
    });
    let request = match read {
        Ok(request) => request,
        Err(refusal) => return refused(&refusal),
    };
    match door.hub.enrol(&request).await {
        Ok(enrolled) => answer(Ok(enrolled)),
        Err(failure) => failed(failure),
    }
}
