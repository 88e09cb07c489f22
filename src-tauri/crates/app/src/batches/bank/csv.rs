//! The bank's text files: written in GB18030, read in GB18030 or UTF-8.

use encoding_rs::{GB18030, UTF_8};
use songnuan_model::money::Fen;
use songnuan_reports::xlsx::{BankColumn, BankRow};

/// The transfer file as text, lines ended as Windows programs expect.
pub(super) fn write(rows: &[BankRow], columns: &[BankColumn], header: bool) -> String {
    let mut text = String::new();
    let mut line = |cells: Vec<String>| {
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    };
    if header {
        line(columns.iter().map(|c| c.label().to_owned()).collect());
    }
    for row in rows {
        let cell = |column: &BankColumn| match column {
            BankColumn::Seq => row.seq.to_string(),
            BankColumn::Holder => quoted(&row.holder),
            BankColumn::Card => row.card.clone(),
            BankColumn::Amount => Fen(row.amount_fen).plain(),
            BankColumn::Bank => quoted(&row.bank),
            BankColumn::Note => quoted(&row.note),
        };
        line(columns.iter().map(cell).collect());
    }
    text
}

/// A cell in quotes when it holds what separates cells.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// The bytes in GB18030.
pub(super) fn encode(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

/// The text of a file from the bank; `None` when it is neither UTF-8 nor GB18030.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let (text, lost) = UTF_8.decode_with_bom_removal(bytes);
    if !lost {
        return Some(text.into_owned());
    }
    let (text, lost) = GB18030.decode_without_bom_handling(bytes);
    (!lost).then(|| text.into_owned())
}

/// Cells of every line; separated by the mark the first lines use most: comma, tab, `|` or `;`.
pub(super) fn cells(text: &str) -> Vec<Vec<String>> {
    let head: String = text.lines().take(10).collect();
    let used = |mark: &char| head.matches(*mark).count();
    // Of equals the last one wins: the comma.
    let mark = ['|', ';', '\t', ','].into_iter().max_by_key(used);
    split(text, mark.unwrap_or(','))
}

fn split(text: &str, mark: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let (mut row, mut cell) = (Vec::new(), String::new());
    let mut in_quotes = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if in_quotes && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' if in_quotes || cell.trim().is_empty() => in_quotes = !in_quotes,
            '\n' if !in_quotes => {
                row.push(std::mem::take(&mut cell).trim().to_owned());
                rows.push(std::mem::take(&mut row));
            }
            c if c == mark && !in_quotes => row.push(std::mem::take(&mut cell).trim().to_owned()),
            c => cell.push(c),
        }
    }
    if !cell.trim().is_empty() || !row.is_empty() {
        row.push(cell.trim().to_owned());
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(holder: &str) -> BankRow {
        BankRow {
            seq: 1,
            holder: holder.to_owned(),
            card: "6228480030000000015".to_owned(),
            amount_fen: 123_450,
            bank: "农行,芦塘荡支行".to_owned(),
            note: "2026-001".to_owned(),
        }
    }

    #[test]
    fn bytes_are_gb18030_and_read_back_as_they_were() {
        let columns = [
            BankColumn::Card,
            BankColumn::Holder,
            BankColumn::Amount,
            BankColumn::Bank,
        ];
        let text = write(
            &[row("买买提·艾力"), row("李𬱖"), row("龚䶮")],
            &columns,
            true,
        );
        let bytes = encode(&text);
        assert!(bytes.starts_with(&[0xBF, 0xA8, 0xBA, 0xC5])); // 卡号
        let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|found| found == wanted);
        assert!(has(&[0xA1, 0xA4]) && has(&[0x99, 0x33, 0xC3, 0x36]) && has(&[0xFE, 0x9F]));
        let read = cells(&decode(&bytes).unwrap());
        assert_eq!(read[0], ["卡号", "户名", "金额", "开户行"]);
        assert_eq!(
            read[2],
            ["6228480030000000015", "李𬱖", "1234.50", "农行,芦塘荡支行"]
        );
        assert_eq!(read.len(), 4);
    }

    #[test]
    fn reads_what_banks_send() {
        let cases = [
            (
                "\u{feff}户名,金额\r\n王,1\r\n",
                vec![vec!["户名", "金额"], vec!["王", "1"]],
            ),
            (
                "户名|金额|\n王|1|\n",
                vec![vec!["户名", "金额", ""], vec!["王", "1", ""]],
            ),
            (
                "户名\t金额\n\"王\"\t\"1,000.00\"",
                vec![vec!["户名", "金额"], vec!["王", "1,000.00"]],
            ),
            ("a,\"b\"\"c\nd\",e\n", vec![vec!["a", "b\"c\nd", "e"]]),
        ];
        for (text, wanted) in cases {
            assert_eq!(cells(&decode(text.as_bytes()).unwrap()), wanted, "{text}");
        }
        assert!(decode(&[0xFF, 0xFF, 0x00, 0x81]).is_none());
    }
}
