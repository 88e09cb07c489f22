//! Accounts of a bank batch: needed, doubted, repaired; events all or none.

use serde_json::{Value, json};
use songnuan_model::money::Fen;

use super::support::{drafted, drafting, events, id_of, unit};

#[tokio::test]
async fn a_bank_batch_needs_accounts_and_says_what_looks_wrong() {
    let unit = unit().await;
    let workers = unit.workers(4).await;
    let (campaign, mut items) = unit.campaign(&workers, 50_000).await;
    let fund = unit.fund(1_000_000).await;
    items[0].card_no = Some("6228480402564890019".into());
    items[0].card_holder = Some("王大山".into());
    items[1].card_no = Some("12345".into());
    items[2].amount = Fen(0);
    items[2].goods = Some("米、油各1份".into());
    for item in &items {
        unit.put_item(item).await;
    }
    let mut bare = workers[3].file.clone();
    bare.card_no = None;
    let mut tx = unit
        .app
        .begin(songnuan_app::op::Op::EditFile, "")
        .await
        .unwrap();
    tx.put(&bare).await.unwrap();
    tx.commit().await.unwrap();
    let draft = drafting(&campaign, &fund, "bank");
    let refused = unit.refused("batch_draft", draft.clone()).await;
    assert_eq!(refused.params["count"], "2", "{refused}");
    assert!(refused.message.contains("13 到 19 位"), "{refused}");
    assert!(refused.message.contains("没有银行卡号或户名"), "{refused}");
    items[1].card_no = Some(super::support::card(77));
    items[3].card_no = Some(super::support::card(78));
    unit.put_item(&items[1]).await;
    unit.put_item(&items[3]).await;
    let batch = unit.ok("batch_draft", draft).await;
    assert_eq!(batch["row"]["lines_n"], 3, "goods alone are no payment");
    let warnings = batch["warnings"].to_string();
    for words in ["只发慰问品", "户名不是本人", "校验位不对"] {
        assert!(warnings.contains(words), "{words}: {warnings}");
    }
    let codes: Vec<&str> = batch["lines"][0]["flags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|flag| flag["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["holder_differs", "card_luhn"]);
    assert_eq!(batch["lines"][0]["line"]["card_no"], Value::Null);
    let masked = batch["lines"][0]["card_masked"].as_str().unwrap();
    assert!(masked.starts_with("****") && masked.ends_with("0019"));
    let reveal = json!({
        "record_id": batch["lines"][0]["line"]["id"], "field": "card_no", "reason": "核对账户",
    });
    let shown = unit.ok("reveal", reveal).await;
    assert_eq!(shown["value"], "6228480402564890019");
    let log = unit.ok("access_log", json!({})).await;
    assert_eq!(log[0]["subject"], "王**");
    assert_eq!(log[0]["field_label"], "银行卡号");
}

#[tokio::test]
async fn an_account_is_repaired_and_a_doubtful_card_typed_twice() {
    let (unit, _, batch) = drafted("bank").await;
    let line = batch["lines"][0]["line"]["id"].clone();
    let mut repair = json!({
        "batch_id": id_of(&batch), "card_confirmed": false,
        "events": [{ "line_id": line, "kind": "repaired", "card_no": "6228480402564890019" }],
    });
    let doubtful = unit.refused("line_events_add", repair.clone()).await;
    assert_eq!(doubtful.params["confirm"], "card_no");
    assert!(doubtful.message.contains("再输入一遍"), "{doubtful}");
    repair["card_confirmed"] = json!(true);
    let batch = unit.ok("line_events_add", repair).await;
    let masked = batch["lines"][0]["card_masked"].as_str().unwrap();
    assert!(masked.ends_with("0019"));
    let by_hand = json!({
        "batch_id": id_of(&batch), "card_confirmed": false,
        "events": [{ "line_id": line, "kind": "paid", "reason": "回单 1" }],
    });
    let refused = unit.refused("line_events_add", by_hand).await;
    assert!(refused.message.contains("第 1 笔"), "{refused}");
    let sent = json!({
        "batch_id": id_of(&batch), "card_confirmed": false,
        "events": [{ "line_id": line, "kind": "exported" }],
    });
    let refused = unit.refused("line_events_add", sent).await;
    assert!(refused.message.contains("不能手工登记"), "{refused}");
}

#[tokio::test]
async fn events_are_recorded_all_or_none() {
    let (unit, _, batch) = drafted("cash").await;
    let batch = unit.release(&batch).await;
    let mut signing = events(&batch, "signed");
    let first = signing["events"][0].clone();
    signing["events"].as_array_mut().unwrap().push(first);
    let twice = unit.refused("line_events_add", signing).await;
    assert!(twice.message.contains("第 1 笔 王小一"), "{twice}");
    assert!(twice.message.contains("不会再发第二次"), "{twice}");
    assert_eq!(unit.batch(&batch).await["row"]["paid"], 0);
}
