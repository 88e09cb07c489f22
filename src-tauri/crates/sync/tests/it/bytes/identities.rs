//! Signatures count for one sender, one hub, one device, one method and one content.

use songnuan_model::record::Id;
use songnuan_sync::identity::*;

use super::samples::{device_key, hub_key, id};

fn signed<'a>(hub: &'a Id, device: &'a Id, method: &'a str, body: &'a [u8]) -> Signed<'a> {
    Signed {
        domain: Domain::Request,
        hub,
        device,
        method,
        body,
    }
}

#[test]
fn a_signature_counts_for_exactly_what_was_signed() {
    let (key, hub, device) = (device_key(), id("hub"), id("device"));
    let what = signed(&hub, &device, "push", b"content");
    let signature = key.sign(&what);
    let public = key.public();
    assert!(public.verifies(&what, &signature));
    let (other_hub, other_device) = (id("hub2"), id("device2"));
    for other in [
        signed(&other_hub, &device, "push", b"content"),
        signed(&hub, &other_device, "push", b"content"),
        signed(&hub, &device, "pull", b"content"),
        signed(&hub, &device, "push", b"Content"),
        signed(&hub, &device, "push", b""),
        // Parts do not run together.
        signed(&id("hubd"), &id("evice"), "push", b"content"),
        Signed {
            domain: Domain::Bundle,
            ..what
        },
        Signed {
            domain: Domain::Answer,
            ..what
        },
    ] {
        assert!(!public.verifies(&other, &signature));
    }
    assert!(!hub_key().public().verifies(&what, &signature));
    for bit in 0..512 {
        let mut wrong = signature;
        wrong.0[bit / 8] ^= 1 << (bit % 8);
        assert!(!public.verifies(&what, &wrong));
    }
}

#[test]
fn no_key_of_small_order_vouches_for_anything() {
    let (hub, device) = (id("hub"), id("device"));
    let what = signed(&hub, &device, "push", b"content");
    for first in 0..=1 {
        let mut weak = [0; 32];
        weak[0] = first;
        let mut signature = Signature([0; 64]);
        signature.0[0] = 1;
        assert!(!PublicKey(weak).verifies(&what, &signature));
    }
}

#[test]
fn keys_read_as_they_are_written_and_secrets_are_not_shown() {
    let public = device_key().public();
    assert_eq!(PublicKey::parse(&public.to_string()), Ok(public));
    let json = serde_json::to_string(&public).unwrap();
    assert_eq!(serde_json::from_str::<PublicKey>(&json).unwrap(), public);
    let text = public.to_string();
    for wrong in [
        "",
        "zz",
        &text[1..],
        &format!("{text}0"),
        &text.replace(&text[..1], "g"),
    ] {
        assert_eq!(PublicKey::parse(wrong), Err(NotHex));
    }
    assert!(PublicKey::parse(&"䶮".repeat(22)).is_err());
    assert!(!format!("{:?}", device_key()).contains("0101"));
    assert_eq!(device_key().to_bytes(), [1; 32]);
}
