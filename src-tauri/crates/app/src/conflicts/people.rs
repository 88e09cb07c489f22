//! Two records of one person: joined by a link, reversibly. What can be edited is led to the record
//! that goes on; payments are facts and stay as they were entered, reading follows the link.

use std::collections::HashMap;

use songnuan_model::papers::same_person_key;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    CampaignItem, HardshipFile, Household, HouseholdMember, ModelWorker, PaymentLine, Person,
    SamePerson, ScholarshipCase, Visit,
};
use songnuan_model::roles::Act;
use songnuan_store::{OpEntry, Store, Tx};

use crate::app::App;
use crate::commands::conflicts::{PersonMerge, PersonMerged, PersonUnmerge};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Which record goes on for which.
#[derive(Default)]
pub struct Links {
    kept: HashMap<Id, Id>,
}

impl Links {
    /// All links.
    pub async fn read(store: &Store) -> AppResult<Self> {
        let links = store.all::<SamePerson>().await?;
        let kept = links.into_iter().map(|it| (it.other_id, it.kept_id));
        Ok(Self {
            kept: kept.collect(),
        })
    }

    /// The record that goes on for this one; itself when nothing leads on. Two devices may have
    /// joined in a circle: then the smallest id of it.
    pub fn kept<'a>(&'a self, person: &'a Id) -> &'a Id {
        let mut at = person;
        let mut seen = vec![person];
        while let Some(next) = self.kept.get(at) {
            if seen.contains(&next) {
                return seen.into_iter().min().unwrap_or(person);
            }
            seen.push(next);
            at = next;
        }
        at
    }

    /// Whether another record goes on for this one.
    pub fn is_other(&self, person: &Id) -> bool {
        self.kept(person) != person
    }
}

/// The person with every record that leads to them: whose payments to read.
pub async fn all_ids_of(store: &Store, person: &Id) -> AppResult<Vec<Id>> {
    let mut ids = vec![person.clone()];
    let mut at = 0;
    while let Some(id) = ids.get(at).cloned() {
        for link in store
            .by_key::<SamePerson>("same_person_kept", id.as_str())
            .await?
        {
            if !ids.contains(&link.other_id) {
                ids.push(link.other_id);
            }
        }
        at += 1;
    }
    Ok(ids)
}

/// Every record that mentions a person and can be edited.
struct Mentions {
    files: Vec<HardshipFile>,
    visits: Vec<Visit>,
    memberships: Vec<HouseholdMember>,
    households: Vec<Household>,
    items: Vec<CampaignItem>,
    cases: Vec<ScholarshipCase>,
    workers: Vec<ModelWorker>,
    payments: usize,
}

impl Mentions {
    async fn of(store: &Store, person: &Id) -> AppResult<Self> {
        let id = person.as_str();
        Ok(Self {
            files: store.by_key("applicant", id).await?,
            visits: store.by_key("visited_person", id).await?,
            memberships: store.by_key("member", id).await?,
            households: store.by_key("head", id).await?,
            items: store.by_key("item_person", id).await?,
            cases: store.by_key("student", id).await?,
            workers: store.by_key("model_worker_person", id).await?,
            payments: store.by_key::<PaymentLine>("line_person", id).await?.len(),
        })
    }

    /// Leads them all to another record.
    async fn move_to(self, tx: &mut Tx, person: &Id) -> AppResult<()> {
        for mut file in self.files {
            file.applicant_id = person.clone();
            tx.put(&file).await?;
        }
        for mut visit in self.visits {
            visit.person_id = Some(person.clone());
            tx.put(&visit).await?;
        }
        for mut member in self.memberships {
            member.person_id = person.clone();
            tx.put(&member).await?;
        }
        for mut household in self.households {
            household.head_id = person.clone();
            tx.put(&household).await?;
        }
        for mut item in self.items {
            item.person_id = person.clone();
            tx.put(&item).await?;
        }
        for mut case in self.cases {
            case.person_id = person.clone();
            tx.put(&case).await?;
        }
        for mut worker in self.workers {
            worker.person_id = person.clone();
            tx.put(&worker).await?;
        }
        Ok(())
    }

    fn answer(&self, kept: &Id) -> PersonMerged {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let others =
            self.households.len() + self.items.len() + self.cases.len() + self.workers.len();
        let (files, visits) = (self.files.len(), self.visits.len());
        PersonMerged {
            kept_id: kept.clone(),
            files: count(files),
            visits: count(visits),
            memberships: count(self.memberships.len()),
            others: count(others),
            payments: count(self.payments),
            sentence: format!(
                "已合并成一个人：档案 {files} 份、走访 {visits} 次、发放 {} 笔都跟着走。以后可以分开。",
                self.payments
            ),
        }
    }
}

/// Joins two records of one person.
pub async fn person_merge(app: &App, request: PersonMerge) -> AppResult<PersonMerged> {
    let store = app.store_for(Act::EditCases).await?;
    let kept = person(&store, &request.kept_id).await?;
    let other = person(&store, &request.other_id).await?;
    let key = |person: &Person| same_person_key(person.id_type, &person.id_no);
    if kept.id == other.id {
        return Err(AppError::invalid("选的是同一份登记。什么都没有改动。"));
    }
    if key(&kept).is_none() || key(&kept) != key(&other) {
        return Err(AppError::invalid(format!(
            "“{}”和“{}”的证件号码不同，不能合并。什么都没有改动，请先核对证件。",
            kept.name, other.name
        )));
    }
    let links = Links::read(&store).await?;
    if links.kept(&other.id) != &other.id || links.kept(&kept.id) != &kept.id {
        return Err(AppError::invalid(
            "其中一份登记已经并入别的登记。什么都没有改动，请刷新后再看。",
        ));
    }
    let mentions = Mentions::of(&store, &other.id).await?;
    let answer = mentions.answer(&kept.id);
    let reason = request.reason.as_deref().map(str::trim).unwrap_or_default();
    let mut tx = app.begin(Op::MergePersons, reason).await?;
    mentions.move_to(&mut tx, &kept.id).await?;
    tx.put(&SamePerson {
        id: link_id(&kept.id, &other.id),
        kept_id: kept.id.clone(),
        other_id: other.id.clone(),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
    })
    .await?;
    tx.commit().await?;
    Ok(answer)
}

/// Takes the joining back: what it led over goes back, unless somebody led it elsewhere since.
pub async fn person_unmerge(app: &App, request: PersonUnmerge) -> AppResult<PersonMerged> {
    let store = app.store_for(Act::EditCases).await?;
    let links = store
        .by_key::<SamePerson>("same_person_other", request.other_id.as_str())
        .await?;
    let link = links.into_iter().next();
    let link = link.ok_or_else(|| AppError::not_found("这次合并"))?;
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(AppError::invalid("请写明为什么是两个人。什么都没有改动。").at("reason"));
    }
    let merged = store.history(Some(&link.id), 50, None).await?;
    let merged = merged
        .into_iter()
        .find(|op| op.kind == Op::MergePersons.kind());
    let mut moved = Mentions::of(&store, &link.kept_id).await?;
    if let Some(op) = merged {
        let op = store.operation(&op.id).await?.unwrap_or(op);
        moved.keep_those_of(&op);
    } else {
        moved = Mentions::of(&store, &link.other_id).await?;
    }
    moved.payments = store
        .by_key::<PaymentLine>("line_person", link.other_id.as_str())
        .await?
        .len();
    let mut answer = moved.answer(&link.other_id);
    answer.sentence = format!(
        "已分开成两个人：档案 {} 份、走访 {} 次回到原来的登记，发放 {} 笔本来就记在它名下。",
        answer.files, answer.visits, answer.payments
    );
    let mut tx = app.begin(Op::SplitPersons, reason).await?;
    moved.move_to(&mut tx, &link.other_id).await?;
    tx.delete::<SamePerson>(&link.id).await?;
    tx.commit().await?;
    Ok(answer)
}

impl Mentions {
    /// Only what this operation changed.
    fn keep_those_of(&mut self, op: &OpEntry) {
        fn only<R: Record>(records: &mut Vec<R>, op: &OpEntry) {
            let touched = |id: &Id| op.changes.iter().any(|change| change.record_id == *id);
            records.retain(|record| touched(record.id()));
        }
        only(&mut self.files, op);
        only(&mut self.visits, op);
        only(&mut self.memberships, op);
        only(&mut self.households, op);
        only(&mut self.items, op);
        only(&mut self.cases, op);
        only(&mut self.workers, op);
    }
}

async fn person(store: &Store, id: &Id) -> AppResult<Person> {
    let found = store.get::<Person>(id).await?;
    found.ok_or_else(|| AppError::not_found("要合并的人员"))
}

/// The same pair is the same link, whichever device joined it first.
fn link_id(a: &Id, b: &Id) -> Id {
    let (first, second) = if a < b { (a, b) } else { (b, a) };
    let mut hasher = blake3::Hasher::new_derive_key("songnuan 2026-11 same person link");
    for id in [first, second] {
        hasher.update(id.as_str().as_bytes());
        hasher.update(&[0]);
    }
    let hex = hasher.finalize().to_hex();
    let part = |from: usize, to: usize| hex.as_str().get(from..to).unwrap_or_default().to_owned();
    Id::new(format!(
        "{}-{}-8{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 15),
        part(15, 18),
        part(18, 30)
    ))
}
