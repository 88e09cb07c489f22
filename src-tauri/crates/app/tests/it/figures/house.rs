//! A unit with an advancing clock, the samples, and questions.

use serde_json::Value as Json;
use songnuan_app::App;
use songnuan_app::commands::figures::{
    Figure, FigureRecords, FigureRecordsQuery, ReportKind, Stats, StatsRequest,
};
use songnuan_app::commands::import::{ImportKind, ImportOutcome};
use songnuan_app::error::AppResult;
use songnuan_app::figures;
use songnuan_app::import::Import;
use songnuan_model::record::Id;
use songnuan_store::Store;

use crate::import_common;
pub use crate::import_common::bytes as sample;

pub const ROSTER: &str = "送温暖名单-客车厂.xlsx";
pub const VISITS: &str = "走访记录.xlsx";
pub const UNIONS: &str = "工会组织.xlsx";

pub struct House {
    pub app: App,
    _dir: tempfile::TempDir,
}

/// The expected results beside a sample.
pub fn expected(name: &str) -> Json {
    let name = name.replace(".xlsx", ".expected.json");
    serde_json::from_slice(&sample(&name)).unwrap()
}

pub async fn house() -> House {
    let dir = tempfile::tempdir().unwrap();
    let app = songnuan_app::testing::open_unit(dir.path()).await.unwrap();
    House { app, _dir: dir }
}

impl House {
    pub async fn store(&self) -> Store {
        self.app.store().await.unwrap()
    }

    pub async fn dry_run(&self, kind: ImportKind, name: &str, bytes: Vec<u8>) -> AppResult<Import> {
        import_common::dry_run(&self.app, kind, name, bytes).await
    }

    /// Imports everything acceptable of a sample.
    pub async fn import(&self, kind: ImportKind, name: &str) -> ImportOutcome {
        import_common::import(&self.app, kind, name, sample(name)).await
    }

    pub async fn stats(&self, request: &StatsRequest) -> Stats {
        figures::stats(&self.app, request.clone()).await.unwrap()
    }

    pub async fn records(&self, request: &StatsRequest, key: &str) -> FigureRecords {
        let query = FigureRecordsQuery {
            request: request.clone(),
            key: key.to_owned(),
        };
        figures::records(&self.app, query).await.unwrap()
    }

    /// Every figure and every cell of a report opens records that sum up to it.
    pub async fn every_figure_opens(&self, request: &StatsRequest) {
        let stats = self.stats(request).await;
        let mut all: Vec<(String, &Figure)> = stats
            .figures
            .iter()
            .map(|figure| (figure.key.clone(), figure))
            .collect();
        for table in &stats.tables {
            // The first and last rows stand for the others: a report has hundreds of cells.
            let ends = table.rows.first().into_iter().chain(table.rows.last());
            for row in ends {
                for figure in &row.figures {
                    let key = format!("{}/{}/{}", table.key, row.label, figure.key);
                    all.push((key, figure));
                }
            }
        }
        assert!(all.len() > 10);
        for (key, figure) in all {
            let found = self.records(request, &key).await;
            let sum: i64 = found.rows.iter().map(|row| row.counts).sum();
            assert_eq!(sum, figure.value, "{key}");
            assert_eq!(found.text, figure.text, "{key}");
            assert!(found.rows.iter().all(|row| !row.title.is_empty()), "{key}");
            // Students and model workers without a hardship file have no page of their own yet.
            let may_lack = matches!(
                request.report,
                ReportKind::Scholarships | ReportKind::ModelWorkers
            );
            let opens = |route: &str| route.starts_with('/') || may_lack && route.is_empty();
            assert!(found.rows.iter().all(|row| opens(&row.route)), "{key}");
        }
    }
}

pub fn ask(report: ReportKind) -> StatsRequest {
    StatsRequest {
        report,
        campaign_id: None,
        fund_id: None,
        from: None,
        to: None,
        as_of: None,
    }
}

pub fn of_campaign(id: &Id) -> StatsRequest {
    StatsRequest {
        campaign_id: Some(id.clone()),
        ..ask(ReportKind::Campaign)
    }
}

pub fn value(stats: &Stats, key: &str) -> i64 {
    let found = stats.figures.iter().find(|figure| figure.key == key);
    found.unwrap_or_else(|| panic!("no figure {key}")).value
}
