//! The campaign report: exactly the sample's totals, every number opens its people.

use songnuan_app::commands::figures::{FigureUnit, ReportKind};
use songnuan_app::commands::import::ImportKind;
use songnuan_app::error::Code;
use songnuan_app::figures;
use songnuan_app::op::Op;
use songnuan_model::records::{Campaign, CampaignItem, CampaignState};

use super::house::{ROSTER, ask, expected, house, of_campaign, value};

#[tokio::test]
async fn totals_are_exactly_as_expected_and_every_figure_opens() {
    let house = house().await;
    let outcome = house.import(ImportKind::Campaign, ROSTER).await;
    let request = of_campaign(&outcome.campaign_id.unwrap());
    let stats = house.stats(&request).await;
    assert_eq!(stats.totals["totals"], expected(ROSTER)["totals"]);
    let households = &stats.figures[0];
    assert_eq!(
        (households.unit, households.text.as_str()),
        (FigureUnit::Household, "6 户")
    );
    let grand = stats
        .figures
        .iter()
        .find(|f| f.key == "grand_total_fen")
        .unwrap();
    assert_eq!(
        (grand.text.as_str(), grand.wan.as_deref()),
        ("52,000.00 元", Some("5.2 万元"))
    );
    house.every_figure_opens(&request).await;

    let found = house.records(&request, "by_category/重困职工/count").await;
    assert_eq!((found.rows.len(), found.text.as_str()), (4, "4 户"));
    assert_eq!(found.rows[0].title, "姚宝根");
    // Without a campaign: all of them.
    assert_eq!(
        house.stats(&ask(ReportKind::Campaign)).await.totals,
        stats.totals
    );
}

#[tokio::test]
async fn who_was_taken_off_does_not_count_and_years_stand_side_by_side() {
    let house = house().await;
    let outcome = house.import(ImportKind::Campaign, ROSTER).await;
    let campaign_id = outcome.campaign_id.unwrap();
    let store = house.store().await;
    let items: Vec<CampaignItem> = store.children(&campaign_id).await.unwrap();
    let mut campaign: Campaign = store.get(&campaign_id).await.unwrap().unwrap();
    let mut tx = house.app.begin(Op::SaveItems, "").await.unwrap();
    let mut off = items[0].clone();
    off.removed_reason = Some("去世".to_owned());
    tx.put(&off).await.unwrap();
    campaign.id = house.app.host().new_id();
    campaign.name = "2016年元旦春节送温暖".to_owned();
    campaign.year = 2016;
    campaign.state = CampaignState::Closed;
    tx.put(&campaign).await.unwrap();
    let mut item = items[1].clone();
    item.id = house.app.host().new_id();
    item.campaign_id = campaign.id.clone();
    tx.put(&item).await.unwrap();
    tx.commit().await.unwrap();

    let request = of_campaign(&campaign_id);
    let stats = house.stats(&request).await;
    assert_eq!(value(&stats, "households"), 5);
    let years = stats
        .tables
        .iter()
        .find(|table| table.key == "by_year")
        .unwrap();
    let labels: Vec<&str> = years.rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels, ["2016年", "2017年"]);
    let opened = house.records(&request, "by_year/2016年/total_fen").await;
    assert_eq!(opened.rows.len(), 1);
    house.every_figure_opens(&request).await;
}

#[tokio::test]
async fn wrong_questions_are_answered_in_words() {
    let house = house().await;
    let mut request = ask(ReportKind::Campaign);
    request.as_of = Some("昨天".to_owned());
    let error = figures::stats(&house.app, request).await.unwrap_err();
    assert!(error.message.contains("昨天"), "{}", error.message);
    let request = of_campaign(&house.app.host().new_id());
    let error = figures::stats(&house.app, request).await.unwrap_err();
    assert_eq!(error.code, Code::NotFound);
    let mut request = ask(ReportKind::Visits);
    (request.from, request.to) = ("2017-01-02".parse().ok(), "2017-01-01".parse().ok());
    let error = figures::stats(&house.app, request).await.unwrap_err();
    assert!(error.message.contains("早于"), "{}", error.message);
    let query = songnuan_app::commands::figures::FigureRecordsQuery {
        request: ask(ReportKind::Visits),
        key: "by_month/2016-01/nothing".to_owned(),
    };
    let error = figures::records(&house.app, query).await.err().unwrap();
    assert_eq!(error.code, Code::NotFound);
}
