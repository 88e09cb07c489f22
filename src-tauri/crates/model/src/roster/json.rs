//! The dry run of a list as one object, in the names of DOMAIN §7.

use serde_json::{Value as Json, json};

use super::check::Roster;
use super::rows::Recipient;
use crate::figures::{ListEntry, list_totals};
use crate::money::uppercase;
use crate::survey::{Checked, Finding, Note, problem_detail};

/// One object with `rows`, `ignored_rows`, `totals`, `campaign` and `problems`.
pub fn roster_dry_run_json(roster: &Roster) -> Json {
    let mut rows = Vec::new();
    let mut ignored = Vec::new();
    for (part, sums) in roster.parts.iter().zip(&roster.sums) {
        rows.extend(part.rows.iter().map(|row| row_json(&part.tab, row)));
        let lines = part.layout.iter().flat_map(|layout| &layout.ignored);
        ignored.extend(lines.map(|line| {
            let sum = sums.iter().find(|sum| sum.row == line.row);
            let findings = sum.map(|sum| texts(&sum.findings)).unwrap_or_default();
            json!({
                "sheet": part.tab,
                "row": line.row,
                "reason": line.reason.id(),
                "findings": findings,
            })
        }));
    }
    let problems: Vec<Json> = roster
        .problems
        .iter()
        .filter_map(|problem| serde_json::to_value(problem_detail(problem)).ok())
        .collect();
    let heading = &roster.heading;
    json!({
        "campaign": {
            "name": heading.campaign,
            "year": heading.year,
            "season": heading.season,
            "unit": heading.unit,
            "paid_on": heading.paid_on,
        },
        "rows": rows,
        "ignored_rows": ignored,
        "problems": problems,
        "totals": roster_totals(roster),
    })
}

fn texts(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(Finding::text).collect()
}

fn row_json(tab: &str, row: &Checked<Recipient>) -> Json {
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
            "name": data.name,
            "masked_name": data.masked_name(),
            "sex": data.sex.map(|sex| sex.label()),
            "id_no": data.id_no,
            "employer": data.employer,
            "kind": data.category,
            "unit": data.unit.label(),
            "amount_fen": data.amount.map(|fen| fen.0),
            "amount_upper": data.amount.map(uppercase),
            "goods": data.goods,
            "proxy": data.proxy,
            "bank": data.bank,
            "card_no": data.card_no,
            "card_holder": data.card_holder,
            "note": data.note,
        },
    })
}

/// The totals of the accepted rows.
pub fn roster_totals(roster: &Roster) -> Json {
    let accepted = roster.parts.iter().flat_map(|part| &part.rows);
    let entries: Vec<ListEntry<'_>> = accepted
        .filter(|row| row.accepted())
        .map(|row| ListEntry {
            head: None,
            unit: row.data.unit,
            category: row.data.category.as_deref().unwrap_or_default(),
            amount: row.data.amount.unwrap_or_default(),
        })
        .collect();
    list_totals(&entries)
}
