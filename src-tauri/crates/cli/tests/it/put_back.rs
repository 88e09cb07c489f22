//! A laptop's folder put back from a copy: what waited in the copy goes out, what was sent since comes
//! back, nothing is there twice.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use serde_json::json;

use crate::common::resident;
use crate::sync::opening;
use crate::sync_world::Hub;

#[test]
fn a_folder_put_back_from_a_copy_sends_what_waited_in_it() {
    let hub = Hub::start("put-back");
    let (a, b) = (
        hub.laptop("put-back-a", "李干事"),
        hub.laptop("put-back-b", "王干事"),
    );
    a.sync();
    b.sync();
    b.call("file_open", opening("张三", &resident("19700101", 11)));
    let waiting = b.desk.json(&["sync", "--status"], 0)["waiting_ops"].clone();
    assert!(waiting.as_u64().unwrap() > 0);
    let copy = b.desk.dir.join("copy");
    copy_folder(&b.desk.data(), &copy);

    // The copy is taken; work goes on, and is sent.
    b.call("file_open", opening("李四", &resident("19700101", 12)));
    b.sync();
    a.call("file_open", opening("王五", &resident("19700101", 13)));
    a.sync();

    // The disk breaks, the copy is put back.
    std::fs::remove_dir_all(b.desk.data()).unwrap();
    copy_folder(&copy, &b.desk.data());
    let status = b.desk.json(&["sync", "--status"], 0);
    assert_eq!(status["waiting_ops"], waiting, "it is in sight again");
    let receipt = b.sync();
    assert_eq!(
        (
            &receipt["agreement"],
            &receipt["parked"],
            &receipt["waiting_ops"]
        ),
        (&json!("same"), &json!(0), &json!(0)),
        "{receipt:#}"
    );
    a.sync();
    assert_eq!(a.digest(), b.digest());
    assert_eq!(b.call("file_list", json!({}))["total"], 3);
    b.clean();

    // Nothing sent is asked about again; what was made after the copy and never sent is gone with
    // the disk, and nothing else.
    assert_eq!(b.sync()["sent_changes"], 0);
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
