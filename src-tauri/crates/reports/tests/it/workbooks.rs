//! Written workbooks, read back with an independent reader.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use songnuan_reports::ReportError;
use songnuan_reports::xlsx::*;

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn row(name: &str) -> HardshipRosterRow {
    HardshipRosterRow {
        name: name.to_owned(),
        id_no: "998101198706153215".to_owned(),
        card_no: "6299990031234567898".to_owned(),
        mobile: "13800000138".to_owned(),
        annual_income_fen: Some(5_280_000),
        per_capita_month_fen: Some(31_875),
        aid_fen: Some(120_001),
        family_size: Some(4),
        ..HardshipRosterRow::default()
    }
}

#[test]
fn the_county_table_keeps_long_numbers_as_text_and_sums_money() {
    let spec = hardship_roster("芦塘荡镇总工会", &[row("王𬱖"), row("=1+1")], 1_795_000_000);
    let bytes = table_xlsx(&spec).unwrap();
    assert_eq!(bytes, table_xlsx(&spec).unwrap(), "same data, same bytes");
    let sheet = open(bytes).worksheet_range("困难职工汇总表").unwrap();
    let at = |row: u32, col: u32| sheet.get_value((row, col)).cloned().unwrap_or(Data::Empty);
    assert_eq!(at(0, 0), Data::String("困难职工实名制汇总表".into()));
    assert_eq!(at(2, 4), Data::String("身份证号".into()));
    assert_eq!(at(3, 4), Data::String("998101198706153215".into()));
    assert_eq!(at(3, 14), Data::String("6299990031234567898".into()));
    assert_eq!(at(3, 2), Data::String("王𬱖".into()));
    assert_eq!(at(4, 2), Data::String("=1+1".into()), "never a formula");
    assert_eq!(at(3, 9), Data::Float(52_800.0));
    assert_eq!(at(5, 0), Data::String("合计".into()));
    assert_eq!(at(5, 16), Data::Float(2_400.02));
    assert_eq!(at(5, 8), Data::Float(8.0));
    assert_eq!(at(5, 11), Data::Empty, "averages are not added up");
}

#[test]
fn an_empty_table_still_opens() {
    let bytes = table_xlsx(&hardship_roster("某镇", &[], 0)).unwrap();
    let sheet = open(bytes).worksheet_range("困难职工汇总表").unwrap();
    assert_eq!(sheet.get_value((3, 16)), Some(&Data::Float(0.0)));
}

#[test]
fn a_sheet_name_excel_refuses_is_mended() {
    let mut spec = hardship_roster("某镇", &[], 0);
    spec.sheet = "2026/1:表*?[一二三四五六七八九十一二三四五六七八九十一二三四五]".to_owned();
    let names = open(table_xlsx(&spec).unwrap()).sheet_names();
    assert_eq!(names[0].chars().count(), 31);
    assert!(names[0].starts_with("2026-1-表"));
}

fn survey() -> MarkedSheet {
    let text = CellValue::text;
    MarkedSheet {
        name: "芦塘荡村".to_owned(),
        rows: vec![
            vec![text("困难职工摸底表"), CellValue::Empty, CellValue::Empty],
            vec![text("姓名"), text("身份证号"), text("年收入")],
            vec![
                text("王小明"),
                CellValue::Number(3.101_171_987_061_53e17),
                CellValue::Number(0.3),
            ],
            vec![],
            vec![text("李四"), text("998101198706153215")],
        ],
        merges: vec![Merge {
            first_row: 0,
            first_col: 0,
            last_row: 0,
            last_col: 2,
        }],
        widths: [(1, 22.0)].into(),
        marks: vec![
            mark(2, 1, Severity::Warning, "身份证号被 Excel 改成了数字。"),
            mark(
                2,
                1,
                Severity::Reject,
                "后三位已丢失，请重新填写并设为文本格式。",
            ),
            mark(4, 2, Severity::Warning, "年收入未填。"),
        ],
        hidden_cols: BTreeSet::from([2]),
        hidden_rows: BTreeSet::from([3]),
        frozen_rows: 2,
    }
}

fn mark(row: usize, col: usize, severity: Severity, comment: &str) -> Mark {
    Mark {
        row,
        col,
        severity,
        comment: comment.to_owned(),
    }
}

#[test]
fn a_survey_comes_back_with_its_cells_and_comments() {
    let sheets = [
        survey(),
        MarkedSheet {
            name: "空表".to_owned(),
            ..MarkedSheet::default()
        },
    ];
    let bytes = marked_workbook(&sheets, 0).unwrap();
    assert_eq!(
        bytes,
        marked_workbook(&sheets, 0).unwrap(),
        "same data, same bytes"
    );
    let mut book = open(bytes.clone());
    assert_eq!(book.sheet_names(), ["芦塘荡村", "空表"]);
    let sheet = book.worksheet_range("芦塘荡村").unwrap();
    assert_eq!(
        sheet.get_value((0, 0)),
        Some(&Data::String("困难职工摸底表".into()))
    );
    assert_eq!(
        sheet.get_value((2, 1)),
        Some(&Data::Float(3.101_171_987_061_53e17))
    );
    assert_eq!(
        sheet.get_value((4, 1)),
        Some(&Data::String("998101198706153215".into()))
    );
}

#[test]
fn overlapping_merges_and_no_sheets_are_survived() {
    let mut sheet = survey();
    sheet.merges.push(Merge {
        first_row: 0,
        first_col: 1,
        last_row: 1,
        last_col: 1,
    });
    sheet.merges.push(Merge {
        first_row: 4,
        first_col: 0,
        last_row: 4,
        last_col: 0,
    });
    let mut book = open(marked_workbook(&[sheet], 0).unwrap());
    let range = book.worksheet_range("芦塘荡村").unwrap();
    assert_eq!(
        range.get_value((1, 1)),
        Some(&Data::String("身份证号".into()))
    );
    assert_eq!(marked_workbook(&[], 0), Err(ReportError::Nothing));
}

#[test]
fn too_many_columns_are_an_answer_not_a_panic() {
    let sheet = MarkedSheet {
        name: "宽".to_owned(),
        marks: vec![mark(0, 20_000, Severity::Warning, "x")],
        ..MarkedSheet::default()
    };
    assert!(matches!(
        marked_workbook(&[sheet], 0),
        Err(ReportError::Workbook(_))
    ));
}
