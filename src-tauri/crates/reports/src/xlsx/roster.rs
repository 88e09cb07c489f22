//! 困难职工实名制汇总表, the table the county asks for (DOMAIN §3.8, item 1).

use serde::{Deserialize, Serialize};

use super::{CellValue, Column, ColumnKind, TableSpec};

/// One worker of the table. Texts are spelled for paper; money is fen.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HardshipRosterRow {
    /// 省/市/县.
    pub division: String,
    pub name: String,
    pub sex: String,
    pub id_no: String,
    pub category: String,
    pub causes: String,
    pub employer: String,
    /// 家庭人口, 人.
    pub family_size: Option<i64>,
    /// 年收入, fen.
    pub annual_income_fen: Option<i64>,
    /// 刚性支出 of twelve months, fen.
    pub rigid_fen: Option<i64>,
    /// 月人均, fen (rounded for display by the caller, who decides by the exact fraction).
    pub per_capita_month_fen: Option<i64>,
    pub mobile: String,
    pub bank: String,
    pub card_no: String,
    /// 帮扶项目.
    pub aid_item: String,
    /// 金额, fen.
    pub aid_fen: Option<i64>,
    pub remark: String,
}

impl std::fmt::Debug for HardshipRosterRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HardshipRosterRow(…)")
    }
}

/// The table over these workers, numbered in the order given; write it with
/// [`super::table_xlsx`]. `union_name` stands under the title.
pub fn hardship_roster(
    union_name: &str,
    rows: &[HardshipRosterRow],
    created_unix: i64,
) -> TableSpec {
    use ColumnKind::{Amount, Average, Count, Serial, Text};
    let columns = [
        ("序号", 6.0, Serial),
        ("省/市/县", 20.0, Text),
        ("姓名", 12.0, Text),
        ("性别", 6.0, Text),
        ("身份证号", 21.0, Text),
        ("困难类别", 12.0, Text),
        ("致困原因", 18.0, Text),
        ("单位", 26.0, Text),
        ("家庭人口", 9.0, Count),
        ("年收入", 13.0, Amount),
        ("刚性支出", 13.0, Amount),
        ("月人均", 12.0, Average),
        ("手机", 14.0, Text),
        ("银行", 16.0, Text),
        ("卡号", 23.0, Text),
        ("帮扶项目", 14.0, Text),
        ("金额", 13.0, Amount),
        ("备注", 16.0, Text),
    ];
    let fen = |amount: Option<i64>| amount.map_or(CellValue::Empty, CellValue::Fen);
    let row = |(index, row): (usize, &HardshipRosterRow)| {
        vec![
            CellValue::Integer(index as i64 + 1),
            CellValue::text(&row.division),
            CellValue::text(&row.name),
            CellValue::text(&row.sex),
            CellValue::text(&row.id_no),
            CellValue::text(&row.category),
            CellValue::text(&row.causes),
            CellValue::text(&row.employer),
            row.family_size.map_or(CellValue::Empty, CellValue::Integer),
            fen(row.annual_income_fen),
            fen(row.rigid_fen),
            fen(row.per_capita_month_fen),
            CellValue::text(&row.mobile),
            CellValue::text(&row.bank),
            CellValue::text(&row.card_no),
            CellValue::text(&row.aid_item),
            fen(row.aid_fen),
            CellValue::text(&row.remark),
        ]
    };
    TableSpec {
        sheet: "困难职工汇总表".to_owned(),
        title: "困难职工实名制汇总表".to_owned(),
        note_left: format!("填报单位：{union_name}"),
        note_right: "单位：元".to_owned(),
        columns: columns
            .map(|(header, width, kind)| Column::new(header, width, kind))
            .to_vec(),
        rows: rows.iter().enumerate().map(row).collect(),
        total_label: Some("合计".to_owned()),
        protect_header: true,
        created_unix,
    }
}
