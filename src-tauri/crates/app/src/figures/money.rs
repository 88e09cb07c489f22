//! What the ledger says, by group: committed and paid. The sums are made by the database; no
//! payment line is read here, however many there are.

use songnuan_model::record::{Id, Record};
use songnuan_model::records::{BatchStep, LineEvent, PaymentLine};
use songnuan_store::{By, Linked, Range, SumQuery, SumRow};

use super::ask::Ask;
use crate::error::AppResult;

/// Sums of payment lines.
pub(super) struct Money {
    /// Of batches that are not cancelled, reversals taken off.
    pub committed: Vec<SumRow>,
    /// Of lines that reached somebody and were not taken back.
    pub paid: Vec<SumRow>,
}

/// Which lines: of these campaigns or funds (`field`, ids), or all; in the asked period.
pub(super) async fn sums(
    ask: &Ask<'_>,
    by: &[By<'_>],
    of: Option<(&str, &[Id])>,
    in_period: bool,
) -> AppResult<Money> {
    let ids = |ids: &[Id]| ids.iter().map(|id| id.0.clone()).collect::<Vec<_>>();
    let range = in_period.then(|| Range {
        field: "on",
        from: ask.request.from.map(|day| day.to_string()),
        to: ask.request.to.map(|day| day.to_string()),
    });
    let cancelled = cancelled(ask).await?;
    let without = if cancelled.is_empty() {
        Vec::new()
    } else {
        vec![("batch_id", cancelled)]
    };
    let committed = SumQuery {
        kind: PaymentLine::KIND,
        by,
        sum: "amount",
        range,
        only: of.iter().map(|(field, of)| (*field, ids(of))).collect(),
        without,
        as_of: ask.at.clone(),
        ..SumQuery::default()
    };
    let paid = SumQuery {
        linked: Some(Linked {
            kind: LineEvent::KIND,
            by: "line_id",
            only: Some(("kind", vec!["paid".to_owned(), "signed".to_owned()])),
        }),
        unlinked: Some(Linked {
            kind: PaymentLine::KIND,
            by: "reverses",
            only: None,
        }),
        ..committed.clone()
    };
    Ok(Money {
        committed: ask.store.sums(&committed).await?,
        paid: ask.store.sums(&paid).await?,
    })
}

/// Batches that were cancelled: nothing of them counts.
async fn cancelled(ask: &Ask<'_>) -> AppResult<Vec<String>> {
    let query = SumQuery {
        kind: BatchStep::KIND,
        by: &[By::Field("batch_id")],
        sum: "amount",
        only: vec![("kind", vec!["cancelled".to_owned()])],
        as_of: ask.at.clone(),
        ..SumQuery::default()
    };
    let rows = ask.store.sums(&query).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| row.by.into_iter().next().flatten())
        .collect())
}
