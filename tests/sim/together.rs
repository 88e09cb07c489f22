//! Rules that span records, and people and files that meet: two laptops of one office, each within
//! the rules by itself, through the hub. What came together is told on both, undone on neither.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use songnuan_app::commands::dispatch;
use songnuan_app::error::AppError;
use songnuan_app::host::Host as _;
use songnuan_app::op::Op;
use songnuan_app::testing::sit_down;
use songnuan_model::money::Fen;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    AidKind, Campaign, CampaignItem, CampaignState, CountUnit, FileStatus, HardshipFile, Household,
    Person, Role, Season, Visit, VisitState,
};

use crate::chance::Chance;
use crate::plan::{Draw, Faults};
use crate::world::World;

/// Papers of invented people.
static NUMBERS: AtomicU64 = AtomicU64::new(1);

/// Two laptops and a hub; whoever sits there may do everything, each step under another name.
struct Office {
    world: World,
}

/// Somebody with an active file.
struct Worker {
    person: Person,
    file: HardshipFile,
}

impl Office {
    async fn new() -> Self {
        let draw = Draw {
            laptops: 2,
            visitors: 0,
            actions: Vec::new(),
            faults: Faults::default(),
        };
        let office = Self {
            world: World::new(&draw, None).await,
        };
        for n in 0..2 {
            office.sits(n, "李干事").await;
            let settings = json!({
                "org_name": "芦塘荡镇总工会", "region": "998101105", "default_pack": "demo-a",
                "text_size": "normal", "look": "light", "auto_lock_minutes": 0,
                "contact_phone": null,
            });
            office.ok(n, "settings_put", settings).await;
        }
        office
    }

    async fn sits(&self, n: usize, user: &str) {
        let roles = [
            Role::Clerk,
            Role::Leader,
            Role::Finance,
            Role::Administrator,
        ];
        sit_down(&self.world.laptops[n].app, user, &roles).await;
    }

    async fn ask(&self, n: usize, command: &str, request: Value) -> Result<Value, AppError> {
        dispatch(&self.world.laptops[n].app, command, request).await
    }

    async fn ok(&self, n: usize, command: &str, request: Value) -> Value {
        match self.ask(n, command, request).await {
            Ok(answer) => answer,
            Err(error) => panic!("{command}: {error}"),
        }
    }

    async fn sync(&mut self, n: usize) {
        let none = Faults::default();
        self.world.sync(n, none, &mut Chance::new(0)).await;
    }

    /// Everybody has everything.
    async fn meet(&mut self) {
        for n in [0, 1, 0] {
            self.sync(n).await;
        }
    }

    fn id(&self, n: usize) -> Id {
        self.world.laptops[n].host.new_id()
    }

    async fn put<R: Record>(&self, n: usize, records: &[R]) {
        let mut tx = self.world.laptops[n]
            .app
            .begin(Op::SaveItems, "")
            .await
            .unwrap();
        for record in records {
            tx.put(record).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    async fn worker(&self, n: usize, name: &str, paper: &str) -> Worker {
        let person = Person {
            id: self.id(n),
            name: name.to_owned(),
            id_no: paper.to_owned(),
            ..Person::default()
        };
        let household = Household {
            id: self.id(n),
            head_id: person.id.clone(),
        };
        let file = HardshipFile {
            id: self.id(n),
            file_no: format!("998101-2026-{}", NUMBERS.fetch_add(1, Ordering::Relaxed)),
            applicant_id: person.id.clone(),
            household_id: household.id.clone(),
            status: FileStatus::Active,
            category: Some("deep".into()),
            ..HardshipFile::default()
        };
        self.put(n, std::slice::from_ref(&person)).await;
        self.put(n, &[household]).await;
        self.put(n, std::slice::from_ref(&file)).await;
        Worker { person, file }
    }

    async fn fund(&self, n: usize, fen: i64) -> Value {
        let fund = json!({
            "id": "", "name": "送温暖资金", "level": "union_funds", "year": 2026,
            "from": "2026-01-01", "to": "2026-12-31", "closed": false, "note": null,
        });
        let saved = self
            .ok(n, "fund_save", json!({ "fund": fund, "opening": fen }))
            .await;
        saved["fund"]["id"].clone()
    }

    /// Drafts one payment outside a campaign.
    async fn pay(&self, n: usize, worker: &Worker, fund: &Value, kind: &str, fen: i64) -> Value {
        let line = json!({
            "file_id": worker.file.id, "person_id": null, "aid_kind": kind, "unit": "household",
            "amount": fen, "cost": null, "temporary_reason": null,
        });
        self.ok(n, "batch_draft", drafting(None, fund, vec![line]))
            .await
    }

    async fn findings(&self, n: usize, rule: &str) -> Vec<Value> {
        let ask = json!({ "rule": rule, "with_decided": false });
        let found = self.ok(n, "finding_list", ask).await;
        found.as_array().unwrap().clone()
    }

    /// What both laptops find of a rule: the same, once.
    async fn one_finding(&self, rule: &str) -> Value {
        let (here, there) = (self.findings(0, rule).await, self.findings(1, rule).await);
        assert_eq!(here.len(), 1, "{here:?}");
        assert_eq!(here[0]["key"], there[0]["key"], "{there:?}");
        here[0].clone()
    }

    /// Decided on one laptop, it is decided on the other.
    async fn accept(&mut self, finding: &Value, rule: &str) {
        let decision = json!({
            "key": finding["key"], "choice": "accepted", "reason": "主席办公会同意",
        });
        self.ok(1, "finding_decide", decision).await;
        self.meet().await;
        assert!(self.findings(0, rule).await.is_empty());
        let ask = json!({ "rule": rule, "with_decided": true });
        let decided = self.ok(0, "finding_list", ask).await;
        assert_eq!(decided[0]["decision"]["reason"], "主席办公会同意");
    }

    async fn note_of(&self, n: usize, file: &Value) -> Value {
        let ask = json!({ "id": file, "file_no": null, "as_of": null });
        self.ok(n, "file_get", ask).await["applicant"]["note"].clone()
    }

    async fn write_note(&self, n: usize, worker: &Worker, text: &str) {
        let edit = json!({
            "file_id": worker.file.id, "why": "入户了解",
            "edits": [{ "record_id": worker.person.id, "field": "note", "value": text }],
        });
        self.ok(n, "file_edit", edit).await;
    }

    async fn waiting(&self, n: usize) -> Vec<Value> {
        let list = self.ok(n, "conflict_list", json!({})).await;
        list["rows"].as_array().unwrap().clone()
    }
}

fn drafting(campaign: Option<&Id>, fund: &Value, lines: Vec<Value>) -> Value {
    json!({
        "campaign_id": campaign, "item_ids": [], "lines": lines, "fund_id": fund,
        "method": "cash", "purpose": "生活救助", "needs_notice": false, "no": null, "note": null,
    })
}

fn paper(sequence: u32) -> String {
    let digits = format!("99810119800215{sequence:03}");
    let check = songnuan_model::papers::likely_check_digit(&digits).unwrap();
    format!("{digits}{check}")
}

/// Runs a story on a machine of its own.
fn play(story: impl AsyncFnOnce(Office)) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async { story(Office::new().await).await });
}

#[test]
fn a_cap_that_each_kept_to_is_exceeded_together() {
    play(async |mut office| {
        let worker = office.worker(0, "王小明", &paper(1)).await;
        let fund = office.fund(0, 100_000_000).await;
        office.meet().await;
        for n in 0..2 {
            office
                .pay(n, &worker, &fund, "temporary_aid", 200_000)
                .await;
            assert!(office.findings(n, "over_cap").await.is_empty());
        }
        office.meet().await;
        let found = office.one_finding("over_cap").await;
        assert!(
            found["sentence"]
                .as_str()
                .unwrap()
                .contains("超出上限 1,000.00 元"),
            "{found}"
        );
        office.accept(&found, "over_cap").await;
    });
}

#[test]
fn a_fund_that_sufficed_for_each_is_overdrawn_together() {
    play(async |mut office| {
        let first = office.worker(0, "王小明", &paper(1)).await;
        let second = office.worker(0, "刘某", &paper(2)).await;
        let fund = office.fund(0, 300_000).await;
        office.meet().await;
        office.pay(0, &first, &fund, "temporary_aid", 200_000).await;
        office
            .pay(1, &second, &fund, "temporary_aid", 200_000)
            .await;
        office.meet().await;
        let found = office.one_finding("fund_overdrawn").await;
        assert!(
            found["sentence"]
                .as_str()
                .unwrap()
                .contains("多列支 1,000.00 元"),
            "{found}"
        );
        assert_eq!(
            found["records"][0]["route"],
            format!("/funds/{}", fund.as_str().unwrap())
        );
        office.accept(&found, "fund_overdrawn").await;
    });
}

#[test]
fn one_item_drafted_on_both_is_paid_twice() {
    play(async |mut office| {
        let worker = office.worker(0, "王小明", &paper(1)).await;
        let fund = office.fund(0, 100_000_000).await;
        let campaign = campaign(&office, &worker).await;
        office.meet().await;
        for n in 0..2 {
            office
                .ok(n, "batch_draft", drafting(Some(&campaign), &fund, vec![]))
                .await;
        }
        office.meet().await;
        let found = office.one_finding("duplicate_payment").await;
        assert!(
            found["sentence"].as_str().unwrap().contains("列了 2 笔"),
            "{found}"
        );
        office.accept(&found, "duplicate_payment").await;
    });
}

/// A running campaign with this worker on its list.
async fn campaign(office: &Office, worker: &Worker) -> Id {
    let campaign = Campaign {
        id: office.id(0),
        name: "2026年元旦春节送温暖".to_owned(),
        year: 2026,
        season: Season::NewYearSpringFestival,
        state: CampaignState::Running,
        starts_on: office.world.laptops[0].host.today(),
        ends_on: None,
        budget: None,
        fund_ids: Vec::new(),
        pack: None,
        rules: Vec::new(),
        basis: None,
        note: None,
    };
    let item = CampaignItem {
        id: office.id(0),
        campaign_id: campaign.id.clone(),
        seq: 1,
        person_id: worker.person.id.clone(),
        file_id: Some(worker.file.id.clone()),
        household_id: Some(worker.file.household_id.clone()),
        unit: CountUnit::Household,
        category: "deep".into(),
        aid_kind: AidKind::CondolenceMoney,
        amount: Fen(50_000),
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
    office.put(0, std::slice::from_ref(&campaign)).await;
    office.put(0, &[item]).await;
    campaign.id
}

#[test]
fn one_batch_approved_on_both_is_told() {
    play(async |mut office| {
        let worker = office.worker(0, "王小明", &paper(1)).await;
        let fund = office.fund(0, 100_000_000).await;
        let batch = office
            .pay(0, &worker, &fund, "temporary_aid", 200_000)
            .await;
        let step = |kind: &str| {
            json!({
                "batch_id": batch["row"]["batch"]["id"], "kind": kind, "opinion": "同意",
                "place": null,
            })
        };
        office.sits(0, "陆会计").await;
        office.ok(0, "batch_step", step("reviewed")).await;
        office.meet().await;
        for (n, leader) in [(0, "杨主席"), (1, "赵副主席")] {
            office.sits(n, leader).await;
            office.ok(n, "batch_step", step("approved")).await;
        }
        office.meet().await;
        let found = office.one_finding("two_approvals").await;
        let sentence = found["sentence"].as_str().unwrap();
        assert!(
            sentence.contains("杨主席") && sentence.contains("赵副主席"),
            "{found}"
        );
        office.accept(&found, "two_approvals").await;
    });
}

#[test]
fn one_person_registered_on_both_becomes_one_and_two_again() {
    play(async |mut office| {
        let fund = office.fund(0, 100_000_000).await;
        office.meet().await;
        let first = office.worker(0, "王小明", &paper(1)).await;
        let second = office.worker(1, "王小明", &paper(1)).await;
        office.pay(0, &first, &fund, "temporary_aid", 200_000).await;
        office
            .pay(1, &second, &fund, "temporary_aid", 200_000)
            .await;
        office.meet().await;
        office.one_finding("same_person_twice").await;
        assert!(office.findings(0, "over_cap").await.is_empty());
        // Joined on one laptop while the other goes on under the record that leads on now.
        let merge = json!({
            "kept_id": first.person.id, "other_id": second.person.id, "reason": "同一证件",
        });
        office.ok(0, "person_merge", merge).await;
        let late = Visit {
            id: office.id(1),
            person_id: Some(second.person.id.clone()),
            visited_on: Some(office.world.laptops[1].host.today()),
            ..Visit::default()
        };
        office.put(1, std::slice::from_ref(&late)).await;
        office.meet().await;
        for n in 0..2 {
            let store = office.world.laptops[n].store().await;
            let seen = store.get::<Visit>(&late.id).await.unwrap().unwrap();
            assert_eq!(seen.person_id, Some(first.person.id.clone()), "laptop {n}");
            assert!(office.findings(n, "same_person_twice").await.is_empty());
        }
        // Together they got more than one person may.
        office.one_finding("over_cap").await;
        let apart = json!({ "other_id": second.person.id, "reason": "查实是两个人" });
        office.ok(1, "person_unmerge", apart).await;
        office.meet().await;
        for n in 0..2 {
            let store = office.world.laptops[n].store().await;
            let back = store.get::<Visit>(&late.id).await.unwrap().unwrap();
            assert_eq!(back.person_id, Some(second.person.id.clone()), "laptop {n}");
            assert!(office.findings(n, "over_cap").await.is_empty());
        }
    });
}

#[test]
fn a_visit_under_a_file_that_was_taken_back_meanwhile_brings_it_back() {
    play(async |mut office| {
        let opening = json!({
            "name": "王小明", "id_type": "resident_id", "id_no": paper(1), "mobile": null,
            "employer": "芦塘客车厂", "home_address": "芦塘荡镇荷塘村3组",
            "applied_on": "2026-11-02", "temporary": false,
        });
        let file = office.ok(0, "file_open", opening).await;
        office.meet().await;
        let history = json!({ "record_id": file["file"]["id"], "limit": 10, "before": null });
        let ops = office.ok(0, "history", history).await;
        let opened = ops.as_array().unwrap().last().unwrap()["op_id"].clone();
        office.ok(0, "undo", json!({ "op_id": opened })).await;
        let visit = Visit {
            id: office.id(1),
            file_id: Some(Id::new(file["file"]["id"].as_str().unwrap())),
            person_id: Some(Id::new(file["applicant"]["id"].as_str().unwrap())),
            visited_on: Some(office.world.laptops[1].host.today()),
            ..Visit::default()
        };
        office.put(1, &[visit]).await;
        office.meet().await;
        let found = office.one_finding("deleted_parent").await;
        let restore = json!({ "key": found["key"], "choice": "restored", "reason": "走访过" });
        office.ok(1, "finding_decide", restore).await;
        office.meet().await;
        for n in 0..2 {
            assert!(office.findings(n, "deleted_parent").await.is_empty());
            let ask = json!({ "id": file["file"]["id"], "file_no": null, "as_of": null });
            let back = office.ok(n, "file_get", ask).await;
            assert_eq!(back["applicant"]["name"], "王小明");
            // What was deleted along with it came too.
            assert_eq!(back["steps"], file["steps"], "laptop {n}");
        }
    });
}

#[test]
fn several_people_deciding_one_conflict_come_to_one_value() {
    play(async |mut office| {
        let worker = office.worker(0, "王小明", &paper(1)).await;
        office.meet().await;
        office.write_note(0, &worker, "甲").await;
        office.write_note(1, &worker, "乙").await;
        office.meet().await;
        let conflict = office.waiting(0).await[0]["id"].clone();
        let decide = |id: &Value, choice: &str, value: Value, over: &Value| {
            let one = json!({ "id": id, "choice": choice, "value": value, "over": over });
            json!({ "decisions": [one], "note": null })
        };
        // Both decide the same conflict without seeing one another.
        let none = Value::Null;
        office
            .ok(
                0,
                "conflict_decide",
                decide(&conflict, "mine", Value::Null, &none),
            )
            .await;
        office
            .ok(
                1,
                "conflict_decide",
                decide(&conflict, "written", json!("丙"), &none),
            )
            .await;
        office.meet().await;
        let file = json!(worker.file.id);
        // The later one did not replace the earlier one unseen: it waits in its turn.
        let met = office.waiting(0).await;
        assert_eq!(met.len(), 1, "{met:?}");
        assert_eq!(
            office.note_of(0, &file).await,
            office.note_of(1, &file).await
        );
        let over = &met[0]["standing"];
        office
            .ok(
                1,
                "conflict_decide",
                decide(&met[0]["id"], "mine", Value::Null, over),
            )
            .await;
        office.meet().await;
        for n in 0..2 {
            assert!(office.waiting(n).await.is_empty());
            assert_eq!(office.note_of(n, &file).await, "丙");
        }
    });
}
