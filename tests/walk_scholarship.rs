//! The walk through 金秋助学 that browser and window are led on, in the unit `walk_campaign::whole`
//! left: a list of applications → decided → in notice → approved → paid → next year's round, to
//! which last year's students go on; and somebody outside the base data, who is refused.

use crate::page::Page;
use crate::root;
use crate::walk_campaign::{CLERK, LEADER, come_in, step};

/// A student of the sample: aided, newly admitted, so that there is a next year.
const STUDENT: &str = "李一鸣";

/// WebDriver's code of the Escape key.
const ESCAPE: &str = "\u{e00c}";

/// The whole walk.
pub fn whole(page: &Page) {
    // The records behind a figure lie over the page.
    page.keys(ESCAPE);
    come_in(page, CLERK);
    import(page);
    decide(page);
    on_the_way(page);
    draft(page);
    come_in(page, LEADER);
    approve(page);
    come_in(page, CLERK);
    pay(page);
    next_year(page);
    stranger(page);
    years(page);
}

/// The list of applications becomes a round.
fn import(page: &Page) {
    page.click("nav-scholarships");
    page.see("scholarship-page");
    page.picture("50-scholarships-empty");
    page.click("nav-import");
    page.see("import-page");
    let sample = root().join("tests/fixtures/samples/金秋助学申请.xlsx");
    page.choose_file(
        "import-file",
        &sample,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    );
    page.see("import-summary");
    page.click("import-apply");
    page.read("import-outcome", "登记助学申请");
    page.click("import-to-round");
    page.see("round-page");
    let totals = page.read("round-totals", "120,000.00");
    assert!(totals.contains("申请 40 人"), "{totals}");
    page.see("case-open");
    page.picture("51-applications");
}

/// The standard with its articles, the charts, one application clause by clause.
fn decide(page: &Page) {
    page.click_css("#tab-standard");
    page.read("standard-card", "出处");
    page.picture("52-standard");
    page.click_css("#tab-totals");
    page.see_css("[data-testid=figure-chart-by_level] svg");
    page.picture("53-totals");
    page.click_css("#tab-cases");
    page.click_saying("case-open", STUDENT);
    page.read("case-name", STUDENT);
    page.click_css("#tab-verdict");
    page.read("case-clause", "通过");
    page.picture("54-verdict");
    page.click_css(".page-head a");
    page.see("round-page");
}

/// Ticks everybody who is aided, and counts them.
fn tick_aided(page: &Page) {
    page.choose("case-decision", "资助");
    page.read("case-totals", "找到 29 人");
    page.click("case-tick-all");
    page.read("case-selection", "已选 29 份");
}

/// Reviewed, in notice, approved: each for all at once, on the days of the paper.
fn on_the_way(page: &Page) {
    tick_aided(page);
    for (at, (kind, on)) in [
        ("grass_reviewed", "2024-08-28"),
        ("publicised", "2024-08-29"),
        ("approved", "2024-09-10"),
    ]
    .into_iter()
    .enumerate()
    {
        if at > 0 {
            page.click("case-tick-all");
        }
        page.click("case-take-step");
        page.see("case-step-dialog");
        page.click(&format!("case-step-kind-{kind}"));
        page.fill("case-step-on", on);
        if kind == "publicised" {
            page.picture("55-notice");
        }
        page.click("case-step-save");
        page.see_no("case-step-dialog");
        page.see_no("case-selection");
    }
    page.see("case-open");
    page.picture("56-approved");
}

/// A batch in cash for everybody aided.
fn draft(page: &Page) {
    page.click("case-tick-all");
    page.click("case-pay");
    page.see("award-dialog");
    page.click("award-method-cash");
    page.read("award-sum", "120,000.00");
    page.choose("award-fund", "送温暖资金");
    page.picture("57-draft");
    page.click("award-save");
    page.read("batch-amount", "120,000.00");
    page.read("batch-uppercase", "壹拾贰万元整");
    page.picture("58-batch");
}

/// Opens the one batch that stands there.
fn open_batch(page: &Page, state: &str) {
    page.click("nav-batches");
    page.see("batch-list-page");
    page.click(&format!("batch-state-{state}"));
    page.read("batch-row", "金秋助学");
    page.click("batch-open");
    page.see("batch-page");
}

fn approve(page: &Page) {
    open_batch(page, "drafted");
    step(page, "approved");
    step(page, "released");
    page.see_css("[data-testid=batch-state][data-state=released]");
}

/// Handed out in cash, signed for by everybody.
fn pay(page: &Page) {
    open_batch(page, "released");
    page.click_css("#tab-cash");
    page.click("step-cash_taken");
    page.fill("step-amount", "120000");
    page.click("step-save");
    page.see_no("step-dialog");
    page.click("cash-sign-all");
    page.see("sign-dialog");
    page.click("sign-save");
    page.see_no("sign-dialog");
    page.read("cash-signed", "120,000.00");
    step(page, "paid");
    page.see_css("[data-testid=batch-state][data-state=paid]");
    page.picture("59-paid");
}

/// Next year's round: window, standard, and who goes on.
fn next_year(page: &Page) {
    page.click("nav-scholarships");
    page.read("round-row", "120,000.00");
    page.see_css("[data-testid=figure-chart-by_year] svg");
    page.picture("60-rounds");
    page.click("round-new");
    page.see("round-wizard-page");
    page.fill("round-year", "2025");
    page.picture("61-wizard");
    page.click("round-wizard-next");
    page.read("standard-source", "出处");
    page.picture("62-wizard-standard");
    page.click("round-wizard-next");
    page.read("continue-sum", "2024年金秋助学");
    page.see("continue-row");
    page.read("continue-left-out", "不予资助");
    page.picture("63-continue");
    page.click("round-wizard-next");
    page.read("round-title", "2025年金秋助学");
    page.read("case-open", STUDENT);
    page.picture("64-continued");
}

/// Whoever is not in the base data is refused in words, and nothing typed is lost.
fn stranger(page: &Page) {
    page.click("case-new");
    page.see("case-form");
    page.click("parent-filing-unfiled");
    page.fill("parent-name", "李父");
    page.fill("parent-unfiled", "收入高于建档标准");
    page.fill("student-name", "李陌生");
    page.fill("student-id-no", "998101200601010074");
    page.fill("case-school", "芦塘大学");
    page.bring_into_view("case-level-is-undergraduate");
    page.click("case-level-is-undergraduate");
    page.fill("case-applied", "2025-08-01");
    page.click("case-save");
    page.read("student-gate", "人选必须从基础数据库中产生");
    page.bring_into_view("student-gate");
    page.picture("65-refused");
}

/// One student over the years.
fn years(page: &Page) {
    page.click("nav-scholarships");
    page.click_saying("round-open", "2025年");
    page.click_saying("case-open", STUDENT);
    page.read("case-name", STUDENT);
    page.picture("66-application");
    page.click_css("#tab-years");
    page.read("student-year", "2024 年");
    page.read("student-year", "2025 年");
    page.picture("67-years");
    page.click_css("#tab-steps");
    page.see("case-next-applied");
    page.picture("68-steps");
}
