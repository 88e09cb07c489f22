//! The list of the same season a year before: campaigns of this program, else what the survey says.

use std::collections::HashMap;

use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{AidRecord, Campaign, CampaignItem, HardshipFile};
use songnuan_store::Store;

use super::context::is_paid;
use super::totals::sum;
use crate::error::AppResult;

/// One on last year's list.
pub(super) struct LastEntry {
    pub person_id: Id,
    pub file_id: Option<Id>,
    pub amount: Fen,
}

/// Last year's list.
#[derive(Default)]
pub(super) struct LastList {
    /// What it is called; several campaigns are named together.
    pub name: String,
    pub entries: Vec<LastEntry>,
    by: HashMap<Id, usize>,
}

impl LastList {
    /// The list of the same season a year before; `None` when there is none.
    pub(super) async fn read(store: &Store, campaign: &Campaign) -> AppResult<Option<Self>> {
        let campaigns = store.all::<Campaign>().await?;
        let last: Vec<Campaign> = campaigns
            .into_iter()
            .filter(|other| other.season == campaign.season && other.year == campaign.year - 1)
            .collect();
        let mut list = Self::default();
        for other in &last {
            for item in store.children::<CampaignItem>(&other.id).await? {
                if item.removed_reason.is_none() {
                    list.add(item.person_id, item.file_id, item.household_id, item.amount);
                }
            }
        }
        if last.is_empty() {
            return list.or_survey(store, campaign).await;
        }
        let names: Vec<&str> = last.iter().map(|other| other.name.as_str()).collect();
        list.name = names.join("、");
        Ok(Some(list))
    }

    /// Before the first campaign in this program, the aid records of the survey workbook tell.
    async fn or_survey(mut self, store: &Store, campaign: &Campaign) -> AppResult<Option<Self>> {
        let year = (campaign.year - 1).to_string();
        let season = campaign.season.label();
        let mut aids = store.all::<AidRecord>().await?;
        aids.retain(|aid| {
            is_paid(aid) && aid.campaign.starts_with(&year) && aid.campaign.contains(season)
        });
        let Some(first) = aids.first() else {
            return Ok(None);
        };
        self.name = first.campaign.clone();
        let ids = aids.iter().map(|aid| aid.file_id.clone()).collect();
        let files = store
            .get_many::<HardshipFile>(&super::around::distinct(ids))
            .await?;
        let files: HashMap<&Id, &HardshipFile> = files.iter().map(|f| (&f.id, f)).collect();
        for aid in aids {
            if let Some(file) = files.get(&aid.file_id) {
                let household = Some(file.household_id.clone());
                self.add(
                    file.applicant_id.clone(),
                    Some(aid.file_id),
                    household,
                    aid.amount,
                );
            }
        }
        Ok(Some(self))
    }

    /// The same person twice is one entry with both amounts.
    fn add(&mut self, person: Id, file: Option<Id>, household: Option<Id>, amount: Fen) {
        if let Some(entry) = self
            .by
            .get(&person)
            .and_then(|at| self.entries.get_mut(*at))
        {
            entry.amount = sum([entry.amount, amount]);
            return;
        }
        let at = self.entries.len();
        let ids = [Some(&person), file.as_ref(), household.as_ref()];
        for id in ids.into_iter().flatten() {
            self.by.entry(id.clone()).or_insert(at);
        }
        self.entries.push(LastEntry {
            person_id: person,
            file_id: file,
            amount,
        });
    }

    /// The entry of a person, a file or a household, the first that is known; with its place.
    pub(super) fn find(&self, ids: [Option<&Id>; 3]) -> Option<(usize, &LastEntry)> {
        let at = ids.into_iter().flatten().find_map(|id| self.by.get(id))?;
        Some((*at, self.entries.get(*at)?))
    }
}
