//! Names, phones, cards, masks, private values.

use proptest::prelude::*;
use songnuan_model::text::{
    CardFinding, NameWarning, PhoneKind, Private, check_bank_card, half_width, is_scientific,
    mask_address, mask_card, mask_id, mask_mobile, mask_name, normalise_mobile, normalise_name,
    normalise_phone, normalise_text,
};

#[test]
fn widths() {
    assert_eq!(half_width("ＡＢ１２（演示）　￥"), "AB12(演示) ￥");
    assert_eq!(
        normalise_text("　芦塘荡镇金禾村３组🏠　"),
        "芦塘荡镇金禾村3组🏠"
    );
}

#[test]
fn names() {
    use NameWarning::*;
    let table: &[(&str, &str, bool, &[NameWarning])] = &[
        ("曾慧", "曾慧", false, &[]),
        ("刘秀琴  ", "刘秀琴", true, &[]),
        (" 刘志强", "刘志强", true, &[]),
        ("王　伟", "王伟", true, &[]),
        ("买买提•艾力（演示）", "买买提·艾力(演示)", true, &[]),
        ("阿依古丽・买合木提", "阿依古丽·买合木提", true, &[]),
        ("阿依古丽･买合木提", "阿依古丽·买合木提", true, &[]),
        ("买买提·艾力", "买买提·艾力", false, &[]),
        ("John  Smith ", "John Smith", true, &[]),
        ("顾𬱖", "顾𬱖", false, &[]),
        ("陆䶮", "陆䶮", false, &[]),
        ("顾□", "顾□", false, &[PlaceholderChar]),
        ("顾?", "顾?", false, &[PlaceholderChar]),
        ("顾？", "顾?", true, &[PlaceholderChar]),
        ("顾\u{E863}", "顾\u{E863}", false, &[PrivateUseChar]),
        ("王", "王", false, &[TooShort]),
        ("", "", false, &[]),
    ];
    for (raw, text, changed, warnings) in table {
        let name = normalise_name(raw);
        assert_eq!(name.text, *text);
        assert_eq!(
            (name.changed, name.warnings.as_slice()),
            (*changed, *warnings),
            "{raw}"
        );
    }
    assert_eq!(normalise_name(&"𠮷".repeat(50)).warnings, []);
    assert_eq!(normalise_name(&"𠮷".repeat(60)).warnings, [TooLong]);
}

#[test]
fn phones() {
    for (raw, mobile) in [
        ("13800008437", Some("13800008437")),
        ("+86 13800002408", Some("13800002408")),
        ("8613800002408", Some("13800002408")),
        ("138 0000 7836", Some("13800007836")),
        ("138-0000-2244", Some("13800002244")),
        ("１３８００００１３２３", Some("13800001323")),
        ("19912345678", Some("19912345678")),
        ("12800001323", None),
        ("1380000123", None),
        ("138000012345", None),
        ("不详", None),
        ("", None),
    ] {
        assert_eq!(normalise_mobile(raw).as_deref(), mobile, "{raw}");
    }
    use PhoneKind::*;
    for (raw, expected) in [
        ("0998-5700950", Some((Fixed, "0998-5700950"))),
        ("021-57841234-801", Some((Fixed, "021-57841234-801"))),
        ("(021)57841234", Some((Fixed, "02157841234"))),
        ("57841234", Some((Fixed, "57841234"))),
        ("57841234-801", Some((Fixed, "57841234-801"))),
        ("400-820-8820", Some((Service, "4008208820"))),
        ("12351", Some((Service, "12351"))),
        ("138 0000 7836", Some((Mobile, "13800007836"))),
        ("5784", None),
        ("0998--5700950", None),
        ("电话", None),
    ] {
        let found = normalise_phone(raw);
        assert_eq!(
            found.as_ref().map(|(k, n)| (*k, n.as_str())),
            expected,
            "{raw}"
        );
    }
}

#[test]
fn bank_cards() {
    use CardFinding::*;
    for (raw, digits, finding) in [
        ("6228480030000000015", Some("6228480030000000015"), None),
        ("6222021001000000015", Some("6222021001000000015"), None),
        ("6217001210000000016", Some("6217001210000000016"), None),
        (
            "6228480030000000016",
            Some("6228480030000000016"),
            Some(Luhn),
        ),
        ("6299 9923 6333 4411 968", Some("6299992363334411968"), None),
        (
            "６２２８４８００３００００００００１５",
            Some("6228480030000000015"),
            None,
        ),
        ("'6228480030000000015", Some("6228480030000000015"), None),
        (
            "6299999566644422939",
            Some("6299999566644422939"),
            Some(Luhn),
        ),
        ("629999051805", None, Some(Length)),
        ("6.29999E+18", None, Some(DamagedBySpreadsheet)),
        ("无卡", None, Some(NotDigits)),
        ("", None, Some(NotDigits)),
    ] {
        let check = check_bank_card(raw);
        assert_eq!(
            (check.digits.as_deref(), check.finding),
            (digits, finding),
            "{raw}"
        );
    }
    assert!(is_scientific("9.98101E+17") && is_scientific("9.98101e17"));
    assert!(!is_scientific("E12345678") && !is_scientific("12E34567"));
}

#[test]
fn masks() {
    for (name, masked) in [
        ("王伟", "王*"),
        ("王小明", "王**"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳", "欧*"),
        ("尉迟敬", "尉迟*"),
        ("买买提·艾力", "买买****"),
        ("王", "*"),
        ("", ""),
        ("𠮷野家", "𠮷**"),
    ] {
        assert_eq!(mask_name(name), masked);
    }
    assert_eq!(mask_id("310117198706153212"), "310***********3212");
    assert_eq!(mask_id("E12345678"), "E*****678");
    assert_eq!(mask_id("E1234"), "*****");
    assert_eq!(mask_mobile("13812345678"), "138****5678");
    assert_eq!(mask_mobile("0998-5700950"), "********0950");
    assert_eq!(mask_card("6228480030000000015"), "**** **** **** *** 0015");
    assert_eq!(mask_card("6299994483683224"), "**** **** **** 3224");
    for (address, masked) in [
        ("芦塘荡镇金禾村3组12号", "芦塘荡镇***"),
        ("云澜县芦塘荡镇新塘路88弄5号402室", "云澜县芦塘荡镇***"),
        (
            "江苏省镇江市丹徒区高桥镇某村",
            "江苏省镇江市丹徒区高桥镇***",
        ),
        (
            "浙江省宁波市镇海区招宝山街道1号",
            "浙江省宁波市镇海区招宝山街道***",
        ),
        ("新塘路88弄5号", "***"),
        ("上海市松江区谷阳北路1号", "上海市松江区***"),
        ("", ""),
    ] {
        assert_eq!(mask_address(address), masked);
    }
}

#[test]
fn private_values_are_silent() {
    let name = Private::from("曾慧");
    assert_eq!(format!("{name:?}"), "");
    assert_eq!(format!("{:?}", Some(Private::new(5))), "Some()");
    assert_eq!(serde_json::to_string(&name).unwrap(), "\"曾慧\"");
    assert_eq!(
        serde_json::from_str::<Private>("\"曾慧\"")
            .unwrap()
            .as_str(),
        "曾慧"
    );
    let cfg = ts_rs::Config::default();
    assert_eq!(<Private as ts_rs::TS>::name(&cfg), "string");
    let shown = format!(
        "{:?}{:?}",
        normalise_name("曾慧"),
        check_bank_card("6228480030000000015")
    );
    assert!(!shown.contains("曾慧") && !shown.contains("6228"));
}

proptest! {
    #[test]
    fn any_text_is_answered(raw in "\\PC{0,40}") {
        let once = normalise_name(&raw).text;
        prop_assert_eq!(&normalise_name(&once).text, &once);
        let _ = (normalise_phone(&raw), check_bank_card(&raw), mask_card(&raw), mask_id(&raw));
        prop_assert_eq!(mask_name(&once).chars().count(), once.chars().count());
        let masked = mask_address(&raw);
        prop_assert!(raw.is_empty() || masked.ends_with("***"));
    }
}
