//! Values written on the command line with their identifiers of DOMAIN §7.

use songnuan_app::model::records::{AidKind, FundEntryKind, FundLevel, Role, Season};

/// A value written with its identifier of DOMAIN §7.
pub(super) fn identifier<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::from(text)).map_err(|_| text.to_owned())
}

pub(super) fn role(text: &str) -> Result<Role, String> {
    identifier(text)
}

pub(super) fn fund_level(text: &str) -> Result<FundLevel, String> {
    identifier(text)
}

pub(super) fn entry_kind(text: &str) -> Result<FundEntryKind, String> {
    identifier(text)
}

pub(super) fn season(text: &str) -> Result<Season, String> {
    identifier(text)
}

pub(super) fn aid_kind(text: &str) -> Result<AidKind, String> {
    identifier(text)
}
