//! The registry on the command line: five medals stolen and recovered, an incident until it is
//! resolved, benefits until they are paid, honours outside the registry.

#![allow(clippy::unwrap_used, clippy::panic, clippy::too_many_lines)]

use crate::common;

use common::{Desk, resident, sample, text};
use serde_json::{Value, json};

const CLERK: &str = "管理员";

/// 孙某 with five medals, as on the source page (DOMAIN §S11).
fn with_medals(desk: &Desk) {
    let id = resident("19350101", 1);
    let who = [
        "model-worker",
        "nominate",
        "--name",
        "孙某",
        "--id",
        &id,
        "--level",
        "city",
        "--kind",
        "retired",
        "--income",
        "2000",
        "--pack",
        "tianmen-2024",
    ];
    desk.done(CLERK, &who);
    for (title, level, issuer, on) in [
        ("全国劳动模范", "national", "国务院", "1989"),
        ("优秀工会积极分子", "national", "全国总工会", "1988"),
        ("省劳动模范", "provincial", "省政府", "1986"),
        ("市劳动模范", "city", "市政府", "1984"),
        ("市先进人物", "city", "市政府", "1982-05"),
    ] {
        let honor = [
            "--title", title, "--level", level, "--issuer", issuer, "--on", on,
        ];
        let line = [&["model-worker", "honor", "孙某", "--medal"][..], &honor].concat();
        let view = desk.done(CLERK, &line);
        assert_eq!(view["honor"]["title"], title);
        assert_eq!(view["medal"], "held");
    }
}

/// T11.4: held, stolen on 2016-12-26, recovered on a day nobody wrote down.
#[test]
fn t11_4_five_medals_and_the_incident_until_it_is_resolved() {
    let desk = Desk::office("medals");
    with_medals(&desk);
    let theft = [
        "model-worker",
        "incident",
        "record",
        "孙某",
        "--kind",
        "theft",
        "--on",
        "2016-12-26",
        "--narrative",
        "上午家中失窃，五枚奖章被盗。",
        "--owner",
        "区总工会",
    ];
    let incident = desk.done(CLERK, &theft);
    assert_eq!(incident["open"], true);
    assert_eq!(incident["incident"]["kind"], "theft");
    let medal = ["model-worker", "medal", "孙某", "--incident", "1"];
    let stolen = ["--kind", "stolen", "--on", "2016-12-26"];
    let views = desk.done(CLERK, &[&medal[..], &stolen].concat());
    assert_eq!(views.as_array().unwrap().len(), 5);
    let list = desk.done(CLERK, &["model-worker", "list", "--filter", "incident"]);
    assert_eq!(list["totals"]["medals"], json!({ "被盗": 5 }));
    let on_it = ["--user", CLERK];
    let close = [
        "model-worker",
        "incident",
        "resolve",
        "孙某",
        "--result",
        "五枚奖章全部追回",
    ];
    desk.refused(&[&close[..], &on_it].concat(), "还没有登记办理情况");
    let action = [
        "model-worker",
        "incident",
        "action",
        "孙某",
        "--on",
        "2016-12-27",
        "--by",
        "王干事",
        "--action",
        "上门慰问，协助报案",
    ];
    desk.done(CLERK, &action);
    let early = [
        &action[..4],
        &["--on", "2016-12-25", "--action", "看望"],
        &on_it,
    ]
    .concat();
    desk.refused(&early, "早于事发日期(2016-12-26)");
    desk.done(CLERK, &[&medal[..], &["--kind", "recovered"]].concat());
    let closed = desk.done(CLERK, &[&close[..], &["--on", "2017-01-10"]].concat());
    assert_eq!(closed["open"], false);
    assert_eq!(closed["incident"]["resolved_on"], "2017-01-10");
    assert_eq!(closed["medals"].as_array().unwrap().len(), 5);
    assert_eq!(closed["actions"][0]["by"], "王干事");
    desk.refused(&[&close[..], &on_it].concat(), "没有未办结的事件");
    let list = desk.done(CLERK, &["model-worker", "list"]);
    assert_eq!(list["totals"]["stolen"], 5);
    assert_eq!(list["totals"]["recovered_of_stolen"], 5);
    assert_eq!(list["persons"][0]["level"], "全国");
    for honor in list["honors"].as_array().unwrap() {
        assert_eq!(honor["medal"], "找回");
        assert_eq!(honor["stolen_on"], "2016-12-26");
        assert_eq!(honor["recovered_on"], Value::Null);
    }
    let told = desk.run(&["model-worker", "incident", "list", "孙某", "--user", CLERK]);
    let told = text(&told.stdout);
    assert!(
        told.starts_with("1\t2016-12-26\t失窃\t2017-01-10 办结"),
        "{told}"
    );
    let shown = desk.done(CLERK, &["model-worker", "show", "孙某"]);
    let events = shown["row"]["honors"][0]["events"].as_array().unwrap();
    let life: Vec<&str> = events
        .iter()
        .map(|it| it["event"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(life, ["stolen", "recovered"]);
}

#[test]
fn the_whole_life_of_a_medal() {
    let desk = Desk::office("medal-life");
    with_medals(&desk);
    let medal = |kind: &'static str, on: &'static str| {
        let line = [
            "model-worker",
            "medal",
            "孙某",
            "--honor",
            "市先进人物",
            "--kind",
            kind,
        ];
        [&line[..], &["--on", on]].concat()
    };
    for (kind, on) in [
        ("held", "2000-01-01"),
        ("lost", "2001-01-01"),
        ("reissued", "2002-01-01"),
        ("stolen", "2003-01-01"),
        ("recovered", "2004-01-01"),
        ("withdrawn", "2005-01-01"),
    ] {
        let views = desk.done(CLERK, &medal(kind, on));
        assert_eq!(views[0]["medal"], kind);
    }
    let after = [&medal("held", "2006-01-01")[..], &["--user", CLERK]].concat();
    desk.refused(&after, "撤销收回");
    let none = [
        "model-worker",
        "medal",
        "孙某",
        "--honor",
        "没有的荣誉",
        "--kind",
        "lost",
    ];
    desk.refused(
        &[&none[..], &["--user", CLERK]].concat(),
        "没有叫“没有的荣誉”的荣誉",
    );
}

#[test]
fn a_benefit_is_declared_approved_paid_and_counted() {
    let desk = Desk::office("benefit-walk");
    with_medals(&desk);
    let benefit = [
        "model-worker",
        "benefit",
        "--year",
        "2025",
        "--on",
        "2025-07-01",
    ];
    let rule = ["--kind", "living_subsidy", "--pack", "demo-a"];
    let preview = desk.done(CLERK, &[&benefit[..], &rule].concat());
    assert_eq!(
        preview["rows"][0]["results"][0]["result"]["monthly"],
        100_000
    );
    assert_eq!(
        preview["rows"][0]["results"][0]["result"]["reasons"],
        json!(["retired_line", "capped_1000"])
    );
    let declare = [&benefit[..], &rule, &["--declare"]].concat();
    let done = desk.done(CLERK, &declare);
    assert_eq!(done["total"], 1_200_000);
    desk.refused(&[&declare[..], &["--user", CLERK]].concat(), "已经申报过");
    desk.done("钱会计", &["fund", "add", "劳模资金", "--amount", "60000"]);
    let batch = [
        "model-worker",
        "batch",
        "--year",
        "2025",
        "--fund",
        "劳模资金",
    ];
    let batch = desk.done(CLERK, &[&batch[..], &["--method", "cash"]].concat());
    let no = batch["row"]["batch"]["no"].as_str().unwrap().to_owned();
    for verb in ["approve", "release"] {
        desk.done("王主席", &["batch", verb, &no]);
    }
    desk.done(CLERK, &["batch", "cash-out", &no, "--amount", "12000"]);
    desk.done(CLERK, &["batch", "pay", &no, "--line", "1"]);
    let shown = desk.done(CLERK, &["model-worker", "show", "孙某"]);
    assert_eq!(shown["benefits"][0]["paid"], true);
    assert_eq!(shown["benefits"][0]["batch_no"], no);
    let funds = desk.done("钱会计", &["stats", "funds"]);
    assert_eq!(funds["totals"]["paid_fen"], 1_200_000);
}

#[test]
fn states_living_conditions_and_honours_outside_the_registry() {
    let desk = Desk::office("registry-edit");
    with_medals(&desk);
    let edit = [
        "model-worker",
        "edit",
        "孙某",
        "--housing",
        "楼房 60 平方米",
        "--living-state",
        "丧偶，与小儿子同住",
        "--care-contact",
        "王干事",
        "--disabled",
        "false",
    ];
    let detail = desk.done(CLERK, &edit);
    let worker = &detail["row"]["worker"];
    assert_eq!(worker["living_state"], "丧偶，与小儿子同住");
    assert_eq!(worker["monthly_income"], 200_000, "what is not named stays");
    let moved = [
        "model-worker",
        "edit",
        "孙某",
        "--state",
        "emigrated",
        "--state-on",
        "2026-03-01",
    ];
    assert_eq!(desk.done(CLERK, &moved)["row"]["state_label"], "移居境外");
    let back = ["model-worker", "edit", "孙某", "--state", "living"];
    let back = desk.done(CLERK, &back);
    assert_eq!(back["row"]["worker"]["state_on"], Value::Null);

    let craftsman = |who: &'static [&'static str]| {
        let honor = [
            "--title",
            "酒城工匠",
            "--level",
            "city",
            "--on",
            "2019",
            "--user",
            CLERK,
        ];
        [&["model-worker", "honor"][..], who, &honor].concat()
    };
    // Craftsmen and units come from the base data as well.
    desk.refused(
        &craftsman(&["--person", "李陌生"]),
        "人选必须从基础数据库中产生",
    );
    desk.refused(&craftsman(&["--org", "没有的工会"]), "没有的工会");
    desk.done(
        CLERK,
        &["import", "hardship", &sample("困难职工摸底表.xlsx")],
    );
    let view = desk.json(&craftsman(&["--person", "徐文忠"]), 0);
    assert_eq!(view["honor"]["model_worker_id"], Value::Null);
    assert!(view["honor"]["person_id"].is_string());
    let replace = [
        "model-worker",
        "honor",
        "孙某",
        "--replace",
        "市先进人物",
        "--title",
        "市先进工作者",
        "--level",
        "city",
    ];
    let view = desk.done(CLERK, &replace);
    assert_eq!(view["honor"]["awarded_on"], "1982-05");
    assert_eq!(view["medal"], "held");
    let ledger = desk.done(CLERK, &["model-worker", "honors"]);
    assert_eq!(ledger["rows"].as_array().unwrap().len(), 6);
    assert_eq!(ledger["persons"], 2);
    let others = desk.done(CLERK, &["model-worker", "honors", "--outside"]);
    assert_eq!(others["rows"][0]["holder"], "徐文忠");
    let reminders = desk.done(CLERK, &["model-worker", "reminders"]);
    let kinds: Vec<&str> = reminders
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["reminder"]["kind"].as_str().unwrap())
        .collect();
    assert!(
        kinds.contains(&"yearly_check") && kinds.contains(&"medical_check"),
        "{kinds:?}"
    );
}
