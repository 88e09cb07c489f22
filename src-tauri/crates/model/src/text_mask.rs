//! Masks for screens and notices (DOMAIN §4.7); the full value never leaves through these.

use crate::names::surname_chars;

/// `王小明` → `王**`; compound surnames stay whole; names with `·` keep their first two characters.
pub fn mask_name(name: &str) -> String {
    let count = name.chars().count();
    let keep = if name.contains('·') {
        2
    } else {
        surname_chars(name)
    };
    keep_ends(name, if keep < count { keep } else { 0 }, 0)
}

/// `310117198706153212` → `310***********3212`; shorter papers show less.
pub fn mask_id(number: &str) -> String {
    match number.chars().count() {
        12.. => keep_ends(number, 3, 4),
        8..=11 => keep_ends(number, 1, 3),
        _ => keep_ends(number, 0, 0),
    }
}

/// `13812345678` → `138****5678`; other phones keep the last four digits only.
pub fn mask_mobile(phone: &str) -> String {
    match phone.chars().count() {
        11 if phone.starts_with('1') => keep_ends(phone, 3, 4),
        7.. => keep_ends(phone, 0, 4),
        _ => keep_ends(phone, 0, 0),
    }
}

/// Last four digits, the rest as stars in groups of four: `**** **** **** *** 0015`.
pub fn mask_card(card: &str) -> String {
    let digits: Vec<char> = card.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() <= 4 {
        return "*".repeat(digits.len());
    }
    let hidden = digits.len() - 4;
    let mut out = String::new();
    for i in 0..hidden {
        if i > 0 && i % 4 == 0 {
            out.push(' ');
        }
        out.push('*');
    }
    out.push(' ');
    out.extend(&digits[hidden..]);
    out
}

/// An address down to town or street office; the rest becomes `***`.
pub fn mask_address(address: &str) -> String {
    let chars: Vec<char> = address.chars().collect();
    if chars.is_empty() {
        return String::new();
    }
    let mut start = 0;
    // Province, city and county names may contain 镇 or 乡 (镇江, 镇海), so they are stepped over.
    loop {
        let rest = &chars[start..];
        let town = town_end(rest);
        let upper = rest
            .iter()
            .take(12)
            .skip(1)
            .position(|c| matches!(c, '省' | '市' | '县' | '区' | '旗'))
            .map(|i| i + 2);
        match (town, upper) {
            (Some(t), None) => return kept(&chars[..start + t]),
            (Some(t), Some(u)) if t < u => return kept(&chars[..start + t]),
            (_, Some(u)) => start += u,
            (None, None) => return kept(&chars[..start]),
        }
    }
}

fn kept(head: &[char]) -> String {
    let mut out: String = head.iter().collect();
    out.push_str("***");
    out
}

/// End of the first 镇, 乡 or 街道 that has a name of at least one character before it.
/// 镇 right after 市/县 is the start of the next name, but that case has been stepped over already.
fn town_end(chars: &[char]) -> Option<usize> {
    (1..chars.len()).find_map(|i| match chars[i] {
        '镇' | '乡' => Some(i + 1),
        '街' if chars.get(i + 1) == Some(&'道') => Some(i + 2),
        _ => None,
    })
}

fn keep_ends(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    text.chars()
        .enumerate()
        .map(|(i, c)| {
            if i < head || i + tail >= count {
                c
            } else {
                '*'
            }
        })
        .collect()
}
