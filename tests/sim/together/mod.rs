//! Two laptops of one office and their hub, each working by itself before they meet: what came
//! together is told on both, undone on neither.

mod meeting;
mod rules;

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use songnuan_app::commands::dispatch;
use songnuan_app::error::AppError;
use songnuan_app::host::Host as _;
use songnuan_app::op::Op;
use songnuan_app::testing::sit_down;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{FileStatus, HardshipFile, Household, Person, Role};

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
