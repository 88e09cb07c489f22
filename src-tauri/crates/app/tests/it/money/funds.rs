//! Sources of money: exact sums, entries that are only added, never below what is promised.

use serde_json::{Value, json};
use songnuan_app::error::Code;

use super::support::{Unit, drafting, unit};

fn entry(fund: &Value, kind: &str, amount: i64, note: Option<&str>) -> Value {
    json!({ "entry": {
        "id": "", "fund_id": fund["fund"]["id"], "kind": kind, "amount": amount,
        "on": "2026-11-20", "document": null, "note": note,
    }})
}

#[tokio::test]
async fn entries_add_up_and_are_never_changed() {
    let unit = unit().await;
    let fund = unit.fund(10_000_001).await;
    unit.ok("fund_entry_add", entry(&fund, "carried_over", 99, None))
        .await;
    let view = unit
        .ok(
            "fund_entry_add",
            entry(&fund, "adjustment", -100, Some("多记")),
        )
        .await;
    assert_eq!(view["received"], 10_000_000);
    assert_eq!(view["left"], 10_000_000);
    for (kind, amount, note, word) in [
        ("received", 0, None, "金额是 0"),
        ("received", -1, None, "是负数"),
        ("carried_over", -1, Some("x"), "是负数"),
        ("adjustment", -1, None, "写明原因"),
        ("received", 10_000_000_000_001, None, "多输了位数"),
    ] {
        let refused = unit
            .refused("fund_entry_add", entry(&fund, kind, amount, note))
            .await;
        assert_eq!(refused.code, Code::InvalidField, "{refused}");
        assert!(refused.message.contains(word), "{refused}");
    }
    let mut again = entry(&fund, "received", 1, None);
    again["entry"]["id"] = json!("00000000-0000-7000-8000-000000000001");
    let refused = unit.refused("fund_entry_add", again).await;
    assert!(refused.message.contains("不能改动"), "{refused}");
    let account = json!({ "fund_id": fund["fund"]["id"], "from": "2026-02-01" });
    let account = unit.ok("fund_ledger", account).await;
    assert_eq!(account["opening"], 10_000_001);
    assert_eq!(account["income"], -1);
    assert_eq!(account["closing"], 10_000_000);
}

#[tokio::test]
async fn a_fund_never_goes_below_what_is_promised() {
    let unit = unit().await;
    let (fund, _) = used(&unit).await;
    let refused = unit
        .refused(
            "fund_entry_add",
            entry(&fund, "adjustment", -50_001, Some("收回")),
        )
        .await;
    assert!(refused.message.contains("还剩 500.00 元"), "{refused}");
    unit.ok(
        "fund_entry_add",
        entry(&fund, "adjustment", -50_000, Some("收回")),
    )
    .await;
}

#[tokio::test]
async fn a_fund_with_batches_keeps_its_period() {
    let unit = unit().await;
    let (fund, _) = used(&unit).await;
    let mut changed = fund["fund"].clone();
    changed["to"] = json!("2026-11-21");
    let refused = unit
        .refused("fund_save", json!({ "fund": changed, "opening": null }))
        .await;
    assert!(refused.message.contains("2026-001"), "{refused}");
    changed["to"] = json!("2026-11-22");
    changed["closed"] = json!(true);
    unit.ok("fund_save", json!({ "fund": changed, "opening": null }))
        .await;
    let workers = unit.workers(1).await;
    let (campaign, _) = unit.campaign(&workers, 1).await;
    let closed = unit
        .refused("batch_draft", drafting(&campaign, &fund, "cash"))
        .await;
    assert!(closed.message.contains("已经关闭"), "{closed}");
    let usable = unit.ok("fund_list", json!({ "usable": true })).await;
    assert_eq!(usable, json!([]));
}

#[tokio::test]
async fn bad_funds_are_refused() {
    let unit = unit().await;
    let good = json!({
        "id": "", "name": "工会经费", "level": "union_funds", "year": 2026,
        "from": "2026-01-01", "to": "2026-12-31", "closed": false, "note": null,
    });
    unit.ok("fund_save", json!({ "fund": good, "opening": null }))
        .await;
    for (field, value, word) in [
        ("name", json!("  "), "没有填写"),
        ("name", json!("工会经费"), "已有叫"),
        ("to", json!("2025-12-31"), "早于起用日期"),
        ("year", json!(2025), "不在使用期限"),
    ] {
        let mut bad = good.clone();
        bad["name"] = json!("另一项");
        bad[field] = value;
        let refused = unit
            .refused("fund_save", json!({ "fund": bad, "opening": null }))
            .await;
        assert!(refused.message.contains(word), "{refused}");
    }
    let mut bad = good.clone();
    bad["name"] = json!("另一项");
    let refused = unit
        .refused("fund_save", json!({ "fund": bad, "opening": -5 }))
        .await;
    assert!(refused.message.contains("负数"), "{refused}");
    assert_eq!(
        unit.ok("fund_list", json!({}))
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

/// A fund of 1,500 yuan of which a batch of two takes 1,000.
async fn used(unit: &Unit) -> (Value, Value) {
    let workers = unit.workers(2).await;
    let (campaign, _) = unit.campaign(&workers, 50_000).await;
    let fund = unit.fund(150_000).await;
    let batch = unit
        .ok("batch_draft", drafting(&campaign, &fund, "cash"))
        .await;
    (fund, batch)
}
