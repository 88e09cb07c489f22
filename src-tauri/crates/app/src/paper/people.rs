//! Names, numbers and employers behind many lines, read in a few queries.

use std::collections::HashMap;

use songnuan_model::record::{Id, Record};
use songnuan_model::records::{CampaignItem, HardshipFile, PaymentLine, Person};
use songnuan_store::Store;

use crate::error::AppResult;
use crate::files::code_label;

/// Everybody some lines or items name.
pub struct People {
    persons: HashMap<Id, Person>,
    files: HashMap<Id, HardshipFile>,
    items: HashMap<Id, CampaignItem>,
}

impl People {
    /// Those of payment lines, with the items they pay.
    pub async fn of_lines(store: &Store, lines: &[PaymentLine]) -> AppResult<Self> {
        let items = lines.iter().filter_map(|line| line.item_id.clone());
        let items: HashMap<Id, CampaignItem> = by_id(store, items.collect()).await?;
        let persons = lines.iter().map(|line| line.person_id.clone()).collect();
        let files = lines.iter().filter_map(|line| line.file_id.clone());
        Ok(Self {
            persons: by_id(store, persons).await?,
            files: by_id(store, files.collect()).await?,
            items,
        })
    }

    /// Those of a campaign's items.
    pub async fn of_items(store: &Store, items: &[CampaignItem]) -> AppResult<Self> {
        let persons = items.iter().map(|item| item.person_id.clone()).collect();
        let files = items.iter().filter_map(|item| item.file_id.clone());
        Ok(Self {
            persons: by_id(store, persons).await?,
            files: by_id(store, files.collect()).await?,
            items: HashMap::new(),
        })
    }

    /// The person, when the record is there.
    pub fn person(&self, id: &Id) -> Option<&Person> {
        self.persons.get(id)
    }

    /// The file, when there is one.
    pub fn file(&self, id: Option<&Id>) -> Option<&HardshipFile> {
        self.files.get(id?)
    }

    /// The item a line pays.
    pub fn item(&self, line: &PaymentLine) -> Option<&CampaignItem> {
        self.items.get(line.item_id.as_ref()?)
    }

    /// A name to print; 〓 never stands for a person who is not there.
    pub fn name(&self, id: &Id) -> String {
        match self.persons.get(id) {
            Some(person) => person.name.clone(),
            None => "（人员资料缺失）".to_owned(),
        }
    }

    /// The employer of a line: as the list says, else as the file says.
    pub fn employer(&self, line: &PaymentLine) -> String {
        let listed = self.item(line).and_then(|item| item.employer.clone());
        let filed = || {
            let file = self.file(line.file_id.as_ref());
            file.and_then(|file| file.employer.clone())
        };
        listed.or_else(filed).unwrap_or_default()
    }
}

/// 困难类别/慰问类别 in words.
pub fn category_words(category: &str) -> String {
    code_label("category", category)
}

async fn by_id<R: Record>(store: &Store, mut ids: Vec<Id>) -> AppResult<HashMap<Id, R>> {
    ids.sort();
    ids.dedup();
    let records = store.get_many::<R>(&ids).await?;
    Ok(records
        .into_iter()
        .map(|record| (record.id().clone(), record))
        .collect())
}
