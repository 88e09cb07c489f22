//! Names a bank may not be able to write: characters beyond the two bytes of GBK (DOMAIN §4.8).
//!
//! Old bank systems keep what GBK 1.0 knows. GB 18030 adds four-byte characters (㛃, 𬱖) and, in
//! free places of the two-byte range, a few more (䶮): both are lost on the way, and the money comes
//! back. So the bank's spelling of a name is kept beside the one on the ID.

use encoding_rs::GBK;

use crate::text::normalise_name;

/// The characters of a text that an old bank system cannot carry, each once, in order.
pub fn uncarried(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    for c in text.chars() {
        if !is_carried(c) && !found.contains(&c) {
            found.push(c);
        }
    }
    found
}

/// Whether a character has one or two bytes in GBK 1.0.
pub fn is_carried(c: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, lost) = GBK.encode(c.encode_utf8(&mut buffer));
    match (&*bytes, lost) {
        (_, true) => false,
        ([_], _) => c != '€',
        ([lead, trail], _) => !added_by_gb18030(*lead, *trail),
        _ => false,
    }
}

/// Two-byte places that were free in GBK 1.0 and filled by GB 18030: vertical punctuation, ḿ and ǹ,
/// ideographic description characters, and the radicals and ideographs of the last row.
fn added_by_gb18030(lead: u8, trail: u8) -> bool {
    matches!(
        (lead, trail),
        (0xA6, 0xD9..=0xDF | 0xEC | 0xED | 0xF3)
            | (0xA8, 0xBC | 0xBF)
            | (0xA9, 0x89..=0x95)
            | (0xFE, 0x50..)
    )
}

/// Whether a bank's answer names the same holder: the same name, give or take the characters that
/// got lost on the way.
pub fn same_holder(sent: &str, answered: &str) -> bool {
    let (sent, answered) = (normalise_name(sent).text, normalise_name(answered).text);
    if sent == answered || answered.is_empty() {
        return true;
    }
    let lost = |c: char| matches!(c, '?' | '□' | '*' | '\u{FFFD}');
    let same = |(a, b): (char, char)| a == b || lost(b) || !is_carried(a);
    sent.chars().count() == answered.chars().count() && sent.chars().zip(answered.chars()).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gbk_cannot_carry_is_named() {
        let cases = [
            ("王小明", ""),
            ("买买提·艾力", ""),
            ("朱镕基", ""),
            ("李喆龘", ""),
            ("〇", ""),
            ("ABC 123", ""),
            ("龚䶮", "䶮"),
            ("王㛃", "㛃"),
            ("李𬱖𬱖", "𬱖"),
            ("张𠮷𰻝", "𠮷𰻝"),
            ("ǹ", "ǹ"),
        ];
        for (name, lost) in cases {
            let found: String = uncarried(name).into_iter().collect();
            assert_eq!(found, lost, "{name}");
        }
    }

    #[test]
    fn a_holder_is_the_same_with_characters_lost_on_the_way() {
        let cases = [
            ("王小明", "王小明", true),
            ("买买提•艾力", "买买提·艾力", true),
            ("王 小明", "王小明", true),
            ("龚䶮", "龚?", true),
            ("龚䶮", "龚□", true),
            ("龚䶮", "龚龑", true),
            ("王小明", "", true),
            ("王小明", "王小民", false),
            ("王小明", "王明", false),
            ("龚䶮", "李?", false),
        ];
        for (sent, answered, same) in cases {
            assert_eq!(same_holder(sent, answered), same, "{sent} {answered}");
        }
    }
}
