//! A report, computed and put into words.

use songnuan_model::figures::{Cell, Measure, Report, Table};
use songnuan_model::money::Fen;
use songnuan_store::Timestamp;

use super::ask::{Ask, spoken};
use super::{
    gather_campaign, gather_funds, gather_model_workers, gather_scholarships, gather_visits,
};
use crate::app::App;
use crate::commands::figures::{
    Figure, FigureRow, FigureTable, FigureUnit, ReportKind, Stats, StatsRequest,
};
use crate::error::AppResult;

/// A report with every number's parts.
pub(super) struct Computed {
    pub title: String,
    pub as_of: Timestamp,
    pub report: Report,
    pub notes: Vec<String>,
}

/// Answers a question.
pub(super) async fn compute(ask: &Ask<'_>) -> AppResult<Computed> {
    let mut notes = Vec::new();
    let (title, report) = match ask.request.report {
        ReportKind::Campaign => {
            let (title, report, more) = gather_campaign::report(ask).await?;
            notes = more;
            (title, report)
        }
        ReportKind::Visits => gather_visits::report(ask).await?,
        ReportKind::Funds => gather_funds::report(ask).await?,
        ReportKind::Scholarships => gather_scholarships::report(ask).await?,
        ReportKind::ModelWorkers => {
            let (title, report, more) = gather_model_workers::report(ask).await?;
            notes = more;
            (title, report)
        }
    };
    if ask.at.is_some() {
        notes.push(format!("这是截至 {} 的数字。", spoken(&ask.as_of)));
    }
    Ok(Computed {
        title,
        as_of: ask.as_of.clone(),
        report,
        notes,
    })
}

/// A report, now or as of a moment.
pub async fn stats(app: &App, request: StatsRequest) -> AppResult<Stats> {
    let ask = Ask::new(app, &request).await?;
    Ok(view(compute(&ask).await?))
}

/// A report as the window and the command line get it.
pub(super) fn view(computed: Computed) -> Stats {
    let report = computed.report;
    Stats {
        title: computed.title,
        as_of: computed.as_of.to_string(),
        figures: report.cells.iter().map(figure).collect(),
        tables: report.tables.iter().map(table).collect(),
        notes: computed.notes,
        totals: report.machine,
    }
}

/// A number as the window gets it.
pub(crate) fn figure(cell: &Cell) -> Figure {
    Figure {
        key: cell.key.clone(),
        label: cell.label.clone(),
        unit: unit(cell.measure),
        value: cell.value,
        text: cell.measure.text(cell.value),
        wan: (cell.measure == Measure::Money).then(|| format!("{} 万元", Fen(cell.value).wan())),
    }
}

fn unit(measure: Measure) -> FigureUnit {
    match measure {
        Measure::Household => FigureUnit::Household,
        Measure::Person => FigureUnit::Person,
        Measure::PersonTimes => FigureUnit::PersonTimes,
        Measure::Matter => FigureUnit::Matter,
        Measure::Visit => FigureUnit::Visit,
        Measure::Batch => FigureUnit::Batch,
        Measure::Money => FigureUnit::Fen,
    }
}

fn table(table: &Table) -> FigureTable {
    let rows = table.lines.iter().map(|line| FigureRow {
        label: line.label.clone(),
        figures: line.cells.iter().map(figure).collect(),
    });
    FigureTable {
        key: table.key.to_owned(),
        title: table.title.to_owned(),
        head: table.head.to_owned(),
        rows: rows.collect(),
        chart: table.chart.to_owned(),
    }
}
