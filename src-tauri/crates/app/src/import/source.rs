//! Where an imported record stands on its list: `sheet|day@row`, the day being the one the list
//! speaks of, when it says one.

use chrono::NaiveDate;

/// The key of a row.
pub(super) fn key(tab: &str, day: Option<NaiveDate>, row: u32) -> String {
    match day {
        Some(day) => format!("{tab}|{day}@{row}"),
        None => format!("{tab}@{row}"),
    }
}

/// The row of the list a record was imported from.
pub(crate) fn list_row(key: Option<&str>) -> Option<u32> {
    key?.rsplit_once('@')?.1.parse().ok()
}

/// The day the list speaks of.
pub(crate) fn list_day(key: Option<&str>) -> Option<NaiveDate> {
    let (place, _) = key?.rsplit_once('@')?;
    place.rsplit_once('|')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let day = NaiveDate::from_ymd_opt(2025, 7, 1);
        for (tab, day) in [("名册", day), ("名@册|一", None), ("", day)] {
            let key = key(tab, day, 12);
            assert_eq!(list_row(Some(&key)), Some(12));
            assert_eq!(list_day(Some(&key)), day);
        }
        assert_eq!((list_row(None), list_day(Some("名册"))), (None, None));
    }
}
