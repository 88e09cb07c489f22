//! Sums over a list: 户, 人 and amounts stand apart and are never added up into each other.

use std::collections::{BTreeMap, HashSet};

use songnuan_model::money::{Fen, MAX_FEN};
use songnuan_model::record::Id;
use songnuan_model::records::{CampaignItem, CountUnit, VisitState};

use super::payments::Payments;
use crate::commands::campaigns::{CategoryTotal, ListTotals, VisitorProgress};
use crate::files::code_label;

/// A count for the answer.
pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A sum that stays at the largest amount rather than wrapping.
pub(super) fn sum(amounts: impl IntoIterator<Item = Fen>) -> Fen {
    Fen::sum(amounts).unwrap_or(Fen(MAX_FEN))
}

/// Distinct 户 and distinct 人 of a list. An item of unit 户 without a household record (a list read
/// in from elsewhere) is a household of its own.
#[derive(Default)]
struct Heads<'a> {
    households: HashSet<&'a Id>,
    persons: HashSet<&'a Id>,
}

impl<'a> Heads<'a> {
    fn add(&mut self, item: &'a CampaignItem) {
        match item.unit {
            CountUnit::Household => {
                let household = item.household_id.as_ref().unwrap_or(&item.id);
                self.households.insert(household);
            }
            CountUnit::Person => {
                self.persons.insert(&item.person_id);
            }
        }
    }
}

/// Sums over these items; those taken off the list do not count.
pub(super) fn totals<'a>(
    items: impl IntoIterator<Item = &'a CampaignItem>,
    payments: &Payments,
) -> ListTotals {
    let mut heads = Heads::default();
    let mut totals = ListTotals::default();
    let add = |into: &mut Fen, amount: Fen| *into = sum([*into, amount]);
    for item in items {
        if item.removed_reason.is_some() {
            continue;
        }
        heads.add(item);
        totals.items += 1;
        add(&mut totals.amount, item.amount);
        add(
            &mut totals.goods_value,
            item.goods_value.unwrap_or_default(),
        );
        if let Some(paid) = payments.of(&item.id) {
            add(&mut totals.paid, paid.paid);
            add(&mut totals.in_batch, paid.amount);
        }
        match item.outcome {
            VisitState::Planned => {}
            VisitState::Visited => totals.visited += 1,
            VisitState::NotHome => totals.not_home += 1,
            VisitState::Refused => totals.refused += 1,
            VisitState::Unreachable => totals.unreachable += 1,
        }
        if assignee(item).is_empty() {
            totals.unassigned += 1;
        }
    }
    totals.households = count(heads.households.len());
    totals.persons = count(heads.persons.len());
    totals
}

/// Who goes there; empty = nobody yet.
pub(super) fn assignee(item: &CampaignItem) -> &str {
    item.assignee.as_deref().unwrap_or_default().trim()
}

/// Sums by category, in the order of the list.
pub(super) fn by_category(items: &[CampaignItem]) -> Vec<CategoryTotal> {
    let mut order: Vec<&str> = Vec::new();
    let mut sums: BTreeMap<&str, (Heads<'_>, Fen)> = BTreeMap::new();
    for item in items.iter().filter(|item| item.removed_reason.is_none()) {
        let category = item.category.as_str();
        let (heads, amount) = sums.entry(category).or_insert_with(|| {
            order.push(category);
            (Heads::default(), Fen::ZERO)
        });
        heads.add(item);
        *amount = sum([*amount, item.amount]);
    }
    let total = |category: &str| {
        let (heads, amount) = sums.get(category)?;
        Some(CategoryTotal {
            category: category.to_owned(),
            label: category_label(category),
            households: count(heads.households.len()),
            persons: count(heads.persons.len()),
            amount: *amount,
        })
    };
    order.into_iter().filter_map(total).collect()
}

/// The word of a category: of the code table, or as written.
pub(super) fn category_label(category: &str) -> String {
    if category.is_empty() {
        "未分类".to_owned()
    } else {
        code_label("category", category)
    }
}

/// How far each visitor is, those without a visitor last.
pub(super) fn visitors(items: &[CampaignItem]) -> Vec<VisitorProgress> {
    let mut found: BTreeMap<(bool, &str), VisitorProgress> = BTreeMap::new();
    for item in items.iter().filter(|item| item.removed_reason.is_none()) {
        let visitor = assignee(item);
        let row = found
            .entry((visitor.is_empty(), visitor))
            .or_insert_with(|| VisitorProgress {
                visitor: visitor.to_owned(),
                assigned: 0,
                visited: 0,
                not_home: 0,
                refused: 0,
                unreachable: 0,
                analysed: 0,
                summarised: 0,
            });
        row.assigned += 1;
        let written = |text: &Option<String>| {
            let written = text.as_deref().is_some_and(|text| !text.trim().is_empty());
            u32::from(written)
        };
        match item.outcome {
            VisitState::Planned => {}
            VisitState::Visited => {
                row.visited += 1;
                row.analysed += written(&item.analysis);
                row.summarised += written(&item.summary);
            }
            VisitState::NotHome => row.not_home += 1,
            VisitState::Refused => row.refused += 1,
            VisitState::Unreachable => row.unreachable += 1,
        }
    }
    found.into_values().collect()
}
