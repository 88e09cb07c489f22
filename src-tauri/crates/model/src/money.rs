//! Money: integer fen in one newtype, exact parsing, display, capital amounts (人民币大写).

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::text::{half_width, is_invisible};

pub use crate::money_words::{bill_date_uppercase, uppercase};

/// An amount in fen (1/100 yuan). Kept within what JSON and JavaScript count exactly.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS,
)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Fen(pub i64);

/// Largest amount, either sign: 2^53 − 1 fen (about 90 万亿元).
pub const MAX_FEN: i64 = 9_007_199_254_740_991;

/// Why a text or number is no exact amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    #[error("没有填写金额")]
    Empty,
    #[error("不是一个确切的金额")]
    NotAnAmount,
    #[error("金额的小数超过两位(不足一分)")]
    TooPrecise,
    #[error("金额太大")]
    OutOfRange,
}

impl Fen {
    pub const ZERO: Fen = Fen(0);

    /// `None` when the sum leaves the range.
    pub fn checked_add(self, other: Fen) -> Option<Fen> {
        self.0.checked_add(other.0).and_then(in_range)
    }

    /// `None` when the difference leaves the range.
    pub fn checked_sub(self, other: Fen) -> Option<Fen> {
        self.0.checked_sub(other.0).and_then(in_range)
    }

    /// `None` when the product leaves the range.
    pub fn checked_mul(self, times: i64) -> Option<Fen> {
        self.0.checked_mul(times).and_then(in_range)
    }

    /// Sum of many amounts, `None` when it leaves the range.
    pub fn sum(amounts: impl IntoIterator<Item = Fen>) -> Option<Fen> {
        amounts.into_iter().try_fold(Fen::ZERO, Fen::checked_add)
    }

    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// `1234.50`: no thousands separators, for cells and exchange files.
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", abs / 100, abs % 100)
    }

    /// Exact value in 万元 without trailing zeros: 38,237,000 fen is `38.237`.
    pub fn wan(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        let text = format!("{sign}{}.{:06}", abs / 1_000_000, abs % 1_000_000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// Value in 万元 rounded half up to `digits` (at most 6) decimals.
    pub fn wan_rounded(self, digits: u32) -> String {
        let digits = digits.min(6);
        let unit = 10u64.pow(6 - digits);
        let scaled = (self.0.unsigned_abs() + unit / 2) / unit;
        let sign = if self.0 < 0 && scaled > 0 { "-" } else { "" };
        let one = 10u64.pow(digits);
        if digits == 0 {
            return format!("{sign}{scaled}");
        }
        format!(
            "{sign}{}.{:0width$}",
            scaled / one,
            scaled % one,
            width = digits as usize
        )
    }

    /// 人民币大写, see [`uppercase`].
    pub fn uppercase(self) -> String {
        uppercase(self)
    }
}

fn in_range(fen: i64) -> Option<Fen> {
    (-MAX_FEN..=MAX_FEN).contains(&fen).then_some(Fen(fen))
}

/// `1,234.50`, the way amounts stand in tables (unit 元 in the heading).
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let abs = self.0.unsigned_abs();
        let yuan = (abs / 100).to_string();
        let mut out = String::with_capacity(yuan.len() * 4 / 3 + 4);
        if self.0 < 0 {
            out.push('-');
        }
        for (i, c) in yuan.chars().enumerate() {
            if i > 0 && (yuan.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        f.pad(&format!("{out}.{:02}", abs % 100))
    }
}

/// Reads an amount in yuan exactly: `2,472元`, `￥1,970.00`, `0.3万`, `５００．００`, `-300`.
/// Words such as 约2千 or 面议, ranges and amounts below one fen are refused. Negative amounts are
/// read; whether they make sense is for the caller to say.
pub fn parse_yuan(raw: &str) -> Result<Fen, AmountError> {
    let text: String = half_width(raw)
        .chars()
        .filter(|c| !is_invisible(*c))
        .collect();
    let mut rest = text.trim().trim_start_matches('\'').trim_start();
    if rest.is_empty() {
        return Err(AmountError::Empty);
    }
    let mut negative = false;
    for _ in 0..2 {
        // The sign may stand before or behind the currency mark.
        if let Some(r) = rest.strip_prefix(['-', '\u{2212}', '\u{2013}', '负']) {
            if negative {
                return Err(AmountError::NotAnAmount);
            }
            negative = true;
            rest = r.trim_start();
        }
        for mark in ["人民币", "¥", "￥", "RMB"] {
            rest = rest.strip_prefix(mark).map_or(rest, str::trim_start);
        }
    }
    rest = rest.strip_suffix(['整', '正']).unwrap_or(rest);
    rest = rest.strip_suffix(['元', '圆']).map_or(rest, str::trim_end);
    let (number, unit) = match rest.strip_suffix('万') {
        Some(r) => (r.trim_end(), 10_000),
        None => match rest.strip_suffix('亿') {
            Some(r) => (r.trim_end(), 100_000_000),
            None => (rest, 1),
        },
    };
    let fen = decimal_to_fen(number, unit)?;
    in_range(if negative { -fen } else { fen }).ok_or(AmountError::OutOfRange)
}

/// `digits[.digits]` with optional thousands commas, times `unit` yuan, exactly in fen.
fn decimal_to_fen(number: &str, unit: i128) -> Result<i64, AmountError> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = without_commas(whole).ok_or(AmountError::NotAnAmount)?;
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !digits(&whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return Err(AmountError::NotAnAmount);
    }
    let fraction = fraction.trim_end_matches('0');
    let whole = whole.trim_start_matches('0');
    if whole.len() > 17 {
        return Err(AmountError::OutOfRange);
    }
    if fraction.len() > 12 {
        return Err(AmountError::TooPrecise);
    }
    let mantissa: i128 = match format!("{whole}{fraction}").as_str() {
        "" => 0,
        text => text.parse().map_err(|_| AmountError::OutOfRange)?,
    };
    let scale = 10i128.pow(fraction.len() as u32);
    let fen = mantissa * 100 * unit;
    if fen % scale != 0 {
        return Err(AmountError::TooPrecise);
    }
    i64::try_from(fen / scale).map_err(|_| AmountError::OutOfRange)
}

/// Removes thousands commas; `None` when they do not stand every three digits.
fn without_commas(whole: &str) -> Option<String> {
    if !whole.contains(',') {
        return Some(whole.to_owned());
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let first_ok = (1..=3).contains(&groups[0].len());
    (first_ok && groups[1..].iter().all(|g| g.len() == 3)).then(|| groups.concat())
}

/// An amount in yuan from a number cell. A spreadsheet keeps binary fractions; noise below 0.0001
/// fen (or below the resolution of a huge number) is rounded away, anything more is refused.
/// This is the only place where money meets a float.
pub fn from_excel_number(yuan: f64) -> Result<Fen, AmountError> {
    if !yuan.is_finite() {
        return Err(AmountError::NotAnAmount);
    }
    let fen = yuan * 100.0;
    let whole = fen.round();
    if whole.abs() > MAX_FEN as f64 {
        return Err(AmountError::OutOfRange);
    }
    let noise = (whole.abs() * f64::EPSILON * 2.0).max(0.0001);
    if (fen - whole).abs() >= noise {
        return Err(AmountError::TooPrecise);
    }
    Ok(Fen(whole as i64))
}
