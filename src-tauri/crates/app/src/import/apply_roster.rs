//! Imports the accepted rows of a sending-warmth list in one operation that can be undone.
//!
//! The same list twice changes nothing: the campaign is found by its name, a person by the paper,
//! an entry by person, category and unit. What is on the list already stays as it is, with the
//! corrections made since; the row only fills what is empty.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use songnuan_model::codes;
use songnuan_model::money::Fen;
use songnuan_model::papers::IdType;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, Campaign, CampaignItem, CampaignState, CountUnit, FileStatus, HardshipFile, Person,
    VisitState,
};
use songnuan_model::roster::{Heading, Recipient, Roster};
use songnuan_model::survey::Checked;
use songnuan_store::{Changed, Tx};

use super::apply::Counter;
use super::apply_people::Fill;
use super::decide::Decisions;
use crate::app::App;
use crate::commands::import::ImportOutcome;
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;
use crate::op::Op;

/// Imports a list. Dropping out anywhere before the end leaves nothing behind.
pub async fn apply_roster(
    app: &App,
    file_name: &str,
    roster: &Roster,
    decisions: &Decisions,
    strict: bool,
    progress: &Progress,
) -> AppResult<ImportOutcome> {
    let total: usize = roster.parts.iter().map(|part| part.rows.len()).sum();
    let all = roster.parts.iter().flat_map(|part| &part.rows);
    let rejected = all.filter(|row| !row.accepted()).count();
    if strict && rejected > 0 {
        let params = [("rejected", rejected.to_string())];
        return Err(AppError::with(Code::ImportRefused, params));
    }
    progress.stage("写入慰问名单", total);
    let why = format!("导入“{file_name}”");
    let mut tx = app.begin(Op::ImportCampaign, &why).await?;
    let taken: Vec<&Checked<Recipient>> = roster
        .parts
        .iter()
        .flat_map(|part| decisions.taken(part))
        .collect();
    let mut outcome = ImportOutcome {
        rows_taken: u32::try_from(taken.len()).unwrap_or(u32::MAX),
        ..ImportOutcome::default()
    };
    outcome.rows_left_out = u32::try_from(total)
        .unwrap_or(u32::MAX)
        .saturating_sub(outcome.rows_taken);
    if taken.is_empty() {
        outcome.message = "没有可以导入的行，什么都没有改动。请按提示改正后再导入。".to_owned();
        return Ok(outcome);
    }
    let campaign = campaign(app, &mut tx, &roster.heading, file_name).await?;
    outcome.campaign_id = Some(campaign.id.clone());
    let mut list = List::read(&mut tx, campaign.id.clone()).await?;
    let mut counter = Counter::new(progress);
    for row in taken {
        counter.step()?;
        list.take(app, &mut tx, &row.data, &mut outcome).await?;
    }
    progress.done(total)?;
    let done = tx.commit().await?;
    outcome.op_id = done.seq.map(|_| done.op_id);
    outcome.message = message(&outcome, &campaign.name, &list);
    Ok(outcome)
}

/// The campaign of this name, or a new one.
async fn campaign(
    app: &App,
    tx: &mut Tx,
    heading: &Heading,
    file_name: &str,
) -> AppResult<Campaign> {
    let same = tx
        .by_key::<Campaign>("campaign_name", &heading.campaign)
        .await?;
    if let Some(campaign) = same.into_iter().next() {
        return Ok(campaign);
    }
    let first = NaiveDate::from_ymd_opt(heading.year, 1, 1);
    let campaign = Campaign {
        id: app.host().new_id(),
        name: heading.campaign.clone(),
        year: heading.year,
        season: heading.season,
        state: CampaignState::Running,
        starts_on: heading
            .paid_on
            .or(first)
            .unwrap_or_else(|| app.host().today()),
        ends_on: None,
        budget: None,
        fund_ids: Vec::new(),
        pack: None,
        rules: Vec::new(),
        basis: None,
        note: Some(format!("由“{file_name}”导入")),
    };
    tx.put(&campaign).await?;
    Ok(campaign)
}

/// Person, category and unit: one entry of a list.
type EntryKey = (Id, String, CountUnit);

/// The campaign's list while rows are added.
struct List {
    campaign_id: Id,
    known: HashMap<EntryKey, CampaignItem>,
    /// Places on the list that are taken.
    places: HashSet<u32>,
    households: u32,
    persons: u32,
    /// Entries whose amount is another than the row's.
    differing: u32,
}

impl List {
    async fn read(tx: &mut Tx, campaign_id: Id) -> AppResult<Self> {
        let items = tx.children::<CampaignItem>(&campaign_id).await?;
        Ok(Self {
            campaign_id,
            places: items.iter().map(|item| item.seq).collect(),
            known: items.into_iter().map(|item| (key(&item), item)).collect(),
            households: 0,
            persons: 0,
            differing: 0,
        })
    }

    async fn take(
        &mut self,
        app: &App,
        tx: &mut Tx,
        row: &Recipient,
        outcome: &mut ImportOutcome,
    ) -> AppResult<()> {
        let person = person(app, tx, row, outcome).await?;
        let category = category(row);
        let amount = row.amount.unwrap_or_default();
        if let Some(item) = self
            .known
            .get(&(person.clone(), category.clone(), row.unit))
        {
            self.differing += u32::from(item.amount != amount);
            let mut item = item.clone();
            fill(&mut item, row);
            if tx.put(&item).await? == Changed::Updated {
                outcome.items_changed += 1;
            }
            return Ok(());
        }
        let file = file_of(tx, &person).await?;
        let (file_id, household_id) = file.unzip();
        let mut item = CampaignItem {
            id: app.host().new_id(),
            campaign_id: self.campaign_id.clone(),
            seq: self.place(row.seq),
            person_id: person,
            file_id,
            household_id,
            unit: row.unit,
            category,
            aid_kind: match amount {
                Fen::ZERO => AidKind::CondolenceGoods,
                _ => AidKind::CondolenceMoney,
            },
            amount,
            goods: None,
            goods_value: None,
            employer: None,
            card_holder: None,
            card_no: None,
            bank: None,
            basis: None,
            temporary_reason: None,
            proxy: None,
            removed_reason: None,
            assignee: None,
            outcome: VisitState::Planned,
            outcome_on: None,
            visit_id: None,
            analysis: None,
            summary: None,
            note: None,
        };
        fill(&mut item, row);
        tx.put(&item).await?;
        outcome.items_new += 1;
        match item.unit {
            CountUnit::Household => self.households += 1,
            CountUnit::Person => self.persons += 1,
        }
        self.known.insert(key(&item), item);
        Ok(())
    }

    /// The row's own number when it is free, else the next one.
    fn place(&mut self, wanted: Option<u32>) -> u32 {
        let free = wanted.filter(|seq| *seq > 0 && !self.places.contains(seq));
        let last = || self.places.iter().max().copied().unwrap_or(0);
        let place = free.unwrap_or_else(|| last() + 1);
        self.places.insert(place);
        place
    }
}

fn key(item: &CampaignItem) -> EntryKey {
    (item.person_id.clone(), item.category.clone(), item.unit)
}

/// The person with this paper; a new one when nobody has it.
async fn person(
    app: &App,
    tx: &mut Tx,
    row: &Recipient,
    outcome: &mut ImportOutcome,
) -> AppResult<Id> {
    let paper = row.person_key.clone().unwrap_or_default();
    let stored = tx.by_key::<Person>("paper", &paper).await?;
    let mut person = stored.into_iter().next().unwrap_or_else(|| Person {
        id: app.host().new_id(),
        name: row.name.clone().unwrap_or_default(),
        id_type: IdType::ResidentId,
        id_no: row.id_no.clone().unwrap_or_default(),
        ..Person::default()
    });
    Fill::Gaps.put(&mut person.sex, row.sex);
    Fill::Gaps.put(&mut person.birth, row.birth);
    Fill::Gaps.put(&mut person.mobile, row.mobile.clone());
    if tx.put(&person).await? == Changed::Created {
        outcome.people_new += 1;
    }
    Ok(person.id)
}

/// The person's file and household; a file still in use counts before one that ended.
async fn file_of(tx: &mut Tx, person: &Id) -> AppResult<Option<(Id, Id)>> {
    let files = tx
        .by_key::<HardshipFile>("applicant", person.as_str())
        .await?;
    let in_use = files.iter().find(|file| file.status == FileStatus::Active);
    let file = in_use.or(files.first());
    Ok(file.map(|file| (file.id.clone(), file.household_id.clone())))
}

/// The code of a present category, so that the list agrees with the files; every other word as it
/// is written.
fn category(row: &Recipient) -> String {
    let word = row.category.clone().unwrap_or_default();
    let code = codes::table("category").on_form(&word);
    code.map_or(word, |code| code.id.clone())
}

/// Puts what the row says beside the amount into empty fields.
fn fill(item: &mut CampaignItem, row: &Recipient) {
    let put = Fill::Gaps;
    put.put(&mut item.goods, row.goods.clone());
    put.put(&mut item.employer, row.employer.clone());
    put.put(&mut item.proxy, row.proxy.clone());
    put.put(&mut item.card_no, row.card_no.clone());
    put.put(&mut item.card_holder, row.card_holder.clone());
    put.put(&mut item.bank, row.bank.clone());
    put.put(&mut item.note, row.note.clone());
}

fn message(outcome: &ImportOutcome, campaign: &str, list: &List) -> String {
    let left_out = outcome.rows_left_out;
    let differing = match list.differing {
        0 => String::new(),
        n => format!("{n} 行的金额与库中名单不同，保留库中的金额，请核对。"),
    };
    if outcome.op_id.is_none() {
        return format!(
            "这份名单的内容都已在“{campaign}”中，没有任何改动。{left_out} 行未导入。{differing}"
        );
    }
    format!(
        "已导入“{campaign}”：名单新增 {} 户、{} 人，补充 {} 条，新登记 {} 人；{left_out} 行未导入。{differing}可在“撤销”中一次撤回。",
        list.households, list.persons, outcome.items_changed, outcome.people_new
    )
}
