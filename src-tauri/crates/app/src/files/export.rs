//! 困难职工实名制汇总表 of the files a query finds, as a workbook (DOMAIN §3.8).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{AidRecord, IncomeLine, RigidLine};
use songnuan_model::roles::Act;
use songnuan_reports::xlsx::{HardshipRosterRow, TableSpec, hardship_roster, tables_xlsx};
use songnuan_store::Store;

use super::dossier::{Dossier, Reader};
use super::{list, words};
use crate::app::App;
use crate::commands::files::ExportFiles;
use crate::commands::shared::FileBytes;
use crate::error::{AppError, AppResult};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The workbook; full numbers, because the county needs them, and the access is logged.
pub async fn export(app: &App, request: ExportFiles) -> AppResult<FileBytes> {
    let session = app.require(Act::Export).await?;
    let ids = list::found_ids(app, &request.query).await?;
    if ids.is_empty() {
        return Err(AppError::invalid(
            "按现在的筛选没有找到档案，没有生成表格。请放宽筛选再导出。",
        ));
    }
    let settings = crate::session::settings_of(&session.store).await?;
    let today = app.host().today();
    let mut rows = Vec::with_capacity(ids.len());
    for id in &ids {
        rows.push(row(&session.store, id, today).await?);
    }
    log_export(app, &session.store, &session.user, &ids).await?;
    let table = hardship_roster(&settings.org_name, &rows, day_unix(today));
    let file_name = format!(
        "{}-困难职工汇总表-{}.xlsx",
        settings.org_name,
        today.format("%Y%m%d")
    );
    workbook(file_name, vec![table]).await
}

/// Tables as a workbook on its way to the user.
pub async fn workbook(file_name: String, sheets: Vec<TableSpec>) -> AppResult<FileBytes> {
    let bytes = tokio::task::spawn_blocking(move || tables_xlsx(&sheets))
        .await
        .map_err(crate::commands::internal)?
        .map_err(|error| AppError::invalid(error.to_string()))?;
    Ok(FileBytes {
        file_name,
        media_type: XLSX.to_owned(),
        base64: STANDARD.encode(bytes),
        warnings: Vec::new(),
        pages: 0,
    })
}

/// The first second of a day: the same data printed twice on a day gives the same bytes.
pub fn day_unix(day: chrono::NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}

async fn log_export(app: &App, store: &Store, user: &str, ids: &[Id]) -> AppResult<()> {
    let entry = songnuan_store::AccessEntry {
        at: app.now()?,
        who: user.to_owned(),
        record_id: Id::new("export"),
        field: "hardship_roster".to_owned(),
        reason: format!("导出汇总表 {} 户", ids.len()),
    };
    Ok(store.log_access(&entry).await?)
}

/// One file as the county's table shows it.
pub async fn row(store: &Store, id: &Id, today: chrono::NaiveDate) -> AppResult<HardshipRosterRow> {
    let reader = Reader { store, as_of: None };
    let dossier = Dossier::read(&reader, id).await?;
    let size = i64::from(dossier.size(today));
    let income = income_of(&dossier);
    let rigid = rigid_of(&dossier.rigids);
    let (file, person) = (&dossier.file, &dossier.applicant);
    let paid: Vec<&AidRecord> = dossier.aids.iter().filter(|aid| is_paid(aid)).collect();
    Ok(HardshipRosterRow {
        division: person.hukou_division.clone().unwrap_or_default(),
        name: person.name.clone(),
        sex: person
            .sex
            .map(|sex| sex.label().to_owned())
            .unwrap_or_default(),
        id_no: person.id_no.clone(),
        category: words::code_word("category", file.category.as_ref())
            .or_else(|| words::code_word("category", file.old_category.as_ref()))
            .unwrap_or_default(),
        causes: causes(&dossier),
        employer: file.employer.clone().unwrap_or_default(),
        family_size: Some(size),
        annual_income_fen: income.map(|fen| fen.0),
        rigid_fen: rigid.map(|fen| fen.0),
        per_capita_month_fen: net_per_capita(income, rigid, size),
        mobile: person.mobile.clone().unwrap_or_default(),
        bank: file.bank.clone().unwrap_or_default(),
        card_no: file.card_no.clone().unwrap_or_default(),
        aid_item: distinct(paid.iter().map(|aid| aid.item.as_str())),
        aid_fen: Fen::sum(paid.iter().map(|aid| aid.amount)).map(|fen| fen.0),
        remark: file.note.clone().unwrap_or_default(),
    })
}

fn is_paid(aid: &AidRecord) -> bool {
    aid.result.as_deref() != Some("银行退回")
}

fn distinct<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen.join("、")
}

/// Primary and secondary causes in words.
pub fn causes(dossier: &Dossier) -> String {
    let primary = dossier.file.cause_primary.iter();
    let ids = primary.chain(&dossier.file.cause_secondary);
    ids.map(|id| words::code_label("cause", id))
        .collect::<Vec<_>>()
        .join("、")
}

/// The household's income of the year: the lines' sum, or what the form states.
pub fn income_of(dossier: &Dossier) -> Option<Fen> {
    if dossier.incomes.is_empty() {
        return dossier.file.family_annual_income;
    }
    Fen::sum(
        dossier
            .incomes
            .iter()
            .map(|line: &IncomeLine| line.year_amount),
    )
}

/// Rigid expenditure of the year.
pub fn rigid_of(lines: &[RigidLine]) -> Option<Fen> {
    if lines.is_empty() {
        None
    } else {
        Fen::sum(lines.iter().map(|line| line.amount))
    }
}

/// (income − rigid) ÷ 12 ÷ heads, rounded half up for reading; rules use the exact fraction.
fn net_per_capita(income: Option<Fen>, rigid: Option<Fen>, size: i64) -> Option<i64> {
    let net = income?.checked_sub(rigid.unwrap_or(Fen::ZERO))?;
    let months = 12 * size.max(1);
    Some((2 * net.0 + months).div_euclid(2 * months))
}
