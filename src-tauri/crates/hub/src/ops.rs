//! Operations as the hub has them: who, when and why, and how much of them was taken.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_sync::OpHead;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::db::{self, Cell, bytes, int, select_in, text};
use crate::error::Result;
use crate::seal::Sealer;

/// What is sealed of an operation.
#[derive(Serialize, Deserialize)]
pub(crate) struct Said {
    at: String,
    who: String,
    why: String,
}

/// One operation.
#[derive(Clone)]
pub(crate) struct Known {
    pub head: OpHead,
    /// The device that brought it; the hub for its own.
    pub pushed_by: Id,
    /// The last change of the device's numbering that was taken. Not above 0: the operation came
    /// back from a device after the hub was restored, and what its own device sends again (so far
    /// up to this change, without the sign) is compared entry by entry.
    pub up_to: i64,
    /// Of the last page taken: its first change, how many of it stand, how many were parked.
    pub page_from: i64,
    pub accepted: u32,
    pub parked: u32,
}

impl Known {
    /// The last change that was taken from its device.
    pub(crate) fn taken(&self) -> i64 {
        self.up_to.abs()
    }

    /// Did it come back after the hub was restored?
    pub(crate) fn came_back(&self) -> bool {
        self.up_to <= 0
    }

    /// Notes that changes up to this one were taken.
    pub(crate) fn take_up_to(&mut self, last: i64) {
        let taken = self.taken().max(last);
        self.up_to = if self.came_back() { -taken } else { taken };
    }
}

const COLUMNS: &str = "SELECT id, kind, device, pushed_by, undoes, up_to, page_from, accepted,
     parked, sealed FROM op WHERE id IN ({ids})";

/// Reads these operations; one the hub never had is missing in the answer.
pub(crate) async fn load<'a>(
    connection: &mut AnyConnection,
    sealer: &Sealer,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<HashMap<Id, Known>> {
    let mut found = HashMap::new();
    for row in select_in(connection, COLUMNS, &[], ids).await? {
        let known = of(sealer, &row)?;
        found.insert(known.head.id.clone(), known);
    }
    Ok(found)
}

fn of(sealer: &Sealer, row: &AnyRow) -> Result<Known> {
    let (id, kind, device) = (text(row, 0)?, text(row, 1)?, text(row, 2)?);
    let said: Said = sealer.open_json("operation", &["op", &id, &device], &bytes(row, 9)?)?;
    let undoes = text(row, 4)?;
    let count = |column| int(row, column).map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    Ok(Known {
        head: OpHead {
            id: Id(id),
            kind,
            at: said.at,
            who: said.who,
            why: said.why,
            device: Id(device),
            undoes: (!undoes.is_empty()).then_some(Id(undoes)),
        },
        pushed_by: Id(text(row, 3)?),
        up_to: int(row, 5)?,
        page_from: int(row, 6)?,
        accepted: count(7)?,
        parked: count(8)?,
    })
}

/// Writes operations; of one that is there already only how much was taken.
pub(crate) async fn store<'a>(
    connection: &mut AnyConnection,
    sealer: &Sealer,
    ops: impl IntoIterator<Item = &'a Known>,
) -> Result<()> {
    let rows = ops.into_iter().map(|op| row_of(sealer, op));
    db::insert(
        connection,
        "INSERT INTO op (id, kind, device, pushed_by, undoes, up_to, page_from, accepted, parked,
             sealed) VALUES ",
        " ON CONFLICT (id) DO UPDATE SET up_to = excluded.up_to, page_from = excluded.page_from,
             accepted = excluded.accepted, parked = excluded.parked",
        rows.collect::<Result<_>>()?,
    )
    .await
}

fn row_of(sealer: &Sealer, op: &Known) -> Result<Vec<Cell>> {
    let head = &op.head;
    let (id, device) = (head.id.as_str(), head.device.as_str());
    let said = Said {
        at: head.at.clone(),
        who: head.who.clone(),
        why: head.why.clone(),
    };
    let sealed = sealer.seal_json(&["op", id, device], &said)?;
    Ok(vec![
        id.into(),
        head.kind.as_str().into(),
        device.into(),
        op.pushed_by.as_str().into(),
        head.undoes.as_ref().map_or("", Id::as_str).into(),
        op.up_to.into(),
        op.page_from.into(),
        i64::from(op.accepted).into(),
        i64::from(op.parked).into(),
        sealed.into(),
    ])
}
