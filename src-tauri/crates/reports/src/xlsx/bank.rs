//! The bank's transfer file (银行代发, DOMAIN §3.8 item 2): only rows, in the bank's own order of
//! columns, because a program reads it.

use rust_xlsxwriter::Format;

use super::{column_number, row_number, sheet_name, workbook, yuan};
use crate::ReportError;

/// A column of the transfer file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankColumn {
    /// 序号
    Seq,
    /// 户名
    Holder,
    /// 卡号
    Card,
    /// 金额
    Amount,
    /// 开户行
    Bank,
    /// 备注
    Note,
}

impl BankColumn {
    /// Every column, in the usual order.
    pub const ALL: [Self; 6] = [
        Self::Seq,
        Self::Holder,
        Self::Card,
        Self::Amount,
        Self::Bank,
        Self::Note,
    ];

    /// The name in settings.
    pub fn id(self) -> &'static str {
        match self {
            Self::Seq => "seq",
            Self::Holder => "holder",
            Self::Card => "card",
            Self::Amount => "amount",
            Self::Bank => "bank",
            Self::Note => "note",
        }
    }

    /// The word of the header.
    pub fn label(self) -> &'static str {
        match self {
            Self::Seq => "序号",
            Self::Holder => "户名",
            Self::Card => "卡号",
            Self::Amount => "金额",
            Self::Bank => "开户行",
            Self::Note => "备注",
        }
    }

    fn width(self) -> f64 {
        match self {
            Self::Seq => 6.0,
            Self::Holder => 16.0,
            Self::Card => 24.0,
            Self::Amount => 14.0,
            Self::Bank => 26.0,
            Self::Note => 24.0,
        }
    }
}

/// One transfer.
#[derive(Clone, PartialEq, Eq)]
pub struct BankRow {
    pub seq: u32,
    pub holder: String,
    pub card: String,
    pub amount_fen: i64,
    pub bank: String,
    pub note: String,
}

impl std::fmt::Debug for BankRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BankRow(…)")
    }
}

/// The transfer file as a workbook; cards and names are text cells, amounts numbers with two
/// decimals. The same bytes for the same rows.
pub fn bank_transfer(
    rows: &[BankRow],
    columns: &[BankColumn],
    header: bool,
    created_unix: i64,
) -> Result<Vec<u8>, ReportError> {
    if rows.is_empty() || columns.is_empty() {
        return Err(ReportError::Nothing);
    }
    let mut book = workbook(created_unix, "银行代发")?;
    let text = Format::new().set_num_format("@");
    let amount = Format::new().set_num_format("0.00");
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name("银行代发"))?;
    for (at, column) in columns.iter().enumerate() {
        let at = column_number(at)?;
        sheet.set_column_width(at, column.width())?;
        if header {
            sheet.write_string_with_format(0, at, column.label(), &text)?;
        }
    }
    for (row_at, row) in rows.iter().enumerate() {
        let to = row_number(row_at + usize::from(header))?;
        for (at, column) in columns.iter().enumerate() {
            let at = column_number(at)?;
            match column {
                BankColumn::Seq => sheet.write_number(to, at, f64::from(row.seq))?,
                BankColumn::Amount => {
                    sheet.write_number_with_format(to, at, yuan(row.amount_fen), &amount)?
                }
                BankColumn::Holder => sheet.write_string_with_format(to, at, &row.holder, &text)?,
                BankColumn::Card => sheet.write_string_with_format(to, at, &row.card, &text)?,
                BankColumn::Bank => sheet.write_string_with_format(to, at, &row.bank, &text)?,
                BankColumn::Note => sheet.write_string_with_format(to, at, &row.note, &text)?,
            };
        }
    }
    Ok(book.save_to_buffer()?)
}
