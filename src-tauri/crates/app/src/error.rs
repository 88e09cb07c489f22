//! The one error that leaves a use case: a code, and parameters for its Chinese sentence.
//!
//! The sentences live in `messages.rs`; a test fails when a code has none.

use std::collections::BTreeMap;

use serde::Serialize;
use songnuan_model::ledger::Refusal;
use ts_rs::TS;

use crate::messages;

/// What went wrong, as something a caller can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    WrongPassword,
    PasswordTooShort,
    AlreadyExists,
    NoUnitYet,
    Locked,
    NotAllowed,
    DatabaseTooNew,
    DatabaseDamaged,
    DatabaseBusy,
    DiskFull,
    NotFound,
    InvalidInput,
    InvalidField,
    StepNotAllowed,
    /// A fact of the ledger that the rules of the ledger refuse.
    LedgerRefused,
    /// A batch whose list has something to be settled first.
    BatchRefused,
    UndoConflict,
    NothingToUndo,
    NotAWorkbook,
    WorkbookEncrypted,
    WorkbookInUse,
    WorkbookTooLarge,
    WorkbookDamaged,
    WorkbookWrongSheets,
    ImportRefused,
    Cancelled,
    PackInvalid,
    PackUnknown,
    ImageBroken,
    ImageNotAnImage,
    ImageTooLarge,
    FontMissing,
    FileUnreadable,
    FileUnwritable,
    JobUnknown,
    UnknownCommand,
    NotEnrolled,
    BadEnrolCode,
    SyncRunning,
    HubUnreachable,
    /// Another hub, or another certificate, than the one this device was enrolled at.
    HubStranger,
    HubRefused,
    DeviceRevoked,
    /// The hub was restored from an old backup; `sync_start` with `resend` gives back what it lost.
    HubBehind,
    HubForked,
    /// A file that is no bundle for this device.
    BundleRefused,
    /// What came from a hub or a stick contradicts itself or what is here; nothing of it was taken.
    SyncGarbled,
    Internal,
}

/// An error ready for any of the three doors.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AppError {
    pub code: Code,
    /// The whole Chinese sentence: what happened, what was kept, what to do next.
    pub message: String,
    /// The parameters the sentence was made from, for callers that want their own wording.
    pub params: BTreeMap<String, String>,
}

impl AppError {
    /// An error with no parameters.
    pub fn new(code: Code) -> Self {
        Self::with(code, [])
    }

    /// An error whose sentence has parameters, e.g. `("field", "姓名")`.
    pub fn with<const N: usize>(code: Code, params: [(&str, String); N]) -> Self {
        let params: BTreeMap<String, String> = params
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        Self {
            code,
            message: messages::sentence(code, &params),
            params,
        }
    }

    /// Input that a use case refuses, with the reason as a Chinese sentence.
    pub fn invalid(reason: impl Into<String>) -> Self {
        Self::with(Code::InvalidInput, [("reason", reason.into())])
    }

    /// The same, naming the field of a form that it belongs to, e.g. `tuition`, so that a page can
    /// show the sentence there.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.params.insert("field".to_owned(), field.to_owned());
        self
    }

    /// A refusal of a part of a form: `name` becomes `student.name`.
    #[must_use]
    pub fn within(mut self, part: &str) -> Self {
        if let Some(field) = self.params.get_mut("field") {
            *field = format!("{part}.{field}");
        }
        self
    }

    /// A record that is not there (any more).
    pub fn not_found(what: &str) -> Self {
        Self::with(Code::NotFound, [("what", what.to_owned())])
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::with(Code::LedgerRefused, [("reason", refusal.sentence())])
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for AppError {}

/// Result of a use case.
pub type AppResult<T> = Result<T, AppError>;
