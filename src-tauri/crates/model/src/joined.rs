//! Registrations that are one person: which of them goes on, and all that are meant by any of them.
//!
//! Two offices that register one worker offline make two records; a `same_person` record joins
//! them. What names one of them means the one that goes on, as long as the link stands.

use std::collections::{BTreeSet, HashMap};

use crate::record::{Id, Record};
use crate::records::SamePerson;

/// Groups of registrations, each one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// Every id of a group, with the group's place.
    places: HashMap<Id, usize>,
    /// The id that goes on first, the others in order.
    groups: Vec<Vec<Id>>,
}

impl Joined {
    /// From the links that stand, in any order. Several devices may have joined the same people
    /// differently: whoever is linked is one group, and the smallest id that leads to no other goes
    /// on; where all lead in a circle, the smallest of all.
    pub fn of<'a>(links: impl IntoIterator<Item = &'a SamePerson>) -> Self {
        let mut groups: Vec<BTreeSet<Id>> = Vec::new();
        let mut places: HashMap<Id, usize> = HashMap::new();
        let mut others: BTreeSet<Id> = BTreeSet::new();
        for link in links {
            let (kept, other) = (&link.kept_id, &link.other_id);
            if kept == other {
                continue;
            }
            others.insert(other.clone());
            let place = |id: &Id| places.get(id).copied();
            let at = match (place(kept), place(other)) {
                (Some(one), Some(two)) if one != two => {
                    let moved = groups.get_mut(two).map(std::mem::take).unwrap_or_default();
                    for id in &moved {
                        places.insert(id.clone(), one);
                    }
                    if let Some(group) = groups.get_mut(one) {
                        group.extend(moved);
                    }
                    one
                }
                (Some(at), _) | (None, Some(at)) => at,
                (None, None) => {
                    groups.push(BTreeSet::new());
                    groups.len() - 1
                }
            };
            for id in [kept, other] {
                places.insert(id.clone(), at);
                if let Some(group) = groups.get_mut(at) {
                    group.insert(id.clone());
                }
            }
        }
        let in_order = |group: BTreeSet<Id>| {
            let mut ids: Vec<Id> = group.into_iter().collect();
            // Stable: those that lead nowhere first, the smallest of them in front.
            ids.sort_by_key(|id| others.contains(id));
            ids
        };
        Self {
            places,
            groups: groups.into_iter().map(in_order).collect(),
        }
    }

    /// Nobody is joined.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    fn group(&self, person: &Id) -> Option<&Vec<Id>> {
        self.groups.get(*self.places.get(person)?)
    }

    /// The registration that goes on for this one; itself when nothing leads on.
    pub fn kept<'a>(&'a self, person: &'a Id) -> &'a Id {
        let kept = self.group(person).and_then(|group| group.first());
        kept.unwrap_or(person)
    }

    /// Whether another registration goes on for this one.
    pub fn is_other(&self, person: &Id) -> bool {
        self.kept(person) != person
    }

    /// All registrations of this person, the one that goes on first; itself when it is the only one.
    pub fn all_of(&self, person: &Id) -> Vec<Id> {
        let group = self.group(person).cloned();
        group.unwrap_or_else(|| vec![person.clone()])
    }

    /// The registrations that go on for others.
    pub fn all_kept(&self) -> impl Iterator<Item = &Id> {
        self.groups.iter().filter_map(|group| group.first())
    }

    /// Lets a record name those who go on.
    pub fn lead<R: Record>(&self, record: &mut R) {
        if self.is_empty() {
            return;
        }
        for id in record.people() {
            if self.is_other(id) {
                *id = self.kept(id).clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(kept: &str, other: &str) -> SamePerson {
        SamePerson {
            id: Id::new(format!("{kept}{other}")),
            kept_id: Id::new(kept),
            other_id: Id::new(other),
            reason: None,
        }
    }

    fn kept(links: &[SamePerson], person: &str) -> String {
        Joined::of(links).kept(&Id::new(person)).0.clone()
    }

    #[test]
    fn chains_lead_to_their_end() {
        let links = [link("b", "c"), link("a", "b")];
        assert_eq!(kept(&links, "c"), "a");
        assert_eq!(kept(&links, "x"), "x");
        let joined = Joined::of(&links);
        assert!(joined.is_other(&Id::new("b")) && !joined.is_other(&Id::new("a")));
        let ids = |person: &str| joined.all_of(&Id::new(person));
        assert_eq!(ids("b"), ["a", "b", "c"].map(Id::new));
        assert_eq!(ids("x"), [Id::new("x")]);
        assert_eq!(joined.all_kept().collect::<Vec<_>>(), [&Id::new("a")]);
    }

    #[test]
    fn whoever_joined_them_and_however_they_are_one() {
        // Two devices kept another one each; chains that meet.
        let ways = [
            vec![link("b", "a"), link("c", "a")],
            vec![link("c", "a"), link("b", "d"), link("b", "c")],
        ];
        for links in ways {
            let mut back = links.clone();
            back.reverse();
            assert_eq!(Joined::of(&links).kept(&Id::new("a")).0, "b");
            for id in ["a", "b", "c"] {
                assert_eq!(kept(&links, id), kept(&back, id), "{links:?}");
                assert_eq!(kept(&links, id), "b", "{links:?}");
            }
        }
        let circle = [link("a", "b"), link("b", "c"), link("c", "a")];
        assert_eq!(kept(&circle, "c"), "a");
        assert!(Joined::of(&[link("a", "a")]).is_empty());
    }
}
