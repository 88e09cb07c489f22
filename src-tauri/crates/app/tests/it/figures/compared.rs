//! A report of a past moment gives the same numbers again, and a comparison says why they differ.

use songnuan_app::commands::figures::StatsCompare;
use songnuan_app::commands::import::ImportKind;
use songnuan_app::commands::shared::Nothing;
use songnuan_app::figures;
use songnuan_app::op::Op;
use songnuan_model::money::Fen;
use songnuan_model::records::{CampaignItem, CountUnit};

use super::house::{ROSTER, expected, house, of_campaign, value};

#[tokio::test]
async fn a_kept_report_is_printed_again_and_compared() {
    let house = house().await;
    let outcome = house.import(ImportKind::Campaign, ROSTER).await;
    let campaign = outcome.campaign_id.unwrap();
    let request = of_campaign(&campaign);
    let kept = figures::snapshot_save(&house.app, request.clone())
        .await
        .unwrap();
    assert_eq!(kept.by, "李干事");

    // Later: one taken off, one changed, one moved to another count, one new.
    let store = house.store().await;
    let mut items: Vec<CampaignItem> = store.children(&campaign).await.unwrap();
    let mut tx = house.app.begin(Op::RemoveItems, "已去世").await.unwrap();
    items[0].removed_reason = Some("已去世".to_owned());
    tx.put(&items[0]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = house.app.begin(Op::SaveItems, "").await.unwrap();
    items[1].amount = Fen(150_000);
    items[10].unit = CountUnit::Household;
    tx.put(&items[1]).await.unwrap();
    tx.put(&items[10]).await.unwrap();
    tx.commit().await.unwrap();

    let now = house.stats(&request).await;
    assert_eq!((value(&now, "households"), value(&now, "persons")), (6, 34));
    let list = figures::snapshot_list(&house.app, Nothing {})
        .await
        .unwrap();
    assert_eq!(list.len(), 1);
    let then = house.stats(&list[0].request).await;
    assert_eq!(then.totals["totals"], expected(ROSTER)["totals"]);
    assert_eq!(then.as_of, kept.as_of);
    // And the records of then are those of then.
    let opened = house.records(&list[0].request, "households").await;
    assert!(opened.rows.iter().any(|row| row.title == "姚宝根"));

    let asked = StatsCompare {
        before: list[0].request.clone(),
        after: request,
    };
    let diff = figures::compare(&house.app, asked).await.unwrap();
    let figure = |key: &str| {
        diff.figures
            .iter()
            .find(|figure| figure.key == key)
            .unwrap()
    };
    let households = figure("households");
    assert_eq!(
        (households.before.as_str(), households.after.as_str()),
        ("6 户", "6 户")
    );
    assert_eq!((households.added.len(), households.removed.len()), (1, 1));
    let why = households.why.join("\n");
    assert!(
        why.contains("李干事 移出慰问名单") && why.contains("姚宝根 不再计入"),
        "{why}"
    );
    assert!(why.contains("张艳 新计入"), "{why}");
    let money = figure("households_fen");
    assert_eq!(money.changed.len(), 1);
    assert!(
        money.why.iter().any(|s| s.contains("修改慰问名单(金额)")),
        "{:?}",
        money.why
    );
    assert!(diff.figures.iter().all(|figure| figure.key != "paid_fen"));
}

#[tokio::test]
async fn before_the_import_there_was_nothing() {
    let house = house().await;
    let before = house.app.now().unwrap().to_string();
    let outcome = house.import(ImportKind::Campaign, ROSTER).await;
    let mut all = of_campaign(&outcome.campaign_id.unwrap());
    let after = house.stats(&all).await;
    assert_eq!(value(&after, "persons"), 35);
    all.campaign_id = None;
    all.as_of = Some(before);
    let then = house.stats(&all).await;
    assert_eq!(
        (value(&then, "persons"), value(&then, "households")),
        (0, 0)
    );
    assert!(then.notes.iter().any(|note| note.contains("截至")));
}
