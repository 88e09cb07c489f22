//! The dry run of a visiting drive as one object, in the names of DOMAIN §7.

use serde_json::{Value as Json, json};

use super::check::VisitLog;
use super::rows::VisitRow;
use crate::figures::{Report, VisitFact, visit_report};
use crate::record::Id;
use crate::survey::{Checked, Finding, Note, problem_detail};

/// The figures of the accepted rows. `federation` names the federation above an organisation.
pub fn visit_log_report(log: &VisitLog, federation: &dyn Fn(Option<&str>) -> String) -> Report {
    let mut facts: Vec<VisitFact> = Vec::new();
    for sheet in &log.sheets {
        for row in sheet.part.rows.iter().filter(|row| row.accepted()) {
            let data = &row.data;
            let Some(on) = data.visited_on else { continue };
            facts.push(VisitFact {
                id: Id::new(format!("{}#{}", sheet.part.tab, row.row)),
                target: data.target,
                on,
                method: data.method,
                federation: federation(data.org_name.as_deref()),
                visitors: data.visitors.clone(),
                raised: data.raised,
                solved: data.solved,
                spend: data.spend,
                person_times: data.person_times,
                row: Some(row.row),
            });
        }
    }
    visit_report(&facts)
}

/// One object with `rows`, `ignored_rows`, `problems`, `totals`, `by_month`, `by_federation` and
/// `visits_by_visitor`.
pub fn visit_dry_run_json(log: &VisitLog, federation: &dyn Fn(Option<&str>) -> String) -> Json {
    let mut rows = Vec::new();
    let mut ignored = Vec::new();
    for sheet in &log.sheets {
        let part = &sheet.part;
        rows.extend(part.rows.iter().map(|row| row_json(&part.tab, row)));
        let lines = part.layout.iter().flat_map(|layout| &layout.ignored);
        ignored.extend(lines.map(|line| {
            let total = sheet.totals.iter().find(|total| total.row == line.row);
            let findings = total.map(|total| texts(&total.findings));
            json!({
                "sheet": part.tab,
                "row": line.row,
                "reason": line.reason.id(),
                "findings": findings.unwrap_or_default(),
            })
        }));
    }
    let problems: Vec<Json> = log
        .problems
        .iter()
        .filter_map(|problem| serde_json::to_value(problem_detail(problem)).ok())
        .collect();
    let mut json = visit_log_report(log, federation).machine;
    json["campaign"] = json!({"name": log.campaign, "year": log.year});
    json["rows"] = rows.into();
    json["ignored_rows"] = ignored.into();
    json["problems"] = problems.into();
    json
}

fn texts(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(Finding::text).collect()
}

fn row_json(tab: &str, row: &Checked<VisitRow>) -> Json {
    let data = &row.data;
    let notes: Vec<&str> = row.notes.iter().map(|note: &Note| note.id()).collect();
    json!({
        "sheet": tab,
        "row": row.row,
        "verdict": row.verdict().id(),
        "findings": texts(&row.findings),
        "notes": notes,
        "normalised": {
            "seq": data.seq,
            "visited_on": data.visited_on,
            "target": data.target,
            "target_name": data.target_name,
            "org_name": data.org_name,
            "method": data.method.label(),
            "visitors": data.visitors,
            "clear_thought": data.thought,
            "clear_performance": data.performance,
            "clear_difficulty": data.difficulty,
            "difficulties_raised": data.raised,
            "difficulties_solved": data.solved,
            "spend_fen": data.spend.0,
            "person_times": data.person_times,
            "note": data.note,
        },
    })
}
