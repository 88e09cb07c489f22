//! Benefits by the rules: shown, declared, drafted for payment.

use chrono::Datelike as _;
use songnuan_app::App;
use songnuan_app::commands::model_workers::{
    BenefitBatch, BenefitDeclare, BenefitQuery, BenefitView, HardshipFacts,
};
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::records::PayMethod;
use songnuan_app::model_workers;

use super::worker_of;
use crate::args::{BenefitArgs, Method, ModelWorkerVerb};
use crate::outcome::Outcome;
use crate::verbs::{batches, named, yuan};

/// Shows what the rules give; declares it when asked.
pub(super) async fn benefit(app: &App, args: BenefitArgs) -> AppResult<Outcome> {
    let mut worker_ids = Vec::new();
    for who in &args.who {
        worker_ids.push(worker_of(app, who).await?.worker.id);
    }
    let own_medical = args.own_medical.map(|text| yuan(&text, "--own-medical"));
    let query = BenefitQuery {
        year: args.year,
        on: args.on,
        pack: args.pack,
        worker_ids,
        kinds: args.kinds,
        facts: HardshipFacts {
            own_medical: own_medical.transpose()?,
            jobless: args.jobless,
            relative_ill: args.relative_ill,
        },
    };
    if args.declare {
        let amount = args.amount.map(|text| yuan(&text, "--amount"));
        let request = BenefitDeclare {
            query,
            amount: amount.transpose()?,
            note: args.note,
        };
        return declare(app, request).await;
    }
    let preview = model_workers::benefit_preview(app, query).await?;
    let mut lines = Vec::new();
    for row in &preview.rows {
        lines.extend(row.results.iter().map(|view| {
            format!(
                "{}\t{}\t{}\t{} 元/月\t{} 元/年\t{}",
                row.name,
                view.kind_label,
                view.outcome_label,
                view.result.monthly,
                view.result.yearly,
                view.reasons.join("、")
            )
        }));
    }
    lines.push(format!(
        "{} 每月 {} 元，全年 {} 元",
        preview.pack_name, preview.monthly, preview.yearly
    ));
    Outcome::new(preview, lines.join("\n"))
}

async fn declare(app: &App, request: BenefitDeclare) -> AppResult<Outcome> {
    let done = model_workers::benefit_declare(app, request).await?;
    let line = |view: &BenefitView| {
        let (name, kind, amount) = (&view.name, &view.kind_label, view.benefit.amount);
        format!("{name}\t{kind}\t{amount} 元")
    };
    let mut lines: Vec<String> = done.declared.iter().map(line).collect();
    let left = done.left_out.iter();
    lines.extend(left.map(|it| format!("未申报 {}：{}", it.name, it.reason)));
    lines.push(format!(
        "共申报 {} 笔，{} 元",
        done.declared.len(),
        done.total
    ));
    Outcome::new(done, lines.join("\n"))
}

/// Drafts a batch for declared benefits that are in none.
pub(super) async fn batch(app: &App, verb: ModelWorkerVerb) -> AppResult<Outcome> {
    let ModelWorkerVerb::Batch {
        year,
        kinds,
        fund,
        method,
        notice,
    } = verb
    else {
        return Err(AppError::not_found("这个动词"));
    };
    let drafted = BenefitBatch {
        year: year.unwrap_or_else(|| app.host().today().year()),
        kinds,
        benefit_ids: Vec::new(),
        fund_id: named::fund(app, &fund).await?.fund.id,
        method: match method {
            Method::Bank => PayMethod::Bank,
            Method::Cash => PayMethod::Cash,
        },
        purpose: None,
        needs_notice: notice,
    };
    batches::shown(model_workers::benefit_batch(app, drafted).await?)
}
