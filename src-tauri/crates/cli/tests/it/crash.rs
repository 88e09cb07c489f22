//! `kill -9` at random moments of an import and of saving a visit loses nothing that was saved.

#![allow(clippy::unwrap_used, clippy::panic, clippy::too_many_lines)]

use crate::common;

use std::time::{Duration, Instant};

use common::{Desk, Dice, sample, text};

const ROUNDS: usize = 50;

/// Runs a command, killing it after `after` unless it ended before; true when it ended well.
fn run_or_kill(desk: &Desk, args: &[&str], after: Duration) -> bool {
    let mut child = desk
        .command(args)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while start.elapsed() < after {
        if let Some(status) = child.try_wait().unwrap() {
            return status.success();
        }
        std::thread::yield_now();
    }
    // On Unix this is SIGKILL: no handler, no flush, no goodbye.
    child.kill().unwrap();
    child.wait().unwrap();
    false
}

/// How long a run takes undisturbed, to spread the kills over its whole length.
fn length_of(desk: &Desk, args: &[&str]) -> Duration {
    let start = Instant::now();
    let out = desk.run(args);
    assert!(out.status.success(), "{}", text(&out.stderr));
    start.elapsed()
}

fn assert_clean(desk: &Desk) {
    let report = desk.json(&["verify"], 0);
    assert_eq!(
        report["problems"].as_array().map(Vec::len),
        Some(0),
        "{report}"
    );
}

#[test]
fn an_import_killed_at_any_moment_is_all_there_or_not_at_all() {
    let workbook = sample("困难职工摸底表.xlsx");
    let args = ["import", "hardship", workbook.as_str()];
    let whole = Desk::with_unit("crash-import-whole");
    let length = length_of(&whole, &args);
    let complete = whole.json(&["file", "list"], 0)["total"].as_u64().unwrap();

    let mut dice = Dice(0x5EED_0001);
    let mut desk = Desk::with_unit("crash-import");
    let (mut saved, mut killed) = (false, 0);
    for round in 0..ROUNDS {
        if saved {
            desk = Desk::with_unit(&format!("crash-import-{round}"));
        }
        let moment = length.mul_f64(dice.below(1000) as f64 / 1000.0);
        let done = run_or_kill(&desk, &args, moment);
        assert_clean(&desk);
        let total = desk.json(&["file", "list"], 0)["total"].as_u64().unwrap();
        assert!(
            total == 0 || total == complete,
            "round {round}: {total} of {complete} files"
        );
        assert!(
            !done || total == complete,
            "round {round}: reported done, {total} files"
        );
        saved = total == complete;
        killed += u32::from(!done);
    }
    assert!(killed >= 10, "only {killed} of {ROUNDS} runs were killed");
}

#[test]
fn visits_reported_saved_survive_kills() {
    let desk = Desk::with_unit("crash-visit");
    let workbook = sample("困难职工摸底表.xlsx");
    assert!(
        desk.run(&["import", "hardship", workbook.as_str()])
            .status
            .success()
    );
    let photo = sample("photos/01_房屋外观.jpg");
    let visit = |note: &str| -> Vec<String> {
        [
            "visit",
            "add",
            "--file",
            "998101-2015-001",
            "--on",
            "2016-12-20",
        ]
        .into_iter()
        .chain([
            "--visitor",
            "杨志强",
            "--visitor",
            "姚艳",
            "--photo",
            &photo,
            "--note",
            note,
        ])
        .map(str::to_owned)
        .collect()
    };
    let first = visit("完整的一次");
    let first: Vec<&str> = first.iter().map(String::as_str).collect();
    let length = length_of(&desk, &first);

    let mut dice = Dice(0x5EED_0002);
    let mut done = vec!["完整的一次".to_owned()];
    let mut killed = 0;
    for round in 0..ROUNDS {
        let note = format!("第{round}次");
        let args = visit(&note);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let moment = length.mul_f64(dice.below(1000) as f64 / 1000.0);
        if run_or_kill(&desk, &args, moment) {
            done.push(note);
        } else {
            killed += 1;
        }
    }
    assert!(killed >= 10, "only {killed} of {ROUNDS} runs were killed");
    assert_clean(&desk);
    let rows = desk.json(&["visit", "list"], 0)["rows"]
        .as_array()
        .unwrap()
        .clone();
    let notes: Vec<String> = rows
        .iter()
        .map(|row| desk.json(&["visit", "show", row["id"].as_str().unwrap()], 0))
        .map(|detail| {
            detail["visit"]["note"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    for note in &done {
        assert!(
            notes.contains(note),
            "{note} was reported saved and is gone"
        );
    }
}
