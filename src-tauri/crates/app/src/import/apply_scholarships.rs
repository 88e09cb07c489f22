//! Imports the accepted applications of a scholarship list in one operation that can be undone.
//!
//! The same list twice changes nothing: the round is found by its year, a case by its student (a
//! student's second row is a second case, refused). What is there stays as it is; only links to the
//! parent's file that were unknown then, and a decision that was open, are filled in.

use std::collections::HashMap;

use chrono::NaiveDate;
use songnuan_model::eligibility::Pack;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AwardDecision, HardshipFile, HouseholdMember, Person, ScholarshipCase, ScholarshipRound,
    ScholarshipStep, ScholarshipStepKind,
};
use songnuan_model::roles::Act;
use songnuan_model::scholarship::{ApplicationRow, ScholarshipList};
use songnuan_model::survey::Checked;
use songnuan_store::Changed;

use super::apply::{Counter, Desk};
use super::apply_people::Fill;
use super::decide::Decisions;
use super::source;
use crate::app::App;
use crate::commands::import::ImportOutcome;
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;
use crate::op::Op;

/// Imports a list of applications. Dropping out anywhere before the end leaves nothing behind.
pub async fn apply_scholarships(
    app: &App,
    file_name: &str,
    list: &ScholarshipList,
    pack: Option<&Pack>,
    (decisions, strict): (&Decisions, bool),
    progress: &Progress,
) -> AppResult<ImportOutcome> {
    let all = || list.parts.iter().flat_map(|part| &part.rows);
    let (total, rejected) = (all().count(), all().filter(|row| !row.accepted()).count());
    if strict && rejected > 0 {
        let params = [("rejected", rejected.to_string())];
        return Err(AppError::with(Code::ImportRefused, params));
    }
    progress.stage("写入助学申请", total);
    let store = app.store_for(Act::Import).await?;
    let default_pack = crate::session::settings_of(&store).await?.default_pack;
    let tx = app
        .begin(Op::ImportScholarships, &format!("导入“{file_name}”"))
        .await?;
    let mut desk = Desk {
        app,
        tx,
        empty: false,
        people: HashMap::new(),
        people_new: 0,
    };
    let taken: Vec<(&str, &Checked<ApplicationRow>)> = list
        .parts
        .iter()
        .flat_map(|part| decisions.taken(part).map(|row| (part.tab.as_str(), row)))
        .collect();
    let mut outcome = ImportOutcome {
        rows_taken: u32::try_from(taken.len()).unwrap_or(u32::MAX),
        ..ImportOutcome::default()
    };
    outcome.rows_left_out = u32::try_from(total)
        .unwrap_or(u32::MAX)
        .saturating_sub(outcome.rows_taken);
    if taken.is_empty() {
        outcome.message = "没有可以导入的行，什么都没有改动。请按提示改正后再导入。".to_owned();
        return Ok(outcome);
    }
    let pack_id = pack.map_or(default_pack, |pack| pack.id.clone());
    let round = round(&mut desk, list, pack, pack_id, file_name).await?;
    let mut book = Book::read(&mut desk, round, file_name).await?;
    let mut counter = Counter::new(progress);
    for (tab, row) in taken {
        counter.step()?;
        book.row(&mut desk, tab, row, &mut outcome).await?;
    }
    progress.done(total)?;
    outcome.people_new = desk.people_new;
    let done = desk.tx.commit().await?;
    outcome.op_id = done.seq.map(|_| done.op_id);
    outcome.message = message(&outcome, &book);
    outcome.round_id = Some(book.round.id);
    Ok(outcome)
}

/// The round of that year, or a new one: its name and last day from the list, else from the pack.
async fn round(
    desk: &mut Desk<'_>,
    list: &ScholarshipList,
    pack: Option<&Pack>,
    pack_id: String,
    file_name: &str,
) -> AppResult<ScholarshipRound> {
    let year = list.heading.year;
    let stored: Vec<ScholarshipRound> = desk.tx.by_key("round_year", &year.to_string()).await?;
    if let Some(round) = stored.into_iter().next() {
        return Ok(round);
    }
    let today = desk.app.host().today();
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
    let version = pack.and_then(|pack| pack.version_on(day(9, 1)));
    let standard = version.and_then(|version| version.scholarship.as_ref());
    let deadline = standard.and_then(|standard| standard.deadline);
    let closes_on = list.heading.closes_on.or(deadline);
    let round = ScholarshipRound {
        id: desk.app.host().new_id(),
        name: list.heading.name.clone(),
        year,
        pack: pack_id,
        opens_on: day(1, 1),
        closes_on: closes_on.unwrap_or_else(|| day(12, 31)),
        closed: false,
        basis: pack.map(|pack| pack.source.document.clone()),
        note: Some(format!("由“{file_name}”导入，开始日期请核对")),
        counterpart: false,
        sending_union: None,
        receiving_union: None,
    };
    desk.tx.put(&round).await?;
    Ok(round)
}

/// The round's cases that were there before, by student; each is matched once.
struct Book {
    round: ScholarshipRound,
    stored: HashMap<Id, Vec<ScholarshipCase>>,
    last_seq: u32,
    /// Rows with a file number that led to no file of the parent.
    unlinked: u32,
    user: String,
    opinion: String,
}

impl Book {
    async fn read(
        desk: &mut Desk<'_>,
        round: ScholarshipRound,
        file_name: &str,
    ) -> AppResult<Self> {
        let cases: Vec<ScholarshipCase> = desk.tx.children(&round.id).await?;
        let last_seq = cases.iter().map(|case| case.seq).max().unwrap_or(0);
        let mut stored: HashMap<Id, Vec<ScholarshipCase>> = HashMap::new();
        for case in cases {
            stored.entry(case.person_id.clone()).or_default().push(case);
        }
        Ok(Self {
            round,
            stored,
            last_seq,
            unlinked: 0,
            user: desk.app.user().await.unwrap_or_default(),
            opinion: format!("由“{file_name}”导入"),
        })
    }

    async fn row(
        &mut self,
        desk: &mut Desk<'_>,
        tab: &str,
        row: &Checked<ApplicationRow>,
        outcome: &mut ImportOutcome,
    ) -> AppResult<()> {
        let data = &row.data;
        let student = student(desk, data).await?;
        let known = self.stored.get_mut(&student);
        let known = known.and_then(|cases| (!cases.is_empty()).then(|| cases.remove(0)));
        let is_new = known.is_none();
        if is_new && self.round.closed {
            return Err(AppError::invalid(format!(
                "“{}”已经结束，不能再登记新的申请。什么都没有导入，请先把这次助学改为未结束。",
                self.round.name
            )));
        }
        let mut case = match known {
            Some(case) => case,
            None => self.new_case(desk.app, student, tab, row),
        };
        let listed = case.source_key.is_some();
        if listed && case.decision == AwardDecision::Pending {
            decided(&mut case, data);
        }
        if case.parent_file_id.is_none() {
            match parent(desk, data).await? {
                Some((person, file)) => {
                    case.parent_file_id = Some(file);
                    Fill::Gaps.put(&mut case.parent_person_id, Some(person));
                }
                None => self.unlinked += u32::from(data.file_no.is_some()),
            }
        }
        match desk.tx.put(&case).await? {
            Changed::Created => outcome.cases_new += 1,
            Changed::Updated => outcome.cases_changed += 1,
            Changed::Unchanged => {}
        }
        let today = desk.app.host().today();
        if let Some(on) = data.applied_on.filter(|on| is_new && *on <= today) {
            let applied = ScholarshipStep {
                id: desk.app.host().new_id(),
                case_id: case.id,
                kind: ScholarshipStepKind::Applied,
                on,
                by: self.user.clone(),
                opinion: Some(self.opinion.clone()),
                notice_ends_on: None,
            };
            desk.tx.put(&applied).await?;
        }
        Ok(())
    }

    fn new_case(
        &mut self,
        app: &App,
        student: Id,
        tab: &str,
        row: &Checked<ApplicationRow>,
    ) -> ScholarshipCase {
        let data = &row.data;
        self.last_seq += 1;
        ScholarshipCase {
            id: app.host().new_id(),
            round_id: self.round.id.clone(),
            seq: self.last_seq,
            person_id: student,
            parent_name: data.parent_name.clone().unwrap_or_default(),
            parent_employer: data.parent_employer.clone(),
            parent_state: data.parent_state.clone(),
            parent_is_member: data.parent_is_member,
            stated_file_no: data.file_no.clone(),
            school: data.school.clone().unwrap_or_default(),
            level: data.level,
            student_kind: data.student_kind,
            admission: data.admission,
            major: data.major.clone(),
            admission_no: data.admission_no.clone(),
            entry_year: data.entry_year,
            length_years: data.length_years,
            tuition: data.tuition,
            applied_on: data.applied_on,
            other_aid: data.other_aid.clone(),
            other_aid_amount: data.other_aid_amount,
            card_holder: data.card_holder.clone(),
            card_no: data.card_no.clone(),
            bank: data.bank.clone(),
            source_key: Some(source::key(tab, None, row.row)),
            note: note(data),
            ..ScholarshipCase::default()
        }
    }
}

/// Before the state of the file, in the remark of an imported application.
const STATED: &str = "名册所填档案状态：";

/// The remark, and the state of the file as the list tells it: the decision rests on it.
fn note(data: &ApplicationRow) -> Option<String> {
    let word = data.file_word.as_ref();
    let file = word.map(|word| format!("{STATED}{word}"));
    let parts: Vec<String> = data.note.clone().into_iter().chain(file).collect();
    (!parts.is_empty()).then(|| parts.join("；"))
}

/// The two parts of such a remark again: what somebody wrote, and the state of the file.
pub(crate) fn split_note(note: Option<&str>) -> (Option<String>, Option<String>) {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    match note.and_then(|note| note.rsplit_once(STATED)) {
        Some((own, word)) => (some(own.trim_end_matches('；')), some(word)),
        None => (note.and_then(some), None),
    }
}

/// What the rules say of the row.
fn decided(case: &mut ScholarshipCase, data: &ApplicationRow) {
    if let Some(decision) = &data.decision {
        case.decision = decision.decision;
        case.reasons.clone_from(&decision.reasons);
        case.award = decision.award;
    }
}

/// The student: one person however many rounds and rows.
async fn student(desk: &mut Desk<'_>, data: &ApplicationRow) -> AppResult<Id> {
    let key = data.person_key.clone().unwrap_or_default();
    let stored = desk.person(&key).await?;
    let mut person = stored.unwrap_or_else(|| Person {
        id: desk.app.host().new_id(),
        name: data.name.clone().unwrap_or_default(),
        id_no: data.id_no.clone().unwrap_or_default(),
        ..Person::default()
    });
    Fill::Gaps.put(&mut person.sex, data.sex);
    Fill::Gaps.put(&mut person.birth, data.birth);
    Fill::Gaps.put(&mut person.mobile, data.mobile.clone());
    let id = person.id.clone();
    desk.keep(Some(&key), person).await?;
    Ok(id)
}

/// The parent and the file of the stated number, when the parent is the applicant of that file or
/// lives in that household; a number alone may be mistyped.
async fn parent(desk: &mut Desk<'_>, data: &ApplicationRow) -> AppResult<Option<(Id, Id)>> {
    let (Some(number), Some(name)) = (&data.file_no, &data.parent_name) else {
        return Ok(None);
    };
    for file in desk.tx.by_key::<HardshipFile>("file_no", number).await? {
        let members: Vec<HouseholdMember> = desk.tx.children(&file.household_id).await?;
        let living = members
            .into_iter()
            .filter(|member| member.left_on.is_none());
        let people = living.map(|member| member.person_id);
        for id in std::iter::once(file.applicant_id).chain(people) {
            let person = desk.tx.get::<Person>(&id).await?;
            if person.is_some_and(|person| person.name == *name) {
                return Ok(Some((id, file.id)));
            }
        }
    }
    Ok(None)
}

fn message(outcome: &ImportOutcome, book: &Book) -> String {
    let (round, left_out) = (&book.round.name, outcome.rows_left_out);
    let mut text = if outcome.op_id.is_none() {
        format!("这份表里的申请都已在“{round}”中，没有任何改动。{left_out} 行未导入。")
    } else {
        format!(
            "已导入“{round}”：新登记申请 {} 件，补充 {} 件，新登记 {} 人；{left_out} 行未导入。可在“撤销”中一次撤回。",
            outcome.cases_new, outcome.cases_changed, outcome.people_new
        )
    };
    if book.unlinked > 0 {
        let unlinked = book.unlinked;
        let unlinked = format!(
            "有 {unlinked} 件写了档案编号，但库里没有这个编号或家长姓名不符，没有连到档案，请核对。"
        );
        text.push_str(&unlinked);
    }
    text
}
