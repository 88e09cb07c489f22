//! Applications as the terminal and machines read them: the names of the expected answers.

use serde_json::json;
use songnuan_app::commands::scholarships::{ScholarshipDetail, ScholarshipList, ScholarshipRow};
use songnuan_app::error::AppResult;
use songnuan_app::model::scholarship::{CaseFigures, case_json, scholarship_totals};

use crate::outcome::{Outcome, remark};

fn figures(row: &ScholarshipRow) -> CaseFigures<'_> {
    let case = &row.case;
    CaseFigures {
        name: &row.name,
        id_no: Some(&row.id_masked),
        level: case.level,
        admission: case.admission,
        applied_on: case.applied_on,
        decision: case.decision,
        award: case.award,
        reasons: &case.reasons,
    }
}

/// The list with the names of the expected answers; numbers masked.
pub(super) fn shown(list: ScholarshipList) -> AppResult<Outcome> {
    let cases: Vec<CaseFigures<'_>> = list.rows.iter().map(figures).collect();
    let rows: Vec<_> = list
        .rows
        .iter()
        .zip(&cases)
        .map(|(row, case)| case_json(row.case.seq, case))
        .collect();
    let mut lines: Vec<String> = list.rows.iter().map(line).collect();
    let totals = &list.totals;
    lines.push(format!(
        "共 {} 人，资助 {} 人，不予资助 {} 人，待审 {} 人，{} 元（{}）",
        totals.applications,
        totals.awarded,
        totals.refused,
        totals.pending,
        totals.award_total,
        totals.award_uppercase
    ));
    let json = json!({ "totals": scholarship_totals(&cases), "cases": rows });
    Outcome::new(json, lines.join("\n"))
}

fn line(row: &ScholarshipRow) -> String {
    format!(
        "{}\t{}\t{}\t{}\t{}\t{} 元\t{}\t{}",
        row.case.seq,
        row.name,
        row.level_label,
        row.case.school,
        row.decision_label,
        row.case.award,
        row.step_label,
        row.reasons.join("、")
    )
}

pub(super) fn detail(detail: ScholarshipDetail) -> AppResult<Outcome> {
    detail.warnings.iter().for_each(|warning| remark(warning));
    let mut lines = vec![line(&detail.row)];
    lines.extend(detail.clauses.iter().map(|clause| {
        let mark = match clause.passed {
            Some(true) => "√",
            Some(false) => "×",
            None => "?",
        };
        format!(
            "  {mark} {}（{}）{}",
            clause.text, clause.article, clause.numbers
        )
    }));
    lines.extend(detail.room.iter().map(|room| format!("  {room}")));
    lines.extend(
        detail
            .steps
            .iter()
            .map(|view| format!("  {} {} {}", view.step.on, view.label, view.step.by)),
    );
    lines.extend(detail.timeline.iter().map(|entry| {
        let (year, school, decision) = (entry.year, &entry.school, &entry.decision_label);
        format!("  {year} 年\t{school}\t{decision}\t{} 元", entry.award)
    }));
    Outcome::new(detail, lines.join("\n"))
}
