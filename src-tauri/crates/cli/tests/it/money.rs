//! Campaigns, payments and figures from the command line, as the samples promise them.

#![allow(clippy::unwrap_used, clippy::panic)]

use crate::common;

use common::{Desk, expected, sample};
use serde_json::Value;

const LIST: &str = "送温暖名单-客车厂.xlsx";
const VISITS: &str = "走访记录.xlsx";

/// Must be refused with this in the sentence.
fn refused(desk: &Desk, user: &str, args: &[&str], why: &str) {
    desk.refused(&[args, &["--user", user]].concat(), why);
}

/// Must be done.
fn done(desk: &Desk, user: &str, args: &[&str]) -> Value {
    desk.done(user, args)
}

#[test]
fn the_list_is_read_as_expected_and_counted_apart() {
    let desk = Desk::with_unit("campaign-import");
    let wanted = expected(LIST);
    let dry = desk.json(&["import", "campaign", &sample(LIST), "--dry-run"], 0);
    let rows = dry["rows"].as_array().unwrap();
    let recipients = wanted["recipients"].as_array().unwrap();
    assert_eq!(rows.len(), recipients.len());
    for (row, want) in rows.iter().zip(recipients) {
        assert_eq!(row["row"], want["row"]);
        for name in [
            "seq",
            "name",
            "masked_name",
            "kind",
            "unit",
            "amount_fen",
            "amount_upper",
        ] {
            assert_eq!(row["normalised"][name], want[name], "{want} {name}");
        }
    }
    desk.json(&["import", "campaign", &sample(LIST)], 0);
    let again = desk.json(&["import", "campaign", &sample(LIST)], 0);
    assert_eq!(again["op_id"], Value::Null, "{again}");
    let stats = desk.json(&["stats", "campaign"], 0);
    for (name, want) in wanted["totals"].as_object().unwrap() {
        assert_eq!(stats["totals"][name], *want, "{name}");
    }
}

#[test]
fn the_visiting_drive_adds_up_as_expected() {
    let desk = Desk::with_unit("visit-import");
    let wanted = expected(VISITS);
    desk.json(&["import", "unions", &sample("工会组织.xlsx")], 0);
    desk.json(&["import", "visits", &sample(VISITS)], 0);
    let again = desk.json(&["import", "visits", &sample(VISITS)], 0);
    assert_eq!(again["op_id"], Value::Null, "{again}");
    let year = ["--from", "2016-01-01", "--to", "2016-12-31"];
    let stats = desk.json(&[&["stats", "visits"][..], &year].concat(), 0);
    for part in ["totals", "by_month", "by_federation", "visits_by_visitor"] {
        for (name, want) in wanted[part].as_object().unwrap() {
            if part == "totals" && want.is_object() {
                for (inner, want) in want.as_object().unwrap() {
                    assert_eq!(stats[part][name][inner], *want, "{part}/{name}/{inner}");
                }
                continue;
            }
            assert_eq!(stats[part][name], *want, "{part}/{name}");
        }
    }
}

#[test]
fn from_candidates_to_the_audit_pack() {
    let desk = Desk::office("money-walk");
    let (clerk, leader, finance) = ("管理员", "王主席", "钱会计");
    done(&desk, clerk, &["import", "campaign", &sample(LIST)]);
    let list = done(&desk, clerk, &["campaign", "list"]);
    let name = list[0]["campaign"]["name"].as_str().unwrap().to_owned();
    done(
        &desk,
        finance,
        &["fund", "add", "送温暖资金", "--amount", "60000"],
    );
    let draft = [
        "batch",
        "draft",
        "--campaign",
        &name,
        "--fund",
        "送温暖资金",
    ];
    let cash = ["--method", "cash", "--notice"];
    let batch = done(&desk, clerk, &[&draft[..], &cash].concat());
    let no = batch["row"]["batch"]["no"].as_str().unwrap().to_owned();
    assert_eq!(batch["row"]["amount"], 5_200_000);
    assert_eq!(batch["amount_uppercase"], "伍万贰仟元整");
    let fund = done(&desk, finance, &["fund", "list"]);
    assert_eq!(fund[0]["left"], 800_000);

    refused(&desk, clerk, &["batch", "approve", &no], "权限");
    done(&desk, finance, &["batch", "review", &no]);
    done(
        &desk,
        leader,
        &["batch", "approve", &no, "--opinion", "同意"],
    );
    done(&desk, clerk, &["batch", "notice", &no, "--place", "公告栏"]);
    refused(&desk, leader, &["batch", "release", &no], "公示");
    let out = desk.dir.join("花名册.pdf").display().to_string();
    let print = ["print", "roster", "--batch", &no, "-o", &out];
    done(&desk, clerk, &print);
    let pack = desk.dir.join("审计").display().to_string();
    let files = done(&desk, leader, &["audit-pack", &no, "-o", &pack]);
    assert!(!files["files"].as_array().unwrap().is_empty());
    done(&desk, leader, &["verify"]);
}

#[test]
fn cash_is_signed_for_counted_and_closed_once() {
    let desk = Desk::office("cash-walk");
    let (clerk, leader, finance) = ("管理员", "王主席", "钱会计");
    done(&desk, clerk, &["import", "campaign", &sample(LIST)]);
    done(
        &desk,
        finance,
        &["fund", "add", "送温暖资金", "--amount", "60000"],
    );
    let draft = [
        "batch",
        "draft",
        "--campaign",
        "送温暖",
        "--fund",
        "送温暖资金",
    ];
    let some = ["--method", "cash", "--item", "1", "2", "3"];
    let batch = done(&desk, clerk, &[&draft[..], &some].concat());
    let no = batch["row"]["batch"]["no"].as_str().unwrap().to_owned();
    refused(
        &desk,
        clerk,
        &[&draft[..], &["--method", "cash", "--item", "1"]].concat(),
        "批次",
    );
    done(&desk, leader, &["batch", "approve", &no]);
    done(&desk, leader, &["batch", "release", &no]);
    done(
        &desk,
        clerk,
        &["batch", "cash-out", &no, "--amount", "6000"],
    );
    let proxy = ["--line", "1", "--proxy", "姚小红", "--relation", "女儿"];
    done(&desk, clerk, &[&["batch", "pay", &no][..], &proxy].concat());
    done(&desk, clerk, &["batch", "pay", &no, "--line", "2"]);
    let away = ["--line", "3", "--reason", "外出未归"];
    done(
        &desk,
        clerk,
        &[&["batch", "not-collected", &no][..], &away].concat(),
    );
    let back = ["--line", "3", "--reason", "未领，退回资金"];
    done(
        &desk,
        finance,
        &[&["batch", "reverse", &no][..], &back].concat(),
    );
    refused(
        &desk,
        finance,
        &[
            &["batch", "reverse", &no][..],
            &["--line", "4", "--reason", "x"],
        ]
        .concat(),
        "冲销",
    );
    done(&desk, clerk, &["batch", "cash-in", &no, "--amount", "2000"]);
    done(&desk, clerk, &["batch", "pay", &no]);
    done(&desk, finance, &["batch", "close", &no]);
    refused(&desk, finance, &["batch", "close", &no], "结清");
    let fund = done(&desk, finance, &["fund", "list"]);
    assert_eq!(fund[0]["left"], 5_600_000);
    assert_eq!(fund[0]["paid"], 400_000);
}
