//! Verdicts, "what if" and policy packs through the commands, over a real store.

#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::{Value, json};
use songnuan_app::App;
use songnuan_app::commands::dispatch;
use songnuan_app::op::Op;
use songnuan_app::testing::open_unit;
use songnuan_model::eligibility::{BUILT_IN, built_in_text};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    FileStatus, HardshipFile, Household, HouseholdMember, IncomeKind, IncomeLine, Person,
    RigidKind, RigidLine,
};

struct Fixture {
    app: App,
    _dir: tempfile::TempDir,
}

/// A unit with one household of three for each (file number, income, rigid).
async fn unit(households: &[(&str, i64, i64)]) -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let app = open_unit(dir.path()).await.unwrap();
    for (no, income, rigid) in households {
        household(&app, no, *income, *rigid).await;
    }
    Fixture { app, _dir: dir }
}

async fn household(app: &App, file_no: &str, income: i64, rigid: i64) {
    let id = |what: &str| Id::new(format!("{what}-{file_no}"));
    let mut tx = app.begin(Op::OpenFile, "").await.unwrap();
    let household = Household {
        id: id("home"),
        head_id: id("head"),
    };
    for (at, who) in ["head", "wife", "son", "uncle"].into_iter().enumerate() {
        let name = format!("{who} {file_no}");
        tx.put(&Person {
            id: id(who),
            name,
            ..Person::default()
        })
        .await
        .unwrap();
        if at == 0 {
            continue;
        }
        let member = HouseholdMember {
            id: id(&format!("member-{who}")),
            household_id: household.id.clone(),
            person_id: id(who),
            relation: who.to_owned(),
            identity: None,
            monthly_income: None,
            employer_or_school: None,
            living_together: who != "uncle",
            joined_on: None,
            left_on: None,
        };
        tx.put(&member).await.unwrap();
    }
    tx.put(&household).await.unwrap();
    let file = HardshipFile {
        id: id("file"),
        file_no: file_no.to_owned(),
        applicant_id: id("head"),
        household_id: household.id.clone(),
        status: FileStatus::Active,
        ..HardshipFile::default()
    };
    tx.put(&file).await.unwrap();
    tx.put(&IncomeLine {
        id: id("income"),
        household_id: household.id.clone(),
        earner: String::new(),
        kind: IncomeKind::Wage,
        from_month: "2015-12".to_owned(),
        to_month: "2016-11".to_owned(),
        months: Vec::new(),
        year_amount: Fen(income),
        note: None,
    })
    .await
    .unwrap();
    tx.put(&RigidLine {
        id: id("rigid"),
        household_id: household.id,
        spent_on: String::new(),
        kind: RigidKind::Illness,
        period: "2015.12-2016.11".to_owned(),
        amount: Fen(rigid),
        receipts: None,
        note: None,
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn call(unit: &Fixture, name: &str, request: Value) -> Value {
    dispatch(&unit.app, name, request)
        .await
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The sentence a command refuses with.
async fn refused(unit: &Fixture, name: &str, request: Value) -> String {
    dispatch(&unit.app, name, request)
        .await
        .unwrap_err()
        .message
}

/// Three of DOMAIN's vectors, n = 3.
const H: [(&str, i64, i64); 3] = [
    ("H1", 9_600_000, 6_000_000),
    ("H2", 9_600_000, 6_108_000),
    ("H6", 9_600_000, 2_616_000),
];

#[tokio::test]
async fn verdicts_of_all_files_and_of_one() {
    let unit = unit(&H).await;
    for (pack, expected) in [
        ("demo-a", ["relative", "relative", "none"]),
        ("demo-b", ["relative", "deep", "none"]),
        ("demo-c", ["relative", "deep", "relative"]),
    ] {
        let verdicts = call(&unit, "eligibility", json!({ "pack": pack })).await;
        let found: Vec<_> = verdicts
            .as_array()
            .unwrap()
            .iter()
            .map(|v| &v["category"])
            .collect();
        assert_eq!(found, expected, "{pack}");
        assert_eq!(verdicts[1]["per_capita_month_fen"], "97000/1");
        assert_eq!(verdicts[1]["line_fen"], 97_000);
        assert_eq!(verdicts[1]["members_n"], 3);
        assert_eq!(verdicts[1]["status"], "在档");
    }
    let one = call(
        &unit,
        "eligibility",
        json!({ "pack": "demo-a", "file_no": "H6" }),
    )
    .await;
    assert_eq!(one.as_array().unwrap().len(), 1);
    assert_eq!(one[0]["name"], "head H6");
    let request = json!({ "pack": "demo-a", "file_no": "H6", "dibao_line": 97_001 });
    assert_eq!(
        call(&unit, "eligibility", request).await[0]["category"],
        "relative"
    );
}

#[tokio::test]
async fn refusals_are_sentences() {
    let unit = unit(&H[..1]).await;
    for (request, expected) in [
        (json!({ "pack": "demo-x" }), "demo-x"),
        (json!({ "pack": "demo-a", "file_no": "H9" }), "H9"),
        (
            json!({ "pack": "demo-a", "id_no": "11010519491231002X" }),
            "证件号码",
        ),
        (
            json!({ "pack": "demo-a", "on": "2015-12-31" }),
            "2016-01-01 起执行",
        ),
        (json!({ "pack": "demo-a", "dibao_line": 0 }), "大于 0"),
    ] {
        let sentence = refused(&unit, "eligibility", request).await;
        assert!(sentence.contains(expected), "{sentence}");
    }
    let early = json!({ "pack": "demo-a", "on": "2015-12-31", "dibao_line": 97_001 });
    assert!(
        refused(&unit, "what_if", early)
            .await
            .contains("2016-01-01 起执行")
    );
}

#[tokio::test]
async fn what_if_lists_those_who_change() {
    let unit = unit(&H).await;
    let request = json!({ "pack": "demo-a", "dibao_line": 97_001 });
    let answer = call(&unit, "what_if", request).await;
    assert_eq!(
        (&answer["line_before"], &answer["line_after"]),
        (&json!(97_000), &json!(97_001))
    );
    assert_eq!(answer["checked"], 3);
    let rows = answer["changed"].as_array().unwrap();
    let found: Vec<_> = rows
        .iter()
        .map(|r| [&r["file_no"], &r["before"], &r["after"]])
        .collect();
    assert_eq!(
        found,
        [["H2", "relative", "deep"], ["H6", "none", "relative"]]
    );
    assert_eq!(rows[0]["per_capita"], "970.00");
}

#[tokio::test]
async fn a_pack_is_copied_edited_and_used() {
    let unit = unit(&H).await;
    assert_eq!(
        call(&unit, "pack_list", json!({}))
            .await
            .as_array()
            .unwrap()
            .len(),
        BUILT_IN.len()
    );
    let copy = built_in_text("demo-a")
        .unwrap()
        .replace("id = \"demo-a\"", "id = \"ours\"")
        .replace("（样例A）", "（本镇）");
    let request = |toml: &str| json!({ "toml": toml, "based_on": "demo-a" });

    let broken = copy.replace("times = \"2\"", "times = \"1.5\"");
    let problems = call(&unit, "pack_check", request(&broken)).await;
    assert!(
        problems[0]["message"].as_str().unwrap().contains("3/2"),
        "{problems}"
    );
    assert!(
        refused(&unit, "pack_save", request(&broken))
            .await
            .contains("没有保存")
    );
    assert_eq!(
        call(&unit, "pack_list", json!({}))
            .await
            .as_array()
            .unwrap()
            .len(),
        BUILT_IN.len()
    );

    let saved = call(
        &unit,
        "pack_save",
        request(&copy.replace("\"970.00\"", "\"970.01\"")),
    )
    .await;
    assert_eq!(
        (&saved["summary"]["id"], &saved["summary"]["own"]),
        (&json!("ours"), &json!(true))
    );
    let verdicts = call(&unit, "eligibility", json!({ "pack": "ours" })).await;
    assert_eq!(verdicts[1]["category"], "deep");
    assert_eq!(
        call(&unit, "pack_get", json!({ "id": "ours" })).await["rows"][0]["value"],
        "ours"
    );

    // An edited built-in pack wins over the one that comes with the program.
    let own = built_in_text("demo-a")
        .unwrap()
        .replace("\"970.00\"", "\"970.01\"");
    call(&unit, "pack_save", request(&own)).await;
    let verdicts = call(&unit, "eligibility", json!({ "pack": "demo-a" })).await;
    assert_eq!(verdicts[1]["category"], "deep");
    assert_eq!(
        call(&unit, "pack_list", json!({}))
            .await
            .as_array()
            .unwrap()
            .len(),
        BUILT_IN.len() + 1
    );
}
