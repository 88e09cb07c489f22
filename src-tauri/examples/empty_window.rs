//! A window with an empty page: what `bench_start` compares the program's own start with.

use tauri::http::Response;
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &str = "<!doctype html><meta charset=utf-8><p id=empty>empty</p>";

fn main() -> tauri::Result<()> {
    let mut context = tauri::generate_context!();
    context.config_mut().app.windows.clear();
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| Response::new(PAGE.as_bytes().to_vec()))
        .setup(|shell| {
            let page = WebviewUrl::CustomProtocol("empty://localhost/".parse()?);
            WebviewWindowBuilder::new(shell, "main", page)
                .inner_size(1366.0, 768.0)
                .build()?;
            Ok(())
        })
        .run(context)
}
