//! What a newer program writes: a person with one field that this program does not know. Some
//! laptops run it.

use serde::{Deserialize, Serialize};
use songnuan_model::record::{Id, Record, SearchDoc};
use songnuan_model::records::Person;

/// A person as the newer program knows them.
#[derive(Clone, Serialize, Deserialize)]
pub struct NewerPerson {
    #[serde(flatten)]
    pub person: Person,
    pub of_tomorrow: Option<String>,
}

impl Record for NewerPerson {
    const KIND: &'static str = Person::KIND;
    const NAMES_PEOPLE: bool = Person::NAMES_PEOPLE;

    fn id(&self) -> &Id {
        self.person.id()
    }

    fn parent(&self) -> Option<&Id> {
        self.person.parent()
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        self.person.keys()
    }

    fn people(&mut self) -> Vec<&mut Id> {
        self.person.people()
    }

    fn search(&self) -> Option<SearchDoc> {
        self.person.search()
    }
}
