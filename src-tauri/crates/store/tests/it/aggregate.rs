//! Whole kinds at a past moment, and sums by group, against the same worked out record by record.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines
)]

use crate::support;

use songnuan_model::record::Id;
use songnuan_store::{By, Linked, Range, SumQuery, SumRow};
use support::{Card, Fact, Line, at, fresh, op};

fn card(n: u8, note: Option<&str>, amount: i64) -> Card {
    Card {
        id: Id::new(format!("card-{n}")),
        name: format!("卡{n}"),
        number: n.to_string(),
        note: note.map(str::to_owned),
        amount,
    }
}

#[tokio::test]
async fn every_moment_gives_back_what_was_there() {
    let (_dir, store) = fresh().await;
    let mut tx = store.begin(op(1)).await.unwrap();
    for n in 0..3 {
        tx.put(&card(n, None, 10)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut tx = store.begin(op(2)).await.unwrap();
    tx.put(&card(1, Some("改"), 25)).await.unwrap();
    tx.delete::<Card>(&Id::new("card-2")).await.unwrap();
    tx.put(&card(3, None, 1)).await.unwrap();
    tx.commit().await.unwrap();
    let undone = store.undo(&Id::new("op-2"), op(3)).await.unwrap();
    assert!(undone.seq.is_some());

    let first = [card(0, None, 10), card(1, None, 10), card(2, None, 10)];
    let second = [card(0, None, 10), card(1, Some("改"), 25), card(3, None, 1)];
    let all = |minute| {
        let store = store.clone();
        async move { store.all_as_of::<Card>(Some(&at(minute))).await.unwrap() }
    };
    assert!(all(0).await.is_empty());
    assert_eq!(all(1).await, first);
    assert_eq!(all(2).await, second);
    assert_eq!(all(3).await, first);
    assert_eq!(store.all_as_of::<Card>(None).await.unwrap(), first);
}

fn row(by: &[&str], sum: i64, count: i64) -> SumRow {
    SumRow {
        by: by.iter().map(|text| Some((*text).to_owned())).collect(),
        sum,
        count,
    }
}

#[tokio::test]
async fn sums_follow_groups_filters_links_and_moments() {
    let (_dir, store) = fresh().await;
    for (minute, facts) in [
        (1, vec![("f1", "x", 5), ("f2", "x", 7)]),
        (2, vec![("f3", "y", 11), ("f4", "y", -1)]),
    ] {
        let mut tx = store.begin(op(minute)).await.unwrap();
        for (id, card, amount) in facts {
            let (id, card) = (Id::new(id), Id::new(card));
            tx.put(&Fact { id, card, amount }).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    let mut tx = store.begin(op(3)).await.unwrap();
    for (id, to, text) in [("l1", "f1", "good"), ("l2", "f3", "bad")] {
        let (id, card) = (Id::new(id), Id::new(to));
        let text = text.to_owned();
        tx.put(&Line { id, card, text }).await.unwrap();
    }
    tx.commit().await.unwrap();

    let by = [By::Field("card")];
    let query = SumQuery {
        kind: "test_fact",
        by: &by,
        sum: "amount",
        ..SumQuery::default()
    };
    let linked = |only| Linked {
        kind: "test_line",
        by: "card",
        only,
    };
    let good = vec!["good".to_owned()];
    let cases = [
        (query.clone(), vec![row(&["x"], 12, 2), row(&["y"], 10, 2)]),
        (
            SumQuery {
                by: &[],
                ..query.clone()
            },
            vec![row(&[], 22, 4)],
        ),
        (
            SumQuery {
                only: vec![("card", vec!["x".to_owned()])],
                ..query.clone()
            },
            vec![row(&["x"], 12, 2)],
        ),
        (
            SumQuery {
                without: vec![("card", vec!["x".to_owned()])],
                ..query.clone()
            },
            vec![row(&["y"], 10, 2)],
        ),
        (
            SumQuery {
                range: Some(Range {
                    field: "card",
                    from: Some("y".to_owned()),
                    to: None,
                }),
                ..query.clone()
            },
            vec![row(&["y"], 10, 2)],
        ),
        (
            SumQuery {
                linked: Some(linked(Some(("text", good)))),
                ..query.clone()
            },
            vec![row(&["x"], 5, 1)],
        ),
        (
            SumQuery {
                unlinked: Some(linked(None)),
                ..query.clone()
            },
            vec![row(&["x"], 7, 1), row(&["y"], -1, 1)],
        ),
        (
            SumQuery {
                as_of: Some(at(1)),
                ..query.clone()
            },
            vec![row(&["x"], 12, 2)],
        ),
        (
            SumQuery {
                as_of: Some(at(2)),
                unlinked: Some(linked(None)),
                ..query.clone()
            },
            vec![row(&["x"], 12, 2), row(&["y"], 10, 2)],
        ),
    ];
    for (n, (query, wanted)) in cases.into_iter().enumerate() {
        assert_eq!(store.sums(&query).await.unwrap(), wanted, "case {n}");
    }
    let nobody = SumQuery {
        sum: "amount') --",
        ..query
    };
    assert!(store.sums(&nobody).await.is_err());
}
