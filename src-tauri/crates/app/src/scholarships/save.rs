//! Adds or changes an application: the base-data gate, the student, the parent, the card.

use chrono::NaiveDate;
use songnuan_model::dates::age_completed;
use songnuan_model::eligibility::Nominee;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AwardDecision, HardshipFile, Person, ScholarshipCase, ScholarshipRound, ScholarshipStepKind,
};
use songnuan_model::roles::Act;
use songnuan_model::scholarship::YOUNGEST_STUDENT;
use songnuan_model::text::{CardFinding, check_bank_card};
use songnuan_store::Store;

use super::around::{self, Around};
use super::award::fixed;
use super::get::detail;
use super::step::new_step;
use crate::app::App;
use crate::commands::scholarships::{NomineeDraft, ScholarshipDetail, ScholarshipSave};
use crate::eligibility::load_pack;
use crate::error::{AppError, AppResult};
use crate::files::{Found, gate, no_paper, nominee, open_file_of, plausible_day};
use crate::op::Op;

/// Longest line and longest text of the form, characters.
const LINE: usize = 120;
const TEXT: usize = 2000;

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
    tidy(&mut case);
    let student = student(app, store, &case, request.student.as_ref()).await?;
    let renamed = before
        .as_ref()
        .is_none_or(|it| it.person_id != student.person.id);
    case.person_id = student.person.id.clone();
    let parent = parent(app, store, &mut case, request.parent_id_no.as_deref()).await?;
    if renamed {
        let pack = load_pack(store, &round.pack).await?;
        gate(
            &pack,
            round.closes_on,
            Nominee::Scholarship,
            &student,
            "学生",
        )?;
        if let Some(parent) = &parent {
            gate(&pack, round.closes_on, Nominee::Scholarship, parent, "家长")?;
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

fn bad(reason: &str) -> AppError {
    AppError::invalid(format!("{reason}没有保存，填写的内容都还在。"))
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
            return Err(bad("请选择学生，或填写学生的姓名和身份证号。"));
        };
        return nominee(app, store, draft, "学生").await;
    }
    let person = store.get::<Person>(&case.person_id).await?;
    let person = person.ok_or_else(|| AppError::not_found("这名学生"))?;
    if person.id_no.is_empty() {
        return Err(no_paper("学生", &person.name));
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
        let parent = nominee(app, store, &draft, "家长").await?;
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

fn check(
    case: &ScholarshipCase,
    student: &Person,
    round: &ScholarshipRound,
    today: NaiveDate,
) -> AppResult<()> {
    if case.school.is_empty() {
        return Err(bad("请填写录取(就读)院校。"));
    }
    if case.parent_name.is_empty() {
        return Err(bad("请填写家长姓名。"));
    }
    if case.parent_person_id.as_ref() == Some(&student.id) {
        return Err(bad("学生和家长是同一个人，请核对。"));
    }
    if let Some(died) = student.died_on {
        return Err(bad(&format!("学生登记为 {died} 去世，不能申请。")));
    }
    let on = case.applied_on.unwrap_or(round.closes_on);
    let age = student.birth.and_then(|birth| age_completed(birth, on));
    if let Some(age) = age.filter(|age| *age < YOUNGEST_STUDENT) {
        return Err(bad(&format!(
            "学生“{}”申请时 {age} 周岁，不满 {YOUNGEST_STUDENT} 周岁，请核对身份证号，也许填成了家里更小的孩子。",
            student.name
        )));
    }
    match case.tuition {
        Some(Fen::ZERO) => {
            return Err(bad(
                "学费填的是 0 元。免学费的请在备注里写明并把学费空着，否则请填写通知书上的学费。",
            ));
        }
        Some(fen) if fen.is_negative() => return Err(bad("学费不能是负数。")),
        _ => {}
    }
    if case.other_aid_amount.is_some_and(Fen::is_negative) {
        return Err(bad("已获资助的金额不能是负数。"));
    }
    if let Some(on) = case.applied_on {
        if on > today {
            return Err(bad("申请日期还没有到，请填写实际申请的日期。"));
        }
        plausible_day(on).map_err(|reason| bad(&format!("申请日期：{reason}")))?;
    }
    let card = case.card_no.as_deref().map(check_bank_card);
    if card.is_some_and(|card| card.digits.is_none()) {
        return Err(bad("银行卡号不是 13 到 19 位数字，请对照银行卡改正。"));
    }
    lengths(case)
}

fn lengths(case: &ScholarshipCase) -> AppResult<()> {
    let lines = [
        Some(&case.school),
        Some(&case.parent_name),
        case.parent_employer.as_ref(),
        case.parent_state.as_ref(),
        case.major.as_ref(),
        case.admission_no.as_ref(),
        case.sending_union.as_ref(),
        case.receiving_union.as_ref(),
        case.card_holder.as_ref(),
        case.bank.as_ref(),
    ];
    let documents = case.documents.iter();
    let long = |text: &&String, most: usize| text.chars().count() > most;
    if let Some(text) = lines
        .into_iter()
        .flatten()
        .chain(documents)
        .find(|text| long(text, LINE))
    {
        let begin: String = text.chars().take(10).collect();
        return Err(bad(&format!("“{begin}…”太长，最多 {LINE} 个字。")));
    }
    let texts = [&case.other_aid, &case.application_reason, &case.note];
    if texts.into_iter().flatten().any(|text| long(&text, TEXT)) {
        return Err(bad(&format!("申请理由、其他资助和备注最多 {TEXT} 个字。")));
    }
    Ok(())
}

/// A student stands in a round once, under one parent.
fn twice(others: &[ScholarshipCase], case: &ScholarshipCase, student: &Person) -> AppResult<()> {
    let same = |other: &&ScholarshipCase| other.id != case.id && other.person_id == case.person_id;
    let Some(other) = others.iter().find(same) else {
        return Ok(());
    };
    let (name, seq, parent) = (&student.name, other.seq, &other.parent_name);
    Err(bad(&if *parent == case.parent_name {
        format!("“{name}”在这次助学活动里已有申请（第 {seq} 号），请打开那一份修改。")
    } else {
        format!(
            "“{name}”在这次助学活动里已登记在另一位家长“{parent}”名下（第 {seq} 号），一名学生只能由一位家长申请。请核对后保留一份。"
        )
    }))
}

/// Two students of one family may share the parent's card; others share one only when looked at
/// again.
fn card(
    others: &[ScholarshipCase],
    around: &Around,
    case: &ScholarshipCase,
    confirmed: bool,
) -> AppResult<Vec<String>> {
    let mut warnings = Vec::new();
    let Some(number) = case.card_no.as_deref() else {
        return Ok(warnings);
    };
    if check_bank_card(number).finding == Some(CardFinding::Luhn) {
        warnings.push("银行卡号的校验位不对，已保存；请对照银行卡核对。".to_owned());
    }
    let same = |other: &&ScholarshipCase| {
        let own: &Id = &case.person_id;
        other.id != case.id && other.person_id != *own && other.card_no.as_deref() == Some(number)
    };
    let Some(other) = others.iter().find(same) else {
        return Ok(warnings);
    };
    let name = around.name(other);
    if other.parent_name != case.parent_name && !confirmed {
        return Err(bad(&format!(
            "这张银行卡已登记在另一名学生“{name}”（第 {} 号，家长{}）的申请上。请对照银行卡核对；确实共用的，确认后再保存。",
            other.seq, other.parent_name
        )));
    }
    warnings.push(format!(
        "与“{name}”（第 {} 号）用同一张银行卡，已保存，请核对。",
        other.seq
    ));
    Ok(warnings)
}

/// An application outside the window is kept; the rules refuse it with the reason.
fn window(case: &ScholarshipCase, round: &ScholarshipRound) -> Option<String> {
    let on = case.applied_on?;
    let why = if on > round.closes_on {
        format!("晚于申请截止日期 {}", round.closes_on)
    } else if on < round.opens_on {
        format!("早于申请开始日期 {}", round.opens_on)
    } else {
        return None;
    };
    Some(format!(
        "申请日期 {on} {why}。申请已登记，判定时会按“超过申请时间”不予资助；日期填错的请更正。"
    ))
}
