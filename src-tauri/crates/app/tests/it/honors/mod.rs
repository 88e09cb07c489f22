//! Scholarships and model workers through the command list.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::too_many_lines,
    dead_code
)]

mod paid;
mod registry;
mod reminders;
mod scholarships;
mod workers;

use crate::money::support::{Unit, Worker};
use serde_json::{Value, json};
use songnuan_app::op::Op;
use songnuan_model::papers::{Sex, likely_check_digit};
use songnuan_model::record::Id;
use songnuan_model::records::{HouseholdMember, Person};

/// A resident ID of the fictional county: birth as `YYYYMMDD`, a running number.
pub fn number(birth: &str, n: u32) -> String {
    let digits = format!("998101{birth}{n:03}");
    let check = likely_check_digit(&digits).unwrap();
    format!("{digits}{check}")
}

/// Somebody of the base data.
pub async fn person(unit: &Unit, name: &str, birth: &str, n: u32) -> Person {
    let day = format!("{}-{}-{}", &birth[..4], &birth[4..6], &birth[6..]);
    let person = Person {
        id: unit.id(),
        name: name.into(),
        id_no: number(birth, n),
        birth: Some(day.parse().unwrap()),
        sex: Some(Sex::Male),
        ..Person::default()
    };
    let mut tx = unit.app.begin(Op::ImportHardship, "").await.unwrap();
    tx.put(&person).await.unwrap();
    tx.commit().await.unwrap();
    person
}

/// A child living in a worker's household.
pub async fn child(unit: &Unit, worker: &Worker, name: &str, n: u32) -> Person {
    let child = person(unit, name, "20060901", n).await;
    let member = HouseholdMember {
        id: unit.id(),
        household_id: worker.file.household_id.clone(),
        person_id: child.id.clone(),
        relation: "child".into(),
        identity: None,
        monthly_income: None,
        employer_or_school: None,
        living_together: true,
        joined_on: None,
        left_on: None,
    };
    let mut tx = unit.app.begin(Op::SaveMember, "").await.unwrap();
    tx.put(&member).await.unwrap();
    tx.commit().await.unwrap();
    child
}

pub async fn round(unit: &Unit, year: i32, opens: &str, closes: &str) -> Id {
    let round = json!({
        "id": "", "name": "", "year": year, "pack": "demo-a", "opens_on": opens,
        "closes_on": closes, "closed": false, "basis": null, "note": null,
    });
    let row = unit.ok("round_save", json!({ "round": round })).await;
    serde_json::from_value(row["round"]["id"].clone()).unwrap()
}

/// An application with everything that is needed; `change` says what is different.
pub fn applying(round: &Id, student: &Id, change: Value) -> Value {
    let mut case = json!({
        "id": "", "round_id": round, "person_id": student, "parent_name": "王小一",
        "parent_state": "在职", "parent_is_member": true, "school": "芦塘大学",
        "level": "undergraduate", "student_kind": "ordinary", "admission": "new",
        "entry_year": 2026, "length_years": 4, "tuition": 500_000, "applied_on": "2026-11-10",
    });
    for (key, value) in change.as_object().unwrap() {
        case[key] = value.clone();
    }
    json!({ "case": case, "card_confirmed": false })
}
