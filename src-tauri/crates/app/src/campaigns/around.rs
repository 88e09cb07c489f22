//! People and files around a campaign's list, each read once.

use std::collections::HashMap;

use songnuan_model::record::Id;
use songnuan_model::records::{Campaign, CampaignItem, CampaignState, HardshipFile, Person};
use songnuan_store::Store;

use crate::error::{AppError, AppResult};

/// One campaign.
pub(super) async fn campaign(store: &Store, id: &Id) -> AppResult<Campaign> {
    store
        .get(id)
        .await?
        .ok_or_else(|| AppError::not_found("这次活动"))
}

/// A list may change until its campaign is over.
pub(super) fn still_open(campaign: &Campaign) -> AppResult<()> {
    if campaign.state == CampaignState::Closed {
        return Err(AppError::invalid(format!(
            "活动“{}”已结束，名单不能再改。什么都没有改动；确需更正，请先把活动状态改回“进行中”。",
            campaign.name
        )));
    }
    Ok(())
}

/// Who stands on a list.
#[derive(Default)]
pub(super) struct Around {
    people: HashMap<Id, Person>,
    files: HashMap<Id, HardshipFile>,
}

impl Around {
    /// The people and files of these items.
    pub(super) async fn read<'a>(
        store: &Store,
        items: impl Iterator<Item = &'a CampaignItem> + Clone,
    ) -> AppResult<Self> {
        let people = items.clone().map(|item| item.person_id.clone()).collect();
        let files = items.filter_map(|item| item.file_id.clone()).collect();
        Self::of(store, people, files).await
    }

    /// These people and files.
    pub(super) async fn of(store: &Store, people: Vec<Id>, files: Vec<Id>) -> AppResult<Self> {
        let people = store.get_many::<Person>(&distinct(people)).await?;
        let files = store.get_many::<HardshipFile>(&distinct(files)).await?;
        Ok(Self {
            people: people.into_iter().map(|p| (p.id.clone(), p)).collect(),
            files: files.into_iter().map(|f| (f.id.clone(), f)).collect(),
        })
    }

    pub(super) fn person(&self, id: &Id) -> Option<&Person> {
        self.people.get(id)
    }

    /// The name, empty when the person is not known.
    pub(super) fn name(&self, id: &Id) -> String {
        self.people
            .get(id)
            .map(|person| person.name.clone())
            .unwrap_or_default()
    }

    pub(super) fn file(&self, id: Option<&Id>) -> Option<&HardshipFile> {
        self.files.get(id?)
    }

    /// The account money goes to: the item's own, else the file's. (holder, card, bank)
    pub(super) fn account<'a>(&'a self, item: &'a CampaignItem) -> Account<'a> {
        let file = self.file(item.file_id.as_ref());
        let or = |own: &'a Option<String>, files: Option<&'a Option<String>>| {
            let own = own.as_deref().filter(|text| !text.trim().is_empty());
            own.or_else(|| files?.as_deref().filter(|text| !text.trim().is_empty()))
        };
        Account {
            holder: or(&item.card_holder, file.map(|file| &file.card_holder)),
            card: or(&item.card_no, file.map(|file| &file.card_no)),
        }
    }
}

/// Where an item's money goes.
#[derive(Clone, Copy)]
pub(super) struct Account<'a> {
    pub holder: Option<&'a str>,
    pub card: Option<&'a str>,
}

/// Ids without repetition.
pub(super) fn distinct(mut ids: Vec<Id>) -> Vec<Id> {
    ids.sort();
    ids.dedup();
    ids
}
