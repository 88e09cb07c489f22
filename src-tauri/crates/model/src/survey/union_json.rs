//! The dry run of 工会组织 as one object, and the totals a clerk checks the table by.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::detail::problem_detail;
use super::finding::Checked;
use super::unions::{UnionRow, UnionSurvey};
use crate::dates::add_months;
use crate::records::UnionLevel;

/// Persons by kind; never added to 家 or 户.
#[derive(Clone, Copy, Default)]
struct Heads {
    enterprises: u64,
    employees: u64,
    members: u64,
    female: u64,
    migrant: u64,
}

impl Heads {
    fn add(&mut self, row: &UnionRow) {
        let of = |count: Option<u32>| u64::from(count.unwrap_or(0));
        self.enterprises += 1;
        self.employees += of(row.employees);
        self.members += of(row.members);
        self.female += of(row.female);
        self.migrant += of(row.migrant);
    }

    fn json(self) -> Json {
        json!({
            "enterprises": self.enterprises,
            "employees": self.employees,
            "members": self.members,
            "female": self.female,
            "migrant": self.migrant,
        })
    }
}

/// One object with `rows`, `ignored_rows`, `problems` and the totals.
pub fn union_dry_run_json(survey: &UnionSurvey) -> Json {
    let rows: Vec<Json> = survey.part.rows.iter().map(row_json).collect();
    let ignored: Vec<Json> = survey
        .part
        .layout
        .iter()
        .flat_map(|layout| &layout.ignored)
        .map(|row| json!({"sheet": row.kind.label(), "row": row.row, "reason": row.reason.id()}))
        .collect();
    let problems: Vec<Json> = survey
        .problems
        .iter()
        .filter_map(|problem| serde_json::to_value(problem_detail(problem)).ok())
        .collect();
    json!({
        "as_of": survey.as_of.to_string(),
        "rows": rows,
        "ignored_rows": ignored,
        "problems": problems,
        "summary": union_totals(survey),
    })
}

fn row_json(row: &Checked<UnionRow>) -> Json {
    let findings: Vec<String> = row
        .findings
        .iter()
        .map(super::finding::Finding::text)
        .collect();
    let data = &row.data;
    json!({
        "sheet": "工会组织",
        "row": row.row,
        "verdict": row.verdict().id(),
        "findings": findings,
        "notes": [],
        "normalised": {
            "name": data.name,
            "level": data.level.map(UnionLevel::label),
            "form": data.form.map(|form| form.label()),
            "parent": data.parent,
            "guidance_parent": data.guidance_parent,
            "employer_uscc": data.employer_uscc,
            "union_uscc": data.union_uscc,
            "industry": data.industry,
            "employees": data.employees,
            "members": data.members,
            "female": data.female,
            "migrant": data.migrant,
            "chair": data.chair,
            "established_on": data.established_on.map(|day| day.to_string()),
            "term_end": data.term_end.map(|day| day.to_string()),
        },
    })
}

/// Totals of the accepted rows. Federations guide, they are not counted as enterprises; the second
/// relation (业务指导) is counted once, as `dual_attached`.
pub fn union_totals(survey: &UnionSurvey) -> Json {
    let accepted: Vec<&Checked<UnionRow>> = survey
        .part
        .rows
        .iter()
        .filter(|row| row.accepted())
        .collect();
    let firms: Vec<&Checked<UnionRow>> = accepted
        .iter()
        .copied()
        .filter(|row| row.data.is_enterprise())
        .collect();
    let mut all = Heads::default();
    for row in &firms {
        all.add(&row.data);
    }
    let level = |level| {
        accepted
            .iter()
            .filter(|row| row.data.level == Some(level))
            .count()
    };
    let mut totals = all.json();
    if let Json::Object(map) = &mut totals {
        map.insert(
            "township_unions".into(),
            level(UnionLevel::TownshipUnion).into(),
        );
        map.insert("federations".into(), level(UnionLevel::Federation).into());
    }
    let soon = add_months(survey.as_of, 3).unwrap_or(survey.as_of);
    let due = |keep: &dyn Fn(chrono::NaiveDate) -> bool| -> Vec<u32> {
        let rows = accepted
            .iter()
            .filter(|row| row.data.term_end.is_some_and(keep));
        rows.map(|row| row.row).collect()
    };
    json!({
        "totals": totals,
        "by_form": grouped(&firms, |row| row.form.map(|form| form.label().to_owned())),
        "by_size": sizes(&firms),
        "by_industry": grouped(&firms, |row| row.industry.clone()),
        "by_parent": grouped(&firms, |row| row.parent.clone()),
        "dual_attached": accepted.iter().filter(|r| r.data.guidance_parent.is_some()).count(),
        "coverage": coverage(&firms),
        "term_overdue_rows": due(&|end| end < survey.as_of),
        "term_due_3m_rows": due(&|end| survey.as_of <= end && end <= soon),
    })
}

fn grouped(firms: &[&Checked<UnionRow>], by: fn(&UnionRow) -> Option<String>) -> Json {
    let mut groups: BTreeMap<String, Heads> = BTreeMap::new();
    for row in firms {
        if let Some(name) = by(&row.data) {
            groups.entry(name).or_default().add(&row.data);
        }
    }
    Json::Object(
        groups
            .into_iter()
            .map(|(name, heads)| (name, heads.json()))
            .collect(),
    )
}

fn sizes(firms: &[&Checked<UnionRow>]) -> Json {
    let mut counts = [0_u64; 4];
    for row in firms {
        let band = match row.data.employees.unwrap_or(0) {
            0..25 => 0,
            25..100 => 1,
            100..500 => 2,
            _ => 3,
        };
        if let Some(count) = counts.get_mut(band) {
            *count += 1;
        }
    }
    let names = ["<25", "25-99", "100-499", ">=500"];
    let map: Map<String, Json> = names
        .iter()
        .zip(counts)
        .map(|(name, n)| ((*name).to_owned(), n.into()))
        .collect();
    Json::Object(map)
}

/// A firm of 25 people and more must have a committee of its own or be covered.
fn coverage(firms: &[&Checked<UnionRow>]) -> Json {
    let with = |row: &&&Checked<UnionRow>| row.data.level == Some(UnionLevel::Grassroots);
    let large = |row: &&&Checked<UnionRow>| row.data.employees.is_some_and(|n| n >= 25);
    let united = firms.iter().filter(with).count();
    let none: Vec<u32> = firms
        .iter()
        .filter(large)
        .filter(|row| !with(row))
        .map(|row| row.row)
        .collect();
    // Half up in hundredths of a percent, in whole numbers.
    let all = firms.len().max(1);
    let hundredths = (united * 20_000 + all) / (2 * all);
    json!({
        "with_union": united,
        "enterprises": firms.len(),
        "percent": format!("{}.{:02}", hundredths / 100, hundredths % 100),
        "at_least_25": firms.iter().filter(large).count(),
        "at_least_25_with_union": firms.iter().filter(large).filter(with).count(),
        "must_have_committee_but_none": none,
    })
}
