//! 同步回执: what one sync carried out and in, signed by whose hands did it and kept in the binder.

use super::aid_application::{row, twelve};
use crate::data::{SyncKindRow, SyncReceiptForm};
use crate::layout::{Block, Cell, Form, Grid, PageSetup, Paper, Row};

/// Kinds stand side by side, so that all there are fit one sheet.
const ABREAST: usize = 3;

/// The receipt of one sync.
pub(super) fn describe(form: &SyncReceiptForm) -> Form<'_> {
    let mut blocks = vec![Block::Grid(twelve(who(form)))];
    if !form.kinds.is_empty() {
        blocks.push(Block::Grid(kinds(form)));
    }
    blocks.push(Block::Grid(twelve(outcome(form))));
    Form {
        page: PageSetup {
            paper: Paper::A4,
            side: 20.0,
            binding: 0.0,
            top: 18.0,
            bottom: 14.0,
        },
        title: "同步回执".to_owned(),
        above: vec![(
            format!("单位：{}", form.unit),
            format!("回执编号：{}", form.no),
        )],
        blocks,
        below: vec![
            "注：带出是本机送给同步中心的，收到是别处改了送来的，都按处数计；一处修改指一条记录的一个项目。"
                .to_owned(),
        ],
        identity: format!("同步回执 {}", form.no),
        photos: &[],
        portrait: None,
    }
}

fn who(form: &SyncReceiptForm) -> Vec<Row> {
    vec![
        row(
            10.0,
            &[("同步时间", 2, &form.at, 4), ("经手人", 2, &form.who, 4)],
        ),
        row(
            10.0,
            &[("同步中心", 2, &form.hub, 4), ("方式", 2, &form.way, 4)],
        ),
        row(
            10.0,
            &[
                ("本机", 2, &form.device, 4),
                ("本机范围", 2, &form.scope, 4),
            ],
        ),
        row(
            10.0,
            &[
                ("本机时钟", 2, &form.our_clock, 4),
                ("同步中心时钟", 2, &form.hub_clock, 4),
            ],
        ),
        wide(10.0, "时钟核对", &form.clock),
        wide(12.0, "结果", &form.result),
    ]
}

fn wide(height: f32, label: &str, text: &str) -> Row {
    Row::new(
        height,
        vec![
            Cell::label(label).span(2),
            Cell::prose(label, text).span(10),
        ],
    )
}

/// What went out and came in, kind by kind, with the sums.
fn kinds(form: &SyncReceiptForm) -> Grid {
    let heading = ["种类", "带出", "收到"];
    let header = (0..ABREAST).flat_map(|_| heading.map(Cell::label));
    let mut rows = vec![Row::new(8.0, header.collect())];
    // Down the first column, then down the second: one kind follows the other as people read.
    let high = form.kinds.len().div_ceil(ABREAST);
    for at in 0..high {
        let cells = (0..ABREAST).flat_map(|n| kind(form.kinds.get(at + n * high)));
        rows.push(Row::new(7.0, cells.collect()));
    }
    let sum = |of: fn(&SyncKindRow) -> u32| form.kinds.iter().map(of).sum::<u32>().to_string();
    let (sent, received) = (sum(|it| it.sent), sum(|it| it.received));
    rows.push(Row::new(
        8.0,
        vec![
            Cell::label("合计"),
            Cell::value("带出合计", &sent),
            Cell::value("收到合计", &received),
            Cell::label("").span(3 * (ABREAST - 1)),
        ],
    ));
    Grid {
        columns: [27.0, 15.0, 14.7].repeat(ABREAST),
        rows,
    }
}

fn kind(row: Option<&SyncKindRow>) -> [Cell; 3] {
    let count = |label: &str, n: u32| match n {
        0 => Cell::value(label, ""),
        n => Cell::value(label, &n.to_string()),
    };
    match row {
        Some(row) => [
            Cell::label(&row.kind),
            count("带出", row.sent),
            count("收到", row.received),
        ],
        None => [Cell::label(""), Cell::value("", ""), Cell::value("", "")],
    }
}

fn outcome(form: &SyncReceiptForm) -> Vec<Row> {
    let sent = format!(
        "{} 处修改（{} 笔操作）：采用 {} 处，待裁决 {} 处；没有收下 {} 笔操作，留在本机",
        form.sent_changes, form.sent_ops, form.accepted, form.parked, form.refused
    );
    let received = format!(
        "{} 处修改，涉及 {} 条记录；带来新的待裁决 {} 处",
        form.received, form.received_records, form.conflicts
    );
    let scope = format!(
        "新分派来 {} 条记录，交回 {} 条",
        form.fetched, form.handed_back
    );
    let attachments = format!(
        "送出 {} 个，收到 {} 个，还没有送来 {} 个",
        form.attachments_sent, form.attachments_received, form.attachments_missing
    );
    let after = format!(
        "还没有送出 {} 笔操作；待裁决 {} 处；已收到同步中心的第 {} 条",
        form.waiting_ops, form.undecided, form.cursor
    );
    vec![
        wide(11.0, "带出", &sent),
        wide(11.0, "收到", &received),
        wide(9.0, "范围变动", &scope),
        wide(9.0, "照片和附件", &attachments),
        wide(11.0, "同步以后", &after),
        wide(11.0, "内容核对", &form.agreement),
        row(
            16.0,
            &[
                ("经手人\n（签字）", 2, "", 4),
                ("日期", 2, super::BLANK_DATE, 4),
            ],
        ),
    ]
}
