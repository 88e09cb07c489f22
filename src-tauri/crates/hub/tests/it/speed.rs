//! The first push of a whole township, and its first pull; printed, and held to a generous limit.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

use std::time::Instant;

use serde_json::json;
use songnuan_sync::{Hub, PullRequest, PushPage};

use crate::support::{Desk, on_both_engines, op};

on_both_engines! {
    sixty_thousand_records,
}

/// Records; fewer in the everyday run, all with `SONGNUAN_FULL_SPEED`.
fn records() -> usize {
    if std::env::var_os("SONGNUAN_FULL_SPEED").is_some() {
        60_000
    } else {
        4_000
    }
}

async fn sixty_thousand_records(desk: Desk) {
    let a = desk.office("a").await;
    let mut whole = op("a", "import").kind("import_hardship");
    for n in 0..records() {
        let visit = json!({
            "file_id": format!("file-{}", n / 5), "person_id": format!("person-{n}"),
            "state": "done", "visitors": ["王干事"], "talk_warmth": "感谢组织关心".repeat(8),
            "visited_on": "2026-02-03", "method": "home", "note": "家中老人需要照料，子女在外务工",
        });
        whole = whole.create(
            "visit",
            &format!("{n:08}-0000-7000-8000-000000000000"),
            visit,
        );
    }
    let whole = whole.message();
    let start = Instant::now();
    for chunk in whole.changes.chunks(2_000) {
        let mut page = whole.clone();
        page.changes = chunk.to_vec();
        let reply = a.push(PushPage { ops: vec![page] }).await.unwrap();
        assert_eq!(reply.outcomes[0].accepted as usize, chunk.len());
    }
    let pushed = start.elapsed();
    let start = Instant::now();
    let (mut after, mut count) = (0, 0);
    loop {
        let page = a
            .pull(PullRequest {
                after,
                limit: 5_000,
            })
            .await
            .unwrap();
        count += page.entries.len();
        after = page.next;
        if !page.more {
            break;
        }
    }
    let pulled = start.elapsed();
    assert_eq!(count, records());
    let engine = desk.hub.status().await.unwrap().engine;
    eprintln!("{engine}: {count} records pushed in {pushed:.2?}, pulled in {pulled:.2?}");
    assert!(pushed.as_secs() < 600 && pulled.as_secs() < 120);
}
