//! Who is not in the base data is nominated neither for a scholarship nor as a model worker.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::common;

use common::{Desk, text};

const ID: &str = "998101200502017836";

fn refused(desk: &Desk, args: &[&str]) {
    let out = desk.run(args);
    let sentence = text(&out.stderr);
    assert_eq!(out.status.code(), Some(1), "{args:?}: {sentence}");
    assert!(
        sentence.contains("人选必须从基础数据库中产生"),
        "{sentence}"
    );
}

#[test]
fn a_stranger_is_not_nominated() {
    let desk = Desk::with_unit("nominate");
    let round = [
        "scholarship",
        "round",
        "--opens",
        "2024-07-01",
        "--closes",
        "2024-08-27",
    ];
    desk.json(&round, 0);
    refused(
        &desk,
        &[
            "scholarship",
            "nominate",
            "--round",
            "2024",
            "--name",
            "李一鸣",
            "--id",
            ID,
            "--school",
            "芦塘大学",
            "--level",
            "undergraduate",
            "--parent",
            "李某",
            "--applied-on",
            "2024-07-27",
        ],
    );
    refused(
        &desk,
        &[
            "model-worker",
            "nominate",
            "--name",
            "李一鸣",
            "--id",
            ID,
            "--level",
            "city",
        ],
    );
    let list = desk.json(&["scholarship", "list"], 0);
    assert_eq!(list["totals"]["applications"], 0);
    let list = desk.json(&["model-worker", "list"], 0);
    assert_eq!(list["totals"]["model_workers"], 0);
}
