//! The file list: every file joined with its applicant, household and verdict, kept ready so that
//! filtering while typing does not read the database.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use songnuan_model::dates::age_completed;
use songnuan_model::names;
use songnuan_model::record::Id;
use songnuan_model::records::{AidRecord, FileStatus, HardshipFile, HouseholdMember, Person};
use songnuan_model::roles::Act;
use songnuan_model::text::{half_width, mask_id, mask_mobile};
use songnuan_store::Store;

use super::dossier::counts;
use super::verdicts::{self, Brief};
use super::{mandatory, words};
use crate::app::App;
use crate::commands::files::{FileList, FileQuery, FileRow, StatusCount};
use crate::error::{AppError, AppResult};

/// Days after which an unconfirmed file is listed (一年未改的档案, DOMAIN §S8).
const UNTOUCHED_DAYS: i64 = 365;

/// One file, ready for filters.
pub struct Entry {
    pub row: FileRow,
    category: Option<String>,
    sort_name: String,
    /// Folded texts to search in, one a line.
    haystack: String,
    never_aided: bool,
    untouched: bool,
    verdict: Option<Brief>,
}

/// All files as the list shows them, at one moment.
pub struct Snapshot {
    pub entries: Vec<Entry>,
}

#[derive(Clone, PartialEq, Eq)]
struct Key {
    seq: i64,
    today: NaiveDate,
    pack: String,
}

/// The last snapshot and what it was made from.
#[derive(Default)]
pub struct FileCache {
    last: Mutex<Option<(Key, Arc<Snapshot>)>>,
}

impl FileCache {
    /// Forgets everything (the program is locked).
    pub fn clear(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn get(&self, key: &Key) -> Option<Arc<Snapshot>> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.as_ref()
            .filter(|(known, _)| known == key)
            .map(|(_, snapshot)| snapshot.clone())
    }

    fn put(&self, key: Key, snapshot: Arc<Snapshot>) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((key, snapshot));
    }
}

/// The files, filtered and sorted.
pub async fn list(app: &App, request: FileQuery) -> AppResult<FileList> {
    let snapshot = snapshot(app).await?;
    let found = select(&snapshot, &request)?;
    let total = count(found.len());
    let limit = if request.limit == 0 {
        usize::MAX
    } else {
        request.limit as usize
    };
    let page = found.into_iter().skip(request.offset as usize).take(limit);
    Ok(FileList {
        rows: page.map(|entry| entry.row.clone()).collect(),
        total,
        by_status: by_status(&snapshot),
        villages: villages(&snapshot),
    })
}

/// Ids of the files a query finds, in its order, without paging.
pub async fn found_ids(app: &App, query: &FileQuery) -> AppResult<Vec<Id>> {
    let snapshot = snapshot(app).await?;
    Ok(select(&snapshot, query)?
        .into_iter()
        .map(|entry| entry.row.id.clone())
        .collect())
}

/// Every file as of the last operation; rebuilt only when something was written, the day changed
/// or another policy pack is the default.
pub async fn snapshot(app: &App) -> AppResult<Arc<Snapshot>> {
    let store = app.store_for(Act::SeeCases).await?;
    let key = Key {
        seq: store.seq().await?,
        today: app.host().today(),
        pack: crate::session::default_pack(&store).await?,
    };
    if let Some(snapshot) = app.file_cache().get(&key) {
        return Ok(snapshot);
    }
    let verdicts = verdicts::brief(app, &key.pack).await;
    let snapshot = Arc::new(Snapshot::read(&store, key.today, verdicts).await?);
    app.file_cache().put(key, snapshot.clone());
    Ok(snapshot)
}

impl Snapshot {
    async fn read(
        store: &Store,
        today: NaiveDate,
        mut verdicts: HashMap<Id, Brief>,
    ) -> AppResult<Self> {
        let files = store.all::<HardshipFile>().await?;
        let people = store.all::<Person>().await?;
        let members = store.all::<HouseholdMember>().await?;
        let aids = store.all::<AidRecord>().await?;
        let died: HashSet<Id> = people
            .iter()
            .filter(|person| person.died_on.is_some_and(|day| day <= today))
            .map(|person| person.id.clone())
            .collect();
        let people: HashMap<Id, Person> = people
            .into_iter()
            .map(|person| (person.id.clone(), person))
            .collect();
        let aided: HashSet<Id> = aids
            .into_iter()
            .filter(is_paid)
            .map(|aid| aid.file_id)
            .collect();
        let mut households: HashMap<Id, Vec<HouseholdMember>> = HashMap::new();
        for member in members {
            if counts(&member, today) && !died.contains(&member.person_id) {
                households
                    .entry(member.household_id.clone())
                    .or_default()
                    .push(member);
            }
        }
        let entries = files
            .into_iter()
            .filter_map(|file| {
                let person = people.get(&file.applicant_id)?;
                let rows = households.get(&file.household_id).map(Vec::as_slice);
                let others = rows.unwrap_or_default().iter();
                let others = others.filter(|row| row.person_id != file.applicant_id);
                // Two registrations that were joined are one person.
                let others: HashSet<&Id> = others.map(|row| &row.person_id).collect();
                let others = others.len();
                let aided = aided.contains(&file.id);
                let verdict = verdicts.remove(&file.id);
                Some(entry(
                    &file,
                    person,
                    count(others + 1),
                    aided,
                    verdict,
                    today,
                ))
            })
            .collect();
        Ok(Self { entries })
    }
}

/// Money that came back from the bank was never aid.
fn is_paid(aid: &AidRecord) -> bool {
    aid.result.as_deref() != Some("银行退回")
}

fn entry(
    file: &HardshipFile,
    person: &Person,
    members_n: u32,
    aided: bool,
    verdict: Option<Brief>,
    today: NaiveDate,
) -> Entry {
    let missing = mandatory::missing(file, person);
    let touched = |day: NaiveDate| (today - day).num_days() <= UNTOUCHED_DAYS;
    // Both questions are asked of files on record; drafts and temporary aid have their own tabs.
    let on_record = file.status == FileStatus::Active;
    let row = FileRow {
        id: file.id.clone(),
        file_no: file.file_no.clone(),
        name: person.name.clone(),
        sex: person.sex.map(|sex| sex.label().to_owned()),
        age: person.birth.and_then(|birth| age_completed(birth, today)),
        id_no_masked: mask_id(&person.id_no),
        mobile_masked: person
            .mobile
            .as_deref()
            .map(mask_mobile)
            .unwrap_or_default(),
        status: file.status,
        status_label: file.status.label().to_owned(),
        category_label: words::code_word("category", file.category.as_ref())
            .or_else(|| words::code_word("category", file.old_category.as_ref())),
        computed_label: verdict.as_ref().map(|verdict| verdict.label.clone()),
        per_capita: verdict
            .as_ref()
            .and_then(|verdict| verdict.per_capita_words()),
        cause_label: words::code_word("cause", file.cause_primary.as_ref()),
        members_n,
        employer: file.employer.clone(),
        village: person.village.clone(),
        updated_on: file.updated_on,
        missing_n: count(missing.len()),
    };
    Entry {
        category: file.category.clone().or_else(|| file.old_category.clone()),
        sort_name: sort_name(person),
        haystack: haystack(file, person),
        never_aided: !aided && on_record,
        untouched: on_record && !file.updated_on.is_some_and(touched),
        verdict,
        row,
    }
}

/// The confirmed reading goes before the dictionary's.
fn sort_name(person: &Person) -> String {
    match person
        .name_pinyin
        .as_deref()
        .filter(|reading| !reading.trim().is_empty())
    {
        Some(reading) => format!("{reading}\u{1}{}", names::sort_key(&person.name)),
        None => names::sort_key(&person.name),
    }
}

/// Everything of a file that the text filter looks at, folded.
pub fn haystack(file: &HardshipFile, person: &Person) -> String {
    let mut lines = names::search_keys(&person.name);
    lines.extend([
        person.name.clone(),
        person.id_no.clone(),
        file.file_no.clone(),
    ]);
    let employer = file.employer.iter();
    let optional = [
        &person.name_pinyin,
        &person.mobile,
        &person.village,
        &person.home_address,
    ];
    lines.extend(optional.into_iter().flatten().chain(employer).cloned());
    lines
        .iter()
        .map(|line| fold(line))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Width, case, blanks and middle dots do not matter when searching.
pub fn fold(text: &str) -> String {
    let text = half_width(text);
    let kept = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '·' | '-'));
    kept.flat_map(char::to_lowercase).collect()
}

fn select<'a>(snapshot: &'a Snapshot, query: &FileQuery) -> AppResult<Vec<&'a Entry>> {
    let needles: Vec<String> = half_width(&query.text)
        .split_whitespace()
        .map(fold)
        .filter(|n| !n.is_empty())
        .collect();
    let special = special(query.filter.as_deref())?;
    let mut found: Vec<&Entry> = snapshot
        .entries
        .iter()
        .filter(|entry| query.status.is_none_or(|status| status == entry.row.status))
        .filter(|entry| query.category.is_none() || query.category == entry.category)
        .filter(|entry| query.village.is_none() || query.village == entry.row.village)
        .filter(|entry| special(entry))
        .filter(|entry| {
            needles
                .iter()
                .all(|needle| entry.haystack.contains(needle.as_str()))
        })
        .collect();
    let order = order(query.sort.as_deref())?;
    found.sort_by(|a, b| order(a, b).then_with(|| a.row.file_no.cmp(&b.row.file_no)));
    if query.descending {
        found.reverse();
    }
    Ok(found)
}

/// The named filters.
fn special(name: Option<&str>) -> AppResult<fn(&Entry) -> bool> {
    Ok(match name.unwrap_or_default() {
        "" => |_| true,
        "untouched" => |entry| entry.untouched,
        "never_aided" => |entry| entry.never_aided,
        "incomplete" => |entry| entry.row.missing_n > 0,
        "publicity" => |entry| entry.row.status == FileStatus::Publicity,
        other => {
            return Err(AppError::invalid(format!(
                "没有“{other}”这种筛选。请重新选择。"
            )));
        }
    })
}

type Compare = fn(&Entry, &Entry) -> Ordering;

fn order(name: Option<&str>) -> AppResult<Compare> {
    Ok(match name.unwrap_or_default() {
        "" | "file_no" => |a, b| a.row.file_no.cmp(&b.row.file_no),
        "name" => |a, b| a.sort_name.cmp(&b.sort_name),
        "per_capita" => |a, b| Brief::compare(a.verdict.as_ref(), b.verdict.as_ref()),
        "updated_on" => |a, b| a.row.updated_on.cmp(&b.row.updated_on),
        "village" => |a, b| village_key(a).cmp(&village_key(b)),
        other => {
            return Err(AppError::invalid(format!(
                "不能按“{other}”排序。请重新选择。"
            )));
        }
    })
}

fn village_key(entry: &Entry) -> (String, &str) {
    let village = entry.row.village.as_deref().unwrap_or_default();
    (names::pinyin_full(village), &entry.sort_name)
}

fn by_status(snapshot: &Snapshot) -> Vec<StatusCount> {
    let mut counts: HashMap<FileStatus, u32> = HashMap::new();
    for entry in &snapshot.entries {
        *counts.entry(entry.row.status).or_default() += 1;
    }
    let known = FileStatus::ALL.into_iter();
    known
        .filter_map(|status| {
            let count = *counts.get(&status)?;
            Some(StatusCount {
                status,
                label: status.label().to_owned(),
                count,
            })
        })
        .collect()
}

fn villages(snapshot: &Snapshot) -> Vec<String> {
    let mut villages = BTreeMap::new();
    for village in snapshot
        .entries
        .iter()
        .filter_map(|entry| entry.row.village.as_ref())
    {
        if !villages.contains_key(village) {
            villages.insert(village.clone(), names::pinyin_full(village));
        }
    }
    let mut villages: Vec<(String, String)> = villages.into_iter().collect();
    villages.sort_by(|a, b| a.1.cmp(&b.1));
    villages.into_iter().map(|(village, _)| village).collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
