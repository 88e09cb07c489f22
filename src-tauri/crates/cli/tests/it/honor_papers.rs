//! `print` and `export` of scholarships and model workers through the real program.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::common;

use common::{Desk, sample};

/// Prints and gives the number of pages; the file must be a PDF.
fn print(desk: &Desk, args: &[&str]) -> u64 {
    let pdf = desk.dir.join("paper.pdf").display().to_string();
    let answer = desk.json(&[&["print"], args, &["-o", &pdf]].concat(), 0);
    assert!(
        std::fs::read(&pdf).unwrap().starts_with(b"%PDF"),
        "{args:?}"
    );
    answer["pages"].as_u64().unwrap()
}

#[test]
fn scholarships_are_printed_by_round_and_place_and_taken_out() {
    let desk = Desk::with_unit("scholarship-papers");
    let book = sample("金秋助学申请.xlsx");
    desk.json(&["import", "scholarships", &book], 0);
    let all = ["scholarship-application", "--round", "2024"];
    assert_eq!(print(&desk, &all), 40);
    let two = [&all[..], &["--case", "1", "2"]].concat();
    assert_eq!(print(&desk, &two), 2);
    assert_eq!(print(&desk, &["scholarship-roster", "--round", "2024"]), 2);
    assert_eq!(print(&desk, &["scholarship-summary", "--all"]), 1);
    assert!(print(&desk, &["scholarship-notice", "--round", "2024年金秋助学"]) >= 2);
    assert_eq!(
        print(&desk, &["scholarship-application", "--blank", "3"]),
        3
    );
    let nowhere = desk.dir.join("no.pdf").display().to_string();
    let strange = [
        "print",
        "scholarship-roster",
        "--round",
        "1999",
        "-o",
        &nowhere,
    ];
    desk.refused(&strange, "没有找到");

    let out = desk.dir.join("out.xlsx").display().to_string();
    desk.json(
        &["export", "scholarships", "--round", "2024", "-o", &out],
        0,
    );
    let again = desk.json(&["import", "scholarships", &out], 0);
    assert!(again["op_id"].is_null(), "{again}");
    let roundless = desk.run(&["export", "scholarships", "-o", &out]);
    assert_eq!(roundless.status.code(), Some(2));
}

#[test]
fn model_workers_are_printed_by_name_and_taken_out() {
    let desk = Desk::with_unit("model-worker-papers");
    let book = sample("劳模名册.xlsx");
    desk.json(&["import", "model-workers", &book], 0);
    assert_eq!(print(&desk, &["model-worker-form", "--all"]), 30);
    let two = ["model-worker-form", "--person", "罗建华", "2"];
    assert_eq!(print(&desk, &two), 4);
    assert_eq!(print(&desk, &["honor-ledger", "--all"]), 2);
    assert_eq!(print(&desk, &["model-worker-visits", "--blank", "1"]), 1);
    let nowhere = desk.dir.join("no.pdf").display().to_string();
    let funds = [
        "print",
        "model-worker-funds",
        "--all",
        "--year",
        "2025",
        "-o",
        &nowhere,
    ];
    desk.refused(&funds, "2025 年还没有申报");
    let stranger = [
        "print",
        "honor-ledger",
        "--person",
        "没有这个人",
        "-o",
        &nowhere,
    ];
    desk.refused(&stranger, "没有这个人");

    let out = desk.dir.join("out.xlsx").display().to_string();
    desk.json(&["export", "model-workers", "-o", &out], 0);
    let again = desk.json(&["import", "model-workers", &out], 0);
    assert!(again["op_id"].is_null(), "{again}");
}
