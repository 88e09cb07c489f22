//! Dialogs of the desktop.

use std::path::{Path, PathBuf};

use tauri::WebviewWindow;
use tauri_plugin_dialog::DialogExt as _;

/// Environment variable for whole-window tests: a native dialog cannot be driven, so when this is
/// set every save goes to that folder under the suggested name, without asking.
const SAVE_DIR: &str = "SONGNUAN_SAVE_DIR";

/// Asks where to save; `None` when the user thought better of it.
#[tauri::command]
pub async fn choose_save_path(window: WebviewWindow, file_name: String) -> Option<String> {
    let file_name = safe_name(&file_name);
    let path = match std::env::var_os(SAVE_DIR) {
        Some(folder) => Some(PathBuf::from(folder).join(file_name)),
        None => ask(&window, &file_name).await,
    };
    path.map(|path| path.to_string_lossy().into_owned())
}

async fn ask(window: &WebviewWindow, file_name: &str) -> Option<PathBuf> {
    let mut dialog = window
        .dialog()
        .file()
        .set_parent(window)
        .set_file_name(file_name);
    if let Some(extension) = Path::new(file_name)
        .extension()
        .and_then(|text| text.to_str())
    {
        dialog = dialog.add_filter(extension.to_uppercase(), &[extension]);
    }
    // The dialog runs on the window's thread; waiting here must not block the async workers.
    let chosen = tauri::async_runtime::spawn_blocking(move || dialog.blocking_save_file());
    chosen
        .await
        .ok()
        .flatten()
        .and_then(|path| path.into_path().ok())
}

/// The suggested name without anything that could lead out of a folder or that Windows refuses.
fn safe_name(name: &str) -> String {
    let forbidden = |c: char| c.is_control() || r#"\/:*?"<>|"#.contains(c);
    let name = name.replace(forbidden, "_");
    if name.trim_matches(['.', ' ']).is_empty() {
        "送暖".to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn a_suggested_name_stays_a_name() {
        for (given, expected) in [
            ("档案表-䶮.pdf", "档案表-䶮.pdf"),
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("a:b?.pdf", "a_b_.pdf"),
            ("..", "送暖"),
        ] {
            assert_eq!(safe_name(given), expected);
        }
    }
}
