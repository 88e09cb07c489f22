//! Every bad input is a clear sentence, and nothing is half done.

use serde_json::{Value, json};
use songnuan_app::error::Code;
use songnuan_model::records::{CampaignItem, Role};

use super::lists::cases;
use super::support::{campaign, unit};

#[tokio::test]
async fn a_campaign_that_cannot_be_is_refused() {
    let unit = unit().await;
    unit.campaign("2026年中秋慰问", &[]).await;
    let cases: [(&str, Value, &str); 10] = [
        ("name", json!("  "), "没有填写活动名称"),
        ("name", json!("2026年中秋慰问"), "已经有一个叫"),
        ("year", json!(26), "不像一个年度"),
        ("ends_on", json!("2026-10-31"), "早于开始日期"),
        ("budget", json!(0), "预算应大于 0"),
        ("fund_ids", json!(["nobody"]), "资金来源已经找不到"),
        (
            "rules",
            json!([{ "category": "deep", "amount": 0, "goods": null }]),
            "应大于 0",
        ),
        (
            "rules",
            json!([{ "category": "", "amount": -100, "goods": null }]),
            "应大于 0",
        ),
        (
            "rules",
            json!([{ "category": "", "amount": 9_000_000_000_i64, "goods": null }]),
            "多输了几个零",
        ),
        (
            "rules",
            json!([{ "category": "deep", "amount": 1, "goods": null },
            { "category": "深度困难", "amount": 2, "goods": null }]),
            "有两条标准",
        ),
    ];
    for (field, value, words) in cases {
        let mut campaign = campaign("新活动", &[]);
        campaign[field] = value;
        let error = unit
            .refused("campaign_save", json!({ "campaign": campaign }))
            .await;
        assert_eq!(error.code, Code::InvalidField, "{error}");
        assert!(error.message.contains(words), "{error}");
    }
    let mut other_year = campaign("2026年中秋慰问", &[]);
    other_year["year"] = json!(2027);
    unit.ok("campaign_save", json!({ "campaign": other_year }))
        .await;
    let mut pack = campaign("新活动", &[]);
    pack["pack"] = json!("nowhere");
    let error = unit
        .refused("campaign_save", json!({ "campaign": pack }))
        .await;
    assert_eq!(error.code, Code::PackUnknown);
    assert_eq!(
        unit.ok("campaign_list", json!({}))
            .await
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn what_cannot_stand_on_a_list_is_refused() {
    let unit = unit().await;
    cases(&unit, &[("张三", "deep"), ("李四", "deep")]).await;
    let campaign = unit.campaign("2026年中秋慰问", &[("", 50_000)]).await;
    unit.add(&campaign, &["f-1"]).await;
    let adds = [
        (json!([]), "没有选择"),
        (json!([{}]), "没有指明"),
        (json!([{ "file_id": "nobody" }]), "已经找不到"),
        (json!([{ "file_id": "f-2", "amount": 0 }]), "应大于 0"),
        (json!([{ "file_id": "f-2", "amount": -1 }]), "应大于 0"),
        (
            json!([{ "file_id": "f-2", "amount": 5_000_000_000_i64 }]),
            "大得不正常",
        ),
        (
            json!([{ "file_id": "f-2" }, { "file_id": "f-1" }]),
            "张三 1 人已在这份名单里",
        ),
        (
            json!([{ "file_id": "f-2" }, { "person_id": "p-2" }]),
            "李四 1 人已在这份名单里",
        ),
    ];
    for (items, words) in adds {
        let request = json!({ "campaign_id": campaign["id"], "items": items });
        let error = unit.refused("items_add", request).await;
        assert!(error.message.contains(words), "{words}: {error}");
    }
    assert_eq!(
        unit.all::<CampaignItem>().await.len(),
        1,
        "nothing half done"
    );
    let item = unit.rows(&campaign).await[0]["item"].clone();
    let saves: [(&str, Value, &str); 10] = [
        ("amount", json!(0), "应大于 0"),
        ("amount", json!(-5), "应大于 0"),
        ("person_id", json!("p-2"), "不能改成另一个人"),
        ("card_no", json!("123"), "13 到 19 位"),
        ("card_no", json!("6.22202E+18"), "被 Excel 改坏了"),
        ("card_no", json!("**** **** **** *** 0015"), "只能是数字"),
        ("card_no", json!("6228480030000000016"), "再输入一遍"),
        ("card_holder", json!("长".repeat(51)), "最多 50 个字"),
        ("goods_value", json!(-1), "折款是负数"),
        ("outcome_on", json!("2026-12-01"), "还没有到"),
    ];
    for (field, value, words) in saves {
        let mut changed = item.clone();
        changed[field] = value;
        if field == "outcome_on" {
            changed["outcome"] = json!("visited");
        }
        let request = json!({ "items": [changed], "card_confirmed": false });
        let error = unit.refused("items_save", request).await;
        assert!(error.message.contains(words), "{words}: {error}");
    }
    let mut doubtful = item.clone();
    doubtful["card_no"] = json!("6228480030000000016");
    let request = json!({ "items": [doubtful], "card_confirmed": true });
    unit.ok("items_save", request).await;
    let nobody = json!({ "ids": [], "reason": "x" });
    let error = unit.refused("items_remove", nobody).await;
    assert!(error.message.contains("没有选择"), "{error}");
    let mut closed = campaign.clone();
    closed["state"] = json!("closed");
    unit.ok("campaign_save", json!({ "campaign": closed }))
        .await;
    let request = json!({ "campaign_id": campaign["id"], "items": [{ "file_id": "f-2" }] });
    let error = unit.refused("items_add", request).await;
    assert!(error.message.contains("已结束"), "{error}");
}

#[tokio::test]
async fn a_visitor_records_what_was_found_where_they_were_sent() {
    let unit = unit().await;
    cases(&unit, &[("张三", "deep"), ("李四", "deep")]).await;
    let campaign = unit.campaign("2026年中秋慰问", &[("", 50_000)]).await;
    unit.add(&campaign, &["f-1", "f-2"]).await;
    let rows = unit.rows(&campaign).await;
    let (mine, other) = (rows[0]["item"].clone(), rows[1]["item"].clone());
    let ids = json!([mine["id"]]);
    unit.ok("items_assign", json!({ "ids": ids, "assignee": "周走访" }))
        .await;
    unit.becomes("周走访", &[Role::Visitor]).await;
    let seen = unit.rows(&campaign).await;
    assert_eq!(seen.len(), 1, "who only visits sees no other name");
    let mut mine = seen[0]["item"].clone();
    mine["outcome"] = json!("not_home");
    mine["note"] = json!("邻居说去了医院");
    let save = |item: &Value| json!({ "items": [item], "card_confirmed": false });
    unit.ok("items_save", save(&mine)).await;
    let stored = unit.all::<CampaignItem>().await;
    assert_eq!(stored[0].outcome_on, "2026-11-22".parse().ok());
    let mut raised = mine.clone();
    raised["amount"] = json!(60_000);
    let error = unit.refused("items_save", save(&raised)).await;
    assert_eq!(error.code, Code::NotAllowed);
    let mut elsewhere = other;
    elsewhere["outcome"] = json!("visited");
    let error = unit.refused("items_save", save(&elsewhere)).await;
    assert!(error.message.contains("李四还没有指派走访员"), "{error}");
    let adding = json!({ "campaign_id": campaign["id"], "items": [{ "file_id": "f-2" }] });
    for (command, request) in [
        ("items_add", adding),
        ("items_remove", json!({ "ids": ids, "reason": "x" })),
        ("items_assign", json!({ "ids": ids, "assignee": "x" })),
        (
            "bank_export",
            json!({ "batch_id": "x", "format": "csv", "layout": null, "mark": true }),
        ),
        (
            "bank_return",
            json!({ "batch_id": "x", "file_name": "", "base64": "", "apply": true }),
        ),
        ("bank_format_get", json!({})),
    ] {
        let error = unit.refused(command, request).await;
        assert_eq!(error.code, Code::NotAllowed, "{command}: {error}");
    }
}
