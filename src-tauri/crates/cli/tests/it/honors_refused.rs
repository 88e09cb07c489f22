//! Each bad line of scholarships and model workers, typed on the command line: a sentence, exit 1,
//! and nothing that was there is lost.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::common;

use common::{Desk, resident, text};

const CARD: &str = "6299999576732903160";

/// A unit with a round whose pack has no gate, so that anybody may be typed in.
fn desk(name: &str) -> Desk {
    let desk = Desk::with_unit(name);
    let window = ["--opens", "2024-07-01", "--closes", "2024-08-27"];
    let pack = ["--pack", "tianmen-2024"];
    desk.json(&[&["scholarship", "round"][..], &window, &pack].concat(), 0);
    desk
}

/// An application as typed; what is written later on the line changes it.
fn applying<'a>(name: &'a str, id: &'a str, parent: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let fixed = [
        "scholarship",
        "nominate",
        "--round",
        "2024",
        "--school",
        "芦塘大学",
        "--level",
        "undergraduate",
        "--student-kind",
        "ordinary",
        "--parent-state",
        "在职",
        "--member",
    ];
    let own = ["--name", name, "--id", id, "--parent", parent];
    [&fixed[..], &own, more].concat()
}

const ON_TIME: [&str; 2] = ["--applied-on", "2024-08-01"];

fn applications(desk: &Desk) -> i64 {
    let list = desk.json(&["scholarship", "list"], 0);
    list["totals"]["applications"].as_i64().unwrap()
}

#[test]
fn a_student_without_an_id_under_six_or_paying_nothing() {
    let desk = desk("bad-student");
    let (old, young) = (resident("20050201", 1), resident("20200101", 2));
    desk.refused(&applying("李一鸣", "", "李某", &ON_TIME), "没有身份证号");
    desk.refused(&applying("李幼苗", &young, "李某", &ON_TIME), "不满 6 周岁");
    let free = [&ON_TIME[..], &["--tuition", "0"]].concat();
    desk.refused(&applying("李一鸣", &old, "李某", &free), "学费填的是 0 元");
    let wrong = old.replace("998101", "998102");
    desk.refused(&applying("李一鸣", &wrong, "李某", &ON_TIME), "身份证号");
    assert_eq!(applications(&desk), 0);
    desk.json(&applying("李一鸣", &old, "李某", &ON_TIME), 0);
    assert_eq!(applications(&desk), 1);
}

#[test]
fn a_student_under_two_parents_and_a_card_of_two_students() {
    let desk = desk("bad-family");
    let (one, other) = (resident("20050201", 1), resident("20050301", 2));
    let carded = [&ON_TIME[..], &["--card", CARD]].concat();
    desk.json(&applying("李一鸣", &one, "李某", &carded), 0);
    desk.refused(
        &applying("李一鸣", &one, "周某", &ON_TIME),
        "登记在另一位家长“李某”",
    );
    desk.refused(
        &applying("李一鸣", &one, "李某", &ON_TIME),
        "已有申请（第 1 号）",
    );
    desk.refused(
        &applying("赵子轩", &other, "赵某", &carded),
        "已登记在另一名学生“李一鸣”",
    );
    assert_eq!(applications(&desk), 1);
    // Looked at again, the card is taken, and said once more.
    let sure = [&carded[..], &["--card-confirmed"]].concat();
    let out = desk.run(&applying("赵子轩", &other, "赵某", &sure));
    assert!(out.status.success());
    assert!(
        text(&out.stderr).contains("同一张银行卡"),
        "{}",
        text(&out.stderr)
    );
    let kept = desk.json(&["scholarship", "show", "--round", "2024", "--seq", "1"], 0);
    assert_eq!(kept["row"]["case"]["parent_name"], "李某");
}

#[test]
fn an_application_after_the_window_is_kept_and_refused_by_the_rule() {
    let desk = desk("bad-late");
    let id = resident("20050201", 1);
    let late = ["--applied-on", "2024-08-28"];
    let out = desk.run(&applying("李一鸣", &id, "李某", &late));
    assert!(out.status.success());
    let said = text(&out.stderr);
    assert!(said.contains("晚于申请截止日期 2024-08-27"), "{said}");
    let list = desk.json(&["scholarship", "award", "--round", "2024"], 0);
    assert_eq!(list["cases"][0]["decision"], "refused");
    assert_eq!(
        list["cases"][0]["reason_codes"],
        serde_json::json!(["after_deadline"])
    );
    assert_eq!(list["totals"]["award_total_fen"], 0);
}

/// Registers 罗建华, born 1939-05-22; the pack has no gate.
fn worker<'a>(id: &'a str, income: &'a str) -> [&'a str; 14] {
    [
        "model-worker",
        "nominate",
        "--name",
        "罗建华",
        "--id",
        id,
        "--level",
        "national",
        "--kind",
        "retired",
        "--income",
        income,
        "--pack",
        "tianmen-2024",
    ]
}

#[test]
fn a_yearly_income_where_a_monthly_one_is_meant() {
    let desk = Desk::with_unit("bad-income");
    let id = resident("19390522", 1);
    desk.refused(&worker(&id, "36000"), "像是全年收入");
    desk.refused(&worker(&id, "36000"), "每月约 3,000.00 元");
    let list = desk.json(&["model-worker", "list"], 0);
    assert_eq!(list["totals"]["model_workers"], 0);
    let sure = [&worker(&id, "36000")[..], &["--income-confirmed"]].concat();
    desk.json(&sure, 0);
    let edit = ["model-worker", "edit", "1", "--income", "48000"];
    desk.refused(&edit, "像是全年收入");
    let list = desk.json(&["model-worker", "list"], 0);
    assert_eq!(list["persons"][0]["income_fen"], 3_600_000);
}

#[test]
fn an_honour_before_birth_and_a_medal_back_before_it_was_lost() {
    let desk = Desk::with_unit("bad-honor");
    desk.json(&worker(&resident("19390522", 1), "3000"), 0);
    let honor = |on: &'static str| {
        [
            "model-worker",
            "honor",
            "罗建华",
            "--title",
            "全国劳动模范",
            "--level",
            "national",
            "--medal",
            "--on",
            on,
        ]
    };
    desk.refused(&honor("1938"), "早于本人出生(1939-05-22)");
    desk.refused(&honor("建国后"), "授予时间要写成");
    desk.json(&honor("1989"), 0);
    let medal = |kind: &'static str, on: &'static str| {
        [
            "model-worker",
            "medal",
            "罗建华",
            "--kind",
            kind,
            "--on",
            on,
        ]
    };
    desk.refused(&medal("recovered", "2016-12-27"), "先登记遗失或被盗");
    desk.json(&medal("stolen", "2016-12-26"), 0);
    desk.refused(
        &medal("recovered", "2016-12-25"),
        "早于上一次“被盗”(2016-12-26)",
    );
    let list = desk.json(&["model-worker", "list"], 0);
    assert_eq!(list["honors"].as_array().unwrap().len(), 1);
    assert_eq!(list["honors"][0]["medal"], "被盗");
}

#[test]
fn a_benefit_for_somebody_who_died() {
    let desk = Desk::office("bad-benefit");
    desk.done("管理员", &worker(&resident("19390522", 1), "3000"));
    let benefit = [
        "model-worker",
        "benefit",
        "--year",
        "2025",
        "--on",
        "2025-07-01",
    ];
    let rule = ["--kind", "living_subsidy", "--declare"];
    let declare = [&benefit[..], &rule, &["--user", "管理员"]].concat();
    desk.json(&declare, 0);
    let gone = ["--state", "deceased", "--state-on", "2026-01-02"];
    desk.done(
        "管理员",
        &[&["model-worker", "edit", "罗建华"][..], &gone].concat(),
    );
    // What was declared in time is not paid any more; what is asked anew is refused.
    desk.done("钱会计", &["fund", "add", "劳模资金", "--amount", "60000"]);
    let batch = [
        "model-worker",
        "batch",
        "--year",
        "2025",
        "--fund",
        "劳模资金",
    ];
    let cash = ["--method", "cash", "--user", "管理员"];
    desk.refused(
        &[&batch[..], &cash].concat(),
        "已登记去世，不能再发生活困难补助金",
    );
    let later = [
        "model-worker",
        "benefit",
        "--year",
        "2026",
        "--on",
        "2026-07-01",
    ];
    let declare = [&later[..], &rule, &["--user", "管理员"]].concat();
    desk.refused(&declare, "本人已去世");
    let shown = desk.done("管理员", &["model-worker", "show", "罗建华"]);
    assert_eq!(shown["benefits"].as_array().unwrap().len(), 1);
}
