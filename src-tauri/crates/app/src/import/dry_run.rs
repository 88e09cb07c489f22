//! The dry run: a workbook's bytes to checked rows. Nothing is written.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value as Json;
use songnuan_model::eligibility::{Pack, built_in_text, parse};
use songnuan_model::model_workers::{Registry, registry_dry_run_json};
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{Person, ScholarshipRound, UnionOrg};
use songnuan_model::roles::Act;
use songnuan_model::roster::{Roster, RosterOptions, check_roster, roster_dry_run_json};
use songnuan_model::scholarship::{ScholarshipList, scholarship_dry_run_json};
use songnuan_model::survey::{
    ColumnChoice, NamedPack, NoSuchSheet, Sheet, Survey, SurveyError, SurveyOptions, UnionOptions,
    UnionSurvey, Value, check, check_unions, dry_run_json, union_dry_run_json,
};
use songnuan_model::visit_log::{VisitLog, VisitLogOptions, check_visit_log, visit_dry_run_json};

use super::gifts::{self, rounds};
use super::workbook::read_sheets;
use crate::app::App;
use crate::commands::import::ImportKind;
use crate::error::{AppError, AppResult, Code};
use crate::figures::Federations;
use crate::jobs::Progress;

/// The fictional county of the demo data and of the sample workbooks.
pub(super) const DEMO_COUNTY: &str = "998101";
/// Rows looked at to tell the demo county's workbooks.
const ROWS_LOOKED_AT: usize = 20;

/// What the checks found.
pub enum Checks {
    /// 困难职工摸底表
    Hardship(Box<Survey>),
    /// 工会组织
    Unions(Box<UnionSurvey>),
    /// 送温暖花名册
    Campaign(Box<Roster>),
    /// 走访记录, with the federations its figures are grouped by
    Visits(Box<VisitLog>, Arc<Federations>),
    /// 金秋助学申请, with the pack that decided
    Scholarships(Box<ScholarshipList>, Option<Box<Pack>>),
    /// 劳模名册
    ModelWorkers(Box<Registry>),
}

/// A workbook that was read and checked.
pub struct Import {
    pub id: Id,
    pub kind: ImportKind,
    pub file_name: String,
    /// The bytes as they came, for writing the workbook back.
    pub bytes: Arc<Vec<u8>>,
    pub sheets: Arc<Vec<Sheet>>,
    pub choices: Vec<ColumnChoice>,
    pub checks: Checks,
}

impl Import {
    /// The whole dry run as one object, in the names of the samples' expected results.
    pub fn json(&self) -> Json {
        match &self.checks {
            Checks::Hardship(survey) => dry_run_json(survey),
            Checks::Unions(survey) => union_dry_run_json(survey),
            Checks::Campaign(roster) => roster_dry_run_json(roster),
            Checks::Visits(log, federations) => {
                visit_dry_run_json(log, &|name| federations.above(None, name))
            }
            Checks::Scholarships(list, _) => scholarship_dry_run_json(list),
            Checks::ModelWorkers(registry) => registry_dry_run_json(registry),
        }
    }
}

/// What the checks need to know about the unit; made before the work goes to another thread.
pub struct Surroundings {
    pub today: NaiveDate,
    /// The unit's own policy pack.
    pub pack: Option<Pack>,
    /// Region of the unit.
    pub region: String,
    /// Names of organisations already stored.
    pub known: HashSet<String>,
    /// Names of people already stored, by the key of their paper; read for lists of people only.
    pub people: HashMap<String, String>,
    /// What stands above the organisations already stored.
    pub federations: Arc<Federations>,
    /// Scholarship rounds already stored, with their packs; read for applications only.
    pub rounds: Vec<(ScholarshipRound, Option<Pack>)>,
}

impl Surroundings {
    /// Reads them; a locked program may still dry-run a workbook.
    pub async fn of(app: &App) -> AppResult<Self> {
        let mut around = Self {
            today: app.host().today(),
            pack: None,
            region: String::new(),
            known: HashSet::new(),
            people: HashMap::new(),
            federations: Arc::default(),
            rounds: Vec::new(),
        };
        if app.user().await.is_none() {
            return Ok(around);
        }
        let store = app.store_for(Act::Import).await?;
        let settings = crate::session::settings_of(&store).await?;
        around.region = settings.region;
        around.pack = crate::eligibility::load_pack(&store, &settings.default_pack)
            .await
            .ok();
        let orgs = store.all::<UnionOrg>().await?;
        around.federations = Arc::new(Federations::new(&orgs, &settings.org_name));
        around.known = orgs.into_iter().map(|org| org.name).collect();
        Ok(around)
    }

    /// The same with what this kind of workbook is compared with besides.
    pub async fn of_kind(app: &App, kind: ImportKind) -> AppResult<Self> {
        let mut around = Self::of(app).await?;
        if kind == ImportKind::Campaign && app.user().await.is_some() {
            let store = app.store_for(Act::Import).await?;
            let joined = store.joined().await?;
            let people = store.all::<Person>().await?.into_iter();
            let people = people.filter(|person| !joined.is_other(&person.id));
            let named = people.filter_map(|person| {
                let (_, key) = person.keys().into_iter().next()?;
                Some((key, person.name))
            });
            around.people = named.collect();
        }
        if kind == ImportKind::Scholarships && app.user().await.is_some() {
            around.rounds = rounds(&app.store_for(Act::Import).await?).await?;
        }
        Ok(around)
    }
}

/// Reads the sheets of a workbook and checks them.
pub fn run(
    kind: ImportKind,
    file: &str,
    sheets: &[Sheet],
    choices: &[ColumnChoice],
    around: &Surroundings,
    progress: &Progress,
) -> AppResult<Checks> {
    let rows = sheets.iter().map(Sheet::row_count).sum();
    progress.stage("核对", rows);
    let refuse = |error: SurveyError| {
        let (SurveyError::NoApplicantSheet { sheets }
        | SurveyError::NoUnionSheet { sheets }
        | SurveyError::NoRosterSheet { sheets }
        | SurveyError::NoVisitSheet { sheets }) = error;
        wrong_sheets(file, wanted(kind), &sheets)
    };
    let without = |error: NoSuchSheet| wrong_sheets(file, &error.wanted(), &error.sheets);
    let checks = match kind {
        ImportKind::Unions => {
            let options = UnionOptions {
                as_of: None,
                today: around.today,
                choices: choices.to_vec(),
                known: &around.known,
            };
            Checks::Unions(Box::new(check_unions(sheets, &options).map_err(refuse)?))
        }
        ImportKind::Campaign => {
            let options = RosterOptions {
                today: around.today,
                choices: choices.to_vec(),
                known: &around.people,
            };
            Checks::Campaign(Box::new(check_roster(sheets, &options).map_err(refuse)?))
        }
        ImportKind::Visits => {
            let options = VisitLogOptions {
                today: around.today,
                choices: choices.to_vec(),
            };
            let log = check_visit_log(sheets, &options).map_err(refuse)?;
            Checks::Visits(Box::new(log), Arc::clone(&around.federations))
        }
        ImportKind::Scholarships => {
            gifts::scholarships(sheets, choices, around).map_err(without)?
        }
        ImportKind::ModelWorkers => {
            gifts::model_workers(sheets, choices, around).map_err(without)?
        }
        ImportKind::Hardship => {
            let options = SurveyOptions {
                survey_date: None,
                today: around.today,
                choices: choices.to_vec(),
                packs: packs(sheets, around),
            };
            Checks::Hardship(Box::new(check(sheets, &options).map_err(refuse)?))
        }
    };
    progress.done(rows)?;
    Ok(checks)
}

/// Reads and checks in one go.
pub fn read_and_run(
    kind: ImportKind,
    file: &str,
    bytes: &[u8],
    around: &Surroundings,
    progress: &Progress,
) -> AppResult<(Vec<Sheet>, Checks)> {
    let sheets = read_sheets(file, bytes, progress)?;
    let checks = run(kind, file, &sheets, &[], around, progress)?;
    Ok((sheets, checks))
}

/// The packs stated categories are compared with: the three demo packs for the fictional county,
/// the unit's own pack everywhere else.
fn packs(sheets: &[Sheet], around: &Surroundings) -> Vec<NamedPack> {
    if around.region.starts_with(DEMO_COUNTY) || is_demo_county(sheets) {
        let named = [("A", "demo-a"), ("B", "demo-b"), ("C", "demo-c")];
        return named
            .into_iter()
            .filter_map(|(name, id)| {
                let pack = parse(built_in_text(id)?).ok()?;
                Some(NamedPack {
                    name: name.to_owned(),
                    pack,
                })
            })
            .collect();
    }
    let own = around.pack.iter();
    own.map(|pack| NamedPack {
        name: pack.id.clone(),
        pack: pack.clone(),
    })
    .collect()
}

pub(super) fn is_demo_county(sheets: &[Sheet]) -> bool {
    sheets.iter().any(|sheet| {
        sheet
            .rows()
            .take(ROWS_LOOKED_AT)
            .flat_map(|row| row.cells())
            .any(|(_, value)| matches!(value, Value::Text(text) if text.trim() == DEMO_COUNTY))
    })
}

/// What a workbook of the kind is known by.
fn wanted(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Unions => "工会组织",
        ImportKind::Hardship => "困难职工档案",
        ImportKind::Campaign => "送温暖花名册(有姓名、身份证号和慰问金额)",
        ImportKind::Visits => "走访记录(有走访日期、走访对象和走访人)",
        ImportKind::Scholarships => "金秋助学申请",
        ImportKind::ModelWorkers => "劳模名册",
    }
}

fn wrong_sheets(file: &str, wanted: &str, sheets: &[String]) -> AppError {
    let names = if sheets.is_empty() {
        "没有工作表".to_owned()
    } else {
        sheets.join("、")
    };
    let detail = format!("需要“{wanted}”，现有：{names}");
    let params = [("file", file.to_owned()), ("detail", detail)];
    AppError::with(Code::WorkbookWrongSheets, params)
}
