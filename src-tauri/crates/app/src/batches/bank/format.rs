//! What the bank wants its file to look like: columns in order, with or without a header.

use std::collections::HashSet;

use songnuan_model::roles::Act;
use songnuan_reports::xlsx::BankColumn;
use songnuan_store::Store;

use crate::app::App;
use crate::commands::batches::BankFormat;
use crate::commands::internal;
use crate::commands::shared::Nothing;
use crate::error::{AppError, AppResult};

/// Name of the setting.
const KEY: &str = "bank_format";

/// The usual order (DOMAIN §3.8).
fn usual() -> BankFormat {
    BankFormat {
        columns: BankColumn::ALL
            .map(|column| column.id().to_owned())
            .to_vec(),
        header: true,
    }
}

/// The kept format.
pub(super) async fn kept(store: &Store) -> AppResult<BankFormat> {
    let stored = store.setting(KEY).await?;
    let parsed: Option<BankFormat> = stored
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok());
    // What another program version kept and this one cannot use is not followed half-way.
    Ok(parsed
        .filter(|format| columns(format).is_ok())
        .unwrap_or_else(usual))
}

/// The columns of a format, or what is wrong with it.
pub(super) fn columns(format: &BankFormat) -> AppResult<Vec<BankColumn>> {
    let known = |id: &String| {
        let found = BankColumn::ALL.into_iter().find(|column| column.id() == id);
        found.ok_or_else(|| {
            AppError::invalid(format!(
                "银行格式里没有“{id}”这一列。没有改动，可用的列是 seq、holder、card、amount、bank、note。"
            ))
        })
    };
    let columns: Vec<BankColumn> = format.columns.iter().map(known).collect::<AppResult<_>>()?;
    let mut seen = HashSet::new();
    if let Some(twice) = columns.iter().find(|column| !seen.insert(column.id())) {
        let label = twice.label();
        return Err(AppError::invalid(format!(
            "银行格式里“{label}”列了两次。没有改动，每列只列一次。"
        )));
    }
    for needed in [BankColumn::Holder, BankColumn::Card, BankColumn::Amount] {
        if !columns.contains(&needed) {
            let label = needed.label();
            return Err(AppError::invalid(format!(
                "银行格式里缺“{label}”。没有改动，户名、卡号、金额三列都要有。"
            )));
        }
    }
    Ok(columns)
}

/// What the bank wants its file to look like.
pub async fn bank_format_get(app: &App, _: Nothing) -> AppResult<BankFormat> {
    kept(&app.store_for(Act::SeeMoney).await?).await
}

/// Keeps the bank's format.
pub async fn bank_format_put(app: &App, request: BankFormat) -> AppResult<BankFormat> {
    let store = app.store_for(Act::PayBatches).await?;
    columns(&request)?;
    let text = serde_json::to_string(&request).map_err(internal)?;
    store.set_setting(KEY, Some(&text)).await?;
    kept(&store).await
}
