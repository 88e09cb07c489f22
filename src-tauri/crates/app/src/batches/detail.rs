//! One batch with lines, steps, notice, cash, and what may come next. Numbers are masked.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use songnuan_model::calendar::MISSING_TABLE_NOTE;
use songnuan_model::codes;
use songnuan_model::ledger::{Account, BatchFacts, LineState};
use songnuan_model::money::{Fen, MAX_FEN, uppercase};
use songnuan_model::record::Id;
use songnuan_model::records::{
    BatchStepKind, CampaignItem, CountUnit, HardshipFile, LineEvent, PayMethod, PaymentLine, Person,
};
use songnuan_model::roles::{Act, may};
use songnuan_model::text::{mask_card, mask_id};
use songnuan_store::Store;

use super::facts::facts;
use super::flags::flags;
use super::rows::{Around, BatchSums, count};
use crate::app::{App, Session};
use crate::commands::batches::{
    BatchDetail, BatchStepView, CashView, LineEventView, LineRow, NextStep, NoticeView,
};
use crate::commands::campaigns::ListTotals;
use crate::commands::shared::RecordRef;
use crate::error::AppResult;
use crate::op::Op;

/// One batch.
pub async fn get(app: &App, request: RecordRef) -> AppResult<BatchDetail> {
    let session = app.require(Act::SeeMoney).await?;
    detail(app, &session, &request.id).await
}

/// What every command on a batch answers with.
pub(super) async fn detail(app: &App, session: &Session, id: &Id) -> AppResult<BatchDetail> {
    let store = &session.store;
    let today = app.host().today();
    let facts = facts(store, id).await?;
    let around = Around::of(store, std::slice::from_ref(&facts.batch)).await?;
    let people = People::of(store, &facts.lines).await?;
    let steps = facts.steps.iter().map(|step| BatchStepView {
        label: step.kind.label().to_owned(),
        step: step.clone(),
    });
    let cash = (facts.batch.method == PayMethod::Cash).then(|| {
        let cash = facts.cash();
        CashView {
            taken: cash.taken,
            signed: cash.signed,
            returned: cash.returned,
            out: cash.out,
        }
    });
    Ok(BatchDetail {
        row: around.row(&facts, BatchSums::of(&facts), today),
        totals: totals(&facts, &people),
        amount_uppercase: uppercase(facts.net()),
        steps: steps.collect(),
        notice: notice(&facts, today),
        cash,
        next: next(&facts, session, today).await,
        lines: lines(&facts, &people, today),
        warnings: Vec::new(),
    })
}

/// Who the lines speak of.
struct People {
    people: HashMap<Id, Person>,
    files: HashMap<Id, HardshipFile>,
    items: HashMap<Id, CampaignItem>,
}

impl People {
    async fn of(store: &Store, lines: &[PaymentLine]) -> AppResult<Self> {
        let mut people: Vec<Id> = lines.iter().map(|line| line.person_id.clone()).collect();
        let mut files: Vec<Id> = lines
            .iter()
            .filter_map(|line| line.file_id.clone())
            .collect();
        let mut items: Vec<Id> = lines
            .iter()
            .filter_map(|line| line.item_id.clone())
            .collect();
        for ids in [&mut people, &mut files, &mut items] {
            ids.sort();
            ids.dedup();
        }
        let people = store.get_many::<Person>(&people).await?.into_iter();
        let files = store.get_many::<HardshipFile>(&files).await?.into_iter();
        let items = store.get_many::<CampaignItem>(&items).await?.into_iter();
        Ok(Self {
            people: people.map(|it| (it.id.clone(), it)).collect(),
            files: files.map(|it| (it.id.clone(), it)).collect(),
            items: items.map(|it| (it.id.clone(), it)).collect(),
        })
    }

    fn person(&self, line: &PaymentLine) -> Option<&Person> {
        self.people.get(&line.person_id)
    }

    fn item(&self, line: &PaymentLine) -> Option<&CampaignItem> {
        self.items.get(line.item_id.as_ref()?)
    }

    fn employer(&self, line: &PaymentLine) -> Option<String> {
        let own = self.item(line).and_then(|item| item.employer.clone());
        let file = line.file_id.as_ref().and_then(|id| self.files.get(id));
        own.or_else(|| file?.employer.clone())
    }
}

/// Sums over the lines that stand: 户 and 人 apart, each counted once.
fn totals(facts: &BatchFacts, people: &People) -> ListTotals {
    let mut totals = ListTotals::default();
    let mut households: HashSet<&Id> = HashSet::new();
    let mut persons: HashSet<&Id> = HashSet::new();
    let mut goods = Vec::new();
    for (line, state) in facts.lines.iter().zip(facts.line_states()) {
        if !state.is_live() {
            continue;
        }
        totals.items += 1;
        match line.unit {
            CountUnit::Household => {
                households.insert(line.household_id.as_ref().unwrap_or(&line.id));
            }
            CountUnit::Person => {
                persons.insert(&line.person_id);
            }
        }
        goods.extend(people.item(line).and_then(|item| item.goods_value));
    }
    totals.households = count(households.len());
    totals.persons = count(persons.len());
    totals.amount = facts.committed();
    totals.in_batch = facts.committed();
    totals.paid = facts.paid();
    totals.goods_value = Fen::sum(goods).unwrap_or(Fen(MAX_FEN));
    totals
}

fn notice(facts: &BatchFacts, today: NaiveDate) -> Option<NoticeView> {
    let notice = facts.notice(today)?;
    Some(NoticeView {
        posted_on: notice.posted_on,
        ends_on: notice.ends_on,
        days_left: notice.days_left,
        over: notice.over,
        open_objections: notice.open_objections,
        warning: notice.missing_table.then(|| MISSING_TABLE_NOTE.to_owned()),
    })
}

/// What could come next: first whether the rules of the ledger allow it, then whether the user may.
async fn next(facts: &BatchFacts, session: &Session, today: NaiveDate) -> Vec<NextStep> {
    let steps = facts.next_steps(&session.user, today).into_iter();
    steps
        .map(|(kind, answer)| {
            let by_role = role_refusal(kind, session);
            let why_not = answer.err().map(|refusal| refusal.sentence()).or(by_role);
            NextStep {
                kind,
                label: kind.label().to_owned(),
                allowed: why_not.is_none(),
                why_not,
            }
        })
        .collect()
}

fn role_refusal(kind: BatchStepKind, session: &Session) -> Option<String> {
    let act = Op::BatchStep(kind).act();
    let allowed = may(&session.roles, act);
    (!allowed).then(|| crate::app::refused(act, session.user.clone()).message)
}

fn lines(facts: &BatchFacts, people: &People, today: NaiveDate) -> Vec<LineRow> {
    let mut events: HashMap<&Id, Vec<&LineEvent>> = HashMap::new();
    for event in &facts.events {
        events.entry(&event.line_id).or_default().push(event);
    }
    let states = facts.line_states();
    let accounts = facts.accounts();
    let rows = facts.lines.iter().zip(states).zip(accounts);
    rows.map(|((line, state), account)| {
        let own = events.get(&line.id).map(Vec::as_slice).unwrap_or_default();
        line_row(line, state, &account, people, own, today)
    })
    .collect()
}

fn line_row(
    line: &PaymentLine,
    state: LineState,
    account: &Account,
    people: &People,
    events: &[&LineEvent],
    today: NaiveDate,
) -> LineRow {
    let person = people.person(line);
    let mut shown = line.clone();
    shown.card_no = None;
    LineRow {
        state,
        state_label: state.label().to_owned(),
        name: person.map(|it| it.name.clone()).unwrap_or_default(),
        id_masked: person.map(|it| mask_id(&it.id_no)).unwrap_or_default(),
        card_masked: account.card.as_deref().map(mask_card),
        category_label: category_label(&line.category),
        employer: people.employer(line),
        events: events.iter().map(|event| event_view(event)).collect(),
        flags: if state.is_live() {
            flags(line, account, person, today)
        } else {
            Vec::new()
        },
        line: shown,
    }
}

fn category_label(category: &str) -> String {
    if category.is_empty() {
        return "未分类".to_owned();
    }
    codes::table("category").label(category).to_owned()
}

fn event_view(event: &LineEvent) -> LineEventView {
    let mut shown = event.clone();
    shown.card_no = shown.card_no.as_deref().map(mask_card);
    shown.proxy_id_no = shown.proxy_id_no.as_deref().map(mask_id);
    LineEventView {
        label: event.kind.label().to_owned(),
        event: shown,
    }
}
