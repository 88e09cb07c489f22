//! What a township's hub gets of the county's, and what it may change there.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::json;
use songnuan_hub::DeviceHub;
use songnuan_model::record::Id;
use songnuan_sync::{Agreement, Hub, HubError, PullRequest, Refusal, Why};

use super::world::{Office, create, set};
use crate::support::{Engine, op, push, take};

/// A county and two townships, each with a laptop.
async fn three() -> (Office, Office, Office) {
    let county = Office::new(Engine::Embedded, "county", 1, 1).await.unwrap();
    let a = Office::new(Engine::Embedded, "a", 2, 1).await.unwrap();
    let b = Office::new(Engine::Embedded, "b", 3, 1).await.unwrap();
    a.join(&county).await;
    b.join(&county).await;
    (county, a, b)
}

fn above(county: &Office, town: &Office) -> DeviceHub {
    county.hub.device(town.hub.hub_id().clone())
}

async fn all(county: &Office, a: &Office, b: &Office) {
    for _ in 0..2 {
        for town in [a, b] {
            town.sync(0).await;
            let receipt = town.up(county).await;
            let same = matches!(receipt.agreement, Agreement::Same { .. });
            assert!(same, "{:?}", receipt.agreement);
        }
        county.sync(0).await;
    }
    a.sync(0).await;
    b.sync(0).await;
}

#[tokio::test]
async fn a_township_sees_nothing_of_another() {
    let (county, a, b) = three().await;
    a.types(0, &[create("pa", json!("甲镇"))]);
    b.types(0, &[create("pb", json!("乙镇"))]);
    all(&county, &a, &b).await;
    // The county's own, what hangs on a township's, and what joins two townships.
    let office = county.seen_by(0);
    take(
        &office,
        op("county-0", "k1").create("person", "pc", json!({"name": "县"})),
    )
    .await;
    let union = json!({"name": "县总工会"});
    take(
        &office,
        op("county-0", "k2").create("union_org", "u", union),
    )
    .await;
    let item = json!({"campaign_id": "kc", "person_id": "pa", "amount": 100});
    take(
        &office,
        op("county-0", "k3")
            .create("aid_campaign", "kc", json!({"name": "春节"}))
            .create("aid_item", "ia", item)
            .create(
                "aid_item",
                "ib",
                json!({"campaign_id": "kc", "person_id": "pb"}),
            )
            .create(
                "same_person",
                "s",
                json!({"kept_id": "pa", "other_id": "pb"}),
            ),
    )
    .await;
    take(
        &office,
        op("county-0", "k4").create("user", "uc", json!({"name": "王干事"})),
    )
    .await;
    take(
        &a.seen_by(0),
        op("a-0", "k5").create("user", "ua", json!({"name": "王干事"})),
    )
    .await;
    all(&county, &a, &b).await;
    let held = |office: &Office| {
        let laptop = office.laptops[0].0.lock().unwrap();
        let ids: Vec<String> = laptop.records.keys().map(|id| id.0.clone()).collect();
        ids
    };
    assert_eq!(held(&a), ["ia", "kc", "pa", "s", "u", "ua"]);
    assert_eq!(held(&b), ["ib", "kc", "pb", "s", "u"]);
    assert!(held(&county).iter().all(|id| id != "ua"));
}

#[tokio::test]
async fn what_lies_outside_is_refused_and_stays() {
    let (county, a, b) = three().await;
    a.types(0, &[create("pa", json!("甲镇"))]);
    b.types(0, &[create("pb", json!("乙镇"))]);
    let office = county.seen_by(0);
    take(
        &office,
        op("county-0", "k1").create("union_org", "u", json!({"name": "县"})),
    )
    .await;
    all(&county, &a, &b).await;
    let line = above(&county, &a);
    let refused = async |op| push(&line, vec![op]).await[0].refused.clone();
    let edit = |kind: &str, id: &str| {
        op("a-0", &format!("n-{id}")).set(kind, id, "a", json!("乙镇"), json!("甲"), 99)
    };
    let outside = Some(Refusal::OutOfScope);
    assert_eq!(refused(edit("person", "pb")).await, outside);
    assert_eq!(refused(edit("union_org", "u")).await, outside);
    let naming = json!({"person_id": "pb", "file_id": "f"});
    let naming = op("a-0", "n-v").create("visit", "v", naming);
    assert_eq!(refused(naming).await, outside);
    let user = op("a-0", "n-u").create("user", "ux", json!({"name": "某"}));
    let kind = "user".to_owned();
    assert_eq!(refused(user).await, Some(Refusal::NotAllowed { kind }));
    assert!(
        !line
            .scope(None)
            .await
            .unwrap()
            .records
            .contains(&Id::new("pb"))
    );
    // Typed in the township itself, it is kept, counted and shown.
    let edit = op("a-0", "n-own").set("union_org", "u", "name", json!("县"), json!("甲"), 99);
    take(&a.seen_by(0), edit).await;
    let receipt = a.up(&county).await;
    assert_eq!(receipt.agreement, Agreement::Waiting);
    assert_eq!((receipt.sent.refused.len(), receipt.refused_in_all), (1, 1));
    let told = a.hub.upstream_refused().await.unwrap();
    assert_eq!(
        (&told[0].1, told[0].0.device.as_str()),
        (&Refusal::OutOfScope, "a-0")
    );
    assert_eq!(a.replica().await.retry_refused().await.unwrap(), 1);
    let receipt = a.up(&county).await;
    assert_eq!(receipt.sent.refused.len(), 1);
}

#[tokio::test]
async fn a_revoked_township_hub_gets_nothing_more() {
    let (county, a, b) = three().await;
    a.types(0, &[create("pa", json!("甲镇"))]);
    all(&county, &a, &b).await;
    let id = a.hub.hub_id();
    county.hub.revoke(id, "区划调整").await.unwrap();
    county.types(0, &[set("pa", "a", json!("县"))]);
    county.sync(0).await;
    let line = above(&county, &a);
    let error = a.up_over(&county, &line, false).await.unwrap_err();
    let Why::Hub(HubError::Refused(Refusal::Revoked { reason })) = error.why else {
        panic!("{:?}", error.why);
    };
    assert_eq!(reason, "区划调整");
    let ask = PullRequest { after: 0, limit: 9 };
    assert!(line.pull(ask).await.is_err());
    // The township works on, and what is typed waits.
    a.types(0, &[set("pa", "a", json!("镇"))]);
    a.sync(0).await;
    assert_eq!(a.shown(0, "pa").unwrap()["a"], "镇");
    let status = a.hub.upstream_status().await.unwrap().unwrap();
    assert_eq!((status.waiting_ops, status.waiting_changes), (1, 1));
}

#[tokio::test]
async fn a_hub_belongs_to_one_hub_above() {
    let (county, a, b) = three().await;
    let upper = a.hub.upper_hub().await.unwrap().unwrap();
    assert_eq!(&upper.hub, county.hub.hub_id());
    for other in [b.hub.hub_id(), a.hub.hub_id()] {
        let other = songnuan_sync::enrol::UpperHub {
            hub: other.clone(),
            ..upper.clone()
        };
        assert!(a.hub.keep_upper_hub(&other).await.is_err());
    }
    a.hub.keep_upper_hub(&upper).await.unwrap();
    // The key is made once.
    let keys = [a.hub.upstream_key().await, a.hub.upstream_key().await];
    let [one, other] = keys.map(|key| key.unwrap().public());
    assert_eq!(one, other);
    assert_eq!(county.hub.upstream_status().await.unwrap(), None);
}
