//! Two laptops and a hub, as their users have them: three processes, two data folders, the network
//! between them. Everybody's edits are there afterwards, or wait for somebody to decide.

#![allow(clippy::unwrap_used, clippy::panic, clippy::too_many_lines)]

use crate::common;
use crate::sync_world as world;

use common::{Dice, resident, text};
use serde_json::{Value, json};
use world::{Hub, Laptop, Proxy};

#[test]
fn edits_of_one_file_meet_and_are_decided() {
    let hub = Hub::start("meet");
    let (a, b) = (
        hub.laptop("meet-a", "李干事"),
        hub.laptop("meet-b", "王干事"),
    );
    let id_no = resident("19700101", 11);
    let file = a.call("file_open", opening("张三", &id_no));
    let line =
        a.call("income_save", income(&file, Value::Null, 100_000))["incomes"][0]["id"].clone();
    a.sync();
    b.sync();
    assert_eq!(a.digest(), b.digest());

    // The same field, different fields, a deletion against an edit, the same person twice.
    let applicant = file["applicant"]["id"].clone();
    a.call(
        "file_edit",
        edit(&file, &applicant, "home_address", "芦塘荡镇荷塘村3组"),
    );
    a.call(
        "file_edit",
        edit(&file, &applicant, "other_contact", "13900001111"),
    );
    a.call("income_save", income(&file, line.clone(), 200_000));
    b.call(
        "file_edit",
        edit(&file, &applicant, "home_address", "芦塘荡镇莲花村8组"),
    );
    b.call("file_edit", edit(&file, &applicant, "note", "子女在外务工"));
    b.call(
        "line_remove",
        json!({"file_id": file["file"]["id"], "id": line, "why": "重复登记"}),
    );
    let twin = resident("19820303", 12);
    a.call("file_open", opening("赵六", &twin));
    b.call("file_open", opening("赵六", &twin));
    // Two unconnected edits never see one another before both have synced.
    a.sync();
    let receipt = b.sync();
    assert!(receipt["parked"].as_u64().unwrap() >= 2, "{receipt}");
    a.sync();
    assert_eq!(a.digest(), b.digest());
    assert_eq!(a.sync()["agreement"], "same");

    let list = a.desk.json(&["conflict", "list"], 0);
    let rows = list["rows"].as_array().unwrap();
    let address = rows
        .iter()
        .find(|row| row["field"] == "home_address")
        .unwrap_or_else(|| panic!("{list:#}"));
    assert_eq!(address["theirs"], "芦塘荡镇荷塘村3组");
    assert_eq!(address["mine"], "芦塘荡镇莲花村8组");
    assert_eq!(address["mine_by"]["who"], "王干事");
    assert_eq!(address["theirs_by"]["who"], "李干事");
    assert!(address["title"].as_str().unwrap().contains("张三"));
    assert_eq!(
        b.desk.json(&["conflict", "list"], 0)["undecided"],
        list["undecided"]
    );
    // Fields only one side changed are simply there.
    let seen = a.call(
        "file_get",
        json!({"id": file["file"]["id"], "file_no": null, "as_of": null}),
    );
    assert_eq!(seen["applicant"]["note"], "子女在外务工");

    let id = address["id"].as_str().unwrap();
    let note = ["--note", "已上门核对"];
    let decide = [
        &["conflict", "decide", id, "--choice", "mine"],
        note.as_slice(),
    ]
    .concat();
    a.desk.json(&decide, 0);
    a.sync();
    b.sync();
    let seen = b.call(
        "file_get",
        json!({"id": file["file"]["id"], "file_no": null, "as_of": null}),
    );
    assert_eq!(seen["applicant"]["home_address"], "芦塘荡镇莲花村8组");
    let decided = b.desk.json(&["conflict", "list", "--decided"], 0);
    assert_eq!(
        decided["rows"][0]["decision"]["who"], "李干事",
        "{decided:#}"
    );
    assert_eq!(a.digest(), b.digest());

    twins_become_one(&a, &b);
    for laptop in [&a, &b] {
        laptop.clean();
    }
}

/// Two records of one person are offered as one; what is decided spreads.
fn twins_become_one(a: &Laptop, b: &Laptop) {
    let found = a.call(
        "finding_list",
        json!({"rule": "same_person_twice", "with_decided": false}),
    );
    let records = found[0]["records"].as_array().unwrap();
    assert_eq!(records.len(), 2, "{found:#}");
    let merge =
        json!({"kept_id": records[0]["id"], "other_id": records[1]["id"], "reason": "同一证件"});
    let merged = a.call("person_merge", merge);
    assert_eq!(merged["files"], 1);
    a.sync();
    b.sync();
    let query = json!({"rule": "same_person_twice", "with_decided": false});
    assert_eq!(b.call("finding_list", query.clone()), json!([]));
    let apart = json!({"other_id": records[1]["id"], "reason": "弟弟借用证件，是两个人"});
    assert_eq!(b.call("person_unmerge", apart)["files"], 1);
    b.sync();
    a.sync();
    assert_eq!(a.call("finding_list", query).as_array().unwrap().len(), 1);
    assert_eq!(a.digest(), b.digest());
}

#[test]
fn the_same_by_stick() {
    let hub = Hub::start("stick");
    let (a, b) = (
        hub.laptop("stick-a", "李干事"),
        hub.laptop("stick-b", "王干事"),
    );
    let other = Hub::start("stick-other");
    let stranger = other.laptop("stick-c", "赵干事");
    let id_no = resident("19700101", 11);
    let file = a.call("file_open", opening("张三", &id_no));
    hub.by_stick(&a);
    hub.by_stick(&b);
    assert_eq!(a.digest(), b.digest());
    let applicant = file["applicant"]["id"].clone();
    a.call(
        "file_edit",
        edit(&file, &applicant, "home_address", "芦塘荡镇荷塘村3组"),
    );
    b.call(
        "file_edit",
        edit(&file, &applicant, "home_address", "芦塘荡镇莲花村8组"),
    );
    b.call("file_edit", edit(&file, &applicant, "note", "子女在外务工"));
    hub.by_stick(&a);
    hub.by_stick(&b);
    let receipt = hub.by_stick(&a);
    assert_eq!(receipt["agreement"], "same", "{receipt:#}");
    assert_eq!(a.digest(), b.digest());
    assert_eq!(a.desk.json(&["conflict", "list"], 0)["undecided"], 1);
    // Wrong stick, old bundle, foreign hub, cut file: each a sentence, nothing taken.
    let before = b.digest();
    let (to_hub, to_a) = hub.sticks(&a);
    b.desk.refused(&["bundle", "read", &to_a], "不是给本机的");
    b.desk.refused(&["bundle", "read", &to_hub], "不是给本机的");
    stranger
        .desk
        .refused(&["bundle", "read", &to_a], "不是本机加入的同步中心的");
    let bytes = std::fs::read(&to_a).unwrap();
    let cut = format!("{to_a}.cut");
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    a.desk.refused(&["bundle", "read", &cut], "没有拷贝完整");
    // The hub writes its next file over this one.
    let old = format!("{to_a}.old");
    std::fs::copy(&to_a, &old).unwrap();
    hub.by_stick(&a);
    a.desk.refused(&["bundle", "read", &old], "这是旧文件");
    assert_eq!(b.digest(), before);
    // By stick and by network in turn.
    a.call(
        "file_edit",
        edit(&file, &applicant, "other_contact", "13900001111"),
    );
    let id = a.desk.json(&["conflict", "list"], 0)["rows"][0]["id"].clone();
    a.desk.json(
        &[
            "conflict",
            "decide",
            id.as_str().unwrap(),
            "--choice",
            "theirs",
        ],
        0,
    );
    hub.by_stick(&a);
    b.sync();
    a.sync();
    assert_eq!(a.digest(), b.digest());
    assert_eq!(b.desk.json(&["conflict", "list"], 0)["undecided"], 0);
    a.clean();
    b.clean();
}

/// The hub comes back from an old backup and no line leads to it: the stick tells the laptop so, and
/// brings back what the hub lost.
#[test]
fn a_restored_hub_gets_back_by_stick_what_it_lost() {
    let mut hub = Hub::start("stick-back");
    let (a, b) = (
        hub.laptop("stick-back-a", "李干事"),
        hub.laptop("stick-back-b", "王干事"),
    );
    let file = a.call("file_open", opening("张三", &resident("19700101", 12)));
    hub.by_stick(&a);
    hub.by_stick(&b);
    hub.back_up(1);
    let applicant = file["applicant"]["id"].clone();
    a.call("file_edit", edit(&file, &applicant, "note", "子女在外务工"));
    hub.by_stick(&a);
    b.call(
        "file_edit",
        edit(&file, &applicant, "home_address", "芦塘荡镇莲花村8组"),
    );
    hub.by_stick(&b);
    hub.by_stick(&b);
    let all = b.digest();
    hub.restore(1);
    let (said, back) = hub.refuses_stick(&b);
    assert!(said.contains("从旧备份恢复"), "{said}");
    b.desk.refused(&["bundle", "read", &back], "补送");
    assert_eq!(b.digest(), all);
    // Without leave nothing is given back.
    hub.refuses_stick(&b);
    let receipt = hub.give_back(&b);
    assert_eq!(receipt["agreement"], "same", "{receipt:#}");
    hub.by_stick(&a);
    hub.by_stick(&a);
    assert_eq!((a.digest(), b.digest()), (all.clone(), all));
    a.clean();
    b.clean();
}

#[test]
fn a_line_that_breaks_loses_nothing() {
    let hub = Hub::start("cut");
    let (a, b) = (hub.laptop("cut-a", "李干事"), hub.laptop("cut-b", "王干事"));
    for n in 0..8 {
        a.call("file_open", opening("丙", &resident("19800808", 200 + n)));
    }
    let mut dice = Dice(7);
    let mut broken = 0;
    for _ in 0..6 {
        let proxy = Proxy::cutting(&hub.address, 1_500 + dice.below(9_000));
        let out = a.desk.run(&["sync", "--hub", &proxy.address, "--json"]);
        if !out.status.success() {
            broken += 1;
            let answer: Value = serde_json::from_slice(&out.stdout).unwrap();
            assert_eq!(
                answer["error"]["code"],
                "hub_unreachable",
                "{}",
                text(&out.stderr)
            );
        }
    }
    assert!(broken > 0, "the proxy never cut anything");
    a.sync();
    b.sync();
    assert_eq!(a.digest(), b.digest());
    assert_eq!(b.call("file_list", json!({}))["total"], 8);
    a.clean();
}

#[test]
fn strangers_and_taken_back_devices_are_told() {
    let hub = Hub::start("strange");
    let other = Hub::start("strange-other");
    let a = hub.laptop("strange-a", "李干事");
    a.sync();
    // Another hub under the address: its certificate is not the one of the code.
    let out = a.desk.run(&["sync", "--hub", &other.address, "--json"]);
    let answer: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(answer["error"]["code"], "hub_stranger", "{answer:#}");
    // A code is good once.
    let code = hub.invite("二号", &["--role", "visitor", "--for", "王芳"]);
    let b = Laptop::new("strange-b", "王干事");
    b.desk.json(&["device", "enrol", &code], 0);
    let c = Laptop::new("strange-c", "王干事");
    c.desk
        .refused(&["device", "enrol", &code], "用过了、过期了或已作废");
    let typo = code.replacen("SN1-", "SN1-2", 1);
    c.desk.refused(&["device", "enrol", &typo], "写错了");
    // Taken back from another machine, with the reason.
    let devices = a.desk.json(&["device", "list"], 0);
    let lost = devices
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["name"] == "二号")
        .unwrap();
    let id = lost["id"].as_str().unwrap();
    b.desk.refused(&["device", "list"], "不能管理设备");
    a.desk
        .json(&["device", "revoke", id, "--reason", "笔记本丢失"], 0);
    b.desk.refused(&["sync"], "笔记本丢失");
    let status = b.desk.json(&["sync", "--status"], 0);
    assert_eq!(status["last"]["complete"], false);
}

pub fn opening(name: &str, id_no: &str) -> Value {
    json!({
        "name": name, "id_type": "resident_id", "id_no": id_no, "mobile": "13800001234",
        "employer": "芦塘客车厂", "home_address": "芦塘荡镇荷塘村1组", "applied_on": "2026-01-02",
        "temporary": false,
    })
}

pub fn edit(file: &Value, record: &Value, field: &str, value: &str) -> Value {
    json!({
        "file_id": file["file"]["id"],
        "edits": [{ "record_id": record, "field": field, "value": value }],
        "why": "上门核对",
    })
}

fn income(file: &Value, id: Value, fen: i64) -> Value {
    json!({
        "file_id": file["file"]["id"], "id": id, "earner": "张三", "kind": "wage",
        "from_month": "2025-01", "to_month": "2025-12", "months": [], "year_amount": fen,
        "note": null,
    })
}
