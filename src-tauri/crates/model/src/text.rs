//! Text as clerks type it: widths, blanks, names, phones, bank cards, and text that must not be logged.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::text_mask::{mask_address, mask_card, mask_id, mask_mobile, mask_name};

/// Full-width ASCII (U+FF01–FF5E) and the ideographic space to their half-width forms; nothing else.
pub fn half_width(raw: &str) -> String {
    raw.chars().map(half_width_char).collect()
}

fn half_width_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Characters that take no room on paper and only disturb comparison.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}')
}

/// A free text cell: half-width, outer blanks removed; everything else (emoji too) is kept.
pub fn normalise_text(raw: &str) -> String {
    half_width(raw)
        .trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
        .to_owned()
}

/// True for CJK ideographs of any plane (including 〇 and the compatibility blocks).
pub fn is_han(c: char) -> bool {
    matches!(c as u32,
        0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD)
}

/// What is odd about a name. None of these refuses it: people are called what they are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NameWarning {
    /// Fewer than two code points.
    TooShort,
    /// More than fifty code points.
    TooLong,
    /// `□`, `?` or a replacement character stands where a character could not be typed.
    PlaceholderChar,
    /// A private-use character: prints only with the font of the machine it was typed on.
    PrivateUseChar,
}

/// A name in its stored spelling.
#[derive(Clone, PartialEq, Eq)]
pub struct NormalisedName {
    /// Half-width, middle dots as U+00B7, no blanks inside Han names.
    pub text: String,
    /// The spelling differs from what was typed.
    pub changed: bool,
    pub warnings: Vec<NameWarning>,
}

impl fmt::Debug for NormalisedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NormalisedName")
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

/// The stored spelling of a person's name (GB 18030 practice: middle dot is U+00B7).
///
/// Names with Han characters lose all blanks; others (passport names) keep single blanks.
pub fn normalise_name(raw: &str) -> NormalisedName {
    let widened: String = half_width(raw)
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| match c {
            '\u{2022}' | '\u{30FB}' | '\u{FF65}' | '\u{2027}' | '\u{22C5}' | '\u{2219}' => '\u{B7}',
            c => c,
        })
        .collect();
    let text: String = if widened.chars().any(is_han) {
        widened.chars().filter(|c| !c.is_whitespace()).collect()
    } else {
        widened.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut warnings = Vec::new();
    let length = text.chars().count();
    if length == 1 {
        warnings.push(NameWarning::TooShort);
    }
    if length > 50 {
        warnings.push(NameWarning::TooLong);
    }
    if text
        .chars()
        .any(|c| matches!(c, '□' | '■' | '?' | '\u{FFFD}' | '〓'))
    {
        warnings.push(NameWarning::PlaceholderChar);
    }
    if text
        .chars()
        .any(|c| matches!(c as u32, 0xE000..=0xF8FF | 0xF0000..=0x10FFFD))
    {
        warnings.push(NameWarning::PrivateUseChar);
    }
    NormalisedName {
        changed: text != raw,
        text,
        warnings,
    }
}

/// What kind of line a phone number belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    Mobile,
    Fixed,
    /// 400/800 numbers and short service lines such as 12351.
    Service,
}

/// Digits of a mobile number after removing +86, blanks, hyphens and full-width forms;
/// `None` when what remains is not `1[3-9]` and nine digits.
pub fn normalise_mobile(raw: &str) -> Option<String> {
    let digits = bare_number(raw);
    let digits = ["+86", "0086", "86"]
        .iter()
        .find_map(|p| digits.strip_prefix(p).filter(|rest| rest.len() == 11))
        .unwrap_or(&digits);
    let bytes = digits.as_bytes();
    let ok = bytes.len() == 11
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
        && bytes.iter().all(u8::is_ascii_digit);
    ok.then(|| digits.to_owned())
}

/// Any phone: mobile, fixed line with optional area code and extension, 400/800, service number.
pub fn normalise_phone(raw: &str) -> Option<(PhoneKind, String)> {
    if let Some(mobile) = normalise_mobile(raw) {
        return Some((PhoneKind::Mobile, mobile));
    }
    let text: String = half_width(raw)
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c) && !matches!(c, '(' | ')'))
        .map(|c| if is_dash(c) { '-' } else { c })
        .collect();
    let parts: Vec<&str> = text.split('-').collect();
    if parts
        .iter()
        .any(|p| p.is_empty() || !p.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let joined = parts.concat();
    let service = (joined.len() == 10 && (joined.starts_with("400") || joined.starts_with("800")))
        || (joined.len() == 5 && joined.starts_with('1'));
    if service {
        return Some((PhoneKind::Service, joined));
    }
    is_fixed_line(&parts).then_some((PhoneKind::Fixed, text))
}

/// `^(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?$`, already split at the hyphens.
fn is_fixed_line(parts: &[&str]) -> bool {
    let local = |p: &str| matches!(p.len(), 7 | 8) && !p.starts_with('0');
    let joined_area = |p: &str| p.starts_with('0') && (10..=12).contains(&p.len());
    let area = |p: &str| p.starts_with('0') && matches!(p.len(), 3 | 4);
    let extension = |p: &str| p.len() <= 6;
    match parts {
        [a] => local(a) || joined_area(a),
        [a, b] => (area(a) && local(b)) || ((local(a) || joined_area(a)) && extension(b)),
        [a, b, c] => area(a) && local(b) && extension(c),
        _ => false,
    }
}

/// What is wrong with a bank card number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CardFinding {
    /// Characters other than digits remain after cleaning.
    NotDigits,
    /// Not 13 to 19 digits.
    Length,
    /// Luhn check fails: a warning only, old passbook numbers have no check digit.
    Luhn,
    /// Scientific notation: the spreadsheet has dropped the last digits for good.
    DamagedBySpreadsheet,
}

/// Outcome of [`check_bank_card`]. `digits` is empty unless the number can be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct BankCardCheck {
    pub digits: Option<String>,
    pub finding: Option<CardFinding>,
}

impl fmt::Debug for BankCardCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BankCardCheck")
            .field("finding", &self.finding)
            .finish_non_exhaustive()
    }
}

/// Checks a bank card: 13–19 digits after removing blanks, hyphens and a leading apostrophe.
pub fn check_bank_card(raw: &str) -> BankCardCheck {
    let text = bare_number(raw);
    let refuse = |finding| BankCardCheck {
        digits: None,
        finding: Some(finding),
    };
    if is_scientific(&text) {
        return refuse(CardFinding::DamagedBySpreadsheet);
    }
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return refuse(CardFinding::NotDigits);
    }
    if !(13..=19).contains(&text.len()) {
        return refuse(CardFinding::Length);
    }
    let finding = (!luhn_ok(&text)).then_some(CardFinding::Luhn);
    BankCardCheck {
        digits: Some(text),
        finding,
    }
}

fn luhn_ok(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let d = u32::from(b - b'0');
            match (i % 2, d) {
                (0, d) => d,
                (_, d) if d > 4 => d * 2 - 9,
                (_, d) => d * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// `9.98101E+17` and the like: text a spreadsheet wrote for a number it could not hold.
pub fn is_scientific(text: &str) -> bool {
    let t = half_width(text).trim().to_ascii_uppercase();
    match t.split_once('E') {
        Some((mantissa, exponent)) => {
            let exponent = exponent.trim_start_matches('+');
            !mantissa.is_empty()
                && !exponent.is_empty()
                && mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && exponent.bytes().all(|b| b.is_ascii_digit())
                && (mantissa.contains('.') || t.contains('+'))
        }
        None => false,
    }
}

/// Hyphen, dashes and minus signs in the widths people paste.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}')
}

/// Apostrophes that spreadsheets (or people) put in front of a number to keep it as text.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '`')
}

/// Half-width, without blanks, invisible characters, dashes and leading apostrophes.
pub(crate) fn bare_number(raw: &str) -> String {
    let text: String = half_width(raw)
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c) && !is_dash(*c))
        .collect();
    text.trim_start_matches(is_apostrophe).to_owned()
}

/// A personal value. It travels like the plain value, but its `Debug` prints nothing, so it
/// cannot slip into a log. Read it with [`Private::reveal`].
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private<T = String>(pub T);

impl<T> Private<T> {
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. Whoever shows it decides about masking.
    pub fn reveal(&self) -> &T {
        &self.0
    }

    pub fn into_inner(self) -> T {
        self.0
    }
}

impl Private<String> {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T> fmt::Debug for Private<T> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl From<String> for Private<String> {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl From<&str> for Private<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

/// In TypeScript a private value is its plain type.
impl<T: TS> TS for Private<T> {
    type WithoutGenerics = T::WithoutGenerics;
    type OptionInnerType = T::OptionInnerType;

    fn ident(cfg: &ts_rs::Config) -> String {
        T::ident(cfg)
    }
    fn name(cfg: &ts_rs::Config) -> String {
        T::name(cfg)
    }
    fn inline(cfg: &ts_rs::Config) -> String {
        T::inline(cfg)
    }
    fn inline_flattened(cfg: &ts_rs::Config) -> String {
        T::inline_flattened(cfg)
    }
    fn visit_dependencies(v: &mut impl ts_rs::TypeVisitor)
    where
        Self: 'static,
    {
        T::visit_dependencies(v);
    }
    fn visit_generics(v: &mut impl ts_rs::TypeVisitor)
    where
        Self: 'static,
    {
        T::visit_generics(v);
        v.visit::<T>();
    }
    fn decl(_: &ts_rs::Config) -> String {
        String::new()
    }
    fn decl_concrete(_: &ts_rs::Config) -> String {
        String::new()
    }
}
