//! The hub's tables know every kind of record the model has, by its source.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;

use songnuan_hub::testing::{kinds, parent_field};

/// Kind and the field its `parent` answers with (empty: none), read from the model's source.
fn kinds_of_the_model() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/src/records");
    let mut kinds = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for block in text.split("impl Record for ").skip(1) {
            let block = block.split("\n}").next().unwrap();
            let kind = between(block, "const KIND: &'static str = \"", "\"").unwrap();
            let parent = block
                .split_once("fn parent")
                .map(|(_, body)| between(body, "self.", "\n").unwrap())
                .map(|field| field.trim_end_matches([')', ' ']).replace(".as_ref(", ""))
                .unwrap_or_default();
            kinds.insert(kind.to_owned(), parent);
        }
    }
    kinds
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(found, _)| found)
}

#[test]
fn every_kind_has_a_line_with_its_parent() {
    let model = kinds_of_the_model();
    assert!(model.len() > 30, "{model:?}");
    let ours: Vec<&str> = kinds();
    assert!(ours.is_sorted(), "looked up by halving");
    let theirs: Vec<&str> = model.keys().map(String::as_str).collect();
    assert_eq!(ours, theirs);
    for (kind, parent) in &model {
        assert_eq!(parent_field(kind), parent, "{kind}");
    }
}
