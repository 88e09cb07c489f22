//! The three forms of one sample household, held against golden text and page pictures.
//!
//! `SONGNUAN_BLESS=1 cargo test -p songnuan-app --test it golden` rewrites `tests/fixtures/golden`;
//! look at the pictures before committing them.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use serde_json::{Value, json};
use songnuan_app::App;
use songnuan_app::commands::dispatch;
use songnuan_app::commands::import::ImportKind;
use songnuan_app::import;
use songnuan_app::testing::open_unit;

/// The household of 顾𬱖: a character beyond the BMP in the name, two members, three incomes.
const FILE_NO: &str = "998101-2015-038";
/// Largest mean difference of a page picture, in grey levels of 255: renderers differ a little.
const TOLERANCE: f64 = 2.0;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

async fn ok(app: &App, command: &str, request: Value) -> Value {
    dispatch(app, command, request)
        .await
        .unwrap_or_else(|e| panic!("{command}: {e}"))
}

/// A unit with the sample survey and one visit in it; returns the ids of file and visit.
async fn unit_with_visit(dir: &Path) -> (App, Value, Value) {
    let app = open_unit(dir).await.unwrap();
    let survey = root().join("tests/fixtures/samples/困难职工摸底表.xlsx");
    let (name, bytes) = import::read_path(&survey).unwrap();
    let started = import::start_bytes(&app, ImportKind::Hardship, name, bytes)
        .await
        .unwrap();
    let preview = app.jobs().wait(&started).await.unwrap();
    let apply = json!({ "import": preview["import"], "decisions": [], "strict": false });
    let started = ok(&app, "import_apply", apply).await;
    app.jobs()
        .wait(&serde_json::from_value(started).unwrap())
        .await
        .unwrap();

    let asked = json!({ "id": null, "file_no": FILE_NO, "as_of": null });
    let file = ok(&app, "file_get", asked).await["file"]["id"].clone();
    let visit = json!({
        "id": "", "file_id": file, "state": "visited", "visited_on": "2026-11-20", "method": "home",
        "place": "芦塘荡镇芦花村11组73号", "reason": "节日",
        "visitors": ["杨志强", "姚艳"], "present": ["本人"],
        "clear_thought": "思想稳定", "clear_performance": "在岗尽责", "clear_difficulty": "药费负担重",
        "talk_policy": "讲解医疗互助", "needs": ["medical", "schooling"],
        "money_given": 50_000, "goods_given": "大米一袋", "goods_value": 10_000,
        "suggestion": "keep", "problems": "孩子明年升学", "solution": "登记金秋助学意向",
    });
    let saved = json!({ "visit": visit, "difficulties": [], "draft_key": null });
    let visit = ok(&app, "visit_save", saved).await["visit"]["id"].clone();
    (app, file, visit)
}

async fn print(app: &App, form: &str, id: &Value) -> Vec<u8> {
    let request =
        json!({ "form": form, "ids": [id], "all": false, "blank": 0, "with_photos": false });
    let started = ok(app, "print_start", request).await;
    let file = app
        .jobs()
        .wait(&serde_json::from_value(started).unwrap())
        .await
        .unwrap();
    let base64 = file["base64"].as_str().unwrap();
    base64::engine::general_purpose::STANDARD
        .decode(base64)
        .unwrap()
}

/// Runs a poppler tool; the test command installs them.
fn tool(name: &str, args: &[&str]) -> Vec<u8> {
    let out = Command::new(name).args(args).output();
    let out = out.unwrap_or_else(|e| panic!("{name} (poppler-utils) is needed: {e}"));
    assert!(out.status.success(), "{name} {args:?}");
    out.stdout
}

fn compare_text(form: &str, pdf: &str, golden: &Path, bless: bool) {
    let text = String::from_utf8(tool("pdftotext", &["-layout", pdf, "-"])).unwrap();
    let path = golden.join(format!("{form}.txt"));
    if bless {
        std::fs::write(&path, &text).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap();
    for (n, (found, wanted)) in text.lines().zip(wanted.lines()).enumerate() {
        assert_eq!(found, wanted, "{form}, line {}", n + 1);
    }
    assert_eq!(
        text.lines().count(),
        wanted.lines().count(),
        "{form}: lines"
    );
}

fn compare_picture(form: &str, pdf: &str, golden: &Path, bless: bool) {
    let png = tool(
        "pdftoppm",
        &["-r", "50", "-gray", "-png", "-f", "1", "-l", "1", pdf],
    );
    let path = golden.join(format!("{form}.png"));
    if bless {
        std::fs::write(&path, &png).unwrap();
    }
    let found = image::load_from_memory(&png).unwrap().into_luma8();
    let wanted = image::load_from_memory(&std::fs::read(&path).unwrap())
        .unwrap()
        .into_luma8();
    assert_eq!(
        found.dimensions(),
        wanted.dimensions(),
        "{form}: size of the page"
    );
    let pairs = found.pixels().zip(wanted.pixels());
    let sum: u64 = pairs.map(|(a, b)| u64::from(a.0[0].abs_diff(b.0[0]))).sum();
    let mean = sum as f64 / f64::from(found.width() * found.height());
    assert!(
        mean <= TOLERANCE,
        "{form}: the page looks different (mean {mean:.2} grey levels)"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn printed_forms_say_and_look_as_before() {
    let dir = tempfile::tempdir().unwrap();
    let (app, file, visit) = unit_with_visit(&dir.path().join("data")).await;
    let golden = root().join("tests/fixtures/golden");
    let bless = std::env::var_os("SONGNUAN_BLESS").is_some();
    std::fs::create_dir_all(&golden).unwrap();
    for (form, id) in [
        ("hardship_file", &file),
        ("visit_record", &visit),
        ("visit_card", &visit),
    ] {
        let bytes = print(&app, form, id).await;
        assert_eq!(
            bytes,
            print(&app, form, id).await,
            "{form}: same data, same bytes"
        );
        let pdf = dir.path().join(format!("{form}.pdf"));
        std::fs::write(&pdf, bytes).unwrap();
        let pdf = pdf.display().to_string();
        compare_text(form, &pdf, &golden, bless);
        compare_picture(form, &pdf, &golden, bless);
    }
}
