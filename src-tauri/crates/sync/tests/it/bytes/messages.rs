//! Messages as bytes and back, and what is held against bytes that are none.

use serde_json::{Value, json};
use songnuan_sync::wire::*;
use songnuan_sync::{Hello, PullPage, PushPage};

use super::samples::{hello, op, pull, push};

#[test]
fn messages_come_back_as_they_went() {
    let bytes = encode(&push(), MESSAGE).unwrap();
    assert!(decode::<PushPage>(&bytes, MESSAGE).unwrap() == push());
    let bytes = encode(&pull(), MESSAGE).unwrap();
    assert!(decode::<PullPage>(&bytes, MESSAGE).unwrap() == pull());
    let bytes = encode(&hello(), MESSAGE).unwrap();
    assert_eq!(decode::<Hello>(&bytes, MESSAGE), Ok(hello()));
    // Numbers keep every digit.
    for number in [
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(0.1),
    ] {
        let page = PushPage {
            ops: vec![op(number)],
        };
        let bytes = encode(&page, MESSAGE).unwrap();
        assert!(decode::<PushPage>(&bytes, MESSAGE).unwrap() == page);
    }
}

#[test]
fn one_more_change_costs_few_bytes() {
    let page = |n| PushPage {
        ops: (0..n).map(|n| op(json!(n))).collect(),
    };
    let of = |n| encode(&page(n), MESSAGE).unwrap().len();
    assert!(of(1_000) - of(500) < 500 * 60);
}

#[test]
fn each_fault_is_told_apart() {
    let good = encode(&hello(), MESSAGE).unwrap();
    let fault = |bytes: &[u8]| decode::<Hello>(bytes, MESSAGE).unwrap_err();
    assert_eq!(fault(b""), WireFault::Foreign);
    assert_eq!(fault(b"<html>"), WireFault::Foreign);
    assert_eq!(fault(b"SNW"), WireFault::Damaged);
    assert_eq!(fault(b"SNW\x02abc"), WireFault::OtherFormat { format: 2 });
    for length in 4..good.len() {
        assert_eq!(fault(&good[..length]), WireFault::Damaged);
    }
    assert_eq!(fault(&[good.clone(), vec![0]].concat()), WireFault::Damaged);
    // A second frame is not read along.
    assert_eq!(
        fault(&[good.clone(), good[4..].to_vec()].concat()),
        WireFault::Damaged
    );
    let other = encode(&pull(), MESSAGE).unwrap();
    assert_eq!(fault(&other), WireFault::Unexpected);
}

#[test]
fn limits_hold_both_ways() {
    let small = Bounds {
        packed: 200,
        unpacked: 1_000,
        depth: 5,
    };
    let long = Value::from("安".repeat(400));
    assert_eq!(
        encode(&long, small),
        Err(WireFault::TooLarge { limit: 1_000 })
    );
    let noise: Vec<u32> = (0..90_u32).map(|n| n.wrapping_mul(2_654_435_761)).collect();
    assert_eq!(
        encode(&noise, small),
        Err(WireFault::TooLarge { limit: 200 })
    );
    // A bomb: few bytes that would become many.
    let bomb = encode(&Value::from("0".repeat(30_000_000)), MESSAGE).unwrap();
    assert!(bomb.len() < 10_000);
    let tight = Bounds {
        unpacked: 1_000_000,
        ..MESSAGE
    };
    let fault = decode::<Value>(&bomb, tight).unwrap_err();
    assert_eq!(fault, WireFault::TooLarge { limit: 1_000_000 });
    let tight = Bounds {
        packed: 100,
        ..MESSAGE
    };
    let fault = decode::<Value>(&bomb, tight).unwrap_err();
    assert_eq!(fault, WireFault::TooLarge { limit: 100 });
}

#[test]
fn deep_brackets_are_refused_and_brackets_in_texts_are_not() {
    let nested = |depth| (0..depth).fold(json!(1), |inner, _| json!([inner]));
    let read = |value: &Value| {
        let bytes = encode(value, MESSAGE).unwrap();
        decode::<Value>(&bytes, MESSAGE)
    };
    assert_eq!(read(&nested(32)), Ok(nested(32)));
    assert_eq!(read(&nested(33)), Err(WireFault::TooDeep));
    assert_eq!(read(&nested(100)), Err(WireFault::TooDeep));
    let text = json!({"[[": "\"[[[[\\\"".repeat(100)});
    assert_eq!(read(&text), Ok(text.clone()));
}
