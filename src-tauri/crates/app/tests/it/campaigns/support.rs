//! A unit to test in, its people, and short ways to call commands.

use serde_json::{Value, json};
use songnuan_app::App;
use songnuan_app::app::Session;
use songnuan_app::commands::dispatch;
use songnuan_app::error::AppError;
use songnuan_app::op::Op;
use songnuan_app::testing::open_unit;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{FileStatus, HardshipFile, Person, Role, User};
use songnuan_store::{KdfCost, Store};

const PASSWORD: &str = "song-nuan";

pub struct Unit {
    pub app: App,
    dir: tempfile::TempDir,
}

pub async fn unit() -> Unit {
    let dir = tempfile::tempdir().unwrap();
    let app = open_unit(dir.path()).await.unwrap();
    Unit { app, dir }
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

    /// Writes records as the base data of a test, whatever it is.
    pub async fn put<R: Record>(&self, records: &[R]) {
        let session = self.app.session().await.unwrap();
        let header = self
            .app
            .header(Op::ImportHardship, &session.user, "")
            .unwrap();
        let mut tx = session.store.begin(header).await.unwrap();
        for record in records {
            tx.put(record).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Records of a kind as they are stored.
    pub async fn all<R: Record>(&self) -> Vec<R> {
        let session = self.app.session().await.unwrap();
        session.store.all().await.unwrap()
    }

    /// From now on this user works with the program.
    pub async fn becomes(&self, name: &str, roles: &[Role]) {
        let session = self.app.session().await.unwrap();
        let user = User {
            id: Id::new(format!("user-{name}")),
            name: name.to_owned(),
            roles: roles.to_vec(),
            active: true,
            note: None,
        };
        self.put(std::slice::from_ref(&user)).await;
        let known = Store::users(self.dir.path()).unwrap();
        if !known.contains(&user.name) {
            let cost = KdfCost::test();
            session
                .store
                .add_user(&user.name, PASSWORD, cost)
                .await
                .unwrap();
        }
        let store = Store::open(self.dir.path(), &user.name, PASSWORD).await;
        let session = Session {
            store: store.unwrap(),
            user: user.name,
            roles: user.roles,
        };
        self.app.set_session(Some(session)).await;
    }

    /// A campaign of the current year with these rules (category, fen).
    pub async fn campaign(&self, name: &str, rules: &[(&str, i64)]) -> Value {
        let campaign = campaign(name, rules);
        let saved = self
            .ok("campaign_save", json!({ "campaign": campaign }))
            .await;
        saved["row"]["campaign"].clone()
    }

    /// The rows of a list.
    pub async fn rows(&self, campaign: &Value) -> Vec<Value> {
        let list = self
            .ok("item_list", json!({ "campaign_id": campaign["id"] }))
            .await;
        list["rows"].as_array().unwrap().clone()
    }

    /// Adds files by their ids and gives the campaign's answer.
    pub async fn add(&self, campaign: &Value, files: &[&str]) -> Value {
        let items: Vec<Value> = files.iter().map(|id| json!({ "file_id": id })).collect();
        let request = json!({ "campaign_id": campaign["id"], "items": items });
        self.ok("items_add", request).await
    }
}

/// A campaign as the page sends it.
pub fn campaign(name: &str, rules: &[(&str, i64)]) -> Value {
    let rules: Vec<Value> = rules
        .iter()
        .map(|(category, fen)| json!({ "category": category, "amount": fen, "goods": null }))
        .collect();
    json!({
        "id": "", "name": name, "year": 2026, "season": "mid_autumn_national_day",
        "state": "running", "starts_on": "2026-11-01", "ends_on": null, "budget": null,
        "fund_ids": [], "pack": null, "rules": rules, "basis": null, "note": null,
    })
}

/// A person and an active file of theirs; ids `p-N`, `f-N`, `h-N`.
pub fn case(n: u32, name: &str, category: &str) -> (Person, HardshipFile) {
    let person = Person {
        id: Id::new(format!("p-{n}")),
        name: name.to_owned(),
        id_no: id_no(n),
        mobile: Some(format!("138000{n:05}")),
        village: Some("荷塘村".to_owned()),
        ..Person::default()
    };
    let file = HardshipFile {
        id: Id::new(format!("f-{n}")),
        file_no: format!("998101-2026-{n:05}"),
        applicant_id: person.id.clone(),
        household_id: Id::new(format!("h-{n}")),
        status: FileStatus::Active,
        category: Some(category.to_owned()),
        employer: Some("芦塘客车厂".to_owned()),
        card_holder: Some(name.to_owned()),
        card_no: Some(card(n)),
        bank: Some("云澜农村商业银行".to_owned()),
        ..HardshipFile::default()
    };
    (person, file)
}

/// An 18-digit number of the fictional county with its check digit.
pub fn id_no(n: u32) -> String {
    let digits = format!(
        "9981011970{:02}{:02}{:03}",
        n / 27_000 % 12 + 1,
        n / 999 % 27 + 1,
        n % 999
    );
    let check = songnuan_model::papers::likely_check_digit(&digits).unwrap();
    format!("{digits}{check}")
}

/// A fictional card that passes Luhn.
pub fn card(n: u32) -> String {
    let body = format!("629999{n:012}");
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| match (i % 2, u32::from(b - b'0')) {
            (1, d) => d,
            (_, d) if d > 4 => d * 2 - 9,
            (_, d) => d * 2,
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}
