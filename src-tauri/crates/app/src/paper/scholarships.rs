//! 金秋助学申请审批表: filled from an application, the family's file and the steps taken.

use chrono::{Datelike, NaiveDate};
use songnuan_model::dates::chinese_date;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Admission, AwardDecision, Person, ScholarshipCase, ScholarshipRound, ScholarshipStep,
    ScholarshipStepKind as K, SchoolLevel,
};
use songnuan_reports::data::{Opinion, ScholarshipApplicationForm, Tick, VisitFamilyRow};

use super::forms::Forms;
use super::gather::Gather;
use super::hardship::{money, present, text};
use super::visit::family_row;
use crate::error::{AppError, AppResult};
use crate::files::{Dossier, code_word, fen_words, fraction, income_of, verdict_of};

impl Gather<'_> {
    /// One form for each selected application; a round stands for everybody in it.
    pub async fn scholarship_applications(&self) -> AppResult<Forms> {
        let cases = self.cases_of(self.selected()?).await?;
        self.progress.stage("收集资料", cases.len());
        let mut forms = Vec::with_capacity(cases.len());
        for (done, (round, case)) in cases.iter().enumerate() {
            forms.push(self.scholarship_application(round, case).await?);
            self.progress.done(done + 1)?;
        }
        Ok(Forms::ScholarshipApplications(forms))
    }

    /// The applications behind ids of applications and rounds, each with its round.
    async fn cases_of(&self, ids: &[Id]) -> AppResult<Vec<(ScholarshipRound, ScholarshipCase)>> {
        let mut found = Vec::new();
        for id in ids {
            if let Some(case) = self.try_get::<ScholarshipCase>(id).await {
                found.push((self.round(&case.round_id).await?, case));
                continue;
            }
            let round = self.round(id).await?;
            let mut cases = self.store.children::<ScholarshipCase>(id).await?;
            cases.sort_by(|a, b| (a.seq, &a.id).cmp(&(b.seq, &b.id)));
            if cases.is_empty() {
                return Err(no_cases(&round));
            }
            found.extend(cases.into_iter().map(|case| (round.clone(), case)));
        }
        Ok(found)
    }

    /// A round, or the sentence that it is gone.
    pub async fn round(&self, id: &Id) -> AppResult<ScholarshipRound> {
        let round = self.try_get::<ScholarshipRound>(id).await;
        round.ok_or_else(|| AppError::not_found("所选的助学活动或申请"))
    }

    async fn scholarship_application(
        &self,
        round: &ScholarshipRound,
        case: &ScholarshipCase,
    ) -> AppResult<ScholarshipApplicationForm> {
        let student = self.store.get::<Person>(&case.person_id).await?;
        let student = student.ok_or_else(|| AppError::not_found("这名学生"))?;
        let mut form = self.applicant(round, case, &student);
        match &case.parent_file_id {
            Some(file) => {
                let dossier = self.dossier(file).await?;
                self.household(&mut form, &dossier, &student.id).await;
            }
            None => form.members = self.parent_row(case).await?.into_iter().collect(),
        }
        let steps = self.store.children::<ScholarshipStep>(&case.id).await?;
        of_steps(&mut form, case, &steps, self.today);
        Ok(form)
    }

    fn applicant(
        &self,
        round: &ScholarshipRound,
        case: &ScholarshipCase,
        student: &Person,
    ) -> ScholarshipApplicationForm {
        let sex = student.sex.map(|sex| sex.label().to_owned());
        let birth = student.birth.filter(|birth| *birth <= self.today);
        let years = |n: u32| format!("{n}年");
        let holder = case.card_holder.clone();
        // A student already at school applies from there; a new one is admitted to it.
        let school = school_and_major(case);
        let (current_school, admitted_to) = match case.admission {
            Some(Admission::New) | None => (String::new(), school),
            Some(_) => (school, String::new()),
        };
        ScholarshipApplicationForm {
            unit: self.settings.org_name.clone(),
            no: format!("{}-{:03}", round.year, case.seq),
            name: student.name.clone(),
            sex: sex.unwrap_or_default(),
            birth: birth
                .map(|day| format!("{}年{}月", day.year(), day.month()))
                .unwrap_or_default(),
            ethnicity: code_word("ethnicity", student.ethnicity.as_ref()).unwrap_or_default(),
            id_no: student.id_no.clone(),
            phone: text(&student.mobile),
            current_school,
            admitted_to,
            levels: levels(case.level),
            admissions: admissions(case.admission),
            entered_on: text(&case.entry_year.map(|year| format!("{year}年"))),
            length: text(&case.length_years.map(years)),
            tuition: money(case.tuition),
            admission_no: text(&case.admission_no),
            parent_name: case.parent_name.clone(),
            employer: text(&case.parent_employer),
            file_no: text(&case.stated_file_no),
            other_aid: other_aid(case),
            reason: text(&case.application_reason),
            applied_on: text(&case.applied_on.map(chinese_date)),
            card_holder: text(&holder),
            bank: text(&case.bank),
            card_no: text(&case.card_no),
            ..ScholarshipApplicationForm::default()
        }
    }

    /// What the family's file knows: who lives there, and what they live on.
    async fn household(
        &self,
        form: &mut ScholarshipApplicationForm,
        dossier: &Dossier,
        student: &Id,
    ) {
        let file = &dossier.file;
        form.file_no = file.file_no.clone();
        let mut members = Vec::new();
        if dossier.applicant.id != *student {
            members.push(VisitFamilyRow {
                name: dossier.applicant.name.clone(),
                relation: "户主".to_owned(),
                age: age(&dossier.applicant, self.today),
                health: code_word("health", dossier.applicant.health.as_ref()).unwrap_or_default(),
                employer_or_school: text(&file.employer),
                monthly_income: money(file.own_monthly_income),
                ..VisitFamilyRow::default()
            });
        }
        let others = present(dossier, self.today).filter(|row| row.person.id != *student);
        members.extend(others.map(|row| family_row(row, self.today)));
        form.members = members;
        form.family_size = dossier.size(self.today).to_string();
        form.annual_income = money(income_of(dossier));
        // Without a verdict the cell stays empty for the pen.
        let verdict = verdict_of(self.app, &file.id).await.ok().flatten();
        let words = verdict.and_then(|verdict| {
            fraction(&verdict.per_capita_month_fen).map(|(num, den)| fen_words(num, den))
        });
        form.per_capita = words.unwrap_or_default();
    }

    /// The parent alone, as the application tells; a blank form where it tells nothing.
    async fn parent_row(&self, case: &ScholarshipCase) -> AppResult<Option<VisitFamilyRow>> {
        if case.parent_name.is_empty() {
            return Ok(None);
        }
        let parent = match &case.parent_person_id {
            Some(id) => self.store.get::<Person>(id).await?,
            None => None,
        };
        let health = parent.as_ref().and_then(|it| it.health.as_ref());
        Ok(Some(VisitFamilyRow {
            name: case.parent_name.clone(),
            relation: "家长".to_owned(),
            age: parent
                .as_ref()
                .map(|it| age(it, self.today))
                .unwrap_or_default(),
            health: code_word("health", health).unwrap_or_default(),
            employer_or_school: text(&case.parent_employer),
            ..VisitFamilyRow::default()
        }))
    }
}

/// The sentence for a round without applications.
pub fn no_cases(round: &ScholarshipRound) -> AppError {
    AppError::invalid(format!(
        "“{}”还没有申请。没有打印，请先登记或导入申请。",
        round.name
    ))
}

/// 院校及专业.
pub fn school_and_major(case: &ScholarshipCase) -> String {
    match &case.major {
        Some(major) if !major.is_empty() => format!("{}　{major}", case.school),
        _ => case.school.clone(),
    }
}

fn age(person: &Person, on: NaiveDate) -> String {
    let age = person
        .birth
        .and_then(|birth| songnuan_model::dates::age_completed(birth, on));
    age.map(|age| age.to_string()).unwrap_or_default()
}

fn levels(level: Option<SchoolLevel>) -> Vec<Tick> {
    let tick = |it: SchoolLevel| Tick {
        label: it.label().to_owned(),
        on: level == Some(it),
    };
    SchoolLevel::ALL.into_iter().map(tick).collect()
}

/// 新录取 and 在读 as on the form; a continued student is at school, and says so.
fn admissions(admission: Option<Admission>) -> Vec<Tick> {
    let tick = |label: &str, on: bool| Tick {
        label: label.to_owned(),
        on,
    };
    let school = match admission {
        Some(Admission::Continuing) => "在读（连续资助）",
        _ => "在读",
    };
    let there = matches!(admission, Some(Admission::InSchool | Admission::Continuing));
    vec![
        tick("新录取", admission == Some(Admission::New)),
        tick(school, there),
    ]
}

fn other_aid(case: &ScholarshipCase) -> String {
    let words = text(&case.other_aid);
    match case.other_aid_amount.filter(|fen| fen.0 > 0) {
        Some(fen) if songnuan_model::scholarship::other_aid(&words).amount != Some(fen) => {
            format!("{words}　{fen}元")
        }
        _ => words,
    }
}

/// Review, notice and approval as far as the steps know them; what they do not know is the pen's.
fn of_steps(
    form: &mut ScholarshipApplicationForm,
    case: &ScholarshipCase,
    steps: &[ScholarshipStep],
    today: NaiveDate,
) {
    let last = |kind: K| steps.iter().rev().find(|step| step.kind == kind);
    let opinion = |kind: K| {
        let step = last(kind);
        step.map(|step| Opinion {
            text: text(&step.opinion),
            date: chinese_date(step.on),
        })
    };
    form.union_opinion = opinion(K::GrassReviewed).unwrap_or_default();
    let approved = last(K::Approved);
    if let Some(notice) = last(K::Publicised) {
        form.notice_from = chinese_date(notice.on);
        form.notice_to = text(&notice.notice_ends_on.map(chinese_date));
        // Nothing is approved against an objection.
        let over = notice.notice_ends_on.is_some_and(|end| end < today);
        form.no_objection = (over && approved.is_some()).then_some(true);
    }
    // Approval is the township's own; what the county says is written by hand.
    form.township_opinion = opinion(K::Approved).unwrap_or_default();
    if approved.is_some() && case.decision == AwardDecision::Award {
        form.amount_uppercase = case.award.uppercase();
        form.amount = case.award.to_string();
    }
}
