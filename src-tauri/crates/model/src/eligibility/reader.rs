//! Reads a TOML table field by field, collecting every problem with its place and a remedy.

use std::cell::RefCell;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};
use ts_rs::TS;

use super::basics::{Fraction, Op};
use crate::money::Fen;

/// Something wrong with a policy pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackProblem {
    /// Where, e.g. `第 2 个 version › deep › op`.
    #[serde(rename = "where")]
    pub place: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl PackProblem {
    /// A problem at a place.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
        }
    }
}

/// Every problem found so far; shared by all nodes of one document.
pub(super) type Log = RefCell<Vec<PackProblem>>;

/// One table of the document, remembering which keys were asked for.
pub(super) struct Node<'a> {
    table: &'a Table,
    path: String,
    log: &'a Log,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Node<'a> {
    pub(super) fn new(table: &'a Table, path: impl Into<String>, log: &'a Log) -> Self {
        Self {
            table,
            path: path.into(),
            log,
            asked: RefCell::default(),
        }
    }

    /// Notes a problem with one key of this table.
    pub(super) fn problem(&self, key: &str, message: impl Into<String>) {
        self.log
            .borrow_mut()
            .push(PackProblem::new(self.inner(key), message));
    }

    fn inner(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{} › {key}", self.path)
        }
    }

    fn get(&self, key: &'static str) -> Option<&'a Value> {
        self.asked.borrow_mut().insert(key);
        self.table.get(key)
    }

    /// `get`, reporting an absent key.
    fn need(&self, key: &'static str) -> Option<&'a Value> {
        let value = self.get(key);
        if value.is_none() {
            self.problem(key, format!("缺少“{key}”，请补上。"));
        }
        value
    }

    /// A non-blank text.
    pub(super) fn text(&self, key: &'static str) -> String {
        self.need(key)
            .and_then(|value| self.as_text(key, value))
            .unwrap_or_default()
    }

    /// A non-blank text, or nothing when the key is absent.
    pub(super) fn text_opt(&self, key: &'static str) -> Option<String> {
        self.get(key).and_then(|value| self.as_text(key, value))
    }

    fn as_text(&self, key: &str, value: &Value) -> Option<String> {
        match value {
            Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::String(_) => {
                self.problem(key, format!("“{key}”是空的，请填写。"));
                None
            }
            other => {
                self.problem(
                    key,
                    format!("“{key}”应是带引号的文字，现在是{}。", kind(other)),
                );
                None
            }
        }
    }

    /// `true`/`false`, `default` when absent.
    pub(super) fn switch(&self, key: &'static str, default: bool) -> bool {
        match self.get(key) {
            None => default,
            Some(Value::Boolean(on)) => *on,
            Some(other) => {
                let found = kind(other);
                self.problem(key, format!("“{key}”只能写 true 或 false，现在是{found}。"));
                default
            }
        }
    }

    /// `true`/`false` that must be written.
    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        self.need(key)?;
        Some(self.switch(key, false))
    }

    /// A whole number between `min` and `max`.
    pub(super) fn number(&self, key: &'static str, min: u32, max: u32) -> u32 {
        let Some(value) = self.need(key) else {
            return min;
        };
        let number = value.as_integer().and_then(|n| u32::try_from(n).ok());
        number
            .filter(|n| (min..=max).contains(n))
            .unwrap_or_else(|| {
                self.problem(
                    key,
                    format!("“{key}”应是 {min} 到 {max} 之间的整数，不带引号。"),
                );
                min
            })
    }

    /// A date, absent when missing or wrong (and then reported).
    pub(super) fn date(&self, key: &'static str) -> Option<NaiveDate> {
        self.need(key).and_then(|value| self.as_date(key, value))
    }

    /// A date that may be absent.
    pub(super) fn date_opt(&self, key: &'static str) -> Option<NaiveDate> {
        self.get(key).and_then(|value| self.as_date(key, value))
    }

    fn as_date(&self, key: &str, value: &Value) -> Option<NaiveDate> {
        let text = match value {
            Value::Datetime(date) => date.to_string(),
            Value::String(text) => text.trim().to_owned(),
            other => kind(other).to_owned(),
        };
        let date = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
        if date.is_none() {
            self.problem(key, format!("“{text}”不是日期，请写成 2025-01-01 的样子。"));
        }
        date
    }

    /// An amount in yuan: `"970.00"` or a whole number; exact to the fen and positive.
    pub(super) fn yuan(&self, key: &'static str) -> Fen {
        let Some(value) = self.need(key) else {
            return Fen(0);
        };
        let text = match value {
            Value::Integer(whole) => whole.to_string(),
            Value::String(text) => text.trim().to_owned(),
            other => {
                let found = kind(other);
                self.problem(
                    key,
                    format!("金额请写成带引号的元，如 \"970.00\"，现在是{found}。"),
                );
                return Fen(0);
            }
        };
        read_yuan(&text).unwrap_or_else(|| {
            self.problem(
                key,
                format!("“{text}”不是大于 0、至多两位小数的金额（元）。"),
            );
            Fen(0)
        })
    }

    /// A comparison.
    pub(super) fn op(&self, key: &'static str) -> Op {
        let text = self.text(key);
        Op::read(&text).unwrap_or_else(|| {
            if !text.is_empty() {
                let known = "请写 \"<\"（低于）、\"≤\"（不高于）、\">\"（高于）或 \"≥\"（不低于）";
                self.problem(key, format!("看不懂比较符号“{text}”，{known}。"));
            }
            Op::Less
        })
    }

    /// A multiplier.
    pub(super) fn fraction(&self, key: &'static str) -> Option<Fraction> {
        let value = self.need(key)?;
        let text = match value {
            Value::Integer(whole) => whole.to_string(),
            Value::Float(float) => float.to_string(),
            Value::String(text) => text.clone(),
            other => kind(other).to_owned(),
        };
        let fraction = Fraction::read(&text);
        if fraction.is_none() {
            let example = Fraction::suggestion(&text).map_or("3/2".to_owned(), Fraction::text);
            self.problem(
                key,
                format!("倍数“{text}”不是分数，请写成 \"{example}\" 的样子。"),
            );
        }
        fraction
    }

    /// A list of texts.
    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        let Some(value) = self.need(key) else {
            return Vec::new();
        };
        let Some(items) = value.as_array() else {
            self.problem(
                key,
                format!("“{key}”应是方括号里的一串文字，如 [\"wage\", \"other\"]。"),
            );
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| self.as_text(key, item))
            .collect()
    }

    /// Whether a key is written; whoever asks also reads it.
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    /// A list of texts, empty when the key is absent.
    pub(super) fn texts_opt(&self, key: &'static str) -> Vec<String> {
        if self.has(key) {
            self.texts(key)
        } else {
            Vec::new()
        }
    }

    /// A list of words out of a fixed set, each at most once.
    pub(super) fn words<T: Copy + PartialEq>(
        &self,
        key: &'static str,
        known: &[(&str, T)],
    ) -> Vec<T> {
        let mut found = Vec::new();
        for word in self.texts(key) {
            match known.iter().find(|(id, _)| *id == word) {
                Some((_, value)) if found.contains(value) => {
                    self.problem(key, format!("“{word}”写了两次，请删去一个。"));
                }
                Some((_, value)) => found.push(*value),
                None => self.problem(key, unknown_word(&word, known.iter().map(|(id, _)| *id))),
            }
        }
        found
    }

    /// A table that must be there.
    pub(super) fn child(&self, key: &'static str) -> Option<Node<'a>> {
        self.need(key).and_then(|value| self.as_node(key, value))
    }

    /// A table that may be absent.
    pub(super) fn child_opt(&self, key: &'static str) -> Option<Node<'a>> {
        self.get(key).and_then(|value| self.as_node(key, value))
    }

    fn as_node(&self, key: &str, value: &'a Value) -> Option<Node<'a>> {
        let table = value.as_table();
        if table.is_none() {
            self.problem(
                key,
                format!("“{key}”应是一节（[{key}]），现在是{}。", kind(value)),
            );
        }
        table.map(|table| Node::new(table, self.inner(key), self.log))
    }

    /// `[[key]]` tables, none when absent.
    pub(super) fn children(&self, key: &'static str) -> Vec<Node<'a>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.as_array() else {
            self.problem(key, format!("“{key}”应写成 [[{key}]] 的一节或几节。"));
            return Vec::new();
        };
        let numbered = items.iter().enumerate().map(|(at, item)| (at + 1, item));
        numbered
            .filter_map(|(number, item)| {
                let path = self.inner(&format!("第 {number} 个 {key}"));
                match item.as_table() {
                    Some(table) => Some(Node::new(table, path, self.log)),
                    None => {
                        self.problem(key, format!("第 {number} 个“{key}”应是 [[{key}]] 一节。"));
                        None
                    }
                }
            })
            .collect()
    }

    /// Reports every key nobody asked for. Call last.
    pub(super) fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self
            .table
            .keys()
            .filter(|key| !asked.contains(key.as_str()))
        {
            self.problem(key, unknown_word(key, asked.iter().copied()));
        }
    }
}

/// Yuan with at most two decimals, as fen; positive and at most 10 亿元.
fn read_yuan(text: &str) -> Option<Fen> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || decimals.len() > 2 {
        return None;
    }
    if !digits(whole) || !digits(decimals) {
        return None;
    }
    let fen: i64 = format!("{whole}{decimals:0<2}").parse().ok()?;
    (fen > 0).then_some(Fen(fen))
}

/// The sentence for a word that is not in a list.
pub(super) fn unknown_word<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> String {
    format!(
        "不认识“{word}”，这里可以写：{}。",
        known.collect::<Vec<_>>().join("、")
    )
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "文字",
        Value::Integer(_) => "整数",
        Value::Float(_) => "小数",
        Value::Boolean(_) => "true/false",
        Value::Datetime(_) => "日期",
        Value::Array(_) => "列表",
        Value::Table(_) => "一节内容",
    }
}
