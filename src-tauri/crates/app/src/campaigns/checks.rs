//! What the list as a whole should be looked at for: duplicates, flags, last year's list.

use std::collections::{HashMap, HashSet};

use chrono::Datelike;
use songnuan_model::duplicates::{Duplicate, DuplicateBy, Entry, find};
use songnuan_model::record::Id;
use songnuan_model::records::{Batch, Campaign, CampaignItem, Fund, PaymentLine, Person};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::around::{self, Around};
use super::compare;
use super::context::Context;
use super::flags;
use super::payments::{Payments, facts};
use crate::app::App;
use crate::commands::campaigns::{CampaignChecks, DuplicateView, ItemFlag};
use crate::commands::shared::RecordRef;
use crate::error::AppResult;

/// Duplicates, flags, and the list against last year's.
pub async fn checks(app: &App, request: RecordRef) -> AppResult<CampaignChecks> {
    let store = app.store_for(Act::SeeCampaigns).await?;
    let campaign = around::campaign(&store, &request.id).await?;
    let mut items = store.children::<CampaignItem>(&campaign.id).await?;
    items.retain(|item| item.removed_reason.is_none());
    items.sort_by_key(|item| item.seq);
    let around = Around::read(&store, items.iter()).await?;
    let payments = Payments::of_campaign(&store, &campaign.id).await?;
    let context = Context::read(app, &store, &campaign).await?;
    let mut flagged = Vec::new();
    for item in &items {
        let found = flags::of_item(item, &around, &context, payments.held(&item.id));
        flagged.extend(found.into_iter().map(|flag| ItemFlag {
            item_id: item.id.clone(),
            name: around.name(&item.person_id),
            flag,
        }));
    }
    Ok(CampaignChecks {
        duplicates: duplicates(&store, &campaign, &items, &around).await?,
        compared: compare::with_last_year(&store, &campaign, &items, &around).await?,
        flags: flagged,
    })
}

/// Groups that touch this list, in it or with other campaigns and payments of the year.
async fn duplicates(
    store: &Store,
    campaign: &Campaign,
    items: &[CampaignItem],
    around: &Around,
) -> AppResult<Vec<DuplicateView>> {
    let mut entries: Vec<Entry> = items
        .iter()
        .map(|item| of_item(item, campaign, around))
        .collect();
    let own: HashSet<&Id> = items.iter().map(|item| &item.id).collect();
    let others = Others::read(store, campaign).await?;
    entries.extend(others.entries);
    let groups = find(&entries).into_iter();
    let touching = groups.filter(|group| group.item_ids.iter().any(|id| own.contains(id)));
    Ok(touching
        .map(|group| view(group, &own, &others.names))
        .collect())
}

fn view(group: Duplicate, own: &HashSet<&Id>, names: &HashMap<Id, String>) -> DuplicateView {
    let by = match group.by {
        DuplicateBy::Person => "person",
        DuplicateBy::Household => "household",
        DuplicateBy::Card => "card",
        DuplicateBy::Phone => "phone",
    };
    let other = group.item_ids.iter().find(|id| !own.contains(id));
    DuplicateView {
        by: by.to_owned(),
        text: group.sentence,
        other_campaign: other.and_then(|id| names.get(id).cloned()),
        item_ids: group.item_ids,
    }
}

fn of_item(item: &CampaignItem, campaign: &Campaign, around: &Around) -> Entry {
    let person = around.person(&item.person_id);
    Entry {
        item_id: item.id.clone(),
        campaign: Some(campaign.id.clone()),
        campaign_name: campaign.name.clone(),
        fund_name: None,
        on: Some(campaign.starts_on),
        person: Some(item.person_id.clone()),
        id_no: person.map(|person| person.id_no.clone()),
        household: item.household_id.clone(),
        phone: person.and_then(|person| person.mobile.clone()),
        card: around.account(item).card.map(str::to_owned),
        name: around.name(&item.person_id),
        amount: item.amount,
        unit: item.unit,
    }
}

/// Other lists of the year, and what the ledger says was paid outside this list.
struct Others {
    entries: Vec<Entry>,
    /// What each is called, by the id of its item or line.
    names: HashMap<Id, String>,
}

impl Others {
    async fn read(store: &Store, campaign: &Campaign) -> AppResult<Self> {
        let campaigns = store.all::<Campaign>().await?;
        let called: HashMap<Id, String> = campaigns
            .iter()
            .map(|known| (known.id.clone(), known.name.clone()))
            .collect();
        let mut others = Self {
            entries: Vec::new(),
            names: HashMap::new(),
        };
        let in_batches = others.read_ledger(store, campaign, &called).await?;
        for other in &campaigns {
            if other.id == campaign.id || other.year != campaign.year {
                continue;
            }
            let mut items = store.children::<CampaignItem>(&other.id).await?;
            // What is in a batch is told once, as the payment.
            items.retain(|i| i.removed_reason.is_none() && !in_batches.contains(&i.id));
            let around = Around::read(store, items.iter()).await?;
            for item in &items {
                others.names.insert(item.id.clone(), other.name.clone());
                others.entries.push(of_item(item, other, &around));
            }
        }
        Ok(others)
    }

    /// Lines of the year that stand, but those of this list; gives the items they pay.
    async fn read_ledger(
        &mut self,
        store: &Store,
        campaign: &Campaign,
        called: &HashMap<Id, String>,
    ) -> AppResult<HashSet<Id>> {
        let funds = store.all::<Fund>().await?;
        let funds: HashMap<Id, String> = funds.into_iter().map(|f| (f.id, f.name)).collect();
        let mut lines: Vec<(PaymentLine, String)> = Vec::new();
        let batches = store.all::<Batch>().await?;
        for batch in batches
            .into_iter()
            .filter(|b| b.made_on.year() == campaign.year)
        {
            let facts = facts(store, batch).await?;
            let states = facts.line_states();
            let standing = facts.lines.into_iter().zip(states);
            let standing = standing.filter(|(line, state)| {
                let own = line.campaign_id.as_ref() == Some(&campaign.id) && line.item_id.is_some();
                state.is_live() && !own
            });
            lines.extend(standing.map(|(line, _)| (line, facts.batch.no.clone())));
        }
        let people = lines
            .iter()
            .map(|(line, _)| line.person_id.clone())
            .collect();
        let people = store.get_many::<Person>(&around::distinct(people)).await?;
        let people: HashMap<&Id, &Person> = people.iter().map(|p| (&p.id, p)).collect();
        let mut items = HashSet::new();
        for (line, batch_no) in lines {
            let name = line.campaign_id.as_ref().and_then(|id| called.get(id));
            let name = name.cloned().unwrap_or_else(|| format!("批次 {batch_no}"));
            self.names.insert(line.id.clone(), name.clone());
            let fund = funds.get(&line.fund_id);
            let person = people.get(&line.person_id).copied();
            items.extend(line.item_id.clone());
            self.entries.push(of_line(line, name, fund, person));
        }
        Ok(items)
    }
}

fn of_line(
    line: PaymentLine,
    campaign_name: String,
    fund: Option<&String>,
    person: Option<&Person>,
) -> Entry {
    Entry {
        item_id: line.id,
        campaign: line.campaign_id,
        campaign_name,
        fund_name: fund.cloned(),
        on: Some(line.on),
        person: Some(line.person_id),
        id_no: person.map(|person| person.id_no.clone()),
        household: line.household_id,
        phone: person.and_then(|person| person.mobile.clone()),
        card: line.card_no,
        name: person.map(|person| person.name.clone()).unwrap_or_default(),
        amount: line.amount,
        unit: line.unit,
    }
}
