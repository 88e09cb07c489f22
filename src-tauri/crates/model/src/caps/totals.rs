//! Running totals of a year: what households and people have been given so far, by kind.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};

use super::cap::Occasion;
use crate::money::{Fen, MAX_FEN};
use crate::record::Id;
use crate::records::{AidKind, PaymentLine};

/// What was given by kind, or by kind and occasion, fen.
type ByKind = BTreeMap<(AidKind, Option<Occasion>), Fen>;

/// What one recipient and the household have been given in the year of the ask. Fen, from the day
/// of drafting, less reversals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Used {
    pub household_year: ByKind,
    pub person_year: ByKind,
}

impl Used {
    /// Adds an amount to the person and the household (a sample, a line that is being typed).
    pub fn add(&mut self, kind: AidKind, occasion: Option<Occasion>, amount: Fen) {
        add(&mut self.household_year, (kind, occasion), amount);
        add(&mut self.person_year, (kind, occasion), amount);
    }
}

/// One amount that counts: a payment line or a reversal (negative), or an item of a list.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    pub person: &'a Id,
    pub household: Option<&'a Id>,
    pub kind: AidKind,
    pub occasion: Option<Occasion>,
    /// The day that decides the year; of payment lines see [`counted_on`].
    pub on: NaiveDate,
    pub amount: Fen,
}

/// For every line the day that decides the year of its caps: a reversal counts in the year of what
/// it takes back, so that money returned in January makes no room beyond the new year's cap. A
/// reversal whose line is not among them counts on its own day.
pub fn counted_on(lines: &[PaymentLine]) -> Vec<NaiveDate> {
    let days: HashMap<&Id, NaiveDate> = lines.iter().map(|line| (&line.id, line.on)).collect();
    let of = |line: &PaymentLine| line.reverses.as_ref().and_then(|id| days.get(id));
    lines
        .iter()
        .map(|line| of(line).copied().unwrap_or(line.on))
        .collect()
}

/// Running totals of many recipients over the years.
#[derive(Clone, Debug, Default)]
pub struct RunningTotals {
    households: HashMap<(Id, i32), ByKind>,
    people: HashMap<(Id, i32), ByKind>,
    /// Households that count as one, by the others of them.
    one_household: HashMap<Id, Id>,
}

impl RunningTotals {
    /// Totals in which some households count as another one: a family that was registered twice.
    pub fn with_one_household(one_household: HashMap<Id, Id>) -> Self {
        Self {
            one_household,
            ..Self::default()
        }
    }

    fn household<'a>(&'a self, id: &'a Id) -> &'a Id {
        self.one_household.get(id).unwrap_or(id)
    }

    /// Counts an amount in the calendar year of its day.
    pub fn add(&mut self, given: &Given) {
        let (year, key) = (given.on.year(), (given.kind, given.occasion));
        let person = self.people.entry((given.person.clone(), year)).or_default();
        add(person, key, given.amount);
        if let Some(household) = given.household {
            let household = self.household(household).clone();
            let household = self.households.entry((household, year));
            add(household.or_default(), key, given.amount);
        }
    }

    /// What counts for a recipient in the year of a day. Without a household the person's own
    /// totals stand for it.
    pub fn used(&self, person: &Id, household: Option<&Id>, on: NaiveDate) -> Used {
        let of = |map: &HashMap<(Id, i32), ByKind>, id: &Id| {
            map.get(&(id.clone(), on.year()))
                .cloned()
                .unwrap_or_default()
        };
        let person_year = of(&self.people, person);
        Used {
            household_year: match household {
                Some(id) => of(&self.households, self.household(id)),
                None => person_year.clone(),
            },
            person_year,
        }
    }
}

fn add(totals: &mut ByKind, key: (AidKind, Option<Occasion>), amount: Fen) {
    let sum = totals.entry(key).or_insert(Fen::ZERO);
    // At the end of the range the total stays there: no cap is anywhere near.
    *sum = sum.checked_add(amount).unwrap_or(Fen(MAX_FEN));
}
