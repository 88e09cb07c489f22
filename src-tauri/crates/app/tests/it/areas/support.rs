//! A unit to test in, and short ways to call commands.

use serde_json::{Value, json};
use songnuan_app::App;
use songnuan_app::commands::dispatch;
use songnuan_app::error::{AppError, Code};
use songnuan_app::testing::open_unit;

pub struct Unit {
    pub app: App,
    pub dir: tempfile::TempDir,
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
        dispatch(&self.app, command, request).await.unwrap_err()
    }

    /// A file of a worker with this name and paper.
    pub async fn file(&self, name: &str, id_no: &str) -> Value {
        self.ok("file_open", opening(name, id_no)).await
    }

    pub async fn edit(&self, file: &Value, record: &Value, field: &str, value: Value) -> Value {
        self.ok("file_edit", editing(file, record, field, value))
            .await
    }

    /// A job's answer.
    pub async fn job(&self, command: &str, request: Value) -> Result<Value, String> {
        let job = self.ok(command, request).await;
        loop {
            let status = self.ok("job_status", json!({ "job": job["job"] })).await;
            match status["state"].as_str().unwrap() {
                "running" => tokio::task::yield_now().await,
                "done" => return Ok(status["result"].clone()),
                _ => return Err(status["error"]["message"].as_str().unwrap().to_owned()),
            }
        }
    }
}

pub fn opening(name: &str, id_no: &str) -> Value {
    json!({
        "name": name, "id_type": "resident_id", "id_no": id_no, "mobile": "13800001234",
        "employer": "芦塘客车厂", "home_address": "芦塘荡镇荷塘村3组", "applied_on": "2026-11-02",
        "temporary": false,
    })
}

pub fn editing(file: &Value, record: &Value, field: &str, value: Value) -> Value {
    json!({
        "file_id": file["file"]["id"],
        "edits": [{ "record_id": record, "field": field, "value": value }],
        "why": "核对原件",
    })
}

/// An 18-digit number of the fictional county with its check digit.
pub fn id_no(birth: &str, sequence: u32) -> String {
    let digits = format!("998101{birth}{sequence:03}");
    let check = songnuan_model::papers::likely_check_digit(&digits).unwrap();
    format!("{digits}{check}")
}

pub fn refused_field(error: &AppError, word: &str) {
    assert_eq!(error.code, Code::InvalidField, "{error}");
    assert!(error.message.contains(word), "{error}");
}
