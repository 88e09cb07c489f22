//! Who is to be paid by a draft, gathered in few reads: items of a campaign's list, and single
//! payments outside one.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use songnuan_model::ledger::{Account, BatchFacts, Refusal, items_taken};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, Batch, CampaignItem, CountUnit, FileStatus, HardshipFile, HouseholdMember,
    PaymentLine, Person,
};
use songnuan_store::Store;

use super::facts::{with_events, with_lines};
use crate::commands::batches::{BatchDraft, LineDraft};
use crate::error::AppResult;

/// Names told of people left out.
const NAMED: usize = 10;

/// One payment to be drafted.
pub(super) struct Wanted {
    /// Where the user finds it, e.g. `名单第 3 位 王小明`.
    pub place: String,
    pub name: String,
    pub item_id: Option<Id>,
    pub person_id: Id,
    pub household_id: Option<Id>,
    pub file_id: Option<Id>,
    /// State of the file; `None` = no file.
    pub file: Option<FileStatus>,
    pub died_on: Option<NaiveDate>,
    pub aid_kind: AidKind,
    pub unit: CountUnit,
    pub category: String,
    pub amount: Fen,
    /// Own cost or loss, where a cap needs it, fen.
    pub cost: Option<Fen>,
    pub account: Account,
    pub goods: Option<String>,
    pub temporary_reason: Option<String>,
}

/// What a draft is about.
#[derive(Default)]
pub(super) struct Gathered {
    pub wanted: Vec<Wanted>,
    pub problems: Vec<String>,
    pub warnings: Vec<String>,
}

impl Gathered {
    /// Reads everybody the request names.
    pub(super) async fn read(
        store: &Store,
        request: &BatchDraft,
        today: NaiveDate,
    ) -> AppResult<Self> {
        let mut gathered = Self::default();
        let items = gathered.items(store, request).await?;
        let around = Around::read(store, &items, &request.lines, today).await?;
        let mut goods_only = Vec::new();
        for item in items {
            let place = format!("名单第 {} 位 {}", item.seq, around.name(&item.person_id));
            if item.amount == Fen::ZERO && item.goods.is_some() {
                goods_only.push(around.name(&item.person_id).to_owned());
                continue;
            }
            match around.of_item(item, place.clone()) {
                Some(wanted) => gathered.wanted.push(wanted),
                None => gathered
                    .problems
                    .push(format!("{place}：没有找到这个人的登记。")),
            }
        }
        gathered.left_out(&goods_only);
        gathered.awards_taken(store, &request.lines).await?;
        for (n, line) in request.lines.iter().enumerate() {
            match around.of_line(line, n + 1) {
                Some(wanted) => gathered.wanted.push(wanted),
                None => gathered
                    .problems
                    .push(format!("第 {} 笔：没有找到档案或人员，请重新选择。", n + 1)),
            }
        }
        Ok(gathered)
    }

    /// An award or benefit that stands in a batch is not drafted again.
    async fn awards_taken(&mut self, store: &Store, lines: &[LineDraft]) -> AppResult<()> {
        let awards = || lines.iter().filter_map(|line| line.award.as_ref());
        let ids: Vec<Id> = awards().map(|award| award.id.clone()).collect();
        let facts = awards_facts(store, &ids).await?;
        let taken = items_taken(&facts);
        for award in awards() {
            if let Some(no) = taken.get(&award.id) {
                let batch_no = (*no).to_owned();
                self.problems
                    .push(Refusal::InOtherBatch { batch_no }.sentence());
            }
        }
        Ok(())
    }

    /// The items asked for: each once, still on the list, in no batch that stands.
    async fn items(&mut self, store: &Store, request: &BatchDraft) -> AppResult<Vec<CampaignItem>> {
        let Some(campaign) = &request.campaign_id else {
            if !request.item_ids.is_empty() {
                self.problems
                    .push("选了名单上的人，却没有说是哪次活动的名单。".to_owned());
            }
            return Ok(Vec::new());
        };
        let all = store.children::<CampaignItem>(campaign).await?;
        let batches = store
            .by_key::<Batch>("batch_campaign", campaign.as_str())
            .await?;
        let facts = with_lines(store, batches).await?;
        let taken = items_taken(&facts);
        let everybody = request.item_ids.is_empty() && request.lines.is_empty();
        if everybody {
            let mut items = all;
            items.retain(|item| item.removed_reason.is_none() && !taken.contains_key(&item.id));
            return Ok(items);
        }
        let mut by_id: HashMap<Id, CampaignItem> = all
            .into_iter()
            .map(|item| (item.id.clone(), item))
            .collect();
        let mut items = Vec::new();
        let mut seen = HashSet::new();
        for id in &request.item_ids {
            if !seen.insert(id) {
                continue;
            }
            let Some(item) = by_id.remove(id) else {
                self.problems
                    .push("选中的一个人不在这次活动的名单里，请刷新名单后重选。".to_owned());
                continue;
            };
            let place = format!("名单第 {} 位", item.seq);
            if let Some(reason) = &item.removed_reason {
                self.problems
                    .push(format!("{place}：已移出名单（{reason}），不能列入。"));
            } else if let Some(no) = taken.get(id) {
                let batch_no = (*no).to_owned();
                self.problems
                    .push(Refusal::InOtherBatch { batch_no }.sentence_at(&place));
            } else {
                items.push(item);
            }
        }
        items.sort_by_key(|item| item.seq);
        Ok(items)
    }

    fn left_out(&mut self, names: &[String]) {
        if names.is_empty() {
            return;
        }
        let more = if names.len() > NAMED { " 等" } else { "" };
        let named: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
        self.warnings.push(format!(
            "{} 人只发慰问品、没有金额，没有列入这个批次：{}{more}。慰问品请在活动的“慰问品”里登记送达。",
            names.len(),
            named.join("、"),
        ));
    }
}

/// The batches that pay these awards or benefits, with everything.
pub(crate) async fn awards_facts(store: &Store, ids: &[Id]) -> AppResult<Vec<BatchFacts>> {
    let keys: Vec<&str> = ids.iter().map(Id::as_str).collect();
    let lines = store.by_keys::<PaymentLine>("line_item", &keys).await?;
    let batches = distinct(lines.into_iter().map(|line| line.batch_id).collect());
    let batches = store.get_many::<Batch>(&batches).await?;
    with_events(store, batches).await
}

/// People, files and households, each read once.
struct Around {
    people: HashMap<Id, Person>,
    files: HashMap<Id, HardshipFile>,
    /// Person → own file, for payments that name a person.
    file_of: HashMap<Id, Id>,
    /// Person → household they live in.
    household_of: HashMap<Id, Id>,
}

impl Around {
    async fn read(
        store: &Store,
        items: &[CampaignItem],
        lines: &[LineDraft],
        today: NaiveDate,
    ) -> AppResult<Self> {
        let mut file_ids: Vec<Id> = items.iter().filter_map(|it| it.file_id.clone()).collect();
        file_ids.extend(lines.iter().filter_map(|line| line.file_id.clone()));
        let named: Vec<&str> = lines
            .iter()
            .filter(|line| line.file_id.is_none())
            .filter_map(|line| line.person_id.as_ref().map(Id::as_str))
            .collect();
        let mut files = store.get_many::<HardshipFile>(&distinct(file_ids)).await?;
        let own = store.by_keys::<HardshipFile>("applicant", &named).await?;
        let file_of = own
            .iter()
            .map(|file| (file.applicant_id.clone(), file.id.clone()))
            .collect();
        files.extend(own);
        let members = store.by_keys::<HouseholdMember>("member", &named).await?;
        let lives = |member: &HouseholdMember| member.left_on.is_none_or(|left| left > today);
        let household_of = members
            .into_iter()
            .filter(lives)
            .map(|member| (member.person_id, member.household_id))
            .collect();
        let mut people: Vec<Id> = items.iter().map(|item| item.person_id.clone()).collect();
        people.extend(lines.iter().filter_map(|line| line.person_id.clone()));
        people.extend(files.iter().map(|file| file.applicant_id.clone()));
        let people = store.get_many::<Person>(&distinct(people)).await?;
        Ok(Self {
            people: people.into_iter().map(|it| (it.id.clone(), it)).collect(),
            files: files.into_iter().map(|it| (it.id.clone(), it)).collect(),
            file_of,
            household_of,
        })
    }

    fn name(&self, person: &Id) -> &str {
        self.people
            .get(person)
            .map_or("", |person| person.name.as_str())
    }

    fn of_item(&self, item: CampaignItem, place: String) -> Option<Wanted> {
        let person = self.people.get(&item.person_id)?;
        let file = item.file_id.as_ref().and_then(|id| self.files.get(id));
        let own = Account {
            holder: item.card_holder,
            card: item.card_no,
            bank: item.bank,
        };
        Some(Wanted {
            place,
            account: account(own, file, person),
            item_id: Some(item.id),
            person_id: item.person_id,
            household_id: item
                .household_id
                .or_else(|| file.map(|file| file.household_id.clone())),
            file: file.map(|file| file.status),
            file_id: item.file_id,
            name: person.name.clone(),
            died_on: person.died_on,
            aid_kind: item.aid_kind,
            unit: item.unit,
            category: item.category,
            amount: item.amount,
            cost: None,
            goods: item.goods,
            temporary_reason: filled(item.temporary_reason),
        })
    }

    fn of_line(&self, line: &LineDraft, n: usize) -> Option<Wanted> {
        let named = line.person_id.as_ref();
        let file_id = line.file_id.as_ref().or_else(|| self.file_of.get(named?));
        let file = file_id.and_then(|id| self.files.get(id));
        let person_id = named.or_else(|| file.map(|file| &file.applicant_id))?;
        let person = self.people.get(person_id)?;
        let household = file.map(|file| &file.household_id);
        let category = file.and_then(|file| file.category.clone());
        let own = line
            .award
            .as_ref()
            .map_or_else(Account::default, |award| Account {
                holder: award.holder.clone(),
                card: award.card_no.clone(),
                bank: award.bank.clone(),
            });
        Some(Wanted {
            place: format!("第 {n} 笔 {}", person.name),
            account: account(own, file, person),
            item_id: line.award.as_ref().map(|award| award.id.clone()),
            person_id: person_id.clone(),
            household_id: household
                .or_else(|| self.household_of.get(person_id))
                .cloned(),
            file: file.map(|file| file.status),
            file_id: file.map(|file| file.id.clone()),
            name: person.name.clone(),
            died_on: person.died_on,
            aid_kind: line.aid_kind,
            unit: line.unit,
            category: category.unwrap_or_default(),
            amount: line.amount,
            cost: line.cost,
            goods: None,
            temporary_reason: filled(line.temporary_reason.clone()),
        })
    }
}

/// Where the money goes: the account named, else the file's; the holder is the person unless
/// somebody else is named.
fn account(own: Account, file: Option<&HardshipFile>, person: &Person) -> Account {
    let card = filled(own.card);
    let from_file = card.is_none();
    let file = file.filter(|_| from_file);
    let card = card.or_else(|| filled(file?.card_no.clone()));
    let holder = filled(own.holder)
        .or_else(|| filled(file?.card_holder.clone()))
        .or_else(|| card.is_some().then(|| person.name.clone()));
    Account {
        holder,
        bank: filled(own.bank).or_else(|| filled(file?.bank.clone())),
        card,
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

fn distinct(mut ids: Vec<Id>) -> Vec<Id> {
    ids.sort();
    ids.dedup();
    ids
}
