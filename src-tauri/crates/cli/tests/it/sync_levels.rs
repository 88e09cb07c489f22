//! A county and two townships as their users have them: three hubs that run, laptops at each, the
//! network between them.

#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::{Value, json};

use crate::common::resident;
use crate::sync_world::{Hub, Laptop};

#[test]
fn a_township_and_its_county_work_on_one_file() {
    let (county, town) = (Hub::start("county"), Hub::start("town"));
    let other = Hub::start("town-b");
    let office = county.laptop("county-a", "县干事");
    let (a, b) = (
        town.laptop("town-1", "李干事"),
        town.laptop("town-2", "王干事"),
    );
    let far = other.laptop("town-b-1", "赵干事");
    town.join(&county);
    other.join(&county);

    let file = a.call("file_open", opening("张三", &resident("19700101", 11)));
    a.sync();
    let receipt = town.up();
    assert_eq!(
        (&receipt["agreement"], &receipt["received"]),
        (&json!("same"), &json!(0))
    );
    office.sync();
    let applicant = file["applicant"]["id"].clone();
    let address = |laptop: &Laptop| {
        let get = json!({"id": file["file"]["id"], "file_no": null, "as_of": null});
        laptop.call("file_get", get)["applicant"]["home_address"].clone()
    };
    assert_eq!(address(&office), "芦塘荡镇荷塘村1组");
    // Both change it: it waits in both, is decided in the township and seen in the county.
    let edit = |to: &str| {
        json!({
            "file_id": file["file"]["id"], "why": "上门核对",
            "edits": [{ "record_id": applicant, "field": "home_address", "value": to }],
        })
    };
    office.call("file_edit", edit("芦塘荡镇荷塘村3组"));
    b.sync();
    b.call("file_edit", edit("芦塘荡镇莲花村8组"));
    office.sync();
    b.sync();
    let receipt = town.up();
    assert_eq!(
        (&receipt["parked"], &receipt["undecided"]),
        (&json!(1), &json!(1))
    );
    office.sync();
    a.sync();
    let undecided = |laptop: &Laptop| laptop.desk.json(&["conflict", "list"], 0);
    let list = undecided(&a);
    assert_eq!(
        (&list["undecided"], &undecided(&office)["undecided"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(list["rows"][0]["mine_by"]["who"], "王干事");
    assert_eq!(list["rows"][0]["theirs_by"]["who"], "县干事");
    assert_eq!(address(&a), "芦塘荡镇荷塘村3组");
    let id = list["rows"][0]["id"].as_str().unwrap();
    a.desk
        .json(&["conflict", "decide", id, "--choice", "mine"], 0);
    a.sync();
    assert_eq!(town.status()["upstream"]["waiting_ops"], 1);
    assert_eq!(town.up()["agreement"], "same");
    office.sync();
    assert_eq!(undecided(&office)["undecided"], 0);
    assert_eq!(address(&office), "芦塘荡镇莲花村8组");

    the_other_has_its_own((&town, &a), (&other, &far), &office);
    for laptop in [&office, &a, &far] {
        laptop.clean();
    }
}

/// The other township has nothing of the first, and its own; the county has both.
fn the_other_has_its_own(
    (town, a): (&Hub, &Laptop),
    (other, far): (&Hub, &Laptop),
    office: &Laptop,
) {
    far.call("file_open", opening("李四", &resident("19800202", 12)));
    far.sync();
    assert_eq!(other.up()["agreement"], "same");
    far.sync();
    office.sync();
    assert_eq!(total(far), 1);
    assert_eq!(total(office), 2);
    town.up();
    a.sync();
    assert_eq!(total(a), 1);
    let status = town.status()["upstream"].clone();
    assert_eq!(
        (&status["waiting_ops"], &status["refused"]),
        (&json!(0), &json!(0))
    );
}

fn total(laptop: &Laptop) -> Value {
    laptop.call("file_list", json!({}))["total"].clone()
}

fn opening(name: &str, id_no: &str) -> Value {
    json!({
        "name": name, "id_type": "resident_id", "id_no": id_no, "mobile": "13800001234",
        "employer": "芦塘客车厂", "home_address": "芦塘荡镇荷塘村1组", "applied_on": "2026-01-02",
        "temporary": false,
    })
}
