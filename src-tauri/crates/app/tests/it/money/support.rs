//! A unit with people, files, a fund and a campaign, and users of every role.

use std::sync::Arc;

use serde_json::{Value, json};
use songnuan_app::App;
use songnuan_app::commands::dispatch;
use songnuan_app::error::AppError;
use songnuan_app::op::Op;
use songnuan_app::testing::{TestHost, open_unit_at, sit_down};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, Campaign, CampaignItem, CampaignState, CountUnit, FileStatus, HardshipFile, Household,
    HouseholdMember, Person, Role, Season, VisitState,
};

pub const CLERK: &str = "李干事";
pub const LEADER: &str = "杨主席";
pub const FINANCE: &str = "陆会计";

pub struct Unit {
    pub app: App,
    pub host: Arc<TestHost>,
    /// Holds the data as long as the unit.
    _dir: tempfile::TempDir,
}

/// Somebody with a file.
#[derive(Clone)]
pub struct Worker {
    pub person: Person,
    pub file: HardshipFile,
}

pub async fn unit() -> Unit {
    let dir = tempfile::tempdir().unwrap();
    let host = Arc::new(TestHost::new(dir.path()));
    let app = open_unit_at(host.clone()).await.unwrap();
    Unit {
        app,
        host,
        _dir: dir,
    }
}

impl Unit {
    pub async fn ok(&self, command: &str, request: Value) -> Value {
        match dispatch(&self.app, command, request).await {
            Ok(answer) => answer,
            Err(error) => panic!("{command}: {error}"),
        }
    }

    pub async fn refused(&self, command: &str, request: Value) -> AppError {
        match dispatch(&self.app, command, request).await {
            Ok(answer) => panic!("{command} was not refused: {answer}"),
            Err(error) => error,
        }
    }

    pub async fn clerk(&self) {
        sit_down(&self.app, CLERK, &[Role::Clerk, Role::Administrator]).await;
    }

    pub async fn leader(&self) {
        sit_down(&self.app, LEADER, &[Role::Leader]).await;
    }

    pub async fn finance(&self) {
        sit_down(&self.app, FINANCE, &[Role::Finance]).await;
    }

    pub fn id(&self) -> Id {
        self.app.host().new_id()
    }

    /// Workers with active files, cards and households of their own.
    pub async fn workers(&self, n: usize) -> Vec<Worker> {
        let mut tx = self.app.begin(Op::ImportHardship, "").await.unwrap();
        let mut workers = Vec::new();
        for i in 0..n {
            let person = Person {
                id: self.id(),
                name: format!("王小{}", han(i)),
                id_no: format!("99810119800101{i:04}"),
                ..Person::default()
            };
            let household = Household {
                id: self.id(),
                head_id: person.id.clone(),
            };
            let member = HouseholdMember {
                id: self.id(),
                household_id: household.id.clone(),
                person_id: person.id.clone(),
                relation: "self".into(),
                identity: None,
                monthly_income: None,
                employer_or_school: None,
                living_together: true,
                joined_on: None,
                left_on: None,
            };
            let file = HardshipFile {
                id: self.id(),
                file_no: format!("998101-2026-{i:05}"),
                applicant_id: person.id.clone(),
                household_id: household.id.clone(),
                status: FileStatus::Active,
                category: Some("deep".into()),
                card_no: Some(card(i)),
                bank: Some("芦塘荡农商银行".into()),
                ..HardshipFile::default()
            };
            tx.put(&person).await.unwrap();
            tx.put(&household).await.unwrap();
            tx.put(&member).await.unwrap();
            tx.put(&file).await.unwrap();
            workers.push(Worker { person, file });
        }
        tx.commit().await.unwrap();
        workers
    }

    /// A campaign of the season with these workers on its list, each with an amount.
    pub async fn campaign(&self, workers: &[Worker], fen: i64) -> (Campaign, Vec<CampaignItem>) {
        let campaign = Campaign {
            id: self.id(),
            name: format!("2026年元旦春节送温暖{}", self.id()),
            year: 2026,
            season: Season::NewYearSpringFestival,
            state: CampaignState::Running,
            starts_on: self.app.host().today(),
            ends_on: None,
            budget: None,
            fund_ids: Vec::new(),
            pack: None,
            rules: Vec::new(),
            basis: None,
            note: None,
        };
        let mut tx = self.app.begin(Op::SaveCampaign, "").await.unwrap();
        tx.put(&campaign).await.unwrap();
        let mut items = Vec::new();
        for (i, worker) in workers.iter().enumerate() {
            let item = item(self.id(), &campaign.id, i, worker, fen);
            tx.put(&item).await.unwrap();
            items.push(item);
        }
        tx.commit().await.unwrap();
        (campaign, items)
    }

    pub async fn put_item(&self, item: &CampaignItem) {
        let mut tx = self.app.begin(Op::SaveItems, "").await.unwrap();
        tx.put(item).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A fund of the year with so many fen in it.
    pub async fn fund(&self, fen: i64) -> Value {
        let fund = json!({
            "id": "", "name": format!("送温暖资金{}", self.id()), "level": "union_funds",
            "year": 2026, "from": "2026-01-01", "to": "2026-12-31", "closed": false, "note": null,
        });
        let opening = (fen != 0).then_some(fen);
        self.ok("fund_save", json!({ "fund": fund, "opening": opening }))
            .await
    }

    /// Takes a step as whoever sits there.
    pub async fn step(&self, batch: &Value, kind: &str) -> Value {
        self.ok("batch_step", stepping(batch, kind)).await
    }

    pub async fn no_step(&self, batch: &Value, kind: &str) -> AppError {
        self.refused("batch_step", stepping(batch, kind)).await
    }

    /// From drafted to released, without a public notice.
    pub async fn release(&self, batch: &Value) -> Value {
        self.finance().await;
        self.step(batch, "reviewed").await;
        self.leader().await;
        self.step(batch, "approved").await;
        let batch = self.step(batch, "released").await;
        self.clerk().await;
        batch
    }

    pub async fn batch(&self, batch: &Value) -> Value {
        self.ok("batch_get", json!({ "id": id_of(batch) })).await
    }
}

pub fn item(id: Id, campaign: &Id, place: usize, worker: &Worker, fen: i64) -> CampaignItem {
    CampaignItem {
        id,
        campaign_id: campaign.clone(),
        seq: u32::try_from(place + 1).unwrap(),
        person_id: worker.person.id.clone(),
        file_id: Some(worker.file.id.clone()),
        household_id: Some(worker.file.household_id.clone()),
        unit: CountUnit::Household,
        category: "deep".into(),
        aid_kind: AidKind::CondolenceMoney,
        amount: Fen(fen),
        goods: None,
        goods_value: None,
        employer: Some("芦塘客车厂".into()),
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
    }
}

pub fn stepping(batch: &Value, kind: &str) -> Value {
    json!({ "batch_id": id_of(batch), "kind": kind, "opinion": "同意", "place": "厂务公开栏" })
}

pub fn id_of(batch: &Value) -> Value {
    batch["row"]["batch"]["id"].clone()
}

/// A draft of the whole list.
pub fn drafting(campaign: &Campaign, fund: &Value, method: &str) -> Value {
    json!({
        "campaign_id": campaign.id, "item_ids": [], "lines": [], "fund_id": fund["fund"]["id"],
        "method": method, "purpose": "两节慰问金", "needs_notice": false, "no": null, "note": null,
    })
}

/// One payment to a worker outside a campaign.
pub fn paying(worker: &Worker, kind: &str, fen: i64) -> Value {
    json!({
        "file_id": worker.file.id, "person_id": null, "aid_kind": kind, "unit": "household",
        "amount": fen, "cost": null, "temporary_reason": null,
    })
}

/// A draft of single payments.
pub fn drafting_lines(fund: &Value, lines: Vec<Value>) -> Value {
    json!({
        "campaign_id": null, "item_ids": [], "lines": lines, "fund_id": fund["fund"]["id"],
        "method": "cash", "purpose": "生活救助", "needs_notice": false, "no": null, "note": null,
    })
}

/// Events of one kind for every line of a batch.
pub fn events(batch: &Value, kind: &str) -> Value {
    let lines = batch["lines"].as_array().unwrap();
    let events: Vec<Value> = lines
        .iter()
        .filter(|row| row["state"] != "reversal" && row["state"] != "reversed")
        .map(|row| json!({ "line_id": row["line"]["id"], "kind": kind }))
        .collect();
    json!({ "batch_id": id_of(batch), "events": events, "card_confirmed": false })
}

/// A 16-digit card that passes Luhn.
pub fn card(n: usize) -> String {
    let digits = format!("622848{n:09}");
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let d = u32::from(b - b'0') * if i % 2 == 0 { 2 } else { 1 };
            d / 10 + d % 10
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

fn han(n: usize) -> char {
    char::from_u32(0x4e00 + u32::try_from(n % 20_000).unwrap()).unwrap()
}

/// A unit with a drafted batch of five workers, 500 yuan each.
pub async fn drafted(method: &str) -> (Unit, Value, Value) {
    let unit = unit().await;
    let workers = unit.workers(5).await;
    let (campaign, _) = unit.campaign(&workers, 50_000).await;
    let fund = unit.fund(1_000_000).await;
    let batch = unit
        .ok("batch_draft", drafting(&campaign, &fund, method))
        .await;
    (unit, fund, batch)
}
