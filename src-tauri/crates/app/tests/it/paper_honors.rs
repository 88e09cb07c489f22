//! Scholarships and model workers on paper and as workbooks: every form of the sample registers, the
//! numbers logged, the wall kept ignorant; what goes out comes back unchanged.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use songnuan_app::App;
use songnuan_app::commands::dispatch;
use songnuan_app::commands::import::{ImportKind, ImportOutcome};
use songnuan_app::error::AppError;
use songnuan_app::testing::open_unit;

use crate::import_common::{bytes, import};

const STUDENTS: &str = "金秋助学申请.xlsx";
const WORKERS: &str = "劳模名册.xlsx";

async fn ok(app: &App, command: &str, request: Value) -> Value {
    dispatch(app, command, request)
        .await
        .unwrap_or_else(|e| panic!("{command}: {e}"))
}

async fn take_in(app: &App, kind: ImportKind, name: &str) -> ImportOutcome {
    import(app, kind, name, bytes(name)).await
}

async fn round_id(app: &App) -> Value {
    ok(app, "round_list", json!({})).await[0]["round"]["id"].clone()
}

fn workbook(file: &Value) -> Vec<u8> {
    STANDARD.decode(file["base64"].as_str().unwrap()).unwrap()
}

async fn totals(app: &App, report: &str) -> Value {
    let request = json!({
        "report": report, "campaign_id": null, "fund_id": null, "from": null, "to": null,
        "as_of": null,
    });
    ok(app, "stats", request).await["totals"].clone()
}

/// The texts of a document, page by page, without blanks; `None` where poppler is missing.
fn pages(document: &Value, dir: &Path) -> Vec<String> {
    let pdf = dir.join("paper.pdf");
    std::fs::write(&pdf, workbook(document)).unwrap();
    let pdf = pdf.display().to_string();
    let tool = |name: &str, args: &[&str]| {
        let out = Command::new(name).args(args).output();
        let out = out.unwrap_or_else(|e| panic!("{name} is needed: {e}"));
        assert!(out.status.success(), "{name} {args:?}");
        String::from_utf8(out.stdout).unwrap()
    };
    tool("qpdf", &["--check", &pdf]);
    let text = tool("pdftotext", &["-layout", &pdf, "-"]);
    let squeezed = |page: &str| page.split_whitespace().collect::<String>();
    text.split_terminator('\u{c}').map(squeezed).collect()
}

async fn try_print(app: &App, request: Value) -> Result<Value, AppError> {
    let mut whole = json!({ "ids": [], "all": false, "blank": 0, "with_photos": false });
    for (key, value) in request.as_object().unwrap() {
        whole[key] = value.clone();
    }
    let started = dispatch(app, "print_start", whole).await?;
    app.jobs()
        .wait(&serde_json::from_value(started).unwrap())
        .await
}

async fn print(app: &App, request: Value) -> Value {
    let first = try_print(app, request.clone()).await.unwrap();
    let again = try_print(app, request.clone()).await.unwrap();
    assert_eq!(first, again, "{request}: same data, same bytes");
    assert_eq!(first["warnings"], json!([]), "{request}");
    first
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_applications_goes_out_and_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let app = open_unit(&dir.path().join("one")).await.unwrap();
    take_in(&app, ImportKind::Scholarships, STUDENTS).await;
    let wanted = totals(&app, "scholarships").await;
    let asked = json!({ "round_id": round_id(&app).await });
    let file = ok(&app, "export_scholarships", asked).await;
    assert_eq!(
        file["file_name"],
        "芦塘荡镇总工会-2024年金秋助学申请名册-20261122.xlsx"
    );
    let log = ok(&app, "access_log", json!({})).await;
    assert!(
        log.to_string().contains("申请名册 40 份"),
        "numbers that left are logged"
    );
    let book = workbook(&file);
    let back = import(&app, ImportKind::Scholarships, "again.xlsx", book.clone()).await;
    assert_eq!((back.rows_taken, back.rows_left_out), (40, 0));
    assert_eq!((back.cases_new, back.cases_changed), (0, 0));
    assert!(back.op_id.is_none(), "{}", back.message);
    let empty = open_unit(&dir.path().join("two")).await.unwrap();
    let there = import(&empty, ImportKind::Scholarships, "there.xlsx", book).await;
    assert_eq!((there.cases_new, there.rows_left_out), (40, 0));
    assert_eq!(totals(&empty, "scholarships").await, wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_registry_goes_out_and_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let app = open_unit(&dir.path().join("one")).await.unwrap();
    take_in(&app, ImportKind::ModelWorkers, WORKERS).await;
    let wanted = totals(&app, "model_workers").await;
    for day in [json!(null), json!("2025-07-01")] {
        let file = ok(&app, "export_model_workers", json!({ "on": day })).await;
        let book = workbook(&file);
        let back = import(&app, ImportKind::ModelWorkers, "again.xlsx", book).await;
        assert_eq!((back.rows_taken, back.rows_left_out), (34, 0));
        let changed = (back.workers_new, back.workers_changed, back.honors_new);
        assert_eq!((changed, back.honors_changed), ((0, 0, 0), 0), "{day}");
        assert!(back.op_id.is_none(), "{}", back.message);
    }
    let file = ok(&app, "export_model_workers", json!({ "on": "2025-07-01" })).await;
    let empty = open_unit(&dir.path().join("two")).await.unwrap();
    let book = workbook(&file);
    let there = import(&empty, ImportKind::ModelWorkers, "there.xlsx", book).await;
    assert_eq!((there.workers_new, there.honors_new), (15, 19));
    assert_eq!(totals(&empty, "model_workers").await, wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn scholarships_print_whole_and_the_wall_learns_no_name() {
    let dir = tempfile::tempdir().unwrap();
    let app = open_unit(&dir.path().join("data")).await.unwrap();
    take_in(&app, ImportKind::Scholarships, STUDENTS).await;
    let round = round_id(&app).await;
    let ids = json!([round]);

    let form = json!({ "form": "scholarship_application", "ids": ids });
    let forms = print(&app, form).await;
    assert_eq!(forms["pages"], 40);
    let text = pages(&forms, dir.path());
    assert!(text[0].contains("李一鸣") && text[0].contains("998101200502017836"));
    assert!(text[0].contains("☑本科") && text[0].contains("☑新录取"));
    assert!(
        !text[0].contains("伍仟元整"),
        "nobody has approved anything yet"
    );

    let roster = print(&app, json!({ "form": "scholarship_roster", "ids": ids })).await;
    let text = pages(&roster, dir.path()).concat();
    assert!(text.contains("壹拾贰万元整") && text.contains("合计（29人）"));

    let summary = print(&app, json!({ "form": "scholarship_summary", "all": true })).await;
    let text = pages(&summary, dir.path()).concat();
    assert!(text.contains("¥120,000.00"), "{text}");

    let notice = print(&app, json!({ "form": "scholarship_notice", "ids": ids })).await;
    let text = pages(&notice, dir.path()).concat();
    let list = ok(&app, "scholarship_list", json!({ "round_id": round })).await;
    for row in list["rows"].as_array().unwrap() {
        let school = row["case"]["school"].as_str().unwrap();
        assert!(!text.contains(row["name"].as_str().unwrap()));
        assert!(!text.contains(school), "{school}");
    }
    assert!(text.contains("李**等29名学生") && text.contains("公示期："));

    let log = ok(&app, "access_log", json!({})).await.to_string();
    assert!(log.contains("打印金秋助学名册 29 人"), "{log}");
    let refused = try_print(&app, json!({ "form": "scholarship_roster" })).await;
    assert!(refused.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_registry_prints_with_portrait_funds_and_honours() {
    let dir = tempfile::tempdir().unwrap();
    let app = open_unit(&dir.path().join("data")).await.unwrap();
    take_in(&app, ImportKind::ModelWorkers, WORKERS).await;
    let list = ok(&app, "model_worker_list", json!({})).await;
    let first = list["rows"][0]["worker"]["id"].clone();
    let ids = json!([first]);

    let bare = print(&app, json!({ "form": "model_worker_form", "ids": ids })).await;
    let text = pages(&bare, dir.path());
    assert!(text[0].contains("罗建华") && text[0].contains("（2寸）"));
    assert!(text[0].contains("全国劳动模范") && text[0].contains("找回"));
    assert_eq!(bare["pages"], 2);

    let picture = json!({
        "owner_id": first, "file_name": "一寸照.jpg", "kind": "证件照",
        "base64": STANDARD.encode(portrait()), "keep_location": false,
    });
    ok(&app, "attachment_add", picture).await;
    let detail = ok(&app, "model_worker_get", json!({ "id": first })).await;
    assert_eq!(detail["attachments"][0]["attachment"]["kind"], "证件照");
    let with = print(&app, json!({ "form": "model_worker_form", "ids": ids })).await;
    let text = pages(&with, dir.path());
    assert!(!text[0].contains("（2寸）"), "the photograph stands there");

    let everybody = print(&app, json!({ "form": "model_worker_form", "all": true })).await;
    assert_eq!(everybody["pages"], 30);

    let ledger = print(&app, json!({ "form": "honor_ledger", "all": true })).await;
    let text = pages(&ledger, dir.path()).concat();
    assert!(text.contains("合计（19项）") && text.contains("2016-12-26被盗"));

    let early = json!({ "form": "model_worker_funds", "all": true, "year": 2025 });
    let refused = try_print(&app, early.clone()).await.unwrap_err();
    assert!(
        refused.to_string().contains("2025 年还没有申报"),
        "{refused}"
    );
    let declare = json!({
        "query": { "year": 2025, "on": "2025-07-01", "kinds": ["living_subsidy"], "pack": "demo-a" },
        "amount": null, "note": null,
    });
    ok(&app, "benefit_declare", declare).await;
    let funds = print(&app, early).await;
    let text = pages(&funds, dir.path()).concat();
    assert!(text.contains("59,016.12"), "{text}");

    let none = json!({ "form": "model_worker_visits", "ids": ids });
    let refused = try_print(&app, none.clone()).await.unwrap_err();
    assert!(refused.to_string().contains("没有登记过"), "{refused}");
    let visit = json!({
        "id": "", "file_id": null, "person_id": detail["person"]["id"], "state": "visited",
        "visited_on": "2026-11-20", "method": "home", "place": "芦塘荡镇新荡村3组56号",
        "reason": "节日", "visitors": ["杨志强", "姚艳"], "money_given": 330_000,
    });
    let save = json!({ "visit": visit, "difficulties": [], "draft_key": null });
    ok(&app, "visit_save", save).await;
    let visits = print(&app, none).await;
    let text = pages(&visits, dir.path()).concat();
    assert!(text.contains("罗建华") && text.contains("叁仟叁佰元整"));
}

/// A small upright picture.
fn portrait() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(350, 490, |x, y| {
        let face = (i64::from(x) - 175).pow(2) + (i64::from(y) - 200).pow(2) < 12_000;
        image::Rgb(if face {
            [222, 184, 150]
        } else {
            [70, 110, 170]
        })
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}
