//! How a workbook's sheets look: hidden columns and rows, column widths. Only for writing a
//! workbook back and for telling the user; what is hidden is data like everything else.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{Cursor, Read};

use zip::ZipArchive;

/// The looks of one sheet; 1-based columns and rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    pub hidden_cols: BTreeSet<u32>,
    pub hidden_rows: BTreeSet<u32>,
    /// Width in characters.
    pub widths: BTreeMap<u32, f64>,
}

/// Most columns a sheet can have.
const MAX_COLS: u32 = 16_384;

/// 1-based number of a column letter.
pub fn column_number(letters: &str) -> Option<u32> {
    let mut number = 0_u32;
    for c in letters.trim().chars() {
        let digit = c.to_ascii_uppercase() as u32;
        if !(65..=90).contains(&digit) {
            return None;
        }
        number = number.checked_mul(26)?.checked_add(digit - 64)?;
    }
    (1..=MAX_COLS).contains(&number).then_some(number)
}

/// Columns are described before the rows; this much of a sheet holds them.
const HEAD: u64 = 64 << 10;

/// Hidden columns of every sheet of an .xlsx workbook, by tab name; nothing for other formats.
pub fn column_shapes(bytes: &[u8]) -> HashMap<String, Shape> {
    shapes_of(bytes, HEAD)
}

/// The looks of every sheet, rows included: unpacks the whole workbook.
pub fn shapes(bytes: &[u8]) -> HashMap<String, Shape> {
    shapes_of(bytes, u64::MAX)
}

fn shapes_of(bytes: &[u8], limit: u64) -> HashMap<String, Shape> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return HashMap::new();
    };
    let workbook = part(&mut archive, "xl/workbook.xml", u64::MAX);
    let relations = part(&mut archive, "xl/_rels/workbook.xml.rels", u64::MAX);
    let targets: HashMap<String, String> = tags(&relations, "Relationship")
        .filter_map(|tag| Some((attribute(tag, "Id")?, attribute(tag, "Target")?)))
        .collect();
    let mut shapes = HashMap::new();
    for tag in tags(&workbook, "sheet") {
        let (Some(name), Some(id)) = (attribute(tag, "name"), attribute(tag, "r:id")) else {
            continue;
        };
        let Some(target) = targets.get(&id) else {
            continue;
        };
        let path = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        };
        shapes.insert(name, shape_of(&part(&mut archive, &path, limit)));
    }
    shapes
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str, limit: u64) -> String {
    let mut bytes = Vec::new();
    if let Ok(file) = archive.by_name(path) {
        // The container was checked before: it unpacks within limits.
        let _ = file.take(limit).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn shape_of(xml: &str) -> Shape {
    let mut shape = Shape::default();
    let head = xml.find("<sheetData").map_or(xml, |end| &xml[..end]);
    for tag in tags(head, "col") {
        let number = |name| attribute(tag, name).and_then(|text| text.parse::<u32>().ok());
        let (Some(from), Some(to)) = (number("min"), number("max")) else {
            continue;
        };
        let width = attribute(tag, "width").and_then(|text| text.parse::<f64>().ok());
        let hidden = attribute(tag, "hidden").is_some_and(|flag| flag == "1" || flag == "true");
        for col in from..=to.min(MAX_COLS) {
            if hidden {
                shape.hidden_cols.insert(col);
            } else if let Some(width) = width.filter(|width| (0.0..=255.0).contains(width)) {
                shape.widths.insert(col, width);
            }
        }
    }
    for (at, _) in xml.match_indices(" hidden=\"1\"") {
        let Some(open) = xml.get(..at).and_then(|before| before.rfind('<')) else {
            continue;
        };
        let Some(tag) = xml.get(open..at) else {
            continue;
        };
        let row: Option<u32> = tag
            .strip_prefix("<row ")
            .and_then(|tag| attribute(tag, "r")?.parse().ok());
        shape.hidden_rows.extend(row);
    }
    shape
}

/// The insides of every `<name …>` tag.
fn tags<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    xml.split('<').filter_map(move |piece| {
        let rest = piece.strip_prefix(name)?;
        rest.starts_with(char::is_whitespace)
            .then(|| rest.split('>').next().unwrap_or(rest))
    })
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut from = 0;
    loop {
        let at = tag.get(from..)?.find(name)? + from;
        let before = tag.get(..at)?.chars().next_back();
        let after = tag.get(at + name.len()..)?.trim_start();
        if before.is_none_or(char::is_whitespace)
            && let Some(value) = after.strip_prefix('=')
        {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let value = value.get(1..)?.split(quote).next()?;
            return Some(unescape(value));
        }
        from = at + name.len();
    }
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_attributes() {
        let cases = [
            ("A", Some(1)),
            ("aw", Some(49)),
            ("XFD", Some(16_384)),
            ("XFE", None),
            ("", None),
            ("A1", None),
        ];
        for (letters, number) in cases {
            assert_eq!(column_number(letters), number, "{letters}");
        }
        let tag = r#" min="46" max='46' customWidth="1" width="9.5" hidden="1" name="a&amp;b""#;
        assert_eq!(attribute(tag, "width").as_deref(), Some("9.5"));
        assert_eq!(attribute(tag, "name").as_deref(), Some("a&b"));
        assert_eq!(attribute(tag, "r"), None);
    }
}
