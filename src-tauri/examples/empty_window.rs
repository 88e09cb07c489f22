//! A window with an empty page: what `bench_start` compares the program's own start with.

use tauri::http::Response;
use tauri::http::header::{CONTENT_TYPE, HeaderValue};
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &str = "<!doctype html><meta charset=utf-8><p id=empty>empty</p>";

fn main() -> tauri::Result<()> {
    let mut context = tauri::generate_context!();
    context.config_mut().app.windows.clear();
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            let mut response = Response::new(PAGE.as_bytes().to_vec());
            // Without a type WebKit does not take the bytes for a page.
            let html = HeaderValue::from_static("text/html; charset=utf-8");
            response.headers_mut().insert(CONTENT_TYPE, html);
            response
        })
        .setup(|shell| {
            let page = WebviewUrl::CustomProtocol("empty://localhost/".parse()?);
            WebviewWindowBuilder::new(shell, "main", page)
                .inner_size(1366.0, 768.0)
                .build()?;
            Ok(())
        })
        .run(context)
}
