//! 慰问金发放花名册 from a batch with its facts, or from a campaign's list before one is drafted.

use songnuan_model::dates::chinese_date;
use songnuan_model::ledger::{Account, BatchFacts, LineState};
use songnuan_model::records::{
    BatchStepKind, Campaign, CampaignItem, LineEvent, LineEventKind, PaymentLine, Person,
};
use songnuan_reports::data::{RosterForm, RosterRow, RosterVariant};

use super::forms::{Forms, variant};
use super::gather::{Gather, Source};
use super::people::{People, category_words};
use crate::error::AppResult;

impl Gather<'_> {
    /// One roster for each selected batch or campaign.
    pub async fn rosters(&self) -> AppResult<Forms> {
        let ids = self.selected()?;
        self.progress.stage("收集资料", ids.len());
        let mut rosters = Vec::with_capacity(ids.len());
        for (done, id) in ids.iter().enumerate() {
            let variant = variant(self.request.form);
            rosters.push(match self.source(id).await? {
                Source::Batch(facts) => self.batch_roster(&facts, variant).await?,
                Source::Campaign(campaign) => self.campaign_roster(&campaign, variant).await?,
            });
            self.progress.done(done + 1)?;
        }
        Ok(Forms::Rosters(rosters))
    }

    async fn campaign_roster(
        &self,
        campaign: &Campaign,
        variant: RosterVariant,
    ) -> AppResult<RosterForm> {
        let items = self.list_of(&campaign.id).await?;
        let people = People::of_items(self.store, &items).await?;
        Ok(RosterForm {
            variant,
            title: roster_title(&self.settings.org_name, &campaign.name),
            unit: self.settings.org_name.clone(),
            rows: items.iter().map(|item| item_row(item, &people)).collect(),
            handled_by: self.session.user.clone(),
            phone: self.settings.contact_phone.clone().unwrap_or_default(),
            ..RosterForm::default()
        })
    }

    /// The roster of a batch; the audit pack binds the same one.
    pub async fn batch_roster(
        &self,
        facts: &BatchFacts,
        variant: RosterVariant,
    ) -> AppResult<RosterForm> {
        let people = People::of_lines(self.store, &facts.lines).await?;
        let by = |kind: BatchStepKind| facts.step(kind).map(|step| step.by.clone());
        let paid_on = facts.step(BatchStepKind::Released).map(|step| step.on);
        let mut title = roster_title(&self.settings.org_name, &facts.batch.purpose);
        if facts.is_cancelled() {
            title.push_str("（已作废）");
        }
        Ok(RosterForm {
            variant,
            title,
            unit: self.settings.org_name.clone(),
            paid_on: paid_on.map(chinese_date).unwrap_or_default(),
            no: facts.batch.no.clone(),
            rows: batch_rows(facts, &people),
            approved_by: by(BatchStepKind::Approved).unwrap_or_default(),
            reviewed_by: by(BatchStepKind::Reviewed).unwrap_or_default(),
            handled_by: facts.batch.maker.clone(),
            phone: self.settings.contact_phone.clone().unwrap_or_default(),
        })
    }
}

/// Every line of a batch in its order, reversals in red numbers at their place.
pub fn batch_rows(facts: &BatchFacts, people: &People) -> Vec<RosterRow> {
    let states = facts.line_states();
    let accounts = facts.accounts();
    let last = last_events(facts);
    facts
        .lines
        .iter()
        .zip(states)
        .zip(accounts)
        .map(|((line, state), account)| {
            let event = last.get(&line.id).copied();
            line_row(facts, line, state, account, event, people)
        })
        .collect()
}

/// The last event of every line.
pub fn last_events(
    facts: &BatchFacts,
) -> std::collections::HashMap<&songnuan_model::record::Id, &LineEvent> {
    let events = facts.events.iter();
    events.map(|event| (&event.line_id, event)).collect()
}

fn line_row(
    facts: &BatchFacts,
    line: &PaymentLine,
    state: LineState,
    account: Account,
    event: Option<&LineEvent>,
    people: &People,
) -> RosterRow {
    let person = people.person(&line.person_id);
    let name = people.name(&line.person_id);
    let holder = account.holder.filter(|holder| *holder != name);
    RosterRow {
        sex: sex(person),
        id_no: id_no(person),
        employer: people.employer(line),
        category: category_words(&line.category),
        amount: line.amount,
        unit: line.unit,
        counts: state.is_live(),
        goods: line.goods.clone().unwrap_or_default(),
        proxy: proxy(line, event, people),
        bank: account.bank.unwrap_or_default(),
        card_no: account.card.unwrap_or_default(),
        result: result(state),
        note: note(facts, line, state, holder),
        name,
    }
}

fn item_row(item: &CampaignItem, people: &People) -> RosterRow {
    let person = people.person(&item.person_id);
    let file = people.file(item.file_id.as_ref());
    let of_file = |field: fn(&songnuan_model::records::HardshipFile) -> &Option<String>| {
        file.and_then(|file| field(file).clone())
    };
    let or =
        |own: &Option<String>, filed: Option<String>| own.clone().or(filed).unwrap_or_default();
    RosterRow {
        name: people.name(&item.person_id),
        sex: sex(person),
        id_no: id_no(person),
        employer: or(&item.employer, of_file(|file| &file.employer)),
        category: category_words(&item.category),
        amount: item.amount,
        unit: item.unit,
        goods: item.goods.clone().unwrap_or_default(),
        proxy: item.proxy.clone().unwrap_or_default(),
        bank: or(&item.bank, of_file(|file| &file.bank)),
        card_no: or(&item.card_no, of_file(|file| &file.card_no)),
        note: item.note.clone().unwrap_or_default(),
        ..RosterRow::default()
    }
}

fn sex(person: Option<&Person>) -> String {
    let sex = person.and_then(|person| person.sex);
    sex.map(|sex| sex.label().to_owned()).unwrap_or_default()
}

fn id_no(person: Option<&Person>) -> String {
    person
        .map(|person| person.id_no.clone())
        .unwrap_or_default()
}

/// 代领人及关系: who signed, else who was foreseen on the list.
fn proxy(line: &PaymentLine, event: Option<&LineEvent>, people: &People) -> String {
    let signed = event
        .filter(|event| event.kind == LineEventKind::Signed)
        .and_then(|event| event.proxy_name.as_ref().map(|name| (name, event)));
    match signed {
        Some((name, event)) => match &event.proxy_relation {
            Some(relation) => format!("{name}（{relation}）"),
            None => name.clone(),
        },
        None => {
            let item = people.item(line);
            item.and_then(|item| item.proxy.clone()).unwrap_or_default()
        }
    }
}

/// 到账结果.
fn result(state: LineState) -> String {
    match state {
        LineState::Waiting => String::new(),
        LineState::Paid => "已到账".to_owned(),
        other => other.label().to_owned(),
    }
}

fn note(
    facts: &BatchFacts,
    line: &PaymentLine,
    state: LineState,
    holder: Option<String>,
) -> String {
    let mut parts = Vec::new();
    match (&line.reverses, state) {
        (Some(reversed), _) => {
            let of = facts.line(reversed).map(|line| line.seq);
            parts.push(of.map_or("红字".to_owned(), |seq| format!("红字冲销第{seq}号")));
        }
        (None, LineState::Reversed | LineState::NotCollected | LineState::Bounced) => {
            parts.push(state.label().to_owned());
        }
        _ => {}
    }
    parts.extend(holder.map(|holder| format!("户名:{holder}")));
    parts.join(" ")
}

/// The title of a roster: unit, purpose, 发放花名册.
fn roster_title(unit: &str, purpose: &str) -> String {
    format!("{unit}{}发放花名册", money_of(purpose))
}

/// What is handed out for a purpose: “2017年元旦春节送温暖” hands out “……慰问金”, and a purpose that
/// names its money already is not told twice.
pub fn money_of(purpose: &str) -> String {
    const SAID: [&str; 5] = ["金", "款", "补助", "救助", "助学"];
    let purpose = purpose.trim().trim_end_matches("发放");
    let said = SAID.iter().any(|word| purpose.contains(word));
    format!("{purpose}{}", if said { "" } else { "慰问金" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_the_money_once() {
        let cases = [
            (
                "2017年元旦春节送温暖",
                "某某镇总工会2017年元旦春节送温暖慰问金发放花名册",
            ),
            (
                "2017年元旦春节送温暖慰问金",
                "某某镇总工会2017年元旦春节送温暖慰问金发放花名册",
            ),
            ("医疗救助", "某某镇总工会医疗救助发放花名册"),
            ("困难补助发放", "某某镇总工会困难补助发放花名册"),
        ];
        for (purpose, wanted) in cases {
            assert_eq!(roster_title("某某镇总工会", purpose), wanted);
        }
    }
}
