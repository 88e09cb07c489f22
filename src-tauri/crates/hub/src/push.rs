//! Takes what a device pushes: one page, one transaction.

use std::collections::HashSet;
use std::sync::Arc;

use songnuan_model::record::Id;
use songnuan_sync::plan::{HubPlan, HubRecord, hub_plan, nature_of, settle};
use songnuan_sync::{
    Entry, OpHead, OpMessage, OpOutcome, OutgoingChange, PushPage, PushReply, Refusal,
};
use sqlx::AnyConnection;

use crate::db::{self, query, select_in, text};
use crate::device::DeviceHub;
use crate::error::Result;
use crate::kinds::{Way, kind_of};
use crate::known::Known;
use crate::limits;
use crate::line::Line;
use crate::ops;
use crate::page::{count, repeated, shape};
use crate::park::{self, Waiting};
use crate::rights::{Right, right};
use crate::scope::{Scope, held};
use crate::service::Inner;
use crate::state::{self, Slots, references};

/// The work of one transaction.
pub(crate) struct Desk<'a> {
    pub inner: &'a Inner,
    pub device: &'a Known,
    pub line: Line,
    pub slots: Slots,
    /// Operations read or to be written, by id.
    pub ops: std::collections::HashMap<Id, ops::Known>,
    /// Of those, the ones to write.
    pub written: Vec<Id>,
    pub entries: Vec<Entry>,
    /// Of a device that does not get everything.
    limits: Option<Limits>,
}

/// What a device that does not get everything may write to.
struct Limits {
    scope: Arc<Scope>,
    /// What it was told it may hold, lately.
    held: HashSet<String>,
}

/// How the desk was before an operation, to go back to.
#[derive(Default)]
struct Mark {
    head: i64,
    entries: usize,
    states: Vec<(Id, Option<HubRecord>)>,
}

impl DeviceHub {
    pub(crate) async fn take_push(&self, page: PushPage) -> Result<PushReply> {
        let inner = self.counted()?;
        let changes: usize = page.ops.iter().map(|op| op.changes.len()).sum();
        if changes > limits::PUSH_CHANGES || page.ops.len() > limits::PUSH_CHANGES {
            let limit = limits::PUSH_CHANGES as u64;
            return Err(Refusal::TooLarge { limit }.into());
        }
        let mut tx = inner.pool.begin().await?;
        let line = Line::take(&mut tx, &inner.sealer).await?;
        let device = Known::admitted(&mut tx, &inner.sealer, &self.id).await?;
        let limits = match inner.scope_of(&mut tx, &device).await? {
            Some(scope) => Some(Limits {
                scope,
                held: held(&mut tx, &device.id).await?,
            }),
            None => None,
        };
        let mut desk = Desk {
            inner,
            device: &device,
            line,
            slots: Slots::new(),
            ops: ops::load(
                &mut tx,
                &inner.sealer,
                page.ops.iter().map(|op| op.id.as_str()),
            )
            .await?,
            written: Vec::new(),
            entries: Vec::new(),
            limits,
        };
        let changes = page.ops.iter().flat_map(|op| &op.changes);
        let ids = changes.map(|change| &change.record_id);
        state::load(&mut tx, &inner.sealer, &mut desk.slots, ids).await?;
        let mut reply = PushReply::default();
        for op in &page.ops {
            reply.outcomes.push(desk.take_op(&mut tx, op).await?);
        }
        desk.write(&mut tx).await?;
        tx.commit().await?;
        Ok(reply)
    }
}

impl Desk<'_> {
    /// One operation, or a page of it: all of it or nothing.
    async fn take_op(&mut self, tx: &mut AnyConnection, op: &OpMessage) -> Result<OpOutcome> {
        let known = self.ops.get(&op.id).cloned();
        let last = op.changes.last().map_or(0, |change| change.seq);
        let counted = known.as_ref().filter(|known| self.counts(op, known));
        let up_to = counted.map_or(0, ops::Known::taken);
        let mut outcome = OpOutcome {
            op: op.id.clone(),
            up_to,
            accepted: 0,
            parked: 0,
            refused: None,
        };
        let mut fresh: Vec<&OutgoingChange> = op
            .changes
            .iter()
            .filter(|change| change.seq > up_to)
            .collect();
        if let Some(known) = known.as_ref() {
            let nothing_new = fresh.is_empty();
            self.without_known(tx, op, known, &mut fresh).await?;
            if nothing_new || (fresh.is_empty() && !(known.came_back() && counted.is_some())) {
                repeated(&mut outcome, op, known);
                outcome.up_to = outcome.up_to.max(last);
                return Ok(outcome);
            }
        }
        let mark = Mark {
            head: self.line.head,
            entries: self.entries.len(),
            states: Vec::new(),
        };
        match self.take_changes(tx, op, &fresh, mark).await? {
            Err(refusal) => {
                outcome.refused = Some(refusal);
                return Ok(outcome);
            }
            Ok((accepted, waiting)) => {
                let known_before = op.changes.len() - fresh.len();
                outcome.accepted = count(accepted + known_before);
                let first = fresh.first().map_or(last, |change| change.seq);
                let counts = known.as_ref().is_none_or(|known| self.counts(op, known));
                let head = self.head_of(op, last, known);
                if let Some(known) = self.ops.get_mut(&op.id).filter(|_| counts) {
                    known.take_up_to(last);
                }
                outcome.parked = count(park::write(self, tx, &head, first, waiting).await?);
                outcome.up_to = outcome.up_to.max(last);
            }
        }
        if let Some(known) = self.ops.get_mut(&op.id) {
            known.page_from = op.changes.first().map_or(0, |change| change.seq);
            (known.accepted, known.parked) = (outcome.accepted, outcome.parked);
        }
        Ok(outcome)
    }

    /// Notes the operation for writing; its head.
    fn head_of(&mut self, op: &OpMessage, last: i64, known: Option<ops::Known>) -> OpHead {
        let known = known.unwrap_or_else(|| ops::Known {
            head: OpHead {
                id: op.id.clone(),
                kind: op.kind.clone(),
                at: op.at.clone(),
                who: op.who.clone(),
                why: op.why.clone(),
                device: op.device.clone(),
                undoes: op.undoes.clone(),
            },
            pushed_by: self.device.id.clone(),
            up_to: last,
            page_from: 0,
            accepted: 0,
            parked: 0,
        });
        let head = known.head.clone();
        self.ops.insert(op.id.clone(), known);
        self.written.push(op.id.clone());
        head
    }

    /// The changes that were not known, in their order; how many stand, and what is parked. A
    /// refusal takes everything of the operation back.
    async fn take_changes(
        &mut self,
        tx: &mut AnyConnection,
        op: &OpMessage,
        fresh: &[&OutgoingChange],
        mut mark: Mark,
    ) -> Result<std::result::Result<(usize, Vec<Waiting>), Refusal>> {
        let (mut accepted, mut waiting) = (0, Vec::new());
        let mut refusal = shape(op).err();
        for change in fresh {
            if refusal.is_some() {
                break;
            }
            if let Err(no) = self.may(tx, op, change).await? {
                refusal = Some(no);
                break;
            }
            match self.take_change(op, change, &mut mark) {
                Ok((stands, parked)) => {
                    accepted += usize::from(stands);
                    waiting.extend(parked);
                }
                Err(no) => refusal = Some(no),
            }
        }
        if refusal.is_none() && !self.names_only_own(tx, &mark).await? {
            refusal = Some(Refusal::OutOfScope);
        }
        let Some(refusal) = refusal else {
            return Ok(Ok((accepted, waiting)));
        };
        self.line.head = mark.head;
        self.entries.truncate(mark.entries);
        for (id, state) in mark.states.into_iter().rev() {
            if let Some(slot) = self.slots.get_mut(&id) {
                slot.state = state;
            }
        }
        Ok(Err(refusal))
    }

    /// Decides about one change and carries it out.
    fn take_change(
        &mut self,
        op: &OpMessage,
        change: &OutgoingChange,
        mark: &mut Mark,
    ) -> std::result::Result<(bool, Vec<Waiting>), Refusal> {
        let slot = self.slots.entry(change.record_id.clone()).or_default();
        let nature = nature_of(&change.kind);
        let plan = hub_plan(&op.id, change, nature, slot.state.as_ref());
        if let HubPlan::Refuse(refusal) = plan {
            return Err(refusal);
        }
        let stands = plan.stands();
        mark.states.push((change.record_id.clone(), slot.touch()));
        let next = self.line.head + 1;
        let settled = settle(&mut slot.state, &op.id, change, plan, next);
        self.line.head += i64::try_from(settled.entries.len()).unwrap_or(0);
        self.entries.extend(settled.entries);
        let parked = settled.parked.into_iter();
        let waiting = parked.map(|parked| Waiting {
            change: change.clone(),
            parked,
        });
        Ok((stands, waiting.collect()))
    }

    /// Roles and scope of one change.
    async fn may(
        &self,
        tx: &mut AnyConnection,
        op: &OpMessage,
        change: &OutgoingChange,
    ) -> Result<std::result::Result<(), Refusal>> {
        let right = match right(self.device, op, change) {
            Ok(right) => right,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if right == Right::IfConflict {
            let sql = "SELECT id FROM record WHERE parent = $1 AND kind = 'conflict' LIMIT 1";
            let row = query(sql, [change.record_id.as_str().into()])
                .fetch_optional(tx)
                .await?;
            if row.is_none() {
                let kind = change.kind.clone();
                return Ok(Err(Refusal::NotAllowed { kind }));
            }
        }
        let id = &change.record_id;
        let there = self.slots.get(id).filter(|slot| slot.was_there());
        let Some(slot) = there else { return Ok(Ok(())) };
        // What everybody needs is not a lower hub's to change.
        let common = self.device.lower_hub
            && kind_of(&change.kind).is_some_and(|kind| matches!(kind.way, Way::Everybody))
            && slot.created_by != self.device.id.as_str();
        if common || !self.reaches(id.as_str()) {
            return Ok(Err(Refusal::OutOfScope));
        }
        Ok(Ok(()))
    }

    /// May the device write to this record of the hub's?
    fn reaches(&self, id: &str) -> bool {
        let Some(limits) = &self.limits else {
            return true;
        };
        let own = self.slots.get(&Id::new(id));
        let own = own.is_some_and(|slot| slot.created_by == self.device.id.as_str());
        own || limits.scope.has(id) || limits.held.contains(id)
    }

    /// Do the records an operation changed name no record beyond the device's reach? Otherwise a
    /// visit of one's own to somebody else's case would open that case.
    async fn names_only_own(&mut self, tx: &mut AnyConnection, mark: &Mark) -> Result<bool> {
        if self.limits.is_none() {
            return Ok(true);
        }
        let mut strange: Vec<Id> = Vec::new();
        for (id, _) in &mark.states {
            let Some(slot) = self.slots.get(id) else {
                continue;
            };
            let Some(state) = &slot.state else { continue };
            let old = slot.stored();
            let old = old.map_or_else(Vec::new, |old| references(&old.kind, &old.body));
            let named = references(&state.kind, &state.body).into_iter();
            let named = named.filter(|to| !old.contains(to) && !self.reaches(to));
            strange.extend(named.map(Id));
        }
        let sql = "SELECT id, created_by FROM record WHERE id IN ({ids})";
        let rows = select_in(tx, sql, &[], strange.iter().map(Id::as_str)).await?;
        for row in rows {
            if text(&row, 1)? != self.device.id.as_str() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Writes everything before the commit.
    async fn write(mut self, tx: &mut AnyConnection) -> Result<()> {
        let sealer = &self.inner.sealer;
        let written: HashSet<&Id> = self.written.iter().collect();
        let mut ops: Vec<_> = written.iter().filter_map(|id| self.ops.get(*id)).collect();
        ops.sort_by_key(|op| op.head.id.as_str());
        ops::store(tx, sealer, ops).await?;
        if self.entries.is_empty() {
            return Ok(());
        }
        write_entries(tx, self.inner, &self.entries).await?;
        state::store(tx, sealer, &mut self.line, &self.slots, &self.device.id).await?;
        self.line.put(tx, sealer).await
    }
}

/// Appends entries.
pub(crate) async fn write_entries(
    tx: &mut AnyConnection,
    inner: &Inner,
    entries: &[Entry],
) -> Result<()> {
    let rows = entries
        .iter()
        .map(|entry| state::entry_row(&inner.sealer, entry));
    let rows = rows.collect::<Result<Vec<_>>>()?;
    let head = "INSERT INTO entry (seq, op, record_id, kind, field, sealed) VALUES ";
    db::insert(tx, head, "", rows).await
}
