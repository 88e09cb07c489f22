//! Text to search grams: normalising, cutting, and the FTS5 query for what was typed.
//!
//! Chinese names have two or three characters, where FTS5's own trigram tokenizer finds nothing.
//! So the index holds pairs of characters, and triples for runs of ASCII letters and digits
//! (pinyin, ID and phone numbers: pairs of digits would match half the township). Every position
//! of a text starts exactly one gram, padded at the end of its run; so a shorter query is a prefix.
//! Grams are written as hexadecimal code points: no tokenizer table has to know a character.

use songnuan_model::record::SearchDoc;
use unicode_normalization::UnicodeNormalization;

/// Longest query that is looked at, in characters.
const MAX_QUERY: usize = 64;

/// Folds what a reader takes for the same: width, case, compatibility forms; middle dots vanish,
/// so that 买买提艾力 finds 买买提·艾力.
pub(crate) fn normalise(text: &str) -> String {
    // Nearly every text here is of characters that stand for themselves.
    if let Some(plain) = text.chars().map(folded).collect() {
        return plain;
    }
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, '·' | '•' | '‧' | '・' | '\u{200b}' | '\u{feff}'))
        .map(|c| {
            if c.is_whitespace() || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// A character that combines with no neighbour, as [`normalise`] writes it: ASCII, the common
/// ideographs, full-width ASCII. `None`: one that is to be looked up.
fn folded(c: char) -> Option<char> {
    match c {
        '\0'..=' ' | '\x7f' => Some(' '),
        '!'..='~' => Some(c.to_ascii_lowercase()),
        '\u{4e00}'..='\u{9fa5}' | '、' | '。' => Some(c),
        '！'..='～' => {
            let ascii = char::from_u32(u32::from(c) - 0xfee0)?;
            Some(ascii.to_ascii_lowercase())
        }
        _ => None,
    }
}

/// Everything a record is found by, one normalised text a line.
pub(crate) fn terms_text(doc: &SearchDoc) -> String {
    let mut lines: Vec<String> = Vec::with_capacity(doc.terms.len() + 2);
    for text in [&doc.title, &doc.subtitle].into_iter().chain(&doc.terms) {
        let line = normalise(text);
        if !line.trim().is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// The words of a query, normalised: all must be found.
pub(crate) fn query_words(text: &str) -> Vec<String> {
    let cut: String = text.chars().take(MAX_QUERY).collect();
    let mut words: Vec<String> = normalise(&cut)
        .split(' ')
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    words.dedup();
    words
}

/// A stretch of characters that grams do not cross.
struct Run {
    ascii: bool,
    chars: Vec<char>,
}

impl Run {
    /// Characters per gram.
    fn width(&self) -> usize {
        if self.ascii { 3 } else { 2 }
    }
}

/// Cuts a normalised text into runs; punctuation and blanks separate and are not indexed.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let ascii = c.is_ascii_alphanumeric();
        if !ascii && (c.is_ascii() || !is_letter(c)) {
            open = false;
            continue;
        }
        match runs.last_mut() {
            Some(run) if open && run.ascii == ascii => run.chars.push(c),
            _ => runs.push(Run {
                ascii,
                chars: vec![c],
            }),
        }
        open = true;
    }
    runs
}

/// Characters worth indexing outside ASCII. Anything beyond the BMP counts: newer ideographs are
/// in no table of the standard library's version.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || u32::from(c) > 0xffff || c == '〇'
}

/// Longest term that is also indexed as a whole: a syllable, initials, the tail of a number.
const MAX_WHOLE: usize = 8;

/// The index entry of a short ASCII term as a whole, so that `zha` finds 查 before every 张.
fn whole(term: &str) -> Option<String> {
    let plain = term.len() <= MAX_WHOLE && term.bytes().all(|b| b.is_ascii_alphanumeric());
    (plain && !term.is_empty()).then(|| format!("w{}", encode(&term.chars().collect::<Vec<_>>())))
}

/// The FTS5 expression for records that have the query as one whole term.
pub(crate) fn whole_expression(words: &[String]) -> Option<String> {
    match words {
        [word] => whole(word),
        _ => None,
    }
}

/// The grams of a text, separated by blanks, each once; then its short terms as wholes.
pub(crate) fn index_grams(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 4);
    let mut seen = std::collections::HashSet::with_capacity(text.len() / 2);
    for run in runs(text) {
        let width = run.width();
        for start in 0..run.chars.len() {
            let gram = &run.chars[start..run.chars.len().min(start + width)];
            // A shorter gram is another one: the place of its padding is empty.
            let mut key = [None; 3];
            for (place, c) in key.iter_mut().zip(gram) {
                *place = Some(*c);
            }
            if !seen.insert((run.ascii, key)) {
                continue;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            encode_into(&mut out, gram);
            if gram.len() < width {
                // Padding: the run ends here. Keeps "one gram per position" without matching more.
                out.push('y');
            }
        }
    }
    let mut wholes = Vec::new();
    for term in text.lines().filter_map(whole) {
        if !wholes.contains(&term) {
            out.push(' ');
            out.push_str(&term);
            wholes.push(term);
        }
    }
    out
}

/// The FTS5 expression that every match must satisfy; `None` when nothing in the words is indexed.
pub(crate) fn match_expression(words: &[String]) -> Option<String> {
    let mut terms: Vec<String> = Vec::new();
    for run in words.iter().flat_map(|w| runs(w)) {
        let width = run.width();
        if run.chars.len() < width {
            terms.push(format!("{}*", encode(&run.chars)));
        } else {
            // Grams side by side and the last one cover the run; those between would only cost
            // the index more lists, for the text itself proves the match (`unproven_words`).
            let last = run.chars.len() - width;
            let starts = (0..last).step_by(width).chain([last]);
            terms.extend(starts.map(|start| encode(&run.chars[start..start + width])));
        }
    }
    terms.sort();
    terms.dedup();
    if terms.is_empty() {
        None
    } else {
        Some(terms.join(" AND "))
    }
}

/// The words that a match of all grams does not prove: those of more than one gram (the grams may
/// stand in different places) and those with punctuation, which is not indexed.
pub(crate) fn unproven_words(words: &[String]) -> Vec<&str> {
    let proven = |word: &str| match runs(word).as_slice() {
        [run] => run.chars.len() <= run.width() && run.chars.iter().collect::<String>() == word,
        _ => false,
    };
    let words = words.iter().map(String::as_str);
    words.filter(|word| !proven(word)).collect()
}

/// Code points in hexadecimal, each closed by `z`, so that no gram is a prefix by accident.
fn encode(chars: &[char]) -> String {
    let mut gram = String::with_capacity(chars.len() * 6);
    encode_into(&mut gram, chars);
    gram
}

fn encode_into(out: &mut String, chars: &[char]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for c in chars {
        // The leading `x` keeps FTS5 from reading a number.
        out.push('x');
        let code = u32::from(*c);
        let digits = (8 - code.leading_zeros() / 4).max(1);
        for place in (0..digits).rev() {
            let digit = DIGITS.get((code >> (4 * place) & 0xf) as usize);
            out.push(digit.map_or('0', |digit| char::from(*digit)));
        }
        out.push('z');
    }
}

#[cfg(test)]
mod tests {
    use super::{index_grams, match_expression, normalise, query_words, unproven_words};

    #[test]
    fn folds_width_case_and_dots() {
        assert_eq!(normalise("买买提•艾力"), "买买提艾力");
        assert_eq!(normalise("AB12"), "ab12");
        assert_eq!(query_words("  张 三  "), ["张", "三"]);
    }

    #[test]
    fn the_short_way_folds_as_the_long_one() {
        // The combining mark at the end makes every text take the long way.
        let codes = (0..=0x9fff_u32)
            .chain(0xf900..=0xffff)
            .filter(|c| *c != 0x301);
        for c in codes.filter_map(char::from_u32) {
            let short = normalise(&c.to_string());
            let long = normalise(&format!("{c} \u{301}"));
            if super::folded(c).is_some() {
                assert_eq!(format!("{short} \u{301}"), long, "{c:?}");
            }
        }
    }

    #[test]
    fn every_position_starts_one_gram() {
        assert_eq!(index_grams("张三"), "x5f20zx4e09z x4e09zy");
        assert_eq!(index_grams("ab"), "x61zx62zy x62zy wx61zx62z");
        // Beyond the BMP, and newer than most tables.
        assert_eq!(index_grams("𬱖"), "x2cc56zy");
    }

    #[test]
    fn short_queries_are_prefixes() {
        let one = |q: &str| match_expression(&query_words(q)).unwrap();
        assert_eq!(one("张"), "x5f20z*");
        assert_eq!(one("zs"), "x7azx73z*");
        assert_eq!(one("张三丰"), "x4e09zx4e30z AND x5f20zx4e09z");
        assert_eq!(
            one("1234567"),
            "x31zx32zx33z AND x34zx35zx36z AND x35zx36zx37z"
        );
        assert_eq!(match_expression(&query_words("--")), None);
    }

    #[test]
    fn one_gram_proves_a_word_and_more_do_not() {
        for (text, unproven) in [
            ("张", &[] as &[&str]),
            ("张三 zs zsf", &[]),
            ("张三丰", &["张三丰"]),
            ("zsf zsfx", &["zsfx"]),
            ("3组", &["3组"]),
            ("张- --", &["张-", "--"]),
        ] {
            assert_eq!(unproven_words(&query_words(text)), unproven, "{text}");
        }
    }
}
