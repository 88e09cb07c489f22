//! Working days and capital amounts against what others have written: npm `chinese-days` and
//! `nzh`, development packages of the interface. `cargo xtask test` installs them; alone, run
//! `npm ci` in `ui/` first.

#![allow(clippy::unwrap_used)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use chrono::{Datelike as _, NaiveDate};
use songnuan_model::calendar::Calendar;
use songnuan_model::money::Fen;
use songnuan_tests::root;

/// What a script answers, line by line.
fn ask(script: &str, question: &str) -> Vec<String> {
    let packages = root().join("ui").join("package.json");
    let installed = packages.with_file_name("node_modules").join("nzh");
    assert!(
        installed.is_dir(),
        "the npm packages are missing: run `cargo xtask test`, or `npm ci` in ui/"
    );
    let mut node = Command::new("node")
        .arg(root().join("tests").join("oracles").join(script))
        .arg(packages)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // The scripts read everything before they answer: no pipe can fill up on both sides.
    node.stdin
        .take()
        .unwrap()
        .write_all(question.as_bytes())
        .unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "{script} failed");
    let answer = String::from_utf8(output.stdout).unwrap();
    answer.lines().map(str::to_owned).collect()
}

/// A date as both sides write it.
fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn working_days_agree_with_chinese_days() {
    let calendar = Calendar::built_in();
    let days = ask("days.cjs", "");
    assert_eq!(days.len(), 4_018);
    let mut by_year = std::collections::BTreeMap::<i32, u32>::new();
    for line in &days {
        let fields: Vec<&str> = line.split(' ').collect();
        let day = date(fields[0]);
        let working = calendar.is_working_day(day);
        assert_eq!(u8::from(working).to_string(), fields[1], "{day}");
        *by_year.entry(day.year()).or_default() += u32::from(working);
        for (n, later) in [1, 5, 15].into_iter().zip(&fields[2..]) {
            let ours = calendar.add_working_days(day, n);
            // Beyond the last table nobody knows.
            if ours.missing_years.is_empty() {
                assert_eq!(ours.date, date(later), "{n} working days after {day}");
            } else {
                assert!(ours.date.year() > 2026 && day.year() == 2026);
            }
        }
    }
    for (year, count) in by_year {
        assert_eq!(calendar.working_days_in(year), count, "{year}");
    }
}

#[test]
fn a_year_without_a_table_is_said() {
    let counted = Calendar::built_in().add_working_days(date("2026-12-29"), 5);
    assert_eq!(counted.missing_years, [2027]);
    assert_eq!(
        Calendar::built_in()
            .add_working_days(date("2015-12-25"), 2)
            .missing_years,
        [2015]
    );
}

/// Seeded numbers that look random (SplitMix64): every run asks the same.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// An amount of 1 to 13 digits in fen, often with zeros in it: that is where words go wrong.
    fn amount(&mut self) -> Fen {
        let digits = 1 + self.next() % 13;
        let mut fen = self.next() % 10_u64.pow(u32::try_from(digits).unwrap());
        if self.next().is_multiple_of(3) {
            // Blank out a stretch of digits.
            let unit = 10_u64.pow(u32::try_from(self.next() % 9).unwrap());
            let above = unit * 10_u64.pow(u32::try_from(1 + self.next() % 4).unwrap());
            fen = fen / above * above + fen % unit;
        }
        Fen(i64::try_from(fen).unwrap())
    }
}

#[test]
fn capital_amounts_agree_with_nzh() {
    let mut numbers = Numbers(2026);
    let amounts: Vec<Fen> = (0..10_000).map(|_| numbers.amount()).collect();
    let yuan: Vec<String> = amounts.iter().map(|fen| fen.plain()).collect();
    let theirs = ask("money.cjs", &yuan.join("\n"));
    assert_eq!(theirs.len(), amounts.len());
    // House style writes 整 after 角 too; nzh drops it when the decimals are written out.
    let bare = |words: &str| words.trim_end_matches('整').to_owned();
    for ((amount, theirs), yuan) in amounts.iter().zip(&theirs).zip(&yuan) {
        assert_eq!(bare(&amount.uppercase()), bare(theirs), "{yuan}");
    }
}
