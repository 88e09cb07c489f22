//! A small union office: two funds, six people in three households, users of every role. It takes
//! random operations the way the use cases do, and keeps a journal by simple addition.

#![allow(clippy::unwrap_used)]

mod check;
mod draft;
mod ops;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use songnuan_model::eligibility::{Pack, built_in_text, parse};
use songnuan_model::ledger::BatchFacts;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, BatchStepKind, FileStatus, Fund, FundEntry, FundEntryKind, FundLevel, LineEventKind,
    PayMethod, Role,
};

/// Users and their roles; one holds two.
pub const USERS: [(&str, &[Role]); 8] = [
    ("clerk a", &[Role::Clerk]),
    ("clerk b", &[Role::Clerk]),
    ("leader", &[Role::Leader]),
    ("clerk and leader", &[Role::Clerk, Role::Leader]),
    ("finance", &[Role::Finance]),
    ("visitor", &[Role::Visitor]),
    ("auditor", &[Role::Auditor]),
    ("administrator", &[Role::Administrator]),
];

/// What may happen. Numbers choose among what there is.
#[derive(Clone, Debug)]
pub enum Op {
    Draft {
        user: usize,
        fund: usize,
        method: PayMethod,
        notice: bool,
        /// Person, kind, fen.
        lines: Vec<(usize, AidKind, i64)>,
    },
    Next {
        user: usize,
        batch: usize,
        choice: usize,
    },
    Step {
        user: usize,
        batch: usize,
        kind: BatchStepKind,
        amount: i64,
    },
    /// What usually comes next for a line; without luck it bounces or nobody comes.
    Pay {
        user: usize,
        batch: usize,
        line: usize,
        luck: u8,
    },
    Event {
        user: usize,
        batch: usize,
        line: usize,
        kind: LineEventKind,
    },
    Reverse {
        user: usize,
        batch: usize,
        line: usize,
    },
    Days(u64),
}

/// Kept by addition as things happen, never computed from the facts.
#[derive(Default)]
pub struct Journal {
    /// Drawn from each fund.
    pub drawn: BTreeMap<usize, i64>,
    /// By person: drafted less taken back or cancelled.
    pub people: BTreeMap<usize, i64>,
    /// By person: money in hand.
    pub in_hand: BTreeMap<usize, i64>,
    /// 生活救助 of the year, by household.
    pub living: BTreeMap<(usize, i32), i64>,
    /// 临时救助 of the year, by person.
    pub temporary: BTreeMap<(usize, i32), i64>,
    /// How often each line was paid.
    pub payments: BTreeMap<String, u32>,
    /// What came to pass, by name.
    pub seen: BTreeMap<&'static str, u32>,
}

pub struct World {
    pub today: NaiveDate,
    pub funds: Vec<(Fund, Vec<FundEntry>)>,
    pub batches: Vec<BatchFacts>,
    pub journal: Journal,
    pub next_id: u32,
}

impl World {
    pub fn new() -> Self {
        Self {
            today: "2025-01-06".parse().unwrap(),
            funds: vec![fund(0, 9_000_000), fund(1, 300_000)],
            batches: Vec::new(),
            journal: Journal::default(),
            next_id: 0,
        }
    }

    pub fn seen(&self) -> BTreeMap<&'static str, u32> {
        self.journal.seen.clone()
    }

    pub fn id(&mut self) -> Id {
        self.next_id += 1;
        Id::new(format!("{}", self.next_id))
    }
}

/// The pack whose caps hold.
pub fn pack() -> &'static Pack {
    static PACK: LazyLock<Pack> =
        LazyLock::new(|| parse(built_in_text("demo-a").unwrap()).unwrap());
    &PACK
}

/// Persons 0–1, 2–3 and 4–5 live together.
pub fn household(person: usize) -> usize {
    person / 2
}

/// The last two people have no active file.
pub fn file(person: usize) -> Option<FileStatus> {
    match person {
        0..=3 => Some(FileStatus::Active),
        4 => Some(FileStatus::Draft),
        _ => None,
    }
}

pub fn person_id(person: usize) -> Id {
    Id::new(format!("person {person}"))
}

/// The number behind an id such as `person 3`.
pub fn number(id: &Id) -> usize {
    id.as_str().rsplit(' ').next().unwrap().parse().unwrap()
}

fn fund(at: usize, amount: i64) -> (Fund, Vec<FundEntry>) {
    let id = Id::new(format!("fund {at}"));
    let fund = Fund {
        id: id.clone(),
        name: format!("资金{at}"),
        level: FundLevel::UnionFunds,
        year: 2025,
        from: "2025-01-01".parse().unwrap(),
        to: "2026-06-30".parse().unwrap(),
        closed: false,
        note: None,
    };
    let entry = |kind, amount| FundEntry {
        id: Id::new("entry"),
        fund_id: id.clone(),
        kind,
        amount: Fen(amount),
        on: fund.from,
        document: None,
        note: None,
    };
    let entries = vec![
        entry(FundEntryKind::Received, amount + 500),
        entry(FundEntryKind::Adjustment, -500),
    ];
    (fund, entries)
}
