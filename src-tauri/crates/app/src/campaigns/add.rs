//! Putting people on the list: by file, or a person without one.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, Campaign, CampaignItem, CountUnit, HardshipFile, HouseholdMember, Person, VisitState,
};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::around::{self, Around};
use super::list;
use super::payments::Payments;
use super::rules::rule;
use super::save::{AMOUNT_AT_MOST, TEXT};
use crate::app::App;
use crate::commands::campaigns::{CampaignDetail, ItemDraft, ItemsAdd};
use crate::error::{AppError, AppResult};
use crate::files::counts;
use crate::op::Op;

/// People asked one by one; beyond this all members are read at once.
const FEW: usize = 200;
/// Names told in a refusal.
const NAMED: usize = 5;

/// Puts people on the list; all of them or nobody.
pub async fn items_add(app: &App, mut request: ItemsAdd) -> AppResult<CampaignDetail> {
    let store = app.store_for(Act::PlanCampaigns).await?;
    let joined = store.joined().await?;
    for person in request
        .items
        .iter_mut()
        .filter_map(|it| it.person_id.as_mut())
    {
        *person = joined.kept(person).clone();
    }
    if request.items.is_empty() {
        return Err(AppError::invalid(
            "没有选择要加入名单的人。名单没有改动，请先勾选。",
        ));
    }
    let campaign = around::campaign(&store, &request.campaign_id).await?;
    around::still_open(&campaign)?;
    let known = Known::read(&store, &request.items, app.host().today()).await?;
    let mut tx = app.begin(Op::AddItems, "").await?;
    // Asked under the write lock: two clerks may be adding the same person.
    let payments = Payments::of_campaign(&store, &campaign.id).await?;
    let there = tx.children::<CampaignItem>(&campaign.id).await?;
    let mut seq = there.iter().map(|item| item.seq).max().unwrap_or(0);
    let mut listed: HashSet<Id> = HashSet::new();
    let mut removed: HashMap<Id, &CampaignItem> = HashMap::new();
    for item in &there {
        if item.removed_reason.is_none() {
            listed.insert(item.person_id.clone());
        } else if payments.held(&item.id).is_none() {
            removed.insert(item.person_id.clone(), item);
        }
    }
    let mut twice = Vec::new();
    for (at, draft) in request.items.iter().enumerate() {
        let mut item = known.item(&campaign, draft, at + 1)?;
        if !listed.insert(item.person_id.clone()) {
            twice.push(known.around.name(&item.person_id));
            continue;
        }
        if let Some(before) = removed.get(&item.person_id) {
            // Taken off earlier: the same record comes back, with its history.
            (item.id, item.seq) = (before.id.clone(), before.seq);
        } else {
            seq += 1;
            (item.id, item.seq) = (app.host().new_id(), seq);
        }
        tx.put(&item).await?;
    }
    if !twice.is_empty() {
        return Err(listed_already(&twice));
    }
    tx.commit().await?;
    list::detail(app, &store, campaign).await
}

fn listed_already(names: &[String]) -> AppError {
    let n = names.len();
    let shown = names[..n.min(NAMED)].join("、");
    let rest = if n > NAMED { "等" } else { "" };
    AppError::invalid(format!(
        "{shown}{rest} {n} 人已在这份名单里，一人只列一次。这次一个都没有加入，请去掉他们再加。"
    ))
}

/// What the base data says of those to be added.
struct Known {
    around: Around,
    /// Own file by applicant, the open one first.
    files: HashMap<Id, Id>,
    /// Household a person lives in.
    households: HashMap<Id, Id>,
}

impl Known {
    async fn read(store: &Store, drafts: &[ItemDraft], today: NaiveDate) -> AppResult<Self> {
        let mut file_ids: Vec<Id> = drafts.iter().filter_map(|d| d.file_id.clone()).collect();
        let mut people: Vec<Id> = Vec::new();
        let mut alone: Vec<Id> = Vec::new();
        for draft in drafts {
            if let (None, Some(person)) = (&draft.file_id, &draft.person_id) {
                alone.push(person.clone());
            }
        }
        let (files, households) = links(store, &around::distinct(alone.clone()), today).await?;
        file_ids.extend(files.values().cloned());
        let found = store
            .get_many::<HardshipFile>(&around::distinct(file_ids.clone()))
            .await?;
        people.extend(found.iter().map(|file| file.applicant_id.clone()));
        people.extend(alone);
        Ok(Self {
            around: Around::of(store, people, file_ids).await?,
            files,
            households,
        })
    }

    /// Whom a draft means; `at` is its place in the request, from 1.
    fn who(&self, draft: &ItemDraft, at: usize) -> AppResult<(&Person, Option<&HardshipFile>)> {
        let lost = |what: &str| {
            AppError::invalid(format!(
                "第 {at} 个要加入的{what}已经找不到。名单没有改动，请刷新后重选。"
            ))
        };
        let file_id = match (&draft.file_id, &draft.person_id) {
            (Some(file), _) => Some(file),
            (None, Some(person)) => self.files.get(person),
            (None, None) => {
                return Err(AppError::invalid(format!(
                    "第 {at} 个要加入的没有指明是哪份档案或哪个人。名单没有改动，请重新选择。"
                )));
            }
        };
        let file = match file_id {
            Some(id) => Some(self.around.file(Some(id)).ok_or_else(|| lost("档案"))?),
            None => None,
        };
        let applicant = file.map(|file| &file.applicant_id);
        let person_id = match (&draft.file_id, &draft.person_id) {
            (None, Some(person)) => person,
            _ => applicant.ok_or_else(|| lost("档案"))?,
        };
        let person = self.around.person(person_id).ok_or_else(|| lost("人"))?;
        Ok((person, file))
    }

    /// The item a draft becomes, without id and place.
    fn item(&self, campaign: &Campaign, draft: &ItemDraft, at: usize) -> AppResult<CampaignItem> {
        let (person, file) = self.who(draft, at)?;
        let by_file = draft.file_id.is_some();
        let unit = if by_file {
            CountUnit::Household
        } else {
            CountUnit::Person
        };
        let of_file = file.and_then(|file| file.category.clone().or(file.old_category.clone()));
        let category = draft.category.clone().or(of_file).unwrap_or_default();
        let category = category.trim().to_owned();
        let rule = rule(campaign, &category);
        let amount = match draft.amount {
            Some(amount) => checked(amount, draft.goods.is_some(), &person.name)?,
            None => rule.map(|rule| rule.amount).unwrap_or_default(),
        };
        let goods = text(&draft.goods).or_else(|| rule.and_then(|rule| rule.goods.clone()));
        let in_kind = amount == Fen::ZERO && goods.is_some();
        let kind = if in_kind {
            AidKind::CondolenceGoods
        } else {
            AidKind::CondolenceMoney
        };
        let household = file.map(|file| &file.household_id);
        let household = household.or_else(|| self.households.get(&person.id));
        Ok(CampaignItem {
            id: Id::new(""),
            campaign_id: campaign.id.clone(),
            seq: 0,
            person_id: person.id.clone(),
            file_id: file.map(|file| file.id.clone()),
            household_id: household.cloned(),
            unit: draft.unit.unwrap_or(unit),
            category,
            aid_kind: draft.aid_kind.unwrap_or(kind),
            amount,
            goods,
            goods_value: None,
            employer: file.and_then(|file| file.employer.clone()),
            card_holder: None,
            card_no: None,
            bank: None,
            basis: campaign.basis.clone(),
            temporary_reason: text(&draft.temporary_reason),
            proxy: None,
            removed_reason: None,
            assignee: None,
            outcome: VisitState::Planned,
            outcome_on: None,
            visit_id: None,
            analysis: None,
            summary: None,
            note: text(&draft.note),
        })
    }
}

/// A text that says something.
pub(super) fn text(raw: &Option<String>) -> Option<String> {
    let text = raw.as_deref().unwrap_or_default().trim();
    (!text.is_empty()).then(|| text.chars().take(TEXT).collect())
}

/// An amount somebody typed: more than nothing, unless goods are given instead.
pub(super) fn checked(amount: Fen, goods: bool, name: &str) -> AppResult<Fen> {
    if amount.is_negative() || (amount == Fen::ZERO && !goods) {
        return Err(AppError::invalid(format!(
            "{name}的金额是 {amount} 元，应大于 0。名单没有改动，请改正金额；只发慰问品的，请写明慰问品。"
        )));
    }
    if amount > AMOUNT_AT_MOST {
        return Err(AppError::invalid(format!(
            "{name}的金额 {amount} 元大得不正常。名单没有改动，请核对是不是多输了几个零。"
        )));
    }
    Ok(amount)
}

type Links = (HashMap<Id, Id>, HashMap<Id, Id>);

/// The own open file and the household of people who are added without a file.
async fn links(store: &Store, people: &[Id], today: NaiveDate) -> AppResult<Links> {
    let (files, members) = if people.len() > FEW {
        let files = store.all::<HardshipFile>().await?;
        (files, store.all::<HouseholdMember>().await?)
    } else {
        let (mut files, mut members) = (Vec::new(), Vec::new());
        for person in people {
            let person = person.as_str();
            files.extend(store.by_key::<HardshipFile>("applicant", person).await?);
            members.extend(store.by_key::<HouseholdMember>("member", person).await?);
        }
        (files, members)
    };
    let wanted: HashSet<&Id> = people.iter().collect();
    let own = files
        .into_iter()
        .filter(|file| file.status.is_open() && wanted.contains(&file.applicant_id))
        .map(|file| (file.applicant_id, file.id))
        .collect();
    let lives_in = members
        .into_iter()
        .filter(|member| counts(member, today) && wanted.contains(&member.person_id))
        .map(|member| (member.person_id, member.household_id))
        .collect();
    Ok((own, lives_in))
}
