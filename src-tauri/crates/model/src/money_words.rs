//! Capital amounts and dates for receipts and bills (正确填写票据和结算凭证的基本规定).

use chrono::{Datelike, NaiveDate};

use crate::money::Fen;

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const UNITS: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 5] = ["", "万", "亿", "万亿", "亿亿"];

/// 人民币大写 without the prefix 人民币. House style: 整 after 元 and after 角, never after 分; the
/// zeros the rule leaves optional (before 角 when 元 ends in 0, inside a round 万) are not written.
pub fn uppercase(amount: Fen) -> String {
    let abs = amount.0.unsigned_abs();
    let (yuan, jiao, fen) = (abs / 100, (abs / 10 % 10) as usize, (abs % 10) as usize);
    let mut out = String::new();
    if amount.0 < 0 {
        out.push('负');
    }
    if yuan > 0 || abs == 0 {
        out.push_str(&integer_words(yuan));
        out.push('元');
    }
    if jiao > 0 {
        out.push_str(DIGITS[jiao]);
        out.push('角');
    } else if fen > 0 && yuan > 0 {
        out.push('零');
    }
    if fen > 0 {
        out.push_str(DIGITS[fen]);
        out.push('分');
    } else {
        out.push('整');
    }
    out
}

/// A whole number in capital digits, group by group of four.
fn integer_words(n: u64) -> String {
    if n == 0 {
        return DIGITS[0].to_owned();
    }
    let groups: Vec<u64> = std::iter::successors(Some(n), |n| (*n >= 10_000).then_some(n / 10_000))
        .map(|n| n % 10_000)
        .collect();
    let mut out = String::new();
    let mut gap = false;
    for (level, group) in groups.iter().enumerate().rev() {
        if *group == 0 {
            // The whole group is empty: one 零 stands for it when more follows.
            gap = !out.is_empty();
            continue;
        }
        if !out.is_empty() && (gap || *group < 1000) {
            out.push_str(DIGITS[0]);
        }
        gap = false;
        out.push_str(&group_words(*group));
        // 万亿 is spelled 万 when the 亿 group follows with its own unit.
        let unit = match level {
            3 if groups[2] > 0 => "万",
            _ => GROUPS[level.min(4)],
        };
        out.push_str(unit);
    }
    out
}

/// 1–9999; leading zeros are the caller's business, 拾 always has its 壹.
fn group_words(group: u64) -> String {
    let mut out = String::new();
    let mut gap = false;
    for place in (0..4).rev() {
        let digit = (group / 10u64.pow(place) % 10) as usize;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push_str(DIGITS[0]);
            gap = false;
        }
        out.push_str(DIGITS[digit]);
        out.push_str(UNITS[place as usize]);
    }
    out
}

/// The date of a bill: 2017-02-12 is 贰零壹柒年零贰月壹拾贰日.
pub fn bill_date_uppercase(date: NaiveDate) -> String {
    let year: String = format!("{:04}", date.year())
        .bytes()
        .map(|b| DIGITS[usize::from(b.saturating_sub(b'0')) % 10])
        .collect();
    let month = match date.month() {
        m @ (1 | 2 | 10) => format!("零{}", group_words(u64::from(m))),
        m => group_words(u64::from(m)),
    };
    let day = match date.day() {
        d @ (1..=10 | 20 | 30) => format!("零{}", group_words(u64::from(d))),
        d => group_words(u64::from(d)),
    };
    format!("{year}年{month}月{day}日")
}
