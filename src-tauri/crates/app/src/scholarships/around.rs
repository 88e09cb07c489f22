//! What stands around applications, read in few reads: rounds, students, steps, payments.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use songnuan_model::caps::counted_on;
use songnuan_model::eligibility::Pack;
use songnuan_model::ledger::{BatchFacts, BatchState, LineState};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, AwardDecision, FileStatus, HardshipFile, PaymentLine, Person, ScholarshipCase,
    ScholarshipRound, ScholarshipStep, SchoolLevel,
};
use songnuan_model::scholarship::{
    Application, Decision, Duplicate, FileStanding, StudentRoom, decide, reason_label, state,
    student_room,
};
use songnuan_model::text::{mask_card, mask_id};
use songnuan_store::Store;

use crate::batches::{awards_facts, with_steps};
use crate::commands::scholarships::{FilingTotal, LevelTotal, ScholarshipRow, ScholarshipTotals};
use crate::error::{AppError, AppResult};

/// A round, or the sentence that it is gone.
pub(super) async fn round(store: &Store, id: &Id) -> AppResult<ScholarshipRound> {
    let round = store.get::<ScholarshipRound>(id).await?;
    round.ok_or_else(|| AppError::not_found("这次助学活动"))
}

/// An application, or the sentence that it is gone.
pub(super) async fn case(store: &Store, id: &Id) -> AppResult<ScholarshipCase> {
    let case = store.get::<ScholarshipCase>(id).await?;
    case.ok_or_else(|| AppError::not_found("这份助学申请"))
}

/// Where the money of a case is.
#[derive(Clone)]
pub(crate) struct Paid {
    pub batch_id: Id,
    pub batch_no: String,
    /// Where the batch stands; a notice that runs counts as approved.
    pub state: BatchState,
    pub amount: Fen,
    pub paid: bool,
}

/// The payments of awards or benefits that stand, by the id of what they pay.
pub(crate) async fn paid(store: &Store, ids: &[Id]) -> AppResult<HashMap<Id, Paid>> {
    let facts = awards_facts(store, ids).await?;
    Ok(paid_of(&facts))
}

fn paid_of(facts: &[BatchFacts]) -> HashMap<Id, Paid> {
    let mut found = HashMap::new();
    for batch in facts {
        for (line, state) in batch.lines.iter().zip(batch.line_states()) {
            let Some(item) = line.item_id.as_ref().filter(|_| state.is_live()) else {
                continue;
            };
            let entry = Paid {
                batch_id: batch.batch.id.clone(),
                state: batch.main_state(),
                batch_no: batch.batch.no.clone(),
                amount: line.amount,
                paid: state == LineState::Paid,
            };
            found.insert(item.clone(), entry);
        }
    }
    found
}

/// Applications with what is known around them.
pub(super) struct Around {
    pub people: HashMap<Id, Person>,
    pub steps: HashMap<Id, Vec<ScholarshipStep>>,
    pub paid: HashMap<Id, Paid>,
    /// The parents' hardship files.
    pub files: HashMap<Id, HardshipFile>,
}

impl Around {
    pub(super) async fn read(store: &Store, cases: &[ScholarshipCase]) -> AppResult<Self> {
        let ids: Vec<Id> = cases.iter().map(|case| case.id.clone()).collect();
        let mut people: Vec<Id> = cases.iter().map(|case| case.person_id.clone()).collect();
        people.sort();
        people.dedup();
        let mut steps: HashMap<Id, Vec<ScholarshipStep>> = HashMap::new();
        for step in store.children_of_all::<ScholarshipStep>(&ids).await? {
            steps.entry(step.case_id.clone()).or_default().push(step);
        }
        let people = store.get_many::<Person>(&people).await?;
        let files = cases.iter().filter_map(|case| case.parent_file_id.clone());
        let mut files: Vec<Id> = files.collect();
        files.sort();
        files.dedup();
        let files = store.get_many::<HardshipFile>(&files).await?;
        Ok(Self {
            people: people.into_iter().map(|it| (it.id.clone(), it)).collect(),
            steps,
            paid: paid(store, &ids).await?,
            files: files.into_iter().map(|it| (it.id.clone(), it)).collect(),
        })
    }

    fn file(&self, case: &ScholarshipCase) -> Option<&HardshipFile> {
        self.files.get(case.parent_file_id.as_ref()?)
    }

    /// 建档: the parent's hardship file is active.
    pub(super) fn is_filed(&self, case: &ScholarshipCase) -> bool {
        standing_by(self.file(case), case) == FileStanding::Active
    }

    fn file_label(&self, case: &ScholarshipCase) -> String {
        match (self.file(case), &case.stated_file_no) {
            (Some(file), _) => format!("{} {}", file.status.label(), file.file_no),
            (None, Some(number)) if self.is_filed(case) => format!("在档（名册所填）{number}"),
            (None, Some(number)) => format!("库中无此档案 {number}"),
            (None, None) => "未建档".to_owned(),
        }
    }

    pub(super) fn name(&self, case: &ScholarshipCase) -> &str {
        let person = self.people.get(&case.person_id);
        person.map_or("", |person| person.name.as_str())
    }

    pub(super) fn steps(&self, case: &Id) -> &[ScholarshipStep] {
        self.steps.get(case).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_paid(&self, case: &Id) -> bool {
        self.paid.get(case).is_some_and(|paid| paid.paid)
    }

    pub(super) fn row(&self, case: &ScholarshipCase) -> ScholarshipRow {
        let person = self.people.get(&case.person_id);
        let step = state(self.steps(&case.id));
        let paid = self.paid.get(&case.id);
        let mut shown = case.clone();
        let card = shown.card_no.take();
        ScholarshipRow {
            name: self.name(case).to_owned(),
            id_masked: person.map(|it| mask_id(&it.id_no)).unwrap_or_default(),
            card_masked: card.as_deref().map(mask_card),
            level_label: level_label(case.level),
            filed: self.is_filed(case),
            file_label: self.file_label(case),
            decision_label: case.decision.label().to_owned(),
            reasons: case.reasons.iter().map(|code| reason_label(code)).collect(),
            step,
            step_label: step.map_or("", |kind| kind.label()).to_owned(),
            batch_no: paid.map(|paid| paid.batch_no.clone()),
            paid: paid.is_some_and(|paid| paid.paid),
            case: shown,
        }
    }

    /// Totals of applications; what is drafted and paid comes from the ledger.
    pub(super) fn totals<'a>(
        &self,
        cases: impl Iterator<Item = &'a ScholarshipCase>,
    ) -> ScholarshipTotals {
        let mut totals = ScholarshipTotals::default();
        let mut levels: BTreeMap<Option<SchoolLevel>, LevelTotal> = BTreeMap::new();
        let mut filings = [(true, "建档"), (false, "未建档")].map(|(filed, label)| FilingTotal {
            filed,
            label: label.to_owned(),
            applications: 0,
            awarded: 0,
            amount: Fen::ZERO,
        });
        for case in cases {
            let [filed, unfiled] = &mut filings;
            let filing = if self.is_filed(case) { filed } else { unfiled };
            let level = levels.entry(case.level).or_insert_with(|| LevelTotal {
                level: case.level,
                label: level_label(case.level),
                applications: 0,
                awarded: 0,
                amount: Fen::ZERO,
            });
            totals.applications += 1;
            level.applications += 1;
            filing.applications += 1;
            match case.decision {
                AwardDecision::Pending => totals.pending += 1,
                AwardDecision::Refused => totals.refused += 1,
                AwardDecision::Award => {
                    totals.awarded += 1;
                    level.awarded += 1;
                    level.amount = plus(level.amount, case.award);
                    filing.awarded += 1;
                    filing.amount = plus(filing.amount, case.award);
                    totals.award_total = plus(totals.award_total, case.award);
                }
            }
            if let Some(paid) = self.paid.get(&case.id) {
                totals.drafted = plus(totals.drafted, paid.amount);
                if paid.paid {
                    totals.paid = plus(totals.paid, paid.amount);
                }
            }
        }
        totals.award_uppercase = totals.award_total.uppercase();
        totals.by_level = levels.into_values().collect();
        totals.by_filing = filings.into();
        totals
    }
}

/// Sums that stay at the largest amount instead of overflowing.
pub(super) fn plus(one: Fen, other: Fen) -> Fen {
    one.checked_add(other).unwrap_or(one)
}

pub(super) fn level_label(level: Option<SchoolLevel>) -> String {
    level.map_or("未填", SchoolLevel::label).to_owned()
}

/// What the rules say of an application.
pub(super) struct Judged {
    pub decision: Decision,
    pub room: Option<StudentRoom>,
}

/// Decides an application by the round's pack, as everything stands now. One standard holds for a
/// whole round: the one in force on its last day.
pub(super) async fn judge(
    store: &Store,
    pack: &Pack,
    round: &ScholarshipRound,
    case: &ScholarshipCase,
    duplicate: bool,
) -> AppResult<Judged> {
    let on = round.closes_on;
    let Some(version) = pack.version_on(on) else {
        return Err(AppError::invalid(format!(
            "政策包“{}”在 {on} 没有生效的版本，无法判定。没有改动；请在助学活动里换一个政策包，或补上那一年的标准。",
            pack.name
        )));
    };
    let given = given(store, case, round.year).await?;
    let room = case
        .level
        .and_then(|level| student_room(pack, on, level, given));
    let facts = Application {
        level: case.level,
        student_kind: case.student_kind,
        file: standing(store, case).await?,
        applied_on: case.applied_on,
        opens_on: Some(round.opens_on),
        closes_on: Some(round.closes_on),
        parent_state: case.parent_state.as_deref(),
        parent_is_member: case.parent_is_member,
        other_aid: case.other_aid.as_deref(),
        duplicate: duplicate.then_some(Duplicate::Case),
        in_base_data: None,
        room: room.as_ref().map(|room| room.left),
    };
    Ok(Judged {
        decision: decide(version, &facts),
        room,
    })
}

/// The parent's file as the base data knows it; a file that is only written on the form counts as
/// the list said when it was read.
async fn standing(store: &Store, case: &ScholarshipCase) -> AppResult<FileStanding> {
    let file = match &case.parent_file_id {
        Some(id) => store.get::<HardshipFile>(id).await?,
        None => None,
    };
    Ok(standing_by(file.as_ref(), case))
}

fn standing_by(file: Option<&HardshipFile>, case: &ScholarshipCase) -> FileStanding {
    match file {
        Some(file) if file.status == FileStatus::Active => FileStanding::Active,
        Some(_) => FileStanding::NotActive,
        None if case.stated_file_no.is_none() => FileStanding::None,
        None if case.reasons.iter().any(|reason| reason == "filed") => FileStanding::Active,
        None => FileStanding::NotActive,
    }
}

/// Schooling aid the ledger gave this student in a year, without what pays this very case, fen.
async fn given(store: &Store, case: &ScholarshipCase, year: i32) -> AppResult<Fen> {
    let lines = store
        .by_key::<PaymentLine>("line_person", case.person_id.as_str())
        .await?;
    let mut batches: Vec<Id> = lines.iter().map(|line| line.batch_id.clone()).collect();
    batches.sort();
    batches.dedup();
    let batches = with_steps(store, store.get_many(&batches).await?).await?;
    let stands = |id: &Id| {
        let batch = batches.iter().find(|facts| facts.batch.id == *id);
        batch.is_some_and(|facts| !facts.is_cancelled())
    };
    let own: Vec<&Id> = lines
        .iter()
        .filter(|line| line.item_id.as_ref() == Some(&case.id))
        .map(|line| &line.id)
        .collect();
    let days: Vec<NaiveDate> = counted_on(&lines);
    let counts = lines.iter().zip(days).filter(|(line, on)| {
        let this_case =
            own.contains(&&line.id) || line.reverses.as_ref().is_some_and(|id| own.contains(&id));
        line.aid_kind == AidKind::SchoolAid
            && on.year() == year
            && !this_case
            && stands(&line.batch_id)
    });
    Ok(counts.fold(Fen::ZERO, |sum, (line, _)| plus(sum, line.amount)))
}

/// The first application of a student in a round is the one that counts.
pub(super) fn is_duplicate(cases: &[ScholarshipCase], case: &ScholarshipCase) -> bool {
    cases.iter().any(|other| {
        other.id != case.id
            && other.person_id == case.person_id
            && (other.seq, &other.id) < (case.seq, &case.id)
    })
}
