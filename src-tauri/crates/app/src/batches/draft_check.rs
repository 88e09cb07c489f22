//! Whether the lines of a draft may be paid: amount, account, file, caps over the whole year.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use songnuan_model::caps::{self, Ask, Given, Occasion, RunningTotals};
use songnuan_model::eligibility::Pack;
use songnuan_model::ledger::{LineAsk, Refusal, check_line};
use songnuan_model::record::Id;
use songnuan_model::records::{AidKind, Batch, Campaign, PayMethod, PaymentLine};
use songnuan_model::text::{CardFinding, check_bank_card};
use songnuan_store::Store;

use super::draft_lines::{Gathered, Wanted};
use super::facts::with_steps;
use super::flags::differs;
use crate::commands::batches::BatchDraft;
use crate::conflicts::households_in_one;
use crate::eligibility::load_pack;
use crate::error::AppResult;
use crate::session::default_pack;

/// What the check found: problems stop the draft, warnings are to be read.
#[derive(Default)]
pub(super) struct Checked {
    pub problems: Vec<String>,
    pub warnings: Vec<String>,
}

impl Checked {
    /// Checks every line, in order: what an earlier line takes of a cap a later one has not.
    pub(super) async fn of(
        store: &Store,
        campaign: Option<&Campaign>,
        request: &BatchDraft,
        gathered: &Gathered,
        today: NaiveDate,
    ) -> AppResult<Self> {
        let pack = match campaign.and_then(|campaign| campaign.pack.clone()) {
            Some(id) => id,
            None => default_pack(store).await?,
        };
        let pack = load_pack(store, &pack).await?;
        let mut totals = given_this_year(store, &gathered.wanted, today).await?;
        let mut checked = Self::default();
        let mut notes: BTreeMap<String, usize> = BTreeMap::new();
        let mut seen: HashSet<(&Id, AidKind)> = HashSet::new();
        for wanted in &gathered.wanted {
            checked.line(wanted, request.method, today);
            if !seen.insert((&wanted.person_id, wanted.aid_kind)) {
                checked.problems.push(format!(
                    "{}：同一个人的{}在这个批次里出现了两次，请去掉一笔。",
                    wanted.place,
                    wanted.aid_kind.label()
                ));
            }
            let occasion = campaign.and_then(|campaign| Occasion::of_season(campaign.season));
            let cap = Cap {
                pack: &pack,
                occasion,
                today,
            };
            if let Err(refusal) = cap.check(wanted, &mut totals, &mut notes) {
                checked.problems.push(refusal.sentence_at(&wanted.place));
            }
        }
        checked.accounts(gathered, request.method);
        for (text, n) in notes {
            checked.warnings.push(format!("{n} 笔：{text}"));
        }
        Ok(checked)
    }

    fn line(&mut self, wanted: &Wanted, method: PayMethod, today: NaiveDate) {
        let account = &wanted.account;
        let ask = LineAsk {
            kind: wanted.aid_kind,
            amount: wanted.amount,
            // A line of goods alone never comes this far; money is what a line pays.
            goods: false,
            method,
            account: account.card.is_some() && account.holder.is_some(),
            file: wanted.file,
            temporary_reason: wanted.temporary_reason.as_deref(),
        };
        if let Err(refusal) = check_line(&ask) {
            self.problems.push(refusal.sentence_at(&wanted.place));
        }
        if let Some(died) = wanted.died_on.filter(|died| *died <= today) {
            self.problems.push(format!(
                "{}：已于 {died} 去世，不能列入发放。请移出名单，慰问家属请以家属名义列入。",
                wanted.place
            ));
        }
        let card = account.card.as_deref().map(check_bank_card);
        let broken = card.is_some_and(|check| check.digits.is_none());
        if method == PayMethod::Bank && broken {
            self.problems.push(format!(
                "{}：银行卡号不是 13 到 19 位数字，请对照银行卡改正。",
                wanted.place
            ));
        }
    }

    /// Accounts that are to be looked at again; a passbook without check digit is no mistake.
    fn accounts(&mut self, gathered: &Gathered, method: PayMethod) {
        if method != PayMethod::Bank {
            return;
        }
        let luhn = |wanted: &&Wanted| {
            let card = wanted.account.card.as_deref().map(check_bank_card);
            card.is_some_and(|check| check.finding == Some(CardFinding::Luhn))
        };
        let doubtful = gathered.wanted.iter().filter(luhn).count();
        if doubtful > 0 {
            self.warnings.push(format!(
                "{doubtful} 笔的卡号校验位不对，已列入并作了标记，请对照银行卡核对后再送银行。"
            ));
        }
        let mut by_card: HashMap<&str, usize> = HashMap::new();
        for card in gathered
            .wanted
            .iter()
            .filter_map(|it| it.account.card.as_deref())
        {
            *by_card.entry(card).or_default() += 1;
        }
        let shared = by_card.values().filter(|n| **n > 1).count();
        if shared > 0 {
            self.warnings.push(format!(
                "有 {shared} 个卡号被几笔共用，请核对是否同一户或填错。"
            ));
        }
        let others = gathered.wanted.iter().filter(|wanted| {
            let holder = wanted.account.holder.as_deref().unwrap_or_default();
            differs(holder, &wanted.name)
        });
        let others = others.count();
        if others > 0 {
            self.warnings.push(format!(
                "{others} 笔的收款户名不是本人，已列入并作了标记，请核对是否监护人或家属。"
            ));
        }
    }
}

/// The caps of a pack on a day.
struct Cap<'a> {
    pack: &'a Pack,
    occasion: Option<Occasion>,
    today: NaiveDate,
}

impl Cap<'_> {
    /// Whether a line fits under every cap; counts it when it does.
    fn check(
        &self,
        wanted: &Wanted,
        totals: &mut RunningTotals,
        notes: &mut BTreeMap<String, usize>,
    ) -> Result<(), Refusal> {
        let household = wanted.household_id.as_ref();
        let used = totals.used(&wanted.person_id, household, self.today);
        let occasion = Occasion::of_word(&wanted.category).or(self.occasion);
        let ask = Ask {
            kind: wanted.aid_kind,
            on: self.today,
            category: &wanted.category,
            occasion,
            amount: wanted.amount,
            cost: wanted.cost,
            students: 0,
        };
        let rooms = caps::room(self.pack, &ask, &used);
        if let Some(over) = rooms.iter().find(|room| room.is_over(wanted.amount)) {
            return Err(Refusal::OverCap {
                text: over.text.clone(),
                article: over.article.clone(),
                limit: over.limit,
                used: over.used,
                amount: wanted.amount,
                left: over.left,
            });
        }
        let approvals = rooms.into_iter().filter_map(|room| room.approval);
        for note in approvals.chain(caps::missing(self.pack, &ask)) {
            *notes.entry(note).or_default() += 1;
        }
        totals.add(&Given {
            person: &wanted.person_id,
            household,
            kind: wanted.aid_kind,
            occasion,
            on: self.today,
            amount: wanted.amount,
        });
        Ok(())
    }
}

/// What these people and households were given this year by batches that stand: from drafting on,
/// less reversals.
async fn given_this_year(
    store: &Store,
    wanted: &[Wanted],
    today: NaiveDate,
) -> AppResult<RunningTotals> {
    let people: HashSet<&str> = wanted.iter().map(|it| it.person_id.as_str()).collect();
    let one_household = households_in_one(store).await?;
    let mut homes: HashSet<&str> = wanted
        .iter()
        .filter_map(|it| it.household_id.as_ref().map(Id::as_str))
        .collect();
    // A family that was registered twice: what went to either household counts.
    let asked = homes.clone();
    for (other, one) in &one_household {
        if asked.contains(other.as_str()) || asked.contains(one.as_str()) {
            homes.extend([other.as_str(), one.as_str()]);
        }
    }
    let people: Vec<&str> = people.into_iter().collect();
    let homes: Vec<&str> = homes.into_iter().collect();
    let mut lines = store.by_keys::<PaymentLine>("line_person", &people).await?;
    lines.extend(
        store
            .by_keys::<PaymentLine>("line_household", &homes)
            .await?,
    );
    lines.sort_by(|a, b| a.id.cmp(&b.id));
    lines.dedup_by(|a, b| a.id == b.id);
    // A reversal counts in the year of what it takes back: both are kept or neither.
    let days: HashMap<Id, NaiveDate> = {
        let days = caps::counted_on(&lines);
        let ids = lines.iter().map(|line| line.id.clone());
        ids.zip(days).collect()
    };
    let day_of = |line: &PaymentLine| days.get(&line.id).copied().unwrap_or(line.on);
    lines.retain(|line| day_of(line).year() == today.year());
    let mut batches: Vec<Id> = lines.iter().map(|line| line.batch_id.clone()).collect();
    batches.sort();
    batches.dedup();
    let batches = with_steps(store, store.get_many::<Batch>(&batches).await?).await?;
    let cancelled: HashSet<&Id> = batches
        .iter()
        .filter(|facts| facts.is_cancelled())
        .map(|facts| &facts.batch.id)
        .collect();
    lines.retain(|line| !cancelled.contains(&line.batch_id));
    let mut campaigns: Vec<Id> = lines
        .iter()
        .filter_map(|it| it.campaign_id.clone())
        .collect();
    campaigns.sort();
    campaigns.dedup();
    let seasons: HashMap<Id, Option<Occasion>> = store
        .get_many::<Campaign>(&campaigns)
        .await?
        .into_iter()
        .map(|campaign| (campaign.id, Occasion::of_season(campaign.season)))
        .collect();
    let mut totals = RunningTotals::with_one_household(one_household.clone());
    for line in &lines {
        let season = line.campaign_id.as_ref().and_then(|id| seasons.get(id));
        totals.add(&Given {
            person: &line.person_id,
            household: line.household_id.as_ref(),
            kind: line.aid_kind,
            occasion: Occasion::of_word(&line.category).or(season.copied().flatten()),
            on: day_of(line),
            amount: line.amount,
        });
    }
    Ok(totals)
}
