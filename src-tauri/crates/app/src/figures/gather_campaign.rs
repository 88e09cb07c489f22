//! The lists behind the campaign report.

use std::collections::HashMap;

use songnuan_model::dates::age_completed;
use songnuan_model::figures::{CampaignFacts, ItemFact, Report, campaign_report};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Campaign, CampaignItem, CountUnit, HardshipFile, Person};
use songnuan_store::By;

use super::ask::Ask;
use super::money;
use crate::error::AppResult;
use crate::files::code_label;

/// Title, report, and sentences to be read with it.
pub(super) async fn report(ask: &Ask<'_>) -> AppResult<(String, Report, Vec<String>)> {
    let asked = ask.campaign().await?;
    let title = match &asked {
        Some(campaign) => format!("{}统计", campaign.name),
        None => format!("活动统计 {}", ask.period()).trim_end().to_owned(),
    };
    let all = ask.all::<Campaign>().await?;
    let chosen: Vec<&Campaign> = match &asked {
        Some(campaign) => vec![campaign],
        None => all.iter().filter(|c| ask.covers(c.starts_on)).collect(),
    };
    let ids: Vec<Id> = chosen.iter().map(|campaign| campaign.id.clone()).collect();
    let mut notes = Vec::new();
    let mut facts = CampaignFacts {
        items: item_facts(ask, &ids, &mut notes).await?,
        ..CampaignFacts::default()
    };
    if let Some(campaign) = &asked {
        facts.year = Some(campaign.year);
        for other in all.iter().filter(|other| other.season == campaign.season) {
            if other.year != campaign.year {
                let (ids, mut aside) = ([other.id.clone()], Vec::new());
                let items = item_facts(ask, &ids, &mut aside).await?;
                facts.other_years.push((other.year, items));
            }
        }
    }
    Ok((title, campaign_report(&facts), notes))
}

/// Everybody on these lists, in their order; who was taken off does not count.
async fn item_facts(
    ask: &Ask<'_>,
    campaigns: &[Id],
    notes: &mut Vec<String>,
) -> AppResult<Vec<ItemFact>> {
    let mut items: Vec<CampaignItem> = Vec::new();
    for campaign in campaigns {
        let mut list: Vec<CampaignItem> = match &ask.at {
            None => ask.store.children(campaign).await?,
            Some(at) => ask.store.children_as_of(campaign, at).await?,
        };
        list.retain(|item| item.removed_reason.is_none());
        list.sort_by_key(|item| item.seq);
        items.extend(list);
    }
    let money = money::sums(
        ask,
        &[By::Field("item_id")],
        Some(("campaign_id", campaigns)),
        false,
    )
    .await?;
    let by_item = |rows: Vec<songnuan_store::SumRow>| -> HashMap<Option<String>, i64> {
        rows.into_iter()
            .map(|row| (row.by.into_iter().next().flatten(), row.sum))
            .collect()
    };
    let (mut in_batch, mut paid) = (by_item(money.committed), by_item(money.paid));
    let people = People::read(ask, &items).await?;
    let facts = items.into_iter().map(|item| {
        let key = Some(item.id.0.clone());
        let fen = |sums: &mut HashMap<Option<String>, i64>| Fen(sums.remove(&key).unwrap_or(0));
        people.fact(ask, &item, fen(&mut in_batch), fen(&mut paid))
    });
    let facts = facts.collect();
    let beside: i64 = in_batch.values().sum();
    if beside != 0 {
        notes.push(format!(
            "另有 {} 元列入本活动的批次，但不在现在的名单上(名单之外发放，或已移出名单)，未计入以上各数。",
            Fen(beside)
        ));
    }
    Ok(facts)
}

/// People and files of a list.
struct People {
    people: HashMap<Id, Person>,
    files: HashMap<Id, HardshipFile>,
}

impl People {
    async fn read(ask: &Ask<'_>, items: &[CampaignItem]) -> AppResult<Self> {
        let mut ids: Vec<Id> = items.iter().map(|item| item.person_id.clone()).collect();
        let mut files: Vec<Id> = items.iter().filter_map(|i| i.file_id.clone()).collect();
        for ids in [&mut ids, &mut files] {
            ids.sort();
            ids.dedup();
        }
        let (people, files) = match &ask.at {
            None => (
                ask.store.get_many::<Person>(&ids).await?,
                ask.store.get_many::<HardshipFile>(&files).await?,
            ),
            Some(_) => (ask.all::<Person>().await?, ask.all::<HardshipFile>().await?),
        };
        Ok(Self {
            people: people.into_iter().map(|p| (p.id.clone(), p)).collect(),
            files: files.into_iter().map(|f| (f.id.clone(), f)).collect(),
        })
    }

    fn fact(&self, ask: &Ask<'_>, item: &CampaignItem, in_batch: Fen, paid: Fen) -> ItemFact {
        let person = self.people.get(&item.person_id);
        let file = item.file_id.as_ref().and_then(|id| self.files.get(id));
        let birth = person.and_then(|person| person.birth);
        let cause = file.map(|file| match &file.cause_primary {
            Some(cause) => code_label("cause", cause),
            None => "未登记".to_owned(),
        });
        ItemFact {
            id: item.id.clone(),
            head: match (item.unit, &item.household_id) {
                (CountUnit::Person, _) => item.person_id.clone(),
                (CountUnit::Household, Some(household)) => household.clone(),
                (CountUnit::Household, None) => item.id.clone(),
            },
            unit: item.unit,
            category: match item.category.as_str() {
                "" => String::new(),
                category => code_label("category", category),
            },
            amount: item.amount,
            goods_value: item.goods_value.unwrap_or_default(),
            in_batch,
            paid,
            village: person.and_then(|person| person.village.clone()),
            age: birth.and_then(|birth| age_completed(birth, ask.day)),
            cause,
            visitor: item.assignee.clone(),
            outcome: item.outcome,
        }
    }
}
