//! Identity papers: the vectors of GB 11643 and GB 32100.

use chrono::NaiveDate;
use proptest::prelude::*;
use songnuan_model::papers::{
    IdFinding, IdType, Sex, UsccFinding, check_paper, check_resident_id, check_uscc,
    likely_check_digit, same_person_key,
};

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

#[test]
fn resident_id_vectors() {
    use Sex::{Female, Male};
    for (no, birth, sex) in [
        ("11010519491231002X", day(1949, 12, 31), Female),
        ("440524188001010014", day(1880, 1, 1), Male),
        ("310117198706153212", day(1987, 6, 15), Male),
        ("310117199208084327", day(1992, 8, 8), Female),
        ("32092219761205301X", day(1976, 12, 5), Male),
        ("654301199809122028", day(1998, 9, 12), Female),
        ("310117200509013317", day(2005, 9, 1), Male),
        ("310117195503071010", day(1955, 3, 7), Male),
        ("810000199001010019", day(1990, 1, 1), Male),
        ("820000198812120024", day(1988, 12, 12), Female),
        ("830000197506150038", day(1975, 6, 15), Male),
    ] {
        let check = check_resident_id(no);
        assert!(check.is_valid(), "{no} {check:?}");
        assert_eq!(check.number, no);
        assert_eq!(check.birth, Some(birth), "{no}");
        assert_eq!(check.sex, Some(sex), "{no}");
        assert_eq!(check.division.as_deref(), Some(&no[..6]));
    }
}

#[test]
fn findings_are_separate() {
    use IdFinding::*;
    let table: &[(&str, &[IdFinding])] = &[
        ("998101196508206356", &[]),
        ("99810119680612886x", &[LowerX]),
        ("９９８１０１１９８５１２２６４３１２", &[Cleaned]),
        ("99810119800529041X  ", &[Cleaned]),
        ("998101 19660806 0841", &[Cleaned]),
        ("998101-19660806-0841", &[Cleaned]),
        ("'998101195906142154", &[Cleaned]),
        ("99810119680612886ｘ", &[Cleaned, LowerX]),
        ("998101720414214", &[Upgraded15]),
        ("110101190002290011", &[DateInvalid]),
        ("998101198302301170", &[DateInvalid]),
        ("310117198706153213", &[Checksum]),
        ("998101197108093191", &[Checksum]),
        ("998101197511254000", &[DamagedBySpreadsheet]),
        ("9.98101E+17", &[DamagedBySpreadsheet]),
        ("99810119703098571", &[Format]),
        ("9981011970309857", &[Format]),
        ("", &[Format]),
        ("998101X97030985712", &[Format]),
        ("不详", &[Format]),
        ("𬱖", &[Format]),
        ("998101720414998", &[NotUpgradable]),
        ("998209197407213814", &[UnknownDivision]),
        ("310117198706153212", &[UnknownDivision]),
        ("998101720230214", &[Upgraded15, DateInvalid]),
    ];
    for (raw, findings) in table {
        assert_eq!(check_resident_id(raw).findings, *findings, "{raw}");
    }
}

#[test]
fn nothing_is_derived_from_a_refused_number() {
    for raw in [
        "310117198706153213",
        "110101190002290011",
        "998101197511254000",
    ] {
        let check = check_resident_id(raw);
        assert!(!check.is_valid());
        assert!(check.birth.is_none() && check.sex.is_none() && check.division.is_none());
    }
    assert_eq!(
        format!("{:?}", check_resident_id("310117198706153212")).find("3101"),
        None
    );
}

#[test]
fn fifteen_digits_become_eighteen() {
    for (old, new) in [
        ("110105491231002", "11010519491231002X"),
        ("310117750101001", "310117197501010010"),
        ("998101680815852", "998101196808158528"),
        ("998101750206089", "998101197502060899"),
    ] {
        let check = check_resident_id(old);
        assert_eq!(check.number, new);
        assert!(check.has(IdFinding::Upgraded15) && check.is_valid());
        assert_eq!(
            same_person_key(IdType::ResidentId, old),
            same_person_key(IdType::ResidentId, new)
        );
    }
}

#[test]
fn future_birth_is_a_question_of_the_day() {
    let check = check_resident_id("998101203106120333");
    assert!(check.is_valid());
    assert!(check.birth_in_future(day(2016, 12, 20)));
    assert!(!check.birth_in_future(day(2031, 6, 12)));
}

#[test]
fn check_digit_is_offered() {
    assert_eq!(likely_check_digit("31011719870615321"), Some('2'));
    assert_eq!(likely_check_digit("11010519491231002"), Some('X'));
    assert_eq!(likely_check_digit("3101171987061532"), None);
    assert_eq!(likely_check_digit("3101171987061532X"), None);
}

#[test]
fn other_papers() {
    use IdType::*;
    for (id_type, raw, number, valid) in [
        (HkMacaoPermit, "h01234567", "H01234567", true),
        (HkMacaoPermit, "M0123456701", "M0123456701", true),
        (HkMacaoPermit, "A01234567", "A01234567", false),
        (TaiwanPermit, "01234567", "01234567", true),
        (TaiwanPermit, "0123456", "0123456", false),
        (Passport, "e12345678 ", "E12345678", true),
        (Passport, "E12-34*", "E12-34*", false),
        (Passport, "E123", "E123", false),
        (
            HmtResidencePermit,
            "820000197406253193  ",
            "820000197406253193",
            true,
        ),
        (
            HmtResidencePermit,
            "998101196508206356",
            "998101196508206356",
            false,
        ),
        (
            ForeignerPermanent,
            "GBR123456789012",
            "GBR123456789012",
            true,
        ),
        (
            ForeignerPermanent,
            "998101196508206356",
            "998101196508206356",
            true,
        ),
        (
            ForeignerPermanent,
            "998101196508206357",
            "998101196508206357",
            false,
        ),
        (ForeignerPermanent, "九九八一○一", "九九八一○一", false),
        (Officer, "南字第12345号", "南字第12345号", true),
        (Other, " ", "", false),
    ] {
        let check = check_paper(id_type, raw);
        assert_eq!(
            (check.number.as_str(), check.valid),
            (number, valid),
            "{id_type:?} {raw}"
        );
    }
}

#[test]
fn labels_round_trip() {
    for t in IdType::ALL {
        assert_eq!(IdType::from_label(t.label()), Some(t));
        assert_eq!(IdType::from_id(t.id()), Some(t));
        assert_eq!(serde_json::to_value(t).unwrap(), t.id());
    }
    assert_eq!(IdType::from_label("身份证"), Some(IdType::ResidentId));
    assert_eq!(IdType::from_label("驾驶证"), None);
}

#[test]
fn one_person_one_key() {
    use IdType::*;
    let key = same_person_key;
    assert_eq!(
        key(HkMacaoPermit, "H0123456701"),
        key(HkMacaoPermit, "H01234567")
    );
    assert_eq!(
        key(HmtResidencePermit, "820000197406253193"),
        key(ResidentId, "820000197406253193")
    );
    assert_ne!(key(Passport, "E12345678"), key(Other, "E12345678"));
    // Damaged numbers never match each other.
    assert_eq!(key(ResidentId, "9.98101E+17"), None);
    assert_eq!(key(ResidentId, ""), None);
}

#[test]
fn uscc_vectors() {
    for code in [
        "91110000600037341L",
        "91310117MA1J000060",
        "81310117MC0000004A",
        "91310117607300018N",
        "12310117425000014Q",
        "92310117MA1K00007J",
    ] {
        assert_eq!(check_uscc(code).findings, [], "{code}");
    }
    assert!(check_uscc("81310117MC0000004A").is_union());
    assert!(!check_uscc("911100000000210015").is_valid());
    assert!(check_uscc("91310117MA1J000061").has(UsccFinding::Checksum));
    assert!(check_uscc("91310117MA1J00006").has(UsccFinding::Format));
    assert!(check_uscc("91310117MA1J0000I0").has(UsccFinding::Format));
    assert!(check_uscc("").has(UsccFinding::Format));
    assert!(check_uscc("统一社会信用代码").has(UsccFinding::Format));
    let repaired = check_uscc(" 91310117ma1j000060");
    assert_eq!(repaired.code, "91310117MA1J000060");
    assert_eq!(repaired.findings, [UsccFinding::Cleaned]);
}

proptest! {
    #[test]
    fn old_and_new_form_are_one_person(seq in 0u32..996, ordinal in 0i64..36_000) {
        let birth = day(1900, 3, 1) + chrono::Days::new(ordinal.unsigned_abs());
        prop_assume!(birth < day(2000, 1, 1));
        let old = format!("998101{}{seq:03}", birth.format("%y%m%d"));
        let check = check_resident_id(&old);
        prop_assert!(check.is_valid());
        prop_assert_eq!(check.birth, Some(birth));
        let again = check_resident_id(&check.number);
        prop_assert_eq!(&again.number, &check.number);
        prop_assert_eq!(&again.findings, &[]);
        prop_assert_eq!(check.sex, Some(if seq % 2 == 1 { Sex::Male } else { Sex::Female }));
    }

    #[test]
    fn one_wrong_digit_is_found(pos in 0usize..17, add in 1u8..10) {
        let mut no = b"998101196508206356".to_vec();
        no[pos] = b'0' + (no[pos] - b'0' + add) % 10;
        let check = check_resident_id(std::str::from_utf8(&no).unwrap());
        prop_assert!(check.has(IdFinding::Checksum));
    }

    #[test]
    fn any_text_is_answered(raw in "\\PC{0,30}") {
        let _ = check_resident_id(&raw);
        let _ = check_uscc(&raw);
        for t in IdType::ALL {
            let _ = same_person_key(t, &raw);
        }
    }
}
