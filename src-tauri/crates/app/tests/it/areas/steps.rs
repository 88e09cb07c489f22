//! The procedure through the command: order, notices, relapse, one household one file.

use serde_json::{Value, json};
use songnuan_app::error::Code;

use super::support::{Unit, id_no, opening, unit};

async fn step(unit: &Unit, file: &Value, kind: &str, on: &str) -> Value {
    unit.ok("file_step", taking(file, kind, on, "agree")).await
}

fn taking(file: &Value, kind: &str, on: &str, decision: &str) -> Value {
    json!({
        "file_id": file["file"]["id"], "kind": kind, "on": on, "actor": "杨志强",
        "decision": decision, "opinion": "情况属实", "notice_days": 5,
    })
}

#[tokio::test]
async fn from_application_to_exit_and_back() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    assert_eq!(file["file"]["status"], "submitted");
    assert_eq!(file["file"]["file_no"], "998101-2026-001");
    for (kind, on) in [
        ("first_review", "2026-11-03"),
        ("home_survey", "2026-11-04"),
        ("income_check_sent", "2026-11-05"),
        ("income_check_result", "2026-11-06"),
        ("public_notice", "2026-11-09"),
    ] {
        step(&unit, &file, kind, on).await;
    }
    // Five working days from Monday the 9th hang through Friday the 13th.
    let early = unit
        .refused("file_step", taking(&file, "review", "2026-11-13", "agree"))
        .await;
    assert_eq!(early.code, Code::StepNotAllowed);
    assert!(early.message.contains("公示到 2026-11-13"), "{early}");
    step(&unit, &file, "review", "2026-11-16").await;
    let active = step(&unit, &file, "approval", "2026-11-17").await;
    assert_eq!(active["status_label"], "在档");
    let wrong = unit
        .refused("file_step", taking(&file, "relapse", "2026-11-18", "agree"))
        .await;
    assert!(
        wrong.message.contains("在档") && wrong.message.contains("返困"),
        "{wrong}"
    );
    step(&unit, &file, "exit", "2026-11-18").await;
    let again = step(&unit, &file, "relapse", "2026-11-19").await;
    assert_eq!(again["file"]["status"], "active");
    assert_eq!(again["file"]["file_no"], "998101-2026-001");
    let back = unit
        .refused("file_step", taking(&file, "exit", "2026-11-18", "agree"))
        .await;
    assert!(back.message.contains("早于上一步"), "{back}");
}

#[tokio::test]
async fn a_household_has_one_file() {
    let unit = unit().await;
    let (father, son) = (id_no("19700101", 1), id_no("20010101", 3));
    let file = unit.file("王建国", &father).await;
    let again = unit.refused("file_open", opening("王建国", &father)).await;
    assert!(again.message.contains("998101-2026-001"), "{again}");
    let member = json!({
        "file_id": file["file"]["id"], "id": null, "name": "王小军", "id_type": "resident_id",
        "id_no": son, "relation": "son", "identity": "undergraduate", "health": "good",
        "monthly_income": null, "employer_or_school": "云澜学院", "living_together": true,
        "joined_on": null,
    });
    let detail = unit.ok("member_save", member).await;
    assert_eq!(detail["members"][0]["relation_label"], "儿子");
    let second = unit.refused("file_open", opening("王小军", &son)).await;
    assert!(second.message.contains("家庭成员") && second.message.contains("998101-2026-001"));
    // Once he has left, he may open his own.
    let leave = json!({
        "file_id": file["file"]["id"], "id": detail["members"][0]["id"], "left_on": "2026-11-01",
    });
    unit.ok("member_leave", leave).await;
    let own = unit.file("王小军", &son).await;
    assert_eq!(own["file"]["file_no"], "998101-2026-002");
}

#[tokio::test]
async fn bad_papers_are_refused_with_the_likely_digit() {
    let unit = unit().await;
    let good = id_no("19800215", 1);
    let last = good.chars().last().unwrap();
    let wrong = if last == '1' { '2' } else { '1' };
    let bad = format!("{}{wrong}", &good[..17]);
    let refused = unit.refused("file_open", opening("王小明", &bad)).await;
    assert!(refused.message.contains(&format!("“{last}”")), "{refused}");
    let no_day = id_no("19000229", 1);
    let refused = unit.refused("file_open", opening("王小明", &no_day)).await;
    assert!(refused.message.contains("不存在"), "{refused}");
    let future = id_no("20300101", 1);
    let refused = unit.refused("file_open", opening("王小明", &future)).await;
    assert!(refused.message.contains("还没有到"), "{refused}");
    let long = "王".repeat(60);
    let refused = unit.refused("file_open", opening(&long, &good)).await;
    assert!(refused.message.contains("60 个字"), "{refused}");
    let mut later = opening("王小明", &good);
    later["applied_on"] = json!("2026-12-01");
    unit.refused("file_open", later).await;
    let list = unit.ok("file_list", json!({})).await;
    assert_eq!(list["total"], 0);
}

#[tokio::test]
async fn fifteen_and_eighteen_digits_are_one_person() {
    let unit = unit().await;
    unit.file("周福生", "310117197501010010").await;
    let again = unit
        .refused("file_open", opening("周福生", "310117750101001"))
        .await;
    assert!(again.message.contains("已有档案"), "{again}");
    let other = unit
        .refused("file_open", opening("周福根", "310117750101001"))
        .await;
    assert!(other.message.contains("周福生"), "{other}");
}

#[tokio::test]
async fn a_year_without_holidays_is_said() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    for (kind, on) in [
        ("first_review", "2026-11-03"),
        ("home_survey", "2026-11-04"),
        ("income_check_sent", "2026-11-05"),
        ("income_check_result", "2026-11-06"),
    ] {
        step(&unit, &file, kind, on).await;
    }
    let mut notice = taking(&file, "public_notice", "2026-11-09", "agree");
    notice["notice_days"] = json!(4);
    let short = unit.refused("file_step", notice.clone()).await;
    assert!(short.message.contains("不得少于 5 个工作日"), "{short}");
    notice["notice_days"] = json!(45);
    let detail = unit.ok("file_step", notice).await;
    let warning = detail["warnings"][0].as_str().unwrap();
    assert!(
        warning.contains("节假日表缺失") && warning.contains("2027"),
        "{warning}"
    );
}

#[tokio::test]
async fn the_village_follows_the_address() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    assert_eq!(file["applicant"]["village"], "荷塘村");
    let person = &file["applicant"]["id"];
    let moved = unit
        .edit(&file, person, "home_address", json!("芦塘荡镇柳湾村2组"))
        .await;
    assert_eq!(moved["applicant"]["village"], "柳湾村");
    unit.edit(&file, person, "village", json!("东片")).await;
    let kept = unit
        .edit(&file, person, "home_address", json!("芦塘荡镇荷塘村1组"))
        .await;
    assert_eq!(kept["applicant"]["village"], "东片");
}
