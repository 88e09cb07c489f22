//! Adds or changes an application: the base-data gate, the student, the parent, the card.

use songnuan_model::eligibility::Nominee;
use songnuan_model::money::Fen;
use songnuan_model::records::{
    AwardDecision, HardshipFile, Person, ScholarshipCase, ScholarshipRound, ScholarshipStepKind,
};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::around::{self, Around};
use super::award::fixed;
use super::checks::{bad, bad_at, card, check, twice, window};
use super::get::detail;
use super::step::new_step;
use crate::app::App;
use crate::commands::scholarships::{NomineeDraft, ScholarshipDetail, ScholarshipSave};
use crate::conflicts::person_meant;
use crate::eligibility::load_pack;
use crate::error::{AppError, AppResult};
use crate::files::{Found, gate, no_paper, nominee, open_file_of};
use crate::op::Op;

/// Adds an application (empty id) or changes one.
pub async fn save(app: &App, request: ScholarshipSave) -> AppResult<ScholarshipDetail> {
    let session = app.require(Act::EditCases).await?;
    let store = &session.store;
    let mut case = request.case;
    let before = match case.id.0.is_empty() {
        true => None,
        false => Some(around::case(store, &case.id).await?),
    };
    let round = around::round(store, &case.round_id).await?;
    if round.closed {
        return Err(bad("这次助学活动已经结束，不能再登记申请。"));
    }
    if before.as_ref().is_some_and(|it| it.round_id != round.id) {
        return Err(bad("申请不能换到另一次助学活动；请在那一次活动里登记。"));
    }
    keep_own(&mut case, before.as_ref());
    if before.is_none() && round.counterpart {
        counterpart(&mut case, &round);
    }
    tidy(&mut case);
    let student = student(app, store, &case, request.student.as_ref()).await?;
    let renamed = before
        .as_ref()
        .is_none_or(|it| it.person_id != student.person.id);
    case.person_id = student.person.id.clone();
    let parent = parent(app, store, &mut case, request.parent_id_no.as_deref()).await?;
    if renamed {
        let pack = load_pack(store, &round.pack).await?;
        let (on, subject) = (round.closes_on, Nominee::Scholarship);
        gate(&pack, on, subject, &student, "学生").map_err(|no| no.within("student"))?;
        if let Some(parent) = &parent {
            gate(&pack, on, subject, parent, "家长").map_err(|no| no.within("parent"))?;
        }
    }
    check(&case, &student.person, &round, app.host().today())?;
    let mut tx = app.begin(Op::SaveScholarship, "").await?;
    let others = store.children::<ScholarshipCase>(&round.id).await?;
    let around = Around::read(store, &others).await?;
    if let Some(before) = &before {
        undecide(&around, before, &mut case)?;
    }
    twice(&others, &case, &student.person)?;
    let mut warnings = card(&others, &around, &case, request.card_confirmed)?;
    warnings.extend(window(&case, &round));
    if before.is_none() {
        case.id = app.host().new_id();
        case.seq = others.iter().map(|other| other.seq).max().unwrap_or(0) + 1;
    }
    for found in [Some(&student), parent.as_ref()].into_iter().flatten() {
        if !found.known {
            tx.put(&found.person).await?;
        }
    }
    tx.put(&case).await?;
    if let Some(on) = case
        .applied_on
        .filter(|_| around.steps(&case.id).is_empty())
    {
        let step = new_step(app, &case, ScholarshipStepKind::Applied, on, &session.user);
        tx.put(&step).await?;
    }
    tx.commit().await?;
    let mut answer = detail(app, store, case).await?;
    answer.warnings = warnings;
    Ok(answer)
}

/// Facts that decide the award were changed: the decision has to be made again, if it still can be.
fn undecide(
    around: &Around,
    before: &ScholarshipCase,
    case: &mut ScholarshipCase,
) -> AppResult<()> {
    if decisive(before) == decisive(case) {
        return Ok(());
    }
    if let Some(why) = fixed(around, before) {
        return Err(bad(&format!(
            "这份申请{why}，决定资助的内容不能再改；要更正请先撤销那一步或冲销发放。"
        )));
    }
    case.decision = AwardDecision::Pending;
    case.award = Fen::ZERO;
    case.reasons.retain(|code| code == "filed");
    Ok(())
}

/// What the program keeps itself: place, decision and award; and a card that was shown masked.
fn keep_own(case: &mut ScholarshipCase, before: Option<&ScholarshipCase>) {
    let fresh = ScholarshipCase::default();
    let own = before.unwrap_or(&fresh);
    case.seq = own.seq;
    case.decision = own.decision;
    case.reasons.clone_from(&own.reasons);
    case.award = own.award;
    case.continues.clone_from(&own.continues);
    case.source_key.clone_from(&own.source_key);
    if case.card_no.is_none() {
        case.card_no.clone_from(&own.card_no);
    }
}

/// A round of 对口援助 says for its applications who sends and who receives.
fn counterpart(case: &mut ScholarshipCase, round: &ScholarshipRound) {
    case.counterpart = true;
    for (own, usual) in [
        (&mut case.sending_union, &round.sending_union),
        (&mut case.receiving_union, &round.receiving_union),
    ] {
        if own.as_deref().is_none_or(|union| union.trim().is_empty()) {
            own.clone_from(usual);
        }
    }
}

/// What the decision rests on.
fn decisive(case: &ScholarshipCase) -> impl PartialEq + use<> {
    (
        (case.person_id.clone(), case.level, case.student_kind),
        (case.parent_file_id.clone(), case.stated_file_no.clone()),
        (case.parent_state.clone(), case.parent_is_member),
        (case.applied_on, case.other_aid.clone()),
    )
}

fn tidy(case: &mut ScholarshipCase) {
    let line = |text: &mut Option<String>| {
        *text = text
            .take()
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty());
    };
    case.school = case.school.trim().to_owned();
    case.parent_name = case.parent_name.trim().to_owned();
    for text in [
        &mut case.parent_employer,
        &mut case.parent_state,
        &mut case.stated_file_no,
        &mut case.unfiled_reason,
        &mut case.major,
        &mut case.admission_no,
        &mut case.other_aid,
        &mut case.sending_union,
        &mut case.receiving_union,
        &mut case.card_holder,
        &mut case.card_no,
        &mut case.bank,
        &mut case.application_reason,
        &mut case.note,
    ] {
        line(text);
    }
    case.documents.retain(|text| !text.trim().is_empty());
}

/// The student: chosen from the base data, or found by paper.
async fn student(
    app: &App,
    store: &Store,
    case: &ScholarshipCase,
    draft: Option<&NomineeDraft>,
) -> AppResult<Found> {
    if case.person_id.0.is_empty() {
        let Some(draft) = draft else {
            return Err(bad_at(
                "student.name",
                "请选择学生，或填写学生的姓名和身份证号。",
            ));
        };
        let found = nominee(app, store, draft, "学生").await;
        return found.map_err(|no| no.within("student"));
    }
    let person = person_meant(store, &case.person_id).await?;
    let person = person.ok_or_else(|| AppError::not_found("这名学生"))?;
    if person.id_no.is_empty() {
        return Err(no_paper("学生", &person.name).within("student"));
    }
    Ok(Found {
        person,
        known: true,
    })
}

/// The parent, by number or by file; the file of the student's household where none is named.
async fn parent(
    app: &App,
    store: &Store,
    case: &mut ScholarshipCase,
    id_no: Option<&str>,
) -> AppResult<Option<Found>> {
    let today = app.host().today();
    let mut found = None;
    if let Some(number) = id_no.map(str::trim).filter(|number| !number.is_empty()) {
        let draft = NomineeDraft {
            name: case.parent_name.clone(),
            id_no: number.to_owned(),
            mobile: None,
        };
        let parent = nominee(app, store, &draft, "家长").await;
        let parent = parent.map_err(|no| no.within("parent"))?;
        case.parent_person_id = Some(parent.person.id.clone());
        found = Some(parent);
    }
    if case.parent_file_id.is_none() {
        let of = case.parent_person_id.as_ref().unwrap_or(&case.person_id);
        let file = open_file_of(store, of, today, None).await?;
        case.parent_file_id = file.map(|(file, _)| file.id);
    }
    if let Some(id) = &case.parent_file_id {
        let file = store.get::<HardshipFile>(id).await?;
        let file = file.ok_or_else(|| AppError::not_found("家长的档案"))?;
        case.stated_file_no.get_or_insert(file.file_no);
        if case.parent_employer.is_none() {
            case.parent_employer = file.employer;
        }
        if case.parent_person_id.is_none() && file.applicant_id != case.person_id {
            case.parent_person_id = Some(file.applicant_id);
        }
    }
    if found.is_none()
        && let Some(id) = &case.parent_person_id
    {
        let person = store.get::<Person>(id).await?;
        let person = person.ok_or_else(|| AppError::not_found("这位家长"))?;
        if case.parent_name.is_empty() {
            case.parent_name.clone_from(&person.name);
        }
    }
    Ok(found)
}
