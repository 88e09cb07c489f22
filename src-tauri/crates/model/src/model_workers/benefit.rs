//! The benefit of one model worker by one rule on one day, with every clause and reason code.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::rule::{BenefitPay, BenefitRule, ExcludedWhen, HardshipNeed, WorkerLine};
use crate::dates::age_completed;
use crate::eligibility::{Basis, Clause, Exact};
use crate::money::Fen;
use crate::papers::Sex;
use crate::records::{BenefitKind, HonorLevel, WorkerKind, WorkerState};

/// What is known of a model worker on a day.
#[derive(Clone, Copy)]
pub struct WorkerFacts {
    pub on: NaiveDate,
    pub level: Option<HonorLevel>,
    pub kind: Option<WorkerKind>,
    pub state: Option<WorkerState>,
    pub birth: Option<NaiveDate>,
    pub sex: Option<Sex>,
    /// Fen per month: wage or pension.
    pub monthly_income: Option<Fen>,
    pub fixed_income: Option<bool>,
    pub disabled: Option<bool>,
    pub under_investigation: Option<bool>,
    /// Own out-of-pocket medical cost in the rule's period, fen; see `MedicalNeed::spent`.
    pub own_medical: Option<Fen>,
    pub jobless: Option<bool>,
    pub relative_ill: Option<bool>,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BenefitOutcome {
    /// 享受
    Given,
    /// 不享受
    NotGiven,
    /// 符合, the amount is decided by hand
    ByHand,
    /// 待补材料
    Incomplete,
}

impl BenefitOutcome {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Given => "享受",
            Self::NotGiven => "不享受",
            Self::ByHand => "符合，金额另定",
            Self::Incomplete => "待补材料",
        }
    }
}

/// The benefit with its explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BenefitResult {
    pub kind: BenefitKind,
    pub outcome: BenefitOutcome,
    /// Fen per month; zero for benefits that are not monthly.
    pub monthly: Fen,
    /// Fen per year.
    pub yearly: Fen,
    /// Reason codes; see [`super::benefit_reason_label`] for the words.
    pub reasons: Vec<String>,
    pub clauses: Vec<Clause>,
}

/// Months of a year.
const MONTHS: i64 = 12;

/// The benefit by a rule.
pub fn benefit(rule: &BenefitRule, facts: &WorkerFacts) -> BenefitResult {
    let mut asked = Asked {
        result: BenefitResult {
            kind: rule.kind,
            outcome: BenefitOutcome::NotGiven,
            monthly: Fen::ZERO,
            yearly: Fen::ZERO,
            reasons: Vec::new(),
            clauses: Vec::new(),
        },
    };
    if asked.excluded(rule, facts) || !asked.level(rule, facts) {
        return asked.result;
    }
    if let Some(need) = &rule.need
        && !asked.need(need, facts)
    {
        return asked.result;
    }
    match &rule.pay {
        BenefitPay::UpToLine { lines, monthly_cap } => asked.up_to_line(lines, *monthly_cap, facts),
        BenefitPay::Yearly { fen } => {
            asked.clause("amount", &rule.basis, Some(true), format!("每年 {fen} 元"));
            asked.reason("flat_yearly");
            asked.result.yearly = *fen;
            asked.result.outcome = BenefitOutcome::Given;
        }
        BenefitPay::ByHand => {
            asked.clause(
                "amount",
                &rule.basis,
                Some(true),
                "来源没有写明金额".to_owned(),
            );
            asked.reason("amount_by_hand");
            asked.result.outcome = BenefitOutcome::ByHand;
        }
    }
    asked.result
}

struct Asked {
    result: BenefitResult,
}

impl Asked {
    fn clause(&mut self, id: &str, basis: &Basis, passed: Option<bool>, numbers: String) {
        self.result.clauses.push(Clause {
            id: id.to_owned(),
            text: basis.text.clone(),
            article: basis.article.clone(),
            passed,
            numbers,
            gap: None,
        });
    }

    fn reason(&mut self, code: impl Into<String>) {
        self.result.reasons.push(code.into());
    }

    fn missing(&mut self, field: &str) {
        self.reason(format!("missing:{field}"));
        self.result.outcome = BenefitOutcome::Incomplete;
    }

    /// True when nothing more is to be asked.
    fn excluded(&mut self, rule: &BenefitRule, facts: &WorkerFacts) -> bool {
        let Some(state) = facts.state else {
            self.missing("state");
            return true;
        };
        let own = rule.exclusions.iter().filter(|e| e.enabled);
        let mut exclusions: Vec<(ExcludedWhen, Basis)> =
            own.map(|e| (e.when, e.basis.clone())).collect();
        if !exclusions
            .iter()
            .any(|(when, _)| *when == ExcludedWhen::Deceased)
        {
            let basis = Basis {
                text: "去世的人员不再享受待遇。".to_owned(),
                article: "待遇发放的一般规则".to_owned(),
                note: None,
            };
            exclusions.push((ExcludedWhen::Deceased, basis));
        }
        for (when, basis) in exclusions {
            let holds = match when {
                ExcludedWhen::Deceased => state == WorkerState::Deceased,
                ExcludedWhen::Revoked => state == WorkerState::Revoked,
                ExcludedWhen::Emigrated => state == WorkerState::Emigrated,
                ExcludedWhen::Missing => state == WorkerState::Missing,
                ExcludedWhen::UnderInvestigation => facts.under_investigation == Some(true),
            };
            self.clause(
                when.reason(),
                &basis,
                Some(!holds),
                state.label().to_owned(),
            );
            if holds {
                self.reason(when.reason());
            }
        }
        !self.result.reasons.is_empty()
    }

    fn level(&mut self, rule: &BenefitRule, facts: &WorkerFacts) -> bool {
        if rule.levels.is_empty() {
            return true;
        }
        let Some(level) = facts.level else {
            self.missing("level");
            return false;
        };
        let covered = rule.levels.contains(&level);
        self.clause(
            "level",
            &rule.basis,
            Some(covered),
            level.label().to_owned(),
        );
        if !covered {
            self.reason("level_not_covered");
        }
        covered
    }

    /// Any one hardship is enough; what is not known could be the one.
    fn need(&mut self, need: &HardshipNeed, facts: &WorkerFacts) -> bool {
        let mut unknown: Vec<&str> = Vec::new();
        let mut found: Vec<&str> = Vec::new();
        let mut numbers: Vec<String> = Vec::new();
        if let Some(medical) = &need.medical {
            let over = exact(medical.over);
            match facts.own_medical {
                Some(spent) => {
                    numbers.push(format!(
                        "{} 至 {} 个人自付 {spent} 元",
                        medical.from, medical.to
                    ));
                    if medical.op.holds(&exact(spent), &over) {
                        found.push("own_medical_over_threshold");
                    }
                }
                None => unknown.push("own_medical"),
            }
        }
        let others = [
            (need.jobless, facts.jobless, "jobless"),
            (
                need.relative_ill,
                facts.relative_ill,
                "relative_seriously_ill",
            ),
        ];
        for (asked, fact, code) in others {
            match fact {
                Some(true) if asked => found.push(code),
                None if asked => unknown.push(code),
                _ => {}
            }
        }
        let passed = match (found.is_empty(), unknown.is_empty()) {
            (false, _) => Some(true),
            (true, true) => Some(false),
            (true, false) => None,
        };
        self.clause("need", &need.basis, passed, numbers.join("；"));
        match passed {
            Some(true) => found.iter().for_each(|code| self.reason(*code)),
            Some(false) => self.reason("need_not_met"),
            None => unknown.iter().for_each(|field| self.missing(field)),
        }
        passed == Some(true)
    }

    fn up_to_line(&mut self, lines: &[WorkerLine], cap: Option<Fen>, facts: &WorkerFacts) {
        let Some(kind) = facts.kind else {
            self.missing("kind");
            return;
        };
        let Some(line) = lines.iter().find(|line| line.worker == kind) else {
            self.reason("no_line_for_kind");
            return;
        };
        if !self.fits(line, facts) {
            return;
        }
        let code = format!("{}_line", kind_id(kind));
        let Some(income) = facts.monthly_income else {
            self.missing("monthly_income");
            return;
        };
        let gap = Fen(line.fen.0 - income.0);
        let below = gap > Fen::ZERO;
        let numbers = format!("{} − {income} = {gap} 元/月", line.fen);
        self.clause(&code, &line.basis, Some(below), numbers);
        self.reason(code);
        if !below {
            self.reason("income_at_or_above_line");
            return;
        }
        let monthly = cap.map_or(gap, |cap| gap.min(cap));
        if let Some(cap) = cap.filter(|cap| gap > *cap) {
            self.reason(format!("capped_{}", cap.plain().trim_end_matches(".00")));
        }
        self.result.monthly = monthly;
        self.result.yearly = monthly.checked_mul(MONTHS).unwrap_or(monthly);
        self.result.outcome = BenefitOutcome::Given;
    }

    /// Age and fixed income, where the line asks for them.
    fn fits(&mut self, line: &WorkerLine, facts: &WorkerFacts) -> bool {
        if line.or_disabled && facts.disabled == Some(true) {
            return true;
        }
        if line.men_from.is_some() || line.women_from.is_some() {
            let (Some(birth), Some(sex)) = (facts.birth, facts.sex) else {
                self.missing("birth");
                return false;
            };
            let from = match sex {
                Sex::Male => line.men_from,
                Sex::Female => line.women_from,
            };
            let age = age_completed(birth, facts.on).unwrap_or(0);
            if from.is_some_and(|from| age < from) {
                let numbers = format!("{} {age} 周岁", sex.label());
                let code = format!("{}_under_age", kind_id(line.worker));
                self.clause(&code, &line.basis, Some(false), numbers);
                self.reason(code);
                return false;
            }
        }
        if line.no_fixed_income {
            match facts.fixed_income {
                None => {
                    self.missing("fixed_income");
                    return false;
                }
                Some(true) => {
                    let code = format!("{}_fixed_income", kind_id(line.worker));
                    self.clause(&code, &line.basis, Some(false), "有固定收入".to_owned());
                    self.reason(code);
                    return false;
                }
                Some(false) => {}
            }
        }
        true
    }
}

fn exact(fen: Fen) -> Exact {
    Exact::from_integer(i128::from(fen.0))
}

fn kind_id(kind: WorkerKind) -> &'static str {
    match kind {
        WorkerKind::InService => "in_service",
        WorkerKind::Retired => "retired",
        WorkerKind::RetiredCadre => "retired_cadre",
        WorkerKind::Farmer => "farmer",
    }
}

/// What a reason code says in Chinese; an unknown code is shown as it is.
pub fn benefit_reason_label(code: &str) -> String {
    if let Some(field) = code.strip_prefix("missing:") {
        let word = match field {
            "state" => "状态",
            "level" => "荣誉级别",
            "kind" => "人员类别",
            "monthly_income" => "月收入",
            "fixed_income" => "有无固定收入",
            "birth" => "出生日期或性别",
            "own_medical" => "个人自付医疗费",
            "jobless" => "是否失业",
            "relative_seriously_ill" => "近亲属是否患重病",
            other => other,
        };
        return format!("缺少{word}，待补");
    }
    if let Some(yuan) = code.strip_prefix("capped_") {
        return format!("每月最高 {yuan} 元");
    }
    let words = match code {
        "deceased" => "本人已去世",
        "honor_revoked" => "荣誉已撤销",
        "emigrated" => "已移居境外",
        "whereabouts_unknown" => "下落不明",
        "under_investigation" => "正在接受调查",
        "level_not_covered" => "荣誉级别不在范围内",
        "in_service_line" => "按在职标准",
        "retired_line" => "按退休标准",
        "retired_cadre_line" => "按离休标准",
        "farmer_line" => "按农民标准",
        "farmer_under_age" => "农民未到规定年龄",
        "farmer_fixed_income" => "农民有固定收入",
        "income_at_or_above_line" => "收入不低于标准",
        "no_line_for_kind" => "没有这类人员的标准",
        "own_medical_over_threshold" => "个人自付医疗费超过规定",
        "jobless" => "失业",
        "relative_seriously_ill" => "近亲属患重病",
        "need_not_met" => "没有规定的困难情形",
        "flat_yearly" => "按年度定额",
        "amount_by_hand" => "来源没有写明金额，由审批人确定",
        other => other,
    };
    words.to_owned()
}
