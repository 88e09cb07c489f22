//! 金秋助学: get-togethers of students, without amounts (DOMAIN §S10).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::{Id, Record};

/// A get-together: who was there, no amounts (DOMAIN T10.4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ScholarshipEvent {
    pub id: Id,
    pub title: String,
    pub on: NaiveDate,
    pub place: Option<String>,
    /// Students of the base data who took part.
    pub participant_ids: Vec<Id>,
    /// Others by name.
    pub other_names: Vec<String>,
    pub counterpart: bool,
    pub note: Option<String>,
}

impl Record for ScholarshipEvent {
    const KIND: &'static str = "scholarship_event";
    const NAMES_PEOPLE: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn people(&mut self) -> Vec<&mut Id> {
        self.participant_ids.iter_mut().collect()
    }
}
