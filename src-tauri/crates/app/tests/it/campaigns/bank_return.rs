//! The bank's answer: the sample, rows that do not fit, the same file twice, repair and pay again.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::GB18030;
use serde_json::{Value, json};
use songnuan_model::records::LineEventKind;

use super::bank::{Line, batch, bytes, events, export, repair};
use super::support::{Unit, card, unit};

const SAMPLES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../tests/fixtures/samples/"
);

fn answer(no: Option<&str>, file: &[u8], apply: bool) -> Value {
    json!({ "batch_id": no, "file_name": "回盘.csv", "base64": STANDARD.encode(file), "apply": apply })
}

fn csv(rows: &[(&str, &str, &str, &str)]) -> Vec<u8> {
    let mut text = "户名,卡号,金额,结果,原因\r\n".to_owned();
    for (holder, card, amount, result) in rows {
        let reason = if *result == "失败" {
            "账户已销户"
        } else {
            ""
        };
        text.push_str(&format!("{holder},{card},{amount},{result},{reason}\r\n"));
    }
    GB18030.encode(&text).0.into_owned()
}

async fn read(unit: &Unit, file: &[u8], apply: bool) -> Value {
    unit.ok("bank_return", answer(Some("2026-001"), file, apply))
        .await
}

#[tokio::test]
async fn the_sample_is_read_as_it_says() {
    let unit = unit().await;
    let expected = std::fs::read_to_string(format!("{SAMPLES}其他台账.expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let book = std::fs::read(format!("{SAMPLES}其他台账.xlsx")).unwrap();
    // The batch is made from what the file says was sent.
    let preview = songnuan_app::import::read_sheets(
        "其他台账.xlsx",
        &book,
        &songnuan_app::jobs::Progress::default(),
    );
    let sheets = preview.unwrap();
    let sheet = sheets
        .iter()
        .find(|sheet| sheet.name == "银行回盘")
        .unwrap();
    let mut lines = Vec::new();
    for (n, line) in (1..).zip(expected["bank_lines"].as_array().unwrap()) {
        let row = sheet
            .row(u32::try_from(line["row"].as_u64().unwrap()).unwrap())
            .unwrap();
        let songnuan_model::survey::Value::Text(name) = row.get(2) else {
            panic!("no name")
        };
        let mut sent = Line::new(n, name, line["amount_fen"].as_i64().unwrap());
        sent.card = line["card_no"].as_str().unwrap().to_owned();
        lines.push(sent);
    }
    batch(&unit, "DF2017-01", &lines, true).await;
    let file = export(&unit, "DF2017-01", "xlsx", true).await;
    assert!(!bytes(&file).is_empty());
    let mut request = answer(None, &book, false);
    request["file_name"] = json!("其他台账.xlsx");
    let look = unit.ok("bank_return", request.clone()).await;
    assert_eq!(
        (&look["applied"], &look["problems_n"]),
        (&json!(false), &json!(0))
    );
    assert_eq!(events(&unit, LineEventKind::Paid).await, 0);
    request["apply"] = json!(true);
    let done = unit.ok("bank_return", request.clone()).await;
    let sums = &expected["bank_batch"];
    assert_eq!(done["applied"], true, "{}", done["message"]);
    for (ours, theirs) in [
        ("lines_n", "lines"),
        ("paid_n", "paid"),
        ("paid", "paid_fen"),
        ("bounced_n", "rejected"),
        ("bounced", "rejected_fen"),
    ] {
        assert_eq!(done[ours], sums[theirs], "{ours}");
    }
    for (row, line) in done["rows"]
        .as_array()
        .unwrap()
        .iter()
        .zip(expected["bank_lines"].as_array().unwrap())
    {
        assert_eq!(
            (&row["row"], &row["reason"]),
            (&line["row"], &line["reason"])
        );
        assert_eq!(row["ok"], json!(line["status"] == "paid"));
    }
    assert_eq!(events(&unit, LineEventKind::Paid).await, 22);
    assert_eq!(events(&unit, LineEventKind::Bounced).await, 3);
    let again = unit.ok("bank_return", request).await;
    assert_eq!(
        (&again["applied"], &again["problems_n"]),
        (&json!(false), &json!(0))
    );
    assert!(
        again["message"].as_str().unwrap().contains("以前已经读入"),
        "{}",
        again["message"]
    );
    assert_eq!(events(&unit, LineEventKind::Paid).await, 22);
}

#[tokio::test]
async fn with_one_row_that_does_not_fit_nothing_is_written() {
    let unit = unit().await;
    let lines = [
        Line::new(1, "张三", 10_000),
        Line::new(2, "李四", 20_000),
        Line::new(3, "龚䶮", 30_000),
    ];
    batch(&unit, "2026-001", &lines, true).await;
    let (one, two, three, other) = (card(1), card(2), card(3), card(9));
    let good = [
        ("张三", &*one, "100.00", "成功"),
        ("李四", &*two, "200.00", "成功"),
        ("龚?", &*three, "300", "失败"),
    ];
    let before = read(&unit, &csv(&good), true).await;
    assert_eq!(before["problems_n"], 3, "not at the bank yet");
    export(&unit, "2026-001", "csv", true).await;
    let cases = [
        (("王五", &*other, "100", "成功"), "没有这个卡号"),
        (("张三", &*one, "100.00", "成功"), "与第 2 行重复"),
        (
            ("李四", &*two, "200.01", "成功"),
            "金额 200.01 元与批次里的 200.00 元不同",
        ),
        (("李四", &*two, "2.001", "成功"), "小数超过两位"),
        (
            ("李五", &*two, "200", "成功"),
            "户名“李五”与批次里的“李四”不同",
        ),
        (("李四", &*two, "200", "处理中"), "看不懂结果“处理中”"),
        (
            ("李四", "6.29999E+18", "200", "成功"),
            "卡号被 Excel 改坏了",
        ),
    ];
    for (row, words) in cases {
        let done = read(&unit, &csv(&[good[0], row]), true).await;
        assert_eq!(
            (&done["applied"], &done["problems_n"]),
            (&json!(false), &json!(1)),
            "{words}"
        );
        let problem = done["rows"][1]["problem"].as_str().unwrap();
        assert!(problem.contains(words), "{problem}");
        assert!(
            done["message"]
                .as_str()
                .unwrap()
                .contains("整个文件都没有登记")
        );
    }
    assert_eq!(
        events(&unit, LineEventKind::Paid).await,
        0,
        "nothing half done"
    );
    let done = read(&unit, &csv(&good), true).await;
    assert_eq!(done["applied"], true, "{done}");
    assert_eq!(
        (&done["paid"], &done["bounced"]),
        (&json!(30_000), &json!(30_000))
    );
}

#[tokio::test]
async fn a_bounced_line_is_repaired_and_paid_once() {
    let unit = unit().await;
    let lines = [Line::new(1, "张三", 10_000), Line::new(2, "李四", 20_000)];
    batch(&unit, "2026-001", &lines, true).await;
    export(&unit, "2026-001", "csv", true).await;
    let (one, two, new) = (card(1), card(2), card(77));
    let first = csv(&[("张三", &one, "100", "成功"), ("李四", &two, "200", "失败")]);
    assert_eq!(read(&unit, &first, true).await["applied"], true);
    repair(&unit, "2026-001", 2, &new).await;
    let file = export(&unit, "2026-001", "csv", true).await;
    let text = GB18030
        .decode_without_bom_handling(&bytes(&file))
        .0
        .into_owned();
    assert!(
        text.contains(&new) && !text.contains(&one),
        "only the repaired line"
    );
    assert_eq!(text.lines().count(), 2);
    let late = read(&unit, &first, true).await;
    assert!(
        late["message"].as_str().unwrap().contains("以前已经读入"),
        "{late}"
    );
    let both = csv(&[("张三", &one, "100", "成功"), ("李四", &new, "200", "成功")]);
    let refused = read(&unit, &both, true).await;
    assert!(
        refused["rows"][0]["problem"]
            .as_str()
            .unwrap()
            .contains("早已登记到账")
    );
    let second = csv(&[("李四", &new, "200", "成功")]);
    assert_eq!(read(&unit, &second, true).await["applied"], true);
    assert_eq!(events(&unit, LineEventKind::Paid).await, 2);
    let request = json!({ "batch_id": "2026-001", "format": "csv", "layout": null, "mark": true });
    let error = unit.refused("bank_export", request).await;
    assert!(error.message.contains("2 行已发放"), "{error}");
}

#[tokio::test]
async fn what_is_no_answer_of_the_bank_is_refused_in_words() {
    let unit = unit().await;
    batch(&unit, "2026-001", &[Line::new(1, "张三", 10_000)], true).await;
    batch(&unit, "2026-002", &[Line::new(2, "李四", 10_000)], true).await;
    let one = card(1);
    let answers = csv(&[("张三", &one, "100", "成功")]);
    let head = GB18030.encode("批次号:2026-002\r\n").0.into_owned();
    let other = [head, answers.clone()].concat();
    let cases: [(Option<&str>, &[u8], &str); 6] = [
        (Some("2026-001"), b"", "是空文件"),
        (Some("2026-001"), b"\xFF\xFF\x00\x81", "不是 Excel 工作簿"),
        (
            Some("2026-001"),
            "姓名,电话\n张三,1\n".as_bytes(),
            "没有找到银行回盘的表头",
        ),
        (Some("2026-001"), b"PK\x03\x04broken", "已损坏"),
        (Some("2026-001"), &other, "是批次 2026-002 的回盘"),
        (None, &answers, "没有写批次号"),
    ];
    for (no, file, words) in cases {
        let error = unit.refused("bank_return", answer(no, file, true)).await;
        assert!(error.message.contains(words), "{words}: {error}");
    }
    let mut broken = answer(Some("2026-001"), b"", true);
    broken["base64"] = json!("@@@");
    let error = unit.refused("bank_return", broken).await;
    assert!(error.message.contains("没有完整地传过来"), "{error}");
}
