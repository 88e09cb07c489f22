//! The dry run of a list of applications as one object, in the names of DOMAIN §7.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::check::ScholarshipList;
use super::rows::ApplicationRow;
use crate::money::{Fen, uppercase};
use crate::records::{Admission, AwardDecision, SchoolLevel};
use crate::survey::{Checked, Finding, Note, problem_detail};

/// One object with `round`, `rows`, `ignored_rows`, `problems`, `totals` and `cases`.
pub fn scholarship_dry_run_json(list: &ScholarshipList) -> Json {
    let (mut rows, mut ignored) = (Vec::new(), Vec::new());
    for (part, sums) in list.parts.iter().zip(&list.sums) {
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
    let problems: Vec<Json> = list
        .problems
        .iter()
        .filter_map(|problem| serde_json::to_value(problem_detail(problem)).ok())
        .collect();
    let cases: Vec<Json> = list
        .accepted()
        .map(|row| case_json(row.row, &CaseFigures::of(&row.data)))
        .collect();
    let figures: Vec<CaseFigures<'_>> = list.accepted().map(|r| CaseFigures::of(&r.data)).collect();
    let heading = &list.heading;
    json!({
        "round": {
            "name": heading.name,
            "year": heading.year,
            "closes_on": heading.closes_on,
        },
        "rows": rows,
        "ignored_rows": ignored,
        "problems": problems,
        "totals": scholarship_totals(&figures),
        "cases": cases,
    })
}

/// What the totals and the machine-readable case need of an application, from a list or the store.
#[derive(Clone)]
pub struct CaseFigures<'a> {
    pub name: &'a str,
    pub id_no: Option<&'a str>,
    pub level: Option<SchoolLevel>,
    pub admission: Option<Admission>,
    pub applied_on: Option<chrono::NaiveDate>,
    pub decision: AwardDecision,
    /// Fen.
    pub award: Fen,
    pub reasons: &'a [String],
}

impl<'a> CaseFigures<'a> {
    fn of(row: &'a ApplicationRow) -> Self {
        let decision = row.decision.as_ref();
        Self {
            name: row.name.as_deref().unwrap_or_default(),
            id_no: row.id_no.as_deref(),
            level: row.level,
            admission: row.admission,
            applied_on: row.applied_on,
            decision: decision.map_or(AwardDecision::Pending, |d| d.decision),
            award: decision.map(|d| d.award).unwrap_or_default(),
            reasons: decision.map(|d| d.reasons.as_slice()).unwrap_or_default(),
        }
    }
}

/// One case; `row` is the Excel row, or the case's number in its round.
pub fn case_json(row: u32, case: &CaseFigures<'_>) -> Json {
    json!({
        "row": row,
        "name": case.name,
        "id_no": case.id_no,
        "level": case.level.map(SchoolLevel::label),
        "new_admission": case.admission == Some(Admission::New),
        "applied_on": case.applied_on,
        "decision": case.decision,
        "award_fen": case.award.0,
        "reason_codes": case.reasons,
    })
}

/// Applications, awards and amounts; students (人) and fen, never added to one another.
pub fn scholarship_totals(cases: &[CaseFigures<'_>]) -> Json {
    let mut by_amount: BTreeMap<String, u32> = BTreeMap::new();
    let mut by_level: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut awarded, mut refused, mut new) = (0_u32, 0_u32, 0_u32);
    let mut total = Fen::ZERO;
    for case in cases {
        if let Some(level) = case.level {
            *by_level.entry(level.label()).or_default() += 1;
        }
        new += u32::from(case.admission == Some(Admission::New));
        match case.decision {
            AwardDecision::Award => {
                awarded += 1;
                total = total.checked_add(case.award).unwrap_or(total);
                *by_amount.entry(case.award.0.to_string()).or_default() += 1;
            }
            AwardDecision::Refused => refused += 1,
            AwardDecision::Pending => {}
        }
    }
    let again = |case: &&CaseFigures<'_>| {
        matches!(
            case.admission,
            Some(Admission::InSchool | Admission::Continuing)
        )
    };
    let mut totals = json!({
        "applications": cases.len(),
        "awarded": awarded,
        "refused": refused,
        "award_total_fen": total.0,
        "award_total_upper": uppercase(total),
        "by_amount_fen": by_amount,
        "by_level_applications": by_level,
        "new_admissions": new,
        "continuing": cases.iter().filter(again).count(),
    });
    let pending = cases
        .iter()
        .filter(|c| c.decision == AwardDecision::Pending);
    let pending = pending.count();
    if pending > 0 {
        totals["pending"] = pending.into();
    }
    totals
}

fn texts(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(Finding::text).collect()
}

fn row_json(tab: &str, row: &Checked<ApplicationRow>) -> Json {
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
            "sex": data.sex.map(|sex| sex.label()),
            "birth": data.birth,
            "id_no": data.id_no,
            "mobile": data.mobile,
            "school": data.school,
            "major": data.major,
            "school_level": data.level,
            "admission": data.admission,
            "student_kind": data.student_kind,
            "entry_year": data.entry_year,
            "length_years": data.length_years,
            "tuition_fen": data.tuition.map(|fen| fen.0),
            "admission_no": data.admission_no,
            "applied_on": data.applied_on,
            "parent_name": data.parent_name,
            "parent_employer": data.parent_employer,
            "parent_state": data.parent_state,
            "parent_is_member": data.parent_is_member,
            "file_no": data.file_no,
            "file_status": data.file_word,
            "other_aid": data.other_aid,
            "other_aid_fen": data.other_aid_amount.map(|fen| fen.0),
            "bank": data.bank,
            "card_no": data.card_no,
            "card_holder": data.card_holder,
            "note": data.note,
        },
    })
}
