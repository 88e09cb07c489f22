//! What the program needs from the machine around it: the clock, fresh ids, folders.
//!
//! The window, the CLI, tests and the simulator each bring a `Host`, so that no use case reads a
//! clock or a random source by itself (DESIGN §3, invariant 11).

use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::path::PathBuf;

use chrono::NaiveDate;
use songnuan_model::record::Id;

use crate::commands::internal;
use crate::error::AppResult;

/// An address that belongs to nobody (RFC 5737): reached, if at all, over the usual network card.
const ELSEWHERE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);

/// The machine as the use cases see it.
pub trait Host: Send + Sync + 'static {
    /// Now, UTC, RFC 3339 with milliseconds, e.g. `2026-11-22T08:30:00.000Z`.
    fn now(&self) -> String;
    /// Today on the user's calendar.
    fn today(&self) -> NaiveDate;
    /// A fresh id, ordered by time (UUIDv7).
    fn new_id(&self) -> Id;
    /// Bytes nobody can guess, for a device's own key.
    fn secret_bytes(&self) -> AppResult<[u8; 32]> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(internal)?;
        Ok(bytes)
    }
    /// Folder holding this unit's data.
    fn data_dir(&self) -> PathBuf;
    /// Folder holding the fonts documents may use.
    fn fonts_dir(&self) -> PathBuf;
    /// Where other machines of the network find this one, as far as it knows.
    fn network_address(&self) -> Option<IpAddr> {
        None
    }
    /// The command-line program that serves a hub; `None` where there is none.
    fn hub_program(&self) -> Option<PathBuf> {
        None
    }
}

/// The real machine: system clock, random ids, the folders given.
pub struct SystemHost {
    data_dir: PathBuf,
    fonts_dir: PathBuf,
}

impl SystemHost {
    /// A host over the given folders.
    pub fn new(data_dir: PathBuf, fonts_dir: PathBuf) -> Self {
        Self {
            data_dir,
            fonts_dir,
        }
    }

    /// The fonts folder of an installed program (`fonts` beside the executable or in its
    /// resources), or of the source tree when run from there.
    pub fn default_fonts_dir() -> PathBuf {
        let beside = std::env::current_exe().ok();
        let beside = beside
            .as_deref()
            .and_then(|exe| exe.parent())
            .map(PathBuf::from);
        let mut places: Vec<PathBuf> = Vec::new();
        places.extend(std::env::var_os("SONGNUAN_FONTS").map(PathBuf::from));
        if let Some(dir) = beside {
            places.push(dir.join("fonts"));
            places.push(dir.join("../lib/songnuan/fonts"));
            places.push(dir.join("../../assets/fonts"));
            places.push(dir.join("../../../assets/fonts"));
        }
        places.push(PathBuf::from("assets/fonts"));
        let found = places.iter().find(|dir| dir.is_dir()).cloned();
        found.unwrap_or_else(|| PathBuf::from("fonts"))
    }

    /// The platform's folder for this program's data: `%APPDATA%\songnuan` on Windows,
    /// `$XDG_DATA_HOME/songnuan` or `~/.local/share/songnuan` elsewhere.
    pub fn default_data_dir() -> PathBuf {
        let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
        let base = variable("SONGNUAN_DATA")
            .or_else(|| variable("APPDATA").map(|dir| dir.join("songnuan")))
            .or_else(|| variable("XDG_DATA_HOME").map(|dir| dir.join("songnuan")))
            .or_else(|| variable("HOME").map(|dir| dir.join(".local/share/songnuan")));
        base.unwrap_or_else(|| PathBuf::from("songnuan-data"))
    }
}

impl Host for SystemHost {
    fn now(&self) -> String {
        chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
    }

    fn today(&self) -> NaiveDate {
        chrono::Local::now().date_naive()
    }

    fn new_id(&self) -> Id {
        Id::new(uuid::Uuid::now_v7().to_string())
    }

    fn data_dir(&self) -> PathBuf {
        self.data_dir.clone()
    }

    fn fonts_dir(&self) -> PathBuf {
        self.fonts_dir.clone()
    }

    fn network_address(&self) -> Option<IpAddr> {
        // Nothing is sent: the system only says from which address it would be.
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect((ELSEWHERE, 9)).ok()?;
        let own = socket.local_addr().ok()?.ip();
        (!own.is_loopback() && !own.is_unspecified()).then_some(own)
    }

    fn hub_program(&self) -> Option<PathBuf> {
        let own = std::env::current_exe().ok()?;
        let name = format!("songnuan{}", std::env::consts::EXE_SUFFIX);
        Some(own.parent()?.join(name)).filter(|path| path.is_file())
    }
}
