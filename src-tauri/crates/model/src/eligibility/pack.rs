//! A policy pack: one region's rule as data, with dates, sources and the dibao line history.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::base_data::BaseDataGate;
use super::basics::{Fraction, Op};
use crate::caps::Cap;
use crate::model_workers::BenefitRule;
use crate::money::Fen;
use crate::records::{BenefitKind, HonorLevel, IncomeKind, RigidKind};
use crate::scholarship::ScholarshipStandard;

/// A policy pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Pack {
    /// `[a-z0-9-]+`, e.g. `demo-a`.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// Division code (GB/T 2260), or `000000` for the whole country.
    pub region: String,
    pub region_name: String,
    pub note: Option<String>,
    pub source: Source,
    /// Dibao line history, ascending.
    pub dibao_lines: Vec<DibaoLine>,
    /// Last years' provincial per-capita disposable income, for the income gate.
    pub provincial_incomes: Vec<ProvincialIncome>,
    /// Versions of the rule, ascending.
    pub versions: Vec<Version>,
}

/// Where a pack comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Source {
    pub document: String,
    pub article: Option<String>,
    pub address: Option<String>,
    /// How sure the source is: `S`, `W4`, `K`, `A` (doubtful), or own words for an edited pack.
    pub tag: String,
}

/// The dibao line (低保标准) from one day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DibaoLine {
    pub from: NaiveDate,
    /// Last day, inclusive; `None` = until the next line.
    pub to: Option<NaiveDate>,
    /// Fen per person and month.
    pub fen: Fen,
    pub source: String,
    pub note: Option<String>,
}

/// Provincial per-capita disposable income of one year, in fen per year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProvincialIncome {
    pub year: i32,
    pub fen: Fen,
    pub source: String,
}

/// One version of the rule, in force from one day to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Version {
    pub effective_from: NaiveDate,
    /// Last day, inclusive; `None` = still in force.
    pub effective_to: Option<NaiveDate>,
    pub note: Option<String>,
    /// Which dibao line is compared with.
    pub line: LineChoice,
    /// Income kinds that count.
    pub income_kinds: Vec<IncomeKind>,
    /// Rigid expenditure kinds that are deducted.
    pub rigid_kinds: Vec<RigidKind>,
    pub rule: Rule,
    pub gates: Vec<Gate>,
    pub exclusions: Vec<Exclusion>,
    /// Ceilings of aid; the eligibility rule and the caps of a pack are independent.
    #[serde(default)]
    pub caps: Vec<Cap>,
    /// What students are given, and who is left out.
    #[serde(default)]
    pub scholarship: Option<ScholarshipStandard>,
    /// What model workers are given.
    #[serde(default)]
    pub benefits: Vec<BenefitRule>,
    /// Who is nominated must be in the base data already.
    #[serde(default)]
    pub base_data: Option<BaseDataGate>,
}

/// Which dibao line a version compares with (DOMAIN §2.2: some places use last year's).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineChoice {
    /// The line in force on the day.
    Current,
    /// The line in force on 31 December of the year before.
    PreviousYear,
}

/// The words of a clause and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Basis {
    pub text: String,
    pub article: String,
    /// What is doubtful or was not found in the source.
    pub note: Option<String>,
}

/// How a version decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rule {
    Formula(FormulaRule),
    Flat(FlatRule),
    #[serde(rename = "categories_2016")]
    Categories2016(Rule2016),
    /// The pack says how much may be given, not who qualifies.
    CapsOnly,
}

/// `amount per head and month  op  dibao line × times`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Threshold {
    pub op: Op,
    pub times: Fraction,
    pub basis: Basis,
}

/// (income − rigid) ÷ 12 ÷ members against multiples of the dibao line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FormulaRule {
    pub deep: Threshold,
    pub relative: Option<Threshold>,
    pub accidental: Option<AccidentalRule>,
}

/// Hardship by accident: any one of the conditions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AccidentalRule {
    /// Asked before deep and relative (a household with an event is accidental, whatever it earns).
    pub first: bool,
    pub any_of: Vec<AccidentalWhen>,
    pub basis: Basis,
}

/// One condition of hardship by accident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AccidentalWhen {
    /// A sudden event is on file.
    Event,
    /// The event injured or killed a family member.
    Casualty,
    /// Loss `op` annual family income × ratio.
    LossRatio { op: Op, ratio: Fraction },
    /// (income − rigid − loss) per head and month `op` line × times.
    AfterWithin { op: Op, times: Fraction },
    /// Confirmed by hand.
    Manual,
}

/// A flat amount per head and month, or one of the listed misfortunes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FlatRule {
    pub op: Op,
    /// Fen per person and month.
    pub fen: Fen,
    pub basis: Basis,
    /// Serious illness of a family member also qualifies.
    pub or_serious_illness: bool,
    /// A sudden event also qualifies.
    pub or_event: bool,
    pub or_basis: Option<Basis>,
}

/// The categories of about 2011–2018: 低保户, 低保边缘户, 意外致困户.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Rule2016 {
    /// Income per head below the line …
    pub dibao: Threshold,
    /// … for at least so many consecutive months.
    pub dibao_months: u32,
    pub near: Amount2016,
    pub accidental: Amount2016,
}

/// Two bounds of one 2016 category: before and after deduction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Amount2016 {
    /// Income per head and month.
    pub before: Threshold,
    /// The same after deduction of what caused the hardship.
    pub after: Threshold,
}

/// A condition that must hold besides the amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Gate {
    pub kind: GateKind,
    pub enabled: bool,
    pub basis: Basis,
}

/// The known gates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum GateKind {
    /// 工作状态 is one of these words.
    InService {
        states: Vec<String>,
    },
    UnionMember,
    EmployerHasUnion,
    /// A migrant worker's contract has lasted so many months.
    MigrantMonths {
        months: u32,
    },
    /// Family income per head and year `op` last year's provincial per-capita disposable income.
    IncomeBelowProvince {
        op: Op,
    },
    /// A hardship cause is on file.
    HasCause,
    /// Completed age, both ends included.
    Age {
        min: u32,
        max: u32,
    },
}

impl GateKind {
    /// The identifier used in packs and clauses.
    pub fn id(&self) -> &'static str {
        match self {
            Self::InService { .. } => "in_service",
            Self::UnionMember => "union_member",
            Self::EmployerHasUnion => "employer_has_union",
            Self::MigrantMonths { .. } => "migrant_months",
            Self::IncomeBelowProvince { .. } => "income_below_province",
            Self::HasCause => "has_cause",
            Self::Age { .. } => "age",
        }
    }
}

/// A fact that keeps a household out; each is a switch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Exclusion {
    /// E.g. `owns_vehicle`; the same id is noted on the file.
    pub id: String,
    pub enabled: bool,
    pub basis: Basis,
}

impl Pack {
    /// The version in force on a day.
    pub fn version_on(&self, on: NaiveDate) -> Option<&Version> {
        self.versions.iter().find(|version| {
            version.effective_from <= on && version.effective_to.is_none_or(|to| on <= to)
        })
    }

    /// The rule of one benefit of model workers in the version in force on a day: the one for the
    /// level, else any of the kind (which then says that the level is not covered).
    pub fn benefit_on(
        &self,
        on: NaiveDate,
        kind: BenefitKind,
        level: Option<HonorLevel>,
    ) -> Option<&BenefitRule> {
        let rules = &self.version_on(on)?.benefits;
        let mut of_kind = rules.iter().filter(|rule| rule.kind == kind);
        let first = of_kind.clone().next();
        let covers = |rule: &&BenefitRule| {
            rule.levels.is_empty() || level.is_some_and(|level| rule.levels.contains(&level))
        };
        of_kind.find(covers).or(first)
    }

    /// The dibao line in force on a day.
    pub fn line_on(&self, on: NaiveDate) -> Option<&DibaoLine> {
        let last = self.dibao_lines.iter().rfind(|line| line.from <= on)?;
        last.to.is_none_or(|to| on <= to).then_some(last)
    }

    /// Last year's dibao line: the one in force on 31 December of the year before `on`.
    pub fn line_of_previous_year(&self, on: NaiveDate) -> Option<&DibaoLine> {
        self.line_on(NaiveDate::from_ymd_opt(on.year() - 1, 12, 31)?)
    }
}
