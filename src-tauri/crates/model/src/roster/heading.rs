//! What stands above the columns: which campaign the list belongs to, who pays, when.

use chrono::{Datelike, NaiveDate};

use crate::records::Season;
use crate::survey::layout::date_in;
use crate::text::half_width;

/// The head of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The title as written.
    pub title: String,
    /// The campaign, e.g. `2017年元旦春节送温暖`.
    pub campaign: String,
    pub year: i32,
    pub season: Season,
    /// 发放单位 as written.
    pub unit: Option<String>,
    /// 发放日期
    pub paid_on: Option<NaiveDate>,
}

/// Words that end the title of a list and do not belong to the campaign's name.
const ENDINGS: [&str; 16] = [
    "花名册",
    "签收表",
    "签领表",
    "签领册",
    "发放表",
    "明细表",
    "名单",
    "名册",
    "发放",
    "慰问金",
    "慰问品",
    "慰问款",
    "慰问",
    "补助金",
    "活动",
    "领取",
];

/// Reads the texts above the headings, one row a line. `today` is used when no year is written.
pub fn heading(preamble: &str, today: NaiveDate) -> Heading {
    let text = half_width(preamble);
    let title = text.lines().map(str::trim).find(|line| !line.is_empty());
    let title = title.unwrap_or_default().to_owned();
    let below = text.get(title.len()..).unwrap_or_default();
    let paid_on = date_in(below).or_else(|| date_in(&title));
    let (year, campaign) = campaign(&title);
    let year = year
        .or(paid_on.map(|day| day.year()))
        .unwrap_or(today.year());
    Heading {
        season: season(&title),
        unit: unit(&text),
        campaign: if campaign.is_empty() {
            format!("{year}年{}", season(&title).label())
        } else {
            campaign
        },
        title,
        year,
        paid_on,
    }
}

/// Year and name: the title from the year on, without the words that only say it is a list.
fn campaign(title: &str) -> (Option<i32>, String) {
    let (year, start) = year_in(title).map_or((None, 0), |(year, at)| (Some(year), at));
    let mut name = title.get(start..).unwrap_or_default().trim();
    loop {
        let bare = name.trim_end_matches([')', '(', ' ']);
        let cut = ENDINGS.iter().find_map(|word| bare.strip_suffix(word));
        match cut {
            Some(cut) => name = cut.trim_end_matches(['(', ' ']),
            None => return (year, name.to_owned()),
        }
    }
}

/// A year written as `2017年`, and where it stands.
pub(crate) fn year_in(text: &str) -> Option<(i32, usize)> {
    text.match_indices('年').find_map(|(at, _)| {
        let start = at.checked_sub(4)?;
        let digits = text.get(start..at)?;
        let year: i32 = digits.parse().ok()?;
        (1949..=2200).contains(&year).then_some((year, start))
    })
}

fn season(title: &str) -> Season {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if has(&["助学"]) {
        Season::AutumnScholarship
    } else if has(&["清凉", "高温", "防暑"]) {
        Season::SendingCool
    } else if has(&["五一", "劳动节"]) {
        Season::MayDay
    } else if has(&["中秋", "国庆"]) {
        Season::MidAutumnNationalDay
    } else if has(&["元旦", "春节", "两节", "送温暖"]) {
        Season::NewYearSpringFestival
    } else if has(&["走访"]) {
        Season::VisitDrive
    } else {
        Season::Daily
    }
}

/// 发放单位(盖章):… up to the next blank.
fn unit(text: &str) -> Option<String> {
    let tail = text.get(text.find("发放单位")?..)?;
    let value = tail.get(tail.find(':')? + 1..)?.trim_start();
    let value = value.split_whitespace().next()?;
    let known = !value.is_empty() && !value.starts_with("发放日期");
    known.then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_give_campaign_year_and_season() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let cases = [
            (
                "云澜客车厂(演示)2017年元旦春节送温暖慰问金发放花名册",
                ("2017年元旦春节送温暖", 2017, Season::NewYearSpringFestival),
            ),
            (
                "××镇2024年夏送清凉慰问品签收表",
                ("2024年夏送清凉", 2024, Season::SendingCool),
            ),
            ("中秋慰问名单", ("中秋", 2026, Season::MidAutumnNationalDay)),
            ("名单", ("2026年日常", 2026, Season::Daily)),
        ];
        for (title, (name, year, season)) in cases {
            let found = heading(title, today);
            assert_eq!(
                (found.campaign.as_str(), found.year),
                (name, year),
                "{title}"
            );
            assert_eq!(found.season, season, "{title}");
        }
    }

    #[test]
    fn the_line_below_names_unit_and_day() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let text = "2017年送温暖花名册\n发放单位(盖章):芦塘荡镇总工会      发放日期:2017年1月10日";
        let found = heading(text, today);
        assert_eq!(found.unit.as_deref(), Some("芦塘荡镇总工会"));
        assert_eq!(found.paid_on, NaiveDate::from_ymd_opt(2017, 1, 10));
        let blank = heading(
            "送温暖花名册\n发放单位(盖章):   发放日期:  年  月  日",
            today,
        );
        assert_eq!((blank.unit, blank.paid_on), (None, None));
    }
}
