//! 金秋助学名册, 汇总表 and 公示 of a round.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use songnuan_model::calendar::publicity_end;
use songnuan_model::dates::chinese_date;
use songnuan_model::ledger::NOTICE_DAYS;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Admission, AwardDecision, Person, ScholarshipCase, ScholarshipRound, ScholarshipStep,
    ScholarshipStepKind, SchoolLevel,
};
use songnuan_model::text::mask_name;
use songnuan_reports::data::{
    NoticeForm, NoticeRow, ScholarshipRosterForm, ScholarshipRosterRow, ScholarshipSummaryForm,
    ScholarshipSummaryRow,
};

use super::forms::Forms;
use super::gather::Gather;
use super::hardship::text;
use super::scholarships::{no_cases, school_and_major};
use crate::commands::scholarships::{ScholarshipQuery, ScholarshipRow};
use crate::error::{AppError, AppResult};
use crate::scholarships::{Paid, paid};

impl Gather<'_> {
    /// 名册 of each selected round: who is aided.
    pub async fn scholarship_rosters(&self) -> AppResult<Forms> {
        let ids = self.selected()?;
        self.progress.stage("收集资料", ids.len());
        let mut rosters = Vec::with_capacity(ids.len());
        for (done, id) in ids.iter().enumerate() {
            let round = self.round(id).await?;
            let rows = awarded(&round, self.applications_in(&round).await?)?;
            let people: Vec<Id> = rows.iter().map(|row| row.case.person_id.clone()).collect();
            let people = self.store.get_many::<Person>(&people).await?;
            let people: HashMap<&Id, &Person> = people.iter().map(|it| (&it.id, it)).collect();
            rosters.push(ScholarshipRosterForm {
                title: format!("{}{}名册", self.settings.org_name, round.name),
                unit: self.settings.org_name.clone(),
                period: window(&round),
                rows: rows
                    .iter()
                    .map(|row| roster_row(row, people.get(&row.case.person_id).copied()))
                    .collect(),
                handled_by: self.session.user.clone(),
                phone: text(&self.settings.contact_phone),
            });
            self.progress.done(done + 1)?;
        }
        Ok(Forms::ScholarshipRosters(rosters))
    }

    /// 汇总表 of each selected round, or of every round.
    pub async fn scholarship_summaries(&self) -> AppResult<Forms> {
        let rounds = if self.request.all {
            let mut rounds = self.store.all::<ScholarshipRound>().await?;
            rounds.sort_by(|a, b| (b.year, &b.id).cmp(&(a.year, &a.id)));
            rounds
        } else {
            let mut rounds = Vec::new();
            for id in self.selected()? {
                rounds.push(self.round(id).await?);
            }
            rounds
        };
        if rounds.is_empty() {
            return Err(AppError::invalid(
                "还没有助学活动。没有打印，请先新建一次助学活动。",
            ));
        }
        self.progress.stage("收集资料", rounds.len());
        let mut summaries = Vec::with_capacity(rounds.len());
        for (done, round) in rounds.iter().enumerate() {
            let rows = self.applications_in(round).await?;
            let ids: Vec<Id> = rows.iter().map(|row| row.case.id.clone()).collect();
            let paid = paid(self.store, &ids).await?;
            let aided = || rows.iter().filter(|row| is_awarded(row));
            let families: BTreeSet<String> = aided().map(|row| family(&row.case)).collect();
            summaries.push(ScholarshipSummaryForm {
                title: format!("{}{}汇总表", self.settings.org_name, round.name),
                unit: self.settings.org_name.clone(),
                period: window(round),
                rows: summary_rows(&rows, &paid),
                families: u32::try_from(families.len()).unwrap_or(u32::MAX),
                handled_by: self.session.user.clone(),
            });
            self.progress.done(done + 1)?;
        }
        Ok(Forms::ScholarshipSummaries(summaries))
    }

    /// 公示 of each selected round, or of the selected applications, a notice for each round.
    pub async fn scholarship_notices(&self) -> AppResult<Forms> {
        let ids = self.selected()?;
        self.progress.stage("收集资料", ids.len());
        let mut rounds: Vec<(Id, Option<Vec<Id>>)> = Vec::new();
        for id in ids {
            let Some(case) = self.try_get::<ScholarshipCase>(id).await else {
                rounds.push((id.clone(), None));
                continue;
            };
            match rounds.iter_mut().find(|(round, _)| *round == case.round_id) {
                Some((_, Some(cases))) => cases.push(id.clone()),
                Some((_, None)) => {}
                None => rounds.push((case.round_id, Some(vec![id.clone()]))),
            }
        }
        let mut notices = Vec::with_capacity(rounds.len());
        for (round, only) in rounds {
            let round = self.round(&round).await?;
            let mut rows = self.applications_in(&round).await?;
            rows.retain(|row| only.as_ref().is_none_or(|ids| ids.contains(&row.case.id)));
            let rows = awarded(&round, rows)?;
            notices.push(self.scholarship_notice(&round, &rows).await?);
        }
        self.progress.done(ids.len())?;
        Ok(Forms::Notices(notices))
    }

    async fn scholarship_notice(
        &self,
        round: &ScholarshipRound,
        rows: &[ScholarshipRow],
    ) -> AppResult<NoticeForm> {
        let (posted_on, ends_on) = self.notice_days(rows).await?;
        let unit = &self.settings.org_name;
        let sum = Fen::sum(rows.iter().map(|row| row.case.award)).unwrap_or(Fen::ZERO);
        let first = rows
            .first()
            .map(|row| mask_name(&row.name))
            .unwrap_or_default();
        let who = match rows.len() {
            1 => format!("{first}同学"),
            count => format!("{first}等{count}名学生"),
        };
        let opening = format!(
            "经本人申请、家长所在单位工会初审、{unit}审核，{}拟资助{who}，合计人民币{}（¥{sum}）。现予公示。",
            round.name,
            sum.uppercase()
        );
        let period = format!(
            "公示期：{}至{}（{NOTICE_DAYS}个工作日）。如有异议，请于公示期内以书面或电话形式反映，反映情况须签署真实姓名并提供联系方式。",
            chinese_date(posted_on),
            chinese_date(ends_on)
        );
        let contact = |label: &str, text: &str| (label.to_owned(), text.to_owned());
        let phone = self.settings.contact_phone.as_deref().unwrap_or_default();
        Ok(NoticeForm {
            title: format!("关于{}\n拟资助学生名单的公示", round.name),
            paragraphs: vec![opening, period],
            contacts: vec![contact("联系部门", unit), contact("监督电话", phone)],
            unit: unit.clone(),
            on: chinese_date(posted_on),
            // The school is left out: DOMAIN §2.9.
            rows: rows
                .iter()
                .map(|row| NoticeRow {
                    name: row.name.clone(),
                    employer: text(&row.case.parent_employer),
                    category: row.level_label.clone(),
                    amount: row.case.award,
                    project: String::new(),
                })
                .collect(),
            amount_head: "拟资助金额(元)".to_owned(),
            employer_head: "家长所在单位".to_owned(),
            category_head: "学历层次".to_owned(),
            list_title: "拟资助学生名单".to_owned(),
        })
    }

    /// The days that were recorded for all of them, else five working days from today.
    async fn notice_days(&self, rows: &[ScholarshipRow]) -> AppResult<(NaiveDate, NaiveDate)> {
        let ids: Vec<Id> = rows.iter().map(|row| row.case.id.clone()).collect();
        let steps = self.store.children_of_all::<ScholarshipStep>(&ids).await?;
        let posted: Vec<&ScholarshipStep> = steps
            .iter()
            .filter(|step| step.kind == ScholarshipStepKind::Publicised)
            .collect();
        let days: BTreeSet<(NaiveDate, NaiveDate)> = posted
            .iter()
            .filter_map(|step| Some((step.on, step.notice_ends_on?)))
            .collect();
        let all = posted.len() == rows.len() && days.len() == 1;
        let recorded = days.first().copied().filter(|_| all);
        let fresh = || (self.today, publicity_end(self.today, NOTICE_DAYS).date);
        Ok(recorded.unwrap_or_else(fresh))
    }

    async fn applications_in(&self, round: &ScholarshipRound) -> AppResult<Vec<ScholarshipRow>> {
        let query = ScholarshipQuery {
            round_id: Some(round.id.clone()),
            ..ScholarshipQuery::default()
        };
        let rows = crate::scholarships::list(self.app, query).await?.rows;
        match rows.is_empty() {
            true => Err(no_cases(round)),
            false => Ok(rows),
        }
    }
}

fn is_awarded(row: &ScholarshipRow) -> bool {
    row.case.decision == AwardDecision::Award
}

/// Those who are aided; without any there is nothing to list.
fn awarded(
    round: &ScholarshipRound,
    mut rows: Vec<ScholarshipRow>,
) -> AppResult<Vec<ScholarshipRow>> {
    rows.retain(is_awarded);
    if rows.is_empty() {
        return Err(AppError::invalid(format!(
            "“{}”还没有判定为资助的学生。没有打印，请先判定申请。",
            round.name
        )));
    }
    Ok(rows)
}

fn window(round: &ScholarshipRound) -> String {
    format!(
        "{}至{}",
        chinese_date(round.opens_on),
        chinese_date(round.closes_on)
    )
}

fn roster_row(row: &ScholarshipRow, person: Option<&Person>) -> ScholarshipRosterRow {
    let case = &row.case;
    let sex = person.and_then(|person| person.sex);
    let mut notes = Vec::new();
    if case.counterpart {
        notes.push("对口援助");
    }
    if row.paid {
        notes.push("已发放");
    }
    ScholarshipRosterRow {
        name: row.name.clone(),
        sex: sex.map(|sex| sex.label().to_owned()).unwrap_or_default(),
        id_no: person.map(|it| it.id_no.clone()).unwrap_or_default(),
        school: school_and_major(case),
        level: row.level_label.clone(),
        admission: case.admission.map_or("", Admission::label).to_owned(),
        parent: case.parent_name.clone(),
        employer: text(&case.parent_employer),
        file_no: match row.filed {
            // “在档 998101-2015-001”: the number alone.
            true => row.file_label.rsplit(' ').next().unwrap_or_default(),
            false => "未建档",
        }
        .to_owned(),
        amount: case.award,
        note: notes.join("、"),
    }
}

/// One family: the file, else the parent, else the parent's name with the employer.
fn family(case: &ScholarshipCase) -> String {
    let file = case.parent_file_id.as_ref().map(|id| id.0.clone());
    let parent = || case.parent_person_id.as_ref().map(|id| id.0.clone());
    let stated = || case.stated_file_no.clone();
    let named = || format!("{}|{}", case.parent_name, text(&case.parent_employer));
    file.or_else(parent).or_else(stated).unwrap_or_else(named)
}

/// A line for each level there is, from low to high; 未填 last.
fn summary_rows(rows: &[ScholarshipRow], paid: &HashMap<Id, Paid>) -> Vec<ScholarshipSummaryRow> {
    let mut lines: BTreeMap<(bool, Option<SchoolLevel>), ScholarshipSummaryRow> = BTreeMap::new();
    let plus = |one: Fen, other: Fen| one.checked_add(other).unwrap_or(one);
    for row in rows {
        let case = &row.case;
        let line = lines
            .entry((case.level.is_none(), case.level))
            .or_insert_with(|| ScholarshipSummaryRow {
                level: row.level_label.clone(),
                ..ScholarshipSummaryRow::default()
            });
        line.applications += 1;
        match case.decision {
            AwardDecision::Pending => line.pending += 1,
            AwardDecision::Refused => line.refused += 1,
            AwardDecision::Award => {
                match case.admission {
                    Some(Admission::New) => line.new += 1,
                    Some(Admission::InSchool) => line.in_school += 1,
                    Some(Admission::Continuing) => line.continuing += 1,
                    // Not told: counted among the aided, under none of the three.
                    None => {}
                }
                if row.filed {
                    line.filed += 1;
                    line.filed_amount = plus(line.filed_amount, case.award);
                } else {
                    line.unfiled += 1;
                    line.unfiled_amount = plus(line.unfiled_amount, case.award);
                }
            }
        }
        if let Some(paid) = paid.get(&case.id).filter(|it| it.paid) {
            line.paid += 1;
            line.paid_amount = plus(line.paid_amount, paid.amount);
        }
    }
    lines.into_values().collect()
}
