//! `print`: forms into one PDF. `export`: registers into workbooks.

use songnuan_app::App;
use songnuan_app::commands::files::{ExportFiles, FileQuery};
use songnuan_app::commands::model_workers::ExportModelWorkers;
use songnuan_app::commands::paper::{PaperForm, PrintRequest};
use songnuan_app::commands::scholarships::ExportScholarships;
use songnuan_app::commands::shared::Nothing;
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::record::Id;
use songnuan_app::{files, model_workers, paper, scholarships, sync};

use super::files::get;
use super::model_workers::worker_of;
use super::scholarships::{cases_of, round_of};
use super::{decode, finish, named, write};
use crate::args::{Export, Exported, Form, Print};
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
        year: args.year,
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
        Form::ScholarshipApplication => PaperForm::ScholarshipApplication,
        Form::ScholarshipRoster => PaperForm::ScholarshipRoster,
        Form::ScholarshipSummary => PaperForm::ScholarshipSummary,
        Form::ScholarshipNotice => PaperForm::ScholarshipNotice,
        Form::ModelWorkerSheet => PaperForm::ModelWorkerForm,
        Form::ModelWorkerFunds => PaperForm::ModelWorkerFunds,
        Form::HonorLedger => PaperForm::HonorLedger,
        Form::ModelWorkerVisits => PaperForm::ModelWorkerVisits,
        Form::SyncReceipt => PaperForm::SyncReceipt,
    }
}

/// What was named, as ids: visits, files, a batch, a campaign or places on its list, a fund, a round
/// of scholarships or places in it, model workers, receipts of syncs.
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
    if let Some(name) = &args.round {
        let round = round_of(app, name).await?.id;
        if args.cases.is_empty() {
            ids.push(round);
        } else {
            ids.extend(cases_of(app, &round, &args.cases, |_| false).await?);
        }
    }
    for who in &args.person {
        ids.push(worker_of(app, who).await?.worker.id);
    }
    ids.extend(receipts(app, &args.sync).await?);
    Ok(ids)
}

/// Kept receipts of syncs; `last` is the newest.
async fn receipts(app: &App, names: &[String]) -> AppResult<Vec<Id>> {
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        if name != "last" {
            ids.push(Id::new(name));
            continue;
        }
        let kept = sync::receipts(app, Nothing {}).await?;
        let last = kept.into_iter().next();
        let none = || AppError::invalid("还没有同步过，没有回执可以打印。请先同步。");
        ids.push(last.ok_or_else(none)?.id);
    }
    Ok(ids)
}

/// Takes a register out as a workbook.
pub async fn export(app: &App, args: Export) -> AppResult<Outcome> {
    let file = match args.kind {
        Exported::Hardship => {
            let query = FileQuery::default();
            files::export(app, ExportFiles { query }).await?
        }
        Exported::Scholarships => {
            let name = args.round.as_deref().unwrap_or_default();
            let round_id = round_of(app, name).await?.id;
            scholarships::export(app, ExportScholarships { round_id }).await?
        }
        Exported::ModelWorkers => {
            model_workers::export(app, ExportModelWorkers { on: args.on }).await?
        }
    };
    write(&args.output, &decode(&file.base64)?).await?;
    let path = args.output.display().to_string();
    let text = format!("已导出到 {path}。文件里有完整证件号，请妥善保管。");
    let json = serde_json::json!({ "file": path, "warnings": file.warnings });
    Outcome::new(json, text)
}
