//! The list: search in many spellings, filters, sorting, masks, unions, export.

use serde_json::{Value, json};
use songnuan_app::op::Op;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidRecord, FileStatus, HardshipFile, UnionForm, UnionLevel, UnionOrg,
};

use super::support::{Unit, id_no, unit};

async fn names(unit: &Unit, query: Value) -> Vec<String> {
    let list = unit.ok("file_list", query).await;
    let rows = list["rows"].as_array().unwrap().iter();
    rows.map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

async fn four(unit: &Unit) -> Vec<Value> {
    let mut files = Vec::new();
    for (n, name) in ["曾小红", "单国强", "尉迟敬", "查建平"].iter().enumerate() {
        let number = id_no("19750101", u32::try_from(n).unwrap() * 2 + 1);
        files.push(unit.file(name, &number).await);
    }
    files
}

#[tokio::test]
async fn finds_names_by_every_spelling() {
    let unit = unit().await;
    let files = four(&unit).await;
    let zha = &files[3];
    unit.edit(zha, &zha["applicant"]["id"], "village", json!("柳湾村"))
        .await;
    unit.edit(zha, &zha["applicant"]["id"], "mobile", json!("13800009876"))
        .await;
    unit.edit(zha, &zha["file"]["id"], "employer", json!("云澜纺织厂"))
        .await;
    let tail = id_no("19750101", 7)[14..].to_owned();
    let cases = [
        ("查", vec!["查建平"]),
        ("zha", vec!["查建平"]),
        ("cha", vec!["查建平"]),
        ("zjp", vec!["查建平"]),
        ("yuchi", vec!["尉迟敬"]),
        ("ycj", vec!["尉迟敬"]),
        ("shan", vec!["单国强"]),
        ("zxh", vec!["曾小红"]),
        ("9876", vec!["查建平"]),
        (tail.as_str(), vec!["查建平"]),
        ("纺织", vec!["查建平"]),
        ("柳湾 查", vec!["查建平"]),
        ("2026-003", vec!["尉迟敬"]),
        ("没有这个人", vec![]),
    ];
    for (text, found) in cases {
        assert_eq!(names(&unit, json!({ "text": text })).await, found, "{text}");
    }
    let sorted = names(&unit, json!({ "sort": "name" })).await;
    assert_eq!(sorted, ["单国强", "尉迟敬", "曾小红", "查建平"]);
    let page = json!({ "sort": "name", "descending": true, "offset": 1, "limit": 2 });
    assert_eq!(names(&unit, page).await, ["曾小红", "尉迟敬"]);
    assert_eq!(
        names(&unit, json!({ "village": "柳湾村" })).await,
        ["查建平"]
    );
    unit.refused("file_list", json!({ "sort": "colour" })).await;
    unit.refused("file_list", json!({ "filter": "colour" }))
        .await;
}

/// All files become 在档, as if their procedure had been gone through.
async fn put_on_record(unit: &Unit) {
    let files: Vec<HardshipFile> = unit.app.store().await.unwrap().all().await.unwrap();
    let mut tx = unit.app.begin(Op::ImportHardship, "").await.unwrap();
    for file in files {
        let file = HardshipFile {
            status: FileStatus::Active,
            ..file
        };
        tx.put(&file).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn filters_and_masks() {
    let unit = unit().await;
    let files = four(&unit).await;
    put_on_record(&unit).await;
    let (zeng, shan) = (&files[0], &files[1]);
    unit.edit(zeng, &zeng["file"]["id"], "updated_on", json!("2025-11-21"))
        .await;
    unit.edit(shan, &shan["file"]["id"], "updated_on", json!("2025-11-22"))
        .await;
    assert_eq!(
        names(&unit, json!({ "filter": "untouched" })).await,
        ["曾小红"]
    );
    for (file, result) in [(zeng, "银行退回"), (shan, "银行成功")] {
        let mut tx = unit.app.begin(Op::ImportHardship, "").await.unwrap();
        let aid = AidRecord {
            id: unit.app.host().new_id(),
            file_id: Id::new(file["file"]["id"].as_str().unwrap()),
            campaign: "2016年元旦春节送温暖".into(),
            item: "慰问金".into(),
            amount: Fen(100_000),
            paid_on: None,
            method: None,
            result: Some(result.into()),
            return_reason: None,
            proxy_receiver: None,
        };
        tx.put(&aid).await.unwrap();
        tx.commit().await.unwrap();
    }
    let never = names(&unit, json!({ "filter": "never_aided" })).await;
    assert_eq!(
        never,
        ["曾小红", "尉迟敬", "查建平"],
        "returned money was never aid"
    );
    assert_eq!(
        names(&unit, json!({ "filter": "incomplete" })).await.len(),
        4
    );
    assert_eq!(
        names(&unit, json!({ "status": "submitted" })).await.len(),
        0
    );
    let list = unit.ok("file_list", json!({})).await;
    let text = list.to_string();
    assert!(!text.contains(&id_no("19750101", 1)) && !text.contains("13800001234"));
    assert_eq!(list["by_status"][0]["count"], 4);
    assert_eq!(
        list["rows"][0]["id_no_masked"]
            .as_str()
            .unwrap()
            .matches('*')
            .count(),
        11
    );
}

#[tokio::test]
async fn exports_what_the_filter_finds() {
    let unit = unit().await;
    four(&unit).await;
    let empty = json!({ "query": { "text": "没有这个人" } });
    unit.refused("export_files", empty).await;
    let file = unit
        .ok("export_files", json!({ "query": { "text": "zha" } }))
        .await;
    assert_eq!(
        file["file_name"],
        "芦塘荡镇总工会-困难职工汇总表-20261122.xlsx"
    );
    let again = unit
        .ok("export_files", json!({ "query": { "text": "zha" } }))
        .await;
    assert_eq!(file["base64"], again["base64"]);
}

fn org(id: &str, level: UnionLevel, parent: Option<&str>, guidance: Option<&str>) -> UnionOrg {
    UnionOrg {
        id: Id::new(id),
        name: format!("工会{id}"),
        level,
        form: (level == UnionLevel::Grassroots).then_some(UnionForm::Independent),
        parent_id: parent.map(Id::new),
        guidance_parent_id: guidance.map(Id::new),
        employer_uscc: None,
        union_uscc: None,
        industry: None,
        employees: Some(100),
        members: Some(60),
        female: Some(40),
        migrant: Some(10),
        chair: None,
        established_on: None,
        term_end: None,
    }
}

#[tokio::test]
async fn a_union_under_two_parents_counts_once() {
    let unit = unit().await;
    let mut tx = unit.app.begin(Op::ImportUnions, "").await.unwrap();
    for org in [
        org("town", UnionLevel::TownshipUnion, None, None),
        org("east", UnionLevel::Federation, Some("town"), None),
        org("coach", UnionLevel::Federation, Some("town"), None),
        org("plant", UnionLevel::Grassroots, Some("east"), Some("coach")),
        org("shop", UnionLevel::NoUnion, Some("east"), None),
    ] {
        tx.put(&org).await.unwrap();
    }
    tx.commit().await.unwrap();
    let all = unit.ok("union_list", json!({})).await;
    assert_eq!(all["totals"]["enterprises"], 2);
    assert_eq!(all["totals"]["enterprises_with_union"], 1);
    assert_eq!(all["totals"]["employees"], 200);
    let town = unit.ok("union_list", json!({ "parent_id": "town" })).await;
    assert_eq!(town["totals"]["employees"], 200);
    assert_eq!(town["orgs"].as_array().unwrap().len(), 4);
    let coach = unit.ok("union_list", json!({ "parent_id": "coach" })).await;
    assert_eq!(coach["totals"]["employees"], 100);
}
