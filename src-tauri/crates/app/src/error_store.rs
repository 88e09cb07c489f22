//! Store errors as sentences: which of the program's codes each one is.

use songnuan_store::StoreError;

use crate::error::{AppError, Code};

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let detail = error.to_string();
        match error {
            StoreError::NotFound => Self::new(Code::NoUnitYet),
            StoreError::AlreadyExists => Self::with(
                Code::AlreadyExists,
                [("where", "当前数据文件夹".to_owned())],
            ),
            StoreError::UnknownUser | StoreError::WrongPassword => Self::new(Code::WrongPassword),
            StoreError::UserExists => Self::invalid("已经有同名的使用人。没有改动，请换一个名字。"),
            StoreError::LastUser => {
                Self::invalid("这是最后一个使用人，去掉以后谁也打不开数据。没有改动。")
            }
            StoreError::DatabaseTooNew { found, supported } => Self::with(
                Code::DatabaseTooNew,
                [
                    ("found", found.to_string()),
                    ("supported", supported.to_string()),
                ],
            ),
            StoreError::KeysDamaged { .. }
            | StoreError::KeysMissing
            | StoreError::DatabaseMissing
            | StoreError::Damaged { .. }
            | StoreError::Unreadable { .. } => {
                Self::with(Code::DatabaseDamaged, [("detail", detail)])
            }
            StoreError::DiskFull => Self::new(Code::DiskFull),
            StoreError::Busy => Self::new(Code::DatabaseBusy),
            StoreError::NotWritable | StoreError::Io { .. } => Self::with(
                Code::FileUnwritable,
                [("file", "数据文件夹".to_owned()), ("detail", detail)],
            ),
            StoreError::AppendOnly { .. } => {
                Self::invalid("这条记录一经登记就不能改动。没有保存，请另记一条更正。")
            }
            StoreError::GarbledPage => Self::new(Code::SyncGarbled),
            StoreError::NoRecord { .. } => Self::not_found("这条记录"),
            StoreError::UnknownOp { .. } => Self::not_found("这一步操作"),
            StoreError::AlreadyUndone { .. } => Self::new(Code::NothingToUndo),
            StoreError::UndoConflict { ref fields, .. } => {
                let detail = format!("{} 处", fields.len());
                Self::with(Code::UndoConflict, [("detail", detail)])
            }
            _ => Self::with(Code::Internal, [("detail", detail)]),
        }
    }
}
