//! Use cases: the payments ledger.

use crate::app::App;
use crate::error::{AppError, AppResult, Code};

pub async fn list(
    _app: &App,
    _request: crate::commands::batches::BatchQuery,
) -> AppResult<Vec<crate::commands::batches::BatchRow>> {
    Err(AppError::new(Code::Internal))
}

pub async fn get(
    _app: &App,
    _request: crate::commands::shared::RecordRef,
) -> AppResult<crate::commands::batches::BatchDetail> {
    Err(AppError::new(Code::Internal))
}

pub async fn draft(
    _app: &App,
    _request: crate::commands::batches::BatchDraft,
) -> AppResult<crate::commands::batches::BatchDetail> {
    Err(AppError::new(Code::Internal))
}

pub async fn step(
    _app: &App,
    _request: crate::commands::batches::BatchStepAdd,
) -> AppResult<crate::commands::batches::BatchDetail> {
    Err(AppError::new(Code::Internal))
}

pub async fn events_add(
    _app: &App,
    _request: crate::commands::batches::LineEventsAdd,
) -> AppResult<crate::commands::batches::BatchDetail> {
    Err(AppError::new(Code::Internal))
}

pub async fn reverse(
    _app: &App,
    _request: crate::commands::batches::LineReverse,
) -> AppResult<crate::commands::batches::BatchDetail> {
    Err(AppError::new(Code::Internal))
}

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
