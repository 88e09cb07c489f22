//! Who was helped in a campaign's year, by whom, and who stands on the other lists of that year.
//! Made once per state of the data, so that looking something up while typing reads nothing.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Datelike, NaiveDate};
use songnuan_model::ledger::LineState;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{AidRecord, Batch, Campaign, CampaignItem};
use songnuan_store::Store;

use super::caps::Caps;
use super::flags::flag;
use super::payments::facts;
use super::totals::sum;
use crate::app::App;
use crate::commands::campaigns::Flag;
use crate::conflicts::households_in_one;
use crate::eligibility::load_pack;
use crate::error::AppResult;

/// Earlier help told in one flag.
const TOLD: usize = 3;

/// One payment of the year, in the ledger or from the survey.
struct Help {
    campaign: Option<Id>,
    /// What it was, e.g. the campaign's name or the batch.
    name: String,
    amount: Fen,
}

/// What is known around one campaign.
pub struct Context {
    campaign: Id,
    helps: Vec<Help>,
    /// Places in `helps` by household, person and file.
    by: HashMap<Id, Vec<usize>>,
    /// Other lists of the year, by household and person.
    listed: HashMap<Id, BTreeSet<String>>,
    caps: Caps,
}

/// Last operation, day and campaign.
type Key = (i64, NaiveDate, Id);

/// The last context and what it was made from.
#[derive(Default)]
pub struct ContextCache {
    last: Mutex<Option<(Key, Arc<Context>)>>,
}

impl ContextCache {
    /// Forgets everything (the program is locked).
    pub fn clear(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Context {
    /// The context of a campaign; read again only when something was written.
    pub(super) async fn read(
        app: &App,
        store: &Store,
        campaign: &Campaign,
    ) -> AppResult<Arc<Self>> {
        let today = app.host().today();
        let key: Key = (store.seq().await?, today, campaign.id.clone());
        let cache = app.campaign_cache();
        {
            let last = cache.last.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((known, context)) = last.as_ref()
                && *known == key
            {
                return Ok(context.clone());
            }
        }
        let context = Arc::new(Self::make(store, campaign, today).await?);
        let entry = (key, context.clone());
        *cache.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(entry);
        Ok(context)
    }

    async fn make(store: &Store, campaign: &Campaign, today: NaiveDate) -> AppResult<Self> {
        let campaigns = store.all::<Campaign>().await?;
        let pack = match &campaign.pack {
            Some(pack) => pack.clone(),
            None => crate::session::default_pack(store).await?,
        };
        let pack = load_pack(store, &pack).await?;
        let one_household = households_in_one(store).await?;
        let mut context = Self {
            campaign: campaign.id.clone(),
            helps: Vec::new(),
            by: HashMap::new(),
            listed: HashMap::new(),
            caps: Caps::new(pack, today, &campaigns, one_household),
        };
        let names = campaigns.iter().map(|known| (&known.id, &known.name));
        let names = names.collect();
        context
            .read_ledger(store, (campaign.year, today.year()), &names)
            .await?;
        context.read_survey(store, campaign.year).await?;
        let others = campaigns.iter();
        for other in others.filter(|c| c.id != campaign.id && c.year == campaign.year) {
            context.read_list(store, other).await?;
        }
        Ok(context)
    }

    async fn read_ledger(
        &mut self,
        store: &Store,
        (year, cap_year): (i32, i32),
        names: &HashMap<&Id, &String>,
    ) -> AppResult<()> {
        // A batch of the year before may have been taken back in the year of the caps.
        let years = [year, cap_year, cap_year - 1];
        for batch in store.all::<Batch>().await? {
            let made = batch.made_on.year();
            if !years.contains(&made) {
                continue;
            }
            let facts = facts(store, batch).await?;
            self.caps.count(&facts);
            if made != year {
                continue;
            }
            for (line, state) in facts.lines.iter().zip(facts.line_states()) {
                if !state.is_live() || state == LineState::NotCollected {
                    continue;
                }
                let name = line.campaign_id.as_ref().and_then(|id| names.get(id));
                let name = name.map_or_else(
                    || format!("批次 {}", facts.batch.no),
                    |name| (*name).clone(),
                );
                let help = Help {
                    campaign: line.campaign_id.clone(),
                    name,
                    amount: line.amount,
                };
                let ids = [
                    Some(&line.person_id),
                    line.household_id.as_ref(),
                    line.file_id.as_ref(),
                ];
                self.add(help, ids.into_iter().flatten());
            }
        }
        Ok(())
    }

    /// Aid of the year that was read in from the survey workbook.
    async fn read_survey(&mut self, store: &Store, year: i32) -> AppResult<()> {
        for aid in store.all::<AidRecord>().await? {
            if is_paid(&aid) && year_of(&aid) == Some(year) {
                let help = Help {
                    campaign: None,
                    name: aid.campaign.clone(),
                    amount: aid.amount,
                };
                self.add(help, std::iter::once(&aid.file_id));
            }
        }
        Ok(())
    }

    async fn read_list(&mut self, store: &Store, other: &Campaign) -> AppResult<()> {
        for item in store.children::<CampaignItem>(&other.id).await? {
            if item.removed_reason.is_some() {
                continue;
            }
            for id in [Some(item.person_id), item.household_id]
                .into_iter()
                .flatten()
            {
                self.listed
                    .entry(id)
                    .or_default()
                    .insert(other.name.clone());
            }
        }
        Ok(())
    }

    fn add<'a>(&mut self, help: Help, ids: impl Iterator<Item = &'a Id>) {
        let at = self.helps.len();
        self.helps.push(help);
        for id in ids {
            self.by.entry(id.clone()).or_default().push(at);
        }
    }

    /// Payments of the year to any of these, each once.
    fn helps_of<'a>(&'a self, ids: &[Option<&Id>]) -> Vec<&'a Help> {
        let known = ids.iter().flatten().filter_map(|id| self.by.get(*id));
        let places: BTreeSet<usize> = known.flatten().copied().collect();
        places
            .into_iter()
            .filter_map(|at| self.helps.get(at))
            .collect()
    }

    /// Paid to this household, person or file in the campaign's year so far; `None` = not helped.
    pub(super) fn helped(&self, ids: &[Option<&Id>]) -> Option<Fen> {
        let helps = self.helps_of(ids);
        (!helps.is_empty()).then(|| sum(helps.iter().map(|help| help.amount)))
    }

    /// Help outside this campaign in its year, as one flag.
    pub(super) fn helped_by_others(&self, ids: &[Option<&Id>]) -> Option<Flag> {
        let mut told: Vec<String> = Vec::new();
        let mut named: BTreeSet<&str> = BTreeSet::new();
        for help in self.helps_of(ids) {
            if help.campaign.as_ref() != Some(&self.campaign) {
                named.insert(&help.name);
                told.push(format!("“{}”已给 {} 元", help.name, help.amount));
            }
        }
        let lists = ids.iter().flatten().filter_map(|id| self.listed.get(*id));
        let lists: BTreeSet<&String> = lists.flatten().collect();
        for name in lists
            .into_iter()
            .filter(|name| !named.contains(name.as_str()))
        {
            told.push(format!("也在“{name}”的名单里"));
        }
        if told.is_empty() {
            return None;
        }
        let more = if told.len() > TOLD { "等" } else { "" };
        told.truncate(TOLD);
        let text = format!("本户或本人今年{}{more}，请核对是否重复。", told.join("，"));
        Some(flag("helped_twice", false, text))
    }

    /// [`Self::helped_by_others`] of one on the list.
    pub(super) fn helped_elsewhere(&self, item: &CampaignItem) -> Option<Flag> {
        let ids = [
            Some(&item.person_id),
            item.household_id.as_ref(),
            item.file_id.as_ref(),
        ];
        self.helped_by_others(&ids)
    }

    /// The cap an item not yet in a batch would break.
    pub(super) fn over_cap(&self, item: &CampaignItem) -> Option<Flag> {
        self.caps.flag(item)
    }
}

/// Money that came back from the bank was never aid.
pub(super) fn is_paid(aid: &AidRecord) -> bool {
    aid.result.as_deref() != Some("银行退回")
}

/// The year of an aid record: of its day, else the one its name begins with.
pub(super) fn year_of(aid: &AidRecord) -> Option<i32> {
    let named = || aid.campaign.get(..4)?.parse().ok();
    aid.paid_on.map(|day| day.year()).or_else(named)
}
