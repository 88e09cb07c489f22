//! Editing: what is refused and with which words, what is stored.

use serde_json::{Value, json};

use super::support::{editing, id_no, refused_field, unit};

#[tokio::test]
async fn refuses_with_the_field_and_the_reason() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let other = unit.file("赵敏", &id_no("19810101", 2)).await;
    let (id, person) = (&file["file"]["id"], &file["applicant"]["id"]);
    let taken = id_no("19810101", 2);
    let cases: [(&Value, &str, Value, &str); 16] = [
        (id, "own_monthly_income", json!(-1), "负数"),
        (id, "category", json!("rich"), "困难类别"),
        (
            id,
            "cause_secondary",
            json!(["schooling", "other", "accident", "serious_illness"]),
            "最多选 3",
        ),
        (id, "card_no", json!("62990000"), "13 到 19 位"),
        (
            id,
            "contract_signed_on",
            json!("2026-13-01"),
            "不是存在的日期",
        ),
        (id, "event_on", json!("2027-01-01"), "还没有到"),
        (id, "work_start", json!("2031-01"), "还没有到"),
        (id, "family_size", json!(0), "至少 1 人"),
        (id, "status", json!("active"), "不能直接修改"),
        (id, "file_no", json!("1"), "不能直接修改"),
        (person, "mobile", json!("1380000"), "手机号码"),
        (person, "name", json!(""), "姓名"),
        (person, "id_no", json!(taken), "赵敏"),
        (person, "birth", json!("1980-02-16"), "不一致"),
        (person, "sex", json!("robot"), "可选的范围"),
        (person, "postcode", json!("12"), "6 位"),
    ];
    for (record, field, value, word) in cases {
        let error = unit
            .refused("file_edit", editing(&file, record, field, value))
            .await;
        refused_field(&error, word);
    }
    let stranger = editing(&file, &other["applicant"]["id"], "note", json!("x"));
    unit.refused("file_edit", stranger).await;
    let same = unit
        .ok(
            "file_get",
            json!({ "id": id, "file_no": null, "as_of": null }),
        )
        .await;
    assert_eq!(same["file"], file["file"]);
}

#[tokio::test]
async fn stores_normalised_values_and_what_is_missing() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    assert!(
        file["missing_labels"]
            .as_array()
            .unwrap()
            .contains(&json!("困难类别"))
    );
    let (id, person) = (&file["file"]["id"], &file["applicant"]["id"]);
    unit.edit(&file, id, "category", json!("深度困难")).await;
    unit.edit(&file, id, "card_no", json!("6299 9900 0000 0001 5"))
        .await;
    unit.edit(&file, person, "name", json!("买买提•艾力")).await;
    unit.edit(&file, person, "mobile", json!("+86 138-0000-5678"))
        .await;
    let now = unit.edit(&file, id, "work_start", json!("1998年7月")).await;
    assert_eq!(now["file"]["category"], "deep");
    assert_eq!(now["file"]["work_start"], "1998-07");
    assert_eq!(now["applicant"]["name"], "买买提·艾力");
    assert_eq!(now["applicant"]["mobile_masked"], "138****5678");
    assert!(now["file"]["card_no"].as_str().unwrap().starts_with("****"));
    assert!(
        !now["missing_labels"]
            .as_array()
            .unwrap()
            .contains(&json!("困难类别"))
    );
    let why = json!({ "record_id": id, "field": "card_no", "reason": "核对银行卡" });
    let card = unit.ok("reveal", why).await;
    assert_eq!(card["value"], "62999900000000015");
    let log = unit
        .app
        .store()
        .await
        .unwrap()
        .access_log(None, 10)
        .await
        .unwrap();
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].reason, "核对银行卡");
    let silent = json!({ "record_id": id, "field": "card_no", "reason": " " });
    unit.refused("reveal", silent).await;
}

#[tokio::test]
async fn lines_of_income_and_expenditure() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let mut line = json!({
        "file_id": file["file"]["id"], "id": null, "earner": "王小明", "kind": "wage",
        "from_month": "2025-12", "to_month": "2026-11",
        "months": [100000, 100000, null, 50], "year_amount": 1, "note": null,
    });
    let detail = unit.ok("income_save", line.clone()).await;
    assert_eq!(detail["incomes"][0]["year_amount"], 200_050);
    line["months"] = json!([-1]);
    refused_field(&unit.refused("income_save", line.clone()).await, "负数");
    line["kind"] = json!("operating");
    unit.ok("income_save", line.clone()).await;
    line["to_month"] = json!("2025-11");
    refused_field(&unit.refused("income_save", line).await, "12 个月");
    let rigid = json!({
        "file_id": file["file"]["id"], "id": null, "spent_on": "王小明", "kind": "illness",
        "period": "2025.12-2026.11", "amount": 1_234_500, "receipts": 3, "note": null,
    });
    let detail = unit.ok("rigid_save", rigid).await;
    assert_eq!(detail["rigids"][0]["kind_label"], "因病");
    let remove = json!({
        "file_id": file["file"]["id"], "id": detail["rigids"][0]["id"], "why": "重复登记",
    });
    let detail = unit.ok("line_remove", remove.clone()).await;
    assert_eq!(detail["rigids"], json!([]));
    unit.refused("line_remove", remove).await;
    unit.ok("undo", json!({ "op_id": null })).await;
    let asked = json!({ "id": file["file"]["id"], "file_no": null, "as_of": null });
    assert_eq!(
        unit.ok("file_get", asked).await["rigids"][0]["amount"],
        1_234_500
    );
}
