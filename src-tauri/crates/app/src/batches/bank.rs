//! The bank's transfer file and its answer.

use crate::app::App;
use crate::error::{AppError, AppResult, Code};

pub async fn bank_export(
    _app: &App,
    _request: crate::commands::batches::BankExport,
) -> AppResult<crate::commands::shared::FileBytes> {
    Err(AppError::new(Code::Internal))
}

pub async fn bank_return(
    _app: &App,
    _request: crate::commands::batches::BankReturn,
) -> AppResult<crate::commands::batches::BankReturnResult> {
    Err(AppError::new(Code::Internal))
}

pub async fn bank_format_get(
    _app: &App,
    _request: crate::commands::shared::Nothing,
) -> AppResult<crate::commands::batches::BankFormat> {
    Err(AppError::new(Code::Internal))
}

pub async fn bank_format_put(
    _app: &App,
    _request: crate::commands::batches::BankFormat,
) -> AppResult<crate::commands::batches::BankFormat> {
    Err(AppError::new(Code::Internal))
}
