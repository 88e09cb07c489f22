//! Adding and changing a campaign.

use std::collections::HashSet;

use chrono::NaiveDate;
use songnuan_model::money::Fen;
use songnuan_model::record::Record;
use songnuan_model::records::{AmountRule, Campaign, Fund};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::list;
use super::rules::canonical;
use super::totals::category_label;
use crate::app::App;
use crate::commands::campaigns::{CampaignDetail, CampaignSave};
use crate::eligibility::load_pack;
use crate::error::{AppError, AppResult, Code};
use crate::files::{field_label, plausible_day};
use crate::op::Op;

/// Largest amount for one recipient; more is a slip of the finger.
pub(super) const AMOUNT_AT_MOST: Fen = Fen(1_000_000_000);
/// Longest name, characters.
const NAME: usize = 120;
/// Longest free text, characters.
pub(super) const TEXT: usize = 2000;

/// A field of a record refused, with the reason.
pub(super) fn bad(kind: &str, field: &str, reason: impl Into<String>) -> AppError {
    let field = field_label(kind, field).to_owned();
    AppError::with(
        Code::InvalidField,
        [("field", field), ("reason", reason.into())],
    )
}

/// Adds or changes a campaign.
pub async fn save(app: &App, request: CampaignSave) -> AppResult<CampaignDetail> {
    let store = app.store_for(Act::PlanCampaigns).await?;
    let mut campaign = request.campaign;
    tidy(&mut campaign);
    check(&campaign)?;
    refer(&store, &campaign).await?;
    let new = campaign.id.0.is_empty();
    if new {
        campaign.id = app.host().new_id();
    }
    let mut tx = app.begin(Op::SaveCampaign, "").await?;
    if !new && tx.get::<Campaign>(&campaign.id).await?.is_none() {
        return Err(AppError::not_found("这次活动"));
    }
    let same_name = tx
        .by_key::<Campaign>("campaign_name", &campaign.name)
        .await?;
    let taken = |other: &Campaign| other.id != campaign.id && other.year == campaign.year;
    if same_name.iter().any(taken) {
        let (year, name) = (campaign.year, &campaign.name);
        return Err(bad(
            Campaign::KIND,
            "name",
            format!("{year} 年已经有一个叫“{name}”的活动，请打开那一个，或换一个名字。"),
        ));
    }
    tx.put(&campaign).await?;
    tx.commit().await?;
    list::detail(app, &store, campaign).await
}

fn tidy(campaign: &mut Campaign) {
    let blank = |text: &mut Option<String>| {
        *text = text
            .take()
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty());
    };
    campaign.name = campaign.name.trim().to_owned();
    blank(&mut campaign.basis);
    blank(&mut campaign.note);
    blank(&mut campaign.pack);
    for rule in &mut campaign.rules {
        rule.category = rule.category.trim().to_owned();
        blank(&mut rule.goods);
    }
}

fn check(campaign: &Campaign) -> AppResult<()> {
    let bad = |field: &str, reason: String| bad(Campaign::KIND, field, reason);
    if campaign.name.is_empty() {
        return Err(bad("name", "没有填写活动名称。".to_owned()));
    }
    for (field, text, most) in [
        ("name", Some(&campaign.name), NAME),
        ("basis", campaign.basis.as_ref(), 500),
        ("note", campaign.note.as_ref(), TEXT),
    ] {
        let n = text.map_or(0, |text| text.chars().count());
        if n > most {
            return Err(bad(field, format!("有 {n} 个字，最多 {most} 个字。")));
        }
    }
    if !(2000..=2100).contains(&campaign.year) {
        let year = campaign.year;
        return Err(bad("year", format!("{year} 不像一个年度，请核对。")));
    }
    plausible_day(campaign.starts_on).map_err(|why| bad("starts_on", why))?;
    if let Some(end) = campaign.ends_on {
        plausible_day(end).map_err(|why| bad("ends_on", why))?;
        if end < campaign.starts_on {
            let start: NaiveDate = campaign.starts_on;
            return Err(bad(
                "ends_on",
                format!("结束日期 {end} 早于开始日期 {start}。"),
            ));
        }
    }
    if campaign.budget.is_some_and(|budget| budget <= Fen::ZERO) {
        let reason = "预算应大于 0；没有预算请留空。";
        return Err(bad("budget", reason.to_owned()));
    }
    check_rules(&campaign.rules)
}

/// Every rule gives something, and no category has two.
fn check_rules(rules: &[AmountRule]) -> AppResult<()> {
    let bad = |reason: String| bad(Campaign::KIND, "rules", reason);
    let mut seen = HashSet::new();
    for rule in rules {
        let who = match rule.category.as_str() {
            "" => "其他人员".to_owned(),
            category => category_label(category),
        };
        if rule.amount.is_negative() || (rule.amount == Fen::ZERO && rule.goods.is_none()) {
            return Err(bad(format!(
                "“{who}”的金额是 {} 元，应大于 0（只发慰问品的，请写明慰问品）。",
                rule.amount
            )));
        }
        if rule.amount > AMOUNT_AT_MOST {
            return Err(bad(format!(
                "“{who}”的金额 {} 元大得不正常，请核对是不是多输了几个零。",
                rule.amount
            )));
        }
        if !seen.insert(canonical(&rule.category)) {
            return Err(bad(format!("“{who}”有两条标准，请只留一条。")));
        }
    }
    Ok(())
}

/// The funds and the policy pack it names are there.
async fn refer(store: &Store, campaign: &Campaign) -> AppResult<()> {
    let funds = store.get_many::<Fund>(&campaign.fund_ids).await?;
    if funds.len() < campaign.fund_ids.len() {
        let reason = "有一项资金来源已经找不到，请重新选择。";
        return Err(bad(Campaign::KIND, "fund_ids", reason));
    }
    if let Some(pack) = &campaign.pack {
        load_pack(store, pack).await?;
    }
    Ok(())
}
