//! A moment as the store keeps it: UTC with milliseconds, as text that sorts by time.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use crate::error::{Result, StoreError};

/// `2026-11-22T08:00:00.000Z`: always UTC, always milliseconds, so that text order is time order.
/// The store never reads a clock: callers say when it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(String);

impl Timestamp {
    /// From a moment the caller read from its clock.
    pub fn from_utc(at: DateTime<Utc>) -> Self {
        Self(at.to_rfc3339_opts(SecondsFormat::Millis, true))
    }

    /// From any RFC 3339 text; offsets are converted to UTC.
    pub fn parse(text: &str) -> Result<Self> {
        let at = DateTime::parse_from_rfc3339(text).map_err(|_| StoreError::BadTimestamp)?;
        Ok(Self::from_utc(at.with_timezone(&Utc)))
    }

    /// The stored text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The moment, for showing it in local time.
    pub fn to_utc(&self) -> Option<DateTime<Utc>> {
        DateTime::parse_from_rfc3339(&self.0)
            .ok()
            .map(|at| at.with_timezone(&Utc))
    }

    /// Text read back from our own database.
    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }
}

impl TryFrom<String> for Timestamp {
    type Error = StoreError;

    fn try_from(text: String) -> Result<Self> {
        Self::parse(&text)
    }
}

impl From<Timestamp> for String {
    fn from(at: Timestamp) -> Self {
        at.0
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn converts_to_utc_milliseconds() {
        let at = Timestamp::parse("2026-11-22T16:00:00+08:00").unwrap();
        assert_eq!(at.as_str(), "2026-11-22T08:00:00.000Z");
        assert!(Timestamp::parse("2026-11-22").is_err());
    }
}
