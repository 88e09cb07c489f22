//! What can go wrong in the store, told apart finely enough for one clear sentence each.

use songnuan_model::record::Id;

/// Every way a store call fails. Never carries personal data: details are positions and codes.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No store in this directory.
    #[error("no store in this directory")]
    NotFound,
    /// `create` on a directory that holds a store already.
    #[error("a store exists in this directory already")]
    AlreadyExists,
    /// The user has no key slot here.
    #[error("no such user")]
    UnknownUser,
    /// The user's key slot does not open with this password.
    #[error("wrong password")]
    WrongPassword,
    /// A user of this name has a slot already.
    #[error("the user exists already")]
    UserExists,
    /// The last key slot cannot be removed: nobody could open the data any more.
    #[error("the last user cannot be removed")]
    LastUser,
    /// `keys.json` (and its copy) cannot be read.
    #[error("key file damaged: {detail}")]
    KeysDamaged { detail: String },
    /// `keys.json` is gone while the database is there.
    #[error("key file missing")]
    KeysMissing,
    /// `keys.json` is there while the database is gone.
    #[error("database file missing")]
    DatabaseMissing,
    /// The password was right, yet pages of the database do not decrypt or contradict each other.
    #[error("database damaged: {detail}")]
    Damaged { detail: String },
    /// Written by a newer program; this one must not touch it.
    #[error("database schema {found} is newer than supported {supported}")]
    DatabaseTooNew { found: i64, supported: i64 },
    /// No room left on the disk; the running operation was rolled back.
    #[error("disk full")]
    DiskFull,
    /// Another process (or an operation that never ends) holds the database.
    #[error("database busy")]
    Busy,
    /// The file or directory refuses writing.
    #[error("not writable")]
    NotWritable,
    /// Any other failure of the file system.
    #[error("file system: {what}: {kind:?}")]
    Io {
        what: &'static str,
        kind: std::io::ErrorKind,
    },
    /// A fact that may only be added was to be changed or deleted.
    #[error("{kind} records are only ever added")]
    AppendOnly { kind: &'static str, id: Id },
    /// The id belongs to a record of another kind.
    #[error("record {id} is a {found}, not a {wanted}")]
    WrongKind {
        id: Id,
        found: String,
        wanted: String,
    },
    /// A record that does not exist (or was deleted) was to be deleted.
    #[error("no record {id}")]
    NoRecord { id: Id },
    /// An empty id was given.
    #[error("a record without an id")]
    EmptyId,
    /// A stored body does not read as its kind.
    #[error("a {kind} record does not read: {detail}")]
    Unreadable {
        kind: String,
        id: Id,
        detail: String,
    },
    /// A kind this program does not know, so that its keys cannot be computed.
    #[error("unknown record kind {kind}")]
    UnknownKind { kind: String },
    /// No operation of this id.
    #[error("no operation {id}")]
    UnknownOp { id: Id },
    /// The operation was undone before.
    #[error("operation {id} was undone already")]
    AlreadyUndone { id: Id },
    /// Later operations touched the same fields.
    #[error("operation {id} cannot be undone: later changes to {}", fields.len())]
    UndoConflict { id: Id, fields: Vec<TouchedLater> },
    /// No attachment with this hash.
    #[error("attachment missing")]
    BlobMissing { hash: String },
    /// An attachment that does not decrypt, or is not what its name says.
    #[error("attachment damaged")]
    BlobDamaged { hash: String },
    /// Not a time of the form `2026-11-22T08:00:00.000Z`.
    #[error("not a timestamp")]
    BadTimestamp,
    /// A page of a hub that contradicts itself or what is here; nothing of it was taken.
    #[error("a page that does not fit")]
    GarbledPage,
    /// Parameters that the key derivation refuses.
    #[error("key derivation parameters")]
    BadKdfCost,
    /// The system gives no random bytes.
    #[error("no randomness")]
    NoRandom,
    /// A failure of SQLite that has no name of its own here.
    #[error("sqlite {code}: {detail}")]
    Sql { code: i32, detail: String },
}

/// A field that an operation changed and a later operation (`later_op`) changed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TouchedLater {
    pub record_id: Id,
    pub kind: String,
    /// `None`: the record as a whole (created or deleted).
    pub field: Option<String>,
    pub later_op: Id,
}

/// The store's result.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// SQLite's primary result codes that have a meaning for the user.
mod code {
    pub const BUSY: i32 = 5;
    pub const LOCKED: i32 = 6;
    pub const READONLY: i32 = 8;
    pub const IOERR: i32 = 10;
    pub const CORRUPT: i32 = 11;
    pub const FULL: i32 = 13;
    pub const CANTOPEN: i32 = 14;
    pub const NOTADB: i32 = 26;
    /// SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC and SQLITE_IOERR_TRUNCATE: how a quota often shows.
    pub const IOERR_NO_ROOM: [i32; 3] = [778, 1034, 1546];
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(e) => {
                let extended = e.code().and_then(|c| c.parse::<i32>().ok()).unwrap_or(1);
                from_code(extended, e.message())
            }
            sqlx::Error::Io(e) => Self::io("database")(e),
            sqlx::Error::PoolTimedOut => Self::Busy,
            // Column decoding failures are contradictions between file and schema.
            sqlx::Error::ColumnDecode { index, .. } => Self::Damaged {
                detail: format!("column {index}"),
            },
            other => Self::Sql {
                code: 0,
                detail: variant_name(&other).to_owned(),
            },
        }
    }
}

/// SQLite's codes as our variants.
fn from_code(extended: i32, message: &str) -> StoreError {
    if code::IOERR_NO_ROOM.contains(&extended) {
        return StoreError::DiskFull;
    }
    // After SQLCipher met a page that does not decrypt, its connection answers everything with the
    // bare words of code 1; a mistake in our SQL always comes with words of its own.
    if extended == 1 && message == "SQL logic error" {
        return StoreError::Damaged {
            detail: "page does not decrypt".to_owned(),
        };
    }
    match extended & 0xff {
        code::BUSY | code::LOCKED => StoreError::Busy,
        code::READONLY | code::CANTOPEN => StoreError::NotWritable,
        code::FULL => StoreError::DiskFull,
        code::CORRUPT | code::NOTADB => StoreError::Damaged {
            detail: format!("sqlite {extended}"),
        },
        code::IOERR => StoreError::Damaged {
            detail: format!("sqlite {extended} (read error)"),
        },
        _ => StoreError::Sql {
            code: extended,
            detail: message.to_owned(),
        },
    }
}

/// A name without contents: foreign messages might quote values.
fn variant_name(error: &sqlx::Error) -> &'static str {
    match error {
        sqlx::Error::RowNotFound => "row not found",
        sqlx::Error::PoolClosed => "closed",
        sqlx::Error::WorkerCrashed => "worker crashed",
        sqlx::Error::ColumnNotFound(_) => "column not found",
        _ => "other",
    }
}

impl StoreError {
    /// Maps a file-system failure; `what` names the thing that was touched, never a path.
    pub(crate) fn io(what: &'static str) -> impl Fn(std::io::Error) -> Self {
        move |e| match e.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::NotWritable
            }
            kind => Self::Io { what, kind },
        }
    }

    /// A body that does not deserialise; serde's own words may quote values, so only the position
    /// is kept.
    pub(crate) fn unreadable(kind: &str, id: &str, e: &serde_json::Error) -> Self {
        let detail = format!("{:?} at {}:{}", e.classify(), e.line(), e.column());
        Self::Unreadable {
            kind: kind.to_owned(),
            id: Id::new(id),
            detail,
        }
    }
}
