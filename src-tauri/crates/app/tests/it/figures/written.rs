//! Reports and county tables as workbooks and PDF.

use std::io::Cursor;

use base64::Engine as _;
use calamine::{Data, Reader, Xlsx};
use songnuan_app::commands::figures::{CountyExport, ReportKind, StatsExport};
use songnuan_app::commands::import::ImportKind;
use songnuan_app::commands::shared::FileBytes;
use songnuan_app::figures;

use super::house::{ROSTER, UNIONS, VISITS, ask, house, of_campaign};

fn bytes(file: &FileBytes) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD
        .decode(&file.base64)
        .unwrap()
}

fn sheet(file: &FileBytes, name: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(file))).unwrap();
    let range = book.worksheet_range(name).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn row<'a>(rows: &'a [Vec<Data>], first: &str) -> &'a [Data] {
    let found = rows
        .iter()
        .find(|row| row[0] == Data::String(first.to_owned()));
    found.unwrap_or_else(|| panic!("no row {first}"))
}

#[tokio::test]
async fn a_report_is_written_with_its_numbers() {
    let house = house().await;
    house.import(ImportKind::Unions, UNIONS).await;
    house.import(ImportKind::Visits, VISITS).await;
    let export = |format: &str| StatsExport {
        request: ask(ReportKind::Visits),
        format: format.to_owned(),
    };
    let file = figures::export(&house.app, export("xlsx")).await.unwrap();
    assert!(
        file.file_name.starts_with("芦塘荡镇总工会-走访统计-2026"),
        "{}",
        file.file_name
    );
    let head = sheet(&file, "汇总");
    assert_eq!(row(&head, "走访班组")[1], Data::Float(442.0));
    assert_eq!(row(&head, "班组投入")[2], Data::Float(1_582_700.0));
    assert_eq!(row(&head, "职工投入")[4], Data::String("38.237".to_owned()));
    assert_eq!(row(&head, "帮扶人次")[1], Data::Float(668.0));
    let months = sheet(&file, "按月");
    assert_eq!(row(&months, "合计")[1], Data::Float(442.0));

    let pdf = figures::export(&house.app, export("pdf")).await;
    match pdf {
        Ok(pdf) => assert!(bytes(&pdf).starts_with(b"%PDF") && pdf.pages > 0),
        // A tree without the fonts cannot print; it says so.
        Err(error) => assert_eq!(error.code, songnuan_app::error::Code::FontMissing),
    }
    let error = figures::export(&house.app, export("doc"))
        .await
        .err()
        .unwrap();
    assert!(error.message.contains("doc"), "{}", error.message);
}

#[tokio::test]
async fn the_county_gets_text_numbers_and_a_sum_row() {
    let house = house().await;
    let outcome = house.import(ImportKind::Campaign, ROSTER).await;
    let campaign_id = outcome.campaign_id.unwrap();
    let export = |sheet: &str| CountyExport {
        sheet: sheet.to_owned(),
        campaign_id: campaign_id.clone(),
    };
    let file = figures::county_export(&house.app, export("roster"))
        .await
        .unwrap();
    assert_eq!(
        file.file_name,
        "芦塘荡镇总工会-困难职工汇总表-20261122.xlsx"
    );
    let rows = sheet(&file, "困难职工汇总表");
    assert_eq!(rows[3][4], Data::String("998101196412271575".to_owned()));
    assert_eq!(rows[3][16], Data::Float(2000.0));
    assert_eq!(row(&rows, "合计")[16], Data::Float(52_000.0));

    let file = figures::county_export(&house.app, export("warmth_stats"))
        .await
        .unwrap();
    assert_eq!(file.file_name, "芦塘荡镇总工会-送温暖统计表-20261122.xlsx");
    let rows = sheet(&file, "送温暖统计表");
    let total = row(&rows, "合计");
    assert_eq!(
        (&total[3], &total[4]),
        (&Data::Float(6.0), &Data::Float(35.0))
    );
    assert_eq!(total[6], Data::Float(52_000.0));
    let error = figures::county_export(&house.app, export("other"))
        .await
        .err()
        .unwrap();
    assert!(error.message.contains("warmth_stats"), "{}", error.message);
    // The campaign's own report as a workbook keeps 户 and 人 in columns of their own.
    let request = StatsExport {
        request: of_campaign(&campaign_id),
        format: "xlsx".to_owned(),
    };
    let file = figures::export(&house.app, request).await.unwrap();
    let rows = sheet(&file, "按类别");
    let total = row(&rows, "合计");
    assert_eq!(
        (&total[1], &total[2]),
        (&Data::Float(6.0), &Data::Float(35.0))
    );
}
