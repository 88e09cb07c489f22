//! Rules that span records: each laptop kept to them by itself, together they are broken.

use serde_json::json;
use songnuan_app::host::Host as _;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, Campaign, CampaignItem, CampaignState, CountUnit, Season, VisitState,
};

use super::{Office, Worker, drafting, paper, play};

#[test]
fn a_cap_that_each_kept_to_is_exceeded_together() {
    play(async |mut office| {
        let worker = office.worker(0, "王小明", &paper(1)).await;
        let fund = office.fund(0, 100_000_000).await;
        office.meet().await;
        for n in 0..2 {
            office
                .pay(n, &worker, &fund, "temporary_aid", 200_000)
                .await;
            assert!(office.findings(n, "over_cap").await.is_empty());
        }
        office.meet().await;
        let found = office.one_finding("over_cap").await;
        assert!(
            found["sentence"]
                .as_str()
                .unwrap()
                .contains("超出上限 1,000.00 元"),
            "{found}"
        );
        office.accept(&found, "over_cap").await;
    });
}

#[test]
fn a_fund_that_sufficed_for_each_is_overdrawn_together() {
    play(async |mut office| {
        let first = office.worker(0, "王小明", &paper(1)).await;
        let second = office.worker(0, "刘某", &paper(2)).await;
        let fund = office.fund(0, 300_000).await;
        office.meet().await;
        office.pay(0, &first, &fund, "temporary_aid", 200_000).await;
        office
            .pay(1, &second, &fund, "temporary_aid", 200_000)
            .await;
        office.meet().await;
        let found = office.one_finding("fund_overdrawn").await;
        assert!(
            found["sentence"]
                .as_str()
                .unwrap()
                .contains("多列支 1,000.00 元"),
            "{found}"
        );
        assert_eq!(
            found["records"][0]["route"],
            format!("/funds/{}", fund.as_str().unwrap())
        );
        office.accept(&found, "fund_overdrawn").await;
    });
}

#[test]
fn one_item_drafted_on_both_is_paid_twice() {
    play(async |mut office| {
        let worker = office.worker(0, "王小明", &paper(1)).await;
        let fund = office.fund(0, 100_000_000).await;
        let campaign = campaign(&office, &worker).await;
        office.meet().await;
        for n in 0..2 {
            office
                .ok(n, "batch_draft", drafting(Some(&campaign), &fund, vec![]))
                .await;
        }
        office.meet().await;
        let found = office.one_finding("duplicate_payment").await;
        assert!(
            found["sentence"].as_str().unwrap().contains("列了 2 笔"),
            "{found}"
        );
        office.accept(&found, "duplicate_payment").await;
    });
}

/// A running campaign with this worker on its list.
async fn campaign(office: &Office, worker: &Worker) -> Id {
    let campaign = Campaign {
        id: office.id(0),
        name: "2026年元旦春节送温暖".to_owned(),
        year: 2026,
        season: Season::NewYearSpringFestival,
        state: CampaignState::Running,
        starts_on: office.world.laptops[0].host.today(),
        ends_on: None,
        budget: None,
        fund_ids: Vec::new(),
        pack: None,
        rules: Vec::new(),
        basis: None,
        note: None,
    };
    let item = CampaignItem {
        id: office.id(0),
        campaign_id: campaign.id.clone(),
        seq: 1,
        person_id: worker.person.id.clone(),
        file_id: Some(worker.file.id.clone()),
        household_id: Some(worker.file.household_id.clone()),
        unit: CountUnit::Household,
        category: "deep".into(),
        aid_kind: AidKind::CondolenceMoney,
        amount: Fen(50_000),
        goods: None,
        goods_value: None,
        employer: None,
        card_holder: None,
        card_no: None,
        bank: None,
        basis: None,
        temporary_reason: None,
        proxy: None,
        removed_reason: None,
        assignee: None,
        outcome: VisitState::Planned,
        outcome_on: None,
        visit_id: None,
        analysis: None,
        summary: None,
        note: None,
    };
    office.put(0, std::slice::from_ref(&campaign)).await;
    office.put(0, &[item]).await;
    campaign.id
}

#[test]
fn one_batch_approved_on_both_is_told() {
    play(async |mut office| {
        let worker = office.worker(0, "王小明", &paper(1)).await;
        let fund = office.fund(0, 100_000_000).await;
        let batch = office
            .pay(0, &worker, &fund, "temporary_aid", 200_000)
            .await;
        let step = |kind: &str| {
            json!({
                "batch_id": batch["row"]["batch"]["id"], "kind": kind, "opinion": "同意",
                "place": null,
            })
        };
        office.sits(0, "陆会计").await;
        office.ok(0, "batch_step", step("reviewed")).await;
        office.meet().await;
        for (n, leader) in [(0, "杨主席"), (1, "赵副主席")] {
            office.sits(n, leader).await;
            office.ok(n, "batch_step", step("approved")).await;
        }
        office.meet().await;
        let found = office.one_finding("two_approvals").await;
        let sentence = found["sentence"].as_str().unwrap();
        assert!(
            sentence.contains("杨主席") && sentence.contains("赵副主席"),
            "{found}"
        );
        office.accept(&found, "two_approvals").await;
    });
}
