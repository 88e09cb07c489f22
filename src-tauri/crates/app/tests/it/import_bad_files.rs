//! Files that are no workbook, or too much of one: each gets its own sentence, nothing is kept.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::import_common;

use std::io::{Cursor, Write};

use import_common::{bytes, unit};
use rust_xlsxwriter::{Formula, Workbook};
use songnuan_app::commands::import::ImportKind;
use songnuan_app::error::Code;
use songnuan_app::import::{read_path, read_sheets};
use songnuan_app::jobs::Progress;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const SURVEY: &str = "困难职工摸底表.xlsx";

fn code_of(bytes: &[u8]) -> Code {
    match read_sheets("x.xlsx", bytes, &Progress::default()) {
        Ok(sheets) => panic!("{} sheets were read", sheets.len()),
        Err(error) => {
            assert!(error.message.contains("x.xlsx"), "{}", error.message);
            error.code
        }
    }
}

fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn survey_with(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("困难职工档案").unwrap();
    for (col, word) in ["序号", "档案状态", "姓名*", "身份证号*", "家庭年度总收入*"]
        .iter()
        .enumerate()
    {
        sheet.write(0, col as u16, *word).unwrap();
    }
    let row: [&str; 4] = ["1", "在档", "徐文忠", "998101196508206356"];
    for (col, word) in row.iter().enumerate() {
        sheet.write(1, col as u16, *word).unwrap();
    }
    fill(sheet);
    book.save_to_buffer().unwrap()
}

#[test]
fn other_files_are_named_for_what_they_are() {
    assert_eq!(code_of("这是文字".as_bytes()), Code::NotAWorkbook);
    assert_eq!(code_of(b""), Code::NotAWorkbook);
    assert_eq!(
        code_of(&zip_of(&[("word/document.xml", b"<w/>")])),
        Code::NotAWorkbook
    );
    let whole = bytes(SURVEY);
    for part in [0.3, 0.7, 0.99] {
        let cut = (whole.len() as f64 * part) as usize;
        assert_eq!(code_of(&whole[..cut]), Code::WorkbookDamaged, "{part}");
    }
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle..middle + 64].fill(0x55);
    assert_eq!(code_of(&flipped), Code::WorkbookDamaged);
}

#[test]
fn an_encrypted_workbook_is_told_apart_from_an_old_one() {
    let mut ole = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    ole.resize(512, 0);
    ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(code_of(&ole), Code::WorkbookEncrypted);
    let old: Vec<u8> = ole.iter().copied().take(512).collect();
    assert!(matches!(
        code_of(&old),
        Code::WorkbookDamaged | Code::NotAWorkbook
    ));
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let zeros = vec![b' '; 100 << 20];
    let bomb = zip_of(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", &zeros),
    ]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(code_of(&bomb), Code::WorkbookTooLarge);
}

#[test]
fn a_workbook_open_in_a_spreadsheet_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("摸底表.xlsx");
    std::fs::write(&path, bytes(SURVEY)).unwrap();
    assert!(read_path(&path).is_ok());
    std::fs::write(dir.path().join("~$摸底表.xlsx"), b"x").unwrap();
    assert_eq!(read_path(&path).unwrap_err().code, Code::WorkbookInUse);
    assert_eq!(
        read_path(&dir.path().join("没有.xlsx")).unwrap_err().code,
        Code::FileUnreadable
    );
}

#[tokio::test]
async fn wrong_sheets_name_what_was_found() {
    let unit = unit().await;
    let unions = bytes("工会组织.xlsx");
    let error = unit
        .dry_run(ImportKind::Hardship, "x.xlsx", unions)
        .await
        .err()
        .unwrap();
    assert_eq!(error.code, Code::WorkbookWrongSheets);
    assert!(
        error.message.contains("现有：工会组织"),
        "{}",
        error.message
    );
    let error = unit
        .dry_run(ImportKind::Unions, "x.xlsx", bytes(SURVEY))
        .await
        .err()
        .unwrap();
    assert_eq!(error.code, Code::WorkbookWrongSheets);
}

#[tokio::test]
async fn a_million_blank_rows_cost_little_and_are_not_listed() {
    let unit = unit().await;
    let book = survey_with(|sheet| {
        let plain = rust_xlsxwriter::Format::new().set_bold();
        for row in (2..1_048_000).step_by(40) {
            sheet.write_blank(row, 0, &plain).unwrap();
        }
        sheet.write(1_048_575, 2, "末行").unwrap();
    });
    let json = unit
        .dry_run(ImportKind::Hardship, "x.xlsx", book)
        .await
        .unwrap()
        .json();
    assert_eq!(json["rows"].as_array().unwrap().len(), 2);
    assert!(json["ignored_rows"].as_array().unwrap().len() < 1100);
}

#[tokio::test]
async fn formulas_and_error_values_are_doubted() {
    let unit = unit().await;
    let book = survey_with(|sheet| {
        sheet
            .write_formula(1, 4, Formula::new("=12*100").set_result("1200"))
            .unwrap();
    });
    let json = unit
        .dry_run(ImportKind::Hardship, "x.xlsx", book)
        .await
        .unwrap()
        .json();
    let row = &json["rows"][0];
    assert_eq!(row["normalised"]["family_annual_income_fen"], 120_000);
    let findings = row["findings"].as_array().unwrap();
    assert!(
        findings.contains(&"formula_instead_of_value:family_annual_income".into()),
        "{row}"
    );
}

#[tokio::test]
async fn unknown_columns_can_be_mapped_by_hand() {
    let unit = unit().await;
    let book = survey_with(|sheet| {
        sheet.write(0, 5, "小灵通").unwrap();
        sheet.write(1, 5, "13800000001").unwrap();
    });
    use base64::Engine as _;
    let base64 = base64::engine::general_purpose::STANDARD.encode(book);
    let start = songnuan_app::commands::import::ImportStart {
        kind: ImportKind::Hardship,
        file_name: "x.xlsx".to_owned(),
        base64,
    };
    let started = songnuan_app::import::start(&unit.app, start).await.unwrap();
    let preview = unit.app.jobs().wait(&started).await.unwrap();
    let import: songnuan_model::record::Id =
        serde_json::from_value(preview["import"].clone()).unwrap();
    let json = songnuan_app::import::dry_run_json(&unit.app, &import)
        .await
        .unwrap();
    let problems = json["problems"].as_array().unwrap();
    let unknown = problems
        .iter()
        .find(|p| p["code"] == "column_unknown")
        .unwrap();
    assert_eq!(
        (unknown["column"].as_str(), unknown["header"].as_str()),
        (Some("F"), Some("小灵通"))
    );
    assert_eq!(
        json["rows"][0]["normalised"]["mobile"],
        serde_json::Value::Null
    );
    let request = songnuan_app::commands::import::ImportMap {
        import: import.clone(),
        columns: vec![songnuan_app::commands::import::ColumnMapping {
            sheet: "困难职工档案".to_owned(),
            column: "F".to_owned(),
            field: Some("mobile".to_owned()),
        }],
    };
    let started = songnuan_app::import::map(&unit.app, request).await.unwrap();
    unit.app.jobs().wait(&started).await.unwrap();
    let json = songnuan_app::import::dry_run_json(&unit.app, &import)
        .await
        .unwrap();
    assert_eq!(json["rows"][0]["normalised"]["mobile"], "13800000001");
}
