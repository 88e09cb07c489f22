//! Imports the accepted rows of a survey in one operation that can be undone.
//!
//! The same file twice changes nothing: people are matched by paper, files by applicant or number,
//! members by person (or name and relation), lines by content. A row overwrites what is stored only
//! when its 最近更新日期 is newer; otherwise it fills what is still empty, so that corrections made
//! in the program survive.

use std::collections::{HashMap, HashSet};

use songnuan_model::record::Id;
use songnuan_model::records::{HardshipFile, Household, Person, UnionLevel, UnionOrg};
use songnuan_model::roles::Act;
use songnuan_model::survey::{Applicant, Checked, Survey};
use songnuan_store::{Changed, Tx};

use super::apply_file::{carried_over, file_from, number_for};
use super::apply_lines::Lines;
use super::apply_members::Members;
use super::apply_people::{Fill, from_applicant};
use super::decide::Decisions;
use crate::app::App;
use crate::commands::import::ImportOutcome;
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;
use crate::op::Op;

/// Rows between two looks at the cancel flag.
const ROWS_PER_COUNT: usize = 64;

/// A household of the survey and the records it became.
pub(super) struct Target {
    pub file: Id,
    pub household: Id,
    /// The records existed before this import.
    pub existed: bool,
    pub fill: Fill,
}

/// What stays at hand during one import.
pub(super) struct Desk<'a> {
    pub app: &'a App,
    pub tx: Tx,
    /// Nobody is stored yet, so nothing needs to be looked up.
    pub empty: bool,
    /// People of this import by paper key.
    pub people: HashMap<String, Person>,
    pub people_new: u32,
}

impl Desk<'_> {
    /// The person with this paper: of this import, or stored.
    pub async fn person(&mut self, key: &str) -> AppResult<Option<Person>> {
        if let Some(person) = self.people.get(key) {
            return Ok(Some(person.clone()));
        }
        if self.empty {
            return Ok(None);
        }
        Ok(self
            .tx
            .by_key::<Person>("paper", key)
            .await?
            .into_iter()
            .next())
    }

    /// Writes a person and remembers the paper.
    pub async fn keep(&mut self, key: Option<&str>, person: Person) -> AppResult<()> {
        if self.tx.put(&person).await? == Changed::Created {
            self.people_new += 1;
        }
        if let Some(key) = key {
            self.people.insert(key.to_owned(), person);
        }
        Ok(())
    }
}

/// Counts rows and listens for the cancel flag.
pub(super) struct Counter<'a> {
    progress: &'a Progress,
    done: usize,
}

impl<'a> Counter<'a> {
    pub fn new(progress: &'a Progress) -> Self {
        Self { progress, done: 0 }
    }

    /// One more row.
    pub fn step(&mut self) -> AppResult<()> {
        self.done += 1;
        if self.done.is_multiple_of(ROWS_PER_COUNT) {
            self.progress.done(self.done)
        } else {
            Ok(())
        }
    }
}

/// Imports a survey. Dropping out anywhere before the end leaves nothing behind.
pub async fn apply_survey(
    app: &App,
    file_name: &str,
    survey: &Survey,
    decisions: &Decisions,
    strict: bool,
    progress: &Progress,
) -> AppResult<ImportOutcome> {
    let total = row_count(survey);
    let rejected = total - accepted_count(survey);
    if strict && rejected > 0 {
        return Err(AppError::with(
            Code::ImportRefused,
            [("rejected", rejected.to_string())],
        ));
    }
    progress.stage("写入档案", total);
    let store = app.store_for(Act::Import).await?;
    let empty = store.count::<Person>().await? == 0;
    let unions = unions_by_name(store.all::<UnionOrg>().await?);
    let tx = app
        .begin(Op::ImportHardship, &format!("导入“{file_name}”"))
        .await?;
    let mut desk = Desk {
        app,
        tx,
        empty,
        people: HashMap::new(),
        people_new: 0,
    };
    let mut counter = Counter::new(progress);
    let mut outcome = ImportOutcome {
        op_id: None,
        files_new: 0,
        files_changed: 0,
        people_new: 0,
        orgs_new: 0,
        orgs_changed: 0,
        rows_taken: 0,
        rows_left_out: 0,
        message: String::new(),
        ..ImportOutcome::default()
    };
    let mut targets: Vec<Option<Target>> = Vec::with_capacity(survey.applicants.rows.len());
    let mut numbers: HashSet<String> = HashSet::new();
    for row in &survey.applicants.rows {
        counter.step()?;
        if !decisions.takes(&survey.applicants.tab, row) {
            targets.push(None);
            continue;
        }
        outcome.rows_taken += 1;
        let target = household(&mut desk, survey, row, &unions, &mut numbers, &mut outcome).await?;
        targets.push(Some(target));
    }
    let mut members = Members::new(survey, decisions, &targets);
    outcome.rows_taken += members.write(&mut desk, &mut counter).await?;
    let mut lines = Lines::new(survey, decisions, &targets);
    outcome.rows_taken += lines.write(&mut desk, &mut counter).await?;
    progress.done(total)?;
    outcome.people_new = desk.people_new;
    let done = desk.tx.commit().await?;
    outcome.op_id = done.seq.map(|_| done.op_id);
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    outcome.rows_left_out = total.saturating_sub(outcome.rows_taken);
    outcome.message = message(&outcome);
    Ok(outcome)
}

fn row_count(survey: &Survey) -> usize {
    survey.applicants.rows.len()
        + survey.members.rows.len()
        + survey.income.rows.len()
        + survey.rigid.rows.len()
        + survey.aid.rows.len()
}

fn accepted_count(survey: &Survey) -> usize {
    fn accepted<T>(rows: &[Checked<T>]) -> usize {
        rows.iter().filter(|row| row.accepted()).count()
    }
    accepted(&survey.applicants.rows)
        + accepted(&survey.members.rows)
        + accepted(&survey.income.rows)
        + accepted(&survey.rigid.rows)
        + accepted(&survey.aid.rows)
}

/// Organisations that have a union, by name.
fn unions_by_name(orgs: Vec<UnionOrg>) -> HashMap<String, Id> {
    let united = orgs
        .into_iter()
        .filter(|org| org.level == UnionLevel::Grassroots);
    united.map(|org| (org.name, org.id)).collect()
}

/// Writes the applicant, the household and the file of one row.
async fn household(
    desk: &mut Desk<'_>,
    survey: &Survey,
    row: &Checked<Applicant>,
    unions: &HashMap<String, Id>,
    numbers: &mut HashSet<String>,
    outcome: &mut ImportOutcome,
) -> AppResult<Target> {
    let data = &row.data;
    let key = data.person_key.clone().unwrap_or_default();
    let stored_person = desk.person(&key).await?;
    let (stored_person, stored_file) = known_file(desk, data, stored_person).await?;
    let newer = stored_file.as_ref().is_none_or(|file| is_newer(data, file));
    let fill = if newer { Fill::Overwrite } else { Fill::Gaps };
    let existed = stored_file.is_some();
    let mut person = stored_person.unwrap_or_else(|| Person {
        id: desk.app.host().new_id(),
        ..Person::default()
    });
    from_applicant(&mut person, data, fill);
    let person_id = person.id.clone();
    desk.keep(Some(&key), person.clone()).await?;
    let household = match &stored_file {
        Some(file) => file.household_id.clone(),
        None => {
            let id = desk.app.host().new_id();
            desk.tx
                .put(&Household {
                    id: id.clone(),
                    head_id: person_id.clone(),
                })
                .await?;
            id
        }
    };
    let mut file = match stored_file {
        Some(file) => file,
        None => HardshipFile {
            id: desk.app.host().new_id(),
            file_no: number_for(desk, survey, data, numbers).await?,
            applicant_id: person_id,
            household_id: household.clone(),
            ..HardshipFile::default()
        },
    };
    let before = file.status;
    file_from(&mut file, data, survey.survey_date, fill);
    if file.org_id.is_none() {
        file.org_id = data
            .employer
            .as_ref()
            .and_then(|name| unions.get(name).cloned());
    }
    file.missing = crate::files::missing(&file, &person);
    let status_changed = !existed || before != file.status;
    match desk.tx.put(&file).await? {
        Changed::Created => outcome.files_new += 1,
        Changed::Updated => outcome.files_changed += 1,
        Changed::Unchanged => {}
    }
    if status_changed && let Some(step) = carried_over(desk.app, &file, data, survey).await {
        desk.tx.put(&step).await?;
    }
    Ok(Target {
        file: file.id,
        household,
        existed,
        fill,
    })
}

/// The applicant's file: by person, else by number when the name agrees (the identity number was
/// corrected since).
async fn known_file(
    desk: &mut Desk<'_>,
    data: &Applicant,
    person: Option<Person>,
) -> AppResult<(Option<Person>, Option<HardshipFile>)> {
    if desk.empty {
        return Ok((person, None));
    }
    if let Some(person) = person {
        let files = desk
            .tx
            .by_key::<HardshipFile>("applicant", person.id.as_str())
            .await?;
        return Ok((Some(person), files.into_iter().next()));
    }
    let Some(number) = &data.file_no else {
        return Ok((None, None));
    };
    let file = desk
        .tx
        .by_key::<HardshipFile>("file_no", number)
        .await?
        .into_iter()
        .next();
    let Some(file) = file else {
        return Ok((None, None));
    };
    let applicant = desk.tx.get::<Person>(&file.applicant_id).await?;
    match applicant.filter(|person| Some(&person.name) == data.name.as_ref()) {
        Some(applicant) => Ok((Some(applicant), Some(file))),
        None => Ok((None, None)),
    }
}

/// The row was updated after the stored file was.
fn is_newer(data: &Applicant, file: &HardshipFile) -> bool {
    let stated = data
        .updated_on
        .and_then(songnuan_model::dates::ParsedDate::day);
    match (stated, file.updated_on) {
        (Some(stated), Some(stored)) => stated > stored,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

fn message(outcome: &ImportOutcome) -> String {
    if outcome.op_id.is_none() {
        return format!(
            "这份表里的内容都已在库中，没有任何改动。{} 行未导入。",
            outcome.rows_left_out
        );
    }
    format!(
        "已导入：新建档案 {} 户，更新 {} 户，新登记 {} 人；采用 {} 行，{} 行未导入。可在“撤销”中一次撤回。",
        outcome.files_new,
        outcome.files_changed,
        outcome.people_new,
        outcome.rows_taken,
        outcome.rows_left_out
    )
}
