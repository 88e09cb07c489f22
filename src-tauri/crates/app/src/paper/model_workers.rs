//! 劳动模范登记表 and 劳模三金申报表.

use std::collections::{BTreeMap, HashMap};

use chrono::Datelike;
use songnuan_model::dates::chinese_date;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Attachment, Benefit, BenefitKind as B, MedalEventKind as M, ModelWorker, Person,
};
use songnuan_reports::data::{
    BenefitYearRow, HonorRow, ModelWorkerForm, ModelWorkerFundsForm, ModelWorkerFundsRow, Photo,
    VisitFamilyRow,
};

use super::forms::Forms;
use super::gather::Gather;
use super::hardship::{money, text};
use crate::commands::files::MemberView;
use crate::commands::internal;
use crate::commands::model_workers::{BenefitView, HonorView, ModelWorkerDetail};
use crate::commands::shared::RecordRef;
use crate::error::{AppError, AppResult};
use crate::files::code_word;
use crate::visits::{PORTRAIT, as_jpeg};

/// 三金.
const FUNDS: [B; 3] = [B::LivingSubsidy, B::SpecialHardshipFund, B::FestivalMoney];

impl Gather<'_> {
    /// The selected model workers, or everybody in the registry, in its order.
    pub async fn registry(&self) -> AppResult<Vec<ModelWorker>> {
        let mut workers = if self.request.all {
            self.store.all::<ModelWorker>().await?
        } else {
            let mut workers = Vec::new();
            for id in self.selected()? {
                let worker = self.try_get::<ModelWorker>(id).await;
                workers.push(worker.ok_or_else(|| AppError::not_found("所选的劳模"))?);
            }
            workers
        };
        if workers.is_empty() {
            return Err(AppError::invalid(
                "还没有登记劳模。没有打印，请先登记或导入劳模名册。",
            ));
        }
        workers.sort_by(|a, b| (a.seq, &a.id).cmp(&(b.seq, &b.id)));
        Ok(workers)
    }

    /// One form for each model worker.
    pub async fn model_worker_forms(&self) -> AppResult<Forms> {
        let workers = self.registry().await?;
        self.progress.stage("收集资料", workers.len());
        let mut forms = Vec::with_capacity(workers.len());
        for (done, worker) in workers.iter().enumerate() {
            forms.push(self.model_worker_form(worker).await?);
            self.progress.done(done + 1)?;
        }
        Ok(Forms::ModelWorkers(forms))
    }

    async fn model_worker_form(&self, worker: &ModelWorker) -> AppResult<ModelWorkerForm> {
        let id = worker.id.clone();
        let detail = crate::model_workers::get(self.app, RecordRef { id }).await?;
        let person = self.store.get::<Person>(&worker.person_id).await?;
        let person = person.ok_or_else(|| AppError::not_found("这个人员"))?;
        let code =
            |table: &str, id: &Option<String>| code_word(table, id.as_ref()).unwrap_or_default();
        let sex = person.sex.map(|sex| sex.label().to_owned());
        let month = |day: chrono::NaiveDate| format!("{}年{}月", day.year(), day.month());
        Ok(ModelWorkerForm {
            unit: self.settings.org_name.clone(),
            filled_on: chinese_date(self.today),
            sex: sex.unwrap_or_default(),
            ethnicity: code("ethnicity", &person.ethnicity),
            birth: text(&person.birth.map(month)),
            native_place: text(&worker.native_place),
            education: code("education", &person.education),
            political_status: code("political_status", &person.political_status),
            work_start: text(&worker.work_start),
            retired_on: text(&worker.retired_on.map(month)),
            portrait: self.portrait(&worker.id).await?,
            employer_now: employer_now(worker),
            employer_then: text(&worker.employer_then),
            home_address: text(&person.home_address),
            phone: text(&person.mobile),
            honors: detail.row.honors.iter().map(honor_row).collect(),
            deeds: text(&worker.deeds),
            members: family(&detail),
            monthly_income: money(worker.monthly_income),
            housing: text(&worker.housing),
            health: code("health", &person.health),
            medical_insurance: code("medical_insurance", &person.medical_insurance),
            living_state: text(&worker.living_state),
            benefits: years(&detail.benefits),
            name: person.name,
            id_no: person.id_no,
            ..ModelWorkerForm::default()
        })
    }

    /// The last picture that was added as 证件照.
    async fn portrait(&self, worker: &Id) -> AppResult<Option<Photo>> {
        let pictures = self.store.children::<Attachment>(worker).await?;
        let Some(picture) = pictures.into_iter().rfind(|it| it.kind == PORTRAIT) else {
            return Ok(None);
        };
        let bytes = self.store.get_blob(&picture.blob).await?;
        let jpeg = tokio::task::spawn_blocking(move || as_jpeg(bytes)).await;
        let jpeg = jpeg.map_err(internal)?;
        Ok(jpeg.map(|jpeg| Photo {
            jpeg,
            caption: picture.kind,
        }))
    }

    /// 三金 declared for a year, one line for each model worker.
    pub async fn model_worker_funds(&self) -> AppResult<Forms> {
        let year = self.request.year.unwrap_or(self.today.year());
        let workers = self.registry().await?;
        self.progress.stage("收集资料", workers.len());
        let mut benefits: HashMap<Id, Vec<Benefit>> = HashMap::new();
        for benefit in self
            .store
            .by_key::<Benefit>("benefit_year", &year.to_string())
            .await?
        {
            if FUNDS.contains(&benefit.kind) {
                let worker = benefit.model_worker_id.clone();
                benefits.entry(worker).or_default().push(benefit);
            }
        }
        let mut rows = Vec::new();
        for (done, worker) in workers.iter().enumerate() {
            if let Some(benefits) = benefits.get(&worker.id) {
                rows.push(self.funds_row(worker, benefits).await?);
            }
            self.progress.done(done + 1)?;
        }
        if rows.is_empty() {
            return Err(AppError::invalid(format!(
                "{year} 年还没有申报“三金”（生活困难补助金、特殊困难帮扶金、春节慰问金）。没有打印，请先在劳模待遇里申报。"
            )));
        }
        let days = benefits.values().flatten().filter_map(|it| it.declared_on);
        Ok(Forms::ModelWorkerFunds(vec![ModelWorkerFundsForm {
            title: format!("{}{year}年劳动模范“三金”申报表", self.settings.org_name),
            unit: self.settings.org_name.clone(),
            declared_on: text(&days.max().map(chinese_date)),
            rows,
            handled_by: self.session.user.clone(),
            phone: text(&self.settings.contact_phone),
        }]))
    }

    async fn funds_row(
        &self,
        worker: &ModelWorker,
        benefits: &[Benefit],
    ) -> AppResult<ModelWorkerFundsRow> {
        let person = self.store.get::<Person>(&worker.person_id).await?;
        let person = person.unwrap_or_default();
        let honors = crate::model_workers::honors_of(self.store, &worker.id).await?;
        let sum = |kind: B| {
            let own = benefits.iter().filter(|it| it.kind == kind);
            Fen::sum(own.map(|it| it.amount)).unwrap_or(Fen::ZERO)
        };
        let mut basis: Vec<&str> = benefits.iter().map(|it| it.basis.as_str()).collect();
        basis.retain(|basis| !basis.is_empty());
        basis.dedup();
        Ok(ModelWorkerFundsRow {
            sex: person
                .sex
                .map(|sex| sex.label().to_owned())
                .unwrap_or_default(),
            honor: honors.first().map_or_else(
                || worker.level.label().to_owned(),
                |view| format!("{}（{}）", view.honor.title, view.level_label),
            ),
            kind: worker.kind.label().to_owned(),
            monthly_income: money(worker.monthly_income),
            living: sum(B::LivingSubsidy),
            special: sum(B::SpecialHardshipFund),
            festival: sum(B::FestivalMoney),
            basis: basis.join("；"),
            name: person.name,
            id_no: person.id_no,
        })
    }
}

/// Where somebody works now; a pensioner works nowhere, and the form says so.
fn employer_now(worker: &ModelWorker) -> String {
    use songnuan_model::records::WorkerKind::{Farmer, InService, Retired, RetiredCadre};
    match (&worker.employer_now, worker.kind) {
        (Some(now), _) if !now.is_empty() => now.clone(),
        (_, Retired | RetiredCadre) => worker.kind.label().to_owned(),
        (_, InService | Farmer) => String::new(),
    }
}

fn honor_row(view: &HonorView) -> HonorRow {
    let honor = &view.honor;
    HonorRow {
        title: honor.title.clone(),
        awarded_on: text(&honor.awarded_on),
        issuer: text(&honor.issuer),
        cert_no: text(&honor.cert_no),
        medal: medal(view),
    }
}

/// 奖章(有/遗失/找回), with the day where it is known.
fn medal(view: &HonorView) -> String {
    let word = match view.medal {
        None => return "无".to_owned(),
        Some(M::Held) => "有",
        Some(kind) => kind.label(),
    };
    let on = view.events.iter().rev().map(|it| &it.event);
    let on = on
        .filter(|event| Some(event.kind) == view.medal)
        .find_map(|it| it.on);
    match on {
        Some(on) if view.medal != Some(M::Held) => format!("{word} {on}"),
        _ => word.to_owned(),
    }
}

fn family(detail: &ModelWorkerDetail) -> Vec<VisitFamilyRow> {
    let row = |member: &MemberView| VisitFamilyRow {
        name: member.person.name.clone(),
        relation: member.relation_label.clone(),
        age: text(&member.person.age_completed.map(|age| age.to_string())),
        health: code_word("health", member.person.health.as_ref()).unwrap_or_default(),
        employer_or_school: text(&member.employer_or_school),
        monthly_income: money(member.monthly_income),
        ..VisitFamilyRow::default()
    };
    let members = detail.family.members.iter();
    members
        .filter(|member| member.left_on.is_none())
        .map(row)
        .collect()
}

/// 待遇, one line for each year, the latest first.
fn years(benefits: &[BenefitView]) -> Vec<BenefitYearRow> {
    let mut years: BTreeMap<i32, BTreeMap<B, Fen>> = BTreeMap::new();
    for view in benefits {
        let benefit = &view.benefit;
        let sum = years.entry(benefit.year).or_default();
        let sum = sum.entry(benefit.kind).or_insert(Fen::ZERO);
        *sum = sum.checked_add(benefit.amount).unwrap_or(*sum);
    }
    let row = |(year, kinds): (i32, BTreeMap<B, Fen>)| {
        let amount = |kind: B| {
            kinds
                .get(&kind)
                .map(|fen| fen.to_string())
                .unwrap_or_default()
        };
        let done = |kind: B| {
            kinds.get(&kind).map(|fen| match *fen {
                Fen::ZERO => kind.label().to_owned(),
                fen => format!("{} {fen}", kind.label()),
            })
        };
        let done: Vec<String> = [B::MedicalCheck, B::Recuperation]
            .into_iter()
            .filter_map(done)
            .collect();
        BenefitYearRow {
            year: year.to_string(),
            living: amount(B::LivingSubsidy),
            special: amount(B::SpecialHardshipFund),
            festival: amount(B::FestivalMoney),
            allowance: amount(B::HonorAllowance),
            check_up: done.join("、"),
        }
    };
    years.into_iter().rev().map(row).collect()
}
