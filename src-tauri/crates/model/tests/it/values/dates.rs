//! Spellings of dates, ages, the lunar calendar.

use chrono::NaiveDate;
use proptest::prelude::*;
use songnuan_model::dates::{
    ParsedDate, add_months, age_completed, age_nominal, chinese_date, date_from_excel_number,
    lunar, lunar_label, parse_date,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn spellings() {
    for (raw, iso) in [
        ("1968.6.12", "1968-06-12"),
        ("1968-6-12", "1968-06-12"),
        ("1968/6/12", "1968-06-12"),
        ("1968/06/12 ", "1968-06-12"),
        ("1986年6月12日", "1986-06-12"),
        ("1986 年 6 月 12 日", "1986-06-12"),
        ("1986年6月12号", "1986-06-12"),
        ("1986年6月12", "1986-06-12"),
        ("19650820", "1965-08-20"),
        ("31644", "1986-08-20"),
        ("25972", "1971-02-08"),
        ("１９６８．６．１２", "1968-06-12"),
        ("2016-08-07 00:00:00", "2016-08-07"),
        ("2016-08-07T00:00:00", "2016-08-07"),
        ("1968－6－12", "1968-06-12"),
        ("1982年1月", "1982-01"),
        ("1982.01", "1982-01"),
        ("1986.07", "1986-07"),
        ("1982-1", "1982-01"),
        ("198201", "1982-01"),
        ("2000.2.29", "2000-02-29"),
    ] {
        assert_eq!(parse_date(raw).iso().as_deref(), Some(iso), "{raw}");
    }
}

#[test]
fn what_is_no_date() {
    for raw in [
        "",
        " ",
        "九八年",
        "1962年13月16日",
        "1900-02-29",
        "68.6.12",
        "1968",
        "1968年",
        "6.12",
        "2016.2.30",
        "19681301",
        "约1968年",
        "1968.6.12.",
        "1968..6",
        "1968.6.12-1969.1.1",
        "9.98101E+17",
        "196806121",
        "0005.1.1",
        "日",
        "1968 6 12 x",
        "-1968.6.12",
        "𬱖",
        "3.5",
        "1234567",
    ] {
        assert_eq!(parse_date(raw), ParsedDate::Invalid, "{raw}");
    }
}

#[test]
fn numbers_of_a_spreadsheet() {
    for (value, iso) in [
        (31644.0, Some("1986-08-20")),
        (42632.0, Some("2016-09-19")),
        (42632.5, Some("2016-09-19")),
        (20160825.0, Some("2016-08-25")),
        (201608.0, Some("2016-08")),
        (20161332.0, None),
        (-1.0, None),
        (0.0, None),
        (f64::NAN, None),
        (1e18, None),
        (20160825.5, None),
    ] {
        assert_eq!(
            date_from_excel_number(value).iso().as_deref(),
            iso,
            "{value}"
        );
    }
}

#[test]
fn ages() {
    for (birth, on, completed, nominal) in [
        ("1980-02-15", "2017-01-11", 36, 38),
        ("1980-02-16", "2017-01-27", 36, 37),
        ("1980-02-16", "2017-01-28", 36, 38),
        ("1937-01-01", "2017-01-11", 80, 81),
        ("1971-12-31", "2017-01-01", 45, 46),
        ("2003-02-01", "2024-02-10", 21, 22),
        ("2003-01-31", "2024-02-09", 21, 22),
        ("1955-03-07", "2017-01-11", 61, 62),
    ] {
        assert_eq!(
            age_completed(day(birth), day(on)),
            Some(completed),
            "{birth} {on}"
        );
        assert_eq!(
            age_nominal(day(birth), day(on)),
            Some(nominal),
            "{birth} {on}"
        );
    }
    assert_eq!(
        age_completed(day("2000-02-29"), day("2024-02-28")),
        Some(23)
    );
    assert_eq!(
        age_completed(day("2000-02-29"), day("2024-02-29")),
        Some(24)
    );
    assert_eq!(
        age_completed(day("2000-02-29"), day("2023-02-28")),
        Some(22)
    );
    assert_eq!(age_completed(day("2017-01-12"), day("2017-01-11")), None);
    assert_eq!(age_nominal(day("2017-01-12"), day("2017-01-11")), None);
    assert_eq!(age_nominal(day("2017-01-11"), day("2017-01-11")), Some(1));
}

/// 腊八, 小年(北), 除夕, 春节, 元宵, 端午, 中秋, 重阳 of every year of the table.
const FESTIVALS: &str = "\
2016 01-17 02-01 02-07 02-08 02-22 06-09 09-15 10-09
2017 01-05 01-20 01-27 01-28 02-11 05-30 10-04 10-28
2018 01-24 02-08 02-15 02-16 03-02 06-18 09-24 10-17
2019 01-13 01-28 02-04 02-05 02-19 06-07 09-13 10-07
2020 01-02 01-17 01-24 01-25 02-08 06-25 10-01 10-25
2021 01-20 02-04 02-11 02-12 02-26 06-14 09-21 10-14
2022 01-10 01-25 01-31 02-01 02-15 06-03 09-10 10-04
2023 2022-12-30 01-14 01-21 01-22 02-05 06-22 09-29 10-23
2024 01-18 02-02 02-09 02-10 02-24 06-10 09-17 10-11
2025 01-07 01-22 01-28 01-29 02-12 05-31 10-06 10-29
2026 01-26 02-10 02-16 02-17 03-03 06-19 09-25 10-18
2027 01-15 01-30 02-05 02-06 02-20 06-09 09-15 10-08
2028 01-04 01-19 01-25 01-26 02-09 05-28 10-03 10-26";

#[test]
fn lunar_festivals() {
    const LABELS: [&str; 8] = [
        "腊月初八",
        "腊月廿三",
        "",
        "正月初一",
        "正月十五",
        "五月初五",
        "八月十五",
        "九月初九",
    ];
    for line in FESTIVALS.lines() {
        let (year, dates) = line.split_once(' ').unwrap();
        for (text, label) in dates.split(' ').zip(LABELS) {
            let date = if text.len() == 5 {
                day(&format!("{year}-{text}"))
            } else {
                day(text)
            };
            if label.is_empty() {
                // 除夕 is 三十 or 廿九: whatever precedes 正月初一.
                let eve = lunar_label(date).unwrap();
                assert!(eve == "腊月三十" || eve == "腊月廿九", "{date} {eve}");
                let next = lunar_label(date.succ_opt().unwrap()).unwrap();
                assert_eq!(next, "正月初一");
            } else {
                assert_eq!(lunar_label(date).as_deref(), Some(label), "{date}");
            }
        }
    }
}

#[test]
fn lunar_labels() {
    assert_eq!(lunar_label(day("2017-01-16")).as_deref(), Some("腊月十九"));
    assert_eq!(lunar_label(day("2016-12-01")).as_deref(), Some("冬月初三"));
    assert_eq!(
        lunar_label(day("2020-05-23")).as_deref(),
        Some("闰四月初一")
    );
    assert_eq!(lunar_label(day("2020-05-22")).as_deref(), Some("四月三十"));
    let leap = lunar(day("2025-08-01")).unwrap();
    assert!(leap.leap && leap.month == 6 && leap.year == 2025);
    assert_eq!(lunar_label(day("1799-12-31")), None);
}

#[test]
fn months_are_clamped() {
    for (from, months, to) in [
        ("2016-01-31", 1, "2016-02-29"),
        ("2017-01-31", 1, "2017-02-28"),
        ("2016-02-29", 12, "2017-02-28"),
        ("2016-03-31", -1, "2016-02-29"),
        ("2016-12-20", 0, "2016-12-20"),
    ] {
        assert_eq!(add_months(day(from), months), Some(day(to)));
    }
    assert_eq!(chinese_date(day("2017-01-11")), "2017年1月11日");
}

proptest! {
    #[test]
    fn every_spelling_of_a_day_is_that_day(serial in 10_000u32..90_000) {
        let date = day("1899-12-30") + chrono::Days::new(u64::from(serial));
        for pattern in ["%Y.%-m.%-d", "%Y-%m-%d", "%Y/%-m/%-d", "%Y年%-m月%-d日", "%Y%m%d"] {
            let text = date.format(pattern).to_string();
            prop_assert_eq!(parse_date(&text), ParsedDate::Day(date), "{}", text);
        }
        prop_assert_eq!(parse_date(&serial.to_string()), ParsedDate::Day(date));
        prop_assert_eq!(date_from_excel_number(f64::from(serial)), ParsedDate::Day(date));
    }

    #[test]
    fn any_text_is_answered(raw in "\\PC{0,20}") {
        let _ = parse_date(&raw);
    }
}
