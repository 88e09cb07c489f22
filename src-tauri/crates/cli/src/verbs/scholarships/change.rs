//! Nominating a student and editing an application.

use songnuan_app::App;
use songnuan_app::commands::scholarships::{NomineeDraft, ScholarshipSave};
use songnuan_app::commands::shared::RecordRef;
use songnuan_app::error::AppResult;
use songnuan_app::model::records::ScholarshipCase;
use songnuan_app::scholarships;

use super::shown::detail;
use super::{case_of, round_of};
use crate::args::{CaseMore, EditCase, NominateStudent};
use crate::outcome::Outcome;
use crate::verbs::yuan;

/// Registers an application; student and parent come from the base data.
pub(super) async fn nominate(app: &App, args: NominateStudent) -> AppResult<Outcome> {
    let round = round_of(app, &args.round).await?;
    let mut case = ScholarshipCase {
        round_id: round.id,
        school: args.school,
        level: Some(args.level),
        parent_name: args.parent,
        parent_state: args.parent_state,
        parent_is_member: args.member.then_some(true),
        student_kind: args.student_kind,
        admission: args.admission,
        applied_on: Some(args.applied_on.unwrap_or_else(|| app.host().today())),
        ..ScholarshipCase::default()
    };
    let card_confirmed = args.more.card_confirmed;
    put(&mut case, args.more)?;
    let save = ScholarshipSave {
        case,
        student: Some(NomineeDraft {
            name: args.name,
            id_no: args.id,
            mobile: None,
        }),
        parent_id_no: args.parent_id,
        card_confirmed,
    };
    detail(scholarships::save(app, save).await?)
}

/// Changes what is named; everything else stays as it is.
pub(super) async fn edit(app: &App, args: EditCase) -> AppResult<Outcome> {
    let id = case_of(app, &args.case).await?;
    let mut case = scholarships::get(app, RecordRef { id }).await?.row.case;
    if let Some(school) = args.school {
        case.school = school;
    }
    case.level = args.level.or(case.level);
    case.student_kind = args.student_kind.or(case.student_kind);
    case.admission = args.admission.or(case.admission);
    case.applied_on = args.applied_on.or(case.applied_on);
    case.parent_state = args.parent_state.or(case.parent_state);
    if args.member {
        case.parent_is_member = Some(true);
    }
    let card_confirmed = args.more.card_confirmed;
    put(&mut case, args.more)?;
    let save = ScholarshipSave {
        case,
        student: None,
        parent_id_no: None,
        card_confirmed,
    };
    detail(scholarships::save(app, save).await?)
}

/// What stands on the command line; papers handed in are added to those there.
fn put(case: &mut ScholarshipCase, more: CaseMore) -> AppResult<()> {
    if let Some(text) = more.tuition {
        case.tuition = Some(yuan(&text, "--tuition")?);
    }
    if let Some(text) = more.other_aid_amount {
        case.other_aid_amount = Some(yuan(&text, "--other-aid-amount")?);
    }
    case.entry_year = more.entry_year.or(case.entry_year);
    case.length_years = more.length_years.or(case.length_years);
    for (field, written) in [
        (&mut case.major, more.major),
        (&mut case.admission_no, more.admission_no),
        (&mut case.other_aid, more.other_aid),
        (&mut case.card_holder, more.card_holder),
        (&mut case.card_no, more.card),
        (&mut case.bank, more.bank),
        (&mut case.sending_union, more.sending_union),
        (&mut case.receiving_union, more.receiving_union),
        (&mut case.application_reason, more.reason),
        (&mut case.note, more.note),
    ] {
        if written.is_some() {
            *field = written;
        }
    }
    case.counterpart |= more.counterpart;
    for paper in more.documents {
        if !case.documents.contains(&paper) {
            case.documents.push(paper);
        }
    }
    Ok(())
}
