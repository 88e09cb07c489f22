//! Every form from a list and from a batch.

use serde_json::json;

use super::support::{Unit, names, printing, squeezed, unit};

#[tokio::test(flavor = "multi_thread")]
async fn a_roster_prints_from_a_list_and_from_its_batch() {
    let unit = unit().await;
    let campaign = unit.sample().await;
    let (file, pages) = unit.print("roster", json!([campaign])).await;
    assert_eq!(
        (file["pages"].as_u64(), &file["warnings"]),
        (Some(3), &json!([]))
    );
    adds_up(&pages);
    let batch = unit.draft(&campaign, "cash").await;
    unit.post(&batch).await;
    let (_, pages) = unit.print("roster", json!([batch["id"]])).await;
    adds_up(&pages);
    let text = squeezed(&pages);
    assert!(text.contains("芦塘荡镇总工会2017年元旦春节送温暖慰问金发放花名册"));
    assert!(text.contains("批准人：杨主席") && text.contains("审核人：陆会计"));
    let (_, wall) = unit.print("roster_masked", json!([batch["id"]])).await;
    no_names(&squeezed(&wall));
    let (_, bank) = unit.print("roster_bank", json!([campaign])).await;
    assert!(squeezed(&bank).contains("到账结果"));
}

/// The sums of the sample, page by page.
fn adds_up(pages: &[String]) {
    for (page, sum) in pages.iter().zip(["19,800.00", "17,200.00", "15,000.00"]) {
        let line = page.lines().find(|line| line.contains("本页小计")).unwrap();
        assert!(line.contains(sum), "{line}");
    }
    let last = squeezed(&pages[2..]);
    assert!(
        last.contains("伍万贰仟元整") && last.contains("共6户/35人"),
        "{last}"
    );
}

fn no_names(text: &str) {
    for name in names() {
        let bare = name.split('(').next().unwrap();
        assert!(!text.contains(bare), "a name in full on the wall");
    }
    assert!(text.contains("欧阳**") && text.contains("姚**"));
}

#[tokio::test(flavor = "multi_thread")]
async fn slips_letters_applications_and_the_notice() {
    let unit = unit().await;
    let campaign = unit.sample().await;
    let batch = unit.draft(&campaign, "cash").await;
    unit.post(&batch).await;
    let ids = json!([batch["id"]]);
    let (slips, pages) = unit.print("receipt", ids.clone()).await;
    assert_eq!(slips["pages"], 21, "41 slips, two to a page");
    let text = squeezed(&pages);
    let no = format!("No.{}-041", batch["no"].as_str().unwrap());
    assert!(text.contains(&no) && text.contains("贰仟叁佰元整"), "{no}");
    assert!(names().iter().all(|name| text.contains(name.as_str())));

    let (_, notice) = unit.print("public_notice", ids).await;
    let text = squeezed(&notice);
    // Posted on Sunday 2026-11-22, day 0 not counted: five working days end on Friday.
    assert!(
        text.contains("公示期：2026年11月22日至2026年11月27日（5个工作日）"),
        "{text}"
    );
    assert!(
        text.contains("拟向姚**等6户、35人发放2017年元旦春节送温暖慰问金，合计人民币伍万贰仟元整")
    );
    no_names(&text);

    let (letters, pages) = unit.print("condolence_letter", json!([campaign])).await;
    assert_eq!(letters["pages"], 41);
    assert!(pages[0].contains("姚宝根同志：") && squeezed(&pages).contains("贰仟元整"));
    let rows = unit
        .ok("item_list", json!({ "campaign_id": campaign }))
        .await;
    let item = rows["rows"][6]["item"]["id"].clone();
    let (_, application) = unit.print("aid_application", json!([item])).await;
    let text = squeezed(&application);
    assert!(
        text.contains("查国华") && text.contains("☑其他：慰问金"),
        "{text}"
    );
    assert!(
        text.contains("同意补助人民币(大写)：伍佰元整（¥500.00）"),
        "approved already"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn ledgers_of_a_fund_and_of_visits() {
    let unit = unit().await;
    let campaign = unit.sample().await;
    let batch = unit.draft(&campaign, "cash").await;
    let (_, pages) = unit.print("fund_ledger", json!([batch["fund_id"]])).await;
    let text = squeezed(&pages);
    assert!(
        text.contains("52,000.00") && text.contains("48,000.00"),
        "{text}"
    );
    let rows = unit
        .ok("item_list", json!({ "campaign_id": campaign }))
        .await;
    let visit = json!({
        "id": "", "person_id": rows["rows"][23]["item"]["person_id"], "state": "visited", "visited_on": "2026-11-20", "method": "home",
        "campaign_id": campaign, "reason": "节日慰问",
        "visitors": ["杨志强"], "money_given": 90_000, "problems": "药费负担重",
    });
    let mut whole = serde_json::to_value(songnuan_model::records::Visit::default()).unwrap();
    for (key, value) in visit.as_object().unwrap() {
        whole[key] = value.clone();
    }
    let saved = json!({ "visit": whole, "difficulties": [], "draft_key": null });
    unit.ok("visit_save", saved).await;
    let mut all = printing("visit_ledger", json!([]));
    all["all"] = json!(true);
    all["from"] = json!("2026-11-01");
    let file = unit.job("print_start", all.clone()).await.unwrap();
    let text = squeezed(&unit.text(&file));
    assert!(text.contains("顾𬱖") && text.contains("900.00"), "{text}");
    all["from"] = json!("2026-11-21");
    let refused = unit.job("print_start", all.clone()).await.unwrap_err();
    assert!(
        refused.message.contains("没有登记过的走访"),
        "{}",
        refused.message
    );
    all["to"] = json!("2026-11-01");
    let refused = unit.job("print_start", all).await.unwrap_err();
    assert!(refused.message.contains("早于"), "{}", refused.message);
}

#[tokio::test(flavor = "multi_thread")]
async fn blanks_rights_and_wrong_selections() {
    let unit = unit().await;
    for (form, pages) in [("roster", 2), ("receipt", 1), ("aid_application", 2)] {
        let mut request = printing(form, json!([]));
        request["blank"] = json!(2);
        let file = unit.job("print_start", request).await.unwrap();
        assert_eq!(file["pages"], pages, "{form}");
    }
    let mut request = printing("condolence_letter", json!([]));
    request["blank"] = json!(1);
    let refused = unit.job("print_start", request).await.unwrap_err();
    assert!(
        refused.message.contains("没有空白表"),
        "{}",
        refused.message
    );
    let campaign = unit.sample().await;
    let batch = unit.draft(&campaign, "cash").await;
    let refused = unit
        .job("print_start", printing("roster", json!([batch["fund_id"]])))
        .await
        .unwrap_err();
    assert!(
        refused.message.contains("活动或发放批次"),
        "{}",
        refused.message
    );
    only_for_some(&unit, &campaign, &batch).await;
}

/// A visitor carries the list of a campaign, and sees nothing of the ledger.
async fn only_for_some(unit: &Unit, campaign: &serde_json::Value, batch: &serde_json::Value) {
    unit.visitor().await;
    unit.print("roster", json!([campaign])).await;
    for (form, id) in [
        ("roster", &batch["id"]),
        ("roster_bank", campaign),
        ("receipt", &batch["id"]),
        ("public_notice", &batch["id"]),
        ("fund_ledger", &batch["fund_id"]),
    ] {
        let refused = unit
            .job("print_start", printing(form, json!([id])))
            .await
            .unwrap_err();
        assert_eq!(
            refused.code,
            songnuan_app::error::Code::NotAllowed,
            "{form}"
        );
    }
    unit.clerk().await;
}
