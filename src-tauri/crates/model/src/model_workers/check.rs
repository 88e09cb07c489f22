//! The dry run of a model-worker registry: people, then their honours, then the living subsidy.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::benefit::benefit;
use super::columns::{HonorCol, ModelWorkerCol};
use super::honor_rows::{Holder, Holders, HonorRow, read as read_honor};
use super::rows::{WorkerRow, read as read_worker};
use crate::eligibility::Pack;
use crate::records::BenefitKind;
use crate::survey::layout::{Layout, date_in};
use crate::survey::{
    Checked, Code, ColumnChoice, Finding, NoSuchSheet, Part, Sheet, SheetKind, SheetProblem,
};
use crate::text::half_width;

/// What the dry run needs besides the sheets.
pub struct RegistryOptions<'a> {
    pub today: NaiveDate,
    pub choices: Vec<ColumnChoice>,
    /// The pack whose rule gives the living subsidy; without one none is computed.
    pub pack: Option<&'a Pack>,
    /// The day the registry speaks of; where nothing is said, 统计时点 above the columns holds.
    pub as_of: Option<NaiveDate>,
}

/// The outcome of a dry run over a registry.
pub struct Registry {
    pub as_of: NaiveDate,
    /// One per sheet with the headings of 劳模名册.
    pub workers: Vec<Part<WorkerRow>>,
    /// One per sheet with the headings of 荣誉与奖章.
    pub honors: Vec<Part<HonorRow>>,
    pub problems: Vec<SheetProblem>,
}

impl Registry {
    /// Every person that will be imported, in the order of the workbook.
    pub fn accepted_workers(&self) -> impl Iterator<Item = &Checked<WorkerRow>> {
        let rows = self.workers.iter().flat_map(|part| &part.rows);
        rows.filter(|row| row.accepted())
    }

    /// Every honour that will be imported, in the order of the workbook.
    pub fn accepted_honors(&self) -> impl Iterator<Item = &Checked<HonorRow>> {
        let rows = self.honors.iter().flat_map(|part| &part.rows);
        rows.filter(|row| row.accepted())
    }
}

/// Checks a workbook of model workers and their honours.
pub fn check_registry(
    sheets: &[Sheet],
    options: &RegistryOptions<'_>,
) -> Result<Registry, NoSuchSheet> {
    let mut problems = Vec::new();
    let mut workers: Vec<(&Sheet, Layout)> = Vec::new();
    let mut honors: Vec<(&Sheet, Layout)> = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.row_count() > 0) {
        let detect = |kind| Layout::detect(sheet, kind, &options.choices);
        // 荣誉称号 tells the second sheet from the first: both have names and levels.
        if let Some(mut layout) = detect(SheetKind::Honors).filter(is_honors) {
            problems.append(&mut layout.problems);
            honors.push((sheet, layout));
        } else if let Some(mut layout) = detect(SheetKind::ModelWorkers).filter(is_registry) {
            problems.append(&mut layout.problems);
            workers.push((sheet, layout));
        } else {
            problems.push(SheetProblem::SheetUnknown(sheet.name.clone()));
        }
    }
    let Some((_, first)) = workers.first() else {
        return Err(NoSuchSheet::new(SheetKind::ModelWorkers, sheets));
    };
    let stated = as_of(&first.preamble);
    let as_of = options.as_of.or(stated).unwrap_or(options.today);
    let mut seen = HashMap::new();
    let workers: Vec<Part<WorkerRow>> = workers
        .into_iter()
        .map(|(sheet, layout)| worker_part(sheet, layout, &mut seen, as_of, options))
        .collect();
    let holders = holders(&workers);
    let honors = honors.into_iter().map(|(sheet, layout)| {
        let rows = layout.data.iter().filter_map(|number| sheet.row(*number));
        Part {
            tab: sheet.name.clone(),
            rows: rows
                .map(|row| read_honor(&layout, row, &holders, options.today))
                .collect(),
            layout: Some(layout),
        }
    });
    Ok(Registry {
        as_of,
        honors: honors.collect(),
        workers,
        problems,
    })
}

fn is_registry(layout: &Layout) -> bool {
    let has = |col: ModelWorkerCol| layout.col(col as usize) > 0;
    let told = has(ModelWorkerCol::Level) && has(ModelWorkerCol::State);
    has(ModelWorkerCol::Name) && has(ModelWorkerCol::IdNo) && told
}

fn is_honors(layout: &Layout) -> bool {
    let has = |col: HonorCol| layout.col(col as usize) > 0;
    let awarded = has(HonorCol::Awarded) || has(HonorCol::Medal);
    has(HonorCol::Name) && has(HonorCol::Title) && awarded
}

/// 统计时点:2025年7月1日
fn as_of(preamble: &str) -> Option<NaiveDate> {
    let text = half_width(preamble);
    let at = ["统计时点", "统计日期", "截至", "填报时间", "填表日期"]
        .iter()
        .find_map(|word| text.find(word))?;
    date_in(text.get(at..)?)
}

fn worker_part(
    sheet: &Sheet,
    layout: Layout,
    seen: &mut HashMap<String, u32>,
    as_of: NaiveDate,
    options: &RegistryOptions<'_>,
) -> Part<WorkerRow> {
    let numbers = layout.data.iter().filter_map(|number| sheet.row(*number));
    let mut rows: Vec<Checked<WorkerRow>> = numbers
        .map(|row| read_worker(&layout, row, options.today))
        .collect();
    let at = layout.col(ModelWorkerCol::IdNo as usize);
    for row in &mut rows {
        let Some(key) = row.data.person_key.clone() else {
            continue;
        };
        match seen.get(&key) {
            Some(first) => {
                let finding = Finding::reject(Code::DuplicateOfRow, at).row(*first);
                row.findings.push(finding);
            }
            None => {
                seen.insert(key, row.row);
            }
        }
        if row.accepted() {
            let level = row.data.level;
            let kind = BenefitKind::LivingSubsidy;
            let rule = options
                .pack
                .and_then(|pack| pack.benefit_on(as_of, kind, level));
            row.data.benefit = rule.map(|rule| benefit(rule, &row.data.facts(as_of)));
        }
    }
    Part {
        tab: sheet.name.clone(),
        rows,
        layout: Some(layout),
    }
}

fn holders(parts: &[Part<WorkerRow>]) -> Holders {
    let mut holders = Holders::new();
    let rows = parts.iter().flat_map(|part| &part.rows);
    for row in rows.filter(|row| row.accepted()) {
        let Some(name) = row.data.name.clone() else {
            continue;
        };
        holders.entry(name).or_default().push(Holder {
            row: row.row,
            key: row.data.person_key.clone(),
            birth: row.data.birth,
        });
    }
    holders
}
