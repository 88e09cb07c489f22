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

/// The same people where the pack of the place does not ask, or once they are registered.
#[test]
fn a_pack_without_the_gate_takes_them_and_so_does_the_base_data() {
    let desk = Desk::with_unit("nominate-open");
    let worker = [
        "model-worker",
        "nominate",
        "--name",
        "李一鸣",
        "--id",
        ID,
        "--level",
        "city",
    ];
    refused(&desk, &worker);
    let open = [&worker[..], &["--pack", "tianmen-2024"]].concat();
    let detail = desk.json(&open, 0);
    assert_eq!(detail["row"]["name"], "李一鸣");
    // Now he is in the base data: the gate of the unit's own pack lets him pass.
    let window = ["--opens", "2024-07-01", "--closes", "2024-08-27"];
    desk.json(&[&["scholarship", "round"][..], &window].concat(), 0);
    let student = [
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
    ];
    let detail = desk.json(&student, 0);
    assert_eq!(detail["student"]["name"], "李一鸣");
    // A parent named by a number nobody knows is a stranger, too.
    let parent = [&student[..], &["--parent-id", "998101197303243238"]].concat();
    refused(&desk, &parent);
}
