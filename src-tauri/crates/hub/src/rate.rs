//! How often a device may ask: counted per process, per minute of the hub's clock.

use std::collections::HashMap;

use songnuan_model::record::Id;
use songnuan_sync::Refusal;

use crate::limits;

/// Requests of this minute.
#[derive(Default)]
pub(crate) struct Rate {
    /// `2026-11-22T08:00`.
    minute: String,
    requests: HashMap<Id, u32>,
    wrong_codes: u32,
}

impl Rate {
    /// Counts one request of a device.
    pub(crate) fn request(&mut self, now: &str, device: &Id) -> Result<(), Refusal> {
        self.turn(now);
        let count = self.requests.entry(device.clone()).or_default();
        *count += 1;
        if *count > limits::REQUESTS_PER_MINUTE {
            return Err(Refusal::Busy { seconds: left(now) });
        }
        Ok(())
    }

    /// May anybody try a code now?
    pub(crate) fn may_enrol(&mut self, now: &str) -> Result<(), Refusal> {
        self.turn(now);
        if self.wrong_codes >= limits::WRONG_CODES_PER_MINUTE {
            return Err(Refusal::Busy { seconds: left(now) });
        }
        Ok(())
    }

    /// Counts a wrong code.
    pub(crate) fn wrong_code(&mut self) {
        self.wrong_codes += 1;
    }

    fn turn(&mut self, now: &str) {
        let minute = now.get(..16).unwrap_or_default();
        if self.minute != minute {
            minute.clone_into(&mut self.minute);
            self.requests.clear();
            self.wrong_codes = 0;
        }
    }
}

/// Seconds until the next minute.
fn left(now: &str) -> u32 {
    let second: u32 = now
        .get(17..19)
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    60_u32.saturating_sub(second).max(1)
}
