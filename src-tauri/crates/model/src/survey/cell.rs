//! A plain sheet of cells as the import reads it: values with 1-based rows and columns, no file format.
//!
//! Texts of one sheet share one buffer and rows are stored without their empty cells, so a survey
//! of 100,000 rows costs no allocation per cell and a million blank rows cost nothing.

use std::collections::HashSet;

use chrono::NaiveDate;

/// What stands in a cell. A formula is its last computed value, see [`Sheet::is_formula`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing, or blanks only.
    Empty,
    /// Text as typed.
    Text(&'a str),
    /// A number cell. Spreadsheets keep 15 significant digits.
    Number(f64),
    /// A number cell formatted as a date.
    Date(NaiveDate),
    /// TRUE or FALSE.
    Bool(bool),
    /// `#N/A`, `#REF!` …
    Error(&'a str),
}

impl Value<'_> {
    /// True when nothing is there.
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Empty)
    }
}

#[derive(Clone, Copy)]
enum Stored {
    Text { start: u32, len: u32 },
    Number(f64),
    Date(NaiveDate),
    Bool(bool),
    Error { start: u32, len: u32 },
}

#[derive(Clone, Copy)]
struct Slot {
    col: u32,
    stored: Stored,
}

#[derive(Clone, Copy)]
struct RowSpan {
    number: u32,
    start: usize,
    end: usize,
}

/// One worksheet: rows in order, only the cells that hold something.
pub struct Sheet {
    /// Name on the tab.
    pub name: String,
    text: String,
    slots: Vec<Slot>,
    rows: Vec<RowSpan>,
    formulas: HashSet<(u32, u32)>,
    ordered: bool,
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Cells are personal data.
        write!(f, "Sheet({} rows)", self.rows.len())
    }
}

impl Sheet {
    /// An empty sheet to be filled with [`Sheet::push`].
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: String::new(),
            slots: Vec::new(),
            rows: Vec::new(),
            formulas: HashSet::new(),
            ordered: true,
        }
    }

    /// Adds one cell (1-based row and column). Empty values and blank texts are skipped. Cells may
    /// come in any order when [`Sheet::finish`] is called afterwards.
    pub fn push(&mut self, row: u32, col: u32, value: Value<'_>, is_formula: bool) {
        let stored = match value {
            Value::Empty => return,
            Value::Text(text) if is_blank(text) => return,
            Value::Text(text) => match self.keep(text) {
                Some((start, len)) => Stored::Text { start, len },
                None => return,
            },
            Value::Error(text) => match self.keep(text) {
                Some((start, len)) => Stored::Error { start, len },
                None => return,
            },
            Value::Number(number) => Stored::Number(number),
            Value::Date(date) => Stored::Date(date),
            Value::Bool(flag) => Stored::Bool(flag),
        };
        if is_formula {
            self.formulas.insert((row, col));
        }
        let end = self.slots.len();
        match self.rows.last_mut() {
            Some(last) if last.number == row => last.end = end + 1,
            last => {
                if last.is_some_and(|last| last.number > row) {
                    self.ordered = false;
                }
                self.rows.push(RowSpan {
                    number: row,
                    start: end,
                    end: end + 1,
                });
            }
        }
        if let Some(before) = self.slots.last()
            && self.rows.last().is_some_and(|span| span.start < end)
            && before.col >= col
        {
            self.ordered = false;
        }
        self.slots.push(Slot { col, stored });
    }

    /// Copies a text into the buffer. Texts beyond 4 GiB in one sheet are not kept.
    fn keep(&mut self, text: &str) -> Option<(u32, u32)> {
        let start = u32::try_from(self.text.len()).ok()?;
        let len = u32::try_from(text.len()).ok()?;
        start.checked_add(len)?;
        self.text.push_str(text);
        Some((start, len))
    }

    /// Puts cells that came out of order in order; of two cells in one place the later wins.
    pub fn finish(mut self) -> Self {
        if self.ordered {
            return self;
        }
        let mut all: Vec<(u32, Slot)> = Vec::with_capacity(self.slots.len());
        for span in &self.rows {
            let slots = self.slots.get(span.start..span.end).unwrap_or_default();
            all.extend(slots.iter().map(|slot| (span.number, *slot)));
        }
        all.sort_by_key(|(row, slot)| (*row, slot.col));
        self.rows.clear();
        self.slots.clear();
        for (row, slot) in all {
            let end = self.slots.len();
            match self.rows.last_mut() {
                Some(last) if last.number == row => {
                    if self
                        .slots
                        .last()
                        .is_some_and(|before| before.col == slot.col)
                    {
                        self.slots.pop();
                    }
                    self.slots.push(slot);
                    last.end = self.slots.len();
                }
                _ => {
                    self.rows.push(RowSpan {
                        number: row,
                        start: end,
                        end: end + 1,
                    });
                    self.slots.push(slot);
                }
            }
        }
        self.ordered = true;
        self
    }

    /// Rows that hold something, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|span| self.row_of(span))
    }

    /// The row with this 1-based number, if anything stands in it.
    pub fn row(&self, number: u32) -> Option<Row<'_>> {
        let at = self
            .rows
            .binary_search_by_key(&number, |span| span.number)
            .ok()?;
        self.rows.get(at).map(|span| self.row_of(span))
    }

    fn row_of(&self, span: &RowSpan) -> Row<'_> {
        let slots = self.slots.get(span.start..span.end).unwrap_or_default();
        Row {
            number: span.number,
            slots,
            sheet: self,
        }
    }

    /// Number of rows that hold something.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// The cell holds a formula; its value is the last computed one.
    pub fn is_formula(&self, row: u32, col: u32) -> bool {
        !self.formulas.is_empty() && self.formulas.contains(&(row, col))
    }

    /// Any formula anywhere on the sheet.
    pub fn has_formulas(&self) -> bool {
        !self.formulas.is_empty()
    }

    fn slice(&self, start: u32, len: u32) -> &str {
        let start = start as usize;
        self.text
            .get(start..start + len as usize)
            .unwrap_or_default()
    }

    fn value_of(&self, stored: Stored) -> Value<'_> {
        match stored {
            Stored::Text { start, len } => Value::Text(self.slice(start, len)),
            Stored::Error { start, len } => Value::Error(self.slice(start, len)),
            Stored::Number(number) => Value::Number(number),
            Stored::Date(date) => Value::Date(date),
            Stored::Bool(flag) => Value::Bool(flag),
        }
    }
}

/// One row of a sheet.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// 1-based row number as Excel shows it.
    pub number: u32,
    slots: &'a [Slot],
    sheet: &'a Sheet,
}

impl<'a> Row<'a> {
    /// The value in a 1-based column.
    pub fn get(&self, col: u32) -> Value<'a> {
        // Rows are usually dense from column A, so the cell mostly stands at its own index.
        let guess = (col as usize).wrapping_sub(1);
        if let Some(slot) = self.slots.get(guess)
            && slot.col == col
        {
            return self.sheet.value_of(slot.stored);
        }
        match self.slots.binary_search_by_key(&col, |slot| slot.col) {
            Ok(at) => self
                .slots
                .get(at)
                .map_or(Value::Empty, |slot| self.sheet.value_of(slot.stored)),
            Err(_) => Value::Empty,
        }
    }

    /// The cells that hold something, from the left.
    pub fn cells(&self) -> impl Iterator<Item = (u32, Value<'a>)> + use<'a> {
        let sheet = self.sheet;
        self.slots
            .iter()
            .map(move |slot| (slot.col, sheet.value_of(slot.stored)))
    }

    /// The formula flag of one cell of this row.
    pub fn is_formula(&self, col: u32) -> bool {
        self.sheet.is_formula(self.number, col)
    }
}

/// Nothing to be seen: blanks and characters that take no room.
fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || crate::text::is_invisible(c))
}

/// Column letter as Excel shows it: 1 → A, 27 → AA. 0 gives an empty text.
pub fn column_letter(mut col: u32) -> String {
    let mut letters = Vec::new();
    while col > 0 {
        col -= 1;
        letters.push(char::from(b'A' + (col % 26) as u8));
        col /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_follow_excel() {
        let cases = [
            (0, ""),
            (1, "A"),
            (26, "Z"),
            (27, "AA"),
            (49, "AW"),
            (16384, "XFD"),
        ];
        for (col, letter) in cases {
            assert_eq!(column_letter(col), letter);
        }
    }

    #[test]
    fn cells_out_of_order_are_sorted_and_the_later_wins() {
        let mut sheet = Sheet::new("s");
        sheet.push(3, 2, Value::Text("b"), false);
        sheet.push(1, 1, Value::Number(1.0), true);
        sheet.push(3, 2, Value::Text("c"), false);
        sheet.push(3, 1, Value::Text("  "), false);
        let sheet = sheet.finish();
        let rows: Vec<u32> = sheet.rows().map(|row| row.number).collect();
        assert_eq!(rows, [1, 3]);
        assert_eq!(sheet.row(3).map(|row| row.get(2)), Some(Value::Text("c")));
        assert_eq!(sheet.row(3).map(|row| row.get(1)), Some(Value::Empty));
        assert!(sheet.is_formula(1, 1));
    }
}
