//! What people call things on the command line, turned into ids: campaigns, funds, batches, places,
//! people, units.

use songnuan_app::App;
use songnuan_app::commands::batches::{BatchDetail, BatchQuery, BatchRow};
use songnuan_app::commands::campaigns::{CampaignQuery, CampaignRow, ItemQuery, ItemRow};
use songnuan_app::commands::funds::{FundQuery, FundView};
use songnuan_app::commands::session::{SearchHit, SearchRequest};
use songnuan_app::commands::shared::RecordRef;
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::record::{Id, Record as _};
use songnuan_app::model::records::{Person, UnionOrg};
use songnuan_app::{batches, campaigns, funds, session};

/// Shortest number that names one person.
const ID_LENGTH: usize = 15;

/// A campaign by its name, its id, or a part of the name that only one has.
pub async fn campaign(app: &App, text: &str) -> AppResult<CampaignRow> {
    let rows = campaigns::list(app, CampaignQuery::default()).await?;
    let exact = |row: &&CampaignRow| row.campaign.name == text || row.campaign.id.as_str() == text;
    if let Some(row) = rows.iter().find(exact) {
        return Ok(row.clone());
    }
    let mut alike = rows.iter().filter(|row| row.campaign.name.contains(text));
    match (alike.next(), alike.next()) {
        (Some(only), None) => Ok(only.clone()),
        (Some(_), Some(_)) => Err(several("活动", text)),
        _ => Err(AppError::not_found(&format!("名为“{text}”的活动"))),
    }
}

/// A fund by its name, its id, or a part of the name that only one has.
pub async fn fund(app: &App, text: &str) -> AppResult<FundView> {
    let rows = funds::list(app, FundQuery::default()).await?;
    let exact = |row: &&FundView| row.fund.name == text || row.fund.id.as_str() == text;
    if let Some(row) = rows.iter().find(exact) {
        return Ok(row.clone());
    }
    let mut alike = rows.iter().filter(|row| row.fund.name.contains(text));
    match (alike.next(), alike.next()) {
        (Some(only), None) => Ok(only.clone()),
        (Some(_), Some(_)) => Err(several("资金", text)),
        _ => Err(AppError::not_found(&format!("名为“{text}”的资金"))),
    }
}

/// A batch by its number or id.
pub async fn batch_row(app: &App, text: &str) -> AppResult<BatchRow> {
    let rows = batches::list(app, BatchQuery::default()).await?;
    let known = |row: &BatchRow| row.batch.no == text || row.batch.id.as_str() == text;
    rows.into_iter()
        .find(known)
        .ok_or_else(|| AppError::not_found(&format!("批次号为“{text}”的批次")))
}

/// A batch with everything.
pub async fn batch(app: &App, text: &str) -> AppResult<BatchDetail> {
    let id = batch_row(app, text).await?.batch.id;
    batches::get(app, RecordRef { id }).await
}

/// The list of a campaign.
pub async fn items(app: &App, campaign: &Id) -> AppResult<Vec<ItemRow>> {
    let query = ItemQuery {
        campaign_id: Some(campaign.clone()),
        ..ItemQuery::default()
    };
    Ok(campaigns::items(app, query).await?.rows)
}

/// Recipients by their places on the list; all of them when none is named.
pub async fn places(app: &App, campaign: &Id, places: &[u32]) -> AppResult<Vec<ItemRow>> {
    let rows = items(app, campaign).await?;
    if places.is_empty() {
        return Ok(rows);
    }
    let mut found = Vec::new();
    for place in places {
        let row = rows.iter().find(|row| row.item.seq == *place);
        found.push(
            row.cloned().ok_or_else(|| {
                AppError::invalid(format!("名单上没有序号 {place}。什么都没有做。"))
            })?,
        );
    }
    Ok(found)
}

/// The line of a batch with this place.
pub fn line(batch: &BatchDetail, place: u32) -> AppResult<Id> {
    let row = batch.lines.iter().find(|row| row.line.seq == place);
    row.map(|row| row.line.id.clone()).ok_or_else(|| {
        AppError::invalid(format!(
            "批次 {} 里没有序号 {place}。什么都没有做。",
            batch.row.batch.no
        ))
    })
}

/// Somebody of the base data by resident ID, or by a name that only one has.
pub async fn person(app: &App, text: &str) -> AppResult<Id> {
    // A part of a number could be anybody's.
    let number = text.len() >= ID_LENGTH && text.is_ascii();
    let hits = hits(app, text, Person::KIND).await?;
    let mut known = hits.into_iter().filter(|hit| number || hit.title == text);
    match (known.next(), known.next()) {
        (Some(only), None) => Ok(only.id),
        (Some(_), Some(_)) => Err(AppError::invalid(format!(
            "基础数据库中有几个人符合“{text}”，请写证件号码。什么都没有做。"
        ))),
        _ => Err(AppError::invalid(format!(
            "人选必须从基础数据库中产生，“{text}”还没有登记在库。什么都没有做，请先登记人员。"
        ))),
    }
}

/// A union by its name.
pub async fn org(app: &App, text: &str) -> AppResult<Id> {
    let hits = hits(app, text, UnionOrg::KIND).await?;
    let found = hits.into_iter().find(|hit| hit.title == text);
    let found = found.ok_or_else(|| AppError::not_found(&format!("名为“{text}”的工会组织")))?;
    Ok(found.id)
}

async fn hits(app: &App, text: &str, kind: &str) -> AppResult<Vec<SearchHit>> {
    let request = SearchRequest {
        text: text.to_owned(),
        limit: 200,
    };
    let hits = session::search(app, request).await?;
    Ok(hits.into_iter().filter(|hit| hit.kind == kind).collect())
}

fn several(what: &str, text: &str) -> AppError {
    AppError::invalid(format!(
        "有几个{what}的名称里有“{text}”，请写全名。什么都没有做。"
    ))
}
