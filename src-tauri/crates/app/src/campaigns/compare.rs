//! This list against the one of the same season a year before.

use std::collections::HashSet;

use songnuan_model::record::Id;
use songnuan_model::records::{Campaign, CampaignItem, FileStatus, HardshipFile, Person};
use songnuan_store::Store;

use super::around::Around;
use super::flags::cancel_words;
use super::last::{LastEntry, LastList};
use crate::commands::campaigns::{ComparedRow, ListComparison};
use crate::error::AppResult;

/// New, gone, changed; `None` when there was no list a year before.
pub(super) async fn with_last_year(
    store: &Store,
    campaign: &Campaign,
    items: &[CampaignItem],
    around: &Around,
) -> AppResult<Option<ListComparison>> {
    let Some(last) = LastList::read(store, campaign).await? else {
        return Ok(None);
    };
    let mut compared = ListComparison {
        last_campaign: last.name.clone(),
        new: Vec::new(),
        gone: Vec::new(),
        changed: Vec::new(),
        same_n: 0,
    };
    let mut met: HashSet<usize> = HashSet::new();
    for item in items {
        let ids = [
            Some(&item.person_id),
            item.file_id.as_ref(),
            item.household_id.as_ref(),
        ];
        // A second item of one household meets nobody: the first has met the entry.
        let found = last.find(ids).filter(|(at, _)| met.insert(*at));
        let row = |before| ComparedRow {
            person_id: item.person_id.clone(),
            file_id: item.file_id.clone(),
            name: around.name(&item.person_id),
            before,
            now: Some(item.amount),
            remark: String::new(),
        };
        match found {
            None => compared.new.push(row(None)),
            Some((_, entry)) if entry.amount == item.amount => compared.same_n += 1,
            Some((_, entry)) => compared.changed.push(row(Some(entry.amount))),
        }
    }
    let gone = last.entries.iter().enumerate();
    let gone: Vec<&LastEntry> = gone
        .filter(|(at, _)| !met.contains(at))
        .map(|(_, entry)| entry)
        .collect();
    let people: Vec<Id> = gone.iter().map(|entry| entry.person_id.clone()).collect();
    let files = gone.iter().filter_map(|entry| entry.file_id.clone());
    let known = Around::of(store, people, files.collect()).await?;
    compared.gone = gone
        .into_iter()
        .map(|entry| gone_row(entry, &known))
        .collect();
    Ok(Some(compared))
}

fn gone_row(entry: &LastEntry, known: &Around) -> ComparedRow {
    let file = known.file(entry.file_id.as_ref());
    ComparedRow {
        person_id: entry.person_id.clone(),
        file_id: entry.file_id.clone(),
        name: known.name(&entry.person_id),
        before: Some(entry.amount),
        now: None,
        remark: why_gone(known.person(&entry.person_id), file),
    }
}

/// Why somebody of last year's list is not on this one.
fn why_gone(person: Option<&Person>, file: Option<&HardshipFile>) -> String {
    if let Some(day) = person.and_then(|person| person.died_on) {
        return format!("去世（{day}）");
    }
    match file.map(|file| (file.status, file)) {
        Some((FileStatus::Exited, _)) => "脱困".to_owned(),
        Some((FileStatus::Cancelled, file)) => format!("注销（{}）", cancel_words(file)),
        _ => "未列入".to_owned(),
    }
}
