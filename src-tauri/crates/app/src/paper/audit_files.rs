//! The folder of the audit pack beside its PDF: the roster and the history as workbooks, the
//! verdicts for machines, and whatever was attached to the batch.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use songnuan_model::records::Attachment;
use songnuan_reports::data::{RosterForm, RosterRow};
use songnuan_reports::xlsx::{CellValue, Column, ColumnKind, TableSpec, table_xlsx};

use super::audit::Case;
use super::audit_results::{HISTORY, history_rows};
use super::gather::Gather;
use super::print::{file_name_part, refused};
use crate::commands::internal;
use crate::commands::shared::FileBytes;
use crate::error::AppResult;
use crate::files::day_unix;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The files in the order of the folder.
pub async fn of(
    gather: &Gather<'_>,
    case: &Case,
    roster: &RosterForm,
) -> AppResult<Vec<FileBytes>> {
    let created = day_unix(gather.today);
    let mut files = vec![
        workbook("发放明细.xlsx", roster_table(roster, created)).await?,
        verdicts(case)?,
        workbook("操作历史.xlsx", history_table(case, roster, created)).await?,
    ];
    let attachments = gather
        .store
        .children::<Attachment>(&case.facts.batch.id)
        .await?;
    for (index, attachment) in attachments.iter().enumerate() {
        let bytes = gather.store.get_blob(&attachment.blob).await?;
        let name = file_name_part(&attachment.file_name);
        files.push(FileBytes {
            // Two photographs may have one name; the number keeps both.
            file_name: format!("附件{:02}-{name}", index + 1),
            media_type: attachment.media_type.clone(),
            base64: STANDARD.encode(bytes),
            warnings: Vec::new(),
            pages: 0,
        });
    }
    Ok(files)
}

async fn workbook(name: &str, table: TableSpec) -> AppResult<FileBytes> {
    let bytes = tokio::task::spawn_blocking(move || table_xlsx(&table))
        .await
        .map_err(internal)?
        .map_err(refused)?;
    Ok(FileBytes {
        file_name: name.to_owned(),
        media_type: XLSX.to_owned(),
        base64: STANDARD.encode(bytes),
        warnings: Vec::new(),
        pages: 0,
    })
}

/// Every line with ID and card in full, as text cells.
fn roster_table(roster: &RosterForm, created_unix: i64) -> TableSpec {
    use ColumnKind::{Amount, Serial, Text};
    let columns = [
        ("序号", 6.0, Serial),
        ("姓名", 12.0, Text),
        ("性别", 6.0, Text),
        ("身份证号", 21.0, Text),
        ("工作单位", 28.0, Text),
        ("类别", 16.0, Text),
        ("计数单位", 9.0, Text),
        ("金额", 13.0, Amount),
        ("慰问品", 16.0, Text),
        ("开户行", 24.0, Text),
        ("卡号", 24.0, Text),
        ("代领人及关系", 18.0, Text),
        ("结果", 12.0, Text),
        ("备注", 18.0, Text),
    ];
    let row = |(index, row): (usize, &RosterRow)| {
        let text = |text: &str| CellValue::text(text);
        vec![
            CellValue::Integer(i64::try_from(index + 1).unwrap_or(i64::MAX)),
            text(&row.name),
            text(&row.sex),
            text(&row.id_no),
            text(&row.employer),
            text(&row.category),
            text(row.unit.label()),
            CellValue::Fen(row.amount.0),
            text(&row.goods),
            text(&row.bank),
            text(&row.card_no),
            text(&row.proxy),
            text(&row.result),
            text(&row.note),
        ]
    };
    let columns = columns.map(|(name, width, kind)| Column::new(name, width, kind));
    TableSpec {
        sheet: "发放明细".to_owned(),
        title: roster.title.clone(),
        note_left: format!("发放单位：{}　批次：{}", roster.unit, roster.no),
        note_right: "单位：元".to_owned(),
        columns: columns.to_vec(),
        rows: roster.rows.iter().enumerate().map(row).collect(),
        total_label: Some("合计".to_owned()),
        protect_header: false,
        created_unix,
    }
}

fn history_table(case: &Case, roster: &RosterForm, created_unix: i64) -> TableSpec {
    let widths = [20.0, 20.0, 12.0, 40.0, 10.0];
    let columns = HISTORY.iter().zip(widths);
    let columns = columns.map(|(name, width)| Column::new(name, width, ColumnKind::Text));
    let rows = history_rows(case).into_iter();
    TableSpec {
        sheet: "操作历史".to_owned(),
        title: format!("批次 {} 操作历史", case.facts.batch.no),
        note_left: roster.unit.clone(),
        note_right: "北京时间".to_owned(),
        columns: columns.collect(),
        rows: rows
            .map(|row| row.into_iter().map(CellValue::text).collect())
            .collect(),
        total_label: None,
        protect_header: false,
        created_unix,
    }
}

/// The verdicts with every clause, for programs that check them again.
fn verdicts(case: &Case) -> AppResult<FileBytes> {
    let text = serde_json::to_vec_pretty(&serde_json::json!({
        "batch_no": case.facts.batch.no,
        "pack": case.pack,
        "on": case.facts.batch.made_on,
        "verdicts": case.verdicts,
    }))
    .map_err(internal)?;
    Ok(FileBytes {
        file_name: "认定结论.json".to_owned(),
        media_type: "application/json".to_owned(),
        base64: STANDARD.encode(text),
        warnings: Vec::new(),
        pages: 0,
    })
}
