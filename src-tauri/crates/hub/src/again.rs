//! Operations that come once more: what of them is here already.
//!
//! A device counts the changes of its own operations, and the hub notes how far it took them. Where
//! that count says nothing, the entries do: an operation that came back to a restored hub, one that
//! a lower hub or another device brought before, and everything of a lower hub, which counts by a
//! line of its own that may have been restored.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use songnuan_sync::{OpMessage, OutgoingChange};
use sqlx::AnyConnection;

use crate::db::{select_in, text};
use crate::error::Result;
use crate::ops;
use crate::push::Desk;
use crate::state::entry_of;

impl Desk<'_> {
    /// Is what was noted as taken of this operation in the numbering of this device?
    pub(crate) fn counts(&self, op: &OpMessage, known: &ops::Known) -> bool {
        let whose = if known.came_back() {
            &op.device
        } else {
            &known.pushed_by
        };
        *whose == self.device.id
    }

    /// Of an operation that is known: without the changes whose entries are here.
    pub(crate) async fn without_known(
        &self,
        tx: &mut AnyConnection,
        op: &OpMessage,
        known: &ops::Known,
        fresh: &mut Vec<&OutgoingChange>,
    ) -> Result<()> {
        if fresh.is_empty() {
            Ok(())
        } else if known.came_back() {
            self.without_resent(tx, op, fresh).await
        } else if self.device.lower_hub || !self.counts(op, known) {
            self.without_same(tx, op, fresh).await
        } else {
            Ok(())
        }
    }

    /// Without the changes whose entries came back.
    async fn without_resent(
        &self,
        tx: &mut AnyConnection,
        op: &OpMessage,
        fresh: &mut Vec<&OutgoingChange>,
    ) -> Result<()> {
        let sql = "SELECT record_id, field FROM entry WHERE op = $1 AND record_id IN ({ids})";
        let mut there = HashSet::new();
        for row in select_in(tx, sql, &[op.id.as_str()], records(fresh)).await? {
            there.insert((text(&row, 0)?, text(&row, 1)?));
        }
        fresh.retain(|change| {
            let field = change.field.clone().unwrap_or_default();
            // An edit that brought a deleted record back is there as the whole record.
            let whole = (change.record_id.0.clone(), String::new());
            !there.contains(&whole) && !there.contains(&(change.record_id.0.clone(), field))
        });
        Ok(())
    }

    /// Without the changes that the operation made here with the very same value. One that sets a
    /// field twice is told apart by it.
    async fn without_same(
        &self,
        tx: &mut AnyConnection,
        op: &OpMessage,
        fresh: &mut Vec<&OutgoingChange>,
    ) -> Result<()> {
        let sql = "SELECT seq, op, record_id, kind, field, sealed FROM entry
                   WHERE op = $1 AND record_id IN ({ids})";
        let mut there: HashMap<_, Vec<Value>> = HashMap::new();
        for row in select_in(tx, sql, &[op.id.as_str()], records(fresh)).await? {
            let (entry, _) = entry_of(&self.inner.sealer, &row)?;
            let place = (entry.record_id, entry.field);
            there.entry(place).or_default().push(entry.after);
        }
        fresh.retain(|change| {
            let place = (change.record_id.clone(), change.field.clone());
            !there
                .get(&place)
                .is_some_and(|values| values.contains(&change.after))
        });
        Ok(())
    }
}

fn records<'a>(fresh: &[&'a OutgoingChange]) -> HashSet<&'a str> {
    let ids = fresh.iter().map(|change| change.record_id.as_str());
    ids.collect()
}
