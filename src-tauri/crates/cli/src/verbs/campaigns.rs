//! `campaign`: campaigns, candidates, lists, visits by visitor, goods.

use chrono::Datelike as _;
use songnuan_app::App;
use songnuan_app::campaigns;
use songnuan_app::commands::campaigns::{
    CampaignDetail, CampaignQuery, CampaignRow, CampaignSave, CandidateQuery, GoodsAdd, ItemDraft,
    ItemQuery, ItemsAdd, ItemsAssign, ItemsRemove, ItemsSave,
};
use songnuan_app::commands::shared::RecordRef;
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::record::Id;
use songnuan_app::model::records::{
    AmountRule, Campaign, CampaignState, GoodsEntry, GoodsEntryKind, VisitState,
};

use super::files::get as file;
use super::{named, yuan};
use crate::args::{CampaignAdd, CampaignNew, CampaignVerb, Candidates, Goods};
use crate::outcome::Outcome;

/// Runs a verb of `campaign`.
pub async fn run(app: &App, verb: CampaignVerb) -> AppResult<Outcome> {
    match verb {
        CampaignVerb::List { year } => {
            let rows = campaigns::list(app, CampaignQuery { year }).await?;
            let lines: Vec<String> = rows.iter().map(line).collect();
            Outcome::new(rows, lines.join("\n"))
        }
        CampaignVerb::Show { campaign } => {
            let id = named::campaign(app, &campaign).await?.campaign.id;
            detail(campaigns::get(app, RecordRef { id }).await?)
        }
        CampaignVerb::New(args) => new(app, args).await,
        CampaignVerb::Candidates(args) => candidates(app, args).await,
        CampaignVerb::Add(args) => add(app, args).await,
        CampaignVerb::Items {
            campaign,
            text,
            unbatched,
        } => items(app, &campaign, text, unbatched).await,
        CampaignVerb::Remove {
            campaign,
            items,
            reason,
        } => {
            let ids = ids(app, &campaign, &items).await?;
            detail(campaigns::items_remove(app, ItemsRemove { ids, reason }).await?)
        }
        CampaignVerb::Assign {
            campaign,
            visitor,
            items,
        } => assign(app, &campaign, visitor, &items).await,
        outcome @ CampaignVerb::Outcome { .. } => visited(app, outcome).await,
        CampaignVerb::Check { campaign } => check(app, &campaign).await,
        CampaignVerb::Goods(args) => goods(app, args).await,
    }
}

async fn new(app: &App, args: CampaignNew) -> AppResult<Outcome> {
    let today = app.host().today();
    let mut rules = Vec::new();
    for rule in &args.rules {
        let (category, amount) = rule.split_once('=').unwrap_or(("", rule));
        rules.push(AmountRule {
            category: category.trim().to_owned(),
            amount: yuan(amount, "--rule")?,
            goods: None,
        });
    }
    let campaign = Campaign {
        id: Id::new(""),
        name: args.name,
        year: args.year.unwrap_or_else(|| today.year()),
        season: args.season,
        state: CampaignState::Planning,
        starts_on: args.start.unwrap_or(today),
        ends_on: args.end,
        budget: args
            .budget
            .map(|text| yuan(&text, "--budget"))
            .transpose()?,
        fund_ids: Vec::new(),
        pack: args.pack,
        rules,
        basis: args.basis,
        note: None,
    };
    detail(campaigns::save(app, CampaignSave { campaign }).await?)
}

async fn candidates(app: &App, args: Candidates) -> AppResult<Outcome> {
    let campaign = named::campaign(app, &args.campaign).await?.campaign;
    let query = CandidateQuery {
        campaign_id: Some(campaign.id.clone()),
        active_only: !args.any_state,
        not_helped_this_year: args.not_helped,
        on_last_list: args.on_last_list,
        in_hospital: args.in_hospital,
        model_workers: args.model_workers,
        categories: args.category,
        causes: Vec::new(),
        text: args.text,
    };
    let found = campaigns::candidates(app, query).await?;
    if args.add {
        let items = found
            .iter()
            .filter(|one| !one.in_list && !one.flags.iter().any(|flag| flag.blocking))
            .map(|one| ItemDraft {
                file_id: Some(one.file_id.clone()),
                ..ItemDraft::default()
            })
            .collect();
        let campaign_id = campaign.id;
        return detail(campaigns::items_add(app, ItemsAdd { campaign_id, items }).await?);
    }
    let mut lines: Vec<String> = found
        .iter()
        .map(|one| {
            let flags: Vec<&str> = one.flags.iter().map(|flag| flag.text.as_str()).collect();
            let (no, name, category) = (&one.file_no, &one.name, &one.category_label);
            format!(
                "{no}\t{name}\t{category}\t{}\t{}",
                one.amount,
                flags.join(" ")
            )
        })
        .collect();
    lines.push(format!("共 {} 户", found.len()));
    Outcome::new(found, lines.join("\n"))
}

async fn add(app: &App, args: CampaignAdd) -> AppResult<Outcome> {
    let campaign_id = named::campaign(app, &args.campaign).await?.campaign.id;
    let amount = args
        .amount
        .map(|text| yuan(&text, "--amount"))
        .transpose()?;
    let mut items = Vec::new();
    for no in &args.file {
        items.push(ItemDraft {
            file_id: Some(file(app, no, None).await?.file.id),
            aid_kind: args.kind,
            amount,
            goods: args.goods.clone(),
            temporary_reason: args.temporary_reason.clone(),
            ..ItemDraft::default()
        });
    }
    detail(campaigns::items_add(app, ItemsAdd { campaign_id, items }).await?)
}

async fn items(app: &App, campaign: &str, text: String, unbatched: bool) -> AppResult<Outcome> {
    let id = named::campaign(app, campaign).await?.campaign.id;
    let query = ItemQuery {
        campaign_id: Some(id),
        text,
        unbatched,
        ..ItemQuery::default()
    };
    let list = campaigns::items(app, query).await?;
    let mut lines: Vec<String> = list
        .rows
        .iter()
        .map(|row| {
            let (seq, name, category) = (row.item.seq, &row.name, &row.category_label);
            let (amount, unit) = (row.item.amount, row.item.unit.label());
            let visitor = row.item.assignee.as_deref().unwrap_or("-");
            let paid = row.paid_label.as_deref().unwrap_or("-");
            format!("{seq}\t{name}\t{category}\t{unit}\t{amount}\t{visitor}\t{paid}")
        })
        .collect();
    let totals = &list.totals;
    lines.push(format!(
        "共 {} 户、{} 人，{} 元",
        totals.households, totals.persons, totals.amount
    ));
    Outcome::new(list, lines.join("\n"))
}

async fn ids(app: &App, campaign: &str, places: &[u32]) -> AppResult<Vec<Id>> {
    let id = named::campaign(app, campaign).await?.campaign.id;
    let rows = named::places(app, &id, places).await?;
    Ok(rows.into_iter().map(|row| row.item.id).collect())
}

async fn assign(app: &App, campaign: &str, assignee: String, places: &[u32]) -> AppResult<Outcome> {
    let id = named::campaign(app, campaign).await?.campaign.id;
    let mut rows = named::places(app, &id, places).await?;
    if places.is_empty() {
        rows.retain(|row| row.item.assignee.is_none());
    }
    let ids = rows.into_iter().map(|row| row.item.id).collect();
    detail(campaigns::items_assign(app, ItemsAssign { ids, assignee }).await?)
}

async fn visited(app: &App, verb: CampaignVerb) -> AppResult<Outcome> {
    let CampaignVerb::Outcome {
        campaign,
        item,
        state,
        on,
        analysis,
        summary,
    } = verb
    else {
        return Err(AppError::not_found("这个动词"));
    };
    let id = named::campaign(app, &campaign).await?.campaign.id;
    let rows = named::places(app, &id, &[item]).await?;
    let items = rows.into_iter().map(|row| {
        let mut item = row.item;
        item.outcome = match state.as_str() {
            "not_home" => VisitState::NotHome,
            "refused" => VisitState::Refused,
            "unreachable" => VisitState::Unreachable,
            _ => VisitState::Visited,
        };
        item.outcome_on = Some(on.unwrap_or_else(|| app.host().today()));
        item.analysis = analysis.clone().or(item.analysis);
        item.summary = summary.clone().or(item.summary);
        item
    });
    let save = ItemsSave {
        items: items.collect(),
        card_confirmed: false,
    };
    detail(campaigns::items_save(app, save).await?)
}

async fn check(app: &App, campaign: &str) -> AppResult<Outcome> {
    let id = named::campaign(app, campaign).await?.campaign.id;
    let checks = campaigns::checks(app, RecordRef { id }).await?;
    let mut lines: Vec<String> = checks.duplicates.iter().map(|d| d.text.clone()).collect();
    lines.extend(
        checks
            .flags
            .iter()
            .map(|found| format!("{}：{}", found.name, found.flag.text)),
    );
    if let Some(compared) = &checks.compared {
        let (new, gone) = (compared.new.len(), compared.gone.len());
        let (changed, same) = (compared.changed.len(), compared.same_n);
        lines.push(format!(
            "与“{}”比较：新增 {new}，不再列入 {gone}，金额有变 {changed}，相同 {same}",
            compared.last_campaign
        ));
    }
    Outcome::new(checks, lines.join("\n"))
}

async fn goods(app: &App, args: Goods) -> AppResult<Outcome> {
    let id = named::campaign(app, &args.campaign).await?.campaign.id;
    let book = match args.entry.as_deref() {
        None => campaigns::goods_book(app, RecordRef { id }).await?,
        Some(kind) => {
            let item_id = match args.item {
                Some(place) => named::places(app, &id, &[place]).await?.pop(),
                None => None,
            };
            let entry = GoodsEntry {
                id: Id::new(""),
                campaign_id: id.clone(),
                goods: args.goods.unwrap_or_default(),
                kind: goods_kind(kind),
                quantity: args.quantity.unwrap_or_default(),
                unit_price: args.price.map(|text| yuan(&text, "--price")).transpose()?,
                holder: args.holder,
                item_id: item_id.map(|row| row.item.id),
                on: args.on.unwrap_or_else(|| app.host().today()),
                note: None,
            };
            let add = GoodsAdd {
                campaign_id: id,
                entries: vec![entry],
            };
            campaigns::goods_add(app, add).await?
        }
    };
    let mut lines: Vec<String> = book
        .rows
        .iter()
        .map(|row| {
            let holder = if row.holder.is_empty() {
                "库存"
            } else {
                &row.holder
            };
            format!("{}\t{holder}\t应有 {} 份", row.goods, row.left)
        })
        .collect();
    lines.extend(book.problems.iter().cloned());
    Outcome::new(book, lines.join("\n"))
}

fn goods_kind(word: &str) -> GoodsEntryKind {
    match word {
        "handed_out" => GoodsEntryKind::HandedOut,
        "given" => GoodsEntryKind::Given,
        "returned" => GoodsEntryKind::Returned,
        "counted_back" => GoodsEntryKind::CountedBack,
        _ => GoodsEntryKind::Received,
    }
}

fn line(row: &CampaignRow) -> String {
    let (name, state, totals) = (&row.campaign.name, &row.state_label, &row.totals);
    let (households, persons) = (totals.households, totals.persons);
    let (amount, paid) = (totals.amount, totals.paid);
    format!("{name}\t{state}\t{households} 户\t{persons} 人\t{amount} 元\t已发 {paid} 元")
}

fn detail(detail: CampaignDetail) -> AppResult<Outcome> {
    let mut lines = vec![line(&detail.row)];
    lines.extend(detail.by_category.iter().map(|row| {
        let (label, amount) = (&row.label, row.amount);
        let (households, persons) = (row.households, row.persons);
        format!("  {label}\t{households} 户\t{persons} 人\t{amount} 元")
    }));
    Outcome::new(detail, lines.join("\n"))
}
