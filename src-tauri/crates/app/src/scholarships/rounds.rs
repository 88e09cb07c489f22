//! The yearly rounds: window and pack.

use songnuan_model::records::{ScholarshipCase, ScholarshipRound};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::around::{self, Around};
use crate::app::App;
use crate::commands::scholarships::{RoundRow, RoundSave};
use crate::commands::shared::Nothing;
use crate::eligibility::load_pack;
use crate::error::{AppError, AppResult};
use crate::files::plausible_day;
use crate::op::Op;

/// Longest name and basis, characters.
const NAME: usize = 120;
const TEXT: usize = 2000;

/// Rounds, newest first.
pub async fn round_list(app: &App, _: Nothing) -> AppResult<Vec<RoundRow>> {
    let store = app.store_for(Act::SeeCases).await?;
    let mut rounds = store.all::<ScholarshipRound>().await?;
    rounds.sort_by_key(|round| std::cmp::Reverse((round.year, round.opens_on)));
    let mut rows = Vec::new();
    for round in rounds {
        rows.push(row(app, &store, round).await?);
    }
    Ok(rows)
}

async fn row(app: &App, store: &Store, round: ScholarshipRound) -> AppResult<RoundRow> {
    let cases = store.children::<ScholarshipCase>(&round.id).await?;
    let around = Around::read(store, &cases).await?;
    let today = app.host().today();
    // A pack that was taken away leaves its id.
    let pack = load_pack(store, &round.pack).await.ok();
    let (pack_name, pack_source) = match pack {
        Some(pack) => (pack.name, pack.source.document),
        None => (round.pack.clone(), String::new()),
    };
    Ok(RoundRow {
        pack_name,
        pack_source,
        open: !round.closed && (round.opens_on..=round.closes_on).contains(&today),
        totals: around.totals(cases.iter()),
        round,
    })
}

/// Adds or changes a round.
pub async fn round_save(app: &App, request: RoundSave) -> AppResult<RoundRow> {
    let store = app.store_for(Act::EditCases).await?;
    let mut round = request.round;
    round.name = round.name.trim().to_owned();
    if round.name.is_empty() {
        round.name = format!("{}年金秋助学", round.year);
    }
    for text in [&mut round.sending_union, &mut round.receiving_union] {
        *text = text
            .take()
            .map(|text| text.trim().to_owned())
            .filter(|text| round.counterpart && !text.is_empty());
    }
    check(&round)?;
    let pack = load_pack(&store, &round.pack).await;
    pack.map_err(|error| error.at("pack"))?;
    if round.id.0.is_empty() {
        round.id = app.host().new_id();
    } else {
        around::round(&store, &round.id).await?;
    }
    let mut tx = app.begin(Op::SaveRound, "").await?;
    let others = store.all::<ScholarshipRound>().await?;
    let same = |other: &&ScholarshipRound| other.id != round.id && other.name == round.name;
    if let Some(other) = others.iter().find(same) {
        return Err(AppError::invalid(format!(
            "已有叫“{}”的助学活动（{} 至 {}）。没有保存，请换一个名称，或打开那一次。",
            other.name, other.opens_on, other.closes_on
        ))
        .at("name"));
    }
    tx.put(&round).await?;
    tx.commit().await?;
    row(app, &store, round).await
}

fn check(round: &ScholarshipRound) -> AppResult<()> {
    let bad = |field: &str, reason: String| {
        Err(AppError::invalid(format!("{reason}没有保存。")).at(field))
    };
    let long = |text: &str, most: usize| text.chars().count() > most;
    if long(&round.name, NAME) {
        return bad("name", format!("名称最多 {NAME} 个字。"));
    }
    for (field, union) in [
        ("sending_union", &round.sending_union),
        ("receiving_union", &round.receiving_union),
    ] {
        if union.as_deref().is_some_and(|union| long(union, NAME)) {
            return bad(field, format!("工会名称最多 {NAME} 个字。"));
        }
    }
    if round.counterpart && round.sending_union.is_none() {
        return bad("sending_union", "对口援助请填写派出地工会。".to_owned());
    }
    if round.counterpart && round.receiving_union.is_none() {
        return bad("receiving_union", "对口援助请填写接收地工会。".to_owned());
    }
    let texts = [&round.basis, &round.note];
    if texts.into_iter().flatten().any(|text| long(text, TEXT)) {
        return bad("basis", format!("依据和备注最多 {TEXT} 个字。"));
    }
    for (field, what, day) in [
        ("opens_on", "开始日期", round.opens_on),
        ("closes_on", "截止日期", round.closes_on),
    ] {
        if let Err(reason) = plausible_day(day) {
            return bad(field, format!("{what}：{reason}"));
        }
    }
    if round.closes_on < round.opens_on {
        let (closes, opens) = (round.closes_on, round.opens_on);
        let reason = format!("申请截止 {closes} 早于开始 {opens}，请核对。");
        return bad("closes_on", reason);
    }
    let years = chrono::Datelike::year(&round.opens_on)..=chrono::Datelike::year(&round.closes_on);
    if !years.contains(&round.year) {
        let (year, opens, closes) = (round.year, round.opens_on, round.closes_on);
        let reason = format!("年度 {year} 不在申请时间 {opens} 至 {closes} 之内。");
        return bad("year", reason);
    }
    Ok(())
}
