//! What the audit pack says of the payments themselves: what became of every line, the cash, and
//! who did what to the batch.

use std::collections::HashMap;

use songnuan_model::ledger::LineState;
use songnuan_model::record::Id;
use songnuan_model::records::{PayMethod, PaymentLine};
use songnuan_model::text::mask_card;
use songnuan_reports::data::{AuditSection, ReportTable};

use super::audit::Case;
use super::audit_sections::{Texts, section, table};
use crate::op::Op;

/// 五、发放与回执: what became of every line; bank rows or signatures, and the cash.
pub fn payments(case: &Case) -> AuditSection {
    let facts = &case.facts;
    let mut tables = Vec::new();
    let states = facts.line_states();
    let outcome = facts.lines.iter().zip(&states).map(|(line, state)| {
        vec![
            line.seq.to_string(),
            case.people.name(&line.person_id),
            line.amount.to_string(),
            state.label().to_owned(),
            line.reason.clone().unwrap_or_default(),
        ]
    });
    let columns = ["序号", "姓名", "金额(元)", "状态", "冲销原因"];
    tables.push(table("每笔结果", &columns, outcome.collect()));
    if facts.batch.method == PayMethod::Cash {
        tables.push(cash(case));
    }
    let rows: Vec<Texts> = events(case);
    let mut paragraphs = vec![format!(
        "合计 {} 元，已发放 {} 元，共 {} 笔，其中未发放 {} 笔。",
        facts.net(),
        facts.paid(),
        facts.lines.len(),
        states
            .iter()
            .filter(|it| it.is_live() && **it != LineState::Paid)
            .count()
    )];
    if rows.is_empty() {
        paragraphs.push("还没有发放记录。".to_owned());
    } else {
        let columns = [
            "序号",
            "姓名",
            "日期",
            "事项",
            "经办",
            "卡号或代领人",
            "原因或回单",
        ];
        tables.push(table("发放记录", &columns, rows));
    }
    section("五、发放与回执", paragraphs, tables)
}

fn cash(case: &Case) -> ReportTable {
    let cash = case.facts.cash();
    let rows = [
        ("取出现金", cash.taken),
        ("签领", cash.signed),
        ("交回", cash.returned),
        ("在外", cash.out),
    ];
    let rows = rows.map(|(label, amount)| vec![label.to_owned(), amount.to_string()]);
    table("现金核对", &["项目", "金额(元)"], rows.to_vec())
}

fn events(case: &Case) -> Vec<Texts> {
    let lines: HashMap<&Id, &PaymentLine> = case
        .facts
        .lines
        .iter()
        .map(|line| (&line.id, line))
        .collect();
    let events = case.facts.events.iter();
    events
        .map(|event| {
            let line = lines.get(&event.line_id);
            let card = event.card_no.as_deref().map(mask_card);
            let relation = event.proxy_relation.clone().unwrap_or_default();
            let proxy = event
                .proxy_name
                .as_ref()
                .map(|name| format!("{name} {relation}"));
            let told = [event.reason.clone(), event.reference.clone()];
            vec![
                line.map(|line| line.seq.to_string()).unwrap_or_default(),
                line.map(|line| case.people.name(&line.person_id))
                    .unwrap_or_default(),
                event.on.to_string(),
                event.kind.label().to_owned(),
                event.by.clone(),
                card.or(proxy).unwrap_or_default(),
                told.into_iter().flatten().collect::<Vec<_>>().join("；"),
            ]
        })
        .collect()
}

/// Columns of the history, here and in the workbook.
pub const HISTORY: [&str; 5] = ["时间", "操作", "操作人", "原因", "改动"];

/// One operation as texts in the order of [`HISTORY`].
pub fn history_rows(case: &Case) -> Vec<Texts> {
    let entries = case.history.iter();
    entries
        .map(|entry| {
            vec![
                beijing(&entry.at),
                Op::title_of(&entry.kind),
                entry.who.clone(),
                entry.why.clone(),
                format!("{} 条", entry.changes.len()),
            ]
        })
        .collect()
}

/// A stored moment as the clock on the wall showed it: Beijing time, eight hours before UTC.
fn beijing(at: &songnuan_store::Timestamp) -> String {
    let east = chrono::FixedOffset::east_opt(8 * 3600);
    match at.to_utc().zip(east) {
        Some((utc, east)) => utc
            .with_timezone(&east)
            .format("%Y-%m-%d %H:%M:%S")
            .to_string(),
        None => at.as_str().to_owned(),
    }
}

/// 六、操作历史.
pub fn history(case: &Case) -> AuditSection {
    let note = "时间为北京时间；每次操作的前后值保存在程序的历史里。";
    section(
        "六、操作历史",
        vec![note.to_owned()],
        vec![table("", &HISTORY, history_rows(case))],
    )
}
