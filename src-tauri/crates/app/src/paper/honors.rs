//! 荣誉台账 and 劳模慰问登记.

use std::collections::{HashMap, HashSet};

use songnuan_model::dates::chinese_date;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{HardshipFile, ModelWorker, Person, Visit, VisitState};
use songnuan_reports::data::{
    HonorLedgerForm, HonorLedgerRow, ModelWorkerVisitsForm, ModelWorkerVisitsRow,
};

use super::forms::Forms;
use super::gather::Gather;
use super::hardship::text;
use super::ledgers::{day_of, period, raised, solved};
use crate::commands::model_workers::{HonorQuery, HonorRow, HonorView};
use crate::error::{AppError, AppResult};

impl Gather<'_> {
    /// The honours of the selected model workers, or every honour: of craftsmen and units too.
    pub async fn honor_ledger(&self) -> AppResult<Forms> {
        self.progress.stage("收集资料", 1);
        let list = crate::model_workers::honor_list(self.app, HonorQuery::default()).await?;
        let workers = match self.request.all {
            true => self.store.all::<ModelWorker>().await?,
            false => self.registry().await?,
        };
        let place: HashMap<&Id, u32> = workers.iter().map(|it| (&it.id, it.seq)).collect();
        let of = |row: &HonorRow| {
            let worker = row.view.honor.model_worker_id.as_ref();
            worker.and_then(|id| place.get(id).copied())
        };
        let mut rows = list.rows;
        rows.retain(|row| self.request.all || of(row).is_some());
        if rows.is_empty() {
            return Err(AppError::invalid(
                "还没有登记荣誉。没有打印，请先在劳模或荣誉里登记。",
            ));
        }
        // The registry in its order, then everybody else; the earliest award first.
        rows.sort_by(|a, b| {
            let key = |row: &HonorRow| {
                let honor = &row.view.honor;
                let day = honor.awarded_on.clone();
                (
                    of(row).unwrap_or(u32::MAX),
                    row.holder.clone(),
                    day,
                    honor.seq,
                )
            };
            key(a).cmp(&key(b))
        });
        self.progress.done(1)?;
        Ok(Forms::HonorLedgers(vec![HonorLedgerForm {
            title: format!("{}荣誉台账", self.settings.org_name),
            unit: self.settings.org_name.clone(),
            as_of: chinese_date(self.today),
            rows: rows.iter().map(honor_row).collect(),
            handled_by: self.session.user.clone(),
        }]))
    }

    /// Visits to the selected model workers, or to everybody in the registry.
    pub async fn model_worker_visits(&self) -> AppResult<Forms> {
        let workers = self.registry().await?;
        self.progress.stage("收集资料", workers.len());
        let ids: Vec<Id> = workers.iter().map(|it| it.person_id.clone()).collect();
        let people = self.store.get_many::<Person>(&ids).await?;
        let (from, to) = (self.request.from, self.request.to);
        let mut seen = HashSet::new();
        let mut found: Vec<(Visit, &ModelWorker)> = Vec::new();
        for (done, worker) in workers.iter().enumerate() {
            for visit in self.visits_of(worker).await? {
                let day = day_of(&visit);
                let meant = visit.state != VisitState::Planned
                    && from.is_none_or(|from| day.is_some_and(|day| day >= from))
                    && to.is_none_or(|to| day.is_some_and(|day| day <= to));
                if meant && seen.insert(visit.id.clone()) {
                    found.push((visit, worker));
                }
            }
            self.progress.done(done + 1)?;
        }
        if found.is_empty() {
            return Err(AppError::invalid(
                "这段时间里没有登记过对所选劳模的走访慰问。没有打印，请换一个期间，或先登记走访。",
            ));
        }
        found.sort_by(|(a, _), (b, _)| (day_of(a), &a.id).cmp(&(day_of(b), &b.id)));
        let days = || found.iter().filter_map(|(visit, _)| day_of(visit));
        let period = period(from.or(days().min()), to.or(days().max()));
        let rows = found.iter().map(|(visit, worker)| {
            let person = people.iter().find(|it| it.id == worker.person_id);
            visit_row(visit, worker, person)
        });
        Ok(Forms::ModelWorkerVisits(vec![ModelWorkerVisitsForm {
            title: format!("{}劳模慰问登记", self.settings.org_name),
            unit: self.settings.org_name.clone(),
            period,
            rows: rows.collect(),
            handled_by: self.session.user.clone(),
        }]))
    }

    /// Visits to the person, and to the household whose file is the person's own.
    async fn visits_of(&self, worker: &ModelWorker) -> AppResult<Vec<Visit>> {
        let person = worker.person_id.as_str();
        let mut visits = self.store.by_key::<Visit>("visited_person", person).await?;
        let files = self
            .store
            .by_key::<HardshipFile>("applicant", person)
            .await?;
        for file in files {
            let to_file = self.store.children::<Visit>(&file.id).await?;
            visits.extend(to_file.into_iter().filter(|it| it.person_id.is_none()));
        }
        Ok(visits)
    }
}

fn honor_row(row: &HonorRow) -> HonorLedgerRow {
    let honor = &row.view.honor;
    HonorLedgerRow {
        name: row.holder.clone(),
        title: honor.title.clone(),
        level: row.view.level_label.clone(),
        issuer: text(&honor.issuer),
        awarded_on: text(&honor.awarded_on),
        cert_no: text(&honor.cert_no),
        medal: row
            .view
            .medal_label
            .clone()
            .unwrap_or_else(|| "无".to_owned()),
        events: events(&row.view),
        note: text(&honor.note),
    }
}

/// “2016-12-26 被盗；日期不详 找回”: a date nobody recorded is not made up.
fn events(view: &HonorView) -> String {
    let word = |it: &crate::commands::model_workers::MedalEventView| match it.event.on {
        Some(on) => format!("{on} {}", it.label),
        None => format!("日期不详 {}", it.label),
    };
    // That it was held from the start says nothing.
    match view.events.as_slice() {
        [only] if only.event.on.is_none() => String::new(),
        events => events.iter().map(word).collect::<Vec<_>>().join("；"),
    }
}

fn visit_row(visit: &Visit, worker: &ModelWorker, person: Option<&Person>) -> ModelWorkerVisitsRow {
    let home = person.and_then(|it| it.home_address.clone());
    let reason = text(&visit.reason);
    let outcome = match visit.state {
        VisitState::Visited => String::new(),
        other => format!("（{}）", other.label()),
    };
    ModelWorkerVisitsRow {
        on: text(&day_of(visit).map(|day| day.to_string())),
        name: person.map(|it| it.name.clone()).unwrap_or_default(),
        level: worker.level.label().to_owned(),
        place: visit
            .place
            .clone()
            .or(home)
            .or_else(|| worker.employer_now.clone())
            .unwrap_or_default(),
        reason: format!("{reason}{outcome}"),
        visitors: visit.visitors.join("、"),
        money: visit.money_given.unwrap_or(Fen::ZERO),
        goods: text(&visit.goods_given),
        problems: raised(visit),
        solution: solved(visit),
    }
}
