//! Runs the real `songnuan` binary in a fresh data folder.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)] // each test file uses its own part

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A fresh data folder, removed at the end.
pub struct Desk {
    pub dir: PathBuf,
    /// What its programs find in their environment, besides.
    pub env: Vec<(String, String)>,
}

impl Desk {
    pub fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("songnuan-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir_all(&dir).unwrap();
        let env = Vec::new();
        Self { dir, env }
    }

    /// A desk with a unit of the fictional township.
    pub fn with_unit(name: &str) -> Self {
        let desk = Self::new(name);
        let out = desk.run(&["init", "--org", "芦塘荡镇总工会", "--region", "998101105"]);
        assert!(out.status.success(), "{}", text(&out.stderr));
        desk
    }

    /// A unit with a clerk (the founder, 管理员), a leader (王主席) and somebody for the money (钱会计).
    pub fn office(name: &str) -> Self {
        let desk = Self::with_unit(name);
        for (user, role) in [("王主席", "leader"), ("钱会计", "finance")] {
            let out = desk
                .command(&["user", "add", user, "--role", role, "--user", "管理员"])
                .env("SONGNUAN_NEW_PASSWORD", "lutangdang-2016")
                .output()
                .unwrap();
            assert!(out.status.success(), "{}", text(&out.stderr));
        }
        desk
    }

    /// Must be done by this user.
    pub fn done(&self, user: &str, args: &[&str]) -> serde_json::Value {
        self.json(&[args, &["--user", user]].concat(), 0)
    }

    /// Must be refused with this in the sentence.
    pub fn refused(&self, args: &[&str], why: &str) {
        let out = self.run(args);
        let sentence = text(&out.stderr);
        assert_eq!(out.status.code(), Some(1), "{args:?}: {sentence}");
        assert!(sentence.contains(why), "{args:?}: {sentence}");
    }

    pub fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_songnuan"));
        command
            .args(args)
            .env("SONGNUAN_DATA", self.data())
            .env("SONGNUAN_PASSWORD", "lutangdang-2016")
            .env("SONGNUAN_TEST_KDF", "1")
            .env("SONGNUAN_FONTS", root().join("assets/fonts"))
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs with `--json` and gives the parsed answer; the exit code must be `code`.
    pub fn json(&self, args: &[&str], code: i32) -> serde_json::Value {
        let out = self.run(&[args, &["--json"]].concat());
        let (stdout, stderr) = (text(&out.stdout), text(&out.stderr));
        assert_eq!(
            out.status.code(),
            Some(code),
            "{args:?}\n{stdout}\n{stderr}"
        );
        serde_json::from_str(&stdout).unwrap_or_else(|e| panic!("{args:?}: {e}\n{stdout}"))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../..")
        .canonicalize()
        .unwrap()
}

/// A sample file.
pub fn sample(name: &str) -> String {
    root()
        .join("tests/fixtures/samples")
        .join(name)
        .display()
        .to_string()
}

/// A resident ID of the fictional county: birth as `YYYYMMDD`, a running number.
pub fn resident(birth: &str, n: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = format!("998101{birth}{n:03}");
    let products = digits.bytes().zip(WEIGHTS);
    let sum: u32 = products
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = b"10X98765432"[(sum % 11) as usize] as char;
    format!("{digits}{check}")
}

/// The expected results of a sample, by the name of its workbook.
pub fn expected(name: &str) -> serde_json::Value {
    let file = std::fs::read(sample(&name.replace(".xlsx", ".expected.json"))).unwrap();
    serde_json::from_slice(&file).unwrap()
}

/// A small deterministic generator for the moments of crashes (xorshift).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
