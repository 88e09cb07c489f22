//! A file with everything that belongs to it, read now or as of a past moment.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    AidRecord, FileStep, HardshipFile, HouseholdMember, IncomeLine, Person, RigidLine,
};
use songnuan_store::{Store, Timestamp};

use crate::error::{AppError, AppResult};

/// A member of the household and the person behind it.
pub struct Member {
    pub member: HouseholdMember,
    pub person: Person,
}

/// A hardship file, its applicant, its household, its lines and steps.
pub struct Dossier {
    pub file: HardshipFile,
    pub applicant: Person,
    /// Everybody ever recorded, also those who left.
    pub members: Vec<Member>,
    pub incomes: Vec<IncomeLine>,
    pub rigids: Vec<RigidLine>,
    pub steps: Vec<FileStep>,
    pub aids: Vec<AidRecord>,
}

/// Reads records now or as they were.
pub struct Reader<'a> {
    pub store: &'a Store,
    pub as_of: Option<&'a Timestamp>,
}

impl Reader<'_> {
    /// One record.
    pub async fn get<R: Record>(&self, id: &Id) -> AppResult<Option<R>> {
        Ok(match self.as_of {
            Some(at) => self.store.get_as_of(id, at).await?,
            None => self.store.get(id).await?,
        })
    }

    /// The children of a record.
    pub async fn children<R: Record>(&self, parent: &Id) -> AppResult<Vec<R>> {
        Ok(match self.as_of {
            Some(at) => self.store.children_as_of(parent, at).await?,
            None => self.store.children(parent).await?,
        })
    }

    async fn people(&self, ids: &[Id]) -> AppResult<HashMap<Id, Person>> {
        let mut people = HashMap::new();
        if self.as_of.is_none() {
            let found = self.store.get_many::<Person>(ids).await?;
            return Ok(found
                .into_iter()
                .map(|person| (person.id.clone(), person))
                .collect());
        }
        for id in ids {
            if let Some(person) = self.get::<Person>(id).await? {
                people.insert(id.clone(), person);
            }
        }
        Ok(people)
    }
}

impl Dossier {
    /// Reads a file with everything that belongs to it.
    pub async fn read(reader: &Reader<'_>, file_id: &Id) -> AppResult<Self> {
        let file: HardshipFile = reader
            .get(file_id)
            .await?
            .ok_or_else(|| AppError::not_found("这份档案"))?;
        let rows: Vec<HouseholdMember> = reader.children(&file.household_id).await?;
        let mut ids: Vec<Id> = rows.iter().map(|row| row.person_id.clone()).collect();
        ids.push(file.applicant_id.clone());
        let people = reader.people(&ids).await?;
        let applicant = people
            .get(&file.applicant_id)
            .cloned()
            .ok_or_else(|| AppError::not_found("档案的申请人"))?;
        let members = rows
            .into_iter()
            .filter(|row| row.person_id != file.applicant_id)
            .filter_map(|member| {
                let person = people.get(&member.person_id)?.clone();
                Some(Member { member, person })
            })
            .collect();
        Ok(Self {
            incomes: reader.children(&file.household_id).await?,
            rigids: reader.children(&file.household_id).await?,
            steps: reader.children(file_id).await?,
            aids: reader.children(file_id).await?,
            file,
            applicant,
            members,
        })
    }

    /// Household size that counts, 人: the applicant and everybody who lives with them on that day.
    pub fn size(&self, on: NaiveDate) -> u32 {
        let others = self.members.iter().filter(|row| row.counts(on));
        // Two registrations that were joined are one person.
        let others: HashSet<&Id> = others.map(|row| &row.member.person_id).collect();
        let others = others.len();
        u32::try_from(others + 1).unwrap_or(u32::MAX)
    }
}

impl Member {
    /// Counted in the household size on that day.
    pub fn counts(&self, on: NaiveDate) -> bool {
        counts(&self.member, on) && self.person.died_on.is_none_or(|died| died > on)
    }
}

/// A membership that counts on that day: living together, joined, not left.
pub fn counts(member: &HouseholdMember, on: NaiveDate) -> bool {
    member.living_together
        && member.joined_on.is_none_or(|day| day <= on)
        && member.left_on.is_none_or(|day| day > on)
}
