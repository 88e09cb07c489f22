//! The visit report: exactly the sample's totals, months, federations and visitors.

use songnuan_app::commands::figures::{ReportKind, StatsRequest};
use songnuan_app::commands::import::ImportKind;

use super::house::{UNIONS, VISITS, ask, expected, house, value};

#[tokio::test]
async fn figures_are_exactly_as_expected_and_open() {
    let house = house().await;
    house.import(ImportKind::Unions, UNIONS).await;
    let outcome = house.import(ImportKind::Visits, VISITS).await;
    let request = StatsRequest {
        campaign_id: outcome.campaign_id,
        ..ask(ReportKind::Visits)
    };
    let wanted = expected(VISITS);
    for request in [&request, &ask(ReportKind::Visits)] {
        let stats = house.stats(request).await;
        for key in ["totals", "by_month", "by_federation", "visits_by_visitor"] {
            assert_eq!(stats.totals[key], wanted[key], "{key}");
        }
    }
    // A few stand for the hundreds there are; each is computed anew.
    for (key, text, rows) in [
        ("team.visits", "442 次", 442),
        ("person_times", "668 人次", 0),
        ("by_month/2016-03/worker_fen", "37,620.00 元", 0),
        ("by_federation/芦塘荡镇总工会/team_visits", "151 次", 151),
        ("visits_by_visitor/高军/visits", "605 次", 605),
    ] {
        let found = house.records(&request, key).await;
        assert_eq!(found.text, text, "{key}");
        let sum: i64 = found.rows.iter().map(|row| row.counts).sum();
        let value: String = text.chars().filter(|c| c.is_ascii_digit()).collect();
        assert_eq!(sum.to_string(), value, "{key}");
        assert!(rows == 0 || found.rows.len() == rows, "{key}");
        assert!(
            found
                .rows
                .iter()
                .all(|row| row.route.starts_with("/visits/"))
        );
    }

    let january = StatsRequest {
        from: "2016-01-01".parse().ok(),
        to: "2016-01-31".parse().ok(),
        ..request.clone()
    };
    let stats = house.stats(&january).await;
    assert_eq!(
        (value(&stats, "team.visits"), value(&stats, "worker.visits")),
        (35, 354)
    );
}

#[tokio::test]
async fn units_imported_afterwards_are_found_by_name() {
    let house = house().await;
    house.import(ImportKind::Visits, VISITS).await;
    let request = ask(ReportKind::Visits);
    let before = house.stats(&request).await;
    assert_eq!(
        before.totals["by_federation"]["芦塘荡镇总工会"]["team_visits"],
        442
    );
    house.import(ImportKind::Unions, UNIONS).await;
    let after = house.stats(&request).await;
    assert_eq!(
        after.totals["by_federation"],
        expected(VISITS)["by_federation"]
    );
}
