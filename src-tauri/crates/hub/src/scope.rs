//! What a device that does not get everything may hold: a walk from the cases of its users.

mod area;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use songnuan_model::record::Id;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AnyPool};

use crate::db::{Cell, int, query, select_in, text};
use crate::error::Result;
use crate::kinds::{KINDS, Way, kind_of};
use crate::known::Known;
use crate::seal::Sealer;
use crate::service::Inner;

/// The records of one device, as they are with this entry as the newest.
pub(crate) struct Scope {
    head: i64,
    /// Whose cases: a change of the device is another scope.
    users: Vec<String>,
    /// In order.
    pub ids: Vec<String>,
    set: HashSet<String>,
}

impl Scope {
    pub(crate) fn has(&self, id: &str) -> bool {
        self.set.contains(id)
    }
}

impl Inner {
    /// The device's scope now; `None` = everything.
    pub(crate) async fn scope_of(
        &self,
        connection: &mut AnyConnection,
        known: &Known,
    ) -> Result<Option<Arc<Scope>>> {
        if known.everything() {
            return Ok(None);
        }
        let row = query("SELECT head FROM line WHERE id = 1", [])
            .fetch_one(&mut *connection)
            .await?;
        let head = int(&row, 0)?;
        let users = &known.said.device.users;
        let kept = self.scopes().get(&known.id).cloned();
        if let Some(kept) = kept.filter(|kept| kept.head == head && kept.users == *users) {
            return Ok(Some(kept));
        }
        let set = if known.lower_hub {
            area::of(connection, &known.id).await?
        } else {
            Walk::of(connection, &self.sealer, known).await?
        };
        let mut ids: Vec<String> = set.iter().cloned().collect();
        ids.sort_unstable();
        let scope = Arc::new(Scope {
            head,
            users: users.clone(),
            ids,
            set,
        });
        self.scopes().insert(known.id.clone(), Arc::clone(&scope));
        Ok(Some(scope))
    }

    fn scopes(&self) -> std::sync::MutexGuard<'_, HashMap<Id, Arc<Scope>>> {
        self.scopes.lock().unwrap_or_else(|e| e.into_inner())
    }
}

/// Records by the ids of others: those that belong to them, those that name them, those that are
/// named by them, those they belong to. Rows of (id, kind, who created it).
const BELOW: &str = "SELECT id, kind, created_by FROM record WHERE parent IN ({ids})";
const NAMING: &str = "SELECT record.id, record.kind, record.created_by FROM link
    JOIN record ON record.id = link.from_id WHERE link.to_id IN ({ids})";
const NAMED: &str = "SELECT record.id, record.kind, record.created_by FROM link
    JOIN record ON record.id = link.to_id WHERE link.from_id IN ({ids})";
const ABOVE: &str = "SELECT above.id, above.kind, above.created_by FROM record
    JOIN record AS above ON above.id = record.parent WHERE record.id IN ({ids})";

/// Records found, and those whose neighbours were not looked at yet.
#[derive(Default)]
struct Walk {
    found: HashSet<String>,
    /// Whose records are left out: those of other units below.
    foreign: HashSet<String>,
    /// By kind.
    open: HashMap<&'static str, Vec<String>>,
}

impl Walk {
    /// From the device's users' cases, and from the files it opened itself, to all that hangs on
    /// them; with what everybody needs.
    async fn of(
        connection: &mut AnyConnection,
        sealer: &Sealer,
        known: &Known,
    ) -> Result<HashSet<String>> {
        let mut walk = Self::default();
        walk.take_everybody(connection).await?;
        let tags: Vec<String> = known
            .said
            .device
            .users
            .iter()
            .map(|u| sealer.tag(u))
            .collect();
        // A lower hub's visitor may well have the name of one of ours.
        let sql = "SELECT record.id, record.kind, record.created_by FROM assigned
                   JOIN record ON record.id = assigned.record_id WHERE assigned.who IN ({ids})
                   AND record.created_by NOT IN (SELECT id FROM device WHERE lower_hub = 1)";
        let rows = select_in(connection, sql, &[], tags.iter().map(String::as_str)).await?;
        walk.take(&rows)?;
        walk.take_persons(connection).await?;
        let sql = "SELECT id, kind, created_by FROM record
                   WHERE created_by = $1 AND kind = 'hardship_file'";
        let rows = query(sql, [known.id.as_str().into()])
            .fetch_all(&mut *connection)
            .await?;
        walk.take(&rows)?;
        while let Some((kind, ids)) = walk.next() {
            walk.step(connection, kind, &ids).await?;
        }
        Ok(walk.found)
    }

    /// Notes rows of (id, kind, who created it) that were not found before.
    fn take(&mut self, rows: &[AnyRow]) -> Result<()> {
        for row in rows {
            let (id, kind) = (text(row, 0)?, text(row, 1)?);
            if !self.foreign.contains(&text(row, 2)?)
                && self.found.insert(id.clone())
                && let Some(kind) = kind_of(&kind)
            {
                self.open.entry(kind.name).or_default().push(id);
            }
        }
        Ok(())
    }

    async fn take_everybody(&mut self, connection: &mut AnyConnection) -> Result<()> {
        let kinds = KINDS
            .iter()
            .filter(|kind| matches!(kind.way, Way::Everybody));
        let sql = "SELECT id, kind, created_by FROM record WHERE kind IN ({ids})";
        let rows = select_in(connection, sql, &[], kinds.map(|kind| kind.name)).await?;
        self.take(&rows)
    }

    /// From the assigned items and visits to the persons they name, and from them to the records
    /// that are there because of the person.
    async fn take_persons(&mut self, connection: &mut AnyConnection) -> Result<()> {
        let starts = ["aid_item", "visit"];
        let starts: Vec<String> = starts
            .iter()
            .filter_map(|kind| self.open.get(kind))
            .flatten()
            .cloned()
            .collect();
        let sql = "SELECT record.id, record.kind, record.created_by FROM link
                   JOIN record ON record.id = link.to_id
                   WHERE link.from_id IN ({ids}) AND record.kind = 'person'";
        let persons = select_in(connection, sql, &[], starts.iter().map(String::as_str)).await?;
        self.take(&persons)?;
        let ids: Vec<String> = persons
            .iter()
            .map(|row| text(row, 0))
            .collect::<Result<_>>()?;
        let naming = select_in(connection, NAMING, &[], ids.iter().map(String::as_str)).await?;
        let sql = "SELECT id, kind, created_by FROM record
                   WHERE parent IN ({ids}) AND kind = 'same_person'";
        let same = select_in(connection, sql, &[], ids.iter().map(String::as_str)).await?;
        for row in naming.into_iter().chain(same) {
            let kind = text(&row, 1)?;
            if kind_of(&kind).is_some_and(|kind| matches!(kind.way, Way::OfAssignedPerson)) {
                self.take(&[row])?;
            }
        }
        Ok(())
    }

    fn next(&mut self) -> Option<(&'static str, Vec<String>)> {
        let kind = *self.open.keys().min()?;
        self.open.remove(kind).map(|ids| (kind, ids))
    }

    /// Goes from records of one kind to what belongs to them and to what they name.
    async fn step(
        &mut self,
        connection: &mut AnyConnection,
        kind: &'static str,
        ids: &[String],
    ) -> Result<()> {
        let (mut below, mut named) = (false, Vec::new());
        for other in KINDS {
            let Way::Reached { child_of, named_by } = &other.way else {
                continue;
            };
            below |= child_of.contains(&kind);
            if named_by.contains(&kind) {
                named.push(other.name);
            }
        }
        let ids = || ids.iter().map(String::as_str);
        if below {
            let rows = select_in(connection, BELOW, &[], ids()).await?;
            self.take_if(rows, |other| {
                matches!(&other.way, Way::Reached { child_of, .. } if child_of.contains(&kind))
            })?;
        }
        if named.is_empty() {
            return Ok(());
        }
        for sql in [NAMED, ABOVE] {
            let rows = select_in(connection, sql, &[], ids()).await?;
            self.take_if(rows, |other| named.contains(&other.name))?;
        }
        Ok(())
    }

    fn take_if(
        &mut self,
        rows: Vec<AnyRow>,
        wanted: impl Fn(&crate::kinds::Kind) -> bool,
    ) -> Result<()> {
        for row in rows {
            if kind_of(&text(&row, 1)?).is_some_and(&wanted) {
                self.take(&[row])?;
            }
        }
        Ok(())
    }
}

/// For how many lists a record that left the list may still be written by the device: what was
/// typed about it meanwhile is not lost.
const LISTS: i64 = 20;

/// What a device was told it may hold, those that left the list lately included.
pub(crate) async fn held(connection: &mut AnyConnection, device: &Id) -> Result<HashSet<String>> {
    let sql = "SELECT record_id FROM held WHERE device = $1";
    let rows = query(sql, [device.as_str().into()])
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| text(row, 0)).collect()
}

/// Notes what the device is told now.
pub(crate) async fn hand_out(pool: &AnyPool, device: &Id, scope: &Scope) -> Result<()> {
    let mut tx = pool.begin().await?;
    // The device's own row is the lock: two lists at once come one after the other.
    let sql = "UPDATE device SET cursor_seq = cursor_seq WHERE id = $1";
    query(sql, [device.as_str().into()])
        .execute(&mut *tx)
        .await?;
    let sql = "SELECT record_id, dropped FROM held WHERE device = $1";
    let rows = query(sql, [device.as_str().into()])
        .fetch_all(&mut *tx)
        .await?;
    let mut known = HashMap::with_capacity(rows.len());
    for row in &rows {
        known.insert(text(row, 0)?, int(row, 1)?);
    }
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut row = |id: &str, dropped: i64| {
        rows.push(vec![device.as_str().into(), id.into(), dropped.into()]);
    };
    for id in scope.ids.iter().filter(|id| known.get(*id) != Some(&0)) {
        row(id, 0);
    }
    for (id, dropped) in known.iter().filter(|(id, _)| !scope.has(id)) {
        row(id, dropped + 1);
    }
    let tail = " ON CONFLICT (device, record_id) DO UPDATE SET dropped = excluded.dropped";
    let head = "INSERT INTO held (device, record_id, dropped) VALUES ";
    crate::db::insert(&mut tx, head, tail, rows).await?;
    let sql = "DELETE FROM held WHERE device = $1 AND dropped > $2";
    query(sql, [device.as_str().into(), LISTS.into()])
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
