//! `conflict`: edits that met, read and decided.

use songnuan_app::App;
use songnuan_app::commands::conflicts::{
    ConflictAnswer, ConflictDecide, ConflictDetail, ConflictQuery, ConflictRow,
};
use songnuan_app::commands::shared::RecordRef;
use songnuan_app::conflicts;
use songnuan_app::error::AppResult;
use songnuan_app::model::record::Id;

use crate::args::ConflictVerb;
use crate::outcome::Outcome;

/// Runs a verb of `conflict`.
pub async fn run(app: &App, verb: ConflictVerb) -> AppResult<Outcome> {
    match verb {
        ConflictVerb::List { decided } => {
            let query = ConflictQuery {
                decided,
                ..ConflictQuery::default()
            };
            let list = conflicts::list(app, query).await?;
            let rows: Vec<String> = list.rows.iter().map(row).collect();
            let text = if rows.is_empty() {
                "没有待裁决的修改。".to_owned()
            } else {
                rows.join("\n\n")
            };
            Outcome::new(list, text)
        }
        ConflictVerb::Show { id } => {
            let detail = conflicts::get(app, RecordRef { id: Id::new(id) }).await?;
            let text = shown(&detail);
            Outcome::new(detail, text)
        }
        ConflictVerb::Decide {
            ids,
            choice,
            value,
            over,
            note,
        } => {
            let value = value.map(serde_json::Value::from);
            let mut decisions = Vec::new();
            for id in ids.into_iter().map(Id::new) {
                let seen = match over {
                    true => Some(conflicts::get(app, RecordRef { id: id.clone() }).await?),
                    false => None,
                };
                decisions.push(ConflictAnswer {
                    id,
                    choice: choice.into(),
                    value: value.clone(),
                    over: seen.and_then(|seen| seen.row.standing),
                });
            }
            let request = ConflictDecide { decisions, note };
            let done = conflicts::decide(app, request).await?;
            let text = format!(
                "已裁决 {} 条，还有 {} 条。下次同步时大家都会看到。",
                done.decided, done.undecided
            );
            Outcome::new(done, text)
        }
    }
}

fn row(row: &ConflictRow) -> String {
    let mut lines = vec![
        format!(
            "{}\t{}\t{}\t{}",
            row.id, row.title, row.field_label, row.kind_label
        ),
        format!("  原来：{}", row.base),
        format!(
            "  已有：{}（{}，{}，{}）",
            row.theirs, row.theirs_by.who, row.theirs_by.at, row.theirs_by.device
        ),
        format!(
            "  待定：{}（{}，{}，{}）",
            row.mine, row.mine_by.who, row.mine_by.at, row.mine_by.device
        ),
    ];
    if row.now != row.theirs {
        lines.push(format!("  现在：{}", row.now));
    }
    if let Some(decision) = &row.decision {
        lines.push(format!(
            "  裁决：{}（{}，{}）",
            decision.label, decision.who, decision.at
        ));
    }
    lines.join("\n")
}

fn shown(detail: &ConflictDetail) -> String {
    let mut lines = vec![row(&detail.row)];
    lines.push("  可以选：".to_owned());
    for option in &detail.row.options {
        let name = serde_json::to_value(option.choice).unwrap_or_default();
        let name = name.as_str().unwrap_or_default().to_owned();
        lines.push(format!("    {name}\t{}\t{}", option.label, option.result));
    }
    lines.push("  前后经过：".to_owned());
    for entry in detail.history.iter().rev() {
        lines.push(format!("    {}\t{}\t{}", entry.at, entry.who, entry.title));
        for change in &entry.changes {
            lines.push(format!(
                "      {} {}：{} → {}",
                change.record_label, change.field_label, change.before, change.after
            ));
        }
    }
    lines.join("\n")
}
