//! The walk through a campaign that browser and window are led on, in the unit `walk::whole` left:
//! colleagues with their roles → a fund → candidates → the list → its visitors → a batch in cash,
//! approved by somebody else → signatures → closing → the audit pack → figures and their records.

use std::path::Path;

use crate::page::Page;

/// Who drafts and pays.
pub(crate) const CLERK: (&str, &str) = ("李秀芳", "warm-hands-2016");
/// Who approves.
pub(crate) const LEADER: (&str, &str) = ("王建国", "warm-hands-2017");
const FINANCE: (&str, &str) = ("钱会计", "warm-hands-2018");

/// The whole walk; what is saved lands in `saved`.
pub fn whole(page: &Page, saved: &Path) {
    colleagues(page);
    fund(page);
    campaign(page);
    list(page);
    draft(page);
    come_in(page, LEADER);
    approve(page);
    come_in(page, CLERK);
    pay(page);
    come_in(page, FINANCE);
    close(page, saved);
    figures(page);
}

/// Two colleagues, each with a role and a password of their own.
fn colleagues(page: &Page) {
    page.click("nav-settings");
    page.click("settings-users");
    for ((name, password), role) in [(LEADER, "leader"), (FINANCE, "finance")] {
        page.click("user-add");
        page.fill("user-name", name);
        page.click(&format!("user-role-{role}"));
        page.fill("user-password", password);
        page.fill("user-password-again", password);
        page.click("user-save");
        page.read("user-row", name);
        page.see_no("user-save");
    }
    page.picture("20-users");
}

/// Money to draw on.
fn fund(page: &Page) {
    page.click("nav-funds");
    page.click("fund-new");
    page.fill("fund-name", "送温暖资金");
    page.fill("fund-opening", "20万");
    page.click("fund-save");
    page.read("fund-row", "送温暖资金");
    page.picture("21-fund");
}

/// From the occasion over candidates and amounts to the list.
fn campaign(page: &Page) {
    page.click("nav-campaigns");
    page.click("campaign-new");
    page.see("wizard-page");
    page.fill("campaign-name", "两节送温暖");
    page.picture("22-wizard");
    page.click("wizard-next");
    page.read("candidate-total", "120");
    page.click("candidate-select-all");
    page.read("candidate-picked", "120");
    page.picture("23-candidates");
    page.click("wizard-next");
    page.see("rule-table");
    page.fill_all("rule-amount", "500");
    page.picture("24-amounts");
    page.click("wizard-next");
    page.see("wizard-finish");
    page.click("wizard-next");
    page.read("campaign-title", "两节送温暖");
    page.read("campaign-totals", "120");
    page.picture("25-list");
}

/// What the list should be looked at for, and who goes where.
fn list(page: &Page) {
    page.click_css("#tab-checks");
    page.see("checks-tab");
    page.picture("26-checks");
    page.click_css("#tab-visits");
    page.click("visit-tick-all");
    page.fill("assign-name", CLERK.0);
    page.click("assign-save");
    page.read("visitor-row", CLERK.0);
    page.picture("27-visitors");
}

/// A batch in cash for those who have no card. Nothing hangs on the wall for five working days here.
fn draft(page: &Page) {
    page.click_css("#tab-batches");
    page.click("batch-new");
    page.see("draft-dialog");
    page.click("draft-method-cash");
    page.click("draft-who-no_card");
    page.read("draft-sum", "8,000.00");
    page.choose("draft-fund", "送温暖资金");
    page.click("draft-notice");
    page.picture("28-draft");
    page.click("draft-save");
    page.read("batch-amount", "8,000.00");
    page.read("batch-uppercase", "捌仟元整");
    page.picture("29-batch");
}

/// Locks, and comes in as somebody else.
pub(crate) fn come_in(page: &Page, (name, password): (&str, &str)) {
    page.click("lock");
    page.click(&format!("unlock-user-{name}"));
    page.fill("unlock-password", password);
    page.click("unlock-submit");
    page.see_no("unlock-password");
    page.read("current-user", name);
}

/// Opens the only batch from the list of batches.
fn open_batch(page: &Page) {
    page.click("nav-batches");
    page.see("batch-list-page");
    page.click("batch-open");
    page.see("batch-page");
}

/// Takes a step that asks for nothing but an opinion.
pub(crate) fn step(page: &Page, kind: &str) {
    page.click(&format!("step-{kind}"));
    page.see("step-dialog");
    page.fill("step-opinion", "同意");
    page.click("step-save");
    page.see_no("step-dialog");
}

/// The leader finds the batch on the first page, approves and releases it.
fn approve(page: &Page) {
    page.click("nav-home");
    page.read("home-page", "等您审核");
    page.picture("30-leader-home");
    open_batch(page);
    step(page, "approved");
    step(page, "released");
    page.see_css("[data-testid=batch-state][data-state=released]");
    page.picture("31-released");
}

/// Cash is taken out, signed for, and counted to the fen.
fn pay(page: &Page) {
    open_batch(page);
    page.click_css("#tab-cash");
    page.click("step-cash_taken");
    page.fill("step-amount", "8000");
    page.click("step-save");
    page.see_no("step-dialog");
    page.click("cash-sign-all");
    page.see("sign-dialog");
    page.click("sign-save");
    page.see_no("sign-dialog");
    page.read("cash-signed", "8,000.00");
    page.picture("32-signed");
    step(page, "paid");
    page.see_css("[data-testid=batch-state][data-state=paid]");
}

/// Finance closes the batch and saves what an auditor needs.
fn close(page: &Page, saved: &Path) {
    open_batch(page);
    step(page, "closed");
    page.see_css("[data-testid=batch-state][data-state=closed]");
    page.picture("33-closed");
    page.click("audit-pack");
    page.wait("an audit pack", |_| {
        let files = std::fs::read_dir(saved).ok()?.flatten();
        let names = files.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.into_iter().find(|name| name.contains("审计"))
    });
    page.picture("34-audit-pack");
}

/// The figures, and the records behind one of them.
fn figures(page: &Page) {
    page.click("nav-figures");
    page.see("figures-page");
    page.click("figure-households");
    page.read("figure-records-sum", "120");
    page.picture("35-figures");
}
