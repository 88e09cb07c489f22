//! Declaring benefits for a year: what the rules give becomes a record that the ledger can pay.

use songnuan_model::model_workers::BenefitOutcome;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::Benefit;
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::batch::is_money;
use super::benefits::{Asked, words};
use crate::app::App;
use crate::commands::model_workers::{
    BenefitDeclare, BenefitDeclared, BenefitResultView, BenefitView,
};
use crate::commands::scholarships::LeftOut;
use crate::error::{AppError, AppResult};
use crate::op::Op;
use crate::scholarships::paid;

/// Longest note, characters; reasons told in full.
const NOTE: usize = 2000;
const TOLD: usize = 20;

/// Declares; whoever gets nothing is named with the reason. Nothing declared at all is a refusal.
pub async fn benefit_declare(app: &App, request: BenefitDeclare) -> AppResult<BenefitDeclared> {
    let store = app.store_for(Act::EditCases).await?;
    let today = app.host().today();
    if request.amount.is_some_and(|fen| fen <= Fen::ZERO) {
        return Err(AppError::invalid("金额要大于 0。没有申报。").at("amount"));
    }
    let note = request.note.as_deref().unwrap_or_default().trim();
    if note.chars().count() > NOTE {
        return Err(AppError::invalid(format!(
            "备注最多 {NOTE} 个字。没有申报。"
        )));
    }
    let mut tx = app.begin(Op::DeclareBenefit, "").await?;
    let asked = Asked::read(app, &store, &request.query).await?;
    let (mut benefits, mut left_out) = (Vec::new(), Vec::new());
    for worker in &asked.workers {
        for view in asked.results(worker, &request.query) {
            match amount(&view, request.amount, asked.year) {
                Ok(amount) => {
                    let benefit = Benefit {
                        id: app.host().new_id(),
                        model_worker_id: worker.id.clone(),
                        year: asked.year,
                        kind: view.result.kind,
                        amount,
                        monthly: (view.result.monthly > Fen::ZERO).then_some(view.result.monthly),
                        basis: basis(&view),
                        reasons: view.result.reasons,
                        declared_on: Some(today),
                        batch_id: None,
                        note: (!note.is_empty()).then(|| note.to_owned()),
                    };
                    tx.put(&benefit).await?;
                    benefits.push(benefit);
                }
                Err(reason) => left_out.push(LeftOut {
                    name: asked.around.name(worker).to_owned(),
                    reason,
                }),
            }
        }
    }
    if benefits.is_empty() {
        let lines = left_out.iter().take(TOLD);
        let lines: Vec<String> = lines
            .map(|it| format!("{}：{}", it.name, it.reason))
            .collect();
        return Err(AppError::invalid(format!(
            "没有可以申报的待遇，没有保存。\n{}",
            lines.join("\n")
        )));
    }
    tx.commit().await?;
    let total = Fen::sum(benefits.iter().map(|benefit| benefit.amount)).unwrap_or(Fen::ZERO);
    let name = |id: &Id| {
        let worker = asked.workers.iter().find(|worker| worker.id == *id);
        worker
            .map_or("", |worker| asked.around.name(worker))
            .to_owned()
    };
    Ok(BenefitDeclared {
        declared: benefit_views(&store, benefits, name).await?,
        total,
        left_out,
    })
}

/// What is given in the year, or why nothing is.
fn amount(view: &BenefitResultView, by_hand: Option<Fen>, year: i32) -> Result<Fen, String> {
    let (result, kind) = (&view.result, &view.kind_label);
    if view.declared {
        return Err(format!("{year} 年的{kind}已经申报过，不能重复申报。"));
    }
    match result.outcome {
        BenefitOutcome::Given => Ok(result.yearly),
        BenefitOutcome::ByHand => by_hand
            .ok_or_else(|| format!("{kind}：符合规定，来源没有写明金额，请填写金额后单独申报。")),
        BenefitOutcome::NotGiven | BenefitOutcome::Incomplete => Err(format!(
            "{kind}：{}，{}。",
            view.outcome_label,
            view.reasons.join("、")
        )),
    }
}

/// The clauses that were passed, with their numbers.
fn basis(view: &BenefitResultView) -> String {
    let clauses = view.result.clauses.iter();
    let last = clauses.rev().find(|it| it.passed == Some(true));
    last.map_or_else(String::new, |clause| {
        format!("{}（{}）{}", clause.text, clause.article, clause.numbers)
    })
}

/// Benefits with where their money is.
pub(super) async fn benefit_views(
    store: &Store,
    benefits: Vec<Benefit>,
    name: impl Fn(&Id) -> String,
) -> AppResult<Vec<BenefitView>> {
    let ids: Vec<Id> = benefits.iter().map(|benefit| benefit.id.clone()).collect();
    let paid = paid(store, &ids).await?;
    let view = |benefit: Benefit| {
        let line = paid.get(&benefit.id);
        let paid = line.is_some_and(|line| line.paid);
        let state = match line {
            Some(_) if paid => "已发放".to_owned(),
            Some(line) => format!("批次{}", line.state.label()),
            None if is_money(benefit.kind) => "已申报".to_owned(),
            None => "已登记".to_owned(),
        };
        BenefitView {
            name: name(&benefit.model_worker_id),
            kind_label: benefit.kind.label().to_owned(),
            reasons: words(&benefit.reasons),
            batch_id: line.map(|line| line.batch_id.clone()),
            batch_no: line.map(|line| line.batch_no.clone()),
            paid,
            state_label: state,
            benefit,
        }
    };
    Ok(benefits.into_iter().map(view).collect())
}
