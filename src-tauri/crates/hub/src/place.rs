//! Where a hub keeps its things: a folder with an embedded database, or a database server; and a
//! folder or an S3-compatible store for attachments.

use std::path::{Path, PathBuf};

use crate::error::{HubFailure, Result};

/// Where attachments go.
#[derive(Clone, PartialEq, Eq)]
pub enum BlobPlace {
    Folder(PathBuf),
    /// `s3://bucket/prefix`, and what the store needs to be reached as (name, value): `endpoint`,
    /// `region`, `access_key_id`, `secret_access_key`, `allow_http` …
    Url {
        url: String,
        options: Vec<(String, String)>,
    },
}

/// Where a hub is.
#[derive(Clone, PartialEq, Eq)]
pub struct HubPlace {
    pub(crate) database: DatabasePlace,
    pub(crate) blobs: BlobPlace,
    pub(crate) max_pages: Option<u32>,
}

/// Which engine, and where.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum DatabasePlace {
    /// The folder that holds `hub.db`.
    Folder(PathBuf),
    /// `postgres://…`, password included: never shown.
    Postgres(String),
}

impl HubPlace {
    /// Everything in one folder: the embedded database and the attachments.
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self {
            blobs: BlobPlace::Folder(folder.join("blobs")),
            database: DatabasePlace::Folder(folder),
            max_pages: None,
        }
    }

    /// A database server that speaks PostgreSQL (`postgres://…`), and a place for attachments.
    pub fn postgres(url: &str, blobs: BlobPlace) -> Result<Self> {
        if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
            return Err(HubFailure::BadPlace);
        }
        Ok(Self {
            database: DatabasePlace::Postgres(url.to_owned()),
            blobs,
            max_pages: None,
        })
    }

    /// From what was typed: a `postgres://…` URL, or a folder. `blobs`: a folder or `s3://…`; by
    /// default `blobs` in the folder of the database; a server needs one named.
    pub fn parse(database: &str, blobs: Option<&str>) -> Result<Self> {
        let blobs = blobs.map(BlobPlace::parse).transpose()?;
        if database.contains("://") {
            return Self::postgres(database, blobs.ok_or(HubFailure::BadPlace)?);
        }
        if database.trim().is_empty() {
            return Err(HubFailure::BadPlace);
        }
        let place = Self::folder(database);
        Ok(match blobs {
            Some(blobs) => place.with_blobs(blobs),
            None => place,
        })
    }

    /// The same place with the attachments elsewhere.
    pub fn with_blobs(self, blobs: BlobPlace) -> Self {
        Self { blobs, ..self }
    }

    /// The embedded database may grow to this many pages of 4096 bytes. For the test of a full disk.
    pub fn with_max_pages(self, pages: u32) -> Self {
        Self {
            max_pages: Some(pages),
            ..self
        }
    }

    /// The folder of the embedded database, if it is one.
    pub fn database_folder(&self) -> Option<&Path> {
        match &self.database {
            DatabasePlace::Folder(folder) => Some(folder),
            DatabasePlace::Postgres(_) => None,
        }
    }
}

impl BlobPlace {
    /// From what was typed: `s3://bucket/prefix`, or a folder.
    pub fn parse(text: &str) -> Result<Self> {
        if text.starts_with("s3://") {
            return Ok(Self::Url {
                url: text.to_owned(),
                options: Vec::new(),
            });
        }
        if text.contains("://") || text.trim().is_empty() {
            return Err(HubFailure::BadPlace);
        }
        Ok(Self::Folder(PathBuf::from(text)))
    }
}

impl std::fmt::Debug for HubPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Addresses carry passwords.
        match &self.database {
            DatabasePlace::Folder(folder) => write!(f, "HubPlace({})", folder.display()),
            DatabasePlace::Postgres(_) => write!(f, "HubPlace(postgres)"),
        }
    }
}

impl std::fmt::Debug for BlobPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "BlobPlace({})", folder.display()),
            Self::Url { .. } => write!(f, "BlobPlace(url)"),
        }
    }
}
