//! The life of a batch: drafted, reviewed, approved, announced, released, paid, closed.

use serde_json::json;
use songnuan_app::error::Code;
use songnuan_app::testing::sit_down;
use songnuan_model::money::Fen;
use songnuan_model::records::{FileStatus, Role};

use super::support::{
    FINANCE, LEADER, drafted, drafting, drafting_lines, events, id_of, paying, stepping, unit,
};

#[tokio::test]
async fn cash_from_draft_to_closing() {
    let (unit, fund, batch) = drafted("cash").await;
    assert_eq!(batch["row"]["batch"]["no"], "2026-001");
    assert_eq!(batch["row"]["state"], "drafted");
    assert_eq!(batch["row"]["amount"], 250_000);
    assert_eq!(batch["totals"]["households"], 5);
    assert_eq!(batch["amount_uppercase"], "贰仟伍佰元整");
    let batch = unit.release(&batch).await;
    assert_eq!(batch["row"]["state"], "released");
    let mut taking = stepping(&batch, "cash_taken");
    taking["amount"] = json!(250_000);
    unit.ok("batch_step", taking).await;
    let mut signing = events(&batch, "signed");
    // One does not come; a daughter signs for another.
    let list = signing["events"].as_array_mut().unwrap();
    let absent = list.pop().unwrap();
    list[0]["proxy_name"] = json!("王小红");
    let refused = unit.refused("line_events_add", signing.clone()).await;
    assert!(refused.message.contains("关系"), "{refused}");
    signing["events"][0]["proxy_relation"] = json!("女儿");
    let batch = unit.ok("line_events_add", signing).await;
    assert_eq!(batch["row"]["paid"], 200_000);
    assert_eq!(batch["cash"]["out"], 50_000);
    let open = unit.no_step(&batch, "paid").await;
    assert!(open.message.contains("1 笔未发放"), "{open}");
    let missing = json!({
        "batch_id": id_of(&batch), "card_confirmed": false,
        "events": [{ "line_id": absent["line_id"], "kind": "not_collected", "reason": "外出务工" }],
    });
    unit.ok("line_events_add", missing).await;
    let reversing = json!({ "line_id": absent["line_id"], "reason": "未领，退回资金" });
    unit.ok("line_reverse", reversing).await;
    let mut back = stepping(&batch, "cash_returned");
    back["amount"] = json!(50_000);
    let batch = unit.ok("batch_step", back).await;
    assert_eq!(batch["cash"]["out"], 0);
    unit.step(&batch, "paid").await;
    let batch = unit.step(&batch, "closed").await;
    assert_eq!(batch["row"]["state"], "closed");
    assert_eq!(batch["next"].as_array().unwrap().len(), 0);
    let funds = unit.ok("fund_list", json!({})).await;
    assert_eq!(funds[0]["fund"]["id"], fund["fund"]["id"]);
    assert_eq!(funds[0]["committed"], 200_000);
    assert_eq!(funds[0]["paid"], 200_000);
    assert_eq!(funds[0]["left"], 800_000);
}

#[tokio::test]
async fn nobody_reviews_or_approves_their_own() {
    let (unit, _, batch) = drafted("cash").await;
    let own = unit.no_step(&batch, "reviewed").await;
    assert_eq!(own.code, Code::LedgerRefused);
    assert!(own.message.contains("拟定人不能自己审核"), "{own}");
    // Even with every role.
    sit_down(&unit.app, "李干事", &Role::ALL).await;
    let own = unit.no_step(&batch, "approved").await;
    assert!(own.message.contains("拟定人不能自己审批"), "{own}");
    let steps = unit.batch(&batch).await;
    let next = steps["next"].as_array().unwrap();
    let approve = next.iter().find(|step| step["kind"] == "approved").unwrap();
    assert_eq!(approve["allowed"], false);
    // A clerk has no right to approve what somebody else drafted either.
    sit_down(&unit.app, "赵干事", &[Role::Clerk]).await;
    let no_right = unit.no_step(&batch, "approved").await;
    assert_eq!(no_right.code, Code::NotAllowed);
    assert!(no_right.message.contains("主席"), "{no_right}");
    // The leader may, and reviews by it.
    unit.leader().await;
    let approved = unit.step(&batch, "approved").await;
    let kinds: Vec<&str> = approved["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["step"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["drafted", "reviewed", "approved"]);
    assert_eq!(approved["steps"][1]["step"]["by"], LEADER);
}

#[tokio::test]
async fn nothing_is_paid_while_the_notice_hangs_or_an_objection_is_open() {
    let unit = unit().await;
    let workers = unit.workers(2).await;
    let (campaign, _) = unit.campaign(&workers, 50_000).await;
    let fund = unit.fund(1_000_000).await;
    let mut draft = drafting(&campaign, &fund, "cash");
    draft["needs_notice"] = json!(true);
    let batch = unit.ok("batch_draft", draft).await;
    unit.leader().await;
    unit.step(&batch, "approved").await;
    let early = unit.no_step(&batch, "released").await;
    assert!(early.message.contains("须先公示"), "{early}");
    unit.clerk().await;
    let mut posting = stepping(&batch, "notice_posted");
    posting["place"] = json!(null);
    let refused = unit.refused("batch_step", posting).await;
    assert!(refused.message.contains("张贴在哪里"), "{refused}");
    let posted = unit.step(&batch, "notice_posted").await;
    // Sunday the 22nd; five working days end on Friday the 27th.
    assert_eq!(posted["notice"]["ends_on"], "2026-11-27");
    assert_eq!(posted["row"]["state"], "in_notice");
    unit.leader().await;
    let hanging = unit.no_step(&batch, "released").await;
    assert!(hanging.message.contains("公示到 2026-11-27"), "{hanging}");
    unit.clerk().await;
    let during = unit
        .refused("line_events_add", events(&batch, "signed"))
        .await;
    assert!(
        during.message.contains("公示期间不能放款或发放"),
        "{during}"
    );
    let objected = unit.step(&batch, "objection_raised").await;
    unit.host.pass_days(10);
    unit.leader().await;
    let open = unit.no_step(&batch, "released").await;
    assert!(open.message.contains("1 件异议"), "{open}");
    unit.clerk().await;
    let mut settle = stepping(&batch, "objection_resolved");
    settle["objection_id"] = objected["notice"]["open_objections"][0]["id"].clone();
    unit.ok("batch_step", settle).await;
    unit.leader().await;
    assert_eq!(
        unit.step(&batch, "released").await["row"]["state"],
        "released"
    );
}

#[tokio::test]
async fn the_second_clerk_to_close_is_told_by_whom() {
    let (unit, _, batch) = drafted("cash").await;
    let batch = unit.release(&batch).await;
    let mut taking = stepping(&batch, "cash_taken");
    taking["amount"] = json!(250_000);
    unit.ok("batch_step", taking).await;
    unit.ok("line_events_add", events(&batch, "signed")).await;
    unit.step(&batch, "paid").await;
    unit.finance().await;
    unit.step(&batch, "closed").await;
    unit.clerk().await;
    let second = unit.no_step(&batch, "closed").await;
    assert!(second.message.contains(FINANCE), "{second}");
    assert!(second.message.contains("归档结清"), "{second}");
    let steps = unit.batch(&batch).await["steps"].as_array().unwrap().len();
    assert_eq!(steps, 7, "the second closing left nothing");
}

#[tokio::test]
async fn a_reversal_is_not_reversed_and_a_line_not_twice() {
    let (unit, fund, batch) = drafted("cash").await;
    let line = &batch["lines"][0]["line"]["id"];
    let no_reason = json!({ "line_id": line, "reason": " " });
    let refused = unit.refused("line_reverse", no_reason).await;
    assert!(refused.message.contains("原因"), "{refused}");
    let reversing = json!({ "line_id": line, "reason": "金额有误" });
    let batch = unit.ok("line_reverse", reversing.clone()).await;
    assert_eq!(batch["row"]["amount"], 200_000);
    let reversal = &batch["lines"][5]["line"];
    assert_eq!(reversal["amount"], -50_000);
    assert_eq!(reversal["reverses"], *line);
    let again = unit.refused("line_reverse", reversing).await;
    assert!(again.message.contains("已经冲销"), "{again}");
    let back = json!({ "line_id": reversal["id"], "reason": "冲错了" });
    let refused = unit.refused("line_reverse", back).await;
    assert_eq!(refused.code, Code::LedgerRefused);
    assert!(refused.message.contains("本身就是红字冲销"), "{refused}");
    let funds = unit.ok("fund_list", json!({})).await;
    assert_eq!(funds[0]["fund"]["id"], fund["fund"]["id"]);
    assert_eq!(funds[0]["committed"], 200_000);
    let account = json!({ "fund_id": fund["fund"]["id"] });
    let account = unit.ok("fund_ledger", account).await;
    assert_eq!(account["outgo"], 200_000);
    assert_eq!(account["closing"], 800_000);
    assert_eq!(account["rows"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn every_problem_of_a_draft_is_told_at_once_and_nothing_written() {
    let unit = unit().await;
    let workers = unit.workers(6).await;
    let (campaign, mut items) = unit.campaign(&workers, 50_000).await;
    let fund = unit.fund(100_000).await;
    items[0].amount = Fen(0);
    items[1].amount = Fen(-100);
    items[2].amount = Fen(300_001);
    items[3].removed_reason = Some("已去外地".into());
    items[4].aid_kind = songnuan_model::records::AidKind::LivingAid;
    for item in &items {
        unit.put_item(item).await;
    }
    let mut exited = workers[4].file.clone();
    exited.status = FileStatus::Exited;
    let mut dead = workers[5].person.clone();
    dead.died_on = Some(unit.app.host().today());
    let mut tx = unit
        .app
        .begin(songnuan_app::op::Op::EditFile, "")
        .await
        .unwrap();
    tx.put(&exited).await.unwrap();
    tx.put(&dead).await.unwrap();
    tx.commit().await.unwrap();
    let mut draft = drafting(&campaign, &fund, "cash");
    let ids: Vec<_> = items.iter().map(|item| item.id.clone()).collect();
    draft["item_ids"] = json!(ids);
    let refused = unit.refused("batch_draft", draft).await;
    assert_eq!(refused.code, Code::BatchRefused);
    assert_eq!(refused.params["count"], "7", "{refused}");
    for words in [
        "共 7 处",
        "第 1 位 王小一：金额是 0",
        "金额 -1.00 元是负数",
        "慰问金每次不超过 3000 元",
        "已移出名单（已去外地）",
        "没有在档的困难职工档案",
        "去世",
        "差 3,000.01 元",
    ] {
        assert!(refused.message.contains(words), "{words}: {refused}");
    }
    assert_eq!(unit.ok("batch_list", json!({})).await, json!([]));
    assert_eq!(unit.ok("fund_list", json!({})).await[0]["committed"], 0);
}

#[tokio::test]
async fn beyond_the_fund_and_outside_its_days() {
    let unit = unit().await;
    let workers = unit.workers(3).await;
    let (campaign, _) = unit.campaign(&workers, 50_000).await;
    let fund = unit.fund(149_999).await;
    let draft = drafting(&campaign, &fund, "cash");
    let short = unit.refused("batch_draft", draft.clone()).await;
    assert!(short.message.contains("还剩 1,499.99 元"), "{short}");
    assert!(short.message.contains("差 0.01 元"), "{short}");
    let entry = json!({ "entry": {
        "id": "", "fund_id": fund["fund"]["id"], "kind": "received", "amount": 1,
        "on": "2026-11-20", "document": "总工发〔2026〕8号", "note": null,
    }});
    unit.ok("fund_entry_add", entry).await;
    unit.ok("batch_draft", draft.clone()).await;
    unit.host.pass_days(60);
    let late = unit.refused(
        "batch_draft",
        drafting_lines(&fund, vec![paying(&workers[0], "living_aid", 1)]),
    );
    let late = late.await;
    assert!(late.message.contains("2026-12-31"), "{late}");
}

#[tokio::test]
async fn an_item_goes_into_one_batch_until_that_is_cancelled() {
    let (unit, fund, batch) = drafted("cash").await;
    let campaign = batch["row"]["batch"]["campaign_id"].clone();
    let item = batch["lines"][0]["line"]["item_id"].clone();
    let mut again = json!({
        "campaign_id": campaign, "item_ids": [item, item], "lines": [],
        "fund_id": fund["fund"]["id"], "method": "cash", "purpose": "补发", "needs_notice": false,
        "no": "2026-001", "note": null,
    });
    let twice = unit.refused("batch_draft", again.clone()).await;
    assert!(twice.message.contains("已经列入批次 2026-001"), "{twice}");
    again["item_ids"] = json!([]);
    let nobody = unit.refused("batch_draft", again.clone()).await;
    assert!(nobody.message.contains("没有要发放的人"), "{nobody}");
    unit.leader().await;
    let mut cancelling = stepping(&batch, "cancelled");
    cancelling["opinion"] = json!("");
    let why = unit.refused("batch_step", cancelling).await;
    assert!(why.message.contains("作废的原因"), "{why}");
    let gone = unit.step(&batch, "cancelled").await;
    assert_eq!(gone["lines"][0]["state"], "cancelled");
    unit.clerk().await;
    let second = unit.ok("batch_draft", again).await;
    assert_eq!(
        second["row"]["batch"]["no"], "2026-002",
        "a number is used once"
    );
    assert_eq!(
        unit.ok("fund_list", json!({})).await[0]["committed"],
        250_000
    );
}
