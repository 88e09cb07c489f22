//! Words that are read out of a number or a compound: area bands, contract terms, disabilities.

use crate::codes::table;
use crate::text::half_width;

/// Id of the band of `floor_area_band` for a band as written or a number of square metres. The
/// upper bound belongs to the lower band: 50 is 20–50.
pub fn floor_area_band(text: &str) -> Option<&'static str> {
    if let Some(code) = table("floor_area_band").by_label(text) {
        return Some(code.id.as_str());
    }
    let text: String = half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let number = ["平方米", "平米", "㎡", "m2", "平方", "m²"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(&text);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty()
        || !whole
            .bytes()
            .chain(fraction.bytes())
            .all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let whole: u32 = whole.parse().ok()?;
    // Anything behind the point lifts the number above the whole square metre.
    let above = u32::from(fraction.bytes().any(|b| b != b'0'));
    Some(match whole.saturating_add(above) {
        0..=20 => "up_to_20",
        21..=50 => "from_20_to_50",
        51..=70 => "from_50_to_70",
        _ => "over_70",
    })
}

/// Id of the band of `contract_term_band` for a term in months; `None` is a term without end.
pub fn contract_term_band(months: Option<u32>) -> &'static str {
    match months {
        Some(0..=6) => "up_to_6m",
        Some(7..=18) => "m7_18",
        Some(19..=30) => "m19_30",
        Some(31..=42) => "m31_42",
        Some(43..=54) => "m43_54",
        Some(55..=120) => "m55_120",
        _ => "open_ended",
    }
}

/// `肢体残疾三级` → (`physical`, `level_3`): kind and, when written, level, as code ids.
pub fn parse_disability(text: &str) -> Option<(&'static str, Option<&'static str>)> {
    let text: String = half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '-' | '/' | '、'))
        .collect();
    let kinds = table("disability_kind");
    let levels = table("disability_level");
    // The kind is the longest head that is a word of the table, the level is the rest.
    let mut cuts: Vec<usize> = text.char_indices().map(|(i, _)| i).skip(1).collect();
    cuts.push(text.len());
    cuts.into_iter().rev().find_map(|cut| {
        let kind = kinds.by_label(&text[..cut])?;
        let rest = &text[cut..];
        let level = if rest.is_empty() {
            None
        } else {
            Some(levels.by_label(rest)?.id.as_str())
        };
        Some((kind.id.as_str(), level))
    })
}
