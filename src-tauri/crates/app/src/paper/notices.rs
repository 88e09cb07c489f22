//! 公示 of a batch: masked names, no numbers, the days of the notice computed by working days.

use songnuan_model::calendar::publicity_end;
use songnuan_model::dates::chinese_date;
use songnuan_model::ledger::{BatchFacts, NOTICE_DAYS};
use songnuan_model::money::Fen;
use songnuan_model::records::{AidKind, CountUnit};
use songnuan_model::text::mask_name;
use songnuan_reports::data::{NoticeForm, NoticeRow};

use super::forms::Forms;
use super::gather::Gather;
use super::people::{People, category_words};
use super::rosters::money_of;
use crate::batches::facts;
use crate::error::{AppError, AppResult};

impl Gather<'_> {
    /// One notice for each selected batch.
    pub async fn notices(&self) -> AppResult<Forms> {
        let ids = self.selected()?;
        self.progress.stage("收集资料", ids.len());
        let mut notices = Vec::with_capacity(ids.len());
        for (done, id) in ids.iter().enumerate() {
            let facts = facts(self.store, id).await?;
            notices.push(self.notice(&facts).await?);
            self.progress.done(done + 1)?;
        }
        Ok(Forms::Notices(notices))
    }

    /// The notice of a batch; not yet posted, it is dated today.
    pub async fn notice(&self, facts: &BatchFacts) -> AppResult<NoticeForm> {
        let people = People::of_lines(self.store, &facts.lines).await?;
        let lines = facts.lines.iter().zip(facts.line_states());
        let lines: Vec<_> = lines
            .filter(|(_, state)| state.is_live())
            .map(|(line, _)| line)
            .collect();
        let Some(first) = lines.first() else {
            return Err(AppError::invalid(format!(
                "批次 {} 没有待发放的款项（已作废或已全部冲销），没有可以公示的内容。",
                facts.batch.no
            )));
        };
        let several = lines.iter().any(|line| line.aid_kind != first.aid_kind);
        let rows: Vec<NoticeRow> = lines
            .iter()
            .map(|line| NoticeRow {
                name: people.name(&line.person_id),
                employer: people.employer(line),
                category: category_words(&line.category),
                amount: line.amount,
                // One kind of aid is said in the title already.
                project: project(line.aid_kind, several),
            })
            .collect();
        let of = |unit: CountUnit| lines.iter().filter(|line| line.unit == unit).count();
        let (posted_on, ends_on) = self.days(facts);
        let purpose = money_of(&facts.batch.purpose);
        let opening = opening(&people.name(&first.person_id), &purpose, &rows, |unit| {
            of(unit)
        });
        let period = format!(
            "公示期：{}至{}（{NOTICE_DAYS}个工作日）。如有异议，请于公示期内以书面或电话形式反映，反映情况须签署真实姓名并提供联系方式。",
            chinese_date(posted_on),
            chinese_date(ends_on)
        );
        let contact = |label: &str, text: &str| (label.to_owned(), text.to_owned());
        Ok(NoticeForm {
            title: format!("关于{purpose}\n拟发放人员名单的公示"),
            paragraphs: vec![opening, period],
            contacts: vec![
                contact("联系部门", &self.settings.org_name),
                contact(
                    "监督电话",
                    self.settings.contact_phone.as_deref().unwrap_or_default(),
                ),
            ],
            unit: self.settings.org_name.clone(),
            on: chinese_date(posted_on),
            rows,
            amount_head: "拟发放金额(元)".to_owned(),
            ..NoticeForm::default()
        })
    }

    fn days(&self, facts: &BatchFacts) -> (chrono::NaiveDate, chrono::NaiveDate) {
        match facts.notice(self.today) {
            Some(notice) => (notice.posted_on, notice.ends_on),
            None => (self.today, publicity_end(self.today, NOTICE_DAYS).date),
        }
    }
}

fn project(kind: AidKind, several: bool) -> String {
    if several {
        kind.label().to_owned()
    } else {
        String::new()
    }
}

/// “……拟向王*等6户、35人发放……”: households and people side by side.
fn opening(
    first: &str,
    purpose: &str,
    rows: &[NoticeRow],
    of: impl Fn(CountUnit) -> usize,
) -> String {
    let counts = match (of(CountUnit::Household), of(CountUnit::Person)) {
        (households, 0) => format!("{households}户"),
        (0, persons) => format!("{persons}人"),
        (households, persons) => format!("{households}户、{persons}人"),
    };
    let who = match rows.len() {
        1 => mask_name(first),
        _ => format!("{}等{counts}", mask_name(first)),
    };
    let sum = Fen::sum(rows.iter().map(|row| row.amount)).filter(|sum| *sum > Fen::ZERO);
    let sum = sum.map(|sum| format!("，合计人民币{}（¥{sum}）", sum.uppercase()));
    format!(
        "经基层工会推荐、调查核实、工会审核，拟向{who}发放{purpose}{}。现予公示。",
        sum.unwrap_or_default()
    )
}
