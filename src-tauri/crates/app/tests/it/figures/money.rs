//! The fund report and what is paid, from the ledger: cancelled batches and reversals taken off.

use chrono::NaiveDate;
use songnuan_app::commands::figures::ReportKind;
use songnuan_app::commands::import::ImportKind;
use songnuan_app::op::Op;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Batch, BatchStep, BatchStepKind, CampaignItem, Fund, FundEntry, FundEntryKind, FundLevel,
    LineEvent, LineEventKind, PayMethod, PaymentLine,
};

use super::house::{House, ROSTER, ask, house, of_campaign, value};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2017, 1, 10).unwrap()
}

fn batch(id: &str, fund: &Id) -> Batch {
    Batch {
        id: Id::new(id),
        no: format!("2017-{id}"),
        campaign_id: None,
        fund_id: fund.clone(),
        method: PayMethod::Cash,
        purpose: "送温暖".to_owned(),
        needs_notice: false,
        maker: "李干事".to_owned(),
        made_on: day(),
        note: None,
    }
}

fn line(id: &str, batch: &Batch, item: &CampaignItem, amount: Fen) -> PaymentLine {
    PaymentLine {
        id: Id::new(id),
        batch_id: batch.id.clone(),
        campaign_id: Some(item.campaign_id.clone()),
        fund_id: batch.fund_id.clone(),
        seq: 1,
        item_id: Some(item.id.clone()),
        person_id: item.person_id.clone(),
        household_id: None,
        file_id: None,
        aid_kind: item.aid_kind,
        unit: item.unit,
        category: item.category.clone(),
        amount,
        on: day(),
        card_holder: None,
        card_no: None,
        bank: None,
        goods: None,
        temporary_reason: None,
        reverses: None,
        reason: None,
        by: "李干事".to_owned(),
    }
}

fn signed(line: &PaymentLine) -> LineEvent {
    LineEvent {
        id: Id::new(format!("{}-signed", line.id)),
        batch_id: line.batch_id.clone(),
        line_id: line.id.clone(),
        kind: LineEventKind::Signed,
        by: "李干事".to_owned(),
        on: day(),
        reason: None,
        card_holder: None,
        card_no: None,
        bank: None,
        proxy_name: None,
        proxy_relation: None,
        proxy_id_no: None,
        reference: None,
    }
}

/// Three lines of 2,000.00 signed, one of them taken back; a further batch is cancelled.
async fn pay(house: &House, campaign: &Id) -> Id {
    let store = house.store().await;
    let items: Vec<CampaignItem> = store.children(campaign).await.unwrap();
    let fund = Fund {
        id: Id::new("fund"),
        name: "2017年送温暖资金".to_owned(),
        level: FundLevel::UnionFunds,
        year: 2017,
        from: day(),
        to: day(),
        closed: false,
        note: None,
    };
    let entry = FundEntry {
        id: Id::new("entry"),
        fund_id: fund.id.clone(),
        kind: FundEntryKind::Received,
        amount: Fen(5_200_000),
        on: day(),
        document: None,
        note: None,
    };
    let mut tx = house.app.begin(Op::DraftBatch, "").await.unwrap();
    tx.put(&fund).await.unwrap();
    tx.put(&entry).await.unwrap();
    let good = batch("001", &fund.id);
    let void = batch("002", &fund.id);
    tx.put(&good).await.unwrap();
    tx.put(&void).await.unwrap();
    for (n, item) in items.iter().take(4).enumerate() {
        let line = line(&format!("line-{n}"), &good, item, item.amount);
        tx.put(&line).await.unwrap();
        if n < 3 {
            tx.put(&signed(&line)).await.unwrap();
        }
        if n == 0 {
            let back = PaymentLine {
                id: Id::new("back"),
                amount: Fen(-item.amount.0),
                reverses: Some(line.id.clone()),
                ..line.clone()
            };
            tx.put(&back).await.unwrap();
        }
    }
    tx.put(&line("void", &void, &items[5], Fen(100_000)))
        .await
        .unwrap();
    let step = BatchStep {
        id: Id::new("cancel"),
        batch_id: void.id.clone(),
        kind: BatchStepKind::Cancelled,
        by: "主席".to_owned(),
        on: day(),
        opinion: None,
        place: None,
        notice_ends_on: None,
        objection_id: None,
        amount: None,
    };
    tx.put(&step).await.unwrap();
    tx.commit().await.unwrap();
    fund.id
}

#[tokio::test]
async fn funds_and_what_is_paid_follow_the_ledger() {
    let house = house().await;
    let outcome = house.import(ImportKind::Campaign, ROSTER).await;
    let campaign = outcome.campaign_id.unwrap();
    let before = house.app.now().unwrap().to_string();
    let fund = pay(&house, &campaign).await;
    let mut request = ask(ReportKind::Funds);
    for fund_id in [None, Some(fund)] {
        request.fund_id = fund_id;
        let stats = house.stats(&request).await;
        assert_eq!(value(&stats, "received_fen"), 5_200_000);
        // 2,000.00 × 4 less the one taken back; the cancelled batch takes nothing.
        assert_eq!(value(&stats, "committed_fen"), 600_000);
        assert_eq!(value(&stats, "paid_fen"), 400_000);
        assert_eq!(value(&stats, "left_fen"), 4_600_000);
        assert_eq!(value(&stats, "batches"), 1);
        house.every_figure_opens(&request).await;
    }
    let list = of_campaign(&campaign);
    let stats = house.stats(&list).await;
    assert_eq!(value(&stats, "paid_fen"), 400_000);
    assert_eq!(value(&stats, "in_batch_fen"), 600_000);
    assert_eq!(
        (
            value(&stats, "paid_households"),
            value(&stats, "paid_persons")
        ),
        (2, 0)
    );
    assert!(stats.notes.is_empty(), "{:?}", stats.notes);
    house.every_figure_opens(&list).await;

    let then = songnuan_app::commands::figures::StatsRequest {
        as_of: Some(before),
        ..list.clone()
    };
    assert_eq!(value(&house.stats(&then).await, "paid_fen"), 0);
    let asked = songnuan_app::commands::figures::StatsCompare {
        before: then,
        after: list,
    };
    let diff = songnuan_app::figures::compare(&house.app, asked)
        .await
        .unwrap();
    let paid = diff.figures.iter().find(|f| f.key == "paid_fen").unwrap();
    assert_eq!(paid.added.len(), 2);
    assert!(
        paid.why.iter().all(|s| s.contains("拟定发放批次")),
        "{:?}",
        paid.why
    );
}
