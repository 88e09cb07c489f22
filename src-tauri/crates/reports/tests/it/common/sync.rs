//! Sample receipts of syncs.

use songnuan_reports::data::*;

use super::s;

/// Everything happened: more kinds than stand in one column, a clock that is off, things left over.
pub fn sync_receipt() -> SyncReceiptForm {
    let kinds = [
        ("人员", 12, 31),
        ("困难职工档案", 6, 9),
        ("家庭成员", 2, 14),
        ("收入明细", 5, 0),
        ("走访", 4, 22),
        ("困难事项", 0, 7),
        ("附件", 8, 11),
        ("待裁决的修改", 0, 2),
        ("裁决", 0, 16),
    ];
    let kinds = kinds.map(|(kind, sent, received)| SyncKindRow {
        kind: s(kind),
        sent,
        received,
    });
    SyncReceiptForm {
        unit: s("芦塘荡镇总工会"),
        no: s("20261122-1600-7c1e"),
        at: s("2026年11月22日 16:00"),
        who: s("龚䶮"),
        way: s("网络"),
        hub: s("芦塘荡镇总工会同步中心"),
        device: s("这台电脑（尾号 7c1e）"),
        scope: s("分派给本机使用人的档案"),
        our_clock: s("2026年11月22日 16:00:04"),
        hub_clock: s("2026年11月22日 15:39:01"),
        clock: s(
            "本机时间不对：比同步中心快了 21 分钟。同步不受影响，但登记的时间会看错，请在系统里改正。",
        ),
        result: s("完成"),
        agreement: s("还有没送出的，没有核对"),
        kinds: kinds.to_vec(),
        sent_changes: 37,
        sent_ops: 9,
        accepted: 35,
        parked: 2,
        refused: 1,
        received: 112,
        received_records: 48,
        conflicts: 2,
        fetched: 6,
        handed_back: 3,
        attachments_sent: 4,
        attachments_received: 11,
        attachments_missing: 1,
        waiting_ops: 1,
        undecided: 4,
        cursor: 20_481,
    }
}

/// A stick whose exchange was not counted by kind and broke off.
pub fn broken_receipt() -> SyncReceiptForm {
    SyncReceiptForm {
        unit: s("芦塘荡镇总工会"),
        no: s("20261123-0912-7c1e"),
        at: s("2026年11月23日 09:12"),
        who: s("王芳"),
        way: s("优盘"),
        result: s(
            "没有做完：连不上同步中心（那个地址没有应答）。本机的内容都在，没送出的留着；请检查网络后再同步，也可以用优盘。",
        ),
        agreement: s("没有核对"),
        ..SyncReceiptForm::default()
    }
}
