//! 困难职工档案表 from records: codes become words, fen become yuan, steps become opinions.

use chrono::NaiveDate;
use songnuan_model::dates::chinese_date;
use songnuan_model::money::Fen;
use songnuan_model::records::{Attachment, FileStep, StepKind};
use songnuan_reports::data::{AttachmentRow, FamilyRow, HardshipFileForm, Opinion};

use crate::files::{Dossier, Member, code_label, code_word, fen_words, income_of, yes_no};

/// The form of one file as of a day.
pub fn form(
    dossier: &Dossier,
    attachments: &[Attachment],
    union: &str,
    on: NaiveDate,
) -> HardshipFileForm {
    let (file, person) = (&dossier.file, &dossier.applicant);
    let code = |table: &str, id: &Option<String>| code_word(table, id.as_ref()).unwrap_or_default();
    let size = dossier.size(on);
    let income = income_of(dossier);
    HardshipFileForm {
        filing_union: union.to_owned(),
        filled_on: chinese_date(file.updated_on.unwrap_or(on)),
        file_no: file.file_no.clone(),
        category: category(dossier),
        name: person.name.clone(),
        ethnicity: code("ethnicity", &person.ethnicity),
        sex: person
            .sex
            .map(|sex| sex.label().to_owned())
            .unwrap_or_default(),
        political_status: code("political_status", &person.political_status),
        birth: person.birth.map(|day| day.to_string()).unwrap_or_default(),
        id_no: person.id_no.clone(),
        health: code("health", &person.health),
        disability: text(&person.disability),
        work_state: code("work_state", &file.work_state),
        model_worker_kind: code("model_worker_kind", &file.model_worker_kind),
        housing_kind: code("housing_kind", &file.housing_kind),
        floor_area: text(&file.floor_area),
        postcode: text(&person.postcode),
        mobile: text(&person.mobile),
        other_contact: text(&person.other_contact),
        work_start: text(&file.work_start),
        industry: code("industry", &file.industry),
        marital: code("marital", &person.marital),
        hukou_kind: code("hukou_kind", &person.hukou_kind),
        home_address: text(&person.home_address),
        employer: text(&file.employer),
        employer_nature: code("employer_nature", &file.employer_nature),
        employer_state: code("employer_state", &file.employer_state),
        single_parent: flag(file.single_parent),
        own_monthly_income: money(file.own_monthly_income),
        family_other_annual_income: money(file.family_other_annual_income),
        family_annual_income: money(income),
        family_size: size.to_string(),
        per_capita_monthly: income
            .map(|fen| per_head_month(fen, size))
            .unwrap_or_default(),
        hukou_division: division(person.hukou_division.as_deref()),
        medical_insurance: code("medical_insurance", &person.medical_insurance),
        members: present(dossier, on).map(family_row).collect(),
        self_help: flag(file.self_help),
        zero_employment: flag(file.zero_employment),
        cause_primary: code("cause", &file.cause_primary),
        cause_secondary: words(&file.cause_secondary),
        cause_text: text(&file.cause_text),
        bank: text(&file.bank),
        branch: text(&file.bank_branch),
        card_no: grouped(file.card_no.as_deref().unwrap_or_default()),
        attachments: attachments.iter().map(attachment_row).collect(),
        remark: text(&file.note),
        filed_by: text(&file.filed_by),
        reviewed_by: text(&file.reviewed_by),
        entered_by: text(&file.entered_by),
        employer_opinion: opinion(&dossier.steps, &[StepKind::FirstReview]),
        union_opinion: opinion(
            &dossier.steps,
            &[
                StepKind::PeerAppraisal,
                StepKind::PublicNotice,
                StepKind::ObjectionResult,
            ],
        ),
        upper_opinion: opinion(&dossier.steps, &[StepKind::Review, StepKind::Approval]),
    }
}

/// New and old category side by side, each with its date (DOMAIN §0.2, 5).
fn category(dossier: &Dossier) -> String {
    let file = &dossier.file;
    let new = code_word("category", file.category.as_ref());
    let old = code_word("category", file.old_category.as_ref());
    match (new, old) {
        (Some(new), Some(old)) => format!("{new}（原:{old}）"),
        (one, other) => one.or(other).unwrap_or_default(),
    }
}

/// Members who have not left or died, living together or not: the paper lists the family.
pub fn present(dossier: &Dossier, on: NaiveDate) -> impl Iterator<Item = &Member> {
    dossier.members.iter().filter(move |row| {
        row.member.left_on.is_none_or(|day| day > on)
            && row.person.died_on.is_none_or(|day| day > on)
    })
}

fn family_row(row: &Member) -> FamilyRow {
    let (member, person) = (&row.member, &row.person);
    let code = |table: &str, id: &Option<String>| code_word(table, id.as_ref()).unwrap_or_default();
    FamilyRow {
        name: person.name.clone(),
        relation: code_label("relation", &member.relation),
        sex: person
            .sex
            .map(|sex| sex.label().to_owned())
            .unwrap_or_default(),
        political_status: code("political_status", &person.political_status),
        birth: person.birth.map(|day| day.to_string()).unwrap_or_default(),
        id_no: person.id_no.clone(),
        medical_insurance: code("medical_insurance", &person.medical_insurance),
        health: code("health", &person.health),
        monthly_income: money(member.monthly_income),
        identity: code("identity", &member.identity),
        employer_or_school: text(&member.employer_or_school),
    }
}

fn attachment_row(attachment: &Attachment) -> AttachmentRow {
    AttachmentRow {
        kind: attachment.kind.clone(),
        file: attachment.file_name.clone(),
    }
}

/// The latest opinion of these steps; the signature is the pen's.
pub fn opinion(steps: &[FileStep], kinds: &[StepKind]) -> Opinion {
    let step = steps.iter().rev().find(|step| kinds.contains(&step.kind));
    let Some(step) = step else {
        return Opinion::default();
    };
    let mut text = match step.opinion.trim() {
        "" => format!("{}。", step.decision.label()),
        opinion => opinion.to_owned(),
    };
    if let Some(ends_on) = step.notice_ends_on {
        text.push_str(&format!(
            "（公示期:{} 至 {}）",
            chinese_date(step.on),
            chinese_date(ends_on)
        ));
    }
    Opinion {
        text,
        date: chinese_date(step.on),
    }
}

pub fn text(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

pub fn money(amount: Option<Fen>) -> String {
    amount.map(|fen| fen.to_string()).unwrap_or_default()
}

fn flag(value: Option<bool>) -> String {
    value.map(yes_no).unwrap_or_default().to_owned()
}

fn words(ids: &[String]) -> String {
    ids.iter()
        .map(|id| code_label("cause", id))
        .collect::<Vec<_>>()
        .join("、")
}

/// A year's amount per head and month, rounded for reading.
fn per_head_month(year: Fen, heads: u32) -> String {
    let words = fen_words(i128::from(year.0), 12 * i128::from(heads.max(1)));
    words.trim_start_matches('≈').to_owned()
}

/// A division's name where the table knows it, with its code.
fn division(code: Option<&str>) -> String {
    let Some(code) = code else {
        return String::new();
    };
    match songnuan_model::papers::known_division(code) {
        Some(name) => format!("{name}（{code}）"),
        None => code.to_owned(),
    }
}

/// Card digits in groups of four, for reading.
fn grouped(card: &str) -> String {
    let digits: Vec<char> = card.chars().collect();
    let groups: Vec<String> = digits
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}
