//! How much more somebody may get: what stands under the amount while it is typed.

use std::collections::{BTreeMap, HashMap};

use songnuan_model::caps::{CapRoom, missing, room as room_under};
use songnuan_model::ledger::BatchFacts;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Batch, Campaign, CampaignItem, HardshipFile, PaymentLine};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::around;
use super::caps::{Caps, over_words, present_word, whose};
use super::totals::sum;
use crate::app::App;
use crate::commands::campaigns::{Room, RoomQuery, RoomRow};
use crate::conflicts::households_in_one;
use crate::eligibility::load_pack;
use crate::error::{AppError, AppResult};

/// The room under every cap that holds, tightest first.
pub async fn room(app: &App, request: RoomQuery) -> AppResult<Room> {
    let store = app.store_for(Act::SeeCampaigns).await?;
    let who = Recipient::read(&store, &request).await?;
    let campaign = match &request.campaign_id {
        Some(id) => Some(around::campaign(&store, id).await?),
        None => None,
    };
    let pack = campaign.as_ref().and_then(|campaign| campaign.pack.clone());
    let pack = match pack {
        Some(pack) => pack,
        None => crate::session::default_pack(&store).await?,
    };
    let pack = load_pack(&store, &pack).await?;
    let campaigns = store.all::<Campaign>().await?;
    let one_household = households_in_one(&store).await?;
    let except = request.item_id.as_ref();
    let lines = given(&store, &who, &one_household, except).await?;
    let mut caps = Caps::new(pack, app.host().today(), &campaigns, one_household);
    caps.count_lines(&lines);
    let mut ask = caps.ask(
        request.aid_kind,
        &who.category,
        request.campaign_id.as_ref(),
        request.amount,
    );
    ask.cost = request.cost;
    let used = caps.used(&who.person, who.household.as_ref());
    let rooms = room_under(caps.pack(), &ask, &used);
    let mut sentences = vec![words(&request, &rooms)];
    sentences.extend(rooms.iter().filter_map(|room| room.approval.clone()));
    sentences.extend(missing(caps.pack(), &ask));
    if let Some(campaign) = &campaign {
        sentences.extend(budget(&store, campaign, &request).await?);
    }
    sentences.retain(|sentence| !sentence.is_empty());
    Ok(Room {
        left: rooms.iter().map(|room| room.left).min(),
        over: rooms.iter().any(|room| room.is_over(request.amount)),
        text: sentences.join(" "),
        rows: rooms.into_iter().map(row).collect(),
    })
}

fn row(room: CapRoom) -> RoomRow {
    RoomRow {
        text: room.text,
        article: room.article,
        limit: room.limit,
        used: room.used,
        left: room.left,
        approval: room.approval,
    }
}

/// The first sentence: what is left, or by how much the amount is over.
fn words(request: &RoomQuery, rooms: &[CapRoom]) -> String {
    let (kind, amount) = (request.aid_kind, request.amount);
    if amount.is_negative() {
        return "金额不能是负数。".to_owned();
    }
    let Some(tightest) = rooms.iter().min_by_key(|room| room.left) else {
        return format!("政策包没有规定{}的上限。", kind.label());
    };
    if tightest.is_over(amount) {
        return over_words(tightest, kind, amount);
    }
    let whose = whose(tightest.per);
    format!("{whose}还可发{} {} 元。", kind.label(), tightest.left)
}

/// Who is asked about.
struct Recipient {
    person: Id,
    household: Option<Id>,
    category: String,
}

impl Recipient {
    async fn read(store: &Store, request: &RoomQuery) -> AppResult<Self> {
        let item = match &request.item_id {
            Some(id) => store.get::<CampaignItem>(id).await?,
            None => None,
        };
        let file_id = request.file_id.as_ref();
        let file_id = file_id.or(item.as_ref().and_then(|item| item.file_id.as_ref()));
        let file = match file_id {
            Some(id) => Some(
                store
                    .get::<HardshipFile>(id)
                    .await?
                    .ok_or_else(|| AppError::not_found("这份档案"))?,
            ),
            None => None,
        };
        let person = request.person_id.clone();
        let person = person
            .or_else(|| item.as_ref().map(|item| item.person_id.clone()))
            .or_else(|| file.as_ref().map(|file| file.applicant_id.clone()));
        let Some(person) = person else {
            return Err(AppError::invalid(
                "没有指明是哪个人或哪份档案，算不出还可以发多少。请先选择慰问对象。",
            ));
        };
        let of_item = item.as_ref().map(|item| item.category.clone());
        let of_file = || {
            let file = file.as_ref()?;
            file.category.clone().or_else(|| file.old_category.clone())
        };
        let category = of_item.or_else(of_file).unwrap_or_default();
        let household = file.map(|file| file.household_id);
        let household = household.or_else(|| item.and_then(|item| item.household_id));
        Ok(Self {
            person: store.joined().await?.kept(&person).clone(),
            household,
            category: present_word(&category),
        })
    }
}

/// Lines and reversals that count for somebody, each once, without the one that is left out.
async fn given(
    store: &Store,
    who: &Recipient,
    one_household: &HashMap<Id, Id>,
    except: Option<&Id>,
) -> AppResult<Vec<PaymentLine>> {
    let mut lines: BTreeMap<Id, PaymentLine> = BTreeMap::new();
    let by_person = store.by_key::<PaymentLine>("line_person", who.person.as_str());
    let mut found = by_person.await?;
    if let Some(household) = &who.household {
        let one = one_household.get(household).unwrap_or(household);
        let others = one_household.iter().filter(|(_, same)| *same == one);
        let homes: Vec<&str> = others.map(|(other, _)| other.as_str()).collect();
        let homes = [homes, vec![one.as_str()]].concat();
        found.extend(
            store
                .by_keys::<PaymentLine>("line_household", &homes)
                .await?,
        );
    }
    lines.extend(found.into_iter().map(|line| (line.id.clone(), line)));
    let mut cancelled: HashMap<Id, bool> = HashMap::new();
    let batches: Vec<Id> = lines.values().map(|line| line.batch_id.clone()).collect();
    for batch in store.get_many::<Batch>(&around::distinct(batches)).await? {
        let steps = store.children(&batch.id).await?;
        let mut facts = BatchFacts::new(batch);
        facts.steps = steps;
        cancelled.insert(facts.batch.id.clone(), facts.is_cancelled());
    }
    // A line that is left out goes with the reversal that took it back.
    let out = |line: &PaymentLine| {
        let same = |id: Option<&Id>| except.is_some() && id == except;
        same(Some(&line.id)) || same(line.item_id.as_ref()) || same(line.reverses.as_ref())
    };
    let counts = |line: &PaymentLine| cancelled.get(&line.batch_id) == Some(&false) && !out(line);
    Ok(lines.into_values().filter(counts).collect())
}

/// What is left of the campaign's budget after what stands on the list.
async fn budget(
    store: &Store,
    campaign: &Campaign,
    request: &RoomQuery,
) -> AppResult<Option<String>> {
    let Some(budget) = campaign.budget else {
        return Ok(None);
    };
    let items = store.children::<CampaignItem>(&campaign.id).await?;
    let others = items
        .iter()
        .filter(|item| item.removed_reason.is_none() && Some(&item.id) != request.item_id.as_ref());
    let planned = sum(others.map(|item| item.amount).chain([request.amount]));
    let left = Fen(budget.0.saturating_sub(planned.0));
    Ok(Some(if left.is_negative() {
        let over = Fen(left.0.saturating_neg());
        format!("本次活动预算 {budget} 元，连同这一笔已列 {planned} 元，超出 {over} 元。")
    } else {
        format!("本次活动预算 {budget} 元，连同这一笔还剩 {left} 元。")
    }))
}
