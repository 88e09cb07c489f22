//! The walk through the program that browser and window are led on.

use std::path::Path;

use crate::page::Page;

/// The whole walk, from the first start to a saved PDF in `saved`.
pub fn whole(page: &Page, saved: &Path) {
    start_demo(page);
    let _ = saved;
}

/// First start with the fictional demo township.
fn start_demo(page: &Page) {
    page.see("start-demo");
    page.picture("01-first-start");
    page.click("start-demo");
    page.see("home-page");
    page.picture("02-home");
}
