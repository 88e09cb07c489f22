//! Undo never takes money back, nor what a payment speaks of.

use serde_json::json;

use super::support::{drafting, unit};

#[tokio::test]
async fn what_was_entered_stays() {
    let unit = unit().await;
    let workers = unit.workers(2).await;
    let (campaign, _) = unit.campaign(&workers, 50_000).await;
    unit.fund(1).await;
    let refused = unit.refused("undo", json!({ "op_id": null })).await;
    assert!(refused.message.contains("调整"), "{refused}");
    let fund = unit.fund(1_000_000).await;
    unit.ok("batch_draft", drafting(&campaign, &fund, "cash"))
        .await;
    let refused = unit.refused("undo", json!({ "op_id": null })).await;
    assert!(
        refused.message.contains("已入账的发放用红字冲销"),
        "{refused}"
    );
    // The list, the fund and the people under the payment are kept as well.
    let entries = unit
        .ok("history", json!({ "record_id": null, "limit": 20 }))
        .await;
    for entry in entries.as_array().unwrap() {
        let refused = unit
            .refused("undo", json!({ "op_id": entry["op_id"] }))
            .await;
        let said = ["红字冲销", "调整"]
            .iter()
            .any(|word| refused.message.contains(word));
        assert!(said, "{}: {refused}", entry["title"]);
    }
    let batches = unit.ok("batch_list", json!({})).await;
    assert_eq!(batches[0]["amount"], 100_000);
}

#[tokio::test]
async fn a_list_that_nobody_was_paid_by_can_be_taken_back() {
    let unit = unit().await;
    let workers = unit.workers(2).await;
    unit.campaign(&workers, 50_000).await;
    let undone = unit.ok("undo", json!({ "op_id": null })).await;
    assert_eq!(undone["title"], "保存活动");
}
