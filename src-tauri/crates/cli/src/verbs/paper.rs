//! `print`: forms into one PDF.

use songnuan_app::App;
use songnuan_app::commands::paper::{PaperForm, PrintRequest};
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::record::Id;
use songnuan_app::paper;

use super::files::get;
use super::{decode, finish, named, write};
use crate::args::{Form, Print};
use crate::outcome::{Outcome, remark};

/// Prints and writes the PDF.
pub async fn run(app: &App, args: Print) -> AppResult<Outcome> {
    let form = form(&args);
    if form == PaperForm::HardshipFile && !args.visit.is_empty() {
        return Err(AppError::invalid(
            "档案表按档案打印，请用 --file 写档案编号。什么都没有做。",
        ));
    }
    let request = PrintRequest {
        form,
        ids: ids(app, &args).await?,
        all: args.all,
        blank: args.blank,
        with_photos: args.photos,
        from: args.from,
        to: args.to,
    };
    let answer = finish(app, paper::start(app, request).await?).await?;
    let bytes = decode(answer["base64"].as_str().unwrap_or_default())?;
    write(&args.output, &bytes).await?;
    for warning in answer["warnings"].as_array().into_iter().flatten() {
        remark(warning.as_str().unwrap_or_default());
    }
    let path = args.output.display().to_string();
    let text = format!("已打印 {} 页到 {path}。", answer["pages"]);
    let json = serde_json::json!({
        "file": path, "pages": answer["pages"], "bytes": bytes.len(), "warnings": answer["warnings"],
    });
    Outcome::new(json, text)
}

fn form(args: &Print) -> PaperForm {
    match args.form {
        Form::HardshipFile => PaperForm::HardshipFile,
        Form::VisitRecord => PaperForm::VisitRecord,
        Form::VisitCard => PaperForm::VisitCard,
        Form::Roster if args.masked => PaperForm::RosterMasked,
        Form::Roster if args.bank => PaperForm::RosterBank,
        Form::Roster => PaperForm::Roster,
        Form::Application => PaperForm::AidApplication,
        Form::Receipt => PaperForm::Receipt,
        Form::Letter => PaperForm::CondolenceLetter,
        Form::Notice => PaperForm::PublicNotice,
        Form::VisitLedger => PaperForm::VisitLedger,
        Form::FundLedger => PaperForm::FundLedger,
    }
}

/// What was named, as ids: visits, files, a batch, a campaign or places on its list, a fund.
async fn ids(app: &App, args: &Print) -> AppResult<Vec<Id>> {
    let mut ids: Vec<Id> = args.visit.iter().map(Id::new).collect();
    for file_no in &args.file {
        ids.push(get(app, file_no, None).await?.file.id);
    }
    if let Some(no) = &args.batch {
        ids.push(named::batch_row(app, no).await?.batch.id);
    }
    if let Some(name) = &args.campaign {
        let campaign = named::campaign(app, name).await?.campaign.id;
        if args.items.is_empty() {
            ids.push(campaign);
        } else {
            let rows = named::places(app, &campaign, &args.items).await?;
            ids.extend(rows.into_iter().map(|row| row.item.id));
        }
    }
    if let Some(name) = &args.fund {
        ids.push(named::fund(app, name).await?.fund.id);
    }
    Ok(ids)
}
