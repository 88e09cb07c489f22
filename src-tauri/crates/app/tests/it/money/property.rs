//! Random offices: users of every role draft, approve, announce, pay, bounce, repair, reverse,
//! cancel and undo at random. After every few acts an oracle that knows nothing of the ledger's rules
//! adds up the raw records: funds, caps, people and batches must agree with it to the fen.

use std::collections::HashMap;

use serde_json::{Value, json};
use songnuan_app::commands::dispatch;
use songnuan_app::error::Code;
use songnuan_app::testing::sit_down;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Batch, BatchStep, BatchStepKind, Campaign, PayMethod, PaymentLine, Role,
};

use super::oracle::{Raw, append_only, caps_hold, nobody_twice_and_nobody_own, sums_agree};
use super::support::{Unit, Worker, drafting, paying, unit};

/// Acts of one office.
const ACTS: usize = 160;

const USERS: [(&str, &[Role]); 8] = [
    ("李干事", &[Role::Clerk]),
    ("赵干事", &[Role::Clerk]),
    ("杨主席", &[Role::Leader]),
    ("姚主席", &[Role::Leader]),
    ("陆会计", &[Role::Finance]),
    ("唐走访", &[Role::Visitor]),
    ("沈经审", &[Role::Auditor]),
    ("样样管", &Role::ALL),
];

/// Numbers that depend on the seed alone (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

pub(super) struct Office {
    pub(super) unit: Unit,
    dice: Dice,
    pub(super) workers: Vec<Worker>,
    funds: Vec<Value>,
    campaigns: Vec<Campaign>,
    /// Every fact ever seen, by id: none may change or vanish.
    pub(super) facts: HashMap<Id, String>,
    /// How often each command was carried out.
    done: HashMap<String, usize>,
    trace: Vec<String>,
}

async fn office(seed: u64) -> Office {
    let unit = unit().await;
    let mut workers = unit.workers(7).await;
    // Two of them live in one household.
    workers[1].file.household_id = workers[0].file.household_id.clone();
    let mut tx = unit
        .app
        .begin(songnuan_app::op::Op::EditFile, "")
        .await
        .unwrap();
    tx.put(&workers[1].file).await.unwrap();
    tx.commit().await.unwrap();
    let campaigns = vec![
        unit.campaign(&workers[..5], 60_000).await.0,
        unit.campaign(&workers[2..], 90_000).await.0,
    ];
    let funds = vec![unit.fund(20_000_000).await, unit.fund(600_000).await];
    Office {
        unit,
        dice: Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
        workers,
        funds,
        campaigns,
        facts: HashMap::new(),
        done: HashMap::new(),
        trace: Vec::new(),
    }
}

impl Drop for Office {
    /// What led to a failure.
    fn drop(&mut self) {
        if std::thread::panicking() {
            let last = self.trace.len().saturating_sub(25);
            println!("{}", self.trace[last..].join("\n"));
        }
    }
}

impl Office {
    async fn act(&mut self) {
        // Most acts by those who have something to do with money.
        let who = if self.dice.below(6) == 0 {
            self.dice.below(USERS.len())
        } else {
            *self.dice.pick(&[0, 1, 2, 3, 4, 7])
        };
        let (user, roles) = USERS[who];
        sit_down(&self.unit.app, user, roles).await;
        match self.dice.below(20) {
            0..=2 => self.draft_lines().await,
            3 => self.draft_list().await,
            4..=10 => self.step().await,
            11..=14 => self.events().await,
            15 | 16 => self.export().await,
            17 if self.dice.below(2) == 0 => self.reverse().await,
            17 => self.entry().await,
            18 => self.undo().await,
            _ => self.unit.host.pass_days(self.dice.below(5) as u64),
        }
    }

    /// Runs a command; `user` = an act of the office, not a question of the oracle.
    pub(super) async fn call(
        &mut self,
        user: bool,
        command: &str,
        request: Value,
    ) -> Option<Value> {
        let answer = dispatch(&self.unit.app, command, request.clone()).await;
        if let Err(error) = &answer {
            assert_ne!(error.code, Code::Internal, "{command} {request}: {error}");
            assert!(error.message.chars().count() > 8, "{error}");
        }
        let outcome = match &answer {
            Ok(_) => "ok".to_owned(),
            Err(error) => error.message.clone(),
        };
        if user {
            self.trace.push(format!("{command} {request} -> {outcome}"));
            if answer.is_ok() {
                *self.done.entry(command.to_owned()).or_default() += 1;
            }
        }
        answer.ok()
    }

    async fn draft_lines(&mut self) {
        self.sit_down_for(&[0, 1, 7]).await;
        let mut lines = Vec::new();
        let first = self.dice.below(self.workers.len());
        for n in 0..=self.dice.below(3) {
            let worker = self.workers[(first + n) % self.workers.len()].clone();
            let kinds = [
                "temporary_aid",
                "temporary_aid",
                "living_aid",
                "condolence_money",
            ];
            let kind = *self.dice.pick(&kinds);
            let fen = match self.dice.below(12) {
                0 => *self.dice.pick(&[0, -100, 600_000]),
                _ => *self.dice.pick(&[1, 9_999, 10_000, 25_000, 50_000, 150_000]),
            };
            lines.push(paying(&worker, kind, fen));
        }
        let fund = self.dice.pick(&self.funds).clone();
        let request = json!({
            "campaign_id": null, "item_ids": [], "lines": lines,
            "fund_id": fund["fund"]["id"], "method": self.dice.pick(&["bank", "bank", "cash"]),
            "purpose": "困难补助", "needs_notice": self.dice.below(3) == 0, "no": null, "note": null,
        });
        self.call(true, "batch_draft", request).await;
    }

    async fn draft_list(&mut self) {
        self.sit_down_for(&[0, 1, 7]).await;
        let fund = self.dice.pick(&self.funds).clone();
        let campaign = self.dice.pick(&self.campaigns).clone();
        let method = *self.dice.pick(&["bank", "cash"]);
        self.call(true, "batch_draft", drafting(&campaign, &fund, method))
            .await;
    }

    /// A batch, mostly one whose money moves.
    async fn some_batch(&mut self, moving: bool) -> Option<Batch> {
        let mut batches: Vec<Batch> = self.all().await;
        if moving && self.dice.below(5) > 0 {
            let steps: Vec<BatchStep> = self.all().await;
            let has = |batch: &Batch, kind: BatchStepKind| {
                let mut own = steps.iter().filter(|step| step.batch_id == batch.id);
                own.any(|step| step.kind == kind)
            };
            batches.retain(|batch| {
                has(batch, BatchStepKind::Released) && !has(batch, BatchStepKind::Paid)
            });
        }
        (!batches.is_empty()).then(|| self.dice.pick(&batches).clone())
    }

    /// Mostly somebody who may.
    async fn sit_down_for(&mut self, rightful: &[usize]) {
        if self.dice.below(5) > 0 {
            let (user, roles) = USERS[*self.dice.pick(rightful)];
            sit_down(&self.unit.app, user, roles).await;
        }
    }

    async fn step(&mut self) {
        let Some(batch) = self.some_batch(false).await else {
            return;
        };
        let request = json!({ "id": batch.id });
        sit_down(&self.unit.app, "沈经审", &[Role::Auditor]).await;
        let detail = self.call(false, "batch_get", request).await.unwrap();
        let next = detail["next"].as_array().unwrap();
        let mut kinds: Vec<&str> = next.iter().map(|it| it["kind"].as_str().unwrap()).collect();
        // Cancelling ends everything, an objection holds everything up: rarely.
        if self.dice.below(8) > 0 {
            kinds.retain(|kind| !["cancelled", "objection_raised"].contains(kind));
        }
        if kinds.is_empty() || self.dice.below(12) == 0 {
            kinds = vec![
                "reviewed",
                "approved",
                "released",
                "paid",
                "closed",
                "cash_taken",
            ];
        }
        let kind = *self.dice.pick(&kinds);
        self.sit_down_for(match kind {
            "reviewed" => &[0, 1, 2, 4],
            "approved" | "released" | "cancelled" => &[2, 3, 7],
            "paid" | "closed" | "cash_taken" | "cash_returned" => &[0, 4, 7],
            _ => &[0, 1],
        })
        .await;
        let amount = match kind {
            "cash_taken" if self.dice.below(5) > 0 => detail["row"]["amount"].clone(),
            "cash_returned" if self.dice.below(5) > 0 => detail["cash"]["out"].clone(),
            _ => json!(*self.dice.pick(&[-1, 0, 50_000, 100_000])),
        };
        let objections = &detail["notice"]["open_objections"];
        let request = json!({
            "batch_id": batch.id, "kind": kind, "opinion": "同意", "place": "公开栏",
            "objection_id": objections[0]["id"], "amount": amount,
        });
        self.call(true, "batch_step", request).await;
    }

    async fn events(&mut self) {
        let Some(batch) = self.some_batch(true).await else {
            return;
        };
        self.sit_down_for(&[0, 4, 7]).await;
        let store = self.unit.app.store().await.unwrap();
        let lines = store.children::<PaymentLine>(&batch.id).await.unwrap();
        let kinds: &[&str] = match self.dice.below(8) {
            0 => &["signed", "paid", "exported"],
            _ if batch.method == PayMethod::Cash => &["signed", "signed", "not_collected"],
            _ => &["paid", "paid", "bounced", "repaired"],
        };
        let mut events = Vec::new();
        for line in &lines {
            if self.dice.below(3) > 0 {
                events.push(json!({
                    "line_id": line.id, "kind": self.dice.pick(kinds), "reason": "回单",
                    "card_no": super::support::card(self.dice.below(50)),
                }));
            }
        }
        let single = self.dice.below(4) > 0;
        for chunk in events.chunks(if single { 1 } else { 100 }) {
            let request = json!({
                "batch_id": batch.id, "events": chunk, "card_confirmed": false,
            });
            self.call(true, "line_events_add", request).await;
        }
    }

    async fn export(&mut self) {
        let Some(batch) = self.some_batch(true).await else {
            return;
        };
        if batch.method == PayMethod::Cash && self.dice.below(5) > 0 {
            return self.step().await;
        }
        self.sit_down_for(&[4, 7]).await;
        let request = json!({
            "batch_id": batch.id, "format": "csv", "layout": null, "mark": true,
        });
        self.call(true, "bank_export", request).await;
    }

    async fn reverse(&mut self) {
        let store = self.unit.app.store().await.unwrap();
        let lines = store.all::<PaymentLine>().await.unwrap();
        if lines.is_empty() {
            return;
        }
        let line = self.dice.pick(&lines).id.clone();
        self.call(
            true,
            "line_reverse",
            json!({ "line_id": line, "reason": "有误" }),
        )
        .await;
    }

    async fn entry(&mut self) {
        let fund = self.dice.pick(&self.funds).clone();
        let amount = *self.dice.pick(&[-500_000, -20_000, 0, 1, 40_000]);
        let entry = json!({ "entry": {
            "id": "", "fund_id": fund["fund"]["id"], "kind": "adjustment", "amount": amount,
            "on": "2026-11-20", "document": null, "note": "调整",
        }});
        self.call(true, "fund_entry_add", entry).await;
    }

    async fn undo(&mut self) {
        self.call(true, "undo", json!({ "op_id": null })).await;
    }

    pub(super) async fn all<R: Record>(&self) -> Vec<R> {
        let store = self.unit.app.store().await.unwrap();
        store.all::<R>().await.unwrap()
    }
}

async fn run(seed: u64) -> HashMap<String, usize> {
    let mut office = office(seed).await;
    for n in 0..ACTS {
        office.act().await;
        let last = n + 1 == ACTS;
        if n % 3 != 2 && !last {
            continue;
        }
        let raw = Raw::read(&office).await;
        append_only(&mut office, &raw);
        nobody_twice_and_nobody_own(&raw);
        sums_agree(&mut office, &raw).await;
        if n % 30 == 29 || last {
            caps_hold(&mut office, &raw).await;
        }
    }
    std::mem::take(&mut office.done)
}

#[tokio::test]
async fn the_ledger_of_any_office_adds_up() {
    let mut done: HashMap<String, usize> = HashMap::new();
    for seed in 1..=3 {
        for (command, n) in run(seed).await {
            *done.entry(command).or_default() += n;
        }
    }
    println!("{done:?}");
    // A run in which nothing happens proves nothing.
    for command in [
        "batch_draft",
        "batch_step",
        "bank_export",
        "line_events_add",
        "line_reverse",
        "fund_entry_add",
    ] {
        let n = done.get(command).copied().unwrap_or_default();
        assert!(n >= 5, "{command} happened {n} times: {done:?}");
    }
}
