//! The desktop shell: opens the window, starts the app, forwards calls to the command list.
//!
//! Nothing is decided here. `rpc` is the same door as the browser's `POST /rpc/<name>`; besides it
//! the shell knows file dialogs, the print dialog, and the folder of fonts.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod fonts;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use serde_json::Value;
use songnuan_app::App;
use songnuan_app::error::AppError;
use songnuan_app::host::SystemHost;
use tauri::{RunEvent, State, Webview};
use tauri_plugin_window_state::StateFlags;

const USAGE: &str = "用法: songnuan-window [--data 文件夹]\n\
  数据文件夹也可以用环境变量 SONGNUAN_DATA 指定。不用窗口的操作请用 songnuan 命令。\n";

/// Runs one command of the list; the window's only way to the data.
#[tauri::command]
async fn rpc(app: State<'_, App>, name: String, request: Value) -> Result<Value, AppError> {
    songnuan_app::commands::dispatch(&app, &name, request).await
}

/// Opens the system's print dialog for what the page shows to a printer.
#[tauri::command]
fn print_page(webview: Webview) -> Result<(), String> {
    webview
        .print()
        .map_err(|error| format!("打不开打印对话框({error})。请先保存 PDF,再用阅读器打印。"))
}

fn main() -> ExitCode {
    let data = match data_argument(std::env::args().skip(1)) {
        Ok(data) => data,
        Err(sentence) => return say(&sentence, 2),
    };
    match run(data) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => say(
            &format!("窗口打不开({error})。数据没有受影响;没有图形桌面时请运行 songnuan serve。\n"),
            1,
        ),
    }
}

fn run(data: Option<PathBuf>) -> tauri::Result<()> {
    // Everything but visibility: a window saved while hidden must not stay hidden.
    let kept = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    let fonts_dir = SystemHost::default_fonts_dir();
    let data_dir = data.unwrap_or_else(SystemHost::default_data_dir);
    let host = SystemHost::new(data_dir, fonts_dir.clone());
    let app = App::new(Arc::new(host));
    let window = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(kept)
                .build(),
        )
        .register_asynchronous_uri_scheme_protocol("songnuan", move |_, request, responder| {
            let (folder, path) = (fonts_dir.clone(), request.uri().path().to_owned());
            tauri::async_runtime::spawn_blocking(move || {
                responder.respond(fonts::answer(&folder, &path));
            });
        })
        .manage(app.clone())
        .invoke_handler(tauri::generate_handler![rpc, print_page])
        .build(tauri::generate_context!())?;
    window.run(move |_, event| {
        if matches!(event, RunEvent::Exit) {
            tauri::async_runtime::block_on(app.shutdown());
        }
    });
    Ok(())
}

/// The folder after `--data`; `None` means `SONGNUAN_DATA` or the platform's usual place.
fn data_argument(arguments: impl Iterator<Item = String>) -> Result<Option<PathBuf>, String> {
    let mut data = None;
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), argument.strip_prefix("--data=")) {
            ("--data", _) => match arguments.next() {
                Some(folder) => data = Some(PathBuf::from(folder)),
                None => return Err(format!("--data 后面要写文件夹。\n{USAGE}")),
            },
            (_, Some(folder)) => data = Some(PathBuf::from(folder)),
            _ => return Err(format!("不认识的参数“{argument}”。\n{USAGE}")),
        }
    }
    Ok(data.filter(|folder| !folder.as_os_str().is_empty()))
}

/// Says a sentence on standard error; a closed standard error is no reason to fail differently.
fn say(sentence: &str, code: u8) -> ExitCode {
    let _ = std::io::stderr().write_all(sentence.as_bytes());
    ExitCode::from(code)
}

#[cfg(test)]
mod tests {
    use super::data_argument;
    use std::path::PathBuf;

    fn parse(arguments: &[&str]) -> Result<Option<PathBuf>, String> {
        data_argument(arguments.iter().map(|text| (*text).to_owned()))
    }

    #[test]
    fn the_data_folder_is_taken_from_the_last_data_argument() {
        assert_eq!(
            parse(&["--data", "a", "--data=b"]).unwrap(),
            Some("b".into())
        );
        assert!(parse(&["--data"]).unwrap_err().contains("文件夹"));
        assert!(parse(&["--frob"]).unwrap_err().contains("--frob"));
    }
}
