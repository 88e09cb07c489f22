//! Importing: one operation, nothing twice, nothing half; other workbooks are refused.

use songnuan_app::commands::files::Undo;
use songnuan_app::commands::import::{ImportDecision, ImportKind, PreviewQuery};
use songnuan_app::error::Code;
use songnuan_app::import::{self, Decisions, apply_import};
use songnuan_app::jobs::Progress;
use songnuan_app::op::Op;
use songnuan_model::money::Fen;
use songnuan_model::records::{
    AidKind, Campaign, CampaignItem, CountUnit, HardshipFile, Person, Season, UnionOrg, Visit,
    VisitTarget,
};

use super::house::{ROSTER, UNIONS, VISITS, expected, house, sample};

#[tokio::test]
async fn the_dry_run_says_exactly_what_is_expected() {
    let house = house().await;
    house.import(ImportKind::Unions, UNIONS).await;
    let roster = house
        .dry_run(ImportKind::Campaign, ROSTER, sample(ROSTER))
        .await
        .unwrap();
    assert_eq!(roster.json()["totals"], expected(ROSTER)["totals"]);
    let visits = house
        .dry_run(ImportKind::Visits, VISITS, sample(VISITS))
        .await
        .unwrap();
    let (found, wanted) = (visits.json(), expected(VISITS));
    for key in ["totals", "by_month", "by_federation", "visits_by_visitor"] {
        assert_eq!(found[key], wanted[key], "{key}");
    }
}

#[tokio::test]
async fn a_list_becomes_a_campaign_with_people_and_entries() {
    let house = house().await;
    let outcome = house.import(ImportKind::Campaign, ROSTER).await;
    assert_eq!((outcome.items_new, outcome.people_new), (41, 41));
    assert_eq!((outcome.rows_taken, outcome.rows_left_out), (41, 0));
    assert!(
        outcome.message.contains("6 户、35 人"),
        "{}",
        outcome.message
    );
    let store = house.store().await;
    let campaign: Campaign = store
        .get(&outcome.campaign_id.unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (campaign.name.as_str(), campaign.year),
        ("2017年元旦春节送温暖", 2017)
    );
    assert_eq!(campaign.season, Season::NewYearSpringFestival);
    let items: Vec<CampaignItem> = store.children(&campaign.id).await.unwrap();
    let first = &items[0];
    assert_eq!(
        (first.seq, first.unit, first.amount),
        (1, CountUnit::Household, Fen(200_000))
    );
    assert_eq!(
        (first.category.as_str(), first.aid_kind),
        ("重困职工", AidKind::CondolenceMoney)
    );
    assert_eq!(first.goods.as_deref(), Some("米、油各1份"));
    let proxied = items.iter().find(|item| item.seq == 9).unwrap();
    assert_eq!(proxied.proxy.as_deref(), Some("周玉兰(妻子)"));
    let person: Person = store.get(&first.person_id).await.unwrap().unwrap();
    assert_eq!(
        (person.name.as_str(), person.id_no.as_str()),
        ("姚宝根", "998101196412271575")
    );
}

#[tokio::test]
async fn the_same_list_again_changes_nothing_and_undo_takes_all_back() {
    let house = house().await;
    let first = house.import(ImportKind::Campaign, ROSTER).await;
    let store = house.store().await;
    // A correction made in the program survives the same list.
    let campaign = first.campaign_id.unwrap();
    let mut item = store
        .children::<CampaignItem>(&campaign)
        .await
        .unwrap()
        .remove(0);
    item.amount = Fen(180_000);
    let mut tx = house.app.begin(Op::SaveItems, "").await.unwrap();
    tx.put(&item).await.unwrap();
    let corrected = tx.commit().await.unwrap();
    let seq = store.seq().await.unwrap();
    let again = house.import(ImportKind::Campaign, ROSTER).await;
    assert!(
        again.op_id.is_none() && again.items_new == 0,
        "{}",
        again.message
    );
    assert!(again.message.contains("1 行的金额"), "{}", again.message);
    assert_eq!(store.seq().await.unwrap(), seq);
    let kept: CampaignItem = store.get(&item.id).await.unwrap().unwrap();
    assert_eq!(kept.amount, Fen(180_000));

    for op in [corrected.op_id, first.op_id.unwrap()] {
        let request = Undo { op_id: Some(op) };
        songnuan_app::files::undo(&house.app, request)
            .await
            .unwrap();
    }
    assert_eq!(store.count::<Campaign>().await.unwrap(), 0);
    assert_eq!(store.count::<CampaignItem>().await.unwrap(), 0);
    assert_eq!(store.count::<Person>().await.unwrap(), 0);
    assert_eq!(
        house.import(ImportKind::Campaign, ROSTER).await.items_new,
        41
    );
}

#[tokio::test]
async fn somebody_known_by_number_stays_one_person_with_the_file() {
    let house = house().await;
    let store = house.store().await;
    let person = Person {
        id: house.app.host().new_id(),
        name: "姚宝根".to_owned(),
        id_no: "998101196412271575".to_owned(),
        ..Person::default()
    };
    let file = HardshipFile {
        id: house.app.host().new_id(),
        applicant_id: person.id.clone(),
        household_id: house.app.host().new_id(),
        ..HardshipFile::default()
    };
    let mut tx = house.app.begin(Op::OpenFile, "").await.unwrap();
    tx.put(&person).await.unwrap();
    tx.put(&file).await.unwrap();
    tx.commit().await.unwrap();
    let outcome = house.import(ImportKind::Campaign, ROSTER).await;
    assert_eq!(outcome.people_new, 40);
    let items: Vec<CampaignItem> = store.children(&outcome.campaign_id.unwrap()).await.unwrap();
    assert_eq!(items[0].person_id, person.id);
    assert_eq!(items[0].file_id.as_ref(), Some(&file.id));
    assert_eq!(items[0].household_id.as_ref(), Some(&file.household_id));
}

#[tokio::test]
async fn visits_are_imported_once_with_unit_and_campaign() {
    let house = house().await;
    house.import(ImportKind::Unions, UNIONS).await;
    let begun = std::time::Instant::now();
    let outcome = house.import(ImportKind::Visits, VISITS).await;
    assert!(begun.elapsed().as_secs() < 60);
    assert_eq!((outcome.visits_new, outcome.rows_left_out), (5228, 0));
    let store = house.store().await;
    let orgs: Vec<UnionOrg> = store.all().await.unwrap();
    let visits: Vec<Visit> = store.all().await.unwrap();
    let first = &visits[0];
    assert_eq!(first.target, VisitTarget::Team);
    assert_eq!(first.visitors, ["吴涛", "胡卫东"]);
    assert_eq!(first.spend, Some(Fen(1_637_000)));
    let org = orgs
        .iter()
        .find(|org| Some(&org.id) == first.org_id.as_ref());
    assert_eq!(org.map(|org| org.name.as_str()), first.org_name.as_deref());
    let campaign: Campaign = store
        .get(first.campaign_id.as_ref().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((campaign.season, campaign.year), (Season::VisitDrive, 2016));

    let again = house.import(ImportKind::Visits, VISITS).await;
    assert!(again.op_id.is_none(), "{}", again.message);
    let request = Undo {
        op_id: outcome.op_id,
    };
    songnuan_app::files::undo(&house.app, request)
        .await
        .unwrap();
    assert_eq!(store.count::<Visit>().await.unwrap(), 0);
}

#[tokio::test]
async fn cancelling_leaves_nothing_behind() {
    let house = house().await;
    for (kind, name) in [(ImportKind::Campaign, ROSTER), (ImportKind::Visits, VISITS)] {
        let import = house.dry_run(kind, name, sample(name)).await.unwrap();
        let progress = Progress::default();
        progress.cancel();
        let none = Decisions::default();
        let error = apply_import(&house.app, &import, &none, false, &progress).await;
        assert_eq!(error.unwrap_err().code, Code::Cancelled);
    }
    let store = house.store().await;
    assert_eq!(store.count::<Campaign>().await.unwrap(), 0);
    assert_eq!(store.count::<Visit>().await.unwrap(), 0);
}

#[tokio::test]
async fn other_workbooks_are_refused_in_words() {
    let house = house().await;
    let cases = [
        (ImportKind::Campaign, VISITS, "送温暖花名册"),
        (ImportKind::Campaign, UNIONS, "身份证号"),
        (ImportKind::Visits, ROSTER, "走访日期"),
    ];
    for (kind, name, word) in cases {
        let error = house.dry_run(kind, name, sample(name)).await.err().unwrap();
        assert_eq!(error.code, Code::WorkbookWrongSheets);
        assert!(error.message.contains(word), "{}", error.message);
    }
    let cut = sample(ROSTER)[..4000].to_vec();
    let error = house
        .dry_run(ImportKind::Campaign, ROSTER, cut)
        .await
        .err()
        .unwrap();
    assert_eq!(error.code, Code::WorkbookDamaged);
}

#[tokio::test]
async fn rows_can_be_left_out_and_the_page_shows_both_kinds() {
    let house = house().await;
    let import = house
        .dry_run(ImportKind::Campaign, ROSTER, sample(ROSTER))
        .await
        .unwrap();
    let leave_out = ImportDecision {
        sheet: Some("送温暖花名册".to_owned()),
        row: Some(4),
        code: None,
        take: false,
    };
    let decisions = Decisions::new(&[leave_out]);
    let outcome = apply_import(&house.app, &import, &decisions, false, &Progress::default())
        .await
        .unwrap();
    assert_eq!((outcome.items_new, outcome.rows_left_out), (40, 1));
    for (kind, name, rows, people) in [
        (ImportKind::Campaign, ROSTER, 41, 35),
        (ImportKind::Visits, VISITS, 5228, 0),
    ] {
        let started = import::start_bytes(&house.app, kind, name.to_owned(), sample(name));
        let first = house
            .app
            .jobs()
            .wait(&started.await.unwrap())
            .await
            .unwrap();
        assert_eq!(
            (first["total"].as_u64(), first["people"].as_u64()),
            (Some(rows), Some(people))
        );
        let query = PreviewQuery {
            import: serde_json::from_value(first["import"].clone()).unwrap(),
            sheet: None,
            verdict: Some("reject".to_owned()),
            code: None,
            offset: 0,
            limit: 10,
        };
        let page = import::preview(&house.app, query).await.unwrap();
        assert_eq!(page.total, 0);
        assert!(page.sheets.iter().all(|sheet| sheet.recognised));
        assert!(
            page.sheets[0]
                .columns
                .iter()
                .all(|column| column.field.is_some())
        );
    }
}
