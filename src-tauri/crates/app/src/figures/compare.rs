//! Why a figure is another than it was: the records that came, went or count otherwise, and who did
//! what to them when.

use std::collections::{BTreeMap, HashMap, HashSet};

use songnuan_model::figures::{Cell, Report, Source};
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{CampaignItem, LineEvent, PaymentLine};
use songnuan_store::{OpEntry, Store, Timestamp};

use super::ask::{Ask, spoken};
use super::records::{merged, rows};
use super::stats::{Computed, compute};
use crate::app::App;
use crate::commands::figures::{FigureDiff, FigureRecord, StatsCompare, StatsDiff};
use crate::error::{AppError, AppResult};
use crate::files::field_label;
use crate::op::Op;

/// Sentences per figure; what is beyond is counted.
const MOST_SENTENCES: usize = 60;
/// Operations looked at.
const MOST_OPS: u32 = 5_000;

/// Compares a report of two moments.
pub async fn compare(app: &App, request: StatsCompare) -> AppResult<StatsDiff> {
    let before = Ask::new(app, &request.before).await?;
    let after = Ask::new(app, &request.after).await?;
    if before.request.report != after.request.report {
        return Err(AppError::invalid(
            "两份报表不是同一种，没法比较。请选择同一种报表的两个时刻。",
        ));
    }
    let old = compute(&before).await?;
    let new = compute(&after).await?;
    let mut diffs = Vec::new();
    let store = &after.store;
    // A figure that is shown only when there is something to count may be gone now.
    let old_cells = old.report.cells.iter();
    let gone = old_cells.filter(|cell| new.report.cell(&cell.key).is_none());
    let gone = gone.map(|cell| Cell {
        value: 0,
        parts: Vec::new(),
        ..cell.clone()
    });
    let cells: Vec<Cell> = new.report.cells.iter().cloned().chain(gone).collect();
    for cell in &cells {
        let was = old.report.cell(&cell.key);
        if let Some(changes) = Changes::between(was, &old.report, cell, &new.report) {
            diffs.push(diff(store, was, cell, changes, &old, &new).await?);
        }
    }
    Ok(StatsDiff {
        before_as_of: old.as_of.to_string(),
        after_as_of: new.as_of.to_string(),
        figures: diffs,
    })
}

/// Records by what they count, before and after.
struct Changes {
    added: Vec<(Source, i64)>,
    removed: Vec<(Source, i64)>,
    changed: Vec<(Source, i64)>,
}

impl Changes {
    /// `None` when the figure is made of the same records that count the same.
    fn between(was: Option<&Cell>, old: &Report, is: &Cell, new: &Report) -> Option<Self> {
        let before = was.map(|cell| merged(&cell.parts, &old.sources));
        let before: BTreeMap<Id, (Source, i64)> = before
            .unwrap_or_default()
            .into_iter()
            .map(|part| (part.0.id.clone(), part))
            .collect();
        let after = merged(&is.parts, &new.sources);
        let still: HashSet<&Id> = after.iter().map(|(source, _)| &source.id).collect();
        let removed = before
            .values()
            .filter(|(source, _)| !still.contains(&source.id))
            .cloned()
            .collect::<Vec<_>>();
        let (mut added, mut changed) = (Vec::new(), Vec::new());
        for (source, counts) in after {
            match before.get(&source.id) {
                None => added.push((source, counts)),
                Some((_, earlier)) if *earlier != counts => changed.push((source, counts)),
                Some(_) => {}
            }
        }
        let found = Self {
            added,
            removed,
            changed,
        };
        let none = found.added.is_empty() && found.removed.is_empty() && found.changed.is_empty();
        (!none).then_some(found)
    }
}

async fn diff(
    store: &Store,
    was: Option<&Cell>,
    cell: &Cell,
    changes: Changes,
    old: &Computed,
    new: &Computed,
) -> AppResult<FigureDiff> {
    let measure = cell.measure;
    let added = rows(store, Some(&new.as_of), measure, &changes.added).await?;
    let removed = rows(store, Some(&old.as_of), measure, &changes.removed).await?;
    let changed = rows(store, Some(&new.as_of), measure, &changes.changed).await?;
    let (from, to) = (&old.as_of, &new.as_of);
    let (from, to) = if from <= to { (from, to) } else { (to, from) };
    let touched: Vec<(&FigureRecord, &str)> = added
        .iter()
        .map(|record| (record, "新计入"))
        .chain(removed.iter().map(|record| (record, "不再计入")))
        .chain(changed.iter().map(|record| (record, "数字改变")))
        .collect();
    let why = why(store, &touched, from, to).await?;
    Ok(FigureDiff {
        key: cell.key.clone(),
        label: cell.label.clone(),
        before: measure.text(was.map_or(0, |cell| cell.value)),
        after: measure.text(cell.value),
        added,
        removed,
        changed,
        why,
    })
}

/// One sentence per record.
async fn why(
    store: &Store,
    touched: &[(&FigureRecord, &str)],
    from: &Timestamp,
    to: &Timestamp,
) -> AppResult<Vec<String>> {
    let mut sentences = Vec::new();
    let shown = touched.get(..MOST_SENTENCES.min(touched.len()));
    let shown = shown.unwrap_or_default();
    let mut family: HashMap<Id, Id> = HashMap::new();
    let mut batches: HashMap<Id, Vec<LineEvent>> = HashMap::new();
    for (record, _) in shown {
        for id in relatives(store, record, &mut batches).await? {
            family.insert(id, record.id.clone());
        }
    }
    let ids: Vec<Id> = family.keys().cloned().collect();
    let entries = store.history_of(&ids, MOST_OPS, None).await?;
    let entries: Vec<OpEntry> = entries
        .into_iter()
        .filter(|entry| entry.at > *from && entry.at <= *to)
        .collect();
    for (record, what) in shown {
        let last = entries.iter().find_map(|entry| {
            let own = entry.changes.iter().filter(|change| {
                family.get(&change.record_id).unwrap_or(&change.record_id) == &record.id
            });
            let fields: Vec<&str> = own
                .clone()
                .filter_map(|change| Some(field_label(&change.kind, change.field.as_deref()?)))
                .collect();
            own.count().gt(&0).then_some((entry, fields))
        });
        sentences.push(sentence(record, what, last));
    }
    if touched.len() > shown.len() {
        sentences.push(format!("另有 {} 条，见明细。", touched.len() - shown.len()));
    }
    Ok(sentences)
}

fn sentence(record: &FigureRecord, what: &str, last: Option<(&OpEntry, Vec<&str>)>) -> String {
    let name = &record.title;
    let Some((entry, mut fields)) = last else {
        return format!("{name} {what}：与它有关的其他资料有变动(日期、单位或统计条件)。");
    };
    fields.dedup();
    let fields = match fields.as_slice() {
        [] => String::new(),
        fields => format!("({})", fields.join("、")),
    };
    let why = match entry.why.as_str() {
        "" => String::new(),
        why => format!("，{why}"),
    };
    format!(
        "{} {} {}{fields}{why}：{name} {what}。",
        spoken(&entry.at),
        entry.who,
        Op::title_of(&entry.kind)
    )
}

/// The record itself and the facts of the ledger that speak of it.
async fn relatives(
    store: &Store,
    record: &FigureRecord,
    batches: &mut HashMap<Id, Vec<LineEvent>>,
) -> AppResult<Vec<Id>> {
    let mut ids = vec![record.id.clone()];
    if record.kind != CampaignItem::KIND {
        return Ok(ids);
    }
    let lines: Vec<PaymentLine> = store.by_key("line_item", record.id.as_str()).await?;
    for line in lines {
        if !batches.contains_key(&line.batch_id) {
            let events = store.children(&line.batch_id).await?;
            batches.insert(line.batch_id.clone(), events);
        }
        let events = batches.get(&line.batch_id).into_iter().flatten();
        let own = events.filter(|event| event.line_id == line.id);
        ids.extend(own.map(|event| event.id().clone()));
        ids.push(line.id);
    }
    Ok(ids)
}
