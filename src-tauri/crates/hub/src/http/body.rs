//! The bytes of a request, held to the limit of its door.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, Bytes, HttpBody as _};
use songnuan_sync::Refusal;

/// How many bytes the requests of a door may have. Without one: none.
#[derive(Clone, Copy, Default)]
pub(super) struct Longest(pub usize);

/// Times the limit that is read and thrown away, so that whoever sends too much can read why: a
/// connection closed in the face of somebody who writes tells nothing.
const HEARD_OUT: usize = 3;

/// The whole body, if it keeps to the limit.
pub(super) async fn whole(mut body: Body, longest: Longest) -> Result<Bytes, Refusal> {
    let Longest(limit) = longest;
    let too_large = Refusal::TooLarge {
        limit: u64::try_from(limit).unwrap_or(u64::MAX),
    };
    let (mut bytes, mut seen) = (Vec::new(), 0_usize);
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        // The line broke: nobody is there to read an answer.
        let frame = frame.map_err(|_| Refusal::Garbled)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        seen = seen.saturating_add(data.len());
        if seen <= limit {
            bytes.extend_from_slice(&data);
        } else {
            bytes = Vec::new();
        }
        if seen > limit.saturating_mul(1 + HEARD_OUT) {
            return Err(too_large);
        }
    }
    if seen > limit {
        return Err(too_large);
    }
    Ok(bytes.into())
}
