//! The office's own program as the hub, with one switch: a laptop joins and syncs over it, by network
//! and by stick; off, it is told in words; on again, it is the same hub.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{BufRead as _, BufReader};
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use songnuan_app::App;
use songnuan_app::commands::dispatch;
use songnuan_app::commands::session::Unlock;
use songnuan_app::error::AppError;
use songnuan_app::host::{Host, SystemHost};
use songnuan_app::model::record::Id;

use crate::common::{Desk, resident, root};
use crate::sync::opening;
use crate::sync_world::{Laptop, PASSWORD};

/// The office's machine: the program under test serves its hub.
struct Machine(SystemHost);

impl Host for Machine {
    fn now(&self) -> String {
        self.0.now()
    }
    fn today(&self) -> chrono::NaiveDate {
        self.0.today()
    }
    fn new_id(&self) -> Id {
        self.0.new_id()
    }
    fn data_dir(&self) -> PathBuf {
        self.0.data_dir()
    }
    fn fonts_dir(&self) -> PathBuf {
        self.0.fonts_dir()
    }
    fn network_address(&self) -> Option<IpAddr> {
        Some(Ipv4Addr::new(192, 168, 1, 10).into())
    }
    fn hub_program(&self) -> Option<PathBuf> {
        Some(env!("CARGO_BIN_EXE_songnuan").into())
    }
}

/// The office's program, open.
struct Office {
    runtime: tokio::runtime::Runtime,
    app: App,
}

impl Office {
    fn open(desk: &Desk) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let host = SystemHost::new(desk.data(), root().join("assets/fonts"));
        let app = App::new(Arc::new(Machine(host)));
        let unlock = Unlock {
            user: "李干事".to_owned(),
            password: PASSWORD.to_owned(),
        };
        runtime
            .block_on(songnuan_app::session::unlock(&app, unlock))
            .unwrap();
        Self { runtime, app }
    }

    fn try_call(&self, command: &str, request: Value) -> Result<Value, AppError> {
        let call = dispatch(&self.app, command, request);
        self.runtime.block_on(call)
    }

    fn call(&self, command: &str, request: Value) -> Value {
        self.try_call(command, request)
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    fn job(&self, command: &str, request: Value) -> Result<Value, AppError> {
        let started = serde_json::from_value(self.call(command, request)).unwrap();
        self.runtime.block_on(self.app.jobs().wait(&started))
    }

    fn sync(&self) -> Value {
        self.job("sync_start", json!({})).unwrap()
    }

    fn switch(&self, on: bool, listen: &str) -> Value {
        self.call("hub_switch", json!({ "on": on, "listen": listen }))
    }

    /// Ends the program as closing its window does.
    fn close(self) {
        self.runtime.block_on(self.app.shutdown());
    }
}

/// An address of this machine that is free now.
fn free() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

fn code(office: &Office, listen: &str) -> String {
    let ask = json!({
        "name": "下乡一号", "users": ["王干事"], "roles": ["clerk", "administrator"],
        "everything": true, "addresses": [listen],
    });
    let code = office.call("device_invite", ask);
    assert!(code["qr_svg"].as_str().unwrap().contains("<svg"));
    code["code"].as_str().unwrap().to_owned()
}

#[test]
fn one_switch_makes_the_office_the_hub_and_it_stays_the_same_one() {
    let (a, b) = (
        Laptop::new("here-a", "李干事"),
        Laptop::new("here-b", "王干事"),
    );
    let office = Office::open(&a.desk);
    assert_eq!(office.call("hub_here", json!({}))["on"], false);
    assert_eq!(
        office.call("hub_here", json!({}))["found_at"],
        "192.168.1.10:7443"
    );
    let listen = free();
    let here = office.switch(true, &listen);
    assert_eq!(
        (&here["running"], &here["address"], &here["found_at"]),
        (&json!(true), &json!(listen), &json!(listen)),
        "{here:#}"
    );
    // Twice is once.
    assert_eq!(office.switch(true, &listen)["running"], true);

    // A laptop joins and syncs over it.
    office.call("file_open", opening("张三", &resident("19700101", 11)));
    b.desk
        .json(&["device", "enrol", &code(&office, &listen)], 0);
    assert!(office.sync()["sent_changes"].as_u64().unwrap() > 0);
    assert_eq!(b.sync()["agreement"], "same");
    b.call("file_open", opening("李四", &resident("19700101", 12)));
    let sent = b.sync();
    let received = office.sync();
    // What the office had sent came back to it and is not counted as received.
    assert_eq!(received["received"], sent["sent_changes"], "{received:#}");
    assert_eq!(office.call("file_list", json!({}))["total"], 2);
    assert_eq!(
        office
            .call("device_list", json!({}))
            .as_array()
            .unwrap()
            .len(),
        2
    );

    // Off: told in words, nothing lost. The program closed and open again: still off.
    let digest = office.call("contents_digest", json!({}))["digest"].clone();
    let off = office.switch(false, &listen);
    assert_eq!(
        (&off["on"], &off["running"]),
        (&json!(false), &json!(false))
    );
    b.call("file_open", opening("王五", &resident("19700101", 13)));
    b.desk.refused(&["sync"], "连不上同步中心");
    office.close();
    let office = Office::open(&a.desk);
    assert_eq!(office.call("hub_here", json!({}))["on"], false);

    // On again it is the same hub with the same certificate: nobody enrols anew.
    assert_eq!(office.switch(true, &listen)["running"], true);
    assert_eq!(office.call("contents_digest", json!({}))["digest"], digest);
    assert_eq!(b.sync()["agreement"], "same");
    assert_eq!(office.sync()["agreement"], "same");
    assert_eq!(office.call("file_list", json!({}))["total"], 3);

    // Closed with the switch on, it is started again with the program.
    office.close();
    b.desk.refused(&["sync"], "连不上同步中心");
    let office = Office::open(&a.desk);
    assert_eq!(office.call("hub_here", json!({}))["running"], true);
    assert_eq!(b.sync()["agreement"], "same");
    receipts_are_printed(&b.desk);
    // Locked it ends too: its key lies in the locked data.
    office.call("lock", json!({}));
    b.desk.refused(&["sync"], "连不上同步中心");
    office.close();
}

/// The last one, one of before again, and all of them; one there never was is told.
fn receipts_are_printed(desk: &Desk) {
    let pdf = desk.dir.join("receipt.pdf").display().to_string();
    let print = |which: &[&str]| {
        let args = [&["print", "sync-receipt"], which, &["-o", &pdf]].concat();
        let answer = desk.json(&args, 0);
        assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
        answer["pages"].as_u64().unwrap()
    };
    assert_eq!(print(&["--sync", "last"]), 1);
    let status = desk.json(&["sync", "--status"], 0);
    let earlier = status["last"]["id"].as_str().unwrap();
    desk.json(&["sync"], 0);
    assert_eq!(print(&["--sync", "last", earlier]), 2);
    // Those that did not come to their end are kept too.
    assert_eq!(print(&["--all"]), 7);
    desk.refused(
        &["print", "sync-receipt", "--sync", "0193", "-o", &pdf],
        "这次同步的回执",
    );
}

#[test]
fn a_stick_is_read_in_the_office_and_answered() {
    let (a, b) = (
        Laptop::new("here-stick-a", "李干事"),
        Laptop::new("here-stick-b", "王干事"),
    );
    let office = Office::open(&a.desk);
    let stick = json!({ "base64": STANDARD.encode(b"a photograph of somebody") });
    let none = office.try_call("hub_stick", stick.clone()).unwrap_err();
    assert!(none.message.contains("本机不是同步中心"), "{none}");
    let listen = free();
    office.switch(true, &listen);
    b.desk
        .json(&["device", "enrol", &code(&office, &listen)], 0);
    b.call("file_open", opening("张三", &resident("19700101", 11)));

    let (there, back) = (b.desk.dir.join("there.snb"), b.desk.dir.join("back.snb"));
    let (there, back) = (there.to_str().unwrap(), back.to_str().unwrap());
    b.desk.json(&["bundle", "write", "-o", there], 0);
    let bytes = std::fs::read(there).unwrap();
    let read = json!({ "base64": STANDARD.encode(&bytes) });
    let answer = office.job("hub_stick", read.clone()).unwrap();
    let sentence = answer["sentence"].as_str().unwrap();
    assert!(sentence.contains("“下乡一号”的第 1 份"), "{sentence}");
    let file = answer["file"]["base64"].as_str().unwrap();
    std::fs::write(back, STANDARD.decode(file).unwrap()).unwrap();
    let receipt = b.desk.json(&["bundle", "read", back], 0);
    assert_eq!(
        (&receipt["waiting_ops"], &receipt["agreement"]),
        (&json!(0), &json!("same"))
    );
    assert_eq!(receipt["kinds"][0]["received"], 0, "{receipt:#}");
    assert_eq!(office.sync()["agreement"], "same");
    assert_eq!(office.call("file_list", json!({}))["total"], 1);

    // Wrong ones are sentences, and leave nothing behind.
    let wrong = office.job("hub_stick", stick).unwrap_err();
    assert!(wrong.message.contains("不是同步文件"), "{wrong}");
    let cut = json!({ "base64": STANDARD.encode(&bytes[..bytes.len() / 2]) });
    let wrong = office.job("hub_stick", cut).unwrap_err();
    assert!(wrong.message.contains("没有拷贝完整"), "{wrong}");
    let left = std::fs::read_dir(a.desk.data().join("hub")).unwrap();
    let left = left.flatten().map(|entry| entry.file_name());
    assert!(
        !left
            .into_iter()
            .any(|name| name.to_string_lossy().ends_with(".snb"))
    );
    office.close();
}

#[test]
fn a_port_somebody_else_has_is_told_and_nothing_is_switched() {
    let a = Laptop::new("here-taken", "李干事");
    let office = Office::open(&a.desk);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let ask = json!({ "on": true, "listen": listen });
    let error = office.try_call("hub_switch", ask).unwrap_err();
    assert!(
        error.message.contains(&listen) && error.message.contains("已被别的程序占用"),
        "{error}"
    );
    assert!(!error.message.contains("os error"), "{error}");
    let here = office.call("hub_here", json!({}));
    assert_eq!(
        (&here["on"], &here["running"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(office.call("sync_status", json!({}))["enrolled"], false);
    // The port is free again: the same switch works.
    drop(taken);
    assert_eq!(office.switch(true, &listen)["running"], true);
    assert_eq!(office.call("sync_status", json!({}))["enrolled"], true);
    office.close();
}

#[test]
fn a_hub_ends_with_the_program_that_started_it() {
    let desk = Desk::new("here-orphan");
    let hub = desk.dir.join("hub").display().to_string();
    let command = |args: &[&str]| {
        let mut command = desk.command(&[args, &["--hub", &hub, "--json"]].concat());
        command.env("SONGNUAN_HUB_PASSWORD", "hub-lutangdang");
        command
    };
    let init = [
        "hub",
        "init",
        "--name",
        "同步中心",
        "--unit",
        "芦塘荡镇总工会",
    ];
    assert!(command(&init).output().unwrap().status.success());
    let serve = ["hub", "serve", "--attached", "--listen", "127.0.0.1:0"];
    let mut child = command(&serve)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert!(line.contains("ready"), "{line}");
    assert!(child.try_wait().unwrap().is_none());
    // A program that is killed closes nothing itself; the system does.
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}
