//! The papers of a campaign: what the pages add up to, what the wall must not learn, sound files.

#![allow(clippy::unwrap_used)]

use crate::common;

use std::process::Command;

use common::money::*;
use common::*;
use songnuan_model::money::Fen;
use songnuan_reports::data::*;
use songnuan_reports::*;

fn all(_: usize, _: usize) -> bool {
    true
}

fn cash(form: RosterForm) -> Document {
    rosters(&fonts(), &[form], &PrintOptions::default(), &mut all).unwrap()
}

/// The text of a document, page by page; `None` where poppler is not installed.
pub fn pages(document: &Document, name: &str) -> Option<Vec<String>> {
    let path = std::env::temp_dir().join(format!("songnuan-{name}-{}.pdf", std::process::id()));
    std::fs::write(&path, &document.bytes).unwrap();
    let out = Command::new("pdftotext")
        .args(["-layout", path.to_str().unwrap(), "-"])
        .output();
    let sound = Command::new("qpdf").arg("--check").arg(&path).output();
    std::fs::remove_file(&path).unwrap();
    if let Ok(sound) = sound {
        assert!(sound.status.success(), "{name}: qpdf");
    }
    let text = String::from_utf8(out.ok()?.stdout).unwrap();
    // How wide a blank is set is poppler's guess: lines stay, blanks go.
    let squeeze = |line: &str| line.split_whitespace().collect::<String>();
    let page = |page: &str| page.lines().map(squeeze).collect::<Vec<_>>().join("\n");
    Some(text.split_terminator('\u{c}').map(page).collect())
}

#[test]
fn a_roster_adds_up_page_by_page_and_names_everybody() {
    let document = cash(roster(RosterVariant::Cash));
    assert_eq!(document.pages, 3);
    assert!(document.missing.is_empty() && document.notices.is_empty());
    let Some(pages) = pages(&document, "roster") else {
        return;
    };
    for (page, (count, sum)) in
        pages
            .iter()
            .zip([(15, "19,800.00"), (15, "17,200.00"), (11, "15,000.00")])
    {
        let line = page.lines().find(|line| line.contains("本页小计")).unwrap();
        assert!(line.contains(&format!("人数{count}")), "{line}");
        assert!(line.contains(sum), "{line}");
        assert!(page.contains("身份证号") && page.contains("监督(证明)人"));
    }
    assert!(
        !pages[0].contains("合计人民币"),
        "the total is on the last page"
    );
    assert!(pages[2].contains("伍万贰仟元整"));
    assert!(pages[2].contains("¥52,000.00"));
    assert!(pages[2].contains("6户/35人"), "two counts, never one sum");
    assert!(pages[2].contains("第3页共3页"));
    let text: String = pages.concat().split_whitespace().collect();
    for row in recipients() {
        assert!(text.contains(&row.id_no));
        // The longest name stands in two lines of its narrow cell.
        let found = text.contains(&row.name) || row.name.contains('·');
        assert!(found, "{}", row.name);
    }
}

#[test]
fn the_wall_learns_no_name_and_no_number() {
    for (document, name) in [
        (cash(roster(RosterVariant::Masked)), "wall"),
        (
            notices(&fonts(), &[notice()], &PrintOptions::default(), &mut all).unwrap(),
            "notice",
        ),
    ] {
        let Some(pages) = pages(&document, name) else {
            return;
        };
        let text: String = pages.concat().split_whitespace().collect();
        for row in recipients() {
            assert!(!text.contains(&row.name), "{name}: a name in full");
            assert!(!text.contains(&row.id_no), "{name}: an ID number");
            assert!(!text.contains(&row.card_no), "{name}: a card");
        }
        for masked in ["姚**", "欧阳**", "尉迟*", "区*", "买买****"] {
            assert!(text.contains(masked), "{name}: {masked}");
        }
        assert!(
            !text.contains("买买*****"),
            "{name}: brackets are no part of a name"
        );
        assert!(text.contains("099-70001234"), "{name}: where to object");
    }
}

#[test]
fn the_bank_gets_the_whole_card_in_groups() {
    let document = cash(roster(RosterVariant::Bank));
    let Some(pages) = pages(&document, "bank") else {
        return;
    };
    assert!(pages[0].contains("629999003000000000"));
    assert!(!pages[0].contains("领款人签字"));
}

#[test]
fn a_reversal_counts_its_money_and_nobody() {
    let mut form = roster(RosterVariant::Cash);
    form.rows.truncate(3);
    form.rows[2].counts = false;
    let back = RosterRow {
        amount: Fen(-form.rows[2].amount.0),
        ..form.rows[2].clone()
    };
    form.rows.push(back);
    let Some(pages) = pages(&cash(form), "reversal") else {
        return;
    };
    assert!(pages[0].contains("人数2") && pages[0].contains("-2,000.00"));
    assert!(pages[0].contains("肆仟元整") && pages[0].contains("2户"));
}

#[test]
fn blank_forms_fill_their_pages() {
    assert_eq!(cash(RosterForm::default()).pages, 1);
    let options = PrintOptions::default();
    let blank = [AidApplicationForm::default(), AidApplicationForm::default()];
    let document = aid_applications(&fonts(), &blank, &options, &mut all).unwrap();
    assert_eq!(document.pages, 2);
    for (count, pages) in [(1, 1), (2, 1), (3, 2), (7, 4)] {
        let slips = vec![ReceiptForm::default(); count];
        let document = receipts(&fonts(), &slips, &options, &mut all).unwrap();
        assert_eq!(document.pages, pages, "{count} slips, two to a page");
    }
}

#[test]
fn the_same_data_gives_the_same_bytes_and_a_cancel_gives_none() {
    let options = PrintOptions::default();
    let form = [roster(RosterVariant::Cash)];
    let print = |fonts: &Fonts| rosters(fonts, &form, &options, &mut all).unwrap().bytes;
    assert_eq!(print(&fonts()), print(&fresh_fonts()));
    let cancelled = rosters(&fonts(), &form, &options, &mut |done, _| done < 20);
    assert_eq!(cancelled, Err(ReportError::Cancelled));
    let mut seen = Vec::new();
    let two = [roster(RosterVariant::Cash), roster(RosterVariant::Bank)];
    rosters(&fonts(), &two, &options, &mut |done, total| {
        seen.push((done, total));
        true
    })
    .unwrap();
    assert_eq!(seen.last(), Some(&(82, 82)));
    assert!(seen.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert_eq!(
        rosters(&fonts(), &[], &options, &mut all),
        Err(ReportError::Nothing)
    );
}

#[test]
fn an_account_carries_its_balance_over_pages() {
    let options = PrintOptions::default();
    let form = [fund_ledger(60)];
    let document = fund_ledgers(&fonts(), &form, &options, &mut all).unwrap();
    let Some(pages) = pages(&document, "fund") else {
        return;
    };
    assert_eq!(pages.len(), document.pages);
    assert!(pages[0].contains("期初余额") && pages[0].contains("100,000.00"));
    let subtotal = |page: &String| {
        page.lines()
            .filter(|line| line.contains("本页小计"))
            .count()
    };
    assert!(pages.iter().all(|page| subtotal(page) == 1));
    let last = pages.last().unwrap();
    assert!(
        last.contains("期末余额") && last.contains("350,000.00") && last.contains("384,571.50")
    );
    let empty = [FundLedgerForm::default()];
    assert_eq!(
        fund_ledgers(&fonts(), &empty, &options, &mut all)
            .unwrap()
            .pages,
        1
    );
}

#[test]
fn a_long_story_grows_its_row_and_an_endless_one_goes_on() {
    let options = PrintOptions::default();
    let mut form = visit_ledger();
    let document = visit_ledgers(&fonts(), &[form.clone()], &options, &mut all).unwrap();
    assert!(document.notices.is_empty(), "the row grew");
    form.rows[7].problems = "楼道照明损坏两个月无人修理。".repeat(120);
    let document = visit_ledgers(&fonts(), &[form], &options, &mut all).unwrap();
    assert_eq!(document.notices.len(), 1);
    let Some(pages) = pages(&document, "story") else {
        return;
    };
    let text: String = pages.concat().split_whitespace().collect();
    assert!(
        text.matches("楼道照明损坏两个月").count() >= 120,
        "all of it is printed"
    );
}

#[test]
fn a_report_is_one_page_of_figures_and_tables_that_run_on() {
    let options = PrintOptions::default();
    let document = report(&fonts(), &figures(), &options, &mut all).unwrap();
    assert_eq!(document.pages, 3);
    let empty = report(&fonts(), &ReportForm::default(), &options, &mut all).unwrap();
    assert_eq!(
        empty.pages, 1,
        "a report of nothing is an empty page, not an error"
    );
    let Some(pages) = pages(&document, "report") else {
        return;
    };
    assert!(pages[0].contains("6户") && pages[0].contains("35人"));
    assert!(pages[2].contains("应访"), "the header is repeated");
    assert!(pages[2].contains("户与人分别计数"));
}

#[test]
fn a_letter_a_notice_and_an_application_keep_their_words() {
    let options = PrintOptions::default();
    let letter = letters(&fonts(), &[letter()], &options, &mut all).unwrap();
    let application = aid_applications(&fonts(), &[application()], &options, &mut all).unwrap();
    assert_eq!((letter.pages, application.pages), (1, 1));
    let notice = notices(&fonts(), &[notice()], &options, &mut all).unwrap();
    let (Some(letter), Some(application), Some(notice)) = (
        pages(&letter, "letter"),
        pages(&application, "application"),
        pages(&notice, "posted"),
    ) else {
        return;
    };
    assert!(letter[0].contains("顾𬱖同志："), "rare characters are text");
    assert!(!letter[0].contains("第1页"), "a letter has no page number");
    assert!(application[0].contains("贰仟元整（¥2,000.00）"));
    assert!(application[0].contains("☑无异议") && application[0].contains("☑医疗救助"));
    assert!(notice[0].contains("2017年1月11日至2017年1月18日"));
    assert!(notice[0].contains("—1—") && notice[1].contains("—2—"));
}
