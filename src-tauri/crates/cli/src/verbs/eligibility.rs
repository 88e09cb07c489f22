//! `eligibility`: verdicts with every clause and how far off.

use songnuan_app::App;
use songnuan_app::commands::eligibility::{EligibilityQuery, FileVerdict};
use songnuan_app::eligibility;
use songnuan_app::error::AppResult;

use super::yuan;
use crate::args::Eligibility;
use crate::outcome::Outcome;

/// Verdicts under a pack.
pub async fn run(app: &App, args: Eligibility) -> AppResult<Outcome> {
    let line = args
        .dibao_line
        .as_deref()
        .map(|text| yuan(text, "--dibao-line"))
        .transpose()?;
    let query = EligibilityQuery {
        file_id: None,
        file_no: args.file,
        id_no: args.id,
        pack: args.pack,
        on: args.on,
        dibao_line: line,
    };
    let verdicts = eligibility::assess(app, query).await?;
    let text = match verdicts.as_slice() {
        [one] => explain(one),
        many => many.iter().map(line_of).collect::<Vec<_>>().join("\n"),
    };
    Outcome::new(verdicts, text)
}

fn line_of(verdict: &FileVerdict) -> String {
    let (no, name, status) = (&verdict.file_no, &verdict.name, &verdict.status);
    format!(
        "{no}\t{name}\t{status}\t{}\t{}",
        verdict.category_label, verdict.per_capita_month_fen
    )
}

fn explain(verdict: &FileVerdict) -> String {
    let mut lines = vec![
        format!("{} {} {}", verdict.file_no, verdict.name, verdict.status),
        format!(
            "{}({} 起):{}",
            verdict.pack_name, verdict.version_from, verdict.category_label
        ),
    ];
    for clause in &verdict.clauses {
        let mark = match clause.passed {
            Some(true) => "符合",
            Some(false) => "不符合",
            None => "缺材料",
        };
        let gap = clause.gap.as_deref().unwrap_or_default();
        lines.push(format!(
            "  [{mark}] {} {} {gap} ({})",
            clause.text, clause.numbers, clause.article
        ));
    }
    lines.extend(
        verdict
            .missing
            .iter()
            .map(|missing| format!("  缺：{missing}")),
    );
    lines.extend(
        verdict
            .warnings
            .iter()
            .map(|warning| format!("  注意：{warning}")),
    );
    lines.join("\n")
}
