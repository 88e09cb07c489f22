//! The kinds of records, by name: lets undo and `verify` compute keys and search entries from JSON.

use std::collections::HashMap;

use serde_json::{Map, Value};
use songnuan_model::record::{Record, SearchDoc};
use songnuan_model::records;

/// A record's body: flat fields.
pub(crate) type Body = Map<String, Value>;

/// What is computed from a record and stored beside it.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Derived {
    pub parent: Option<String>,
    pub keys: Vec<(&'static str, String)>,
    pub search: Option<SearchDoc>,
}

impl Derived {
    /// From a record.
    pub(crate) fn of<R: Record>(record: &R) -> Self {
        let mut keys = record.keys();
        keys.retain(|(_, value)| !value.is_empty());
        keys.sort();
        keys.dedup();
        Self {
            parent: record.parent().map(|p| p.0.clone()),
            keys,
            search: record.search(),
        }
    }
}

/// A kind the store can handle without knowing its Rust type.
#[derive(Clone, Copy)]
pub(crate) struct KindSpec {
    pub derive: fn(&Body) -> serde_json::Result<Derived>,
}

impl KindSpec {
    pub(crate) fn of<R: Record>() -> Self {
        Self {
            derive: |body| {
                let record = R::deserialize(body)?;
                Ok(Derived::of(&record))
            },
        }
    }
}

/// The model's kinds, for a store that has not yet met one in this run.
pub(crate) fn model_kinds() -> HashMap<&'static str, KindSpec> {
    fn add<R: Record>(kinds: &mut HashMap<&'static str, KindSpec>) {
        kinds.insert(R::KIND, KindSpec::of::<R>());
    }
    let mut kinds = HashMap::new();
    add::<records::AidRecord>(&mut kinds);
    add::<records::Attachment>(&mut kinds);
    add::<records::Batch>(&mut kinds);
    add::<records::BatchStep>(&mut kinds);
    add::<records::Benefit>(&mut kinds);
    add::<records::Campaign>(&mut kinds);
    add::<records::CampaignItem>(&mut kinds);
    add::<records::Conflict>(&mut kinds);
    add::<records::ConflictDecision>(&mut kinds);
    add::<records::Difficulty>(&mut kinds);
    add::<records::FileStep>(&mut kinds);
    add::<records::FindingDecision>(&mut kinds);
    add::<records::Fund>(&mut kinds);
    add::<records::FundEntry>(&mut kinds);
    add::<records::GoodsEntry>(&mut kinds);
    add::<records::HardshipFile>(&mut kinds);
    add::<records::Honor>(&mut kinds);
    add::<records::Household>(&mut kinds);
    add::<records::HouseholdMember>(&mut kinds);
    add::<records::Incident>(&mut kinds);
    add::<records::IncidentAction>(&mut kinds);
    add::<records::IncomeLine>(&mut kinds);
    add::<records::LineEvent>(&mut kinds);
    add::<records::MedalEvent>(&mut kinds);
    add::<records::ModelWorker>(&mut kinds);
    add::<records::PaymentLine>(&mut kinds);
    add::<records::Person>(&mut kinds);
    add::<records::ReportSnapshot>(&mut kinds);
    add::<records::RigidLine>(&mut kinds);
    add::<records::SamePerson>(&mut kinds);
    add::<records::ScholarshipCase>(&mut kinds);
    add::<records::ScholarshipEvent>(&mut kinds);
    add::<records::ScholarshipRound>(&mut kinds);
    add::<records::ScholarshipStep>(&mut kinds);
    add::<records::UnionOrg>(&mut kinds);
    add::<records::User>(&mut kinds);
    add::<records::Visit>(&mut kinds);
    kinds
}
