//! Duplicates by person, household, card and phone: each explained, and quick on a long list.

#![allow(clippy::unwrap_used)]

use std::time::Instant;

use songnuan_model::duplicates::{Duplicate, DuplicateBy, Entry, find};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::CountUnit;

fn entry(id: &str) -> Entry {
    Entry {
        item_id: Id::new(id),
        campaign: Some(Id::new("c1")),
        campaign_name: "2017年元旦春节送温暖".to_owned(),
        fund_name: Some("工会经费".to_owned()),
        on: "2017-01-11".parse().ok(),
        person: Some(Id::new(format!("person {id}"))),
        id_no: None,
        household: None,
        phone: None,
        card: None,
        name: format!("甲{id}"),
        amount: Fen(100_000),
        unit: CountUnit::Person,
    }
}

fn groups(found: &[Duplicate]) -> Vec<(DuplicateBy, Vec<&str>)> {
    found
        .iter()
        .map(|one| (one.by, one.item_ids.iter().map(Id::as_str).collect()))
        .collect()
}

#[test]
fn one_person_by_id_or_by_either_number() {
    // 15 digits and 18 digits of the same number; two person ids joined through them.
    let mut list: Vec<Entry> = ["1", "2", "3", "4"].map(entry).into();
    list[0].id_no = Some("998101800215501".to_owned());
    list[1].id_no = Some("998101 19800215 5015".to_owned());
    list[2].person = list[1].person.clone();
    let check = songnuan_model::papers::check_resident_id("998101800215501");
    list[1].id_no = Some(check.number.to_lowercase());
    let found = find(&list);
    assert_eq!(groups(&found), [(DuplicateBy::Person, vec!["1", "2", "3"])]);
}

#[test]
fn damaged_numbers_make_nobody_one_person() {
    let mut list: Vec<Entry> = ["1", "2"].map(entry).into();
    for item in &mut list {
        item.id_no = Some("998101198002150000".to_owned());
        item.card = Some("6.22848E+18".to_owned());
        item.phone = Some("无".to_owned());
    }
    assert!(find(&list).is_empty());
}

#[test]
fn household_card_and_phone_each_by_its_own_spelling() {
    let mut list: Vec<Entry> = ["1", "2", "3", "4", "5", "6"].map(entry).into();
    list[0].household = Some(Id::new("h"));
    list[1].household = Some(Id::new("h"));
    list[2].card = Some("6228 4800 3000 0000 015".to_owned());
    list[3].card = Some("'６２２８４８００３００００００００１５".to_owned());
    list[4].phone = Some("+86 138-1234-5678".to_owned());
    list[5].phone = Some("13812345678".to_owned());
    let found = find(&list);
    assert_eq!(
        groups(&found),
        [
            (DuplicateBy::Household, vec!["1", "2"]),
            (DuplicateBy::Card, vec!["3", "4"]),
            (DuplicateBy::Phone, vec!["5", "6"]),
        ]
    );
}

#[test]
fn the_strongest_reason_is_said_once() {
    let mut list: Vec<Entry> = ["1", "2", "3"].map(entry).into();
    list[1].person = list[0].person.clone();
    for item in &mut list[..2] {
        item.household = Some(Id::new("h"));
        item.phone = Some("13812345678".to_owned());
        item.card = Some("6228480030000000015".to_owned());
    }
    assert_eq!(
        groups(&find(&list)),
        [(DuplicateBy::Person, vec!["1", "2"])]
    );
    // A third of the household is news.
    list[2].household = Some(Id::new("h"));
    assert_eq!(
        groups(&find(&list)),
        [
            (DuplicateBy::Person, vec!["1", "2"]),
            (DuplicateBy::Household, vec!["1", "2", "3"]),
        ]
    );
}

#[test]
fn the_sentence_names_both_campaigns() {
    let mut list: Vec<Entry> = ["1", "2"].map(entry).into();
    list[1].person = list[0].person.clone();
    list[1].name = "甲1".to_owned();
    list[1].campaign_name = "2017年大走访".to_owned();
    list[1].fund_name = None;
    list[1].on = "2017-03-02".parse().ok();
    list[1].amount = Fen(15_050);
    list[1].unit = CountUnit::Household;
    assert_eq!(
        find(&list)[0].sentence,
        "同一人有 2 笔：甲1（“2017年元旦春节送温暖”，2017-01-11，工会经费，1,000.00 元，按人）；\
         甲1（“2017年大走访”，2017-03-02，150.50 元，按户）。请核对是否重复帮扶，重复的请从名单删去一笔。"
    );
}

#[test]
fn a_list_of_twenty_thousand_is_quick() {
    let mut list: Vec<Entry> = (0..20_000).map(|n| entry(&n.to_string())).collect();
    for (n, item) in list.iter_mut().enumerate() {
        item.household = Some(Id::new(format!("h{}", n / 2)));
        item.card = Some(format!("62284800{:011}", n / 3));
        // One telephone of the works for all of them.
        item.phone = Some("02112345678".to_owned());
    }
    let start = Instant::now();
    let found = find(&list);
    // 10,000 pairs by household, 6,667 groups by card (the last has two), one by phone.
    assert!(found.len() > 16_000, "{}", found.len());
    let office = found.last().unwrap();
    assert_eq!(
        (office.by, office.item_ids.len()),
        (DuplicateBy::Phone, 20_000)
    );
    assert!(office.sentence.contains("还有 19995 笔"));
    // Generous for an unoptimised build on a busy machine; quadratic would take minutes.
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}
