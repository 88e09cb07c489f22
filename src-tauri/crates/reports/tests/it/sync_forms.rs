//! The receipt of a sync: one sheet however many kinds there are, its sums right, the same bytes for
//! the same data.

#![allow(clippy::unwrap_used)]

use crate::common;

use common::sync::*;
use common::*;
use songnuan_reports::data::*;
use songnuan_reports::*;

use crate::money_forms::pages;

fn printed(form: SyncReceiptForm) -> Document {
    sync_receipts(&fonts(), &[form], &PrintOptions::default(), &mut |_, _| {
        true
    })
    .unwrap()
}

#[test]
fn a_receipt_adds_up_and_leaves_room_to_sign() {
    let document = printed(sync_receipt());
    assert_eq!(
        document.bytes,
        printed(sync_receipt()).bytes,
        "same data, same bytes"
    );
    assert_eq!(document.pages, 1);
    assert!(document.missing.is_empty() && document.notices.is_empty());
    let Some(pages) = pages(&document, "sync-receipt") else {
        return;
    };
    for wanted in [
        "同步回执",
        "回执编号：20261122-1600-7c1e",
        "龚䶮",
        "合计37112",
        "37处修改（9笔操作）：采用35处，待裁决2处",
        "已收到同步中心的第20481条",
        "比同步中心快了21分钟",
        "经手人",
    ] {
        let page = pages[0].replace('\n', "");
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
}

#[test]
fn every_kind_there_is_fits_one_sheet() {
    let kinds = (0..40).map(|n| SyncKindRow {
        kind: format!("第{n}种资料"),
        sent: 1_000_000,
        received: 1_000_000,
    });
    let document = printed(SyncReceiptForm {
        kinds: kinds.collect(),
        ..sync_receipt()
    });
    assert_eq!(document.pages, 1, "{:?}", document.notices);
    if let Some(pages) = pages(&document, "sync-kinds") {
        assert!(pages[0].contains("第39种资料") && pages[0].contains("40000000"));
    }
}
