//! Running totals per household and person over all batches of the year (demo pack A: living aid at
//! most 12 times the dibao line, temporary aid 3,000 yuan, condolence 2,000 yuan at a time).

use serde_json::json;

use super::support::{drafting_lines, id_of, paying, unit};

#[tokio::test]
async fn a_cap_runs_over_batches_and_comes_back_by_reversal() {
    let unit = unit().await;
    let workers = unit.workers(2).await;
    let fund = unit.fund(100_000_000).await;
    let one = |fen: i64| drafting_lines(&fund, vec![paying(&workers[0], "temporary_aid", fen)]);
    let batch = unit.ok("batch_draft", one(200_000)).await;
    let over = unit.refused("batch_draft", one(100_001)).await;
    assert!(over.message.contains("还可发 1,000.00 元"), "{over}");
    assert!(over.message.contains("本年已发 2,000.00 元"), "{over}");
    // The neighbour has a room of their own.
    let other = drafting_lines(&fund, vec![paying(&workers[1], "temporary_aid", 300_000)]);
    unit.ok("batch_draft", other).await;
    unit.ok("batch_draft", one(100_000)).await;
    unit.refused("batch_draft", one(1)).await;
    let reversing = json!({ "line_id": batch["lines"][0]["line"]["id"], "reason": "重复" });
    unit.ok("line_reverse", reversing).await;
    unit.ok("batch_draft", one(200_000)).await;
}

#[tokio::test]
async fn a_cap_runs_within_one_batch_and_a_cancelled_one_counts_for_nothing() {
    let unit = unit().await;
    let workers = unit.workers(1).await;
    let fund = unit.fund(100_000_000).await;
    let mut relative = paying(&workers[0], "temporary_aid", 200_000);
    relative["person_id"] = json!(workers[0].person.id);
    let twice = drafting_lines(
        &fund,
        vec![paying(&workers[0], "temporary_aid", 200_000), relative],
    );
    let refused = unit.refused("batch_draft", twice).await;
    assert!(refused.message.contains("出现了两次"), "{refused}");
    assert!(refused.message.contains("还可发 1,000.00 元"), "{refused}");
    let one = drafting_lines(&fund, vec![paying(&workers[0], "temporary_aid", 300_000)]);
    let batch = unit.ok("batch_draft", one.clone()).await;
    unit.refused("batch_draft", one.clone()).await;
    unit.leader().await;
    let cancel = json!({ "batch_id": id_of(&batch), "kind": "cancelled", "opinion": "误拟" });
    unit.ok("batch_step", cancel).await;
    unit.clerk().await;
    unit.ok("batch_draft", one).await;
}

#[tokio::test]
async fn without_an_active_file_only_as_temporary_aid_with_a_reason() {
    let unit = unit().await;
    let workers = unit.workers(1).await;
    let fund = unit.fund(100_000_000).await;
    let mut exited = workers[0].file.clone();
    exited.status = songnuan_model::records::FileStatus::Exited;
    let mut tx = unit
        .app
        .begin(songnuan_app::op::Op::EditFile, "")
        .await
        .unwrap();
    tx.put(&exited).await.unwrap();
    tx.commit().await.unwrap();
    let mut line = paying(&workers[0], "living_aid", 100_000);
    let refused = unit
        .refused("batch_draft", drafting_lines(&fund, vec![line.clone()]))
        .await;
    assert!(refused.message.contains("没有在档"), "{refused}");
    line["temporary_reason"] = json!("突发火灾，档案正在办理");
    let batch = unit
        .ok("batch_draft", drafting_lines(&fund, vec![line]))
        .await;
    assert_eq!(batch["lines"][0]["flags"][0]["code"], "temporary");
}
