//! A unit with the sample list imported, a fund, and a batch led through its steps.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use songnuan_app::App;
use songnuan_app::commands::dispatch;
use songnuan_app::commands::import::ImportKind;
use songnuan_app::error::AppError;
use songnuan_app::import;
use songnuan_app::testing::{TestHost, open_unit_at, sit_down};
use songnuan_model::records::Role;

pub struct Unit {
    pub app: App,
    pub host: Arc<TestHost>,
    dir: tempfile::TempDir,
}

pub async fn unit() -> Unit {
    let dir = tempfile::tempdir().unwrap();
    let host = Arc::new(TestHost::new(dir.path()));
    let app = open_unit_at(host.clone()).await.unwrap();
    Unit { app, host, dir }
}

impl Unit {
    pub async fn ok(&self, command: &str, request: Value) -> Value {
        match dispatch(&self.app, command, request).await {
            Ok(answer) => answer,
            Err(error) => panic!("{command}: {error}"),
        }
    }

    pub async fn job(&self, command: &str, request: Value) -> Result<Value, AppError> {
        let started = dispatch(&self.app, command, request).await?;
        let started = serde_json::from_value(started).unwrap();
        self.app.jobs().wait(&started).await
    }

    pub async fn clerk(&self) {
        sit_down(&self.app, "李干事", &[Role::Clerk, Role::Administrator]).await;
    }

    pub async fn visitor(&self) {
        sit_down(&self.app, "走访员小周", &[Role::Visitor]).await;
    }

    /// The sample list as a campaign; its id.
    pub async fn sample(&self) -> Value {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
        let list = root.join("tests/fixtures/samples/送温暖名单-客车厂.xlsx");
        let (name, bytes) = import::read_path(&list).unwrap();
        let started = import::start_bytes(&self.app, ImportKind::Campaign, name, bytes)
            .await
            .unwrap();
        let preview = self.app.jobs().wait(&started).await.unwrap();
        let apply = json!({ "import": preview["import"], "decisions": [], "strict": false });
        let outcome = self.job("import_apply", apply).await.unwrap();
        assert_eq!(outcome["rows_taken"], 41, "{outcome}");
        outcome["campaign_id"].clone()
    }

    /// A batch of the whole list, drafted; needs a notice.
    pub async fn draft(&self, campaign: &Value, method: &str) -> Value {
        let fund = json!({
            "id": "", "name": "2026年送温暖资金", "level": "union_funds", "year": 2026,
            "from": "2026-01-01", "to": "2026-12-31", "closed": false, "note": null,
        });
        let fund = self
            .ok("fund_save", json!({ "fund": fund, "opening": 10_000_000 }))
            .await;
        let draft = json!({
            "campaign_id": campaign, "item_ids": [], "lines": [],
            "fund_id": fund["fund"]["id"], "method": method,
            "purpose": "2017年元旦春节送温暖", "needs_notice": true, "no": null, "note": null,
        });
        let batch = self.ok("batch_draft", draft).await;
        batch["row"]["batch"].clone()
    }

    pub async fn step(&self, batch: &Value, kind: &str, more: Value) -> Value {
        let mut request = json!({ "batch_id": batch["id"], "kind": kind, "opinion": "同意" });
        for (key, value) in more.as_object().unwrap() {
            request[key] = value.clone();
        }
        self.ok("batch_step", request).await
    }

    /// Reviewed, approved and posted by others than the clerk.
    pub async fn post(&self, batch: &Value) {
        sit_down(&self.app, "陆会计", &[Role::Finance]).await;
        self.step(batch, "reviewed", json!({})).await;
        sit_down(&self.app, "杨主席", &[Role::Leader]).await;
        self.step(batch, "approved", json!({})).await;
        self.clerk().await;
        self.step(batch, "notice_posted", json!({ "place": "厂务公开栏" }))
            .await;
    }

    /// Released, the cash taken out, the first recipients signed for.
    pub async fn pay(&self, batch: &Value, signed: usize) {
        self.host.pass_days(10);
        sit_down(&self.app, "杨主席", &[Role::Leader]).await;
        let released = self.step(batch, "released", json!({})).await;
        self.clerk().await;
        self.step(batch, "cash_taken", json!({ "amount": 5_200_000 }))
            .await;
        let lines = released["lines"].as_array().unwrap();
        let event = |(index, row): (usize, &Value)| {
            let proxy = (index == 1).then_some("陈大勇");
            json!({
                "line_id": row["line"]["id"], "kind": "signed",
                "proxy_name": proxy, "proxy_relation": proxy.map(|_| "丈夫"),
                "proxy_id_no": null,
            })
        };
        let events: Vec<Value> = lines.iter().take(signed).enumerate().map(event).collect();
        let add = json!({ "batch_id": batch["id"], "events": events, "card_confirmed": false });
        self.ok("line_events_add", add).await;
    }

    /// Prints a form and answers with the file and its text, page by page.
    pub async fn print(&self, form: &str, ids: Value) -> (Value, Vec<String>) {
        let file = self.job("print_start", printing(form, ids)).await;
        let file = file.unwrap_or_else(|error| panic!("{form}: {error}"));
        let text = self.text(&file);
        (file, text)
    }

    /// The text of a PDF, page by page.
    pub fn text(&self, file: &Value) -> Vec<String> {
        let bytes = bytes_of(file);
        let path = self.dir.path().join("read.pdf");
        std::fs::write(&path, bytes).unwrap();
        let check = Command::new("qpdf")
            .arg("--check")
            .arg(&path)
            .output()
            .unwrap();
        assert!(check.status.success(), "qpdf --check");
        let out = Command::new("pdftotext")
            .args(["-layout", path.to_str().unwrap(), "-"])
            .output()
            .unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        text.split_terminator('\u{c}').map(str::to_owned).collect()
    }
}

pub fn printing(form: &str, ids: Value) -> Value {
    json!({ "form": form, "ids": ids, "all": false, "blank": 0, "with_photos": false })
}

pub fn bytes_of(file: &Value) -> Vec<u8> {
    STANDARD.decode(file["base64"].as_str().unwrap()).unwrap()
}

/// The names of the sample list.
pub fn names() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let path = root.join("tests/fixtures/samples/送温暖名单-客车厂.expected.json");
    let expected: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let recipients = expected["recipients"].as_array().unwrap();
    let name = |row: &Value| row["name"].as_str().unwrap().to_owned();
    recipients.iter().map(name).collect()
}

/// A text without blanks and line breaks.
pub fn squeezed(pages: &[String]) -> String {
    pages.concat().split_whitespace().collect()
}
