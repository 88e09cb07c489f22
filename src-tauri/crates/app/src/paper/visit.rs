//! 入户调查表 and the visit card from records, filled for a visit or pre-filled for a file.

use chrono::{Datelike, NaiveDate};
use songnuan_model::dates::{age_completed, chinese_date};
use songnuan_model::money::Fen;
use songnuan_model::records::{IncomeKind, Person, RigidKind, StepKind, Visit};
use songnuan_reports::data::{Photo, Tick, VisitCardForm, VisitFamilyRow, VisitRecordForm};

use super::hardship::{money, opinion, present, text};
use crate::commands::eligibility::FileVerdict;
use crate::files::{
    Dossier, Member, NEEDS, SUGGESTIONS, code_label, code_word, fen_words, fraction, yes_no,
};

/// What one visit form is made from.
pub struct Sheet {
    /// `None`: the form is pre-filled for a visit to come.
    pub visit: Option<Visit>,
    pub person: Person,
    pub dossier: Option<Dossier>,
    pub verdict: Option<FileVerdict>,
    pub photos: Vec<Photo>,
    /// Union that visits.
    pub union: String,
    /// Division code of the unit, to tell local from outside registration.
    pub region: String,
    pub on: NaiveDate,
}

/// 困难职工家庭入户调查表.
pub fn record(sheet: Sheet) -> VisitRecordForm {
    let mut form = VisitRecordForm::default();
    household(&mut form, &sheet);
    if let Some(dossier) = &sheet.dossier {
        amounts(&mut form, dossier);
        form.union_opinion = opinion(&dossier.steps, &[StepKind::FirstReview]);
        form.township_opinion = opinion(&dossier.steps, &[StepKind::Review]);
    }
    if let Some(verdict) = &sheet.verdict {
        let words = fraction(&verdict.per_capita_month_fen).map(|(n, d)| fen_words(n, d));
        form.per_capita = words.unwrap_or_default();
        form.dibao_line = verdict
            .line_fen
            .map(|fen| fen.to_string())
            .unwrap_or_default();
        form.verdict = verdict.category_label.clone();
    }
    if let Some(visit) = &sheet.visit {
        seen(&mut form, visit);
    }
    form.photos = sheet.photos;
    form
}

fn household(form: &mut VisitRecordForm, sheet: &Sheet) {
    let (person, on) = (&sheet.person, day(sheet));
    form.name = person.name.clone();
    form.sex = person
        .sex
        .map(|sex| sex.label().to_owned())
        .unwrap_or_default();
    form.age = age(person, on);
    form.id_no = person.id_no.clone();
    form.phone = text(&person.mobile);
    form.home_address = text(&person.home_address);
    // Four digits name the prefecture, six the county; the county decides.
    let home = person
        .hukou_division
        .as_deref()
        .and_then(|code| code.get(..6));
    form.local_hukou = home
        .zip(sheet.region.get(..6))
        .map(|(home, here)| home == here);
    if let Some(dossier) = &sheet.dossier {
        form.employer = text(&dossier.file.employer);
        form.union_member = dossier.file.is_union_member;
        form.file_no = dossier.file.file_no.clone();
        form.members = present(dossier, on)
            .map(|row| family_row(row, on))
            .collect();
    }
}

/// The day ages are counted on: the visit's.
fn day(sheet: &Sheet) -> NaiveDate {
    sheet
        .visit
        .as_ref()
        .and_then(|visit| visit.visited_on)
        .unwrap_or(sheet.on)
}

fn age(person: &Person, on: NaiveDate) -> String {
    let age = person.birth.and_then(|birth| age_completed(birth, on));
    age.map(|age| age.to_string()).unwrap_or_default()
}

pub fn family_row(row: &Member, on: NaiveDate) -> VisitFamilyRow {
    VisitFamilyRow {
        name: row.person.name.clone(),
        relation: code_label("relation", &row.member.relation),
        age: age(&row.person, on),
        id_no: row.person.id_no.clone(),
        health: code_word("health", row.person.health.as_ref()).unwrap_or_default(),
        employer_or_school: text(&row.member.employer_or_school),
        monthly_income: money(row.member.monthly_income),
        lives_together: yes_no(row.member.living_together).to_owned(),
    }
}

/// Twelve months' income and rigid expenditure by kind; a kind without a line stays empty.
fn amounts(form: &mut VisitRecordForm, dossier: &Dossier) {
    let income = |kind: Option<IncomeKind>| {
        let lines = dossier
            .incomes
            .iter()
            .filter(|line| kind.is_none_or(|kind| kind == line.kind));
        sum(lines.map(|line| line.year_amount).collect())
    };
    form.wages = income(Some(IncomeKind::Wage));
    form.business = income(Some(IncomeKind::Operating));
    form.property = income(Some(IncomeKind::Property));
    form.transfers = income(Some(IncomeKind::Transfer));
    form.other_income = income(Some(IncomeKind::Other));
    form.income_total = income(None);
    let rigid = |kind: Option<RigidKind>| {
        let lines = dossier
            .rigids
            .iter()
            .filter(|line| kind.is_none_or(|kind| kind == line.kind));
        sum(lines.map(|line| line.amount).collect())
    };
    form.rigid_illness = rigid(Some(RigidKind::Illness));
    form.rigid_disability = rigid(Some(RigidKind::Disability));
    form.rigid_schooling = rigid(Some(RigidKind::Schooling));
    form.rigid_housing = rigid(Some(RigidKind::Housing));
    form.rigid_other = rigid(Some(RigidKind::Other));
    form.rigid_total = rigid(None);
    let receipts: u32 = dossier.rigids.iter().filter_map(|line| line.receipts).sum();
    form.vouchers = if receipts > 0 {
        receipts.to_string()
    } else {
        String::new()
    };
}

fn sum(amounts: Vec<Fen>) -> String {
    if amounts.is_empty() {
        String::new()
    } else {
        money(Fen::sum(amounts))
    }
}

/// What the visitors saw, heard and gave.
fn seen(form: &mut VisitRecordForm, visit: &Visit) {
    form.record_no = number(visit);
    form.visited_on = visit
        .visited_on
        .or(visit.planned_on)
        .map(chinese_date)
        .unwrap_or_default();
    form.housing_seen = text(&visit.housing_seen);
    form.causes_verified = text(&visit.cause_verified);
    form.clear_thought = text(&visit.clear_thought);
    form.clear_conduct = text(&visit.clear_performance);
    form.clear_hardship = text(&visit.clear_difficulty);
    form.talk_policy = text(&visit.talk_policy);
    form.talk_drive = text(&visit.talk_motivation);
    form.talk_warmth = text(&visit.talk_warmth);
    form.needs = ticks(NEEDS, |id| visit.needs.iter().any(|need| need == id));
    if let (Some(other), Some(tick)) = (&visit.needs_other, form.needs.last_mut()) {
        tick.label = format!("{}:{other}", tick.label);
    }
    if let Some(amount) = visit.money_given.filter(|amount| amount.0 > 0) {
        form.gift_capital = amount.uppercase();
        form.gift_amount = amount.to_string();
    }
    form.gift_goods = goods(visit);
    form.suggestions = ticks(SUGGESTIONS, |id| visit.suggestion.as_deref() == Some(id));
    form.suggestion_reason = text(&visit.suggestion_reason);
    form.visitors = visit.visitors.join("、");
    form.visitors_on = visit.visited_on.map(chinese_date).unwrap_or_default();
}

fn ticks(list: &[(&str, &str)], on: impl Fn(&str) -> bool) -> Vec<Tick> {
    list.iter()
        .map(|(id, word)| Tick {
            label: (*word).to_owned(),
            on: on(id),
        })
        .collect()
}

fn goods(visit: &Visit) -> String {
    let goods = text(&visit.goods_given);
    match visit.goods_value.filter(|value| value.0 > 0) {
        Some(value) => format!("{goods}（折款 {value} 元）"),
        None => goods,
    }
}

/// A short number people can quote: the day and the end of the record's id.
fn number(visit: &Visit) -> String {
    let day = visit.visited_on.or(visit.planned_on);
    let day = day.map(|day| format!("{}{:02}{:02}-", day.year(), day.month(), day.day()));
    let tail: Vec<char> = visit.id.as_str().chars().rev().take(4).collect();
    let tail: String = tail.into_iter().rev().collect();
    format!("{}{}", day.unwrap_or_default(), tail.to_uppercase())
}

/// The short card, A5.
pub fn card(sheet: &Sheet) -> VisitCardForm {
    let employer = sheet
        .dossier
        .as_ref()
        .and_then(|dossier| dossier.file.employer.clone());
    let place: Vec<String> = [employer, sheet.person.home_address.clone()]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    let mut card = VisitCardForm {
        union_name: sheet.union.clone(),
        name: sheet.person.name.clone(),
        employer_or_address: place.join("　"),
        ..VisitCardForm::default()
    };
    let Some(visit) = &sheet.visit else {
        return card;
    };
    card.record_no = number(visit);
    card.visited_on = visit
        .visited_on
        .or(visit.planned_on)
        .map(chinese_date)
        .unwrap_or_default();
    card.occasion = text(&visit.reason);
    card.gift = gift(visit);
    card.talk = joined(&[
        ("思想", &visit.clear_thought),
        ("表现", &visit.clear_performance),
        ("困难", &visit.clear_difficulty),
        ("送政策", &visit.talk_policy),
        ("送动力", &visit.talk_motivation),
        ("送温暖", &visit.talk_warmth),
    ]);
    card.problems = text(&visit.problems);
    card.resolution = text(&visit.solution);
    card.visitors = visit.visitors.join("、");
    card
}

fn gift(visit: &Visit) -> String {
    let cash = visit.money_given.filter(|amount| amount.0 > 0);
    let cash = cash.map(|amount| format!("人民币{}（¥{amount}）", amount.uppercase()));
    let goods = Some(goods(visit)).filter(|goods| !goods.is_empty());
    cash.into_iter().chain(goods).collect::<Vec<_>>().join("；")
}

fn joined(parts: &[(&str, &Option<String>)]) -> String {
    let filled = parts
        .iter()
        .filter_map(|(label, text)| Some((label, text.as_ref()?)));
    filled
        .map(|(label, text)| format!("{label}:{text}"))
        .collect::<Vec<_>>()
        .join("；")
}
