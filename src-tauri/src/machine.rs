//! The machine under the window: clock, fresh ids, data folder, font folder.

use std::path::{Path, PathBuf};

use chrono::{Local, NaiveDate, SecondsFormat, Utc};
use songnuan_app::host::Host;
use songnuan_model::record::Id;
use tauri::Runtime;
use tauri::path::PathResolver;

/// The real machine, as the use cases see it.
pub struct Machine {
    pub data: PathBuf,
    pub fonts: PathBuf,
}

impl Machine {
    /// Finds the folders; `data` overrides the platform's usual place.
    pub fn new<R: Runtime>(paths: &PathResolver<R>, data: Option<PathBuf>) -> tauri::Result<Self> {
        let data = match data {
            Some(data) => data,
            None => paths.local_data_dir()?.join("songnuan"),
        };
        let installed = paths.resource_dir().ok().map(|folder| folder.join("fonts"));
        Ok(Self {
            data,
            fonts: fonts_folder(installed),
        })
    }
}

/// The installed fonts, else those beside the program, else `assets/fonts` of the source tree the
/// program was built in. When there are none, printing says so; nothing else needs them.
fn fonts_folder(installed: Option<PathBuf>) -> PathBuf {
    let exe = std::env::current_exe().unwrap_or_default();
    let beside = exe.parent().map(|folder| folder.join("fonts"));
    let source = exe
        .ancestors()
        .skip(1)
        .map(|folder| folder.join("assets").join("fonts"));
    let mut candidates = installed.iter().cloned().chain(beside).chain(source);
    candidates
        .find(|folder| holds_fonts(folder))
        .or(installed)
        .unwrap_or_default()
}

fn holds_fonts(folder: &Path) -> bool {
    folder.join("NotoSerifSC-Regular.ttf").is_file()
}

impl Host for Machine {
    fn now(&self) -> String {
        Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    fn today(&self) -> NaiveDate {
        Local::now().date_naive()
    }

    fn new_id(&self) -> Id {
        Id::new(uuid::Uuid::now_v7().to_string())
    }

    fn data_dir(&self) -> PathBuf {
        self.data.clone()
    }

    fn fonts_dir(&self) -> PathBuf {
        self.fonts.clone()
    }
}
