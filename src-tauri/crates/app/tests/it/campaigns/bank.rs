//! The transfer file: bytes, columns, what is warned of, and that no line goes out twice.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calamine::{Data, Reader, Xlsx};
use encoding_rs::GB18030;
use serde_json::{Value, json};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, Batch, BatchStep, BatchStepKind, CountUnit, LineEvent, LineEventKind, PayMethod,
    PaymentLine, Person,
};

use super::support::{Unit, card, case, unit};

/// One line of a test's batch.
#[derive(Clone)]
pub struct Line {
    pub n: u32,
    pub name: String,
    pub holder: String,
    pub card: String,
    pub fen: i64,
    /// The campaign and item it pays.
    pub item: Option<(Id, Id)>,
}

impl Line {
    pub fn new(n: u32, name: &str, fen: i64) -> Self {
        Self {
            n,
            name: name.to_owned(),
            holder: name.to_owned(),
            card: card(n),
            fen,
            item: None,
        }
    }
}

fn payment(batch: &str, seq: u32, line: &Line) -> PaymentLine {
    PaymentLine {
        id: Id::new(format!("{batch}-line-{seq}")),
        batch_id: Id::new(batch),
        campaign_id: line.item.clone().map(|(campaign, _)| campaign),
        fund_id: Id::new("fund"),
        seq,
        item_id: line.item.clone().map(|(_, item)| item),
        person_id: Id::new(format!("p-{}", line.n)),
        household_id: Some(Id::new(format!("h-{}", line.n))),
        file_id: Some(Id::new(format!("f-{}", line.n))),
        aid_kind: AidKind::CondolenceMoney,
        unit: CountUnit::Household,
        category: "deep".to_owned(),
        amount: Fen(line.fen),
        on: "2026-11-02".parse().unwrap(),
        card_holder: Some(line.holder.clone()),
        card_no: Some(line.card.clone()),
        bank: Some("云澜农村商业银行".to_owned()),
        goods: None,
        temporary_reason: None,
        reverses: None,
        reason: None,
        by: "李干事".to_owned(),
    }
}

fn step(batch: &str, kind: BatchStepKind, by: &str) -> BatchStep {
    BatchStep {
        id: Id::new(format!("{batch}-{kind:?}")),
        batch_id: Id::new(batch),
        kind,
        by: by.to_owned(),
        on: "2026-11-03".parse().unwrap(),
        opinion: None,
        place: None,
        notice_ends_on: None,
        objection_id: None,
        amount: None,
    }
}

/// A bank batch whose id is its number, approved, released if asked for.
pub async fn batch(unit: &Unit, no: &str, lines: &[Line], released: bool) {
    let batch = Batch {
        id: Id::new(no),
        no: no.to_owned(),
        campaign_id: lines.iter().find_map(|line| Some(line.item.clone()?.0)),
        fund_id: Id::new("fund"),
        method: PayMethod::Bank,
        purpose: "慰问".to_owned(),
        needs_notice: false,
        maker: "李干事".to_owned(),
        made_on: "2026-11-02".parse().unwrap(),
        note: None,
    };
    let mut steps = vec![
        step(no, BatchStepKind::Drafted, "李干事"),
        step(no, BatchStepKind::Reviewed, "张财务"),
        step(no, BatchStepKind::Approved, "赵主席"),
    ];
    if released {
        steps.push(step(no, BatchStepKind::Released, "赵主席"));
    }
    let people: Vec<Person> = lines.iter().map(|l| case(l.n, &l.name, "deep").0).collect();
    let payments: Vec<PaymentLine> = (1..)
        .zip(lines)
        .map(|(seq, l)| payment(no, seq, l))
        .collect();
    unit.put(&people).await;
    unit.put(&[batch]).await;
    unit.put(&steps).await;
    unit.put(&payments).await;
}

pub async fn export(unit: &Unit, no: &str, format: &str, mark: bool) -> Value {
    let request = json!({ "batch_id": no, "format": format, "layout": null, "mark": mark });
    unit.ok("bank_export", request).await
}

pub fn bytes(file: &Value) -> Vec<u8> {
    STANDARD.decode(file["base64"].as_str().unwrap()).unwrap()
}

/// The account of a line is corrected, as `line_events_add` writes it.
pub async fn repair(unit: &Unit, no: &str, seq: u32, card: &str) {
    let event = LineEvent {
        id: Id::new(format!("{no}-repair-{seq}")),
        batch_id: Id::new(no),
        line_id: Id::new(format!("{no}-line-{seq}")),
        kind: LineEventKind::Repaired,
        by: "李干事".to_owned(),
        on: "2026-11-22".parse().unwrap(),
        reason: Some("换卡".to_owned()),
        card_holder: None,
        card_no: Some(card.to_owned()),
        bank: None,
        proxy_name: None,
        proxy_relation: None,
        proxy_id_no: None,
        reference: None,
    };
    unit.put(&[event]).await;
}

pub async fn events(unit: &Unit, kind: LineEventKind) -> usize {
    let events = unit.all::<LineEvent>().await;
    events.iter().filter(|event| event.kind == kind).count()
}

#[tokio::test]
async fn the_text_file_is_gb18030_in_the_banks_own_columns() {
    let unit = unit().await;
    let lines = [
        Line::new(1, "买买提·艾力", 123_450),
        Line::new(2, "李𬱖", 80_000),
        Line {
            holder: "龚YAN".to_owned(),
            ..Line::new(3, "龚䶮", 50_000)
        },
    ];
    batch(&unit, "2026-001", &lines, true).await;
    let layout = json!({ "columns": ["card", "holder", "amount", "note"], "header": false });
    unit.ok("bank_format_put", layout.clone()).await;
    assert_eq!(unit.ok("bank_format_get", json!({})).await, layout);
    let file = export(&unit, "2026-001", "csv", false).await;
    let bytes = bytes(&file);
    let (text, lost) = GB18030.decode_without_bom_handling(&bytes);
    assert!(!lost);
    let wanted = format!(
        "{},买买提·艾力,1234.50,2026-001\r\n{},李𬱖,800.00,2026-001\r\n{},龚YAN,500.00,2026-001\r\n",
        card(1),
        card(2),
        card(3)
    );
    assert_eq!(text, wanted);
    assert_eq!(
        file["file_name"],
        "芦塘荡镇总工会-银行代发-2026-001-20261122.csv"
    );
    let warnings = file["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(
        warnings[0]
            .as_str()
            .unwrap()
            .contains("第 2 行户名“李𬱖”里的“𬱖”")
    );
    assert!(
        warnings[1]
            .as_str()
            .unwrap()
            .contains("文件里写的是银行的写法“龚YAN”")
    );
    assert_eq!(
        events(&unit, LineEventKind::Exported).await,
        0,
        "only a look"
    );
}

#[tokio::test]
async fn cards_are_text_cells_in_the_workbook() {
    let unit = unit().await;
    batch(&unit, "2026-001", &[Line::new(1, "王小明", 123_450)], true).await;
    let file = export(&unit, "2026-001", "xlsx", false).await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(&file))).unwrap();
    let range = book.worksheet_range("银行代发").unwrap();
    let at = |row: u32, col: u32| range.get_value((row, col)).cloned().unwrap_or(Data::Empty);
    let head: Vec<Data> = (0..6).map(|col| at(0, col)).collect();
    let words = ["序号", "户名", "卡号", "金额", "开户行", "备注"];
    assert_eq!(head, words.map(|word| Data::String(word.to_owned())));
    assert_eq!(at(1, 2), Data::String(card(1)));
    assert_eq!(at(1, 3), Data::Float(1234.5));
}

#[tokio::test]
async fn a_line_goes_to_the_bank_once() {
    let unit = unit().await;
    let lines = [Line::new(1, "张三", 10_000), Line::new(2, "李四", 20_000)];
    batch(&unit, "2026-001", &lines, true).await;
    export(&unit, "2026-001", "csv", true).await;
    assert_eq!(events(&unit, LineEventKind::Exported).await, 2);
    let request = json!({ "batch_id": "2026-001", "format": "csv", "layout": null, "mark": true });
    let error = unit.refused("bank_export", request).await;
    assert!(
        error.message.contains("没有要送银行的行（2 行已送银行）"),
        "{error}"
    );
    assert_eq!(events(&unit, LineEventKind::Exported).await, 2);
}

#[tokio::test]
async fn nothing_leaves_before_release_and_formats_are_checked() {
    let unit = unit().await;
    batch(&unit, "2026-001", &[Line::new(1, "张三", 10_000)], false).await;
    for mark in [false, true] {
        let request =
            json!({ "batch_id": "2026-001", "format": "csv", "layout": null, "mark": mark });
        let error = unit.refused("bank_export", request).await;
        assert!(error.message.contains("放款"), "{error}");
    }
    let cases = [
        (
            json!({ "columns": ["card", "amount"], "header": true }),
            "缺“户名”",
        ),
        (
            json!({ "columns": ["card", "card", "amount", "holder"], "header": true }),
            "列了两次",
        ),
        (
            json!({ "columns": ["card", "amount", "holder", "sex"], "header": true }),
            "没有“sex”这一列",
        ),
    ];
    for (layout, words) in cases {
        let error = unit.refused("bank_format_put", layout).await;
        assert!(error.message.contains(words), "{error}");
    }
    batch(&unit, "2026-002", &[Line::new(2, "李四", 10_000)], true).await;
    let request = json!({ "batch_id": "2026-002", "format": "pdf", "layout": null, "mark": true });
    let error = unit.refused("bank_export", request).await;
    assert!(error.message.contains("只有 xlsx 和 csv"), "{error}");
    assert_eq!(
        events(&unit, LineEventKind::Exported).await,
        0,
        "nothing half done"
    );
}
