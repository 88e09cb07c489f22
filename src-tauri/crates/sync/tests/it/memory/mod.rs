//! A hub and laptops in memory, and a line between them that loses things. Small on purpose: what
//! is tried here is the plans and the engine, not a database.

mod hub;
mod laptop;
mod line;
mod replica;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

pub use hub::MemoryHub;
pub use laptop::{Laptop, Typed};
pub use line::{Fault, Line};
pub use replica::MemoryReplica;
use songnuan_model::record::Id;
use songnuan_sync::{Limits, Options};

/// Runs what never waits for anything.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here waits"),
    }
}

/// Pages so small that everything comes in several.
pub fn options(device: &Id) -> Options {
    Options {
        device: device.clone(),
        hub: Id::new("hub"),
        program: "0.1.0".into(),
        now: "2026-11-22T08:00:00.000Z".into(),
        resend: false,
        was_scoped: false,
        limits: Limits {
            changes: 2,
            entries: 3,
            records: 2,
            names: 2,
        },
    }
}
