//! The transfer file: released lines that are not at the bank and not paid, nothing twice.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use songnuan_model::bank_names::uncarried;
use songnuan_model::ledger::{Account, BatchFacts, EventBook, LineState};
use songnuan_model::record::Id;
use songnuan_model::records::{LineEvent, LineEventKind, PayMethod, PaymentLine, Person};
use songnuan_model::roles::Act;
use songnuan_model::text::check_bank_card;
use songnuan_reports::xlsx::{BankRow, bank_transfer};
use songnuan_store::{AccessEntry, Store};

use super::super::facts::facts;
use super::{csv, format};
use crate::app::App;
use crate::commands::batches::BankExport;
use crate::commands::internal;
use crate::commands::shared::FileBytes;
use crate::error::{AppError, AppResult};
use crate::files::day_unix;
use crate::op::Op;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// One line on its way to the bank.
struct Transfer {
    line: PaymentLine,
    account: Account,
    /// Name on the ID.
    name: String,
}

/// The bank's transfer file; with `mark` its lines are at the bank from then on.
pub async fn bank_export(app: &App, request: BankExport) -> AppResult<FileBytes> {
    let store = app.store_for(Act::Export).await?;
    let layout = match request.layout {
        Some(layout) => layout,
        None => format::kept(&store).await?,
    };
    let columns = format::columns(&layout)?;
    let today = app.host().today();
    let why = format!("导出银行代发文件（{}）", request.format);
    // Read inside the operation, so that no line goes to the bank twice.
    let mut tx = match request.mark {
        true => Some(app.begin(Op::BankExport, &why).await?),
        false => None,
    };
    let facts = facts(&store, &request.batch_id).await?;
    let transfers = transfers(&store, &facts, today).await?;
    let rows: Vec<BankRow> = transfers.iter().map(|t| row(t, &facts)).collect();
    let org = crate::session::settings_of(&store).await?.org_name;
    let name = file_name(&org, &facts, today);
    let (extension, media_type, bytes) = match request.format.as_str() {
        "xlsx" => {
            let bytes = bank_transfer(&rows, &columns, layout.header, day_unix(today));
            ("xlsx", XLSX, bytes.map_err(internal)?)
        }
        "csv" => {
            let text = csv::write(&rows, &columns, layout.header);
            ("csv", "text/csv; charset=gb18030", csv::encode(&text))
        }
        other => {
            return Err(AppError::invalid(format!(
                "没有“{other}”这种文件格式，只有 xlsx 和 csv。什么都没有导出。"
            )));
        }
    };
    if let Some(mut tx) = tx.take() {
        let by = app.session().await?.user;
        for transfer in &transfers {
            let reference = Some(format!("{name}.{extension}"));
            tx.put(&event(app, &transfer.line, &by, today, reference))
                .await?;
        }
        tx.commit().await?;
    }
    log(app, &store, &request.batch_id, rows.len()).await?;
    Ok(FileBytes {
        file_name: format!("{name}.{extension}"),
        media_type: media_type.to_owned(),
        base64: STANDARD.encode(bytes),
        warnings: warnings(&transfers),
        pages: 0,
    })
}

/// Card numbers in full leave the program: that is written down like any other look at them.
async fn log(app: &App, store: &Store, batch: &Id, cards: usize) -> AppResult<()> {
    let entry = AccessEntry {
        at: app.now()?,
        who: app.session().await?.user,
        record_id: batch.clone(),
        field: "card_no".to_owned(),
        reason: format!("导出银行代发文件 {cards} 行"),
    };
    Ok(store.log_access(&entry).await?)
}

/// Lines that go to the bank now, in the order of the batch.
async fn transfers(
    store: &Store,
    facts: &BatchFacts,
    today: NaiveDate,
) -> AppResult<Vec<Transfer>> {
    let no = &facts.batch.no;
    if facts.batch.method != PayMethod::Bank {
        return Err(AppError::invalid(format!(
            "批次 {no} 是现金签领，没有银行代发文件。"
        )));
    }
    let book: EventBook<'_> = facts.event_book(today);
    let people: Vec<Id> = facts
        .lines
        .iter()
        .map(|line| line.person_id.clone())
        .collect();
    let people = store.get_many::<Person>(&people).await?;
    let names: std::collections::HashMap<&Id, &String> = people
        .iter()
        .map(|person| (&person.id, &person.name))
        .collect();
    let states = facts.line_states();
    let mut found = Vec::new();
    let all = facts.lines.iter().zip(facts.accounts()).zip(&states);
    for ((line, account), state) in all {
        if *state != LineState::Waiting {
            continue;
        }
        book.check(&line.id, LineEventKind::Exported, today)?;
        let name = names.get(&line.person_id);
        let name = name.map(|name| (*name).clone()).unwrap_or_default();
        if account.card.as_deref().unwrap_or_default().is_empty() {
            let seq = line.seq;
            return Err(AppError::invalid(format!(
                "批次 {no} 第 {seq} 行{name}没有银行卡号。什么都没有导出，请先“更正账户”。"
            )));
        }
        found.push(Transfer {
            line: line.clone(),
            account,
            name,
        });
    }
    if found.is_empty() {
        return Err(nothing_to_send(no, &states));
    }
    found.sort_by_key(|transfer| transfer.line.seq);
    Ok(found)
}

fn nothing_to_send(no: &str, states: &[LineState]) -> AppError {
    let mut told = Vec::new();
    for state in LineState::ALL {
        let n = states.iter().filter(|found| **found == state).count();
        if n > 0 {
            told.push(format!("{n} 行{}", state.label()));
        }
    }
    AppError::invalid(format!(
        "批次 {no} 没有要送银行的行（{}），没有再导出，以免重复付款。银行退回的行请先“更正账户”，再导出一次。",
        told.join("，")
    ))
}

fn row(transfer: &Transfer, facts: &BatchFacts) -> BankRow {
    let account = &transfer.account;
    BankRow {
        seq: transfer.line.seq,
        holder: holder(transfer).to_owned(),
        card: account.card.clone().unwrap_or_default(),
        amount_fen: transfer.line.amount.0,
        bank: account.bank.clone().unwrap_or_default(),
        note: facts.batch.no.clone(),
    }
}

/// The bank's spelling where one is kept, else the name on the ID.
fn holder(transfer: &Transfer) -> &str {
    let spelled = transfer.account.holder.as_deref();
    spelled.unwrap_or(&transfer.name)
}

fn event(
    app: &App,
    line: &PaymentLine,
    by: &str,
    on: NaiveDate,
    reference: Option<String>,
) -> LineEvent {
    LineEvent {
        id: app.host().new_id(),
        batch_id: line.batch_id.clone(),
        line_id: line.id.clone(),
        kind: LineEventKind::Exported,
        by: by.to_owned(),
        on,
        reason: None,
        card_holder: None,
        card_no: None,
        bank: None,
        proxy_name: None,
        proxy_relation: None,
        proxy_id_no: None,
        reference,
    }
}

/// What the bank may stumble over.
fn warnings(transfers: &[Transfer]) -> Vec<String> {
    let mut warnings = Vec::new();
    for transfer in transfers {
        let (seq, name, holder) = (transfer.line.seq, &transfer.name, holder(transfer));
        let listed = |lost: &[char]| -> String { lost.iter().collect() };
        let lost = uncarried(holder);
        let lost_of_name = uncarried(name);
        if !lost.is_empty() {
            let lost = listed(&lost);
            warnings.push(format!(
                "第 {seq} 行户名“{holder}”里的“{lost}”老的银行系统写不出，文件里照原样写了“{holder}”。如果银行卡上是别的写法，请先“更正账户”改成卡上的户名再导出。"
            ));
        } else if !lost_of_name.is_empty() {
            let lost = listed(&lost_of_name);
            warnings.push(format!(
                "第 {seq} 行“{name}”里的“{lost}”老的银行系统写不出，文件里写的是银行的写法“{holder}”。"
            ));
        }
        let card = transfer.account.card.as_deref().unwrap_or_default();
        if check_bank_card(card).finding.is_some() {
            warnings.push(format!(
                "第 {seq} 行“{holder}”的卡号校验位不对，请对照银行卡再核对一遍。"
            ));
        }
    }
    warnings
}

/// E.g. `芦塘荡镇总工会-银行代发-2026-001-20261122`.
fn file_name(org: &str, facts: &BatchFacts, today: NaiveDate) -> String {
    let name = format!(
        "{org}-银行代发-{}-{}",
        facts.batch.no,
        today.format("%Y%m%d")
    );
    let plain = |c: char| {
        if c.is_control() || "\\/:*?\"<>|".contains(c) {
            '-'
        } else {
            c
        }
    };
    name.chars().map(plain).collect()
}
