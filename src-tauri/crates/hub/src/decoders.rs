//! Everything of the hub that reads bytes from outside or out of its database, for the tests that
//! throw garbage at it. The messages themselves are in `songnuan_sync::decoders`.

use std::sync::{Arc, LazyLock};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use songnuan_model::record::Id;
use songnuan_sync::decoders::{Decoder, Reading};

use crate::host::{HubHost, NoRandom};
use crate::http::named;
use crate::key::{DataKey, KeySlot};
use crate::line;
use crate::seal::Sealer;
use crate::{bundles, enrolling, known, ops};

/// Each of them.
pub(crate) const DECODERS: &[Decoder] = &[
    Decoder {
        name: "request headers",
        read: headers,
    },
    Decoder {
        name: "sealed row",
        read: sealed,
    },
    Decoder {
        name: "key slot",
        read: key_slot,
    },
    Decoder {
        name: "row of the line",
        read: row_of_the_line,
    },
    Decoder {
        name: "row of an invitation",
        read: row::<enrolling::Offer>,
    },
    Decoder {
        name: "row of a device",
        read: row::<known::Said>,
    },
    Decoder {
        name: "row of an operation",
        read: row::<ops::Said>,
    },
    Decoder {
        name: "counters of bundles",
        read: row::<bundles::Kept>,
    },
];

/// Device and signature, a line each.
fn headers(bytes: &[u8]) -> Reading {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let mut headers = HeaderMap::new();
    for name in ["songnuan-device", "songnuan-signature"] {
        let value = HeaderValue::from_bytes(lines.next().unwrap_or_default());
        if let Ok(value) = value {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    Reading::of(named(&headers).ok(), |_| named(&headers).ok())
}

/// A row sealed under a key of zeros, at a place of its own.
fn sealed(bytes: &[u8]) -> Reading {
    static SEALER: LazyLock<Option<Sealer>> = LazyLock::new(|| {
        let host: Arc<dyn HubHost> = Arc::new(Zeros);
        let key = DataKey::random(&*host).ok()?;
        Some(Sealer::new(&key, host))
    });
    let place = ["entry", "7"];
    let open = |bytes: &[u8]| SEALER.as_ref()?.open("entry", &place, bytes).ok();
    Reading::of(open(bytes), |plain| {
        open(&SEALER.as_ref()?.seal(&place, plain).ok()?)
    })
}

/// Without the derivation of the key, which takes its time on purpose.
fn key_slot(bytes: &[u8]) -> Reading {
    let slot = serde_json::from_slice::<KeySlot>(bytes).ok();
    let parts = slot.and_then(|slot| slot.parts().ok());
    Reading::of(parts.clone(), |_| parts.clone())
}

fn row_of_the_line(bytes: &[u8]) -> Reading {
    let buckets = line::buckets(bytes.to_vec()).ok();
    Reading::of(buckets, |buckets| {
        line::buckets(line::text(buckets).into_bytes()).ok()
    })
}

/// What is sealed of a row, as JSON.
fn row<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Reading {
    let written = |bytes: &[u8]| {
        let read = serde_json::from_slice::<T>(bytes).ok()?;
        serde_json::to_vec(&read).ok()
    };
    Reading::of(written(bytes), |bytes| written(bytes))
}

/// A host whose chance is nothing but zeros.
struct Zeros;

impl HubHost for Zeros {
    fn now(&self) -> String {
        String::new()
    }

    fn fresh_id(&self) -> Id {
        Id::new("")
    }

    fn fill(&self, bytes: &mut [u8]) -> std::result::Result<(), NoRandom> {
        bytes.fill(0);
        Ok(())
    }
}
