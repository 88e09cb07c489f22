//! Importing the samples: one undoable operation, nothing twice, nothing half.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::import_common;

use import_common::{bytes, unit};
use songnuan_app::commands::import::{ImportDecision, ImportKind};
use songnuan_app::error::Code;
use songnuan_app::import::{Decisions, apply_import};
use songnuan_app::jobs::Progress;
use songnuan_app::op::Op;
use songnuan_model::record::Record;
use songnuan_model::records::{
    AidRecord, FileStatus, FileStep, HardshipFile, Household, HouseholdMember, IncomeLine, Person,
    RigidLine, UnionOrg,
};
use songnuan_store::Store;

const SURVEY: &str = "困难职工摸底表.xlsx";
const UNIONS: &str = "工会组织.xlsx";

async fn counts(store: &Store) -> [u64; 8] {
    async fn of<R: Record>(store: &Store) -> u64 {
        store.count::<R>().await.unwrap()
    }
    [
        of::<HardshipFile>(store).await,
        of::<Household>(store).await,
        of::<Person>(store).await,
        of::<HouseholdMember>(store).await,
        of::<IncomeLine>(store).await,
        of::<RigidLine>(store).await,
        of::<AidRecord>(store).await,
        of::<FileStep>(store).await,
    ]
}

#[tokio::test]
async fn the_sample_becomes_files_people_and_lines() {
    let unit = unit().await;
    let outcome = unit.import_survey().await;
    // 339 member rows; three speak of somebody met before (member twice in two households, one
    // applicant elsewhere).
    assert_eq!(
        counts(&unit.store().await).await,
        [148, 148, 484, 339, 310, 230, 175, 148]
    );
    assert_eq!((outcome.files_new, outcome.people_new), (148, 484));
    assert_eq!(outcome.rows_taken, 148 + 339 + 310 + 230 + 175);
    assert_eq!(outcome.rows_left_out, 16 + 5 + 4 + 5);
    assert!(outcome.op_id.is_some());

    let store = unit.store().await;
    let files = store
        .by_key::<HardshipFile>("file_no", "998101-2015-001")
        .await
        .unwrap();
    let file = &files[0];
    assert_eq!(file.status, FileStatus::Active);
    assert_eq!(file.category.as_deref(), Some("relative"));
    assert_eq!(file.cause_primary.as_deref(), Some("schooling"));
    assert_eq!(file.work_start.as_deref(), Some("1986-06-12"));
    assert_eq!(file.family_annual_income.map(|fen| fen.0), Some(2_967_499));
    let person = store
        .get::<Person>(&file.applicant_id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(person.name, "曾慧");
    assert_eq!(person.village.as_deref(), Some("东塘村"));
    assert_eq!(
        person.hukou_kind.as_deref().map(|code| code.is_ascii()),
        Some(true)
    );

    // Files without a number get one of their own; the member who is also an applicant is one person.
    let all = store.all::<HardshipFile>().await.unwrap();
    assert!(all.iter().all(|file| !file.file_no.is_empty()));
    let numbers: std::collections::HashSet<_> = all.iter().map(|file| &file.file_no).collect();
    assert_eq!(numbers.len(), 148);
    let twice = store
        .by_key::<Person>("paper", "rid:998101196311289274")
        .await
        .unwrap();
    assert_eq!(twice.len(), 1);
    let memberships = store
        .by_key::<HouseholdMember>("member", twice[0].id.as_str())
        .await
        .unwrap();
    assert_eq!(memberships.len(), 1);
}

#[tokio::test]
async fn the_same_file_again_changes_nothing_and_undo_empties() {
    let unit = unit().await;
    let first = unit.import_survey().await;
    let store = unit.store().await;
    let before = counts(&store).await;
    let seq = store.seq().await.unwrap();
    let again = unit.import_survey().await;
    assert!(again.op_id.is_none(), "{}", again.message);
    assert_eq!(
        (again.files_new, again.files_changed, again.people_new),
        (0, 0, 0)
    );
    assert_eq!(store.seq().await.unwrap(), seq);
    assert_eq!(counts(&store).await, before);

    let header = unit.app.header(Op::Undo, "李干事", "").unwrap();
    store.undo(&first.op_id.unwrap(), header).await.unwrap();
    assert_eq!(counts(&store).await, [0; 8]);
    let third = unit.import_survey().await;
    assert_eq!(third.files_new, 148);
}

#[tokio::test]
async fn corrections_made_in_the_program_survive_the_same_file() {
    let unit = unit().await;
    unit.import_survey().await;
    let store = unit.store().await;
    let mut person = store
        .by_key::<Person>("paper", "rid:998101196311289274")
        .await
        .unwrap()
        .remove(0);
    person.mobile = Some("13900000000".to_owned());
    let mut tx = unit.app.begin(Op::EditFile, "").await.unwrap();
    tx.put(&person).await.unwrap();
    tx.commit().await.unwrap();
    let again = unit.import_survey().await;
    assert!(again.op_id.is_none());
    let kept = store.get::<Person>(&person.id).await.unwrap().unwrap();
    assert_eq!(kept.mobile.as_deref(), Some("13900000000"));
}

#[tokio::test]
async fn cancelling_leaves_nothing_behind() {
    let unit = unit().await;
    let import = unit
        .dry_run(ImportKind::Hardship, SURVEY, bytes(SURVEY))
        .await
        .unwrap();
    let progress = Progress::default();
    progress.cancel();
    let decisions = Decisions::default();
    let error = apply_import(&unit.app, &import, &decisions, false, &progress)
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::Cancelled);
    assert_eq!(counts(&unit.store().await).await, [0; 8]);
    assert_eq!(unit.import_survey().await.files_new, 148);
}

#[tokio::test]
async fn strict_refuses_the_whole_workbook() {
    let unit = unit().await;
    let import = unit
        .dry_run(ImportKind::Hardship, SURVEY, bytes(SURVEY))
        .await
        .unwrap();
    let progress = Progress::default();
    let error = apply_import(&unit.app, &import, &Decisions::default(), true, &progress)
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::ImportRefused);
    assert!(error.message.contains("30 行"), "{}", error.message);
    assert_eq!(counts(&unit.store().await).await, [0; 8]);
}

#[tokio::test]
async fn decisions_leave_out_rows_and_findings() {
    let unit = unit().await;
    let import = unit
        .dry_run(ImportKind::Hardship, SURVEY, bytes(SURVEY))
        .await
        .unwrap();
    let row = |sheet: &str, row, take| ImportDecision {
        sheet: Some(sheet.to_owned()),
        row: Some(row),
        code: None,
        take,
    };
    let by_code = |code: &str| ImportDecision {
        sheet: None,
        row: None,
        code: Some(code.to_owned()),
        take: false,
    };
    let decisions = Decisions::new(&[
        row("困难职工档案", 5, false),
        // Rows 22, 105 and 151 fail the Luhn check; the word on row 22 counts before the code's.
        by_code("card_luhn_warning"),
        row("困难职工档案", 22, true),
        // A refused row cannot be forced.
        row("困难职工档案", 10, true),
    ]);
    let progress = Progress::default();
    let outcome = apply_import(&unit.app, &import, &decisions, false, &progress)
        .await
        .unwrap();
    assert_eq!(outcome.files_new, 148 - 3);
    let store = unit.store().await;
    assert!(
        store
            .by_key::<HardshipFile>("file_no", "998101-2015-001")
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        store
            .by_key::<HardshipFile>("file_no", "998101-2015-018")
            .await
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn organisations_are_imported_once_with_their_parents() {
    let unit = unit().await;
    let outcome = unit.import(ImportKind::Unions, UNIONS, bytes(UNIONS)).await;
    assert_eq!((outcome.orgs_new, outcome.rows_left_out), (308, 0));
    let store = unit.store().await;
    let orgs = store.all::<UnionOrg>().await.unwrap();
    assert_eq!(
        orgs.iter().filter(|org| org.parent_id.is_some()).count(),
        212
    );
    assert_eq!(
        orgs.iter()
            .filter(|org| org.guidance_parent_id.is_some())
            .count(),
        8
    );
    let industries = orgs.iter().filter_map(|org| org.industry.as_deref());
    assert!(industries.clone().count() == 300 && industries.clone().all(|code| code.is_ascii()));
    let again = unit.import(ImportKind::Unions, UNIONS, bytes(UNIONS)).await;
    assert!(again.op_id.is_none(), "{}", again.message);
}

#[tokio::test]
async fn the_marked_workbook_opens_and_carries_the_doubts() {
    use base64::Engine as _;
    let unit = unit().await;
    let request = songnuan_app::commands::import::ImportStart {
        kind: ImportKind::Hardship,
        file_name: SURVEY.to_owned(),
        base64: base64::engine::general_purpose::STANDARD.encode(bytes(SURVEY)),
    };
    let started = songnuan_app::import::start(&unit.app, request)
        .await
        .unwrap();
    let preview = unit.app.jobs().wait(&started).await.unwrap();
    assert_eq!(
        (preview["households"].as_u64(), preview["total"].as_u64()),
        (Some(148), Some(1232))
    );
    assert_eq!(
        preview["sheets"][0]["hidden_columns"],
        serde_json::json!(["AT"])
    );
    let id = serde_json::from_value(preview["import"].clone()).unwrap();
    let reference = songnuan_app::commands::import::ImportRef { import: id };
    let file = songnuan_app::import::marked(&unit.app, reference)
        .await
        .unwrap();
    let marked = base64::engine::general_purpose::STANDARD
        .decode(file.base64)
        .unwrap();
    // The same doubts are found in it again: nothing of the content was lost.
    let again = unit
        .dry_run(ImportKind::Hardship, "m.xlsx", marked)
        .await
        .unwrap()
        .json();
    let first = unit
        .dry_run(ImportKind::Hardship, SURVEY, bytes(SURVEY))
        .await
        .unwrap()
        .json();
    assert_eq!(again["rows"], first["rows"]);
    assert_eq!(again["ignored_rows"], first["ignored_rows"]);
}
