//! Use cases: reports that can be traced, kept and compared.

use crate::app::App;
use crate::error::{AppError, AppResult, Code};

pub async fn stats(
    _app: &App,
    _request: crate::commands::figures::StatsRequest,
) -> AppResult<crate::commands::figures::Stats> {
    Err(AppError::new(Code::Internal))
}

pub async fn records(
    _app: &App,
    _request: crate::commands::figures::FigureRecordsQuery,
) -> AppResult<crate::commands::figures::FigureRecords> {
    Err(AppError::new(Code::Internal))
}

pub async fn snapshot_save(
    _app: &App,
    _request: crate::commands::figures::StatsRequest,
) -> AppResult<crate::commands::figures::SnapshotView> {
    Err(AppError::new(Code::Internal))
}

pub async fn snapshot_list(
    _app: &App,
    _request: crate::commands::shared::Nothing,
) -> AppResult<Vec<crate::commands::figures::SnapshotView>> {
    Err(AppError::new(Code::Internal))
}

pub async fn compare(
    _app: &App,
    _request: crate::commands::figures::StatsCompare,
) -> AppResult<crate::commands::figures::StatsDiff> {
    Err(AppError::new(Code::Internal))
}

pub async fn export(
    _app: &App,
    _request: crate::commands::figures::StatsExport,
) -> AppResult<crate::commands::shared::FileBytes> {
    Err(AppError::new(Code::Internal))
}

pub async fn county_export(
    _app: &App,
    _request: crate::commands::figures::CountyExport,
) -> AppResult<crate::commands::shared::FileBytes> {
    Err(AppError::new(Code::Internal))
}
