//! 同步回执 of the last sync and of those before it.

use chrono::{DateTime, FixedOffset};
use songnuan_reports::data::{SyncKindRow, SyncReceiptForm};

use super::forms::Forms;
use super::gather::Gather;
use crate::commands::shared::Nothing;
use crate::commands::sync::{SyncAgreement, SyncReceipt, SyncWay};
use crate::error::{AppError, AppResult};
use crate::sync::clock_words;

impl Gather<'_> {
    /// The named receipts in the order they are named, or all that are kept, the newest first.
    pub async fn sync_receipts(&self) -> AppResult<Forms> {
        let kept = crate::sync::receipts(self.app, Nothing {}).await?;
        let mut forms = Vec::new();
        if self.request.all {
            forms.extend(kept.iter().map(|it| self.sync_receipt(it)));
        } else {
            for id in self.selected()? {
                let found = kept.iter().find(|it| it.id == *id);
                let found = found.ok_or_else(|| AppError::not_found("这次同步的回执"))?;
                forms.push(self.sync_receipt(found));
            }
        }
        if forms.is_empty() {
            return Err(AppError::invalid(
                "还没有同步过，没有回执可以打印。请先同步。",
            ));
        }
        Ok(Forms::SyncReceipts(forms))
    }

    fn sync_receipt(&self, it: &SyncReceipt) -> SyncReceiptForm {
        let tail = it.device_id.as_ref().map(|id| tail(id.as_str()));
        let kinds = it.kinds.iter().map(|it| SyncKindRow {
            kind: it.label.clone(),
            sent: it.sent,
            received: it.received,
        });
        SyncReceiptForm {
            unit: self.settings.org_name.clone(),
            no: number(&it.at, tail.as_deref()),
            at: moment(&it.at, "%Y年%m月%d日 %H:%M"),
            who: it.who.clone(),
            way: way(it.way).to_owned(),
            hub: it.hub_name.clone(),
            device: tail.map_or_else(String::new, |tail| format!("这台电脑（尾号 {tail}）")),
            scope: scope(it).to_owned(),
            our_clock: moment(&it.our_clock, "%Y年%m月%d日 %H:%M:%S"),
            hub_clock: moment(&it.hub_clock, "%Y年%m月%d日 %H:%M:%S"),
            clock: clock(it.clock_off),
            result: result(it),
            agreement: agreement(it),
            kinds: kinds.collect(),
            sent_changes: it.sent_changes,
            sent_ops: it.sent_ops,
            accepted: it.accepted,
            parked: it.parked,
            refused: it.refused,
            received: it.received,
            received_records: it.received_records,
            conflicts: it.conflicts,
            fetched: it.fetched,
            handed_back: it.handed_back,
            attachments_sent: it.attachments_sent,
            attachments_received: it.attachments_received,
            attachments_missing: it.attachments_missing,
            waiting_ops: it.waiting_ops,
            undecided: it.undecided,
            cursor: it.cursor,
        }
    }
}

/// The end of a device's number, as the pages say it.
fn tail(device: &str) -> String {
    let start = device.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    device.get(start..).unwrap_or_default().to_owned()
}

/// A receipt is found again by moment and machine.
fn number(at: &str, tail: Option<&str>) -> String {
    let at = moment(at, "%Y%m%d-%H%M%S");
    match tail {
        Some(tail) => format!("{at}-{tail}"),
        None => at,
    }
}

/// A stored moment as the clock on the wall showed it: Beijing time, eight hours before UTC. Empty
/// where it is not known.
fn moment(at: &str, pattern: &str) -> String {
    let east = FixedOffset::east_opt(8 * 3600);
    match DateTime::parse_from_rfc3339(at).ok().zip(east) {
        Some((utc, east)) => utc.with_timezone(&east).format(pattern).to_string(),
        None => at.to_owned(),
    }
}

fn way(way: SyncWay) -> &'static str {
    match way {
        SyncWay::Network => "网络",
        SyncWay::Bundle => "优盘",
    }
}

/// What this machine holds; not known where no hub was reached.
fn scope(it: &SyncReceipt) -> &'static str {
    match (
        it.hub_name.is_empty() || it.device_id.is_none(),
        it.everything,
    ) {
        (true, _) => "",
        (false, true) => "本单位全部资料",
        (false, false) => "分派给本机使用人的档案",
    }
}

fn clock(off: Option<i32>) -> String {
    match (off, clock_words(off)) {
        (_, Some(words)) => words,
        (Some(_), None) => "相差不到两分钟".to_owned(),
        (None, None) => "没有核对".to_owned(),
    }
}

fn result(it: &SyncReceipt) -> String {
    match (&it.trouble, it.complete) {
        (Some(trouble), _) => format!("没有做完：{trouble}"),
        (None, true) => "完成".to_owned(),
        (None, false) => "没有做完".to_owned(),
    }
}

fn agreement(it: &SyncReceipt) -> String {
    match (it.agreement, &it.differs_at) {
        (SyncAgreement::Same, _) => "两边内容一致".to_owned(),
        (SyncAgreement::Differs, Some(place)) => {
            format!("两边内容不一致，第一处：{place}。请把回执交给管理员")
        }
        (SyncAgreement::Differs, None) => "两边内容不一致，请把回执交给管理员".to_owned(),
        (SyncAgreement::NotCompared, _) => "没有核对：还有没送出的，或没有做完".to_owned(),
    }
}
