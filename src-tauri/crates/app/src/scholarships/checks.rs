//! What is asked of an application before it is kept: each refusal names its field.

use chrono::NaiveDate;
use songnuan_model::dates::age_completed;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Person, ScholarshipCase, ScholarshipRound};
use songnuan_model::scholarship::YOUNGEST_STUDENT;
use songnuan_model::text::{CardFinding, check_bank_card};

use super::around::Around;
use crate::error::{AppError, AppResult};
use crate::files::plausible_day;

/// Longest line and longest text of the form, characters.
const LINE: usize = 120;
const TEXT: usize = 2000;

/// A refusal of the whole form.
pub(super) fn bad(reason: &str) -> AppError {
    AppError::invalid(format!("{reason}没有保存，填写的内容都还在。"))
}

/// A refusal that belongs to a field.
pub(super) fn bad_at(field: &str, reason: &str) -> AppError {
    bad(reason).at(field)
}

/// What can be said of an application without asking for others.
pub(super) fn check(
    case: &ScholarshipCase,
    student: &Person,
    round: &ScholarshipRound,
    today: NaiveDate,
) -> AppResult<()> {
    if case.school.is_empty() {
        return Err(bad_at("school", "请填写录取(就读)院校。"));
    }
    if case.parent_name.is_empty() {
        return Err(bad_at("parent.name", "请填写家长姓名。"));
    }
    if case.parent_person_id.as_ref() == Some(&student.id) {
        return Err(bad_at("parent.id_no", "学生和家长是同一个人，请核对。"));
    }
    if let Some(died) = student.died_on {
        let reason = format!("学生登记为 {died} 去世，不能申请。");
        return Err(bad_at("student.name", &reason));
    }
    let on = case.applied_on.unwrap_or(round.closes_on);
    let age = student.birth.and_then(|birth| age_completed(birth, on));
    if let Some(age) = age.filter(|age| *age < YOUNGEST_STUDENT) {
        let reason = format!(
            "学生“{}”申请时 {age} 周岁，不满 {YOUNGEST_STUDENT} 周岁，请核对身份证号，也许填成了家里更小的孩子。",
            student.name
        );
        return Err(bad_at("student.id_no", &reason));
    }
    match case.tuition {
        Some(Fen::ZERO) => {
            return Err(bad_at(
                "tuition",
                "学费填的是 0 元。免学费的请在备注里写明并把学费空着，否则请填写通知书上的学费。",
            ));
        }
        Some(fen) if fen.is_negative() => return Err(bad_at("tuition", "学费不能是负数。")),
        _ => {}
    }
    if case.other_aid_amount.is_some_and(Fen::is_negative) {
        return Err(bad_at("other_aid_amount", "已获资助的金额不能是负数。"));
    }
    if let Some(on) = case.applied_on {
        if on > today {
            let reason = "申请日期还没有到，请填写实际申请的日期。";
            return Err(bad_at("applied_on", reason));
        }
        plausible_day(on).map_err(|reason| bad_at("applied_on", &format!("申请日期：{reason}")))?;
    }
    let card = case.card_no.as_deref().map(check_bank_card);
    if card.is_some_and(|card| card.digits.is_none()) {
        let reason = "银行卡号不是 13 到 19 位数字，请对照银行卡改正。";
        return Err(bad_at("card_no", reason));
    }
    lengths(case)
}

fn lengths(case: &ScholarshipCase) -> AppResult<()> {
    let lines = [
        Some(&case.school),
        Some(&case.parent_name),
        case.parent_employer.as_ref(),
        case.parent_state.as_ref(),
        case.unfiled_reason.as_ref(),
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
pub(super) fn twice(
    others: &[ScholarshipCase],
    case: &ScholarshipCase,
    student: &Person,
) -> AppResult<()> {
    let same = |other: &&ScholarshipCase| other.id != case.id && other.person_id == case.person_id;
    let Some(other) = others.iter().find(same) else {
        return Ok(());
    };
    let (name, seq, parent) = (&student.name, other.seq, &other.parent_name);
    let reason = if *parent == case.parent_name {
        format!("“{name}”在这次助学活动里已有申请（第 {seq} 号），请打开那一份修改。")
    } else {
        format!(
            "“{name}”在这次助学活动里已登记在另一位家长“{parent}”名下（第 {seq} 号），一名学生只能由一位家长申请。请核对后保留一份。"
        )
    };
    Err(bad_at("student.name", &reason))
}

/// Two students of one family may share the parent's card; others share one only when looked at
/// again.
pub(super) fn card(
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
        let reason = format!(
            "这张银行卡已登记在另一名学生“{name}”（第 {} 号，家长{}）的申请上。请对照银行卡核对；确实共用的，确认后再保存。",
            other.seq, other.parent_name
        );
        return Err(bad_at("card_no", &reason));
    }
    warnings.push(format!(
        "与“{name}”（第 {} 号）用同一张银行卡，已保存，请核对。",
        other.seq
    ));
    Ok(warnings)
}

/// An application outside the window is kept; the rules refuse it with the reason.
pub(super) fn window(case: &ScholarshipCase, round: &ScholarshipRound) -> Option<String> {
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
