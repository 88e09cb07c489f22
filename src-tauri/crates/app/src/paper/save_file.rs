//! Writing bytes to a path chosen in a save dialog: the whole file or nothing.

use std::io::Write;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::app::App;
use crate::commands::internal;
use crate::commands::paper::SaveFile;
use crate::commands::shared::Nothing;
use crate::error::{AppError, AppResult, Code};

/// Writes a neighbour first and renames it: an interrupted save never leaves half a file, and an
/// existing file is replaced only by a whole one (the dialog has asked).
pub async fn save_file(app: &App, request: SaveFile) -> AppResult<Nothing> {
    app.session().await?;
    let path = PathBuf::from(request.path.trim());
    let bytes = STANDARD
        .decode(request.base64.trim())
        .map_err(|_| AppError::invalid("要保存的内容不完整。没有写文件，请重新生成一次再保存。"))?;
    if !path.is_absolute() || path.file_name().is_none() {
        let detail = "请给出完整的保存位置".to_owned();
        return Err(unwritable(&path, detail));
    }
    let target = path.clone();
    tokio::task::spawn_blocking(move || write(&target, &bytes))
        .await
        .map_err(internal)?
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                AppError::new(Code::DiskFull)
            }
            kind => unwritable(&path, reason(kind)),
        })?;
    Ok(Nothing {})
}

fn unwritable(path: &Path, detail: String) -> AppError {
    let file = path.display().to_string();
    AppError::with(Code::FileUnwritable, [("file", file), ("detail", detail)])
}

fn reason(kind: std::io::ErrorKind) -> String {
    use std::io::ErrorKind as K;
    match kind {
        K::NotFound | K::NotADirectory => "文件夹不存在",
        K::PermissionDenied | K::ReadOnlyFilesystem => "没有写入权限，或文件正在别的程序里打开",
        K::IsADirectory => "这是一个文件夹",
        K::ResourceBusy | K::ExecutableFileBusy => "文件正在别的程序里打开",
        _ => "系统拒绝写入",
    }
    .to_owned()
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temp = path.with_file_name(name);
    let written = (|| {
        let mut file = std::fs::File::create(&temp)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temp, path)
    })();
    if written.is_err() {
        // Best effort: nothing but our own half-written neighbour.
        let _ = std::fs::remove_file(&temp);
    }
    written
}
