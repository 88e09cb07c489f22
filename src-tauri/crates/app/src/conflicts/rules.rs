//! Rules that span records, checked again after two sides came together. Nothing is undone: what
//! breaks a rule is named, with the records and the amounts.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use songnuan_model::caps::{self, Ask, CapPer, Given, Occasion, RunningTotals, counted_on};
use songnuan_model::eligibility::Pack;
use songnuan_model::joined::Joined;
use songnuan_model::ledger::BatchFacts;
use songnuan_model::money::Fen;
use songnuan_model::papers::same_person_key;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    AidKind, Batch, BatchStepKind, Campaign, FindingRule, Fund, PaymentLine, Person,
};
use songnuan_store::Store;

use super::people::households_in_one;
use super::places::record;
use crate::batches::with_events;
use crate::commands::conflicts::FindingRecord;
use crate::eligibility::load_pack;
use crate::error::AppResult;
use crate::funds::facts_of;
use crate::session::default_pack;

/// Payments with the batch each is in.
type Lines<'a> = Vec<(&'a Batch, &'a PaymentLine)>;

/// A broken rule.
pub(super) struct Found {
    pub rule: FindingRule,
    pub sentence: String,
    pub advice: &'static str,
    pub records: Vec<FindingRecord>,
}

impl Found {
    /// Names the rule and the records, so that another payment is another finding.
    pub(super) fn key(&self) -> String {
        let mut ids: Vec<&str> = self
            .records
            .iter()
            .map(|record| record.id.as_str())
            .collect();
        ids.sort_unstable();
        let text = format!("{:?} {}", self.rule, ids.join(" "));
        let hash = blake3::hash(text.as_bytes()).to_hex();
        hash.as_str().chars().take(32).collect()
    }
}

/// What the rules look at, read once.
pub(super) struct Ledger {
    batches: Vec<BatchFacts>,
    campaigns: HashMap<Id, Campaign>,
    people: HashMap<Id, Person>,
    joined: Joined,
}

impl Ledger {
    pub(super) async fn read(store: &Store) -> AppResult<Self> {
        let mut batches = with_events(store, store.all::<Batch>().await?).await?;
        batches.sort_by(|a, b| a.batch.no.cmp(&b.batch.no));
        let campaigns = store.all::<Campaign>().await?;
        let people = store.all::<Person>().await?;
        Ok(Self {
            batches,
            campaigns: campaigns
                .into_iter()
                .map(|it| (it.id.clone(), it))
                .collect(),
            people: people.into_iter().map(|it| (it.id.clone(), it)).collect(),
            joined: store.joined().await?,
        })
    }

    fn name(&self, person: &Id) -> String {
        let known = self.people.get(person);
        known.map_or_else(|| "一位已删除的人员".to_owned(), |it| it.name.clone())
    }

    /// Two records with one paper number that nobody has joined yet.
    pub(super) fn same_person_twice(&self) -> Vec<Found> {
        let mut groups: BTreeMap<String, Vec<&Person>> = BTreeMap::new();
        for person in self.people.values() {
            if let Some(key) = same_person_key(person.id_type, &person.id_no)
                && !self.joined.is_other(&person.id)
            {
                groups.entry(key).or_default().push(person);
            }
        }
        let mut found = Vec::new();
        for mut group in groups.into_values().filter(|group| group.len() > 1) {
            group.sort_by(|a, b| a.id.cmp(&b.id));
            let names: Vec<&str> = group.iter().map(|person| person.name.as_str()).collect();
            found.push(Found {
                rule: FindingRule::SamePersonTwice,
                sentence: format!(
                    "同一证件号码登记了 {} 次：{}。",
                    group.len(),
                    names.join("、")
                ),
                advice: "请合并成一个人：档案、走访和发放都跟着走，以后还可以分开。",
                records: group
                    .iter()
                    .map(|person| record(Person::KIND, &person.id, &person.name))
                    .collect(),
            });
        }
        found
    }

    /// One item, or one person for one kind of aid in one campaign, in two lines that stand.
    pub(super) fn duplicate_payments(&self) -> Vec<Found> {
        let mut by_item: BTreeMap<&Id, Lines> = BTreeMap::new();
        let mut by_person: BTreeMap<(&Id, &Id, AidKind), Lines> = BTreeMap::new();
        for (batch, line) in self.live() {
            if let Some(item) = &line.item_id {
                by_item.entry(item).or_default().push((batch, line));
            }
            if let Some(campaign) = &line.campaign_id {
                let key = (campaign, &line.person_id, line.aid_kind);
                by_person.entry(key).or_default().push((batch, line));
            }
        }
        let groups = by_item.into_values().chain(by_person.into_values());
        let mut seen: Vec<Vec<&Id>> = Vec::new();
        let mut found = Vec::new();
        for group in groups.filter(|group| group.len() > 1) {
            let mut ids: Vec<&Id> = group.iter().map(|(_, line)| &line.id).collect();
            ids.sort();
            if seen.contains(&ids) {
                continue;
            }
            seen.push(ids);
            found.push(self.duplicate(&group));
        }
        found
    }

    fn duplicate(&self, group: &[(&Batch, &PaymentLine)]) -> Found {
        let name = group
            .first()
            .map(|(_, line)| self.name(&line.person_id))
            .unwrap_or_default();
        let lines: Vec<String> = group
            .iter()
            .map(|(batch, line)| format!("批次 {} {} 元", batch.no, line.amount))
            .collect();
        let records = group.iter().map(|(batch, line)| {
            let words = format!("{} {name} {} 元", batch.no, line.amount);
            record(PaymentLine::KIND, &line.id, &words)
        });
        Found {
            rule: FindingRule::DuplicatePayment,
            sentence: format!(
                "{name}同一项帮扶列了 {} 笔：{}。",
                group.len(),
                lines.join("，")
            ),
            advice: "请把多出的一笔红字冲销，或作废还没有发放的批次；确应各发一笔的，写明理由予以保留。",
            records: records.collect(),
        }
    }

    /// Approved or released twice, or both released and cancelled, on two devices.
    pub(super) fn two_approvals(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for facts in &self.batches {
            let of = |kind: BatchStepKind| facts.steps.iter().filter(move |step| step.kind == kind);
            let twice = [BatchStepKind::Approved, BatchStepKind::Released]
                .into_iter()
                .find(|kind| of(*kind).count() > 1);
            let both =
                of(BatchStepKind::Released).count() > 0 && of(BatchStepKind::Cancelled).count() > 0;
            let kinds: &[BatchStepKind] = match (&twice, both) {
                (Some(kind), _) => std::slice::from_ref(kind),
                (None, true) => &[BatchStepKind::Released, BatchStepKind::Cancelled],
                (None, false) => continue,
            };
            let steps: Vec<_> = kinds.iter().flat_map(|kind| of(*kind)).collect();
            let words: Vec<String> = steps
                .iter()
                .map(|step| format!("{}{}{}", step.by, step.on, step.kind.label()))
                .collect();
            let mut records = vec![record(Batch::KIND, &facts.batch.id, &facts.batch.no)];
            records.extend(
                steps
                    .iter()
                    .map(|step| record("batch_step", &step.id, step.kind.label())),
            );
            found.push(Found {
                rule: FindingRule::TwoApprovals,
                sentence: format!(
                    "批次 {} 在两处办了互相重复或矛盾的步骤：{}。",
                    facts.batch.no,
                    words.join("，")
                ),
                advice: "请核对哪一步算数；已发放的不能作废，多发的用红字冲销。",
                records,
            });
        }
        found
    }

    /// Lines that, in the order of their days, go beyond a cap of the year.
    pub(super) async fn over_caps(&self, store: &Store, today: NaiveDate) -> AppResult<Vec<Found>> {
        let default = default_pack(store).await?;
        let mut packs: HashMap<String, Pack> = HashMap::new();
        let mut lines: Vec<(NaiveDate, &Batch, &PaymentLine)> = Vec::new();
        for facts in self.batches.iter().filter(|facts| !facts.is_cancelled()) {
            let days = counted_on(&facts.lines);
            let standing = facts.lines.iter().zip(days);
            lines.extend(standing.map(|(line, day)| (day, &facts.batch, line)));
        }
        lines.retain(|(day, ..)| day.year() + 1 >= today.year());
        lines.sort_by_key(|(day, batch, line)| (*day, &batch.no, &line.id));
        let mut totals = RunningTotals::with_one_household(households_in_one(store).await?);
        let mut found = Vec::new();
        for (day, batch, line) in lines {
            let campaign = line
                .campaign_id
                .as_ref()
                .and_then(|id| self.campaigns.get(id));
            let pack = campaign.and_then(|it| it.pack.as_ref()).unwrap_or(&default);
            if !packs.contains_key(pack) {
                packs.insert(pack.clone(), load_pack(store, pack).await?);
            }
            let (person, household) = (&line.person_id, line.household_id.as_ref());
            let season = campaign.and_then(|it| Occasion::of_season(it.season));
            let occasion = Occasion::of_word(&line.category).or(season);
            if line.amount.0 > 0
                && let Some(pack) = packs.get(pack)
            {
                let ask = Ask {
                    kind: line.aid_kind,
                    on: day,
                    category: &line.category,
                    occasion,
                    amount: line.amount,
                    cost: None,
                    students: 1,
                };
                let used = totals.used(person, household, day);
                found.extend(self.over(pack, &ask, &used, batch, line));
            }
            totals.add(&Given {
                person,
                household,
                kind: line.aid_kind,
                occasion,
                on: day,
                amount: line.amount,
            });
        }
        Ok(found)
    }

    fn over(
        &self,
        pack: &Pack,
        ask: &Ask,
        used: &caps::Used,
        batch: &Batch,
        line: &PaymentLine,
    ) -> Option<Found> {
        // What one payment may be was asked when it was drafted; here only sums come together.
        let rooms = caps::room(pack, ask, used);
        let room = rooms.iter().find(|room| {
            room.per != CapPer::Payment && room.used.0 > 0 && room.is_over(ask.amount)
        })?;
        let name = self.name(&line.person_id);
        let over = Fen(ask.amount.0.saturating_sub(room.left.0));
        Some(Found {
            rule: FindingRule::OverCap,
            sentence: format!(
                "{name}的{}超出上限 {over} 元：最多 {} 元，此前已列支 {} 元，批次 {} 又列 {} 元（{}）。",
                ask.kind.label(),
                room.limit,
                room.used,
                batch.no,
                ask.amount,
                room.article
            ),
            advice: "请核对后把超出的部分红字冲销；按规定可以超过的，写明理由予以保留。",
            records: vec![record(
                PaymentLine::KIND,
                &line.id,
                &format!("{} {name} {} 元", batch.no, line.amount),
            )],
        })
    }

    fn live(&self) -> impl Iterator<Item = (&Batch, &PaymentLine)> {
        self.batches.iter().flat_map(|facts| {
            let states = facts.line_states();
            let lines = facts.lines.iter().zip(states);
            lines
                .filter(|(_, state)| state.is_live())
                .map(|(line, _)| (&facts.batch, line))
        })
    }
}

/// Funds of which more was promised than came in.
pub(super) async fn overdrawn(store: &Store) -> AppResult<Vec<Found>> {
    let mut found = Vec::new();
    for fund in store.all::<Fund>().await? {
        let facts = facts_of(store, fund).await?;
        if facts.left().0 >= 0 {
            continue;
        }
        let short = Fen(facts.left().0.saturating_neg());
        found.push(Found {
            rule: FindingRule::FundOverdrawn,
            sentence: format!(
                "“{}”多列支 {short} 元：到账 {} 元，已列支 {} 元。",
                facts.fund.name, facts.received, facts.committed
            ),
            advice: "请作废一个还没有发放的批次，或登记补拨的资金。",
            records: vec![record(Fund::KIND, &facts.fund.id, &facts.fund.name)],
        });
    }
    Ok(found)
}
