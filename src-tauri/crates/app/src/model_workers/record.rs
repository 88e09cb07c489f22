//! Benefits beside the rules: what was declared for a year, what no rule speaks of, what is taken
//! back.

use chrono::NaiveDate;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Benefit, BenefitKind, ModelWorker, WorkerState};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::around::{self, Around};
use super::declare::benefit_views;
use crate::app::App;
use crate::commands::model_workers::{
    BenefitDeclared, BenefitRecord, BenefitView, BenefitWithdraw, BenefitYear,
};
use crate::commands::scholarships::LeftOut;
use crate::commands::shared::Nothing;
use crate::error::{AppError, AppResult};
use crate::files::plausible_day;
use crate::op::Op;
use crate::scholarships::paid;

/// Longest ground, characters.
const BASIS: usize = 500;

/// What was declared for a year, in the order of the registry.
pub async fn benefit_list(app: &App, request: BenefitYear) -> AppResult<Vec<BenefitView>> {
    let store = app.store_for(Act::SeeCases).await?;
    let mut benefits = store
        .by_key::<Benefit>("benefit_year", &request.year.to_string())
        .await?;
    let ids: Vec<Id> = benefits
        .iter()
        .map(|benefit| benefit.model_worker_id.clone())
        .collect();
    let workers = store.get_many::<ModelWorker>(&ids).await?;
    let around = Around::read(&store, &workers).await?;
    let of = |id: &Id| workers.iter().find(|worker| worker.id == *id);
    benefits.sort_by_key(|benefit| {
        let seq = of(&benefit.model_worker_id).map_or(u32::MAX, |worker| worker.seq);
        (seq, benefit.kind, benefit.id.clone())
    });
    let name = |id: &Id| of(id).map_or(String::new(), |it| around.name(it).to_owned());
    benefit_views(&store, benefits, name).await
}

/// Records a benefit that no rule of the pack speaks of, for some people.
pub async fn benefit_record(app: &App, request: BenefitRecord) -> AppResult<BenefitDeclared> {
    let store = app.store_for(Act::EditCases).await?;
    let today = app.host().today();
    let on = request.on.unwrap_or(today);
    let basis = checked(&request, on, today)?;
    let workers = store.get_many::<ModelWorker>(&request.worker_ids).await?;
    if workers.is_empty() {
        return Err(bad("没有选择劳模。").at("worker_ids"));
    }
    refuse_ruled(&store, &workers, &request, on).await?;
    let around = Around::read(&store, &workers).await?;
    let (mut benefits, mut left_out) = (Vec::new(), Vec::new());
    let mut tx = app.begin(Op::RecordBenefit, "").await?;
    for worker in &workers {
        let before = store.children::<Benefit>(&worker.id).await?;
        let twice = before
            .iter()
            .any(|it| (it.year, it.kind, it.declared_on) == (request.year, request.kind, Some(on)));
        let reason = match worker.state {
            WorkerState::Deceased => Some("本人已去世。"),
            _ if twice => Some("这一天已经登记过这一项。"),
            _ => None,
        };
        if let Some(reason) = reason {
            left_out.push(LeftOut {
                name: around.name(worker).to_owned(),
                reason: format!("{}：{reason}", request.kind.label()),
            });
            continue;
        }
        let benefit = Benefit {
            id: app.host().new_id(),
            model_worker_id: worker.id.clone(),
            year: request.year,
            kind: request.kind,
            amount: request.amount,
            monthly: None,
            basis: basis.to_owned(),
            reasons: vec!["amount_by_hand".to_owned()],
            declared_on: Some(on),
            batch_id: None,
            note: None,
        };
        tx.put(&benefit).await?;
        benefits.push(benefit);
    }
    if benefits.is_empty() {
        let lines = left_out
            .iter()
            .map(|it| format!("{}：{}", it.name, it.reason));
        let lines: Vec<String> = lines.collect();
        return Err(bad(&format!("没有可以登记的：{}", lines.join(""))));
    }
    tx.commit().await?;
    let total = Fen::sum(benefits.iter().map(|it| it.amount)).unwrap_or(Fen::ZERO);
    let name = |id: &Id| {
        let worker = workers.iter().find(|worker| worker.id == *id);
        worker.map_or(String::new(), |it| around.name(it).to_owned())
    };
    Ok(BenefitDeclared {
        declared: benefit_views(&store, benefits, name).await?,
        total,
        left_out,
    })
}

/// The ground, when ground, day and amount can be.
fn checked(request: &BenefitRecord, on: NaiveDate, today: NaiveDate) -> AppResult<&str> {
    let basis = request.basis.trim();
    if basis.is_empty() {
        return Err(bad("请写明依据，例如“市总工会 2026 年劳模体检安排”。").at("basis"));
    }
    if basis.chars().count() > BASIS {
        return Err(bad(&format!("依据最多 {BASIS} 个字。")).at("basis"));
    }
    plausible_day(on).map_err(|reason| bad(&format!("日期：{reason}")).at("on"))?;
    if on > today {
        return Err(bad("日期还没有到，请填写实际日期。").at("on"));
    }
    let free = matches!(
        request.kind,
        BenefitKind::MedicalCheck | BenefitKind::Recuperation
    );
    if request.amount.is_negative() || (request.amount == Fen::ZERO && !free) {
        return Err(bad("金额要大于 0。").at("amount"));
    }
    Ok(basis)
}

/// What the pack has a rule for is declared by the rule, never past it.
async fn refuse_ruled(
    store: &Store,
    workers: &[ModelWorker],
    request: &BenefitRecord,
    on: NaiveDate,
) -> AppResult<()> {
    let pack = around::pack(store, None).await?;
    let ruled = |worker: &ModelWorker| {
        let rule = pack.benefit_on(on, request.kind, Some(worker.level));
        rule.is_some()
    };
    if !workers.iter().any(ruled) {
        return Ok(());
    }
    Err(bad(&format!(
        "政策包“{}”里有{}的规定，请按规定申报，不能手工登记。",
        pack.name,
        request.kind.label()
    ))
    .at("kind"))
}

/// Takes declarations back that are in no batch; undo brings them back.
pub async fn benefit_withdraw(app: &App, request: BenefitWithdraw) -> AppResult<Nothing> {
    let store = app.store_for(Act::EditCases).await?;
    if request.why.trim().is_empty() {
        return Err(AppError::invalid("请写明为什么撤回。没有撤回。").at("why"));
    }
    let benefits = store.get_many::<Benefit>(&request.benefit_ids).await?;
    if benefits.is_empty() {
        return Err(AppError::not_found("这项待遇"));
    }
    let mut tx = app.begin(Op::WithdrawBenefit, request.why.trim()).await?;
    let paid = paid(&store, &request.benefit_ids).await?;
    for benefit in &benefits {
        if let Some(line) = paid.get(&benefit.id) {
            return Err(AppError::invalid(format!(
                "{} 年的{}已列入发放批次 {}，不能撤回；请先作废批次或红字冲销。没有撤回。",
                benefit.year,
                benefit.kind.label(),
                line.batch_no
            )));
        }
        tx.delete::<Benefit>(&benefit.id).await?;
    }
    tx.commit().await?;
    Ok(Nothing {})
}

fn bad(reason: &str) -> AppError {
    AppError::invalid(format!("{reason}没有登记，填写的内容都还在。"))
}
