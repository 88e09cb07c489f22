//! The bank's return file as rows: columns are found by the words of their header.

use songnuan_model::money::{Fen, from_excel_number, parse_yuan};
use songnuan_model::survey::{Sheet, Value};
use songnuan_model::text::{CardFinding, check_bank_card};

use super::csv;
use crate::error::{AppError, AppResult};
use crate::import::read_sheets;
use crate::jobs::Progress;

/// Rows looked at for the header.
const HEAD_ROWS: usize = 30;
/// From here on a number cell has lost digits of a card.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// One answer of the bank.
#[derive(Clone, Default)]
pub(super) struct Answer {
    /// 1-based row in the file.
    pub row: u32,
    pub holder: String,
    /// Digits of the card; as written when it is none.
    pub card: String,
    pub amount: Option<Fen>,
    pub ok: bool,
    /// Why the bank sent it back.
    pub reason: Option<String>,
    /// Why the row cannot be read.
    pub unreadable: Option<String>,
}

/// What a return file says.
pub(super) struct Answers {
    pub rows: Vec<Answer>,
    /// Words of the file in which a batch number may stand.
    pub words: Vec<String>,
}

/// A cell of either kind of file.
#[derive(Clone, PartialEq)]
enum Cell {
    Text(String),
    Number(f64),
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => format!("{number:.0}"),
        }
    }
}

type Line = (u32, Vec<Option<Cell>>);

/// Reads a return file: a workbook, or text in GB18030 or UTF-8.
pub(super) fn read(file: &str, bytes: &[u8]) -> AppResult<Answers> {
    if bytes.is_empty() {
        return Err(AppError::invalid(format!(
            "“{file}”是空文件。什么都没有登记，请让银行重新发一份。"
        )));
    }
    let workbook = bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    if workbook {
        let sheets = read_sheets(file, bytes, &Progress::default())?;
        for sheet in &sheets {
            if let Some(answers) = answers(&lines_of(sheet)) {
                return Ok(answers);
            }
        }
    } else {
        let text = csv::decode(bytes).ok_or_else(|| unknown_text(file))?;
        let rows = csv::cells(&text).into_iter().enumerate();
        let cell = |text: String| (!text.is_empty()).then_some(Cell::Text(text));
        let lines: Vec<Line> = rows
            .map(|(at, cells)| (row_of(at), cells.into_iter().map(cell).collect()))
            .collect();
        if let Some(answers) = answers(&lines) {
            return Ok(answers);
        }
    }
    Err(AppError::invalid(format!(
        "“{file}”里没有找到银行回盘的表头（要有卡号或账号、金额、结果这几列）。什么都没有登记，请核对是不是选错了文件。"
    )))
}

fn unknown_text(file: &str) -> AppError {
    AppError::invalid(format!(
        "“{file}”不是 Excel 工作簿，也不是 GB18030 或 UTF-8 的文本。什么都没有登记，请让银行重新导出。"
    ))
}

fn row_of(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

fn lines_of(sheet: &Sheet) -> Vec<Line> {
    let line = |row: songnuan_model::survey::Row<'_>| {
        let mut cells: Vec<Option<Cell>> = Vec::new();
        for (column, value) in row.cells() {
            let at = (column as usize).saturating_sub(1);
            if cells.len() <= at {
                cells.resize(at + 1, None);
            }
            cells[at] = match value {
                Value::Text(text) => Some(Cell::Text(text.to_owned())),
                Value::Number(number) => Some(Cell::Number(number)),
                _ => None,
            };
        }
        (row.number, cells)
    };
    sheet.rows().map(line).collect()
}

/// Where the columns stand.
#[derive(Default)]
struct Columns {
    holder: Option<usize>,
    card: Option<usize>,
    amount: Option<usize>,
    result: Option<usize>,
    reason: Option<usize>,
}

impl Columns {
    /// The columns of a header row; `None` when it is none.
    fn of(cells: &[Option<Cell>]) -> Option<Self> {
        let mut columns = Self::default();
        for (at, cell) in cells.iter().enumerate() {
            let Some(Cell::Text(text)) = cell else {
                continue;
            };
            let word: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
            // The reason first: 失败原因 names a result, too.
            let slot = if has(&["原因", "失败信息", "返回信息", "错误信息"]) {
                &mut columns.reason
            } else if has(&["结果", "状态", "是否成功", "成功标志"]) {
                &mut columns.result
            } else if has(&["卡号", "账号", "帐号", "账户号"]) {
                &mut columns.card
            } else if has(&["户名", "姓名", "收款人"]) {
                &mut columns.holder
            } else if has(&["金额", "发生额"]) {
                &mut columns.amount
            } else {
                continue;
            };
            slot.get_or_insert(at);
        }
        let all = columns.card.is_some() && columns.amount.is_some() && columns.result.is_some();
        all.then_some(columns)
    }
}

fn answers(lines: &[Line]) -> Option<Answers> {
    let head = lines.iter().take(HEAD_ROWS);
    let (at, columns) = head
        .enumerate()
        .find_map(|(at, (_, cells))| Some((at, Columns::of(cells)?)))?;
    let (above, below) = lines.split_at(at);
    let texts = |lines: &[Line]| -> Vec<String> {
        let cells = lines.iter().flat_map(|(_, cells)| cells.iter().flatten());
        cells.map(Cell::text).collect()
    };
    let mut words = texts(above);
    words.extend(texts(&below[..below.len().min(HEAD_ROWS)]));
    let rows = below.iter().skip(1);
    Some(Answers {
        rows: rows.filter_map(|line| answer(line, &columns)).collect(),
        words,
    })
}

/// A row as an answer; blank rows and sums are none.
fn answer((row, cells): &Line, columns: &Columns) -> Option<Answer> {
    let cell = |at: Option<usize>| cells.get(at?)?.as_ref();
    let words: Vec<String> = cells.iter().flatten().map(Cell::text).collect();
    let sum = |word: &String| {
        ["合计", "总计", "小计", "共计"]
            .iter()
            .any(|sum| word.starts_with(sum))
    };
    let card = cell(columns.card);
    if words.iter().all(String::is_empty) || (card.is_none() && words.iter().any(sum)) {
        return None;
    }
    let mut unreadable = Vec::new();
    let card = match card {
        None => {
            unreadable.push("没有卡号".to_owned());
            String::new()
        }
        Some(card) => digits(card).unwrap_or_else(|why| {
            unreadable.push(why);
            card.text()
        }),
    };
    let amount = match cell(columns.amount) {
        None => Err("没有金额".to_owned()),
        Some(Cell::Number(number)) => from_excel_number(*number).map_err(|e| e.to_string()),
        Some(Cell::Text(text)) => parse_yuan(text).map_err(|e| format!("“{text}”{e}")),
    };
    let result = cell(columns.result).map(Cell::text).unwrap_or_default();
    let ok = succeeded(&result);
    if ok.is_none() {
        unreadable.push(format!("看不懂结果“{result}”，应写明成功或失败"));
    }
    let amount = amount.map_err(|why| unreadable.push(why)).ok();
    let reason = cell(columns.reason).map(Cell::text);
    Some(Answer {
        row: *row,
        holder: cell(columns.holder).map(Cell::text).unwrap_or_default(),
        card,
        amount,
        ok: ok.unwrap_or(false),
        reason: reason.filter(|reason| !reason.is_empty()),
        unreadable: (!unreadable.is_empty()).then(|| unreadable.join("，")),
    })
}

/// The digits of a card cell, or why there are none.
fn digits(cell: &Cell) -> Result<String, String> {
    if let Cell::Number(number) = cell
        && (*number > EXACT || number.fract() != 0.0)
    {
        return Err("卡号是数字格式，末几位已丢失，请让银行用文本格式".to_owned());
    }
    let check = check_bank_card(&cell.text());
    match (check.digits, check.finding) {
        (Some(digits), _) => Ok(digits),
        (None, Some(CardFinding::DamagedBySpreadsheet)) => {
            Err("卡号被 Excel 改坏了，末几位已丢失".to_owned())
        }
        _ => Err("卡号不是 13 到 19 位数字".to_owned()),
    }
}

/// Whether the bank paid; `None` when its word is not known.
fn succeeded(word: &str) -> Option<bool> {
    let word = word.trim().to_uppercase();
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    // 不成功 holds 成功.
    if has(&["失败", "不成功", "未成功", "退", "拒", "错误"]) || ["N", "否"].contains(&&*word)
    {
        return Some(false);
    }
    let yes = ["Y", "是", "已入账", "已到账"].contains(&&*word);
    (yes || has(&["成功"])).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_banks_words_are_understood() {
        let cases = [
            ("成功", Some(true)),
            ("交易成功", Some(true)),
            ("已入账", Some(true)),
            ("y", Some(true)),
            ("失败", Some(false)),
            ("交易不成功", Some(false)),
            ("退汇", Some(false)),
            ("N", Some(false)),
            ("处理中", None),
            ("", None),
        ];
        for (word, ok) in cases {
            assert_eq!(succeeded(word), ok, "{word}");
        }
    }

    #[test]
    fn rows_are_read_whatever_the_order_of_columns() {
        let text = "代发回盘,,,,\n批次号:2026-001,,,,\n处理结果,失败原因,收款账号,收款人,发生额\n\
                    成功,,6228480030000000015,王小明,\"1,000.00\"\n\
                    失败,户名不符,6222021001000000015,李四,800\n\
                    处理中,,12,张三,1.234\n,,,合计,1800\n\n";
        let answers = read("回盘.csv", text.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(answers.rows.len(), 3);
        let (paid, bounced, bad) = (&answers.rows[0], &answers.rows[1], &answers.rows[2]);
        assert_eq!(
            (paid.row, paid.ok, paid.amount),
            (4, true, Some(Fen(100_000)))
        );
        assert_eq!(paid.holder, "王小明");
        assert_eq!(
            (bounced.ok, bounced.reason.as_deref()),
            (false, Some("户名不符"))
        );
        let why = bad.unreadable.clone().unwrap_or_default();
        assert!(
            why.contains("卡号") && why.contains("处理中") && why.contains("小数"),
            "{why}"
        );
        assert!(answers.words.iter().any(|word| word.contains("2026-001")));
    }
}
