//! A round of scholarships on the command line: from the list to payment, follow-up and the next
//! year, and events without amounts.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::common;

use common::{Desk, resident, sample};
use serde_json::{Value, json};

const CLERK: &str = "管理员";

/// `scholarship VERB --round 2024 …`
fn round<'a>(verb: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["scholarship", verb, "--round", "2024"][..], more].concat()
}

fn step<'a>(kind: &'a str, on: &'a str) -> Vec<&'a str> {
    round("step", &["--kind", kind, "--on", on])
}

/// From notice to payment: 29 students, 120,000 yuan, in cash.
fn paid(desk: &Desk) -> String {
    desk.done(
        CLERK,
        &["import", "scholarships", &sample("金秋助学申请.xlsx")],
    );
    desk.done("钱会计", &["fund", "add", "助学资金", "--amount", "150000"]);
    let batch = round("batch", &["--fund", "助学资金", "--method", "cash"]);
    let on_it = ["--user", CLERK];
    desk.refused(&[&batch[..], &on_it].concat(), "还没有批准");
    desk.done(CLERK, &step("grass_reviewed", "2024-08-28"));
    let posted = desk.done(CLERK, &step("publicised", "2024-08-29"));
    assert_eq!(posted["totals"]["awarded"], 29);
    let early = [&step("approved", "2024-08-30")[..], &on_it].concat();
    desk.refused(&early, "公示");
    desk.done(CLERK, &step("approved", "2024-09-10"));
    let batch = desk.done(CLERK, &batch);
    assert_eq!(batch["row"]["amount"], 12_000_000);
    assert_eq!(batch["lines"].as_array().unwrap().len(), 29);
    let no = batch["row"]["batch"]["no"].as_str().unwrap().to_owned();
    for verb in ["approve", "release"] {
        desk.done("王主席", &["batch", verb, &no]);
    }
    desk.done(CLERK, &["batch", "cash-out", &no, "--amount", "120000"]);
    let first = [
        "scholarship",
        "follow-up",
        "--round",
        "2024",
        "--seq",
        "1",
        "--opinion",
        "在读",
    ];
    desk.refused(&[&first[..], &on_it].concat(), "还没有发放");
    desk.done(CLERK, &["batch", "pay", &no]);
    no
}

#[test]
fn from_the_list_to_payment_and_the_next_year() {
    let desk = Desk::office("scholarship-walk");
    let no = paid(&desk);
    let rounds = desk.done(CLERK, &["scholarship", "round"]);
    assert_eq!(rounds[0]["totals"]["paid"], 12_000_000);
    let funds = desk.done("钱会计", &["stats", "funds"]);
    assert_eq!(funds["totals"]["paid_fen"], 12_000_000);
    let shown = desk.done(CLERK, &round("show", &["--seq", "1"]));
    assert_eq!(shown["row"]["batch_no"], no);
    assert_eq!(shown["row"]["paid"], true);
    // A decision that was paid is not made again.
    let award = [&round("award", &["--seq", "1"])[..], &["--user", CLERK]].concat();
    desk.refused(&award, "结论不能再改");

    let follow = |seq: &'static str, kind: &'static str, opinion: &'static str| {
        round(
            "follow-up",
            &["--seq", seq, "--kind", kind, "--opinion", opinion],
        )
    };
    let found = desk.done(CLERK, &follow("1", "followed_up", "在读，成绩良好"));
    assert_eq!(found["row"]["step"], "followed_up");
    desk.done(CLERK, &follow("2", "finished", "已毕业就业"));
    desk.done(CLERK, &follow("3", "dropped", "因病休学"));
    let again = [&follow("2", "followed_up", "在读")[..], &["--user", CLERK]].concat();
    desk.refused(&again, "已经结束");

    let window = ["--opens", "2025-07-01", "--closes", "2025-08-27"];
    desk.done(CLERK, &[&["scholarship", "round"][..], &window].concat());
    let next = ["scholarship", "continue", "--round", "2025"];
    let next = desk.done(CLERK, &next);
    assert_eq!(next["continued"], 27);
    let left: Vec<&str> = next["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["reason"].as_str().unwrap())
        .collect();
    let because = |why: &str| left.iter().filter(|reason| reason.contains(why)).count();
    assert_eq!(because("毕业或中止"), 2, "{left:?}");
    assert_eq!(because("不予资助"), 11, "{left:?}");
    assert_eq!(left.len(), 13);
    let row = &next["list"]["rows"][0];
    assert_eq!(row["case"]["admission"], "continuing");
    assert_eq!(row["case"]["applied_on"], Value::Null, "asked afresh");
    let years = ["scholarship", "show", "--round", "2025", "--seq", "1"];
    let years = desk.done(CLERK, &years);
    assert_eq!(years["timeline"].as_array().unwrap().len(), 2);
}

#[test]
fn papers_are_checked_off_and_a_closed_round_takes_nobody() {
    let desk = Desk::with_unit("scholarship-edit");
    let window = ["--opens", "2024-07-01", "--closes", "2024-08-27"];
    let pack = ["--pack", "tianmen-2024"];
    desk.json(&[&["scholarship", "round"][..], &window, &pack].concat(), 0);
    let id = resident("20050201", 1);
    let who = [
        "--name",
        "阿依",
        "--id",
        &id,
        "--school",
        "长春大学",
        "--level",
        "undergraduate",
    ];
    let family = [
        "--parent",
        "买买提",
        "--applied-on",
        "2024-08-01",
        "--counterpart",
    ];
    let unions = [
        "--sending-union",
        "阿勒泰地区总工会",
        "--receiving-union",
        "长春市总工会",
    ];
    let saved = desk.json(
        &round("nominate", &[&who[..], &family, &unions].concat()),
        0,
    );
    let case = &saved["row"]["case"];
    assert_eq!(case["counterpart"], true);
    assert_eq!(case["sending_union"], "阿勒泰地区总工会");
    let edit = |more: &[&'static str]| round("edit", &[&["--seq", "1"][..], more].concat());
    desk.json(&edit(&["--document", "录取通知书", "身份证"]), 0);
    let more = [
        "--document",
        "学费票据",
        "身份证",
        "--tuition",
        "5200",
        "--card",
        "6299999576732903160",
    ];
    let saved = desk.json(&edit(&more), 0);
    let case = &saved["row"]["case"];
    assert_eq!(
        case["documents"],
        json!(["录取通知书", "身份证", "学费票据"])
    );
    assert_eq!(case["tuition"], 520_000);
    assert_eq!(case["parent_name"], "买买提", "what is not named stays");
    // The card is kept, and shown masked.
    let saved = desk.json(&edit(&["--note", "独生子女"]), 0);
    assert!(saved["row"]["card_masked"].as_str().unwrap().contains('*'));
    desk.json(&round("close", &[]), 0);
    desk.refused(&edit(&["--tuition", "1"]), "已经结束");
    desk.json(&round("close", &["--reopen"]), 0);
    desk.json(&edit(&["--tuition", "5300"]), 0);
    desk.refused(
        &round("step", &["--kind", "dropped", "--opinion", "休学"]),
        "--seq",
    );
}

/// T10.4: eleven students at one table, and no amounts.
#[test]
fn t10_4_eleven_students_and_no_amounts() {
    let desk = Desk::with_unit("scholarship-event");
    desk.json(&["import", "scholarships", &sample("金秋助学申请.xlsx")], 0);
    let event = [
        "scholarship",
        "event",
        "--title",
        "阿勒泰学生座谈会",
        "--on",
        "2017-01-05",
    ];
    let students = ["--round", "2024", "--seq", "1", "2", "3", "4", "5", "6"];
    let others = [
        "--name",
        "阿依",
        "古丽",
        "叶尔兰",
        "赛力克",
        "--person",
        "潘可馨",
    ];
    let more = ["--place", "长春", "--counterpart"];
    let view = desk.json(&[&event[..], &students, &others, &more].concat(), 0);
    assert_eq!(view["participants_n"], 11);
    assert_eq!(
        view["event"]["participant_ids"].as_array().unwrap().len(),
        7
    );
    assert_eq!(view["event"]["counterpart"], true);
    for word in ["amount", "fen", "award"] {
        assert!(!view.to_string().contains(word), "{word}");
    }
    let list = desk.json(&["scholarship", "event"], 0);
    assert_eq!(list.as_array().unwrap().len(), 1);
    desk.refused(
        &[&event[..], &["--person", "无名氏"]].concat(),
        "还没有登记在库",
    );
    desk.refused(&event, "请填写参加的学生");
}
