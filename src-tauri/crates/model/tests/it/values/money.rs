//! Exact parsing, display and capital amounts.

use chrono::NaiveDate;
use proptest::prelude::*;
use songnuan_model::money::{
    AmountError, Fen, MAX_FEN, bill_date_uppercase, from_excel_number, parse_yuan,
};

#[test]
fn amounts_as_typed() {
    for (raw, fen) in [
        ("2472", 247_200),
        ("2472.00  ", 247_200),
        ("2,472元", 247_200),
        ("￥1,970.00", 197_000),
        ("¥1，970.00", 197_000),
        ("５００．００", 50_000),
        ("５５８３４．５１", 5_583_451),
        ("0.3万", 300_000),
        ("9.6万", 9_600_000),
        ("0.05万元", 50_000),
        ("38.237万", 38_237_000),
        ("158.27万", 158_270_000),
        ("4.2万", 4_200_000),
        ("6,543万", 6_543_000_000),
        ("1.2亿", 12_000_000_000),
        ("105,770.76元", 10_577_076),
        ("0", 0),
        ("0元", 0),
        ("-300", -30_000),
        ("－300", -30_000),
        ("￥-300.5", -30_050),
        ("-￥300.5", -30_050),
        ("1234.500", 123_450),
        ("0.000050万", 50),
        (".5", 50),
        ("人民币500元整", 50_000),
        ("007", 700),
    ] {
        assert_eq!(parse_yuan(raw), Ok(Fen(fen)), "{raw}");
    }
}

#[test]
fn what_is_no_amount() {
    use AmountError::*;
    for (raw, error) in [
        ("", Empty),
        ("  ", Empty),
        ("约2千", NotAnAmount),
        ("约800", NotAnAmount),
        ("面议", NotAnAmount),
        ("见发票", NotAnAmount),
        ("3000-3500", NotAnAmount),
        ("1234.567", TooPrecise),
        ("0.0000001万", TooPrecise),
        ("12,34", NotAnAmount),
        ("1,2345", NotAnAmount),
        (",123", NotAnAmount),
        ("1.2.3", NotAnAmount),
        ("9.6E4", NotAnAmount),
        ("--3", NotAnAmount),
        ("-", NotAnAmount),
        ("元", NotAnAmount),
        (".", NotAnAmount),
        ("3千", NotAnAmount),
        ("1 234", NotAnAmount),
        ("99999999999999999", OutOfRange),
        ("999999999999999999999999999999999999999999", OutOfRange),
    ] {
        assert_eq!(parse_yuan(raw), Err(error), "{raw}");
    }
}

#[test]
fn number_cells() {
    for (value, fen) in [
        (29674.99, Ok(2_967_499)),
        (2472.0, Ok(247_200)),
        (105_770.760_000_000_01, Ok(10_577_076)),
        (0.1 + 0.2, Ok(30)),
        (-167.0, Ok(-16_700)),
        (1_234_567_890.12, Ok(123_456_789_012)),
        (1234.567, Err(AmountError::TooPrecise)),
        (0.001, Err(AmountError::TooPrecise)),
        (f64::NAN, Err(AmountError::NotAnAmount)),
        (f64::INFINITY, Err(AmountError::NotAnAmount)),
        (1e18, Err(AmountError::OutOfRange)),
    ] {
        assert_eq!(from_excel_number(value), fen.map(Fen), "{value}");
    }
}

#[test]
fn display() {
    for (fen, comma, plain, wan) in [
        (0, "0.00", "0.00", "0"),
        (123_450, "1,234.50", "1234.50", "0.12345"),
        (-123_450, "-1,234.50", "-1234.50", "-0.12345"),
        (38_237_000, "382,370.00", "382370.00", "38.237"),
        (100, "1.00", "1.00", "0.0001"),
        (5, "0.05", "0.05", "0.000005"),
        (
            100_000_000_000,
            "1,000,000,000.00",
            "1000000000.00",
            "100000",
        ),
    ] {
        let fen = Fen(fen);
        assert_eq!(
            (fen.to_string().as_str(), fen.plain().as_str()),
            (comma, plain)
        );
        assert_eq!(fen.wan(), wan);
    }
    assert_eq!(Fen(38_237_000).wan_rounded(2), "38.24");
    assert_eq!(Fen(-100).wan_rounded(2), "0.00");
    assert_eq!(Fen(1_500_000).wan_rounded(0), "2");
    assert_eq!(format!("{:>8}", Fen(100)), "    1.00");
    assert_eq!(serde_json::to_string(&Fen(5)).unwrap(), "5");
}

#[test]
fn arithmetic_stays_in_range() {
    assert_eq!(Fen::sum([Fen(1), Fen(2)]), Some(Fen(3)));
    assert_eq!(Fen(MAX_FEN).checked_add(Fen(1)), None);
    assert_eq!(Fen(-MAX_FEN).checked_sub(Fen(1)), None);
    assert_eq!(Fen(i64::MAX).checked_add(Fen(1)), None);
    assert_eq!(Fen(MAX_FEN).checked_mul(2), None);
}

#[test]
fn capital_amounts() {
    for (yuan, words) in [
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10010", "壹万零壹拾元整"),
        ("42000", "肆万贰仟元整"),
        ("52000", "伍万贰仟元整"),
        ("24795", "贰万肆仟柒佰玖拾伍元整"),
        ("1582700", "壹佰伍拾捌万贰仟柒佰元整"),
        ("382370", "叁拾捌万贰仟叁佰柒拾元整"),
        ("1965070", "壹佰玖拾陆万伍仟零柒拾元整"),
        ("65430000", "陆仟伍佰肆拾叁万元整"),
        ("100000001", "壹亿零壹元整"),
        ("300500.06", "叁拾万零伍佰元零陆分"),
        ("-12.30", "负壹拾贰元叁角整"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("1000000000000", "壹万亿元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("10000000000001", "壹拾万亿零壹元整"),
        ("20000000.10", "贰仟万元壹角整"),
        ("10001000", "壹仟万壹仟元整"),
    ] {
        assert_eq!(parse_yuan(yuan).unwrap().uppercase(), words, "{yuan}");
    }
}

#[test]
fn dates_on_bills() {
    let date = |m, d| NaiveDate::from_ymd_opt(2017, m, d).unwrap();
    assert_eq!(bill_date_uppercase(date(2, 12)), "贰零壹柒年零贰月壹拾贰日");
    assert_eq!(
        bill_date_uppercase(date(10, 20)),
        "贰零壹柒年零壹拾月零贰拾日"
    );
    assert_eq!(bill_date_uppercase(date(11, 3)), "贰零壹柒年壹拾壹月零叁日");
    assert_eq!(
        bill_date_uppercase(date(12, 31)),
        "贰零壹柒年壹拾贰月叁拾壹日"
    );
}

/// Reads capital digits back, independently of how they were written.
fn read_words(words: &str) -> i64 {
    let (mut total, mut section, mut digit, mut fen) = (0i64, 0i64, 0i64, 0i64);
    for c in words.chars() {
        if let Some(d) = "零壹贰叁肆伍陆柒捌玖".chars().position(|x| x == c) {
            digit = d as i64;
            continue;
        }
        match c {
            '拾' => section += digit * 10,
            '佰' => section += digit * 100,
            '仟' => section += digit * 1000,
            '万' => {
                total += (section + digit) * 10_000;
                section = 0;
            }
            '亿' => {
                total = (total + section + digit) * 100_000_000;
                section = 0;
            }
            '元' => {
                fen += (total + section + digit) * 100;
            }
            '角' => fen += digit * 10,
            '分' => fen += digit,
            _ => {}
        }
        digit = 0;
    }
    if words.starts_with('负') { -fen } else { fen }
}

proptest! {
    #[test]
    fn shown_amounts_read_back(fen in -MAX_FEN..=MAX_FEN) {
        let amount = Fen(fen);
        prop_assert_eq!(parse_yuan(&amount.to_string()), Ok(amount));
        prop_assert_eq!(parse_yuan(&amount.plain()), Ok(amount));
        prop_assert_eq!(parse_yuan(&format!("{}万元", amount.wan())), Ok(amount));
    }

    #[test]
    fn capital_amounts_read_back(digits in 0u32..13, seed in 0i64..1_000_000_000_000_000) {
        let fen = seed % 10i64.pow(digits + 1);
        let words = Fen(fen).uppercase();
        prop_assert_eq!(read_words(&words), fen, "{}", words);
        prop_assert!(!words.contains("零零") && !words.contains("零万") && !words.contains("零元") || fen == 0);
    }

    #[test]
    fn number_cells_agree_with_text(fen in -10_000_000_000i64..10_000_000_000) {
        let value: f64 = Fen(fen).plain().parse().unwrap();
        prop_assert_eq!(from_excel_number(value), Ok(Fen(fen)));
    }

    #[test]
    fn any_text_is_answered(raw in "\\PC{0,20}") {
        let _ = parse_yuan(&raw);
    }
}
