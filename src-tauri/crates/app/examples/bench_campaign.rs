//! A campaign of 20,000 recipients: putting them on the list, checking it, and drafting the batch
//! with fund, cap, duplicate and file checks, beside writing the same payment lines through the
//! store with no check at all, in one run. Prints the times and their ratio.
#![allow(clippy::print_stdout, clippy::unwrap_used)] // a bench, not a product

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use songnuan_app::App;
use songnuan_app::commands::batches::BatchDraft;
use songnuan_app::commands::campaigns::{CampaignSave, ItemDraft, ItemsAdd};
use songnuan_app::commands::funds::FundSave;
use songnuan_app::commands::shared::RecordRef;
use songnuan_app::op::Op;
use songnuan_app::testing::open_unit;
use songnuan_app::{batches, campaigns, funds};
use songnuan_model::money::Fen;
use songnuan_model::papers::IdType;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, AmountRule, Campaign, CampaignState, CountUnit, FileStatus, Fund, FundLevel,
    HardshipFile, Household, PayMethod, PaymentLine, Person, Season,
};

const RECIPIENTS: usize = 20_000;

fn id(kind: char, n: usize) -> Id {
    Id::new(format!("10000000-0000-7000-800{kind}-{n:012}"))
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// A household with its worker and an active file; one in fifty shares a phone with the one before.
fn family(n: usize) -> (Person, Household, HardshipFile) {
    let body = format!(
        "998101{:04}{:02}{:02}{:03}",
        1950 + n / 30_000,
        n / 2_500 % 12 + 1,
        n / 100 % 25 + 1,
        n % 1000
    );
    let check = songnuan_model::papers::likely_check_digit(&body).unwrap();
    let phone = if n.is_multiple_of(50) && n > 0 {
        n - 1
    } else {
        n
    };
    let person = Person {
        id: id('a', n),
        name: format!(
            "张{}",
            char::from_u32(0x4e00 + (n % 20_000) as u32).unwrap()
        ),
        id_type: IdType::ResidentId,
        id_no: format!("{body}{check}"),
        mobile: Some(format!("1380{phone:07}")),
        ..Person::default()
    };
    let household = Household {
        id: id('b', n),
        head_id: person.id.clone(),
    };
    let file = HardshipFile {
        id: id('9', n),
        file_no: format!("998101-2026-{n:05}"),
        applicant_id: person.id.clone(),
        household_id: household.id.clone(),
        status: FileStatus::Active,
        category: Some("deep".to_owned()),
        ..HardshipFile::default()
    };
    (person, household, file)
}

async fn fill(app: &App) {
    let mut tx = app.begin(Op::ImportHardship, "").await.unwrap();
    for n in 0..RECIPIENTS {
        let (person, household, file) = family(n);
        tx.put(&person).await.unwrap();
        tx.put(&household).await.unwrap();
        tx.put(&file).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn fund(app: &App) -> Id {
    let fund = Fund {
        id: Id::new(""),
        name: "送温暖资金".to_owned(),
        level: FundLevel::UnionFunds,
        year: 2026,
        from: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
        to: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
        closed: false,
        note: None,
    };
    let opening = Some(Fen(100_000_000_000));
    let view = funds::save(app, FundSave { fund, opening }).await.unwrap();
    view.fund.id
}

async fn campaign(app: &App) -> Id {
    let campaign = Campaign {
        id: Id::new(""),
        name: "2026年冬送温暖".to_owned(),
        year: 2026,
        season: Season::NewYearSpringFestival,
        state: CampaignState::Planning,
        starts_on: day(),
        ends_on: None,
        budget: None,
        fund_ids: Vec::new(),
        pack: Some("demo-a".to_owned()),
        rules: vec![AmountRule {
            category: String::new(),
            amount: Fen(50_000),
            goods: None,
        }],
        basis: None,
        note: None,
    };
    let detail = campaigns::save(app, CampaignSave { campaign })
        .await
        .unwrap();
    detail.row.campaign.id
}

/// The same lines, written with history and keys but without a question asked.
async fn bare(app: &App) -> Duration {
    let start = Instant::now();
    let mut tx = app.begin(Op::DraftBatch, "").await.unwrap();
    for n in 0..RECIPIENTS {
        let line = PaymentLine {
            id: id('c', n),
            batch_id: id('d', 0),
            campaign_id: Some(id('d', 1)),
            fund_id: id('d', 2),
            seq: n as u32 + 1,
            item_id: Some(id('d', n + 10)),
            person_id: id('e', n),
            household_id: Some(id('f', n)),
            file_id: Some(id('f', n)),
            aid_kind: AidKind::CondolenceMoney,
            unit: CountUnit::Household,
            category: "deep".to_owned(),
            amount: Fen(50_000),
            on: day(),
            card_holder: None,
            card_no: None,
            bank: None,
            goods: None,
            temporary_reason: None,
            reverses: None,
            reason: None,
            by: "李干事".to_owned(),
        };
        tx.put(&line).await.unwrap();
    }
    let took = start.elapsed();
    // Rolled back: the ledger stays empty for what follows.
    drop(tx);
    took
}

#[tokio::main]
async fn main() {
    let dir = tempfile::tempdir().unwrap();
    let app = open_unit(dir.path()).await.unwrap();
    fill(&app).await;
    let (fund_id, campaign_id) = (fund(&app).await, campaign(&app).await);
    let bare = bare(&app).await;
    let timed = Instant::now();
    let items = (0..RECIPIENTS).map(|n| ItemDraft {
        file_id: Some(id('9', n)),
        ..ItemDraft::default()
    });
    let add = ItemsAdd {
        campaign_id: campaign_id.clone(),
        items: items.collect(),
    };
    campaigns::items_add(&app, add).await.unwrap();
    let listed = timed.elapsed();
    let timed = Instant::now();
    let ask = RecordRef {
        id: campaign_id.clone(),
    };
    let checks = campaigns::checks(&app, ask).await.unwrap();
    let checked = timed.elapsed();
    let timed = Instant::now();
    let draft = BatchDraft {
        campaign_id: Some(campaign_id),
        item_ids: Vec::new(),
        lines: Vec::new(),
        fund_id,
        method: PayMethod::Cash,
        purpose: "送温暖".to_owned(),
        needs_notice: false,
        no: None,
        note: None,
    };
    batches::draft(&app, draft).await.unwrap();
    let drafted = timed.elapsed();
    app.shutdown().await;
    println!("campaign of {RECIPIENTS} recipients");
    println!("  lines written bare            {bare:>8.2?}");
    println!("  list                          {listed:>8.2?}");
    println!(
        "  checks ({} duplicates found)  {checked:>8.2?}",
        checks.duplicates.len()
    );
    println!(
        "  draft with all checks         {drafted:>8.2?}  {:.2} × bare",
        drafted.as_secs_f64() / bare.as_secs_f64()
    );
}
