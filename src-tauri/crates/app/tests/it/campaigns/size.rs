//! A campaign as large as they come: bulk reads, no question asked twenty thousand times.

use std::time::Instant;

use serde_json::{Value, json};

use super::lists::cases;
use super::support::{case, unit};

/// Enough to tell a bulk read from one read for each; the full size is the benchmark's.
const PEOPLE: u32 = 2_000;

#[tokio::test]
async fn a_long_list_takes_as_many_reads_as_a_short_one() {
    let unit = unit().await;
    cases(&unit, &[]).await;
    let (people, files): (Vec<_>, Vec<_>) = (1..=PEOPLE).map(|n| case(n, "王小明", "deep")).unzip();
    unit.put(&people).await;
    unit.put(&files).await;
    let campaign = unit.campaign("2026年中秋慰问", &[("", 50_000)]).await;
    let started = Instant::now();
    let query = json!({ "campaign_id": campaign["id"], "text": "wxm" });
    let found = unit.ok("candidate_list", query).await;
    assert_eq!(found.as_array().unwrap().len(), PEOPLE as usize);
    let items: Vec<Value> = (1..=PEOPLE)
        .map(|n| json!({ "file_id": format!("f-{n}") }))
        .collect();
    let request = json!({ "campaign_id": campaign["id"], "items": items });
    let detail = unit.ok("items_add", request).await;
    assert_eq!(detail["row"]["totals"]["amount"], 50_000 * PEOPLE);
    let page = json!({ "campaign_id": campaign["id"], "limit": 50 });
    assert_eq!(unit.ok("item_list", page).await["total"], PEOPLE);
    let checks = unit
        .ok("campaign_checks", json!({ "id": campaign["id"] }))
        .await;
    assert_eq!(checks["duplicates"].as_array().unwrap().len(), 0);
    // Generous: this is an unoptimised build on a busy machine.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
