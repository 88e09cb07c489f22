//! The bank's return file read back: paid lines are paid, bounced ones wait for a repair. With any
//! row that does not fit nothing is written.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use songnuan_model::ledger::BatchFacts;
use songnuan_model::money::{Fen, MAX_FEN};
use songnuan_model::records::{Batch, LineEvent, LineEventKind};
use songnuan_model::roles::Act;
use songnuan_model::text::mask_card;
use songnuan_store::Store;

use super::super::facts::facts;
use super::matching::{Match, matched, unanswered};
use super::read::{Answer, Answers, read};
use crate::app::App;
use crate::commands::batches::{BankReturn, BankReturnResult, BankReturnRow};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Longest file taken, bytes.
const FILE: usize = 32 << 20;
/// Digits of a file's fingerprint kept with each event.
const MARK: usize = 16;

/// Reads the bank's return file; without `apply` nothing is written.
pub async fn bank_return(app: &App, request: BankReturn) -> AppResult<BankReturnResult> {
    let session = app.require(Act::SeeMoney).await?;
    let store = &session.store;
    let file = request.file_name.as_str();
    let bytes = bytes(&request)?;
    let answers = read(file, &bytes)?;
    let batch = batch_of(store, &request, &answers).await?;
    let mark: String = blake3::hash(&bytes).to_hex().chars().take(MARK).collect();
    if !request.apply {
        let facts = facts(store, &batch.id).await?;
        return Ok(Reading::new(&facts, &answers.rows, &mark).result(false));
    }
    let mut tx = app.begin(Op::BankReturn, file).await?;
    // Read inside the operation: another clerk may be reading the same file in.
    let facts = facts(store, &batch.id).await?;
    let reading = Reading::new(&facts, &answers.rows, &mark);
    if reading.problems() > 0 || reading.repeated || answers.rows.is_empty() {
        return Ok(reading.result(false));
    }
    let today = app.host().today();
    let mut book = facts.event_book(today);
    for (answer, found) in answers.rows.iter().zip(&reading.matches) {
        let Some(line) = &found.line else { continue };
        let kind = match answer.ok {
            true => LineEventKind::Paid,
            false => LineEventKind::Bounced,
        };
        book.add(line, kind, today)?;
        let reason = answer.reason.clone();
        let event = LineEvent {
            id: app.host().new_id(),
            batch_id: batch.id.clone(),
            line_id: line.clone(),
            kind,
            by: session.user.clone(),
            on: today,
            reason: reason
                .filter(|_| !answer.ok)
                .or_else(|| no_reason(answer.ok)),
            card_holder: None,
            card_no: None,
            bank: None,
            proxy_name: None,
            proxy_relation: None,
            proxy_id_no: None,
            reference: Some(format!("{file} {mark}")),
        };
        tx.put(&event).await?;
    }
    tx.commit().await?;
    Ok(reading.result(true))
}

fn no_reason(ok: bool) -> Option<String> {
    (!ok).then(|| "银行未写原因".to_owned())
}

fn bytes(request: &BankReturn) -> AppResult<Vec<u8>> {
    let file = &request.file_name;
    let bytes = STANDARD.decode(request.base64.trim()).map_err(|_| {
        AppError::invalid(format!(
            "“{file}”没有完整地传过来。什么都没有登记，请重新选择文件。"
        ))
    })?;
    if bytes.len() > FILE {
        return Err(AppError::invalid(format!(
            "“{file}”超过 32 MB，不像银行回盘。什么都没有登记，请核对是不是选错了文件。"
        )));
    }
    Ok(bytes)
}

/// The batch asked for, or the one whose number stands in the file.
async fn batch_of(store: &Store, request: &BankReturn, answers: &Answers) -> AppResult<Batch> {
    let batches = store.all::<Batch>().await?;
    let named = named(&batches, &answers.words);
    let file = &request.file_name;
    match &request.batch_id {
        Some(id) => {
            let asked = batches.iter().find(|batch| batch.id == *id);
            let asked = asked.ok_or_else(|| AppError::not_found("这个发放批次"))?;
            if let Some(other) = named.filter(|other| other.id != asked.id) {
                return Err(AppError::invalid(format!(
                    "“{file}”是批次 {} 的回盘，现在打开的是批次 {}。什么都没有登记，请到那个批次里读入。",
                    other.no, asked.no
                )));
            }
            Ok(asked.clone())
        }
        None => named.cloned().ok_or_else(|| {
            AppError::invalid(format!(
                "“{file}”里没有写批次号，或没有这个批次。什么都没有登记，请打开对应的批次再读入。"
            ))
        }),
    }
}

/// The batch whose number is a word of the file, the longest number first.
fn named<'a>(batches: &'a [Batch], words: &[String]) -> Option<&'a Batch> {
    let part = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.'));
    let words: std::collections::HashSet<&str> = words
        .iter()
        .flat_map(|word| std::iter::once(word.as_str()).chain(word.split(part)))
        .collect();
    let mut found: Vec<&Batch> = batches
        .iter()
        .filter(|batch| words.contains(batch.no.as_str()))
        .collect();
    found.sort_by_key(|batch| batch.no.chars().count());
    // A bare number may be anything; only what looks like a batch number names one.
    found
        .into_iter()
        .rfind(|batch| batch.no.chars().count() > 3)
}

/// A file laid beside the ledger.
struct Reading<'a> {
    facts: &'a BatchFacts,
    answers: &'a [Answer],
    matches: Vec<Match>,
    /// The ledger says all of this already.
    repeated: bool,
}

impl<'a> Reading<'a> {
    fn new(facts: &'a BatchFacts, answers: &'a [Answer], mark: &str) -> Self {
        let matches = matched(facts, answers);
        let seen = facts.events.iter().any(|event| {
            let reference = event.reference.as_deref().unwrap_or_default();
            reference.ends_with(mark)
        });
        let all = !matches.is_empty() && matches.iter().all(|found| found.said_before);
        Self {
            facts,
            answers,
            matches,
            repeated: seen || all,
        }
    }

    fn problems(&self) -> usize {
        if self.repeated {
            return 0;
        }
        let problems = self.matches.iter().filter(|m| m.problem.is_some());
        problems.count()
    }

    fn result(&self, applied: bool) -> BankReturnResult {
        let rows = self.answers.iter().zip(&self.matches);
        let row = |(answer, found): (&Answer, &Match)| BankReturnRow {
            row: answer.row,
            holder: answer.holder.clone(),
            card_masked: mask_card(&answer.card),
            amount: answer.amount,
            ok: answer.ok,
            reason: answer.reason.clone(),
            line_id: found.line.clone(),
            problem: found.problem.clone().filter(|_| !self.repeated),
        };
        let (paid_n, paid) = self.of(true);
        let (bounced_n, bounced) = self.of(false);
        BankReturnResult {
            batch_id: Some(self.facts.batch.id.clone()),
            batch_no: Some(self.facts.batch.no.clone()),
            rows: rows.map(row).collect(),
            lines_n: count(self.answers.len()),
            paid_n,
            paid,
            bounced_n,
            bounced,
            problems_n: count(self.problems()),
            applied,
            message: self.message(applied),
        }
    }

    /// Rows the bank paid or did not pay, and their sum in fen.
    fn of(&self, ok: bool) -> (u32, Fen) {
        let rows = self
            .answers
            .iter()
            .filter(|a| a.ok == ok && a.unreadable.is_none());
        let amounts: Vec<Fen> = rows.filter_map(|answer| answer.amount).collect();
        let sum = Fen::sum(amounts.iter().copied()).unwrap_or(Fen(MAX_FEN));
        (count(amounts.len()), sum)
    }

    fn message(&self, applied: bool) -> String {
        let no = &self.facts.batch.no;
        if self.repeated {
            return format!("这份回盘以前已经读入批次 {no}，这次没有任何改动。");
        }
        if self.answers.is_empty() {
            return "文件里只有表头，没有一行结果。什么都没有登记，请让银行重新导出。".to_owned();
        }
        let problems = self.problems();
        if problems > 0 {
            return format!(
                "有 {problems} 行与批次 {no} 对不上，整个文件都没有登记。请按每行的说明与银行核对后再读入。"
            );
        }
        let (paid_n, paid) = self.of(true);
        let (bounced_n, bounced) = self.of(false);
        let did = if applied { "已登记" } else { "可以登记" };
        let mut text = format!(
            "批次 {no}：{did} {paid_n} 笔到账 {paid} 元，{bounced_n} 笔退回 {bounced} 元。"
        );
        if bounced_n > 0 {
            text.push_str("退回的请更正账户后再送一次银行。");
        }
        let silent = unanswered(self.facts, &self.matches);
        if silent > 0 {
            text.push_str(&format!("另有 {silent} 笔已送银行的，文件里没有结果。"));
        }
        text
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
