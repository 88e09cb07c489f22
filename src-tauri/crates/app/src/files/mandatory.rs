//! Which of the form's starred fields are still empty (困难职工档案表, 注: 打*号的项目为必填项目).

use serde_json::{Map, Value};
use songnuan_model::record::Record;
use songnuan_model::records::{HardshipFile, Person};

use super::fields;

const PERSON: &[&str] = &[
    "name",
    "ethnicity",
    "sex",
    "political_status",
    "birth",
    "id_no",
    "health",
    "mobile",
    "marital",
    "hukou_kind",
    "hukou_division",
    "medical_insurance",
    "home_address",
];

const FILE: &[&str] = &[
    "category",
    "work_state",
    "model_worker_kind",
    "housing_kind",
    "work_start",
    "industry",
    "employer",
    "single_parent",
    "own_monthly_income",
    "family_other_annual_income",
    "cause_primary",
];

/// Names of the starred fields that are empty, in the order of the form.
pub fn missing(file: &HardshipFile, applicant: &Person) -> Vec<String> {
    let mut missing = empty_fields(applicant, PERSON);
    missing.extend(empty_fields(file, FILE));
    // Only 其他 has to be explained in words.
    if file.cause_primary.as_deref() == Some("other") && blank(file.cause_text.as_deref()) {
        missing.push("cause_text".to_owned());
    }
    missing
}

/// The labels of missing fields as the form prints them.
pub fn labels(missing: &[String]) -> Vec<String> {
    let label = |name: &String| {
        let kind = if PERSON.contains(&name.as_str()) {
            Person::KIND
        } else {
            HardshipFile::KIND
        };
        fields::label(kind, name).to_owned()
    };
    missing.iter().map(label).collect()
}

fn blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

fn empty_fields<R: Record>(record: &R, names: &[&str]) -> Vec<String> {
    let body = match serde_json::to_value(record) {
        Ok(Value::Object(body)) => body,
        _ => Map::new(),
    };
    let empty = |name: &&&str| match body.get(**name) {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(_) => false,
    };
    names
        .iter()
        .filter(empty)
        .map(|name| (*name).to_owned())
        .collect()
}
