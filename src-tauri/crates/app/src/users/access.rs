//! Who looked at which number: the log, in words, names masked.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate};
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Batch, Campaign, CampaignItem, HardshipFile, LineEvent, PaymentLine, Person,
};
use songnuan_model::roles::Act;
use songnuan_model::text::mask_name;
use songnuan_store::{AccessEntry, Store};

use crate::app::App;
use crate::commands::users::{AccessQuery, AccessRow};
use crate::error::AppResult;
use crate::files;

/// Rows shown when the question says no number.
const USUAL: usize = 500;
/// Chinese standard time: the log is kept in UTC, people ask for days of theirs.
const EAST_EIGHT_SECONDS: i64 = 8 * 3600;

/// The log, newest first.
pub async fn access_log(app: &App, request: AccessQuery) -> AppResult<Vec<AccessRow>> {
    let store = app.store_for(Act::SeeAccessLog).await?;
    let limit = match request.limit {
        0 => USUAL,
        n => n as usize,
    };
    let mut entries = store.access_log(None, u32::MAX).await?;
    let who = request.who.as_deref().map(str::trim).unwrap_or_default();
    entries.retain(|entry| {
        let day = day_of(entry.at.as_str());
        let since = request
            .from
            .is_none_or(|from| day.is_some_and(|day| day >= from));
        let until = request.to.is_none_or(|to| day.is_some_and(|day| day <= to));
        since && until && (who.is_empty() || entry.who == who)
    });
    entries.truncate(limit);
    let subjects = Subjects::read(&store, &entries).await?;
    Ok(entries
        .into_iter()
        .map(|entry| AccessRow {
            subject: subjects.word(&entry),
            field_label: field_label(&entry.field),
            at: entry.at.to_string(),
            who: entry.who,
            reason: entry.reason,
        })
        .collect())
}

/// The day on a Chinese calendar of a moment kept in UTC.
fn day_of(at: &str) -> Option<NaiveDate> {
    let utc = DateTime::parse_from_rfc3339(at).ok()?;
    let seconds = utc.timestamp() + EAST_EIGHT_SECONDS;
    let days = u64::try_from(seconds.div_euclid(86_400)).ok()?;
    NaiveDate::from_ymd_opt(1970, 1, 1)?.checked_add_days(Days::new(days))
}

fn field_label(field: &str) -> String {
    let label = match field {
        "hardship_roster" => "困难职工汇总表",
        "bank_file" => "银行代发文件",
        "audit_pack" => "审计资料包",
        "county_export" => "上报表格",
        "roster" => "发放花名册",
        "card_no" => files::field_label(HardshipFile::KIND, field),
        "proxy_id_no" => files::field_label(LineEvent::KIND, field),
        other => files::field_label(Person::KIND, other),
    };
    label.to_owned()
}

/// Whose numbers they are, by record id.
struct Subjects {
    words: HashMap<Id, String>,
}

impl Subjects {
    async fn read(store: &Store, entries: &[AccessEntry]) -> AppResult<Self> {
        let mut ids: Vec<Id> = entries
            .iter()
            .map(|entry| entry.record_id.clone())
            .collect();
        ids.sort();
        ids.dedup();
        let mut words = HashMap::new();
        // Record → the person it speaks of.
        let mut owners: Vec<(Id, Id)> = Vec::new();
        for file in store.get_many::<HardshipFile>(&ids).await? {
            owners.push((file.id, file.applicant_id));
        }
        for item in store.get_many::<CampaignItem>(&ids).await? {
            owners.push((item.id, item.person_id));
        }
        for line in store.get_many::<PaymentLine>(&ids).await? {
            owners.push((line.id, line.person_id));
        }
        let events = store.get_many::<LineEvent>(&ids).await?;
        let line_ids: Vec<Id> = events.iter().map(|event| event.line_id.clone()).collect();
        let lines = store.get_many::<PaymentLine>(&line_ids).await?;
        let of_line: HashMap<&Id, &Id> = lines
            .iter()
            .map(|line| (&line.id, &line.person_id))
            .collect();
        for event in &events {
            if let Some(person) = of_line.get(&event.line_id) {
                owners.push((event.id.clone(), (*person).clone()));
            }
        }
        for batch in store.get_many::<Batch>(&ids).await? {
            words.insert(batch.id, format!("发放批次 {}", batch.no));
        }
        for campaign in store.get_many::<Campaign>(&ids).await? {
            words.insert(campaign.id, campaign.name);
        }
        let mut people = ids;
        people.extend(owners.iter().map(|(_, person)| person.clone()));
        people.sort();
        people.dedup();
        for person in store.get_many::<Person>(&people).await? {
            words.insert(person.id, mask_name(&person.name));
        }
        for (record, person) in owners {
            if let Some(name) = words.get(&person).cloned() {
                words.insert(record, name);
            }
        }
        Ok(Self { words })
    }

    fn word(&self, entry: &AccessEntry) -> String {
        match self.words.get(&entry.record_id) {
            Some(word) => word.clone(),
            None if entry.record_id.as_str() == "export" => "导出文件".to_owned(),
            None => "（记录已不在）".to_owned(),
        }
    }
}
