//! `bank`: the transfer file, the bank's return file, the order of columns.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use songnuan_app::App;
use songnuan_app::batches;
use songnuan_app::commands::batches::{BankExport, BankFormat, BankReturn};
use songnuan_app::commands::shared::Nothing;
use songnuan_app::error::AppResult;

use super::{decode, named, read, write};
use crate::args::BankVerb;
use crate::outcome::{Outcome, remark};

/// Runs a verb of `bank`.
pub async fn run(app: &App, verb: BankVerb) -> AppResult<Outcome> {
    match verb {
        BankVerb::Export { no, output, look } => {
            let csv = output.extension().is_some_and(|ending| ending == "csv");
            let ask = BankExport {
                batch_id: named::batch_row(app, &no).await?.batch.id,
                format: if csv { "csv" } else { "xlsx" }.to_owned(),
                layout: None,
                mark: !look,
            };
            let file = batches::bank_export(app, ask).await?;
            let bytes = decode(&file.base64)?;
            write(&output, &bytes).await?;
            for warning in &file.warnings {
                remark(warning);
            }
            let path = output.display().to_string();
            let json = serde_json::json!({
                "file": path, "bytes": bytes.len(), "warnings": file.warnings,
            });
            Outcome::new(json, format!("代发文件已存到 {path}。"))
        }
        BankVerb::Return {
            file,
            batch,
            dry_run,
        } => {
            let batch_id = match batch {
                Some(no) => Some(named::batch_row(app, &no).await?.batch.id),
                None => None,
            };
            let name = file.file_name().map(|name| name.to_string_lossy());
            let ask = BankReturn {
                batch_id,
                file_name: name.unwrap_or_default().into_owned(),
                base64: STANDARD.encode(read(&file).await?),
                apply: !dry_run,
            };
            let result = batches::bank_return(app, ask).await?;
            let mut lines: Vec<String> = result
                .rows
                .iter()
                .filter_map(|row| {
                    let why = row.problem.as_ref().or(row.reason.as_ref())?;
                    Some(format!("第 {} 行\t{}\t{why}", row.row, row.holder))
                })
                .collect();
            lines.push(result.message.clone());
            let refused = result.problems_n > 0;
            Ok(Outcome::new(result, lines.join("\n"))?.refused_if(refused))
        }
        BankVerb::Format { columns, header } => {
            let mut format = batches::bank_format_get(app, Nothing {}).await?;
            if !columns.is_empty() || header.is_some() {
                if !columns.is_empty() {
                    format.columns = columns;
                }
                format.header = header.unwrap_or(format.header);
                format = batches::bank_format_put(app, format).await?;
            }
            told(format)
        }
    }
}

fn told(format: BankFormat) -> AppResult<Outcome> {
    let header = if format.header { "有" } else { "没有" };
    let text = format!("列：{}；{header}表头", format.columns.join("、"));
    Outcome::new(format, text)
}
