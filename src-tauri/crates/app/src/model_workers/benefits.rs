//! What the rules give, for everybody, with reasons and clauses.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use songnuan_model::eligibility::Pack;
use songnuan_model::model_workers::{BenefitOutcome, WorkerFacts, benefit_reason_label};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Benefit, BenefitKind, ModelWorker};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::around::{self, Around, by_rule};
use crate::app::App;
use crate::commands::model_workers::{
    BenefitPreview, BenefitPreviewRow, BenefitQuery, BenefitResultView,
};
use crate::error::{AppError, AppResult};

/// Benefits on a day; nothing is written.
pub async fn benefit_preview(app: &App, request: BenefitQuery) -> AppResult<BenefitPreview> {
    let store = app.store_for(Act::SeeCases).await?;
    let asked = Asked::read(app, &store, &request).await?;
    let rows: Vec<BenefitPreviewRow> = asked
        .workers
        .iter()
        .map(|worker| BenefitPreviewRow {
            worker_id: worker.id.clone(),
            seq: worker.seq,
            name: asked.around.name(worker).to_owned(),
            results: asked.results(worker, &request),
        })
        .collect();
    let given = || {
        let results = rows.iter().flat_map(|row| &row.results);
        results.filter(|it| it.result.outcome == BenefitOutcome::Given)
    };
    Ok(BenefitPreview {
        year: asked.year,
        on: asked.on,
        pack_name: asked.pack.name.clone(),
        monthly: Fen::sum(given().map(|it| it.result.monthly)).unwrap_or(Fen::ZERO),
        yearly: Fen::sum(given().map(|it| it.result.yearly)).unwrap_or(Fen::ZERO),
        rows,
    })
}

/// Who is asked about, under which pack, for which year.
pub(super) struct Asked {
    pub year: i32,
    pub on: NaiveDate,
    pub pack: Pack,
    pub workers: Vec<ModelWorker>,
    pub around: Around,
    /// Declared for the year already.
    pub declared: HashSet<(Id, BenefitKind)>,
}

impl Asked {
    pub(super) async fn read(app: &App, store: &Store, request: &BenefitQuery) -> AppResult<Self> {
        let on = request.on.unwrap_or_else(|| app.host().today());
        let year = request.year.unwrap_or(on.year());
        let pack = around::pack(store, request.pack.as_deref()).await?;
        let rules = pack
            .version_on(on)
            .map_or(0, |version| version.benefits.len());
        if rules == 0 {
            return Err(AppError::invalid(format!(
                "政策包“{}”在 {on} 没有劳模待遇的规则。什么都没有改动；请换一个政策包或日期。",
                pack.name
            )));
        }
        let mut workers = match request.worker_ids.is_empty() {
            true => store.all::<ModelWorker>().await?,
            false => store.get_many::<ModelWorker>(&request.worker_ids).await?,
        };
        if workers.len() < request.worker_ids.len() {
            return Err(AppError::not_found("选中的一位劳模"));
        }
        workers.sort_by(|a, b| (a.seq, &a.id).cmp(&(b.seq, &b.id)));
        let around = Around::read(store, &workers).await?;
        let ids: Vec<Id> = workers.iter().map(|worker| worker.id.clone()).collect();
        let benefits = store.children_of_all::<Benefit>(&ids).await?;
        let declared = benefits
            .into_iter()
            .filter(|benefit| benefit.year == year)
            .map(|benefit| (benefit.model_worker_id, benefit.kind))
            .collect();
        Ok(Self {
            year,
            on,
            pack,
            workers,
            around,
            declared,
        })
    }

    pub(super) fn results(
        &self,
        worker: &ModelWorker,
        request: &BenefitQuery,
    ) -> Vec<BenefitResultView> {
        let facts = self.around.facts(worker, self.on, &request.facts);
        let of = |(id, kind): &(Id, BenefitKind)| (*id == worker.id).then_some(*kind);
        let declared: Vec<BenefitKind> = self.declared.iter().filter_map(of).collect();
        results(&self.pack, &request.kinds, &facts, &declared)
    }
}

/// What each rule gives; `kinds` empty = every kind the pack has.
pub(super) fn results(
    pack: &Pack,
    kinds: &[BenefitKind],
    facts: &WorkerFacts,
    declared: &[BenefitKind],
) -> Vec<BenefitResultView> {
    let wanted = |kind: &BenefitKind| kinds.is_empty() || kinds.contains(kind);
    let kinds = BenefitKind::ALL.into_iter().filter(wanted);
    let view = |kind| {
        let result = by_rule(pack, kind, facts)?;
        Some(BenefitResultView {
            kind_label: kind.label().to_owned(),
            outcome_label: result.outcome.label().to_owned(),
            reasons: words(&result.reasons),
            declared: declared.contains(&kind),
            result,
        })
    };
    kinds.filter_map(view).collect()
}

/// Reason codes in words.
pub(super) fn words(codes: &[String]) -> Vec<String> {
    codes
        .iter()
        .map(|code| benefit_reason_label(code))
        .collect()
}
