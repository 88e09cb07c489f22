//! Names in pinyin: surname readings, search keys, the sort key of rosters (DOMAIN §4.12).

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use pinyin::ToPinyin;
use serde::Deserialize;

use crate::text::is_han;

const TABLE: &str = include_str!("../../../../assets/codes/surnames.toml");

/// Upper bound of spellings kept for one name.
const MAX_SPELLINGS: usize = 24;

#[derive(Default, Deserialize)]
struct Table {
    surname: BTreeMap<String, Vec<String>>,
    compound: Compound,
    polyphone: HashMap<String, Vec<String>>,
}

#[derive(Default, Deserialize)]
struct Compound {
    names: Vec<String>,
}

fn table() -> &'static Table {
    static CELL: OnceLock<Table> = OnceLock::new();
    // The file is part of the program; a test proves that it parses.
    CELL.get_or_init(|| toml::from_str(TABLE).unwrap_or_default())
}

/// The surname at the front of a Han name: compound surnames need a name of three characters or
/// more. Empty for names written with a middle dot and names not written in Han characters.
pub fn surname(name: &str) -> &str {
    let mut indices = name.char_indices();
    let Some((_, first)) = indices.next() else {
        return "";
    };
    if !is_han(first) || name.contains('·') {
        return "";
    }
    let one = indices.next().map_or(name.len(), |(i, _)| i);
    if let Some((two, _)) = indices.next() {
        let head = &name[..two];
        let table = table();
        if table.surname.contains_key(head) || table.compound.names.iter().any(|n| n == head) {
            return head;
        }
    }
    &name[..one]
}

/// Number of characters of the surname; 1 for names without a recognised surname.
pub fn surname_chars(name: &str) -> usize {
    surname(name).chars().count().max(1)
}

/// Readings as a surname from the override table, best first, e.g. `["ge3", "gai4"]` for 盖.
pub fn surname_readings(surname: &str) -> &'static [String] {
    table().surname.get(surname).map_or(&[], Vec::as_slice)
}

/// Dictionary syllable with tone digit, ü as v; `None` for characters without a reading.
fn dictionary(c: char) -> Option<String> {
    c.to_pinyin()
        .map(|p| p.with_tone_num_end().replace('ü', "v"))
}

fn plain(syllable: &str) -> &str {
    syllable.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// The key that sorts names as rosters do: character by character, syllable without tone, then
/// tone; surnames by their reading as surnames; equal readings by code point. Compare as bytes.
pub fn sort_key(name: &str) -> String {
    let head = surname(name);
    let mut key = String::new();
    let mut rest = name;
    if let Some(reading) = surname_readings(head).first() {
        key.push_str(reading);
        key.push(' ');
        rest = &name[head.len()..];
    }
    for c in rest.chars().filter(|c| *c != '·' && !c.is_whitespace()) {
        match dictionary(c) {
            Some(syllable) => {
                key.push_str(&syllable);
                // Neutral tone carries no digit in the dictionary; it sorts behind the four tones.
                if !syllable.ends_with(|d: char| d.is_ascii_digit()) {
                    key.push('5');
                }
            }
            // Letters and digits as they are; characters nobody has a reading for come last.
            None if c.is_ascii() => key.push(c.to_ascii_lowercase()),
            None => key.push_str(&format!("~{:06x}", c as u32)),
        }
        key.push(' ');
    }
    key.push('!');
    key.push_str(name);
    key
}

/// The reading used for sorting and shown as a suggestion: `zha jian ping`.
pub fn pinyin_full(name: &str) -> String {
    spellings(name)
        .first()
        .map(|s| s.join(" "))
        .unwrap_or_default()
}

/// First letters of that reading: `zjp`.
pub fn pinyin_initials(name: &str) -> String {
    spellings(name)
        .first()
        .map(|s| initials(s))
        .unwrap_or_default()
}

/// Everything a person may type to find the name: every full spelling without blanks, and every
/// set of initials. 查建平 gives zhajianping, chajianping, zjp, cjp. At most 24 spellings.
pub fn search_keys(name: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut add = |key: String| {
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    };
    let spellings = spellings(name);
    for s in &spellings {
        let full = s.concat();
        // Keyboards type lv, passports print LYU, hurried people type lu.
        if full.contains("lv") || full.contains("nv") {
            add(full.replace("lv", "lu").replace("nv", "nu"));
            add(full.replace("lv", "lyu").replace("nv", "nyu"));
        }
        add(full);
    }
    for s in &spellings {
        add(initials(s));
    }
    keys
}

/// Every single syllable of the name in every reading, once: 查建平 gives zha, cha, jian, ping.
/// Somebody who types `zha` means 查 and not every 张.
pub fn syllables(name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for syllable in spellings(name).into_iter().flatten() {
        if !found.contains(&syllable) {
            found.push(syllable);
        }
    }
    found
}

fn initials(syllables: &[String]) -> String {
    syllables.iter().filter_map(|s| s.chars().next()).collect()
}

/// All spellings, the best first; each is a list of plain syllables.
fn spellings(name: &str) -> Vec<Vec<String>> {
    let head = surname(name);
    let mut found: Vec<Vec<String>> = vec![Vec::new()];
    let overrides = surname_readings(head);
    let mut rest = name;
    if !overrides.is_empty() {
        found = overrides
            .iter()
            .map(|r| r.split(' ').map(|s| plain(s).to_owned()).collect())
            .collect();
        let by_dictionary: Vec<String> = head
            .chars()
            .filter_map(dictionary)
            .map(|s| plain(&s).to_owned())
            .collect();
        if by_dictionary.len() == head.chars().count() && !found.contains(&by_dictionary) {
            found.push(by_dictionary);
        }
        rest = &name[head.len()..];
    }
    for c in rest.chars() {
        let readings = readings_of(c);
        if readings.is_empty() {
            continue;
        }
        let mut next = Vec::with_capacity(found.len() * readings.len());
        // Readings outside, prefixes inside: the cap cuts the unlikely ones first.
        for reading in &readings {
            for prefix in &found {
                if next.len() < MAX_SPELLINGS {
                    let mut longer = prefix.clone();
                    longer.push(reading.clone());
                    next.push(longer);
                }
            }
        }
        found = next;
    }
    found.retain(|s| !s.is_empty());
    found
}

/// Plain readings of one character inside a name; letters and digits stand for themselves.
fn readings_of(c: char) -> Vec<String> {
    if c.is_ascii_alphanumeric() {
        return vec![c.to_ascii_lowercase().to_string()];
    }
    if let Some(listed) = table().polyphone.get(c.to_string().as_str()) {
        return listed.clone();
    }
    dictionary(c)
        .map(|s| plain(&s).to_owned())
        .into_iter()
        .collect()
}
