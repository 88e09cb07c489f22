//! The walk through the model-worker registry that browser and window are led on, in the unit that
//! the walks before it left: the registry is imported → somebody who is not in the base data is
//! refused, registered and taken → five medals are stolen, the man is visited, the medals come back,
//! the matter is closed → his form is printed → a year's benefits are declared and drafted.

use std::path::Path;

use crate::page::Page;
use crate::root;
use crate::walk_campaign::{CLERK, come_in};

/// WebDriver's code of the Escape key.
const ESCAPE: &str = "\u{e00c}";
/// He has five medals on the sample's list.
const HERO: &str = "罗建华";
/// Nobody of the sample; the number is sound and of no real person.
const STRANGER: (&str, &str) = ("周新来", "998101198803150016");

/// The whole walk; what is saved lands in `saved`.
pub fn whole(page: &Page, saved: &Path) {
    // Whatever the walk before left open lies over the page.
    page.keys(ESCAPE);
    come_in(page, CLERK);
    import(page);
    list(page);
    nominate(page);
    theft(page);
    visit(page);
    recover(page);
    resolve(page);
    print(page, saved);
    benefits(page);
}

/// The registry of the sample, with its honours and medals.
fn import(page: &Page) {
    page.click("nav-model-workers");
    page.see("model-worker-list-page");
    page.click("worker-import");
    page.see("import-page");
    let sample = root().join("tests/fixtures/samples/劳模名册.xlsx");
    page.choose_file(
        "import-file",
        &sample,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    );
    page.read("import-summary", "劳模");
    page.picture("70-registry-check");
    page.click("import-apply");
    page.read("import-outcome", "15 人");
    page.click("import-to-workers");
}

/// Counts in 人, 项 and 枚; narrowed by level and by what is missing.
fn list(page: &Page) {
    page.read("worker-totals", "15");
    page.read("worker-medals-missing", "2");
    page.picture("71-registry");
    page.click("worker-level-national");
    page.read("worker-totals", "找到 1 人");
    page.click("worker-level-national");
    page.click("worker-filter-medal");
    page.read("worker-totals", "找到 2 人");
    page.click("worker-filter-medal");
    page.read("worker-totals", "共 15 人");
}

/// A stranger is refused with the article; registered, the nomination goes on.
fn nominate(page: &Page) {
    page.click("worker-new");
    page.see("nominate-dialog");
    page.click("choose-by-number");
    page.fill("choose-name", STRANGER.0);
    page.fill("choose-id-no", STRANGER.1);
    page.click("nominate-save");
    page.read("nominate-refused", "人选必须从基础数据库中产生");
    page.picture("72-nomination-refused");
    page.click("nominate-register");
    page.see("register-dialog");
    page.click("register-save");
    page.read("worker-name", STRANGER.0);
    page.picture("73-nominated");
}

/// The theft and the five medals it took are one entry.
fn theft(page: &Page) {
    page.click("nav-model-workers");
    page.fill("worker-filter", HERO);
    page.read("worker-totals", "找到 1 人");
    page.click_saying("worker-open", HERO);
    page.read("worker-name", HERO);
    page.picture("74-model-worker");
    page.click_css("#tab-honors");
    page.read("honor-card", "全国劳动模范");
    page.picture("75-honors");
    page.click_css("#tab-incidents");
    page.click("incident-add");
    page.see("incident-dialog");
    page.click("incident-kind-theft");
    page.fill("incident-owner", CLERK.0);
    page.fill("incident-narrative", "上午家中失窃，五枚奖章被盗，已报案。");
    page.click("incident-all-medals");
    page.picture("76-theft");
    page.click("incident-save");
    page.see_no("incident-dialog");
    page.read("incident-card", "5 枚");
    page.picture("77-incident");
}

/// He is visited at home; he has no hardship file.
fn visit(page: &Page) {
    page.click("incident-visit");
    page.see("visit-form");
    page.fill("visit-visitors", "李秀芳、王建国");
    page.fill(
        "visit-clear_difficulty",
        "八十多岁，丧偶，小儿子没有工作同住。",
    );
    page.picture("78-visit-form");
    page.click("visit-save");
    page.see("visit-view-page");
    page.read("visit-view-page", HERO);
    page.click("nav-model-workers");
    page.click_saying("worker-open", HERO);
    page.click_css("#tab-visits");
    page.read("worker-visit-row", "李秀芳");
    page.picture("79-visits");
}

/// What was done, and the medals that came back.
fn recover(page: &Page) {
    page.click_css("#tab-incidents");
    page.click("incident-action");
    page.fill(
        "incident-task-text",
        "上门慰问，请区总工会和派出所跟进追查。",
    );
    page.click("incident-task-save");
    page.read("incident-action-row", "派出所");
    page.click("incident-recover");
    page.see("medal-dialog");
    page.picture("80-medals-back");
    page.click("medal-save");
    page.see_no("medal-dialog");
    page.see_no("incident-recover");
}

/// Closed with its result; the medals tell their life.
fn resolve(page: &Page) {
    page.click("incident-resolve");
    page.fill("incident-task-text", "五枚奖章全部追回，已送还本人。");
    page.click("incident-task-save");
    page.read("incident-state", "已办结");
    page.picture("81-resolved");
    page.click_css("#tab-honors");
    page.read("medal-state", "奖章找回");
    page.click_css("#tab-timeline");
    page.read("worker-timeline", "失窃");
    page.picture("82-timeline");
}

/// 劳动模范登记表, previewed and saved.
fn print(page: &Page, saved: &Path) {
    page.click("print-menu");
    page.click("print-model_worker_form");
    page.read("preview-pages", "共");
    page.see_css("[data-testid=preview-canvas][data-drawn=true]");
    page.picture("83-form");
    page.click("preview-save");
    page.wait("the form as a PDF", |_| {
        let files = std::fs::read_dir(saved).ok()?.flatten();
        let mut names = files.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.find(|name| name.contains("登记表") && name.ends_with(".pdf"))
    });
    page.click("preview-back");
    page.read("worker-name", HERO);
}

/// The year's benefits for everybody at once, and a batch of them.
fn benefits(page: &Page) {
    page.click("nav-model-workers");
    page.click("honor-nav-benefits");
    page.read("declare-row", HERO);
    page.picture("84-benefits");
    page.click("declare-living_subsidy");
    page.click("declare-special_hardship_fund");
    page.read("declare-sum", "28,000.00");
    page.click("declare-save");
    page.read("benefit-row", HERO);
    page.picture("85-declared");
    page.click("benefit-batch");
    page.see("benefit-batch-dialog");
    page.choose("benefit-batch-fund", "送温暖资金");
    page.click("benefit-batch-save");
    page.see("batch-page");
    page.picture("86-batch");
    page.click("nav-model-workers");
    page.click("honor-nav-charts");
    page.see("figure-table-by_state");
    page.picture("87-charts");
}
