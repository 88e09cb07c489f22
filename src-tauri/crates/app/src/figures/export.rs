//! A report as a workbook (a sheet per table) or as a PDF.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use songnuan_model::figures::{Cell, Line, Measure, Report, Table};
use songnuan_model::money::Fen;
use songnuan_model::roles::Act;
use songnuan_reports::PrintOptions;
use songnuan_reports::data::{ReportForm, ReportTable};
use songnuan_reports::xlsx::{CellValue, Column, ColumnKind, TableSpec, tables_xlsx};

use super::ask::{Ask, spoken};
use super::stats::{Computed, compute};
use crate::app::App;
use crate::commands::figures::StatsExport;
use crate::commands::internal;
use crate::commands::shared::FileBytes;
use crate::error::{AppError, AppResult};
use crate::files::day_unix;

pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Writes a report.
pub async fn export(app: &App, request: StatsExport) -> AppResult<FileBytes> {
    let session = app.require(Act::Export).await?;
    let ask = Ask::new(app, &request.request).await?;
    let computed = compute(&ask).await?;
    let unit = crate::session::settings_of(&ask.store).await?.org_name;
    let created = day_unix(ask.day);
    let stem = format!(
        "{}-{}-{}",
        file_part(&unit),
        file_part(&computed.title),
        ask.day.format("%Y%m%d")
    );
    match request.format.as_str() {
        "xlsx" => {
            let sheets = sheets(&computed, &unit, created);
            let bytes = tokio::task::spawn_blocking(move || tables_xlsx(&sheets))
                .await
                .map_err(internal)?
                .map_err(|error| AppError::invalid(error.to_string()))?;
            Ok(FileBytes {
                file_name: format!("{stem}.xlsx"),
                media_type: XLSX.to_owned(),
                base64: STANDARD.encode(bytes),
                warnings: Vec::new(),
                pages: 0,
            })
        }
        "pdf" => {
            let form = form(&computed, &unit);
            let fonts = app.fonts().await?.clone();
            let options = PrintOptions {
                created_unix: created,
                title: computed.title.clone(),
                trace: format!("{} {} 打印", session.user, app.host().today()),
                seals: false,
            };
            let document = tokio::task::spawn_blocking(move || {
                songnuan_reports::report(&fonts, &form, &options, &mut |_, _| true)
            })
            .await
            .map_err(internal)?
            .map_err(|error| AppError::invalid(error.to_string()))?;
            Ok(FileBytes {
                file_name: format!("{stem}.pdf"),
                media_type: "application/pdf".to_owned(),
                base64: STANDARD.encode(document.bytes),
                warnings: document.notices,
                pages: u32::try_from(document.pages).unwrap_or(u32::MAX),
            })
        }
        other => Err(AppError::invalid(format!(
            "不认识的格式“{other}”，没有生成文件。请选择 xlsx 或 pdf。"
        ))),
    }
}

/// A text that may stand in a file name.
pub(super) fn file_part(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            c if c.is_whitespace() || c.is_control() => '_',
            c => c,
        })
        .collect()
}

/// A column of a table: one key in one unit. A key that is counted in 户 here and in 人 there has
/// two columns, so that no column mixes units.
struct Counted {
    key: String,
    label: String,
    measure: Measure,
}

fn columns(table: &Table) -> Vec<Counted> {
    let mut columns: Vec<Counted> = Vec::new();
    for cell in table.lines.iter().flat_map(|line| &line.cells) {
        let known = |c: &Counted| c.key == cell.key && c.measure == cell.measure;
        if !columns.iter().any(known) {
            columns.push(Counted {
                key: cell.key.clone(),
                label: heading(cell),
                measure: cell.measure,
            });
        }
    }
    columns.sort_by_key(|column| column.measure == Measure::Money);
    columns
}

fn heading(cell: &Cell) -> String {
    let unit = match cell.measure {
        Measure::Household => "户",
        Measure::Person => "人",
        Measure::PersonTimes => "人次",
        Measure::Matter => "件",
        Measure::Visit => "次",
        Measure::Batch => "批",
        Measure::Money => "元",
    };
    format!("{}({unit})", cell.label)
}

fn find<'l>(line: &'l Line, column: &Counted) -> Option<&'l Cell> {
    line.cells
        .iter()
        .find(|cell| cell.key == column.key && cell.measure == column.measure)
}

/// A sum under a table is right only where no record stands in two rows.
fn adds_up(table: &Table) -> bool {
    table.key != "visits_by_visitor"
}

fn sheets(computed: &Computed, unit: &str, created: i64) -> Vec<TableSpec> {
    let as_of = format!("截至 {}", spoken(&computed.as_of));
    let mut sheets = vec![head_sheet(computed, unit, &as_of, created)];
    for table in computed
        .report
        .tables
        .iter()
        .filter(|t| !t.lines.is_empty())
    {
        let columns = columns(table);
        let rows = table.lines.iter().map(|line| {
            let mut cells = vec![CellValue::text(&line.label)];
            cells.extend(columns.iter().map(|column| match find(line, column) {
                Some(cell) if cell.measure == Measure::Money => CellValue::Fen(cell.value),
                Some(cell) => CellValue::Integer(cell.value),
                None => CellValue::Empty,
            }));
            cells
        });
        let mut head = vec![Column::new(table.head, 32.0, ColumnKind::Text)];
        head.extend(columns.iter().map(|column| {
            let kind = match column.measure {
                Measure::Money => ColumnKind::Amount,
                _ => ColumnKind::Count,
            };
            Column::new(&column.label, 16.0, kind)
        }));
        sheets.push(TableSpec {
            sheet: table.title.to_owned(),
            title: format!("{} {}", computed.title, table.title),
            note_left: format!("制表单位：{unit}"),
            note_right: as_of.clone(),
            rows: rows.collect(),
            columns: head,
            total_label: adds_up(table).then(|| "合计".to_owned()),
            protect_header: false,
            created_unix: created,
        });
    }
    sheets
}

/// The figures themselves: the number, its unit, and 万元 exactly.
fn head_sheet(computed: &Computed, unit: &str, as_of: &str, created: i64) -> TableSpec {
    let rows = computed.report.cells.iter().map(|cell| {
        let money = cell.measure == Measure::Money;
        let text = cell.measure.text(cell.value);
        let unit = text.rsplit(' ').next().unwrap_or_default().to_owned();
        vec![
            CellValue::text(&cell.label),
            if money {
                CellValue::Empty
            } else {
                CellValue::Integer(cell.value)
            },
            if money {
                CellValue::Fen(cell.value)
            } else {
                CellValue::Empty
            },
            CellValue::text(unit),
            if money {
                CellValue::text(Fen(cell.value).wan())
            } else {
                CellValue::Empty
            },
            if money {
                CellValue::text(Fen(cell.value).uppercase())
            } else {
                CellValue::Empty
            },
        ]
    });
    TableSpec {
        sheet: "汇总".to_owned(),
        title: computed.title.clone(),
        note_left: format!("制表单位：{unit}"),
        note_right: as_of.to_owned(),
        columns: vec![
            Column::new("项目", 24.0, ColumnKind::Text),
            Column::new("数量", 12.0, ColumnKind::Serial),
            Column::new("金额", 18.0, ColumnKind::Average),
            Column::new("单位", 8.0, ColumnKind::Text),
            Column::new("万元", 14.0, ColumnKind::Text),
            Column::new("大写", 40.0, ColumnKind::Text),
        ],
        rows: rows.collect(),
        total_label: None,
        protect_header: false,
        created_unix: created,
    }
}

fn form(computed: &Computed, unit: &str) -> ReportForm {
    let figure = |cell: &Cell| {
        let text = cell.measure.text(cell.value);
        let text = match cell.measure {
            Measure::Money => format!("{text}({} 万元)", Fen(cell.value).wan()),
            _ => text,
        };
        (cell.label.clone(), text)
    };
    ReportForm {
        title: computed.title.clone(),
        as_of: spoken(&computed.as_of),
        unit: unit.to_owned(),
        figures: computed.report.cells.iter().map(figure).collect(),
        tables: tables(&computed.report),
        notes: computed.notes.clone(),
    }
}

fn tables(report: &Report) -> Vec<ReportTable> {
    let filled = report.tables.iter().filter(|table| !table.lines.is_empty());
    filled
        .map(|table| {
            let columns = columns(table);
            let rows = table.lines.iter().map(|line| {
                let mut row = vec![line.label.clone()];
                row.extend(columns.iter().map(|column| match find(line, column) {
                    Some(cell) if cell.measure == Measure::Money => Fen(cell.value).to_string(),
                    Some(cell) => cell.value.to_string(),
                    None => String::new(),
                }));
                row
            });
            let head = std::iter::once(table.head.to_owned());
            ReportTable {
                title: table.title.to_owned(),
                rows: rows.collect(),
                columns: head.chain(columns.into_iter().map(|c| c.label)).collect(),
            }
        })
        .collect()
}
