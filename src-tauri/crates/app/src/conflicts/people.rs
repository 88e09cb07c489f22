//! Two records of one person: joined by a link, reversibly. What can be edited is led to the record
//! that goes on; payments are facts and stay as they were entered. Reading follows the link in the
//! store (`store/src/joined.rs`), also for what somebody else enters under the other record later.

use std::collections::HashMap;

use songnuan_model::papers::same_person_key;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    CampaignItem, HardshipFile, Honor, Household, HouseholdMember, ModelWorker, PaymentLine,
    Person, SamePerson, ScholarshipCase, Visit,
};
use songnuan_model::roles::Act;
use songnuan_store::{OpEntry, Store, Tx};

use crate::app::App;
use crate::commands::conflicts::{PersonMerge, PersonMerged, PersonUnmerge};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// The person an id means: of joined registrations the one that goes on. For ids that come from
/// outside (a page that was opened before the joining, a command line).
pub async fn person_meant(store: &Store, id: &Id) -> AppResult<Option<Person>> {
    let joined = store.joined().await?;
    Ok(store.get::<Person>(joined.kept(id)).await?)
}

/// Households that one person heads under several registrations: a cap per household counts them
/// as one. By household the one that stands for all of them; the others are left out.
pub async fn households_in_one(store: &Store) -> AppResult<HashMap<Id, Id>> {
    let mut one = HashMap::new();
    for person in store.joined().await?.all_kept() {
        let homes = store.by_key::<Household>("head", person.as_str()).await?;
        let mut ids: Vec<Id> = homes.into_iter().map(|home| home.id).collect();
        ids.sort();
        if let Some(first) = ids.first().cloned() {
            let others = ids.into_iter().skip(1);
            one.extend(others.map(|other| (other, first.clone())));
        }
    }
    Ok(one)
}

/// Every record that mentions a person and can be edited.
#[derive(Default)]
struct Mentions {
    files: Vec<HardshipFile>,
    visits: Vec<Visit>,
    memberships: Vec<HouseholdMember>,
    households: Vec<Household>,
    items: Vec<CampaignItem>,
    cases: Vec<ScholarshipCase>,
    workers: Vec<ModelWorker>,
    honors: Vec<Honor>,
    payments: usize,
}

impl Mentions {
    async fn of(store: &Store, person: &Id) -> AppResult<Self> {
        let id = person.as_str();
        let mut honors = store.all::<Honor>().await?;
        honors.retain(|honor| honor.person_id.as_ref() == Some(person));
        Ok(Self {
            files: store.by_key("applicant", id).await?,
            visits: store.by_key("visited_person", id).await?,
            memberships: store.by_key("member", id).await?,
            households: store.by_key("head", id).await?,
            items: store.by_key("item_person", id).await?,
            cases: store.by_key("student", id).await?,
            workers: store.by_key("model_worker_person", id).await?,
            honors,
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
        for mut honor in self.honors {
            honor.person_id = Some(person.clone());
            tx.put(&honor).await?;
        }
        Ok(())
    }

    fn answer(&self, kept: &Id) -> PersonMerged {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let others = self.households.len()
            + self.items.len()
            + self.cases.len()
            + self.workers.len()
            + self.honors.len();
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
    let joined = store.joined().await?;
    if joined.is_other(&other.id) || joined.is_other(&kept.id) {
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
    // What was entered under the other record since goes back by itself, as the payments do.
    let mut moved = Mentions::default();
    if let Some(op) = merged {
        let op = store.operation(&op.id).await?.unwrap_or(op);
        moved = Mentions::of(&store, &link.kept_id).await?;
        moved.keep_those_of(&op);
    }
    let mut tx = app.begin(Op::SplitPersons, reason).await?;
    // The link goes first: while it stands, both are one and nothing would move.
    tx.delete::<SamePerson>(&link.id).await?;
    let own = tx.by_key::<PaymentLine>("line_person", link.other_id.as_str());
    moved.payments = own.await?.len();
    let mut answer = moved.answer(&link.other_id);
    answer.sentence = format!(
        "已分开成两个人：档案 {} 份、走访 {} 次回到原来的登记，发放 {} 笔本来就记在它名下。",
        answer.files, answer.visits, answer.payments
    );
    moved.move_to(&mut tx, &link.other_id).await?;
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
        only(&mut self.honors, op);
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
