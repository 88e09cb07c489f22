//! The two small words of a rule: a comparison and a multiplier, as written in a pack.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::exact::Exact;

/// How an amount is compared with its bound. Sources differ in `<` and `≤` (DOMAIN §9, 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Op {
    /// 低于
    #[serde(rename = "<")]
    Less,
    /// 不高于
    #[serde(rename = "≤")]
    AtMost,
    /// 高于
    #[serde(rename = ">")]
    More,
    /// 不低于
    #[serde(rename = "≥")]
    AtLeast,
}

impl Op {
    /// Reads `<`, `<=`, `≤`, `>`, `>=`, `≥`.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim() {
            "<" | "\u{ff1c}" => Some(Self::Less),
            "<=" | "≤" => Some(Self::AtMost),
            ">" | "\u{ff1e}" => Some(Self::More),
            ">=" | "≥" => Some(Self::AtLeast),
            _ => None,
        }
    }

    /// Whether `left op right`, exactly.
    pub fn holds(self, left: &Exact, right: &Exact) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }

    /// The Chinese words, e.g. `低于`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Less => "低于",
            Self::AtMost => "不高于",
            Self::More => "高于",
            Self::AtLeast => "不低于",
        }
    }
}

/// A multiplier such as `3/2`, kept as written in lowest terms; never a decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Fraction {
    num: u32,
    den: u32,
}

/// Largest numerator or denominator of a multiplier; keeps every product inside `i128`.
const MAX_TERM: u32 = 100_000;

impl Fraction {
    /// Reads `2` or `3/2`; both parts from 1 to 100,000.
    pub fn read(text: &str) -> Option<Self> {
        let (num, den) = text.split_once('/').unwrap_or((text, "1"));
        let term = |part: &str| {
            part.trim()
                .parse()
                .ok()
                .filter(|n| (1..=MAX_TERM).contains(n))
        };
        let (num, den): (u32, u32) = (term(num)?, term(den)?);
        let common = common_divisor(num, den);
        Some(Self {
            num: num / common,
            den: den / common,
        })
    }

    /// The value.
    pub fn value(self) -> Exact {
        Exact::new(i128::from(self.num), i128::from(self.den))
    }

    /// For sentences: `2`, `3/2`.
    pub fn text(self) -> String {
        if self.den == 1 {
            self.num.to_string()
        } else {
            format!("{}/{}", self.num, self.den)
        }
    }

    /// What a decimal or a percentage (`1.5`, `80%`) should have been written as.
    pub fn suggestion(text: &str) -> Option<Self> {
        let (text, hundredth) = match text.trim().strip_suffix(['%', '\u{ff05}']) {
            Some(percent) => (percent.trim(), 100),
            None => (text.trim(), 1),
        };
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let den = 10_u32
            .checked_pow(u32::try_from(decimals.len()).ok()?)?
            .checked_mul(hundredth)?;
        Self::read(&format!("{whole}{decimals}/{den}"))
    }
}

impl TryFrom<String> for Fraction {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::read(&text).ok_or_else(|| format!("“{text}”不是分数"))
    }
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> Self {
        fraction.text()
    }
}

fn common_divisor(mut a: u32, mut b: u32) -> u32 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_read_and_suggest() {
        assert_eq!(
            Fraction::read("6/4").map(Fraction::text).as_deref(),
            Some("3/2")
        );
        assert_eq!(
            Fraction::read(" 2 ").map(Fraction::text).as_deref(),
            Some("2")
        );
        for bad in ["1.5", "", "0", "1/0", "-1", "a", "3/2/1", "100001", "80%"] {
            assert_eq!(Fraction::read(bad), None, "{bad}");
        }
        assert_eq!(
            Fraction::suggestion("1.5").map(Fraction::text).as_deref(),
            Some("3/2")
        );
        assert_eq!(
            Fraction::suggestion("80%").map(Fraction::text).as_deref(),
            Some("4/5")
        );
        assert_eq!(Fraction::suggestion("一倍半"), None);
    }

    #[test]
    fn operators_hold_exactly() {
        let (a, b) = (Exact::new(1, 3), Exact::new(2, 6));
        for (text, equal, smaller) in [
            ("<", false, true),
            ("≤", true, true),
            (">", false, false),
            ("≥", true, false),
        ] {
            let op = Op::read(text).unwrap();
            assert_eq!(op.holds(&a, &b), equal, "{text}");
            assert_eq!(op.holds(&a, &Exact::from_integer(1)), smaller, "{text}");
        }
        assert_eq!(Op::read("<="), Some(Op::AtMost));
        assert_eq!(Op::read("=<"), None);
    }
}
