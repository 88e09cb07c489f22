//! `visit add|list|show`.

use base64::Engine as _;
use songnuan_app::App;
use songnuan_app::commands::shared::RecordRef;
use songnuan_app::commands::visits::{AttachmentAdd, VisitQuery, VisitSave};
use songnuan_app::error::AppResult;
use songnuan_app::model::record::Id;
use songnuan_app::model::records::{Visit, VisitState};
use songnuan_app::visits;

use super::files::get;
use super::{read, yuan};
use crate::args::{VisitAdd, VisitVerb};
use crate::outcome::{Outcome, remark};

/// Runs a verb of `visit`.
pub async fn run(app: &App, verb: VisitVerb) -> AppResult<Outcome> {
    match verb {
        VisitVerb::Add(args) => add(app, *args).await,
        VisitVerb::List { file } => list(app, file).await,
        VisitVerb::Show { id } => {
            let detail = visits::get(app, RecordRef { id: Id::new(id) }).await?;
            let on = detail.visit.visited_on.or(detail.visit.planned_on);
            let on = on.map(|day| day.to_string()).unwrap_or_default();
            let who = detail.visit.visitors.join("、");
            let text = format!(
                "{on} {} 走访人 {who} 照片 {} 张",
                detail.name,
                detail.attachments.len()
            );
            Outcome::new(detail, text)
        }
    }
}

async fn add(app: &App, args: VisitAdd) -> AppResult<Outcome> {
    let file = get(app, &args.file, None).await?;
    let money = args
        .money
        .as_deref()
        .map(|text| yuan(text, "--money"))
        .transpose()?;
    // Photographs are read before anything is written, so that a wrong path leaves nothing behind.
    let mut photos = Vec::new();
    for path in &args.photos {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        photos.push((name.unwrap_or_default(), read(path).await?));
    }
    let visit = Visit {
        file_id: Some(file.file.id),
        person_id: Some(file.applicant.id),
        state: VisitState::Visited,
        visited_on: Some(args.on.unwrap_or_else(|| app.host().today())),
        place: args.place.or(file.applicant.home_address),
        visitors: args.visitors,
        clear_thought: args.thought,
        clear_performance: args.performance,
        clear_difficulty: args.difficulty,
        money_given: money,
        goods_given: args.goods,
        note: args.note,
        ..Visit::default()
    };
    let save = VisitSave {
        visit,
        difficulties: Vec::new(),
        draft_key: None,
    };
    let mut saved = visits::save(app, save).await?;
    let mut refused = false;
    for (file_name, bytes) in photos {
        let base64 = base64::engine::general_purpose::STANDARD.encode(bytes);
        let add = AttachmentAdd {
            owner_id: saved.visit.id.clone(),
            file_name,
            kind: "现场照片".to_owned(),
            base64,
            keep_location: args.keep_location,
        };
        if let Err(error) = visits::attachment_add(app, add).await {
            remark(&error.message);
            refused = true;
        }
    }
    saved = visits::get(app, RecordRef { id: saved.visit.id }).await?;
    let photos = saved.attachments.len();
    let mut text = format!(
        "已登记 {} 的走访(编号 {}),照片 {photos} 张。",
        saved.name, saved.visit.id
    );
    for warning in &saved.warnings {
        text.push_str(&format!("\n注意：{warning}"));
    }
    Ok(Outcome::new(saved, text)?.refused_if(refused))
}

async fn list(app: &App, file: Option<String>) -> AppResult<Outcome> {
    let file_id = match file {
        Some(file_no) => Some(get(app, &file_no, None).await?.file.id),
        None => None,
    };
    let list = visits::list(
        app,
        VisitQuery {
            file_id,
            ..VisitQuery::default()
        },
    )
    .await?;
    let mut lines: Vec<String> = list
        .rows
        .iter()
        .map(|row| {
            let on = row.on.map(|day| day.to_string()).unwrap_or_default();
            format!(
                "{on}\t{}\t{}\t{}\t{}",
                row.name,
                row.state_label,
                row.visitors.join("、"),
                row.id
            )
        })
        .collect();
    lines.push(format!("共 {} 次", list.total));
    Outcome::new(list, lines.join("\n"))
}
