//! The walk through the program that browser and window are led on: a clerk's first day.
//!
//! First start → import the survey → open a file → read the verdict → record a visit with a
//! photograph → preview the form → save the PDF. Everything is found by `data-testid`.

use std::path::Path;

use crate::page::Page;
use crate::root;

/// A worker of the sample whose name has a character beyond the Basic Multilingual Plane.
const WORKER: &str = "顾𬱖";

/// The whole walk, from the first start to a saved PDF in `saved`.
pub fn whole(page: &Page, saved: &Path) {
    first_start(page);
    import(page);
    open_file(page);
    read_verdict(page);
    record_visit(page);
    print_visit(page, saved);
    find(page);
    lock(page);
}

/// A new unit; its first user lands on the first page.
fn first_start(page: &Page) {
    page.see("start-org");
    page.picture("01-first-start");
    page.fill("start-org", "云澜县芦塘荡镇总工会");
    page.fill("start-region", "998101105");
    page.fill("start-user", "李秀芳");
    page.fill("start-password", "warm-hands-2016");
    page.fill("start-password-again", "warm-hands-2016");
    page.click("start-create");
    page.see("home-page");
    page.picture("02-home-empty");
}

/// The sample workbook: its doubts are counted as expected, then its acceptable rows are taken.
fn import(page: &Page) {
    page.click("nav-import");
    page.see("import-page");
    let sample = root().join("tests/fixtures/samples/困难职工摸底表.xlsx");
    page.choose_file(
        "import-file",
        &sample,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    );
    // The first sheet of the sample: 96 rows without a doubt, 52 with, 16 refused.
    let summary = page.read("import-summary", "困难职工档案");
    assert!(
        summary.contains("可导入 96 · 有疑问 52 · 不能 16"),
        "{summary}"
    );
    page.picture("03-import-check");
    page.click("import-verdict-reject");
    page.read("import-row", "不能导入");
    page.picture("04-import-refused-rows");
    page.click("import-apply");
    let outcome = page.read("import-outcome", "新建档案");
    assert!(outcome.contains("148 户"), "{outcome}");
    page.picture("05-import-done");
    page.click("import-to-files");
}

/// The list, narrowed while typing, to the one file.
fn open_file(page: &Page) {
    page.read("file-total", "148");
    page.picture("06-files");
    page.fill("file-filter", WORKER);
    page.read("file-total", "找到 1 户");
    page.click_saying("file-open", WORKER);
    page.read("file-name", WORKER);
    page.picture("07-file");
}

/// The verdict in one line, then with every clause and its numbers.
fn read_verdict(page: &Page) {
    page.read("verdict-line", "测算");
    page.click_css("#tab-money");
    page.see("verdict-category");
    page.read("verdict-clause", "元");
    page.picture("08-verdict");
}

/// A visit with a photograph, from the file.
fn record_visit(page: &Page) {
    page.click("file-new-visit");
    page.see("visit-form");
    page.fill("visit-on", "2026-11-20");
    page.fill("visit-visitors", "李秀芳、王建国");
    page.fill("visit-family_changes", "本人手术后在家休养，儿子在外读书。");
    page.fill("visit-money", "1000");
    let photo = root().join("tests/fixtures/samples/photos/03_竖拍_走访现场.jpg");
    page.choose_file("visit-photo-input", &photo, "image/jpeg");
    page.see("visit-photo");
    page.picture("09-visit-form");
    page.click("visit-save");
    page.see("visit-view-page");
    page.read("visit-view-page", "李秀芳");
    page.picture("10-visit");
    page.bring_into_view("attachment");
    page.picture("11-visit-photograph");
}

/// The survey form of the visit, previewed page by page and saved.
fn print_visit(page: &Page, saved: &Path) {
    page.click("visit-print-record");
    page.read("preview-pages", "共");
    page.see_css("[data-testid=preview-canvas][data-drawn=true]");
    page.picture("12-preview");
    page.click("preview-save");
    let pdf = page.wait("a saved PDF", |_| {
        let mut files = std::fs::read_dir(saved)
            .ok()?
            .flatten()
            .map(|entry| entry.path());
        let pdf = files.find(|path| path.extension().is_some_and(|ending| ending == "pdf"))?;
        let bytes = std::fs::read(pdf).ok()?;
        let whole = bytes.trim_ascii_end().ends_with(b"%%EOF");
        whole.then_some(bytes)
    });
    assert!(pdf.starts_with(b"%PDF-"), "what was saved is not a PDF");
    page.picture("13-saved");
    page.click("preview-back");
    page.see("visit-view-page");
}

/// The one box finds the worker by a name no keyboard types easily.
fn find(page: &Page) {
    page.click("search-open");
    page.fill("search-input", WORKER);
    page.read("search-hit", WORKER);
    page.picture("14-search");
    page.click_saying("search-hit", WORKER);
    page.see("file-detail-page");
}

/// Locked, the program shows nothing; the password opens it again.
fn lock(page: &Page) {
    page.click("lock");
    page.see("unlock-password");
    page.fill("unlock-password", "not-the-password");
    page.click("unlock-submit");
    page.read("unlock-problem", "密码不对");
    page.picture("15-locked");
    page.fill("unlock-password", "warm-hands-2016");
    page.click("unlock-submit");
    page.see_no("unlock-password");
    page.read("current-user", "李秀芳");
    page.picture("16-home");
}
