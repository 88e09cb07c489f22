//! Random offices: users of every role draft, approve, announce, pay, bounce, repair, reverse,
//! cancel and undo at random. After every few acts an oracle that knows nothing of the ledger's rules
//! adds up the raw records: funds, caps, people and batches must agree with it to the fen.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};
use songnuan_app::commands::dispatch;
use songnuan_app::error::Code;
use songnuan_app::testing::sit_down;
use songnuan_model::eligibility::built_in_packs;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    AidKind, Batch, BatchStep, BatchStepKind, Fund, FundEntry, LineEvent, LineEventKind, PayMethod,
    PaymentLine, Role,
};

use super::support::{Unit, Worker, drafting, paying, unit};

/// Acts of one office.
const ACTS: usize = 140;

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

struct Office {
    unit: Unit,
    dice: Dice,
    workers: Vec<Worker>,
    funds: Vec<Value>,
    campaigns: Vec<songnuan_model::records::Campaign>,
    /// Every fact ever seen, by id: none may change or vanish.
    facts: HashMap<Id, String>,
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
    let funds = vec![unit.fund(2_000_000).await, unit.fund(300_000).await];
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

    async fn call(&mut self, user: bool, command: &str, request: Value) -> Option<Value> {
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
        let mut lines = Vec::new();
        for _ in 0..=self.dice.below(3) {
            let worker = self.dice.pick(&self.workers).clone();
            let kinds = [
                "temporary_aid",
                "temporary_aid",
                "living_aid",
                "condolence_money",
            ];
            let kind = *self.dice.pick(&kinds);
            let amounts = [0, -100, 1, 99_999, 100_000, 150_000, 250_000, 600_000];
            let fen = *self.dice.pick(&amounts);
            lines.push(paying(&worker, kind, fen));
        }
        let fund = self.dice.pick(&self.funds).clone();
        let request = json!({
            "campaign_id": null, "item_ids": [], "lines": lines,
            "fund_id": fund["fund"]["id"], "method": self.dice.pick(&["bank", "cash"]),
            "purpose": "困难补助", "needs_notice": self.dice.below(3) == 0, "no": null, "note": null,
        });
        self.call(true, "batch_draft", request).await;
    }

    async fn draft_list(&mut self) {
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
            "paid" | "closed" | "cash_taken" | "cash_returned" => &[0, 4],
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

    async fn all<R: Record>(&self) -> Vec<R> {
        let store = self.unit.app.store().await.unwrap();
        store.all::<R>().await.unwrap()
    }
}

/// The raw records.
struct Raw {
    batches: Vec<Batch>,
    steps: Vec<BatchStep>,
    lines: Vec<PaymentLine>,
    events: Vec<LineEvent>,
    entries: Vec<FundEntry>,
    cancelled: HashSet<Id>,
}

impl Raw {
    async fn read(office: &Office) -> Self {
        let steps: Vec<BatchStep> = office.all().await;
        let cancelled = steps
            .iter()
            .filter(|step| step.kind == BatchStepKind::Cancelled)
            .map(|step| step.batch_id.clone())
            .collect();
        Self {
            batches: office.all().await,
            lines: office.all().await,
            events: office.all().await,
            entries: office.all().await,
            steps,
            cancelled,
        }
    }

    fn counting(&self) -> impl Iterator<Item = &PaymentLine> {
        self.lines
            .iter()
            .filter(|line| !self.cancelled.contains(&line.batch_id))
    }

    fn reversed(&self, line: &PaymentLine) -> bool {
        self.lines
            .iter()
            .any(|it| it.reverses.as_ref() == Some(&line.id))
    }

    fn got(&self, line: &PaymentLine) -> bool {
        let paid =
            |event: &&LineEvent| matches!(event.kind, LineEventKind::Paid | LineEventKind::Signed);
        self.events
            .iter()
            .filter(paid)
            .any(|event| event.line_id == line.id)
            && !self.reversed(line)
    }
}

fn total<'a>(lines: impl Iterator<Item = &'a PaymentLine>) -> i64 {
    lines.map(|line| line.amount.0).sum()
}

/// Nothing that was entered has changed or gone.
fn append_only(office: &mut Office, raw: &Raw) {
    fn note<R: Record>(facts: &mut HashMap<Id, String>, records: &[R], seen: &mut usize) {
        for record in records {
            let body = serde_json::to_string(record).unwrap();
            let before = facts
                .entry(record.id().clone())
                .or_insert_with(|| body.clone());
            assert_eq!(*before, body, "a fact was changed");
            *seen += 1;
        }
    }
    let mut seen = 0;
    note(&mut office.facts, &raw.batches, &mut seen);
    note(&mut office.facts, &raw.steps, &mut seen);
    note(&mut office.facts, &raw.lines, &mut seen);
    note(&mut office.facts, &raw.events, &mut seen);
    note(&mut office.facts, &raw.entries, &mut seen);
    assert_eq!(seen, office.facts.len(), "a fact is gone");
}

fn nobody_twice_and_nobody_own(raw: &Raw) {
    for line in &raw.lines {
        let own: Vec<&LineEvent> = raw
            .events
            .iter()
            .filter(|it| it.line_id == line.id)
            .collect();
        let paid = own
            .iter()
            .filter(|it| matches!(it.kind, LineEventKind::Paid | LineEventKind::Signed));
        assert!(paid.count() <= 1, "line {} was paid twice", line.id);
        let mut at_bank = false;
        for event in &own {
            match event.kind {
                LineEventKind::Exported => {
                    assert!(!at_bank, "line {} was sent twice", line.id);
                    at_bank = true;
                }
                LineEventKind::Bounced | LineEventKind::Paid => at_bank = false,
                _ => {}
            }
        }
        let reversals: Vec<&PaymentLine> = raw
            .lines
            .iter()
            .filter(|it| it.reverses.as_ref() == Some(&line.id))
            .collect();
        assert!(
            reversals.len() <= 1,
            "line {} was taken back twice",
            line.id
        );
        if let Some(reversal) = reversals.first() {
            assert!(line.reverses.is_none(), "a reversal was reversed");
            assert_eq!(reversal.amount.0, -line.amount.0);
            assert_eq!(reversal.batch_id, line.batch_id);
        }
        if line.reverses.is_some() {
            assert!(own.is_empty(), "a reversal was paid");
        } else {
            assert!(line.amount.0 > 0);
        }
    }
    for batch in &raw.batches {
        let of = |kind: BatchStepKind| {
            raw.steps
                .iter()
                .filter(move |step| step.batch_id == batch.id && step.kind == kind)
        };
        for step in of(BatchStepKind::Approved).chain(of(BatchStepKind::Reviewed)) {
            assert_ne!(step.by, batch.maker, "approved their own");
        }
        for kind in [
            BatchStepKind::Approved,
            BatchStepKind::Released,
            BatchStepKind::Closed,
        ] {
            assert!(of(kind).count() <= 1, "{kind:?} twice");
        }
        let rightful =
            |step: &&BatchStep| ["杨主席", "姚主席", "样样管"].contains(&step.by.as_str());
        assert!(of(BatchStepKind::Approved).all(|step| rightful(&step)));
        assert!(of(BatchStepKind::Released).all(|step| rightful(&step)));
        assert!(["李干事", "赵干事", "样样管"].contains(&batch.maker.as_str()));
        let released = of(BatchStepKind::Released).next();
        if let Some(released) = released {
            assert!(
                of(BatchStepKind::Approved).next().is_some(),
                "released unapproved"
            );
            let hung = of(BatchStepKind::NoticePosted)
                .filter_map(|step| step.notice_ends_on)
                .any(|ends| ends < released.on);
            assert!(!batch.needs_notice || hung, "released during the notice");
        }
        let moved = raw
            .events
            .iter()
            .any(|event| event.batch_id == batch.id && event.kind != LineEventKind::Repaired);
        assert!(
            !moved || released.is_some(),
            "money moved before the release"
        );
    }
}

async fn sums_agree(office: &mut Office, raw: &Raw) {
    sit_down(&office.unit.app, "沈经审", &[Role::Auditor]).await;
    let views = office.call(false, "fund_list", json!({})).await.unwrap();
    for fund in office.all::<Fund>().await {
        let received: i64 = raw
            .entries
            .iter()
            .filter(|entry| entry.fund_id == fund.id)
            .map(|entry| entry.amount.0)
            .sum();
        let of_fund = || raw.counting().filter(|line| line.fund_id == fund.id);
        let committed = total(of_fund());
        let paid = total(of_fund().filter(|line| raw.got(line)));
        assert!(committed <= received, "a fund below zero");
        assert!(paid <= committed);
        let view = views.as_array().unwrap().iter();
        let view = view
            .clone()
            .find(|it| it["fund"]["id"] == json!(fund.id))
            .unwrap();
        assert_eq!(view["received"], received);
        assert_eq!(view["committed"], committed);
        assert_eq!(view["paid"], paid);
        assert_eq!(view["left"], received - committed);
        let account = json!({ "fund_id": fund.id });
        let account = office.call(false, "fund_ledger", account).await.unwrap();
        assert_eq!(account["closing"], received - committed);
    }
    let rows = office.call(false, "batch_list", json!({})).await.unwrap();
    assert_eq!(rows.as_array().unwrap().len(), raw.batches.len());
    let mut numbers = HashSet::new();
    for row in rows.as_array().unwrap() {
        let own = |line: &&PaymentLine| json!(line.batch_id) == row["batch"]["id"];
        assert_eq!(row["amount"], total(raw.lines.iter().filter(own)));
        let got = raw.lines.iter().filter(own).filter(|line| raw.got(line));
        assert_eq!(row["paid"], total(got));
        assert!(numbers.insert(row["batch"]["no"].clone()), "a number twice");
    }
}

/// Demo pack A: temporary aid 3,000 yuan a person, living aid 12 dibao lines a household.
async fn caps_hold(office: &mut Office, raw: &Raw) {
    let packs = built_in_packs().unwrap();
    let pack = packs.iter().find(|pack| pack.id == "demo-a").unwrap();
    let today = office.unit.app.host().today();
    let line = pack.line_on(today).unwrap().fen.0;
    let year = today.format("%Y").to_string();
    let this_year = |it: &&PaymentLine| it.on.format("%Y").to_string() == year;
    for worker in office.workers.clone() {
        let temporary =
            total(raw.counting().filter(this_year).filter(|it| {
                it.person_id == worker.person.id && it.aid_kind == AidKind::TemporaryAid
            }));
        assert!(
            temporary <= 300_000,
            "over the cap of a person: {temporary}"
        );
        let household = Some(&worker.file.household_id);
        let living = total(raw.counting().filter(this_year).filter(|it| {
            it.household_id.as_ref() == household && it.aid_kind == AidKind::LivingAid
        }));
        assert!(living <= 12 * line, "over the cap of a household: {living}");
        for (kind, used) in [("temporary_aid", temporary), ("living_aid", living)] {
            let ask = json!({
                "campaign_id": null, "person_id": null, "file_id": worker.file.id,
                "aid_kind": kind, "amount": 1, "cost": null, "item_id": null,
            });
            let Some(room) = office.call(false, "room", ask).await else {
                continue;
            };
            assert_eq!(
                room["rows"][0]["used"], used,
                "{kind} of {}",
                worker.person.name
            );
        }
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
    for seed in 1..=4 {
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
