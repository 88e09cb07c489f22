//! What stands above an organisation: its federation, or the township union.

use std::collections::HashMap;

use songnuan_model::record::Id;
use songnuan_model::records::{UnionLevel, UnionOrg};

/// Steps upwards at most: a circle of parents ends here.
const MOST_LEVELS: usize = 16;

/// The federation of every organisation, looked up by id or by name.
#[derive(Default)]
pub struct Federations {
    by_id: HashMap<Id, String>,
    by_name: HashMap<String, String>,
    /// The township union, for whatever has no federation.
    township: String,
}

impl Federations {
    /// From all organisations; `unit` is the office's own name.
    pub fn new(orgs: &[UnionOrg], unit: &str) -> Self {
        let by: HashMap<&Id, &UnionOrg> = orgs.iter().map(|org| (&org.id, org)).collect();
        let top = orgs
            .iter()
            .find(|org| org.level == UnionLevel::TownshipUnion);
        let township = top.map_or_else(|| unit.to_owned(), |org| org.name.clone());
        let mut found = Self {
            township: township.clone(),
            ..Self::default()
        };
        for org in orgs {
            let mut at = Some(org);
            let mut name = township.clone();
            for _ in 0..MOST_LEVELS {
                let Some(here) = at else { break };
                if here.level == UnionLevel::Federation {
                    name.clone_from(&here.name);
                    break;
                }
                at = here.parent_id.as_ref().and_then(|id| by.get(id).copied());
            }
            found.by_id.insert(org.id.clone(), name.clone());
            found.by_name.insert(org.name.clone(), name);
        }
        found
    }

    /// The federation above an organisation; an organisation nobody knows belongs to the township.
    pub fn above(&self, id: Option<&Id>, name: Option<&str>) -> String {
        let by_id = id.and_then(|id| self.by_id.get(id));
        let found = by_id.or_else(|| name.and_then(|name| self.by_name.get(name)));
        found.unwrap_or(&self.township).clone()
    }
}
