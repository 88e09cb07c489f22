//! A hub process, laptops with their own data folders, and a line that can be cut.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use songnuan_app::App;
use songnuan_app::commands::dispatch;
use songnuan_app::commands::session::Unlock;
use songnuan_app::host::SystemHost;

use crate::common::{Desk, root, text};

pub const PASSWORD: &str = "lutangdang-2016";

/// A hub that runs.
pub struct Hub {
    desk: Desk,
    child: Child,
    pub address: String,
}

impl Hub {
    pub fn start(name: &str) -> Self {
        Self::start_with(name, Vec::new())
    }

    /// A hub that finds this in its environment.
    pub fn start_with(name: &str, env: Vec<(String, String)>) -> Self {
        let mut desk = Desk::new(&format!("hub-{name}"));
        desk.env = env;
        let out = command(
            &desk,
            &[
                "hub",
                "init",
                "--name",
                "同步中心",
                "--unit",
                "芦塘荡镇总工会",
            ],
        )
        .output()
        .unwrap();
        assert!(out.status.success(), "{}", text(&out.stderr));
        let (child, address) = serve(&desk, "127.0.0.1:0");
        Self {
            desk,
            child,
            address,
        }
    }

    pub fn invite(&self, name: &str, more: &[&str]) -> String {
        let args = [
            &["device", "invite", name, "--address", &self.address],
            more,
        ]
        .concat();
        let out = command(
            &self.desk,
            &[&args[..], &["--hub", &place(&self.desk), "--json"]].concat(),
        )
        .output()
        .unwrap();
        assert!(out.status.success(), "{}", text(&out.stderr));
        let code: Value = serde_json::from_slice(&out.stdout).unwrap();
        code["code"].as_str().unwrap().to_owned()
    }

    /// A laptop of the office, enrolled.
    pub fn laptop(&self, name: &str, user: &str) -> Laptop {
        let laptop = Laptop::new(name, user);
        let code = self.invite(name, &["--role", "clerk,administrator", "--everything"]);
        laptop.desk.json(&["device", "enrol", &code], 0);
        laptop
    }

    /// Belongs to the hub of the unit above from now on.
    pub fn join(&self, above: &Self) {
        let invite = ["device", "invite", "镇同步中心", "--lower-hub", "--address"];
        let hub = place(&above.desk);
        let args = [&invite[..], &[&above.address, "--hub", &hub]].concat();
        let code = answer(&above.desk, &args);
        let joined = answer(&self.desk, &["hub", "join", code["code"].as_str().unwrap()]);
        assert_eq!(joined["hub_name"], "同步中心");
    }

    /// Syncs with the hub above.
    pub fn up(&self) -> Value {
        answer(&self.desk, &["hub", "sync"])
    }

    pub fn status(&self) -> Value {
        answer(&self.desk, &["hub", "status"])
    }

    /// A laptop's file to the hub, and the hub's back; not yet read by the laptop.
    pub fn sticks(&self, laptop: &Laptop) -> (String, String) {
        let path = |name: &str| self.desk.dir.join(name).display().to_string();
        let (there, back) = (path("there.snb"), path("back.snb"));
        laptop.desk.json(&["bundle", "write", "-o", &there], 0);
        let args = [
            "bundle",
            "read",
            &there,
            "-o",
            &back,
            "--hub",
            &place(&self.desk),
            "--json",
        ];
        let out = command(&self.desk, &args).output().unwrap();
        assert!(out.status.success(), "{}", text(&out.stderr));
        (there, back)
    }

    /// There and back, and read.
    pub fn by_stick(&self, laptop: &Laptop) -> Value {
        let (_, back) = self.sticks(laptop);
        laptop.desk.json(&["bundle", "read", &back], 0)
    }

    /// What the hub says to a laptop's file that it does not take; its answer is written beside it.
    pub fn refuses_stick(&self, laptop: &Laptop) -> (String, String) {
        let path = |name: &str| self.desk.dir.join(name).display().to_string();
        let (there, back) = (path("there.snb"), path("back.snb"));
        laptop.desk.json(&["bundle", "write", "-o", &there], 0);
        let hub = place(&self.desk);
        let args = ["bundle", "read", &there, "-o", &back, "--hub", &hub];
        let out = command(&self.desk, &args).output().unwrap();
        assert!(out.status.success(), "{}", text(&out.stderr));
        (text(&out.stdout), back)
    }

    /// There and back with what the hub lost.
    pub fn give_back(&self, laptop: &Laptop) -> Value {
        let path = |name: &str| self.desk.dir.join(name).display().to_string();
        let (there, back) = (path("there.snb"), path("back.snb"));
        laptop
            .desk
            .json(&["bundle", "write", "--resend", "-o", &there], 0);
        let hub = place(&self.desk);
        let args = ["bundle", "read", &there, "-o", &back, "--hub", &hub];
        let out = command(&self.desk, &args).output().unwrap();
        assert!(out.status.success(), "{}", text(&out.stderr));
        laptop.desk.json(&["bundle", "read", &back], 0)
    }

    /// The hub as it is, kept aside by its number.
    pub fn back_up(&mut self, number: u32) {
        self.stopped(copy_folder, number);
    }

    /// The hub as it was then.
    pub fn restore(&mut self, number: u32) {
        let back = |hub: &Path, aside: &Path| {
            std::fs::remove_dir_all(hub).unwrap();
            copy_folder(aside, hub);
        };
        self.stopped(back, number);
    }

    fn stopped(&mut self, work: impl FnOnce(&Path, &Path), number: u32) {
        self.kill();
        let aside = self.desk.dir.join(format!("hub-aside-{number}"));
        work(&self.desk.dir.join("hub"), &aside);
        self.start_again();
    }

    /// Ends the hub as a power cut does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again at its address.
    pub fn start_again(&mut self) {
        let address = self.address.clone();
        (self.child, self.address) = serve(&self.desk, &address);
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

fn place(desk: &Desk) -> String {
    desk.dir.join("hub").display().to_string()
}

/// The answer of a verb of the hub that must be done.
fn answer(desk: &Desk, args: &[&str]) -> Value {
    let out = command(desk, &[args, &["--json"]].concat())
        .output()
        .unwrap();
    assert!(out.status.success(), "{args:?}: {}", text(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

fn command(desk: &Desk, args: &[&str]) -> Command {
    let mut command = desk.command(args);
    command
        .env("SONGNUAN_HUB", place(desk))
        .env("SONGNUAN_HUB_PASSWORD", "hub-lutangdang");
    command
}

fn serve(desk: &Desk, listen: &str) -> (Child, String) {
    let mut child = command(desk, &["hub", "serve", "--listen", listen])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"));
    assert_eq!(ready["event"], "ready");
    // Somebody must read the log, or the hub stops when the pipe is full.
    std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
    (child, ready["address"].as_str().unwrap().to_owned())
}

/// A laptop with its own data folder and one user.
pub struct Laptop {
    pub desk: Desk,
    user: String,
}

impl Laptop {
    pub fn new(name: &str, user: &str) -> Self {
        let desk = Desk::new(name);
        let init = [
            "init",
            "--org",
            "芦塘荡镇总工会",
            "--region",
            "998101105",
            "--user",
            user,
        ];
        let out = desk.run(&init);
        assert!(out.status.success(), "{}", text(&out.stderr));
        Self {
            desk,
            user: user.to_owned(),
        }
    }

    /// Calls a command as the window does, in this process.
    pub fn call(&self, command: &str, request: Value) -> Value {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let host = SystemHost::new(self.desk.data(), root().join("assets/fonts"));
        let app = App::new(Arc::new(host));
        runtime.block_on(async {
            let unlock = Unlock {
                user: self.user.clone(),
                password: PASSWORD.to_owned(),
            };
            songnuan_app::session::unlock(&app, unlock).await.unwrap();
            let answer = dispatch(&app, command, request).await;
            app.shutdown().await;
            answer.unwrap_or_else(|error| panic!("{command}: {error}"))
        })
    }

    /// Syncs; must come to its end.
    pub fn sync(&self) -> Value {
        self.desk.json(&["sync"], 0)
    }

    pub fn digest(&self) -> Value {
        self.desk.json(&["digest"], 0)["digest"].clone()
    }

    /// Everything is whole.
    pub fn clean(&self) {
        let report = self.desk.json(&["verify"], 0);
        assert_eq!(report["problems"], json!([]), "{report:#}");
    }
}

/// A line that breaks after so many bytes towards the hub and back.
pub struct Proxy {
    pub address: String,
}

impl Proxy {
    pub fn cutting(to: &str, bytes: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let to = to.to_owned();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (Ok(here), Ok(there)) = (stream, TcpStream::connect(&to)) else {
                    return;
                };
                let left = Arc::new(AtomicU64::new(bytes));
                for (from, into) in [(&here, &there), (&there, &here)] {
                    let (from, into) = (from.try_clone().unwrap(), into.try_clone().unwrap());
                    let left = Arc::clone(&left);
                    std::thread::spawn(move || pump(from, into, &left));
                }
            }
        });
        Self { address }
    }
}

fn pump(mut from: TcpStream, mut into: TcpStream, left: &AtomicU64) {
    let mut buffer = [0; 512];
    while let Ok(n) = from.read(&mut buffer) {
        let n64 = u64::try_from(n).unwrap();
        let have = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |have| {
            Some(have.saturating_sub(n64))
        });
        if n == 0 || have.unwrap() <= n64 || into.write_all(&buffer[..n]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(std::net::Shutdown::Both);
    let _ = into.shutdown(std::net::Shutdown::Both);
}
