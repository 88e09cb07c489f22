//! Reading the fonts of documents from the program's font folder.

use std::path::PathBuf;

use songnuan_reports::{Face, FontFile, Fonts};

use crate::commands::internal;
use crate::error::{AppError, AppResult, Code};

/// The fonts, parsed; the two rare ones (53 MB) only when a name asks for them.
pub async fn load_fonts(dir: PathBuf) -> AppResult<Fonts> {
    let loaded = tokio::task::spawn_blocking(move || {
        let mut files = Vec::new();
        for face in Face::ALL {
            let path = dir.join(face.file_name());
            if matches!(face, Face::RareA | Face::RareB) {
                let load = move || std::fs::read(path).ok();
                files.push(FontFile::lazy(face.file_name(), load));
            } else if let Ok(bytes) = std::fs::read(&path) {
                files.push(FontFile::bytes(face.file_name(), bytes));
            }
        }
        Fonts::new(files)
    });
    loaded.await.map_err(internal)?.map_err(|_| {
        let name = Face::Serif.file_name().to_owned();
        AppError::with(Code::FontMissing, [("detail", name)])
    })
}
