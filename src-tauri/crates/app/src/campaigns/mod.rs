//! Use cases: campaigns, candidates, lists, checks, goods.

use crate::app::App;
use crate::error::{AppError, AppResult, Code};

pub async fn list(
    _app: &App,
    _request: crate::commands::campaigns::CampaignQuery,
) -> AppResult<Vec<crate::commands::campaigns::CampaignRow>> {
    Err(AppError::new(Code::Internal))
}

pub async fn get(
    _app: &App,
    _request: crate::commands::shared::RecordRef,
) -> AppResult<crate::commands::campaigns::CampaignDetail> {
    Err(AppError::new(Code::Internal))
}

pub async fn save(
    _app: &App,
    _request: crate::commands::campaigns::CampaignSave,
) -> AppResult<crate::commands::campaigns::CampaignDetail> {
    Err(AppError::new(Code::Internal))
}

pub async fn candidates(
    _app: &App,
    _request: crate::commands::campaigns::CandidateQuery,
) -> AppResult<Vec<crate::commands::campaigns::Candidate>> {
    Err(AppError::new(Code::Internal))
}

pub async fn items(
    _app: &App,
    _request: crate::commands::campaigns::ItemQuery,
) -> AppResult<crate::commands::campaigns::ItemList> {
    Err(AppError::new(Code::Internal))
}

pub async fn items_add(
    _app: &App,
    _request: crate::commands::campaigns::ItemsAdd,
) -> AppResult<crate::commands::campaigns::CampaignDetail> {
    Err(AppError::new(Code::Internal))
}

pub async fn items_save(
    _app: &App,
    _request: crate::commands::campaigns::ItemsSave,
) -> AppResult<crate::commands::campaigns::CampaignDetail> {
    Err(AppError::new(Code::Internal))
}

pub async fn items_remove(
    _app: &App,
    _request: crate::commands::campaigns::ItemsRemove,
) -> AppResult<crate::commands::campaigns::CampaignDetail> {
    Err(AppError::new(Code::Internal))
}

pub async fn items_assign(
    _app: &App,
    _request: crate::commands::campaigns::ItemsAssign,
) -> AppResult<crate::commands::campaigns::CampaignDetail> {
    Err(AppError::new(Code::Internal))
}

pub async fn checks(
    _app: &App,
    _request: crate::commands::shared::RecordRef,
) -> AppResult<crate::commands::campaigns::CampaignChecks> {
    Err(AppError::new(Code::Internal))
}

pub async fn room(
    _app: &App,
    _request: crate::commands::campaigns::RoomQuery,
) -> AppResult<crate::commands::campaigns::Room> {
    Err(AppError::new(Code::Internal))
}

pub async fn goods_book(
    _app: &App,
    _request: crate::commands::shared::RecordRef,
) -> AppResult<crate::commands::campaigns::GoodsBook> {
    Err(AppError::new(Code::Internal))
}

pub async fn goods_add(
    _app: &App,
    _request: crate::commands::campaigns::GoodsAdd,
) -> AppResult<crate::commands::campaigns::GoodsBook> {
    Err(AppError::new(Code::Internal))
}
