//! People who would be helped twice: found by person, household, phone and bank card, inside one
//! list and across campaigns and funds.
//!
//! Every entry is looked at once per key, so a list of 20,000 takes a fraction of a second.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Fen;
use crate::papers::{IdType, same_person_key};
use crate::record::Id;
use crate::records::CountUnit;
use crate::text::{check_bank_card, normalise_phone};

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

/// How many entries of a group a sentence lists by name.
const LISTED: usize = 5;

/// Every group of entries that share a person, a household, a card or a phone; groups of one kind
/// in the order of the list. The same entries are reported once, by what is strongest: two
/// payments to one person are not reported again for their common phone.
pub fn find(entries: &[Entry]) -> Vec<Duplicate> {
    let mut found = Found {
        entries,
        seen: HashSet::new(),
        duplicates: Vec::new(),
    };
    let people = people(entries);
    found.by(DuplicateBy::Person, people.into_iter().map(Some));
    let household = |entry: &Entry| entry.household.clone();
    found.by(DuplicateBy::Household, entries.iter().map(household));
    let card = |entry: &Entry| card_key(entry.card.as_deref()?);
    found.by(DuplicateBy::Card, entries.iter().map(card));
    let phone = |entry: &Entry| phone_key(entry.phone.as_deref()?);
    found.by(DuplicateBy::Phone, entries.iter().map(phone));
    found.duplicates
}

struct Found<'a> {
    entries: &'a [Entry],
    /// Groups already reported, by the places of their entries.
    seen: HashSet<Vec<usize>>,
    duplicates: Vec<Duplicate>,
}

impl Found<'_> {
    fn by<K: Hash + Eq>(&mut self, by: DuplicateBy, keys: impl Iterator<Item = Option<K>>) {
        let mut groups: HashMap<K, Vec<usize>> = HashMap::new();
        for (at, key) in keys.enumerate() {
            if let Some(key) = key {
                groups.entry(key).or_default().push(at);
            }
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        groups.retain(|group| group.len() > 1);
        groups.sort();
        for group in groups {
            if !self.seen.insert(group.clone()) {
                continue;
            }
            let places = group.iter().filter_map(|at| self.entries.get(*at));
            let entries: Vec<&Entry> = places.collect();
            self.duplicates.push(Duplicate {
                by,
                item_ids: entries.iter().map(|entry| entry.item_id.clone()).collect(),
                sentence: sentence(by, &entries),
            });
        }
    }
}

/// Names the campaigns, days, funds and amounts, and what to look at.
fn sentence(by: DuplicateBy, entries: &[&Entry]) -> String {
    let listed = entries.iter().take(LISTED);
    let mut parts: Vec<String> = listed.map(|entry| part(entry)).collect();
    if entries.len() > LISTED {
        parts.push(format!("还有 {} 笔", entries.len() - LISTED));
    }
    let advice = match by {
        DuplicateBy::Person => "请核对是否重复帮扶，重复的请从名单删去一笔",
        DuplicateBy::Household => "请核对是否按户重复发放，确需分别发放的请注明理由",
        DuplicateBy::Card => "请核对卡号和户名，代收的请注明理由",
        DuplicateBy::Phone => "电话相同不一定是同一人，请核对身份",
    };
    format!(
        "{}有 {} 笔：{}。{advice}。",
        by.label(),
        entries.len(),
        parts.join("；")
    )
}

fn part(entry: &Entry) -> String {
    let mut facts = vec![format!("“{}”", entry.campaign_name)];
    facts.extend(entry.on.map(|on| on.to_string()));
    facts.extend(entry.fund_name.clone());
    facts.push(format!("{} 元", entry.amount));
    facts.push(format!("按{}", entry.unit.label()));
    format!("{}（{}）", entry.name, facts.join("，"))
}

/// For every entry the place of the first entry of the same person: the same person id, or the
/// same ID number. Both count together, so a person who was entered twice under one number, and
/// paid under both, makes one group.
fn people(entries: &[Entry]) -> Vec<usize> {
    let mut first: Vec<usize> = (0..entries.len()).collect();
    let mut by_person: HashMap<&Id, usize> = HashMap::new();
    let mut by_number: HashMap<String, usize> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(person) = &entry.person {
            let known = *by_person.entry(person).or_insert(at);
            join(&mut first, known, at);
        }
        if let Some(key) = entry.id_no.as_deref().and_then(number_key) {
            let known = *by_number.entry(key).or_insert(at);
            join(&mut first, known, at);
        }
    }
    (0..entries.len()).map(|at| root(&mut first, at)).collect()
}

fn join(first: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(first, a), root(first, b));
    if let Some(parent) = first.get_mut(a.max(b)) {
        *parent = a.min(b);
    }
}

/// The first of a group, shortening the way for the next who asks.
fn root(first: &mut [usize], at: usize) -> usize {
    let mut at = at;
    while let Some(parent) = first.get(at).copied().filter(|parent| *parent != at) {
        let grand = first.get(parent).copied().unwrap_or(parent);
        if let Some(slot) = first.get_mut(at) {
            *slot = grand;
        }
        at = grand;
    }
    at
}

/// 15 and 18 digits of one person are one key. A number that is not valid matches nobody: the
/// last digits that a spreadsheet lost would make strangers one person.
fn number_key(raw: &str) -> Option<String> {
    same_person_key(IdType::ResidentId, raw)
}

/// A card that fails Luhn still equals itself (DOMAIN §4.5: a warning, never a refusal).
fn card_key(raw: &str) -> Option<String> {
    check_bank_card(raw).digits
}

fn phone_key(raw: &str) -> Option<String> {
    normalise_phone(raw).map(|(_, phone)| phone)
}
