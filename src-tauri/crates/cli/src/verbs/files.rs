//! `file list|show`, `search`.

use songnuan_app::App;
use songnuan_app::commands::files::{FileDetail, FileGet, FileQuery};
use songnuan_app::commands::session::SearchRequest;
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::records::FileStatus;
use songnuan_app::{files, session};

use crate::args::FileVerb;
use crate::outcome::Outcome;

/// Runs a verb of `file`.
pub async fn run(app: &App, verb: FileVerb) -> AppResult<Outcome> {
    match verb {
        FileVerb::List {
            text,
            status,
            filter,
        } => {
            let status = status.as_deref().map(status_word).transpose()?;
            list(
                app,
                FileQuery {
                    text,
                    status,
                    filter,
                    ..FileQuery::default()
                },
            )
            .await
        }
        FileVerb::Show { file_no, as_of } => {
            let detail = get(app, &file_no, as_of).await?;
            let text = describe(&detail);
            Outcome::new(detail, text)
        }
    }
}

fn status_word(word: &str) -> AppResult<FileStatus> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).map_err(|_| {
        AppError::invalid(format!(
            "没有“{word}”这种档案状态，可以写 active、exited、cancelled、temporary、draft 等。"
        ))
    })
}

/// The file of this number.
pub async fn get(app: &App, file_no: &str, as_of: Option<String>) -> AppResult<FileDetail> {
    // A bare date means the end of that day.
    let as_of = as_of.map(|moment| match moment.len() {
        10 => format!("{moment}T23:59:59.999Z"),
        _ => moment,
    });
    files::get(
        app,
        FileGet {
            id: None,
            file_no: Some(file_no.to_owned()),
            as_of,
        },
    )
    .await
}

async fn list(app: &App, query: FileQuery) -> AppResult<Outcome> {
    let list = files::list(app, query).await?;
    let mut lines: Vec<String> = list
        .rows
        .iter()
        .map(|row| {
            let category = row.category_label.as_deref().unwrap_or("—");
            let village = row.village.as_deref().unwrap_or("—");
            let (no, name, status) = (&row.file_no, &row.name, &row.status_label);
            format!("{no}\t{name}\t{status}\t{category}\t{village}")
        })
        .collect();
    lines.push(format!("共 {} 户", list.total));
    Outcome::new(list, lines.join("\n"))
}

fn describe(detail: &FileDetail) -> String {
    let mut lines = vec![
        format!(
            "{} {} {}",
            detail.file.file_no, detail.applicant.name, detail.status_label
        ),
        format!(
            "证件 {} 电话 {}",
            detail.applicant.id_no_masked, detail.applicant.mobile_masked
        ),
    ];
    lines.extend(detail.members.iter().map(|member| {
        format!(
            "  {} {} {}",
            member.relation_label, member.person.name, member.person.id_no_masked
        )
    }));
    if let Some(verdict) = &detail.verdict {
        lines.push(format!(
            "认定({}):{}",
            verdict.pack_name, verdict.category_label
        ));
        lines.extend(
            verdict
                .clauses
                .iter()
                .map(|clause| format!("  {}", clause.numbers)),
        );
    }
    lines.extend(detail.verdict_problem.clone());
    lines.extend(detail.steps.iter().map(|view| {
        format!(
            "  {} {} {} {}",
            view.step.on, view.kind_label, view.step.actor, view.step.opinion
        )
    }));
    lines.join("\n")
}

/// `search`.
pub async fn search(app: &App, text: String, limit: u32) -> AppResult<Outcome> {
    let hits = session::search(app, SearchRequest { text, limit }).await?;
    let mut lines: Vec<String> = hits
        .iter()
        .map(|hit| format!("{}\t{}\t{}", hit.title, hit.subtitle, hit.id))
        .collect();
    if lines.is_empty() {
        lines.push("没有找到。可以试试姓名中的一个字、拼音首字母或号码末四位。".to_owned());
    }
    Outcome::new(hits, lines.join("\n"))
}
