//! A host whose clock, ids and chance are fixed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use songnuan_hub::{HubHost, NoRandom};
use songnuan_model::record::Id;

#[derive(Clone, Default)]
pub struct TestHost {
    drawn: Arc<AtomicU64>,
    /// Minutes since 2026-03-02T00:00Z.
    minutes: Arc<AtomicU64>,
}

impl TestHost {
    /// A host of its own: what it draws, no other number draws.
    pub fn numbered(number: u64) -> Self {
        let host = Self::default();
        host.drawn.store(number << 32, Ordering::Relaxed);
        host
    }

    /// The clock goes on.
    pub fn pass_minutes(&self, minutes: u64) {
        self.minutes.fetch_add(minutes, Ordering::Relaxed);
    }

    fn draw(&self) -> u64 {
        self.drawn.fetch_add(1, Ordering::Relaxed)
    }
}

impl HubHost for TestHost {
    fn now(&self) -> String {
        let minutes = self.minutes.load(Ordering::Relaxed);
        let (day, hour, minute) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        format!("2026-03-{:02}T{hour:02}:{minute:02}:00.000Z", day + 2)
    }

    fn fresh_id(&self) -> Id {
        Id::new(format!("00000000-0000-7000-8000-{:012x}", self.draw()))
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandom> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.draw().to_le_bytes());
        hasher.finalize_xof().fill(bytes);
        Ok(())
    }
}
