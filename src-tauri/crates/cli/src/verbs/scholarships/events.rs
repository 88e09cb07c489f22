//! Get-togethers of students: who was there, no amounts.

use songnuan_app::App;
use songnuan_app::commands::scholarships::{ScholarshipEventSave, ScholarshipEventView};
use songnuan_app::commands::shared::Nothing;
use songnuan_app::error::AppResult;
use songnuan_app::model::record::Id;
use songnuan_app::model::records::ScholarshipEvent;
use songnuan_app::scholarships;

use super::{all, cases_of, round_of};
use crate::args::EventArgs;
use crate::outcome::Outcome;
use crate::verbs::named;

/// Lists events; with a title records one.
pub(super) async fn run(app: &App, args: EventArgs) -> AppResult<Outcome> {
    let Some(title) = args.title else {
        let views = scholarships::event_list(app, Nothing {}).await?;
        let lines: Vec<String> = views.iter().map(line).collect();
        return Outcome::new(views, lines.join("\n"));
    };
    let mut participant_ids = students(app, args.round.as_deref(), &args.seq).await?;
    for text in &args.people {
        participant_ids.push(named::person(app, text).await?);
    }
    let event = ScholarshipEvent {
        id: Id::new(""),
        title,
        on: args.on.unwrap_or_else(|| app.host().today()),
        place: args.place,
        participant_ids,
        other_names: args.names,
        counterpart: args.counterpart,
        note: args.note,
    };
    let view = scholarships::event_save(app, ScholarshipEventSave { event }).await?;
    let text = line(&view);
    Outcome::new(view, text)
}

/// The students of applications of a round.
async fn students(app: &App, round: Option<&str>, places: &[u32]) -> AppResult<Vec<Id>> {
    let Some(round) = round else {
        return Ok(Vec::new());
    };
    let round = round_of(app, round).await?.id;
    let cases = cases_of(app, &round, places, |_| false).await?;
    let rows = all(app, &round).await?.into_iter();
    let here = rows.filter(|row| cases.contains(&row.case.id));
    Ok(here.map(|row| row.case.person_id).collect())
}

fn line(view: &ScholarshipEventView) -> String {
    let event = &view.event;
    let place = event.place.as_deref().unwrap_or_default();
    let (on, n) = (event.on, view.participants_n);
    let names = view.names.join("、");
    format!("{on}\t{}\t{place}\t{n} 人\t{names}", event.title)
}
