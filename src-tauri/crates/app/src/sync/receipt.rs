//! A sync's receipt in words: what went out, what came in, what waits for somebody.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::DateTime;
use songnuan_model::record::Id;
use songnuan_store::Store;
use songnuan_sync::{Agreement, ByKind, Difference, Receipt};

use crate::app::App;
use crate::commands::sync::{SyncAgreement, SyncKind, SyncReceipt, SyncWay};
use crate::conflicts;
use crate::error::{AppError, AppResult};
use crate::files::kind_label;

/// Clocks further apart than this are told, seconds.
const CLOCK_SECONDS: i64 = 120;

/// What is told of one sync.
pub(super) struct Told<'a> {
    pub who: &'a str,
    pub way: SyncWay,
    pub receipt: &'a Receipt,
    pub trouble: Option<&'a AppError>,
}

/// Where a sync was, and how that stands afterwards.
pub(super) struct About {
    pub id: Id,
    /// UTC, RFC 3339.
    pub at: String,
    pub device: Id,
    pub undecided: u32,
}

/// The receipt as it is shown, kept and printed.
pub(super) async fn view(app: &App, store: &Store, told: Told<'_>) -> AppResult<SyncReceipt> {
    let about = About {
        id: app.host().new_id(),
        at: app.now()?.to_string(),
        device: store.device_id().clone(),
        undecided: conflicts::undecided(store).await?,
    };
    Ok(shown(about, told))
}

/// The receipt in words.
pub(super) fn shown(about: About, told: Told<'_>) -> SyncReceipt {
    let receipt = told.receipt;
    let (agreement, differs_at) = agreement(&receipt.agreement);
    let code = told.trouble.map(|error| serde_json::to_value(error.code));
    let code = code.and_then(Result::ok);
    let mut view = SyncReceipt {
        id: about.id,
        at: about.at,
        who: told.who.to_owned(),
        way: told.way,
        hub_name: receipt.hub_name.clone(),
        device_id: Some(about.device),
        everything: receipt.everything,
        complete: told.trouble.is_none(),
        trouble: told.trouble.map(|error| error.message.clone()),
        trouble_code: code.and_then(|code| code.as_str().map(str::to_owned)),
        sent_changes: small(receipt.sent.changes),
        sent_ops: small(receipt.sent.ops),
        accepted: small(receipt.sent.accepted),
        parked: small(receipt.sent.parked),
        refused: u32::try_from(receipt.sent.refused.len()).unwrap_or(u32::MAX),
        received: small(receipt.received.entries),
        received_records: small(receipt.received.records),
        conflicts: small(receipt.received.conflicts),
        fetched: small(receipt.received.fetched),
        handed_back: small(receipt.received.handed_back),
        kinds: kinds(receipt),
        attachments_sent: small(receipt.attachments.sent),
        attachments_received: small(receipt.attachments.received),
        attachments_missing: small(receipt.attachments.missing),
        waiting_ops: small(receipt.still_waiting),
        undecided: about.undecided,
        agreement,
        differs_at,
        clock_off: clock_off(&receipt.our_clock, &receipt.hub_clock),
        our_clock: receipt.our_clock.clone(),
        hub_clock: receipt.hub_clock.clone(),
        cursor: u32::try_from(receipt.cursor).unwrap_or_default(),
        sentence: String::new(),
    };
    view.sentence = sentence(&view);
    view
}

fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Sent and received side by side, most first.
fn kinds(receipt: &Receipt) -> Vec<SyncKind> {
    let (sent, received) = (&receipt.sent.kinds, &receipt.received.kinds);
    let all: BTreeSet<&String> = sent.keys().chain(received.keys()).collect();
    let of = |counts: &ByKind, kind: &String| small(counts.get(kind).copied().unwrap_or_default());
    let mut kinds: Vec<SyncKind> = all
        .into_iter()
        .map(|kind| SyncKind {
            label: kind_label(kind).to_owned(),
            sent: of(sent, kind),
            received: of(received, kind),
            kind: kind.clone(),
        })
        .collect();
    kinds.sort_by_key(|it| Reverse(u64::from(it.sent) + u64::from(it.received)));
    kinds
}

/// e.g. `带出 37 条，收到 112 条，待裁决 2 条。`
fn sentence(view: &SyncReceipt) -> String {
    let mut parts = vec![
        format!("带出 {} 条", view.sent_changes),
        format!("收到 {} 条", view.received),
    ];
    for (n, words) in [
        (view.undecided, "待裁决"),
        (view.refused, "被退回"),
        (view.handed_back, "交还"),
        (view.waiting_ops, "还没有送出"),
    ] {
        if n > 0 {
            parts.push(format!("{words} {n} 条"));
        }
    }
    let mut text = format!("{}。", parts.join("，"));
    match view.agreement {
        SyncAgreement::Same => text.push_str("两边内容核对一致。"),
        SyncAgreement::Differs => text.push_str("两边内容核对不一致，请把回执交给管理员。"),
        SyncAgreement::NotCompared => {}
    }
    if !view.complete {
        text.push_str("没有做完，已交换的都留着，可以接着再同步。");
    }
    text
}

fn agreement(agreement: &Agreement) -> (SyncAgreement, Option<String>) {
    match agreement {
        Agreement::Same { .. } => (SyncAgreement::Same, None),
        Agreement::Differs { record, kind, how } => {
            (SyncAgreement::Differs, Some(difference(record, kind, *how)))
        }
        Agreement::Unclear => (
            SyncAgreement::Differs,
            Some("合计不同，但逐条核对都一致".to_owned()),
        ),
        Agreement::NotCompared | Agreement::Waiting | Agreement::MovedOn => {
            (SyncAgreement::NotCompared, None)
        }
    }
}

fn difference(record: &Id, kind: &str, how: Difference) -> String {
    let how = match how {
        Difference::OnlyHere => "只有本机有",
        Difference::OnlyThere => "只有同步中心有",
        Difference::OtherContent => "内容不同",
    };
    format!("{}（{record}）{how}", kind_label(kind))
}

/// This machine's clock less the hub's, seconds; `None` when either is not known.
pub(super) fn clock_off(ours: &str, hubs: &str) -> Option<i32> {
    let ours = DateTime::parse_from_rfc3339(ours).ok()?;
    let hubs = DateTime::parse_from_rfc3339(hubs).ok()?;
    i32::try_from((ours - hubs).num_seconds()).ok()
}

/// The sentence of a clock that is off; harmless, but people read times.
pub fn clock_words(off: Option<i32>) -> Option<String> {
    let off = i64::from(off?);
    if off.abs() <= CLOCK_SECONDS {
        return None;
    }
    let way = if off > 0 { "快" } else { "慢" };
    let length = match off.abs() {
        seconds if seconds < 7_200 => format!("{} 分钟", seconds / 60),
        seconds if seconds < 172_800 => format!("{} 小时", seconds / 3_600),
        seconds => format!("{} 天", seconds / 86_400),
    };
    Some(format!(
        "本机时间不对：比同步中心{way}了 {length}。同步不受影响，但登记的时间会看错，请在系统里改正。"
    ))
}

#[cfg(test)]
mod tests {
    use super::{clock_off, clock_words};

    #[test]
    fn a_wrong_clock_is_said_and_a_slow_line_is_not() {
        let hub = "2026-11-22T08:00:00.000Z";
        assert_eq!(
            clock_words(clock_off("2026-11-22T08:01:30.000Z", hub)),
            None
        );
        let fast = clock_words(clock_off("2026-11-25T08:00:00.000Z", hub));
        assert!(fast.is_some_and(|text| text.starts_with("本机时间不对：比同步中心快了 3 天")));
        let slow = clock_words(clock_off("2026-11-22T07:30:00.000Z", hub));
        assert!(slow.is_some_and(|text| text.contains("慢了 30 分钟")));
        assert_eq!(clock_off("garbage", hub), None);
    }
}
