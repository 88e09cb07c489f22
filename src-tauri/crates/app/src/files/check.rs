//! What may be typed into a field: each shape's check answers with the stored value or a sentence.

use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use songnuan_model::codes;
use songnuan_model::dates::{ParsedDate, parse_date};
use songnuan_model::money::MAX_FEN;
use songnuan_model::papers::IdType;
use songnuan_model::text::{
    CardFinding, check_bank_card, normalise_mobile, normalise_phone, normalise_text,
};

use super::fields::{Field, Shape};
use super::people;

/// Dates before are slips of the finger.
const FIRST_YEAR: i32 = 1900;
/// Days ahead that a contract or deadline may lie.
const LAST_YEAR: i32 = 2100;

type Checked = Result<Value, String>;

/// The value as it is stored, or why it is refused. `null` and an empty text empty a field.
pub fn value(field: &Field, value: &Value, today: NaiveDate) -> Checked {
    let text = value.as_str().map(str::trim);
    let required = matches!(field.shape, Shape::Name | Shape::IdType)
        || field.name == "relation"
        || field.name == "living_together";
    if value.is_null() || text == Some("") {
        // A card holder may stay empty, the own name may not.
        let required = required && field.name != "card_holder";
        return match field.shape {
            _ if required => Err("不能为空。".to_owned()),
            Shape::IdNo => Ok(Value::String(String::new())),
            Shape::Codes(..) | Shape::Texts => Ok(Value::Array(Vec::new())),
            _ => Ok(Value::Null),
        };
    }
    match field.shape {
        Shape::Text(max) => free_text(as_text(value)?, max),
        Shape::Name => people::checked_name(as_text(value)?).map(Value::String),
        Shape::Code(table) => code(table, as_text(value)?),
        Shape::Codes(table, max) => code_list(table, max, value),
        Shape::Money => money(value, false),
        Shape::SignedMoney => money(value, true),
        Shape::Count(max) => whole(value, max),
        Shape::Bool => value
            .as_bool()
            .map(Value::Bool)
            .ok_or_else(|| "请选择是或否。".to_owned()),
        Shape::PastDay => day(as_text(value)?, Some(today)),
        Shape::Day => day(as_text(value)?, None),
        Shape::DayOrMonth => day_or_month(as_text(value)?, today),
        Shape::Mobile => normalise_mobile(as_text(value)?)
            .map(Value::String)
            .ok_or_else(|| "不是 11 位手机号码，请核对。".to_owned()),
        Shape::Phone => normalise_phone(as_text(value)?)
            .map(|(_, phone)| Value::String(phone))
            .ok_or_else(|| "不是电话号码，请写成 13800000000 或 0510-12345678 这样。".to_owned()),
        Shape::Postcode => digits(as_text(value)?, 6, "邮政编码"),
        Shape::Division => digits(as_text(value)?, 6, "行政区划代码"),
        Shape::Card => card(as_text(value)?),
        Shape::IdType => IdType::from_id(as_text(value)?)
            .map(|id_type| Value::String(id_type.id().to_owned()))
            .ok_or_else(|| "请从列表里选择证件类型。".to_owned()),
        // Checked together with its type.
        Shape::IdNo => Ok(Value::String(as_text(value)?.to_owned())),
        Shape::Texts => texts(value),
        Shape::Word | Shape::Months | Shape::Link => Ok(value.clone()),
    }
}

fn as_text(value: &Value) -> Result<&str, String> {
    value
        .as_str()
        .map(str::trim)
        .ok_or_else(|| "应为文字。".to_owned())
}

/// Free text: blanks at the ends and control characters go, the length is limited.
pub fn free_text(raw: &str, max: usize) -> Checked {
    let text: String = raw
        .trim()
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    let count = text.chars().count();
    if count > max {
        return Err(format!("有 {count} 个字，最多 {max} 个字，请删短一些。"));
    }
    Ok(Value::String(text))
}

fn code(table: &str, id: &str) -> Checked {
    let table = codes::table(table);
    if table.by_id(id).is_some() {
        return Ok(Value::String(id.to_owned()));
    }
    // The word itself is understood too: it comes from scripts and pasted rows.
    match table.by_label(id) {
        Some(code) => Ok(Value::String(code.id.clone())),
        None => Err(format!(
            "“{id}”不在“{}”的列表里，请从列表中选择。",
            table.label
        )),
    }
}

fn code_list(table: &str, max: usize, value: &Value) -> Checked {
    let items = value
        .as_array()
        .ok_or_else(|| "应为一组选项。".to_owned())?;
    let mut ids: Vec<Value> = Vec::new();
    for item in items {
        let id = code(table, as_text(item)?)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.len() > max {
        return Err(format!("最多选 {max} 项，现在选了 {} 项。", ids.len()));
    }
    Ok(Value::Array(ids))
}

fn texts(value: &Value) -> Checked {
    let items = value
        .as_array()
        .ok_or_else(|| "应为一组文字。".to_owned())?;
    let mut kept = Vec::new();
    for item in items {
        let text = normalise_text(as_text(item)?);
        if !text.is_empty() {
            kept.push(free_text(&text, 200)?);
        }
    }
    Ok(Value::Array(kept))
}

fn money(value: &Value, signed: bool) -> Checked {
    let fen = value
        .as_i64()
        .ok_or_else(|| "应为金额(整数，以分计)。".to_owned())?;
    if fen < 0 && !signed {
        return Err("金额不能是负数。".to_owned());
    }
    if fen.abs() > MAX_FEN {
        return Err("金额太大，请核对单位是不是填成了分。".to_owned());
    }
    Ok(Value::from(fen))
}

fn whole(value: &Value, max: u32) -> Checked {
    let number = value.as_u64().filter(|n| *n <= u64::from(max));
    number
        .map(Value::from)
        .ok_or_else(|| format!("应为 0 到 {max} 的整数。"))
}

/// A date people write: within a plausible span and, for facts, not after today.
pub fn plausible(day: NaiveDate, latest: Option<NaiveDate>) -> Result<NaiveDate, String> {
    if day.year() < FIRST_YEAR || day.year() > LAST_YEAR {
        return Err(format!("年份 {} 不合理，请核对。", day.year()));
    }
    if latest.is_some_and(|latest| day > latest) {
        return Err(format!("{day} 还没有到，请填写实际日期。"));
    }
    Ok(day)
}

fn day(text: &str, latest: Option<NaiveDate>) -> Checked {
    match parse_date(text) {
        ParsedDate::Day(day) => Ok(Value::String(plausible(day, latest)?.to_string())),
        ParsedDate::Month { .. } => Err("只有年月，请补上日期。".to_owned()),
        ParsedDate::Invalid => Err(format!("“{text}”不是存在的日期，请写成 2026-11-22 这样。")),
    }
}

fn day_or_month(text: &str, today: NaiveDate) -> Checked {
    match parse_date(text) {
        ParsedDate::Month { year, month } => {
            let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(today);
            plausible(first, Some(today))?;
            Ok(Value::String(format!("{year:04}-{month:02}")))
        }
        _ => day(text, Some(today)),
    }
}

fn digits(text: &str, count: usize, what: &str) -> Checked {
    let text = normalise_text(text);
    if text.len() == count && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Value::String(text));
    }
    Err(format!("{what}应为 {count} 位数字。"))
}

/// A wrong Luhn digit is no refusal: old passbook numbers have none (DOMAIN §4.5).
fn card(text: &str) -> Checked {
    let check = check_bank_card(text);
    match (check.digits, check.finding) {
        (Some(digits), _) => Ok(Value::String(digits)),
        (None, Some(CardFinding::DamagedBySpreadsheet)) => {
            Err("被 Excel 改坏了(末几位已丢失),请对照银行卡重新输入。".to_owned())
        }
        (None, Some(CardFinding::Length)) => Err("银行卡号应为 13 到 19 位，请核对。".to_owned()),
        _ => Err("银行卡号只能是数字，请核对。".to_owned()),
    }
}

/// A day of a plausible year.
pub fn plausible_day(day: NaiveDate) -> Result<(), String> {
    plausible(day, None).map(|_| ())
}
