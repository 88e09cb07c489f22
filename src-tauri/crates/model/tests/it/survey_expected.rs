//! The sample survey gives exactly the expected rows, findings, figures and summary.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::survey_common;

use chrono::NaiveDate;
use serde_json::Value as Json;
use songnuan_model::eligibility::{built_in_text, parse};
use songnuan_model::survey::{
    NamedPack, Survey, SurveyOptions, check, dry_run_json, survey_details,
};
use survey_common::{expected, sheets};

fn survey() -> Survey {
    let named = [("A", "demo-a"), ("B", "demo-b"), ("C", "demo-c")];
    let packs = named.map(|(name, id)| NamedPack {
        name: name.to_owned(),
        pack: parse(built_in_text(id).unwrap()).unwrap(),
    });
    let options = SurveyOptions {
        survey_date: None,
        today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        choices: Vec::new(),
        packs: packs.to_vec(),
    };
    check(&sheets("困难职工摸底表.xlsx"), &options).unwrap()
}

fn sorted(list: &Json) -> Vec<String> {
    let mut words: Vec<String> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap().to_owned())
        .collect();
    words.sort();
    words
}

#[test]
fn rows_are_exactly_as_expected() {
    let expected = expected("困难职工摸底表.expected.json");
    let actual = dry_run_json(&survey());
    let (want, got) = (
        expected["rows"].as_array().unwrap(),
        actual["rows"].as_array().unwrap(),
    );
    assert_eq!(want.len(), got.len());
    let mut wrong = Vec::new();
    for (want, got) in want.iter().zip(got) {
        let same = want["sheet"] == got["sheet"]
            && want["row"] == got["row"]
            && want["verdict"] == got["verdict"]
            && sorted(&want["findings"]) == sorted(&got["findings"])
            && sorted(&want["notes"]) == sorted(&got["notes"])
            && want["normalised"] == got["normalised"];
        if !same {
            wrong.push(format!("want {want}\n got {got}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} rows differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn ignored_rows_households_and_summary_are_as_expected() {
    let expected = expected("困难职工摸底表.expected.json");
    let actual = dry_run_json(&survey());
    assert_eq!(expected["ignored_rows"], actual["ignored_rows"]);
    assert_eq!(actual["survey_date"], expected["header"]["survey_date"]);
    assert_eq!(actual["income_period"], expected["header"]["income_period"]);
    let households = expected["households"].as_array().unwrap();
    assert_eq!(
        households.len(),
        actual["households"].as_array().unwrap().len()
    );
    for (want, got) in households
        .iter()
        .zip(actual["households"].as_array().unwrap())
    {
        let mut want = want.clone();
        want.as_object_mut().unwrap().shift_remove("vector");
        assert_eq!(&want, got);
    }
    for (key, want) in actual["summary"].as_object().unwrap() {
        assert_eq!(&expected["summary"][key], want, "{key}");
    }
    assert_eq!(actual["problems"], serde_json::json!([]));
}

#[test]
fn every_finding_names_its_cell_and_a_remedy() {
    let details = survey_details(&survey());
    assert!(details.len() > 80);
    for detail in &details {
        let row_wide = detail.column.is_empty();
        assert!(!row_wide && !detail.header.is_empty(), "{detail:?}");
        assert!(
            detail.message.ends_with('。') && detail.remedy.ends_with('。'),
            "{detail:?}"
        );
    }
    let checksum = details
        .iter()
        .find(|d| d.code == "id_checksum_invalid" && d.row == 172)
        .unwrap();
    assert_eq!(
        (checksum.sheet.as_str(), checksum.column.as_str()),
        ("困难职工档案", "J")
    );
    assert!(checksum.remedy.contains("末位应为"), "{}", checksum.remedy);
}
