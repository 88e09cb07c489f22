//! The hub's doors over HTTPS: sizes at the limit and over it, strangers, forged and repeated
//! requests. What a device reads in the end is a refusal, never a broken line.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::{Value, json};
use songnuan_hub::{HubService, limits};
use songnuan_model::record::Id;
use songnuan_sync::wire::{self, MESSAGE};
use songnuan_sync::{Hello, Hub, PullPage, PullRequest, PushPage, PushReply, Refusal};

use crate::support::web::{Web, refusal};
use crate::support::{Desk, Engine, PASSWORD, desk, key_of, op, pull, push};

async fn office() -> (Desk, Web) {
    let desk = desk(Engine::Embedded).await.unwrap();
    desk.office("a").await;
    let web = Web::start(&desk.hub).await;
    (desk, web)
}

#[tokio::test]
async fn a_body_at_the_limit_is_read_and_one_byte_more_is_refused_in_words() {
    let (desk, web) = office().await;
    let key = key_of("a");
    let limit = MESSAGE.packed;
    for (length, status, said) in [
        // Read to its end, and found to be no message.
        (limit, 400, Refusal::Garbled),
        (
            limit + 1,
            413,
            Refusal::TooLarge {
                limit: limit as u64,
            },
        ),
        (
            2 * limit,
            413,
            Refusal::TooLarge {
                limit: limit as u64,
            },
        ),
    ] {
        let answer = web.post("/v1/push", "a", &key, vec![7; length]).await;
        assert_eq!(refusal(answer).await, (status, said), "{length} bytes");
    }
    assert_eq!(desk.hub.status().await.unwrap().head, 0);
    // The same of an attachment, whose limit is its own.
    let limit = limits::BLOB_BYTES;
    let path = format!("/v1/blobs/{}", "ab".repeat(32));
    let answer = web.put(&path, "a", &key, vec![7; limit]).await;
    assert_eq!(answer.status().as_u16(), 200);
    let path = format!("/v1/blobs/{}", "cd".repeat(32));
    let answer = web.put(&path, "a", &key, vec![7; limit + 1]).await;
    let said = Refusal::TooLarge {
        limit: limit as u64,
    };
    assert_eq!(refusal(answer).await, (413, said));
    assert_eq!(desk.hub.status().await.unwrap().attachments, 1);
}

/// The longest values there may be, as many as a message carries; one more is found too large before
/// it is sent.
#[tokio::test]
async fn the_largest_page_that_travels_is_taken() {
    let (desk, web) = office().await;
    let page = |records: u8| {
        let mut page = op("a", &format!("o{records}"));
        for n in 0..records {
            // Six bits a letter: what compresses little.
            let mut noise = vec![0; limits::VALUE_BYTES - 100];
            blake3::Hasher::new()
                .update(&[n])
                .finalize_xof()
                .fill(&mut noise);
            let noise: String = noise
                .iter()
                .map(|byte| char::from(b'0' + byte % 64))
                .collect();
            let noise = noise.replace('\\', "~");
            page = page.create("person", &format!("p{n}"), json!({ "note": noise }));
        }
        PushPage {
            ops: vec![page.message()],
        }
    };
    let fits = (18..=23).rev();
    let mut fits = fits.map(|n| (n, wire::encode(&page(n), MESSAGE)));
    let (records, body) = fits.find(|(_, body)| body.is_ok()).unwrap();
    let body = body.unwrap();
    assert!(
        records < 23 && body.len() > MESSAGE.packed - (1 << 20),
        "{records}"
    );
    let answer = web.post("/v1/push", "a", &key_of("a"), body).await;
    let reply: PushReply = wire::decode(&answer.bytes().await.unwrap(), MESSAGE).unwrap();
    assert_eq!(reply.outcomes[0].accepted, u32::from(records));
    assert_eq!(desk.hub.status().await.unwrap().records, u64::from(records));
}

/// Few bytes that would become many.
#[tokio::test]
async fn a_bomb_is_refused_as_too_large() {
    let (desk, web) = office().await;
    let long = Value::from("0".repeat(MESSAGE.unpacked - 2));
    let bomb = wire::encode(&long, MESSAGE).unwrap();
    assert!(bomb.len() < 20_000);
    let answer = web.post("/v1/push", "a", &key_of("a"), bomb).await;
    assert_eq!(refusal(answer).await, (400, Refusal::Garbled));
    let wider = wire::Bounds {
        unpacked: usize::MAX,
        ..MESSAGE
    };
    let long = Value::from("0".repeat(MESSAGE.unpacked));
    let bomb = wire::encode(&long, wider).unwrap();
    let answer = web.post("/v1/push", "a", &key_of("a"), bomb).await;
    let limit = MESSAGE.unpacked as u64;
    assert_eq!(refusal(answer).await, (413, Refusal::TooLarge { limit }));
    assert_eq!(desk.hub.status().await.unwrap().head, 0);
}

/// The same words for somebody who has no key yet, and a smaller limit.
#[tokio::test]
async fn strangers_are_heard_out_and_refused() {
    let (_desk, web) = office().await;
    let limit = 64 << 10;
    let answer = web.bare("/v1/enrol", vec![0; limit + 1]).await;
    let said = Refusal::TooLarge {
        limit: limit as u64,
    };
    assert_eq!(refusal(answer).await, (413, said));
    let answer = web.bare("/v1/enrol", vec![0; limit]).await;
    assert_eq!(refusal(answer).await, (400, Refusal::Garbled));
    let answer = web.bare("/v1/push", Vec::new()).await;
    assert_eq!(refusal(answer).await, (403, Refusal::UnknownDevice));
    let answer = web.post("/v1/push", "z", &key_of("z"), vec![7; 100]).await;
    assert_eq!(refusal(answer).await, (403, Refusal::UnknownDevice));
    let long = "z".repeat(5_000);
    let answer = web.post("/v1/push", &long, &key_of("z"), Vec::new()).await;
    assert_eq!(refusal(answer).await, (403, Refusal::UnknownDevice));
}

#[tokio::test]
async fn a_newer_format_is_told_who_is_too_old() {
    let (_desk, web) = office().await;
    let answer = web
        .post("/v1/hello", "a", &key_of("a"), b"SNW\x02abc".to_vec())
        .await;
    let newest = songnuan_sync::PROTOCOL;
    assert_eq!(refusal(answer).await, (409, Refusal::HubTooOld { newest }));
}

fn created(id: &str, name: &str) -> PushPage {
    let op = op("a", id).create("person", &format!("p-{id}"), json!({"name": name}));
    PushPage {
        ops: vec![op.message()],
    }
}

/// Signed by somebody else, for another door, with another body, or over what is not there.
#[tokio::test]
async fn a_forged_request_changes_nothing() {
    let (desk, web) = office().await;
    desk.office("b").await;
    let (path, key) = ("/v1/push", key_of("a"));
    let body = wire::encode(&created("o1", "张三"), MESSAGE).unwrap();
    let right = web.signature("POST", path, "a", &key, &body);
    let other_body = wire::encode(&created("o1", "李四"), MESSAGE).unwrap();
    let elsewhere = web.signature("POST", "/v1/resend", "a", &key, &body);
    let other_verb = web.signature("PUT", path, "a", &key, &body);
    let strange = web.signature("POST", path, "a", &key_of("b"), &body);
    let forged = (403, Refusal::BadSignature);
    for (signature, device, body) in [
        (&right, "a", other_body),
        (&right, "b", body.clone()),
        (&elsewhere, "a", body.clone()),
        (&other_verb, "a", body.clone()),
        (&strange, "a", body.clone()),
        (&"0".repeat(128), "a", body.clone()),
        (&"zz".to_owned(), "a", body.clone()),
        (&String::new(), "a", body.clone()),
    ] {
        let answer = web.send("POST", path, signature, device, body).await;
        assert_eq!(refusal(answer).await, forged, "{signature}");
    }
    assert_eq!(desk.hub.status().await.unwrap().head, 0);
    let answer = web.send("POST", path, &right, "a", body).await;
    assert_eq!(answer.status().as_u16(), 200);
}

/// Somebody who listened sends the same bytes again, in whatever order: nothing is done twice, and
/// an old word does not undo a newer one.
#[tokio::test]
async fn replayed_and_reordered_requests_change_nothing() {
    let (desk, web) = office().await;
    let (path, key) = ("/v1/push", key_of("a"));
    let edit = |id: &str, from: &str, to: &str| {
        let edit = op("a", id).set_after("person", "p-o1", "name", json!(from), json!(to), "o1");
        PushPage {
            ops: vec![edit.message()],
        }
    };
    let pages = [created("o1", "张三"), edit("o2", "张三", "张叁")];
    let mut sent = Vec::new();
    for page in &pages {
        let body = wire::encode(page, MESSAGE).unwrap();
        let signature = web.signature("POST", path, "a", &key, &body);
        let answer = web.send("POST", path, &signature, "a", body.clone()).await;
        let reply: PushReply = wire::decode(&answer.bytes().await.unwrap(), MESSAGE).unwrap();
        assert_eq!(reply.outcomes[0].accepted, 1);
        sent.push((signature, body, reply));
    }
    let device = desk.hub.device(Id::new("a"));
    let before = (pull(&device, 0).await, device.digest(None).await);
    for n in [1, 0, 0, 1, 1, 0] {
        let (signature, body, reply) = &sent[n];
        let answer = web.send("POST", path, signature, "a", body.clone()).await;
        let again: PushReply = wire::decode(&answer.bytes().await.unwrap(), MESSAGE).unwrap();
        assert_eq!(&again, reply);
    }
    let after = (pull(&device, 0).await, device.digest(None).await);
    assert_eq!(after, before);
    assert_eq!(desk.hub.status().await.unwrap().conflicts, 0);
    // Taken back meanwhile: what was signed before is refused with the reason, too.
    desk.hub.revoke(&Id::new("a"), "笔记本丢失").await.unwrap();
    let (signature, body, _) = &sent[0];
    let answer = web.send("POST", path, signature, "a", body.clone()).await;
    let reason = "笔记本丢失".to_owned();
    assert_eq!(refusal(answer).await, (403, Refusal::Revoked { reason }));
}

/// Nothing of the page is taken, what was there is given, and the device reads why.
#[tokio::test]
async fn a_full_disk_is_said_over_the_network_too() {
    let mut desk = desk(Engine::Embedded).await.unwrap();
    desk.office("a").await;
    desk.hub.close().await;
    let small = desk.ground.place.clone().with_max_pages(70);
    desk.hub = HubService::open(small, PASSWORD, desk.host.clone())
        .await
        .unwrap();
    let web = Web::start(&desk.hub).await;
    let mut large = op("a", "o1");
    for n in 0..200 {
        let body = json!({"name": "李四".repeat(300)});
        large = large.create("person", &format!("q{n}"), body);
    }
    let page = PushPage {
        ops: vec![large.message()],
    };
    let body = wire::encode(&page, MESSAGE).unwrap();
    let answer = web.post("/v1/push", "a", &key_of("a"), body).await;
    assert_eq!(refusal(answer).await, (507, Refusal::HubFull));
    assert_eq!(desk.hub.status().await.unwrap().head, 0);
}

/// A request of one hub's device, kept by somebody and given to another hub.
#[tokio::test]
async fn a_request_for_one_hub_is_nothing_to_another() {
    let (desk, web) = office().await;
    let (other_desk, other) = office().await;
    let answer = other.bare("/health", Vec::new()).await;
    assert_eq!(answer.status().as_u16(), 405, "it serves");
    other_desk.hub.close().await;
    let hello = Hello {
        oldest: 1,
        newest: 1,
        program: "0.1.0".into(),
        device: Id::new("a"),
        hub: desk.hub.hub_id().clone(),
        cursor: 0,
        cursor_op: String::new(),
        now: String::new(),
    };
    let body = wire::encode(&hello, MESSAGE).unwrap();
    let mut foreign = hello;
    foreign.hub = Id::new("another");
    let foreign = wire::encode(&foreign, MESSAGE).unwrap();
    let answer = web.post("/v1/hello", "a", &key_of("a"), foreign).await;
    assert_eq!(refusal(answer).await, (409, Refusal::WrongHub));
    // This one's database is gone: it says so, and names nothing of what is inside.
    let answer = other.post("/v1/hello", "a", &key_of("a"), body).await;
    assert_eq!(answer.status().as_u16(), 503);
    let said: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!(said, json!({ "trouble": "hub_database" }));
}

/// Values so long that a page of the asked number would not fit a message: it comes in more pages.
#[tokio::test]
async fn a_page_of_long_values_keeps_below_the_limit() {
    let (desk, web) = office().await;
    let device = desk.hub.device(Id::new("a"));
    let long = |n: usize| format!("{n:06}").repeat(140_000);
    for n in 0..30 {
        let body = json!({ "note": long(n) });
        let created = op("a", &format!("o{n}")).create("person", &format!("p{n:02}"), body);
        assert_eq!(push(&device, vec![created]).await[0].accepted, 1);
    }
    let (mut after, mut seen, mut pages) = (0, 0, 0);
    loop {
        let request = PullRequest {
            after,
            limit: 5_000,
        };
        let body = wire::encode(&request, MESSAGE).unwrap();
        let answer = web.post("/v1/pull", "a", &key_of("a"), body).await;
        assert_eq!(answer.status().as_u16(), 200);
        let page: PullPage = wire::decode(&answer.bytes().await.unwrap(), MESSAGE).unwrap();
        assert!(page.next > after && page.ops.len() == page.entries.len());
        assert_eq!(page.left, u64::try_from(30 - page.next).unwrap());
        (seen, after, pages) = (seen + page.entries.len(), page.next, pages + 1);
        if !page.more {
            break;
        }
    }
    assert_eq!(seen, 30);
    assert!((3..6).contains(&pages), "{pages} pages");
}
