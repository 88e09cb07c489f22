//! `history` and `undo`.

use songnuan_app::App;
use songnuan_app::commands::files::{HistoryQuery, Undo};
use songnuan_app::error::AppResult;
use songnuan_app::files;
use songnuan_app::model::record::Id;

use super::files::get;
use crate::outcome::Outcome;

/// Field history, newest first.
pub async fn run(app: &App, file: Option<String>, limit: u32) -> AppResult<Outcome> {
    let record_id = match file {
        Some(file_no) => Some(get(app, &file_no, None).await?.file.id),
        None => None,
    };
    let entries = files::history(
        app,
        HistoryQuery {
            record_id,
            limit,
            before: None,
        },
    )
    .await?;
    let mut lines = Vec::new();
    for entry in &entries {
        let undone = if entry.undone { "(已撤销)" } else { "" };
        let (at, who, title) = (&entry.at, &entry.who, &entry.title);
        lines.push(format!(
            "{at} {who} {title}{undone} {} [{}]",
            entry.why, entry.op_id
        ));
        lines.extend(entry.changes.iter().take(20).map(|change| {
            let (record, field) = (&change.record_label, &change.field_label);
            format!("    {record} {field}:{} → {}", change.before, change.after)
        }));
        if entry.changes_n > 20 {
            lines.push(format!("    ……共改动 {} 处", entry.changes_n));
        }
    }
    Outcome::new(entries, lines.join("\n"))
}

/// Undoes the last operation, or the one named.
pub async fn undo(app: &App, op: Option<String>) -> AppResult<Outcome> {
    let undone = files::undo(
        app,
        Undo {
            op_id: op.map(Id::new),
        },
    )
    .await?;
    let text = format!(
        "已撤销“{}”，恢复了 {} 处内容。",
        undone.title, undone.changes_n
    );
    Outcome::new(undone, text)
}
