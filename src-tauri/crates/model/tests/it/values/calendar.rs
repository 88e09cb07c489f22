//! Working days 2016–2026, deadlines, publicity.

use chrono::NaiveDate;
use proptest::prelude::*;
use songnuan_model::calendar::{
    Calendar, CalendarError, DayKind, YearTable, add_working_days, is_working_day, publicity_end,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn working_days_of_a_year() {
    for (year, days) in [
        (2016, 250),
        (2017, 249),
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ] {
        assert_eq!(Calendar::built_in().working_days_in(year), days, "{year}");
    }
}

#[test]
fn deadlines() {
    for (start, n, due) in [
        ("2017-01-11", 3, "2017-01-16"),
        ("2017-01-24", 3, "2017-02-03"),
        ("2017-01-26", 3, "2017-02-06"),
        ("2024-02-08", 3, "2024-02-19"),
        ("2024-09-30", 3, "2024-10-10"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2025-09-28", 5, "2025-10-11"),
        ("2024-04-30", 5, "2024-05-10"),
        ("2026-02-14", 5, "2026-02-28"),
        ("2025-01-27", 3, "2025-02-07"),
        ("2017-01-11", 0, "2017-01-11"),
        ("2016-12-30", 1, "2017-01-03"),
    ] {
        let counted = add_working_days(day(start), n);
        assert_eq!(
            (counted.date, counted.missing_years),
            (day(due), vec![]),
            "{start}+{n}"
        );
    }
}

#[test]
fn publicity() {
    assert_eq!(publicity_end(day("2017-01-11"), 5).date, day("2017-01-17"));
    // Posted on a Saturday: the first day that counts is Monday.
    assert_eq!(publicity_end(day("2017-01-14"), 5).date, day("2017-01-20"));
    // Posted before 春节, over a swapped Sunday (2017-01-22).
    assert_eq!(publicity_end(day("2017-01-22"), 5).date, day("2017-01-26"));
}

#[test]
fn kinds_of_days() {
    let calendar = Calendar::built_in();
    for (date, kind) in [
        ("2024-02-09", DayKind::Workday),
        ("2024-02-18", DayKind::SwappedWorkday),
        ("2024-02-25", DayKind::Weekend),
        ("2017-10-04", DayKind::Holiday("中秋节".into())),
        ("2020-02-02", DayKind::Holiday("春节".into())),
    ] {
        assert_eq!(calendar.day_kind(day(date)), kind, "{date}");
    }
    assert!(is_working_day(day("2024-02-09")) && !is_working_day(day("2024-02-10")));
    assert_eq!(
        calendar.working_days_between(day("2017-01-11"), day("2017-01-16")),
        3
    );
    assert_eq!(
        calendar.working_days_between(day("2017-01-16"), day("2017-01-11")),
        -3
    );
}

#[test]
fn a_missing_year_is_said() {
    let counted = add_working_days(day("2026-12-30"), 3);
    assert_eq!(
        (counted.date, counted.missing_years),
        (day("2027-01-04"), vec![2027])
    );
    assert_eq!(add_working_days(day("2030-01-04"), 1).missing_years, [2030]);
    assert_eq!(publicity_end(day("2015-12-31"), 1).missing_years, [2015]);
}

#[test]
fn bad_tables_are_refused() {
    let head = "year = 2027\nversion = 1\nsource = \"x\"\n";
    let table = |rest: &str| YearTable::from_toml(&format!("{head}{rest}"));
    assert!(table("").is_ok());
    assert!(matches!(
        YearTable::from_toml("year = "),
        Err(CalendarError::Unreadable(_))
    ));
    assert!(matches!(
        table("swapped_workdays = [\"2028-01-02\"]"),
        Err(CalendarError::OutsideYear { .. })
    ));
    let holiday = |from: &str, to: &str| {
        format!("[[holiday]]\nname = \"元旦\"\nfrom = \"{from}\"\nto = \"{to}\"\n")
    };
    assert!(matches!(
        table(&holiday("2027-01-03", "2027-01-01")),
        Err(CalendarError::EndsBeforeStart { .. })
    ));
    assert!(matches!(
        table(&holiday("2027-01-01", "9027-01-03")),
        Err(CalendarError::OutsideYear { .. })
    ));
    let both = format!(
        "swapped_workdays = [\"2027-01-02\"]\n{}",
        holiday("2027-01-01", "2027-01-03")
    );
    assert_eq!(
        table(&both).unwrap_err(),
        CalendarError::Contradiction(day("2027-01-02"))
    );

    // An administrator's newer table replaces the known one, an older one does not.
    let mut calendar = Calendar::default();
    calendar.put(table("swapped_workdays = [\"2027-01-02\"]").unwrap());
    let text = head.replace("version = 1", "version = 0");
    calendar.put(YearTable::from_toml(&text).unwrap());
    assert!(calendar.is_working_day(day("2027-01-02")));
}

proptest! {
    #[test]
    fn counting_agrees_with_itself(offset in 0u64..3_800, n in 0u16..60) {
        let start = day("2016-01-01") + chrono::Days::new(offset);
        let due = add_working_days(start, n).date;
        prop_assert!(n == 0 || is_working_day(due));
        prop_assert_eq!(
            Calendar::built_in().working_days_between(start, due),
            i32::from(n)
        );
    }
}
