//! Totals of a list of recipients, as its head and its last line state them.

use std::collections::HashSet;

use serde_json::{Map, Value as Json, json};

use crate::money::{Fen, uppercase};
use crate::record::Id;
use crate::records::CountUnit;

/// Rows of a printed page (DOMAIN §3.3).
const PAGE: usize = 15;

/// One recipient as the totals see it.
#[derive(Clone, Copy)]
pub struct ListEntry<'a> {
    /// Who is counted; met again, a head counts no more. `None`: the entry is a head of its own.
    pub head: Option<&'a Id>,
    pub unit: CountUnit,
    /// As shown.
    pub category: &'a str,
    pub amount: Fen,
}

#[derive(Default)]
struct Total<'a> {
    count: u64,
    fen: i64,
    met: HashSet<&'a Id>,
}

impl<'a> Total<'a> {
    fn add(&mut self, entry: &ListEntry<'a>) {
        if entry.head.is_none_or(|head| self.met.insert(head)) {
            self.count += 1;
        }
        self.fen = self.fen.saturating_add(entry.amount.0);
    }
}

/// The totals by the names of DOMAIN §7. Entries come in the order of the list: pages are cut by it.
pub fn list_totals(entries: &[ListEntry<'_>]) -> Json {
    let (mut households, mut persons) = (Total::default(), Total::default());
    let mut categories: Vec<(&str, CountUnit, Total<'_>)> = Vec::new();
    for entry in entries {
        match entry.unit {
            CountUnit::Household => households.add(entry),
            CountUnit::Person => persons.add(entry),
        }
        let same =
            |c: &&mut (&str, CountUnit, Total<'_>)| (c.0, c.1) == (entry.category, entry.unit);
        match categories.iter_mut().find(same) {
            Some((_, _, total)) => total.add(entry),
            None => {
                let mut total = Total::default();
                total.add(entry);
                categories.push((entry.category, entry.unit, total));
            }
        }
    }
    let pages: Vec<Json> = entries
        .chunks(PAGE)
        .map(|page| {
            let fen = page
                .iter()
                .fold(0_i64, |sum, e| sum.saturating_add(e.amount.0));
            json!({"rows": page.len(), "subtotal_fen": fen})
        })
        .collect();
    let grand = households.fen.saturating_add(persons.fen);
    json!({
        "households": households.count,
        "persons": persons.count,
        "households_fen": households.fen,
        "households_upper": uppercase(Fen(households.fen)),
        "persons_fen": persons.fen,
        "persons_upper": uppercase(Fen(persons.fen)),
        "persons_mean_fen": mean(&persons),
        "grand_total_fen": grand,
        "grand_total_upper": uppercase(Fen(grand)),
        "by_category": by_category(&categories),
        "pages_of_15": pages,
    })
}

/// The exact mean as `num/den` in lowest terms; `null` of nobody.
fn mean(total: &Total<'_>) -> Json {
    let Ok(count) = i64::try_from(total.count) else {
        return Json::Null;
    };
    if count == 0 {
        return Json::Null;
    }
    let ratio = num_rational::Ratio::new(total.fen, count);
    Json::String(format!("{}/{}", ratio.numer(), ratio.denom()))
}

/// A category counted in two units has a line for each: they are never added up.
pub(super) fn category_name(category: &str, unit: CountUnit, in_both: bool) -> String {
    let name = if category.is_empty() {
        "未分类"
    } else {
        category
    };
    if in_both && unit == CountUnit::Person {
        format!("{name}(人)")
    } else {
        name.to_owned()
    }
}

fn by_category(categories: &[(&str, CountUnit, Total<'_>)]) -> Json {
    let mut map = Map::new();
    for (category, unit, total) in categories {
        let in_both = categories.iter().filter(|c| c.0 == *category).count() > 1;
        map.insert(
            category_name(category, *unit, in_both),
            json!({
                "unit": unit.label(),
                "count": total.count,
                "total_fen": total.fen,
                "total_upper": uppercase(Fen(total.fen)),
            }),
        );
    }
    Json::Object(map)
}
