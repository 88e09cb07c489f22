//! The papers of scholarships and model workers: every name whole, sums in capitals, nothing private
//! on the wall, sound files, the same bytes for the same data.

#![allow(clippy::unwrap_used)]

use crate::common;

use common::honors::*;
use common::*;
use songnuan_reports::data::*;
use songnuan_reports::*;

use crate::money_forms::pages;

fn go() -> impl FnMut(usize, usize) -> bool {
    |_, _| true
}

#[test]
fn an_application_carries_everybody_and_the_sum_in_capitals() {
    let document = || {
        let forms = [student(), ScholarshipApplicationForm::default()];
        let options = PrintOptions::default();
        scholarship_applications(&fonts(), &forms, &options, &mut go()).unwrap()
    };
    let first = document();
    assert_eq!(first.bytes, document().bytes, "same data, same bytes");
    assert_eq!(first.pages, 3, "a form, its relatives, a blank form");
    assert!(first.missing.is_empty() && first.notices.is_empty());
    let Some(pages) = pages(&first, "scholarship") else {
        return;
    };
    for wanted in [
        "顾𬱖",
        "☑专科",
        "☑新录取",
        "998101200602017829",
        "伍仟元整",
        "¥5,000.00",
        "6299999576732903160",
        "第1页共2页",
    ] {
        assert!(pages[0].contains(wanted), "{wanted}");
    }
    assert!(pages[1].contains("（续页）") && pages[1].contains("单位或学校"));
    assert!(pages[2].contains("□专科") && !pages[2].contains('☑'));
}

#[test]
fn a_registry_form_goes_on_where_its_rows_end() {
    let forms = [model_worker()];
    let document = |forms: &[ModelWorkerForm]| {
        model_workers(&fonts(), forms, &PrintOptions::default(), &mut go()).unwrap()
    };
    let found = document(&forms);
    assert_eq!(found.bytes, document(&forms).bytes, "same data, same bytes");
    assert!(found.missing.is_empty() && found.notices.is_empty());
    assert_eq!(found.pages, 3, "front, back, what had no row");
    if let Some(pages) = pages(&found, "model-worker") {
        let whole = pages.concat();
        for wanted in ["龚䶮", "998101193905226314", "第1页共3页", "第3页共3页"] {
            assert!(whole.contains(wanted), "{wanted}");
        }
        assert!(pages[1].contains("（背面）") && pages[1].contains("市总工会意见"));
        // Seven honours on five rows, eight years on six.
        assert!(pages[2].contains("1983") && pages[2].contains("2018"));
        assert!(!pages[0].contains("（2寸）"), "the photograph stands there");
    }
    let broken = ModelWorkerForm {
        portrait: Some(Photo {
            jpeg: b"not a picture".to_vec(),
            caption: String::new(),
        }),
        ..model_worker()
    };
    let broken = document(&[broken]);
    assert_eq!(broken.notices.len(), 1);
    assert!(
        broken.notices[0].contains("照片不是可用的"),
        "{:?}",
        broken.notices
    );
    if let Some(pages) = pages(&broken, "model-worker-broken") {
        assert!(pages[0].contains("（2寸）"));
    }
}

#[test]
fn lists_name_everybody_and_add_up() {
    let options = PrintOptions::default();
    let fonts = fonts();
    let roster = scholarship_rosters(&fonts, &[scholarship_roster()], &options, &mut go()).unwrap();
    assert_eq!(roster.pages, 2);
    let funds = songnuan_reports::model_worker_funds(
        &fonts,
        &[common::honors::funds()],
        &options,
        &mut go(),
    )
    .unwrap();
    let ledger = honor_ledgers(&fonts, &[honor_ledger()], &options, &mut go()).unwrap();
    let visits = model_worker_visits(&fonts, &[worker_visits()], &options, &mut go()).unwrap();
    for document in [&roster, &funds, &ledger, &visits] {
        assert!(document.missing.is_empty() && document.notices.is_empty());
    }
    let (Some(roster), Some(funds), Some(ledger), Some(visits)) = (
        pages(&roster, "students"),
        pages(&funds, "funds"),
        pages(&ledger, "honors"),
        pages(&visits, "worker-visits"),
    ) else {
        return;
    };
    for name in NAMES {
        assert!(roster[0].contains(name), "{name}");
    }
    // Nine of 5,000 and nine of 4,000.
    assert!(roster[1].contains("捌万壹仟元整") && roster[1].contains("¥81,000.00"));
    assert!(roster[1].contains("合计（18人）"));
    // 3 × 6,624 + 5,000 + 2 × 3,300.
    assert!(funds[0].contains("叁万壹仟肆佰柒拾贰元整"), "{}", funds[0]);
    assert!(ledger[0].contains("合计（4项）"));
    assert!(visits[0].contains("肆仟叁佰元整"));
}

#[test]
fn a_summary_keeps_heads_and_money_apart() {
    let forms = [scholarship_summary()];
    let options = PrintOptions::default();
    let document = scholarship_summaries(&fonts(), &forms, &options, &mut go()).unwrap();
    assert_eq!(document.pages, 1);
    if let Some(pages) = pages(&document, "summary") {
        // 1 + 0 + 2 + 8 + 0 filed of 5,000; 2 + 2 + 6 + 18 + 1 others of 4,000.
        assert!(pages[0].contains("¥171,000.00"), "{}", pages[0]);
        assert!(pages[0].contains("壹拾柒万壹仟元整"));
        assert!(pages[0].contains("共40人/38户"));
    }
}

#[test]
fn the_wall_learns_no_students_name() {
    let options = PrintOptions::default();
    let document = notices(&fonts(), &[scholarship_notice()], &options, &mut go()).unwrap();
    if let Some(pages) = pages(&document, "scholarship-notice") {
        let whole = pages.concat().replace('\n', "");
        for name in NAMES {
            assert!(!whole.contains(name), "{name}");
        }
        assert!(whole.contains("家长所在单位") && whole.contains("拟资助学生名单"));
        assert!(whole.contains("贰万元整") && whole.contains("0710-0000000"));
    }
}
