//! Where the goods of a campaign are: sums by goods and holder, and what cannot be right.

use std::collections::BTreeMap;

use songnuan_model::records::{GoodsEntry, GoodsEntryKind};

use crate::commands::campaigns::GoodsRow;

/// The store itself, as a holder.
const STORE: &str = "";

/// Sums of the movements in the order they were added. What a visitor counts back is told beside
/// what should be left; the store's count likewise.
#[derive(Default)]
pub(super) struct Stock {
    rows: BTreeMap<(String, String), GoodsRow>,
}

impl Stock {
    pub(super) fn of<'a>(entries: impl IntoIterator<Item = &'a GoodsEntry>) -> Self {
        let mut stock = Self::default();
        for entry in entries {
            stock.add(entry);
        }
        stock
    }

    fn row(&mut self, goods: &str, holder: &str) -> &mut GoodsRow {
        let key = (goods.to_owned(), holder.to_owned());
        self.rows.entry(key).or_insert_with(|| GoodsRow {
            goods: goods.to_owned(),
            holder: holder.to_owned(),
            received: 0,
            handed_out: 0,
            given: 0,
            returned: 0,
            counted: None,
            left: 0,
        })
    }

    /// Pieces a holder should have.
    pub(super) fn left(&self, goods: &str, holder: &str) -> i64 {
        let row = self.rows.get(&(goods.to_owned(), holder.to_owned()));
        row.map_or(0, |row| row.left)
    }

    /// Adds a movement: the store's row and, where a visitor took part, theirs.
    pub(super) fn add(&mut self, entry: &GoodsEntry) {
        let n = i64::from(entry.quantity);
        let holder = holder(entry);
        let goods = entry.goods.as_str();
        let plus = |sum: &mut u32| *sum = sum.saturating_add(entry.quantity);
        match entry.kind {
            GoodsEntryKind::Received => {
                let store = self.row(goods, STORE);
                plus(&mut store.received);
                store.left += n;
            }
            GoodsEntryKind::HandedOut => {
                let store = self.row(goods, STORE);
                plus(&mut store.handed_out);
                store.left -= n;
                let visitor = self.row(goods, holder);
                plus(&mut visitor.received);
                visitor.left += n;
            }
            GoodsEntryKind::Given => {
                let from = self.row(goods, holder);
                plus(&mut from.given);
                from.left -= n;
            }
            GoodsEntryKind::Returned => {
                let visitor = self.row(goods, holder);
                plus(&mut visitor.returned);
                visitor.left -= n;
                let store = self.row(goods, STORE);
                plus(&mut store.returned);
                store.left += n;
            }
            GoodsEntryKind::CountedBack => self.row(goods, holder).counted = Some(entry.quantity),
        }
    }

    /// Why a movement cannot be: more leaves a place than is there.
    pub(super) fn refuses(&self, entry: &GoodsEntry) -> Option<String> {
        let n = i64::from(entry.quantity);
        let goods = &entry.goods;
        let (from, what) = match entry.kind {
            GoodsEntryKind::HandedOut => (STORE, "领出"),
            GoodsEntryKind::Given => (holder(entry), "送出"),
            GoodsEntryKind::Returned => (holder(entry), "交回"),
            GoodsEntryKind::Received | GoodsEntryKind::CountedBack => return None,
        };
        let left = self.left(goods, from);
        (n > left).then(|| {
            let place = match from {
                STORE => "库里".to_owned(),
                name => format!("{name}手里"),
            };
            format!("“{goods}”{place}只有 {left} 份，不能{what} {n} 份。")
        })
    }

    /// Rows by goods, the store first, then visitors by name.
    pub(super) fn rows(&self) -> Vec<GoodsRow> {
        self.rows.values().cloned().collect()
    }

    /// What does not add up, as sentences.
    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for row in self.rows.values() {
            let place = match row.holder.as_str() {
                STORE => "库里".to_owned(),
                name => format!("{name}手里"),
            };
            let (goods, left) = (&row.goods, row.left);
            if left < 0 {
                let short = -left;
                problems.push(format!(
                    "“{goods}”{place}出去的比进来的多 {short} 份，请核对收发记录。"
                ));
            }
            let Some(counted) = row.counted.map(i64::from).filter(|n| *n != left) else {
                continue;
            };
            let (word, n) = if counted < left {
                ("少", left - counted)
            } else {
                ("多", counted - left)
            };
            problems.push(format!(
                "“{goods}”{place}清点 {counted} 份，按收发应有 {left} 份，{word} {n} 份。"
            ));
        }
        problems
    }
}

/// Who held the goods; the store when nobody is named.
fn holder(entry: &GoodsEntry) -> &str {
    entry.holder.as_deref().unwrap_or(STORE).trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use songnuan_model::record::Id;

    fn entry(kind: GoodsEntryKind, quantity: u32, holder: &str) -> GoodsEntry {
        GoodsEntry {
            id: Id::new("g"),
            campaign_id: Id::new("c"),
            goods: "大米10公斤".to_owned(),
            kind,
            quantity,
            unit_price: None,
            holder: (!holder.is_empty()).then(|| holder.to_owned()),
            item_id: None,
            on: NaiveDate::default(),
            note: None,
        }
    }

    #[test]
    fn goods_are_where_the_movements_leave_them() {
        use GoodsEntryKind::*;
        let moves = [
            entry(Received, 100, ""),
            entry(HandedOut, 30, "周走访"),
            entry(HandedOut, 20, "吴走访"),
            entry(Given, 25, "周走访"),
            entry(Returned, 5, "周走访"),
            entry(Given, 1, ""),
        ];
        let stock = Stock::of(&moves);
        let left = |holder: &str| stock.left("大米10公斤", holder);
        assert_eq!((left(""), left("周走访"), left("吴走访")), (54, 0, 20));
        assert!(stock.problems().is_empty());
        let refused = [
            (
                entry(HandedOut, 55, "周走访"),
                "库里只有 54 份，不能领出 55 份",
            ),
            (
                entry(Given, 1, "周走访"),
                "周走访手里只有 0 份，不能送出 1 份",
            ),
            (
                entry(Returned, 21, "吴走访"),
                "吴走访手里只有 20 份，不能交回 21 份",
            ),
        ];
        for (entry, words) in refused {
            let why = stock.refuses(&entry).unwrap();
            assert!(why.contains(words), "{why}");
        }
        assert!(stock.refuses(&entry(HandedOut, 54, "周走访")).is_none());
        assert!(stock.refuses(&entry(Received, 1_000, "")).is_none());
    }

    #[test]
    fn a_count_that_differs_is_told_not_refused() {
        use GoodsEntryKind::*;
        let moves = [
            entry(Received, 10, ""),
            entry(HandedOut, 4, "周走访"),
            entry(CountedBack, 5, ""),
            entry(CountedBack, 4, "周走访"),
        ];
        let problems = Stock::of(&moves).problems();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains("清点 5 份，按收发应有 6 份，少 1 份"));
    }
}
