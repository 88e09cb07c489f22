//! What can go wrong at the hub itself. What a device did wrong is a `songnuan_sync::Refusal`.

use songnuan_sync::{HubError, Refusal};
use thiserror::Error;

/// Why a hub could not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HubFailure {
    /// There is no hub at this place yet.
    #[error("no hub here")]
    NotFound,
    /// There is one already: nothing was changed.
    #[error("a hub is here already")]
    AlreadyThere,
    #[error("wrong password")]
    WrongPassword,
    /// The database was written by a newer program.
    #[error("database schema {found} is newer than {supported}")]
    TooNew { found: i64, supported: i64 },
    /// The place does not read: neither a folder nor a known URL.
    #[error("place does not read")]
    BadPlace,
    /// The key derivation cost cannot be used.
    #[error("key derivation cost cannot be used")]
    BadKdfCost,
    /// A row or attachment does not open under the hub's key: damaged, or swapped.
    #[error("{what} is damaged")]
    Damaged { what: &'static str },
    /// The disk, or the space given to the database, is full. Nothing was taken.
    #[error("no space left")]
    Full,
    /// The database cannot be reached or has said no; without its words, which may quote data.
    #[error("database: {detail}")]
    Database { detail: String },
    /// The attachment store cannot be reached or has said no.
    #[error("attachments: {trouble:?}")]
    Blobs { trouble: BlobTrouble },
    #[error("no random bytes")]
    NoRandom,
    /// No such device.
    #[error("no such device")]
    UnknownDevice,
    /// A field of the request is empty or too long.
    #[error("{field} cannot be used")]
    BadValue { field: &'static str },
    /// No to a device, for a reason it is told.
    #[error("refused: {0:?}")]
    Refused(Refusal),
}

/// Why attachments cannot be put where they should be, or got back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlobTrouble {
    /// Neither given nor in the environment.
    NoKey,
    /// `http://`, elsewhere than on this machine or without being told to.
    PlainHttp,
    /// A setting of the service does not read.
    Setting,
    /// The service has no such bucket.
    NoBucket,
    /// It does not know the key, or does not let it read and write there.
    NotAllowed,
    /// It does not answer, or its answer broke off.
    NoAnswer,
}

/// The hub's results.
pub type Result<T> = std::result::Result<T, HubFailure>;

impl From<sqlx::Error> for HubFailure {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default().into_owned();
                // SQLITE_FULL; PostgreSQL 53100 disk_full. The message may quote values.
                if code == "13" || code == "53100" {
                    return Self::Full;
                }
                Self::Database {
                    detail: format!("code {code}"),
                }
            }
            sqlx::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => Self::Full,
            sqlx::Error::Io(io) => Self::Database {
                detail: format!("{:?}", io.kind()),
            },
            sqlx::Error::PoolTimedOut => Self::Database {
                detail: "busy".to_owned(),
            },
            sqlx::Error::Tls(_) => Self::Database {
                detail: "tls".to_owned(),
            },
            sqlx::Error::Configuration(_) => Self::BadPlace,
            _ => Self::Database {
                detail: "protocol".to_owned(),
            },
        }
    }
}

impl From<crate::host::NoRandom> for HubFailure {
    fn from(_: crate::host::NoRandom) -> Self {
        Self::NoRandom
    }
}

impl From<Refusal> for HubFailure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<HubFailure> for HubError {
    fn from(failure: HubFailure) -> Self {
        match failure {
            HubFailure::Refused(refusal) => Self::Refused(refusal),
            HubFailure::Full => Self::Refused(Refusal::HubFull),
            HubFailure::UnknownDevice => Self::Refused(Refusal::UnknownDevice),
            // The device may try again; what is wrong is in the hub's log, not on the wire.
            other => Self::Unreachable(other.code().to_owned()),
        }
    }
}

impl HubFailure {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "hub_not_found",
            Self::AlreadyThere => "hub_already_there",
            Self::WrongPassword => "wrong_password",
            Self::TooNew { .. } => "hub_too_new",
            Self::BadPlace => "bad_place",
            Self::BadKdfCost => "bad_kdf_cost",
            Self::Damaged { .. } => "hub_damaged",
            Self::Full => "hub_full",
            Self::Database { .. } => "hub_database",
            Self::Blobs { .. } => "hub_attachments",
            Self::NoRandom => "no_random",
            Self::UnknownDevice => "unknown_device",
            Self::BadValue { .. } => "bad_value",
            Self::Refused(_) => "refused",
        }
    }
}
