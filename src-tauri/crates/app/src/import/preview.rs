//! The dry run as the window shows it: sheets and columns, findings by code, a page of rows.

use std::collections::{BTreeMap, HashSet};

use songnuan_model::model_workers::Registry;
use songnuan_model::records::CountUnit;
use songnuan_model::roster::Roster;
use songnuan_model::scholarship::ScholarshipList;
use songnuan_model::survey::{
    Checked, Code, IgnoredRow, Layout, Note, Part, Sheet, SheetKind, Value, Verdict, column_letter,
    row_details,
};
use songnuan_model::text::{mask_id, mask_name};

use super::dry_run::{Checks, Import};
use super::figures::figures;
use super::shape::{Shape, column_shapes};
use crate::commands::import::{
    CodeCount, ColumnView, FindingView, ImportPreview, PreviewQuery, PreviewRow, SheetSummary,
};

/// First values shown beside a heading.
const EXAMPLES: usize = 3;
/// Longest example, characters.
const EXAMPLE_LENGTH: usize = 16;

/// A page of the dry run with everything around it.
pub(super) fn page(import: &Import, query: &PreviewQuery) -> ImportPreview {
    let mut collector = Collector {
        import,
        query,
        rows: Vec::new(),
        total: 0,
        codes: BTreeMap::new(),
    };
    let (households, people) = match &import.checks {
        Checks::Hardship(survey) => {
            collector.part(&survey.applicants, |data| data.name.clone());
            collector.part(&survey.members, |data| data.name.clone());
            collector.part(&survey.income, |data| data.earner.clone());
            collector.part(&survey.rigid, |data| data.spent_on.clone());
            collector.part(&survey.aid, |data| data.name.clone());
            let accepted = survey.applicants.rows.iter().filter(|row| row.accepted());
            let members = survey.members.rows.iter().filter(|row| row.accepted());
            let households = accepted.clone().count();
            let mut keys: HashSet<&str> = HashSet::new();
            let mut people = 0;
            let all = accepted.map(|row| row.data.person_key.as_deref());
            for key in all.chain(members.map(|row| row.data.person_key.as_deref())) {
                people += usize::from(key.is_none_or(|key| keys.insert(key)));
            }
            (households, people)
        }
        Checks::Unions(survey) => {
            collector.part(&survey.part, |data| data.name.clone());
            (0, 0)
        }
        Checks::Campaign(roster) => list(&mut collector, roster),
        Checks::Visits(log, _) => {
            for sheet in &log.sheets {
                collector.part(&sheet.part, |data| data.target_name.clone());
                collector.sums(&sheet.part, &sheet.totals);
            }
            (0, 0)
        }
        Checks::Scholarships(list, _) => applications(&mut collector, list),
        Checks::ModelWorkers(registry) => people_and_honors(&mut collector, registry),
    };
    let mut codes: Vec<CodeCount> = collector
        .codes
        .into_iter()
        .map(|((code, reject), count)| CodeCount {
            code: code.id().to_owned(),
            label: code.label().to_owned(),
            severity: severity(reject),
            count,
        })
        .collect();
    codes.sort_by_key(|code| std::cmp::Reverse(code.count));
    ImportPreview {
        import: import.id.clone(),
        file_name: import.file_name.clone(),
        kind: import.kind,
        sheets: sheets(import),
        codes,
        rows: collector.rows,
        total: collector.total,
        households: count(households),
        people: count(people),
        figures: figures(&import.checks),
    }
}

/// Rows and sums of a list; 户 and 人 it would add.
fn list(collector: &mut Collector<'_>, roster: &Roster) -> (usize, usize) {
    let (mut households, mut people) = (0, 0);
    for (part, sums) in roster.parts.iter().zip(&roster.sums) {
        collector.part(part, |data| data.name.clone());
        collector.sums(part, sums);
        for row in part.rows.iter().filter(|row| row.accepted()) {
            match row.data.unit {
                CountUnit::Household => households += 1,
                CountUnit::Person => people += 1,
            }
        }
    }
    (households, people)
}

/// Rows and sums of a list of applications; students.
fn applications(collector: &mut Collector<'_>, list: &ScholarshipList) -> (usize, usize) {
    for (part, sums) in list.parts.iter().zip(&list.sums) {
        collector.part(part, |data| data.name.clone());
        collector.sums(part, sums);
    }
    let students: HashSet<Option<&str>> = list
        .accepted()
        .map(|row| row.data.person_key.as_deref())
        .collect();
    (0, students.len())
}

/// Rows of both sheets of a registry; people.
fn people_and_honors(collector: &mut Collector<'_>, registry: &Registry) -> (usize, usize) {
    for part in &registry.workers {
        collector.part(part, |data| data.name.clone());
    }
    for part in &registry.honors {
        collector.part(part, |data| data.name.clone());
    }
    (0, registry.accepted_workers().count())
}

fn severity(reject: bool) -> String {
    if reject { "reject" } else { "warning" }.to_owned()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Collects the asked page and counts the findings over all rows.
struct Collector<'a> {
    import: &'a Import,
    query: &'a PreviewQuery,
    rows: Vec<PreviewRow>,
    total: u32,
    codes: BTreeMap<(Code, bool), u32>,
}

impl Collector<'_> {
    fn part<T>(&mut self, part: &Part<T>, title: fn(&T) -> Option<String>) {
        self.rows(part, part.rows.iter(), title);
    }

    /// The rows of 小计 and 合计 that do not add up.
    fn sums<T, S>(&mut self, part: &Part<T>, sums: &[Checked<S>]) {
        let doubtful = sums.iter().filter(|row| !row.findings.is_empty());
        self.rows(part, doubtful, |_| Some("合计".to_owned()));
    }

    fn rows<'r, T, S: 'r>(
        &mut self,
        part: &Part<T>,
        rows: impl Iterator<Item = &'r Checked<S>>,
        title: fn(&S) -> Option<String>,
    ) {
        let sheet = self
            .import
            .sheets
            .iter()
            .find(|sheet| sheet.name == part.tab);
        let asked = self
            .query
            .sheet
            .as_ref()
            .is_none_or(|name| *name == part.tab);
        for row in rows {
            for finding in &row.findings {
                *self
                    .codes
                    .entry((finding.code, finding.reject))
                    .or_default() += 1;
            }
            if !asked || !self.matches(row) {
                continue;
            }
            let (from, to) = (
                self.query.offset,
                self.query.offset.saturating_add(self.query.limit),
            );
            if (from..to).contains(&self.total) {
                self.rows
                    .push(preview_row(part, sheet, row, title(&row.data)));
            }
            self.total += 1;
        }
    }

    fn matches<T>(&self, row: &Checked<T>) -> bool {
        let verdict = self.query.verdict.as_deref();
        let code = self.query.code.as_deref();
        verdict.is_none_or(|verdict| row.verdict().id() == verdict)
            && code.is_none_or(|code| {
                row.findings
                    .iter()
                    .any(|f| f.code.id() == code || f.text() == code)
            })
    }
}

fn preview_row<T, S>(
    part: &Part<T>,
    sheet: Option<&Sheet>,
    row: &Checked<S>,
    title: Option<String>,
) -> PreviewRow {
    let details = row_details(&part.tab, part.layout.as_ref(), row);
    let cells = sheet.and_then(|sheet| sheet.row(row.row));
    let findings = details
        .into_iter()
        .zip(&row.findings)
        .map(|(detail, finding)| FindingView {
            code: detail.code,
            severity: detail.severity,
            column: Some(detail.column).filter(|column| !column.is_empty()),
            header: Some(detail.header).filter(|header| !header.is_empty()),
            message: detail.message,
            remedy: detail.remedy,
            value: cells.and_then(|cells| written(cells.get(finding.col))),
        })
        .collect();
    PreviewRow {
        sheet: part.tab.clone(),
        row: row.row,
        verdict: row.verdict().id().to_owned(),
        title: title.unwrap_or_default(),
        findings,
        notes: row
            .notes
            .iter()
            .map(|note: &Note| note.label().to_owned())
            .collect(),
    }
}

/// The cell as it is written.
fn written(value: Value<'_>) -> Option<String> {
    match value {
        Value::Empty => None,
        Value::Text(text) | Value::Error(text) => Some(text.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Date(date) => Some(date.to_string()),
        Value::Bool(flag) => Some(if flag { "TRUE" } else { "FALSE" }.to_owned()),
    }
}

fn sheets(import: &Import) -> Vec<SheetSummary> {
    let shapes = column_shapes(&import.bytes);
    let plain = Shape::default();
    import
        .sheets
        .iter()
        .map(|sheet| {
            let shape = shapes.get(&sheet.name).unwrap_or(&plain);
            let hidden = shape
                .hidden_cols
                .iter()
                .map(|col| column_letter(*col))
                .collect();
            summary(import, sheet, hidden)
        })
        .collect()
}

fn summary(import: &Import, sheet: &Sheet, hidden_columns: Vec<String>) -> SheetSummary {
    let found = match &import.checks {
        Checks::Hardship(survey) => summarised(&survey.applicants, sheet)
            .or_else(|| summarised(&survey.members, sheet))
            .or_else(|| summarised(&survey.income, sheet))
            .or_else(|| summarised(&survey.rigid, sheet))
            .or_else(|| summarised(&survey.aid, sheet)),
        Checks::Unions(survey) => summarised(&survey.part, sheet),
        Checks::Campaign(roster) => roster.parts.iter().find_map(|part| summarised(part, sheet)),
        Checks::Visits(log, _) => log
            .sheets
            .iter()
            .find_map(|found| summarised(&found.part, sheet)),
        Checks::Scholarships(list, _) => list.parts.iter().find_map(|part| summarised(part, sheet)),
        Checks::ModelWorkers(registry) => {
            let workers = registry.workers.iter();
            let mut workers = workers.filter_map(|part| summarised(part, sheet));
            let honors = registry.honors.iter();
            let mut honors = honors.filter_map(|part| summarised(part, sheet));
            workers.next().or_else(|| honors.next())
        }
    };
    let mut summary = found.unwrap_or_else(|| SheetSummary {
        name: sheet.name.clone(),
        recognised: false,
        rows: count(sheet.row_count()),
        ok: 0,
        warning: 0,
        rejected: 0,
        ignored: 0,
        columns: Vec::new(),
        hidden_columns: Vec::new(),
    });
    summary.hidden_columns = hidden_columns;
    summary
}

fn summarised<T>(part: &Part<T>, sheet: &Sheet) -> Option<SheetSummary> {
    let layout = part.layout.as_ref().filter(|_| part.tab == sheet.name)?;
    let of = |verdict| {
        count(
            part.rows
                .iter()
                .filter(|row| row.verdict() == verdict)
                .count(),
        )
    };
    Some(SheetSummary {
        name: part.tab.clone(),
        recognised: true,
        rows: count(part.rows.len()),
        ok: of(Verdict::Ok),
        warning: of(Verdict::Warning),
        rejected: of(Verdict::Reject),
        ignored: count(layout.ignored.iter().map(|_: &IgnoredRow| ()).count()),
        columns: columns(layout, sheet),
        hidden_columns: Vec::new(),
    })
}

fn columns(layout: &Layout, sheet: &Sheet) -> Vec<ColumnView> {
    let mut headers: Vec<(u32, &String)> = layout.headers.iter().map(|(c, h)| (*c, h)).collect();
    headers.sort_by_key(|(col, _)| *col);
    headers
        .into_iter()
        .map(|(col, header)| {
            let spec = layout.columns.iter().position(|at| *at == col);
            let spec = spec.and_then(|index| layout.kind.columns().get(index));
            let month = layout.kind == SheetKind::Income
                && layout.months.iter().any(|month| month.col == col);
            let (field, label) = match spec {
                Some(spec) => (Some(spec.id.to_owned()), Some(spec.label.to_owned())),
                None if month => (Some("month".to_owned()), Some("月收入".to_owned())),
                None => (None, None),
            };
            ColumnView {
                column: column_letter(col),
                header: header.clone(),
                field,
                field_label: label,
                examples: examples(layout, sheet, col),
            }
        })
        .collect()
}

fn examples(layout: &Layout, sheet: &Sheet, col: u32) -> Vec<String> {
    let rows = layout
        .data
        .iter()
        .take(200)
        .filter_map(|number| sheet.row(*number));
    rows.filter_map(|row| written(row.get(col)))
        .map(|text| masked(&text))
        .take(EXAMPLES)
        .collect()
}

/// Enough to recognise a column by, too little to recognise a person by.
fn masked(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let length = text.chars().count();
    let han = text.chars().all(songnuan_model::text::is_han);
    if digits >= 7 {
        mask_id(text)
    } else if han && (2..=4).contains(&length) {
        mask_name(text)
    } else if length > EXAMPLE_LENGTH {
        text.chars().take(EXAMPLE_LENGTH / 2).chain(['…']).collect()
    } else {
        text.to_owned()
    }
}
