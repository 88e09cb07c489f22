//! Use cases: sources of money and their account.

use crate::app::App;
use crate::error::{AppError, AppResult, Code};

pub async fn list(
    _app: &App,
    _request: crate::commands::funds::FundQuery,
) -> AppResult<Vec<crate::commands::funds::FundView>> {
    Err(AppError::new(Code::Internal))
}

pub async fn save(
    _app: &App,
    _request: crate::commands::funds::FundSave,
) -> AppResult<crate::commands::funds::FundView> {
    Err(AppError::new(Code::Internal))
}

pub async fn entry_add(
    _app: &App,
    _request: crate::commands::funds::FundEntryAdd,
) -> AppResult<crate::commands::funds::FundView> {
    Err(AppError::new(Code::Internal))
}

pub async fn ledger(
    _app: &App,
    _request: crate::commands::funds::FundLedgerQuery,
) -> AppResult<crate::commands::funds::FundLedger> {
    Err(AppError::new(Code::Internal))
}
