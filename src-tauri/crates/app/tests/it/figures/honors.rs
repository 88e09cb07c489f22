//! Scholarship lists and the registry of model workers: imported, counted exactly, opened, undone.

use songnuan_app::commands::figures::ReportKind;
use songnuan_app::commands::files::Undo;
use songnuan_app::commands::import::{ImportKind, ImportOutcome};
use songnuan_app::error::Code;
use songnuan_app::import::{Decisions, apply_import};
use songnuan_app::jobs::Progress;
use songnuan_app::op::Op;
use songnuan_model::records::{
    AwardDecision, HardshipFile, Honor, HonorLevel, MedalEvent, MedalEventKind, ModelWorker,
    Person, ScholarshipCase, ScholarshipRound, ScholarshipStep, WorkerState,
};

use super::house::{House, VISITS, ask, expected, house, sample};

const STUDENTS: &str = "金秋助学申请.xlsx";
const WORKERS: &str = "劳模名册.xlsx";

async fn undo(house: &House, outcome: &ImportOutcome) {
    let op_id = outcome.op_id.clone();
    songnuan_app::files::undo(&house.app, Undo { op_id })
        .await
        .unwrap();
}

#[tokio::test]
async fn imported_applications_count_exactly_as_expected() {
    let house = house().await;
    let outcome = house.import(ImportKind::Scholarships, STUDENTS).await;
    assert_eq!((outcome.cases_new, outcome.rows_left_out), (40, 0));
    let request = ask(ReportKind::Scholarships);
    let stats = house.stats(&request).await;
    let wanted = expected(STUDENTS);
    for part in ["totals", "cases"] {
        assert_eq!(stats.totals[part], wanted[part], "{part}");
    }
    house.every_figure_opens(&request).await;
    let store = house.store().await;
    let rounds: Vec<ScholarshipRound> = store.all().await.unwrap();
    let round = &rounds[0];
    assert_eq!((rounds.len(), round.year), (1, 2024));
    assert_eq!(round.pack, "demo-a");
    assert_eq!(round.closes_on.to_string(), "2024-08-27");
    let cases: Vec<ScholarshipCase> = store.children(&round.id).await.unwrap();
    // A student's second row stands as a refused case of the same person.
    let twice = cases.iter().filter(|case| {
        let mut reasons = case.reasons.iter();
        reasons.any(|reason| reason.starts_with("duplicate_of_row:"))
    });
    for case in twice {
        assert_eq!(case.decision, AwardDecision::Refused);
        let same = cases.iter().filter(|c| c.person_id == case.person_id);
        assert_eq!(same.count(), 2);
    }
    let steps: Vec<ScholarshipStep> = store.children(&cases[0].id).await.unwrap();
    assert_eq!(steps.len(), 1);
}

#[tokio::test]
async fn the_registry_counts_exactly_as_expected_on_its_own_day() {
    let house = house().await;
    let outcome = house.import(ImportKind::ModelWorkers, WORKERS).await;
    assert_eq!((outcome.workers_new, outcome.honors_new), (15, 19));
    let request = ask(ReportKind::ModelWorkers);
    let stats = house.stats(&request).await;
    let wanted = expected(WORKERS);
    for part in ["totals", "persons", "honors"] {
        assert_eq!(stats.totals[part], wanted[part], "{part}");
    }
    assert!(stats.notes[0].contains("2025-07-01"), "{:?}", stats.notes);
    house.every_figure_opens(&request).await;
    let mut later = request.clone();
    later.to = chrono::NaiveDate::from_ymd_opt(2020, 7, 1);
    let later = house.stats(&later).await;
    assert_eq!(later.totals["totals"]["age_max"], 81);
    let store = house.store().await;
    let honors: Vec<Honor> = store.all().await.unwrap();
    let events: Vec<MedalEvent> = store.children(&honors[0].id).await.unwrap();
    let events: Vec<_> = events.iter().map(|e| (e.kind, e.on.is_some())).collect();
    assert_eq!(
        events,
        [
            (MedalEventKind::Stolen, true),
            (MedalEventKind::Recovered, false)
        ]
    );
    let national = honors.iter().filter(|h| h.level == HonorLevel::National);
    assert!(national.count() > 0);
}

#[tokio::test]
async fn the_same_again_changes_nothing_and_undo_empties() {
    let house = house().await;
    let store = house.store().await;
    for (kind, name) in [
        (ImportKind::Scholarships, STUDENTS),
        (ImportKind::ModelWorkers, WORKERS),
    ] {
        let first = house.import(kind, name).await;
        let seq = store.seq().await.unwrap();
        let again = house.import(kind, name).await;
        assert!(again.op_id.is_none(), "{}", again.message);
        assert_eq!(store.seq().await.unwrap(), seq);
        undo(&house, &first).await;
    }
    assert_eq!(store.count::<Person>().await.unwrap(), 0);
    assert_eq!(store.count::<ScholarshipRound>().await.unwrap(), 0);
    assert_eq!(store.count::<ScholarshipCase>().await.unwrap(), 0);
    assert_eq!(store.count::<ScholarshipStep>().await.unwrap(), 0);
    assert_eq!(store.count::<ModelWorker>().await.unwrap(), 0);
    assert_eq!(store.count::<Honor>().await.unwrap(), 0);
    assert_eq!(store.count::<MedalEvent>().await.unwrap(), 0);
    let again = house.import(ImportKind::Scholarships, STUDENTS).await;
    assert_eq!(again.cases_new, 40);
}

#[tokio::test]
async fn corrections_made_since_survive_the_same_list() {
    let house = house().await;
    house.import(ImportKind::Scholarships, STUDENTS).await;
    house.import(ImportKind::ModelWorkers, WORKERS).await;
    let store = house.store().await;
    let mut case = store.all::<ScholarshipCase>().await.unwrap().remove(0);
    case.decision = AwardDecision::Refused;
    case.award = songnuan_model::money::Fen::ZERO;
    let mut worker = store.all::<ModelWorker>().await.unwrap().remove(0);
    worker.state = WorkerState::Deceased;
    let mut tx = house.app.begin(Op::EditFile, "").await.unwrap();
    tx.put(&case).await.unwrap();
    tx.put(&worker).await.unwrap();
    tx.commit().await.unwrap();
    house.import(ImportKind::Scholarships, STUDENTS).await;
    house.import(ImportKind::ModelWorkers, WORKERS).await;
    let kept: ScholarshipCase = store.get(&case.id).await.unwrap().unwrap();
    assert!(kept == case);
    let kept: ModelWorker = store.get(&worker.id).await.unwrap().unwrap();
    assert_eq!(kept.state, WorkerState::Deceased);
}

#[tokio::test]
async fn a_parent_is_linked_by_number_and_name_only() {
    let house = house().await;
    let import = house
        .dry_run(ImportKind::Scholarships, STUDENTS, sample(STUDENTS))
        .await
        .unwrap();
    let listed = import.json()["rows"].as_array().unwrap().clone();
    let with_file: Vec<_> = listed
        .iter()
        .map(|row| &row["normalised"])
        .filter(|row| row["file_no"].is_string())
        .collect();
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    let (right, wrong) = (with_file[0], with_file[1]);
    assert_ne!(right["file_no"], wrong["file_no"]);
    let mut tx = house.app.begin(Op::OpenFile, "").await.unwrap();
    let mut files = Vec::new();
    for (row, name) in [
        (right, text(right, "parent_name")),
        (wrong, "别人".to_owned()),
    ] {
        let person = Person {
            id: house.app.host().new_id(),
            name,
            ..Person::default()
        };
        let file = HardshipFile {
            id: house.app.host().new_id(),
            file_no: text(row, "file_no"),
            applicant_id: person.id.clone(),
            household_id: house.app.host().new_id(),
            ..HardshipFile::default()
        };
        tx.put(&person).await.unwrap();
        tx.put(&file).await.unwrap();
        files.push(file);
    }
    tx.commit().await.unwrap();
    house.import(ImportKind::Scholarships, STUDENTS).await;
    let cases: Vec<ScholarshipCase> = house.store().await.all().await.unwrap();
    let of = |file: &HardshipFile| {
        let linked = cases
            .iter()
            .filter(|c| c.parent_file_id.as_ref() == Some(&file.id));
        linked.count()
    };
    assert!(of(&files[0]) > 0);
    assert_eq!(of(&files[1]), 0);
}

#[tokio::test]
async fn a_closed_round_takes_no_new_case_and_cancelling_leaves_nothing() {
    let house = house().await;
    for (kind, name) in [
        (ImportKind::Scholarships, STUDENTS),
        (ImportKind::ModelWorkers, WORKERS),
    ] {
        let import = house.dry_run(kind, name, sample(name)).await.unwrap();
        let progress = Progress::default();
        progress.cancel();
        let none = Decisions::default();
        let error = apply_import(&house.app, &import, &none, false, &progress).await;
        assert_eq!(error.unwrap_err().code, Code::Cancelled);
    }
    let store = house.store().await;
    assert_eq!(store.count::<Person>().await.unwrap(), 0);
    let round = ScholarshipRound {
        id: house.app.host().new_id(),
        name: "2024年金秋助学".to_owned(),
        year: 2024,
        pack: "demo-a".to_owned(),
        opens_on: chrono::NaiveDate::from_ymd_opt(2024, 7, 1).unwrap(),
        closes_on: chrono::NaiveDate::from_ymd_opt(2024, 8, 27).unwrap(),
        closed: true,
        basis: None,
        note: None,
        counterpart: false,
        sending_union: None,
        receiving_union: None,
    };
    let mut tx = house.app.begin(Op::EditFile, "").await.unwrap();
    tx.put(&round).await.unwrap();
    tx.commit().await.unwrap();
    let import = house
        .dry_run(ImportKind::Scholarships, STUDENTS, sample(STUDENTS))
        .await
        .unwrap();
    let none = Decisions::default();
    let error = apply_import(&house.app, &import, &none, false, &Progress::default())
        .await
        .unwrap_err();
    assert!(error.message.contains("已经结束"), "{}", error.message);
    assert_eq!(store.count::<ScholarshipCase>().await.unwrap(), 0);
}

#[tokio::test]
async fn other_workbooks_are_refused_with_the_columns_that_are_wanted() {
    let house = house().await;
    for (kind, word) in [
        (ImportKind::Scholarships, "录取院校"),
        (ImportKind::ModelWorkers, "劳模名册"),
    ] {
        let error = house.dry_run(kind, VISITS, sample(VISITS)).await;
        let error = error.err().unwrap();
        assert_eq!(error.code, Code::WorkbookWrongSheets);
        assert!(error.message.contains(word), "{}", error.message);
    }
}
