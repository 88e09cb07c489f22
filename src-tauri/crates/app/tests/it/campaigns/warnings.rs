//! Flags, duplicates and the room under the caps.

use serde_json::{Value, json};
use songnuan_model::records::{FileStatus, HardshipFile, Person};

use super::bank::{Line, batch};
use super::lists::cases;
use super::support::{Unit, case, unit};

async fn flags(unit: &Unit, campaign: &Value) -> Vec<(String, Vec<String>)> {
    let rows = unit.rows(campaign).await;
    let codes = |row: &Value| {
        let flags = row["flags"].as_array().unwrap().iter();
        flags
            .map(|flag| flag["code"].as_str().unwrap().to_owned())
            .collect()
    };
    rows.iter()
        .map(|row| (row["name"].as_str().unwrap().to_owned(), codes(row)))
        .collect()
}

#[tokio::test]
async fn everybody_is_flagged_for_what_should_be_known() {
    let unit = unit().await;
    let who = [
        "无事",
        "去世",
        "迁出",
        "注销",
        "脱困",
        "无卡",
        "坏卡",
        "他人卡",
        "无额",
        "救助",
    ];
    let mut people = Vec::<Person>::new();
    let mut files = Vec::<HardshipFile>::new();
    for (n, name) in (1..).zip(who) {
        let (mut person, mut file) = case(n, name, "deep");
        match name {
            "去世" => person.died_on = "2026-05-01".parse().ok(),
            "迁出" | "注销" => {
                file.status = FileStatus::Cancelled;
                let reason = if name == "迁出" {
                    "户口迁出"
                } else {
                    "fraud"
                };
                file.cancel_reason = Some(reason.to_owned());
            }
            "脱困" | "救助" => file.status = FileStatus::Exited,
            "无卡" => file.card_no = None,
            "坏卡" => file.card_no = Some("6228480030000000016".to_owned()),
            "他人卡" => file.card_holder = Some("王五".to_owned()),
            "无额" => file.category = Some("accidental".to_owned()),
            _ => {}
        }
        people.push(person);
        files.push(file);
    }
    unit.put(&people).await;
    unit.put(&files).await;
    let campaign = unit.campaign("2026年中秋慰问", &[("deep", 50_000)]).await;
    let mut items: Vec<Value> = (1..=9)
        .map(|n| json!({ "file_id": format!("f-{n}") }))
        .collect();
    items.push(json!({ "file_id": "f-10", "aid_kind": "living_aid" }));
    let request = json!({ "campaign_id": campaign["id"], "items": items });
    unit.ok("items_add", request).await;
    let wanted: [(&str, &[&str]); 10] = [
        ("无事", &[]),
        ("去世", &["deceased"]),
        ("迁出", &["moved"]),
        ("注销", &["cancelled"]),
        ("脱困", &["exited"]),
        ("无卡", &["no_card"]),
        ("坏卡", &["card_luhn"]),
        ("他人卡", &["holder_differs"]),
        ("无额", &["amount_missing"]),
        ("救助", &["exited", "no_file"]),
    ];
    let found = flags(&unit, &campaign).await;
    for ((name, codes), (wanted, flags)) in found.iter().zip(wanted) {
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        assert_eq!((name.as_str(), codes.as_slice()), (wanted, flags));
    }
    let checks = unit
        .ok("campaign_checks", json!({ "id": campaign["id"] }))
        .await;
    assert_eq!(checks["flags"].as_array().unwrap().len(), 10);
    let query = json!({ "campaign_id": campaign["id"] });
    let candidates = unit.ok("candidate_list", query).await;
    assert!(candidates.as_array().unwrap().iter().all(|row| {
        let flags = row["flags"].as_array().unwrap();
        row["in_list"] == true && flags.iter().any(|flag| flag["code"] == "already_listed")
    }));
}

#[tokio::test]
async fn duplicates_are_found_in_the_list_and_across_campaigns() {
    let unit = unit().await;
    cases(
        &unit,
        &[
            ("张三", "deep"),
            ("李四", "deep"),
            ("王五", "deep"),
            ("赵六", "deep"),
        ],
    )
    .await;
    let mut files: Vec<HardshipFile> = unit.all().await;
    files[1].household_id = files[0].household_id.clone();
    files[2].card_no = files[0].card_no.clone();
    unit.put(&files).await;
    let may = unit.campaign("2026年五一慰问", &[("", 50_000)]).await;
    unit.add(&may, &["f-4"]).await;
    let campaign = unit.campaign("2026年中秋慰问", &[("", 50_000)]).await;
    unit.add(&campaign, &["f-1", "f-2", "f-3", "f-4"]).await;
    let checks = unit
        .ok("campaign_checks", json!({ "id": campaign["id"] }))
        .await;
    let found: Vec<(&str, usize, &Value)> = checks["duplicates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let n = row["item_ids"].as_array().unwrap().len();
            (row["by"].as_str().unwrap(), n, &row["other_campaign"])
        })
        .collect();
    let other = json!("2026年五一慰问");
    assert!(found.contains(&("person", 2, &other)), "{found:?}");
    assert!(found.contains(&("household", 2, &Value::Null)), "{found:?}");
    assert!(found.contains(&("card", 2, &Value::Null)), "{found:?}");
    assert_eq!(found.len(), 3, "{found:?}");
    let flags = flags(&unit, &campaign).await;
    assert_eq!(flags[3].1, ["helped_twice"]);
}

#[tokio::test]
async fn the_ledger_tells_who_was_helped_and_what_is_left() {
    let unit = unit().await;
    cases(&unit, &[("张三", "deep")]).await;
    let campaign = unit.campaign("2026年中秋慰问", &[("", 50_000)]).await;
    let mut saved = campaign.clone();
    saved["budget"] = json!(100_000);
    unit.ok("campaign_save", json!({ "campaign": saved })).await;
    let line = Line::new(1, "张三", 80_000);
    batch(&unit, "2026-001", &[line], true).await;
    let query = json!({ "campaign_id": campaign["id"] });
    let found = unit.ok("candidate_list", query).await;
    assert_eq!(found[0]["helped_this_year"], 80_000);
    let flag = &found[0]["flags"][0];
    assert_eq!(flag["code"], "helped_twice");
    assert!(
        flag["text"]
            .as_str()
            .unwrap()
            .contains("“批次 2026-001”已给 800.00 元"),
        "{flag}"
    );
    let query = json!({ "campaign_id": campaign["id"], "file_id": "f-1",
        "aid_kind": "condolence_money", "amount": 120_000 });
    let room = unit.ok("room", query).await;
    let text = room["text"].as_str().unwrap();
    assert!(text.contains("超出 200.00 元"), "{text}");
    let nobody = json!({ "aid_kind": "living_aid", "amount": 1 });
    let error = unit.refused("room", nobody).await;
    assert!(error.message.contains("请先选择慰问对象"), "{error}");
}

#[tokio::test]
async fn what_is_in_a_batch_keeps_its_money_and_account() {
    let unit = unit().await;
    cases(&unit, &[("张三", "deep")]).await;
    let campaign = unit.campaign("2026年中秋慰问", &[("", 50_000)]).await;
    unit.add(&campaign, &["f-1"]).await;
    let item = unit.rows(&campaign).await[0]["item"].clone();
    let id = |value: &Value| songnuan_model::record::Id::new(value.as_str().unwrap());
    let mut line = Line::new(1, "张三", 50_000);
    line.item = Some((id(&campaign["id"]), id(&item["id"])));
    batch(&unit, "2026-001", &[line], true).await;
    let row = unit.rows(&campaign).await.remove(0);
    assert_eq!(
        (&row["batch_no"], &row["paid_label"]),
        (&json!("2026-001"), &json!("未发放"))
    );
    let frozen = [
        ("amount", json!(60_000)),
        ("card_no", json!("6228480030000000015")),
        ("card_holder", json!("王五")),
        ("goods", json!("米")),
    ];
    for (field, value) in frozen {
        let mut changed = item.clone();
        changed[field] = value;
        let request = json!({ "items": [changed], "card_confirmed": false });
        let error = unit.refused("items_save", request).await;
        assert!(
            error.message.contains("已在发放批次 2026-001 里"),
            "{field}: {error}"
        );
    }
    let removing = json!({ "ids": [item["id"]], "reason": "重复" });
    let error = unit.refused("items_remove", removing).await;
    assert!(error.message.contains("不能移出名单"), "{error}");
    let mut found = item.clone();
    found["outcome"] = json!("visited");
    found["summary"] = json!("已送达");
    let request = json!({ "items": [found], "card_confirmed": false });
    let detail = unit.ok("items_save", request).await;
    let totals = &detail["row"]["totals"];
    assert_eq!(
        (&totals["in_batch"], &totals["paid"]),
        (&json!(50_000), &json!(0))
    );
    assert_eq!(totals["visited"], 1);
}
