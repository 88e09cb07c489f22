//! A person: one record however many files, households, visits and payments mention them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::names;
pub use crate::papers::Sex;
use crate::papers::{IdType, same_person_key};
use crate::record::{Id, Record, SearchDoc};

/// A person (人). `id_type` + `id_no` decide identity; 15- and 18-digit numbers are one person.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Person {
    pub id: Id,
    /// Normalised: no inner blanks in Han names, middle dot U+00B7.
    pub name: String,
    /// Reading confirmed by the person, overriding the dictionary, e.g. `zha jianping`.
    pub name_pinyin: Option<String>,
    pub sex: Option<Sex>,
    /// Code table `ethnicity`.
    pub ethnicity: Option<String>,
    pub birth: Option<NaiveDate>,
    pub id_type: IdType,
    /// Normalised paper number; 18 digits for a resident ID. Empty when unknown.
    pub id_no: String,
    /// Code table `political_status`.
    pub political_status: Option<String>,
    /// Code table `health`.
    pub health: Option<String>,
    /// Free wording of the disability (kind and level) as on the form.
    pub disability: Option<String>,
    /// Code table `marital`.
    pub marital: Option<String>,
    /// Code table `hukou_kind`.
    pub hukou_kind: Option<String>,
    /// Six-digit division code of the household registration (GB/T 2260).
    pub hukou_division: Option<String>,
    /// Code table `medical_insurance`.
    pub medical_insurance: Option<String>,
    /// Code table `education`.
    pub education: Option<String>,
    pub mobile: Option<String>,
    pub other_contact: Option<String>,
    pub home_address: Option<String>,
    /// Village or community taken from the address, for filters.
    pub village: Option<String>,
    pub postcode: Option<String>,
    pub died_on: Option<NaiveDate>,
    pub note: Option<String>,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            id: Id::new(""),
            name: String::new(),
            name_pinyin: None,
            sex: None,
            ethnicity: None,
            birth: None,
            id_type: IdType::ResidentId,
            id_no: String::new(),
            political_status: None,
            health: None,
            disability: None,
            marital: None,
            hukou_kind: None,
            hukou_division: None,
            medical_insurance: None,
            education: None,
            mobile: None,
            other_contact: None,
            home_address: None,
            village: None,
            postcode: None,
            died_on: None,
            note: None,
        }
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Personal data never reaches a log (DESIGN §3, invariant 6).
        write!(f, "Person({})", self.id)
    }
}

impl Record for Person {
    const KIND: &'static str = "person";

    fn id(&self) -> &Id {
        &self.id
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        // A damaged number has no key: two lost numbers do not make one person.
        same_person_key(self.id_type, &self.id_no)
            .map(|key| ("paper", key))
            .into_iter()
            .collect()
    }

    fn search(&self) -> Option<SearchDoc> {
        let mut terms = names::search_keys(&self.name);
        terms.extend(names::syllables(&self.name));
        terms.extend(self.name_pinyin.iter().cloned());
        terms.push(self.id_no.clone());
        terms.extend(self.mobile.iter().cloned());
        terms.extend(self.home_address.iter().cloned());
        let subtitle = self.home_address.clone().unwrap_or_default();
        Some(SearchDoc {
            title: self.name.clone(),
            subtitle,
            terms,
        })
    }
}
