//! 困难职工补助(救助)申请审批表, pre-filled from an item of a campaign or from a file.

use chrono::{Datelike, NaiveDate};
use songnuan_model::dates::chinese_date;
use songnuan_model::ledger::BatchFacts;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, Batch, BatchStepKind, Campaign, CampaignItem, HardshipFile, PaymentLine, Person,
};
use songnuan_reports::data::{AidApplicationForm, Opinion, Tick};

use super::forms::Forms;
use super::gather::Gather;
use super::hardship::{money, present, text};
use super::visit::family_row;
use crate::batches::facts_of;
use crate::error::{AppError, AppResult};
use crate::files::{Dossier, code_word, fen_words, fraction, verdict_of};

/// What one form is made from.
struct Applicant {
    person: Person,
    dossier: Option<Dossier>,
    item: Option<CampaignItem>,
    /// The batch that pays the item, for those who may see it.
    batch: Option<BatchFacts>,
}

impl Gather<'_> {
    /// One form for each selected item or file; a campaign stands for everybody on its list.
    pub async fn applications(&self) -> AppResult<Forms> {
        let ids = self.selected()?;
        self.progress.stage("收集资料", ids.len());
        let mut forms = Vec::new();
        for (done, id) in ids.iter().enumerate() {
            if self.try_get::<HardshipFile>(id).await.is_some() {
                let dossier = self.dossier(id).await?;
                let applicant = Applicant {
                    person: dossier.applicant.clone(),
                    dossier: Some(dossier),
                    item: None,
                    batch: None,
                };
                forms.push(self.application(&applicant).await);
            } else {
                forms.extend(self.applications_of(id).await?);
            }
            self.progress.done(done + 1)?;
        }
        Ok(Forms::Applications(forms))
    }

    /// Forms of an item, or of everybody on a campaign's list.
    async fn applications_of(&self, id: &Id) -> AppResult<Vec<AidApplicationForm>> {
        let items = match self.try_get::<CampaignItem>(id).await {
            Some(item) => vec![item],
            None if self.try_get::<Campaign>(id).await.is_some() => self.list_of(id).await?,
            None => return Err(AppError::not_found("所选的名单人员、活动或档案")),
        };
        let mut forms = Vec::with_capacity(items.len());
        for item in items {
            let dossier = match &item.file_id {
                Some(file) => Some(self.dossier(file).await?),
                None => None,
            };
            let person = self.store.get::<Person>(&item.person_id).await?;
            let applicant = Applicant {
                person: person.ok_or_else(|| AppError::not_found("名单上的人员"))?,
                batch: self.batch_of(&item.id).await?,
                dossier,
                item: Some(item),
            };
            forms.push(self.application(&applicant).await);
        }
        Ok(forms)
    }

    /// The batch that pays an item and is not cancelled.
    async fn batch_of(&self, item: &Id) -> AppResult<Option<BatchFacts>> {
        if !self.sees_money() {
            return Ok(None);
        }
        let lines = self
            .store
            .by_key::<PaymentLine>("line_item", item.as_str())
            .await?;
        for line in lines.iter().rev() {
            let Some(batch) = self.store.get::<Batch>(&line.batch_id).await? else {
                continue;
            };
            let facts = facts_of(self.store, batch).await?;
            if !facts.is_cancelled() {
                return Ok(Some(facts));
            }
        }
        Ok(None)
    }

    async fn application(&self, applicant: &Applicant) -> AidApplicationForm {
        let mut form = who(&applicant.person, self.today);
        if let Some(dossier) = &applicant.dossier {
            of_file(&mut form, dossier, self.today);
            // Without a verdict the cell stays empty for the pen.
            let verdict = verdict_of(self.app, &dossier.file.id).await.ok().flatten();
            let words = verdict.and_then(|verdict| {
                fraction(&verdict.per_capita_month_fen).map(|(num, den)| fen_words(num, den))
            });
            form.per_capita = words.unwrap_or_default();
        }
        if let Some(item) = &applicant.item {
            of_item(&mut form, item);
        }
        if let Some(facts) = &applicant.batch {
            let amount = applicant.item.as_ref().map(|item| item.amount);
            of_batch(&mut form, facts, amount.unwrap_or_default(), self.today);
        }
        form
    }
}

fn who(person: &Person, on: NaiveDate) -> AidApplicationForm {
    let birth = person.birth.filter(|birth| *birth <= on);
    AidApplicationForm {
        name: person.name.clone(),
        sex: person
            .sex
            .map(|sex| sex.label().to_owned())
            .unwrap_or_default(),
        birth: birth
            .map(|day| format!("{}年{}月", day.year(), day.month()))
            .unwrap_or_default(),
        ethnicity: code_word("ethnicity", person.ethnicity.as_ref()).unwrap_or_default(),
        id_no: person.id_no.clone(),
        phone: text(&person.mobile),
        home_address: text(&person.home_address),
        card_holder: person.name.clone(),
        ..AidApplicationForm::default()
    }
}

fn of_file(form: &mut AidApplicationForm, dossier: &Dossier, on: NaiveDate) {
    let file = &dossier.file;
    form.employer = text(&file.employer);
    form.file_no = file.file_no.clone();
    form.members = present(dossier, on)
        .map(|row| family_row(row, on))
        .collect();
    let sum = |amounts: Vec<Fen>| match amounts.is_empty() {
        true => String::new(),
        false => money(Fen::sum(amounts)),
    };
    form.family_annual_income = money(crate::files::income_of(dossier));
    form.rigid_annual = sum(dossier.rigids.iter().map(|line| line.amount).collect());
    form.reason = text(&file.cause_text);
    form.bank = text(&file.bank);
    form.card_no = text(&file.card_no);
}

fn of_item(form: &mut AidApplicationForm, item: &CampaignItem) {
    let or = |own: &Option<String>, filled: &mut String| {
        if let Some(own) = own.as_ref().filter(|own| !own.is_empty()) {
            filled.clone_from(own);
        }
    };
    or(&item.employer, &mut form.employer);
    or(&item.card_holder, &mut form.card_holder);
    or(&item.card_no, &mut form.card_no);
    or(&item.bank, &mut form.bank);
    or(&item.temporary_reason, &mut form.reason);
    form.kinds = kinds(item.aid_kind);
}

/// The five boxes of the form, one ticked.
fn kinds(kind: AidKind) -> Vec<Tick> {
    let boxes = [
        ("生活救助", AidKind::LivingAid),
        ("医疗救助", AidKind::MedicalAid),
        ("子女助学", AidKind::SchoolAid),
        ("临时救助", AidKind::TemporaryAid),
    ];
    let tick = |label: String, on: bool| Tick { label, on };
    let known = boxes.iter().any(|(_, of)| *of == kind);
    let other = match known {
        true => "其他".to_owned(),
        false => format!("其他：{}", kind.label()),
    };
    let mut ticks: Vec<Tick> = boxes
        .iter()
        .map(|(label, of)| tick((*label).to_owned(), *of == kind))
        .collect();
    ticks.push(tick(other, !known));
    ticks
}

/// Notice, review and approval as far as the ledger knows them; what it does not know is the pen's.
fn of_batch(form: &mut AidApplicationForm, facts: &BatchFacts, amount: Fen, today: NaiveDate) {
    if let Some(notice) = facts.notice(today) {
        form.notice_from = chinese_date(notice.posted_on);
        form.notice_to = chinese_date(notice.ends_on);
        let objected = facts.step(BatchStepKind::ObjectionRaised).is_some();
        form.no_objection = (notice.over || objected).then_some(!objected);
    }
    let opinion = |kind: BatchStepKind| {
        let step = facts.step(kind);
        step.map(|step| Opinion {
            text: text(&step.opinion),
            date: chinese_date(step.on),
        })
    };
    // Review and approval are both the township's own; what the county says is written by hand.
    let approved = opinion(BatchStepKind::Approved);
    if approved.is_some() {
        form.amount_uppercase = amount.uppercase();
        form.amount = amount.to_string();
    }
    let township = approved.or_else(|| opinion(BatchStepKind::Reviewed));
    form.township_opinion = township.unwrap_or_default();
}
