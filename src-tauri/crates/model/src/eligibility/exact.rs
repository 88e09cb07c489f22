//! Exact fractions of fen, and their texts; rounding happens here only, and is marked with `≈`.

use num_rational::Ratio;

/// An exact amount in fen. `i128` holds every product the rules form of `i64` fen.
pub type Exact = Ratio<i128>;

/// Decimal places (of a yuan) beyond which two amounts are no longer told apart in a text.
const MAX_DIGITS: u32 = 10;

/// `num/den` in lowest terms, the denominator always written: `96999/1`.
pub fn fraction_text(value: &Exact) -> String {
    format!("{}/{}", value.numer(), value.denom())
}

/// Yuan with thousands separators and two decimals; `≈` in front when the fraction is not exact.
pub fn yuan_text(value: &Exact) -> String {
    decimal(value, 2)
}

/// Like [`yuan_text`], with as many decimals as it takes to look different from `other`.
///
/// 970.00389 beside a line of 970.00 must not read "≈970.00" (vector H4).
pub fn yuan_text_beside(value: &Exact, other: &Exact) -> String {
    if value == other {
        return decimal(value, 2);
    }
    let digits = (2..MAX_DIGITS).find(|digits| scaled(value, *digits) != scaled(other, *digits));
    decimal(value, digits.unwrap_or(MAX_DIGITS))
}

/// `value` fen in units of 10^-digits yuan, rounded half away from zero.
fn scaled(value: &Exact, digits: u32) -> i128 {
    let grown = value * Exact::from_integer(10_i128.pow(digits.saturating_sub(2)));
    grown.round().to_integer()
}

fn decimal(value: &Exact, digits: u32) -> String {
    let units = scaled(value, digits);
    let power = 10_i128.pow(digits);
    let exact = Exact::new(units, 10_i128.pow(digits.saturating_sub(2))) == *value;
    let mark = if exact { "" } else { "≈" };
    let sign = if units < 0 { "-" } else { "" };
    let (whole, rest) = (units.abs() / power, units.abs() % power);
    format!(
        "{mark}{sign}{}.{rest:0width$}",
        grouped(whole),
        width = digits as usize
    )
}

/// 1234567 → `1,234,567`.
fn grouped(whole: i128) -> String {
    let digits = whole.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_exact_or_marked() {
        for (num, den, text) in [
            (97_000, 1, "970.00"),
            (9_600_000, 1, "96,000.00"),
            (-150_000, 1, "-1,500.00"),
            (-1, 1, "-0.01"),
            (873_025, 9, "≈970.03"),
            (1_234_567_890, 1, "12,345,678.90"),
            (-1, 3, "≈0.00"),
        ] {
            assert_eq!(yuan_text(&Exact::new(num, den)), text);
        }
    }

    #[test]
    fn close_amounts_stay_different() {
        let line = Exact::from_integer(97_000);
        assert_eq!(
            yuan_text_beside(&Exact::new(1_746_007, 18), &line),
            "≈970.004"
        );
        assert_eq!(
            yuan_text_beside(&Exact::from_integer(97_000), &line),
            "970.00"
        );
        assert_eq!(
            yuan_text_beside(&Exact::new(1, 36), &Exact::from_integer(0)),
            "≈0.0003"
        );
    }

    #[test]
    fn fractions_are_in_lowest_terms() {
        assert_eq!(fraction_text(&Exact::new(3_491_964, 36)), "96999/1");
        assert_eq!(fraction_text(&Exact::new(-3_600_000, 24)), "-150000/1");
    }
}
