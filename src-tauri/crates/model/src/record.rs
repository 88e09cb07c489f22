//! What every stored record has in common: an id, a kind, flat fields, keys and search terms.
//!
//! A record is a flat JSON object. Each top-level field is one unit of history and, later, of
//! merging: two people changing different fields of one record never disturb each other. What
//! grows by rows (family members, income lines, steps) is a record of its own with a `parent`.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use ts_rs::TS;

/// Stable identifier of a record, an operation or a device: a UUIDv7 in lower-case text.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Id(pub String);

impl Id {
    /// Wraps an id that was made elsewhere.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the search box indexes of a record. All parts are personal data.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SearchDoc {
    /// Shown as the hit's first line, e.g. a name.
    pub title: String,
    /// Shown as the second line, e.g. employer and village.
    pub subtitle: String,
    /// Further searchable texts: pinyin spellings, ID and phone numbers, file numbers.
    pub terms: Vec<String>,
}

/// A kind of record the store can keep with full history.
pub trait Record: Serialize + DeserializeOwned + Clone + Send + Sync {
    /// The kind's identifier (DOMAIN §7), e.g. `hardship_file`.
    const KIND: &'static str;
    /// Facts that are only ever added (steps, payments): a second `put` of the same id is refused.
    const APPEND_ONLY: bool = false;
    /// Whether the record names people ([`Self::people`]).
    const NAMES_PEOPLE: bool = false;

    /// The record's own id.
    fn id(&self) -> &Id;

    /// The record this one belongs to (a member's household, a visit's file).
    fn parent(&self) -> Option<&Id> {
        None
    }

    /// Exact-match lookup keys as (key name, value), e.g. `("paper", "resident_id:…")`.
    fn keys(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The people the record names, by id. When two registrations are joined, the store reads the
    /// one that goes on here (see `joined`).
    fn people(&mut self) -> Vec<&mut Id> {
        Vec::new()
    }

    /// What the search box should find this record by; `None` keeps it out of the index.
    fn search(&self) -> Option<SearchDoc> {
        None
    }
}
