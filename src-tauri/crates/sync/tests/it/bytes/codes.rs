//! The enrolment code: as it is typed, mistyped, and of another version; the request's proof.

use songnuan_sync::enrol::*;

use super::samples::{code, enrol_request, hub_key, id};

#[test]
fn reads_as_people_type_it() {
    let text = code().to_text().unwrap();
    assert!(text.starts_with("SN1-"));
    assert!(!text[3..].contains(['0', '1', 'I', 'O']));
    let wide: String = text
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
        .collect();
    for typed in [
        text.clone(),
        text.to_lowercase(),
        text.replace('-', ""),
        text.replace('-', " "),
        format!("  {}\r\n", text.replace('-', " -\n")),
        text.replace('-', "—"),
        wide,
    ] {
        assert_eq!(EnrolCode::parse(&typed).unwrap(), code());
    }
    let without = EnrolCode {
        addresses: Vec::new(),
        ..code()
    };
    let text = without.to_text().unwrap();
    assert_eq!(EnrolCode::parse(&text).unwrap(), without);
}

#[test]
fn every_single_typing_error_is_found_in_its_group() {
    let text = code().to_text().unwrap();
    for (at, letter) in text.char_indices().skip(4).filter(|(_, c)| *c != '-') {
        let group = Some((at - 4) / 6 + 1);
        for wrong in "23456789ABCDEFGHJKLMNPQRSTUVWXYZ01IO龙".chars() {
            if wrong == letter {
                continue;
            }
            let typed = format!("{}{wrong}{}", &text[..at], &text[at + 1..]);
            assert_eq!(
                EnrolCode::parse(&typed),
                Err(CodeFault::Typo { group }),
                "{typed}"
            );
        }
    }
}

#[test]
fn missing_exchanged_and_strange_groups_are_found() {
    let text = code().to_text().unwrap();
    let groups: Vec<&str> = text.split('-').collect();
    for n in 1..groups.len() {
        let mut fewer = groups.clone();
        fewer.remove(n);
        let fault = EnrolCode::parse(&fewer.join("-"));
        assert!(
            matches!(fault, Err(CodeFault::Typo { .. })),
            "without group {n}"
        );
        for other in n + 1..groups.len() {
            let mut swapped = groups.clone();
            swapped.swap(n, other);
            if swapped != groups {
                let fault = EnrolCode::parse(&swapped.join("-"));
                assert!(
                    matches!(fault, Err(CodeFault::Typo { .. })),
                    "{n} for {other}"
                );
            }
        }
    }
    let longer = format!("{text}-22222");
    assert!(matches!(
        EnrolCode::parse(&longer),
        Err(CodeFault::Typo { .. })
    ));
    let other = EnrolCode {
        secret: Secret([8; 16]),
        ..code()
    };
    let other = other.to_text().unwrap();
    // Halves of two codes: every group is right in its place, the whole is not.
    let mixed = format!("{}{}", &text[..28], &other[28..]);
    assert_eq!(
        EnrolCode::parse(&mixed),
        Err(CodeFault::Typo { group: None })
    );
}

#[test]
fn another_version_is_no_typing_error() {
    let text = code().to_text().unwrap();
    let newer = text.replacen("SN1", "SN2", 1);
    assert_eq!(EnrolCode::parse(&newer), Err(CodeFault::OtherVersion));
    for text in ["", "SN", "你好", "https://example.cn", "330106199003070011"] {
        assert_eq!(EnrolCode::parse(text), Err(CodeFault::NotACode));
    }
    assert_eq!(
        EnrolCode::parse("SN1"),
        Err(CodeFault::Typo { group: None })
    );
    assert_eq!(
        EnrolCode::parse(&"SN1-".repeat(9_999)),
        Err(CodeFault::NotACode)
    );
    let long = EnrolCode {
        addresses: vec!["x".repeat(101)],
        ..code()
    };
    assert_eq!(long.to_text(), Err(CodeFault::TooLong));
    let many = EnrolCode {
        addresses: vec!["x:1".into(); 9],
        ..code()
    };
    assert_eq!(many.to_text(), Err(CodeFault::TooLong));
}

#[test]
fn a_request_proves_the_secret_and_only_as_it_was_sent() {
    let (code, request) = (code(), enrol_request());
    assert!(request.proves(&code.hub, &code.secret));
    assert!(!request.proves(&id("another hub"), &code.secret));
    assert!(!request.proves(&code.hub, &Secret([8; 16])));
    let with = |change: &dyn Fn(&mut EnrolRequest)| {
        let mut request = enrol_request();
        change(&mut request);
        request.proves(&code.hub, &code.secret)
    };
    assert!(!with(&|r| r.device = id("other")));
    assert!(!with(&|r| r.name.push('x')));
    assert!(!with(&|r| r.program.push('x')));
    assert!(!with(&|r| r.public_key = hub_key().public()));
    assert!(!with(&|r| r.proof.replace_range(..1, "g")));
    assert!(!with(&|r| r.proof.clear()));
    assert!(!with(&|r| r.invitation.clear()));
    // Nothing of the secret is in what goes over the line, or in what is shown of the code.
    let json = serde_json::to_string(&request).unwrap();
    let hex: String = code.secret.0.iter().map(|b| format!("{b:02x}")).collect();
    assert!(!json.contains(&hex) && !format!("{code:?}").contains("13, 26"));
}
