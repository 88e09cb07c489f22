//! 领款单: one slip for every payment that stands, from batches or single lines.

use songnuan_model::dates::chinese_date;
use songnuan_model::ledger::{BatchFacts, LineState};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{BatchStepKind, LineEventKind, PaymentLine};
use songnuan_reports::data::ReceiptForm;

use super::forms::Forms;
use super::gather::Gather;
use super::people::People;
use super::rosters::{last_events, money_of};
use crate::batches::facts;
use crate::error::{AppError, AppResult};

impl Gather<'_> {
    /// Slips of the selected batches and lines, in the order of the selection.
    pub async fn receipts(&self) -> AppResult<Forms> {
        let ids = self.selected()?;
        self.progress.stage("收集资料", ids.len());
        let mut slips = Vec::new();
        for (batch, lines) in self.lines_by_batch(ids).await? {
            let facts = facts(self.store, &batch).await?;
            slips.extend(self.slips(&facts, lines.as_deref()).await?);
            self.progress.done(slips.len().min(ids.len()))?;
        }
        if slips.is_empty() {
            return Err(AppError::invalid(
                "所选的款项都已冲销或作废，没有可以打印的领款单。",
            ));
        }
        Ok(Forms::Receipts(slips))
    }

    /// Batches to read, each once; with `None` all of its lines, else those selected.
    async fn lines_by_batch(&self, ids: &[Id]) -> AppResult<Vec<(Id, Option<Vec<Id>>)>> {
        let mut batches: Vec<(Id, Option<Vec<Id>>)> = Vec::new();
        for id in ids {
            let Some(line) = self.try_get::<PaymentLine>(id).await else {
                batches.push((id.clone(), None));
                continue;
            };
            match batches
                .iter_mut()
                .find(|(batch, _)| *batch == line.batch_id)
            {
                Some((_, Some(lines))) => lines.push(id.clone()),
                Some((_, None)) => {}
                None => batches.push((line.batch_id, Some(vec![id.clone()]))),
            }
        }
        Ok(batches)
    }

    async fn slips(&self, facts: &BatchFacts, only: Option<&[Id]>) -> AppResult<Vec<ReceiptForm>> {
        let people = People::of_lines(self.store, &facts.lines).await?;
        let events = last_events(facts);
        let by = |kind: BatchStepKind| {
            let step = facts.step(kind);
            step.map(|step| step.by.clone()).unwrap_or_default()
        };
        let (approved_by, reviewed_by) = (by(BatchStepKind::Approved), by(BatchStepKind::Reviewed));
        let wanted = |line: &PaymentLine, state: LineState| {
            state.is_live() && only.is_none_or(|ids| ids.contains(&line.id))
        };
        let lines = facts.lines.iter().zip(facts.line_states());
        let lines = lines.filter(|(line, state)| wanted(line, *state));
        Ok(lines
            .map(|(line, _)| {
                let person = people.person(&line.person_id);
                let signed = events
                    .get(&line.id)
                    .filter(|event| event.kind == LineEventKind::Signed);
                ReceiptForm {
                    no: format!("{}-{:03}", facts.batch.no, line.seq),
                    payee: people.name(&line.person_id),
                    id_no: person.map(|it| it.id_no.clone()).unwrap_or_default(),
                    on: signed.map(|it| chinese_date(it.on)).unwrap_or_default(),
                    purpose: money_of(&facts.batch.purpose),
                    amount_uppercase: some(line.amount, Fen::uppercase),
                    amount: some(line.amount, |amount| amount.to_string()),
                    goods: line.goods.clone().unwrap_or_default(),
                    proxy: signed
                        .and_then(|it| it.proxy_name.clone())
                        .unwrap_or_default(),
                    proxy_relation: signed
                        .and_then(|it| it.proxy_relation.clone())
                        .unwrap_or_default(),
                    phone: person.and_then(|it| it.mobile.clone()).unwrap_or_default(),
                    approved_by: approved_by.clone(),
                    reviewed_by: reviewed_by.clone(),
                    handled_by: facts.batch.maker.clone(),
                    unit: self.settings.org_name.clone(),
                }
            })
            .collect())
    }
}

/// An amount in words or figures; nothing where only goods are handed out.
fn some(amount: Fen, words: impl Fn(Fen) -> String) -> String {
    match amount {
        Fen::ZERO => String::new(),
        amount => words(amount),
    }
}
